package defray

// #include "defray.h"
import "C"

import (
	"time"
	"unsafe"
)

// What C gives is copied before it is freed.

func textFromC(c C.defray_str) string {
	return string(unsafe.Slice((*byte)(unsafe.Pointer(c.ptr)), c.len))
}

func optionalTextFromC(c C.defray_str) *string {
	if c.ptr == nil {
		return nil
	}
	text := textFromC(c)
	return &text
}

// currencyFromC makes no text anew for a currency that was seen before: programs meet few.
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

func eachTextFromC(v *string, c *C.defray_str) {
	*v = textFromC(*c)
}

func eachMoneyFromC(v *Money, c *C.defray_money) {
	*v = moneyFromC(c)
}

func eachDecimalFromC(v *Decimal, c *C.defray_decimal) {
	*v = decimalFromC(c)
}

func eachInstantFromC(v *time.Time, c *C.defray_instant) {
	*v = instantFromC(*c)
}

func eachSecondsFromC(v *time.Duration, c *C.uint64_t) {
	*v = secondsFromC(*c)
}

func eachUint32FromC(v *uint32, c *C.uint32_t) {
	*v = uint32(*c)
}

func eachNameFromC[G ~uint32, T ~uint32](v *G, c *T) {
	*v = G(*c)
}

func optionalFromC[G, T any](c *T, each func(*G, *T)) *G {
	if c == nil {
		return nil
	}
	v := new(G)
	each(v, c)
	return v
}

// listFromC gives nil for NULL, and else a slice that is not nil.
func listFromC[G, T any](c *T, count C.size_t, each func(*G, *T)) []G {
	if c == nil {
		return nil
	}
	from, list := unsafe.Slice(c, count), make([]G, count)
	for i := range from {
		each(&list[i], &from[i])
	}
	return list
}
