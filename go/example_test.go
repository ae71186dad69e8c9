package defray_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"defray"
)

var march = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

// ledger opens a ledger in memory that has an account, a workspace and money.
func ledger(ctx context.Context) *defray.Engine {
	engine, err := defray.OpenInMemory(ctx)
	if err != nil {
		log.Fatal(err)
	}
	voucherEnds := march.AddDate(0, 1, 0)
	for _, command := range []defray.Command{
		defray.OpenAccount{Account: "acme", Currency: "CNY"},
		defray.BindWorkspace{Account: "acme", Workspace: "cn1-hangzhou/ws-1"},
		defray.TopUp{Account: "acme", Amount: defray.MustParseMoney("100 CNY")},
		defray.IssueVoucher{
			Account: "acme", Lot: "v-1", Kind: defray.LotKindOrdinaryVoucher,
			Face: defray.MustParseMoney("50 CNY"), ValidUntil: &voucherEnds,
		},
	} {
		if _, err := engine.Submit(ctx, command, defray.At(march)); err != nil {
			log.Fatal(err)
		}
	}
	return engine
}

func bill(id, amount string) defray.Bill {
	return defray.Bill{
		ID:        id,
		Workspace: "cn1-hangzhou/ws-1",
		Item:      "logs",
		Amount:    defray.MustParseMoney(amount),
		Period:    defray.Period{Start: march, End: march.AddDate(0, 0, 1)},
	}
}

// Submit settles a bill. The receipt shows which funds pay.
func Example() {
	ctx := context.Background()
	engine := ledger(ctx)
	defer engine.Close()
	answer, err := engine.Submit(ctx, defray.SettleBill{Bill: bill("b-1", "70 CNY")}, defray.At(march.AddDate(0, 0, 1)))
	if err != nil {
		log.Fatal(err)
	}
	for _, slice := range answer.Receipt().Slices {
		fmt.Println(slice.Fund, slice.Amount)
	}
	// Output:
	// ordinary_voucher 50 CNY
	// cash 20 CNY
}

// SubmitAll settles many bills in one commit. Each is accepted or refused on its own.
func ExampleEngine_SubmitAll() {
	ctx := context.Background()
	engine := ledger(ctx)
	defer engine.Close()
	negative := bill("b-2", "-5 CNY")
	results, err := engine.SubmitAll(ctx, []defray.Request{
		{Command: defray.SettleBill{Bill: bill("b-1", "0.0125 CNY")}, At: march},
		{Command: defray.SettleBill{Bill: negative}, At: march},
	}, defray.ModeIndependent)
	if err != nil {
		log.Fatal(err)
	}
	for i, result := range results {
		if result.Err != nil {
			fmt.Println(i, result.Err.(*defray.Error).Code)
			continue
		}
		answer, err := result.Answer()
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(i, answer.Receipt().Amount)
	}
	// Output:
	// 0 0.0125 CNY
	// 1 bill_negative
}

// An atomic batch chooses the settlement method of several workspaces, all or none.
func ExampleEngine_SubmitAll_methods() {
	ctx := context.Background()
	engine := ledger(ctx)
	defer engine.Close()
	choose := func(workspaces ...string) error {
		var requests []defray.Request
		for _, workspace := range workspaces {
			command := defray.ChooseMethod{Account: "acme", Workspace: workspace, Method: defray.PayerEnterprise{}}
			requests = append(requests, defray.Request{Command: command, At: march})
		}
		results, err := engine.SubmitAll(ctx, requests, defray.ModeAtomic)
		fmt.Println(len(results), "results")
		return err
	}
	if err := choose("cn1-hangzhou/ws-1", "cn1-hangzhou/unknown"); err != nil {
		fmt.Println(err.(*defray.Error).Index, err.(*defray.Error).Code)
	}
	command := defray.BindWorkspace{Account: "acme", Workspace: "us1-oregon/ws-2"}
	if _, err := engine.Submit(ctx, command, defray.At(march)); err != nil {
		log.Fatal(err)
	}
	if err := choose("cn1-hangzhou/ws-1", "us1-oregon/ws-2"); err != nil {
		log.Fatal(err)
	}
	// Output:
	// 0 results
	// 1 unknown_workspace
	// 2 results
}

// An error has a code, a class that says who must act, the number of the rule that refused the command, and a field.
func ExampleError() {
	ctx := context.Background()
	engine := ledger(ctx)
	defer engine.Close()
	for _, amount := range []string{"70 CNY", "71 CNY"} {
		_, err := engine.Submit(ctx, defray.SettleBill{Bill: bill("b-1", amount)}, defray.At(march))
		var e *defray.Error
		if errors.Is(err, defray.ErrBillConflict) && errors.As(err, &e) {
			fmt.Println(e.Class, e.Code, e.Rule, e.Field)
		}
	}
	// Output:
	// refused bill_conflict P4 bill
}

// A list is read page by page. The loop may end early; there is nothing to close.
func ExampleSnapshot_Journal() {
	ctx := context.Background()
	engine := ledger(ctx)
	defer engine.Close()
	snapshot, err := engine.Snapshot(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer snapshot.Close()
	for entry, err := range snapshot.Journal(ctx, 2) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(entry.Position, entry.Command.Name())
	}
	// Output:
	// 2 bind_workspace
	// 3 top_up
	// 4 issue_voucher
}

// A Preview is one of several structs, which a type switch distinguishes.
func ExamplePreview() {
	ctx := context.Background()
	engine := ledger(ctx)
	defer engine.Close()
	preview, err := engine.Preview(ctx, bill("b-1", "20 CNY"), march.AddDate(0, 2, 0))
	if err != nil {
		log.Fatal(err)
	}
	switch preview := preview.(type) {
	case defray.PreviewSettled:
		fmt.Println("would be paid by", preview.Receipt.Slices[0].Fund)
	case defray.PreviewHeld:
		fmt.Println("would wait")
	}
	// Output:
	// would be paid by cash
}

func ExampleDecimal() {
	tenth, err := defray.ParseDecimal("0.10")
	if err != nil {
		log.Fatal(err)
	}
	sum, err := tenth.Add(defray.MustParseDecimal("0.2"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(sum, sum == defray.MustParseDecimal("0.300"))
	// Output:
	// 0.3 true
}
