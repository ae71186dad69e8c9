// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// The effect of a marketplace message on a subscription.
//
// Zero is not a valid value.
type Signal uint32

const (
	// The subscription is in force.
	SignalActivated Signal = 1
	// The suspension of the subscription has ended.
	SignalResumed Signal = 2
	// The subscription is suspended.
	SignalSuspended Signal = 3
	// The subscription failed before it was in force.
	SignalFailed Signal = 4
	// The subscription has ended: it was cancelled, closed or released, or it expired.
	SignalEnded Signal = 5
	// The message has no effect on the subscription, or its kind is unknown. It is stored.
	SignalIgnored Signal = 6
	// The second message about an end. It completes the first one; without a first one it is the end (T2).
	SignalEndCompleted Signal = 7
)

var signalNames = [...]string{
	"",
	"activated",
	"resumed",
	"suspended",
	"failed",
	"ended",
	"ignored",
	"end_completed",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v Signal) String() string {
	return nameOf(signalNames[:], uint32(v))
}

// ParseSignal reads the name in the interchange form.
func ParseSignal(text string) (Signal, error) {
	number, err := parseName(signalNames[:], text)
	return Signal(number), err
}

// MarshalText returns the name in the interchange form.
func (v Signal) MarshalText() ([]byte, error) {
	return marshalName(signalNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *Signal) UnmarshalText(text []byte) error {
	number, err := parseName(signalNames[:], string(text))
	if err != nil {
		return err
	}
	*v = Signal(number)
	return nil
}

func (v Signal) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// A topic that sends messages only after its address was opened.
type TopicConfirmation struct {
	// The topic, as the provider names it.
	Topic string
	// The address to open once.
	Address string
}

func (v TopicConfirmation) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("topic", b)
	b = appendText(v.Topic, b)
	b = appendKey("address", b)
	b = appendText(v.Address, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v TopicConfirmation) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// What a message says of an agreement of its provider (T2).
type StatedAgreement struct {
	// The agreement.
	ID string
	// The agreement in whose place this one is; absent: the message names none.
	Previous string
	// Whether the provider says that another agreement takes the place of this one.
	Replaced bool
}

func (v StatedAgreement) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("id", b)
	b = appendText(v.ID, b)
	if v.Previous != "" {
		b = appendKey("previous", b)
		b = appendText(v.Previous, b)
	}
	b = appendKey("replaced", b)
	b = strconv.AppendBool(b, v.Replaced)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v StatedAgreement) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A marketplace message in canonical form.
type MarketplaceMessage struct {
	// The provider that sent the message.
	Provider Provider
	// The provider's own id of the message. Two messages with the same id are the same message.
	ID string
	// The subscription that the message is about; absent only with the signal `ignored`.
	Identity string
	// The provider's own name of the kind of message.
	Kind string
	// The effect of the message.
	Signal Signal
	// The instant of the event by the provider's clock (T2); absent: the instant at which the message was received.
	OccurredAt *time.Time
	// The message as it was received.
	Raw *string
	// The topic that asks to be confirmed (N1); only with the signal `ignored`.
	Confirm *TopicConfirmation
	// The code and the reason for which the message is not trusted; only with the signal `ignored`. A rejected message
	// is stored and has no other effect, and its id is not taken as the id of a message.
	Rejected *string
	// The account of the customer, as the provider states it with this message (C4).
	AccountID string
	// The provider's agreement that the message is about (T2).
	Agreement *StatedAgreement
}

func (v MarketplaceMessage) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	if v.ID != "" {
		b = appendKey("id", b)
		b = appendText(v.ID, b)
	}
	if v.Identity != "" {
		b = appendKey("identity", b)
		b = appendText(v.Identity, b)
	}
	b = appendKey("kind", b)
	b = appendText(v.Kind, b)
	b = appendKey("signal", b)
	b = v.Signal.appendJSON(b)
	if v.OccurredAt != nil {
		b = appendKey("occurred_at", b)
		b = appendInstant(*v.OccurredAt, b)
	}
	if v.Raw != nil {
		b = appendKey("raw", b)
		b = appendText(*v.Raw, b)
	}
	if v.Confirm != nil {
		b = appendKey("confirm", b)
		b = v.Confirm.appendJSON(b)
	}
	if v.Rejected != nil {
		b = appendKey("rejected", b)
		b = appendText(*v.Rejected, b)
	}
	if v.AccountID != "" {
		b = appendKey("account_id", b)
		b = appendText(v.AccountID, b)
	}
	if v.Agreement != nil {
		b = appendKey("agreement", b)
		b = v.Agreement.appendJSON(b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v MarketplaceMessage) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The effect of a marketplace message.
//
// Zero is not a valid value.
type MessageDisposition uint32

const (
	// The message changed a cloud account.
	MessageDispositionApplied MessageDisposition = 1
	// The message was stored. The state of its cloud account stays as it was.
	MessageDispositionNoChange MessageDisposition = 2
	// No cloud account is linked to the subscription. The message was stored for a later link.
	MessageDispositionUnmatched MessageDisposition = 3
	// The message was stored. It has no effect on who pays.
	MessageDispositionIgnored MessageDisposition = 4
	// The message is not trusted. It was stored and has no effect.
	MessageDispositionRejected MessageDisposition = 5
	// The message states another account than the link names (C4). It was stored for a later link, and the cloud
	// account has failed.
	MessageDispositionContradictsLink MessageDisposition = 6
)

var messageDispositionNames = [...]string{
	"",
	"applied",
	"no_change",
	"unmatched",
	"ignored",
	"rejected",
	"contradicts_link",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v MessageDisposition) String() string {
	return nameOf(messageDispositionNames[:], uint32(v))
}

// ParseMessageDisposition reads the name in the interchange form.
func ParseMessageDisposition(text string) (MessageDisposition, error) {
	number, err := parseName(messageDispositionNames[:], text)
	return MessageDisposition(number), err
}

// MarshalText returns the name in the interchange form.
func (v MessageDisposition) MarshalText() ([]byte, error) {
	return marshalName(messageDispositionNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *MessageDisposition) UnmarshalText(text []byte) error {
	number, err := parseName(messageDispositionNames[:], string(text))
	if err != nil {
		return err
	}
	*v = MessageDisposition(number)
	return nil
}

func (v MessageDisposition) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}
