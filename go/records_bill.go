// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// One charge of one workspace for one billing item over one usage period. Its id settles once (P4).
type Bill struct {
	// The id of the bill, unique in the whole ledger.
	ID string
	// The workspace whose usage the bill is for.
	Workspace string
	// The billing item that was used, such as `logs` or `sms`.
	Item string
	// The price of the usage, zero or more, in the account's currency.
	Amount Money
	// The usage period. Its start decides who pays (P1).
	Period Period
}

func (v Bill) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("id", b)
	b = appendText(v.ID, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("item", b)
	b = appendText(v.Item, b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	b = appendKey("period", b)
	b = v.Period.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Bill) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The reason why a bill waits.
//
// It is one of HoldReasonCloudAccountSuspended, HoldReasonCreditLimit.
type HoldReason interface {
	appendJSON(b []byte) []byte
	isHoldReason()
}

// The cloud account that should pay is suspended (P3).
type HoldReasonCloudAccountSuspended struct {
	// The suspended cloud account.
	CloudAccount string
}

func (HoldReasonCloudAccountSuspended) isHoldReason() {}

// The funds do not cover the whole bill, because of the credit limit or a waterfall without overdraft (W7).
type HoldReasonCreditLimit struct {
	// The part of the bill that the funds could not cover.
	Uncovered Money
	// The amount that the overdraft could still have paid; absent: the waterfall has no overdraft, or no limit
	// applies.
	CreditLeft *Money
}

func (HoldReasonCreditLimit) isHoldReason() {}

func (v HoldReasonCloudAccountSuspended) appendJSON(b []byte) []byte {
	b = append(b, `{"cloud_account_suspended":{`...)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v HoldReasonCloudAccountSuspended) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v HoldReasonCreditLimit) appendJSON(b []byte) []byte {
	b = append(b, `{"credit_limit":{`...)
	b = appendKey("uncovered", b)
	b = v.Uncovered.appendJSON(b)
	if v.CreditLeft != nil {
		b = appendKey("credit_left", b)
		b = v.CreditLeft.appendJSON(b)
	}
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v HoldReasonCreditLimit) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The state of a bill.
//
// It is one of BillStatusHeld, BillStatusSettled, BillStatusCancelled.
type BillStatus interface {
	appendJSON(b []byte) []byte
	isBillStatus()
}

// The bill is recorded and not paid yet.
type BillStatusHeld struct {
	// The reason why the bill waits.
	Reason HoldReason
	// The instant since which the bill waits.
	Since time.Time
	// The position of the bill in the account's queue of held bills.
	Queue EntryPosition
}

func (BillStatusHeld) isBillStatus() {}

// The bill is paid, as its receipt shows.
type BillStatusSettled struct {
	// Receipt is what comes with it.
	Receipt Receipt
}

func (BillStatusSettled) isBillStatus() {}

// The bill was held and then reversed. It never settles.
type BillStatusCancelled struct {
	// The instant at which the bill was reversed.
	At time.Time
}

func (BillStatusCancelled) isBillStatus() {}

func (v BillStatusHeld) appendJSON(b []byte) []byte {
	b = append(b, `{"held":{`...)
	b = appendKey("reason", b)
	b = v.Reason.appendJSON(b)
	b = appendKey("since", b)
	b = appendInstant(v.Since, b)
	b = appendKey("queue", b)
	b = v.Queue.appendJSON(b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v BillStatusHeld) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v BillStatusSettled) appendJSON(b []byte) []byte {
	b = append(b, `{"settled":`...)
	b = v.Receipt.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v BillStatusSettled) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v BillStatusCancelled) appendJSON(b []byte) []byte {
	b = append(b, `{"cancelled":{`...)
	b = appendKey("at", b)
	b = appendInstant(v.At, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v BillStatusCancelled) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The place that refunded value goes to.
//
// Zero is not a valid value.
type RefundTarget uint32

const (
	// Into the lot, which can pay with it again.
	RefundTargetLot RefundTarget = 1
	// Into a lot that has expired. The value stays expired (W9).
	RefundTargetExpiredLot RefundTarget = 2
	// Into a lot that is void. The value stays void.
	RefundTargetVoidLot RefundTarget = 3
	// Into the account's cash.
	RefundTargetCash RefundTarget = 4
	// The overdraft becomes smaller.
	RefundTargetOverdraft RefundTarget = 5
	// The charges to the cloud account become smaller.
	RefundTargetCloudAccount RefundTarget = 6
)

var refundTargetNames = [...]string{
	"",
	"lot",
	"expired_lot",
	"void_lot",
	"cash",
	"overdraft",
	"cloud_account",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v RefundTarget) String() string {
	return nameOf(refundTargetNames[:], uint32(v))
}

// ParseRefundTarget reads the name in the interchange form.
func ParseRefundTarget(text string) (RefundTarget, error) {
	number, err := parseName(refundTargetNames[:], text)
	return RefundTarget(number), err
}

// MarshalText returns the name in the interchange form.
func (v RefundTarget) MarshalText() ([]byte, error) {
	return marshalName(refundTargetNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *RefundTarget) UnmarshalText(text []byte) error {
	number, err := parseName(refundTargetNames[:], string(text))
	if err != nil {
		return err
	}
	*v = RefundTarget(number)
	return nil
}

func (v RefundTarget) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// The refund of one slice of a bill, or of a part of it.
type Refund struct {
	// The number of the slice in the bill, from 0.
	Slice uint32
	// The fund that paid the slice.
	Fund Fund
	// The lot that paid the slice; absent: the fund has no lots.
	Lot string
	// The refunded amount, above zero.
	Amount Money
	// The place that the value went to.
	To RefundTarget
}

func (v Refund) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("slice", b)
	b = strconv.AppendUint(b, uint64(v.Slice), 10)
	b = appendKey("fund", b)
	b = v.Fund.appendJSON(b)
	if v.Lot != "" {
		b = appendKey("lot", b)
		b = appendText(v.Lot, b)
	}
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	b = appendKey("to", b)
	b = v.To.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Refund) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// One reversal of a bill: it refunds the bill, whole or in part.
type Reversal struct {
	// The id of the reversal, unique within the bill.
	ID string
	// The amount that the caller gave; absent: all that was left.
	Asked *Money
	// The refunded amount; of a held bill, the amount that was cancelled.
	Amount Money
	// The instant of the reversal.
	At time.Time
	// The reason that the caller gave, as free text.
	Reason *string
	// The refunds, latest slice first (W9). A held bill has none.
	Refunds []Refund
}

func (v Reversal) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("id", b)
	b = appendText(v.ID, b)
	if v.Asked != nil {
		b = appendKey("asked", b)
		b = v.Asked.appendJSON(b)
	}
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	b = appendKey("at", b)
	b = appendInstant(v.At, b)
	if v.Reason != nil {
		b = appendKey("reason", b)
		b = appendText(*v.Reason, b)
	}
	b = appendKey("refunds", b)
	b = appendList(v.Refunds, b, Refund.appendJSON)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Reversal) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The reason why a settled bill was corrected.
