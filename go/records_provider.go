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
