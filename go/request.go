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
	// What is asked: one of this package's commands, by value.
	Command Command
	// The instant of the decision (T1); the zero time: the engine's clock.
	At time.Time
	// Who asks: a user, a service. Recorded as given; "": nobody named.
	Actor string
	// The caller's own id for the command (A2): the same key with the same command gives the first answer again, also after a crash.
	// "": none.
	IdempotencyKey string

	// Somebody gave an instant, and it was the zero time.
	zeroAt bool
}

// RequestOption says something about one command.
type RequestOption func(*Request)

// At gives the instant of the decision (T1). The zero time is an error: leave the option out for the engine's clock.
func At(t time.Time) RequestOption {
	return func(r *Request) { r.At, r.zeroAt = t, t.IsZero() }
}

// Actor says who asks: a user, a service.
func Actor(name string) RequestOption {
	return func(r *Request) { r.Actor = name }
}

// IdempotencyKey gives the caller's own id for the command (A2).
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
	// Errors name a command's fields as the interchange form does: without `command`.
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

// MarshalJSON gives one line of the interchange form (docs/commands/README.md).
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

// UnmarshalJSON reads one line of the interchange form; what is unknown, missing or of another type is an error that names the
// field. [ReadRequest] is the engine's own reader, which also checks ids and figures.
func (r *Request) UnmarshalJSON(data []byte) error {
	return unmarshal(data, r, readRequest)
}

// UnmarshalCommand reads a command in the interchange form, without an envelope.
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

// ReadRequest reads one line of commands in the interchange form (docs/commands/README.md) with the engine's own reader: raw marketplace
// messages included, every id and figure checked.
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
	defer d.giveBack()
	r.fromC(d, out)
	return r, nil
}

// ReadMarketplaceMessage reads a marketplace's message as it came. Errors never show a secret of it.
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
	defer d.giveBack()
	v.fromC(d, out)
	return v, nil
}

// DefaultPolicy gives the vendor's published rules: what holds where no policy was set. A policy of one's own begins with it.
func DefaultPolicy() (Policy, error) {
	var out *C.defray_policy
	var cerr *C.defray_error
	if status := C.defray_policy_default(&out, &cerr); status != 0 {
		return Policy{}, failure(status, cerr)
	}
	defer C.defray_policy_free(out)
	var v Policy
	d := takeDecoder()
	defer d.giveBack()
	v.fromC(d, out)
	return v, nil
}
