package defray

// #include "defray.h"
import "C"

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"
)

// queue is the gate before the writer. One goroutine at a time is inside; the others wait in Go, so that they hold no thread, and
// whoever enters next takes all of them along in one call. The engine puts what comes in one call into one commit: that is what makes
// many goroutines fast.
type queue struct {
	mu      sync.Mutex
	busy    bool
	waiting []*job
}

// togetherMax bounds what goes into one call, so that nobody waits for thousands that came later.
const togetherMax = 8192

// job is what one goroutine submits. Its requests are laid out in C's memory, which that goroutine keeps until it has its answer.
type job struct {
	requests []C.defray_request
	mode     Mode
	// A single command: its answer is laid out for it.
	single bool
	turn   chan turn
	// It was told to lead, and may not have noticed yet.
	leads bool
}

// turn is what a waiting goroutine is told: to lead, or its answers.
type turn struct {
	lead  bool
	err   error
	all   *answers
	first int
	// Of a single command: its answer, or its error.
	answer *C.defray_answer
}

// answers are those to one call, in C's memory. Every job of the call lets go of them once.
type answers struct {
	c     *C.defray_answers
	users atomic.Int32
}

func (all *answers) release() {
	if all.users.Add(-1) == 0 {
		C.defray_answers_free(all.c)
	}
}

// kept is how results hold on to answers that nobody may ever ask for.
type kept struct {
	all *answers
}

// keep lets go of the answers when what it gives is unreachable.
func (all *answers) keep() *kept {
	k := &kept{all}
	runtime.AddCleanup(k, (*answers).release, all)
	return k
}

// enter takes the gate if nobody is inside.
func (q *queue) enter() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.busy {
		return false
	}
	q.busy = true
	return true
}

// passOn lets the next one in.
func (q *queue) passOn() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.next()
}

// next is passOn with the lock held.
func (q *queue) next() {
	if len(q.waiting) == 0 {
		q.busy = false
		return
	}
	first := q.waiting[0]
	first.leads = true
	first.turn <- turn{lead: true}
}

// remove takes a job out that nobody has taken yet.
func (q *queue) remove(j *job) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	at := slices.Index(q.waiting, j)
	if at < 0 {
		return false
	}
	q.waiting = slices.Delete(q.waiting, at, at+1)
	if j.leads {
		q.next()
	}
	return true
}

// take gives the jobs of the next call: an atomic batch alone, or all independent ones up to the next atomic batch.
func (q *queue) take() []*job {
	q.mu.Lock()
	defer q.mu.Unlock()
	count, requests := 0, 0
	for _, j := range q.waiting {
		if count > 0 && (j.mode == ModeAtomic || requests+len(j.requests) > togetherMax) {
			break
		}
		count, requests = count+1, requests+len(j.requests)
		if j.mode == ModeAtomic {
			break
		}
	}
	jobs := slices.Clone(q.waiting[:count])
	q.waiting = slices.Delete(q.waiting, 0, count)
	return jobs
}

// wait waits until the job was submitted, with others or alone.
func (e *Engine) wait(ctx context.Context, j *job) turn {
	j.turn = make(chan turn, 1)
	q := &e.queue
	q.mu.Lock()
	q.waiting = append(q.waiting, j)
	alone := !q.busy
	if alone {
		q.busy = true
		q.next()
	}
	q.mu.Unlock()
	var t turn
	select {
	case t = <-j.turn:
	case <-ctx.Done():
		if q.remove(j) {
			return turn{err: givenUp(context.Cause(ctx))}
		}
		// Somebody has taken it: nobody could say what became of it without waiting.
		t = <-j.turn
	}
	if !t.lead {
		return t
	}
	if err := ctx.Err(); err != nil && q.remove(j) {
		return turn{err: givenUp(context.Cause(ctx))}
	}
	e.lead(q.take())
	return <-j.turn
}

// lead submits jobs in one call, lets the next one in, and hands the answers out.
func (e *Engine) lead(jobs []*job) {
	requests := jobs[0].requests
	if len(jobs) > 1 {
		// Only the outermost structures are copied: what they point to stays with those who wait.
		a := takeArena()
		defer a.giveBack()
		count := 0
		for _, j := range jobs {
			count += len(j.requests)
		}
		requests = allocList[C.defray_request](a, count)
		count = 0
		for _, j := range jobs {
			count += copy(requests[count:], j.requests)
		}
	}
	var out *C.defray_answers
	var cerr *C.defray_error
	status := C.defray_engine_submit_all(e.c, unsafe.SliceData(requests), C.size_t(len(requests)),
		C.sizeof_defray_request, C.defray_mode(jobs[0].mode), &out, &cerr)
	e.queue.passOn()
	if status != 0 {
		err := failure(status, cerr)
		for _, j := range jobs {
			// Each its own, as each may add to it.
			own := *err
			j.turn <- turn{err: &own}
		}
		return
	}
	all := &answers{c: out}
	all.users.Store(int32(len(jobs)))
	first := 0
	for _, j := range jobs {
		t := turn{all: all, first: first}
		first += len(j.requests)
		if j.single {
			if status := C.defray_answers_get(out, C.size_t(t.first), &t.answer, &cerr); status != 0 {
				err := failure(status, cerr)
				// To the caller it was no batch.
				err.Index = -1
				t = turn{err: err}
				all.release()
			}
		}
		j.turn <- t
	}
}
