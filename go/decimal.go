package defray

import (
	"database/sql/driver"
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"strings"
)

// decimalScaleMax is the largest number of decimals of a [Decimal].
const decimalScaleMax = 28

// Decimal is an exact decimal number: a whole number of at most 127 bits and a sign, divided by ten to the power of its
// scale (0 to 28). It is never rounded; an operation fails when its exact result does not fit. Equal numbers are equal
// by == and as map keys, because a Decimal has no trailing zeros after the point. The zero value is 0.
//
// There is no conversion from or to float64, because it would not be exact.
type Decimal struct {
	hi    int64
	lo    uint64
	scale uint8
}

// DecimalOf returns unscaled divided by ten to the power of scale: DecimalOf(12345, 2) is 123.45. It fails with
// [ErrBadValue] when scale is not from 0 to 28.
func DecimalOf(unscaled int64, scale int) (Decimal, error) {
	if scale < 0 || scale > decimalScaleMax {
		return Decimal{}, badValue("", fmt.Sprint(scale), "a scale from 0 to 28")
	}
	return normal(unscaled>>63, uint64(unscaled), uint8(scale)), nil
}

// ParseDecimal reads a decimal such as "-12.345" exactly: an optional minus, digits, and optionally a point and more
// digits. It accepts no exponent, no plus and no separators. It fails with [ErrBadValue] for any other text, and for a
// number that needs more than 28 decimals or 127 bits. The engine checks the smaller range of amounts of money.
func ParseDecimal(text string) (Decimal, error) {
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, pointed := strings.Cut(digits, ".")
	if !allDigits(whole) || pointed && !allDigits(fraction) {
		return Decimal{}, badValue("", text, "digits without exponent, such as `-12.345`")
	}
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > decimalScaleMax {
		return Decimal{}, badValue("", text, "at most 28 decimals, as nothing is rounded")
	}
	var magnitude [2]uint64
	for _, part := range [2]string{whole, fraction} {
		for _, digit := range []byte(part) {
			var fits bool
			if magnitude, fits = timesTenPlus(magnitude, uint64(digit-'0')); !fits {
				return Decimal{}, badValue("", text, "a number of at most 127 bits")
			}
		}
	}
	return signed(magnitude, negative, uint8(len(fraction))), nil
}

// MustParseDecimal is [ParseDecimal] for constant texts. It panics when ParseDecimal fails.
func MustParseDecimal(text string) Decimal {
	d, err := ParseDecimal(text)
	if err != nil {
		panic(err)
	}
	return d
}

// DecimalFromBigInt returns unscaled divided by ten to the power of scale. It fails with [ErrBadValue] when unscaled is
// nil, when scale is negative, and when the number needs more than 28 decimals or 127 bits.
func DecimalFromBigInt(unscaled *big.Int, scale int) (Decimal, error) {
	if unscaled == nil || scale < 0 {
		return Decimal{}, badValue("", fmt.Sprint(unscaled, " scale ", scale), "a number, and a scale from 0 to 28")
	}
	// Without its trailing zeros a number may fit: 1000 with scale 30 is 1 with scale 27.
	number, ten, rest := new(big.Int).Set(unscaled), big.NewInt(10), new(big.Int)
	for scale > 0 && (scale > decimalScaleMax || number.BitLen() > 127) {
		quotient := new(big.Int)
		if quotient.QuoRem(number, ten, rest); rest.Sign() != 0 {
			break
		}
		number, scale = quotient, scale-1
	}
	if scale > decimalScaleMax || number.BitLen() > 127 {
		return Decimal{}, badValue("", unscaled.String(), "a number of at most 127 bits and 28 decimals")
	}
	var magnitude [2]uint64
	absolute := new(big.Int).Abs(number)
	magnitude[1] = new(big.Int).And(absolute, new(big.Int).SetUint64(math.MaxUint64)).Uint64()
	magnitude[0] = new(big.Int).Rsh(absolute, 64).Uint64()
	return signed(magnitude, number.Sign() < 0, uint8(scale)), nil
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// timesTenPlus returns m*10+digit, and whether that is below 2^127.
func timesTenPlus(m [2]uint64, digit uint64) ([2]uint64, bool) {
	over, low := bits.Mul64(m[1], 10)
	low, carry := bits.Add64(low, digit, 0)
	tooFar, high := bits.Mul64(m[0], 10)
	high, more := bits.Add64(high, over, carry)
	return [2]uint64{high, low}, tooFar == 0 && more == 0 && high < 1<<63
}

// signed returns the decimal of a magnitude below 2^127.
func signed(magnitude [2]uint64, negative bool, scale uint8) Decimal {
	hi, lo := int64(magnitude[0]), magnitude[1]
	if negative {
		hi, lo = negated(hi, lo)
	}
	return normal(hi, lo, scale)
}

func negated(hi int64, lo uint64) (int64, uint64) {
	low, carry := bits.Add64(^lo, 1, 0)
	return int64(^uint64(hi) + carry), low
}

// normal returns the decimal without trailing zeros.
func normal(hi int64, lo uint64, scale uint8) Decimal {
	if hi == 0 && lo == 0 {
		return Decimal{}
	}
	negative := hi < 0
	h, l := hi, lo
	if negative {
		h, l = negated(hi, lo)
	}
	for scale > 0 {
		q1, rest := bits.Div64(0, uint64(h), 10)
		q0, rest := bits.Div64(rest, l, 10)
		if rest != 0 {
			break
		}
		h, l, scale = int64(q1), q0, scale-1
	}
	if negative {
		h, l = negated(h, l)
	}
	return Decimal{hi: h, lo: l, scale: scale}
}

// magnitude returns the absolute value of the unscaled number.
func (d Decimal) magnitude() [2]uint64 {
	hi, lo := d.hi, d.lo
	if hi < 0 {
		hi, lo = negated(hi, lo)
	}
	return [2]uint64{uint64(hi), lo}
}

// String returns the number in digits, without exponent and without trailing zeros. [ParseDecimal] reads it.
func (d Decimal) String() string {
	return string(d.append(nil))
}

func (d Decimal) append(b []byte) []byte {
	var buffer [48]byte
	at := len(buffer)
	m := d.magnitude()
	for written := 0; m != [2]uint64{} || written <= int(d.scale); written++ {
		if written == int(d.scale) && written > 0 {
			at--
			buffer[at] = '.'
		}
		var rest uint64
		m[0], rest = bits.Div64(0, m[0], 10)
		m[1], rest = bits.Div64(rest, m[1], 10)
		at--
		buffer[at] = byte('0' + rest)
	}
	if d.hi < 0 {
		at--
		buffer[at] = '-'
	}
	return append(b, buffer[at:]...)
}

// Sign returns -1 for a negative number, 0 for zero, and 1 for a positive number.
func (d Decimal) Sign() int {
	switch {
	case d.hi < 0:
		return -1
	case d.hi == 0 && d.lo == 0:
		return 0
	}
	return 1
}

// IsZero reports whether the number is 0.
func (d Decimal) IsZero() bool {
	return d == Decimal{}
}

// Neg returns the number with the other sign.
func (d Decimal) Neg() Decimal {
	hi, lo := negated(d.hi, d.lo)
	return Decimal{hi: hi, lo: lo, scale: d.scale}
}

// Cmp returns -1 when d is less than other, 0 when they are equal, and 1 when d is greater.
func (d Decimal) Cmp(other Decimal) int {
	if d == other {
		return 0
	}
	if one, two := d.Sign(), other.Sign(); one != two {
		if one < two {
			return -1
		}
		return 1
	}
	// With the same scale they may need more than 128 bits, and a comparison must not fail.
	one, two := d.aligned(max(d.scale, other.scale)), other.aligned(max(d.scale, other.scale))
	return one.Cmp(two)
}

// aligned returns the unscaled number for a scale that is not smaller.
func (d Decimal) aligned(scale uint8) *big.Int {
	unscaled, _ := d.BigInt()
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale-d.scale)), nil)
	return unscaled.Mul(unscaled, power)
}

