// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func standingFromC(v *Standing, d *decoder, c *C.defray_standing) {
	switch c.kind {
	case C.DEFRAY_STANDING_GOOD:
		*v = StandingGood{}
	case C.DEFRAY_STANDING_IN_ARREARS:
		var one StandingInArrears
		one.fromC(d, (*C.defray_standing_in_arrears)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_STANDING_LOCKED:
		var one StandingLocked
		one.fromC(d, (*C.defray_standing_locked)(unsafe.Pointer(&c.as)))
		*v = one
	}
}

func (v *StandingInArrears) fromC(d *decoder, c *C.defray_standing_in_arrears) {
	v.Since = instantFromC(c.since)
	v.Deadline = instantFromC(c.deadline)
	v.Notice = optionalFromC(d, c.notice, eachInstantFromC)
}

func (v *StandingLocked) fromC(d *decoder, c *C.defray_standing_locked) {
	v.Since = instantFromC(c.since)
	v.Deadline = instantFromC(c.deadline)
}
