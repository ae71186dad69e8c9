package defray

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Secret is a text that lets its holder act. It prints as ***. string(s) is the text itself, for the one place that
// needs it.
type Secret string

// String hides it.
func (Secret) String() string { return "***" }

// GoString hides it.
func (Secret) GoString() string { return "***" }

// MarshalText hides it, in JSON too.
func (Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

// Delivery is what a host received from a marketplace, exactly as it came: signatures are over bytes, so nothing may be
// decoded, trimmed or changed. A message from a queue has only a body.
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

// SigningCertificate is a certificate of SNS that the host trusts.
type SigningCertificate struct {
	// The address that the host fetched it from, over HTTPS, as a message named it (RejectedError.CertificateAddress).
	Address string
	// The certificate.
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
	// The host trusts the channel of its deliveries: a queue or bus whose policy lets only the marketplace write. Only
	// then are deliveries without a signature accepted; of AliCloud and Huawei Cloud, only where there is no secret.
	PrivateChannel bool
	// How far the instant in a delivery may lie before now, in whole seconds; 0: what is usual for the provider.
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
	// Nothing in it: the host trusts the channel.
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

// ConfirmSubscription asks to open Address once with GET, or nothing will come from Topic (AWS SNS). When the message
// is submitted, the notification NotificationConfirmSubscription waits in the outbox until it is acknowledged.
type ConfirmSubscription struct {
	// The topic's ARN, one of those trusted.
	Topic string
	// The address to open. Every holder of it can subscribe, so it belongs in no log.
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
	// The line of the order; "": the call does not say it.
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

// RejectedError says that a delivery is not genuine, not fresh, or cannot be read: nothing may be changed because of
// it. Neither its text nor any field holds a token, signature or secret.
type RejectedError struct {
	// The stable code, such as "forged"; see docs/marketplaces.md.
	Code string
	// The field of the delivery to blame; "": none.
	Field string
	// What is wrong, for people.
	Message string
	// Whether the fault is the host's, so that the same delivery may be accepted later.
	Ours bool
	// With the code "certificate_needed": where to fetch the certificate, checked to be an address of SNS's.
	CertificateAddress string
	// The delivery as a message that a ledger records without trusting it.
	Kept MarketplaceMessage
	// The answer to send.
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

// Outcome is the result of a delivery, as the host wishes to answer it: OutcomeDone, OutcomeNotReady, OutcomeInstances,
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

// Instance is an instance that a host describes.
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

// Receiving is what a host decides about its deliveries, beside what it trusts. The zero value is good.
type Receiving struct {
	// The instant of the decision (T1); the zero time: the engine's clock.
	At time.Time
	// The access data that the buyer's console shows of an instance, such as frontEndUrl. Only some answers have room
	// for it.
	Access map[string]string
	// Whether rejected deliveries are recorded in the ledger. Strangers can send any number of them.
	KeepRejected bool
}

// Received is the result of one delivery.
type Received struct {
	// The messages of the delivery, what the host must do next, and the proof; nil: the delivery was rejected.
	Accepted *Accepted
	// Why the delivery was rejected; nil: it was accepted.
	Rejected *RejectedError
	// The result of each message that was submitted, in the order of the messages. Of an accepted delivery these are its
	// messages, up to the first error that is no refusal. Of a rejected delivery it is the one message that records it, or
	// nothing.
	Results []MessageResult
	// The first error of Results or of a look-up that is no refusal: of the disk, of the file, or a defect. A host must
	// not ignore it. nil: none.
	Failure *Error
	// The answer to send. There is always one.
	Reply Reply
}

// MessageResult is what the ledger did with one message.
type MessageResult struct {
	// The disposition of the message, or of the first message of the same id.
	Disposition MessageDisposition
	// Whether a message of the same id was received before. Then this one is not recorded.
	Duplicate bool
	// The place of the message in the journal; 0: it is not recorded.
	Position uint64
	// The outbox messages that were queued because of the message.
	Outbox []EntryPosition
	// Why the ledger did not take the message; nil: it did.
	Err *Error
}

// Receive proves a delivery of a marketplace, records it in the ledger, and makes the answer: all that a host does
// with one delivery. docs/marketplaces.md has a table of deliveries, what is recorded, and answers.
//
// The error is about the call itself: the ledger is closed, ctx has ended, or a value is not valid. A rejected
// delivery and an error of the ledger are in Received, because both have an answer.
func (e *Engine) Receive(ctx context.Context, provider Provider, delivery Delivery, trust Trust, how Receiving) (*Received, error) {
	request := deliveryRequest(provider, delivery, trust)
	if !how.At.IsZero() {
		request["at"] = instantOr(how.At)
	}
	request["access"], request["keep_rejected"] = shown(how.Access), how.KeepRejected
	text, err := e.receiveJSON(ctx, request, delivery.Body, trust.Nonces)
	if err != nil {
		return nil, err
	}
	var answer receivedJSON
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, newError(ErrBug, "", "what was received cannot be read: "+err.Error())
	}
	received := &Received{Rejected: answer.Rejected.rejected(), Failure: answer.Failure.error(), Reply: answer.Reply.reply()}
	if accepted := answer.Accepted; accepted != nil {
		received.Accepted = accepted.accepted()
	}
	for _, one := range answer.Results {
		result := MessageResult{one.Disposition, one.Duplicate, one.Position, nil, one.Error.error()}
		for _, text := range one.Outbox {
			number, err := ParseEntryPosition(text)
			if err != nil {
				return nil, err
			}
			result.Outbox = append(result.Outbox, number)
		}
		received.Results = append(received.Results, result)
	}
	return received, nil
}

// Accept proves a delivery genuine and reads it. A rejected delivery gives a *RejectedError, with the answer to send.
// A host that records deliveries calls [Engine.Receive].
func Accept(provider Provider, delivery Delivery, trust Trust) (*Accepted, error) {
	text, err := acceptJSON(deliveryRequest(provider, delivery, trust), delivery.Body, trust.Nonces)
	if err != nil {
		return nil, err
	}
	var answer receivedJSON
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, newError(ErrBug, "", "what was accepted cannot be read: "+err.Error())
	}
	if rejected := answer.Rejected.rejected(); rejected != nil {
		return nil, rejected
	}
	return answer.Accepted.accepted(), nil
}

// ReplyTo is the answer to a delivery that was accepted, for an outcome.
func ReplyTo(provider Provider, delivery Delivery, outcome Outcome, trust Trust) (Reply, error) {
	request := deliveryRequest(provider, delivery, trust)
	if outcome := outcomeRequest(outcome); outcome != nil {
		request["outcome"] = outcome
	}
	text, err := replyJSON(request, delivery.Body)
	if err != nil {
		return Reply{}, err
	}
	var answer replyAnswer
	if err := json.Unmarshal(text, &answer); err != nil {
		return Reply{}, newError(ErrBug, "", "the reply cannot be read: "+err.Error())
	}
	return answer.reply(), nil
}

type receivedJSON struct {
	Accepted *acceptedJSON `json:"accepted"`
	Rejected *rejectedJSON `json:"rejected"`
	Results  []struct {
		Disposition MessageDisposition `json:"disposition"`
		Duplicate   bool               `json:"duplicate"`
		Position    uint64             `json:"position"`
		Outbox      []string           `json:"outbox"`
		Error       *receivedError     `json:"error"`
	} `json:"results"`
	Failure *receivedError `json:"failure"`
	Reply   replyAnswer    `json:"reply"`
}

type receivedError struct {
	Number  ErrorCode `json:"number"`
	Field   string    `json:"field"`
	Rule    string    `json:"rule"`
	Message string    `json:"message"`
}

func (e *receivedError) error() *Error {
	if e == nil {
		return nil
	}
	err := newError(e.Number, e.Field, e.Message)
	err.Rule = e.Rule
	return err
}

type acceptedJSON struct {
	Messages []MarketplaceMessage `json:"messages"`
	Next     *nextJSON            `json:"next"`
	Proof    Proof                `json:"proof"`
}

func (a *acceptedJSON) accepted() *Accepted {
	return &Accepted{a.Messages, a.Next.next(), a.Proof}
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

func (r *rejectedJSON) rejected() *RejectedError {
	if r == nil {
		return nil
	}
	return &RejectedError{
		Code: r.Code, Field: r.Field, Message: r.Message, Ours: r.Ours,
		CertificateAddress: r.CertificateAddress, Kept: r.Kept, Reply: r.Reply.reply(),
	}
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

// deliveryRequest is the request of C's functions, in its interchange form.
func deliveryRequest(provider Provider, delivery Delivery, trust Trust) map[string]any {
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
	return map[string]any{
		"provider": provider.String(), "method": delivery.Method, "target": delivery.Target, "headers": headers, "trust": trusted,
	}
}

// outcomeRequest is nil without an outcome.
func outcomeRequest(outcome Outcome) any {
	switch outcome := outcome.(type) {
	case OutcomeDone:
		return map[string]any{"done": map[string]any{"access": shown(outcome.Access)}}
	case OutcomeNotReady:
		return "not_ready"
	case OutcomeInstances:
		instances := make([]map[string]any, len(outcome))
		for i, one := range outcome {
			instances[i] = map[string]any{"id": one.ID, "access": shown(one.Access)}
		}
		return map[string]any{"instances": instances}
	case OutcomeUnknownInstance:
		return "unknown_instance"
	case OutcomeTryAgain:
		return "try_again"
	}
	return nil
}

func shown(access map[string]string) map[string]string {
	if access == nil {
		return map[string]string{}
	}
	return access
}
