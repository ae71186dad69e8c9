package defray

// #include "defray.h"
// #cgo noescape defray_marketplace_accept
// #cgo nocallback defray_marketplace_accept
// #cgo noescape defray_marketplace_receive
// #cgo nocallback defray_marketplace_receive
// #cgo noescape defray_marketplace_reply
// #cgo nocallback defray_marketplace_reply
// #cgo nocallback defray_text_free
// #cgo nocallback defray_nonces_new
// #cgo nocallback defray_nonces_free
import "C"

import (
	"context"
	"runtime"
	"unsafe"
)

// Nonces is the memory of the nonces of genuine calls (Huawei Cloud), for one process. It holds at most 100 000 nonces.
// Any number of goroutines may use it at the same time. Several processes behind one address have separate memories.
// The ledger reports a call that two of them received as a duplicate, by its id.
type Nonces struct {
	c *C.defray_nonces
}

// NewNonces returns an empty memory. The garbage collector frees it; there is nothing to close.
func NewNonces() *Nonces {
	n := &Nonces{C.defray_nonces_new()}
	runtime.AddCleanup(n, func(c *C.defray_nonces) { C.defray_nonces_free(c) }, n.c)
	return n
}

func (e *Engine) receiveJSON(ctx context.Context, fields map[string]any, body []byte, nonces *Nonces) ([]byte, error) {
	request, err := requestJSON(fields)
	if err != nil {
		return nil, err
	}
	leave, err := e.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	var out *C.defray_str
	var cerr *C.defray_error
	bytes := (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(body)))
	status := C.defray_marketplace_receive(e.c, borrowedBytes(request), bytes, C.size_t(len(body)), nonces.memory(), &out, &cerr)
	runtime.KeepAlive(nonces)
	return resultText(status, out, cerr)
}

// memory returns NULL for nil.
func (n *Nonces) memory() *C.defray_nonces {
	if n == nil {
		return nil
	}
	return n.c
}

func acceptJSON(fields map[string]any, body []byte, nonces *Nonces) ([]byte, error) {
	request, err := requestJSON(fields)
	if err != nil {
		return nil, err
	}
	var out *C.defray_str
	var cerr *C.defray_error
	bytes := (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(body)))
	status := C.defray_marketplace_accept(borrowedBytes(request), bytes, C.size_t(len(body)), nonces.memory(), &out, &cerr)
	runtime.KeepAlive(nonces)
	return resultText(status, out, cerr)
}

func replyJSON(fields map[string]any, body []byte) ([]byte, error) {
	request, err := requestJSON(fields)
	if err != nil {
		return nil, err
	}
	var out *C.defray_str
	var cerr *C.defray_error
	bytes := (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(body)))
	return resultText(C.defray_marketplace_reply(borrowedBytes(request), bytes, C.size_t(len(body)), &out, &cerr), out, cerr)
}

// borrowedBytes returns a text in memory of Go for one call of C, which does not keep it.
func borrowedBytes(request []byte) C.defray_str {
	return C.defray_str{ptr: (*C.char)(unsafe.Pointer(unsafe.SliceData(request))), len: C.size_t(len(request))}
}

func resultText(status C.defray_status, out *C.defray_str, cerr *C.defray_error) ([]byte, error) {
	if status != 0 {
		return nil, failure(status, cerr)
	}
	defer C.defray_text_free(out)
	return []byte(textFromC(*out)), nil
}
