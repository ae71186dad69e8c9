// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// The reason why this payer pays.
//
// It is one of PayerReasonInForce, PayerReasonNoLongerMetered, PayerReasonSuspendedTooLong.
type PayerReason interface {
	appendJSON(b []byte) []byte
	isPayerReason()
}

// The payer was in force at the start of the usage period.
type PayerReasonInForce struct {
	// The start of the payer's interval in the timeline.
	Since time.Time
}

func (PayerReasonInForce) isPayerReason() {}

// The usage of the cloud account in force can no longer be metered, so the enterprise account pays.
type PayerReasonNoLongerMetered struct {
	// The cloud account that was in force.
	CloudAccount string
	// The instant at which its subscription ended; absent: the provider refused the usage of a subscription that
	// had not ended.
	EndedAt *time.Time
	// The deadline until which its usage could be metered; only after its end is known.
	MeteringDeadline *time.Time
}

func (PayerReasonNoLongerMetered) isPayerReason() {}

// The cloud account in force is suspended for longer than the policy's `suspended_patience`, so the enterprise
// account pays.
type PayerReasonSuspendedTooLong struct {
	// The cloud account that is in force.
	CloudAccount string
	// The instant since which it is suspended.
	SuspendedSince time.Time
	// The instant from which on the enterprise account pays.
	Deadline time.Time
}

func (PayerReasonSuspendedTooLong) isPayerReason() {}

func (v PayerReasonInForce) appendJSON(b []byte) []byte {
	b = append(b, `{"P1":{`...)
	b = appendKey("since", b)
	b = appendInstant(v.Since, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v PayerReasonInForce) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v PayerReasonNoLongerMetered) appendJSON(b []byte) []byte {
	b = append(b, `{"P2":{`...)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	if v.EndedAt != nil {
		b = appendKey("ended_at", b)
		b = appendInstant(*v.EndedAt, b)
	}
	if v.MeteringDeadline != nil {
		b = appendKey("metering_deadline", b)
		b = appendInstant(*v.MeteringDeadline, b)
	}
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v PayerReasonNoLongerMetered) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v PayerReasonSuspendedTooLong) appendJSON(b []byte) []byte {
	b = append(b, `{"P3":{`...)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("suspended_since", b)
	b = appendInstant(v.SuspendedSince, b)
	b = appendKey("deadline", b)
	b = appendInstant(v.Deadline, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v PayerReasonSuspendedTooLong) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The part of a bill that one fund paid.
type Slice struct {
	// The fund that paid.
	Fund Fund
	// The lot that paid; absent: the fund has no lots.
	Lot string
	// The position of the charge in the cloud account's meter; only for the fund `cloud_account`.
	Charge *ChargePosition
	// The amount paid, above zero.
	Amount Money
}

func (v Slice) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("fund", b)
	b = v.Fund.appendJSON(b)
	if v.Lot != "" {
		b = appendKey("lot", b)
		b = appendText(v.Lot, b)
	}
	if v.Charge != nil {
		b = appendKey("charge", b)
		b = v.Charge.appendJSON(b)
	}
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Slice) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The reason why a fund paid nothing.
//
// It is one of SkipReasonNotInWaterfall, SkipReasonNotYetValid, SkipReasonBelowMinimum, SkipReasonNotNeeded,
// SkipReasonEmpty.
type SkipReason interface {
	appendJSON(b []byte) []byte
	isSkipReason()
}

// The waterfall for this item and this payer does not contain the fund (W1, W2, W3).
type SkipReasonNotInWaterfall struct{}

func (SkipReasonNotInWaterfall) isSkipReason() {}

// The validity of the lot has not begun (W5).
type SkipReasonNotYetValid struct {
	// The first instant at which the lot can pay.
	ValidFrom time.Time
}

func (SkipReasonNotYetValid) isSkipReason() {}

// The bill is smaller than the minimum of the voucher (W5).
type SkipReasonBelowMinimum struct {
	// The smallest bill that the voucher pays.
	Minimum Money
}

func (SkipReasonBelowMinimum) isSkipReason() {}

// The funds before it covered the whole bill.
type SkipReasonNotNeeded struct{}

func (SkipReasonNotNeeded) isSkipReason() {}

// The fund had no value.
type SkipReasonEmpty struct{}

func (SkipReasonEmpty) isSkipReason() {}

