package defray

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"math/rand"
	"regexp"
	"strings"
	"testing"
)

func TestDecimalText(t *testing.T) {
	for given, expected := range map[string]string{
		"0": "0", "-0": "0", "0.000": "0", "1.50": "1.5", "100": "100", "-12.345": "-12.345", "0.000000000001": "0.000000000001",
		"007": "7", "999999999999999.999999999999": "999999999999999.999999999999",
		"170141183460469231731687303715884105727":  "170141183460469231731687303715884105727",
		"-170141183460469231731687303715884105727": "-170141183460469231731687303715884105727",
		"0.0000000000000000000000000001":           "0.0000000000000000000000000001",
	} {
		d, err := ParseDecimal(given)
		if err != nil || d.String() != expected {
			t.Errorf("%s: %s, %v: expected %s", given, d, err, expected)
		}
	}
	for _, given := range []string{
		"", "-", "+1", ".5", "5.", "1e3", "1,000", " 1", "1 ", "--1", "1.-5", "0x1", "NaN", "Inf", "１",
		"170141183460469231731687303715884105728", "-170141183460469231731687303715884105728", "0.00000000000000000000000000001",
		strings.Repeat("9", 100),
	} {
		if d, err := ParseDecimal(given); !errors.Is(err, ErrBadValue) {
			t.Errorf("%q is %s, %v: expected bad_value", given, d, err)
		}
	}
}

func TestDecimalIsComparable(t *testing.T) {
	if MustParseDecimal("1.50") != MustParseDecimal("1.5") {
		t.Error("1.50 and 1.5 differ")
	}
	if MustParseMoney("100.00 CNY") != MustParseMoney("100 CNY") {
		t.Error("100.00 CNY and 100 CNY differ")
	}
	if (Decimal{}) != MustParseDecimal("0.0") {
		t.Error("the zero value is not 0")
	}
}

func TestDecimalConstructors(t *testing.T) {
	for _, one := range []struct {
		unscaled int64
		scale    int
		expected string
	}{{12345, 2, "123.45"}, {-1, 28, "-0.0000000000000000000000000001"}, {1_000, 3, "1"}, {math.MinInt64, 0, "-9223372036854775808"}} {
		if d, err := DecimalOf(one.unscaled, one.scale); err != nil || d != MustParseDecimal(one.expected) {
			t.Errorf("%d with scale %d: %s, %v", one.unscaled, one.scale, d, err)
		}
		if d, err := DecimalFromBigInt(big.NewInt(one.unscaled), one.scale); err != nil || d != MustParseDecimal(one.expected) {
			t.Errorf("%d with scale %d: %s, %v", one.unscaled, one.scale, d, err)
		}
	}
	for _, scale := range []int{-1, 29} {
		if d, err := DecimalOf(1, scale); !errors.Is(err, ErrBadValue) {
			t.Errorf("scale %d: %s, %v: expected bad_value", scale, d, err)
		}
		if d, err := DecimalFromBigInt(big.NewInt(1), scale); !errors.Is(err, ErrBadValue) {
			t.Errorf("scale %d: %s, %v: expected bad_value", scale, d, err)
		}
	}
	for _, number := range []*big.Int{nil, new(big.Int).Lsh(big.NewInt(1), 127), new(big.Int).Lsh(big.NewInt(-1), 127)} {
		if d, err := DecimalFromBigInt(number, 0); !errors.Is(err, ErrBadValue) {
			t.Errorf("%v: %s, %v: expected bad_value", number, d, err)
		}
	}
	if d, err := DecimalFromBigInt(big.NewInt(1_000), 30); err != nil || d != MustParseDecimal("0.000000000000000000000000001") {
		t.Errorf("%s, %v", d, err)
	}
}

