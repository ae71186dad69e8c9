package defray

/*
#include "defray.h"
#cgo noescape defray_engine_create
#cgo nocallback defray_engine_create
#cgo noescape defray_engine_open
#cgo nocallback defray_engine_open
#cgo noescape defray_engine_open_or_create
#cgo nocallback defray_engine_open_or_create
#cgo noescape defray_engine_open_in_memory
#cgo nocallback defray_engine_open_in_memory
#cgo noescape defray_engine_close
#cgo nocallback defray_engine_close
#cgo noescape defray_engine_set_clock
#cgo nocallback defray_engine_set_clock
#cgo noescape defray_engine_preview
#cgo nocallback defray_engine_preview
#cgo nocallback defray_preview_free
#cgo noescape defray_engine_snapshot
#cgo nocallback defray_engine_snapshot
#cgo noescape defray_engine_checkpoint
#cgo nocallback defray_engine_checkpoint
#cgo noescape defray_engine_compact
#cgo nocallback defray_engine_compact
#cgo noescape defray_engine_backup
#cgo nocallback defray_engine_backup
#cgo nocallback defray_cancel_new
#cgo nocallback defray_cancel_request
#cgo nocallback defray_cancel_free
*/
import "C"

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"
)

// Engine is an open ledger. Any number of goroutines may use it at the same time.
//
// The caller closes it with [Engine.Close]. Acknowledged commands are on disk without that, but until then no other
// engine can open the file, and the next open is slower.
//
// After a commit that failed with the class environment, unknown, corrupt or bug, commands fail with [ErrHalted]. After
// a panic in the library ([ErrPanic]) all methods of the engine and of its snapshots do, except Close. In both cases
// close the engine and open the file again.
type Engine struct {
	// Each call holds it for reading, and Close holds it for writing.
	inFlight sync.RWMutex
	// nil after Close.
	c       *C.defray_engine
	cleanup runtime.Cleanup
	queue   queue
}

// Open opens a ledger file. Only one engine of one process can have a file open. The caller closes the engine.
//
// It fails with [ErrFileMissing] when the file does not exist, with [ErrFileLocked] when another engine has it open,
// and with another error of class environment when it cannot be opened. It fails with [ErrNotALedger],
// [ErrDamagedFile] or another error of class corrupt when the file is not a ledger of this format, and with
// [ErrHeadMismatch] when it does not contain the head of [WithExpectedHead]. It fails with [ErrCancelled] when ctx has
// ended before the call; ctx has no effect later.
func Open(ctx context.Context, path string, opts ...Option) (*Engine, error) {
	return open(ctx, opts, func(o *C.defray_options, out **C.defray_engine, cerr **C.defray_error) C.defray_status {
		return C.defray_engine_open(borrowed(path), o, out, cerr)
	})
}

// Create creates a ledger file and opens it. After a crash the file is complete or does not exist. The caller closes
// the engine.
//
// It fails with [ErrFileExists] when the file exists, and with another error of class environment when it cannot be
// created. Other errors are those of [Open].
func Create(ctx context.Context, path string, opts ...Option) (*Engine, error) {
	return open(ctx, opts, func(o *C.defray_options, out **C.defray_engine, cerr **C.defray_error) C.defray_status {
		return C.defray_engine_create(borrowed(path), o, out, cerr)
	})
}

// OpenOrCreate opens a ledger file, or creates it when it does not exist. Errors are those of [Open] and [Create].
func OpenOrCreate(ctx context.Context, path string, opts ...Option) (*Engine, error) {
	return open(ctx, opts, func(o *C.defray_options, out **C.defray_engine, cerr **C.defray_error) C.defray_status {
		return C.defray_engine_open_or_create(borrowed(path), o, out, cerr)
	})
}

// OpenInMemory opens a new ledger in memory, for tests. [Engine.Close] deletes its content.
func OpenInMemory(ctx context.Context, opts ...Option) (*Engine, error) {
	return open(ctx, opts, func(o *C.defray_options, out **C.defray_engine, cerr **C.defray_error) C.defray_status {
		return C.defray_engine_open_in_memory(o, out, cerr)
	})
}

