package defray

/*
#include "defray.h"
#cgo noescape defray_engine_submit
#cgo nocallback defray_engine_submit
#cgo nocallback defray_answer_free
#cgo noescape defray_engine_submit_all
#cgo nocallback defray_engine_submit_all
#cgo noescape defray_answers_get
#cgo nocallback defray_answers_get
#cgo nocallback defray_answers_free
#cgo noescape defray_answers_statuses
#cgo nocallback defray_answers_statuses
*/
import "C"

import (
	"context"
	"runtime"
	"time"
	"unsafe"
)

// AnswerKind is the kind of an answer: whether the command was executed by this call.
type AnswerKind uint32

const (
	// AnswerDone means that the command was executed now.
	AnswerDone AnswerKind = C.DEFRAY_ANSWER_DONE
	// AnswerRepeated means that the command was executed before with the same idempotency key (A2). The answer has the
	// first result.
	AnswerRepeated AnswerKind = C.DEFRAY_ANSWER_REPEATED
	// AnswerAlready means that the effect of the command existed already (P4), or that there was nothing to do. Nothing
	// was recorded.
	AnswerAlready AnswerKind = C.DEFRAY_ANSWER_ALREADY
)

// Answer is the answer to an accepted command. Its effects are on disk.
//
// Prior is set when Kind is [AnswerAlready]. Position, At, Head and Events are set for the other kinds.
type Answer struct {
	// Kind says whether the command was executed by this call.
	Kind AnswerKind
	// Position is the position of its journal entry, from 1.
	Position uint64
	// At is the decision instant (T1), in UTC.
	At time.Time
	// Head is the head of the hash chain after the entry. A host that stores it can later detect an older copy of the
	// file ([WithExpectedHead]).
	Head Head
	// Events are the events of the command, in order; at least one.
	Events []Event
	// Prior is the result that existed already.
	Prior PriorResult
}

// Receipt returns the receipt of the bill that the command settled, now or the first time. It returns nil when the
// command settled no bill.
func (a *Answer) Receipt() *Receipt {
	var record BillRecord
	if replayed, ok := a.Prior.(PriorResultBill); ok {
		record = replayed.BillRecord
	}
	for _, event := range a.Events {
		if settled, ok := event.(EventBillSettled); ok {
			record = settled.Record
			break
		}
	}
	if settled, ok := record.Status.(BillStatusSettled); ok {
		return &settled.Receipt
	}
	return nil
}

func (a *Answer) fromC(c *C.defray_answer) {
	d := takeDecoder()
	defer d.release()
	a.Kind = AnswerKind(c.kind)
	if c.prior != nil {
		priorResultFromC(&a.Prior, d, c.prior)
		return
	}
	a.Position = uint64(c.position)
	a.At = instantFromC(c.at)
	a.Head = headFromC(&c.head)
	a.Events = listFromC(d, c.events, c.events_count, eventFromC)
}

// Result is the result of one command of a batch. It stays valid after the engine is closed.
type Result struct {
	// Err is the reason why the command was not accepted, an [*Error]; nil when it was accepted.
	Err error

	answers *kept
	index   int
}

