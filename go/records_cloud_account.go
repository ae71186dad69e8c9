// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// The states of the table.
//
// Zero is none of them.
type CloudAccountState uint32

const (
	// Linked, not yet confirmed by the marketplace.
	CloudAccountStatePending CloudAccountState = 1
	// It pays.
	CloudAccountStateActive CloudAccountState = 2
	// It pays, but not now: its bills are held (P3).
	CloudAccountStateSuspended CloudAccountState = 3
	// It never came to be, or was given up.
	CloudAccountStateFailed CloudAccountState = 4
	// It has ended; usage from before the end can still be metered.
	CloudAccountStateClosing CloudAccountState = 5
	// It has ended and pays nothing any more.
	CloudAccountStateClosed CloudAccountState = 6
)

var cloudAccountStateNames = [...]string{
	"",
	"pending",
	"active",
	"suspended",
	"failed",
	"closing",
	"closed",
}

// String gives the name in the interchange form; for what is none of them, its number.
func (v CloudAccountState) String() string {
	return nameOf(cloudAccountStateNames[:], uint32(v))
}

// ParseCloudAccountState reads the name in the interchange form.
func ParseCloudAccountState(text string) (CloudAccountState, error) {
	number, err := parseName(cloudAccountStateNames[:], text)
	return CloudAccountState(number), err
}

// MarshalText gives the name in the interchange form.
func (v CloudAccountState) MarshalText() ([]byte, error) {
	return marshalName(cloudAccountStateNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *CloudAccountState) UnmarshalText(text []byte) error {
	number, err := parseName(cloudAccountStateNames[:], string(text))
	if err != nil {
		return err
	}
	*v = CloudAccountState(number)
	return nil
}

func (v CloudAccountState) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// What happened to a subscription, as far as payment is concerned: the fold of the table over its signals.
type SubscriptionLifecycle struct {
	// Where the fold arrived; never `Closed`, which takes a deadline.
	State CloudAccountState
	// When it left pending for active or suspended.
	ActiveFrom *time.Time
	// When it ended.
	EndedAt *time.Time
	// When it failed or was withdrawn.
	FailedAt *time.Time
	// Whether the account gave it up; no later message brings it back.
	Withdrawn bool
}

func (v SubscriptionLifecycle) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("state", b)
	b = v.State.appendJSON(b)
	if v.ActiveFrom != nil {
		b = appendKey("active_from", b)
		b = appendInstant(*v.ActiveFrom, b)
	}
	if v.EndedAt != nil {
		b = appendKey("ended_at", b)
		b = appendInstant(*v.EndedAt, b)
	}
	if v.FailedAt != nil {
		b = appendKey("failed_at", b)
		b = appendInstant(*v.FailedAt, b)
	}
	b = appendKey("withdrawn", b)
	b = strconv.AppendBool(b, v.Withdrawn)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v SubscriptionLifecycle) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// An account's link to one marketplace subscription.
type CloudAccount struct {
	// Our name for it.
	ID string
	// Whose it is.
	Account string
	// The provider's identifiers.
	Subscription Subscription
	// When it was linked.
	LinkedAt time.Time
	// Its state.
	State CloudAccountState
	// What happened to it.
	Lifecycle SubscriptionLifecycle
	// Until when usage from before the end can be metered, once it has ended.
	MeteringDeadline *time.Time
}

func (v CloudAccount) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("id", b)
	b = appendText(v.ID, b)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("subscription", b)
	b = v.Subscription.appendJSON(b)
	b = appendKey("linked_at", b)
	b = appendInstant(v.LinkedAt, b)
	b = appendKey("state", b)
	b = v.State.appendJSON(b)
	b = appendKey("lifecycle", b)
	b = v.Lifecycle.appendJSON(b)
	if v.MeteringDeadline != nil {
		b = appendKey("metering_deadline", b)
		b = appendInstant(*v.MeteringDeadline, b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v CloudAccount) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
