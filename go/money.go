package defray

import (
	"database/sql/driver"
	"fmt"
	"strings"
)

// Money is an exact amount in one currency. The engine accepts amounts with at most 12 decimals and an absolute value
// below 10^15. Equal amounts are equal by ==.
type Money struct {
	// Amount is the amount, in units of the currency. It may be negative.
	Amount Decimal
	// Currency is three capital letters, such as "CNY".
	Currency string
}

// ParseMoney reads a decimal, one blank and a currency, such as "100.50 CNY". It fails with [ErrBadValue] for any other
// text.
func ParseMoney(text string) (Money, error) {
	amount, currency, found := strings.Cut(text, " ")
	if !found {
		return Money{}, badValue("", text, "a decimal and a currency, such as `100.50 CNY`")
	}
	decimal, err := ParseDecimal(amount)
	if err != nil {
		return Money{}, err
	}
	if !isCurrency(currency) {
		return Money{}, badValue("", currency, "three capital letters, such as `CNY`")
	}
	return Money{decimal, currency}, nil
}

// MustParseMoney is [ParseMoney] for constant texts. It panics when ParseMoney fails.
func MustParseMoney(text string) Money {
	m, err := ParseMoney(text)
	if err != nil {
		panic(err)
	}
	return m
}

func isCurrency(text string) bool {
	if len(text) != 3 {
		return false
	}
	for i := range 3 {
		if text[i] < 'A' || text[i] > 'Z' {
			return false
		}
	}
	return true
}

// String returns the decimal without trailing zeros and the currency, such as "100.5 CNY".
func (m Money) String() string {
	return string(m.append(nil))
}

func (m Money) append(b []byte) []byte {
	b = m.Amount.append(b)
	b = append(b, ' ')
	return append(b, m.Currency...)
}

func (m Money) appendJSON(b []byte) []byte {
	b = append(b, '"')
	b = m.append(b)
	return append(b, '"')
}

// Add returns the exact sum. It fails with [ErrCurrencyMismatch] for two currencies, and with [ErrBadValue] when a
// [Decimal] cannot hold the sum.
func (m Money) Add(other Money) (Money, error) {
	if err := m.sameCurrency(other); err != nil {
		return Money{}, err
	}
	amount, err := m.Amount.Add(other.Amount)
	return Money{amount, m.Currency}, err
}

// Sub returns the exact difference. It fails with [ErrCurrencyMismatch] for two currencies, and with [ErrBadValue] when
// a [Decimal] cannot hold the difference.
func (m Money) Sub(other Money) (Money, error) {
	if err := m.sameCurrency(other); err != nil {
		return Money{}, err
	}
	amount, err := m.Amount.Sub(other.Amount)
	return Money{amount, m.Currency}, err
}

// Cmp returns -1 when m is less than other, 0 when they are equal, and 1 when m is greater. It fails with
// [ErrCurrencyMismatch] for two currencies.
func (m Money) Cmp(other Money) (int, error) {
	if err := m.sameCurrency(other); err != nil {
		return 0, err
	}
	return m.Amount.Cmp(other.Amount), nil
}

func (m Money) sameCurrency(other Money) error {
	if m.Currency == other.Currency {
		return nil
	}
	return newError(ErrCurrencyMismatch, "", fmt.Sprintf("`%s` is not in %s: currencies do not mix", other, m.Currency))
}

// MarshalText returns the text of [Money.String].
func (m Money) MarshalText() ([]byte, error) {
	return m.append(nil), nil
}

// UnmarshalText reads a text as [ParseMoney] does. After an error m is unchanged.
func (m *Money) UnmarshalText(text []byte) error {
	parsed, err := ParseMoney(string(text))
	if err == nil {
		*m = parsed
	}
	return err
}

// Value returns the text to store in a database, such as "100.5 CNY".
func (m Money) Value() (driver.Value, error) {
	return m.String(), nil
}

// Scan reads a text or bytes from a database, as [ParseMoney] does. It fails for a source of any other type. After an
// error m is unchanged.
func (m *Money) Scan(source any) error {
	switch source := source.(type) {
	case string:
		return m.UnmarshalText([]byte(source))
	case []byte:
		return m.UnmarshalText(source)
	}
	return fmt.Errorf("defray: a %T cannot be read as Money: expected text such as `100.5 CNY`", source)
}
