package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"defray"
)

const call = "/alicloud?action=releaseInstance&instanceId=122779388&isRefund=false&token=12317a5ad7d2428e1069ad4a5c81a7f7"

func TestOnlyAGenuineCallEndsASubscription(t *testing.T) {
	t.Setenv("ALICLOUD_KEY", "isvkey")
	t.Setenv("HUAWEI_KEY", "accesskey")
	ledger, err := defray.OpenInMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := ledger.Close(); err != nil {
			t.Error(err)
		}
	}()
	number := "1041031108983109"
	instance := "122779388"
	for _, command := range []defray.Command{
		defray.OpenAccount{Account: "acme", Currency: "CNY"},
		defray.LinkCloudAccount{Account: "acme", CloudAccount: "ca-1", Subscription: defray.Subscription{
			Provider: defray.ProviderAliCloud, AccountID: number, InstanceID: instance}},
	} {
		if _, err := ledger.Submit(t.Context(), command); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(newHost(ledger, nil))
	defer server.Close()
	get := func(target string) (int, string) {
		response, err := http.Get(server.URL + target)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, string(body)
	}
	state := func() defray.CloudAccountState {
		snapshot, err := ledger.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer snapshot.Close()
		account, err := snapshot.CloudAccount(t.Context(), "ca-1")
		if err != nil {
			t.Fatal(err)
		}
		return account.State
	}
	forged := strings.Replace(call, "isRefund=false", "isRefund=true", 1)
	if status, body := get(forged); forged == call || status != 403 || !strings.Contains(body, "forged") {
		t.Fatal(status, body)
	}
	if state() != defray.CloudAccountStatePending {
		t.Fatal("the forged call changed the cloud account:", state())
	}
	for range 2 {
		if status, body := get(call); status != 200 || body != `{"success":"true"}` {
			t.Fatal(status, body)
		}
		if state() != defray.CloudAccountStateClosing {
			t.Fatal(state())
		}
	}
	ask := func() string {
		body := `{"activity": "queryInstance", "instanceId": "CS2211181819B4LVS-000001"}`
		response, err := http.Post(server.URL+query(body), "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		answer, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != 200 {
			t.Fatal(response.Status, string(answer), err)
		}
		return string(answer)
	}
	if answer := ask(); !strings.Contains(answer, `"000003"`) {
		t.Fatal("an unknown instance:", answer)
	}
	link := defray.LinkCloudAccount{Account: "acme", CloudAccount: "ca-2", Subscription: defray.Subscription{
		Provider: defray.ProviderHuaweiCloud, AccountID: number, InstanceID: "CS2211181819B4LVS-000001"}}
	if _, err := ledger.Submit(t.Context(), link); err != nil {
		t.Fatal(err)
	}
	if answer := ask(); !strings.Contains(answer, `"instanceId":"CS2211181819B4LVS-000001"`) {
		t.Fatal("a known instance:", answer)
	}
	if status, body := get("/elsewhere"); status != 400 || body != "no such address, or too much\n" {
		t.Fatal(status, body)
	}
}

// calls counts the calls, so that each has another nonce.
var calls int

// query returns the target of a signed V2 call of Huawei Cloud with this body.
func query(body string) string {
	calls++
	mac := func(text string) string {
		hash := hmac.New(sha256.New, []byte("accesskey"))
		hash.Write([]byte(text))
		return hex.EncodeToString(hash.Sum(nil))
	}
	nonce, timestamp := fmt.Sprintf("nonce-%d", calls), fmt.Sprint(time.Now().UnixMilli())
	return fmt.Sprintf("/huawei?signature=%s&timestamp=%s&nonce=%s", mac("accesskey"+nonce+timestamp+mac(body)), timestamp, nonce)
}
