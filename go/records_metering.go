// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// The answer of a provider to a usage record.
//
// It is one of MeteringOutcomeAccepted, MeteringOutcomeDuplicate, MeteringOutcomeRejected,
// MeteringOutcomeNotSubscribed, MeteringOutcomeUnprocessed.
type MeteringOutcome interface {
	appendJSON(b []byte) []byte
	isMeteringOutcome()
}

// The provider accepted the record.
type MeteringOutcomeAccepted struct{}

func (MeteringOutcomeAccepted) isMeteringOutcome() {}

// The provider had a record of that hour already, and keeps that one.
type MeteringOutcomeDuplicate struct {
	// The quantity of the record that the provider has; absent: it is not known, and the usage record is disputed.
	Quantity *uint32
}

func (MeteringOutcomeDuplicate) isMeteringOutcome() {}

// The provider rejected the record.
type MeteringOutcomeRejected struct {
	// The reason that the provider gave.
	Reason *string
}

func (MeteringOutcomeRejected) isMeteringOutcome() {}

// The provider takes no usage of this subscription, or takes it no longer.
type MeteringOutcomeNotSubscribed struct{}

func (MeteringOutcomeNotSubscribed) isMeteringOutcome() {}

// The result is unknown, or the record must be sent again.
type MeteringOutcomeUnprocessed struct{}

func (MeteringOutcomeUnprocessed) isMeteringOutcome() {}

func (MeteringOutcomeAccepted) appendJSON(b []byte) []byte {
	return append(b, `"accepted"`...)
}

// MarshalJSON returns the interchange form.
func (v MeteringOutcomeAccepted) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v MeteringOutcomeDuplicate) appendJSON(b []byte) []byte {
	b = append(b, `{"duplicate":{`...)
	if v.Quantity != nil {
		b = appendKey("quantity", b)
		b = strconv.AppendUint(b, uint64(*v.Quantity), 10)
	}
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v MeteringOutcomeDuplicate) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v MeteringOutcomeRejected) appendJSON(b []byte) []byte {
	b = append(b, `{"rejected":{`...)
	if v.Reason != nil {
		b = appendKey("reason", b)
		b = appendText(*v.Reason, b)
	}
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v MeteringOutcomeRejected) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (MeteringOutcomeNotSubscribed) appendJSON(b []byte) []byte {
	return append(b, `"not_subscribed"`...)
}

// MarshalJSON returns the interchange form.
func (v MeteringOutcomeNotSubscribed) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (MeteringOutcomeUnprocessed) appendJSON(b []byte) []byte {
	return append(b, `"unprocessed"`...)
}

// MarshalJSON returns the interchange form.
func (v MeteringOutcomeUnprocessed) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A point in a meter: all charges before one charge, and a part of that charge.
type MeterMark struct {
	// The position of the charge that contains the mark.
	Position EntryPosition
	// The part of the charge that lies before the mark.
	Part Money
}

func (v MeterMark) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("position", b)
	b = v.Position.appendJSON(b)
	b = appendKey("part", b)
	b = v.Part.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v MeterMark) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The state of a usage record.
//
// Zero is not a valid value.
type UsageState uint32

const (
	// The record was requested and has no answer yet.
	UsageStateInFlight UsageState = 1
	// The provider accepted the record.
	UsageStateAccepted UsageState = 2
	// The provider did not accept the record. Its charges wait again.
	UsageStateVoid UsageState = 3
	// The provider has another quantity of that hour than the record. It is not known which, so the record has no
	// final answer yet, and it is not sent again.
	UsageStateDisputed UsageState = 4
	// The record had no answer when the provider stopped accepting usage of that hour. Its charges fell back to
	// the enterprise account.
	UsageStateTooLate UsageState = 5
)

var usageStateNames = [...]string{
	"",
	"in_flight",
	"accepted",
	"void",
	"disputed",
	"too_late",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v UsageState) String() string {
	return nameOf(usageStateNames[:], uint32(v))
}

// ParseUsageState reads the name in the interchange form.
func ParseUsageState(text string) (UsageState, error) {
	number, err := parseName(usageStateNames[:], text)
	return UsageState(number), err
}

