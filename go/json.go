package defray

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// The functions that append JSON take the value first, so that they have the signature of the methods of records.

// appendKey appends the name of a field. Before it comes a comma, except for the first field of an object.
func appendKey(name string, b []byte) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	b = append(b, '"')
	b = append(b, name...)
	return append(b, '"', ':')
}

// appendText escapes only the characters that JSON requires to be escaped, as every binding does, so that all write the
// same bytes.
func appendText(text string, b []byte) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '"')
	plain := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(text[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(b, text[plain:i]...)
				b = append(b, "\ufffd"...)
				plain = i + 1
			}
			i += size
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, text[plain:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\b':
			b = append(b, '\\', 'b')
		case '\f':
			b = append(b, '\\', 'f')
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
		i++
		plain = i
	}
	b = append(b, text[plain:]...)
	return append(b, '"')
}

// appendInstant appends an instant in UTC, in the shortest exact form.
func appendInstant(t time.Time, b []byte) []byte {
	b = append(b, '"')
	b = t.UTC().AppendFormat(b, time.RFC3339Nano)
	return append(b, '"')
}

func appendSeconds(d time.Duration, b []byte) []byte {
	return strconv.AppendInt(b, int64(d/time.Second), 10)
}

func appendList[T any](list []T, b []byte, each func(T, []byte) []byte) []byte {
	b = append(b, '[')
	for i, one := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = each(one, b)
	}
	return append(b, ']')
}

// appendMapByName appends a map in the order of the numbers of its keys.
func appendMapByName[K interface {
	cmp.Ordered
	String() string
}, V any](m map[K]V, b []byte, each func(V, []byte) []byte) []byte {
	b = append(b, '{')
	for _, key := range slices.Sorted(maps.Keys(m)) {
		b = appendKey(key.String(), b)
		b = each(m[key], b)
	}
	return append(b, '}')
}

// appendMapByText appends a map in the order of the bytes of its keys.
func appendMapByText[V any](m map[string]V, b []byte, each func(V, []byte) []byte) []byte {
	b = append(b, '{')
	for i, key := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(key, b)
		b = append(b, ':')
		b = each(m[key], b)
	}
	return append(b, '}')
}
