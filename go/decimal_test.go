package defray

import (
	"encoding/json"
	"errors"
	"math/big"
	"math/rand"
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

// Against math/big, with numbers of every size.
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
	limit := new(big.Int).Lsh(big.NewInt(1), 127)
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
			// It may only be refused when it does not fit: the unscaled number at its shortest scale.
			unscaled := new(big.Rat).Set(expected)
			for range 28 {
				if unscaled.IsInt() {
					break
				}
				unscaled.Mul(unscaled, big.NewRat(10, 1))
			}
			if new(big.Int).Abs(unscaled.Num()).Cmp(limit) < 0 {
				t.Fatalf("%s and %s (%d): %v, but it fits", a, b, sign, err)
			}
		}
	}
	if fit < 1_000 || not < 100 {
		t.Errorf("%d fit and %d did not: the test does not reach both", fit, not)
	}
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
	for _, source := range []any{0.5, nil, "1e3", true} {
		if err := d.Scan(source); err == nil {
			t.Errorf("%v was read as %s", source, d)
		}
	}
}

func TestDecimalInJSON(t *testing.T) {
	text, err := json.Marshal(map[string]any{"d": MustParseDecimal("1.50"), "m": MustParseMoney("2.0 CNY")})
	if err != nil || string(text) != `{"d":"1.5","m":"2 CNY"}` {
		t.Errorf("%s, %v", text, err)
	}
	var d Decimal
	if err := json.Unmarshal([]byte(`0.1`), &d); err == nil {
		t.Errorf("a JSON number was read as %s", d)
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
	if _, err := one.Add(MustParseMoney("1 USD")); !errors.Is(err, ErrCurrencyMismatch) {
		t.Errorf("%v: expected currency_mismatch", err)
	}
	for _, text := range []string{"", "1", "1CNY", "1 cny", "1 CNYX", "CNY 1", "1  CNY"} {
		if m, err := ParseMoney(text); !errors.Is(err, ErrBadValue) {
			t.Errorf("%q is %s, %v", text, m, err)
		}
	}
}

func FuzzParseDecimal(f *testing.F) {
	for _, seed := range []string{"0", "-12.345", "1.50", "00.00", "1e3", "-", "9999999999999999999999999999999999999999", "0.0000000000000000000000000001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDecimal(text)
		expected, ok := new(big.Rat).SetString(text)
		if err != nil {
			return
		}
		if !ok || ratio(d).Cmp(expected) != 0 {
			t.Fatalf("%q is read as %s", text, d)
		}
		if again, err := ParseDecimal(d.String()); err != nil || again != d || len(d.String()) > 42 {
			t.Fatalf("%q gives %s, and that %s, %v", text, d, again, err)
		}
	})
}
