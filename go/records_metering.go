// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// What a provider answered to a usage record.
//
// It is one of MeteringOutcomeAccepted, MeteringOutcomeDuplicate, MeteringOutcomeRejected, MeteringOutcomeNotSubscribed,
// MeteringOutcomeUnprocessed.
type MeteringOutcome interface {
	appendJSON(b []byte) []byte
	isMeteringOutcome()
}

// It has it.
type MeteringOutcomeAccepted struct{}

func (MeteringOutcomeAccepted) isMeteringOutcome() {}

// It had a record of that hour already, and keeps that one.
type MeteringOutcomeDuplicate struct {
	// What it has; absent: the same as ours.
	Quantity *uint32
}

func (MeteringOutcomeDuplicate) isMeteringOutcome() {}

// It refuses it.
type MeteringOutcomeRejected struct {
	// Why.
	Reason *string
}

func (MeteringOutcomeRejected) isMeteringOutcome() {}

// It takes no usage of this subscription, or no more.
type MeteringOutcomeNotSubscribed struct{}

func (MeteringOutcomeNotSubscribed) isMeteringOutcome() {}

// Nobody knows, or it should be sent again.
type MeteringOutcomeUnprocessed struct{}

func (MeteringOutcomeUnprocessed) isMeteringOutcome() {}

func (MeteringOutcomeAccepted) appendJSON(b []byte) []byte {
	return append(b, `"accepted"`...)
}

// MarshalJSON gives the interchange form.
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

// MarshalJSON gives the interchange form.
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

// MarshalJSON gives the interchange form.
func (v MeteringOutcomeRejected) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (MeteringOutcomeNotSubscribed) appendJSON(b []byte) []byte {
	return append(b, `"not_subscribed"`...)
}

// MarshalJSON gives the interchange form.
func (v MeteringOutcomeNotSubscribed) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (MeteringOutcomeUnprocessed) appendJSON(b []byte) []byte {
	return append(b, `"unprocessed"`...)
}

// MarshalJSON gives the interchange form.
func (v MeteringOutcomeUnprocessed) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A point in a meter: everything before a charge, and a part of that charge.
type MeterMark struct {
	// The position of the charge in which the mark stands.
	Position EntryPosition
	// How much of the charge lies before the mark.
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

// MarshalJSON gives the interchange form.
func (v MeterMark) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// What became of a usage record.
//
// Zero is none of them.
type UsageState uint32

const (
	// Asked for, not answered.
	UsageStateInFlight UsageState = 1
	// The provider has it.
	UsageStateAccepted UsageState = 2
	// The provider does not have it: what it took waits again.
	UsageStateVoid UsageState = 3
)

var usageStateNames = [...]string{
	"",
	"in_flight",
	"accepted",
	"void",
}

// String gives the name in the interchange form; for what is none of them, its number.
func (v UsageState) String() string {
	return nameOf(usageStateNames[:], uint32(v))
}

// ParseUsageState reads the name in the interchange form.
func ParseUsageState(text string) (UsageState, error) {
	number, err := parseName(usageStateNames[:], text)
	return UsageState(number), err
}

// MarshalText gives the name in the interchange form.
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

// Usage of one cloud account in one hour, as it goes to the provider.
type UsageRecord struct {
	// Its number: what a provider gets as our id of it.
	Number EntryPosition
	// Whose it is.
	Account string
	// Whose charges it carries.
	CloudAccount string
	// What is counted, by the provider's name for it.
	Dimension string
	// The beginning of its time.
	Start time.Time
	// The end of it: within the same clock hour.
	End time.Time
	// The price of one unit.
	Unit Money
	// How many units, above zero and at most 2 147 483 647.
	Quantity uint32
	// The credit that is set off: what it takes of the charges is `quantity` × `unit` and this.
	Credit Money
	// Where the meter stood before; absent: at its very beginning.
	From *MeterMark
	// Up to where it takes the charges.
	Upto MeterMark
	// What became of it.
	State UsageState
	// When it was asked for.
	RequestedAt time.Time
	// When the provider's answer was recorded.
	SettledAt *time.Time
	// The quantity that the provider has.
	Accepted *uint32
	// Why the provider refused it.
	Reason *string
	// The provider's own id of it.
	ProviderRecord *string
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
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v UsageRecord) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A usage record that was asked for and not answered.
type InFlight struct {
	// Its number.
	Record EntryPosition
	// Up to where it takes the meter's charges.
	Upto MeterMark
	// How much it takes.
	Taken Money
	// How much of that was given back meanwhile.
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

// MarshalJSON gives the interchange form.
func (v InFlight) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// What a cloud account's provider has of its charges, and what not.
type Meter struct {
	// Whose charges.
	CloudAccount string
	// Whose cloud account.
	Account string
	// What the provider accepted, in money: units times their price.
	Accepted Money
	// What waits for the next usage record.
	Waiting Money
	// What came back of charges that the provider has: the next record is smaller by it.
	Credit Money
	// Up to where the charges are accepted; absent: none is.
	Head *MeterMark
	// The record that was asked for and not answered.
	InFlight *InFlight
	// The last charge's place.
	Last *EntryPosition
	// The beginnings of the hours that were metered lately, earliest first.
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

// MarshalJSON gives the interchange form.
func (v Meter) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// What a bill charges to a cloud account.
type Charge struct {
	// The bill.
	Bill string
	// Whose usage.
	Workspace string
	// Its position in the meter.
	Position EntryPosition
	// How much, what the provider has already included; above zero.
	Amount Money
	// How much of what is in flight was given back meanwhile.
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

// MarshalJSON gives the interchange form.
func (v Charge) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
