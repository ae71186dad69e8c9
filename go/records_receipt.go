// Written by `make bindings`. Do not edit.

package defray

import "time"

// Why this payer and no other.
//
// It is one of PayerReasonInForce, PayerReasonNoLongerMetered.
type PayerReason interface {
	appendJSON(b []byte) []byte
	isPayerReason()
}

// It was in force at the start of the usage period.
type PayerReasonInForce struct {
	// The start of the interval of the timeline.
	Since time.Time
}

func (PayerReasonInForce) isPayerReason() {}

// The cloud account in force could not be metered any more, so the enterprise account pays.
type PayerReasonNoLongerMetered struct {
	// The one that was in force.
	CloudAccount string
	// When it ended; absent: its provider refused the usage of a subscription that had not ended.
	EndedAt *time.Time
	// Until when its usage could be metered, once it has ended.
	MeteringDeadline *time.Time
}

func (PayerReasonNoLongerMetered) isPayerReason() {}

func (v PayerReasonInForce) appendJSON(b []byte) []byte {
	b = append(b, `{"P1":{`...)
	b = appendKey("since", b)
	b = appendInstant(v.Since, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
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

// MarshalJSON gives the interchange form.
func (v PayerReasonNoLongerMetered) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// What one fund paid.
type Slice struct {
	// The fund.
	Fund Fund
	// The lot, for funds that come in lots.
	Lot string
	// The place of the charge in the cloud account's meter, for the slice of a cloud account.
	Charge *ChargePosition
	// How much it paid, above zero.
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

// MarshalJSON gives the interchange form.
func (v Slice) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Why a fund paid nothing.
//
// It is one of SkipReasonNotInWaterfall, SkipReasonNotYetValid, SkipReasonBelowMinimum, SkipReasonNotNeeded,
// SkipReasonEmpty.
type SkipReason interface {
	appendJSON(b []byte) []byte
	isSkipReason()
}

// The waterfall for this item and payer does not name this kind (W1, W2, W3).
type SkipReasonNotInWaterfall struct{}

func (SkipReasonNotInWaterfall) isSkipReason() {}

// Its validity has not begun (W5).
type SkipReasonNotYetValid struct {
	// When it begins.
	ValidFrom time.Time
}

func (SkipReasonNotYetValid) isSkipReason() {}

// The bill is smaller than the voucher's minimum (W5).
type SkipReasonBelowMinimum struct {
	// The minimum.
	Minimum Money
}

func (SkipReasonBelowMinimum) isSkipReason() {}

// The bill was covered before its turn came.
type SkipReasonNotNeeded struct{}

func (SkipReasonNotNeeded) isSkipReason() {}

// There was nothing in it.
type SkipReasonEmpty struct{}

func (SkipReasonEmpty) isSkipReason() {}

func (SkipReasonNotInWaterfall) appendJSON(b []byte) []byte {
	return append(b, `"not_in_waterfall"`...)
}

// MarshalJSON gives the interchange form.
func (v SkipReasonNotInWaterfall) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v SkipReasonNotYetValid) appendJSON(b []byte) []byte {
	b = append(b, `{"not_yet_valid":{`...)
	b = appendKey("valid_from", b)
	b = appendInstant(v.ValidFrom, b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v SkipReasonNotYetValid) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v SkipReasonBelowMinimum) appendJSON(b []byte) []byte {
	b = append(b, `{"below_minimum":{`...)
	b = appendKey("minimum", b)
	b = v.Minimum.appendJSON(b)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v SkipReasonBelowMinimum) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (SkipReasonNotNeeded) appendJSON(b []byte) []byte {
	return append(b, `"not_needed"`...)
}

// MarshalJSON gives the interchange form.
func (v SkipReasonNotNeeded) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (SkipReasonEmpty) appendJSON(b []byte) []byte {
	return append(b, `"empty"`...)
}

// MarshalJSON gives the interchange form.
func (v SkipReasonEmpty) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A fund that paid nothing.
type Skip struct {
	// The fund.
	Fund Fund
	// The lot, for funds that come in lots.
	Lot string
	// What it could have paid; absent for funds that hold nothing (overdraft, cloud account).
	Available *Money
	// Why it did not.
	Reason SkipReason
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
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v Skip) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Who paid a bill, out of which money, and why.
type Receipt struct {
	// The bill.
	Bill string
	// Whose usage.
	Workspace string
	// Whose bill.
	Account string
	// Who paid.
	Payer Payer
	// Why this payer.
	PayerReason PayerReason
	// The bill's amount.
	Amount Money
	// When it was settled.
	SettledAt time.Time
	// What paid, in order; the sum is the bill's amount exactly (W6).
	Slices []Slice
	// What did not pay, and why.
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

// MarshalJSON gives the interchange form.
func (v Receipt) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
