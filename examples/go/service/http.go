package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"defray"
)

// bodyMax is the most bytes of the body of a request.
const bodyMax = 8 << 20

type service struct {
	engine *defray.Engine
	// It receives the first error after which the engine must be opened again.
	halted chan error
}

func (s *service) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /bills", s.bills)
	mux.HandleFunc("POST /callbacks/{provider}", s.callback)
	mux.HandleFunc("GET /accounts/{account}", s.account)
	mux.HandleFunc("GET /accounts/{account}/statement", s.statement)
	mux.HandleFunc("GET /workspaces/{site}/{workspace}/payer", s.payer)
	mux.HandleFunc("GET /outbox", s.outbox)
	mux.HandleFunc("POST /outbox/{number}/acknowledge", s.acknowledge)
	mux.HandleFunc("GET /healthz", s.health)
	return mux
}

// outcome is the result of one bill.
type outcome struct {
	Bill     string          `json:"bill"`
	Status   string          `json:"status,omitempty"`
	Repeated bool            `json:"repeated,omitempty"`
	Receipt  *defray.Receipt `json:"receipt,omitempty"`
	Error    *problem        `json:"error,omitempty"`
}

// bills settles a list of bills, each on its own. A bill settles once (P4), so the request can be repeated.
func (s *service) bills(w http.ResponseWriter, r *http.Request) {
	var bills []defray.Bill
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyMax))
	if err == nil {
		err = json.Unmarshal(body, &bills)
	}
	if err != nil {
		s.fail(w, err)
		return
	}
	requests := make([]defray.Request, len(bills))
	for i, bill := range bills {
		requests[i] = defray.Request{Command: defray.SettleBill{Bill: bill}, Actor: r.Header.Get("X-Actor")}
	}
	results, err := s.engine.SubmitAll(r.Context(), requests, defray.ModeIndependent)
	if err != nil {
		s.fail(w, err)
		return
	}
	outcomes := make([]outcome, len(results))
	for i, result := range results {
		outcomes[i] = s.outcome(bills[i].ID, result)
	}
	reply(w, http.StatusOK, map[string]any{"results": outcomes})
}

func (s *service) outcome(bill string, result defray.Result) outcome {
	answer, err := result.Answer()
	if err != nil {
		problem, _ := problemOf(err)
		return outcome{Bill: bill, Status: "refused", Error: problem}
	}
	o := outcome{Bill: bill, Status: "held", Repeated: answer.Kind != defray.AnswerDone}
	if o.Receipt = answer.Receipt(); o.Receipt != nil {
		o.Status = "settled"
	} else if replay, ok := answer.Prior.(defray.PriorResultBill); ok {
		if _, ok := replay.BillRecord.Status.(defray.BillStatusCancelled); ok {
			o.Status = "cancelled"
		}
	}
	return o
}

// callback records a message of a marketplace. A marketplace repeats a message until it has an answer; a repeated
// message is a duplicate or changes nothing. This example does not verify that the message is genuine;
// examples/go/marketplaces does.
func (s *service) callback(w http.ResponseWriter, r *http.Request) {
	provider, err := defray.ParseProvider(r.PathValue("provider"))
	if err != nil {
		s.fail(w, err)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyMax))
	if err != nil {
		s.fail(w, err)
		return
	}
	message, err := defray.ReadMarketplaceMessage(provider, body)
	if err != nil {
		s.fail(w, err)
		return
	}
	answer, err := s.engine.Submit(r.Context(), defray.Ingest{Message: *message})
	if err != nil {
		s.fail(w, err)
		return
	}
	disposition := "duplicate"
	for _, event := range answer.Events {
		if received, ok := event.(defray.EventMessageReceived); ok {
			disposition = received.Disposition.String()
		}
	}
	reply(w, http.StatusOK, map[string]string{"disposition": disposition})
}

// ask replies with the result of a query, and closes the snapshot after the query.
func (s *service) ask(w http.ResponseWriter, r *http.Request, query func(*defray.Snapshot) (any, error)) {
	snapshot, err := s.engine.Snapshot(r.Context())
	if err != nil {
		s.fail(w, err)
		return
	}
	defer snapshot.Close()
	answer, err := query(snapshot)
	if err != nil {
		s.fail(w, err)
		return
	}
	reply(w, http.StatusOK, answer)
}

func (s *service) account(w http.ResponseWriter, r *http.Request) {
	s.ask(w, r, func(snapshot *defray.Snapshot) (any, error) {
		return snapshot.Account(r.Context(), r.PathValue("account"))
	})
}

