package defray

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var march = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

func memory(t testing.TB, opts ...Option) *Engine {
	t.Helper()
	engine, err := OpenInMemory(t.Context(), opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { mustClose(t, engine) })
	return engine
}

func mustClose(t testing.TB, handle io.Closer) {
	t.Helper()
	if err := handle.Close(); err != nil {
		t.Error(err)
	}
}

// expectError checks that an error has a code, a class, a field and a rule.
func expectError(t testing.TB, err error, code ErrorCode, class ErrorClass, field, rule string) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is not an *Error: expected %s", err, code.Name())
	}
	if e.Number != code || e.Code != code.Name() || e.Class != class || e.Field != field || e.Rule != rule {
		t.Errorf("%v: class %s, field %q, rule %q: expected %s, class %s, field %q, rule %q",
			e, e.Class, e.Field, e.Rule, code.Name(), class, field, rule)
	}
	return e
}

// submitter submits commands that must be accepted, each at an instant.
func submitter(t testing.TB, engine *Engine) func(Command, time.Time) *Answer {
	return func(command Command, at time.Time) *Answer {
		t.Helper()
		answer, err := engine.Submit(t.Context(), command, At(at))
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
}

// looker takes snapshots that are closed at the end of the test.
func looker(t testing.TB, engine *Engine) func() *Snapshot {
	return func() *Snapshot {
		t.Helper()
		snapshot, err := engine.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { mustClose(t, snapshot) })
		return snapshot
	}
}

// onDisk creates a ledger file with an account that has a workspace and 1 000 000 CNY in cash.
func onDisk(t testing.TB) (*Engine, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.defray")
	engine, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { mustClose(t, engine) })
	prepare(t, engine)
	return engine, path
}

func prepare(t testing.TB, engine *Engine) {
	t.Helper()
	for _, command := range []Command{
		OpenAccount{Account: "acme", Currency: "CNY"},
		BindWorkspace{Account: "acme", Workspace: "cn1/ws", Since: &march},
		TopUp{Account: "acme", Amount: MustParseMoney("1000000 CNY")},
	} {
		if _, err := engine.Submit(t.Context(), command, At(march)); err != nil {
			t.Fatal(err)
		}
	}
}

func settle(number int) SettleBill {
	return SettleBill{Bill: Bill{
		ID:        fmt.Sprintf("2026-03-01/%010d", number),
		Workspace: "cn1/ws",
		Item:      "logs",
		Amount:    MustParseMoney("0.0125 CNY"),
		Period:    Period{march, march.AddDate(0, 0, 1)},
	}}
}

func position(t testing.TB, engine *Engine) uint64 {
	t.Helper()
	snapshot, err := engine.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer snapshot.Close()
	at, err := snapshot.Position(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestAcknowledgedCommandsAreKept(t *testing.T) {
	engine, path := onDisk(t)
	answer, err := engine.Submit(t.Context(), settle(1), At(march), Actor("billing"), IdempotencyKey("k-1"))
	if err != nil {
		t.Fatal(err)
	}
	if err := engine.Close(); err != nil {
		t.Fatal(err)
	}
	engine, err = Open(t.Context(), path, WithExpectedHead(answer.Position, answer.Head), WithCheckQuick())
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, engine)
	again, err := engine.Submit(t.Context(), settle(1), At(march), IdempotencyKey("k-1"))
	if err != nil || again.Kind != AnswerRepeated || again.Position != answer.Position || again.Head != answer.Head {
		t.Fatalf("%+v, %v", again, err)
	}
	receipt := again.Receipt()
	if receipt == nil || len(receipt.Slices) != 1 || receipt.Slices[0].Fund != FundCash || receipt.Bill != settle(1).Bill.ID {
		t.Errorf("%+v", receipt)
	}
	_, err = Open(t.Context(), path)
	expectError(t, err, ErrFileLocked, ErrorClassEnvironment, "", "")
	var head Head
	head[0] = 1
	other := filepath.Join(t.TempDir(), "copy.defray")
	if _, _, err := engine.Backup(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), other, WithExpectedHead(answer.Position, head))
	expectError(t, err, ErrHeadMismatch, ErrorClassCorrupt, "", "")
	_, _, err = engine.Backup(t.Context(), other)
	expectError(t, err, ErrFileExists, ErrorClassEnvironment, "", "")
}

