// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

func (v *EntryPosition) fromC(d *decoder, c *C.defray_entry_position) {
	v.Position = uint64(c.position)
	v.Index = uint32(c.index)
}

func (v *ChargePosition) fromC(d *decoder, c *C.defray_charge_position) {
	v.CloudAccount = d.text(c.cloud_account)
	v.Position.fromC(d, &c.position)
}

func (v *EntryPosition) toC(a *arena, c *C.defray_entry_position) error {
	c.position = C.uint64_t(v.Position)
	c.index = C.uint32_t(v.Index)
	return nil
}
