package defray

// #include "defray.h"
// #cgo noescape defray_marketplace_accept
// #cgo nocallback defray_marketplace_accept
// #cgo noescape defray_marketplace_reply
// #cgo nocallback defray_marketplace_reply
// #cgo nocallback defray_text_free
// #cgo nocallback defray_nonces_new
// #cgo nocallback defray_nonces_free
import "C"

import (
	"encoding/json"
	"runtime"
	"unsafe"
)

// Nonces is a host's memory of the nonces of genuine calls, for one process: 100 000 of them at once. Goroutines may share it. Several
// processes that share one address need a memory of their own that they share; what slips through is told as a duplicate by its id.
type Nonces struct {
	c *C.defray_nonces
}

// NewNonces gives an empty memory. It is freed with the last reference to it.
func NewNonces() *Nonces {
	n := &Nonces{C.defray_nonces_new()}
	runtime.AddCleanup(n, func(c *C.defray_nonces) { C.defray_nonces_free(c) }, n.c)
	return n
}

func acceptJSON(asked map[string]any, body []byte, nonces *Nonces) ([]byte, error) {
	request, err := json.Marshal(asked)
	if err != nil {
		return nil, badValue("request", err.Error(), "texts and numbers")
	}
	var memory *C.defray_nonces
	if nonces != nil {
		memory = nonces.c
	}
	var out *C.defray_str
	var cerr *C.defray_error
	bytes := (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(body)))
	status := C.defray_marketplace_accept(lent(request), bytes, C.size_t(len(body)), memory, &out, &cerr)
	runtime.KeepAlive(nonces)
	return told(status, out, cerr)
}

func replyJSON(asked map[string]any, body []byte) ([]byte, error) {
	request, err := json.Marshal(asked)
	if err != nil {
		return nil, badValue("request", err.Error(), "texts and numbers")
	}
	var out *C.defray_str
	var cerr *C.defray_error
	bytes := (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(body)))
	return told(C.defray_marketplace_reply(lent(request), bytes, C.size_t(len(body)), &out, &cerr), out, cerr)
}

func lent(request []byte) C.defray_str {
	return C.defray_str{ptr: (*C.char)(unsafe.Pointer(unsafe.SliceData(request))), len: C.size_t(len(request))}
}

func told(status C.defray_status, out *C.defray_str, cerr *C.defray_error) ([]byte, error) {
	if status != 0 {
		return nil, failure(status, cerr)
	}
	defer C.defray_text_free(out)
	return []byte(textFromC(*out)), nil
}
