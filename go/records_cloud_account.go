// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// A cloud marketplace.
//
// Zero is none of them.
type Provider uint32

const (
	// Alibaba Cloud's marketplace.
	ProviderAliCloud Provider = 1
	// AWS Marketplace.
	ProviderAWS Provider = 2
	// Huawei Cloud's KooGallery.
	ProviderHuaweiCloud Provider = 3
)

var providerNames = [...]string{
	"",
	"alicloud",
	"aws",
	"huawei_cloud",
}

// String gives the name in the interchange form; for what is none of them, its number.
func (v Provider) String() string {
	return nameOf(providerNames[:], uint32(v))
}

// ParseProvider reads the name in the interchange form.
func ParseProvider(text string) (Provider, error) {
	number, err := parseName(providerNames[:], text)
	return Provider(number), err
}

// MarshalText gives the name in the interchange form.
func (v Provider) MarshalText() ([]byte, error) {
	return marshalName(providerNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *Provider) UnmarshalText(text []byte) error {
	number, err := parseName(providerNames[:], string(text))
	if err != nil {
		return err
	}
	*v = Provider(number)
	return nil
}

func (v Provider) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// A provider's own identifiers of a subscription, as typed. Which ones are needed depends on the provider.
type Subscription struct {
	// The marketplace.
	Provider Provider
	// AliCloud: the main account's UID. AWS: the customer's account. Huawei Cloud: the account.
	AccountID string
	// AliCloud, Huawei Cloud: the product instance.
	InstanceID string
	// AWS concurrent agreements: the licence.
	LicenseARN string
	// AWS legacy: the customer identifier.
	CustomerIdentifier string
	// AWS legacy: the product.
	ProductCode string
}

func (v Subscription) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	if v.AccountID != "" {
		b = appendKey("account_id", b)
		b = appendText(v.AccountID, b)
	}
	if v.InstanceID != "" {
		b = appendKey("instance_id", b)
		b = appendText(v.InstanceID, b)
	}
	if v.LicenseARN != "" {
		b = appendKey("license_arn", b)
		b = appendText(v.LicenseARN, b)
	}
	if v.CustomerIdentifier != "" {
		b = appendKey("customer_identifier", b)
		b = appendText(v.CustomerIdentifier, b)
	}
	if v.ProductCode != "" {
		b = appendKey("product_code", b)
		b = appendText(v.ProductCode, b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v Subscription) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

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
	// Why it is not believed: the code and the reason. It is kept and nothing else, and its id counts for nothing; only with `ignored`.
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

// One link of a cloud account to a subscription.
type SubscriptionLink struct {
	// The cloud account.
	CloudAccount string
	// Signals at or before this belong to an earlier link.
	After *time.Time
}

func (v SubscriptionLink) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	if v.After != nil {
		b = appendKey("after", b)
		b = appendInstant(*v.After, b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v SubscriptionLink) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A signal as it is kept.
type RecordedSignal struct {
	// What it means.
	Signal Signal
	// When it happened.
	OccurredAt time.Time
	// The message that said so.
	Message string
}

func (v RecordedSignal) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("signal", b)
	b = v.Signal.appendJSON(b)
	b = appendKey("occurred_at", b)
	b = appendInstant(v.OccurredAt, b)
	if v.Message != "" {
		b = appendKey("message", b)
		b = appendText(v.Message, b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v RecordedSignal) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
