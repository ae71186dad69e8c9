// The measured program in Go. bench/src/bin/bindings.rs describes its input, and binding_rust.rs is the same in Rust.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"defray"
)

type work struct {
	engine     *defray.Engine
	start, end time.Time
	next       uint64
}

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func prepared(ctx context.Context) *work {
	start := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	end := start.AddDate(0, 0, 1)
	engine := must(defray.OpenInMemory(ctx, defray.WithManualClock(end)))
	must(engine.Submit(ctx, defray.OpenAccount{Account: "acme", Currency: "CNY"}, defray.At(start)))
	must(engine.Submit(ctx, defray.BindWorkspace{Account: "acme", Workspace: "cn1/ws-1"}, defray.At(start)))
	must(engine.Submit(ctx, defray.TopUp{Account: "acme", Amount: defray.MustParseMoney("100000000 CNY")}, defray.At(start)))
	return &work{engine: engine, start: start, end: end}
}

// bill makes the command from texts and numbers, as a caller does.
func (w *work) bill() defray.SettleBill {
	w.next++
	return defray.SettleBill{Bill: defray.Bill{
		ID:        fmt.Sprintf("b-%010d", w.next),
		Workspace: "cn1/ws-1",
		Item:      "logs",
		Amount:    must(defray.ParseMoney("0.0125 CNY")),
		Period:    defray.Period{Start: w.start, End: w.end},
	}}
}

func (w *work) batch(ctx context.Context, size int) {
	requests := make([]defray.Request, size)
	for place := range requests {
		requests[place] = defray.Request{Command: w.bill(), At: w.end}
	}
	for _, result := range must(w.engine.SubmitAll(ctx, requests, defray.ModeIndependent)) {
		must(result, result.Err)
	}
}

func (w *work) singles(ctx context.Context, count int) {
	for range count {
		must(w.engine.Submit(ctx, w.bill(), defray.At(w.end)))
	}
}

func (w *work) questions(ctx context.Context, what string, count int) {
	snapshot := must(w.engine.Snapshot(ctx))
	defer snapshot.Close()
	for range count {
		switch what {
		case "payer":
			must(snapshot.PayerAt(ctx, "cn1/ws-1", w.start))
		case "account":
			must(snapshot.Account(ctx, "acme"))
		case "bill":
			must(snapshot.Bill(ctx, "b-0000000001"))
		default:
			for workspace, err := range snapshot.WorkspacesOf(ctx, "acme") {
				must(workspace, err)
			}
		}
	}
}

func main() {
	ctx := context.Background()
	w := prepared(ctx)
	for {
		var what string
		var count int
		if _, err := fmt.Scanln(&what, &count); err != nil {
			return
		}
		begun := time.Now()
		switch what {
		case "batch":
			w.batch(ctx, count)
		case "singles":
			w.singles(ctx, count)
		default:
			w.questions(ctx, what, count)
		}
		fmt.Println(time.Since(begun).Nanoseconds())
	}
}
