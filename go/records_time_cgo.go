// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func meteringWindowFromC(v *MeteringWindow, d *decoder, c *C.defray_metering_window) {
	switch c.kind {
	case C.DEFRAY_METERING_WINDOW_AFTER:
		var one MeteringWindowAfter
		value := (*C.uint64_t)(unsafe.Pointer(&c.as))
		one.Duration = secondsFromC(*value)
		*v = one
	case C.DEFRAY_METERING_WINDOW_END_OF_NEXT_HOUR:
		*v = MeteringWindowEndOfNextHour{}
	}
}

func (v *Period) fromC(d *decoder, c *C.defray_period) {
	v.Start = instantFromC(c.start)
	v.End = instantFromC(c.end)
}

func meteringWindowToC(v *MeteringWindow, a *arena, c *C.defray_metering_window) error {
	switch one := (*v).(type) {
	case MeteringWindowAfter:
		c.kind = C.DEFRAY_METERING_WINDOW_AFTER
		value := (*C.uint64_t)(unsafe.Pointer(&c.as))
		if err := eachSecondsToC(&one.Duration, a, value); err != nil {
			return within(err, "value")
		}
	case MeteringWindowEndOfNextHour:
		c.kind = C.DEFRAY_METERING_WINDOW_END_OF_NEXT_HOUR
	default:
		return notAnAlternative(*v, "MeteringWindow")
	}
	return nil
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
