package defray

/*
#include "defray.h"
#cgo noescape defray_snapshot_meter
#cgo nocallback defray_snapshot_meter
#cgo nocallback defray_meter_free
#cgo noescape defray_snapshot_meters
#cgo nocallback defray_snapshot_meters
#cgo nocallback defray_meter_page_free
#cgo noescape defray_snapshot_usage_record
#cgo nocallback defray_snapshot_usage_record
#cgo nocallback defray_usage_record_free
#cgo noescape defray_snapshot_usage_records_of
#cgo nocallback defray_snapshot_usage_records_of
#cgo nocallback defray_usage_record_page_free
#cgo noescape defray_snapshot_pending_charges
#cgo nocallback defray_snapshot_pending_charges
#cgo nocallback defray_charges_free
#cgo noescape defray_snapshot_charges_of
#cgo nocallback defray_snapshot_charges_of
#cgo nocallback defray_carried_charges_free
#cgo noescape defray_snapshot_shares_of
#cgo nocallback defray_snapshot_shares_of
#cgo nocallback defray_shares_free
*/
import "C"

import (
	"context"
	"iter"
)

// Meter gives what a cloud account's provider has of its charges, what is on its way, and what waits; of a cloud account that was
// never charged, nothing.
func (s *Snapshot) Meter(ctx context.Context, cloudAccount string) (*Meter, error) {
	return ask(ctx, s, func(out **C.defray_meter, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_meter(s.c, borrowed(cloudAccount), out, cerr)
	}, (*Meter).fromC, func(c *C.defray_meter) { C.defray_meter_free(c) })
}

// Meters gives the meters of all cloud accounts that were ever charged, by cloud account.
func (s *Snapshot) Meters(ctx context.Context) iter.Seq2[*Meter, error] {
	return paged(ctx, s, func(cursor C.defray_str, cerr **C.defray_error) (p page[Meter], status C.defray_status) {
		var out *C.defray_meter_page
		if status = C.defray_snapshot_meters(s.c, cursor, pageSize, &out, cerr); status == 0 {
			p = pageOf(out.items, out.items_count, (*Meter).fromC, out.next, func() { C.defray_meter_page_free(out) })
		}
		return p, status
	})
}

// UsageRecord gives a usage record, whatever became of it (N2).
func (s *Snapshot) UsageRecord(ctx context.Context, number EntryPosition) (*UsageRecord, error) {
	var c C.defray_entry_position
	if err := number.toC(nil, &c); err != nil {
		return nil, within(err, "number")
	}
	return ask(ctx, s, func(out **C.defray_usage_record, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_usage_record(s.c, &c, out, cerr)
	}, (*UsageRecord).fromC, func(c *C.defray_usage_record) { C.defray_usage_record_free(c) })
}

// UsageRecordsOf gives the usage records of a cloud account, oldest first.
func (s *Snapshot) UsageRecordsOf(ctx context.Context, cloudAccount string) iter.Seq2[*UsageRecord, error] {
	return paged(ctx, s, func(cursor C.defray_str, cerr **C.defray_error) (p page[UsageRecord], status C.defray_status) {
		var out *C.defray_usage_record_page
		if status = C.defray_snapshot_usage_records_of(s.c, borrowed(cloudAccount), cursor, pageSize, &out, cerr); status == 0 {
			p = pageOf(out.items, out.items_count, (*UsageRecord).fromC, out.next, func() { C.defray_usage_record_page_free(out) })
		}
		return p, status
	})
}

// PendingCharges gives the charges of a cloud account that its provider does not have yet, oldest first: those of which nothing or only a
// part was accepted.
func (s *Snapshot) PendingCharges(ctx context.Context, cloudAccount string) iter.Seq2[*Charge, error] {
	return paged(ctx, s, func(_ C.defray_str, cerr **C.defray_error) (p page[Charge], status C.defray_status) {
		var out *C.defray_charges
		if status = C.defray_snapshot_pending_charges(s.c, borrowed(cloudAccount), &out, cerr); status == 0 {
			p = pageOf(out.items, out.items_count, (*Charge).fromC, C.defray_str{}, func() { C.defray_charges_free(out) })
		}
		return p, status
	})
}

// CarriedCharge is a charge that a usage record carries, wholly or in part.
type CarriedCharge struct {
	// The charge.
	Charge Charge
	// The part of it that the record carries, above zero.
	Part Money
}

func (v *CarriedCharge) fromC(d *decoder, c *C.defray_carried_charge) {
	v.Charge.fromC(d, &c.charge)
	v.Part = moneyFromC(&c.part)
}

// ChargesOf gives the charges that a usage record carries, oldest first, each with the part of it that it carries. Of a void record: what
// it carried, less what was given back since.
func (s *Snapshot) ChargesOf(ctx context.Context, number EntryPosition) iter.Seq2[*CarriedCharge, error] {
	return paged(ctx, s, func(_ C.defray_str, cerr **C.defray_error) (p page[CarriedCharge], status C.defray_status) {
		c := C.defray_entry_position{position: C.uint64_t(number.Position), index: C.uint32_t(number.Index)}
		var out *C.defray_carried_charges
		if status = C.defray_snapshot_charges_of(s.c, &c, &out, cerr); status == 0 {
			p = pageOf(out.items, out.items_count, (*CarriedCharge).fromC, C.defray_str{}, func() { C.defray_carried_charges_free(out) })
		}
		return p, status
	})
}

// Share is a workspace's share of a usage record.
type Share struct {
	// Whose usage.
	Workspace string
	// How many units.
	Quantity uint32
}

func (v *Share) fromC(d *decoder, c *C.defray_share) {
	v.Workspace = d.text(c.workspace)
	v.Quantity = uint32(c.quantity)
}

// SharesOf says whose part of a usage record's quantity is how much: whole units that together are the quantity, by workspace.
func (s *Snapshot) SharesOf(ctx context.Context, number EntryPosition) iter.Seq2[*Share, error] {
	return paged(ctx, s, func(_ C.defray_str, cerr **C.defray_error) (p page[Share], status C.defray_status) {
		c := C.defray_entry_position{position: C.uint64_t(number.Position), index: C.uint32_t(number.Index)}
		var out *C.defray_shares
		if status = C.defray_snapshot_shares_of(s.c, &c, &out, cerr); status == 0 {
			p = pageOf(out.items, out.items_count, (*Share).fromC, C.defray_str{}, func() { C.defray_shares_free(out) })
		}
		return p, status
	})
}
