// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// One event. The events of a journal entry are in order: each one builds on the events before it.
//
// It is one of EventAccountOpened, EventAccountClosed, EventPolicySet, EventToppedUp, EventLotOpened,
// EventOrderRedeemed, EventLotExpired, EventLotVoided, EventStandingChanged, EventWorkspaceBound, EventStepTaken,
// EventMethodKept, EventMethodChanged, EventCloudAccountLinked, EventCloudAccountChanged, EventMessageReceived,
// EventBillHeld, EventBillSettled, EventBillReversed, EventBillCorrected, EventMeteringRequested,
// EventMeteringAcknowledged, EventOutboxMessageQueued, EventOutboxMessageAcknowledged, EventBillRestated,
// EventBindingExtended, EventChargesClaimed, EventLotReopened, EventSuccessorChanged, EventNotMeteredCounted,
// EventWorkspaceRenamed, EventMailSettingsSet.
type Event interface {
	// Name is its name in the interchange form.
	Name() string
	appendJSON(b []byte) []byte
	isEvent()
}

// An account was opened.
type EventAccountOpened struct {
	// The account that was opened.
	Account string
	// The currency of the account.
	Currency string
}

func (EventAccountOpened) isEvent() {}

// Name is `account_opened`.
func (EventAccountOpened) Name() string {
	return "account_opened"
}

// An account was closed. The value that it still had is forfeited.
type EventAccountClosed struct {
	// The account that was closed.
	Account string
	// The forfeited value: cash and the value left in lots.
	Forfeited Money
}

func (EventAccountClosed) isEvent() {}

// Name is `account_closed`.
func (EventAccountClosed) Name() string {
	return "account_closed"
}

// A policy was set.
type EventPolicySet struct {
	// The account that the policy applies to; absent: every account without a policy of its own.
	Account string
	// The policy that is in force from now on.
	Policy Policy
}

func (EventPolicySet) isEvent() {}

// Name is `policy_set`.
func (EventPolicySet) Name() string {
	return "policy_set"
}

// Money was paid in (M1).
type EventToppedUp struct {
	// The account that received the money.
	Account string
	// The amount paid in, above zero.
	Amount Money
	// The part of the amount that repaid the overdraft. The rest went into cash.
	Repaid Money
	// The reference of the payment, as free text.
	Reference *string
	// The journal position of the first top-up of the account with this reference; absent: there was none (M1).
	Repeats *uint64
}

func (EventToppedUp) isEvent() {}

// Name is `topped_up`.
func (EventToppedUp) Name() string {
	return "topped_up"
}

// An account received a voucher or a card.
type EventLotOpened struct {
	// The account that owns the lot.
	Account string
	// The voucher or card.
	Lot Lot
}

func (EventLotOpened) isEvent() {}

// Name is `lot_opened`.
func (EventLotOpened) Name() string {
	return "lot_opened"
}

// An order from Huawei Cloud's market was redeemed.
type EventOrderRedeemed struct {
	// The account that redeemed the order.
	Account string
	// The number of the order.
	Order string
}

func (EventOrderRedeemed) isEvent() {}

// Name is `order_redeemed`.
func (EventOrderRedeemed) Name() string {
	return "order_redeemed"
}

// The validity of a lot ended with value left in it.
type EventLotExpired struct {
	// The account that owns the lot.
	Account string
	// The lot that expired.
	Lot string
	// The value that was left in the lot.
	Amount Money
	// The instant at which the lot expired.
	At time.Time
}

func (EventLotExpired) isEvent() {}

// Name is `lot_expired`.
func (EventLotExpired) Name() string {
	return "lot_expired"
}

// A lot was made void.
type EventLotVoided struct {
	// The account that owns the lot.
	Account string
	// The lot that was made void.
	Lot string
	// The value that was left in the lot.
	Amount Money
	// The reason, as free text.
	Reason *string
}

func (EventLotVoided) isEvent() {}

// Name is `lot_voided`.
func (EventLotVoided) Name() string {
	return "lot_voided"
}

// The standing of an account changed, or its reminder became due.
type EventStandingChanged struct {
	// The account whose standing changed.
	Account string
	// The standing after the change.
	Standing Standing
}

func (EventStandingChanged) isEvent() {}

// Name is `standing_changed`.
func (EventStandingChanged) Name() string {
	return "standing_changed"
}

