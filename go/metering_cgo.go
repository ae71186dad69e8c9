package defray

// #include "defray.h"
// #cgo noescape defray_metering_calls
// #cgo nocallback defray_metering_calls
// #cgo noescape defray_metering_outcomes
// #cgo nocallback defray_metering_outcomes
// #cgo noescape defray_metering_headers
// #cgo nocallback defray_metering_headers
import "C"

import (
	"context"
	"encoding/json"
	"unsafe"
)

// MeteringCalls returns the calls that carry usage records in flight to their provider, in the order in which to send
// them, and the records that no call can carry (N2).
//
// It fails with an error of class misuse when the terms are not valid, and with [ErrNotFound] when one of
// terms.Records does not exist. Other errors are those of [Snapshot.Account].
func (s *Snapshot) MeteringCalls(ctx context.Context, terms MeteringTerms) ([]MeteringCall, []Unsendable, error) {
	request, err := requestJSON(terms.request())
	if err != nil {
		return nil, nil, err
	}
	leave, err := s.enter(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer leave()
	var out *C.defray_str
	var cerr *C.defray_error
	planned, err := resultText(C.defray_metering_calls(s.c, borrowedBytes(request), &out, &cerr), out, cerr)
	if err != nil {
		return nil, nil, err
	}
	var answer struct {
		Calls      []MeteringCall `json:"calls"`
		Unsendable []Unsendable   `json:"unsendable"`
	}
	if err := json.Unmarshal(planned, &answer); err != nil {
		return nil, nil, newError(ErrBug, "", "the calls cannot be read: "+err.Error())
	}
	return answer.Calls, answer.Unsendable, nil
}

func outcomesJSON(fields map[string]any, body []byte) ([]byte, error) {
	request, err := requestJSON(fields)
	if err != nil {
		return nil, err
	}
	var out *C.defray_str
	var cerr *C.defray_error
	bytes := (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(body)))
	return resultText(C.defray_metering_outcomes(borrowedBytes(request), bytes, C.size_t(len(body)), &out, &cerr), out, cerr)
}

func headersJSON(fields map[string]any) ([]byte, error) {
	request, err := requestJSON(fields)
	if err != nil {
		return nil, err
	}
	var out *C.defray_str
	var cerr *C.defray_error
	return resultText(C.defray_metering_headers(borrowedBytes(request), &out, &cerr), out, cerr)
}

func requestJSON(fields map[string]any) ([]byte, error) {
	request, err := json.Marshal(fields)
	if err != nil {
		return nil, badValue("request", err.Error(), "texts and numbers")
	}
	return request, nil
}
