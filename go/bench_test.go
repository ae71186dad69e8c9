package defray

import (
	"context"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
)

// The cost of one call of C.
func BenchmarkPosition(b *testing.B) {
	engine := memory(b)
	snapshot, err := engine.Snapshot(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer mustClose(b, snapshot)
	ctx := context.Background()
	for b.Loop() {
		if _, err := snapshot.Position(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAccount(b *testing.B) {
	engine := memory(b)
	prepare(b, engine)
	snapshot, err := engine.Snapshot(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer mustClose(b, snapshot)
	ctx := context.Background()
	for b.Loop() {
		if _, err := snapshot.Account(ctx, "acme"); err != nil {
			b.Fatal(err)
		}
	}
}

// A command in memory, without a disk: a bill that was settled before.
func BenchmarkSubmitReplayed(b *testing.B) {
	engine := memory(b)
	prepare(b, engine)
	ctx, command := context.Background(), settle(1)
	if _, err := engine.Submit(ctx, command); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := engine.Submit(ctx, command); err != nil {
			b.Fatal(err)
		}
	}
}

// A batch of 1 000 bills on disk. In one variant only the errors are read, in the other every answer.
func BenchmarkBatchOf1000(b *testing.B) {
	for name, read := range map[string]bool{"errors": false, "answers": true} {
		b.Run(name, func(b *testing.B) {
			engine, next := benchLedger(b), 0
			requests := make([]Request, 1_000)
			for b.Loop() {
				b.StopTimer()
				for i := range requests {
					requests[i] = Request{Command: settle(next), At: march}
					next++
				}
				b.StartTimer()
				results, err := engine.SubmitAll(context.Background(), requests, ModeIndependent)
				if err != nil {
					b.Fatal(err)
				}
				for _, result := range results {
					if result.Err != nil {
						b.Fatal(result.Err)
					}
					if read {
						if _, err := result.Answer(); err != nil {
							b.Fatal(err)
						}
					}
				}
			}
			b.ReportMetric(float64(b.N)*1_000/b.Elapsed().Seconds(), "bills/s")
		})
	}
}

// Single commands from many goroutines, on disk.
func BenchmarkSinglesFrom256Goroutines(b *testing.B) {
	singles(b, 256)
}

func BenchmarkSinglesFrom1Goroutine(b *testing.B) {
	singles(b, 1)
}

func singles(b *testing.B, goroutines int) {
	engine := benchLedger(b)
	var next atomic.Int64
	b.SetParallelism(max(1, goroutines/runtime.GOMAXPROCS(0)))
	if goroutines == 1 {
		for b.Loop() {
			if _, err := engine.Submit(context.Background(), settle(int(next.Add(1))), At(march)); err != nil {
				b.Fatal(err)
			}
		}
	} else {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if _, err := engine.Submit(context.Background(), settle(int(next.Add(1))), At(march)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "bills/s")
}

func benchLedger(b *testing.B) *Engine {
	b.Helper()
	engine, err := Create(b.Context(), filepath.Join(b.TempDir(), "ledger.defray"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { mustClose(b, engine) })
	prepare(b, engine)
	return engine
}