// MarshalText returns the name in the interchange form.
func (v UsageState) MarshalText() ([]byte, error) {
	return marshalName(usageStateNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *UsageState) UnmarshalText(text []byte) error {
	number, err := parseName(usageStateNames[:], string(text))
	if err != nil {
		return err
	}
	*v = UsageState(number)
	return nil
}

func (v UsageState) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// The usage of one cloud account in one hour, as it is sent to the provider.
type UsageRecord struct {
	// The number of the record. The provider receives it as defray's id of the record.
	Number EntryPosition
	// The account that owns the cloud account.
	Account string
	// The cloud account whose charges the record covers.
	CloudAccount string
	// The name of the counted unit, as the provider defines it.
	Dimension string
	// The start of the usage.
	Start time.Time
	// The end of the usage, in the same clock hour as the start.
	End time.Time
	// The price of one unit.
	Unit Money
	// The quantity in units, above zero and at most 2 147 483 647.
	Quantity uint32
	// The credit that is deducted: the record covers charges of `quantity` × `unit` plus this credit.
	Credit Money
	// The mark of the meter before the record; absent: the record begins with the first charge.
	From *MeterMark
	// The mark up to which the record covers the charges.
	Upto MeterMark
	// The state of the record.
	State UsageState
	// The instant at which the record was requested.
	RequestedAt time.Time
	// The instant at which the final answer of the provider was recorded, or at which the charges fell back without
	// one; absent: neither has happened yet.
	SettledAt *time.Time
	// The quantity that the provider has; absent: the provider has not accepted the record.
	Accepted *uint32
	// The reason for which the provider rejected the record.
	Reason *string
	// The provider's own id of the record.
	ProviderRecord *string
	// The record can be sent before this instant. A record that has no answer then falls back (N2). Absent: the record
	// was requested under version 1 of the rules, and never falls back without an answer.
	SendUntil *time.Time
}

func (v UsageRecord) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("number", b)
	b = v.Number.appendJSON(b)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("dimension", b)
	b = appendText(v.Dimension, b)
	b = appendKey("start", b)
	b = appendInstant(v.Start, b)
	b = appendKey("end", b)
	b = appendInstant(v.End, b)
	b = appendKey("unit", b)
	b = v.Unit.appendJSON(b)
	b = appendKey("quantity", b)
	b = strconv.AppendUint(b, uint64(v.Quantity), 10)
	b = appendKey("credit", b)
	b = v.Credit.appendJSON(b)
	if v.From != nil {
		b = appendKey("from", b)
		b = v.From.appendJSON(b)
	}
	b = appendKey("upto", b)
	b = v.Upto.appendJSON(b)
	b = appendKey("state", b)
	b = v.State.appendJSON(b)
	b = appendKey("requested_at", b)
	b = appendInstant(v.RequestedAt, b)
	if v.SettledAt != nil {
		b = appendKey("settled_at", b)
		b = appendInstant(*v.SettledAt, b)
	}
	if v.Accepted != nil {
		b = appendKey("accepted", b)
		b = strconv.AppendUint(b, uint64(*v.Accepted), 10)
	}
	if v.Reason != nil {
		b = appendKey("reason", b)
		b = appendText(*v.Reason, b)
	}
	if v.ProviderRecord != nil {
		b = appendKey("provider_record", b)
		b = appendText(*v.ProviderRecord, b)
	}
	if v.SendUntil != nil {
		b = appendKey("send_until", b)
		b = appendInstant(*v.SendUntil, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v UsageRecord) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A usage record that was requested and has no final answer yet.
type InFlight struct {
	// The number of the usage record.
	Record EntryPosition
	// The mark up to which the record covers the charges.
	Upto MeterMark
	// The amount of charges that the record covers.
	Taken Money
	// The part of that amount that was refunded since the record was requested.
	Reversed Money
}

func (v InFlight) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("record", b)
	b = v.Record.appendJSON(b)
	b = appendKey("upto", b)
	b = v.Upto.appendJSON(b)
	b = appendKey("taken", b)
	b = v.Taken.appendJSON(b)
	b = appendKey("reversed", b)
	b = v.Reversed.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v InFlight) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The meter of a cloud account: the charges that its provider accepted, those in flight, and those that wait.
type Meter struct {
	// The cloud account that is charged.
	CloudAccount string
	// The account that owns the cloud account.
	Account string
	// The amount that the provider accepted: units times their price.
	Accepted Money
	// The amount that waits for the next usage record.
	Waiting Money
	// The refunds of charges that the provider has accepted. The next usage record is smaller by this amount.
	Credit Money
	// The mark up to which the charges are accepted; absent: no charge is.
	Head *MeterMark
	// The usage record that was requested and has no final answer yet. It may be disputed.
	InFlight *InFlight
	// The position of the last charge.
	Last *EntryPosition
	// The starts of the hours that were metered recently, earliest first.
	Hours []time.Time
}

func (v Meter) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("accepted", b)
	b = v.Accepted.appendJSON(b)
	b = appendKey("waiting", b)
	b = v.Waiting.appendJSON(b)
	b = appendKey("credit", b)
	b = v.Credit.appendJSON(b)
	if v.Head != nil {
		b = appendKey("head", b)
		b = v.Head.appendJSON(b)
	}
	if v.InFlight != nil {
		b = appendKey("in_flight", b)
		b = v.InFlight.appendJSON(b)
	}
	if v.Last != nil {
		b = appendKey("last", b)
		b = v.Last.appendJSON(b)
	}
	b = appendKey("hours", b)
	b = appendList(v.Hours, b, appendInstant)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Meter) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The charge of a bill to a cloud account.
type Charge struct {
	// The bill that made the charge.
	Bill string
	// The workspace that was used.
	Workspace string
	// The position of the charge in the meter.
	Position EntryPosition
	// The amount of the charge, above zero. It contains the part that the provider has accepted.
	Amount Money
	// The part in flight that was refunded since it was sent.
	Reversed Money
}

func (v Charge) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("bill", b)
	b = appendText(v.Bill, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("position", b)
	b = v.Position.appendJSON(b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	b = appendKey("reversed", b)
	b = v.Reversed.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Charge) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
