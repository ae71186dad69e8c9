// Written by `make bindings`. Do not edit.

package defray

import "time"

// The time in which usage from before the end of a subscription can still be metered.
//
// It is one of MeteringWindowAfter, MeteringWindowEndOfNextHour.
type MeteringWindow interface {
	appendJSON(b []byte) []byte
	isMeteringWindow()
}

// This long after the end.
type MeteringWindowAfter struct {
	// Duration is what comes with it.
	Duration time.Duration
}

func (MeteringWindowAfter) isMeteringWindow() {}

// Until one hour after the first full hour strictly after the end: the hour of the end is billed, and the next
// hour is for reporting it.
type MeteringWindowEndOfNextHour struct{}

func (MeteringWindowEndOfNextHour) isMeteringWindow() {}

// A period of time, half-open: `start` belongs to it, `end` does not. Never empty.
type Period struct {
	// The first instant of the period.
	Start time.Time
	// The first instant after the period.
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

// MarshalJSON returns the interchange form.
func (v Period) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