func (s *service) statement(w http.ResponseWriter, r *http.Request) {
	from, err := instant(r, "from", time.Time{})
	to, toErr := instant(r, "to", time.Now())
	if err := errors.Join(err, toErr); err != nil {
		s.fail(w, err)
		return
	}
	s.ask(w, r, func(snapshot *defray.Snapshot) (any, error) {
		return snapshot.Statement(r.Context(), r.PathValue("account"), from, to)
	})
}

func (s *service) payer(w http.ResponseWriter, r *http.Request) {
	at, err := instant(r, "at", time.Now())
	if err != nil {
		s.fail(w, err)
		return
	}
	s.ask(w, r, func(snapshot *defray.Snapshot) (any, error) {
		return snapshot.PayerAt(r.Context(), r.PathValue("site")+"/"+r.PathValue("workspace"), at)
	})
}

// outbox replies with the oldest outbox messages that are not acknowledged, at most 100. The caller acknowledges them
// and repeats the request.
func (s *service) outbox(w http.ResponseWriter, r *http.Request) {
	s.ask(w, r, func(snapshot *defray.Snapshot) (any, error) {
		messages := []*defray.OutboxMessage{}
		for message, err := range snapshot.Outbox(r.Context()) {
			if err != nil {
				return nil, err
			}
			if messages = append(messages, message); len(messages) == 100 {
				break
			}
		}
		return messages, nil
	})
}

func (s *service) acknowledge(w http.ResponseWriter, r *http.Request) {
	number, err := defray.ParseEntryPosition(r.PathValue("number"))
	if err == nil {
		_, err = s.engine.Submit(r.Context(), defray.Acknowledge{OutboxMessage: number})
	}
	if err != nil {
		s.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *service) health(w http.ResponseWriter, r *http.Request) {
	s.ask(w, r, func(snapshot *defray.Snapshot) (any, error) {
		position, err := snapshot.Position(r.Context())
		if err != nil {
			return nil, err
		}
		head, err := snapshot.Head(r.Context())
		return map[string]any{"ok": true, "position": position, "head": head}, err
	})
}

func instant(r *http.Request, name string, otherwise time.Time) (time.Time, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return otherwise, nil
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return at, badRequest{fmt.Sprintf("`%s` is %s: expected RFC 3339", name, strconv.Quote(text))}
	}
	return at, nil
}

// badRequest is an error in the request.
type badRequest struct{ message string }

func (e badRequest) Error() string { return e.message }

// problem is an error in a reply.
type problem struct {
	Class     string `json:"class"`
	Code      string `json:"code"`
	Field     string `json:"field,omitempty"`
	Rule      string `json:"rule,omitempty"`
	Message   string `json:"message"`
	Retryable bool   `json:"retryable"`
}

// problemOf returns an error for a reply, and the HTTP status for its class.
func problemOf(err error) (*problem, int) {
	var e *defray.Error
	if !errors.As(err, &e) {
		return &problem{Class: "misuse", Code: "bad_request", Message: err.Error()}, http.StatusBadRequest
	}
	p := &problem{e.Class.String(), e.Code, e.Field, e.Rule, e.Message, e.Retryable}
	switch {
	case errors.Is(err, defray.ErrNotFound):
		return p, http.StatusNotFound
	case errors.Is(err, defray.ErrClosed):
		return p, http.StatusServiceUnavailable
	}
	switch e.Class {
	case defray.ErrorClassMisuse:
		return p, http.StatusBadRequest
	case defray.ErrorClassRefused:
		return p, http.StatusConflict
	case defray.ErrorClassEnvironment, defray.ErrorClassUnknown:
		return p, http.StatusServiceUnavailable
	}
	return p, http.StatusInternalServerError
}

func (s *service) fail(w http.ResponseWriter, err error) {
	p, status := problemOf(err)
	if status >= http.StatusInternalServerError {
		slog.Error("request failed", "code", p.Code, "error", err)
	}
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	if errors.Is(err, defray.ErrOutcomeUnknown) || errors.Is(err, defray.ErrHalted) || errors.Is(err, defray.ErrPanic) {
		select {
		case s.halted <- err:
		default:
		}
	}
	reply(w, status, map[string]*problem{"error": p})
}

func reply(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		slog.Error("the reply cannot be encoded", "error", err)
		status, text = http.StatusInternalServerError, []byte(`{"error":{"class":"bug","code":"bug"}}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// An error means that the caller has disconnected. It gets the same result when it repeats the request.
	_, _ = w.Write(append(text, '\n'))
}
