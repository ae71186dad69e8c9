package defray

import (
	"fmt"
	"strconv"
	"strings"
)

// ErrorCode is the number of an error code. The number and the name of a code never change. For every code there is a
// constant, such as [ErrBillConflict]. It is an error, so that errors.Is(err, defray.ErrBillConflict) works.
type ErrorCode uint32

type codeEntry struct {
	name  string
	class ErrorClass
}

// Name returns the name of the code in the interchange form, such as "bill_conflict". It returns "" for a code that
// this version does not know.
func (c ErrorCode) Name() string {
	return codeTable[c].name
}

// Class returns the class of the code, which says who must act. It returns 0 for a code that this version does not
// know.
func (c ErrorCode) Class() ErrorClass {
	return codeTable[c].class
}

// Error returns the name of the code after "defray: ". It makes a code an error, for errors.Is.
func (c ErrorCode) Error() string {
	if name := c.Name(); name != "" {
		return "defray: " + name
	}
	return "defray: error " + strconv.Itoa(int(c))
}

// Error is the reason why an operation failed. The package documentation says which errors have another type.
type Error struct {
	// Code is the name of the code, such as "bill_conflict". docs/errors.md lists all codes.
	Code string
	// Number is the number of the code.
	Number ErrorCode
	// Class says who must act.
	Class ErrorClass
	// Message is a text for people. It names the field, the value (never a secret) and what was expected.
	Message string
	// Field is the field of the command, or the argument, that caused the error, such as "bill.period". It is "" when
	// there is none.
	Field string
	// Rule is the number of the rule that refused the command, such as "W8". It is "" when there is none.
	Rule string
	// Index is the place in the batch, from 0, of the command that caused the error. It is -1 when there is none.
	Index int
	// Retryable reports whether the same call can succeed later without a change. After an error of class unknown this is
	// so only with the same idempotency key, after the file was opened again.
	Retryable bool

	// The cause of the context that ended, such as context.Canceled.
	cause error
}

// Error returns the number of the rule, the message and the code.
func (e *Error) Error() string {
	var text strings.Builder
	text.WriteString("defray: ")
	if e.Rule != "" {
		text.WriteString(e.Rule)
		text.WriteString(": ")
	}
	text.WriteString(e.Message)
	text.WriteString(" [")
	text.WriteString(e.Code)
	text.WriteByte(']')
	return text.String()
}

// Is reports whether target is the [ErrorCode] of this error.
func (e *Error) Is(target error) bool {
	code, ok := target.(ErrorCode)
	return ok && code == e.Number
}

// Unwrap returns the cause of the context when the end of a context cancelled the call, and nil otherwise.
func (e *Error) Unwrap() error {
	return e.cause
}

// newError returns an error that is found in Go, not by the library.
func newError(code ErrorCode, field, message string) *Error {
	class := code.Class()
	return &Error{
		Code:      code.Name(),
		Number:    code,
		Class:     class,
		Message:   message,
		Field:     field,
		Index:     -1,
		Retryable: class == ErrorClassEnvironment || class == ErrorClassUnknown,
	}
}

// badValue returns the error for a value that is not allowed.
func badValue(field, value, expected string) *Error {
	if field == "" {
		return newError(ErrBadValue, "", fmt.Sprintf("`%s` is not as expected: %s", shortened(value), expected))
	}
	return newError(ErrBadValue, field, fmt.Sprintf("`%s` is `%s`: expected %s", field, shortened(value), expected))
}

// missing returns the error for a required value that is absent.
func missing(expected string) *Error {
	return newError(ErrMissingField, "", "nothing is given: expected "+expected)
}

// notAnAlternative returns the error for an interface value that is not a struct of this package: nil, or a pointer.
func notAnAlternative(given any, expected string) error {
	if given == nil {
		return missing("a " + expected)
	}
	return badValue("", fmt.Sprintf("%T", given), fmt.Sprintf("one of the structs that %s names, by value", expected))
}

// within puts the name of the outer field before the field of the error.
func within(err error, field string) error {
	e, ok := err.(*Error)
	if !ok {
		return err
	}
	if e.Field == "" || strings.HasPrefix(e.Field, "[") {
		e.Field = field + e.Field
	} else {
		e.Field = field + "." + e.Field
	}
	return e
}

// shortened returns the beginning of a text, for a message.
func shortened(text string) string {
	const most = 64
	quoted := strconv.Quote(text)
	quoted = quoted[1 : len(quoted)-1]
	if len(quoted) > most {
		return strings.ToValidUTF8(quoted[:most], "") + "…"
	}
	return quoted
}

// cancelledBefore returns the error of a call whose context ended before the call had an effect.
func cancelledBefore(cause error) *Error {
	e := newError(ErrCancelled, "", "the context ended before the call had an effect: "+cause.Error())
	e.cause = cause
	return e
}

func closedError(what string) *Error {
	return newError(ErrClosed, "", what+" is closed")
}

// nameOf returns the name with this number, or the number when there is no such name.
func nameOf(names []string, number uint32) string {
	if int64(number) < int64(len(names)) {
		return names[number]
	}
	return strconv.FormatUint(uint64(number), 10)
}

// marshalName returns the name with this number.
func marshalName(names []string, number uint32) ([]byte, error) {
	if number == 0 || int64(number) >= int64(len(names)) {
		return nil, newError(ErrUnknownName, "", fmt.Sprintf("%d has no name: expected one of %s", number, listed(names[1:])))
	}
	return []byte(names[number]), nil
}

// parseName returns the number of a name.
func parseName(names []string, text string) (uint32, error) {
	for number := 1; number < len(names); number++ {
		if names[number] == text {
			return uint32(number), nil
		}
	}
	return 0, badValue("", text, "one of "+listed(names[1:]))
}

// listed returns names for a message.
func listed(names []string) string {
	return "`" + strings.Join(names, "`, `") + "`"
}
