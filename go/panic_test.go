//go:build defray_testing

package defray

import (
	"errors"
	"strings"
	"testing"
)

// A panic in the library is an error, and the process continues. The engine halts, and acknowledged commands are in the
// file.
func TestPanicBecomesAnError(t *testing.T) {
	engine, path := onDisk(t)
	snapshot := looker(t, engine)()
	if e := expectError(t, engine.testingPanic(), ErrPanic, ErrorClassBug, "", ""); !strings.Contains(e.Message, "asked for by a test") {
		t.Errorf("%v: expected the text of the panic", e)
	}
	for name, err := range map[string]error{
		"Submit":   second(engine.Submit(t.Context(), settle(1))),
		"Snapshot": second(engine.Snapshot(t.Context())),
		"Account":  second(snapshot.Account(t.Context(), "acme")),
		"Accounts": first(snapshot.Accounts(t.Context())),
		"Close":    engine.Close(),
	} {
		if !errors.Is(err, ErrHalted) {
			t.Errorf("%s: %v: expected halted", name, err)
		}
	}
	again, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, again)
	if _, err := again.Submit(t.Context(), settle(1), At(march)); err != nil || position(t, again) != 4 {
		t.Errorf("%v, the journal is at %d", err, position(t, again))
	}
}
