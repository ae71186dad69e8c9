// Written by `make bindings`. Do not edit.

package defray

import "time"

// An account's standing with its instants. It never prevents the settlement of a bill.
//
// It is one of StandingGood, StandingInArrears, StandingLocked.
type Standing interface {
	appendJSON(b []byte) []byte
	isStanding()
}

// The account owes less than one payable unit.
type StandingGood struct{}

func (StandingGood) isStanding() {}

// The account owes at least one payable unit, and its deadline has not passed.
type StandingInArrears struct {
	// The instant at which the overdraft began.
	Since time.Time
	// The instant at which the account is locked, unless it repays before.
	Deadline time.Time
	// The instant at which the reminder is due; absent: it was already raised, or the policy has none.
	Notice *time.Time
}

func (StandingInArrears) isStanding() {}

// The account owes at least one payable unit, and its deadline has passed.
type StandingLocked struct {
	// The instant at which the overdraft began.
	Since time.Time
	// The instant at which the account was locked.
	Deadline time.Time
}

func (StandingLocked) isStanding() {}

func (StandingGood) appendJSON(b []byte) []byte {
	return append(b, `"good"`...)
}

// MarshalJSON returns the interchange form.
func (v StandingGood) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v StandingInArrears) appendJSON(b []byte) []byte {
	b = append(b, `{"in_arrears":{`...)
	b = appendKey("since", b)
	b = appendInstant(v.Since, b)
	b = appendKey("deadline", b)
	b = appendInstant(v.Deadline, b)
	if v.Notice != nil {
		b = appendKey("notice", b)
		b = appendInstant(*v.Notice, b)
	}
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v StandingInArrears) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v StandingLocked) appendJSON(b []byte) []byte {
	b = append(b, `{"locked":{`...)
	b = appendKey("since", b)
	b = appendInstant(v.Since, b)
	b = appendKey("deadline", b)
	b = appendInstant(v.Deadline, b)
	return append(b, `}}`...)
}

// MarshalJSON returns the interchange form.
func (v StandingLocked) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
