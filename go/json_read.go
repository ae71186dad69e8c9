package defray

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

const (
	jsonDepthMax = 32
	// More than the limit of the engine for one line, because a host may read a list of bills at once.
	jsonBytesMax = 64 << 20
)

type jsonKind uint8

const (
	jsonNull jsonKind = iota
	jsonBool
	jsonNumber
	jsonText
	jsonObject
	jsonList
)

func (k jsonKind) String() string {
	return [...]string{"null", "a truth value", "a number", "a text", "an object", "a list"}[k]
}

// jsonNode is a JSON value with its path, which errors name.
type jsonNode struct {
	kind   jsonKind
	path   string
	text   string
	yes    bool
	names  []string
	values []*jsonNode
}

// field returns a field of an object, or nil when it is absent or null.
func (n *jsonNode) field(name string) *jsonNode {
	if at := slices.Index(n.names, name); at >= 0 && n.values[at].kind != jsonNull {
		return n.values[at]
	}
	return nil
}

// shown returns the value for a message.
func (n *jsonNode) shown() string {
	switch n.kind {
	case jsonText, jsonNumber:
		return n.text
	case jsonBool:
		return strconv.FormatBool(n.yes)
	}
	return n.kind.String()
}

// jsonReader keeps the first error, so that readers do not need to check for errors after each step.
type jsonReader struct {
	err error
}

func (r *jsonReader) fail(code ErrorCode, path, message string) {
	if r.err == nil {
		r.err = newError(code, path, message)
	}
}

func (r *jsonReader) bad(n *jsonNode, expected string) {
	if r.err == nil {
		r.err = badValue(n.path, n.shown(), expected)
	}
}

func (r *jsonReader) wrongType(n *jsonNode, expected string) {
	r.fail(ErrWrongType, n.path, fmt.Sprintf("`%s` is %s: expected %s", n.path, n.kind, expected))
}

// parse reads one JSON value. It refuses duplicate keys, text after the value, and deeper nesting than the engine does.
func (r *jsonReader) parse(data []byte) *jsonNode {
	if len(data) > jsonBytesMax {
		r.fail(ErrTooLong, "", fmt.Sprintf("%d bytes: expected at most %d", len(data), jsonBytesMax))
		return &jsonNode{}
	}
	if !utf8.Valid(data) {
		r.fail(ErrNotUTF8, "", "the bytes are not UTF-8")
		return &jsonNode{}
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	n := r.value(decoder, "", jsonDepthMax)
	if r.err == nil {
		if _, err := decoder.Token(); err != io.EOF {
			r.fail(ErrNotJSON, "", "something follows the JSON value")
		}
	}
	return n
}

func (r *jsonReader) value(decoder *json.Decoder, path string, levels int) *jsonNode {
	n := &jsonNode{path: path}
	token, err := decoder.Token()
	if err != nil {
		r.fail(ErrNotJSON, path, "not JSON: "+err.Error())
		return n
	}
	switch token := token.(type) {
	case bool:
		n.kind, n.yes = jsonBool, token
	case json.Number:
		n.kind, n.text = jsonNumber, token.String()
	case string:
		n.kind, n.text = jsonText, token
	case json.Delim:
		if levels == 0 {
			r.fail(ErrTooDeep, path, fmt.Sprintf("nested too deeply: expected at most %d levels of objects and lists", jsonDepthMax))
			return n
		}
		if token == '{' {
			n.kind = jsonObject
			r.fields(decoder, n, levels-1)
		} else {
			n.kind = jsonList
			for i := 0; r.err == nil && decoder.More(); i++ {
				n.values = append(n.values, r.value(decoder, fmt.Sprintf("%s[%d]", path, i), levels-1))
			}
		}
		r.closing(decoder, path)
	}
	return n
}

func (r *jsonReader) fields(decoder *json.Decoder, n *jsonNode, levels int) {
	for r.err == nil && decoder.More() {
		token, err := decoder.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			r.fail(ErrNotJSON, n.path, "not JSON: expected the name of a field")
			return
		}
		path := joined(n.path, name)
		if slices.Contains(n.names, name) {
			r.fail(ErrDuplicateKey, path, fmt.Sprintf("the object has `%s` more than once", path))
			return
		}
		n.names = append(n.names, name)
		n.values = append(n.values, r.value(decoder, path, levels))
	}
}

func (r *jsonReader) closing(decoder *json.Decoder, path string) {
	if r.err == nil {
		if _, err := decoder.Token(); err != nil {
			r.fail(ErrNotJSON, path, "not JSON: "+err.Error())
		}
	}
}

