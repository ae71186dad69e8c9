// Package example has no code of its own: its test kills the service in the middle of its work, again and again.
package example

import (
	"bufio"
	"context"
	"encoding/json"
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
	var said strings.Builder
	r.Stderr = &said
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
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
	_ = r.Process.Kill()
	_ = r.Wait()
	t.Fatalf("the service does not come up:\n%s", said.String())
	return nil
}

// What the service acknowledged is there after SIGKILL at any instant, and nothing is settled twice.
func TestKilledServiceLosesNothing(t *testing.T) {
	rounds := 4
	if text := os.Getenv("DEFRAY_ROUNDS"); text != "" {
		var err error
		if rounds, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	service, load := programs(t)
	folder := t.TempDir()
	ledger, acknowledged := filepath.Join(folder, "ledger.defray"), filepath.Join(folder, "acknowledged.txt")
	address := freeAddress(t)
	r := start(t, service, ledger, address)
	sender := exec.Command(load, "-url", r.url, "-acknowledged", acknowledged)
	said, err := sender.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	sender.Stderr = os.Stderr
	if err := sender.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sender.Process.Kill() })
	for range rounds {
		time.Sleep(300*time.Millisecond + rand.N(700*time.Millisecond))
		if err := r.Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		_ = r.Wait()
		r = start(t, service, ledger, address)
	}
	time.Sleep(300 * time.Millisecond)
	if err := sender.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	words, _ := io.ReadAll(said)
	if err := sender.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rounds: %s", rounds, words)
	if strings.Contains(string(words), " 0 requests were repeated") {
		t.Error("no request met a killed service: the test shows nothing")
	}
	_ = r.Process.Signal(syscall.SIGKILL)
	_ = r.Wait()
	check(t, ledger, acknowledged)
}

// check reads the ledger itself.
func check(t *testing.T, ledger, acknowledged string) {
	ctx := t.Context()
	engine, err := defray.Open(ctx, ledger)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	if _, err := engine.Verify(ctx); err != nil {
		t.Error(err)
	}
	snapshot, err := engine.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer snapshot.Close()
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
	count := 0
	for lines := bufio.NewScanner(file); lines.Scan(); count++ {
		id, amount, _ := strings.Cut(lines.Text(), " ")
		record, err := snapshot.Bill(ctx, id)
		if err != nil {
			t.Errorf("%s was acknowledged and is not there: %v", id, err)
			continue
		}
		if _, ok := record.Status.(defray.BillStatusSettled); !ok || record.Bill.Amount.String() != amount {
			t.Errorf("%s over %s was acknowledged as settled: %s", id, amount, must(json.Marshal(record)))
		}
	}
	if count < 100 {
		t.Errorf("only %d bills were acknowledged: the test shows little", count)
	}
	t.Logf("%d acknowledged, %d settled", count, len(settled))
}

func must(text []byte, err error) string {
	return fmt.Sprint(string(text), errors.Join(err))
}

// Every route once, its errors included; then the service stops when it is asked to.
func TestService(t *testing.T) {
	service, _ := programs(t)
	r := start(t, service, filepath.Join(t.TempDir(), "ledger.defray"), freeAddress(t))
	bill := `{"id":"b-1","workspace":"cn1/ws","item":"logs","amount":"1.50 CNY","period":{"start":"2026-03-01T00:00:00Z","end":"2026-03-01T01:00:00Z"}}`
	other := strings.Replace(bill, "1.50", "2", 1)
	free := strings.NewReplacer("b-1", "b-2", "cn1/ws", "cn1/none").Replace(bill)
	started := `action=createInstance&aliUid=0123456789012345&orderBizId=122779388&orderId=269326581310319&productCode=cmgj00053362&skuId=yuncode6661200001&trial=false&token=0`
	for _, one := range []struct {
		method, path, body string
		status             int
		contains           []string
	}{
		{"POST", "/bills", "[" + bill + "," + free + "]", 200, []string{`"status":"settled"`, `"slices":[{"fund":"cash","amount":"1.5 CNY"}]`, `"code":"unknown_workspace"`}},
		{"POST", "/bills", "[" + bill + "," + other + "]", 200, []string{`"repeated":true`, `"code":"bill_conflict"`, `"rule":"P4"`}},
		{"POST", "/bills", `[{"id":"b-3","colour":"red"}]`, 400, []string{`"code":"unknown_field"`, `"field":"colour"`}},
		{"POST", "/bills", `not JSON`, 400, []string{`"class":"misuse"`}},
		{"GET", "/accounts/acme", "", 200, []string{`"cash":"999998.5 CNY"`}},
		{"GET", "/accounts/nobody", "", 404, []string{`"code":"not_found"`}},
		{"GET", "/accounts/acme/statement?from=2026-03-01T00:00:00Z", "", 200, []string{`"event":"bill_settled"`, `"change":"-1.5 CNY"`}},
		{"GET", "/accounts/acme/statement?from=yesterday", "", 400, []string{"RFC 3339"}},
		{"GET", "/workspaces/cn1/ws/payer?at=2026-03-02T00:00:00Z", "", 200, []string{`"payer":"enterprise"`}},
		{"GET", "/workspaces/cn1/ws/payer?at=2026-02-01T00:00:00Z", "", 409, []string{`"code":"usage_before_binding"`}},
		{"POST", "/callbacks/azure", "{}", 400, []string{`alicloud`}},
		{"POST", "/callbacks/alicloud", "nonsense", 400, []string{`"class":"misuse"`}},
		{"POST", "/callbacks/alicloud", started, 200, []string{`"disposition":`}},
		{"GET", "/outbox", "", 200, []string{`[]`}},
		{"POST", "/outbox/5.0/acknowledge", "", 409, []string{`"code":"unknown_outbox_message"`}},
		{"POST", "/outbox/five/acknowledge", "", 400, []string{`"code":"bad_value"`}},
		{"GET", "/healthz", "", 200, []string{`"ok":true`}},
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
			t.Errorf("it did not stop gracefully: %v", err)
		}
	case <-ended.Done():
		t.Error("it does not stop")
	}
}
