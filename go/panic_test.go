//go:build defray_testing

package defray

import (
	"errors"
	"testing"
)

// A defect of the library is an error, not the end of the process; the ledger stops, and what was acknowledged is in the file.
func TestPanicBecomesAnError(t *testing.T) {
	engine, path := onDisk(t)
	err := engine.testingPanic()
	var e *Error
	if !errors.Is(err, ErrPanic) || !errors.As(err, &e) || e.Class != ErrorClassBug || e.Message == "" {
		t.Fatalf("%v: expected panic", err)
	}
	if _, err := engine.Submit(t.Context(), settle(1)); !errors.Is(err, ErrHalted) {
		t.Errorf("%v: expected halted", err)
	}
	if _, err := engine.Snapshot(t.Context()); !errors.Is(err, ErrHalted) {
		t.Errorf("%v: expected halted", err)
	}
	if err := engine.Close(); err != nil && !errors.Is(err, ErrHalted) {
		t.Error(err)
	}
	again, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, err := again.Submit(t.Context(), settle(1), At(march)); err != nil || position(t, again) != 4 {
		t.Errorf("%v, the journal is at %d", err, position(t, again))
	}
}
