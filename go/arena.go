package defray

// #include <stdlib.h>
// #include "defray.h"
import "C"

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"
	"unsafe"
)

// arena is memory of C for the structures of one call: few allocations for many structures. Nothing in it points to
// memory of Go, and C does not read it after the call.
type arena struct {
	chunks []chunk
	// The index of the chunk that is being filled, and its used bytes.
	current int
	used    uintptr
}

type chunk struct {
	start unsafe.Pointer
	size  uintptr
}

const (
	chunkSize = 4 << 10
	// The most bytes that an arena keeps for the next call.
	arenaKept = 1 << 20
)

// arenas keeps arenas for later calls, so that a single command needs no allocation.
var arenas = make(chan *arena, 256)

func takeArena() *arena {
	select {
	case a := <-arenas:
		return a
	default:
		return new(arena)
	}
}

// release makes the arena available for another call.
func (a *arena) release() {
	kept := uintptr(0)
	for i, one := range a.chunks {
		if kept += one.size; kept > arenaKept {
			for _, large := range a.chunks[i:] {
				C.free(large.start)
			}
			a.chunks = a.chunks[:i]
			break
		}
	}
	a.current, a.used = 0, 0
	select {
	case arenas <- a:
	default:
		a.free()
	}
}

func (a *arena) free() {
	for _, one := range a.chunks {
		C.free(one.start)
	}
	a.chunks = nil
}

// bytes returns zeroed memory with the alignment of any structure of C.
func (a *arena) bytes(size uintptr) unsafe.Pointer {
	const alignment = 16
	size = (size + alignment - 1) &^ (alignment - 1)
	for ; a.current < len(a.chunks); a.current, a.used = a.current+1, 0 {
		if here := a.chunks[a.current]; a.used+size <= here.size {
			p := unsafe.Add(here.start, a.used)
			a.used += size
			clear(unsafe.Slice((*byte)(p), size))
			return p
		}
	}
	wanted := max(size, chunkSize<<min(len(a.chunks), 10))
	a.chunks = append(a.chunks, chunk{C.malloc(C.size_t(wanted)), wanted})
	return a.bytes(size)
}

func alloc[T any](a *arena) *T {
	var zero T
	return (*T)(a.bytes(unsafe.Sizeof(zero)))
}

// allocList returns a slice that is not nil, because for C an empty list differs from an absent one.
func allocList[T any](a *arena, count int) []T {
	var zero T
	return unsafe.Slice((*T)(a.bytes(max(1, uintptr(count)*unsafe.Sizeof(zero)))), count)
}

// text copies a text; for an empty one it returns an absent text.
func (a *arena) text(text string) (c C.defray_str) {
	if text != "" {
		p := a.bytes(uintptr(len(text)))
		copy(unsafe.Slice((*byte)(p), len(text)), text)
		c.ptr, c.len = (*C.char)(p), C.size_t(len(text))
	}
	return c
}

// optionalText copies a text that may be absent. An empty one is not absent.
func (a *arena) optionalText(text *string) (c C.defray_str) {
	if text == nil {
		return c
	}
	if *text == "" {
		c.ptr = (*C.char)(a.bytes(1))
		return c
	}
	return a.text(*text)
}

// borrowed returns a text in memory of Go for one call of C, which does not keep it.
func borrowed(text string) (c C.defray_str) {
	if text != "" {
		c.ptr, c.len = (*C.char)(unsafe.Pointer(unsafe.StringData(text))), C.size_t(len(text))
	}
	return c
}

const (
	// 2200-01-01T00:00:00Z in seconds since 1970, the first instant after the range.
	instantBound = 7_258_118_400
	// A hundred years of 365 days, in seconds.
	durationSecondsMax = 3_153_600_000
)

func instantToC(t time.Time) (C.defray_instant, error) {
	if t.IsZero() {
		return 0, missing("an instant")
	}
	if seconds := t.Unix(); seconds < 0 || seconds >= instantBound {
		return 0, badValue("", t.UTC().Format(time.RFC3339Nano), "an instant from 1970 up to the end of 2199")
	}
	return C.defray_instant(t.UnixNano()), nil
}

func eachInstantToC(t *time.Time, _ *arena, c *C.defray_instant) (err error) {
	*c, err = instantToC(*t)
	return err
}

func eachSecondsToC(d *time.Duration, _ *arena, c *C.uint64_t) error {
	if *d < 0 || *d%time.Second != 0 || *d/time.Second > durationSecondsMax {
		return badValue("", d.String(), fmt.Sprintf("whole seconds, at most %d", int64(durationSecondsMax)))
	}
	*c = C.uint64_t(*d / time.Second)
	return nil
}

func entryPositionToC(number EntryPosition) (c C.defray_entry_position) {
	c.position, c.index = C.uint64_t(number.Position), C.uint32_t(number.Index)
	return c
}

func decimalToC(d Decimal) (c C.defray_decimal) {
	c.hi, c.lo, c.scale = C.int64_t(d.hi), C.uint64_t(d.lo), C.uint32_t(d.scale)
	return c
}

func currencyToC(text string, c *C.defray_currency) error {
	if !isCurrency(text) {
		return badValue("", text, "three capital letters, such as `CNY`")
	}
	for i := range 3 {
		c.code[i] = C.char(text[i])
	}
	return nil
}

func eachMoneyToC(m *Money, _ *arena, c *C.defray_money) error {
	c.amount = decimalToC(m.Amount)
	return currencyToC(m.Currency, &c.currency)
}

func eachDecimalToC(d *Decimal, _ *arena, c *C.defray_decimal) error {
	*c = decimalToC(*d)
	return nil
}

func eachTextToC(text *string, a *arena, c *C.defray_str) error {
	*c = a.text(*text)
	return nil
}

func eachUint32ToC(v *uint32, _ *arena, c *C.uint32_t) error {
	*c = C.uint32_t(*v)
	return nil
}

func eachUint64ToC(v *uint64, _ *arena, c *C.uint64_t) error {
	*c = C.uint64_t(*v)
	return nil
}

func eachNameToC[G ~uint32, T ~uint32](v *G, _ *arena, c *T) error {
	*c = T(*v)
	return nil
}

func boolToC(yes bool) C.uint8_t {
	if yes {
		return 1
	}
	return 0
}

func optionalToC[G, T any](v *G, a *arena, c **T, each func(*G, *arena, *T) error) error {
	if v == nil {
		return nil
	}
	*c = alloc[T](a)
	return each(v, a, *c)
}

func listToC[G, T any](list []G, a *arena, items **T, count *C.size_t, each func(*G, *arena, *T) error) error {
	if list == nil {
		return nil
	}
	converted := allocList[T](a, len(list))
	for i := range list {
		if err := each(&list[i], a, &converted[i]); err != nil {
			return within(err, fmt.Sprintf("[%d]", i))
		}
	}
	*items, *count = unsafe.SliceData(converted), C.size_t(len(list))
	return nil
}

func mapToC[K cmp.Ordered, V, T any](m map[K]V, a *arena, items **T, count *C.size_t, each func(K, V, *T) error) error {
	if m == nil {
		return nil
	}
	converted := allocList[T](a, len(m))
	for i, key := range slices.Sorted(maps.Keys(m)) {
		if err := each(key, m[key], &converted[i]); err != nil {
			return within(err, fmt.Sprintf("[%v]", key))
		}
	}
	*items, *count = unsafe.SliceData(converted), C.size_t(len(m))
	return nil
}
