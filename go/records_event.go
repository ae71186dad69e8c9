// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// Something that happened. In the order of a journal entry, each rests on those before it.
//
// It is one of EventAccountOpened, EventAccountClosed, EventPolicySet, EventToppedUp, EventLotOpened, EventOrderRedeemed,
// EventLotExpired, EventLotVoided, EventStandingChanged, EventWorkspaceBound, EventStepTaken, EventMethodKept,
// EventMethodChanged, EventCloudAccountLinked, EventCloudAccountChanged, EventMessageReceived, EventBillHeld,
// EventBillSettled, EventBillReversed, EventBillCorrected, EventMeteringRequested, EventMeteringAcknowledged,
// EventOutboxMessageQueued, EventOutboxMessageAcknowledged.
type Event interface {
	// Name is its name in the interchange form.
	Name() string
	appendJSON(b []byte) []byte
	isEvent()
}

// An account was opened.
type EventAccountOpened struct {
	// Which.
	Account string
	// Its currency.
	Currency string
}

func (EventAccountOpened) isEvent() {}

// Name is `account_opened`.
func (EventAccountOpened) Name() string {
	return "account_opened"
}

// An account was closed; what it still had is given up.
type EventAccountClosed struct {
	// Which.
	Account string
	// Cash and lots given up.
	Forfeited Money
}

func (EventAccountClosed) isEvent() {}

// Name is `account_closed`.
func (EventAccountClosed) Name() string {
	return "account_closed"
}

// A policy was set.
type EventPolicySet struct {
	// Whose; absent: the file's.
	Account string
	// The policy.
	Policy Policy
}

func (EventPolicySet) isEvent() {}

// Name is `policy_set`.
func (EventPolicySet) Name() string {
	return "policy_set"
}

// Money came in (M1).
type EventToppedUp struct {
	// Whose.
	Account string
	// How much.
	Amount Money
	// How much of it repaid the overdraft.
	Repaid Money
	// The payment's reference.
	Reference *string
}

func (EventToppedUp) isEvent() {}

// Name is `topped_up`.
func (EventToppedUp) Name() string {
	return "topped_up"
}

// A voucher or card came in.
type EventLotOpened struct {
	// Whose.
	Account string
	// The lot.
	Lot Lot
}

func (EventLotOpened) isEvent() {}

// Name is `lot_opened`.
func (EventLotOpened) Name() string {
	return "lot_opened"
}

// An order of Huawei Cloud's market was used up.
type EventOrderRedeemed struct {
	// Whose.
	Account string
	// The order.
	Order string
}

func (EventOrderRedeemed) isEvent() {}

// Name is `order_redeemed`.
func (EventOrderRedeemed) Name() string {
	return "order_redeemed"
}

// A lot's validity ended with value left in it.
type EventLotExpired struct {
	// Whose.
	Account string
	// Which.
	Lot string
	// What was left.
	Amount Money
	// When.
	At time.Time
}

func (EventLotExpired) isEvent() {}

// Name is `lot_expired`.
func (EventLotExpired) Name() string {
	return "lot_expired"
}

// A lot was made void.
type EventLotVoided struct {
	// Whose.
	Account string
	// Which.
	Lot string
	// What was left.
	Amount Money
	// Why.
	Reason *string
}

func (EventLotVoided) isEvent() {}

// Name is `lot_voided`.
func (EventLotVoided) Name() string {
	return "lot_voided"
}

// An account's standing changed, or its reminder was raised.
type EventStandingChanged struct {
	// Whose.
	Account string
	// What it is now.
	Standing Standing
}

func (EventStandingChanged) isEvent() {}

// Name is `standing_changed`.
func (EventStandingChanged) Name() string {
	return "standing_changed"
}

// A workspace got its first account.
type EventWorkspaceBound struct {
	// Which.
	Workspace string
	// Whose.
	Account string
	// Its first step.
	Step MethodStep
	// Its first interval.
	Interval PayerInterval
}

func (EventWorkspaceBound) isEvent() {}

// Name is `workspace_bound`.
func (EventWorkspaceBound) Name() string {
	return "workspace_bound"
}

// A person's step was added to a workspace's history.
type EventStepTaken struct {
	// Which.
	Workspace string
	// The step.
	Step MethodStep
	// The account it left, when it moved.
	Left string
}

func (EventStepTaken) isEvent() {}

// Name is `step_taken`.
func (EventStepTaken) Name() string {
	return "step_taken"
}

// The account asked for the method it already had.
type EventMethodKept struct {
	// Whose.
	Account string
	// Which.
	Workspace string
	// What it has.
	Method Method
}

func (EventMethodKept) isEvent() {}

// Name is `method_kept`.
func (EventMethodKept) Name() string {
	return "method_kept"
}

// A workspace's method or timeline changed.
type EventMethodChanged struct {
	// Whose.
	Account string
	// Which.
	Workspace string
	// The method now.
	Method Method
	// How many of the intervals before stay, …
	KeptIntervals uint32
	// … and those that follow them now.
	Intervals []PayerInterval
}

func (EventMethodChanged) isEvent() {}

