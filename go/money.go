package defray

import (
	"database/sql/driver"
	"fmt"
	"strings"
)

// Money is an exact amount in one currency. Amounts that go into the engine have at most 12 decimals and stay below 10^15.
// Equal money is equal by ==.
type Money struct {
	// How much; below zero only where something is taken away.
	Amount Decimal
	// Three capital letters, such as "CNY".
	Currency string
}

// ParseMoney reads a decimal and a currency, such as "100.50 CNY".
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

// MustParseMoney is [ParseMoney] for texts that are known to be money; it panics otherwise.
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

// String gives a decimal without trailing zeros and the currency, such as "100.5 CNY".
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

// Add gives the exact sum. Two currencies do not mix: [ErrCurrencyMismatch].
func (m Money) Add(other Money) (Money, error) {
	if err := m.sameCurrency(other); err != nil {
		return Money{}, err
	}
	amount, err := m.Amount.Add(other.Amount)
	return Money{amount, m.Currency}, err
}

// Sub gives the exact difference. Two currencies do not mix: [ErrCurrencyMismatch].
func (m Money) Sub(other Money) (Money, error) {
	if err := m.sameCurrency(other); err != nil {
		return Money{}, err
	}
	amount, err := m.Amount.Sub(other.Amount)
	return Money{amount, m.Currency}, err
}

// Cmp is -1 if m is less than other, 0 if they are equal, 1 if it is more. Two currencies do not mix: [ErrCurrencyMismatch].
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

// MarshalText gives what [Money.String] gives.
func (m Money) MarshalText() ([]byte, error) {
	return m.append(nil), nil
}

// UnmarshalText reads what [ParseMoney] reads.
func (m *Money) UnmarshalText(text []byte) error {
	parsed, err := ParseMoney(string(text))
	if err == nil {
		*m = parsed
	}
	return err
}

// Value stores it in a database as text, such as "100.5 CNY".
func (m Money) Value() (driver.Value, error) {
	return m.String(), nil
}

// Scan reads what [Money.Value] stored.
func (m *Money) Scan(source any) error {
	switch source := source.(type) {
	case string:
		return m.UnmarshalText([]byte(source))
	case []byte:
		return m.UnmarshalText(source)
	}
	return fmt.Errorf("defray: a %T cannot be read as Money: expected text such as `100.5 CNY`", source)
}
