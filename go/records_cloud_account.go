// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// The states of `CLOUD_ACCOUNT_TABLE`.
//
// Zero is not a valid value.
type CloudAccountState uint32

const (
	// The cloud account is linked. The marketplace has not confirmed it yet.
	CloudAccountStatePending CloudAccountState = 1
	// The cloud account pays.
	CloudAccountStateActive CloudAccountState = 2
	// The cloud account is suspended. Bills that it should pay are held (P3).
	CloudAccountStateSuspended CloudAccountState = 3
	// The subscription was never in force, or the account withdrew the cloud account.
	CloudAccountStateFailed CloudAccountState = 4
	// The subscription has ended. Usage from before the end can still be metered.
	CloudAccountStateClosing CloudAccountState = 5
	// The subscription has ended, and its metering deadline has passed. The cloud account pays nothing.
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

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v CloudAccountState) String() string {
	return nameOf(cloudAccountStateNames[:], uint32(v))
}

// ParseCloudAccountState reads the name in the interchange form.
func ParseCloudAccountState(text string) (CloudAccountState, error) {
	number, err := parseName(cloudAccountStateNames[:], text)
	return CloudAccountState(number), err
}

// MarshalText returns the name in the interchange form.
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

// The history of a subscription, as far as it concerns payment: the fold of the table over its signals.
type SubscriptionLifecycle struct {
	// The state after the last signal. It is never `closed`: only the deadline leads there.
	State CloudAccountState
	// The instant at which the subscription became active for the first time. Under version 1 of the rules also the
	// instant at which it was suspended before it was active.
	ActiveFrom *time.Time
	// The instant at which the subscription ended.
	EndedAt *time.Time
	// The instant at which the subscription failed or was withdrawn.
	FailedAt *time.Time
	// Whether the link was given up: the account withdrew it, it was unlinked, or the marketplace stated another
	// account (C4). No later message changes that.
	Withdrawn bool
	// The version of the rules under which the end or the failure was recorded; the current version before that.
	OverRules uint32
	// The instant since which the subscription is suspended; absent: it is not suspended.
	SuspendedSince *time.Time
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
	b = appendKey("over_rules", b)
	b = strconv.AppendUint(b, uint64(v.OverRules), 10)
	if v.SuspendedSince != nil {
		b = appendKey("suspended_since", b)
		b = appendInstant(*v.SuspendedSince, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v SubscriptionLifecycle) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// How long the bills of a suspended cloud account wait (P3).
type Patience struct {
	// The instant from which on the enterprise account pays.
	Deadline time.Time
	// The instant at which the customer is notified before; absent: there was or will be no notification.
	Notice *time.Time
	// Whether the deadline has passed: the enterprise account pays.
	Over bool
}

func (v Patience) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("deadline", b)
	b = appendInstant(v.Deadline, b)
	if v.Notice != nil {
		b = appendKey("notice", b)
		b = appendInstant(*v.Notice, b)
	}
	b = appendKey("over", b)
	b = strconv.AppendBool(b, v.Over)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Patience) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The link of an account to one marketplace subscription.
type CloudAccount struct {
	// The id of the cloud account, given by the host.
	ID string
	// The account that owns the cloud account.
	Account string
	// The provider's identifiers of the subscription.
	Subscription Subscription
	// The instant at which the cloud account was linked.
	LinkedAt time.Time
	// The state of the cloud account.
	State CloudAccountState
	// The lifecycle of the subscription.
	Lifecycle SubscriptionLifecycle
	// The instant until which usage from before the end can be metered; absent: the subscription has not ended.
	MeteringDeadline *time.Time
	// How long its bills wait while it is suspended (P3); absent: it is not suspended, or was suspended under version
	// 1 of the rules.
	Patience *Patience
	// The cloud account that takes its place when it ends (T2); absent: there is none.
	Successor string
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
	if v.Patience != nil {
		b = appendKey("patience", b)
		b = v.Patience.appendJSON(b)
	}
	if v.Successor != "" {
		b = appendKey("successor", b)
		b = appendText(v.Successor, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v CloudAccount) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
