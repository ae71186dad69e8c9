// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func (v *OpenAccount) fromC(d *decoder, c *C.defray_open_account) {
	v.Account = d.text(c.account)
	v.Currency = currencyFromC(&c.currency)
}

func (v *CloseAccount) fromC(d *decoder, c *C.defray_close_account) {
	v.Account = d.text(c.account)
}

func (v *SetPolicy) fromC(d *decoder, c *C.defray_set_policy) {
	v.Account = d.text(c.account)
	v.Policy.fromC(d, c.policy)
}

func (v *TopUp) fromC(d *decoder, c *C.defray_top_up) {
	v.Account = d.text(c.account)
	v.Amount = moneyFromC(&c.amount)
	v.Reference = d.optionalText(c.reference)
}

func (v *IssueVoucher) fromC(d *decoder, c *C.defray_issue_voucher) {
	v.Account = d.text(c.account)
	v.Lot = d.text(c.lot)
	v.Kind = LotKind(c.kind)
	v.Face = moneyFromC(&c.face)
	v.ValidFrom = optionalFromC(d, c.valid_from, eachInstantFromC)
	v.ValidUntil = optionalFromC(d, c.valid_until, eachInstantFromC)
	v.MinimumBill = optionalFromC(d, c.minimum_bill, eachMoneyFromC)
}

func (v *GrantCard) fromC(d *decoder, c *C.defray_grant_card) {
	v.Account = d.text(c.account)
	v.Lot = d.text(c.lot)
	v.Face = moneyFromC(&c.face)
	v.ValidFrom = optionalFromC(d, c.valid_from, eachInstantFromC)
	v.ValidUntil = optionalFromC(d, c.valid_until, eachInstantFromC)
}

func (v *BuyCard) fromC(d *decoder, c *C.defray_buy_card) {
	v.Account = d.text(c.account)
	v.Lot = d.text(c.lot)
	v.Face = moneyFromC(&c.face)
	v.ValidUntil = optionalFromC(d, c.valid_until, eachInstantFromC)
}

func (v *RedeemHuaweiOrder) fromC(d *decoder, c *C.defray_redeem_huawei_order) {
	v.Account = d.text(c.account)
	v.Lot = d.text(c.lot)
	v.Order = d.text(c.order)
	v.HuaweiAccount = d.text(c.huawei_account)
	v.Face = moneyFromC(&c.face)
	v.ValidUntil = optionalFromC(d, c.valid_until, eachInstantFromC)
}

func (v *VoidLot) fromC(d *decoder, c *C.defray_void_lot) {
	v.Account = d.text(c.account)
	v.Lot = d.text(c.lot)
	v.Reason = d.optionalText(c.reason)
}

func (v *BindWorkspace) fromC(d *decoder, c *C.defray_bind_workspace) {
	v.Account = d.text(c.account)
	v.Workspace = d.text(c.workspace)
	v.Since = optionalFromC(d, c.since, eachInstantFromC)
	v.DisplayName = d.text(c.display_name)
}

func (v *MoveWorkspace) fromC(d *decoder, c *C.defray_move_workspace) {
	v.Account = d.text(c.account)
	v.Workspace = d.text(c.workspace)
	v.To = d.text(c.to)
}

func (v *DissolveWorkspace) fromC(d *decoder, c *C.defray_dissolve_workspace) {
	v.Account = d.text(c.account)
	v.Workspace = d.text(c.workspace)
}

func (v *LinkCloudAccount) fromC(d *decoder, c *C.defray_link_cloud_account) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Subscription.fromC(d, &c.subscription)
}

func (v *WithdrawCloudAccount) fromC(d *decoder, c *C.defray_withdraw_cloud_account) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
}

func (v *ChooseMethod) fromC(d *decoder, c *C.defray_choose_method) {
	v.Account = d.text(c.account)
	v.Workspace = d.text(c.workspace)
	payerFromC(&v.Method, d, &c.method)
}

func (v *Ingest) fromC(d *decoder, c *C.defray_ingest) {
	v.Message.fromC(d, c.message)
}