// Answer returns the answer to the command. Each call converts it again from memory of C, because many callers read
// only few answers of a batch. It fails with Err when the command was not accepted, and with [ErrBadArgument] for a
// Result that [Engine.SubmitAll] did not return.
func (r Result) Answer() (*Answer, error) {
	if r.Err != nil {
		return nil, r.Err
	}
	if r.answers == nil {
		return nil, newError(ErrBadArgument, "", "this Result did not come from SubmitAll")
	}
	defer runtime.KeepAlive(r.answers)
	answer, err := r.answers.all.get(r.index)
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// get returns one answer, or the error of its command.
func (all *answers) get(index int) (*Answer, *Error) {
	var out *C.defray_answer
	var cerr *C.defray_error
	if status := C.defray_answers_get(all.c, C.size_t(index), &out, &cerr); status != 0 {
		return nil, failure(status, cerr)
	}
	a := new(Answer)
	a.fromC(out)
	return a, nil
}

// Submit submits one command and waits until its effects are on disk. Goroutines that submit at the same time share one
// commit, and they block no operating system thread while they wait.
//
// When ctx ends before the commit has begun, nothing has changed, and the error is both [ErrCancelled] and the cause of
// the context. When the commit has begun, the call waits for the answer, because the outcome is not known before.
//
// It fails with an error of class misuse when the command is not valid, and with an error of class refused when a rule
// refuses it. It fails with [ErrIdempotencyConflict] when its idempotency key was used for a different command (A2).
// Then nothing has changed. After an error of class unknown it is not known whether the commit happened: close the
// engine, open the file again, and repeat the command with the same idempotency key. It fails with [ErrHalted] after
// an earlier failure of a commit, and with [ErrClosed] after [Engine.Close].
func (e *Engine) Submit(ctx context.Context, command Command, opts ...RequestOption) (*Answer, error) {
	leave, err := e.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	request := Request{Command: command}
	for _, opt := range opts {
		opt(&request)
	}
	a := takeArena()
	defer a.release()
	c := alloc[C.defray_request](a)
	if err := request.toC(a, c); err != nil {
		return nil, err
	}
	answer := new(Answer)
	if e.queue.enter() {
		// No other goroutine is submitting, so this one needs no batch.
		var out *C.defray_answer
		var cerr *C.defray_error
		status := C.defray_engine_submit(e.c, c, C.sizeof_defray_request, &out, &cerr)
		e.queue.leave()
		if status != 0 {
			return nil, failure(status, cerr)
		}
		answer.fromC(out)
		C.defray_answer_free(out)
		return answer, nil
	}
	t := e.wait(ctx, &job{requests: unsafe.Slice(c, 1), mode: ModeIndependent, single: true})
	if t.err != nil {
		return nil, t.err
	}
	answer.fromC(t.answer)
	t.all.release()
	return answer, nil
}

// SubmitAll submits commands, which are decided in order and written in one commit. The results are in the same order.
//
// In [ModeIndependent] a command that is not accepted does not affect the others; its [Result] has the error. In
// [ModeAtomic] all commands are executed or none: SubmitAll fails with the error of the command that was not accepted,
// and [Error.Index] is its place in requests.
//
// When SubmitAll fails, no command was executed, except after an error of class unknown, when this is not known. It
// fails with [ErrBadValue] for an unknown mode. Other errors and the effect of ctx are as for [Engine.Submit].
func (e *Engine) SubmitAll(ctx context.Context, requests []Request, mode Mode) ([]Result, error) {
	leave, err := e.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	if mode != ModeIndependent && mode != ModeAtomic {
		return nil, badValue("mode", mode.String(), "one of "+listed(modeNames[1:]))
	}
	if len(requests) == 0 {
		return nil, nil
	}
	results := make([]Result, len(requests))
	a := takeArena()
	defer a.release()
	converted := allocList[C.defray_request](a, len(requests))
	// The places in the batch of the commands in converted. One that cannot be converted gets its error here.
	places := make([]int, 0, len(requests))
	for i := range requests {
		if err := requests[i].toC(a, &converted[len(places)]); err != nil {
			err.(*Error).Index = i
			if mode == ModeAtomic {
				return nil, err
			}
			results[i].Err = err
			converted[len(places)] = C.defray_request{}
			continue
		}
		places = append(places, i)
	}
	if len(places) == 0 {
		return results, nil
	}
	t := e.wait(ctx, &job{requests: converted[:len(places)], mode: mode})
	if t.err != nil {
		return nil, t.err
	}
	k := t.all.keep()
	statuses := unsafe.Slice(C.defray_answers_statuses(t.all.c), t.first+len(places))[t.first:]
	for i, place := range places {
		if statuses[i] == 0 {
			results[place].answers, results[place].index = k, t.first+i
			continue
		}
		_, err := t.all.get(t.first + i)
		err.Index = place
		results[place].Err = err
	}
	runtime.KeepAlive(k)
	return results, nil
}
