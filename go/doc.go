// Package defray is an embedded settlement engine. It decides which account pays for the usage of a workspace, from
// which funds and why, and keeps the result in one ledger file. Amounts are exact, and the file can be verified.
//
// A ledger changes only by commands such as [OpenAccount], [TopUp] and [SettleBill]. A program submits them with
// [Engine.Submit] or [Engine.SubmitAll]. When the call returns, the effects are on disk. Queries read a [Snapshot],
// which never changes and never blocks the writer.
//
//	engine, err := defray.OpenOrCreate(ctx, "ledger.defray")
//	if err != nil {
//		return err
//	}
//	defer engine.Close()
//	_, err = engine.Submit(ctx, defray.OpenAccount{Account: "acme", Currency: "CNY"})
//
// Money and time are exact. A [Decimal] is never rounded and has no conversion from or to float64. Instants keep
// their nanoseconds and are returned in UTC. Records are encoded as JSON in the interchange form that
// docs/commands/README.md describes.
//
// # Errors
//
// An error of this package is an [*Error]. It has a code, a class that says who must act, the field that caused it,
// and the number of the rule that refused the command. Compare codes with errors.Is, as in
// errors.Is(err, defray.ErrBillConflict). Three kinds of errors have another type: [Accept] returns a
// [*RejectedError] for a rejected delivery, the Scan methods return a plain error for a source of a wrong type, and
// encoding/json returns its own errors for a text that is not JSON.
//
// # Goroutines
//
// Any number of goroutines may use an [Engine] and a [Snapshot] at the same time. Goroutines that submit at the same
// time share one commit, and they block no operating system thread while they wait. When a context ends, its waiting
// command is removed from the queue. A command whose commit has begun is completed first, because its outcome is not
// known before. Long queries stop soon after their context ends.
//
// The caller closes each [Engine] and each [Snapshot] that it opens. No other value of this package must be closed.
//
// # Linking
//
// The library is linked statically from lib/GOOS_GOARCH/libdefray.a, where `make go-lib` copies it. With the build
// tag defray_dynamic it is found by pkg-config and linked dynamically.
package defray
