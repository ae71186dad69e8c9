package defray

// #include "defray.h"
// #cgo noescape defray_request_read
// #cgo nocallback defray_request_read
// #cgo nocallback defray_request_free
// #cgo noescape defray_marketplace_read
// #cgo nocallback defray_marketplace_read
// #cgo nocallback defray_marketplace_message_free
// #cgo noescape defray_policy_default
// #cgo nocallback defray_policy_default
// #cgo nocallback defray_policy_free
import "C"

import (
	"slices"
	"time"
	"unsafe"
)

// Request is a command with its envelope.
type Request struct {
	// Command is one of the command structs of this package, by value.
	Command Command
	// At is the instant of the decision (T1), from 1970 to 2199, in any zone. The zero time means the time of the
	// engine's clock.
	At time.Time
	// Actor is the user or the service that submits the command. The journal records it as given. "" means that no actor
	// is recorded.
	Actor string
	// IdempotencyKey is the caller's own id of the command (A2), 1 to 128 bytes of UTF-8. The same key with the same
	// command has the first answer again, also after a crash. "" means no key.
	IdempotencyKey string

	// The option At was given the zero time.
	zeroAt bool
}

// RequestOption sets a part of the envelope of one command.
type RequestOption func(*Request)

// At sets the instant of the decision (T1), from 1970 to 2199. Without this option it is the time of the engine's
// clock. The zero time fails with [ErrMissingField].
func At(t time.Time) RequestOption {
	return func(r *Request) { r.At, r.zeroAt = t, t.IsZero() }
}

// Actor sets the user or the service that submits the command.
func Actor(name string) RequestOption {
	return func(r *Request) { r.Actor = name }
}

// IdempotencyKey sets the caller's own id of the command (A2); see [Request].
func IdempotencyKey(key string) RequestOption {
	return func(r *Request) { r.IdempotencyKey = key }
}

func (r *Request) toC(a *arena, c *C.defray_request) error {
	if r.zeroAt && r.At.IsZero() {
		return within(missing("an instant"), "at")
	}
	if !r.At.IsZero() {
		c.at = alloc[C.defray_instant](a)
		if err := eachInstantToC(&r.At, a, c.at); err != nil {
			return within(err, "at")
		}
	}
	c.actor = a.text(r.Actor)
	c.idempotency_key = a.text(r.IdempotencyKey)
	// Errors name the fields of a command as in the interchange form, without `command` before them.
	return commandToC(&r.Command, a, &c.command)
}

func (r *Request) fromC(d *decoder, c *C.defray_request) {
	commandFromC(&r.Command, d, &c.command)
	if c.at != nil {
		r.At = instantFromC(*c.at)
	}
	r.Actor = textFromC(c.actor)
	r.IdempotencyKey = textFromC(c.idempotency_key)
}

// MarshalJSON returns the request as one line of the interchange form (docs/commands/README.md). It fails with
// [ErrMissingField] when Command is nil.
func (r Request) MarshalJSON() ([]byte, error) {
	if r.Command == nil {
		return nil, within(missing("a Command"), "command")
	}
	line := r.Command.appendJSON(nil)
	var envelope []byte
	for _, one := range [3]struct {
		name  string
		there bool
		text  string
	}{
		{"at", !r.At.IsZero(), r.At.UTC().Format(time.RFC3339Nano)},
		{"actor", r.Actor != "", r.Actor},
		{"idempotency_key", r.IdempotencyKey != "", r.IdempotencyKey},
	} {
		if one.there {
			envelope = append(envelope, `,"`+one.name+`":`...)
			envelope = appendText(one.text, envelope)
		}
	}
	return slices.Insert(line, len(`{"command":""`)+len(r.Command.Name()), envelope...), nil
}

// UnmarshalJSON reads one line of the interchange form. It fails with an error of class misuse that names the field,
// such as [ErrUnknownField], [ErrMissingField] or [ErrWrongType], and then r does not change. It does not check ids
// and amounts; [ReadRequest] does.
func (r *Request) UnmarshalJSON(data []byte) error {
	return unmarshal(data, r, readRequest)
}

