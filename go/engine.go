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

// Engine is an open ledger. Any number of goroutines may use it at once. Close it when done: nothing acknowledged depends on that,
// but the next opening is quicker, and the file is free for others.
type Engine struct {
	// Held for reading by every call in flight, for writing by Close alone.
	inFlight sync.RWMutex
	// nil: closed.
	c       *C.defray_engine
	cleanup runtime.Cleanup
	queue   queue
}

// Open opens a ledger file. Only one process can have a file open.
//
// It fails with an error of class environment when the file cannot be opened or is open elsewhere, of class corrupt when it is
// damaged or no ledger.
func Open(ctx context.Context, path string, opts ...Option) (*Engine, error) {
	return open(ctx, opts, func(o *C.defray_options, out **C.defray_engine, cerr **C.defray_error) C.defray_status {
		return C.defray_engine_open(borrowed(path), o, out, cerr)
	})
}

// Create creates a ledger file, which must not exist, and opens it. A crash leaves a whole ledger or none.
func Create(ctx context.Context, path string, opts ...Option) (*Engine, error) {
	return open(ctx, opts, func(o *C.defray_options, out **C.defray_engine, cerr **C.defray_error) C.defray_status {
		return C.defray_engine_create(borrowed(path), o, out, cerr)
	})
}

// OpenOrCreate opens a ledger file, or creates it if there is none of that name.
func OpenOrCreate(ctx context.Context, path string, opts ...Option) (*Engine, error) {
	return open(ctx, opts, func(o *C.defray_options, out **C.defray_engine, cerr **C.defray_error) C.defray_status {
		return C.defray_engine_open_or_create(borrowed(path), o, out, cerr)
	})
}

// OpenInMemory opens a new ledger that is gone when it is closed: for tests.
func OpenInMemory(ctx context.Context, opts ...Option) (*Engine, error) {
	return open(ctx, opts, func(o *C.defray_options, out **C.defray_engine, cerr **C.defray_error) C.defray_status {
		return C.defray_engine_open_in_memory(o, out, cerr)
	})
}

func open(ctx context.Context, opts []Option, call func(*C.defray_options, **C.defray_engine, **C.defray_error) C.defray_status) (*Engine, error) {
	if err := ctx.Err(); err != nil {
		return nil, givenUp(err)
	}
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	a := takeArena()
	defer a.giveBack()
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
	// Whoever forgets to close leaks nothing for ever. When that happens, if it does, is not known.
	e.cleanup = runtime.AddCleanup(e, func(c *C.defray_engine) { C.defray_engine_close(&c, nil) }, out)
	if o.clock != nil {
		if err := e.SetClock(ctx, *o.clock); err != nil {
			return nil, errors.Join(err, e.Close())
		}
	}
	return e, nil
}

// enter begins a call; what it gives ends it.
func (e *Engine) enter(ctx context.Context) (func(), error) {
	if err := ctx.Err(); err != nil {
		return nil, givenUp(err)
	}
	// Only Close takes the lock for writing, so who does not get it is too late.
	if !e.inFlight.TryRLock() {
		return nil, closedError("the ledger")
	}
	if e.c == nil {
		e.inFlight.RUnlock()
		return nil, closedError("the ledger")
	}
	return e.inFlight.RUnlock, nil
}

// Close waits for the calls in flight, writes all changed records and closes the file. New calls fail with [ErrClosed] at once, and so
// do snapshots from then on. Closing again does nothing. An error is no loss: what was acknowledged is on disk already.
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

// SetClock sets the clock of a ledger that was opened with [WithManualClock]; others refuse it.
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

// Preview gives what settling a bill at that instant would give, by the same code, without doing it. The zero time: the engine's clock.
func (e *Engine) Preview(ctx context.Context, bill Bill, at time.Time) (Preview, error) {
	leave, err := e.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	a := takeArena()
	defer a.giveBack()
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
	defer d.giveBack()
	var v Preview
	previewFromC(&v, d, out)
	return v, nil
}

// Snapshot gives the records after the last commit. It never changes, costs next to nothing to take, and never makes the writer wait.
// Close it when done.
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

// Checkpoint writes all changed records, so that the next opening has nothing to decide again. It happens by itself now and then, and on
// closing.
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

// Compact gives unused space in the file back to the file system, and says whether there was some. It fails with [ErrBusy] while
// snapshots are open.
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

// Backup writes a copy of the ledger, as it is now, into a file that does not exist, checked while it is written. Others go on
// meanwhile. It gives the journal's position and head in the copy. It ends soon after ctx does, leaving no file.
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

// Verify proves that the file says what the journal says: see [Snapshot.Verify].
func (e *Engine) Verify(ctx context.Context) (Verified, error) {
	s, err := e.Snapshot(ctx)
	if err != nil {
		return Verified{}, err
	}
	defer s.Close()
	return s.Verify(ctx)
}

// watched is a long call that ends when its context does.
type watched struct {
	ctx context.Context
	// nil: the context never ends.
	c    *C.defray_cancel
	stop func() bool
	ran  chan struct{}
}

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
		// It is being requested at this moment.
		<-w.ran
	}
	C.defray_cancel_free(w.c)
}

// explain adds why the call was cancelled.
func (w *watched) explain(err *Error) error {
	if err.Number == ErrCancelled {
		err.cause = context.Cause(w.ctx)
	}
	return err
}
