// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

func (v *Workspace) fromC(d *decoder, c *C.defray_workspace) {
	v.ID = d.text(c.id)
	v.Account = d.text(c.account)
	methodFromC(&v.Method, d, &c.method)
	v.Steps = listFromC(d, c.steps, c.steps_count, (*MethodStep).fromC)
	v.Timeline = listFromC(d, c.timeline, c.timeline_count, (*PayerInterval).fromC)
	v.DissolvedAt = optionalFromC(d, c.dissolved_at, eachInstantFromC)
	v.DisplayName = d.text(c.display_name)
}