// UnmarshalCommand reads a command in the interchange form, without an envelope. It fails with [ErrUnknownField] when
// there is a field of the envelope. Other errors are those of [Request.UnmarshalJSON].
func UnmarshalCommand(data []byte) (Command, error) {
	var r Request
	if err := r.UnmarshalJSON(data); err != nil {
		return nil, err
	}
	if !r.At.IsZero() || r.Actor != "" || r.IdempotencyKey != "" {
		return nil, newError(ErrUnknownField, "", "`at`, `actor` and `idempotency_key` belong to a Request")
	}
	return r.Command, nil
}

func readRequest(r *jsonReader, n *jsonNode) (v Request) {
	if n.kind != jsonObject {
		r.wrongType(n, "an object with the field `command`")
		return v
	}
	name := readText(r, r.required(n, "command"))
	if r.err == nil && !slices.Contains(commandNames, name) {
		r.fail(ErrUnknownCommand, "command", "`command` is `"+shortened(name)+"`: expected one of "+listed(commandNames))
	}
	if r.err != nil {
		return v
	}
	if at := n.field("at"); at != nil {
		v.At = readInstant(r, at)
	}
	if actor := n.field("actor"); actor != nil {
		v.Actor = readText(r, actor)
	}
	if key := n.field("idempotency_key"); key != nil {
		v.IdempotencyKey = readText(r, key)
	}
	own := &jsonNode{kind: jsonObject, path: n.path}
	for i, field := range n.names {
		if !slices.Contains([]string{"command", "at", "actor", "idempotency_key"}, field) {
			own.names, own.values = append(own.names, field), append(own.values, n.values[i])
		}
	}
	v.Command = readCommand(r, name, own)
	return v
}

// ReadRequest reads one command in the interchange form (docs/commands/README.md) with the reader of the engine. The
// line has no line end. It also reads raw marketplace messages, and it checks ids and amounts. It fails with an error
// of class misuse that names the field, the value and what was expected.
func ReadRequest(line []byte) (*Request, error) {
	var out *C.defray_request
	var cerr *C.defray_error
	text := C.defray_str{ptr: (*C.char)(unsafe.Pointer(unsafe.SliceData(line))), len: C.size_t(len(line))}
	if status := C.defray_request_read(text, &out, &cerr); status != 0 {
		return nil, failure(status, cerr)
	}
	defer C.defray_request_free(out)
	r := new(Request)
	d := takeDecoder()
	defer d.release()
	r.fromC(d, out)
	return r, nil
}

// ReadMarketplaceMessage reads a message of a marketplace, exactly as it was received, for the command [Ingest]. It
// does not verify that the message is genuine; [Accept] does. It fails with an error of class misuse when the message
// cannot be read. The error does not contain any secret of the message.
func ReadMarketplaceMessage(provider Provider, message []byte) (*MarketplaceMessage, error) {
	var out *C.defray_marketplace_message
	var cerr *C.defray_error
	bytes := (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(message)))
	status := C.defray_marketplace_read(C.defray_provider(provider), bytes, C.size_t(len(message)), &out, &cerr)
	if status != 0 {
		return nil, failure(status, cerr)
	}
	defer C.defray_marketplace_message_free(out)
	v := new(MarketplaceMessage)
	d := takeDecoder()
	defer d.release()
	v.fromC(d, out)
	return v, nil
}

// DefaultPolicy returns the published rules of the vendor, which apply where no policy was set. To make another policy,
// change fields of the result.
func DefaultPolicy() (Policy, error) {
	var out *C.defray_policy
	var cerr *C.defray_error
	if status := C.defray_policy_default(&out, &cerr); status != 0 {
		return Policy{}, failure(status, cerr)
	}
	defer C.defray_policy_free(out)
	var v Policy
	d := takeDecoder()
	defer d.release()
	v.fromC(d, out)
	return v, nil
}
