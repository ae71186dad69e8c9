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

// MeteringCalls gives the calls that carry usage records in flight to their provider, in the order to send them in,
// and the records that no call can carry.
func (s *Snapshot) MeteringCalls(ctx context.Context, terms MeteringTerms) ([]MeteringCall, []Unsendable, error) {
	request, err := requestJSON(terms.asked())
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
	planned, err := resultText(C.defray_metering_calls(s.c, lent(request), &out, &cerr), out, cerr)
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

func outcomesJSON(asked map[string]any, body []byte) ([]byte, error) {
	request, err := requestJSON(asked)
	if err != nil {
		return nil, err
	}
	var out *C.defray_str
	var cerr *C.defray_error
	bytes := (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(body)))
	return resultText(C.defray_metering_outcomes(lent(request), bytes, C.size_t(len(body)), &out, &cerr), out, cerr)
}

func headersJSON(asked map[string]any) ([]byte, error) {
	request, err := requestJSON(asked)
	if err != nil {
		return nil, err
	}
	var out *C.defray_str
	var cerr *C.defray_error
	return resultText(C.defray_metering_headers(lent(request), &out, &cerr), out, cerr)
}

func requestJSON(asked map[string]any) ([]byte, error) {
	request, err := json.Marshal(asked)
	if err != nil {
		return nil, badValue("request", err.Error(), "texts and numbers")
	}
	return request, nil
}