func (v *SettleBill) fromC(d *decoder, c *C.defray_settle_bill) {
	v.Bill.fromC(d, &c.bill)
	v.Account = d.text(c.account)
}

func (v *ReverseBill) fromC(d *decoder, c *C.defray_reverse_bill) {
	v.Bill = d.text(c.bill)
	v.Reversal = d.text(c.reversal)
	v.Amount = optionalFromC(d, c.amount, eachMoneyFromC)
	v.Reason = d.optionalText(c.reason)
}

func (v *RequestMetering) fromC(d *decoder, c *C.defray_request_metering) {
	v.CloudAccount = d.text(c.cloud_account)
}

func (v *AcknowledgeMetering) fromC(d *decoder, c *C.defray_acknowledge_metering) {
	v.Record.fromC(d, &c.record)
	meteringOutcomeFromC(&v.Outcome, d, &c.outcome)
	v.ProviderRecord = d.optionalText(c.provider_record)
}

func (v *Acknowledge) fromC(d *decoder, c *C.defray_acknowledge) {
	v.OutboxMessage.fromC(d, &c.outbox_message)
}

func (v *UnlinkCloudAccount) fromC(d *decoder, c *C.defray_unlink_cloud_account) {
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Reason = d.text(c.reason)
}

func (v *RestateBill) fromC(d *decoder, c *C.defray_restate_bill) {
	v.Bill = d.text(c.bill)
	v.Reversal = d.text(c.reversal)
	v.By = optionalFromC(d, c.by, (*Bill).fromC)
	v.Reason = d.optionalText(c.reason)
}

func (v *ClaimCharges) fromC(d *decoder, c *C.defray_claim_charges) {
	v.ExportName = d.text(c.export_name)
	v.Part = d.text(c.part)
	v.Bills = listFromC(d, c.bills, c.bills_count, eachTextFromC)
}

func (v *RenameWorkspace) fromC(d *decoder, c *C.defray_rename_workspace) {
	v.Account = d.text(c.account)
	v.Workspace = d.text(c.workspace)
	v.DisplayName = d.text(c.display_name)
}

func (v *SetMailSettings) fromC(d *decoder, c *C.defray_set_mail_settings) {
	v.Account = d.text(c.account)
	v.Language = optionalFromC(d, c.language, eachNameFromC[Language, C.defray_language])
	v.TimeZone = d.text(c.time_zone)
}

