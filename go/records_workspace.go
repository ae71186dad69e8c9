// Written by `make bindings`. Do not edit.

package defray

import "time"

// One workspace, with everything that was ever decided about who pays for it.
type Workspace struct {
	// Its site and id.
	ID string
	// Whose it is now.
	Account string
	// Its settlement method now.
	Method Method
	// What people did, in order.
	Steps []MethodStep
	// Who pays when: half-open intervals without gaps, oldest first.
	Timeline []PayerInterval
	// The first instant at which it is no more.
	DissolvedAt *time.Time
}

func (v Workspace) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("id", b)
	b = appendText(v.ID, b)
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("method", b)
	b = v.Method.appendJSON(b)
	b = appendKey("steps", b)
	b = appendList(v.Steps, b, MethodStep.appendJSON)
	b = appendKey("timeline", b)
	b = appendList(v.Timeline, b, PayerInterval.appendJSON)
	if v.DissolvedAt != nil {
		b = appendKey("dissolved_at", b)
		b = appendInstant(*v.DissolvedAt, b)
	}
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v Workspace) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