//
// Zero is not a valid value.
type CorrectionReason uint32

const (
	// The cloud account closed before the provider received the usage (P2).
	CorrectionReasonUnmetered CorrectionReason = 1
	// The provider does not accept usage of this subscription (P2).
	CorrectionReasonNotSubscribed CorrectionReason = 2
	// A late message changed the payer of the usage (T2).
	CorrectionReasonPayerChanged CorrectionReason = 3
	// A usage record had no answer when the provider stopped accepting usage of its hour (N2).
	CorrectionReasonNotAnswered CorrectionReason = 4
)

var correctionReasonNames = [...]string{
	"",
	"unmetered",
	"not_subscribed",
	"payer_changed",
	"not_answered",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v CorrectionReason) String() string {
	return nameOf(correctionReasonNames[:], uint32(v))
}

// ParseCorrectionReason reads the name in the interchange form.
func ParseCorrectionReason(text string) (CorrectionReason, error) {
	number, err := parseName(correctionReasonNames[:], text)
	return CorrectionReason(number), err
}

// MarshalText returns the name in the interchange form.
func (v CorrectionReason) MarshalText() ([]byte, error) {
	return marshalName(correctionReasonNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *CorrectionReason) UnmarshalText(text []byte) error {
	number, err := parseName(correctionReasonNames[:], string(text))
	if err != nil {
		return err
	}
	*v = CorrectionReason(number)
	return nil
}

func (v CorrectionReason) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// The correction of a settled bill, when another payer pays the bill or a part of it. The first payer gets a refund
// of that part, and the other one pays it.
type Correction struct {
	// The instant of the correction.
	At time.Time
	// The reason for the correction.
	Reason CorrectionReason
	// The payer that had paid the corrected part.
	From Payer
	// The payer that pays the part from now on.
	Payer Payer
	// The reason why this payer pays.
	PayerReason PayerReason
	// The amount that was refunded and paid again, above zero.
	Amount Money
	// The refunds, latest slice first.
	Refunds []Refund
	// The slices that pay the amount, in order. Their numbers continue after the earlier slices of the bill.
	Slices []Slice
	// The funds that paid nothing, each with the reason.
	Skips []Skip
}

func (v Correction) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("at", b)
	b = appendInstant(v.At, b)
	b = appendKey("reason", b)
	b = v.Reason.appendJSON(b)
	b = appendKey("from", b)
	b = v.From.appendJSON(b)
	b = appendKey("payer", b)
	b = v.Payer.appendJSON(b)
	b = appendKey("payer_reason", b)
	b = v.PayerReason.appendJSON(b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	b = appendKey("refunds", b)
	b = appendList(v.Refunds, b, Refund.appendJSON)
	b = appendKey("slices", b)
	b = appendList(v.Slices, b, Slice.appendJSON)
	b = appendKey("skips", b)
	b = appendList(v.Skips, b, Skip.appendJSON)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Correction) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A bill with its history.
type BillRecord struct {
	// The bill as the caller gave it.
	Bill Bill
	// The account that the bill is recorded for.
	Account string
	// The state of the bill.
	Status BillStatus
	// The reversals, oldest first.
	Reversals []Reversal
	// The corrections, oldest first.
	Corrections []Correction
}

func (v BillRecord) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("bill", b)
	b = v.Bill.appendJSON(b)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("status", b)
	b = v.Status.appendJSON(b)
	b = appendKey("reversals", b)
	b = appendList(v.Reversals, b, Reversal.appendJSON)
	b = appendKey("corrections", b)
	b = appendList(v.Corrections, b, Correction.appendJSON)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v BillRecord) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
