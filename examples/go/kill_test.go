// Package example has only tests: of the service, and of the service when it is killed repeatedly.
package example

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"defray"
)

const setup = `{"command":"open_account","account":"acme","currency":"CNY","at":"2026-03-01T00:00:00Z","idempotency_key":"setup-1"}
{"command":"bind_workspace","account":"acme","workspace":"cn1/ws","at":"2026-03-01T00:00:00Z","idempotency_key":"setup-2"}
{"command":"top_up","account":"acme","amount":"1000000 CNY","at":"2026-03-01T00:00:00Z","idempotency_key":"setup-3"}
{"command":"link_cloud_account","account":"acme","cloud_account":"ca-1","subscription":{"provider":"alicloud","account_id":"0123456789012345","instance_id":"1551111111"},"at":"2026-03-01T00:00:00Z","idempotency_key":"setup-4"}
`

// programs builds the service and the load test.
func programs(t *testing.T) (service, load string) {
	t.Helper()
	folder := t.TempDir()
	build := exec.Command("go", "build", "-o", folder, "./service", "./loadtest")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return filepath.Join(folder, "service"), filepath.Join(folder, "loadtest")
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

type running struct {
	*exec.Cmd
	url string
}

func start(t *testing.T, program, ledger, address string) *running {
	t.Helper()
	lines := filepath.Join(filepath.Dir(ledger), "setup.jsonl")
	if err := os.WriteFile(lines, []byte(setup), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &running{exec.Command(program, "-ledger", ledger, "-listen", address, "-setup", lines), "http://" + address}
	var output strings.Builder
	r.Stderr = &output
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	// The errors are those of a process that has ended already.
	t.Cleanup(func() { _ = r.Process.Kill(); _ = r.Wait() })
	for range 500 {
		if response, err := http.Get(r.url + "/healthz"); err == nil {
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return r
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	// The output is complete when the process has ended.
	_ = r.Process.Kill()
	_ = r.Wait()
	t.Fatalf("the service does not start:\n%s", output.String())
	return nil
}

// kill ends the service with SIGKILL. It must still be running.
func (r *running) kill(t *testing.T) {
	t.Helper()
	if err := r.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := r.Wait(); !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the service ended before it was killed: %v", err)
	}
}

// A bill that the service acknowledged is settled after SIGKILL at any instant, and no bill is settled twice.
func TestKilledServiceLosesNothing(t *testing.T) {
	rounds := 4
	if text := os.Getenv("DEFRAY_ROUNDS"); text != "" {
		var err error
		if rounds, err = strconv.Atoi(text); err != nil || rounds < 1 {
			t.Fatalf("DEFRAY_ROUNDS is %q: expected a number above 0", text)
		}
	}
	service, load := programs(t)
	folder := t.TempDir()
	ledger, acknowledged := filepath.Join(folder, "ledger.defray"), filepath.Join(folder, "acknowledged.txt")
	address := freeAddress(t)
	r := start(t, service, ledger, address)
	sender := exec.Command(load, "-url", r.url, "-acknowledged", acknowledged)
	output, err := sender.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	sender.Stderr = os.Stderr
	if err := sender.Start(); err != nil {
		t.Fatal(err)
	}
	// The error is that of a process that has ended already.
	t.Cleanup(func() { _ = sender.Process.Kill() })
	for range rounds {
		time.Sleep(300*time.Millisecond + rand.N(700*time.Millisecond))
		r.kill(t)
		r = start(t, service, ledger, address)
	}
	time.Sleep(300 * time.Millisecond)
	if err := sender.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(output)
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rounds: %s", rounds, text)
	var count, perSecond, repeated int
	const form = "acknowledged %d bills, %d a second; %d requests were repeated"
	if _, err := fmt.Sscanf(string(text), form, &count, &perSecond, &repeated); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	if repeated == 0 {
		t.Error("no request was sent while the service was killed, so the test shows nothing")
	}
	r.kill(t)
	check(t, ledger, acknowledged, count)
}

// check compares the ledger with the file of the acknowledged bills.
func check(t *testing.T, ledger, acknowledged string, expected int) {
	ctx := t.Context()
	engine, err := defray.Open(ctx, ledger)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, engine)
	if _, err := engine.Verify(ctx); err != nil {
		t.Error(err)
	}
	snapshot, err := engine.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, snapshot)
	settled, total := map[string]int{}, defray.MustParseMoney("0 CNY")
	for entry, err := range snapshot.Journal(ctx, 1) {
		if err != nil {
			t.Fatal(err)
		}
		for _, event := range entry.Events {
			if event, ok := event.(defray.EventBillSettled); ok {
				settled[event.Record.Bill.ID]++
				if total, err = total.Add(event.Record.Bill.Amount); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for bill, times := range settled {
		if times != 1 {
			t.Errorf("%s was settled %d times", bill, times)
		}
	}
	account, err := snapshot.Account(ctx, "acme")
	if err != nil {
		t.Fatal(err)
	}
	if sum, err := account.Cash.Add(total); err != nil || sum != defray.MustParseMoney("1000000 CNY") {
		t.Errorf("%s in cash and %s settled are %s, %v", account.Cash, total, sum, err)
	}
	file, err := os.Open(acknowledged)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	count, lines := 0, bufio.NewScanner(file)
	for ; lines.Scan(); count++ {
		id, amount, _ := strings.Cut(lines.Text(), " ")
		record, err := snapshot.Bill(ctx, id)
		if err != nil {
			t.Errorf("%s was acknowledged, but the ledger does not have it: %v", id, err)
			continue
		}
		if _, ok := record.Status.(defray.BillStatusSettled); !ok || record.Bill.Amount.String() != amount || settled[id] != 1 {
			t.Errorf("%s over %s was acknowledged as settled: %+v", id, amount, record)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if count != expected || count < 100 {
		t.Errorf("%d bills are in the file, and %d were acknowledged: expected the same number, at least 100", count, expected)
	}
	t.Logf("%d acknowledged, %d settled", count, len(settled))
}

func mustClose(t *testing.T, handle io.Closer) {
	t.Helper()
	if err := handle.Close(); err != nil {
		t.Error(err)
	}
}

// Every route with its errors. Then the service stops at a signal.
func TestService(t *testing.T) {
	service, _ := programs(t)
	r := start(t, service, filepath.Join(t.TempDir(), "ledger.defray"), freeAddress(t))
	bill := `{"id":"b-1","workspace":"cn1/ws","item":"logs","amount":"1.50 CNY","period":{"start":"2026-03-01T00:00:00Z","end":"2026-03-01T01:00:00Z"}}`
	other := strings.Replace(bill, "1.50", "2", 1)
	unbound := strings.NewReplacer("b-1", "b-2", "cn1/ws", "cn1/none").Replace(bill)
	created := `action=createInstance&aliUid=0123456789012345&orderBizId=122779388&orderId=269326581310319&productCode=cmgj00053362&skuId=yuncode6661200001&trial=false&token=0`
	for _, one := range []struct {
		method, path, body string
		status             int
		contains           []string
	}{
		{"POST", "/bills", "[" + bill + "," + unbound + "]", 200, []string{`"bill":"b-1","status":"settled"`, `"slices":[{"fund":"cash","amount":"1.5 CNY"}]`, `"bill":"b-2","status":"refused"`, `"code":"unknown_workspace"`}},
		{"POST", "/bills", "[" + bill + "," + other + "]", 200, []string{`"bill":"b-1","status":"settled","repeated":true`, `"status":"refused"`, `"code":"bill_conflict","field":"bill","rule":"P4"`}},
		{"POST", "/bills", `[{"id":"b-3","colour":"red"}]`, 400, []string{`"code":"unknown_field"`, `"field":"colour"`}},
		{"POST", "/bills", `not JSON`, 400, []string{`"class":"misuse","code":"bad_request"`}},
		{"GET", "/accounts/acme", "", 200, []string{`"cash":"999998.5 CNY"`}},
		{"GET", "/accounts/none", "", 404, []string{`"code":"not_found"`}},
		{"GET", "/accounts/acme/statement?from=2026-03-01T00:00:00Z", "", 200, []string{`"event":"bill_settled"`, `"change":"-1.5 CNY"`}},
		{"GET", "/accounts/acme/statement?from=yesterday", "", 400, []string{`"class":"misuse","code":"bad_request"`, "RFC 3339"}},
		{"GET", "/workspaces/cn1/ws/payer?at=2026-03-02T00:00:00Z", "", 200, []string{`"payer":"enterprise"`}},
		{"GET", "/workspaces/cn1/ws/payer?at=2026-02-01T00:00:00Z", "", 409, []string{`"code":"usage_before_binding"`}},
		{"POST", "/callbacks/azure", "{}", 400, []string{`"code":"bad_value"`, `alicloud`}},
		{"POST", "/callbacks/alicloud", "nonsense", 400, []string{`"class":"misuse","code":"bad_value","field":"raw"`}},
		{"POST", "/callbacks/alicloud", created, 200, []string{`{"disposition":"unmatched"}`}},
		{"POST", "/callbacks/alicloud", created, 200, []string{`{"disposition":"unmatched"}`}},
		{"GET", "/outbox", "", 200, []string{"[]\n"}},
		{"POST", "/outbox/5.0/acknowledge", "", 409, []string{`"code":"unknown_outbox_message"`}},
		{"POST", "/outbox/five/acknowledge", "", 400, []string{`"code":"bad_value"`}},
		{"GET", "/healthz", "", 200, []string{`"ok":true`, `"position":7`}},
		{"GET", "/none", "", 404, []string{"404"}},
	} {
		request, err := http.NewRequestWithContext(t.Context(), one.method, r.url+one.path, strings.NewReader(one.body))
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || response.StatusCode != one.status {
			t.Errorf("%s %s: %s %s, %v: expected %d", one.method, one.path, response.Status, body, err, one.status)
		}
		for _, part := range one.contains {
			if !strings.Contains(string(body), part) {
				t.Errorf("%s %s: %s: expected %s in it", one.method, one.path, body, part)
			}
		}
	}
	if err := r.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	finished := make(chan error, 1)
	go func() { finished <- r.Wait() }()
	select {
	case err := <-finished:
		if err != nil {
			t.Errorf("the exit status is not 0: %v", err)
		}
	case <-ended.Done():
		t.Error("it does not stop")
	}
}
