package defray

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
	t.Cleanup(func() { engine.Close() })
	return engine
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

// looker takes snapshots that are closed when the test is over.
func looker(t testing.TB, engine *Engine) func() *Snapshot {
	return func() *Snapshot {
		t.Helper()
		snapshot, err := engine.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { snapshot.Close() })
		return snapshot
	}
}

// onDisk is a ledger file with an account that has a workspace and a million in cash.
func onDisk(t testing.TB) (*Engine, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.defray")
	engine, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
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

func TestWhatWasAcknowledgedIsThereAfterReopening(t *testing.T) {
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
	defer engine.Close()
	again, err := engine.Submit(t.Context(), settle(1), At(march), IdempotencyKey("k-1"))
	if err != nil || again.Kind != AnswerRepeated || again.Position != answer.Position || again.Head != answer.Head {
		t.Errorf("%+v, %v", again, err)
	}
	if receipt := again.Receipt(); receipt == nil || receipt.Slices[0].Fund != FundCash || receipt.Bill != settle(1).Bill.ID {
		t.Errorf("%+v", receipt)
	}
	replayed, err := engine.Submit(t.Context(), settle(1), At(march))
	if err != nil || replayed.Kind != AnswerAlready || replayed.Receipt() == nil {
		t.Errorf("%+v, %v", replayed, err)
	}
	if _, err := Open(t.Context(), path); !errors.Is(err, ErrFileLocked) {
		t.Errorf("opened twice: %v", err)
	}
	var head Head
	head[0] = 1
	other := filepath.Join(t.TempDir(), "copy.defray")
	if _, _, err := engine.Backup(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), other, WithExpectedHead(answer.Position, head)); !errors.Is(err, ErrHeadMismatch) {
		t.Errorf("%v: expected head_mismatch", err)
	}
}

func TestOpeningTellsWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	if _, err := Open(t.Context(), filepath.Join(folder, "none.defray")); !errors.Is(err, ErrFileMissing) {
		t.Errorf("%v: expected file_missing", err)
	}
	notOurs := filepath.Join(folder, "text")
	if err := os.WriteFile(notOurs, bytes.Repeat([]byte("text "), 4_000), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), notOurs); !errors.Is(err, ErrNotALedger) {
		t.Errorf("%v: expected not_a_ledger", err)
	}
	if _, err := Create(t.Context(), notOurs); !errors.Is(err, ErrFileExists) {
		t.Errorf("%v: expected file_exists", err)
	}
	engine, err := OpenOrCreate(t.Context(), filepath.Join(folder, "new.defray"), WithPageCache(1<<20), WithCachedRecords(10), WithChangedRecords(10))
	if err != nil {
		t.Fatal(err)
	}
	prepare(t, engine)
	if err := engine.Close(); err != nil {
		t.Error(err)
	}
	if _, err := OpenInMemory(t.Context(), WithManualClock(time.Time{})); !errors.Is(err, ErrMissingField) {
		t.Errorf("%v: a clock of no time", err)
	}
}

func TestManualClock(t *testing.T) {
	now := time.Date(2026, 3, 1, 8, 0, 0, 123_456_789, time.FixedZone("CST", 8*3600))
	engine := memory(t, WithManualClock(now))
	answer, err := engine.Submit(t.Context(), OpenAccount{Account: "acme", Currency: "CNY"})
	if err != nil || !answer.At.Equal(now) || answer.At.Location() != time.UTC || answer.At.Nanosecond() != 123_456_789 {
		t.Errorf("%+v, %v", answer, err)
	}
	if err := engine.SetClock(t.Context(), now.Add(time.Nanosecond)); err != nil {
		t.Error(err)
	}
	if err := memory(t).SetClock(t.Context(), now); err == nil {
		t.Error("the system's clock was set")
	}
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
	var e *Error
	_, err = engine.SubmitAll(t.Context(), []Request{{Command: settle(10)}, {Command: foreign}}, ModeAtomic)
	if !errors.Is(err, ErrUnknownWorkspace) || !errors.As(err, &e) || e.Index != 1 {
		t.Errorf("%v", err)
	}
	_, err = engine.SubmitAll(t.Context(), []Request{{Command: settle(10)}, {Command: zero}}, ModeAtomic)
	if !errors.Is(err, ErrMissingField) || !errors.As(err, &e) || e.Index != 1 {
		t.Errorf("%v", err)
	}
	if after := position(t, engine); after != before {
		t.Errorf("an atomic batch that was refused went from %d to %d", before, after)
	}
	results, err = engine.SubmitAll(t.Context(), []Request{{Command: settle(10)}, {Command: settle(11)}}, ModeAtomic)
	if err != nil || results[1].Err != nil {
		t.Errorf("%+v, %v", results, err)
	}
	if results, err := engine.SubmitAll(t.Context(), nil, ModeAtomic); results != nil || err != nil {
		t.Errorf("%v, %v", results, err)
	}
	if _, err := engine.SubmitAll(t.Context(), batch, 7); !errors.Is(err, ErrBadValue) {
		t.Errorf("%v: a mode that is none", err)
	}
	if _, err := (Result{}).Answer(); !errors.Is(err, ErrBadArgument) {
		t.Errorf("%v: a Result of nowhere", err)
	}
}

