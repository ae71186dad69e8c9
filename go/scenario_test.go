package defray

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Every binding runs tests/scenarios (docs/scenarios.md). Here each command is a typed value, and this package writes
// each result as JSON. The results must be equal to those of the engine, byte for byte.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("../tests/scenarios/*.jsonl")
	if err != nil || len(files) < 45 {
		t.Fatalf("found %d scenarios, %v: expected at least 45", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".jsonl"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, compared := newScenario(t), 0
			for number, line := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
				if s.run(fmt.Sprintf("line %d", number+1), line) {
					compared++
				}
			}
			if compared < 3 {
				t.Errorf("only %d results were compared", compared)
			}
		})
	}
}

// scenario is a new ledger in memory. Its clock shows the instant of the command that is decided.
type scenario struct {
	*testing.T
	engine *Engine
}

func newScenario(t *testing.T) *scenario {
	engine, err := OpenInMemory(t.Context(), WithManualClock(time.Unix(0, 0)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { mustClose(t, engine) })
	return &scenario{t, engine}
}

// run runs one line, and reports whether it compared a result.
func (s *scenario) run(place string, line []byte) bool {
	var fields struct {
		Note  *string
		Do    json.RawMessage
		Ask   json.RawMessage
		Gives json.RawMessage
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&fields); err != nil {
		s.Fatalf("%s: %v", place, err)
	}
	var result []byte
	switch {
	case fields.Note != nil && fields.Do == nil && fields.Ask == nil && fields.Gives == nil:
		return false
	case fields.Do != nil && fields.Ask == nil && fields.Gives != nil:
		result = s.do(place, fields.Do)
	case fields.Ask != nil && fields.Do == nil && fields.Gives != nil:
		result = s.ask(place, fields.Ask)
	default:
		s.Fatalf("%s: not a line of a scenario: %s", place, line)
	}
	var expected bytes.Buffer
	if err := json.Compact(&expected, fields.Gives); err != nil {
		s.Fatalf("%s: %v", place, err)
	}
	if !bytes.Equal(expected.Bytes(), result) {
		s.Errorf("%s: %s\nexpected %s\nresult   %s", place, line, expected.Bytes(), result)
	}
	return true
}

func (s *scenario) do(place string, line []byte) []byte {
	var clock struct{ At time.Time }
	if err := json.Unmarshal(line, &clock); err != nil {
		s.Fatalf("%s: %v", place, err)
	}
	if err := s.engine.SetClock(s.Context(), clock.At); err != nil {
		s.Fatalf("%s: %v", place, err)
	}
	var typed Request
	typedErr := typed.UnmarshalJSON(line)
	read, err := ReadRequest(line)
	if err != nil {
		s.sameMisuse(place, err, typedErr)
		return errorJSON(err)
	}
	if typedErr != nil {
		s.Fatalf("%s: the engine reads it, but this package fails: %v", place, typedErr)
	}
	s.sameRequest(place, &typed, read)
	answer, err := s.engine.Submit(s.Context(), typed.Command, func(r *Request) { *r = typed })
	if err != nil {
		return errorJSON(err)
	}
	return answerJSON(answer)
}

// sameMisuse compares the errors of the two readers for a line that is not a command. Only the engine checks ids,
// amounts and identifiers of subscriptions, so this package may read such a line. When both fail, code and field must
// be equal.
func (s *scenario) sameMisuse(place string, engine, typed error) {
	var one, two *Error
	if !errors.As(engine, &one) || one.Class != ErrorClassMisuse {
		s.Errorf("%s: %v: expected an error of class misuse", place, engine)
		return
	}
	if typed == nil && (one.Number == ErrBadValue || one.Number == ErrMissingField) {
		return
	}
	if !errors.As(typed, &two) || two.Number != one.Number || two.Field != one.Field {
		s.Errorf("%s: the engine fails with %v about %q, this package with %v", place, engine, one.Field, typed)
	}
}

// sameRequest compares the typed command with the command that the engine reads.
func (s *scenario) sameRequest(place string, typed, read *Request) {
	if link, ok := read.Command.(LinkCloudAccount); ok {
		// The engine replaces a RAM user by its account. This package keeps the user.
		link.Subscription.AccountID = typed.Command.(LinkCloudAccount).Subscription.AccountID
		read.Command = link
	}
	one, two := marshal(s.T, typed), marshal(s.T, read)
	if !bytes.Equal(one, two) {
		s.Errorf("%s: this package reads\n%s\nand the engine reads\n%s", place, one, two)
	}
}

func marshal(t testing.TB, v json.Marshaler) []byte {
	t.Helper()
	text, err := v.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func answerJSON(a *Answer) []byte {
	switch prior := a.Prior.(type) {
	case PriorResultNothing:
		return []byte(`{"ok":true,"nothing":true}`)
	case PriorResultBill:
		return append(prior.BillRecord.appendJSON([]byte(`{"ok":true,"repeated":true,"bill":`)), '}')
	case PriorResultReversal:
		return append(prior.Reversal.appendJSON([]byte(`{"ok":true,"repeated":true,"reversal":`)), '}')
	case PriorResultUsageRecord:
		return append(prior.UsageRecord.appendJSON([]byte(`{"ok":true,"repeated":true,"usage_record":`)), '}')
	case PriorResultMessage:
		return append(appendText("duplicate; the first was "+prior.MessageDisposition.String(), []byte(`{"ok":true,"repeated":true,"disposition":`)), '}')
	}
	b := []byte(`{"ok":true`)
	if a.Kind == AnswerRepeated {
		b = append(b, `,"repeated":true`...)
	}
	b = strconv.AppendUint(appendKey("position", b), a.Position, 10)
	b = appendInstant(a.At, appendKey("at", b))
	b = appendList(a.Events, appendKey("events", b), Event.appendJSON)
	return append(b, '}')
}

func errorJSON(err error) []byte {
	var e *Error
	if !errors.As(err, &e) {
		return []byte(err.Error())
	}
	b := []byte(`{"ok":false,"error":{`)
	b = appendText(e.Class.String(), appendKey("class", b))
	b = appendText(e.Code, appendKey("code", b))
	if e.Field != "" {
		b = appendText(e.Field, appendKey("field", b))
	}
	if e.Rule != "" {
		b = appendText(e.Rule, appendKey("rule", b))
	}
	b = appendText(e.Message, appendKey("message", b))
	return append(b, "}}"...)
}

type question struct {
	Account, Wallet, Workspace, Timeline, Bill string
	CloudAccount                               string `json:"cloud_account"`
	Meter                                      string
	UsageRecord                                *EntryPosition `json:"usage_record"`
	Payer, Statement                           []string
	Outbox, Unmatched, Verify                  bool
	NextDeadline                               bool `json:"next_deadline"`
	Preview                                    *Bill
	AsOf                                       *time.Time `json:"as_of"`
	SeenAt                                     *time.Time `json:"seen_at"`
	At                                         time.Time
}

func (s *scenario) ask(place string, line []byte) []byte {
	var q question
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&q); err != nil {
		s.Fatalf("%s: %v", place, err)
	}
	snapshot, err := s.engine.Snapshot(s.Context())
	if err != nil {
		s.Fatalf("%s: %v", place, err)
	}
	defer mustClose(s, snapshot)
	if q.AsOf != nil {
		past, err := snapshot.AsOf(s.Context(), *q.AsOf)
		if err != nil {
			s.Fatalf("%s: %v", place, err)
		}
		defer mustClose(s, past)
		snapshot = past
	}
	if q.SeenAt != nil {
		seen, err := snapshot.Seen(s.Context(), *q.SeenAt)
		if err != nil {
			s.Fatalf("%s: %v", place, err)
		}
		defer mustClose(s, seen)
		snapshot = seen
	}
	result, err := s.answer(snapshot, &q)
	if err != nil {
		return errorJSON(err)
	}
	return result
}

func (s *scenario) answer(snapshot *Snapshot, q *question) ([]byte, error) {
	ctx := s.Context()
	switch {
	case q.Account != "":
		return accountJSON(ctx, snapshot, q.Account)
	case q.Wallet != "":
		return walletJSON(ctx, snapshot, q.Wallet)
	case q.Workspace != "":
		return recordJSON(snapshot.Workspace(ctx, q.Workspace))
	case q.Timeline != "":
		workspace, err := snapshot.Workspace(ctx, q.Timeline)
		if err != nil {
			return nil, err
		}
		return appendList(workspace.Timeline, nil, PayerInterval.appendJSON), nil
	case q.CloudAccount != "":
		return recordJSON(snapshot.CloudAccount(ctx, q.CloudAccount))
	case q.Meter != "":
		return meterJSON(ctx, snapshot, q.Meter)
	case q.UsageRecord != nil:
		return usageRecordJSON(ctx, snapshot, *q.UsageRecord)
	case q.Bill != "":
		return recordJSON(snapshot.Bill(ctx, q.Bill))
	case q.Payer != nil:
		at := instant(s.T, q.Payer[1])
		interval, err := snapshot.PayerAt(ctx, q.Payer[0], at)
		if err != nil {
			return nil, err
		}
		b := interval.appendJSON(nil)
		b = appendText(q.Payer[0], appendKey("workspace", b[:len(b)-1]))
		return append(appendInstant(at, appendKey("at", b)), '}'), nil
	case q.Outbox:
		b := []byte{'['}
		for message, err := range snapshot.Outbox(ctx) {
			if err != nil {
				return nil, err
			}
			if len(b) > 1 {
				b = append(b, ',')
			}
			b = message.appendJSON(b)
		}
		return append(b, ']'), nil
	case q.Unmatched:
		b := []byte{'['}
		for row, err := range snapshot.Unmatched(ctx) {
			if err != nil {
				return nil, err
			}
			if len(b) > 1 {
				b = append(b, ',')
			}
			b = row.appendJSON(b)
		}
		return append(b, ']'), nil
	case q.Statement != nil:
		return recordJSON(snapshot.Statement(ctx, q.Statement[0], instant(s.T, q.Statement[1]), instant(s.T, q.Statement[2])))
	case q.Preview != nil:
		return s.previewJSON(ctx, snapshot, *q.Preview, q.At)
	case q.NextDeadline:
		next, err := snapshot.NextDeadline(ctx)
		if err != nil || next.IsZero() {
			return []byte("{}"), err
		}
		return append(appendInstant(next, []byte(`{"next_deadline":`)), '}'), nil
	case q.Verify:
		verified, err := snapshot.Verify(ctx)
		return append([]byte(`{"ok":true,`), verified.appendJSON(nil)[1:]...), err
	}
	s.Fatalf("not a question: %+v", q)
	return nil, nil
}

func instant(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func recordJSON[T json.Marshaler](record T, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	return record.MarshalJSON()
}

func accountJSON(ctx context.Context, snapshot *Snapshot, id string) ([]byte, error) {
	account, err := snapshot.Account(ctx, id)
	if err != nil {
		return nil, err
	}
	workspaces, held := 0, 0
	for _, err := range snapshot.WorkspacesOf(ctx, id) {
		if err != nil {
			return nil, err
		}
		workspaces++
	}
	for _, err := range snapshot.HeldBillsOf(ctx, id) {
		if err != nil {
			return nil, err
		}
		held++
	}
	var links []string
	for link, err := range snapshot.CloudAccountsOf(ctx, id) {
		if err != nil {
			return nil, err
		}
		links = append(links, fmt.Sprintf("%s (%s, %s)", link.ID, link.Subscription.Provider, link.State))
	}
	b := account.appendJSON(nil)
	b = strconv.AppendInt(appendKey("workspaces", b[:len(b)-1]), int64(workspaces), 10)
	b = strconv.AppendInt(appendKey("held_bills", b), int64(held), 10)
	return append(appendList(links, appendKey("cloud_accounts", b), appendText), '}'), nil
}

func walletJSON(ctx context.Context, snapshot *Snapshot, id string) ([]byte, error) {
	account, err := snapshot.Account(ctx, id)
	if err != nil {
		return nil, err
	}
	var lots []Lot
	for lot, err := range snapshot.LotsOf(ctx, id) {
		if err != nil {
			return nil, err
		}
		lots = append(lots, *lot)
	}
	b := appendText(id, []byte(`{"account":`))
	b = account.Cash.appendJSON(appendKey("cash", b))
	b = account.Overdraft.appendJSON(appendKey("overdraft", b))
	return append(appendList(lots, appendKey("lots", b), Lot.appendJSON), '}'), nil
}

func meterJSON(ctx context.Context, snapshot *Snapshot, id string) ([]byte, error) {
	meter, err := snapshot.Meter(ctx, id)
	if err != nil {
		return nil, err
	}
	var pending []Charge
	for charge, err := range snapshot.PendingCharges(ctx, id) {
		if err != nil {
			return nil, err
		}
		pending = append(pending, *charge)
	}
	b := meter.appendJSON(nil)
	return append(appendList(pending, appendKey("charges", b[:len(b)-1]), Charge.appendJSON), '}'), nil
}

func usageRecordJSON(ctx context.Context, snapshot *Snapshot, number EntryPosition) ([]byte, error) {
	record, err := snapshot.UsageRecord(ctx, number)
	if err != nil {
		return nil, err
	}
	var carried []CarriedCharge
	for charge, err := range snapshot.ChargesOf(ctx, number) {
		if err != nil {
			return nil, err
		}
		carried = append(carried, *charge)
	}
	b := record.appendJSON(nil)
	return append(appendList(carried, appendKey("charges", b[:len(b)-1]), func(v CarriedCharge, b []byte) []byte {
		b = appendText(v.Charge.Bill, appendKey("bill", append(b, '{')))
		b = appendText(v.Charge.Workspace, appendKey("workspace", b))
		return append(v.Part.appendJSON(appendKey("amount", b)), '}')
	}), '}'), nil
}

// previewJSON writes the preview of a bill as the record that the bill would have.
func (s *scenario) previewJSON(ctx context.Context, snapshot *Snapshot, bill Bill, at time.Time) ([]byte, error) {
	preview, err := s.engine.Preview(ctx, bill, at)
	if err != nil {
		return nil, err
	}
	record, known := BillRecord{Bill: bill}, true
	switch preview := preview.(type) {
	case PreviewSettled:
		known, record.Status = preview.Known, BillStatusSettled{preview.Receipt}
	case PreviewHeld:
		known, record.Status = preview.Known, BillStatusHeld{Reason: preview.Reason, Since: preview.Since}
	}
	if known {
		found, err := snapshot.Bill(ctx, bill.ID)
		if err != nil {
			return nil, err
		}
		record = *found
	} else {
		interval, err := snapshot.PayerAt(ctx, bill.Workspace, bill.Period.Start)
		if err != nil {
			return nil, err
		}
		record.Account = interval.Account
	}
	b := record.appendJSON(nil)
	b = strconv.AppendBool(appendKey("known", b[:len(b)-1]), known)
	return append(appendKey("preview", b), "true}"...), nil
}
