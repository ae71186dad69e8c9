package defray

import (
	"encoding/json"
	"time"
)

// MeteringBilling is how often a product is billed.
type MeteringBilling string

const (
	// Every hour.
	MeteringBillingHourly MeteringBilling = "hourly"
	// Every day.
	MeteringBillingDaily MeteringBilling = "daily"
	// At once (AliCloud).
	MeteringBillingRealTime MeteringBilling = "real_time"
)

// MeteringTerms says which usage records are to be sent, and on what terms.
type MeteringTerms struct {
	// Whose records.
	Provider Provider
	// The instant of sending; the zero time: now.
	Now time.Time
	// Which records; nil: all of the provider that are in flight.
	Records []EntryPosition
	// At most so many records in a call; 0: the provider's own limit. With 1, a call that failed as a whole is taken
	// apart and shows which record is bad.
	RecordsPerCall int
	// How often the product is billed; "": hourly. AWS: without effect.
	Billing MeteringBilling
	// How old usage may be, from the start of its hour, in whole seconds; 0: the provider's own rule.
	AgeLimit time.Duration
}

// MeteringCall is a call to a provider, ready to send, with the provider's SDK or, for Huawei Cloud, with
// [MeteringCall.Headers]. Keep it until it is answered, as JSON if need be: it is read back the same.
type MeteringCall struct {
	// Whose interface.
	Provider Provider
	// The operation as the provider's SDKs call it: BatchMeterUsage, PushMeteringData, or the path of Huawei Cloud's.
	Operation string
	// AWS and Huawei Cloud: the request's body. AliCloud: the value of the parameter Metering. To be sent byte for byte.
	Body string
	// The usage records in it, in their order.
	Records []EntryPosition
	// How long to wait with it, from the sending of the first call: AliCloud takes one call for an instance in 60 s.
	Wait time.Duration
}

// Unsendable is a usage record that no call can carry. It stays in flight.
type Unsendable struct {
	// Which.
	Record EntryPosition `json:"record"`
	// The stable code, such as "too_late".
	Code string `json:"code"`
	// Why, for people.
	Message string `json:"message"`
}

// MeteringResultKind is what a provider made of a usage record.
type MeteringResultKind string

const (
	// It is recorded and will be billed.
	MeteringResultAccepted MeteringResultKind = "accepted"
	// The provider has a record in its place already and keeps that one.
	MeteringResultDuplicate MeteringResultKind = "duplicate"
	// The subscription takes no usage.
	MeteringResultNotSubscribed MeteringResultKind = "not_subscribed"
	// This record is wrong.
	MeteringResultRefused MeteringResultKind = "refused"
	// It was not processed, or may be sent again without harm: send it again.
	MeteringResultUnprocessed MeteringResultKind = "unprocessed"
	// The call failed as a whole because of one record: ask for the calls again with one record in each.
	MeteringResultIsolate MeteringResultKind = "isolate"
	// The call failed as a whole, for a reason that has nothing to do with any record: a person must see to it, then
	// send it again.
	MeteringResultHalted MeteringResultKind = "halted"
	// Nobody knows whether it was recorded, and sending it again might have it billed twice: a person must look.
	MeteringResultUnknown MeteringResultKind = "unknown"
)

// MeteringResult is what a provider's answer says of one usage record.
type MeteringResult struct {
	// Which.
	Record EntryPosition
	// What the provider made of it.
	Result MeteringResultKind
	// For AcknowledgeMetering; nil: nothing to acknowledge, the record stays in flight.
	Outcome MeteringOutcome
	// For AcknowledgeMetering: the provider's own id of the record; nil: not told.
	ProviderRecord *string
	// Where it said why not: the provider's own code, or what is lacking in the answer.
	Code string
	// And what it says to it, shortened.
	Message string
}

// Outcomes is what an answer says of each record of the call, in their order. Status is the answer's HTTP status; 0:
// no answer came.
func (c MeteringCall) Outcomes(status int, body []byte) ([]MeteringResult, error) {
	told, err := outcomesJSON(map[string]any{"call": c, "status": status}, body)
	if err != nil {
		return nil, err
	}
	var answer []meteringResultJSON
	if err := json.Unmarshal(told, &answer); err != nil {
		return nil, newError(ErrBug, "", "the results cannot be read: "+err.Error())
	}
	results := make([]MeteringResult, len(answer))
	for i, one := range answer {
		results[i] = MeteringResult{one.Record, one.Result, one.Outcome.MeteringOutcome, one.ProviderRecord, one.Code, one.Message}
	}
	return results, nil
}

// Headers is what signs the call for Huawei Cloud, to be sent with it; empty for AWS and AliCloud, whose own SDKs
// sign. The nonce is drawn at random for each sending: letters, digits and hyphens. Now is the instant of sending;
// the zero time: now.
func (c MeteringCall) Headers(secret Secret, nonce string, now time.Time) (map[string]string, error) {
	told, err := headersJSON(map[string]any{"call": c, "now": instantOr(now), "secret": string(secret), "nonce": nonce})
	if err != nil {
		return nil, err
	}
	var answer [][2]string
	if err := json.Unmarshal(told, &answer); err != nil {
		return nil, newError(ErrBug, "", "the headers cannot be read: "+err.Error())
	}
	headers := make(map[string]string, len(answer))
	for _, pair := range answer {
		headers[pair[0]] = pair[1]
	}
	return headers, nil
}

// MarshalJSON gives the call as it is kept, and as the command line takes it.
func (c MeteringCall) MarshalJSON() ([]byte, error) {
	records := append([]EntryPosition{}, c.Records...)
	return json.Marshal(callJSON{c.Provider, c.Operation, c.Body, records, int64(c.Wait / time.Second)})
}

// UnmarshalJSON reads what [MeteringCall.MarshalJSON] gives.
func (c *MeteringCall) UnmarshalJSON(data []byte) error {
	var told callJSON
	if err := json.Unmarshal(data, &told); err != nil {
		return err
	}
	*c = MeteringCall{told.Provider, told.Operation, told.Body, told.Records, time.Duration(told.Wait) * time.Second}
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

// asked is what C is asked, in its interchange form.
func (t MeteringTerms) asked() map[string]any {
	asked := map[string]any{"provider": t.Provider.String(), "now": instantOr(t.Now)}
	if t.Records != nil {
		asked["records"] = t.Records
	}
	if t.RecordsPerCall != 0 {
		asked["records_per_call"] = t.RecordsPerCall
	}
	if t.Billing != "" {
		asked["billing"] = t.Billing
	}
	if t.AgeLimit != 0 {
		asked["age_limit"] = int64(t.AgeLimit / time.Second)
	}
	return asked
}

func instantOr(at time.Time) string {
	if at.IsZero() {
		at = time.Now()
	}
	return at.UTC().Format(time.RFC3339Nano)
}
