// Written by `make bindings`. Do not edit.

package defray

import "time"

// A period of time, half-open: `start` belongs to it, `end` does not. Never empty.
type Period struct {
	// The first instant that belongs to it.
	Start time.Time
	// The first instant after it.
	End time.Time
}

func (v Period) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("start", b)
	b = appendInstant(v.Start, b)
	b = appendKey("end", b)
	b = appendInstant(v.End, b)
	return append(b, '}')
}

// MarshalJSON gives the interchange form.
func (v Period) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
