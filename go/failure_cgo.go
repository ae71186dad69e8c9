package defray

/*
#include "defray.h"

// All that an error says, in one call.
typedef struct {
	defray_str code, message, field, rule, class_name;
	int64_t index;
	defray_status status;
	uint8_t retryable;
} defray_go_failure;

static void defray_go_failure_read(const defray_error *error, defray_go_failure *out) {
	out->status = defray_error_status(error);
	out->code = defray_error_code(error);
	out->message = defray_error_message(error);
	out->field = defray_error_field(error);
	out->rule = defray_error_rule(error);
	out->class_name = defray_error_class(error);
	out->index = defray_error_index(error);
	out->retryable = defray_error_retryable(error);
}

#cgo noescape defray_go_failure_read
#cgo nocallback defray_go_failure_read
#cgo nocallback defray_error_free
#cgo nocallback defray_abi_version
*/
import "C"

import "fmt"

// The library that was linked must be the one that the header describes: structures are laid out by it.
func init() {
	if linked := C.defray_abi_version(); linked != C.DEFRAY_ABI_VERSION {
		panic(fmt.Sprintf("defray: the library that was linked has ABI %d, and this package was written for %d", linked, C.DEFRAY_ABI_VERSION))
	}
}

// failure takes the error over that C gave. A code that this version does not know gives an error like any other.
func failure(status C.defray_status, c *C.defray_error) *Error {
	if c == nil {
		// No memory for an error: the number is all there is.
		e := newError(ErrorCode(status), "", "no memory to say more")
		if e.Code == "" {
			e.Code = ErrorCode(status).Error()
		}
		return e
	}
	var read C.defray_go_failure
	C.defray_go_failure_read(c, &read)
	class, err := ParseErrorClass(textFromC(read.class_name))
	if err != nil {
		class = ErrorClassBug
	}
	e := &Error{
		Code:      textFromC(read.code),
		Number:    ErrorCode(read.status),
		Class:     class,
		Message:   textFromC(read.message),
		Field:     textFromC(read.field),
		Rule:      textFromC(read.rule),
		Index:     int(read.index),
		Retryable: read.retryable != 0,
	}
	C.defray_error_free(c)
	return e
}
