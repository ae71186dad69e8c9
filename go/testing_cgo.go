//go:build defray_testing

package defray

/*
#include "defray.h"

// Only a library that was built for tests has this function, so the header does not declare it.
extern defray_status defray_testing_panic(const defray_engine *engine, defray_error **err);
*/
import "C"

// testingPanic causes a panic of the library in a call, as a defect would.
func (e *Engine) testingPanic() error {
	var cerr *C.defray_error
	if status := C.defray_testing_panic(e.c, &cerr); status != 0 {
		return failure(status, cerr)
	}
	return nil
}
