// Written by `make faces`. Do not edit.

package defray

// #include "defray.h"
import "C"

func (v *Workspace) fromC(c *C.defray_workspace) {
	v.ID = textFromC(c.id)
	v.Account = textFromC(c.account)
	methodFromC(&v.Method, &c.method)
	v.Steps = listFromC(c.steps, c.steps_count, (*Step).fromC)
	v.Timeline = listFromC(c.timeline, c.timeline_count, (*Stretch).fromC)
	v.DissolvedAt = optionalFromC(c.dissolved_at, eachInstantFromC)
}
