package defray

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// 7.25 CNY in units of 0.01 are 725 units.
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
	if others, left, err := all.MeteringCalls(ctx, MeteringTerms{Provider: ProviderAWS, Now: day}); err != nil || len(others) != 0 || len(left) != 0 {
		t.Errorf("%+v, %+v, %v", others, left, err)
	}
	_, _, err = all.MeteringCalls(ctx, MeteringTerms{Provider: ProviderAliCloud, Now: day, Records: []EntryPosition{{1, 0}}})
	expectError(t, err, ErrNotFound, ErrorClassRefused, "", "")
	_, _, err = all.MeteringCalls(ctx, MeteringTerms{Provider: ProviderAliCloud, Now: day, Billing: "yearly"})
	expectError(t, err, ErrBadValue, ErrorClassMisuse, "billing", "")
	_, _, err = all.MeteringCalls(ctx, MeteringTerms{Provider: 99, Now: day})
	expectError(t, err, ErrBadValue, ErrorClassMisuse, "provider", "")
	late := MeteringTerms{Provider: ProviderAliCloud, Now: day.Add(48 * time.Hour), Records: []EntryPosition{number}, RecordsPerCall: 1}
	if calls, unsendable, err := all.MeteringCalls(ctx, late); err != nil || len(calls) != 0 || len(unsendable) != 1 ||
		unsendable[0].Record != number || unsendable[0].Code != "too_late" || unsendable[0].Message == "" {
		t.Errorf("%+v, %+v, %v", calls, unsendable, err)
	}

	// A call can be stored until it is answered.
	stored, err := json.Marshal(call)
	if err != nil {
		t.Fatal(err)
	}
	var back MeteringCall
	if err := json.Unmarshal(stored, &back); err != nil || !reflect.DeepEqual(back, call) {
		t.Errorf("%s: %+v, %v", stored, back, err)
	}

	none, err := back.Outcomes(0, nil)
	if unknown := (MeteringResult{Record: number, Result: MeteringResultUnknown, Code: "no_answer"}); err != nil || len(none) != 1 || none[0] != unknown {
		t.Errorf("%+v, %v: expected %+v", none, err, unknown)
	}
	_, err = back.Outcomes(70_000, nil)
	expectError(t, err, ErrBadValue, ErrorClassMisuse, "status", "")
	results, err := back.Outcomes(200, []byte(`{"RequestId":"r","Success":true}`))
	if accepted := (MeteringResult{Record: number, Result: MeteringResultAccepted, Outcome: MeteringOutcomeAccepted{}}); err != nil || len(results) != 1 || results[0] != accepted {
		t.Fatalf("%+v, %v: expected %+v", results, err, accepted)
	}
	for _, one := range results {
		submit(AcknowledgeMetering{Record: one.Record, Outcome: one.Outcome, ProviderRecord: one.ProviderRecord}, day)
	}
	if meter, err := look().Meter(ctx, "ca-1"); err != nil || meter.Accepted != MustParseMoney("7.25 CNY") || meter.InFlight != nil {
		t.Errorf("%+v, %v", meter, err)
	}
	refused, err := back.Outcomes(200, []byte(`{"RequestId":"r","Success":false}`))
	if err != nil || len(refused) != 1 || refused[0].Record != number || refused[0].Result != MeteringResultRefused || refused[0].Code != "http_200" {
		t.Fatalf("%+v, %v", refused, err)
	}
	if outcome, ok := refused[0].Outcome.(MeteringOutcomeRejected); !ok || outcome.Reason == nil || !strings.HasPrefix(*outcome.Reason, "http_200") {
		t.Errorf("%+v", refused[0])
	}

	if headers, err := call.Headers("key", "n-1", day); err != nil || len(headers) != 0 {
		t.Errorf("%v, %v", headers, err)
	}
	call.Provider = ProviderHuaweiCloud
	expected := map[string]string{
		"Content-Type": "application/json", "nonce": "n-1", "ts": "1772409600000", "signature": "uJFyhiIYIuVt7CjFpJ2MnKFsaOIrGi8TxAnCCYfmtY0=",
	}
	if headers, err := call.Headers("S3cr3t", "n-1", day); err != nil || !reflect.DeepEqual(headers, expected) {
		t.Errorf("%v, %v", headers, err)
	}
	_, err = call.Headers("S3cr3t", "no nonce", day)
	if e := expectError(t, err, ErrBadValue, ErrorClassMisuse, "nonce", ""); strings.Contains(fmt.Sprintf("%+v", *e), "S3cr3t") {
		t.Errorf("the error contains the secret: %v", e)
	}
	mustClose(t, all)
	_, _, err = all.MeteringCalls(ctx, MeteringTerms{Provider: ProviderAliCloud})
	expectError(t, err, ErrClosed, ErrorClassMisuse, "", "")
}
