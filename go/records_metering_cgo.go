// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

func meteringOutcomeFromC(v *MeteringOutcome, d *decoder, c *C.defray_metering_outcome) {
	switch c.kind {
	case C.DEFRAY_METERING_OUTCOME_ACCEPTED:
		*v = MeteringOutcomeAccepted{}
	case C.DEFRAY_METERING_OUTCOME_DUPLICATE:
		var one MeteringOutcomeDuplicate
		one.fromC(d, (*C.defray_metering_outcome_duplicate)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_METERING_OUTCOME_REJECTED:
		var one MeteringOutcomeRejected
		one.fromC(d, (*C.defray_metering_outcome_rejected)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_METERING_OUTCOME_NOT_SUBSCRIBED:
		*v = MeteringOutcomeNotSubscribed{}
	case C.DEFRAY_METERING_OUTCOME_UNPROCESSED:
		*v = MeteringOutcomeUnprocessed{}
	}
}

func (v *MeteringOutcomeDuplicate) fromC(d *decoder, c *C.defray_metering_outcome_duplicate) {
	v.Quantity = optionalFromC(d, c.quantity, eachUint32FromC)
}

func (v *MeteringOutcomeRejected) fromC(d *decoder, c *C.defray_metering_outcome_rejected) {
	v.Reason = d.optionalText(c.reason)
}

func (v *MeterMark) fromC(d *decoder, c *C.defray_meter_mark) {
	v.Position.fromC(d, &c.position)
	v.Part = moneyFromC(&c.part)
}

// The numbers of UsageState are those of C.
var (
	_ = [1]struct{}{}[UsageStateInFlight-C.DEFRAY_USAGE_STATE_IN_FLIGHT]
	_ = [1]struct{}{}[UsageStateAccepted-C.DEFRAY_USAGE_STATE_ACCEPTED]
	_ = [1]struct{}{}[UsageStateVoid-C.DEFRAY_USAGE_STATE_VOID]
	_ = [1]struct{}{}[UsageStateDisputed-C.DEFRAY_USAGE_STATE_DISPUTED]
	_ = [1]struct{}{}[UsageStateTooLate-C.DEFRAY_USAGE_STATE_TOO_LATE]
)

func (v *UsageRecord) fromC(d *decoder, c *C.defray_usage_record) {
	v.Number.fromC(d, &c.number)
	v.Account = d.text(c.account)
	v.CloudAccount = d.text(c.cloud_account)
	v.Dimension = d.text(c.dimension)
	v.Start = instantFromC(c.start)
	v.End = instantFromC(c.end)
	v.Unit = moneyFromC(&c.unit)
	v.Quantity = uint32(c.quantity)
	v.Credit = moneyFromC(&c.credit)
	v.From = optionalFromC(d, c.from, (*MeterMark).fromC)
	v.Upto.fromC(d, &c.upto)
	v.State = UsageState(c.state)
	v.RequestedAt = instantFromC(c.requested_at)
	v.SettledAt = optionalFromC(d, c.settled_at, eachInstantFromC)
	v.Accepted = optionalFromC(d, c.accepted, eachUint32FromC)
	v.Reason = d.optionalText(c.reason)
	v.ProviderRecord = d.optionalText(c.provider_record)
	v.SendUntil = optionalFromC(d, c.send_until, eachInstantFromC)
}

func (v *InFlight) fromC(d *decoder, c *C.defray_in_flight) {
	v.Record.fromC(d, &c.record)
	v.Upto.fromC(d, &c.upto)
	v.Taken = moneyFromC(&c.taken)
	v.Reversed = moneyFromC(&c.reversed)
}

func (v *Meter) fromC(d *decoder, c *C.defray_meter) {
	v.CloudAccount = d.text(c.cloud_account)
	v.Account = d.text(c.account)
	v.Accepted = moneyFromC(&c.accepted)
	v.Waiting = moneyFromC(&c.waiting)
	v.Credit = moneyFromC(&c.credit)
	v.Head = optionalFromC(d, c.head, (*MeterMark).fromC)
	v.InFlight = optionalFromC(d, c.in_flight, (*InFlight).fromC)
	v.Last = optionalFromC(d, c.last, (*EntryPosition).fromC)
	v.Hours = listFromC(d, c.hours, c.hours_count, eachInstantFromC)
}

func (v *Charge) fromC(d *decoder, c *C.defray_charge) {
	v.Bill = d.text(c.bill)
	v.Workspace = d.text(c.workspace)
	v.Position.fromC(d, &c.position)
	v.Amount = moneyFromC(&c.amount)
	v.Reversed = moneyFromC(&c.reversed)
}

func meteringOutcomeToC(v *MeteringOutcome, a *arena, c *C.defray_metering_outcome) error {
	switch one := (*v).(type) {
	case MeteringOutcomeAccepted:
		c.kind = C.DEFRAY_METERING_OUTCOME_ACCEPTED
	case MeteringOutcomeDuplicate:
		c.kind = C.DEFRAY_METERING_OUTCOME_DUPLICATE
		return one.toC(a, (*C.defray_metering_outcome_duplicate)(unsafe.Pointer(&c.as)))
	case MeteringOutcomeRejected:
		c.kind = C.DEFRAY_METERING_OUTCOME_REJECTED
		return one.toC(a, (*C.defray_metering_outcome_rejected)(unsafe.Pointer(&c.as)))
	case MeteringOutcomeNotSubscribed:
		c.kind = C.DEFRAY_METERING_OUTCOME_NOT_SUBSCRIBED
	case MeteringOutcomeUnprocessed:
		c.kind = C.DEFRAY_METERING_OUTCOME_UNPROCESSED
	default:
		return notAnAlternative(*v, "MeteringOutcome")
	}
	return nil
}

func (v *MeteringOutcomeDuplicate) toC(a *arena, c *C.defray_metering_outcome_duplicate) error {
	if err := optionalToC(v.Quantity, a, &c.quantity, eachUint32ToC); err != nil {
		return within(err, "quantity")
	}
	return nil
}

func (v *MeteringOutcomeRejected) toC(a *arena, c *C.defray_metering_outcome_rejected) error {
	c.reason = a.optionalText(v.Reason)
	return nil
}
