package defray

import "encoding/hex"

// Head is the end of the journal's hash chain after some entry: it stands for the whole journal up to there. A host that keeps
// the last head it was given can tell an older copy of the file from the present one: see [WithExpectedHead].
type Head [32]byte

// ParseHead reads 64 hexadecimal digits.
func ParseHead(text string) (Head, error) {
	var head Head
	bytes, err := hex.DecodeString(text)
	if err != nil || len(bytes) != len(head) {
		return Head{}, badValue("head", text, "64 hexadecimal digits")
	}
	copy(head[:], bytes)
	return head, nil
}

// String gives 64 hexadecimal digits.
func (h Head) String() string {
	return hex.EncodeToString(h[:])
}

// MarshalText gives what [Head.String] gives.
func (h Head) MarshalText() ([]byte, error) {
	return hex.AppendEncode(nil, h[:]), nil
}

// UnmarshalText reads what [ParseHead] reads.
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