func joined(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// object checks that the value is an object without other fields.
func (r *jsonReader) object(n *jsonNode, known ...string) {
	if n.kind != jsonObject {
		r.wrongType(n, "an object")
		return
	}
	for _, name := range n.names {
		if !slices.Contains(known, name) {
			path := joined(n.path, name)
			r.fail(ErrUnknownField, path, fmt.Sprintf("`%s` is not known here: expected one of %s", path, listed(known)))
			return
		}
	}
}

// required returns a required field. When it is absent, the result is not used, because r keeps the error.
func (r *jsonReader) required(n *jsonNode, name string) *jsonNode {
	if found := n.field(name); found != nil {
		return found
	}
	path := joined(n.path, name)
	r.fail(ErrMissingField, path, fmt.Sprintf("`%s` is missing", path))
	return &jsonNode{path: path}
}

// choice reads the name of an alternative and its value: `"name"` or `{"name": value}`.
func (r *jsonReader) choice(n *jsonNode, known ...string) (string, *jsonNode) {
	var name string
	var value *jsonNode
	switch {
	case n.kind == jsonText:
		name = n.text
	case n.kind == jsonObject && len(n.names) == 1:
		name, value = n.names[0], n.values[0]
	default:
		r.wrongType(n, "one of "+listed(known))
		return "", nil
	}
	if !slices.Contains(known, name) {
		r.bad(n, "one of "+listed(known))
		return "", nil
	}
	return name, value
}

func (r *jsonReader) nothing(n, value *jsonNode) {
	if value != nil {
		r.wrongType(n, "a name without a value")
	}
}

func (r *jsonReader) something(n, value *jsonNode) *jsonNode {
	if value == nil {
		r.wrongType(n, "an object with the name and its value")
		return &jsonNode{path: n.path}
	}
	return value
}

func (r *jsonReader) defaultPolicy() Policy {
	policy, err := DefaultPolicy()
	if err != nil && r.err == nil {
		r.err = err
	}
	return policy
}

func readText(r *jsonReader, n *jsonNode) string {
	if n.kind != jsonText {
		r.wrongType(n, "a text")
	}
	return n.text
}

// parsed reads a value that is a text in JSON.
func parsed[T any](r *jsonReader, n *jsonNode, parse func(string) (T, error)) (v T) {
	if n.kind != jsonText {
		r.wrongType(n, "a text")
		return v
	}
	v, err := parse(n.text)
	if err != nil && r.err == nil {
		r.err = within(err, n.path)
	}
	return v
}

func readCurrency(r *jsonReader, n *jsonNode) string {
	text := readText(r, n)
	if !isCurrency(text) {
		r.bad(n, "three capital letters, such as `CNY`")
	}
	return text
}

func readMoney(r *jsonReader, n *jsonNode) Money {
	return parsed(r, n, ParseMoney)
}

func readDecimal(r *jsonReader, n *jsonNode) Decimal {
	return parsed(r, n, ParseDecimal)
}

func readInstant(r *jsonReader, n *jsonNode) time.Time {
	return parsed(r, n, func(text string) (time.Time, error) {
		// RFC 3339 also allows lower case letters and more than nine decimals. Only the reader of the engine accepts these.
		t, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return t, badValue("", text, "RFC 3339 with an offset, such as `2026-03-01T08:00:00Z`")
		}
		return t.UTC(), nil
	})
}

func readUint64(r *jsonReader, n *jsonNode) uint64 {
	number, err := strconv.ParseUint(n.text, 10, 64)
	if n.kind != jsonNumber || err != nil {
		r.wrongType(n, "a whole number, at least 0")
	}
	return number
}

func readUint32(r *jsonReader, n *jsonNode) uint32 {
	number := readUint64(r, n)
	if number > 1<<32-1 {
		r.bad(n, "a whole number below 4294967296")
	}
	return uint32(number)
}

func readSeconds(r *jsonReader, n *jsonNode) time.Duration {
	seconds := readUint64(r, n)
	if seconds > durationSecondsMax {
		r.bad(n, fmt.Sprintf("at most %d seconds", int64(durationSecondsMax)))
		return 0
	}
	return time.Duration(seconds) * time.Second
}

func readBool(r *jsonReader, n *jsonNode) bool {
	if n.kind != jsonBool {
		r.wrongType(n, "true or false")
	}
	return n.yes
}

func readName[T any](parse func(string) (T, error)) func(*jsonReader, *jsonNode) T {
	return func(r *jsonReader, n *jsonNode) T { return parsed(r, n, parse) }
}

func parseText(text string) (string, error) {
	return text, nil
}

func optional[T any](r *jsonReader, n *jsonNode, read func(*jsonReader, *jsonNode) T) *T {
	v := read(r, n)
	return &v
}

// readList returns a slice that is not nil, because nil means that an optional list is absent.
func readList[T any](read func(*jsonReader, *jsonNode) T) func(*jsonReader, *jsonNode) []T {
	return func(r *jsonReader, n *jsonNode) []T {
		if n.kind != jsonList {
			r.wrongType(n, "a list")
			return nil
		}
		list := make([]T, len(n.values))
		for i, one := range n.values {
			list[i] = read(r, one)
		}
		return list
	}
}

func readMap[K comparable, V any](key func(string) (K, error), value func(*jsonReader, *jsonNode) V) func(*jsonReader, *jsonNode) map[K]V {
	return func(r *jsonReader, n *jsonNode) map[K]V {
		if n.kind != jsonObject {
			r.wrongType(n, "an object")
			return nil
		}
		m := make(map[K]V, len(n.values))
		for i, one := range n.values {
			k, err := key(n.names[i])
			if err != nil && r.err == nil {
				r.err = within(err, one.path)
			}
			m[k] = value(r, one)
		}
		return m
	}
}

// unmarshal reads a whole JSON text into v. After an error v is unchanged.
func unmarshal[T any](data []byte, v *T, read func(*jsonReader, *jsonNode) T) error {
	var r jsonReader
	n := r.parse(data)
	if r.err != nil {
		return r.err
	}
	if n.kind == jsonNull {
		// encoding/json requires that null has no effect.
		return nil
	}
	got := read(&r, n)
	if r.err == nil {
		*v = got
	}
	return r.err
}
