package defray

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

// 7.25 CNY in units of 0.01: 725 go out.
func TestMeteringCalls(t *testing.T) {
	engine, ctx := memory(t), t.Context()
	day := march.AddDate(0, 0, 1)
	submit, look := submitter(t, engine), looker(t, engine)
	submit(OpenAccount{Account: "acme", Currency: "CNY"}, march)
	submit(BindWorkspace{Account: "acme", Workspace: "cn1/one"}, march)
	link := Subscription{Provider: ProviderAliCloud, AccountID: "1041031108983109", InstanceID: "122779388"}
	submit(LinkCloudAccount{Account: "acme", CloudAccount: "ca-1", Subscription: link}, march)
	submit(Ingest{Message: MarketplaceMessage{Provider: ProviderAliCloud, Identity: "alicloud:122779388", Kind: "createInstance",
		Signal: SignalActivated, OccurredAt: &march}}, march)
	submit(ChooseMethod{Account: "acme", Workspace: "cn1/one", Method: PayerCloudAccount{"ca-1"}}, march)
	submit(SettleBill{Bill: Bill{"b-1", "cn1/one", "logs", MustParseMoney("7.25 CNY"), Period{march.Add(12 * time.Hour), day}}}, day)
	number := submit(RequestMetering{CloudAccount: "ca-1"}, day).Events[0].(EventMeteringRequested).Record.Number

	all := look()
	calls, unsendable, err := all.MeteringCalls(ctx, MeteringTerms{Provider: ProviderAliCloud, Now: day})
	if err != nil || len(calls) != 1 || len(unsendable) != 0 {
		t.Fatalf("%+v, %+v, %v", calls, unsendable, err)
	}
	call := calls[0]
	if call.Operation != "PushMeteringData" || len(call.Records) != 1 || call.Records[0] != number || call.Wait != 0 ||
		!strings.Contains(call.Body, `"122779388"`) || !strings.Contains(call.Body, `"Value":"725"`) {
		t.Errorf("%+v", call)
	}
	if others, _, err := all.MeteringCalls(ctx, MeteringTerms{Provider: ProviderAWS, Now: day}); err != nil || len(others) != 0 {
		t.Errorf("%+v, %v", others, err)
	}
	late := MeteringTerms{Provider: ProviderAliCloud, Now: day.Add(48 * time.Hour), Records: []EntryPosition{number}, RecordsPerCall: 1}
	if calls, unsendable, err := all.MeteringCalls(ctx, late); err != nil || len(calls) != 0 || len(unsendable) != 1 ||
		unsendable[0].Record != number || unsendable[0].Code != "too_late" || unsendable[0].Message == "" {
		t.Errorf("%+v, %+v, %v", calls, unsendable, err)
	}

	// Kept until it is answered.
	kept, err := json.Marshal(call)
	if err != nil {
		t.Fatal(err)
	}
	var back MeteringCall
	if err := json.Unmarshal(kept, &back); err != nil || !reflect.DeepEqual(back, call) {
		t.Errorf("%s: %+v, %v", kept, back, err)
	}

	none, err := back.Outcomes(0, nil)
	if err != nil || len(none) != 1 || none[0].Record != number || none[0].Outcome != nil || none[0].Code == "" {
		t.Errorf("%+v, %v", none, err)
	}
	results, err := back.Outcomes(200, []byte(`{"RequestId":"r","Success":true}`))
	if err != nil || len(results) != 1 || results[0].Result != MeteringResultAccepted {
		t.Fatalf("%+v, %v", results, err)
	}
	for _, one := range results {
		submit(AcknowledgeMetering{Record: one.Record, Outcome: one.Outcome, ProviderRecord: one.ProviderRecord}, day)
	}
	if meter, err := look().Meter(ctx, "ca-1"); err != nil || meter.Accepted != MustParseMoney("7.25 CNY") || meter.InFlight != nil {
		t.Errorf("%+v, %v", meter, err)
	}
	refused, err := back.Outcomes(200, []byte(`{"RequestId":"r","Success":false}`))
	if err != nil || len(refused) != 1 || refused[0].Result != MeteringResultRefused || refused[0].Code == "" {
		t.Fatalf("%+v, %v", refused, err)
	}
	if outcome, ok := refused[0].Outcome.(MeteringOutcomeRejected); !ok || outcome.Reason == nil {
		t.Errorf("%+v", refused[0])
	}

	if headers, err := call.Headers("key", "n-1", day); err != nil || len(headers) != 0 {
		t.Errorf("%v, %v", headers, err)
	}
	call.Provider = ProviderHuaweiCloud
	if headers, err := call.Headers("key", "n-1", day); err != nil || headers["nonce"] != "n-1" || len(headers) < 3 {
		t.Errorf("%v, %v", headers, err)
	}
	if _, err := call.Headers("key", "no nonce", day); !errors.Is(err, ErrBadValue) || strings.Contains(err.Error(), "key") {
		t.Errorf("%v", err)
	}
	all.Close()
	if _, _, err := all.MeteringCalls(ctx, MeteringTerms{Provider: ProviderAliCloud}); !errors.Is(err, ErrClosed) {
		t.Errorf("%v", err)
	}
}