// Add returns the exact sum. It fails with [ErrBadValue] when the sum needs more than 28 decimals or 127 bits.
func (d Decimal) Add(other Decimal) (Decimal, error) {
	if d.scale == other.scale {
		lo, carry := bits.Add64(d.lo, other.lo, 0)
		hi := d.hi + other.hi + int64(carry)
		// A signed overflow: both have one sign, and the sum has the other. The magnitude of -2^127 does not fit.
		if (d.hi < 0) != (other.hi < 0) || (hi < 0) == (d.hi < 0) && !(hi == math.MinInt64 && lo == 0) {
			return normal(hi, lo, d.scale), nil
		}
	}
	scale := max(d.scale, other.scale)
	one, two := d.aligned(scale), other.aligned(scale)
	return DecimalFromBigInt(one.Add(one, two), int(scale))
}

// Sub returns the exact difference. It fails with [ErrBadValue] when the difference needs more than 28 decimals or 127
// bits.
func (d Decimal) Sub(other Decimal) (Decimal, error) {
	return d.Add(other.Neg())
}

// BigInt returns the number as a whole number and a scale: 12.5 is 125 and 1.
func (d Decimal) BigInt() (unscaled *big.Int, scale int) {
	m := d.magnitude()
	unscaled = new(big.Int).SetUint64(m[0])
	unscaled.Lsh(unscaled, 64).Or(unscaled, new(big.Int).SetUint64(m[1]))
	if d.hi < 0 {
		unscaled.Neg(unscaled)
	}
	return unscaled, int(d.scale)
}

// MarshalText returns the text of [Decimal.String]. So a decimal is a string in JSON, and no reader converts it to a
// float.
func (d Decimal) MarshalText() ([]byte, error) {
	return d.append(nil), nil
}

// AppendText appends the text of [Decimal.String].
func (d Decimal) AppendText(b []byte) ([]byte, error) {
	return d.append(b), nil
}

// UnmarshalText reads a text as [ParseDecimal] does. After an error d is unchanged.
func (d *Decimal) UnmarshalText(text []byte) error {
	parsed, err := ParseDecimal(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}

func (d Decimal) appendJSON(b []byte) []byte {
	b = append(b, '"')
	b = d.append(b)
	return append(b, '"')
}

// Value returns the text to store in a database. Databases convert it to their exact decimal type.
func (d Decimal) Value() (driver.Value, error) {
	return d.String(), nil
}

// Scan reads a text, bytes or a whole number from a database. It fails with [ErrBadValue] for a text that
// [ParseDecimal] does not read, and with another error for a source of any other type, such as a float64, which is not
// exact. After an error d is unchanged.
func (d *Decimal) Scan(source any) error {
	switch source := source.(type) {
	case string:
		return d.UnmarshalText([]byte(source))
	case []byte:
		return d.UnmarshalText(source)
	case int64:
		*d = normal(source>>63, uint64(source), 0)
		return nil
	}
	return fmt.Errorf("defray: a %T cannot be read as a Decimal: select it as text", source)
}
