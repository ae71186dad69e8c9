package defray

import (
	"encoding/json"
	"fmt"
	"time"
)

// Secret is a text that lets its holder act. It prints as ***; string(s) is the text itself, for the one place that needs it.
type Secret string

// String hides it.
func (Secret) String() string { return "***" }

// GoString hides it.
func (Secret) GoString() string { return "***" }

// MarshalText hides it, in JSON too.
func (Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

// Delivery is what a host received from a marketplace, exactly as it came: signatures are over bytes, so nothing may be decoded,
// trimmed or written anew. Of what came out of a queue there is only the body.
type Delivery struct {
	// The HTTP method.
	Method string
	// The request target: path and query, undecoded (http.Request.RequestURI).
	Target string
	// The headers (http.Request.Header).
	Header map[string][]string
	// The body, or the body of the queue's message.
	Body []byte
}

// SigningCertificate is a certificate that the host fetched, over HTTPS, from the address that a message named.
type SigningCertificate struct {
	// The address, as the message named it (RejectedError.CertificateAddress).
	Address string
	// What was there.
	PEM []byte
}

// Trust is what a host trusts. The zero value trusts nothing; each field adds something.
type Trust struct {
	// The instant of the delivery; the zero time: now.
	Now time.Time
	// AliCloud: the seller's key. Huawei Cloud: the access key. More than one while a key is being replaced.
	Secrets []Secret
	// AWS: certificates of SNS.
	Certificates []SigningCertificate
	// AWS: the ARNs of the topics that may speak, whole. A valid signature alone only proves that some topic spoke.
	Topics []string
	// The host vouches for the way deliveries come: a queue or bus whose policy lets only the marketplace write. Only then is what bears
	// no signature accepted; of AliCloud and Huawei Cloud, only where there is no secret.
	PrivateChannel bool
	// How far the instant that a delivery bears may lie before now, in whole seconds; 0: what is usual for the provider.
	AgeLimit time.Duration
	// Huawei Cloud: the memory of nonces; nil takes every nonce for new.
	Nonces *Nonces
}

// Proof is what proves a delivery genuine.
type Proof string

const (
	// A signature that only the provider's private key makes.
	ProofSignature Proof = "signature"
	// A token or signature made with the secret that the provider shares with the host.
	ProofSharedSecret Proof = "shared_secret"
	// Nothing in it: the host vouches for the way it came.
	ProofChannel Proof = "channel"
)

// Accepted is a delivery that is genuine and was read.
type Accepted struct {
	// What it says, in the order in which it says it: to be submitted, each in an Ingest.
	Messages []MarketplaceMessage
	// What the host must do beside that; nil: nothing.
	Next Next
	// What proves it genuine.
	Proof Proof
}

// Next is what a host must do because a delivery asks for it: ConfirmSubscription, LookUpEntitlements, LookUpOrder or
// DescribeInstances.
type Next interface{ isNext() }

// ConfirmSubscription asks to open Address once with GET, or nothing will come from Topic (AWS SNS). When the message is submitted, this
// is owed until it is acknowledged (NotificationConfirmSubscription).
type ConfirmSubscription struct {
	// The topic's ARN, one of those trusted.
	Topic string
	// Where to. Whoever has it can subscribe, so it belongs in no log.
	Address Secret
}

// LookUpEntitlements asks to call GetEntitlements: the message only says that something changed (AWS).
type LookUpEntitlements struct {
	// The product.
	ProductCode string
	// The customer.
	CustomerIdentifier string
}

// LookUpOrder asks to look the order up in the marketplace: who bought what is not in the call (Huawei Cloud V2).
type LookUpOrder struct {
	// The order.
	Order string
	// The line of the order; "": not told.
	OrderLine string
}

// DescribeInstances asks how these instances are, to be answered with OutcomeInstances (Huawei Cloud V2).
type DescribeInstances struct {
	// Their ids.
	Instances []string
}

func (ConfirmSubscription) isNext() {}
func (LookUpEntitlements) isNext()  {}
func (LookUpOrder) isNext()         {}
func (DescribeInstances) isNext()   {}

// RejectedError says that a delivery is not genuine, not fresh, or cannot be read: nothing may be changed because of it. Neither its text
// nor any field holds a token, signature or secret.
type RejectedError struct {
	// The stable code, such as "forged"; see docs/marketplaces.md.
	Code string
	// The field of the delivery to blame; "": none.
	Field string
	// What is wrong, for people.
	Message string
	// Whether the fault is on our side, so that the same delivery may be accepted later.
	Ours bool
	// With the code "certificate_needed": where to fetch the certificate, checked to be an address of SNS's.
	CertificateAddress string
	// The delivery as a message that a ledger keeps without believing it, for hosts that keep such.
	Kept MarketplaceMessage
	// What to answer.
	Reply Reply
}

// Error says what is wrong, with the code.
func (e *RejectedError) Error() string {
	return fmt.Sprintf("defray: the delivery is rejected: %s [%s]", e.Message, e.Code)
}

// Reply is an HTTP response.
type Reply struct {
	// The status.
	Status int
	// Its headers.
	Header map[string]string
	// Its body, to be sent byte for byte: it may be signed.
	Body string
}

// Outcome is what came of a delivery, as the host wishes to answer it: OutcomeDone, OutcomeNotReady, OutcomeInstances,
// OutcomeUnknownInstance or OutcomeTryAgain. A rejected delivery has its answer in RejectedError.
type Outcome interface{ isOutcome() }

// OutcomeDone says that it is kept and done.
type OutcomeDone struct {
	// What the buyer's console shows of a new instance, such as frontEndUrl. Only in answers that have room for it.
	Access map[string]string
}

// OutcomeNotReady says that it is kept, and the instance not ready: the provider asks again later.
type OutcomeNotReady struct{}

// OutcomeInstances is the answer to DescribeInstances.
type OutcomeInstances []Instance

// Instance is an instance that a host tells of.
type Instance struct {
	// Its id.
	ID string
	// As in OutcomeDone.
	Access map[string]string
}

// OutcomeUnknownInstance says that there is no such instance.
type OutcomeUnknownInstance struct{}

// OutcomeTryAgain says that it could not be kept now: the provider delivers it again.
type OutcomeTryAgain struct{}

func (OutcomeDone) isOutcome()            {}
func (OutcomeNotReady) isOutcome()        {}
func (OutcomeInstances) isOutcome()       {}
func (OutcomeUnknownInstance) isOutcome() {}
func (OutcomeTryAgain) isOutcome()        {}

// Accept proves a delivery genuine and reads it. One that is not accepted gives a *RejectedError, with what to answer.
func Accept(provider Provider, delivery Delivery, trust Trust) (*Accepted, error) {
	told, err := acceptJSON(asked(provider, delivery, trust, nil), delivery.Body, trust.Nonces)
	if err != nil {
		return nil, err
	}
	var answer struct {
		Accepted *acceptedJSON `json:"accepted"`
		Rejected *rejectedJSON `json:"rejected"`
	}
	if err := json.Unmarshal(told, &answer); err != nil {
		return nil, newError(ErrBug, "", "what was accepted cannot be read: "+err.Error())
	}
	if rejected := answer.Rejected; rejected != nil {
		return nil, &RejectedError{
			Code: rejected.Code, Field: rejected.Field, Message: rejected.Message, Ours: rejected.Ours,
			CertificateAddress: rejected.CertificateAddress, Kept: rejected.Kept, Reply: rejected.Reply.reply(),
		}
	}
	return &Accepted{answer.Accepted.Messages, answer.Accepted.Next.next(), answer.Accepted.Proof}, nil
}

// ReplyTo is what to answer to a delivery that was accepted, given what came of it.
func ReplyTo(provider Provider, delivery Delivery, outcome Outcome, trust Trust) (Reply, error) {
	told, err := replyJSON(asked(provider, delivery, trust, outcome), delivery.Body)
	if err != nil {
		return Reply{}, err
	}
	var answer replyAnswer
	if err := json.Unmarshal(told, &answer); err != nil {
		return Reply{}, newError(ErrBug, "", "the reply cannot be read: "+err.Error())
	}
	return answer.reply(), nil
}

type acceptedJSON struct {
	Messages []MarketplaceMessage `json:"messages"`
	Next     *nextJSON            `json:"next"`
	Proof    Proof                `json:"proof"`
}

type rejectedJSON struct {
	Code               string             `json:"code"`
	Field              string             `json:"field"`
	Message            string             `json:"message"`
	Ours               bool               `json:"ours"`
	CertificateAddress string             `json:"certificate_address"`
	Kept               MarketplaceMessage `json:"kept"`
	Reply              replyAnswer        `json:"reply"`
}

type nextJSON struct {
	Do                 string   `json:"do"`
	Topic              string   `json:"topic"`
	Address            string   `json:"address"`
	ProductCode        string   `json:"product_code"`
	CustomerIdentifier string   `json:"customer_identifier"`
	Order              string   `json:"order"`
	OrderLine          string   `json:"order_line"`
	Instances          []string `json:"instances"`
}

func (n *nextJSON) next() Next {
	if n == nil {
		return nil
	}
	switch n.Do {
	case "confirm_subscription":
		return ConfirmSubscription{n.Topic, Secret(n.Address)}
	case "look_up_entitlements":
		return LookUpEntitlements{n.ProductCode, n.CustomerIdentifier}
	case "look_up_order":
		return LookUpOrder{n.Order, n.OrderLine}
	case "describe_instances":
		return DescribeInstances{n.Instances}
	}
	return nil
}

type replyAnswer struct {
	Status  int         `json:"status"`
	Headers [][2]string `json:"headers"`
	Body    string      `json:"body"`
}

func (r replyAnswer) reply() Reply {
	header := make(map[string]string, len(r.Headers))
	for _, pair := range r.Headers {
		header[pair[0]] = pair[1]
	}
	return Reply{r.Status, header, r.Body}
}

// asked is what C is asked, in its interchange form.
func asked(provider Provider, delivery Delivery, trust Trust, outcome Outcome) map[string]any {
	headers := [][2]string{}
	for name, values := range delivery.Header {
		for _, value := range values {
			headers = append(headers, [2]string{name, value})
		}
	}
	secrets := make([]string, len(trust.Secrets))
	for i, secret := range trust.Secrets {
		secrets[i] = string(secret)
	}
	certificates := make([]map[string]string, len(trust.Certificates))
	for i, one := range trust.Certificates {
		certificates[i] = map[string]string{"address": one.Address, "pem": string(one.PEM)}
	}
	trusted := map[string]any{
		"now": instantOr(trust.Now), "secrets": secrets, "certificates": certificates,
		"topics": append([]string{}, trust.Topics...), "private_channel": trust.PrivateChannel,
	}
	if trust.AgeLimit != 0 {
		trusted["age_limit"] = int64(trust.AgeLimit / time.Second)
	}
	asked := map[string]any{
		"provider": provider.String(), "method": delivery.Method, "target": delivery.Target, "headers": headers, "trust": trusted,
	}
	switch outcome := outcome.(type) {
	case OutcomeDone:
		asked["outcome"] = map[string]any{"done": map[string]any{"access": shown(outcome.Access)}}
	case OutcomeNotReady:
		asked["outcome"] = "not_ready"
	case OutcomeInstances:
		instances := make([]map[string]any, len(outcome))
		for i, one := range outcome {
			instances[i] = map[string]any{"id": one.ID, "access": shown(one.Access)}
		}
		asked["outcome"] = map[string]any{"instances": instances}
	case OutcomeUnknownInstance:
		asked["outcome"] = "unknown_instance"
	case OutcomeTryAgain:
		asked["outcome"] = "try_again"
	}
	return asked
}

func shown(access map[string]string) map[string]string {
	if access == nil {
		return map[string]string{}
	}
	return access
}