// A bill is settled once (P4), a key has one command (A2), and a conflict shows both contents (A5). Nothing but the
// first command is recorded, also after the file is opened again.
func TestSettlingTheSameBillTwice(t *testing.T) {
	engine, path := onDisk(t)
	first, err := engine.Submit(t.Context(), settle(1), At(march), IdempotencyKey("k-1"))
	if err != nil || first.Kind != AnswerDone || first.Position != 4 || first.Prior != nil || first.Receipt() == nil {
		t.Fatalf("%+v, %v", first, err)
	}
	other := settle(1)
	other.Bill.Amount = MustParseMoney("0.02 CNY")
	shows := func(e *Error, parts ...string) {
		t.Helper()
		for _, part := range parts {
			if !strings.Contains(e.Message, part) {
				t.Errorf("%q: expected %q in it", e.Message, part)
			}
		}
	}
	nothingChanged := func() {
		t.Helper()
		snapshot := looker(t, engine)()
		account, err := snapshot.Account(t.Context(), "acme")
		if err != nil || account.Cash != MustParseMoney("999999.9875 CNY") {
			t.Errorf("%+v, %v", account, err)
		}
		if at := position(t, engine); at != 4 {
			t.Errorf("the journal is at %d", at)
		}
	}
	for _, round := range []string{"first", "after opening again"} {
		// The same key and the same bill: the first answer again. The instant and the actor are not compared.
		again, err := engine.Submit(t.Context(), settle(1), At(march.Add(time.Hour)), Actor("other"), IdempotencyKey("k-1"))
		repeated := *first
		repeated.Kind = AnswerRepeated
		if err != nil || !reflect.DeepEqual(again, &repeated) {
			t.Errorf("%s: %+v, %v: expected %+v", round, again, err, repeated)
		}
		// The same key and another bill.
		_, err = engine.Submit(t.Context(), other, At(march), IdempotencyKey("k-1"))
		shows(expectError(t, err, ErrIdempotencyConflict, ErrorClassRefused, "idempotency_key", "A2"), "`k-1`", "position 4")
		_, err = engine.Submit(t.Context(), settle(2), At(march), IdempotencyKey("k-1"))
		expectError(t, err, ErrIdempotencyConflict, ErrorClassRefused, "idempotency_key", "A2")
		// Without the key, and with other keys: the prior result for the same bill, a conflict for another content.
		for _, opts := range [][]RequestOption{{At(march)}, {At(march), IdempotencyKey("k-2")}} {
			already, err := engine.Submit(t.Context(), settle(1), opts...)
			if err != nil || already.Kind != AnswerAlready || already.Position != 0 || already.Events != nil {
				t.Fatalf("%s: %+v, %v", round, already, err)
			}
			prior, ok := already.Prior.(PriorResultBill)
			if !ok || prior.BillRecord.Bill != settle(1).Bill || !reflect.DeepEqual(already.Receipt(), first.Receipt()) {
				t.Errorf("%s: %+v", round, already)
			}
			_, err = engine.Submit(t.Context(), other, opts...)
			e := expectError(t, err, ErrBillConflict, ErrorClassRefused, "bill", "P4")
			shows(e, settle(1).Bill.ID, "first 0.0125 CNY", "now 0.02 CNY")
			if e.Index != -1 || e.Retryable {
				t.Errorf("%s: %v: index %d, retryable %t", round, e, e.Index, e.Retryable)
			}
		}
		results, err := engine.SubmitAll(t.Context(), []Request{
			{Command: settle(1), At: march, IdempotencyKey: "k-1"}, {Command: settle(1), At: march}, {Command: other, At: march},
		}, ModeIndependent)
		if err != nil || len(results) != 3 {
			t.Fatalf("%+v, %v", results, err)
		}
		for i, kind := range []AnswerKind{AnswerRepeated, AnswerAlready} {
			answer, err := results[i].Answer()
			if err != nil || answer.Kind != kind || !reflect.DeepEqual(answer.Receipt(), first.Receipt()) {
				t.Errorf("%s: %d: %+v, %v", round, i, answer, err)
			}
		}
		if e := expectError(t, results[2].Err, ErrBillConflict, ErrorClassRefused, "bill", "P4"); e.Index != 2 {
			t.Errorf("%s: %v: index %d", round, e, e.Index)
		}
		nothingChanged()
		mustClose(t, engine)
		if engine, err = Open(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		defer mustClose(t, engine)
	}
	// The refused commands and the one that was executed already did not record their key.
	if answer, err := engine.Submit(t.Context(), settle(2), At(march), IdempotencyKey("k-2")); err != nil || answer.Kind != AnswerDone {
		t.Errorf("%+v, %v", answer, err)
	}
}

func TestOpenErrors(t *testing.T) {
	folder := t.TempDir()
	_, err := Open(t.Context(), filepath.Join(folder, "none.defray"))
	expectError(t, err, ErrFileMissing, ErrorClassEnvironment, "", "")
	noLedger := filepath.Join(folder, "text")
	if err := os.WriteFile(noLedger, bytes.Repeat([]byte("text "), 4_000), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), noLedger)
	expectError(t, err, ErrNotALedger, ErrorClassCorrupt, "", "")
	_, err = Create(t.Context(), noLedger)
	expectError(t, err, ErrFileExists, ErrorClassEnvironment, "", "")
	path := filepath.Join(folder, "new.defray")
	for _, expected := range []uint64{0, 3} {
		engine, err := OpenOrCreate(t.Context(), path, WithPageCache(1<<20), WithCachedBytes(10_000), WithChangedBytes(10_000), WithoutThreads())
		if err != nil {
			t.Fatal(err)
		}
		if at := position(t, engine); at != expected {
			t.Errorf("the journal is at %d: expected %d", at, expected)
		}
		if expected == 0 {
			prepare(t, engine)
		}
		mustClose(t, engine)
	}
	_, err = OpenInMemory(t.Context(), WithManualClock(time.Time{}))
	expectError(t, err, ErrMissingField, ErrorClassMisuse, "now", "")
	_, err = OpenInMemory(t.Context(), WithManualClock(time.Unix(-1, 0)))
	expectError(t, err, ErrBadValue, ErrorClassMisuse, "now", "")
}

