// Written by `make bindings`. Do not edit.

package defray

// The slices that pay a bill, or the amount that is not covered.
//
// It is one of PlanCovered, PlanShort.
type Plan interface {
	appendJSON(b []byte) []byte
	isPlan()
}

// The bill is covered: the sum of the slices is the bill, exactly (W6).
type PlanCovered struct {
	// The slices that pay, in order.
	Slices []Slice
	// The funds that pay nothing, with the reason.
	Skips []Skip
}

func (PlanCovered) isPlan() {}

// The funds do not cover the bill (W7).
type PlanShort struct {
	// The amount that no fund covers.
	Uncovered Money
	// The slices that the other funds would pay, in order.
	Slices []Slice
	// The funds that would pay nothing, with the reason. The overdraft, which is not enough, is not among them.
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

// MarshalJSON returns the interchange form.
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

// MarshalJSON returns the interchange form.
func (v PlanShort) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
