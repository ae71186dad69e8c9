package defray

/*
#include "defray.h"
#cgo nocallback defray_snapshot_free
#cgo noescape defray_snapshot_position
#cgo nocallback defray_snapshot_position
#cgo noescape defray_snapshot_head
#cgo nocallback defray_snapshot_head
#cgo noescape defray_snapshot_expect_head
#cgo nocallback defray_snapshot_expect_head
#cgo noescape defray_snapshot_as_of
#cgo nocallback defray_snapshot_as_of
#cgo noescape defray_snapshot_as_of_position
#cgo nocallback defray_snapshot_as_of_position
#cgo noescape defray_snapshot_account
#cgo nocallback defray_snapshot_account
#cgo nocallback defray_account_free
#cgo noescape defray_snapshot_workspace
#cgo nocallback defray_snapshot_workspace
#cgo nocallback defray_workspace_free
#cgo noescape defray_snapshot_cloud_account
#cgo nocallback defray_snapshot_cloud_account
#cgo nocallback defray_cloud_account_free
#cgo noescape defray_snapshot_bill
#cgo nocallback defray_snapshot_bill
#cgo nocallback defray_bill_record_free
#cgo noescape defray_snapshot_outbox_message
#cgo nocallback defray_snapshot_outbox_message
#cgo nocallback defray_outbox_message_free
#cgo noescape defray_snapshot_policy
#cgo nocallback defray_snapshot_policy
#cgo noescape defray_snapshot_default_policy
#cgo nocallback defray_snapshot_default_policy
#cgo nocallback defray_policy_free
#cgo noescape defray_snapshot_payer_at
#cgo nocallback defray_snapshot_payer_at
#cgo nocallback defray_payer_interval_free
#cgo noescape defray_snapshot_outlook
#cgo nocallback defray_snapshot_outlook
#cgo nocallback defray_plan_free
#cgo noescape defray_snapshot_next_deadline
#cgo nocallback defray_snapshot_next_deadline
#cgo noescape defray_snapshot_entry
#cgo nocallback defray_snapshot_entry
#cgo nocallback defray_entry_free
#cgo noescape defray_snapshot_statement
#cgo nocallback defray_snapshot_statement
#cgo nocallback defray_statement_free
#cgo noescape defray_snapshot_verify
#cgo nocallback defray_snapshot_verify
#cgo noescape defray_snapshot_statistics
#cgo nocallback defray_snapshot_statistics
#cgo nocallback defray_statistics_free
*/
import "C"

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// Snapshot is the records and the journal after some commit. It never changes. Any number of goroutines may use it at once. Close it
// when done: while it is open, [Engine.Compact] has to wait. After its engine is closed it answers [ErrClosed].
type Snapshot struct {
	// Held for reading by every call in flight, for writing by Close alone.
	inFlight sync.RWMutex
	// nil: closed.
	c       *C.defray_snapshot
	cleanup runtime.Cleanup
	// Nobody else may have the engine any more: it is not given up as long as there is a snapshot of it.
	engine *Engine
}

func newSnapshot(c *C.defray_snapshot, engine *Engine) *Snapshot {
	s := &Snapshot{c: c, engine: engine}
	s.cleanup = runtime.AddCleanup(s, func(c *C.defray_snapshot) { C.defray_snapshot_free(c) }, c)
	return s
}

// Close gives up the snapshot, after the calls in flight. Closing again does nothing. The error is always nil.
func (s *Snapshot) Close() error {
	s.inFlight.Lock()
	defer s.inFlight.Unlock()
	if s.c != nil {
		s.cleanup.Stop()
		C.defray_snapshot_free(s.c)
		s.c = nil
	}
	return nil
}

func (s *Snapshot) enter(ctx context.Context) (func(), error) {
	if err := ctx.Err(); err != nil {
		return nil, givenUp(err)
	}
	if !s.inFlight.TryRLock() {
		return nil, closedError("the snapshot")
	}
	if s.c == nil {
		s.inFlight.RUnlock()
		return nil, closedError("the snapshot")
	}
	return s.inFlight.RUnlock, nil
}

// ask runs a question whose answer is one record: C's, copied into Go's and freed.
func ask[G, T any](
	ctx context.Context,
	s *Snapshot,
	call func(out **T, cerr **C.defray_error) C.defray_status,
	each func(*G, *decoder, *T),
	free func(*T),
) (*G, error) {
	leave, err := s.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	var out *T
	var cerr *C.defray_error
	if status := call(&out, &cerr); status != 0 {
		return nil, failure(status, cerr)
	}
	if out == nil {
		return nil, nil
	}
	d := takeDecoder()
	defer d.giveBack()
	v := new(G)
	each(v, d, out)
	free(out)
	return v, nil
}

