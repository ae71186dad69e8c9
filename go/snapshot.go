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
#cgo noescape defray_snapshot_migrated_from
#cgo nocallback defray_snapshot_migrated_from
#cgo noescape defray_snapshot_as_of
#cgo nocallback defray_snapshot_as_of
#cgo noescape defray_snapshot_as_of_position
#cgo nocallback defray_snapshot_as_of_position
#cgo noescape defray_snapshot_seen
#cgo nocallback defray_snapshot_seen
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
#cgo noescape defray_snapshot_memory
#cgo nocallback defray_snapshot_memory
*/
import "C"

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// Snapshot is the records and the journal after one commit. It never changes. Any number of goroutines may use it at
// the same time.
//
// The caller closes it with [Snapshot.Close]. While a snapshot is open, [Engine.Compact] fails with [ErrBusy], and old
// pages of the file are not used again. After its engine was closed, its methods fail with [ErrClosed].
type Snapshot struct {
	// Each call holds it for reading, and Close holds it for writing.
	inFlight sync.RWMutex
	// nil after Close.
	c       *C.defray_snapshot
	cleanup runtime.Cleanup
	// The reference keeps the garbage collector from closing the engine while the snapshot is in use.
	engine *Engine
}

func newSnapshot(c *C.defray_snapshot, engine *Engine) *Snapshot {
	s := &Snapshot{c: c, engine: engine}
	s.cleanup = runtime.AddCleanup(s, func(c *C.defray_snapshot) { C.defray_snapshot_free(c) }, c)
	return s
}

// Close waits for the calls in flight and frees the snapshot. New calls fail with [ErrClosed] at once. Closing again
// has no effect. The error is always nil.
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

// enter begins a call. The caller calls the function that it returns when the call ends.
func (s *Snapshot) enter(ctx context.Context) (func(), error) {
	if err := ctx.Err(); err != nil {
		return nil, cancelledBefore(err)
	}
	// Only Close locks it for writing.
	if !s.inFlight.TryRLock() {
		return nil, closedError("the snapshot")
	}
	if s.c == nil {
		s.inFlight.RUnlock()
		return nil, closedError("the snapshot")
	}
	return s.inFlight.RUnlock, nil
}

// query runs one call of C that returns a structure. The caller frees the structure.
func query[T any](
	ctx context.Context,
	s *Snapshot,
	call func(out **T, cerr **C.defray_error) C.defray_status,
) (*T, error) {
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
	return out, nil
}

// ask runs a query whose result is one record. It converts the record of C to a record of Go and frees the former. It
// returns nil when C returns NULL.
func ask[G, T any](
	ctx context.Context,
	s *Snapshot,
	call func(out **T, cerr **C.defray_error) C.defray_status,
	each func(*G, *decoder, *T),
	free func(*T),
) (*G, error) {
	out, err := query(ctx, s, call)
	if err != nil || out == nil {
		return nil, err
	}
	defer free(out)
	d := takeDecoder()
	defer d.release()
	v := new(G)
	each(v, d, out)
	return v, nil
}

// Position returns the last journal position, or 0 before the first entry. Errors are those of [Snapshot.Account].
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

// Head returns the head of the hash chain after the last entry. Errors are those of [Snapshot.Account].
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

// ExpectHead verifies that head was the head of the hash chain after an earlier position. It fails with
// [ErrHeadMismatch] when the journal is shorter or had another head there: then the file is an older copy, or a
// different ledger. Other errors are those of [Snapshot.Account].
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

// MigratedFrom returns the last position of the journal in format 2 from which the ledger was converted, and the head
// of the hash chain after it there. It returns false when the ledger was not converted. [Snapshot.ExpectHead] still
// accepts a head of format 2. Errors are those of [Snapshot.Account].
func (s *Snapshot) MigratedFrom(ctx context.Context) (uint64, Head, bool, error) {
	leave, err := s.enter(ctx)
	if err != nil {
		return 0, Head{}, false, err
	}
	defer leave()
	var migrated C.uint8_t
	var position C.uint64_t
	var head C.defray_head
	var cerr *C.defray_error
	if status := C.defray_snapshot_migrated_from(s.c, &migrated, &position, &head, &cerr); status != 0 {
		return 0, Head{}, false, failure(status, cerr)
	}
	return uint64(position), headFromC(&head), migrated == 1, nil
}

// AsOf returns the records as they were known at an instant, with every decision made by then. Marketplace messages
// that were received later are not in it, even when they concern an earlier time. AsOf reads the whole journal, and it
// stops soon after ctx ends.
//
// The caller closes the result. The result does not contain the journal: read the journal from s.
//
// It fails with [ErrCancelled] when ctx ends, with [ErrScratchFile] when no temporary file can be created, with
// [ErrMissingField] for the zero time, and with [ErrBadValue] for an instant before 1970 or after 2199. Other errors
// are those of [Snapshot.Account].
func (s *Snapshot) AsOf(ctx context.Context, at time.Time) (*Snapshot, error) {
	instant, err := instantToC(at)
	if err != nil {
		return nil, within(err, "at")
	}
	return s.past(ctx, func(cancel *C.defray_cancel, out **C.defray_snapshot, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_as_of(s.c, instant, cancel, out, cerr)
	})
}

