// Loadtest sends bills to the service from many goroutines, and writes every bill that the service acknowledged as
// settled to a file. It repeats a request that fails, with the same bills, until it has an answer, as a billing system
// must do. It stops at an interrupt, or after -seconds, and prints how many bills per second were acknowledged.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"defray"
)

func main() {
	url := flag.String("url", "http://127.0.0.1:8080", "address of the service")
	file := flag.String("acknowledged", "acknowledged.txt", "file for the acknowledged bills: id and amount")
	goroutines := flag.Int("goroutines", 32, "number of goroutines that send at the same time")
	batch := flag.Int("batch", 10, "number of bills in a request")
	workspace := flag.String("workspace", "cn1/ws", "workspace of the bills, as site/id")
	start := flag.String("start", "2026-03-01T00:00:00Z", "start of the usage")
	seconds := flag.Int("seconds", 0, "duration in seconds; 0: until an interrupt")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if *seconds > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(*seconds)*time.Second)
		defer cancel()
	}
	at, err := time.Parse(time.RFC3339, *start)
	if err == nil {
		err = run(ctx, *url, *file, *goroutines, *batch, *workspace, at)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "loadtest:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, url, file string, goroutines, batch int, workspace string, start time.Time) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	log := &log{w: bufio.NewWriter(out)}
	client := &http.Client{
		Timeout:   10 * time.Second,
		Transport: &http.Transport{MaxIdleConnsPerHost: goroutines},
	}
	var group sync.WaitGroup
	var next, acknowledged, repeated atomic.Int64
	begun := time.Now()
	for range goroutines {
		group.Go(func() {
			for ctx.Err() == nil {
				first := next.Add(int64(batch)) - int64(batch)
				bills := make([]defray.Bill, batch)
				for i := range bills {
					bills[i] = bill(first+int64(i), workspace, start)
				}
				for ctx.Err() == nil {
					done, err := send(client, url, bills)
					if err == nil {
						acknowledged.Add(int64(len(done)))
						log.write(done)
						break
					}
					repeated.Add(1)
					time.Sleep(20 * time.Millisecond)
				}
			}
		})
	}
	group.Wait()
	took := time.Since(begun).Seconds()
	fmt.Printf("acknowledged %d bills, %.0f a second; %d requests were repeated\n",
		acknowledged.Load(), float64(acknowledged.Load())/took, repeated.Load())
	if log.err != nil {
		return log.err
	}
	if err := log.w.Flush(); err != nil {
		return err
	}
	return out.Close()
}

// bill returns the same bill each time for a number, so that a repeated request has the same content (P4).
func bill(number int64, workspace string, start time.Time) defray.Bill {
	amount, err := defray.DecimalOf(1+number%997, 4)
	if err != nil {
		panic(err)
	}
	return defray.Bill{
		ID:        fmt.Sprintf("bill-%09d", number),
		Workspace: workspace,
		Item:      "logs",
		Amount:    defray.Money{Amount: amount, Currency: "CNY"},
		Period:    defray.Period{Start: start, End: start.Add(time.Hour)},
	}
}

// send returns the bills that the service acknowledged as settled. It fails when the answer is not complete.
func send(client *http.Client, url string, bills []defray.Bill) ([]defray.Bill, error) {
	body, err := json.Marshal(bills)
	if err != nil {
		return nil, err
	}
	response, err := client.Post(url+"/bills", "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var answer struct {
		Results []struct {
			Bill, Status string
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK || len(answer.Results) != len(bills) {
		return nil, fmt.Errorf("status %s with %d results", response.Status, len(answer.Results))
	}
	var done []defray.Bill
	for i, result := range answer.Results {
		if result.Bill == bills[i].ID && result.Status == "settled" {
			done = append(done, bills[i])
		}
	}
	return done, nil
}

type log struct {
	mu  sync.Mutex
	w   *bufio.Writer
	err error
}

func (l *log) write(bills []defray.Bill) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, bill := range bills {
		if _, err := fmt.Fprintf(l.w, "%s %s\n", bill.ID, bill.Amount); err != nil && l.err == nil {
			l.err = err
		}
	}
}