// Position gives the last journal position; 0 before the first entry.
func (s *Snapshot) Position(ctx context.Context) (uint64, error) {
	leave, err := s.enter(ctx)
	if err != nil {
		return 0, err
	}
	defer leave()
	var out C.uint64_t
	var cerr *C.defray_error
	if status := C.defray_snapshot_position(s.c, &out, &cerr); status != 0 {
		return 0, failure(status, cerr)
	}
	return uint64(out), nil
}

// Head gives the hash chain's head after the last entry.
func (s *Snapshot) Head(ctx context.Context) (Head, error) {
	leave, err := s.enter(ctx)
	if err != nil {
		return Head{}, err
	}
	defer leave()
	var out C.defray_head
	var cerr *C.defray_error
	if status := C.defray_snapshot_head(s.c, &out, &cerr); status != 0 {
		return Head{}, failure(status, cerr)
	}
	return headFromC(&out), nil
}

// ExpectHead fails with [ErrHeadMismatch] unless the journal had that head after that position.
func (s *Snapshot) ExpectHead(ctx context.Context, position uint64, head Head) error {
	leave, err := s.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	c := headToC(head)
	var cerr *C.defray_error
	if status := C.defray_snapshot_expect_head(s.c, C.uint64_t(position), &c, &cerr); status != 0 {
		return failure(status, cerr)
	}
	return nil
}

// AsOf gives the records as they were known at an instant: with every decision made by then. What a marketplace told later is not in it,
// even if it concerns an earlier time. It reads the whole journal, and ends soon after ctx does. Its own journal is empty: ask the present
// one. Close it when done.
func (s *Snapshot) AsOf(ctx context.Context, at time.Time) (*Snapshot, error) {
	instant, err := instantToC(at)
	if err != nil {
		return nil, within(err, "at")
	}
	return s.past(ctx, func(cancel *C.defray_cancel, out **C.defray_snapshot, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_as_of(s.c, instant, cancel, out, cerr)
	})
}

// AsOfPosition gives the records as they were after a journal position. See [Snapshot.AsOf].
func (s *Snapshot) AsOfPosition(ctx context.Context, position uint64) (*Snapshot, error) {
	return s.past(ctx, func(cancel *C.defray_cancel, out **C.defray_snapshot, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_as_of_position(s.c, C.uint64_t(position), cancel, out, cerr)
	})
}

func (s *Snapshot) past(ctx context.Context, call func(*C.defray_cancel, **C.defray_snapshot, **C.defray_error) C.defray_status) (*Snapshot, error) {
	leave, err := s.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	w := watch(ctx)
	defer w.end()
	var out *C.defray_snapshot
	var cerr *C.defray_error
	if status := call(w.c, &out, &cerr); status != 0 {
		return nil, w.explain(failure(status, cerr))
	}
	return newSnapshot(out, s.engine), nil
}

// Account gives the account of that id.
func (s *Snapshot) Account(ctx context.Context, id string) (*Account, error) {
	return ask(ctx, s, func(out **C.defray_account, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_account(s.c, borrowed(id), out, cerr)
	}, (*Account).fromC, func(c *C.defray_account) { C.defray_account_free(c) })
}

// Workspace gives the workspace of that "site/id".
func (s *Snapshot) Workspace(ctx context.Context, id string) (*Workspace, error) {
	return ask(ctx, s, func(out **C.defray_workspace, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_workspace(s.c, borrowed(id), out, cerr)
	}, (*Workspace).fromC, func(c *C.defray_workspace) { C.defray_workspace_free(c) })
}

// CloudAccount gives the cloud account of that id.
func (s *Snapshot) CloudAccount(ctx context.Context, id string) (*CloudAccount, error) {
	return ask(ctx, s, func(out **C.defray_cloud_account, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_cloud_account(s.c, borrowed(id), out, cerr)
	}, (*CloudAccount).fromC, func(c *C.defray_cloud_account) { C.defray_cloud_account_free(c) })
}

// Bill gives a bill with its receipt, reversals and corrections.
func (s *Snapshot) Bill(ctx context.Context, id string) (*BillRecord, error) {
	return ask(ctx, s, func(out **C.defray_bill_record, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_bill(s.c, borrowed(id), out, cerr)
	}, (*BillRecord).fromC, func(c *C.defray_bill_record) { C.defray_bill_record_free(c) })
}

// OutboxMessage gives an outbox_message, owed or met.
func (s *Snapshot) OutboxMessage(ctx context.Context, number EntryPosition) (*OutboxMessage, error) {
	var c C.defray_entry_position
	if err := number.toC(nil, &c); err != nil {
		return nil, within(err, "number")
	}
	return ask(ctx, s, func(out **C.defray_outbox_message, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_outbox_message(s.c, &c, out, cerr)
	}, (*OutboxMessage).fromC, func(c *C.defray_outbox_message) { C.defray_outbox_message_free(c) })
}

