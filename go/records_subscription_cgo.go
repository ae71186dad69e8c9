// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

func (v *Subscription) fromC(d *decoder, c *C.defray_subscription) {
	v.Provider = Provider(c.provider)
	v.AccountID = d.text(c.account_id)
	v.InstanceID = d.text(c.instance_id)
	v.LicenseARN = d.text(c.license_arn)
	v.CustomerIdentifier = d.text(c.customer_identifier)
	v.ProductCode = d.text(c.product_code)
}

func (v *SubscriptionLink) fromC(d *decoder, c *C.defray_subscription_link) {
	v.CloudAccount = d.text(c.cloud_account)
	v.After = optionalFromC(d, c.after, eachInstantFromC)
}

func (v *RecordedSignal) fromC(d *decoder, c *C.defray_recorded_signal) {
	v.Signal = Signal(c.signal)
	v.OccurredAt = instantFromC(c.occurred_at)
	v.Message = d.text(c.message)
	v.Rules = uint32(c.rules)
}

func (v *Subscription) toC(a *arena, c *C.defray_subscription) error {
	c.provider = C.defray_provider(v.Provider)
	c.account_id = a.text(v.AccountID)
	c.instance_id = a.text(v.InstanceID)
	c.license_arn = a.text(v.LicenseARN)
	c.customer_identifier = a.text(v.CustomerIdentifier)
	c.product_code = a.text(v.ProductCode)
	return nil
}
