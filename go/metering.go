package defray

import (
	"encoding/json"
	"time"
)

// MeteringBilling is the interval at which a provider bills a product.
type MeteringBilling string

const (
	// MeteringBillingHourly means that the product is billed every hour.
	MeteringBillingHourly MeteringBilling = "hourly"
	// MeteringBillingDaily means that the product is billed every day.
	MeteringBillingDaily MeteringBilling = "daily"
	// MeteringBillingRealTime means that usage is billed immediately (AliCloud).
	MeteringBillingRealTime MeteringBilling = "real_time"
)

// MeteringTerms selects the usage records to send, and says how to send them.
type MeteringTerms struct {
	// Provider is the provider of the usage records.
	Provider Provider
	// Now is the instant of sending. The zero time means the time of the operating system.
	Now time.Time
	// Records are the usage records to send; those of other providers are ignored. nil means all records of the provider
	// that are in flight.
	Records []EntryPosition
	// RecordsPerCall is the most records in one call. 0 means the limit of the provider. With 1, the answers show which
	// record made a larger call fail.
	RecordsPerCall int
	// Billing is the interval at which the product is billed. "" means hourly. It has no effect for AWS.
	Billing MeteringBilling
	// AgeLimit is the greatest age of usage, counted from the start of its hour, in whole seconds. 0 means the rule of
	// the provider.
	AgeLimit time.Duration
}

// MeteringCall is one call to the metering interface of a provider. The host sends it with the SDK of the provider or,
// for Huawei Cloud, with [MeteringCall.Headers]. The host keeps it until there is an answer. It can be stored as JSON,
// and it is the same after reading.
type MeteringCall struct {
	// Provider is the provider whose interface is called.
	Provider Provider
	// Operation is the name of the operation in the SDKs of the provider, BatchMeterUsage or PushMeteringData, or the
	// path in the interface of Huawei Cloud.
	Operation string
	// Body is the body of the request for AWS and Huawei Cloud, and the value of the parameter Metering for AliCloud. It
	// must be sent byte for byte.
	Body string
	// Records are the usage records in the call, in their order.
	Records []EntryPosition
	// Wait is the time to wait before sending, counted from the sending of the first call. AliCloud accepts one call for
	// an instance in 60 s.
	Wait time.Duration
}

// Unsendable is a usage record that no call can carry. It stays in flight.
type Unsendable struct {
	// Record is the number of the usage record.
	Record EntryPosition `json:"record"`
	// Code is the stable code of the reason, such as "too_late".
	Code string `json:"code"`
	// Message is the reason, for people.
	Message string `json:"message"`
}

// MeteringResultKind is the result that a provider reports for a usage record.
type MeteringResultKind string

const (
	// MeteringResultAccepted means that the provider has recorded the usage record and will bill it.
	MeteringResultAccepted MeteringResultKind = "accepted"
	// MeteringResultDuplicate means that the provider has a record of the same hour already and keeps that one.
	MeteringResultDuplicate MeteringResultKind = "duplicate"
	// MeteringResultNotSubscribed means that the provider accepts no usage of the subscription.
	MeteringResultNotSubscribed MeteringResultKind = "not_subscribed"
	// MeteringResultRefused means that the record is wrong. Sending it again has the same result.
	MeteringResultRefused MeteringResultKind = "refused"
	// MeteringResultUnprocessed means that the record was not processed, or that a repetition has no effect. Send it
	// again.
	MeteringResultUnprocessed MeteringResultKind = "unprocessed"
	// MeteringResultIsolate means that the whole call failed because of one record. Request the calls again with
	// RecordsPerCall 1.
	MeteringResultIsolate MeteringResultKind = "isolate"
	// MeteringResultHalted means that the whole call failed for a reason that concerns no record, such as wrong
	// credentials. A person must correct that; then send the call again.
	MeteringResultHalted MeteringResultKind = "halted"
	// MeteringResultUnknown means that it is not known whether the record was recorded. A repetition may be billed
	// twice, so a person must check it with the provider.
	MeteringResultUnknown MeteringResultKind = "unknown"
)

