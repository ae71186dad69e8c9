package defray

import (
	"fmt"
	"strconv"
	"strings"
)

// ErrorCode is the number of an error code: a number and a name that never change, and never mean anything else. Every code is
// a constant, such as [ErrBillConflict], and an error, so that errors.Is(err, defray.ErrBillConflict) works.
type ErrorCode uint32

type codeEntry struct {
	name  string
	class ErrorClass
}

// Name is the name in the interchange form, such as "bill_conflict"; "" for a code that this version does not know.
func (c ErrorCode) Name() string {
	return codeTable[c].name
}

// Class says whose fault an error of this code is; 0 for a code that this version does not know.
func (c ErrorCode) Class() ErrorClass {
	return codeTable[c].class
}

// Error makes a code an error, for errors.Is.
func (c ErrorCode) Error() string {
	if name := c.Name(); name != "" {
		return "defray: " + name
	}
	return "defray: error " + strconv.Itoa(int(c))
}

// Error says why something was not done. Every error of this package is an *Error or wraps one, except those of [ParseMoney] and
// the like when a database hands them something that is no text.
type Error struct {
	// The code's name, such as "bill_conflict". `docs/errors.md` lists them all.
	Code string
	// The code's number.
	Number ErrorCode
	// Whose fault it is, and so what to do about it.
	Class ErrorClass
	// For people: it names the field, the value (never a secret) and what was expected.
	Message string
	// The field of the command or the argument that it is about, such as "bill.period"; "" if none.
	Field string
	// The rule that said no, such as "W8"; "" if none.
	Rule string
	// The place in a batch, from 0, of the command that it is about; -1 if none.
	Index int
	// Whether the same call may succeed later without anything being changed in it. After class unknown: only with the same
	// idempotency key, after the file was opened again.
	Retryable bool

	// Why the caller gave up, where it did: context.Canceled and the like.
	cause error
}

// Error gives the message and the code.
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

// Is says whether the target is this error's code.
func (e *Error) Is(target error) bool {
	code, ok := target.(ErrorCode)
	return ok && code == e.Number
}

// Unwrap gives the context's error where the context ended the work.
func (e *Error) Unwrap() error {
	return e.cause
}

// newError makes an error of this side of the boundary.
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

// badValue is a value that is not what was expected.
func badValue(field, value, expected string) *Error {
	if field == "" {
		return newError(ErrBadValue, "", fmt.Sprintf("`%s` is not as expected: %s", shortened(value), expected))
	}
	return newError(ErrBadValue, field, fmt.Sprintf("`%s` is `%s`: expected %s", field, shortened(value), expected))
}

// missing is a value that must be there and is not.
func missing(expected string) *Error {
	return newError(ErrMissingField, "", "nothing is given: expected "+expected)
}

// notAnAlternative is an interface value that is none of the package's own structs: nil, or a pointer to one.
func notAnAlternative(given any, expected string) error {
	if given == nil {
		return missing("a " + expected)
	}
	return badValue("", fmt.Sprintf("%T", given), fmt.Sprintf("one of the structs that %s names, by value", expected))
}

// within puts the name of the outer field before the error's own.
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

// shortened is text for a message: never more than a line of it.
func shortened(text string) string {
	const most = 64
	quoted := strconv.Quote(text)
	quoted = quoted[1 : len(quoted)-1]
	if len(quoted) > most {
		return strings.ToValidUTF8(quoted[:most], "") + "…"
	}
	return quoted
}

// givenUp is a call that its context ended before it had any effect.
func givenUp(cause error) *Error {
	e := newError(ErrCancelled, "", "given up before anything was done: "+cause.Error())
	e.cause = cause
	return e
}

func closedError(what string) *Error {
	return newError(ErrClosed, "", what+" is closed")
}

// nameOf gives a name of a table, or the number where it names nothing.
func nameOf(names []string, number uint32) string {
	if int64(number) < int64(len(names)) {
		return names[number]
	}
	return strconv.FormatUint(uint64(number), 10)
}

// marshalName gives a name of a table.
func marshalName(names []string, number uint32) ([]byte, error) {
	if number == 0 || int64(number) >= int64(len(names)) {
		return nil, newError(ErrUnknownName, "", fmt.Sprintf("%d names nothing: expected one of %s", number, listed(names[1:])))
	}
	return []byte(names[number]), nil
}

// parseName gives the number of a name of a table.
func parseName(names []string, text string) (uint32, error) {
	for number := 1; number < len(names); number++ {
		if names[number] == text {
			return uint32(number), nil
		}
	}
	return 0, badValue("", text, "one of "+listed(names[1:]))
}

// listed gives names as a sentence has them.
func listed(names []string) string {
	return "`" + strings.Join(names, "`, `") + "`"
}
