// Written by `make bindings`. Do not edit.

package defray

// How a bill is paid, or that it cannot be paid whole.
//
// It is one of PlanCovered, PlanShort.
type Plan interface {
	appendJSON(b []byte) []byte
	isPlan()
}

// The slices sum to the bill exactly (W6).
type PlanCovered struct {
	// What pays, in order.
	Slices []Slice
	// What does not, and why.
	Skips []Skip
}

func (PlanCovered) isPlan() {}

// The funds leave `uncovered` unpaid (W7).
type PlanShort struct {
	// What no fund can take.
	Uncovered Money
	// What the others would have paid, in order.
	Slices []Slice
	// What would not have paid, and why; the overdraft, which does not reach, is not among them.
	Skips []Skip
}

func (PlanShort) isPlan() {}

func (v PlanCovered) appendJSON(b []byte) []byte {
	b = append(b, `{"covered":{`...)
	b = appendKey("slices", b)
	b = appendList(v.Slices, b, Slice.appendJSON)
	b = appendKey("skips", b)
	b = appendList(v.Skips, b, Skip.appendJSON)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v PlanCovered) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v PlanShort) appendJSON(b []byte) []byte {
	b = append(b, `{"short":{`...)
	b = appendKey("uncovered", b)
	b = v.Uncovered.appendJSON(b)
	b = appendKey("slices", b)
	b = appendList(v.Slices, b, Slice.appendJSON)
	b = appendKey("skips", b)
	b = appendList(v.Skips, b, Skip.appendJSON)
	return append(b, `}}`...)
}

// MarshalJSON gives the interchange form.
func (v PlanShort) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
