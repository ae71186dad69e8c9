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

// AnswerKind says what became of an accepted command.
type AnswerKind uint32

const (
	// AnswerDone: it happened now.
	AnswerDone AnswerKind = C.DEFRAY_ANSWER_DONE
	// AnswerRepeated: it happened before, under the same idempotency key (A2): the first result again.
	AnswerRepeated AnswerKind = C.DEFRAY_ANSWER_REPEATED
	// AnswerAlready: it had happened before (P4), or there was nothing to do: nothing was recorded.
	AnswerAlready AnswerKind = C.DEFRAY_ANSWER_ALREADY
)

// Answer is the answer to an accepted command. Its effects are on disk.
type Answer struct {
	// What became of it.
	Kind AnswerKind
	// Done, repeated: its place in the journal.
	Position uint64
	// Done, repeated: when it was decided (T1).
	At time.Time
	// Done, repeated: the hash chain's head after it. A host that keeps it can tell an older copy of the file.
	Head Head
	// Done, repeated: what happened, at least one event.
	Events []Event
	// Already: what came of it before.
	Prior PriorResult
}

// Receipt gives the receipt of the bill that the command settled, now or the first time; nil if it settled none.
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
	defer d.giveBack()
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

// Result is what became of one command of a batch.
type Result struct {
	// Why the command was not accepted; nil if it was.
	Err error

	answers *kept
	index   int
}

// Answer reads the answer; anew at each call, because many callers look at few of them. It fails with Err.
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

// get reads one answer; the error is that of its command.
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

// Submit submits one command and waits until its effects are on disk. Many goroutines doing this at once share one commit, and hold no
// thread while they wait.
//
// When ctx ends before the commit has begun, nothing was done, and the error is [ErrCancelled] and the context's own. Once it has begun,
// the call waits for the answer, as nobody could say what became of the command otherwise.
//
// An error of class refused is a rule that said no; of class unknown, the disk failed in the middle of the commit: close, open the
// file again, and repeat the command with the same idempotency key.
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
	defer a.giveBack()
	c := alloc[C.defray_request](a)
	if err := request.toC(a, c); err != nil {
		return nil, err
	}
	answer := new(Answer)
	if e.queue.enter() {
		// Nobody is writing: straight to the engine.
		var out *C.defray_answer
		var cerr *C.defray_error
		status := C.defray_engine_submit(e.c, c, C.sizeof_defray_request, &out, &cerr)
		e.queue.passOn()
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

// SubmitAll submits commands to be decided in order and written in one commit. The results are in the same order.
//
// With [ModeIndependent] a command that is not accepted leaves the others alone: its result has the error. With [ModeAtomic] all are done or
// none: SubmitAll gives the error of the one that was not accepted, with its Index.
//
// An error of SubmitAll itself means that nothing was done, or, of class unknown, that nobody knows. For ctx see [Engine.Submit].
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
	defer a.giveBack()
	laid := allocList[C.defray_request](a, len(requests))
	// Where each laid-out command stands in the batch: one that cannot be laid out is answered here.
	places := make([]int, 0, len(requests))
	for i := range requests {
		if err := requests[i].toC(a, &laid[len(places)]); err != nil {
			err.(*Error).Index = i
			if mode == ModeAtomic {
				return nil, err
			}
			results[i].Err = err
			laid[len(places)] = C.defray_request{}
			continue
		}
		places = append(places, i)
	}
	if len(places) == 0 {
		return results, nil
	}
	t := e.wait(ctx, &job{requests: laid[:len(places)], mode: mode})
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
