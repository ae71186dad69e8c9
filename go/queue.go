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

// queue lets one goroutine at a time submit to the engine. The others wait in Go, where they block no operating system
// thread. The next one, the leader, submits the jobs of all that wait in one call of C. The engine executes a call in
// one commit, so many goroutines share the cost of a commit.
type queue struct {
	mu sync.Mutex
	// A goroutine is submitting, or has been chosen as the leader.
	busy    bool
	waiting []*job
}

// requestsMax limits the requests of one call, so that a job does not wait for thousands of later ones.
const requestsMax = 8192

// job is what one goroutine submits. Its requests are in memory of C, which the goroutine keeps until it has the
// answer.
type job struct {
	requests []C.defray_request
	mode     Mode
	// The job is one command of Submit, and its turn contains its answer.
	single bool
	turn   chan turn
	// It was chosen as the leader, and may not have received that yet.
	leads bool
}

// turn is what a waiting goroutine receives: either that it is the leader, or the result of its job.
type turn struct {
	lead bool
	err  error
	// The answers of the whole call. Those of the job begin at the index first.
	all   *answers
	first int
	// The answer of a single command.
	answer *C.defray_answer
}

// answers are the answers of one call, in memory of C. Each job of the call releases them once.
type answers struct {
	c     *C.defray_answers
	users atomic.Int32
}

func (all *answers) release() {
	if all.users.Add(-1) == 0 {
		C.defray_answers_free(all.c)
	}
}

// kept is the reference of results to their answers.
type kept struct {
	all *answers
}

// keep returns a reference. The answers are released when the garbage collector finds it unreachable.
func (all *answers) keep() *kept {
	k := &kept{all}
	runtime.AddCleanup(k, (*answers).release, all)
	return k
}

// enter reports whether the goroutine may submit now. When it may, it calls leave after it has submitted.
func (q *queue) enter() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.busy {
		return false
	}
	q.busy = true
	return true
}

// leave chooses the next leader.
func (q *queue) leave() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.next()
}

// next is leave with the mutex locked.
func (q *queue) next() {
	if len(q.waiting) == 0 {
		q.busy = false
		return
	}
	first := q.waiting[0]
	first.leads = true
	first.turn <- turn{lead: true}
}

// remove removes a job that waits, and reports whether it still waited.
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

// take removes and returns the jobs of the next call: one atomic batch, or the independent jobs before the next atomic
// batch.
func (q *queue) take() []*job {
	q.mu.Lock()
	defer q.mu.Unlock()
	count, requests := 0, 0
	for _, j := range q.waiting {
		if count > 0 && (j.mode == ModeAtomic || requests+len(j.requests) > requestsMax) {
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

// wait puts a job into the queue and waits until it was submitted, alone or with others.
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
			return turn{err: cancelledBefore(context.Cause(ctx))}
		}
		// A leader is submitting the job, and the outcome is not known before it ends.
		t = <-j.turn
	}
	if !t.lead {
		return t
	}
	if err := ctx.Err(); err != nil && q.remove(j) {
		return turn{err: cancelledBefore(context.Cause(ctx))}
	}
	e.lead(q.take())
	return <-j.turn
}

// lead submits jobs in one call, chooses the next leader, and sends each job its result.
func (e *Engine) lead(jobs []*job) {
	requests := jobs[0].requests
	if len(jobs) > 1 {
		// Only the outermost structures are copied. What they point to belongs to the goroutines that wait.
		a := takeArena()
		defer a.release()
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
	e.queue.leave()
	if status != 0 {
		err := failure(status, cerr)
		for _, j := range jobs {
			// Each job gets a copy, because its caller may change it.
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
				// The caller submitted no batch.
				err.Index = -1
				t = turn{err: err}
				all.release()
			}
		}
		j.turn <- t
	}
}
