package defray

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// The package has the current header of the library.
func TestHeaderIsCurrent(t *testing.T) {
	copied, err := os.ReadFile("defray.h")
	original, originalErr := os.ReadFile("../include/defray.h")
	if err != nil || originalErr != nil || len(original) == 0 || !bytes.Equal(copied, original) {
		t.Errorf("go/defray.h differs from include/defray.h (%v, %v): run `make bindings`", err, originalErr)
	}
}

func TestGofmt(t *testing.T) {
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

func TestModuleHasNoDependencies(t *testing.T) {
	text, err := os.ReadFile("go.mod")
	if err != nil || !bytes.HasPrefix(text, []byte("module defray\n")) || bytes.Contains(text, []byte("require")) {
		t.Errorf("%v\n%s", err, text)
	}
}

// JSON that is written by hand has every field. A new field of core must be added there.
func TestHandWrittenJSONIsComplete(t *testing.T) {
	for record, fields := range map[reflect.Type]int{
		reflect.TypeFor[Balances]():            len(fundNames) - 1,
		reflect.TypeFor[Statement]():           8,
		reflect.TypeFor[EntryPosition]():       2,
		reflect.TypeFor[MeteringWindowAfter](): 1,
	} {
		if record.NumField() != fields {
			t.Errorf("%s has %d fields: update json_special.go, then this test", record, record.NumField())
		}
	}
}

// A vendored package has its header and its library.
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

// The garbage collector closes handles that are not closed and not in use, and no others.
func TestUnclosedHandlesAreFreed(t *testing.T) {
	engine, path := onDisk(t)
	if err := engine.Close(); err != nil {
		t.Fatal(err)
	}
	func() {
		unclosed, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		snapshot, err := unclosed.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		results, err := unclosed.SubmitAll(t.Context(), []Request{{Command: settle(1)}}, ModeAtomic)
		if err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		if account, err := snapshot.Account(t.Context(), "acme"); err != nil || account.Cash != MustParseMoney("1000000 CNY") {
			t.Errorf("%+v, %v", account, err)
		}
		if answer, err := results[0].Answer(); err != nil || answer.Receipt() == nil {
			t.Errorf("%+v, %v", answer, err)
		}
	}()
	for range 200 {
		runtime.GC()
		again, err := Open(t.Context(), path)
		if err == nil {
			mustClose(t, again)
			return
		}
		if !errors.Is(err, ErrFileLocked) {
			t.Fatalf("%v: expected file_locked", err)
		}
	}
	t.Error("an engine without references still has the file open")
}
