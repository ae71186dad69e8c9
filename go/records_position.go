// Written by `make bindings`. Do not edit.

package defray

// A position in the journal, written `entry.index`, such as `17.0`. Positions are ordered as the journal is.
//
// It numbers outbox messages and usage records (they share one count), and it orders held bills and charges.
type EntryPosition struct {
	// The position of the journal entry, from 1.
	Position uint64
	// The index in that entry, from 0.
	Index uint32
}

// The position of a charge in the meter of a cloud account.
type ChargePosition struct {
	// The cloud account that is charged.
	CloudAccount string
	// The journal entry that made the charge, and the index among the charges that this entry put into the meter.
	Position EntryPosition
}

func (v ChargePosition) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	b = appendKey("position", b)
	b = v.Position.appendJSON(b)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v ChargePosition) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