func TestManualClock(t *testing.T) {
	now := time.Date(2026, 3, 1, 8, 0, 0, 123_456_789, time.FixedZone("CST", 8*3600))
	engine := memory(t, WithManualClock(now))
	answer, err := engine.Submit(t.Context(), OpenAccount{Account: "acme", Currency: "CNY"})
	if err != nil || !answer.At.Equal(now) || answer.At.Location() != time.UTC || answer.At.Nanosecond() != 123_456_789 {
		t.Errorf("%+v, %v", answer, err)
	}
	later := now.Add(time.Nanosecond)
	if err := engine.SetClock(t.Context(), later); err != nil {
		t.Fatal(err)
	}
	answer, err = engine.Submit(t.Context(), TopUp{Account: "acme", Amount: MustParseMoney("1 CNY")})
	if err != nil || !answer.At.Equal(later) {
		t.Errorf("%+v, %v", answer, err)
	}
	expectError(t, engine.SetClock(t.Context(), time.Time{}), ErrMissingField, ErrorClassMisuse, "now", "")
	expectError(t, memory(t).SetClock(t.Context(), now), ErrBadArgument, ErrorClassMisuse, "engine", "")
}

func TestBatches(t *testing.T) {
	engine, _ := onDisk(t)
	zero := settle(3)
	zero.Bill.Period.Start = time.Time{}
	foreign := settle(4)
	foreign.Bill.Workspace = "cn1/unknown"
	batch := []Request{{Command: settle(1), At: march}, {Command: zero}, {Command: foreign}, {Command: settle(2), At: march}, {Command: settle(1)}}
	results, err := engine.SubmitAll(t.Context(), batch, ModeIndependent)
	if err != nil || len(results) != 5 {
		t.Fatalf("%+v, %v", results, err)
	}
	for i, expected := range []error{nil, ErrMissingField, ErrUnknownWorkspace, nil, nil} {
		answer, err := results[i].Answer()
		if expected == nil {
			if err != nil || answer.Receipt() == nil {
				t.Errorf("%d: %+v, %v", i, answer, err)
			}
			continue
		}
		var e *Error
		if !errors.Is(err, expected) || !errors.As(err, &e) || e.Index != i || err != results[i].Err {
			t.Errorf("%d: %v", i, err)
		}
	}
	before := position(t, engine)
	_, err = engine.SubmitAll(t.Context(), []Request{{Command: settle(10)}, {Command: foreign}}, ModeAtomic)
	if e := expectError(t, err, ErrUnknownWorkspace, ErrorClassRefused, "workspace", ""); e.Index != 1 {
		t.Errorf("%v: index %d", e, e.Index)
	}
	_, err = engine.SubmitAll(t.Context(), []Request{{Command: settle(10)}, {Command: zero}}, ModeAtomic)
	if e := expectError(t, err, ErrMissingField, ErrorClassMisuse, "bill.period.start", ""); e.Index != 1 {
		t.Errorf("%v: index %d", e, e.Index)
	}
	if after := position(t, engine); after != before {
		t.Errorf("an atomic batch that was refused went from %d to %d", before, after)
	}
	results, err = engine.SubmitAll(t.Context(), []Request{{Command: settle(10)}, {Command: settle(11)}}, ModeAtomic)
	if err != nil || len(results) != 2 || results[0].Err != nil || results[1].Err != nil || position(t, engine) != before+2 {
		t.Errorf("%+v, %v", results, err)
	}
	if results, err := engine.SubmitAll(t.Context(), nil, ModeAtomic); results != nil || err != nil {
		t.Errorf("%v, %v", results, err)
	}
	_, err = engine.SubmitAll(t.Context(), batch, 7)
	expectError(t, err, ErrBadValue, ErrorClassMisuse, "mode", "")
	_, err = (Result{}).Answer()
	expectError(t, err, ErrBadArgument, ErrorClassMisuse, "", "")
}

