// Package defray is an embedded settlement engine: one file on disk decides, exactly and provably, who pays for a workspace's usage, out
// of which money, and why.
//
// Everything that changes a ledger is a command ([OpenAccount], [TopUp], [SettleBill] and so on), submitted with [Engine.Submit] or
// [Engine.SubmitAll]. When the call returns, its effects are on disk. Questions are asked of a [Snapshot], which never changes and never
// makes the writer wait.
//
//	engine, err := defray.OpenOrCreate(ctx, "ledger.defray")
//	if err != nil {
//		return err
//	}
//	defer engine.Close()
//	_, err = engine.Submit(ctx, defray.OpenAccount{Account: "acme", Currency: "CNY"})
//
// Money and time are exact: a [Decimal] is never rounded and has no way from or to a float64; instants keep their nanoseconds and come
// back in UTC. Records print as JSON in the interchange form of docs/commands/README.md.
//
// # Errors
//
// Every error is an [*Error] with a code, a class that says whose fault it is, the field it is about and the rule that said no.
// errors.Is(err, defray.ErrBillConflict) asks for a code.
//
// # Goroutines
//
// An [Engine] and a [Snapshot] may be used by any number of goroutines at once. Goroutines that submit at the same time share one commit,
// and hold no thread while they wait. A context that ends takes a waiting command out of the queue; one that is being written is
// waited for, as nobody could say otherwise what became of it. Long questions end soon after their context does.
//
// # Linking
//
// The library is linked statically from lib/GOOS_GOARCH/libdefray.a, which `make go-lib` puts there. With the build tag
// defray_dynamic it is found through pkg-config and linked dynamically.
package defray