func commandFromC(v *Command, d *decoder, c *C.defray_command) {
	switch c.kind {
	case C.DEFRAY_COMMAND_OPEN_ACCOUNT:
		var one OpenAccount
		one.fromC(d, (*C.defray_open_account)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_CLOSE_ACCOUNT:
		var one CloseAccount
		one.fromC(d, (*C.defray_close_account)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_SET_POLICY:
		var one SetPolicy
		one.fromC(d, (*C.defray_set_policy)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_TOP_UP:
		var one TopUp
		one.fromC(d, (*C.defray_top_up)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_ISSUE_VOUCHER:
		var one IssueVoucher
		one.fromC(d, (*C.defray_issue_voucher)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_GRANT_CARD:
		var one GrantCard
		one.fromC(d, (*C.defray_grant_card)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_BUY_CARD:
		var one BuyCard
		one.fromC(d, (*C.defray_buy_card)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_REDEEM_HUAWEI_ORDER:
		var one RedeemHuaweiOrder
		one.fromC(d, (*C.defray_redeem_huawei_order)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_VOID_LOT:
		var one VoidLot
		one.fromC(d, (*C.defray_void_lot)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_BIND_WORKSPACE:
		var one BindWorkspace
		one.fromC(d, (*C.defray_bind_workspace)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_MOVE_WORKSPACE:
		var one MoveWorkspace
		one.fromC(d, (*C.defray_move_workspace)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_DISSOLVE_WORKSPACE:
		var one DissolveWorkspace
		one.fromC(d, (*C.defray_dissolve_workspace)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT:
		var one LinkCloudAccount
		one.fromC(d, (*C.defray_link_cloud_account)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_WITHDRAW_CLOUD_ACCOUNT:
		var one WithdrawCloudAccount
		one.fromC(d, (*C.defray_withdraw_cloud_account)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_CHOOSE_METHOD:
		var one ChooseMethod
		one.fromC(d, (*C.defray_choose_method)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_INGEST:
		var one Ingest
		one.fromC(d, (*C.defray_ingest)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_SETTLE_BILL:
		var one SettleBill
		one.fromC(d, (*C.defray_settle_bill)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_REVERSE_BILL:
		var one ReverseBill
		one.fromC(d, (*C.defray_reverse_bill)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_REQUEST_METERING:
		var one RequestMetering
		one.fromC(d, (*C.defray_request_metering)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_ACKNOWLEDGE_METERING:
		var one AcknowledgeMetering
		one.fromC(d, (*C.defray_acknowledge_metering)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_ADVANCE:
		*v = Advance{}
	case C.DEFRAY_COMMAND_ACKNOWLEDGE:
		var one Acknowledge
		one.fromC(d, (*C.defray_acknowledge)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_UNLINK_CLOUD_ACCOUNT:
		var one UnlinkCloudAccount
		one.fromC(d, (*C.defray_unlink_cloud_account)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_RESTATE_BILL:
		var one RestateBill
		one.fromC(d, (*C.defray_restate_bill)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_CLAIM_CHARGES:
		var one ClaimCharges
		one.fromC(d, (*C.defray_claim_charges)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_RENAME_WORKSPACE:
		var one RenameWorkspace
		one.fromC(d, (*C.defray_rename_workspace)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_COMMAND_SET_MAIL_SETTINGS:
		var one SetMailSettings
		one.fromC(d, (*C.defray_set_mail_settings)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *OpenAccount) toC(a *arena, c *C.defray_open_account) error {
	c.account = a.text(v.Account)
	if err := currencyToC(v.Currency, &c.currency); err != nil {
		return within(err, "currency")
	}
	return nil
}

func (v *CloseAccount) toC(a *arena, c *C.defray_close_account) error {
	c.account = a.text(v.Account)
	return nil
}

func (v *SetPolicy) toC(a *arena, c *C.defray_set_policy) error {
	c.account = a.text(v.Account)
	c.policy = alloc[C.defray_policy](a)
	if err := v.Policy.toC(a, c.policy); err != nil {
		return within(err, "policy")
	}
	return nil
}

func (v *TopUp) toC(a *arena, c *C.defray_top_up) error {
	c.account = a.text(v.Account)
	if err := eachMoneyToC(&v.Amount, a, &c.amount); err != nil {
		return within(err, "amount")
	}
	c.reference = a.optionalText(v.Reference)
	return nil
}

func (v *IssueVoucher) toC(a *arena, c *C.defray_issue_voucher) error {
	c.account = a.text(v.Account)
	c.lot = a.text(v.Lot)
	c.kind = C.defray_lot_kind(v.Kind)
	if err := eachMoneyToC(&v.Face, a, &c.face); err != nil {
		return within(err, "face")
	}
	if err := optionalToC(v.ValidFrom, a, &c.valid_from, eachInstantToC); err != nil {
		return within(err, "valid_from")
	}
	if err := optionalToC(v.ValidUntil, a, &c.valid_until, eachInstantToC); err != nil {
		return within(err, "valid_until")
	}
	if err := optionalToC(v.MinimumBill, a, &c.minimum_bill, eachMoneyToC); err != nil {
		return within(err, "minimum_bill")
	}
	return nil
}

func (v *GrantCard) toC(a *arena, c *C.defray_grant_card) error {
	c.account = a.text(v.Account)
	c.lot = a.text(v.Lot)
	if err := eachMoneyToC(&v.Face, a, &c.face); err != nil {
		return within(err, "face")
	}
	if err := optionalToC(v.ValidFrom, a, &c.valid_from, eachInstantToC); err != nil {
		return within(err, "valid_from")
	}
	if err := optionalToC(v.ValidUntil, a, &c.valid_until, eachInstantToC); err != nil {
		return within(err, "valid_until")
	}
	return nil
}

func (v *BuyCard) toC(a *arena, c *C.defray_buy_card) error {
	c.account = a.text(v.Account)
	c.lot = a.text(v.Lot)
	if err := eachMoneyToC(&v.Face, a, &c.face); err != nil {
		return within(err, "face")
	}
	if err := optionalToC(v.ValidUntil, a, &c.valid_until, eachInstantToC); err != nil {
		return within(err, "valid_until")
	}
	return nil
}

func (v *RedeemHuaweiOrder) toC(a *arena, c *C.defray_redeem_huawei_order) error {
	c.account = a.text(v.Account)
	c.lot = a.text(v.Lot)
	c.order = a.text(v.Order)
	c.huawei_account = a.text(v.HuaweiAccount)
	if err := eachMoneyToC(&v.Face, a, &c.face); err != nil {
		return within(err, "face")
	}
	if err := optionalToC(v.ValidUntil, a, &c.valid_until, eachInstantToC); err != nil {
		return within(err, "valid_until")
	}
	return nil
}

func (v *VoidLot) toC(a *arena, c *C.defray_void_lot) error {
	c.account = a.text(v.Account)
	c.lot = a.text(v.Lot)
	c.reason = a.optionalText(v.Reason)
	return nil
}

func (v *BindWorkspace) toC(a *arena, c *C.defray_bind_workspace) error {
	c.account = a.text(v.Account)
	c.workspace = a.text(v.Workspace)
	if err := optionalToC(v.Since, a, &c.since, eachInstantToC); err != nil {
		return within(err, "since")
	}
	c.display_name = a.text(v.DisplayName)
	return nil
}

func (v *MoveWorkspace) toC(a *arena, c *C.defray_move_workspace) error {
	c.account = a.text(v.Account)
	c.workspace = a.text(v.Workspace)
	c.to = a.text(v.To)
	return nil
}

func (v *DissolveWorkspace) toC(a *arena, c *C.defray_dissolve_workspace) error {
	c.account = a.text(v.Account)
	c.workspace = a.text(v.Workspace)
	return nil
}

func (v *LinkCloudAccount) toC(a *arena, c *C.defray_link_cloud_account) error {
	c.account = a.text(v.Account)
	c.cloud_account = a.text(v.CloudAccount)
	if err := v.Subscription.toC(a, &c.subscription); err != nil {
		return within(err, "subscription")
	}
	return nil
}

func (v *WithdrawCloudAccount) toC(a *arena, c *C.defray_withdraw_cloud_account) error {
	c.account = a.text(v.Account)
	c.cloud_account = a.text(v.CloudAccount)
	return nil
}

func (v *ChooseMethod) toC(a *arena, c *C.defray_choose_method) error {
	c.account = a.text(v.Account)
	c.workspace = a.text(v.Workspace)
	if err := payerToC(&v.Method, a, &c.method); err != nil {
		return within(err, "method")
	}
	return nil
}

func (v *Ingest) toC(a *arena, c *C.defray_ingest) error {
	c.message = alloc[C.defray_marketplace_message](a)
	if err := v.Message.toC(a, c.message); err != nil {
		return within(err, "message")
	}
	return nil
}

func (v *SettleBill) toC(a *arena, c *C.defray_settle_bill) error {
	if err := v.Bill.toC(a, &c.bill); err != nil {
		return within(err, "bill")
	}
	c.account = a.text(v.Account)
	return nil
}

func (v *ReverseBill) toC(a *arena, c *C.defray_reverse_bill) error {
	c.bill = a.text(v.Bill)
	c.reversal = a.text(v.Reversal)
	if err := optionalToC(v.Amount, a, &c.amount, eachMoneyToC); err != nil {
		return within(err, "amount")
	}
	c.reason = a.optionalText(v.Reason)
	return nil
}

func (v *RequestMetering) toC(a *arena, c *C.defray_request_metering) error {
	c.cloud_account = a.text(v.CloudAccount)
	return nil
}

func (v *AcknowledgeMetering) toC(a *arena, c *C.defray_acknowledge_metering) error {
	if err := v.Record.toC(a, &c.record); err != nil {
		return within(err, "record")
	}
	if err := meteringOutcomeToC(&v.Outcome, a, &c.outcome); err != nil {
		return within(err, "outcome")
	}
	c.provider_record = a.optionalText(v.ProviderRecord)
	return nil
}

func (v *Acknowledge) toC(a *arena, c *C.defray_acknowledge) error {
	if err := v.OutboxMessage.toC(a, &c.outbox_message); err != nil {
		return within(err, "outbox_message")
	}
	return nil
}

func (v *UnlinkCloudAccount) toC(a *arena, c *C.defray_unlink_cloud_account) error {
	c.account = a.text(v.Account)
	c.cloud_account = a.text(v.CloudAccount)
	c.reason = a.text(v.Reason)
	return nil
}

func (v *RestateBill) toC(a *arena, c *C.defray_restate_bill) error {
	c.bill = a.text(v.Bill)
	c.reversal = a.text(v.Reversal)
	if err := optionalToC(v.By, a, &c.by, (*Bill).toC); err != nil {
		return within(err, "by")
	}
	c.reason = a.optionalText(v.Reason)
	return nil
}

func (v *ClaimCharges) toC(a *arena, c *C.defray_claim_charges) error {
	c.export_name = a.text(v.ExportName)
	c.part = a.text(v.Part)
	if err := listToC(v.Bills, a, &c.bills, &c.bills_count, eachTextToC); err != nil {
		return within(err, "bills")
	}
	return nil
}

func (v *RenameWorkspace) toC(a *arena, c *C.defray_rename_workspace) error {
	c.account = a.text(v.Account)
	c.workspace = a.text(v.Workspace)
	c.display_name = a.text(v.DisplayName)
	return nil
}

func (v *SetMailSettings) toC(a *arena, c *C.defray_set_mail_settings) error {
	c.account = a.text(v.Account)
	if err := optionalToC(v.Language, a, &c.language, eachNameToC[Language, C.defray_language]); err != nil {
		return within(err, "language")
	}
	c.time_zone = a.text(v.TimeZone)
	return nil
}

func commandToC(v *Command, a *arena, c *C.defray_command) error {
	switch one := (*v).(type) {
	case OpenAccount:
		c.kind = C.DEFRAY_COMMAND_OPEN_ACCOUNT
		return one.toC(a, (*C.defray_open_account)(unsafe.Pointer(&c.as)))
	case CloseAccount:
		c.kind = C.DEFRAY_COMMAND_CLOSE_ACCOUNT
		return one.toC(a, (*C.defray_close_account)(unsafe.Pointer(&c.as)))
	case SetPolicy:
		c.kind = C.DEFRAY_COMMAND_SET_POLICY
		return one.toC(a, (*C.defray_set_policy)(unsafe.Pointer(&c.as)))
	case TopUp:
		c.kind = C.DEFRAY_COMMAND_TOP_UP
		return one.toC(a, (*C.defray_top_up)(unsafe.Pointer(&c.as)))
	case IssueVoucher:
		c.kind = C.DEFRAY_COMMAND_ISSUE_VOUCHER
		return one.toC(a, (*C.defray_issue_voucher)(unsafe.Pointer(&c.as)))
	case GrantCard:
		c.kind = C.DEFRAY_COMMAND_GRANT_CARD
		return one.toC(a, (*C.defray_grant_card)(unsafe.Pointer(&c.as)))
	case BuyCard:
		c.kind = C.DEFRAY_COMMAND_BUY_CARD
		return one.toC(a, (*C.defray_buy_card)(unsafe.Pointer(&c.as)))
	case RedeemHuaweiOrder:
		c.kind = C.DEFRAY_COMMAND_REDEEM_HUAWEI_ORDER
		return one.toC(a, (*C.defray_redeem_huawei_order)(unsafe.Pointer(&c.as)))
	case VoidLot:
		c.kind = C.DEFRAY_COMMAND_VOID_LOT
		return one.toC(a, (*C.defray_void_lot)(unsafe.Pointer(&c.as)))
	case BindWorkspace:
		c.kind = C.DEFRAY_COMMAND_BIND_WORKSPACE
		return one.toC(a, (*C.defray_bind_workspace)(unsafe.Pointer(&c.as)))
	case MoveWorkspace:
		c.kind = C.DEFRAY_COMMAND_MOVE_WORKSPACE
		return one.toC(a, (*C.defray_move_workspace)(unsafe.Pointer(&c.as)))
	case DissolveWorkspace:
		c.kind = C.DEFRAY_COMMAND_DISSOLVE_WORKSPACE
		return one.toC(a, (*C.defray_dissolve_workspace)(unsafe.Pointer(&c.as)))
	case LinkCloudAccount:
		c.kind = C.DEFRAY_COMMAND_LINK_CLOUD_ACCOUNT
		return one.toC(a, (*C.defray_link_cloud_account)(unsafe.Pointer(&c.as)))
	case WithdrawCloudAccount:
		c.kind = C.DEFRAY_COMMAND_WITHDRAW_CLOUD_ACCOUNT
		return one.toC(a, (*C.defray_withdraw_cloud_account)(unsafe.Pointer(&c.as)))
	case ChooseMethod:
		c.kind = C.DEFRAY_COMMAND_CHOOSE_METHOD
		return one.toC(a, (*C.defray_choose_method)(unsafe.Pointer(&c.as)))
	case Ingest:
		c.kind = C.DEFRAY_COMMAND_INGEST
		return one.toC(a, (*C.defray_ingest)(unsafe.Pointer(&c.as)))
	case SettleBill:
		c.kind = C.DEFRAY_COMMAND_SETTLE_BILL
		return one.toC(a, (*C.defray_settle_bill)(unsafe.Pointer(&c.as)))
	case ReverseBill:
		c.kind = C.DEFRAY_COMMAND_REVERSE_BILL
		return one.toC(a, (*C.defray_reverse_bill)(unsafe.Pointer(&c.as)))
	case RequestMetering:
		c.kind = C.DEFRAY_COMMAND_REQUEST_METERING
		return one.toC(a, (*C.defray_request_metering)(unsafe.Pointer(&c.as)))
	case AcknowledgeMetering:
		c.kind = C.DEFRAY_COMMAND_ACKNOWLEDGE_METERING
		return one.toC(a, (*C.defray_acknowledge_metering)(unsafe.Pointer(&c.as)))
	case Advance:
		c.kind = C.DEFRAY_COMMAND_ADVANCE
	case Acknowledge:
		c.kind = C.DEFRAY_COMMAND_ACKNOWLEDGE
		return one.toC(a, (*C.defray_acknowledge)(unsafe.Pointer(&c.as)))
	case UnlinkCloudAccount:
		c.kind = C.DEFRAY_COMMAND_UNLINK_CLOUD_ACCOUNT
		return one.toC(a, (*C.defray_unlink_cloud_account)(unsafe.Pointer(&c.as)))
	case RestateBill:
		c.kind = C.DEFRAY_COMMAND_RESTATE_BILL
		return one.toC(a, (*C.defray_restate_bill)(unsafe.Pointer(&c.as)))
	case ClaimCharges:
		c.kind = C.DEFRAY_COMMAND_CLAIM_CHARGES
		return one.toC(a, (*C.defray_claim_charges)(unsafe.Pointer(&c.as)))
	case RenameWorkspace:
		c.kind = C.DEFRAY_COMMAND_RENAME_WORKSPACE
		return one.toC(a, (*C.defray_rename_workspace)(unsafe.Pointer(&c.as)))
	case SetMailSettings:
		c.kind = C.DEFRAY_COMMAND_SET_MAIL_SETTINGS
		return one.toC(a, (*C.defray_set_mail_settings)(unsafe.Pointer(&c.as)))
	default:
		return notAnAlternative(*v, "Command")
	}
	return nil
}