func open(ctx context.Context, opts []Option, call func(*C.defray_options, **C.defray_engine, **C.defray_error) C.defray_status) (*Engine, error) {
	if err := ctx.Err(); err != nil {
		return nil, cancelledBefore(err)
	}
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	a := takeArena()
	defer a.release()
	c := alloc[C.defray_options](a)
	*c = o.c
	c.struct_size = C.sizeof_defray_options
	if o.head != nil {
		c.expected_head = alloc[C.defray_head](a)
		*c.expected_head = headToC(*o.head)
	}
	if o.clock != nil {
		if _, err := instantToC(*o.clock); err != nil {
			return nil, within(err, "now")
		}
		c.clock = C.DEFRAY_CLOCK_MANUAL
	}
	var out *C.defray_engine
	var cerr *C.defray_error
	if status := call(c, &out, &cerr); status != 0 {
		return nil, failure(status, cerr)
	}
	e := &Engine{c: out}
	// An engine that the caller does not close is closed when the garbage collector finds it.
	e.cleanup = runtime.AddCleanup(e, func(c *C.defray_engine) { C.defray_engine_close(&c, nil) }, out)
	if o.clock != nil {
		if err := e.SetClock(ctx, *o.clock); err != nil {
			return nil, errors.Join(err, e.Close())
		}
	}
	return e, nil
}

// enter begins a call. The caller calls the function that it returns when the call ends.
func (e *Engine) enter(ctx context.Context) (func(), error) {
	if err := ctx.Err(); err != nil {
		return nil, cancelledBefore(err)
	}
	// Only Close locks it for writing.
	if !e.inFlight.TryRLock() {
		return nil, closedError("the ledger")
	}
	if e.c == nil {
		e.inFlight.RUnlock()
		return nil, closedError("the ledger")
	}
	return e.inFlight.RUnlock, nil
}

// Close waits for the calls in flight, writes all changed records and closes the file. New calls fail with [ErrClosed]
// at once, and snapshots of the engine fail with it after Close. Closing again has no effect.
//
// It returns an error when the records could not be written, and [ErrHalted] after an earlier failure. The file is
// closed in every case. No acknowledged command is lost: the next open decides the commands again from the journal.
func (e *Engine) Close() error {
	e.inFlight.Lock()
	defer e.inFlight.Unlock()
	if e.c == nil {
		return nil
	}
	e.cleanup.Stop()
	var cerr *C.defray_error
	status := C.defray_engine_close(&e.c, &cerr)
	e.c = nil
	if status != 0 {
		return failure(status, cerr)
	}
	return nil
}

// SetClock sets the clock of an engine that was opened with [WithManualClock]. Later commands use the new time.
//
// It fails with [ErrBadArgument] when the engine was opened without that option, with [ErrMissingField] for the zero
// time, with [ErrBadValue] for an instant before 1970 or after 2199, with [ErrCancelled] when ctx has ended, and with
// [ErrClosed] after [Engine.Close].
func (e *Engine) SetClock(ctx context.Context, now time.Time) error {
	leave, err := e.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	instant, err := instantToC(now)
	if err != nil {
		return within(err, "now")
	}
	var cerr *C.defray_error
	if status := C.defray_engine_set_clock(e.c, instant, &cerr); status != 0 {
		return failure(status, cerr)
	}
	return nil
}

// Preview returns the result that settling a bill at an instant would have, computed by the same code. It records
// nothing. The zero time means the time of the engine's clock.
//
// It fails with the error that settling the bill would have, with [ErrCancelled] when ctx has ended, and with
// [ErrClosed] after [Engine.Close].
func (e *Engine) Preview(ctx context.Context, bill Bill, at time.Time) (Preview, error) {
	leave, err := e.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	a := takeArena()
	defer a.release()
	c := alloc[C.defray_bill](a)
	if err := bill.toC(a, c); err != nil {
		return nil, within(err, "bill")
	}
	var when *C.defray_instant
	if !at.IsZero() {
		when = alloc[C.defray_instant](a)
		if err := eachInstantToC(&at, a, when); err != nil {
			return nil, within(err, "at")
		}
	}
	var out *C.defray_preview
	var cerr *C.defray_error
	if status := C.defray_engine_preview(e.c, c, when, &out, &cerr); status != 0 {
		return nil, failure(status, cerr)
	}
	defer C.defray_preview_free(out)
	d := takeDecoder()
	defer d.release()
	var v Preview
	previewFromC(&v, d, out)
	return v, nil
}