// A workspace was bound to its first account.
type EventWorkspaceBound struct {
	// The workspace that was bound.
	Workspace string
	// The account that owns the workspace.
	Account string
	// The first step of the workspace's history.
	Step MethodStep
	// The first interval of the workspace's timeline.
	Interval PayerInterval
	// The display name of the workspace; absent: it has none.
	DisplayName string
}

func (EventWorkspaceBound) isEvent() {}

// Name is `workspace_bound`.
func (EventWorkspaceBound) Name() string {
	return "workspace_bound"
}

// A step was added to the history of a workspace.
type EventStepTaken struct {
	// The workspace that the step belongs to.
	Workspace string
	// The step.
	Step MethodStep
	// The account that owned the workspace before; only when the workspace moved.
	Left string
}

func (EventStepTaken) isEvent() {}

// Name is `step_taken`.
func (EventStepTaken) Name() string {
	return "step_taken"
}

// The account chose the method that the workspace already has.
type EventMethodKept struct {
	// The account that owns the workspace.
	Account string
	// The workspace whose method stays.
	Workspace string
	// The method of the workspace, which did not change.
	Method Method
}

func (EventMethodKept) isEvent() {}

// Name is `method_kept`.
func (EventMethodKept) Name() string {
	return "method_kept"
}

// The method or the timeline of a workspace changed.
type EventMethodChanged struct {
	// The account that the step or the cloud account belongs to.
	Account string
	// The workspace that changed.
	Workspace string
	// The method after the change.
	Method Method
	// The number of intervals at the start of the timeline that stay as they were.
	KeptIntervals uint32
	// The intervals that follow the kept ones.
	Intervals []PayerInterval
}

func (EventMethodChanged) isEvent() {}

// Name is `method_changed`.
func (EventMethodChanged) Name() string {
	return "method_changed"
}

// A subscription was linked to an account.
type EventCloudAccountLinked struct {
	// The new cloud account. Messages received earlier are already part of its state.
	CloudAccount CloudAccount
	// The link: which signals of the subscription belong to this cloud account.
	Link SubscriptionLink
}

func (EventCloudAccountLinked) isEvent() {}

// Name is `cloud_account_linked`.
func (EventCloudAccountLinked) Name() string {
	return "cloud_account_linked"
}

// The state or the end of a cloud account changed.
type EventCloudAccountChanged struct {
	// The account that owns the cloud account.
	Account string
	// The cloud account that changed.
	CloudAccount string
	// The state before the change.
	Was CloudAccountState
	// The state after the change.
	State CloudAccountState
	// The instants of the subscription's lifecycle, by all signals received until now.
	Lifecycle SubscriptionLifecycle
	// The deadline for usage records of this cloud account; only after its end is known.
	MeteringDeadline *time.Time
	// How long its bills wait while it is suspended; absent: it is not suspended.
	Patience *Patience
}

func (EventCloudAccountChanged) isEvent() {}

// Name is `cloud_account_changed`.
func (EventCloudAccountChanged) Name() string {
	return "cloud_account_changed"
}

// A message from a marketplace was received.
type EventMessageReceived struct {
	// The message.
	Message MarketplaceMessage
	// The effect of the message.
	Disposition MessageDisposition
	// The cloud account that the message is about, if one is linked.
	CloudAccount string
	// The account that owns this cloud account.
	Account string
	// The signal that was recorded for the subscription, if the message has one.
	RecordedSignal *RecordedSignal
}

func (EventMessageReceived) isEvent() {}

// Name is `message_received`.
func (EventMessageReceived) Name() string {
	return "message_received"
}