// Name is `method_changed`.
func (EventMethodChanged) Name() string {
	return "method_changed"
}

// A subscription was linked.
type EventCloudAccountLinked struct {
	// The link, with the state that messages received before give it.
	CloudAccount CloudAccount
	// Its share of the subscription's signals.
	Link SubscriptionLink
}

func (EventCloudAccountLinked) isEvent() {}

// Name is `cloud_account_linked`.
func (EventCloudAccountLinked) Name() string {
	return "cloud_account_linked"
}

// A cloud account's state or end changed.
type EventCloudAccountChanged struct {
	// Whose.
	Account string
	// Which.
	CloudAccount string
	// The state before.
	Was CloudAccountState
	// The state now.
	State CloudAccountState
	// What happened to it, as known now.
	Lifecycle SubscriptionLifecycle
	// Until when its usage can be metered, once it has ended.
	MeteringDeadline *time.Time
}

func (EventCloudAccountChanged) isEvent() {}

// Name is `cloud_account_changed`.
func (EventCloudAccountChanged) Name() string {
	return "cloud_account_changed"
}

// A marketplace message was taken in.
type EventMessageReceived struct {
	// The message.
	Message MarketplaceMessage
	// What became of it.
	Disposition MessageDisposition
	// The cloud account it concerns.
	CloudAccount string
	// Whose that is.
	Account string
	// The signal that is kept for the message's subscription, if one is.
	RecordedSignal *RecordedSignal
}

func (EventMessageReceived) isEvent() {}

// Name is `message_received`.
func (EventMessageReceived) Name() string {
	return "message_received"
}

// A bill was recorded and waits.
type EventBillHeld struct {
	// Whose.
	Account string
	// The bill.
	Bill Bill
	// Why it waits.
	Reason HoldReason
}

func (EventBillHeld) isEvent() {}

// Name is `bill_held`.
func (EventBillHeld) Name() string {
	return "bill_held"
}

// A bill was paid.
type EventBillSettled struct {
	// The bill with its receipt.
	Record BillRecord
}

func (EventBillSettled) isEvent() {}

// Name is `bill_settled`.
func (EventBillSettled) Name() string {
	return "bill_settled"
}

// A bill's value was given back, or a held bill was cancelled.
type EventBillReversed struct {
	// Whose.
	Account string
	// Which.
	Bill string
	// Who had paid.
	Payer Payer
	// The giving-back.
	Reversal Reversal
}

func (EventBillReversed) isEvent() {}

// Name is `bill_reversed`.
func (EventBillReversed) Name() string {
	return "bill_reversed"
}

// Another one pays a settled bill, or a part of it, than was thought.
type EventBillCorrected struct {
	// Whose.
	Account string
	// Which.
	Bill string
	// What was given back and paid anew.
	Correction Correction
}

func (EventBillCorrected) isEvent() {}

// Name is `bill_corrected`.
func (EventBillCorrected) Name() string {
	return "bill_corrected"
}

// Usage is on its way to a provider (N2).
type EventMeteringRequested struct {
	// The usage record.
	Record UsageRecord
}

func (EventMeteringRequested) isEvent() {}

// Name is `metering_requested`.
func (EventMeteringRequested) Name() string {
	return "metering_requested"
}

// A provider answered to a usage record (N2).
type EventMeteringAcknowledged struct {
	// Whose.
	Account string
	// Whose usage.
	CloudAccount string
	// The usage record.
	Record EntryPosition
	// What the provider answered.
	Outcome MeteringOutcome
	// What became of the record.
	State UsageState
	// The quantity that the provider has.
	Accepted uint32
	// Up to where the meter's charges are accepted now.
	Head *MeterMark
	// The provider's own id of the record.
	ProviderRecord *string
}

func (EventMeteringAcknowledged) isEvent() {}

// Name is `metering_acknowledged`.
func (EventMeteringAcknowledged) Name() string {
	return "metering_acknowledged"
}

// Something is owed to the world (N1).
type EventOutboxMessageQueued struct {
	// Its number.
	Number EntryPosition
	// What is owed.
	Notification Notification
}

func (EventOutboxMessageQueued) isEvent() {}

// Name is `outbox_message_queued`.
func (EventOutboxMessageQueued) Name() string {
	return "outbox_message_queued"
}

// Something owed was done (N3).
type EventOutboxMessageAcknowledged struct {
	// Its number.
	Number EntryPosition
}

func (EventOutboxMessageAcknowledged) isEvent() {}

// Name is `outbox_message_acknowledged`.
func (EventOutboxMessageAcknowledged) Name() string {
	return "outbox_message_acknowledged"
}

