// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func payerReasonFromC(v *PayerReason, d *decoder, c *C.defray_payer_reason) {
	switch c.kind {
	case C.DEFRAY_PAYER_REASON_IN_FORCE:
		var one PayerReasonInForce
		one.fromC(d, (*C.defray_payer_reason_in_force)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_PAYER_REASON_NO_LONGER_METERED:
		var one PayerReasonNoLongerMetered
		one.fromC(d, (*C.defray_payer_reason_no_longer_metered)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_PAYER_REASON_SUSPENDED_TOO_LONG:
		var one PayerReasonSuspendedTooLong
		one.fromC(d, (*C.defray_payer_reason_suspended_too_long)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *PayerReasonInForce) fromC(d *decoder, c *C.defray_payer_reason_in_force) {
	v.Since = instantFromC(c.since)
}

func (v *PayerReasonNoLongerMetered) fromC(d *decoder, c *C.defray_payer_reason_no_longer_metered) {
	v.CloudAccount = d.text(c.cloud_account)
	v.EndedAt = optionalFromC(d, c.ended_at, eachInstantFromC)
	v.MeteringDeadline = optionalFromC(d, c.metering_deadline, eachInstantFromC)
}

func (v *PayerReasonSuspendedTooLong) fromC(d *decoder, c *C.defray_payer_reason_suspended_too_long) {
	v.CloudAccount = d.text(c.cloud_account)
	v.SuspendedSince = instantFromC(c.suspended_since)
	v.Deadline = instantFromC(c.deadline)
}

func (v *Slice) fromC(d *decoder, c *C.defray_slice) {
	v.Fund = Fund(c.fund)
	v.Lot = d.text(c.lot)
	v.Charge = optionalFromC(d, c.charge, (*ChargePosition).fromC)
	v.Amount = moneyFromC(&c.amount)
}

func skipReasonFromC(v *SkipReason, d *decoder, c *C.defray_skip_reason) {
	switch c.kind {
	case C.DEFRAY_SKIP_REASON_NOT_IN_WATERFALL:
		*v = SkipReasonNotInWaterfall{}
	case C.DEFRAY_SKIP_REASON_NOT_YET_VALID:
		var one SkipReasonNotYetValid
		one.fromC(d, (*C.defray_skip_reason_not_yet_valid)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_SKIP_REASON_BELOW_MINIMUM:
		var one SkipReasonBelowMinimum
		one.fromC(d, (*C.defray_skip_reason_below_minimum)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_SKIP_REASON_NOT_NEEDED:
		*v = SkipReasonNotNeeded{}
	case C.DEFRAY_SKIP_REASON_EMPTY:
		*v = SkipReasonEmpty{}
	}
}

func (v *SkipReasonNotYetValid) fromC(d *decoder, c *C.defray_skip_reason_not_yet_valid) {
	v.ValidFrom = instantFromC(c.valid_from)
}

func (v *SkipReasonBelowMinimum) fromC(d *decoder, c *C.defray_skip_reason_below_minimum) {
	v.Minimum = moneyFromC(&c.minimum)
}

func (v *LotRange) fromC(d *decoder, c *C.defray_lot_range) {
	v.Last = d.text(c.last)
	v.Count = uint32(c.count)
}

func (v *Skip) fromC(d *decoder, c *C.defray_skip) {
	v.Fund = Fund(c.fund)
	v.Lot = d.text(c.lot)
	v.Available = optionalFromC(d, c.available, eachMoneyFromC)
	skipReasonFromC(&v.Reason, d, &c.reason)
	v.Range = optionalFromC(d, c._range, (*LotRange).fromC)
}

func (v *Receipt) fromC(d *decoder, c *C.defray_receipt) {
	v.Bill = d.text(c.bill)
	v.Workspace = d.text(c.workspace)
	v.Account = d.text(c.account)
	payerFromC(&v.Payer, d, &c.payer)
	payerReasonFromC(&v.PayerReason, d, &c.payer_reason)
	v.Amount = moneyFromC(&c.amount)
	v.SettledAt = instantFromC(c.settled_at)
	v.Slices = listFromC(d, c.slices, c.slices_count, (*Slice).fromC)
	v.Skips = listFromC(d, c.skips, c.skips_count, (*Skip).fromC)
}
