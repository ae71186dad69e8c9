// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// Why the signals of a subscription wait for a link.
//
// Zero is not a valid value.
type UnmatchedReason uint32

const (
	// The subscription was never linked.
	UnmatchedReasonNotLinked UnmatchedReason = 1
	// The last link was given up, and the marketplace stated another account than the link names (C4).
	UnmatchedReasonContradictsLink UnmatchedReason = 2
	// The last link was given up: it was withdrawn or undone.
	UnmatchedReasonWithdrawn UnmatchedReason = 3
	// The subscription of the last link has ended, and its reusable identity has a new period.
	UnmatchedReasonNextPeriod UnmatchedReason = 4
	// The last link belongs to an account that was closed before the signals.
	UnmatchedReasonAccountClosed UnmatchedReason = 5
)

var unmatchedReasonNames = [...]string{
	"",
	"not_linked",
	"contradicts_link",
	"withdrawn",
	"next_period",
	"account_closed",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v UnmatchedReason) String() string {
	return nameOf(unmatchedReasonNames[:], uint32(v))
}

// ParseUnmatchedReason reads the name in the interchange form.
func ParseUnmatchedReason(text string) (UnmatchedReason, error) {
	number, err := parseName(unmatchedReasonNames[:], text)
	return UnmatchedReason(number), err
}

// MarshalText returns the name in the interchange form.
func (v UnmatchedReason) MarshalText() ([]byte, error) {
	return marshalName(unmatchedReasonNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *UnmatchedReason) UnmarshalText(text []byte) error {
	number, err := parseName(unmatchedReasonNames[:], string(text))
	if err != nil {
		return err
	}
	*v = UnmatchedReason(number)
	return nil
}

func (v UnmatchedReason) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// A subscription with signals that wait for a link, and what a link has to name.
type UnmatchedSubscription struct {
	// The identity of the subscription.
	Identity string
	// The marketplace of the subscription.
	Provider Provider
	// The number of signals that wait, at least 1.
	Signals uint32
	// The instant at which the first of them happened.
	First time.Time
	// The instant at which the last of them happened.
	Last time.Time
	// The state that a link made now would begin with. If it is closing or failed, no link is possible.
	State CloudAccountState
	// The accounts that the marketplace stated for the subscription, in the order in which they were received (C4).
	StatedAccounts []string
	// Why the signals wait.
	Reason UnmatchedReason
	// What a link has to name, as far as it is known; absent: no link is possible.
	Subscription *KnownIdentifiers
	// The instant at which the subscription ended or failed, so that no link is possible; absent: a link is possible.
	SubscriptionEnded *time.Time
	// The instant from which a link is possible: the metering deadline of the last link's cloud account, which is
	// closing; absent: no cloud account is closing.
	LinkFrom *time.Time
	// The cloud accounts whose successor the marketplace stated the subscription to be (T2), in order of id. The
	// account of one of them should link it.
	Succeeds []string
}

func (v UnmatchedSubscription) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("identity", b)
	b = appendText(v.Identity, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("signals", b)
	b = strconv.AppendUint(b, uint64(v.Signals), 10)
	b = appendKey("first", b)
	b = appendInstant(v.First, b)
	b = appendKey("last", b)
	b = appendInstant(v.Last, b)
	b = appendKey("state", b)
	b = v.State.appendJSON(b)
	b = appendKey("stated_accounts", b)
	b = appendList(v.StatedAccounts, b, appendText)
	b = appendKey("reason", b)
	b = v.Reason.appendJSON(b)
	if v.Subscription != nil {
		b = appendKey("subscription", b)
		b = v.Subscription.appendJSON(b)
	}
	if v.SubscriptionEnded != nil {
		b = appendKey("subscription_ended", b)
		b = appendInstant(*v.SubscriptionEnded, b)
	}
	if v.LinkFrom != nil {
		b = appendKey("link_from", b)
		b = appendInstant(*v.LinkFrom, b)
	}
	b = appendKey("succeeds", b)
	b = appendList(v.Succeeds, b, appendText)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v UnmatchedSubscription) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
