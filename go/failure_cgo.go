package defray

/*
#include "defray.h"

// All fields of an error, so that one call of C reads them.
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

// The linked library must have the structures that the header describes.
func init() {
	if linked := C.defray_abi_version(); linked != C.DEFRAY_ABI_VERSION {
		panic(fmt.Sprintf("defray: the linked library has ABI version %d, but this package needs version %d", linked, C.DEFRAY_ABI_VERSION))
	}
}

// failure converts an error of C and frees it. The code may be one that this version does not know.
func failure(status C.defray_status, c *C.defray_error) *Error {
	if c == nil {
		// C had no memory for the error, so only its number is known.
		e := newError(ErrorCode(status), "", "there was no memory for the message")
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
