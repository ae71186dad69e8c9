// Written by `make bindings`. Do not edit.

package defray

import "time"

// A workspace, with every decision about its payers.
type Workspace struct {
	// The site and id of the workspace.
	ID string
	// The account that owns the workspace now.
	Account string
	// The settlement method now.
	Method Method
	// The steps of the history, oldest first: binding, choices, moves, dissolution.
	Steps []MethodStep
	// The payers: half-open intervals without gaps, oldest first.
	Timeline []PayerInterval
	// The instant from which the workspace is dissolved; absent: it is not.
	DissolvedAt *time.Time
	// The name by which people know the workspace; absent: it has none. It need not be unique.
	DisplayName string
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
	if v.DisplayName != "" {
		b = appendKey("display_name", b)
		b = appendText(v.DisplayName, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Workspace) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
