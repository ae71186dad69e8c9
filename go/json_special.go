package defray

import (
	"slices"
	"strconv"
	"strings"
)

// This file has the values whose JSON does not follow from their fields.

// String returns the position and the index in the entry, such as "17.0".
func (v EntryPosition) String() string {
	return strconv.FormatUint(v.Position, 10) + "." + strconv.FormatUint(uint64(v.Index), 10)
}

// ParseEntryPosition reads a journal position and an index in the entry, such as "17.0". It fails with [ErrBadValue]
// for any other text.
func ParseEntryPosition(text string) (EntryPosition, error) {
	position, index, _ := strings.Cut(text, ".")
	p, err := strconv.ParseUint(position, 10, 64)
	i, indexErr := strconv.ParseUint(index, 10, 32)
	number := EntryPosition{p, uint32(i)}
	// Every value has one form, without leading zeros and signs.
	if err != nil || indexErr != nil || number.String() != text {
		return EntryPosition{}, badValue("", text, "a journal position and an index in the entry, such as `17.0`")
	}
	return number, nil
}

// MarshalText returns the text of [EntryPosition.String].
func (v EntryPosition) MarshalText() ([]byte, error) {
	return []byte(v.String()), nil
}

// UnmarshalText reads a text as [ParseEntryPosition] does. After an error v is unchanged.
func (v *EntryPosition) UnmarshalText(text []byte) error {
	number, err := ParseEntryPosition(string(text))
	if err == nil {
		*v = number
	}
	return err
}

func (v EntryPosition) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

func readEntryPosition(r *jsonReader, n *jsonNode) EntryPosition {
	return parsed(r, n, ParseEntryPosition)
}

func (v MeteringWindowAfter) appendJSON(b []byte) []byte {
	return appendSeconds(v.Duration, b)
}

// MarshalJSON returns the duration in whole seconds.
func (v MeteringWindowAfter) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (MeteringWindowEndOfNextHour) appendJSON(b []byte) []byte {
	return append(b, `"end_of_next_hour"`...)
}

// MarshalJSON returns "end_of_next_hour".
func (v MeteringWindowEndOfNextHour) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func readMeteringWindow(r *jsonReader, n *jsonNode) MeteringWindow {
	if n.kind == jsonText {
		if n.text != "end_of_next_hour" {
			r.bad(n, "whole seconds or `end_of_next_hour`")
		}
		return MeteringWindowEndOfNextHour{}
	}
	return MeteringWindowAfter{readSeconds(r, n)}
}

// readIngest reads both forms: a message of the ledger in `message`, or a raw message of a marketplace in `raw` with
// its `provider`.
func readIngest(r *jsonReader, n *jsonNode) (v Ingest) {
	if n.field("raw") == nil || n.field("message") != nil {
		r.object(n, append(absent(n, "provider", "raw"), "message")...)
		v.Message = readMarketplaceMessage(r, r.required(n, "message"))
		return v
	}
	r.object(n, append(absent(n, "message"), "provider", "raw")...)
	provider := readName(ParseProvider)(r, r.required(n, "provider"))
	raw := r.required(n, "raw")
	text := readText(r, raw)
	if r.err != nil {
		return v
	}
	message, err := ReadMarketplaceMessage(provider, []byte(text))
	if err != nil {
		r.err = err
		return v
	}
	v.Message = *message
	return v
}

// absent returns the names of those fields that are absent or null.
func absent(n *jsonNode, names ...string) []string {
	return slices.DeleteFunc(names, func(name string) bool { return n.field(name) != nil })
}

// Of returns the balance of one fund. It returns the zero [Money] for an unknown fund.
func (v Balances) Of(fund Fund) Money {
	switch fund {
	case FundOrdinaryVoucher:
		return v.OrdinaryVouchers
	case FundFullReductionVoucher:
		return v.FullReductionVouchers
	case FundCard:
		return v.Cards
	case FundCash:
		return v.Cash
	case FundOverdraft:
		return v.Overdraft
	case FundCloudAccount:
		return v.CloudCharged
	}
	return Money{}
}

func (v Balances) appendJSON(b []byte) []byte {
	b = append(b, '{')
	for fund := FundOrdinaryVoucher; fund <= FundCloudAccount; fund++ {
		b = appendKey(fund.String(), b)
		b = v.Of(fund).appendJSON(b)
	}
	return append(b, '}')
}

// MarshalJSON returns an object with the balance of each fund, by the name of the fund.
func (v Balances) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

func (v Statement) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("account", b)
	b = appendText(v.Account, b)
	b = appendKey("from", b)
	b = appendInstant(v.From, b)
	b = appendKey("to", b)
	b = appendInstant(v.To, b)
	b = appendKey("opening", b)
	b = v.Opening.appendJSON(b)
	b = appendKey("movements", b)
	b = appendList(v.Movements, b, Movement.appendJSON)
	b = appendKey("closing", b)
	b = v.Closing.appendJSON(b)
	b = appendKey("held", b)
	b = appendList(v.Held, b, HeldBill.appendJSON)
	return append(b, '}')
}

// MarshalJSON returns the object that `defray statement --json` prints. Every amount has its currency.
func (v Statement) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
