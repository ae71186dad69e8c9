// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func (v *StillOpening) fromC(d *decoder, c *C.defray_still_opening) {
	v.Workspace = d.text(c.workspace)
	v.CloudAccount = d.text(c.cloud_account)
}

func (v *CorrectedSum) fromC(d *decoder, c *C.defray_corrected_sum) {
	payerFromC(&v.From, d, &c.from)
	payerFromC(&v.Payer, d, &c.payer)
	v.Bills = uint32(c.bills)
	v.Amount = moneyFromC(&c.amount)
}

func (v *NamedWorkspace) fromC(d *decoder, c *C.defray_named_workspace) {
	v.Workspace = d.text(c.workspace)
	v.DisplayName = d.text(c.display_name)
}

func (v *WorkspacePayer) fromC(d *decoder, c *C.defray_workspace_payer) {
	v.Workspace = d.text(c.workspace)
	payerFromC(&v.Payer, d, &c.payer)
}

func (v *NotMeteredBills) fromC(d *decoder, c *C.defray_not_metered_bills) {
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.EndedAt = instantFromC(c.ended_at)
	v.MeteringDeadline = instantFromC(c.metering_deadline)
	v.Bills = uint32(c.bills)
	v.Amount = moneyFromC(&c.amount)
}

func notificationFromC(v *Notification, d *decoder, c *C.defray_notification) {
	switch c.kind {
	case C.DEFRAY_NOTIFICATION_METHOD_CHANGED_BY_FORCE:
		var one NotificationMethodChangedByForce
		one.fromC(d, (*C.defray_notification_method_changed_by_force)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_ARREARS_BEGUN:
		var one NotificationArrearsBegun
		one.fromC(d, (*C.defray_notification_arrears_begun)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_DEADLINE_NEAR:
		var one NotificationDeadlineNear
		one.fromC(d, (*C.defray_notification_deadline_near)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_ACCOUNT_LOCKED:
		var one NotificationAccountLocked
		one.fromC(d, (*C.defray_notification_account_locked)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_ACCOUNT_UNLOCKED:
		var one NotificationAccountUnlocked
		one.fromC(d, (*C.defray_notification_account_unlocked)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_BILL_NOT_METERED:
		var one NotificationBillNotMetered
		one.fromC(d, (*C.defray_notification_bill_not_metered)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_USAGE_NOT_METERED:
		var one NotificationUsageNotMetered
		one.fromC(d, (*C.defray_notification_usage_not_metered)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_CONFIRM_SUBSCRIPTION:
		var one NotificationConfirmSubscription
		one.fromC(d, (*C.defray_notification_confirm_subscription)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_CHOSEN_PAYER_ENDED:
		var one NotificationChosenPayerEnded
		one.fromC(d, (*C.defray_notification_chosen_payer_ended)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_USAGE_DISPUTED:
		var one NotificationUsageDisputed
		one.fromC(d, (*C.defray_notification_usage_disputed)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_USAGE_RECORD_TOO_LATE:
		var one NotificationUsageRecordTooLate
		one.fromC(d, (*C.defray_notification_usage_record_too_late)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_SUSPENSION_DEADLINE_NEAR:
		var one NotificationSuspensionDeadlineNear
		one.fromC(d, (*C.defray_notification_suspension_deadline_near)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_SUBSCRIPTION_REPLACED:
		var one NotificationSubscriptionReplaced
		one.fromC(d, (*C.defray_notification_subscription_replaced)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_BILLS_CORRECTED:
		var one NotificationBillsCorrected
		one.fromC(d, (*C.defray_notification_bills_corrected)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_SUCCESSOR_NOT_LINKED:
		var one NotificationSuccessorNotLinked
		one.fromC(d, (*C.defray_notification_successor_not_linked)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_BILLS_HELD:
		var one NotificationBillsHeld
		one.fromC(d, (*C.defray_notification_bills_held)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_NOTIFICATION_BILLS_NOT_METERED:
		var one NotificationBillsNotMetered
		one.fromC(d, (*C.defray_notification_bills_not_metered)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *NotificationMethodChangedByForce) fromC(d *decoder, c *C.defray_notification_method_changed_by_force) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.EndedAt = instantFromC(c.ended_at)
	v.Workspaces = listFromC(d, c.workspaces, c.workspaces_count, eachTextFromC)
	v.StillOpening = listFromC(d, c.still_opening, c.still_opening_count, (*StillOpening).fromC)
	v.Replaced = c.replaced != 0
	v.Corrected = listFromC(d, c.corrected, c.corrected_count, (*CorrectedSum).fromC)
	v.DisplayNames = listFromC(d, c.display_names, c.display_names_count, (*NamedWorkspace).fromC)
}

func (v *NotificationArrearsBegun) fromC(d *decoder, c *C.defray_notification_arrears_begun) {
	v.Account = d.text(c.account)
	v.Overdraft = moneyFromC(&c.overdraft)
	v.Since = instantFromC(c.since)
	v.Deadline = instantFromC(c.deadline)
	v.Payable = optionalFromC(d, c.payable, eachMoneyFromC)
}

func (v *NotificationDeadlineNear) fromC(d *decoder, c *C.defray_notification_deadline_near) {
	v.Account = d.text(c.account)
	v.Overdraft = moneyFromC(&c.overdraft)
	v.Deadline = instantFromC(c.deadline)
	v.Payable = optionalFromC(d, c.payable, eachMoneyFromC)
}

func (v *NotificationAccountLocked) fromC(d *decoder, c *C.defray_notification_account_locked) {
	v.Account = d.text(c.account)
	v.Overdraft = moneyFromC(&c.overdraft)
	v.Since = instantFromC(c.since)
	v.Deadline = instantFromC(c.deadline)
	v.Payable = optionalFromC(d, c.payable, eachMoneyFromC)
}

func (v *NotificationAccountUnlocked) fromC(d *decoder, c *C.defray_notification_account_unlocked) {
	v.Account = d.text(c.account)
}

func (v *NotificationBillNotMetered) fromC(d *decoder, c *C.defray_notification_bill_not_metered) {
	v.Account = d.text(c.account)
	v.Bill = d.text(c.bill)
	v.Workspace = d.text(c.workspace)
	v.Amount = moneyFromC(&c.amount)
	v.CloudAccount = d.text(c.cloud_account)
	v.EndedAt = instantFromC(c.ended_at)
	v.MeteringDeadline = instantFromC(c.metering_deadline)
}

func (v *NotificationUsageNotMetered) fromC(d *decoder, c *C.defray_notification_usage_not_metered) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.Reason = CorrectionReason(c.reason)
	v.Bills = listFromC(d, c.bills, c.bills_count, eachTextFromC)
	v.Amount = moneyFromC(&c.amount)
	v.EndedAt = optionalFromC(d, c.ended_at, eachInstantFromC)
	v.MeteringDeadline = optionalFromC(d, c.metering_deadline, eachInstantFromC)
}

func (v *NotificationConfirmSubscription) fromC(d *decoder, c *C.defray_notification_confirm_subscription) {
	v.Provider = Provider(c.provider)
	v.Topic = d.text(c.topic)
	v.Address = d.text(c.address)
}

func (v *NotificationChosenPayerEnded) fromC(d *decoder, c *C.defray_notification_chosen_payer_ended) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.EndedAt = instantFromC(c.ended_at)
	v.Workspaces = listFromC(d, c.workspaces, c.workspaces_count, (*WorkspacePayer).fromC)
	v.DisplayNames = listFromC(d, c.display_names, c.display_names_count, (*NamedWorkspace).fromC)
}

func (v *NotificationUsageDisputed) fromC(d *decoder, c *C.defray_notification_usage_disputed) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.Record.fromC(d, &c.record)
	v.Dimension = d.text(c.dimension)
	v.Start = instantFromC(c.start)
	v.End = instantFromC(c.end)
	v.Unit = moneyFromC(&c.unit)
	v.Quantity = uint32(c.quantity)
	v.FellBack = c.fell_back != 0
}

func (v *NotificationUsageRecordTooLate) fromC(d *decoder, c *C.defray_notification_usage_record_too_late) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.Record.fromC(d, &c.record)
	v.Dimension = d.text(c.dimension)
	v.Start = instantFromC(c.start)
	v.End = instantFromC(c.end)
	v.Unit = moneyFromC(&c.unit)
	v.Quantity = uint32(c.quantity)
	v.SendUntil = instantFromC(c.send_until)
}

func (v *NotificationSuspensionDeadlineNear) fromC(d *decoder, c *C.defray_notification_suspension_deadline_near) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.SuspendedSince = instantFromC(c.suspended_since)
	v.Deadline = instantFromC(c.deadline)
	v.HeldBills = uint32(c.held_bills)
	v.Amount = moneyFromC(&c.amount)
}

func (v *NotificationSubscriptionReplaced) fromC(d *decoder, c *C.defray_notification_subscription_replaced) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.EndedAt = instantFromC(c.ended_at)
	v.Workspaces = listFromC(d, c.workspaces, c.workspaces_count, (*WorkspacePayer).fromC)
	v.Corrected = listFromC(d, c.corrected, c.corrected_count, (*CorrectedSum).fromC)
	v.DisplayNames = listFromC(d, c.display_names, c.display_names_count, (*NamedWorkspace).fromC)
}

func (v *NotificationBillsCorrected) fromC(d *decoder, c *C.defray_notification_bills_corrected) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.Corrected = listFromC(d, c.corrected, c.corrected_count, (*CorrectedSum).fromC)
}

func (v *NotificationSuccessorNotLinked) fromC(d *decoder, c *C.defray_notification_successor_not_linked) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.EndedAt = instantFromC(c.ended_at)
	v.Successors = listFromC(d, c.successors, c.successors_count, eachTextFromC)
}

func (v *NotificationBillsHeld) fromC(d *decoder, c *C.defray_notification_bills_held) {
	v.Account = d.text(c.account)
	holdReasonFromC(&v.Reason, d, &c.reason)
	v.Bill = d.text(c.bill)
	v.Workspace = d.text(c.workspace)
	v.Amount = moneyFromC(&c.amount)
	v.Provider = optionalFromC(d, c.provider, eachNameFromC[Provider, C.defray_provider])
	v.SuspendedSince = optionalFromC(d, c.suspended_since, eachInstantFromC)
	v.Deadline = optionalFromC(d, c.deadline, eachInstantFromC)
	v.DisplayName = d.text(c.display_name)
}

func (v *NotificationBillsNotMetered) fromC(d *decoder, c *C.defray_notification_bills_not_metered) {
	v.Account = d.text(c.account)
	v.Day = instantFromC(c.day)
	v.Bills = uint32(c.bills)
	v.Amount = moneyFromC(&c.amount)
	v.CloudAccounts = listFromC(d, c.cloud_accounts, c.cloud_accounts_count, (*NotMeteredBills).fromC)
}

func (v *OutboxMessage) fromC(d *decoder, c *C.defray_outbox_message) {
	v.Number.fromC(d, &c.number)
	v.RaisedAt = instantFromC(c.raised_at)
	notificationFromC(&v.Notification, d, &c.notification)
	v.AcknowledgedAt = optionalFromC(d, c.acknowledged_at, eachInstantFromC)
}
