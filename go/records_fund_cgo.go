// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

// The numbers of Fund are those of C.
var (
	_ = [1]struct{}{}[FundOrdinaryVoucher-C.DEFRAY_FUND_ORDINARY_VOUCHER]
	_ = [1]struct{}{}[FundFullReductionVoucher-C.DEFRAY_FUND_FULL_REDUCTION_VOUCHER]
	_ = [1]struct{}{}[FundCard-C.DEFRAY_FUND_CARD]
	_ = [1]struct{}{}[FundCash-C.DEFRAY_FUND_CASH]
	_ = [1]struct{}{}[FundOverdraft-C.DEFRAY_FUND_OVERDRAFT]
	_ = [1]struct{}{}[FundCloudAccount-C.DEFRAY_FUND_CLOUD_ACCOUNT]
)

// The numbers of LotKind are those of C.
var (
	_ = [1]struct{}{}[LotKindOrdinaryVoucher-C.DEFRAY_LOT_KIND_ORDINARY_VOUCHER]
	_ = [1]struct{}{}[LotKindFullReductionVoucher-C.DEFRAY_LOT_KIND_FULL_REDUCTION_VOUCHER]
	_ = [1]struct{}{}[LotKindCard-C.DEFRAY_LOT_KIND_CARD]
)

func originFromC(v *Origin, d *decoder, c *C.defray_origin) {
	switch c.kind {
	case C.DEFRAY_ORIGIN_ISSUED:
		*v = OriginIssued{}
	case C.DEFRAY_ORIGIN_GRANTED:
		*v = OriginGranted{}
	case C.DEFRAY_ORIGIN_BOUGHT:
		*v = OriginBought{}
	case C.DEFRAY_ORIGIN_GIFT:
		var one OriginGift
		one.fromC(d, (*C.defray_origin_gift)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_ORIGIN_HUAWEI_ORDER:
		var one OriginHuaweiOrder
		one.fromC(d, (*C.defray_origin_huawei_order)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *OriginGift) fromC(d *decoder, c *C.defray_origin_gift) {
	v.Card = d.text(c.card)
}

func (v *OriginHuaweiOrder) fromC(d *decoder, c *C.defray_origin_huawei_order) {
	v.Order = d.text(c.order)
	v.HuaweiAccount = d.text(c.huawei_account)
}

// The numbers of LotState are those of C.
var (
	_ = [1]struct{}{}[LotStateOpen-C.DEFRAY_LOT_STATE_OPEN]
	_ = [1]struct{}{}[LotStateExhausted-C.DEFRAY_LOT_STATE_EXHAUSTED]
	_ = [1]struct{}{}[LotStateExpired-C.DEFRAY_LOT_STATE_EXPIRED]
	_ = [1]struct{}{}[LotStateVoid-C.DEFRAY_LOT_STATE_VOID]
)

func (v *Lot) fromC(d *decoder, c *C.defray_lot) {
	v.ID = d.text(c.id)
	v.Kind = LotKind(c.kind)
	v.Face = moneyFromC(&c.face)
	v.Available = moneyFromC(&c.available)
	v.ValidFrom = instantFromC(c.valid_from)
	v.ValidUntil = optionalFromC(d, c.valid_until, eachInstantFromC)
	v.MinimumBill = optionalFromC(d, c.minimum_bill, eachMoneyFromC)
	v.IssuedAt = instantFromC(c.issued_at)
	originFromC(&v.Origin, d, &c.origin)
	v.State = LotState(c.state)
	v.ClosedAt = optionalFromC(d, c.closed_at, eachInstantFromC)
}
