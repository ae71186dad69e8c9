// Written by `make faces`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

// Verdict and C count alike.
var (
	_ = [1]struct{}{}[VerdictApplied-C.DEFRAY_VERDICT_APPLIED]
	_ = [1]struct{}{}[VerdictNoChange-C.DEFRAY_VERDICT_NO_CHANGE]
	_ = [1]struct{}{}[VerdictUnmatched-C.DEFRAY_VERDICT_UNMATCHED]
	_ = [1]struct{}{}[VerdictIgnored-C.DEFRAY_VERDICT_IGNORED]
)

func eventFromC(v *Event, c *C.defray_event) {
	switch c.kind {
	case C.DEFRAY_EVENT_ACCOUNT_OPENED:
		var one EventAccountOpened
		one.fromC((*C.defray_event_account_opened)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_ACCOUNT_CLOSED:
		var one EventAccountClosed
		one.fromC((*C.defray_event_account_closed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_POLICY_SET:
		var one EventPolicySet
		one.fromC((*C.defray_event_policy_set)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_TOPPED_UP:
		var one EventToppedUp
		one.fromC((*C.defray_event_topped_up)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_LOT_OPENED:
		var one EventLotOpened
		one.fromC((*C.defray_event_lot_opened)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_ORDER_REDEEMED:
		var one EventOrderRedeemed
		one.fromC((*C.defray_event_order_redeemed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_LOT_EXPIRED:
		var one EventLotExpired
		one.fromC((*C.defray_event_lot_expired)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_LOT_VOIDED:
		var one EventLotVoided
		one.fromC((*C.defray_event_lot_voided)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_STANDING_CHANGED:
		var one EventStandingChanged
		one.fromC((*C.defray_event_standing_changed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_WORKSPACE_BOUND:
		var one EventWorkspaceBound
		one.fromC((*C.defray_event_workspace_bound)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_STEP_TAKEN:
		var one EventStepTaken
		one.fromC((*C.defray_event_step_taken)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_METHOD_KEPT:
		var one EventMethodKept
		one.fromC((*C.defray_event_method_kept)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_METHOD_CHANGED:
		var one EventMethodChanged
		one.fromC((*C.defray_event_method_changed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_CLOUD_ACCOUNT_LINKED:
		var one EventCloudAccountLinked
		one.fromC((*C.defray_event_cloud_account_linked)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_CLOUD_ACCOUNT_CHANGED:
		var one EventCloudAccountChanged
		one.fromC((*C.defray_event_cloud_account_changed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_MESSAGE_RECEIVED:
		var one EventMessageReceived
		one.fromC((*C.defray_event_message_received)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_BILL_HELD:
		var one EventBillHeld
		one.fromC((*C.defray_event_bill_held)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_BILL_SETTLED:
		var one EventBillSettled
		one.fromC((*C.defray_event_bill_settled)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_BILL_REVERSED:
		var one EventBillReversed
		one.fromC((*C.defray_event_bill_reversed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_OBLIGATION_RAISED:
		var one EventObligationRaised
		one.fromC((*C.defray_event_obligation_raised)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_EVENT_OBLIGATION_ACKNOWLEDGED:
		var one EventObligationAcknowledged
		one.fromC((*C.defray_event_obligation_acknowledged)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *EventAccountOpened) fromC(c *C.defray_event_account_opened) {
	v.Account = textFromC(c.account)
	v.Currency = currencyFromC(&c.currency)
}

func (v *EventAccountClosed) fromC(c *C.defray_event_account_closed) {
	v.Account = textFromC(c.account)
	v.Forfeited = moneyFromC(&c.forfeited)
}

func (v *EventPolicySet) fromC(c *C.defray_event_policy_set) {
	v.Account = textFromC(c.account)
	v.Policy.fromC(c.policy)
}

func (v *EventToppedUp) fromC(c *C.defray_event_topped_up) {
	v.Account = textFromC(c.account)
	v.Amount = moneyFromC(&c.amount)
	v.Repaid = moneyFromC(&c.repaid)
	v.Reference = optionalTextFromC(c.reference)
}

func (v *EventLotOpened) fromC(c *C.defray_event_lot_opened) {
	v.Account = textFromC(c.account)
	v.Lot.fromC(c.lot)
}

func (v *EventOrderRedeemed) fromC(c *C.defray_event_order_redeemed) {
	v.Account = textFromC(c.account)
	v.Order = textFromC(c.order)
}

func (v *EventLotExpired) fromC(c *C.defray_event_lot_expired) {
	v.Account = textFromC(c.account)
	v.Lot = textFromC(c.lot)
	v.Amount = moneyFromC(&c.amount)
	v.At = instantFromC(c.at)
}

func (v *EventLotVoided) fromC(c *C.defray_event_lot_voided) {
	v.Account = textFromC(c.account)
	v.Lot = textFromC(c.lot)
	v.Amount = moneyFromC(&c.amount)
	v.Reason = optionalTextFromC(c.reason)
}

func (v *EventStandingChanged) fromC(c *C.defray_event_standing_changed) {
	v.Account = textFromC(c.account)
	standingFromC(&v.Standing, &c.standing)
}

func (v *EventWorkspaceBound) fromC(c *C.defray_event_workspace_bound) {
	v.Workspace = textFromC(c.workspace)
	v.Account = textFromC(c.account)
	v.Step.fromC(&c.step)
	v.Stretch.fromC(&c.stretch)
}

func (v *EventStepTaken) fromC(c *C.defray_event_step_taken) {
	v.Workspace = textFromC(c.workspace)
	v.Step.fromC(&c.step)
	v.Left = textFromC(c.left)
}

func (v *EventMethodKept) fromC(c *C.defray_event_method_kept) {
	v.Account = textFromC(c.account)
	v.Workspace = textFromC(c.workspace)
	methodFromC(&v.Method, &c.method)
}

func (v *EventMethodChanged) fromC(c *C.defray_event_method_changed) {
	v.Account = textFromC(c.account)
	v.Workspace = textFromC(c.workspace)
	methodFromC(&v.Method, &c.method)
	v.Kept = uint32(c.kept)
	v.Stretches = listFromC(c.stretches, c.stretches_count, (*Stretch).fromC)
}

func (v *EventCloudAccountLinked) fromC(c *C.defray_event_cloud_account_linked) {
	v.CloudAccount.fromC(c.cloud_account)
	v.Link.fromC(&c.link)
}

func (v *EventCloudAccountChanged) fromC(c *C.defray_event_cloud_account_changed) {
	v.Account = textFromC(c.account)
	v.CloudAccount = textFromC(c.cloud_account)
	v.Was = CloudAccountName(c.was)
	v.State = CloudAccountName(c.state)
	v.Life.fromC(&c.life)
	v.MeteringDeadline = optionalFromC(c.metering_deadline, eachInstantFromC)
}

func (v *EventMessageReceived) fromC(c *C.defray_event_message_received) {
	v.Message.fromC(c.message)
	v.Verdict = Verdict(c.verdict)
	v.CloudAccount = textFromC(c.cloud_account)
	v.Account = textFromC(c.account)
	v.Kept = optionalFromC(c.kept, (*KeptSignal).fromC)
}

func (v *EventBillHeld) fromC(c *C.defray_event_bill_held) {
	v.Account = textFromC(c.account)
	v.Bill.fromC(c.bill)
	holdReasonFromC(&v.Reason, &c.reason)
}

func (v *EventBillSettled) fromC(c *C.defray_event_bill_settled) {
	v.Record.fromC(c.record)
}

func (v *EventBillReversed) fromC(c *C.defray_event_bill_reversed) {
	v.Account = textFromC(c.account)
	v.Bill = textFromC(c.bill)
	if c.payer != nil {
		payerFromC(&v.Payer, c.payer)
	}
	v.Reversal.fromC(c.reversal)
}

func (v *EventObligationRaised) fromC(c *C.defray_event_obligation_raised) {
	v.Number.fromC(&c.number)
	mailFromC(&v.Mail, c.mail)
}

func (v *EventObligationAcknowledged) fromC(c *C.defray_event_obligation_acknowledged) {
	v.Number.fromC(&c.number)
}