// Many goroutines, each with single commands, batches and questions: everything is answered once, with its own answer.
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
				if err != nil {
					t.Error(err)
					return
				}
				for i, result := range results {
					answer, err := result.Answer()
					if err != nil || answer.Receipt().Bill != settle(number+2+i).Bill.ID {
						t.Errorf("%d: %+v, %v", number+2+i, answer, err)
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
	if _, err := engine.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestContextThatHasEnded(t *testing.T) {
	engine, _ := onDisk(t)
	snapshot, err := engine.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer snapshot.Close()
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
	if position(t, engine) != 3 {
		t.Error("something was done")
	}
}

// A goroutine that gives up while it waits takes its command out; nobody else is disturbed, and none of theirs is lost.
func TestGivingUpWhileWaiting(t *testing.T) {
	engine, _ := onDisk(t)
	var group sync.WaitGroup
	var done, givenUp atomic.Int64
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
					givenUp.Add(1)
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
	if givenUp.Load() == 0 || done.Load() == 0 {
		t.Errorf("%d done, %d given up: the test does not reach both", done.Load(), givenUp.Load())
	}
	if engine.queue.busy || len(engine.queue.waiting) > 0 {
		t.Error("the gate is not free")
	}
}

// The steps of the gate that chance seldom reaches.
func TestGateWithoutChance(t *testing.T) {
	engine, _ := onDisk(t)
	q := &engine.queue
	if !q.enter() || q.enter() {
		t.Fatal("the gate does not keep others out")
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
	// The first gives up: it leaves, and the second stays.
	reason := errors.New("the reason")
	cancel(reason)
	if err := <-outcome; !errors.Is(err, ErrCancelled) || !errors.Is(err, reason) {
		t.Errorf("%v", err)
	}
	waiting(1)
	// One that was told to lead and gives up at the same time passes the gate on.
	first := &job{turn: make(chan turn, 1)}
	q.mu.Lock()
	q.waiting = append([]*job{first}, q.waiting...)
	q.next()
	q.mu.Unlock()
	if !first.leads || !q.remove(first) || q.remove(first) {
		t.Error("it was not told to lead, or could not leave")
	}
	if err := <-outcome; err != nil {
		t.Errorf("the second was not let in: %v", err)
	}
	if q.busy || position(t, engine) != 4 {
		t.Errorf("the gate is not free, or the journal is at %d", position(t, engine))
	}
}

func TestClosing(t *testing.T) {
	engine, _ := onDisk(t)
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
	for done.Load() < 200 {
		time.Sleep(time.Millisecond)
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
		"Snapshot": func() error { _, err := engine.Snapshot(t.Context()); return err },
		"Account":  func() error { _, err := snapshot.Account(t.Context(), "acme"); return err },
		"Position": func() error { _, err := snapshot.Position(t.Context()); return err },
	} {
		if err := call(); !errors.Is(err, ErrClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for range 2 {
		if err := snapshot.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := snapshot.Account(t.Context(), "acme"); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

func TestQuestions(t *testing.T) {
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
	defer snapshot.Close()
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
	for range snapshot.Accounts(ctx) {
		break
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
	if seen != pageSize+1 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d came, then %v", seen, last)
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
	if err != nil || after != end || entry.Command.(SettleBill).Bill.ID != settle(599).Bill.ID {
		t.Errorf("%+v, %s, %v", entry, after, err)
	}
	if err := snapshot.ExpectHead(ctx, 1_203, end); err != nil {
		t.Error(err)
	}
	if err := snapshot.ExpectHead(ctx, 1_202, end); !errors.Is(err, ErrHeadMismatch) {
		t.Errorf("%v", err)
	}
	if _, err := snapshot.Account(ctx, "nobody"); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
	past, err := snapshot.AsOfPosition(ctx, 3)
	if err != nil {
		t.Fatal(err)
	}
	defer past.Close()
	if account, err := past.Account(ctx, "acme"); err != nil || account.Cash != MustParseMoney("1000000 CNY") {
		t.Errorf("%+v, %v", account, err)
	}
	statement, err := snapshot.Statement(ctx, "acme", march, march.Add(time.Second))
	if err != nil || len(statement.Movements) != 601 || statement.Closing.Of(FundCash) != MustParseMoney("999992.5 CNY") {
		t.Errorf("%d movements, closing %+v, %v", len(statement.Movements), statement.Closing, err)
	}
	statistics, err := snapshot.Statistics(ctx)
	if err != nil || statistics.Entries != 1_203 || statistics.Records["account"] == 0 && len(statistics.Records) == 0 {
		t.Errorf("%+v, %v", statistics, err)
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
	if _, err := snapshot.OutboxMessage(ctx, EntryPosition{1, 0}); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
}

// A policy with everything in it, and optional lists that are there and empty, comes back as it went.
func TestPolicyGoesThereAndBack(t *testing.T) {
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
	defer snapshot.Close()
	back, err := snapshot.DefaultPolicy(t.Context())
	if err != nil || !bytes.Equal(marshal(t, back), marshal(t, policy)) {
		t.Errorf("%v\nwent  %s\ncame  %s", err, marshal(t, policy), marshal(t, back))
	}
	if list, ok := back.SiteProviders["us1"]; !ok || len(list) != 0 {
		t.Errorf("%v", back.SiteProviders)
	}
	var read Policy
	if err := read.UnmarshalJSON(marshal(t, back)); err != nil || !bytes.Equal(marshal(t, read), marshal(t, policy)) {
		t.Errorf("%+v, %v", read, err)
	}
	if err := read.UnmarshalJSON([]byte(`{"grace":1}`)); err != nil || read.Grace != time.Second || read.DeadlineNotice != policy.DeadlineNotice {
		t.Errorf("fields left out do not take the defaults: %+v, %v", read, err)
	}
}

// An empty text that may be empty is there; one that is absent is not.
func TestEmptyTextIsThere(t *testing.T) {
	engine, _ := onDisk(t)
	empty := ""
	for _, reference := range []*string{nil, &empty} {
		answer, err := engine.Submit(t.Context(), TopUp{Account: "acme", Amount: MustParseMoney("1 CNY"), Reference: reference})
		if err != nil {
			t.Fatal(err)
		}
		came := answer.Events[0].(EventToppedUp).Reference
		if (came == nil) != (reference == nil) || came != nil && *came != "" {
			t.Errorf("%v came as %v", reference, came)
		}
	}
}

func TestJSONEscapesWhatItMustAndNothingElse(t *testing.T) {
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
		var r Request
		err := r.UnmarshalJSON([]byte(text))
		var e *Error
		if !errors.As(err, &e) || e.Number != expected.code || e.Field != expected.field {
			t.Errorf("%s\n%v about %q: expected %s about %q", text, err, e.Field, expected.code.Name(), expected.field)
		}
	}
	if _, err := UnmarshalCommand([]byte(`{"command":"advance","actor":"x"}`)); !errors.Is(err, ErrUnknownField) {
		t.Errorf("%v", err)
	}
	if command, err := UnmarshalCommand([]byte(` {"command":"advance"} `)); err != nil || command != (Advance{}) {
		t.Errorf("%v, %v", command, err)
	}
}
