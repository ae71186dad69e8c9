// Written by `make bindings`. Do not edit.

package defray

import "time"

// An account's standing with its instants. It never stops a bill from being settled.
//
// It is one of StandingGood, StandingInArrears, StandingLocked.
type Standing interface {
	appendJSON(b []byte) []byte
	isStanding()
}

// No overdraft.
type StandingGood struct{}

func (StandingGood) isStanding() {}

// An overdraft since `since`.
type StandingInArrears struct {
	// When the overdraft began.
	Since time.Time
	// When the account is locked unless it is repaid.
	Deadline time.Time
	// When the reminder is due; absent: it was raised, or there is none.
	Notice *time.Time
}

func (StandingInArrears) isStanding() {}

// An overdraft past its deadline.
type StandingLocked struct {
	// When the overdraft began.
	Since time.Time
	// When the account was locked.
	Deadline time.Time
}

func (StandingLocked) isStanding() {}

func (StandingGood) appendJSON(b []byte) []byte {
	return append(b, `"good"`...)
}

// MarshalJSON gives the interchange form.
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

// MarshalJSON gives the interchange form.
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

// MarshalJSON gives the interchange form.
func (v StandingLocked) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
