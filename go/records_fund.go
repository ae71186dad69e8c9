// Written by `make bindings`. Do not edit.

package defray

import "time"

// One kind of source in a waterfall.
//
// Zero is none of them.
type Fund uint32

const (
	// A voucher that pays any eligible bill.
	FundOrdinaryVoucher Fund = 1
	// A voucher that may action for a minimum bill.
	FundFullReductionVoucher Fund = 2
	// A stored-value card.
	FundCard Fund = 3
	// The account's cash.
	FundCash Fund = 4
	// The card balance below zero: a debt the account takes on, never money it has.
	FundOverdraft Fund = 5
	// The marketplace subscription: the cloud provider charges the customer.
	FundCloudAccount Fund = 6
)

var fundNames = [...]string{
	"",
	"ordinary_voucher",
	"full_reduction_voucher",
	"card",
	"cash",
	"overdraft",
	"cloud_account",
}

// String gives the name in the interchange form; for what is none of them, its number.
func (v Fund) String() string {
	return nameOf(fundNames[:], uint32(v))
}

// ParseFund reads the name in the interchange form.
func ParseFund(text string) (Fund, error) {
	number, err := parseName(fundNames[:], text)
	return Fund(number), err
}

// MarshalText gives the name in the interchange form.
func (v Fund) MarshalText() ([]byte, error) {
	return marshalName(fundNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *Fund) UnmarshalText(text []byte) error {
	number, err := parseName(fundNames[:], string(text))
	if err != nil {
		return err
	}
	*v = Fund(number)
	return nil
}

func (v Fund) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// The kinds of fund that come in lots.
//
// Zero is none of them.
type LotKind uint32

const (
	// A voucher that pays any eligible bill.
	LotKindOrdinaryVoucher LotKind = 1
	// A voucher that may action for a minimum bill.
	LotKindFullReductionVoucher LotKind = 2
	// A stored-value card.
	LotKindCard LotKind = 3
)

var lotKindNames = [...]string{
	"",
	"ordinary_voucher",
	"full_reduction_voucher",
	"card",
}

// String gives the name in the interchange form; for what is none of them, its number.
func (v LotKind) String() string {
	return nameOf(lotKindNames[:], uint32(v))
}

// ParseLotKind reads the name in the interchange form.
func ParseLotKind(text string) (LotKind, error) {
	number, err := parseName(lotKindNames[:], text)
	return LotKind(number), err
}

// MarshalText gives the name in the interchange form.
func (v LotKind) MarshalText() ([]byte, error) {
	return marshalName(lotKindNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *LotKind) UnmarshalText(text []byte) error {
	number, err := parseName(lotKindNames[:], string(text))
	if err != nil {
		return err
	}
	*v = LotKind(number)
	return nil
}

func (v LotKind) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// How a lot came to the account.
//
// It is one of OriginIssued, OriginGranted, OriginBought, OriginGift, OriginHuaweiOrder.
type Origin interface {
	appendJSON(b []byte) []byte
	isOrigin()
}

// A voucher issued by the vendor.
type OriginIssued struct{}

func (OriginIssued) isOrigin() {}

// A card granted by a partner or the vendor.
type OriginGranted struct{}

func (OriginGranted) isOrigin() {}

// A card bought from the account's cash.
type OriginBought struct{}

func (OriginBought) isOrigin() {}

// A voucher that came with the purchase of a card (M3).
type OriginGift struct {
	// The card.
	Card string
}

func (OriginGift) isOrigin() {}

// A card paid for in Huawei Cloud's market (M2).
type OriginHuaweiOrder struct {
	// The order there.
	Order string
	// Who ordered.
	HuaweiAccount string
}

func (OriginHuaweiOrder) isOrigin() {}

func (OriginIssued) appendJSON(b []byte) []byte {
	return append(b, `"issued"`...)
}

// MarshalJSON gives the interchange form.
func (v OriginIssued) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (OriginGranted) appendJSON(b []byte) []byte {
	return append(b, `"granted"`...)
}

// MarshalJSON gives the interchange form.
func (v OriginGranted) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (OriginBought) appendJSON(b []byte) []byte {
	return append(b, `"bought"`...)
}

// MarshalJSON gives the interchange form.
func (v OriginBought) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v OriginGift) appendJSON(b []byte) []byte {
	b = append(b, `{"gift":{`...)
	b = appendKey("card", b)
	b = appendText(v.Card, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v OriginGift) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v OriginHuaweiOrder) appendJSON(b []byte) []byte {
	b = append(b, `{"huawei_order":{`...)
	b = appendKey("order", b)
	b = appendText(v.Order, b)
	b = appendKey("huawei_account", b)
	b = appendText(v.HuaweiAccount, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v OriginHuaweiOrder) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Whether a lot can still pay.
//
// Zero is none of them.
type LotState uint32

const (
	// It has value left and is neither expired nor void.
	LotStateOpen LotState = 1
	// All its value was used.
	LotStateExhausted LotState = 2
	// Its validity is over; what was left is gone.
	LotStateExpired LotState = 3
	// It was made void; what was left is gone.
	LotStateVoid LotState = 4
)

var lotStateNames = [...]string{
	"",
	"open",
	"exhausted",
	"expired",
	"void",
}

// String gives the name in the interchange form; for what is none of them, its number.
func (v LotState) String() string {
	return nameOf(lotStateNames[:], uint32(v))
}

// ParseLotState reads the name in the interchange form.
func ParseLotState(text string) (LotState, error) {
	number, err := parseName(lotStateNames[:], text)
	return LotState(number), err
}

// MarshalText gives the name in the interchange form.
func (v LotState) MarshalText() ([]byte, error) {
	return marshalName(lotStateNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *LotState) UnmarshalText(text []byte) error {
	number, err := parseName(lotStateNames[:], string(text))
	if err != nil {
		return err
	}
	*v = LotState(number)
	return nil
}

func (v LotState) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// One voucher or one card.
type Lot struct {
	// Its name within the account.
	ID string
	// What it is.
	Kind LotKind
	// Its value when it came.
	Face Money
	// Its value now.
	Available Money
	// The first instant it pays.
	ValidFrom time.Time
	// The first instant it no longer pays; absent: it never expires.
	ValidUntil *time.Time
	// The smallest bill it pays (full-reduction vouchers only).
	MinimumBill *Money
	// When it came.
	IssuedAt time.Time
	// How it came.
	Origin Origin
	// Whether it can still pay.
	State LotState
	// When it left `LotState::Open`, if it has.
	ClosedAt *time.Time
}

func (v Lot) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("id", b)
	b = appendText(v.ID, b)
	b = appendKey("kind", b)
	b = v.Kind.appendJSON(b)
	b = appendKey("face", b)
	b = v.Face.appendJSON(b)
	b = appendKey("available", b)
	b = v.Available.appendJSON(b)
	b = appendKey("valid_from", b)
	b = appendInstant(v.ValidFrom, b)
	if v.ValidUntil != nil {
		b = appendKey("valid_until", b)
		b = appendInstant(*v.ValidUntil, b)
	}
	if v.MinimumBill != nil {
		b = appendKey("minimum_bill", b)
		b = v.MinimumBill.appendJSON(b)
	}
	b = appendKey("issued_at", b)
	b = appendInstant(v.IssuedAt, b)
	b = appendKey("origin", b)
	b = v.Origin.appendJSON(b)
	b = appendKey("state", b)
	b = v.State.appendJSON(b)
	if v.ClosedAt != nil {
		b = appendKey("closed_at", b)
		b = appendInstant(*v.ClosedAt, b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v Lot) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