// MeteringResult is the result for one usage record in the answer of a provider.
type MeteringResult struct {
	// Record is the number of the usage record.
	Record EntryPosition
	// Result is the result that the provider reports.
	Result MeteringResultKind
	// Outcome is the outcome to submit with [AcknowledgeMetering]. nil means that there is nothing to acknowledge and
	// that the record stays in flight.
	Outcome MeteringOutcome
	// ProviderRecord is the provider's own id of the record, for [AcknowledgeMetering]. nil means that the answer has
	// none.
	ProviderRecord *string
	// Code is the provider's own code of the reason, or what is missing in the answer. "" means that there is none.
	Code string
	// Message is the beginning of the provider's message about the reason. "" means that there is none.
	Message string
}

// Outcomes reads the answer to the call, and returns a result for each record of the call, in their order. status is
// the HTTP status of the answer; 0 means that there was no answer. It fails with an error of class misuse when the call
// or the status is not valid. An answer that cannot be read is not an error: the results say so.
func (c MeteringCall) Outcomes(status int, body []byte) ([]MeteringResult, error) {
	text, err := outcomesJSON(map[string]any{"call": c, "status": status}, body)
	if err != nil {
		return nil, err
	}
	var answer []meteringResultJSON
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, newError(ErrBug, "", "the results cannot be read: "+err.Error())
	}
	results := make([]MeteringResult, len(answer))
	for i, one := range answer {
		results[i] = MeteringResult{one.Record, one.Result, one.Outcome.MeteringOutcome, one.ProviderRecord, one.Code, one.Message}
	}
	return results, nil
}

// Headers returns the headers that sign the call for Huawei Cloud, to send with it. It returns none for AWS and
// AliCloud, because their SDKs sign. secret is the access key. nonce is a random text of 1 to 64 ASCII letters, digits
// and hyphens, a new one for each sending. now is the instant of sending; the zero time means the time of the operating
// system.
//
// It fails with [ErrBadValue] when the nonce has another form, and with another error of class misuse when the call is
// not valid. The error does not contain the secret.
func (c MeteringCall) Headers(secret Secret, nonce string, now time.Time) (map[string]string, error) {
	text, err := headersJSON(map[string]any{"call": c, "now": timeOrNow(now), "secret": string(secret), "nonce": nonce})
	if err != nil {
		return nil, err
	}
	var answer [][2]string
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, newError(ErrBug, "", "the headers cannot be read: "+err.Error())
	}
	headers := make(map[string]string, len(answer))
	for _, pair := range answer {
		headers[pair[0]] = pair[1]
	}
	return headers, nil
}

// MarshalJSON returns the form in which a host stores the call. The command line reads the same form.
func (c MeteringCall) MarshalJSON() ([]byte, error) {
	records := append([]EntryPosition{}, c.Records...)
	return json.Marshal(callJSON{c.Provider, c.Operation, c.Body, records, int64(c.Wait / time.Second)})
}

// UnmarshalJSON reads the form of [MeteringCall.MarshalJSON]. After an error c is unchanged.
func (c *MeteringCall) UnmarshalJSON(data []byte) error {
	var read callJSON
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	*c = MeteringCall{read.Provider, read.Operation, read.Body, read.Records, time.Duration(read.Wait) * time.Second}
	return nil
}

type callJSON struct {
	Provider  Provider        `json:"provider"`
	Operation string          `json:"operation"`
	Body      string          `json:"body"`
	Records   []EntryPosition `json:"records"`
	Wait      int64           `json:"wait"`
}

type meteringResultJSON struct {
	Record         EntryPosition      `json:"record"`
	Result         MeteringResultKind `json:"result"`
	Outcome        outcomeJSON        `json:"outcome"`
	ProviderRecord *string            `json:"provider_record"`
	Code           string             `json:"code"`
	Message        string             `json:"message"`
}

type outcomeJSON struct{ MeteringOutcome }

func (o *outcomeJSON) UnmarshalJSON(data []byte) error {
	return unmarshal(data, &o.MeteringOutcome, readMeteringOutcome)
}

// request returns the terms in the form that C reads.
func (t MeteringTerms) request() map[string]any {
	request := map[string]any{"provider": t.Provider.String(), "now": timeOrNow(t.Now)}
	if t.Records != nil {
		request["records"] = t.Records
	}
	if t.RecordsPerCall != 0 {
		request["records_per_call"] = t.RecordsPerCall
	}
	if t.Billing != "" {
		request["billing"] = t.Billing
	}
	if t.AgeLimit != 0 {
		request["age_limit"] = int64(t.AgeLimit / time.Second)
	}
	return request
}

func timeOrNow(at time.Time) string {
	if at.IsZero() {
		at = time.Now()
	}
	return at.UTC().Format(time.RFC3339Nano)
}
