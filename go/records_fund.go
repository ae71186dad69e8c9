// Written by `make bindings`. Do not edit.

package defray

import "time"

// A kind of fund: a source of money in a waterfall.
//
// Zero is not a valid value.
type Fund uint32

const (
	// A voucher without a minimum bill.
	FundOrdinaryVoucher Fund = 1
	// A voucher that may have a minimum bill.
	FundFullReductionVoucher Fund = 2
	// A stored-value card.
	FundCard Fund = 3
	// The account's cash.
	FundCash Fund = 4
	// The overdraft: a debt of the account, never a value that it has.
	FundOverdraft Fund = 5
	// The cloud account: the provider charges the customer through the marketplace subscription.
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

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v Fund) String() string {
	return nameOf(fundNames[:], uint32(v))
}

// ParseFund reads the name in the interchange form.
func ParseFund(text string) (Fund, error) {
	number, err := parseName(fundNames[:], text)
	return Fund(number), err
}

// MarshalText returns the name in the interchange form.
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

// The kinds of lot: each lot is one voucher or one card.
//
// Zero is not a valid value.
type LotKind uint32

const (
	// A voucher without a minimum bill.
	LotKindOrdinaryVoucher LotKind = 1
	// A voucher that may have a minimum bill.
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

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v LotKind) String() string {
	return nameOf(lotKindNames[:], uint32(v))
}

// ParseLotKind reads the name in the interchange form.
func ParseLotKind(text string) (LotKind, error) {
	number, err := parseName(lotKindNames[:], text)
	return LotKind(number), err
}

// MarshalText returns the name in the interchange form.
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

// The way in which a lot came to the account.
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
	// The card that it came with.
	Card string
}

func (OriginGift) isOrigin() {}

// A card that was paid for in Huawei Cloud's market (M2).
type OriginHuaweiOrder struct {
	// The number of the order.
	Order string
	// The Huawei Cloud account that placed the order.
	HuaweiAccount string
}

func (OriginHuaweiOrder) isOrigin() {}

func (OriginIssued) appendJSON(b []byte) []byte {
	return append(b, `"issued"`...)
}

// MarshalJSON returns the interchange form.
func (v OriginIssued) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (OriginGranted) appendJSON(b []byte) []byte {
	return append(b, `"granted"`...)
}

// MarshalJSON returns the interchange form.
func (v OriginGranted) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (OriginBought) appendJSON(b []byte) []byte {
	return append(b, `"bought"`...)
}

// MarshalJSON returns the interchange form.
func (v OriginBought) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v OriginGift) appendJSON(b []byte) []byte {
	b = append(b, `{"gift":{`...)
	b = appendKey("card", b)
	b = appendText(v.Card, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
func (v OriginHuaweiOrder) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The state of a lot: whether it can still pay.
//
// Zero is not a valid value.
type LotState uint32

const (
	// The lot has value left and is neither expired nor void.
	LotStateOpen LotState = 1
	// All value of the lot was used.
	LotStateExhausted LotState = 2
	// The validity of the lot has ended. The value that was left is lost.
	LotStateExpired LotState = 3
	// The lot was made void. The value that was left is lost.
	LotStateVoid LotState = 4
)

var lotStateNames = [...]string{
	"",
	"open",
	"exhausted",
	"expired",
	"void",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v LotState) String() string {
	return nameOf(lotStateNames[:], uint32(v))
}

// ParseLotState reads the name in the interchange form.
func ParseLotState(text string) (LotState, error) {
	number, err := parseName(lotStateNames[:], text)
	return LotState(number), err
}

// MarshalText returns the name in the interchange form.
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
	// The id of the lot, unique within its account.
	ID string
	// The kind of the lot.
	Kind LotKind
	// The value of the lot when the account received it.
	Face Money
	// The value that is left in the lot, from zero to `face`.
	Available Money
	// The first instant at which the lot can pay.
	ValidFrom time.Time
	// The first instant at which the lot can no longer pay; absent: it never expires.
	ValidUntil *time.Time
	// The smallest bill that the lot pays (W5). Only full-reduction vouchers have one.
	MinimumBill *Money
	// The instant at which the account received the lot.
	IssuedAt time.Time
	// The way in which the lot came to the account.
	Origin Origin
	// The state of the lot.
	State LotState
	// The instant at which the lot left the state `open`; absent: it is open.
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

// MarshalJSON returns the interchange form.
func (v Lot) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
