package defray

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// The header that is compiled here is the library's.
func TestHeaderIsTheLibrarys(t *testing.T) {
	ours, err := os.ReadFile("defray.h")
	theirs, theirsErr := os.ReadFile("../include/defray.h")
	if err != nil || theirsErr != nil || !bytes.Equal(ours, theirs) {
		t.Errorf("go/defray.h is not include/defray.h (%v, %v): run `make bindings`", err, theirsErr)
	}
}

func TestEverythingIsFormatted(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	gofmt := filepath.Join(strings.TrimSpace(string(root)), "bin", "gofmt")
	out, err := exec.Command(gofmt, "-l", ".", "../examples/go").CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("gofmt: %v\n%s", err, out)
	}
}

func TestNothingIsRequired(t *testing.T) {
	text, err := os.ReadFile("go.mod")
	if err != nil || bytes.Contains(text, []byte("require")) {
		t.Errorf("%v\n%s", err, text)
	}
}

// What is written as JSON by hand shows every field: one that core gains must be added there.
func TestHandWrittenJSONIsComplete(t *testing.T) {
	for record, fields := range map[reflect.Type]int{
		reflect.TypeFor[Balances]():            len(fundNames) - 1,
		reflect.TypeFor[Statement]():           7,
		reflect.TypeFor[EntryPosition]():       2,
		reflect.TypeFor[MeteringWindowAfter](): 1,
	} {
		if record.NumField() != fields {
			t.Errorf("%s has %d fields: see to json_special.go, then to this test", record, record.NumField())
		}
	}
}

// Vendored, the package still has its header and its library.
func TestVendoring(t *testing.T) {
	if testing.Short() {
		t.Skip("copies the library")
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":  "module vendoring\n\ngo 1.26\n\nrequire defray v0.0.0\n\nreplace defray => " + here + "\n",
		"main.go": "package main\n\nimport \"defray\"\n\nfunc main() { println(defray.ErrBillConflict.Name()) }\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) string {
		command := exec.Command("go", args...)
		command.Dir = folder
		command.Env = append(os.Environ(), "GOFLAGS=")
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("go %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	run("mod", "vendor")
	for _, file := range []string{"defray.h", "lib/" + runtime.GOOS + "_" + runtime.GOARCH + "/libdefray.a"} {
		if _, err := os.Stat(filepath.Join(folder, "vendor/defray", file)); err != nil {
			t.Error(err)
		}
	}
	if out := run("run", "-mod=vendor", "."); out != "bill_conflict\n" {
		t.Errorf("%q", out)
	}
}

// What a goroutine forgets to close is given up by the garbage collector, and nothing in use is.
func TestForgottenHandlesAreGivenUp(t *testing.T) {
	engine, path := onDisk(t)
	if err := engine.Close(); err != nil {
		t.Fatal(err)
	}
	func() {
		forgotten, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		snapshot, err := forgotten.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		results, err := forgotten.SubmitAll(t.Context(), []Request{{Command: settle(1)}}, ModeAtomic)
		if err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		if _, err := snapshot.Account(t.Context(), "acme"); err != nil {
			t.Error(err)
		}
		if answer, err := results[0].Answer(); err != nil || answer.Receipt() == nil {
			t.Error(err)
		}
	}()
	for range 200 {
		runtime.GC()
		if again, err := Open(t.Context(), path); err == nil {
			again.Close()
			return
		}
	}
	t.Error("the file is still locked by an engine that nobody has")
}