// Compares with math/big, for numbers of all sizes.
func TestDecimalArithmetic(t *testing.T) {
	random := rand.New(rand.NewSource(2026))
	draw := func() Decimal {
		bits := random.Intn(127) + 1
		n := new(big.Int).Rand(random, new(big.Int).Lsh(big.NewInt(1), uint(bits)))
		if random.Intn(2) == 0 {
			n.Neg(n)
		}
		d, err := DecimalFromBigInt(n, random.Intn(29))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	fit, not := 0, 0
	for range 20_000 {
		a, b := draw(), draw()
		if got, expected := a.Cmp(b), ratio(a).Cmp(ratio(b)); got != expected {
			t.Fatalf("%s Cmp %s is %d", a, b, got)
		}
		for sign, op := range map[int]func(Decimal) (Decimal, error){1: a.Add, -1: a.Sub} {
			expected := ratio(b)
			if sign < 0 {
				expected.Neg(expected)
			}
			expected.Add(ratio(a), expected)
			sum, err := op(b)
			if err == nil {
				fit++
				if ratio(sum).Cmp(expected) != 0 {
					t.Fatalf("%s and %s (%d) give %s", a, b, sign, sum)
				}
				if again, err := ParseDecimal(sum.String()); err != nil || again != sum {
					t.Fatalf("%s is read as %s, %v", sum, again, err)
				}
				continue
			}
			not++
			if !errors.Is(err, ErrBadValue) || fits(expected) {
				t.Fatalf("%s and %s (%d): %v: expected bad_value, and only when the result does not fit", a, b, sign, err)
			}
		}
	}
	if fit < 1_000 || not < 100 {
		t.Errorf("%d fit and %d did not: the test does not reach both", fit, not)
	}
}

// fits reports whether a number has at most 28 decimals and, with the fewest decimals, an unscaled number below 2^127.
func fits(number *big.Rat) bool {
	unscaled := new(big.Rat).Set(number)
	for scale := 0; !unscaled.IsInt(); scale++ {
		if scale == decimalScaleMax {
			return false
		}
		unscaled.Mul(unscaled, big.NewRat(10, 1))
	}
	return unscaled.Num().BitLen() <= 127
}

func ratio(d Decimal) *big.Rat {
	unscaled, scale := d.BigInt()
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
	return new(big.Rat).SetFrac(unscaled, power)
}

func TestDecimalInDatabases(t *testing.T) {
	d := MustParseDecimal("-12.5")
	value, err := d.Value()
	if err != nil || value != "-12.5" {
		t.Errorf("%v, %v", value, err)
	}
	for _, source := range []any{"7.25", []byte("7.25")} {
		if err := d.Scan(source); err != nil || d != MustParseDecimal("7.25") {
			t.Errorf("%v gives %s, %v", source, d, err)
		}
	}
	if err := d.Scan(int64(-3)); err != nil || d != MustParseDecimal("-3") {
		t.Errorf("%s, %v", d, err)
	}
	if err := d.Scan("1e3"); !errors.Is(err, ErrBadValue) || d != MustParseDecimal("-3") {
		t.Errorf("%s, %v: expected bad_value", d, err)
	}
	for kind, source := range map[string]any{"float64": 0.5, "<nil>": nil, "bool": true} {
		expected := "defray: a " + kind + " cannot be read as a Decimal: select it as text"
		if err := d.Scan(source); err == nil || err.Error() != expected || d != MustParseDecimal("-3") {
			t.Errorf("%s, %v: expected %s", d, err, expected)
		}
	}
}

func TestMoneyInDatabases(t *testing.T) {
	m := MustParseMoney("-12.50 CNY")
	if value, err := m.Value(); err != nil || value != "-12.5 CNY" {
		t.Errorf("%v, %v", value, err)
	}
	for _, source := range []any{"7.25 USD", []byte("7.25 USD")} {
		if err := m.Scan(source); err != nil || m != MustParseMoney("7.25 USD") {
			t.Errorf("%v gives %s, %v", source, m, err)
		}
	}
	if err := m.Scan("1"); !errors.Is(err, ErrBadValue) || m != MustParseMoney("7.25 USD") {
		t.Errorf("%s, %v: expected bad_value", m, err)
	}
	expected := "defray: a int64 cannot be read as Money: expected text such as `100.5 CNY`"
	if err := m.Scan(int64(1)); err == nil || err.Error() != expected || m != MustParseMoney("7.25 USD") {
		t.Errorf("%s, %v: expected %s", m, err, expected)
	}
}

func TestDecimalInJSON(t *testing.T) {
	text, err := json.Marshal(map[string]any{"d": MustParseDecimal("1.50"), "m": MustParseMoney("2.0 CNY")})
	if err != nil || string(text) != `{"d":"1.5","m":"2 CNY"}` {
		t.Errorf("%s, %v", text, err)
	}
	var d Decimal
	var wrongType *json.UnmarshalTypeError
	if err := json.Unmarshal([]byte(`0.1`), &d); !errors.As(err, &wrongType) || wrongType.Value != "number" || !d.IsZero() {
		t.Errorf("a JSON number was read as %s, %v", d, err)
	}
	if err := json.Unmarshal([]byte(`"0,1"`), &d); !errors.Is(err, ErrBadValue) || !d.IsZero() {
		t.Errorf("%s, %v: expected bad_value", d, err)
	}
	if err := json.Unmarshal([]byte(`"0.10"`), &d); err != nil || d != MustParseDecimal("0.1") {
		t.Errorf("%s, %v", d, err)
	}
}

func TestMoney(t *testing.T) {
	one, two := MustParseMoney("0.1 CNY"), MustParseMoney("0.2 CNY")
	if sum, err := one.Add(two); err != nil || sum != MustParseMoney("0.3 CNY") {
		t.Errorf("%s, %v", sum, err)
	}
	if less, err := one.Sub(two); err != nil || less != MustParseMoney("-0.1 CNY") {
		t.Errorf("%s, %v", less, err)
	}
	if order, err := one.Cmp(two); err != nil || order != -1 {
		t.Errorf("%d, %v", order, err)
	}
	foreign := MustParseMoney("1 USD")
	for name, err := range map[string]error{
		"Add": second(one.Add(foreign)), "Sub": second(one.Sub(foreign)), "Cmp": second(one.Cmp(foreign)),
	} {
		if !errors.Is(err, ErrCurrencyMismatch) {
			t.Errorf("%s: %v: expected currency_mismatch", name, err)
		}
	}
	largest := MustParseMoney("170141183460469231731687303715884105727 CNY")
	if sum, err := largest.Add(one); !errors.Is(err, ErrBadValue) {
		t.Errorf("%s, %v: expected bad_value", sum, err)
	}
	for _, text := range []string{"", "1", "1CNY", "1 cny", "1 CNYX", "CNY 1", "1  CNY"} {
		if m, err := ParseMoney(text); !errors.Is(err, ErrBadValue) {
			t.Errorf("%q is %s, %v", text, m, err)
		}
	}
}

var decimalForm = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

func FuzzParseDecimal(f *testing.F) {
	for _, seed := range []string{"0", "-12.345", "1.50", "00.00", "1e3", "-", "9999999999999999999999999999999999999999", "0.0000000000000000000000000001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDecimal(text)
		if !decimalForm.MatchString(text) {
			if !errors.Is(err, ErrBadValue) {
				t.Fatalf("%q is read as %s, %v: expected bad_value", text, d, err)
			}
			return
		}
		expected, ok := new(big.Rat).SetString(text)
		if !ok {
			t.Fatalf("%q is no number for math/big", text)
		}
		if !fits(expected) {
			if !errors.Is(err, ErrBadValue) {
				t.Fatalf("%q is read as %s, %v: expected bad_value", text, d, err)
			}
			return
		}
		if err != nil || ratio(d).Cmp(expected) != 0 {
			t.Fatalf("%q is read as %s, %v", text, d, err)
		}
		if again, err := ParseDecimal(d.String()); err != nil || again != d || len(d.String()) > 42 {
			t.Fatalf("%q gives %s, and that %s, %v", text, d, again, err)
		}
	})
}
