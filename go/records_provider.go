// Written by `make bindings`. Do not edit.

package defray

// A cloud marketplace.
//
// Zero is not a valid value.
type Provider uint32

const (
	// Alibaba Cloud's marketplace.
	ProviderAliCloud Provider = 1
	// AWS Marketplace.
	ProviderAWS Provider = 2
	// Huawei Cloud's KooGallery.
	ProviderHuaweiCloud Provider = 3
)

var providerNames = [...]string{
	"",
	"alicloud",
	"aws",
	"huawei_cloud",
}

// String returns the name in the interchange form, or the number of a value that is not valid.
func (v Provider) String() string {
	return nameOf(providerNames[:], uint32(v))
}

// ParseProvider reads the name in the interchange form.
func ParseProvider(text string) (Provider, error) {
	number, err := parseName(providerNames[:], text)
	return Provider(number), err
}

// MarshalText returns the name in the interchange form.
func (v Provider) MarshalText() ([]byte, error) {
	return marshalName(providerNames[:], uint32(v))
}

// UnmarshalText reads the name in the interchange form.
func (v *Provider) UnmarshalText(text []byte) error {
	number, err := parseName(providerNames[:], string(text))
	if err != nil {
		return err
	}
	*v = Provider(number)
	return nil
}

func (v Provider) appendJSON(b []byte) []byte {
	return appendText(v.String(), b)
}

// What is known of the identifiers of a subscription before it is linked: what its identity contains, and the
// account that the marketplace stated. A link names the same.
type KnownIdentifiers struct {
	// The marketplace.
	Provider Provider
	// The account of the customer; absent: the marketplace stated none, or several.
	AccountID string
	// AliCloud, Huawei Cloud: the product instance.
	InstanceID string
	// AWS concurrent agreements: the id of the licence, which is the end of its ARN.
	LicenseID string
	// AWS legacy: the customer identifier.
	CustomerIdentifier string
	// AWS legacy: the product.
	ProductCode string
}

func (v KnownIdentifiers) appendJSON(b []byte) []byte {
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
	if v.LicenseID != "" {
		b = appendKey("license_id", b)
		b = appendText(v.LicenseID, b)
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
func (v KnownIdentifiers) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}