// Policy gives the policy that an account is under: its own, or the file's default.
func (s *Snapshot) Policy(ctx context.Context, account string) (*Policy, error) {
	return ask(ctx, s, func(out **C.defray_policy, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_policy(s.c, borrowed(account), out, cerr)
	}, (*Policy).fromC, func(c *C.defray_policy) { C.defray_policy_free(c) })
}

// DefaultPolicy gives the policy of accounts that have none of their own: the one set for the file, or the package's [DefaultPolicy].
func (s *Snapshot) DefaultPolicy(ctx context.Context) (*Policy, error) {
	return ask(ctx, s, func(out **C.defray_policy, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_default_policy(s.c, out, cerr)
	}, (*Policy).fromC, func(c *C.defray_policy) { C.defray_policy_free(c) })
}

// PayerAt says who pays usage of a workspace that begins at an instant. It fails with [ErrUsageBeforeBinding] or
// [ErrUsageAfterDissolution] when nobody does (P5).
func (s *Snapshot) PayerAt(ctx context.Context, workspace string, at time.Time) (*PayerInterval, error) {
	instant, err := instantToC(at)
	if err != nil {
		return nil, within(err, "at")
	}
	return ask(ctx, s, func(out **C.defray_payer_interval, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_payer_at(s.c, borrowed(workspace), instant, out, cerr)
	}, (*PayerInterval).fromC, func(c *C.defray_payer_interval) { C.defray_payer_interval_free(c) })
}

// Outlook says how the funds, as they are in this snapshot, would pay a held bill; nil while the cloud account that should pay is
// suspended (P3).
func (s *Snapshot) Outlook(ctx context.Context, bill string) (Plan, error) {
	plan, err := ask(ctx, s, func(out **C.defray_plan, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_outlook(s.c, borrowed(bill), out, cerr)
	}, planFromC, func(c *C.defray_plan) { C.defray_plan_free(c) })
	if plan == nil {
		return nil, err
	}
	return *plan, nil
}

// NextDeadline says when to submit [Advance] next: the earliest instant at which something falls due. The zero time: nothing will.
func (s *Snapshot) NextDeadline(ctx context.Context) (time.Time, error) {
	leave, err := s.enter(ctx)
	if err != nil {
		return time.Time{}, err
	}
	defer leave()
	var out C.defray_instant
	var cerr *C.defray_error
	if status := C.defray_snapshot_next_deadline(s.c, &out, &cerr); status != 0 {
		return time.Time{}, failure(status, cerr)
	}
	if out == C.DEFRAY_NO_INSTANT {
		return time.Time{}, nil
	}
	return instantFromC(out), nil
}

// Entry gives one entry of the journal, the first being 1, and the hash chain's head after it.
func (s *Snapshot) Entry(ctx context.Context, position uint64) (*Entry, Head, error) {
	var head C.defray_head
	entry, err := ask(ctx, s, func(out **C.defray_entry, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_entry(s.c, C.uint64_t(position), out, &head, cerr)
	}, (*Entry).fromC, func(c *C.defray_entry) { C.defray_entry_free(c) })
	return entry, headFromC(&head), err
}

// Statement says what moved on an account from an instant up to, not including, another, with the balances before and after. It reads
// the whole journal, and ends soon after ctx does.
func (s *Snapshot) Statement(ctx context.Context, account string, from, to time.Time) (*Statement, error) {
	begin, err := instantToC(from)
	if err != nil {
		return nil, within(err, "from")
	}
	end, err := instantToC(to)
	if err != nil {
		return nil, within(err, "to")
	}
	w := watch(ctx)
	defer w.end()
	statement, err := ask(ctx, s, func(out **C.defray_statement, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_statement(s.c, borrowed(account), begin, end, w.c, out, cerr)
	}, (*Statement).fromC, func(c *C.defray_statement) { C.defray_statement_free(c) })
	return statement, explained(w, err)
}

// Verify proves that the file says what the journal says (A4): it checks the hash chain, decides every command again, compares every
// event and every record, and checks that money is conserved (A3). It ends soon after ctx does.
func (s *Snapshot) Verify(ctx context.Context) (Verified, error) {
	leave, err := s.enter(ctx)
	if err != nil {
		return Verified{}, err
	}
	defer leave()
	w := watch(ctx)
	defer w.end()
	var out C.defray_verified
	var cerr *C.defray_error
	if status := C.defray_snapshot_verify(s.c, w.c, &out, &cerr); status != 0 {
		return Verified{}, w.explain(failure(status, cerr))
	}
	var v Verified
	v.fromC(nil, &out)
	return v, nil
}

// Statistics gives figures about the ledger.
func (s *Snapshot) Statistics(ctx context.Context) (*Statistics, error) {
	return ask(ctx, s, func(out **C.defray_statistics, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_statistics(s.c, out, cerr)
	}, (*Statistics).fromC, func(c *C.defray_statistics) { C.defray_statistics_free(c) })
}

func explained(w *watched, err error) error {
	if err, ok := err.(*Error); ok {
		return w.explain(err)
	}
	return err
}
