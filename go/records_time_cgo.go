// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

func (v *Period) fromC(d *decoder, c *C.defray_period) {
	v.Start = instantFromC(c.start)
	v.End = instantFromC(c.end)
}

func (v *Period) toC(a *arena, c *C.defray_period) error {
	if err := eachInstantToC(&v.Start, a, &c.start); err != nil {
		return within(err, "start")
	}
	if err := eachInstantToC(&v.End, a, &c.end); err != nil {
		return within(err, "end")
	}
	return nil
}