func (v EventAccountOpened) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"account_opened"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("currency", b)
	b = appendText(v.Currency, b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventAccountOpened) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventAccountClosed) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"account_closed"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("forfeited", b)
	b = v.Forfeited.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventAccountClosed) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventPolicySet) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"policy_set"`...)
	if v.Account != "" {
		b = appendKey("account", b)
		b = appendText(v.Account, b)
	}
	b = appendKey("policy", b)
	b = v.Policy.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventPolicySet) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventToppedUp) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"topped_up"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	b = appendKey("repaid", b)
	b = v.Repaid.appendJSON(b)
	if v.Reference != nil {
		b = appendKey("reference", b)
		b = appendText(*v.Reference, b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventToppedUp) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventLotOpened) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"lot_opened"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("lot", b)
	b = v.Lot.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventLotOpened) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventOrderRedeemed) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"order_redeemed"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("order", b)
	b = appendText(v.Order, b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventOrderRedeemed) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventLotExpired) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"lot_expired"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("lot", b)
	b = appendText(v.Lot, b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	b = appendKey("at", b)
	b = appendInstant(v.At, b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventLotExpired) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventLotVoided) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"lot_voided"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("lot", b)
	b = appendText(v.Lot, b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	if v.Reason != nil {
		b = appendKey("reason", b)
		b = appendText(*v.Reason, b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventLotVoided) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventStandingChanged) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"standing_changed"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("standing", b)
	b = v.Standing.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventStandingChanged) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventWorkspaceBound) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"workspace_bound"`...)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("step", b)
	b = v.Step.appendJSON(b)
	b = appendKey("interval", b)
	b = v.Interval.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventWorkspaceBound) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventStepTaken) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"step_taken"`...)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("step", b)
	b = v.Step.appendJSON(b)
	if v.Left != "" {
		b = appendKey("left", b)
		b = appendText(v.Left, b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventStepTaken) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventMethodKept) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"method_kept"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("method", b)
	b = v.Method.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventMethodKept) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventMethodChanged) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"method_changed"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	b = appendKey("method", b)
	b = v.Method.appendJSON(b)
	b = appendKey("kept_intervals", b)
	b = strconv.AppendUint(b, uint64(v.KeptIntervals), 10)
	b = appendKey("intervals", b)
	b = appendList(v.Intervals, b, PayerInterval.appendJSON)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventMethodChanged) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventCloudAccountLinked) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"cloud_account_linked"`...)
	b = appendKey("cloud_account", b)
	b = v.CloudAccount.appendJSON(b)
	b = appendKey("link", b)
	b = v.Link.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventCloudAccountLinked) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventCloudAccountChanged) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"cloud_account_changed"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("was", b)
	b = v.Was.appendJSON(b)
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
func (v EventCloudAccountChanged) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventMessageReceived) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"message_received"`...)
	b = appendKey("message", b)
	b = v.Message.appendJSON(b)
	b = appendKey("disposition", b)
	b = v.Disposition.appendJSON(b)
	if v.CloudAccount != "" {
		b = appendKey("cloud_account", b)
		b = appendText(v.CloudAccount, b)
	}
	if v.Account != "" {
		b = appendKey("account", b)
		b = appendText(v.Account, b)
	}
	if v.RecordedSignal != nil {
		b = appendKey("recorded_signal", b)
		b = v.RecordedSignal.appendJSON(b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventMessageReceived) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventBillHeld) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"bill_held"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("bill", b)
	b = v.Bill.appendJSON(b)
	b = appendKey("reason", b)
	b = v.Reason.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventBillHeld) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventBillSettled) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"bill_settled"`...)
	b = appendKey("record", b)
	b = v.Record.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventBillSettled) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventBillReversed) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"bill_reversed"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("bill", b)
	b = appendText(v.Bill, b)
	if v.Payer != nil {
		b = appendKey("payer", b)
		b = v.Payer.appendJSON(b)
	}
	b = appendKey("reversal", b)
	b = v.Reversal.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventBillReversed) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventBillCorrected) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"bill_corrected"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("bill", b)
	b = appendText(v.Bill, b)
	b = appendKey("correction", b)
	b = v.Correction.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventBillCorrected) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventMeteringRequested) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"metering_requested"`...)
	b = appendKey("record", b)
	b = v.Record.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventMeteringRequested) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventMeteringAcknowledged) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"metering_acknowledged"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("record", b)
	b = v.Record.appendJSON(b)
	b = appendKey("outcome", b)
	b = v.Outcome.appendJSON(b)
	b = appendKey("state", b)
	b = v.State.appendJSON(b)
	b = appendKey("accepted", b)
	b = strconv.AppendUint(b, uint64(v.Accepted), 10)
	if v.Head != nil {
		b = appendKey("head", b)
		b = v.Head.appendJSON(b)
	}
	if v.ProviderRecord != nil {
		b = appendKey("provider_record", b)
		b = appendText(*v.ProviderRecord, b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventMeteringAcknowledged) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventOutboxMessageQueued) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"outbox_message_queued"`...)
	b = appendKey("number", b)
	b = v.Number.appendJSON(b)
	b = appendKey("notification", b)
	b = v.Notification.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventOutboxMessageQueued) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventOutboxMessageAcknowledged) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"outbox_message_acknowledged"`...)
	b = appendKey("number", b)
	b = v.Number.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v EventOutboxMessageAcknowledged) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
