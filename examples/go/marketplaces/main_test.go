package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"defray"
)

const call = "/alicloud?action=releaseInstance&instanceId=122779388&isRefund=false&token=12317a5ad7d2428e1069ad4a5c81a7f7"

func TestAGenuineCallEndsASubscriptionAndAForgedOneDoesNot(t *testing.T) {
	t.Setenv("ALICLOUD_KEY", "isvkey")
	t.Setenv("HUAWEI_KEY", "accesskey")
	ledger, err := defray.OpenInMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer ledger.Close()
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
	asked := func(target string) (int, string) {
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
	if status, body := asked(strings.Replace(call, "isRefund=false", "isRefund=true", 1)); status != 403 || !strings.Contains(body, "forged") {
		t.Fatal(status, body)
	}
	if state() != defray.CloudAccountStatePending {
		t.Fatal("the forged call did something")
	}
	for range 2 {
		if status, body := asked(call); status != 200 || body != `{"success":"true"}` {
			t.Fatal(status, body)
		}
		if state() != defray.CloudAccountStateClosing {
			t.Fatal(state())
		}
	}
	if status, _ := asked("/elsewhere"); status != 400 {
		t.Fatal(status)
	}
}
