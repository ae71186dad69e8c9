// Marketplaces receives the deliveries of marketplaces over HTTP and records them in a ledger. The keys are in the
// environment variables ALICLOUD_KEY and HUAWEI_KEY.
//
//	marketplaces LEDGER ADDRESS [TOPIC...]
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"sync"

	"defray"
)

type host struct {
	ledger       *defray.Engine
	secrets      map[defray.Provider][]defray.Secret
	topics       []string
	nonces       *defray.Nonces
	mutex        sync.Mutex
	certificates []defray.SigningCertificate
}

// >>> handler
var providers = map[string]defray.Provider{"/alicloud": defray.ProviderAliCloud, "/huawei": defray.ProviderHuaweiCloud, "/sns": defray.ProviderAWS}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	provider, known := providers[r.URL.Path]
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<18))
	if !known || err != nil {
		http.Error(w, "no such address, or too much", http.StatusBadRequest)
		return
	}
	call := defray.Delivery{Method: r.Method, Target: r.RequestURI, Header: r.Header, Body: body}
	trust := defray.Trust{Secrets: h.secrets[provider], Topics: h.topics, Certificates: h.fetched(), Nonces: h.nonces}
	how := defray.Receiving{Access: map[string]string{"frontEndUrl": "https://app.example/"}}
	received, err := h.ledger.Receive(r.Context(), provider, call, trust, how) // on disk before it is answered
	if err != nil {
		log.Print(err)
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	if received.Failure != nil {
		log.Print(received.Failure) // the marketplace is asked to deliver again
	}
	if why := received.Rejected; why != nil && why.CertificateAddress != "" {
		if err := h.fetch(why.CertificateAddress); err != nil { // checked to be an address of SNS
			log.Print(err)
		}
	}
	answer(w, received.Reply)
}

// <<< handler

func answer(w http.ResponseWriter, reply defray.Reply) {
	for name, value := range reply.Header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(reply.Status)
	// An error means that the marketplace has disconnected. It delivers again.
	_, _ = io.WriteString(w, reply.Body)
}

func (h *host) fetched() []defray.SigningCertificate {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.certificates
}

// fetch gets a certificate from an address that was checked to be an address of SNS.
func (h *host) fetch(address string) error {
	if address == "" {
		return nil
	}
	response, err := http.Get(address)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	pem, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil || response.StatusCode != http.StatusOK {
		return errors.Join(err, fmt.Errorf("%s: %s", address, response.Status))
	}
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.certificates = append(h.certificates, defray.SigningCertificate{Address: address, PEM: pem})
	return nil
}

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, arguments []string) error {
	if len(arguments) < 2 {
		return errors.New("expected LEDGER ADDRESS [TOPIC...]")
	}
	ledger, err := defray.OpenOrCreate(ctx, arguments[0])
	if err != nil {
		return err
	}
	defer ledger.Close()
	listener, err := net.Listen("tcp", arguments[1])
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	return http.Serve(listener, newHost(ledger, arguments[2:]))
}

func newHost(ledger *defray.Engine, topics []string) *host {
	return &host{ledger: ledger, topics: topics, nonces: defray.NewNonces(), secrets: map[defray.Provider][]defray.Secret{
		defray.ProviderAliCloud:    {defray.Secret(os.Getenv("ALICLOUD_KEY"))},
		defray.ProviderHuaweiCloud: {defray.Secret(os.Getenv("HUAWEI_KEY"))},
	}}
}
