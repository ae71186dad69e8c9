//go:build defray_testing

package defray

/*
#include "defray.h"

// Only in a library that was built for tests; the header does not have it.
extern defray_status defray_testing_panic(const defray_engine *engine, defray_error **err);
*/
import "C"

// testingPanic has the library panic inside a call, as a defect of it would.
func (e *Engine) testingPanic() error {
	var cerr *C.defray_error
	if status := C.defray_testing_panic(e.c, &cerr); status != 0 {
		return failure(status, cerr)
	}
	return nil
}
