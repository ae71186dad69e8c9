// Written by `make bindings`. Do not edit.

package defray

import "time"

// What a marketplace message means for a subscription.
//
// Zero is none of them.
type Signal uint32

const (
	// The subscription is in force.
	SignalActivated Signal = 1
	// A suspension is over.
	SignalResumed Signal = 2
	// The subscription is frozen.
	SignalSuspended Signal = 3
	// The subscription never came to be.
	SignalFailed Signal = 4
	// The subscription is over: cancelled, closed, expired, released.
	SignalEnded Signal = 5
	// Known but without effect on the state, or unknown: recorded, nothing else.
	SignalIgnored Signal = 6
)

var signalNames = [...]string{
	"",
	"activated",
	"resumed",
	"suspended",
	"failed",
	"ended",
	"ignored",
}

// String gives the name in the interchange form; for what is none of them, its number.
func (v Signal) String() string {
	return nameOf(signalNames[:], uint32(v))
}

// ParseSignal reads the name in the interchange form.
func ParseSignal(text string) (Signal, error) {
	number, err := parseName(signalNames[:], text)
	return Signal(number), err
}

// MarshalText gives the name in the interchange form.
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

// A topic whose messages come only once somebody has opened an address.
type TopicConfirmation struct {
	// The topic, by the provider's name.
	Topic string
	// What to open, once.
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

// MarshalJSON gives the interchange form.
func (v TopicConfirmation) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A marketplace message in canonical form.
type MarketplaceMessage struct {
	// Who sent it.
	Provider Provider
	// The provider's own id of the message; the same id is the same message.
	ID string
	// The subscription it is about; may be absent only when it is ignored.
	Identity string
	// The provider's own name of what happened.
	Kind string
	// What it means.
	Signal Signal
	// When it happened, by the provider's clock (T2); absent: when it was received.
	OccurredAt *time.Time
	// The message as it came.
	Raw *string
	// What it asks to be confirmed, which is then owed (N1); only with `ignored`.
	Confirm *TopicConfirmation
	// Why it is not believed: the code and the reason. It is kept and nothing else, and its id counts for nothing;
	// only with `ignored`.
	Rejected *string
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
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v MarketplaceMessage) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// The effect of a marketplace message.
//
// Zero is none of them.
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
)

var messageDispositionNames = [...]string{
	"",
	"applied",
	"no_change",
	"unmatched",
	"ignored",
	"rejected",
}

// String gives the name in the interchange form; for what is none of them, its number.
func (v MessageDisposition) String() string {
	return nameOf(messageDispositionNames[:], uint32(v))
}

// ParseMessageDisposition reads the name in the interchange form.
func ParseMessageDisposition(text string) (MessageDisposition, error) {
	number, err := parseName(messageDispositionNames[:], text)
	return MessageDisposition(number), err
}

// MarshalText gives the name in the interchange form.
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
