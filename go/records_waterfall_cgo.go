// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func planFromC(v *Plan, d *decoder, c *C.defray_plan) {
	switch c.kind {
	case C.DEFRAY_PLAN_COVERED:
		var one PlanCovered
		one.fromC(d, (*C.defray_plan_covered)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_PLAN_SHORT:
		var one PlanShort
		one.fromC(d, (*C.defray_plan_short)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *PlanCovered) fromC(d *decoder, c *C.defray_plan_covered) {
	v.Slices = listFromC(d, c.slices, c.slices_count, (*Slice).fromC)
	v.Skips = listFromC(d, c.skips, c.skips_count, (*Skip).fromC)
}

func (v *PlanShort) fromC(d *decoder, c *C.defray_plan_short) {
	v.Uncovered = moneyFromC(&c.uncovered)
	v.Slices = listFromC(d, c.slices, c.slices_count, (*Slice).fromC)
	v.Skips = listFromC(d, c.skips, c.skips_count, (*Skip).fromC)
}
