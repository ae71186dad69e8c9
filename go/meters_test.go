package defray

import (
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"
)

// The list of messages that wait for a link is read page by page, also where a page has no row.
func TestUnmatched(t *testing.T) {
	engine, ctx := memory(t), t.Context()
	submit, look := submitter(t, engine), looker(t, engine)
	submit(OpenAccount{Account: "acme", Currency: "CNY"}, march)
	if rows := collected(t, look().Unmatched(ctx)); len(rows) != 0 {
		t.Errorf("%+v", rows)
	}
	const linked, many = pageSize + 10, pageSize + 20
	for i := range many {
		instance := fmt.Sprintf("i-%04d", i)
		if i < linked {
			link := Subscription{Provider: ProviderHuaweiCloud, AccountID: "hw-7", InstanceID: instance}
			submit(LinkCloudAccount{Account: "acme", CloudAccount: instance, Subscription: link}, march)
		}
		submit(Ingest{Message: MarketplaceMessage{Provider: ProviderHuaweiCloud, Identity: "huawei_cloud:" + instance,
			Kind: "newInstance", Signal: SignalActivated, OccurredAt: &march, AccountID: "hw-7"}}, march)
	}
	rows := collected(t, look().Unmatched(ctx))
	if len(rows) != many-linked || rows[0].Identity != fmt.Sprintf("huawei_cloud:i-%04d", linked) {
		t.Fatalf("%+v", rows)
	}
	if row := rows[0]; row.Signals != 1 || row.State != CloudAccountStateActive || row.Reason != UnmatchedReasonNotLinked ||
		!row.First.Equal(march) || row.Subscription.AccountID != "hw-7" || row.SubscriptionEnded != nil {
		t.Errorf("%+v", row)
	}
}

// Bills of 7.005 and 2 CNY, in units of 0.01 CNY: the record has 900 units, and 0.005 CNY of the second bill waits.
func TestMeters(t *testing.T) {
	engine, ctx := memory(t), t.Context()
	day := march.AddDate(0, 0, 1)
	submit, look := submitter(t, engine), looker(t, engine)
	link := Subscription{Provider: ProviderAliCloud, AccountID: "1041031108983109", InstanceID: "122779388"}
	activated := MarketplaceMessage{Provider: ProviderAliCloud, Identity: "alicloud:122779388", Kind: "createInstance",
		Signal: SignalActivated, OccurredAt: &march}
	submit(OpenAccount{Account: "acme", Currency: "CNY"}, march)
	submit(LinkCloudAccount{Account: "acme", CloudAccount: "ca-1", Subscription: link}, march)
	submit(Ingest{Message: activated}, march)
	all := look()
	if meter, err := all.Meter(ctx, "ca-1"); err != nil || meter.Account != "acme" || meter.Last != nil || meter.InFlight != nil {
		t.Errorf("%+v, %v", meter, err)
	}
	if meters := collected(t, all.Meters(ctx)); len(meters) != 0 {
		t.Errorf("%+v", meters)
	}

	bills := []Bill{
		{"b-1", "cn1/one", "logs", MustParseMoney("7.005 CNY"), Period{march.Add(12 * time.Hour), day}},
		{"b-2", "cn1/two", "logs", MustParseMoney("2 CNY"), Period{march.Add(12 * time.Hour), day}},
	}
	for _, bill := range bills {
		submit(BindWorkspace{Account: "acme", Workspace: bill.Workspace}, march)
		submit(ChooseMethod{Account: "acme", Workspace: bill.Workspace, Method: PayerCloudAccount{"ca-1"}}, march)
	}
	for _, bill := range bills {
		submit(SettleBill{Bill: bill}, day)
	}
	requested, ok := submit(RequestMetering{CloudAccount: "ca-1"}, day).Events[0].(EventMeteringRequested)
	if !ok || requested.Record.Quantity != 900 || requested.Record.State != UsageStateInFlight {
		t.Fatalf("%+v", requested)
	}
	number := requested.Record.Number
	again, ok := submit(RequestMetering{CloudAccount: "ca-1"}, day).Prior.(PriorResultUsageRecord)
	if !ok || again.UsageRecord.Number != number {
		t.Errorf("%+v", again)
	}

	all = look()
	if record, err := all.UsageRecord(ctx, number); err != nil || record.Quantity != 900 || record.Accepted != nil {
		t.Errorf("%+v, %v", record, err)
	}
	if records := collected(t, all.UsageRecordsOf(ctx, "ca-1")); len(records) != 1 || records[0].Number != number {
		t.Errorf("%+v", records)
	}
	carried := collected(t, all.ChargesOf(ctx, number))
	if len(carried) != 2 || carried[0].Charge.Bill != "b-1" || carried[0].Part != MustParseMoney("7.005 CNY") ||
		carried[1].Charge.Amount != MustParseMoney("2 CNY") || carried[1].Part != MustParseMoney("1.995 CNY") {
		t.Errorf("%+v", carried)
	}
	shares := collected(t, all.SharesOf(ctx, number))
	if len(shares) != 2 || *shares[0] != (Share{"cn1/one", 700}) || *shares[1] != (Share{"cn1/two", 200}) {
		t.Errorf("%+v", shares)
	}
	if pending := collected(t, all.PendingCharges(ctx, "ca-1")); len(pending) != 2 || pending[0].Workspace != "cn1/one" || pending[1].Bill != "b-2" {
		t.Errorf("%+v", pending)
	}

	// AliCloud has a record of 899 units already, which are accepted.
	had, id := uint32(899), "r-1"
	submit(AcknowledgeMetering{Record: number, Outcome: MeteringOutcomeDuplicate{&had}, ProviderRecord: &id}, day)
	all = look()
	meters := collected(t, all.Meters(ctx))
	if len(meters) != 1 || meters[0].Accepted != MustParseMoney("8.99 CNY") || meters[0].Waiting != MustParseMoney("0.015 CNY") ||
		meters[0].Head.Part != MustParseMoney("1.985 CNY") || len(meters[0].Hours) != 1 {
		t.Errorf("%+v", meters)
	}
	if pending := collected(t, all.PendingCharges(ctx, "ca-1")); len(pending) != 1 || pending[0].Bill != "b-2" {
		t.Errorf("%+v", pending)
	}

	none := EntryPosition{1, 0}
	_, err := engine.Submit(ctx, AcknowledgeMetering{Record: none, Outcome: MeteringOutcomeUnprocessed{}})
	expectError(t, err, ErrUnknownUsageRecord, ErrorClassRefused, "record", "N2")
	_, err = engine.Submit(ctx, AcknowledgeMetering{Record: number})
	expectError(t, err, ErrMissingField, ErrorClassMisuse, "outcome", "")
	for name, err := range map[string]error{
		"Meter":          second(all.Meter(ctx, "ca-2")),
		"UsageRecord":    second(all.UsageRecord(ctx, none)),
		"PendingCharges": first(all.PendingCharges(ctx, "ca-2")),
		"ChargesOf":      first(all.ChargesOf(ctx, none)),
		"SharesOf":       first(all.SharesOf(ctx, none)),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v: expected not_found", name, err)
		}
	}
	if records := collected(t, all.UsageRecordsOf(ctx, "ca-2")); len(records) != 0 {
		t.Errorf("%+v", records)
	}
}

func collected[G any](t *testing.T, list iter.Seq2[*G, error]) (all []*G) {
	t.Helper()
	for one, err := range list {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}

// first returns the error of the first element of a list, or nil when the list is empty.
func first[G any](list iter.Seq2[*G, error]) error {
	for _, err := range list {
		return err
	}
	return nil
}