// Snapshot returns the records and the journal after the last commit. A snapshot never changes, is cheap to take, and
// does not block the writer. The caller closes it.
//
// It fails with [ErrHalted] after a panic in the library, with [ErrCancelled] when ctx has ended, and with [ErrClosed]
// after [Engine.Close].
func (e *Engine) Snapshot(ctx context.Context) (*Snapshot, error) {
	leave, err := e.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	var out *C.defray_snapshot
	var cerr *C.defray_error
	if status := C.defray_engine_snapshot(e.c, &out, &cerr); status != 0 {
		return nil, failure(status, cerr)
	}
	return newSnapshot(out, e), nil
}

// Checkpoint writes all changed records to the file, so that the next open does not need to decide commands again. The
// engine also does this by itself after a number of changes ([WithChangedBytes]) and in [Engine.Close]. Other
// commands wait until it ends.
//
// It fails with an error of class environment or unknown when the write fails, with [ErrHalted] after an earlier
// failure, with [ErrCancelled] when ctx has ended, and with [ErrClosed] after [Engine.Close].
func (e *Engine) Checkpoint(ctx context.Context) error {
	leave, err := e.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	var cerr *C.defray_error
	if status := C.defray_engine_checkpoint(e.c, &cerr); status != 0 {
		return failure(status, cerr)
	}
	return nil
}

// Compact returns unused space of the file to the file system, and reports whether there was some. Commands and
// queries wait until it ends.
//
// It fails with [ErrBusy] while a snapshot is open. Other errors are those of [Engine.Checkpoint].
func (e *Engine) Compact(ctx context.Context) (reclaimed bool, err error) {
	leave, err := e.enter(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	var yes C.uint8_t
	var cerr *C.defray_error
	if status := C.defray_engine_compact(e.c, &yes, &cerr); status != 0 {
		return false, failure(status, cerr)
	}
	return yes != 0, nil
}

// Backup copies the ledger after the last commit into a new file, and verifies the data while it copies. Other
// goroutines can continue to submit. It returns the last journal position of the copy and the head of the hash chain
// after it. The copy is complete, or it does not exist.
//
// It fails with [ErrFileExists] when the file exists, with another error of class environment when it cannot be
// written, with an error of class corrupt when the ledger is damaged, and with [ErrClosed] after [Engine.Close]. It
// stops soon after ctx ends, and fails with [ErrCancelled].
func (e *Engine) Backup(ctx context.Context, to string) (position uint64, head Head, err error) {
	leave, err := e.enter(ctx)
	if err != nil {
		return 0, Head{}, err
	}
	defer leave()
	w := watch(ctx)
	defer w.end()
	var c C.uint64_t
	var h C.defray_head
	var cerr *C.defray_error
	if status := C.defray_engine_backup(e.c, borrowed(to), w.c, &c, &h, &cerr); status != 0 {
		return 0, Head{}, w.explain(failure(status, cerr))
	}
	return uint64(c), headFromC(&h), nil
}

// Verify verifies the records after the last commit; see [Snapshot.Verify]. Other goroutines can continue to submit.
func (e *Engine) Verify(ctx context.Context) (Verified, error) {
	s, err := e.Snapshot(ctx)
	if err != nil {
		return Verified{}, err
	}
	defer s.Close()
	return s.Verify(ctx)
}

// watched connects a context with the cancellation of a long call.
type watched struct {
	ctx context.Context
	// nil when the context never ends.
	c *C.defray_cancel
	// stop prevents the request, and reports whether it was in time.
	stop func() bool
	// ran is closed after the request.
	ran chan struct{}
}

// watch requests the cancellation when ctx ends. The caller calls end after the long call.
func watch(ctx context.Context) *watched {
	w := &watched{ctx: ctx}
	if ctx.Done() == nil {
		return w
	}
	w.c, w.ran = C.defray_cancel_new(), make(chan struct{})
	w.stop = context.AfterFunc(ctx, func() {
		C.defray_cancel_request(w.c)
		close(w.ran)
	})
	return w
}

func (w *watched) end() {
	if w.c == nil {
		return
	}
	if !w.stop() {
		// The request has begun, and it still uses w.c.
		<-w.ran
	}
	C.defray_cancel_free(w.c)
}

// explain adds the cause of the context to an error that says that the call was cancelled.
func (w *watched) explain(err *Error) error {
	if err.Number == ErrCancelled {
		err.cause = context.Cause(w.ctx)
	}
	return err
}