// Many goroutines submit single commands and batches. Each command has one answer, its own.
func TestManyGoroutines(t *testing.T) {
	engine, _ := onDisk(t)
	const goroutines, each = 64, 8
	var group sync.WaitGroup
	var settled atomic.Int64
	for g := range goroutines {
		group.Go(func() {
			for n := range each {
				number := g*1_000 + n*10
				answer, err := engine.Submit(t.Context(), settle(number))
				if err != nil || answer.Receipt() == nil || answer.Receipt().Bill != settle(number).Bill.ID {
					t.Errorf("%d: %+v, %v", number, answer, err)
					return
				}
				settled.Add(1)
				unknown := settle(number + 1)
				unknown.Bill.Workspace = "cn1/none"
				if _, err := engine.Submit(t.Context(), unknown); !errors.Is(err, ErrUnknownWorkspace) || err.(*Error).Index != -1 {
					t.Errorf("%d: %v", number+1, err)
				}
				mode := ModeIndependent
				if n%2 == 1 {
					mode = ModeAtomic
				}
				results, err := engine.SubmitAll(t.Context(), []Request{{Command: settle(number + 2)}, {Command: settle(number + 3)}}, mode)
				if err != nil || len(results) != 2 {
					t.Errorf("%+v, %v", results, err)
					return
				}
				for i, result := range results {
					answer, err := result.Answer()
					if err != nil || answer.Receipt() == nil || answer.Receipt().Bill != settle(number+2+i).Bill.ID {
						t.Errorf("%d: %+v, %v", number+2+i, answer, err)
						continue
					}
					settled.Add(1)
				}
			}
		})
	}
	group.Wait()
	if expected := uint64(3 + settled.Load()); position(t, engine) != expected || settled.Load() != goroutines*each*3 {
		t.Errorf("%d were settled, the journal is at %d", settled.Load(), position(t, engine))
	}
	if verified, err := engine.Verify(t.Context()); err != nil || verified.Entries != position(t, engine) || verified.Accounts != 1 {
		t.Errorf("%+v, %v", verified, err)
	}
}