// AsOfPosition returns the records as they were after a journal position. It fails with [ErrNotFound] when the journal
// has no such position. Everything else is as for [Snapshot.AsOf].
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

// Seen returns the records with everything that is due at an instant, as if it were recorded: lots have expired,
// accounts are locked, cloud accounts are closed, as the next decision about each account sees them. The journal and
// the outbox are those of s. The caller closes the result.
//
// It fails with [ErrMissingField] for the zero time, and with [ErrBadValue] for an instant before 1970 or after 2199.
// Other errors are those of [Snapshot.Account].
func (s *Snapshot) Seen(ctx context.Context, at time.Time) (*Snapshot, error) {
	instant, err := instantToC(at)
	if err != nil {
		return nil, within(err, "at")
	}
	leave, err := s.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	var out *C.defray_snapshot
	var cerr *C.defray_error
	if status := C.defray_snapshot_seen(s.c, instant, &out, &cerr); status != 0 {
		return nil, failure(status, cerr)
	}
	return newSnapshot(out, s.engine), nil
}

// Account returns the account with this id.
//
// It fails with [ErrNotFound] when there is no such account, and with an error of class misuse when the id is not
// valid. It fails with [ErrCancelled] when ctx has ended, with [ErrClosed] after the snapshot or its engine was
// closed, with [ErrHalted] after a panic in the library, and with an error of class environment or corrupt when the
// records cannot be read. The last four are the same for all methods of a snapshot.
func (s *Snapshot) Account(ctx context.Context, id string) (*Account, error) {
	return ask(ctx, s, func(out **C.defray_account, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_account(s.c, borrowed(id), out, cerr)
	}, (*Account).fromC, func(c *C.defray_account) { C.defray_account_free(c) })
}

// Workspace returns the workspace with this id, written "site/id". It fails with [ErrNotFound] when there is no such
// workspace. Other errors are those of [Snapshot.Account].
func (s *Snapshot) Workspace(ctx context.Context, id string) (*Workspace, error) {
	return ask(ctx, s, func(out **C.defray_workspace, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_workspace(s.c, borrowed(id), out, cerr)
	}, (*Workspace).fromC, func(c *C.defray_workspace) { C.defray_workspace_free(c) })
}

// CloudAccount returns the cloud account with this id. It fails with [ErrNotFound] when there is no such cloud
// account. Other errors are those of [Snapshot.Account].
func (s *Snapshot) CloudAccount(ctx context.Context, id string) (*CloudAccount, error) {
	return ask(ctx, s, func(out **C.defray_cloud_account, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_cloud_account(s.c, borrowed(id), out, cerr)
	}, (*CloudAccount).fromC, func(c *C.defray_cloud_account) { C.defray_cloud_account_free(c) })
}

// Bill returns the bill with this id, with its receipt, reversals and corrections. It fails with [ErrNotFound] when
// there is no such bill. Other errors are those of [Snapshot.Account].
func (s *Snapshot) Bill(ctx context.Context, id string) (*BillRecord, error) {
	return ask(ctx, s, func(out **C.defray_bill_record, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_bill(s.c, borrowed(id), out, cerr)
	}, (*BillRecord).fromC, func(c *C.defray_bill_record) { C.defray_bill_record_free(c) })
}

// OutboxMessage returns the outbox message with this number, pending or acknowledged (N3). It fails with [ErrNotFound]
// when there is no such message. Other errors are those of [Snapshot.Account].
func (s *Snapshot) OutboxMessage(ctx context.Context, number EntryPosition) (*OutboxMessage, error) {
	c := entryPositionToC(number)
	return ask(ctx, s, func(out **C.defray_outbox_message, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_outbox_message(s.c, &c, out, cerr)
	}, (*OutboxMessage).fromC, func(c *C.defray_outbox_message) { C.defray_outbox_message_free(c) })
}

// Policy returns the policy that applies to an account: its own, or the default of the file. It fails with
// [ErrNotFound] when there is no such account. Other errors are those of [Snapshot.Account].
func (s *Snapshot) Policy(ctx context.Context, account string) (*Policy, error) {
	return ask(ctx, s, func(out **C.defray_policy, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_policy(s.c, borrowed(account), out, cerr)
	}, (*Policy).fromC, func(c *C.defray_policy) { C.defray_policy_free(c) })
}

