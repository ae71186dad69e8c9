package defray

import (
	"errors"
	"testing"
	"time"
)

// Two bills of 7.005 and 2 CNY, in units of 0.01: 900 go out, 0.005 of the second waits.
func TestMeters(t *testing.T) {
	engine, ctx := memory(t, WithManualClock(march)), t.Context()
	submit := func(command Command, at time.Time) *Answer {
		t.Helper()
		answer, err := engine.Submit(ctx, command, At(at))
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	look := func() *Snapshot {
		t.Helper()
		snapshot, err := engine.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { snapshot.Close() })
		return snapshot
	}
	submit(OpenAccount{Account: "acme", Currency: "CNY"}, march)
	submit(LinkCloudAccount{Account: "acme", CloudAccount: "ca-1",
		Subscription: Subscription{Provider: ProviderAliCloud, AccountID: "1041031108983109", InstanceID: "122779388"}}, march)
	submit(Ingest{Message: MarketplaceMessage{Provider: ProviderAliCloud, Identity: "alicloud:122779388", Kind: "createInstance",
		Signal: SignalActivated, OccurredAt: &march}}, march)
	at := march.AddDate(0, 0, 1)
	empty := look()
	if meter, err := empty.Meter(ctx, "ca-1"); err != nil || meter.Account != "acme" || meter.Last != nil || meter.Hours != nil {
		t.Errorf("%+v, %v", meter, err)
	}
	for meter, err := range empty.Meters(ctx) {
		t.Errorf("%+v, %v", meter, err)
	}
	for workspace, amount := range map[string]string{"cn1/one": "7.005 CNY", "cn1/two": "2 CNY"} {
		submit(BindWorkspace{Account: "acme", Workspace: workspace}, march)
		submit(ChooseMethod{Account: "acme", Workspace: workspace, Method: PayerCloudAccount{"ca-1"}}, march)
		start := march.Add(12 * time.Hour)
		defer submit(SettleBill{Bill: Bill{workspace, workspace, "logs", MustParseMoney(amount), Period{start, at}}}, at)
	}
}

func TestNobodysMeter(t *testing.T) {
	engine, ctx := memory(t), t.Context()
	_, _ = engine, errors.Is
	_ = ctx
}
