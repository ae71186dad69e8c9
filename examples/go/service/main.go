// Service is a small HTTP service with a defray ledger. It settles bills, records messages of marketplaces, answers
// which account pays, and lists the outbox messages. What it confirms is on disk, every request can be repeated, errors
// have codes, and at a signal it first completes the requests in flight.
//
//	service -ledger ledger.defray -listen 127.0.0.1:8080 -setup accounts.jsonl
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"defray"
)

func main() {
	ledger := flag.String("ledger", "ledger.defray", "ledger file; it is created when it does not exist")
	listen := flag.String("listen", "127.0.0.1:8080", "address to listen on")
	setup := flag.String("setup", "", "file of commands to submit first, as JSON Lines; each needs an idempotency_key, so that a restart does not execute it again")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *ledger, *listen, *setup); err != nil {
		slog.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, ledger, listen, setup string) (err error) {
	engine, err := defray.OpenOrCreate(ctx, ledger)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	if setup != "" {
		if err := submitLines(ctx, engine, setup); err != nil {
			return err
		}
	}
	s := &service{engine: engine, halted: make(chan error, 1)}
	server := &http.Server{
		Addr:              listen,
		Handler:           s.routes(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       time.Minute,
	}
	background, end := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		advance(background, engine)
	}()
	defer func() { end(); <-done }()
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	slog.Info("listening", "address", listen, "ledger", ledger)
	select {
	case err := <-failed:
		return err
	case err := <-s.halted:
		// The outcome of the commit is known only after the file is opened again, so a supervisor must start this
		// process again.
		return errors.Join(err, server.Close())
	case <-ctx.Done():
	}
	slog.Info("stopping after the requests in flight")
	finish, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
	defer cancel()
	return server.Shutdown(finish)
}

// submitLines submits the commands of a file of JSON Lines, in order.
func submitLines(ctx context.Context, engine *defray.Engine, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for number := 1; lines.Scan(); number++ {
		request, err := defray.ReadRequest(lines.Bytes())
		if err != nil {
			return fmt.Errorf("%s, line %d: %w", path, number, err)
		}
		results, err := engine.SubmitAll(ctx, []defray.Request{*request}, defray.ModeAtomic)
		if err == nil {
			_, err = results[0].Answer()
		}
		if err != nil {
			return fmt.Errorf("%s, line %d: %w", path, number, err)
		}
	}
	return lines.Err()
}

// advance submits the command advance at each deadline: when a lot expires, when a reminder or a lock is due, and when
// the metering of an ended subscription must stop.
func advance(ctx context.Context, engine *defray.Engine) {
	const longestWait = time.Minute
	for {
		wait := longestWait
		if next, err := nextDeadline(ctx, engine); err != nil {
			slog.Warn("the next deadline cannot be read", "error", err)
		} else if !next.IsZero() {
			wait = min(wait, time.Until(next))
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(max(wait, 0)):
		}
		if _, err := engine.Submit(ctx, defray.Advance{}, defray.Actor("clock")); err != nil && ctx.Err() == nil {
			slog.Warn("advance failed", "error", err)
		}
	}
}

func nextDeadline(ctx context.Context, engine *defray.Engine) (time.Time, error) {
	snapshot, err := engine.Snapshot(ctx)
	if err != nil {
		return time.Time{}, err
	}
	defer snapshot.Close()
	return snapshot.NextDeadline(ctx)
}
