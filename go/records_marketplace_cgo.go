// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

// The numbers of Signal are those of C.
var (
	_ = [1]struct{}{}[SignalActivated-C.DEFRAY_SIGNAL_ACTIVATED]
	_ = [1]struct{}{}[SignalResumed-C.DEFRAY_SIGNAL_RESUMED]
	_ = [1]struct{}{}[SignalSuspended-C.DEFRAY_SIGNAL_SUSPENDED]
	_ = [1]struct{}{}[SignalFailed-C.DEFRAY_SIGNAL_FAILED]
	_ = [1]struct{}{}[SignalEnded-C.DEFRAY_SIGNAL_ENDED]
	_ = [1]struct{}{}[SignalIgnored-C.DEFRAY_SIGNAL_IGNORED]
	_ = [1]struct{}{}[SignalEndCompleted-C.DEFRAY_SIGNAL_END_COMPLETED]
)

func (v *TopicConfirmation) fromC(d *decoder, c *C.defray_topic_confirmation) {
	v.Topic = d.text(c.topic)
	v.Address = d.text(c.address)
}

func (v *StatedAgreement) fromC(d *decoder, c *C.defray_stated_agreement) {
	v.ID = d.text(c.id)
	v.Previous = d.text(c.previous)
	v.Replaced = c.replaced != 0
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
	v.AccountID = d.text(c.account_id)
	v.Agreement = optionalFromC(d, c.agreement, (*StatedAgreement).fromC)
}

// The numbers of MessageDisposition are those of C.
var (
	_ = [1]struct{}{}[MessageDispositionApplied-C.DEFRAY_MESSAGE_DISPOSITION_APPLIED]
	_ = [1]struct{}{}[MessageDispositionNoChange-C.DEFRAY_MESSAGE_DISPOSITION_NO_CHANGE]
	_ = [1]struct{}{}[MessageDispositionUnmatched-C.DEFRAY_MESSAGE_DISPOSITION_UNMATCHED]
	_ = [1]struct{}{}[MessageDispositionIgnored-C.DEFRAY_MESSAGE_DISPOSITION_IGNORED]
	_ = [1]struct{}{}[MessageDispositionRejected-C.DEFRAY_MESSAGE_DISPOSITION_REJECTED]
	_ = [1]struct{}{}[MessageDispositionContradictsLink-C.DEFRAY_MESSAGE_DISPOSITION_CONTRADICTS_LINK]
)

func (v *TopicConfirmation) toC(a *arena, c *C.defray_topic_confirmation) error {
	c.topic = a.text(v.Topic)
	c.address = a.text(v.Address)
	return nil
}

func (v *StatedAgreement) toC(a *arena, c *C.defray_stated_agreement) error {
	c.id = a.text(v.ID)
	c.previous = a.text(v.Previous)
	c.replaced = boolToC(v.Replaced)
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
	c.account_id = a.text(v.AccountID)
	if err := optionalToC(v.Agreement, a, &c.agreement, (*StatedAgreement).toC); err != nil {
		return within(err, "agreement")
	}
	return nil
}
