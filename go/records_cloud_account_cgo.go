// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

// Provider and C count alike.
var (
	_ = [1]struct{}{}[ProviderAliCloud-C.DEFRAY_PROVIDER_ALI_CLOUD]
	_ = [1]struct{}{}[ProviderAWS-C.DEFRAY_PROVIDER_AWS]
	_ = [1]struct{}{}[ProviderHuaweiCloud-C.DEFRAY_PROVIDER_HUAWEI_CLOUD]
)

func (v *Subscription) fromC(d *decoder, c *C.defray_subscription) {
	v.Provider = Provider(c.provider)
	v.AccountID = d.text(c.account_id)
	v.InstanceID = d.text(c.instance_id)
	v.LicenseARN = d.text(c.license_arn)
	v.CustomerIdentifier = d.text(c.customer_identifier)
	v.ProductCode = d.text(c.product_code)
}

// Signal and C count alike.
var (
	_ = [1]struct{}{}[SignalActivated-C.DEFRAY_SIGNAL_ACTIVATED]
	_ = [1]struct{}{}[SignalResumed-C.DEFRAY_SIGNAL_RESUMED]
	_ = [1]struct{}{}[SignalSuspended-C.DEFRAY_SIGNAL_SUSPENDED]
	_ = [1]struct{}{}[SignalFailed-C.DEFRAY_SIGNAL_FAILED]
	_ = [1]struct{}{}[SignalEnded-C.DEFRAY_SIGNAL_ENDED]
	_ = [1]struct{}{}[SignalIgnored-C.DEFRAY_SIGNAL_IGNORED]
)

func (v *TopicConfirmation) fromC(d *decoder, c *C.defray_topic_confirmation) {
	v.Topic = d.text(c.topic)
	v.Address = d.text(c.address)
}

func (v *MarketplaceMessage) fromC(d *decoder, c *C.defray_marketplace_message) {
	v.Provider = Provider(c.provider)
	v.ID = d.text(c.id)
	v.Identity = d.text(c.identity)
	v.Kind = d.text(c.kind)
	v.Signal = Signal(c.signal)
	v.OccurredAt = optionalFromC(d, c.occurred_at, eachInstantFromC)
	v.Raw = d.optionalText(c.raw)
	v.Confirm = optionalFromC(d, c.confirm, (*TopicConfirmation).fromC)
	v.Rejected = d.optionalText(c.rejected)
}

// CloudAccountState and C count alike.
var (
	_ = [1]struct{}{}[CloudAccountStatePending-C.DEFRAY_CLOUD_ACCOUNT_STATE_PENDING]
	_ = [1]struct{}{}[CloudAccountStateActive-C.DEFRAY_CLOUD_ACCOUNT_STATE_ACTIVE]
	_ = [1]struct{}{}[CloudAccountStateSuspended-C.DEFRAY_CLOUD_ACCOUNT_STATE_SUSPENDED]
	_ = [1]struct{}{}[CloudAccountStateFailed-C.DEFRAY_CLOUD_ACCOUNT_STATE_FAILED]
	_ = [1]struct{}{}[CloudAccountStateClosing-C.DEFRAY_CLOUD_ACCOUNT_STATE_CLOSING]
	_ = [1]struct{}{}[CloudAccountStateClosed-C.DEFRAY_CLOUD_ACCOUNT_STATE_CLOSED]
)

func (v *SubscriptionLifecycle) fromC(d *decoder, c *C.defray_subscription_lifecycle) {
	v.State = CloudAccountState(c.state)
	v.ActiveFrom = optionalFromC(d, c.active_from, eachInstantFromC)
	v.EndedAt = optionalFromC(d, c.ended_at, eachInstantFromC)
	v.FailedAt = optionalFromC(d, c.failed_at, eachInstantFromC)
	v.Withdrawn = c.withdrawn != 0
}

func (v *CloudAccount) fromC(d *decoder, c *C.defray_cloud_account) {
	v.ID = d.text(c.id)
	v.Account = d.text(c.account)
	v.Subscription.fromC(d, &c.subscription)
	v.LinkedAt = instantFromC(c.linked_at)
	v.State = CloudAccountState(c.state)
	v.Lifecycle.fromC(d, &c.lifecycle)
	v.MeteringDeadline = optionalFromC(d, c.metering_deadline, eachInstantFromC)
}

func (v *SubscriptionLink) fromC(d *decoder, c *C.defray_subscription_link) {
	v.CloudAccount = d.text(c.cloud_account)
	v.After = optionalFromC(d, c.after, eachInstantFromC)
}

func (v *RecordedSignal) fromC(d *decoder, c *C.defray_recorded_signal) {
	v.Signal = Signal(c.signal)
	v.OccurredAt = instantFromC(c.occurred_at)
	v.Message = d.text(c.message)
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

func (v *TopicConfirmation) toC(a *arena, c *C.defray_topic_confirmation) error {
	c.topic = a.text(v.Topic)
	c.address = a.text(v.Address)
	return nil
}

func (v *MarketplaceMessage) toC(a *arena, c *C.defray_marketplace_message) error {
	c.provider = C.defray_provider(v.Provider)
	c.id = a.text(v.ID)
	c.identity = a.text(v.Identity)
	c.kind = a.text(v.Kind)
	c.signal = C.defray_signal(v.Signal)
	if err := optionalToC(v.OccurredAt, a, &c.occurred_at, eachInstantToC); err != nil {
		return within(err, "occurred_at")
	}
	c.raw = a.optionalText(v.Raw)
	if err := optionalToC(v.Confirm, a, &c.confirm, (*TopicConfirmation).toC); err != nil {
		return within(err, "confirm")
	}
	c.rejected = a.optionalText(v.Rejected)
	return nil
}
