package defray

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Secret is a secret text, such as a key. Printing it, also with %#v, shows ***. string(s) is the text itself.
type Secret string

// String returns ***.
func (Secret) String() string { return "***" }

// GoString returns ***.
func (Secret) GoString() string { return "***" }

// MarshalText returns ***, so JSON does not contain the secret.
func (Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

// Delivery is what a host received from a marketplace. Signatures are over bytes, so nothing may be decoded, trimmed or
// changed. A message from a queue has only a body.
type Delivery struct {
	// Method is the HTTP method.
	Method string
	// Target is the request target: path and query, not decoded (http.Request.RequestURI).
	Target string
	// Header has the HTTP headers (http.Request.Header), with names in any case.
	Header map[string][]string
	// Body is the body of the request, or of the message from a queue.
	Body []byte
}

// SigningCertificate is a certificate of SNS that the host trusts.
type SigningCertificate struct {
	// Address is the address from which the host fetched it over HTTPS, as a message names it
	// ([RejectedError.CertificateAddress]). The certificate is used only for messages that name this address.
	Address string
	// PEM is the certificate, in PEM form.
	PEM []byte
}

// Trust is what a host trusts. The zero value trusts nothing.
type Trust struct {
	// Now is the instant of the delivery. The zero time means the time of the operating system.
	Now time.Time
	// Secrets are the keys that the provider shares with the host: the seller's key of AliCloud, or the access key of
	// Huawei Cloud. There are several while a key is being replaced; each is tried.
	Secrets []Secret
	// Certificates are the certificates of SNS (AWS).
	Certificates []SigningCertificate
	// Topics are the complete ARNs of the topics whose messages are accepted (AWS). A valid signature only proves that a
	// message is from some topic of SNS.
	Topics []string
	// PrivateChannel means that the host trusts the channel of its deliveries: a queue or a bus to which only the
	// marketplace can write. Only then a delivery without a signature is accepted; of AliCloud and Huawei Cloud only
	// when Secrets is empty too.
	PrivateChannel bool
	// AgeLimit is the greatest time between the instant in a delivery and Now, in whole seconds. 0 means the usual limit
	// of the provider.
	AgeLimit time.Duration
	// Nonces is the memory of nonces (Huawei Cloud). nil accepts every nonce as new.
	Nonces *Nonces
}

// Proof is the way in which a delivery was proved to be genuine.
type Proof string

const (
	// ProofSignature means a signature with the private key of the provider.
	ProofSignature Proof = "signature"
	// ProofSharedSecret means a token or a signature made with the secret that the provider shares with the host.
	ProofSharedSecret Proof = "shared_secret"
	// ProofChannel means that the delivery contains no proof, and that the host trusts the channel.
	ProofChannel Proof = "channel"
)

// Accepted is a delivery that is genuine and was read.
type Accepted struct {
	// Messages are the messages of the delivery, in their order. The host submits each in an [Ingest].
	Messages []MarketplaceMessage
	// Next is what the host must do beside that. nil means nothing.
	Next Next
	// Proof is the way in which the delivery was proved to be genuine.
	Proof Proof
}

// Next is what a host must do because a delivery requests it: [ConfirmSubscription], [LookUpEntitlements],
// [LookUpOrder] or [DescribeInstances].
type Next interface{ isNext() }

// ConfirmSubscription requests that the host opens Address once with GET. Without that, SNS sends no messages of Topic
// (AWS). When the message is submitted, the notification [NotificationConfirmSubscription] stays in the outbox until it
// is acknowledged.
type ConfirmSubscription struct {
	// Topic is the ARN of the topic, one of the trusted ones.
	Topic string
	// Address is the address to open. Every holder of it can subscribe, so it must not be logged.
	Address Secret
}

// LookUpEntitlements requests that the host calls GetEntitlements, because the message only says that something changed
// (AWS).
type LookUpEntitlements struct {
	// ProductCode is the code of the product.
	ProductCode string
	// CustomerIdentifier is the identifier of the customer.
	CustomerIdentifier string
}

// LookUpOrder requests that the host looks up the order in the marketplace, because the call does not contain the buyer
// and the product (Huawei Cloud V2).
type LookUpOrder struct {
	// Order is the id of the order.
	Order string
	// OrderLine is the id of the line of the order. "" means that the call does not contain it.
	OrderLine string
}

// DescribeInstances requests the state of instances. The host answers with [OutcomeInstances] (Huawei Cloud V2).
type DescribeInstances struct {
	// Instances are the ids of the instances.
	Instances []string
}

func (ConfirmSubscription) isNext() {}
func (LookUpEntitlements) isNext()  {}
func (LookUpOrder) isNext()         {}
func (DescribeInstances) isNext()   {}

// RejectedError is the reason why a delivery was rejected: it is not genuine, it is too old, or it cannot be read. The
// host must not change anything because of it. Its text and its fields contain no token, no signature and no secret.
type RejectedError struct {
	// Code is the stable code of the reason, such as "forged".
	Code string
	// Field is the field of the delivery that caused the rejection. It is "" when there is none.
	Field string
	// Message is the reason, for people.
	Message string
	// Whether the host caused the rejection, so that the same delivery may be accepted later.
	Ours bool
	// CertificateAddress is the address of the certificate to fetch, for the code "certificate_needed". It was checked to
	// be an address of SNS.
	CertificateAddress string
	// Kept is the delivery as a message that a ledger can record, with the disposition "rejected".
	Kept MarketplaceMessage
	// Reply is the answer to send.
	Reply Reply
}

// Error returns the reason and the code.
func (e *RejectedError) Error() string {
	return fmt.Sprintf("defray: the delivery is rejected: %s [%s]", e.Message, e.Code)
}

// Reply is the HTTP response to a delivery.
type Reply struct {
	// Status is the HTTP status.
	Status int
	// Header has the headers of the response.
	Header map[string]string
	// Body is the body of the response. It must be sent byte for byte, because it may be signed.
	Body string
}

// Outcome is the result of a delivery for [ReplyTo]: [OutcomeDone], [OutcomeNotReady], [OutcomeInstances],
// [OutcomeUnknownInstance] or [OutcomeTryAgain]. The reply to a rejected delivery is in [RejectedError].
type Outcome interface{ isOutcome() }

// OutcomeDone means that the messages are recorded, and that everything is done.
type OutcomeDone struct {
	// Access is the access data of a new instance that the buyer sees, such as frontEndUrl. Some replies have no place
	// for it.
	Access map[string]string
}

// OutcomeNotReady means that the messages are recorded, and that the instance is not ready. The provider asks again
// later.
type OutcomeNotReady struct{}

// OutcomeInstances is the outcome for [DescribeInstances].
type OutcomeInstances []Instance

// Instance is an instance that a host describes.
type Instance struct {
	// ID is the id of the instance.
	ID string
	// Access is the access data of the instance, as in [OutcomeDone].
	Access map[string]string
}

// OutcomeUnknownInstance means that there is no such instance.
type OutcomeUnknownInstance struct{}

// OutcomeTryAgain means that the messages could not be recorded now. The provider delivers them again.
type OutcomeTryAgain struct{}

func (OutcomeDone) isOutcome()            {}
func (OutcomeNotReady) isOutcome()        {}
func (OutcomeInstances) isOutcome()       {}
func (OutcomeUnknownInstance) isOutcome() {}
func (OutcomeTryAgain) isOutcome()        {}

// Receiving has the choices of a host about its deliveries, beside [Trust]. The zero value has the defaults.
type Receiving struct {
	// At is the instant of the decision (T1). The zero time means the time of the engine's clock.
	At time.Time
	// Access is the access data of an instance that the buyer sees, such as frontEndUrl. Some replies have no place for
	// it.
	Access map[string]string
	// KeepRejected records rejected deliveries in the ledger. Every caller can send any number of them, so the host must
	// limit them.
	KeepRejected bool
}

// Received is the result of one delivery.
type Received struct {
	// Accepted is the accepted delivery. nil means that the delivery was rejected.
	Accepted *Accepted
	// Rejected is the reason why the delivery was rejected. nil means that it was accepted.
	Rejected *RejectedError
	// Results has the result of each submitted message, in the order of the messages. Of an accepted delivery these are
	// its messages up to the first error of another class than refused. Of a rejected delivery it is the message that
	// records it, or nothing.
	Results []MessageResult
	// Failure is the first error of another class than refused: an error of the disk or the file, or a defect. A host
	// must not ignore it. nil means that there is none.
	Failure *Error
	// Reply is the answer to send. There is one in every case.
	Reply Reply
}

// MessageResult is the result of one message in the ledger.
type MessageResult struct {
	// Disposition is the disposition of the message, or of the first message with the same id.
	Disposition MessageDisposition
	// Duplicate reports whether a message with the same id was received before. Then this one is not recorded.
	Duplicate bool
	// Position is the position of the message in the journal. 0 means that it is not recorded.
	Position uint64
	// Outbox has the numbers of the outbox messages that were queued because of the message.
	Outbox []EntryPosition
	// Err is the reason why the ledger did not accept the message. nil means that it did.
	Err *Error
}

// Receive verifies a delivery of a marketplace, records it in the ledger, and returns the reply: everything that a host
// does with one delivery. docs/marketplaces.md has a table of deliveries, records and replies. What the reply confirms
// is on disk.
//
// It fails with an error of class misuse when a value is not valid, with [ErrCancelled] when ctx has ended before the
// call, and with [ErrClosed] after [Engine.Close]. A rejected delivery and an error of the ledger are in the result,
// because both have a reply.
func (e *Engine) Receive(ctx context.Context, provider Provider, delivery Delivery, trust Trust, how Receiving) (*Received, error) {
	request := deliveryRequest(provider, delivery, trust)
	if !how.At.IsZero() {
		request["at"] = timeOrNow(how.At)
	}
	request["access"], request["keep_rejected"] = accessRequest(how.Access), how.KeepRejected
	text, err := e.receiveJSON(ctx, request, delivery.Body, trust.Nonces)
	if err != nil {
		return nil, err
	}
	var answer receivedJSON
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, newError(ErrBug, "", "the result of the delivery cannot be read: "+err.Error())
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

// Accept verifies that a delivery is genuine, and reads it. It records nothing; [Engine.Receive] does. Any number of
// goroutines may call it at the same time.
//
// It fails with a [*RejectedError], which has the reply, when the delivery is rejected, and with an [*Error] of class
// misuse when a value is not valid.
func Accept(provider Provider, delivery Delivery, trust Trust) (*Accepted, error) {
	text, err := acceptJSON(deliveryRequest(provider, delivery, trust), delivery.Body, trust.Nonces)
	if err != nil {
		return nil, err
	}
	var answer receivedJSON
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, newError(ErrBug, "", "the accepted delivery cannot be read: "+err.Error())
	}
	if rejected := answer.Rejected.rejected(); rejected != nil {
		return nil, rejected
	}
	return answer.Accepted.accepted(), nil
}

// ReplyTo returns the reply to an accepted delivery, for an outcome. It fails with [ErrMissingField] when outcome is
// not one of the outcomes of this package, by value, and with another error of class misuse when a value is not valid.
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

// deliveryRequest returns the delivery and the trust in the form that C reads.
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
		"now": timeOrNow(trust.Now), "secrets": secrets, "certificates": certificates,
		"topics": append([]string{}, trust.Topics...), "private_channel": trust.PrivateChannel,
	}
	if trust.AgeLimit != 0 {
		trusted["age_limit"] = int64(trust.AgeLimit / time.Second)
	}
	return map[string]any{
		"provider": provider.String(), "method": delivery.Method, "target": delivery.Target, "headers": headers, "trust": trusted,
	}
}

// outcomeRequest returns the outcome in the form that C reads, or nil when it is not one of this package.
func outcomeRequest(outcome Outcome) any {
	switch outcome := outcome.(type) {
	case OutcomeDone:
		return map[string]any{"done": map[string]any{"access": accessRequest(outcome.Access)}}
	case OutcomeNotReady:
		return "not_ready"
	case OutcomeInstances:
		instances := make([]map[string]any, len(outcome))
		for i, one := range outcome {
			instances[i] = map[string]any{"id": one.ID, "access": accessRequest(one.Access)}
		}
		return map[string]any{"instances": instances}
	case OutcomeUnknownInstance:
		return "unknown_instance"
	case OutcomeTryAgain:
		return "try_again"
	}
	return nil
}

// accessRequest returns an empty map for nil, which JSON would write as null.
func accessRequest(access map[string]string) map[string]string {
	if access == nil {
		return map[string]string{}
	}
	return access
}
