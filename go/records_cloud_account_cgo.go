// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

// The numbers of CloudAccountState are those of C.
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
	v.OverRules = uint32(c.over_rules)
	v.SuspendedSince = optionalFromC(d, c.suspended_since, eachInstantFromC)
}

func (v *Patience) fromC(d *decoder, c *C.defray_patience) {
	v.Deadline = instantFromC(c.deadline)
	v.Notice = optionalFromC(d, c.notice, eachInstantFromC)
	v.Over = c.over != 0
}

func (v *CloudAccount) fromC(d *decoder, c *C.defray_cloud_account) {
	v.ID = d.text(c.id)
	v.Account = d.text(c.account)
	v.Subscription.fromC(d, &c.subscription)
	v.LinkedAt = instantFromC(c.linked_at)
	v.State = CloudAccountState(c.state)
	v.Lifecycle.fromC(d, &c.lifecycle)
	v.MeteringDeadline = optionalFromC(d, c.metering_deadline, eachInstantFromC)
	v.Patience = optionalFromC(d, c.patience, (*Patience).fromC)
	v.Successor = d.text(c.successor)
}
