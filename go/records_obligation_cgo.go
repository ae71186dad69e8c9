// Written by `make faces`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func (v *ObligationNumber) fromC(d *decoder, c *C.defray_obligation_number) {
	v.Position = uint64(c.position)
	v.Index = uint32(c.index)
}

func mailFromC(v *Mail, d *decoder, c *C.defray_mail) {
	switch c.kind {
	case C.DEFRAY_MAIL_METHOD_CHANGED_BY_FORCE:
		var one MailMethodChangedByForce
		one.fromC(d, (*C.defray_mail_method_changed_by_force)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_MAIL_ARREARS_BEGUN:
		var one MailArrearsBegun
		one.fromC(d, (*C.defray_mail_arrears_begun)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_MAIL_DEADLINE_NEAR:
		var one MailDeadlineNear
		one.fromC(d, (*C.defray_mail_deadline_near)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_MAIL_ACCOUNT_LOCKED:
		var one MailAccountLocked
		one.fromC(d, (*C.defray_mail_account_locked)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_MAIL_ACCOUNT_UNLOCKED:
		var one MailAccountUnlocked
		one.fromC(d, (*C.defray_mail_account_unlocked)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_MAIL_BILL_NOT_METERED:
		var one MailBillNotMetered
		one.fromC(d, (*C.defray_mail_bill_not_metered)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_MAIL_USAGE_NOT_METERED:
		var one MailUsageNotMetered
		one.fromC(d, (*C.defray_mail_usage_not_metered)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_MAIL_CONFIRM_SUBSCRIPTION:
		var one MailConfirmSubscription
		one.fromC(d, (*C.defray_mail_confirm_subscription)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *MailMethodChangedByForce) fromC(d *decoder, c *C.defray_mail_method_changed_by_force) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.EndedAt = instantFromC(c.ended_at)
	v.Workspaces = listFromC(d, c.workspaces, c.workspaces_count, eachTextFromC)
}

func (v *MailArrearsBegun) fromC(d *decoder, c *C.defray_mail_arrears_begun) {
	v.Account = d.text(c.account)
	v.Overdraft = moneyFromC(&c.overdraft)
	v.Since = instantFromC(c.since)
	v.Deadline = instantFromC(c.deadline)
}

func (v *MailDeadlineNear) fromC(d *decoder, c *C.defray_mail_deadline_near) {
	v.Account = d.text(c.account)
	v.Overdraft = moneyFromC(&c.overdraft)
	v.Deadline = instantFromC(c.deadline)
}

func (v *MailAccountLocked) fromC(d *decoder, c *C.defray_mail_account_locked) {
	v.Account = d.text(c.account)
	v.Overdraft = moneyFromC(&c.overdraft)
	v.Since = instantFromC(c.since)
	v.Deadline = instantFromC(c.deadline)
}

func (v *MailAccountUnlocked) fromC(d *decoder, c *C.defray_mail_account_unlocked) {
	v.Account = d.text(c.account)
}

func (v *MailBillNotMetered) fromC(d *decoder, c *C.defray_mail_bill_not_metered) {
	v.Account = d.text(c.account)
	v.Bill = d.text(c.bill)
	v.Workspace = d.text(c.workspace)
	v.Amount = moneyFromC(&c.amount)
	v.CloudAccount = d.text(c.cloud_account)
	v.EndedAt = instantFromC(c.ended_at)
	v.MeteringDeadline = instantFromC(c.metering_deadline)
}

func (v *MailUsageNotMetered) fromC(d *decoder, c *C.defray_mail_usage_not_metered) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Provider = Provider(c.provider)
	v.Reason = CorrectionReason(c.reason)
	v.Bills = listFromC(d, c.bills, c.bills_count, eachTextFromC)
	v.Amount = moneyFromC(&c.amount)
	v.EndedAt = optionalFromC(d, c.ended_at, eachInstantFromC)
	v.MeteringDeadline = optionalFromC(d, c.metering_deadline, eachInstantFromC)
}

func (v *MailConfirmSubscription) fromC(d *decoder, c *C.defray_mail_confirm_subscription) {
	v.Provider = Provider(c.provider)
	v.Topic = d.text(c.topic)
	v.Address = d.text(c.address)
}

func (v *Obligation) fromC(d *decoder, c *C.defray_obligation) {
	v.Number.fromC(d, &c.number)
	v.RaisedAt = instantFromC(c.raised_at)
	mailFromC(&v.Mail, d, &c.mail)
	v.AcknowledgedAt = optionalFromC(d, c.acknowledged_at, eachInstantFromC)
}

func (v *ObligationNumber) toC(a *arena, c *C.defray_obligation_number) error {
	c.position = C.uint64_t(v.Position)
	c.index = C.uint32_t(v.Index)
	return nil
}
