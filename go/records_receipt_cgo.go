// Written by `make faces`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func payerReasonFromC(v *PayerReason, c *C.defray_payer_reason) {
	switch c.kind {
	case C.DEFRAY_PAYER_REASON_IN_FORCE:
		var one PayerReasonInForce
		one.fromC((*C.defray_payer_reason_in_force)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_PAYER_REASON_NO_LONGER_METERED:
		var one PayerReasonNoLongerMetered
		one.fromC((*C.defray_payer_reason_no_longer_metered)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *PayerReasonInForce) fromC(c *C.defray_payer_reason_in_force) {
	v.Since = instantFromC(c.since)
}

func (v *PayerReasonNoLongerMetered) fromC(c *C.defray_payer_reason_no_longer_metered) {
	v.CloudAccount = textFromC(c.cloud_account)
	v.EndedAt = instantFromC(c.ended_at)
	v.MeteringDeadline = instantFromC(c.metering_deadline)
}

func (v *Slice) fromC(c *C.defray_slice) {
	v.Fund = Fund(c.fund)
	v.Lot = textFromC(c.lot)
	v.Amount = moneyFromC(&c.amount)
}

func skipReasonFromC(v *SkipReason, c *C.defray_skip_reason) {
	switch c.kind {
	case C.DEFRAY_SKIP_REASON_NOT_IN_WATERFALL:
		*v = SkipReasonNotInWaterfall{}
	case C.DEFRAY_SKIP_REASON_NOT_YET_VALID:
		var one SkipReasonNotYetValid
		one.fromC((*C.defray_skip_reason_not_yet_valid)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_SKIP_REASON_BELOW_MINIMUM:
		var one SkipReasonBelowMinimum
		one.fromC((*C.defray_skip_reason_below_minimum)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_SKIP_REASON_NOT_NEEDED:
		*v = SkipReasonNotNeeded{}
	case C.DEFRAY_SKIP_REASON_EMPTY:
		*v = SkipReasonEmpty{}
	}
}

func (v *SkipReasonNotYetValid) fromC(c *C.defray_skip_reason_not_yet_valid) {
	v.ValidFrom = instantFromC(c.valid_from)
}

func (v *SkipReasonBelowMinimum) fromC(c *C.defray_skip_reason_below_minimum) {
	v.Minimum = moneyFromC(&c.minimum)
}

func (v *Skip) fromC(c *C.defray_skip) {
	v.Fund = Fund(c.fund)
	v.Lot = textFromC(c.lot)
	v.Available = optionalFromC(c.available, eachMoneyFromC)
	skipReasonFromC(&v.Reason, &c.reason)
}

func (v *Receipt) fromC(c *C.defray_receipt) {
	v.Bill = textFromC(c.bill)
	v.Workspace = textFromC(c.workspace)
	v.Account = textFromC(c.account)
	payerFromC(&v.Payer, &c.payer)
	payerReasonFromC(&v.PayerReason, &c.payer_reason)
	v.Amount = moneyFromC(&c.amount)
	v.SettledAt = instantFromC(c.settled_at)
	v.Slices = listFromC(c.slices, c.slices_count, (*Slice).fromC)
	v.Skips = listFromC(c.skips, c.skips_count, (*Skip).fromC)
}