func TestContextThatHasEnded(t *testing.T) {
	engine, _ := onDisk(t)
	snapshot, err := engine.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, snapshot)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, call := range map[string]func() error{
		"Open":       func() error { _, err := Open(ctx, "none"); return err },
		"Submit":     func() error { _, err := engine.Submit(ctx, settle(1)); return err },
		"SubmitAll":  func() error { _, err := engine.SubmitAll(ctx, []Request{{Command: settle(1)}}, ModeAtomic); return err },
		"Preview":    func() error { _, err := engine.Preview(ctx, settle(1).Bill, march); return err },
		"Snapshot":   func() error { _, err := engine.Snapshot(ctx); return err },
		"Backup":     func() error { _, _, err := engine.Backup(ctx, "none"); return err },
		"Compact":    func() error { _, err := engine.Compact(ctx); return err },
		"Checkpoint": func() error { return engine.Checkpoint(ctx) },
		"SetClock":   func() error { return engine.SetClock(ctx, march) },
		"Verify":     func() error { _, err := snapshot.Verify(ctx); return err },
		"Account":    func() error { _, err := snapshot.Account(ctx, "acme"); return err },
		"Statement":  func() error { _, err := snapshot.Statement(ctx, "acme", march, march.Add(1)); return err },
		"AsOf":       func() error { _, err := snapshot.AsOf(ctx, march); return err },
		"Accounts": func() error {
			for _, err := range snapshot.Accounts(ctx) {
				return err
			}
			return nil
		},
	} {
		if err := call(); !errors.Is(err, context.Canceled) || !errors.Is(err, ErrCancelled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if at := position(t, engine); at != 3 {
		t.Errorf("a command was executed: the journal is at %d", at)
	}
}

// The end of a context removes its waiting command from the queue. The commands of other goroutines are executed.
func TestCancelWhileWaiting(t *testing.T) {
	engine, _ := onDisk(t)
	var group sync.WaitGroup
	var done, cancelled atomic.Int64
	for g := range 128 {
		group.Go(func() {
			for n := range 8 {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(g%16)*100*time.Microsecond)
				_, err := engine.Submit(ctx, settle(g*100+n))
				cancel()
				switch {
				case err == nil:
					done.Add(1)
				case errors.Is(err, ErrCancelled) && errors.Is(err, context.DeadlineExceeded):
					cancelled.Add(1)
				default:
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if got := position(t, engine); got != uint64(3+done.Load()) {
		t.Errorf("%d were answered, the journal has %d", done.Load(), got-3)
	}
	if cancelled.Load() == 0 || done.Load() == 0 {
		t.Errorf("%d done, %d cancelled: the test does not reach both", done.Load(), cancelled.Load())
	}
	if engine.queue.busy || len(engine.queue.waiting) > 0 {
		t.Error("the queue is not free")
	}
}

// Steps of the queue that goroutines reach rarely.
func TestQueueStepByStep(t *testing.T) {
	engine, _ := onDisk(t)
	q := &engine.queue
	if !q.enter() || q.enter() {
		t.Fatal("two goroutines can enter at the same time")
	}
	outcome := make(chan error)
	submit := func(ctx context.Context, number int) {
		_, err := engine.Submit(ctx, settle(number))
		outcome <- err
	}
	waiting := func(count int) {
		for range 1_000 {
			q.mu.Lock()
			there := len(q.waiting)
			q.mu.Unlock()
			if there == count {
				return
			}
			time.Sleep(time.Millisecond)
		}
		t.Fatalf("not %d waiting", count)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	go submit(ctx, 1)
	waiting(1)
	go submit(t.Context(), 2)
	waiting(2)
	// The context of the first ends. The first leaves the queue, and the second stays.
	reason := errors.New("the reason")
	cancel(reason)
	if err := <-outcome; !errors.Is(err, ErrCancelled) || !errors.Is(err, reason) {
		t.Errorf("%v", err)
	}
	waiting(1)
	// A job that was chosen as the leader and is removed at the same time lets the next one lead.
	first := &job{turn: make(chan turn, 1)}
	q.mu.Lock()
	q.waiting = append([]*job{first}, q.waiting...)
	q.next()
	q.mu.Unlock()
	if !first.leads || !q.remove(first) || q.remove(first) {
		t.Error("it was not chosen as the leader, or could not be removed")
	}
	if err := <-outcome; err != nil {
		t.Errorf("the second was not submitted: %v", err)
	}
	if q.busy || position(t, engine) != 4 {
		t.Errorf("the queue is not free, or the journal is at %d", position(t, engine))
	}
}

func TestClosing(t *testing.T) {
	engine, path := onDisk(t)
	snapshot, err := engine.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	var done atomic.Int64
	for g := range 64 {
		group.Go(func() {
			for n := 0; ; n++ {
				_, err := engine.Submit(t.Context(), settle(g*100_000+n))
				if errors.Is(err, ErrClosed) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	for end := time.Now().Add(time.Minute); done.Load() < 200; time.Sleep(time.Millisecond) {
		if t.Failed() || time.Now().After(end) {
			t.Fatalf("only %d commands were executed", done.Load())
		}
	}
	for range 4 {
		group.Go(func() {
			if err := engine.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for name, call := range map[string]func() error{
		"Submit":   func() error { _, err := engine.Submit(t.Context(), settle(1)); return err },
		"Snapshot": func() error { _, err := engine.Snapshot(t.Context()); return err },
		"Account":  func() error { _, err := snapshot.Account(t.Context(), "acme"); return err },
		"Position": func() error { _, err := snapshot.Position(t.Context()); return err },
		"Accounts": func() error { return first(snapshot.Accounts(t.Context())) },
	} {
		if err := call(); !errors.Is(err, ErrClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for range 2 {
		mustClose(t, snapshot)
		if _, err := snapshot.Account(t.Context(), "acme"); !errors.Is(err, ErrClosed) {
			t.Error(err)
		}
	}
	engine, err = Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, engine)
	if at := position(t, engine); at != uint64(3+done.Load()) {
		t.Errorf("%d were answered, the journal has %d", done.Load(), at-3)
	}
}

func TestQueries(t *testing.T) {
	engine, _ := onDisk(t)
	ctx := t.Context()
	var requests []Request
	for n := range 600 {
		requests = append(requests,
			Request{Command: OpenAccount{Account: fmt.Sprintf("a-%04d", n), Currency: "CNY"}, At: march},
			Request{Command: settle(n), At: march.Add(time.Duration(n))})
	}
	if _, err := engine.SubmitAll(ctx, requests, ModeAtomic); err != nil {
		t.Fatal(err)
	}
	snapshot, err := engine.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, snapshot)
	var names []string
	for account, err := range snapshot.Accounts(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, account.ID)
	}
	if len(names) != 601 || names[0] != "a-0000" || names[600] != "acme" || names[256] != "a-0256" {
		t.Errorf("%d accounts: %v", len(names), names)
	}
	// A loop may end in the middle of a page, and begin again.
	for range 2 {
		seen := 0
		for account, err := range snapshot.Accounts(ctx) {
			if seen++; err != nil || account.ID != names[seen-1] {
				t.Errorf("%d: %+v, %v", seen, account, err)
			}
			if seen == 3 {
				break
			}
		}
		if seen != 3 {
			t.Errorf("%d came", seen)
		}
	}
	// A context that ends between two pages ends the list.
	ending, cancel := context.WithCancel(ctx)
	defer cancel()
	seen := 0
	var last error
	for _, err := range snapshot.Accounts(ending) {
		if seen++; seen == 10 {
			cancel()
		}
		last = err
	}
	if seen != pageSize+1 || !errors.Is(last, context.Canceled) || !errors.Is(last, ErrCancelled) {
		t.Errorf("%d came, then %v", seen, last)
	}
	// From 0 the journal is read from its beginning, and from after its end it has no entries.
	if entries := collected(t, snapshot.Journal(ctx, 0)); len(entries) != 1_203 || entries[0].Position != 1 {
		t.Errorf("%d entries", len(entries))
	}
	// Those of one account, in several pages, with the same heads.
	all := collected(t, snapshot.Journal(ctx, 0))
	mine := collected(t, snapshot.JournalOf(ctx, "acme", 0))
	if len(mine) != 603 || mine[602].Position != all[1_202].Position || mine[602].Head != all[1_202].Head {
		t.Errorf("%d entries", len(mine))
	}
	if later := collected(t, snapshot.JournalOf(ctx, "acme", mine[300].Position)); len(later) != 303 {
		t.Errorf("%d entries", len(later))
	}
	if err := first(snapshot.JournalOf(ctx, "none", 0)); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if at, _, migrated, err := snapshot.MigratedFrom(ctx); migrated || at != 0 || err != nil {
		t.Errorf("%d, %v, %v", at, migrated, err)
	}
	if entries := collected(t, snapshot.Journal(ctx, 1_204)); len(entries) != 0 {
		t.Errorf("%d entries", len(entries))
	}
	var head Head
	at := uint64(1_000)
	for entry, err := range snapshot.Journal(ctx, at) {
		if err != nil || entry.Position != at {
			t.Fatalf("%d: %+v, %v", at, entry, err)
		}
		at, head = at+1, entry.Head
	}
	end, err := snapshot.Head(ctx)
	if err != nil || at != 1_204 || head != end || position(t, engine) != 1_203 {
		t.Errorf("the journal ended at %d with %s, the chain is at %s, %v", at, head, end, err)
	}
	entry, after, err := snapshot.Entry(ctx, 1_203)
	if err != nil || after != end || entry.Command != settle(599) {
		t.Errorf("%+v, %s, %v", entry, after, err)
	}
	if err := snapshot.ExpectHead(ctx, 1_203, end); err != nil {
		t.Error(err)
	}
	expectError(t, snapshot.ExpectHead(ctx, 1_202, end), ErrHeadMismatch, ErrorClassCorrupt, "", "")
	for name, err := range map[string]error{
		"Account":       second(snapshot.Account(ctx, "none")),
		"Workspace":     second(snapshot.Workspace(ctx, "cn1/none")),
		"CloudAccount":  second(snapshot.CloudAccount(ctx, "none")),
		"Bill":          second(snapshot.Bill(ctx, "none")),
		"OutboxMessage": second(snapshot.OutboxMessage(ctx, EntryPosition{1, 0})),
		"Policy":        second(snapshot.Policy(ctx, "none")),
		"PayerAt":       second(snapshot.PayerAt(ctx, "cn1/none", march)),
		"Outlook":       second(snapshot.Outlook(ctx, "none")),
		"Statement":     second(snapshot.Statement(ctx, "none", march, march.Add(1))),
		"AsOfPosition":  second(snapshot.AsOfPosition(ctx, 1_204)),
		"LotsOf":        first(snapshot.LotsOf(ctx, "none")),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v: expected not_found", name, err)
		}
	}
	if _, _, err := snapshot.Entry(ctx, 1_204); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v: expected not_found", err)
	}
	_, err = snapshot.Account(ctx, " ")
	expectError(t, err, ErrBadValue, ErrorClassMisuse, "account", "")
	expectError(t, first(snapshot.WorkspacesOf(ctx, "")), ErrMissingField, ErrorClassMisuse, "account", "")
	_, err = snapshot.Statement(ctx, "acme", march, march)
	expectError(t, err, ErrBadArgument, ErrorClassMisuse, "to", "")
	_, err = snapshot.PayerAt(ctx, "cn1/ws", march.Add(-1))
	expectError(t, err, ErrUsageBeforeBinding, ErrorClassRefused, "period.start", "P5")
	if _, err := engine.Compact(ctx); !errors.Is(err, ErrBusy) {
		t.Errorf("%v: expected busy", err)
	}
	past, err := snapshot.AsOfPosition(ctx, 3)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, past)
	if account, err := past.Account(ctx, "acme"); err != nil || account.Cash != MustParseMoney("1000000 CNY") {
		t.Errorf("%+v, %v", account, err)
	}
	statement, err := snapshot.Statement(ctx, "acme", march, march.Add(time.Second))
	if err != nil || len(statement.Movements) != 601 || statement.Closing.Of(FundCash) != MustParseMoney("999992.5 CNY") {
		t.Errorf("%d movements, closing %+v, %v", len(statement.Movements), statement.Closing, err)
	}
	statistics, err := snapshot.Statistics(ctx)
	if err != nil || statistics.Entries != 1_203 || statistics.Records["accounts"] != 601 || statistics.Records["bills"] != 600 {
		t.Errorf("%+v, %v", statistics, err)
	}
	memory, err := snapshot.Memory(ctx)
	if err != nil || memory != statistics.Memory || memory.LogBytes < 1<<20 || memory.ChangedBytesMax == 0 ||
		memory.ChangedBytes > memory.ChangedBytesMax || memory.LogUsedBytes > memory.LogBytes {
		t.Errorf("%+v, %v", memory, err)
	}
	preview, err := engine.Preview(ctx, settle(7_000).Bill, time.Time{})
	if settled, ok := preview.(PreviewSettled); err != nil || !ok || settled.Known {
		t.Errorf("%+v, %v", preview, err)
	}
	if next, err := snapshot.NextDeadline(ctx); err != nil || !next.IsZero() {
		t.Errorf("%v, %v", next, err)
	}
	own, err := snapshot.Policy(ctx, "acme")
	builtIn, builtInErr := DefaultPolicy()
	if err != nil || builtInErr != nil || !bytes.Equal(marshal(t, own), marshal(t, builtIn)) {
		t.Errorf("%+v, %v, %v", own, err, builtInErr)
	}
}

// A policy with all fields, and with optional lists that are empty but not absent, is the same after a round trip.
// Lists of one account have no record of another. The workspace cn1/moves has moved from acme to globex.
func TestListsOfOneAccount(t *testing.T) {
	engine, ctx := memory(t), t.Context()
	commands, err := os.ReadFile("../tests/data/two-accounts.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(commands) {
		request, err := ReadRequest(line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if _, err := engine.SubmitAll(ctx, []Request{*request}, ModeAtomic); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	all := looker(t, engine)()
	for account, expected := range map[string][]string{
		"acme":   {"workspace cn1/acme-1", "cloud account acme-ca", "held acme-b4", "lot acme-f", "lot acme-v"},
		"globex": {"workspace cn1/globex-1", "workspace cn1/moves", "cloud account globex-ca", "held globex-b3", "lot globex-f", "lot globex-v"},
	} {
		var found []string
		for workspace, err := range all.WorkspacesOf(ctx, account) {
			if err != nil || workspace.Account != account {
				t.Fatal(workspace, err)
			}
			found = append(found, "workspace "+workspace.ID)
		}
		for cloudAccount, err := range all.CloudAccountsOf(ctx, account) {
			if err != nil || cloudAccount.Account != account {
				t.Fatal(cloudAccount, err)
			}
			found = append(found, "cloud account "+cloudAccount.ID)
		}
		for record, err := range all.HeldBillsOf(ctx, account) {
			if err != nil || record.Account != account {
				t.Fatal(record, err)
			}
			found = append(found, "held "+record.Bill.ID)
		}
		for lot, err := range all.LotsOf(ctx, account) {
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, "lot "+lot.ID)
		}
		if !reflect.DeepEqual(found, expected) {
			t.Errorf("%s: %q: expected %q", account, found, expected)
		}
	}
}

func TestPolicyRoundTrip(t *testing.T) {
	engine := memory(t)
	limit, changes, valid := MustParseDecimal("12.5"), uint32(3), 24*time.Hour
	policy, err := DefaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	policy.CreditLimit, policy.VoluntaryChangesPerMonth, policy.LockIn = &limit, &changes, true
	policy.CardTiers = []CardTier{{MustParseDecimal("100"), MustParseDecimal("5"), &valid}, {MustParseDecimal("500"), MustParseDecimal("50"), nil}}
	policy.SiteProviders = map[string][]Provider{"cn1": {ProviderAliCloud, ProviderHuaweiCloud}, "us1": {}}
	policy.MeteringWindows = map[Provider]MeteringWindow{ProviderAWS: MeteringWindowAfter{time.Hour}, ProviderAliCloud: MeteringWindowEndOfNextHour{}}
	if _, err := engine.Submit(t.Context(), SetPolicy{Policy: policy}); err != nil {
		t.Fatal(err)
	}
	snapshot, err := engine.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, snapshot)
	back, err := snapshot.DefaultPolicy(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(marshal(t, back), marshal(t, policy)) {
		t.Errorf("submitted %s\nread      %s", marshal(t, policy), marshal(t, back))
	}
	if list, ok := back.SiteProviders["us1"]; !ok || len(list) != 0 {
		t.Errorf("%v", back.SiteProviders)
	}
	var read Policy
	if err := read.UnmarshalJSON(marshal(t, back)); err != nil || !bytes.Equal(marshal(t, read), marshal(t, policy)) {
		t.Errorf("%+v, %v", read, err)
	}
	if err := read.UnmarshalJSON([]byte(`{"grace":1}`)); err != nil || read.Grace != time.Second || read.DeadlineNotice != policy.DeadlineNotice {
		t.Errorf("absent fields do not have the defaults: %+v, %v", read, err)
	}
}

// An optional text that is empty differs from an absent one.
func TestEmptyTextIsNotAbsent(t *testing.T) {
	engine, _ := onDisk(t)
	empty := ""
	for _, reference := range []*string{nil, &empty} {
		answer, err := engine.Submit(t.Context(), TopUp{Account: "acme", Amount: MustParseMoney("1 CNY"), Reference: reference})
		if err != nil {
			t.Fatal(err)
		}
		recorded := answer.Events[0].(EventToppedUp).Reference
		if (recorded == nil) != (reference == nil) || recorded != nil && *recorded != "" {
			t.Errorf("%v was recorded as %v", reference, recorded)
		}
	}
}

func TestJSONEscapesOnlyWhatItMust(t *testing.T) {
	text := "a\"b\\c\x00\x1f\b\f\n\r\t<>&\u2028é\x7f"
	if got := string(appendText(text, nil)); got != `"a\"b\\c\u0000\u001f\b\f\n\r\t<>&`+"\u2028é\x7f"+`"` {
		t.Errorf("%s", got)
	}
	if got := string(appendText("a\xffb", nil)); got != `"a`+"\ufffd"+`b"` {
		t.Errorf("%s", got)
	}
}

func TestReadingIsStrict(t *testing.T) {
	for text, expected := range map[string]struct {
		code  ErrorCode
		field string
	}{
		`{"command":"top_up","account":"a","amount":"1 CNY","colour":"red"}`: {ErrUnknownField, "colour"},
		`{"command":"top_up","account":"a","account":"b","amount":"1 CNY"}`:  {ErrDuplicateKey, "account"},
		`{"command":"top_up","account":"a"}`:                                 {ErrMissingField, "amount"},
		`{"command":"top_up","account":"a","amount":null}`:                   {ErrMissingField, "amount"},
		`{"command":"top_up","account":"a","amount":5}`:                      {ErrWrongType, "amount"},
		`{"command":"top_up","account":"a","amount":"5"}`:                    {ErrBadValue, "amount"},
		`{"Command":"top_up","account":"a","amount":"5 CNY"}`:                {ErrMissingField, "command"},
		`{"command":"pay"}`:       {ErrUnknownCommand, "command"},
		`{"command":"advance"} x`: {ErrNotJSON, ""},
		`{"command":"advance"`:    {ErrNotJSON, ""},
		`[]`:                      {ErrWrongType, ""},
		"\"\xff\"":                {ErrNotUTF8, ""},
		strings.Repeat("[", 33) + strings.Repeat("]", 33):                                  {ErrTooDeep, strings.Repeat("[0]", 32)},
		`{"command":"choose_method","account":"a","workspace":"s/w","method":"x"}`:         {ErrBadValue, "method"},
		`{"command":"choose_method","account":"a","workspace":"s/w","method":{"x":1}}`:     {ErrBadValue, "method"},
		`{"command":"advance","at":"yesterday"}`:                                           {ErrBadValue, "at"},
		`{"command":"set_policy","policy":{"site_providers":{"cn1":["azure"]}}}`:           {ErrBadValue, "policy.site_providers.cn1[0]"},
		`{"command":"ingest","provider":"aws","raw":"{}","message":null,"signal":"ended"}`: {ErrUnknownField, "signal"},
	} {
		r := Request{Actor: "unchanged"}
		err := r.UnmarshalJSON([]byte(text))
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s\n%v: expected %s", text, err, expected.code.Name())
			continue
		}
		if e.Number != expected.code || e.Field != expected.field {
			t.Errorf("%s\n%v about %q: expected %s about %q", text, err, e.Field, expected.code.Name(), expected.field)
		}
		if r != (Request{Actor: "unchanged"}) {
			t.Errorf("%s\nchanged the request: %+v", text, r)
		}
	}
	_, err := UnmarshalCommand([]byte(`{"command":"advance","actor":"x"}`))
	expectError(t, err, ErrUnknownField, ErrorClassMisuse, "", "")
	if command, err := UnmarshalCommand([]byte(` {"command":"advance"} `)); err != nil || command != (Advance{}) {
		t.Errorf("%v, %v", command, err)
	}
}

func TestAConvertedLedgerAnswersItsOldHead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.defray")
	old, err := os.ReadFile(filepath.Join("..", "tests", "fixtures", "format-2", "story-arrears.defray"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	engine, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, engine)
	snapshot, err := engine.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, snapshot)
	at, head, migrated, err := snapshot.MigratedFrom(t.Context())
	const expected = "29232ef0e7ab9efa0af0b730158883333382d33bb88595e893b7992a924a1839"
	if err != nil || !migrated || at != 9 || head.String() != expected {
		t.Errorf("%d, %v, %v, %v", at, head, migrated, err)
	}
	if err := snapshot.ExpectHead(t.Context(), at, head); err != nil {
		t.Error(err)
	}
	if now, err := snapshot.Head(t.Context()); err != nil || now == head {
		t.Errorf("%v, %v: expected another head in the new format", now, err)
	}
}
