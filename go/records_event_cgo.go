// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func eventFromC(v *Event, d *decoder, c *C.defray_event) {
	switch c.kind {
	case C.DEFRAY_EVENT_ACCOUNT_OPENED:
		var one EventAccountOpened
		one.fromC(d, (*C.defray_event_account_opened)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_ACCOUNT_CLOSED:
		var one EventAccountClosed
		one.fromC(d, (*C.defray_event_account_closed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_POLICY_SET:
		var one EventPolicySet
		one.fromC(d, (*C.defray_event_policy_set)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_TOPPED_UP:
		var one EventToppedUp
		one.fromC(d, (*C.defray_event_topped_up)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_LOT_OPENED:
		var one EventLotOpened
		one.fromC(d, (*C.defray_event_lot_opened)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_ORDER_REDEEMED:
		var one EventOrderRedeemed
		one.fromC(d, (*C.defray_event_order_redeemed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_LOT_EXPIRED:
		var one EventLotExpired
		one.fromC(d, (*C.defray_event_lot_expired)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_LOT_VOIDED:
		var one EventLotVoided
		one.fromC(d, (*C.defray_event_lot_voided)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_STANDING_CHANGED:
		var one EventStandingChanged
		one.fromC(d, (*C.defray_event_standing_changed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_WORKSPACE_BOUND:
		var one EventWorkspaceBound
		one.fromC(d, (*C.defray_event_workspace_bound)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_STEP_TAKEN:
		var one EventStepTaken
		one.fromC(d, (*C.defray_event_step_taken)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_METHOD_KEPT:
		var one EventMethodKept
		one.fromC(d, (*C.defray_event_method_kept)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_METHOD_CHANGED:
		var one EventMethodChanged
		one.fromC(d, (*C.defray_event_method_changed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED:
		var one EventCloudAccountLinked
		one.fromC(d, (*C.defray_event_cloud_account_linked)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED:
		var one EventCloudAccountChanged
		one.fromC(d, (*C.defray_event_cloud_account_changed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_MESSAGE_RECEIVED:
		var one EventMessageReceived
		one.fromC(d, (*C.defray_event_message_received)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_BILL_HELD:
		var one EventBillHeld
		one.fromC(d, (*C.defray_event_bill_held)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_BILL_SETTLED:
		var one EventBillSettled
		one.fromC(d, (*C.defray_event_bill_settled)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_BILL_REVERSED:
		var one EventBillReversed
		one.fromC(d, (*C.defray_event_bill_reversed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_BILL_CORRECTED:
		var one EventBillCorrected
		one.fromC(d, (*C.defray_event_bill_corrected)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_METERING_REQUESTED:
		var one EventMeteringRequested
		one.fromC(d, (*C.defray_event_metering_requested)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_METERING_ACKNOWLEDGED:
		var one EventMeteringAcknowledged
		one.fromC(d, (*C.defray_event_metering_acknowledged)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_OUTBOX_MESSAGE_QUEUED:
		var one EventOutboxMessageQueued
		one.fromC(d, (*C.defray_event_outbox_message_queued)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_OUTBOX_MESSAGE_ACKNOWLEDGED:
		var one EventOutboxMessageAcknowledged
		one.fromC(d, (*C.defray_event_outbox_message_acknowledged)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_BILL_RESTATED:
		var one EventBillRestated
		one.fromC(d, (*C.defray_event_bill_restated)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_BINDING_EXTENDED:
		var one EventBindingExtended
		one.fromC(d, (*C.defray_event_binding_extended)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_CHARGES_CLAIMED:
		var one EventChargesClaimed
		one.fromC(d, (*C.defray_event_charges_claimed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_LOT_REOPENED:
		var one EventLotReopened
		one.fromC(d, (*C.defray_event_lot_reopened)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_SUCCESSOR_CHANGED:
		var one EventSuccessorChanged
		one.fromC(d, (*C.defray_event_successor_changed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_NOT_METERED_COUNTED:
		var one EventNotMeteredCounted
		one.fromC(d, (*C.defray_event_not_metered_counted)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_WORKSPACE_RENAMED:
		var one EventWorkspaceRenamed
		one.fromC(d, (*C.defray_event_workspace_renamed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_MAIL_SETTINGS_SET:
		var one EventMailSettingsSet
		one.fromC(d, (*C.defray_event_mail_settings_set)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *EventAccountOpened) fromC(d *decoder, c *C.defray_event_account_opened) {
	v.Account = d.text(c.account)
	v.Currency = currencyFromC(&c.currency)
}

func (v *EventAccountClosed) fromC(d *decoder, c *C.defray_event_account_closed) {
	v.Account = d.text(c.account)
	v.Forfeited = moneyFromC(&c.forfeited)
}

func (v *EventPolicySet) fromC(d *decoder, c *C.defray_event_policy_set) {
	v.Account = d.text(c.account)
	v.Policy.fromC(d, c.policy)
}

func (v *EventToppedUp) fromC(d *decoder, c *C.defray_event_topped_up) {
	v.Account = d.text(c.account)
	v.Amount = moneyFromC(&c.amount)
	v.Repaid = moneyFromC(&c.repaid)
	v.Reference = d.optionalText(c.reference)
	v.Repeats = optionalFromC(d, c.repeats, eachUint64FromC)
}

func (v *EventLotOpened) fromC(d *decoder, c *C.defray_event_lot_opened) {
	v.Account = d.text(c.account)
	v.Lot.fromC(d, c.lot)
}

func (v *EventOrderRedeemed) fromC(d *decoder, c *C.defray_event_order_redeemed) {
	v.Account = d.text(c.account)
	v.Order = d.text(c.order)
}

func (v *EventLotExpired) fromC(d *decoder, c *C.defray_event_lot_expired) {
	v.Account = d.text(c.account)
	v.Lot = d.text(c.lot)
	v.Amount = moneyFromC(&c.amount)
	v.At = instantFromC(c.at)
}

func (v *EventLotVoided) fromC(d *decoder, c *C.defray_event_lot_voided) {
	v.Account = d.text(c.account)
	v.Lot = d.text(c.lot)
	v.Amount = moneyFromC(&c.amount)
	v.Reason = d.optionalText(c.reason)
}

func (v *EventStandingChanged) fromC(d *decoder, c *C.defray_event_standing_changed) {
	v.Account = d.text(c.account)
	standingFromC(&v.Standing, d, &c.standing)
}

func (v *EventWorkspaceBound) fromC(d *decoder, c *C.defray_event_workspace_bound) {
	v.Workspace = d.text(c.workspace)
	v.Account = d.text(c.account)
	v.Step.fromC(d, &c.step)
	v.Interval.fromC(d, &c.interval)
	v.DisplayName = d.text(c.display_name)
}

func (v *EventStepTaken) fromC(d *decoder, c *C.defray_event_step_taken) {
	v.Workspace = d.text(c.workspace)
	v.Step.fromC(d, &c.step)
	v.Left = d.text(c.left)
}

func (v *EventMethodKept) fromC(d *decoder, c *C.defray_event_method_kept) {
	v.Account = d.text(c.account)
	v.Workspace = d.text(c.workspace)
	methodFromC(&v.Method, d, &c.method)
}

func (v *EventMethodChanged) fromC(d *decoder, c *C.defray_event_method_changed) {
	v.Account = d.text(c.account)
	v.Workspace = d.text(c.workspace)
	methodFromC(&v.Method, d, &c.method)
	v.KeptIntervals = uint32(c.kept_intervals)
	v.Intervals = listFromC(d, c.intervals, c.intervals_count, (*PayerInterval).fromC)
}

func (v *EventCloudAccountLinked) fromC(d *decoder, c *C.defray_event_cloud_account_linked) {
	v.CloudAccount.fromC(d, c.cloud_account)
	v.Link.fromC(d, &c.link)
}

func (v *EventCloudAccountChanged) fromC(d *decoder, c *C.defray_event_cloud_account_changed) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Was = CloudAccountState(c.was)
	v.State = CloudAccountState(c.state)
	v.Lifecycle.fromC(d, &c.lifecycle)
	v.MeteringDeadline = optionalFromC(d, c.metering_deadline, eachInstantFromC)
	v.Patience = optionalFromC(d, c.patience, (*Patience).fromC)
}

func (v *EventMessageReceived) fromC(d *decoder, c *C.defray_event_message_received) {
	v.Message.fromC(d, c.message)
	v.Disposition = MessageDisposition(c.disposition)
	v.CloudAccount = d.text(c.cloud_account)
	v.Account = d.text(c.account)
	v.RecordedSignal = optionalFromC(d, c.recorded_signal, (*RecordedSignal).fromC)
}

func (v *EventBillHeld) fromC(d *decoder, c *C.defray_event_bill_held) {
	v.Account = d.text(c.account)
	v.Bill.fromC(d, c.bill)
	holdReasonFromC(&v.Reason, d, &c.reason)
}

func (v *EventBillSettled) fromC(d *decoder, c *C.defray_event_bill_settled) {
	v.Record.fromC(d, c.record)
}

func (v *EventBillReversed) fromC(d *decoder, c *C.defray_event_bill_reversed) {
	v.Account = d.text(c.account)
	v.Bill = d.text(c.bill)
	if c.payer != nil {
		payerFromC(&v.Payer, d, c.payer)
	}
	v.Reversal.fromC(d, c.reversal)
}

func (v *EventBillCorrected) fromC(d *decoder, c *C.defray_event_bill_corrected) {
	v.Account = d.text(c.account)
	v.Bill = d.text(c.bill)
	v.Correction.fromC(d, c.correction)
}

func (v *EventMeteringRequested) fromC(d *decoder, c *C.defray_event_metering_requested) {
	v.Record.fromC(d, c.record)
}

func (v *EventMeteringAcknowledged) fromC(d *decoder, c *C.defray_event_metering_acknowledged) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Record.fromC(d, &c.record)
	meteringOutcomeFromC(&v.Outcome, d, &c.outcome)
	v.State = UsageState(c.state)
	v.Accepted = uint32(c.accepted)
	v.Head = optionalFromC(d, c.head, (*MeterMark).fromC)
	v.ProviderRecord = d.optionalText(c.provider_record)
}

func (v *EventOutboxMessageQueued) fromC(d *decoder, c *C.defray_event_outbox_message_queued) {
	v.Number.fromC(d, &c.number)
	notificationFromC(&v.Notification, d, c.notification)
}

func (v *EventOutboxMessageAcknowledged) fromC(d *decoder, c *C.defray_event_outbox_message_acknowledged) {
	v.Number.fromC(d, &c.number)
}

func (v *EventBillRestated) fromC(d *decoder, c *C.defray_event_bill_restated) {
	v.Account = d.text(c.account)
	v.Bill = d.text(c.bill)
	v.By = d.text(c.by)
}

func (v *EventBindingExtended) fromC(d *decoder, c *C.defray_event_binding_extended) {
	v.Workspace = d.text(c.workspace)
	v.Account = d.text(c.account)
	v.Step.fromC(d, &c.step)
	v.Interval.fromC(d, &c.interval)
}

func (v *EventChargesClaimed) fromC(d *decoder, c *C.defray_event_charges_claimed) {
	v.ExportName = d.text(c.export_name)
	v.Part = d.text(c.part)
	v.Bills = listFromC(d, c.bills, c.bills_count, eachTextFromC)
}

func (v *EventLotReopened) fromC(d *decoder, c *C.defray_event_lot_reopened) {
	v.Account = d.text(c.account)
	v.Lot = d.text(c.lot)
	v.Amount = moneyFromC(&c.amount)
}

func (v *EventSuccessorChanged) fromC(d *decoder, c *C.defray_event_successor_changed) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Successor = d.text(c.successor)
}

func (v *EventNotMeteredCounted) fromC(d *decoder, c *C.defray_event_not_metered_counted) {
	v.Account = d.text(c.account)
	v.Bill = d.text(c.bill)
	v.Day = instantFromC(c.day)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.EndedAt = instantFromC(c.ended_at)
	v.MeteringDeadline = instantFromC(c.metering_deadline)
	v.Amount = moneyFromC(&c.amount)
}

func (v *EventWorkspaceRenamed) fromC(d *decoder, c *C.defray_event_workspace_renamed) {
	v.Account = d.text(c.account)
	v.Workspace = d.text(c.workspace)
	v.DisplayName = d.text(c.display_name)
}

func (v *EventMailSettingsSet) fromC(d *decoder, c *C.defray_event_mail_settings_set) {
	v.Account = d.text(c.account)
	v.Settings.fromC(d, &c.settings)
}
