// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

// The numbers of Provider are those of C.
var (
	_ = [1]struct{}{}[ProviderAliCloud-C.DEFRAY_PROVIDER_ALI_CLOUD]
	_ = [1]struct{}{}[ProviderAWS-C.DEFRAY_PROVIDER_AWS]
	_ = [1]struct{}{}[ProviderHuaweiCloud-C.DEFRAY_PROVIDER_HUAWEI_CLOUD]
)

func (v *KnownIdentifiers) fromC(d *decoder, c *C.defray_known_identifiers) {
	v.Provider = Provider(c.provider)
	v.AccountID = d.text(c.account_id)
	v.InstanceID = d.text(c.instance_id)
	v.LicenseID = d.text(c.license_id)
	v.CustomerIdentifier = d.text(c.customer_identifier)
	v.ProductCode = d.text(c.product_code)
}
