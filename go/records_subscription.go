// Written by `make bindings`. Do not edit.

package defray

import (
	"strconv"
	"time"
)

// The provider's own identifiers of a subscription, as they were typed. The provider decides which ones are
// required.
type Subscription struct {
	// The marketplace.
	Provider Provider
	// AliCloud: the main account's UID. AWS: the customer's account. Huawei Cloud: the account.
	AccountID string
	// AliCloud, Huawei Cloud: the product instance.
	InstanceID string
	// AWS concurrent agreements: the licence.
	LicenseARN string
	// AWS legacy: the customer identifier.
	CustomerIdentifier string
	// AWS legacy: the product.
	ProductCode string
}

func (v Subscription) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("provider", b)
	b = v.Provider.appendJSON(b)
	if v.AccountID != "" {
		b = appendKey("account_id", b)
		b = appendText(v.AccountID, b)
	}
	if v.InstanceID != "" {
		b = appendKey("instance_id", b)
		b = appendText(v.InstanceID, b)
	}
	if v.LicenseARN != "" {
		b = appendKey("license_arn", b)
		b = appendText(v.LicenseARN, b)
	}
	if v.CustomerIdentifier != "" {
		b = appendKey("customer_identifier", b)
		b = appendText(v.CustomerIdentifier, b)
	}
	if v.ProductCode != "" {
		b = appendKey("product_code", b)
		b = appendText(v.ProductCode, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v Subscription) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// One link of a cloud account to a subscription.
type SubscriptionLink struct {
	// The cloud account that is linked.
	CloudAccount string
	// The instant at which the link begins: signals at or before it belong to an earlier link.
	After *time.Time
}

func (v SubscriptionLink) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("cloud_account", b)
	b = appendText(v.CloudAccount, b)
	if v.After != nil {
		b = appendKey("after", b)
		b = appendInstant(*v.After, b)
	}
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v SubscriptionLink) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// A signal as it is stored.
type RecordedSignal struct {
	// The effect of the signal.
	Signal Signal
	// The instant at which it happened.
	OccurredAt time.Time
	// The id of the message that reported it; absent: the message had no id.
	Message string
	// The version of the rules under which the signal was recorded.
	Rules uint32
}

func (v RecordedSignal) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendKey("signal", b)
	b = v.Signal.appendJSON(b)
	b = appendKey("occurred_at", b)
	b = appendInstant(v.OccurredAt, b)
	if v.Message != "" {
		b = appendKey("message", b)
		b = appendText(v.Message, b)
	}
	b = appendKey("rules", b)
	b = strconv.AppendUint(b, uint64(v.Rules), 10)
	return append(b, '}')
}

// MarshalJSON returns the interchange form.
func (v RecordedSignal) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
