package defray

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	topic       = "arn:aws:sns:us-east-1:287250355862:aws-mp-subscription-notification-4ml54db8vrmjuykaw1psroool"
	certificate = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
)

var arrival = time.Date(2026, 5, 2, 0, 54, 30, 0, time.UTC)

func delivered(t *testing.T, name string) []byte {
	t.Helper()
	bytes, err := os.ReadFile(filepath.Join("..", "tests", "data", "marketplaces", name))
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

// request returns a whole HTTP request of the test data.
func request(t *testing.T, name string) Delivery {
	t.Helper()
	head, body, found := strings.Cut(string(delivered(t, name)), "\r\n\r\n")
	words := strings.Fields(head)
	if !found || len(words) < 3 {
		t.Fatalf("%s is not an HTTP request", name)
	}
	return Delivery{Method: words[0], Target: words[1], Header: map[string][]string{"Host": {"seller.example"}}, Body: []byte(body)}
}

func rejected(t *testing.T, err error, code string) *RejectedError {
	t.Helper()
	var rejected *RejectedError
	if !errors.As(err, &rejected) || rejected.Code != code {
		t.Fatalf("%v, expected %s", err, code)
	}
	return rejected
}

func TestAnAliCloudCallIsAcceptedRecordedAndAnswered(t *testing.T) {
	engine := memory(t)
	call := request(t, "alicloud-create.http")
	trust := Trust{Now: arrival, Secrets: []Secret{"old", "isvkey"}}
	accepted, err := Accept(ProviderAliCloud, call, trust)
	if err != nil || accepted.Proof != ProofSharedSecret || accepted.Next != nil || len(accepted.Messages) != 1 {
		t.Fatal(accepted, err)
	}
	answer, err := engine.Submit(t.Context(), Ingest{Message: accepted.Messages[0]}, At(arrival))
	if err != nil || answer.Events[0].(EventMessageReceived).Disposition != MessageDispositionUnmatched {
		t.Fatal(answer, err)
	}
	reply, err := ReplyTo(ProviderAliCloud, call, OutcomeDone{map[string]string{"frontEndUrl": "https://app.example/"}}, trust)
	if err != nil || reply.Status != 200 || reply.Body != `{"appInfo":{"frontEndUrl":"https://app.example/"},"instanceId":"122779388"}` {
		t.Fatal(reply, err)
	}
	for outcome, body := range map[Outcome]string{
		OutcomeNotReady{}: `{"instanceId":"0"}`,
		OutcomeTryAgain{}: `{"message":"try_again","success":"false"}`,
	} {
		if reply, err := ReplyTo(ProviderAliCloud, call, outcome, trust); err != nil || reply.Body != body {
			t.Fatal(outcome, reply, err)
		}
	}
	for _, outcome := range []Outcome{nil, &OutcomeDone{}} {
		_, err := ReplyTo(ProviderAliCloud, call, outcome, trust)
		expectError(t, err, ErrMissingField, ErrorClassMisuse, "outcome", "")
	}
}

func TestAForgedCallIsRejectedWithItsAnswerAndShowsNoSecret(t *testing.T) {
	call := request(t, "alicloud-release.http")
	call.Target = strings.Replace(call.Target, "122779388", "122779389", 1)
	trust := Trust{Now: arrival, Secrets: []Secret{"isvkey"}}
	_, err := Accept(ProviderAliCloud, call, trust)
	forged := rejected(t, err, "forged")
	if forged.Field != "token" || forged.Ours || forged.Reply.Status != 403 || forged.Reply.Header["Content-Type"] == "" {
		t.Fatalf("%+v", forged)
	}
	engine := memory(t)
	answer, err := engine.Submit(t.Context(), Ingest{Message: forged.Kept}, At(arrival))
	if err != nil {
		t.Fatal(err)
	}
	if event := answer.Events[0].(EventMessageReceived); event.Disposition != MessageDispositionRejected {
		t.Fatal(event)
	}
	kept, err := json.Marshal(forged.Kept)
	if err != nil || !strings.Contains(string(kept), `"rejected":"forged: `) {
		t.Fatal(string(kept), err)
	}
	asJSON, err := json.Marshal(trust.Secrets)
	if err != nil || string(asJSON) != `["***"]` {
		t.Fatal(string(asJSON), err)
	}
	// The call has the token, so the test would find it.
	const token = "12317a5a"
	if !strings.Contains(call.Target, token) {
		t.Fatal(call.Target)
	}
	shown := fmt.Sprintf("%v %+v %#v %s %+v %s", trust, trust, trust, forged.Error(), forged, kept)
	if !strings.Contains(shown, "***") || strings.Contains(shown, "isvkey") || strings.Contains(shown, token) {
		t.Fatal(shown)
	}
	rejected(t, second(Accept(ProviderAliCloud, call, Trust{Now: arrival})), "nothing_trusted")
}

func second[T any](_ T, err error) error { return err }

func TestReceiveRecordsAndAnswers(t *testing.T) {
	engine := memory(t)
	for _, command := range []Command{
		OpenAccount{Account: "acme", Currency: "CNY"},
		LinkCloudAccount{Account: "acme", CloudAccount: "ca-1", Subscription: Subscription{
			Provider: ProviderAliCloud, AccountID: "1041031108983109", InstanceID: "122779388"}},
	} {
		if _, err := engine.Submit(t.Context(), command, At(arrival)); err != nil {
			t.Fatal(err)
		}
	}
	trust := Trust{Now: arrival, Secrets: []Secret{"isvkey", "accesskey"}}
	receive := func(provider Provider, call Delivery, how Receiving) *Received {
		t.Helper()
		how.At = arrival
		received, err := engine.Receive(t.Context(), provider, call, trust, how)
		if err != nil || received.Failure != nil {
			t.Fatal(received, err)
		}
		return received
	}
	release := request(t, "alicloud-release.http")
	forged := release
	forged.Target = strings.Replace(release.Target, "isRefund=false", "isRefund=true", 1)
	rejected := receive(ProviderAliCloud, forged, Receiving{})
	if rejected.Accepted != nil || rejected.Rejected.Code != "forged" || len(rejected.Results) != 0 || rejected.Reply.Status != 403 {
		t.Fatalf("%+v", rejected)
	}
	if at := position(t, engine); at != 2 {
		t.Fatalf("a rejected delivery was recorded: the journal is at %d", at)
	}
	kept := receive(ProviderAliCloud, forged, Receiving{KeepRejected: true})
	if len(kept.Results) != 1 || kept.Results[0].Disposition != MessageDispositionRejected || kept.Results[0].Position != 3 {
		t.Fatalf("%+v", kept)
	}
	first := receive(ProviderAliCloud, release, Receiving{})
	if first.Rejected != nil || first.Accepted.Proof != ProofSharedSecret || first.Results[0].Disposition != MessageDispositionApplied {
		t.Fatalf("%+v", first)
	}
	again := receive(ProviderAliCloud, release, Receiving{})
	if again.Results[0].Disposition != MessageDispositionNoChange || again.Reply.Body != first.Reply.Body || again.Reply.Status != 200 {
		t.Fatalf("%+v", again)
	}

	query := request(t, "huawei-v2-query.http")
	unknown := receive(ProviderHuaweiCloud, query, Receiving{})
	if !strings.Contains(unknown.Reply.Body, "000003") {
		t.Fatal(unknown.Reply)
	}
	// The same call again is a duplicate by its id, and is answered from the ledger as it is now.
	created := receive(ProviderHuaweiCloud, request(t, "huawei-v2-new.http"), Receiving{})
	if created.Accepted.Next != (LookUpOrder{"CS2211181819B4LVS", "CS2211181819B4LVS-000001"}) {
		t.Fatalf("%+v", created.Accepted)
	}
	known := receive(ProviderHuaweiCloud, query, Receiving{Access: map[string]string{"frontEndUrl": "https://app.example/"}})
	if !known.Results[0].Duplicate || !strings.Contains(known.Reply.Body, `"frontEndUrl":"https://app.example/"`) || known.Reply.Header["Body-Sign"] == "" {
		t.Fatalf("%+v", known)
	}
	message := Delivery{Body: delivered(t, "sns-confirmation.json")}
	trust = Trust{Now: arrival, Topics: []string{topic}, Certificates: []SigningCertificate{{certificate, delivered(t, "sns.pem")}}}
	if confirm := receive(ProviderAWS, message, Receiving{}); len(confirm.Results) != 1 || len(confirm.Results[0].Outbox) != 1 {
		t.Fatalf("%+v", confirm)
	}
	mustClose(t, engine)
	_, err := engine.Receive(t.Context(), ProviderAliCloud, release, trust, Receiving{})
	expectError(t, err, ErrClosed, ErrorClassMisuse, "", "")
}

func TestAHuaweiCallCountsOnce(t *testing.T) {
	call := request(t, "huawei-v2-new.http")
	trust := Trust{Now: arrival, Secrets: []Secret{"accesskey"}, Nonces: NewNonces()}
	accepted, err := Accept(ProviderHuaweiCloud, call, trust)
	if err != nil || accepted.Next != (LookUpOrder{"CS2211181819B4LVS", "CS2211181819B4LVS-000001"}) {
		t.Fatal(accepted, err)
	}
	rejected(t, second(Accept(ProviderHuaweiCloud, call, trust)), "replayed")
	trust.Nonces = nil
	if _, err := Accept(ProviderHuaweiCloud, call, trust); err != nil {
		t.Fatal("without a memory every nonce is new", err)
	}
	trust.Now = arrival.Add(time.Hour)
	rejected(t, second(Accept(ProviderHuaweiCloud, call, trust)), "untimely")
	trust.AgeLimit = 2 * time.Hour
	if _, err := Accept(ProviderHuaweiCloud, call, trust); err != nil {
		t.Fatal(err)
	}
	query := request(t, "huawei-v2-query.http")
	trust.Now = arrival
	asked, err := Accept(ProviderHuaweiCloud, query, trust)
	if err != nil || asked.Next.(DescribeInstances).Instances[0] != "CS2211181819B4LVS-000001" {
		t.Fatal(asked, err)
	}
	instances := OutcomeInstances{{ID: "CS2211181819B4LVS-000001", Access: map[string]string{"frontEndUrl": "https://app.example/"}}}
	reply, err := ReplyTo(ProviderHuaweiCloud, query, instances, trust)
	if err != nil || !strings.Contains(reply.Body, "CS2211181819B4LVS-000001") || reply.Header["Body-Sign"] == "" {
		t.Fatal(reply, err)
	}
	unknown, err := ReplyTo(ProviderHuaweiCloud, query, OutcomeUnknownInstance{}, trust)
	if err != nil || !strings.Contains(unknown.Body, "000003") {
		t.Fatal(unknown, err)
	}
}

func TestGoroutinesShareTheMemoryOfNonces(t *testing.T) {
	call := request(t, "huawei-v2-new.http")
	trust := Trust{Now: arrival, Secrets: []Secret{"accesskey"}, Nonces: NewNonces()}
	var wait sync.WaitGroup
	results := make(chan error, 64)
	for range cap(results) {
		wait.Go(func() { results <- second(Accept(ProviderHuaweiCloud, call, trust)) })
	}
	wait.Wait()
	close(results)
	accepted, repeated := 0, 0
	for err := range results {
		if err == nil {
			accepted++
			continue
		}
		rejected(t, err, "replayed")
		repeated++
	}
	if accepted != 1 || repeated != 63 {
		t.Fatalf("%d of the same call were accepted and %d were rejected as replayed", accepted, repeated)
	}
}

func TestAnSNSMessageNamesTheCertificateToFetch(t *testing.T) {
	message := Delivery{Body: delivered(t, "sns-confirmation.json")}
	trust := Trust{Now: arrival, Topics: []string{topic}}
	needed := rejected(t, second(Accept(ProviderAWS, message, trust)), "certificate_needed")
	if needed.CertificateAddress != certificate || !needed.Ours || needed.Reply.Status != 503 {
		t.Fatalf("%+v", needed)
	}
	trust.Certificates = []SigningCertificate{{needed.CertificateAddress, delivered(t, "sns.pem")}}
	accepted, err := Accept(ProviderAWS, message, trust)
	if err != nil || accepted.Proof != ProofSignature {
		t.Fatal(accepted, err)
	}
	confirm := accepted.Next.(ConfirmSubscription)
	if confirm.Topic != topic || !strings.Contains(string(confirm.Address), "ConfirmSubscription") {
		t.Fatal(confirm)
	}
	if shown := fmt.Sprintf("%v %+v %#v", confirm, confirm, confirm); !strings.Contains(string(confirm.Address), "S3cr3t") || strings.Contains(shown, "S3cr3t") {
		t.Fatal(shown)
	}
	engine := memory(t)
	answer, err := engine.Submit(t.Context(), Ingest{Message: accepted.Messages[0]}, At(arrival))
	if err != nil {
		t.Fatal(err)
	}
	messages := collected(t, looker(t, engine)().Outbox(t.Context()))
	if len(messages) != 1 || messages[0].Number.Position != answer.Position {
		t.Fatalf("%+v", messages)
	}
	if _, ok := messages[0].Notification.(NotificationConfirmSubscription); !ok {
		t.Fatalf("%+v", messages[0])
	}
	entitlement, err := Accept(ProviderAWS, Delivery{Body: delivered(t, "sns-entitlement.json")}, trust)
	if err != nil || entitlement.Next != (LookUpEntitlements{"n0123EXAMPLE", "X01EXAMPLEX"}) {
		t.Fatal(entitlement, err)
	}
	trust.Certificates[0].PEM = delivered(t, "stranger.pem")
	rejected(t, second(Accept(ProviderAWS, message, trust)), "forged")
	rejected(t, second(Accept(ProviderAWS, Delivery{Body: []byte("\xff")}, trust)), "not_utf8")
	rejected(t, second(Accept(ProviderAWS, Delivery{Body: []byte(`{"action":"x"}`)}, trust)), "unproved")
	raw, err := Accept(ProviderAWS, Delivery{Body: []byte(`{"action":"x"}`)}, Trust{PrivateChannel: true})
	if err != nil || raw.Proof != ProofChannel {
		t.Fatal(raw, err)
	}
	_, err = Accept(Provider(99), message, trust)
	expectError(t, err, ErrBadValue, ErrorClassMisuse, "provider", "")
}
