// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// One charge of one workspace for one billing item over one usage period. Its id settles once (P4).
type Bill struct {
	// Its id, unique over the whole file.
	ID string
	// Whose usage.
	Workspace string
	// What was used, such as `logs` or `sms`.
	Item string
	// What it costs.
	Amount Money
	// When it was used; its start decides who pays (P1).
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

// MarshalJSON gives the interchange form.
func (v Bill) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Why a bill waits.
//
// It is one of HoldReasonCloudAccountSuspended, HoldReasonCreditLimit.
type HoldReason interface {
	appendJSON(b []byte) []byte
	isHoldReason()
}

// The cloud account that should pay is suspended (P3).
type HoldReasonCloudAccountSuspended struct {
	// The one suspended.
	CloudAccount string
}

func (HoldReasonCloudAccountSuspended) isHoldReason() {}

// The credit limit, or a waterfall without overdraft, does not let the account pay it whole (W7).
type HoldReasonCreditLimit struct {
	// What the funds could not cover.
	Uncovered Money
	// How much of it the overdraft could still have taken; absent when the waterfall has no overdraft.
	CreditLeft *Money
}

func (HoldReasonCreditLimit) isHoldReason() {}

func (v HoldReasonCloudAccountSuspended) appendJSON(b []byte) []byte {
	b = append(b, `{"cloud_account_suspended":{`...)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
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

// MarshalJSON gives the interchange form.
func (v HoldReasonCreditLimit) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// What became of a bill.
//
// It is one of BillStatusHeld, BillStatusSettled, BillStatusCancelled.
type BillStatus interface {
	appendJSON(b []byte) []byte
	isBillStatus()
}

// Recorded, not paid yet.
type BillStatusHeld struct {
	// Why.
	Reason HoldReason
	// Since when.
	Since time.Time
	// Its place in the account's queue of held bills.
	Queue EntryPosition
}

func (BillStatusHeld) isBillStatus() {}

// Paid.
type BillStatusSettled struct {
	// Receipt is what comes with it.
	Receipt Receipt
}

func (BillStatusSettled) isBillStatus() {}

// Held, then reversed: it never settles.
type BillStatusCancelled struct {
	// When.
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

// MarshalJSON gives the interchange form.
func (v BillStatusHeld) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v BillStatusSettled) appendJSON(b []byte) []byte {
	b = append(b, `{"settled":`...)
	b = v.Receipt.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v BillStatusSettled) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v BillStatusCancelled) appendJSON(b []byte) []byte {
	b = append(b, `{"cancelled":{`...)
	b = appendKey("at", b)
	b = appendInstant(v.At, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v BillStatusCancelled) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Where value given back went.
//
// Zero is none of them.
type RefundTarget uint32

const (
	// Back into the lot, which can pay with it.
	RefundTargetLot RefundTarget = 1
	// Into a lot that has expired: the value stays expired (W9).
	RefundTargetExpiredLot RefundTarget = 2
	// Into a lot that is void: the value stays void.
	RefundTargetVoidLot RefundTarget = 3
	// Into cash.
	RefundTargetCash RefundTarget = 4
	// Off the overdraft.
	RefundTargetOverdraft RefundTarget = 5
	// Off what the cloud account is charged.
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

// String gives the name in the interchange form; for what is none of them, its number.
func (v RefundTarget) String() string {
	return nameOf(refundTargetNames[:], uint32(v))
}

// ParseRefundTarget reads the name in the interchange form.
func ParseRefundTarget(text string) (RefundTarget, error) {
	number, err := parseName(refundTargetNames[:], text)
	return RefundTarget(number), err
}

// MarshalText gives the name in the interchange form.
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

// Value given back from one slice of a receipt.
type Refund struct {
	// The place of the slice in the receipt, from 0.
	Slice uint32
	// The slice's fund.
	Fund Fund
	// The slice's lot.
	Lot string
	// How much.
	Amount Money
	// Where it went.
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

// MarshalJSON gives the interchange form.
func (v Refund) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// One giving-back of a bill, whole or in part.
type Reversal struct {
	// Its id, unique within the bill.
	ID string
	// What was asked for; absent: all that was left.
	Asked *Money
	// How much was given back.
	Amount Money
	// When.
	At time.Time
	// Why, in the caller's words.
	Reason *string
	// Latest slice first (W9).
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

// MarshalJSON gives the interchange form.
func (v Reversal) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Why a settled bill was corrected.
//
// Zero is none of them.
type CorrectionReason uint32

const (
	// The cloud account closed while the charge waited for a usage record (P2).
	CorrectionReasonUnmetered CorrectionReason = 1
	// The provider takes no usage of the subscription (P2).
	CorrectionReasonNotSubscribed CorrectionReason = 2
	// A late message told that another one pays (T2).
	CorrectionReasonPayerChanged CorrectionReason = 3
)

var correctionReasonNames = [...]string{
	"",
	"unmetered",
	"not_subscribed",
	"payer_changed",
}

// String gives the name in the interchange form; for what is none of them, its number.
func (v CorrectionReason) String() string {
	return nameOf(correctionReasonNames[:], uint32(v))
}

// ParseCorrectionReason reads the name in the interchange form.
func ParseCorrectionReason(text string) (CorrectionReason, error) {
	number, err := parseName(correctionReasonNames[:], text)
	return CorrectionReason(number), err
}

// MarshalText gives the name in the interchange form.
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

// Another one pays a settled bill, or a part of it, than was thought: that part was given back and paid anew.
type Correction struct {
	// When.
	At time.Time
	// Why.
	Reason CorrectionReason
	// Who had paid that part.
	From Payer
	// Who pays it.
	Payer Payer
	// Why this payer.
	PayerReason PayerReason
	// How much was given back and paid anew.
	Amount Money
	// What was given back, latest slice first.
	Refunds []Refund
	// What paid anew, in order; numbered on from the slices before.
	Slices []Slice
	// What did not pay, and why.
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

// MarshalJSON gives the interchange form.
func (v Correction) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A bill with its history.
type BillRecord struct {
	// The bill as it was given.
	Bill Bill
	// The account it was recorded for.
	Account string
	// What became of it.
	Status BillStatus
	// What was given back, oldest first.
	Reversals []Reversal
	// What another one pays, oldest first.
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

// MarshalJSON gives the interchange form.
func (v BillRecord) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
