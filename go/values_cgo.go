package defray

// #include "defray.h"
import "C"

import (
	"sync"
	"time"
	"unsafe"
)

// The functions below copy values of C into memory of Go, because C frees them later.

func textFromC(c C.defray_str) string {
	return string(unsafe.Slice((*byte)(unsafe.Pointer(c.ptr)), c.len))
}

// decoder keeps recent texts, so that equal texts need one allocation: an answer contains the id of its bill twice, and
// many answers have the same accounts, workspaces and items.
type decoder struct {
	recent [64]string
}

var decoders = sync.Pool{New: func() any { return new(decoder) }}

func takeDecoder() *decoder {
	return decoders.Get().(*decoder)
}

func (d *decoder) release() {
	decoders.Put(d)
}

func (d *decoder) text(c C.defray_str) string {
	const most = 128
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(c.ptr)), c.len)
	if len(bytes) == 0 || len(bytes) > most {
		return string(bytes)
	}
	// Most different ids have different ends.
	place := uint(len(bytes))*31 + uint(bytes[len(bytes)-1])*7 + uint(bytes[len(bytes)/2])
	recent := &d.recent[place%uint(len(d.recent))]
	if *recent != string(bytes) {
		*recent = string(bytes)
	}
	return *recent
}

func (d *decoder) optionalText(c C.defray_str) *string {
	if c.ptr == nil {
		return nil
	}
	text := d.text(c)
	return &text
}

// currencyFromC needs no allocation for frequent currencies.
func currencyFromC(c *C.defray_currency) string {
	letters := [3]byte{byte(c.code[0]), byte(c.code[1]), byte(c.code[2])}
	switch string(letters[:]) {
	case "CNY":
		return "CNY"
	case "USD":
		return "USD"
	case "EUR":
		return "EUR"
	}
	return string(letters[:])
}

func decimalFromC(c *C.defray_decimal) Decimal {
	return normal(int64(c.hi), uint64(c.lo), uint8(c.scale))
}

func moneyFromC(c *C.defray_money) Money {
	return Money{decimalFromC(&c.amount), currencyFromC(&c.currency)}
}

func instantFromC(c C.defray_instant) time.Time {
	return time.Unix(int64(c/1e9), int64(c%1e9)).UTC()
}

func secondsFromC(c C.uint64_t) time.Duration {
	return time.Duration(c) * time.Second
}

func headFromC(c *C.defray_head) Head {
	return *(*Head)(unsafe.Pointer(&c.bytes))
}

func headToC(h Head) (c C.defray_head) {
	*(*Head)(unsafe.Pointer(&c.bytes)) = h
	return c
}

func eachTextFromC(v *string, d *decoder, c *C.defray_str) {
	*v = d.text(*c)
}

func eachMoneyFromC(v *Money, _ *decoder, c *C.defray_money) {
	*v = moneyFromC(c)
}

func eachDecimalFromC(v *Decimal, _ *decoder, c *C.defray_decimal) {
	*v = decimalFromC(c)
}

func eachInstantFromC(v *time.Time, _ *decoder, c *C.defray_instant) {
	*v = instantFromC(*c)
}

func eachSecondsFromC(v *time.Duration, _ *decoder, c *C.uint64_t) {
	*v = secondsFromC(*c)
}

func eachUint32FromC(v *uint32, _ *decoder, c *C.uint32_t) {
	*v = uint32(*c)
}

func eachUint64FromC(v *uint64, _ *decoder, c *C.uint64_t) {
	*v = uint64(*c)
}

func eachNameFromC[G ~uint32, T ~uint32](v *G, _ *decoder, c *T) {
	*v = G(*c)
}

func optionalFromC[G, T any](d *decoder, c *T, each func(*G, *decoder, *T)) *G {
	if c == nil {
		return nil
	}
	v := new(G)
	each(v, d, c)
	return v
}

// listFromC returns nil for NULL, and a slice that is not nil for any other list.
func listFromC[G, T any](d *decoder, c *T, count C.size_t, each func(*G, *decoder, *T)) []G {
	if c == nil {
		return nil
	}
	from, list := unsafe.Slice(c, count), make([]G, count)
	for i := range from {
		each(&list[i], d, &from[i])
	}
	return list
}