// DefaultPolicy returns the policy of all accounts without their own: the one set for the file, or else the result of
// the function [DefaultPolicy]. Errors are those of [Snapshot.Account].
func (s *Snapshot) DefaultPolicy(ctx context.Context) (*Policy, error) {
	return ask(ctx, s, func(out **C.defray_policy, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_default_policy(s.c, out, cerr)
	}, (*Policy).fromC, func(c *C.defray_policy) { C.defray_policy_free(c) })
}

// PayerAt returns the payer of usage of a workspace that begins at an instant (P1), and the interval in which that
// payer pays. The workspace is written "site/id".
//
// It fails with [ErrNotFound] when there is no such workspace, and with [ErrUsageBeforeBinding] or
// [ErrUsageAfterDissolution] when usage at this instant has no payer (P5). It fails with [ErrMissingField] for the zero
// time, and with [ErrBadValue] for an instant before 1970 or after 2199. Other errors are those of
// [Snapshot.Account].
func (s *Snapshot) PayerAt(ctx context.Context, workspace string, at time.Time) (*PayerInterval, error) {
	instant, err := instantToC(at)
	if err != nil {
		return nil, within(err, "at")
	}
	return ask(ctx, s, func(out **C.defray_payer_interval, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_payer_at(s.c, borrowed(workspace), instant, out, cerr)
	}, (*PayerInterval).fromC, func(c *C.defray_payer_interval) { C.defray_payer_interval_free(c) })
}

// Outlook returns the plan by which the funds in this snapshot would pay a held bill. It returns nil while the cloud
// account that should pay is suspended (P3). It fails with [ErrNotFound] when there is no such bill. Other errors are
// those of [Snapshot.Account].
func (s *Snapshot) Outlook(ctx context.Context, bill string) (Plan, error) {
	plan, err := ask(ctx, s, func(out **C.defray_plan, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_outlook(s.c, borrowed(bill), out, cerr)
	}, planFromC, func(c *C.defray_plan) { C.defray_plan_free(c) })
	if plan == nil {
		return nil, err
	}
	return *plan, nil
}

// NextDeadline returns the earliest deadline of all accounts: the instant at which to submit [Advance] next. It
// returns the zero time when there is no deadline. Errors are those of [Snapshot.Account].
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

// Entry returns the journal entry at a position, and the head of the hash chain after it. The first position is 1. It
// fails with [ErrNotFound] when the journal has no such position. Other errors are those of [Snapshot.Account].
func (s *Snapshot) Entry(ctx context.Context, position uint64) (*Entry, Head, error) {
	var head C.defray_head
	entry, err := ask(ctx, s, func(out **C.defray_entry, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_entry(s.c, C.uint64_t(position), out, &head, cerr)
	}, (*Entry).fromC, func(c *C.defray_entry) { C.defray_entry_free(c) })
	return entry, headFromC(&head), err
}

// Statement returns the movements of an account from one instant up to another, with the balances before and after,
// and the bills that are held at its end. The first instant is included, the second is not. Statement reads the whole
// journal, and it stops soon after ctx ends.
//
// It fails with [ErrNotFound] when there is no such account, with [ErrBadArgument] when to is not after from, with
// [ErrMissingField] for the zero time, and with [ErrBadValue] for an instant before 1970 or after 2199. Other errors
// are those of [Snapshot.Account].
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

// Verify verifies that the records follow from the journal (A4). It checks the hash chain, decides every command
// again, compares every event and every record, and checks that money is conserved (A3). It stops soon after ctx ends.
//
// It fails with an error of class corrupt that names the first difference, with [ErrScratchFile] when no temporary
// file can be created, and with [ErrCancelled] when ctx ends. Other errors are those of [Snapshot.Account].
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

// Statistics counts the entries and the records of the ledger, and says what memory the open ledger takes. It reads
// every key. Errors are those of [Snapshot.Account].
func (s *Snapshot) Statistics(ctx context.Context) (*Statistics, error) {
	return ask(ctx, s, func(out **C.defray_statistics, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_statistics(s.c, out, cerr)
	}, (*Statistics).fromC, func(c *C.defray_statistics) { C.defray_statistics_free(c) })
}

// Memory returns the memory that the open ledger took when the snapshot was taken, in bytes. It is quick: nothing is
// read from the file. Errors are those of [Snapshot.Account].
func (s *Snapshot) Memory(ctx context.Context) (Memory, error) {
	leave, err := s.enter(ctx)
	if err != nil {
		return Memory{}, err
	}
	defer leave()
	var out C.defray_memory
	var cerr *C.defray_error
	if status := C.defray_snapshot_memory(s.c, &out, &cerr); status != 0 {
		return Memory{}, failure(status, cerr)
	}
	var v Memory
	v.fromC(nil, &out)
	return v, nil
}

// explained is explain for an error that may be nil.
func explained(w *watched, err error) error {
	if err, ok := err.(*Error); ok {
		return w.explain(err)
	}
	return err
}
