// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func (v *Bill) fromC(d *decoder, c *C.defray_bill) {
	v.ID = d.text(c.id)
	v.Workspace = d.text(c.workspace)
	v.Item = d.text(c.item)
	v.Amount = moneyFromC(&c.amount)
	v.Period.fromC(d, &c.period)
}

func holdReasonFromC(v *HoldReason, d *decoder, c *C.defray_hold_reason) {
	switch c.kind {
	case C.DEFRAY_HOLD_REASON_CLOUD_ACCOUNT_SUSPENDED:
		var one HoldReasonCloudAccountSuspended
		one.fromC(d, (*C.defray_hold_reason_cloud_account_suspended)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_HOLD_REASON_CREDIT_LIMIT:
		var one HoldReasonCreditLimit
		one.fromC(d, (*C.defray_hold_reason_credit_limit)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *HoldReasonCloudAccountSuspended) fromC(d *decoder, c *C.defray_hold_reason_cloud_account_suspended) {
	v.CloudAccount = d.text(c.cloud_account)
}

func (v *HoldReasonCreditLimit) fromC(d *decoder, c *C.defray_hold_reason_credit_limit) {
	v.Uncovered = moneyFromC(&c.uncovered)
	v.CreditLeft = optionalFromC(d, c.credit_left, eachMoneyFromC)
}

func billStatusFromC(v *BillStatus, d *decoder, c *C.defray_bill_status) {
	switch c.kind {
	case C.DEFRAY_BILL_STATUS_HELD:
		var one BillStatusHeld
		one.fromC(d, (*C.defray_bill_status_held)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_BILL_STATUS_SETTLED:
		var one BillStatusSettled
		value := (*C.defray_receipt)(unsafe.Pointer(&c.as))
		one.Receipt.fromC(d, value)
		*v = one
	case C.DEFRAY_BILL_STATUS_CANCELLED:
		var one BillStatusCancelled
		one.fromC(d, (*C.defray_bill_status_cancelled)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *BillStatusHeld) fromC(d *decoder, c *C.defray_bill_status_held) {
	holdReasonFromC(&v.Reason, d, &c.reason)
	v.Since = instantFromC(c.since)
	v.Queue.fromC(d, &c.queue)
}

func (v *BillStatusCancelled) fromC(d *decoder, c *C.defray_bill_status_cancelled) {
	v.At = instantFromC(c.at)
}

// The numbers of RefundTarget are those of C.
var (
	_ = [1]struct{}{}[RefundTargetLot-C.DEFRAY_REFUND_TARGET_LOT]
	_ = [1]struct{}{}[RefundTargetExpiredLot-C.DEFRAY_REFUND_TARGET_EXPIRED_LOT]
	_ = [1]struct{}{}[RefundTargetVoidLot-C.DEFRAY_REFUND_TARGET_VOID_LOT]
	_ = [1]struct{}{}[RefundTargetCash-C.DEFRAY_REFUND_TARGET_CASH]
	_ = [1]struct{}{}[RefundTargetOverdraft-C.DEFRAY_REFUND_TARGET_OVERDRAFT]
	_ = [1]struct{}{}[RefundTargetCloudAccount-C.DEFRAY_REFUND_TARGET_CLOUD_ACCOUNT]
)

func (v *Refund) fromC(d *decoder, c *C.defray_refund) {
	v.Slice = uint32(c.slice)
	v.Fund = Fund(c.fund)
	v.Lot = d.text(c.lot)
	v.Amount = moneyFromC(&c.amount)
	v.To = RefundTarget(c.to)
}

func (v *Reversal) fromC(d *decoder, c *C.defray_reversal) {
	v.ID = d.text(c.id)
	v.Asked = optionalFromC(d, c.asked, eachMoneyFromC)
	v.Amount = moneyFromC(&c.amount)
	v.At = instantFromC(c.at)
	v.Reason = d.optionalText(c.reason)
	v.Refunds = listFromC(d, c.refunds, c.refunds_count, (*Refund).fromC)
}

// The numbers of CorrectionReason are those of C.
var (
	_ = [1]struct{}{}[CorrectionReasonUnmetered-C.DEFRAY_CORRECTION_REASON_UNMETERED]
	_ = [1]struct{}{}[CorrectionReasonNotSubscribed-C.DEFRAY_CORRECTION_REASON_NOT_SUBSCRIBED]
	_ = [1]struct{}{}[CorrectionReasonPayerChanged-C.DEFRAY_CORRECTION_REASON_PAYER_CHANGED]
	_ = [1]struct{}{}[CorrectionReasonNotAnswered-C.DEFRAY_CORRECTION_REASON_NOT_ANSWERED]
)

func (v *Correction) fromC(d *decoder, c *C.defray_correction) {
	v.At = instantFromC(c.at)
	v.Reason = CorrectionReason(c.reason)
	payerFromC(&v.From, d, &c.from)
	payerFromC(&v.Payer, d, &c.payer)
	payerReasonFromC(&v.PayerReason, d, &c.payer_reason)
	v.Amount = moneyFromC(&c.amount)
	v.Refunds = listFromC(d, c.refunds, c.refunds_count, (*Refund).fromC)
	v.Slices = listFromC(d, c.slices, c.slices_count, (*Slice).fromC)
	v.Skips = listFromC(d, c.skips, c.skips_count, (*Skip).fromC)
}

func (v *BillRecord) fromC(d *decoder, c *C.defray_bill_record) {
	v.Bill.fromC(d, &c.bill)
	v.Account = d.text(c.account)
	billStatusFromC(&v.Status, d, &c.status)
	v.Reversals = listFromC(d, c.reversals, c.reversals_count, (*Reversal).fromC)
	v.Corrections = listFromC(d, c.corrections, c.corrections_count, (*Correction).fromC)
}

func (v *Bill) toC(a *arena, c *C.defray_bill) error {
	c.id = a.text(v.ID)
	c.workspace = a.text(v.Workspace)
	c.item = a.text(v.Item)
	if err := eachMoneyToC(&v.Amount, a, &c.amount); err != nil {
		return within(err, "amount")
	}
	if err := v.Period.toC(a, &c.period); err != nil {
		return within(err, "period")
	}
	return nil
}