// A bill was recorded and waits to be paid.
type EventBillHeld struct {
	// The account that the bill is recorded for.
	Account string
	// The bill.
	Bill Bill
	// The reason why the bill waits.
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

// A settled bill was refunded, whole or in part, or a held bill was cancelled.
type EventBillReversed struct {
	// The account that the bill is recorded for.
	Account string
	// The bill that was reversed.
	Bill string
	// The payer of the bill; absent for a held bill, which no payer has paid.
	Payer Payer
	// The reversal with its refunds.
	Reversal Reversal
}

func (EventBillReversed) isEvent() {}

// Name is `bill_reversed`.
func (EventBillReversed) Name() string {
	return "bill_reversed"
}

// A settled bill, or a part of it, has another payer than was known when it was settled.
type EventBillCorrected struct {
	// The account that the bill is recorded for.
	Account string
	// The bill that was corrected.
	Bill string
	// What was refunded to the first payer, and how the second payer paid it.
	Correction Correction
}

func (EventBillCorrected) isEvent() {}

// Name is `bill_corrected`.
func (EventBillCorrected) Name() string {
	return "bill_corrected"
}

// A usage record was created for a provider (N2).
type EventMeteringRequested struct {
	// The usage record.
	Record UsageRecord
}

func (EventMeteringRequested) isEvent() {}

// Name is `metering_requested`.
func (EventMeteringRequested) Name() string {
	return "metering_requested"
}

// A provider answered a usage record (N2).
type EventMeteringAcknowledged struct {
	// The account that owns the cloud account.
	Account string
	// The cloud account that the usage record belongs to.
	CloudAccount string
	// The number of the usage record.
	Record EntryPosition
	// The answer of the provider.
	Outcome MeteringOutcome
	// The state of the usage record after the answer.
	State UsageState
	// The quantity that the provider accepted, in units.
	Accepted uint32
	// The point in the meter up to which charges are accepted after the answer; absent: none is.
	Head *MeterMark
	// The provider's own id of the usage record.
	ProviderRecord *string
}

func (EventMeteringAcknowledged) isEvent() {}

// Name is `metering_acknowledged`.
func (EventMeteringAcknowledged) Name() string {
	return "metering_acknowledged"
}

// A message was put into the outbox for the host to deliver (N1).
type EventOutboxMessageQueued struct {
	// The number of the outbox message.
	Number EntryPosition
	// The notification to deliver.
	Notification Notification
}

func (EventOutboxMessageQueued) isEvent() {}

// Name is `outbox_message_queued`.
func (EventOutboxMessageQueued) Name() string {
	return "outbox_message_queued"
}

// The host delivered an outbox message (N3).
type EventOutboxMessageAcknowledged struct {
	// The number of the outbox message.
	Number EntryPosition
}

func (EventOutboxMessageAcknowledged) isEvent() {}

// Name is `outbox_message_acknowledged`.
func (EventOutboxMessageAcknowledged) Name() string {
	return "outbox_message_acknowledged"
}

// The provider restated the charge of a bill (P4). The reversal of the bill, and the bill in its place, are in the
// events before this one.
type EventBillRestated struct {
	// The account that the bill is recorded for.
	Account string
	// The bill that was replaced.
	Bill string
	// The bill that took its place; absent: the provider withdrew the charge.
	By string
}

func (EventBillRestated) isEvent() {}

// Name is `bill_restated`.
func (EventBillRestated) Name() string {
	return "bill_restated"
}

// The first binding of a workspace was extended backwards (P5).
type EventBindingExtended struct {
	// The workspace.
	Workspace string
	// The account that the workspace was first bound to.
	Account string
	// The new first step of the workspace's history.
	Step MethodStep
	// The new first interval of the workspace's timeline. It replaces the one before it when that has the same
	// account and payer.
	Interval PayerInterval
}

func (EventBindingExtended) isEvent() {}

// Name is `binding_extended`.
func (EventBindingExtended) Name() string {
	return "binding_extended"
}

// The charges of some bills are in a part of an export (P4).
type EventChargesClaimed struct {
	// The name of the export.
	ExportName string
	// The part of the export.
	Part string
	// The bills whose charges are in this part.
	Bills []string
}

func (EventChargesClaimed) isEvent() {}

// Name is `charges_claimed`.
func (EventChargesClaimed) Name() string {
	return "charges_claimed"
}

// An expired lot can pay a bill whose usage began within its validity (W5). What is left of it expires again after
// the bill.
type EventLotReopened struct {
	// The account that owns the lot.
	Account string
	// The lot.
	Lot string
	// The value that had expired in the lot, and is available again.
	Amount Money
}

func (EventLotReopened) isEvent() {}

// Name is `lot_reopened`.
func (EventLotReopened) Name() string {
	return "lot_reopened"
}

// A cloud account has a new successor, which takes its place when it ends, or has none any more (T2).
type EventSuccessorChanged struct {
	// The account that owns the cloud account.
	Account string
	// The cloud account that has the successor.
	CloudAccount string
	// The successor; absent: it has none any more.
	Successor string
}

func (EventSuccessorChanged) isEvent() {}

// Name is `successor_changed`.
func (EventSuccessorChanged) Name() string {
	return "successor_changed"
}

// The enterprise account paid a bill that came after the metering deadline of its cloud account (P2). It is
// counted for the notification at the end of the UTC day.
type EventNotMeteredCounted struct {
	// The account that paid.
	Account string
	// The bill.
	Bill string
	// The start of the UTC day in which the bill was settled.
	Day time.Time
	// The cloud account that was in force at the start of the usage.
	CloudAccount string
	// The marketplace of the cloud account.
	Provider Provider
	// The instant at which its subscription ended.
	EndedAt time.Time
	// The deadline until which its usage could be metered.
	MeteringDeadline time.Time
	// The amount of the bill, above zero.
	Amount Money
}

func (EventNotMeteredCounted) isEvent() {}

// Name is `not_metered_counted`.
func (EventNotMeteredCounted) Name() string {
	return "not_metered_counted"
}

// The display name of a workspace changed.
type EventWorkspaceRenamed struct {
	// The account that owns the workspace.
	Account string
	// The workspace.
	Workspace string
	// The display name from now on; absent: it has none any more.
	DisplayName string
}

func (EventWorkspaceRenamed) isEvent() {}

// Name is `workspace_renamed`.
func (EventWorkspaceRenamed) Name() string {
	return "workspace_renamed"
}

// The language and the time zone of the mails to an account were set.
type EventMailSettingsSet struct {
	// The account that receives the mails.
	Account string
	// The settings from now on.
	Settings MailSettings
}

func (EventMailSettingsSet) isEvent() {}

// Name is `mail_settings_set`.
func (EventMailSettingsSet) Name() string {
	return "mail_settings_set"
}

func (v EventAccountOpened) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"account_opened"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("currency", b)
	b = appendText(v.Currency, b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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
	if v.Repeats != nil {
		b = appendKey("repeats", b)
		b = strconv.AppendUint(b, *v.Repeats, 10)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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
	if v.DisplayName != "" {
		b = appendKey("display_name", b)
		b = appendText(v.DisplayName, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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
	if v.Patience != nil {
		b = appendKey("patience", b)
		b = v.Patience.appendJSON(b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
func (v EventBillHeld) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventBillSettled) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"bill_settled"`...)
	b = appendKey("record", b)
	b = v.Record.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
func (v EventBillCorrected) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventMeteringRequested) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"metering_requested"`...)
	b = appendKey("record", b)
	b = v.Record.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
func (v EventOutboxMessageQueued) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventOutboxMessageAcknowledged) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"outbox_message_acknowledged"`...)
	b = appendKey("number", b)
	b = v.Number.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v EventOutboxMessageAcknowledged) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventBillRestated) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"bill_restated"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("bill", b)
	b = appendText(v.Bill, b)
	if v.By != "" {
		b = appendKey("by", b)
		b = appendText(v.By, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v EventBillRestated) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventBindingExtended) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"binding_extended"`...)
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

// MarshalJSON returns the interchange form.
func (v EventBindingExtended) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventChargesClaimed) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"charges_claimed"`...)
	b = appendKey("export_name", b)
	b = appendText(v.ExportName, b)
	b = appendKey("part", b)
	b = appendText(v.Part, b)
	b = appendKey("bills", b)
	b = appendList(v.Bills, b, appendText)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v EventChargesClaimed) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventLotReopened) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"lot_reopened"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("lot", b)
	b = appendText(v.Lot, b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v EventLotReopened) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventSuccessorChanged) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"successor_changed"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	if v.Successor != "" {
		b = appendKey("successor", b)
		b = appendText(v.Successor, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v EventSuccessorChanged) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventNotMeteredCounted) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"not_metered_counted"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("bill", b)
	b = appendText(v.Bill, b)
	b = appendKey("day", b)
	b = appendInstant(v.Day, b)
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	b = appendKey("ended_at", b)
	b = appendInstant(v.EndedAt, b)
	b = appendKey("metering_deadline", b)
	b = appendInstant(v.MeteringDeadline, b)
	b = appendKey("amount", b)
	b = v.Amount.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v EventNotMeteredCounted) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventWorkspaceRenamed) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"workspace_renamed"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("workspace", b)
	b = appendText(v.Workspace, b)
	if v.DisplayName != "" {
		b = appendKey("display_name", b)
		b = appendText(v.DisplayName, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v EventWorkspaceRenamed) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v EventMailSettingsSet) appendJSON(b []byte) []byte {
	b = append(b, `{"event":"mail_settings_set"`...)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("settings", b)
	b = v.Settings.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v EventMailSettingsSet) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
