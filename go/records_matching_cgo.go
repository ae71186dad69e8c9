// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

// The numbers of UnmatchedReason are those of C.
var (
	_ = [1]struct{}{}[UnmatchedReasonNotLinked-C.DEFRAY_UNMATCHED_REASON_NOT_LINKED]
	_ = [1]struct{}{}[UnmatchedReasonContradictsLink-C.DEFRAY_UNMATCHED_REASON_CONTRADICTS_LINK]
	_ = [1]struct{}{}[UnmatchedReasonWithdrawn-C.DEFRAY_UNMATCHED_REASON_WITHDRAWN]
	_ = [1]struct{}{}[UnmatchedReasonNextPeriod-C.DEFRAY_UNMATCHED_REASON_NEXT_PERIOD]
	_ = [1]struct{}{}[UnmatchedReasonAccountClosed-C.DEFRAY_UNMATCHED_REASON_ACCOUNT_CLOSED]
)

func (v *UnmatchedSubscription) fromC(d *decoder, c *C.defray_unmatched_subscription) {
	v.Identity = d.text(c.identity)
	v.Provider = Provider(c.provider)
	v.Signals = uint32(c.signals)
	v.First = instantFromC(c.first)
	v.Last = instantFromC(c.last)
	v.State = CloudAccountState(c.state)
	v.StatedAccounts = listFromC(d, c.stated_accounts, c.stated_accounts_count, eachTextFromC)
	v.Reason = UnmatchedReason(c.reason)
	v.Subscription = optionalFromC(d, c.subscription, (*KnownIdentifiers).fromC)
	v.SubscriptionEnded = optionalFromC(d, c.subscription_ended, eachInstantFromC)
	v.LinkFrom = optionalFromC(d, c.link_from, eachInstantFromC)
	v.Succeeds = listFromC(d, c.succeeds, c.succeeds_count, eachTextFromC)
}