func (SkipReasonNotInWaterfall) appendJSON(b []byte) []byte {
	return append(b, `"not_in_waterfall"`...)
}

// MarshalJSON returns the interchange form.
func (v SkipReasonNotInWaterfall) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v SkipReasonNotYetValid) appendJSON(b []byte) []byte {
	b = append(b, `{"not_yet_valid":{`...)
	b = appendKey("valid_from", b)
	b = appendInstant(v.ValidFrom, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v SkipReasonNotYetValid) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v SkipReasonBelowMinimum) appendJSON(b []byte) []byte {
	b = append(b, `{"below_minimum":{`...)
	b = appendKey("minimum", b)
	b = v.Minimum.appendJSON(b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v SkipReasonBelowMinimum) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (SkipReasonNotNeeded) appendJSON(b []byte) []byte {
	return append(b, `"not_needed"`...)
}

// MarshalJSON returns the interchange form.
func (v SkipReasonNotNeeded) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (SkipReasonEmpty) appendJSON(b []byte) []byte {
	return append(b, `"empty"`...)
}

// MarshalJSON returns the interchange form.
func (v SkipReasonEmpty) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The other lots of a `Skip` that is about several lots. A receipt names the first
// `SKIPPED_LOTS_NAMED_MAX` lots that paid nothing, one by one. Of those after
// them, all lots of one kind with one reason are a range. Lots between the first and the last one that paid, or did
// not pay for another reason, do not belong to it.
type LotRange struct {
	// The last lot of the range, in the order in which lots pay (W4).
	Last string
	// The number of lots of the range, the first and the last one included: two or more.
	Count uint32
}

func (v LotRange) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("last", b)
	b = appendText(v.Last, b)
	b = appendKey("count", b)
	b = strconv.AppendUint(b, uint64(v.Count), 10)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v LotRange) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A fund that paid nothing, or several lots of one kind that paid nothing for one reason.
type Skip struct {
	// The fund.
	Fund Fund
	// The lot; absent: the fund has no lots. With `range` it is the first lot, in the order in which lots pay (W4).
	Lot string
	// The value that the fund had; absent for funds that hold no value (overdraft, cloud account). With `range` it is
	// the sum of the values of all lots of the range.
	Available *Money
	// The reason why the fund paid nothing. With `range` it holds for each lot of the range: `valid_from` is the
	// earliest of theirs, `minimum` the smallest.
	Reason SkipReason
	// Present: several lots, of which `lot` is the first; absent: one fund or one lot.
	Range *LotRange
}

func (v Skip) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("fund", b)
	b = v.Fund.appendJSON(b)
	if v.Lot != "" {
		b = appendKey("lot", b)
		b = appendText(v.Lot, b)
	}
	if v.Available != nil {
		b = appendKey("available", b)
		b = v.Available.appendJSON(b)
	}
	b = appendKey("reason", b)
	b = v.Reason.appendJSON(b)
	if v.Range != nil {
		b = appendKey("range", b)
		b = v.Range.appendJSON(b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Skip) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The receipt of a settled bill: who paid it, out of which money, and why.
type Receipt struct {
	// The bill.
	Bill string
	// The workspace whose usage the bill is for.
	Workspace string
	// The account that the bill is recorded for.
	Account string
	// The payer of the bill.
	Payer Payer
	// The reason why this payer pays.
	PayerReason PayerReason
	// The amount of the bill.
	Amount Money
	// The instant at which the bill was settled.
	SettledAt time.Time
	// The slices, in the order in which the funds paid. Their sum is exactly the amount of the bill (W6).
	Slices []Slice
	// The funds that paid nothing, each with the reason, in the order in which they would have paid. A `LotRange`
	// has the place of its first lot.
	Skips []Skip
}

func (v Receipt) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("bill", b)
	b = appendText(v.Bill, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("payer", b)
	b = v.Payer.appendJSON(b)
	b = appendKey("payer_reason", b)
	b = v.PayerReason.appendJSON(b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	b = appendKey("settled_at", b)
	b = appendInstant(v.SettledAt, b)
	b = appendKey("slices", b)
	b = appendList(v.Slices, b, Slice.appendJSON)
	b = appendKey("skips", b)
	b = appendList(v.Skips, b, Skip.appendJSON)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Receipt) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
