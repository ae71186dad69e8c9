package defray

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Every code of docs/errors.md has its constant, with the same number, name and class.
func TestEveryCodeHasItsConstant(t *testing.T) {
	table, err := os.ReadFile("../docs/errors.md")
	if err != nil {
		t.Fatal(err)
	}
	classes := map[byte]ErrorClass{
		'1': ErrorClassMisuse, '2': ErrorClassEnvironment, '3': ErrorClassUnknown, '4': ErrorClassCorrupt,
		'5': ErrorClassRefused, '6': ErrorClassRefused, '7': ErrorClassRefused, '9': ErrorClassBug,
	}
	rows := regexp.MustCompile("(?m)^\\| (\\d+) \\| `(\\w+)` \\|").FindAllStringSubmatch(string(table), -1)
	if len(rows) < 80 {
		t.Fatalf("only %d codes in docs/errors.md", len(rows))
	}
	for _, row := range rows {
		number, err := strconv.ParseUint(row[1], 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		code := ErrorCode(number)
		if code.Name() != row[2] || code.Class() != classes[row[1][0]] {
			t.Errorf("%s %s is %q of class %s here", row[1], row[2], code.Name(), code.Class())
		}
	}
	if len(codeTable) != len(rows) {
		t.Errorf("%d codes here, %d in docs/errors.md", len(codeTable), len(rows))
	}
}

func TestErrorIsItsCode(t *testing.T) {
	engine := memory(t)
	_, err := engine.Submit(t.Context(), TopUp{Account: "none", Amount: MustParseMoney("1 CNY")})
	wrapped := fmt.Errorf("top-up: %w", err)
	if !errors.Is(wrapped, ErrUnknownAccount) || errors.Is(wrapped, ErrUnknownLot) || errors.Is(wrapped, context.Canceled) {
		t.Errorf("%v", wrapped)
	}
	e := expectError(t, wrapped, ErrUnknownAccount, ErrorClassRefused, "account", "")
	if e.Code != "unknown_account" || e.Index != -1 || e.Retryable || !strings.Contains(e.Message, "`none`") {
		t.Errorf("%v: index %d, retryable %t", e, e.Index, e.Retryable)
	}
}

// A newer library may have codes that this package does not know.
func TestUnknownCode(t *testing.T) {
	e := newError(ErrorCode(7_777), "field", "message")
	if e.Error() != "defray: message []" || ErrorCode(7_777).Error() != "defray: error 7777" || !errors.Is(e, ErrorCode(7_777)) {
		t.Errorf("%v", e)
	}
	if _, err := Fund(99).MarshalText(); !errors.Is(err, ErrUnknownName) {
		t.Errorf("%v", err)
	}
	if Fund(99).String() != "99" {
		t.Errorf("%s", Fund(99))
	}
}

// An error in a value names the field, and nothing is recorded.
func TestMisuseNamesTheField(t *testing.T) {
	engine := memory(t)
	start, money := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), MustParseMoney("1 CNY")
	bill := Bill{ID: "b", Workspace: "s/w", Item: "logs", Amount: money, Period: Period{start, start.Add(time.Hour)}}
	with := func(change func(*Bill)) SettleBill {
		changed := bill
		change(&changed)
		return SettleBill{Bill: changed}
	}
	policy, err := DefaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	policyWith := func(change func(*Policy)) SetPolicy {
		changed := policy
		change(&changed)
		return SetPolicy{Policy: changed}
	}
	var zero time.Time
	late := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, one := range map[string]struct {
		command Command
		opts    []RequestOption
		code    ErrorCode
		field   string
	}{
		"no command":          {nil, nil, ErrMissingField, ""},
		"a pointer":           {&Advance{}, nil, ErrBadValue, ""},
		"no start":            {with(func(b *Bill) { b.Period.Start = zero }), nil, ErrMissingField, "bill.period.start"},
		"an end too late":     {with(func(b *Bill) { b.Period.End = late }), nil, ErrBadValue, "bill.period.end"},
		"no currency":         {with(func(b *Bill) { b.Amount.Currency = "" }), nil, ErrBadValue, "bill.amount"},
		"no id":               {with(func(b *Bill) { b.ID = "" }), nil, ErrMissingField, "bill.id"},
		"a blank id":          {with(func(b *Bill) { b.ID = " " }), nil, ErrBadValue, "bill.id"},
		"no text":             {with(func(b *Bill) { b.Item = "\xff" }), nil, ErrNotUTF8, "bill.item"},
		"too many decimals":   {with(func(b *Bill) { b.Amount.Amount = MustParseDecimal("0.0000000000001") }), nil, ErrBadValue, "bill.amount"},
		"an empty period":     {with(func(b *Bill) { b.Period.End = b.Period.Start }), nil, ErrBadValue, "bill.period"},
		"no method":           {ChooseMethod{Account: "a", Workspace: "s/w"}, nil, ErrMissingField, "method"},
		"no such kind":        {IssueVoucher{Account: "a", Lot: "v", Kind: 99, Face: money}, nil, ErrUnknownName, "kind"},
		"no kind":             {IssueVoucher{Account: "a", Lot: "v", Face: money}, nil, ErrUnknownName, "kind"},
		"a zero time":         {Advance{}, []RequestOption{At(zero)}, ErrMissingField, "at"},
		"before 1970":         {Advance{}, []RequestOption{At(time.Unix(-1, 0))}, ErrBadValue, "at"},
		"half a second":       {policyWith(func(p *Policy) { p.Grace = time.Second / 2 }), nil, ErrBadValue, "policy.grace"},
		"a window of nothing": {policyWith(func(p *Policy) { p.MeteringWindows = map[Provider]MeteringWindow{ProviderAWS: nil} }), nil, ErrMissingField, "policy.metering_windows[aws]"},
		"a fund of nothing":   {policyWith(func(p *Policy) { p.Waterfalls = []Waterfall{{Enterprise: []Fund{0}}} }), nil, ErrUnknownName, "policy.waterfalls[0].enterprise[0]"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := engine.Submit(t.Context(), one.command, one.opts...)
			expectError(t, err, one.code, ErrorClassMisuse, one.field, "")
		})
	}
	if at := position(t, engine); at != 0 {
		t.Errorf("a command was recorded: the journal is at %d", at)
	}
}
