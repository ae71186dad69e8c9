package defray

import "encoding/hex"

// Head is the head of the hash chain of the journal after one entry: a hash over the whole journal up to this entry. A
// host that stores the last head can later detect an older copy of the file; see [WithExpectedHead].
type Head [32]byte

// ParseHead reads 64 hexadecimal digits. It fails with [ErrBadValue] for any other text.
func ParseHead(text string) (Head, error) {
	var head Head
	bytes, err := hex.DecodeString(text)
	if err != nil || len(bytes) != len(head) {
		return Head{}, badValue("head", text, "64 hexadecimal digits")
	}
	copy(head[:], bytes)
	return head, nil
}

// String returns 64 hexadecimal digits.
func (h Head) String() string {
	return hex.EncodeToString(h[:])
}

// MarshalText returns the text of [Head.String].
func (h Head) MarshalText() ([]byte, error) {
	return hex.AppendEncode(nil, h[:]), nil
}

// UnmarshalText reads a text as [ParseHead] does. After an error h is unchanged.
func (h *Head) UnmarshalText(text []byte) error {
	parsed, err := ParseHead(string(text))
	if err == nil {
		*h = parsed
	}
	return err
}

func (h Head) appendJSON(b []byte) []byte {
	b = append(b, '"')
	b = hex.AppendEncode(b, h[:])
	return append(b, '"')
}
