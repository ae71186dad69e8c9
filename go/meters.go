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

// Meter returns the meter of a cloud account: which of its charges the provider has accepted, which are in flight, and
// which wait. For a cloud account that was never charged, all sums of the meter are zero.
//
// It fails with [ErrNotFound] when there is no such cloud account. Other errors are those of [Snapshot.Account].
func (s *Snapshot) Meter(ctx context.Context, cloudAccount string) (*Meter, error) {
	return ask(ctx, s, func(out **C.defray_meter, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_meter(s.c, borrowed(cloudAccount), out, cerr)
	}, (*Meter).fromC, func(c *C.defray_meter) { C.defray_meter_free(c) })
}

// Meters returns the meters of all cloud accounts that were ever charged, ordered by cloud account. Errors are those of
// [Snapshot.Accounts].
func (s *Snapshot) Meters(ctx context.Context) iter.Seq2[*Meter, error] {
	return paged(ctx, s, "", func(cursor string, out **C.defray_meter_page, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_meters(s.c, borrowed(cursor), pageSize, out, cerr)
	}, func(p *C.defray_meter_page) page[Meter, string] {
		return pageOf(p.items, p.items_count, (*Meter).fromC, p.next)
	}, func(p *C.defray_meter_page) { C.defray_meter_page_free(p) })
}

// UsageRecord returns a usage record by its number, in any state (N2).
//
// It fails with [ErrNotFound] when there is no such usage record. Other errors are those of [Snapshot.Account].
func (s *Snapshot) UsageRecord(ctx context.Context, number EntryPosition) (*UsageRecord, error) {
	c := entryPositionToC(number)
	return ask(ctx, s, func(out **C.defray_usage_record, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_usage_record(s.c, &c, out, cerr)
	}, (*UsageRecord).fromC, func(c *C.defray_usage_record) { C.defray_usage_record_free(c) })
}

// UsageRecordsOf returns the usage records of a cloud account, oldest first. It returns none when there is no such
// cloud account. Errors are those of [Snapshot.Accounts].
func (s *Snapshot) UsageRecordsOf(ctx context.Context, cloudAccount string) iter.Seq2[*UsageRecord, error] {
	return paged(ctx, s, "", func(cursor string, out **C.defray_usage_record_page, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_usage_records_of(s.c, borrowed(cloudAccount), borrowed(cursor), pageSize, out, cerr)
	}, func(p *C.defray_usage_record_page) page[UsageRecord, string] {
		return pageOf(p.items, p.items_count, (*UsageRecord).fromC, p.next)
	}, func(p *C.defray_usage_record_page) { C.defray_usage_record_page_free(p) })
}

// The lists below have one page, so their functions ignore the cursor.

// PendingCharges returns the charges of a cloud account of which the provider has accepted nothing or only a part,
// oldest first. It fails with [ErrNotFound] when there is no such cloud account. Other errors are those of
// [Snapshot.Accounts].
func (s *Snapshot) PendingCharges(ctx context.Context, cloudAccount string) iter.Seq2[*Charge, error] {
	return paged(ctx, s, "", func(_ string, out **C.defray_charges, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_pending_charges(s.c, borrowed(cloudAccount), out, cerr)
	}, func(p *C.defray_charges) page[Charge, string] {
		return pageOf(p.items, p.items_count, (*Charge).fromC, C.defray_str{})
	}, func(p *C.defray_charges) { C.defray_charges_free(p) })
}

// CarriedCharge is a charge that a usage record carries as a whole or in part.
type CarriedCharge struct {
	// Charge is the charge.
	Charge Charge
	// Part is the part of the charge that the record carries, above zero.
	Part Money
}

func (v *CarriedCharge) fromC(d *decoder, c *C.defray_carried_charge) {
	v.Charge.fromC(d, &c.charge)
	v.Part = moneyFromC(&c.part)
}

// ChargesOf returns the charges that a usage record carries, oldest first, each with the part that the record carries.
// For a void record it returns what the record carried, less later refunds. It fails with [ErrNotFound] when there is
// no such usage record. Other errors are those of [Snapshot.Accounts].
func (s *Snapshot) ChargesOf(ctx context.Context, number EntryPosition) iter.Seq2[*CarriedCharge, error] {
	c := entryPositionToC(number)
	return paged(ctx, s, "", func(_ string, out **C.defray_carried_charges, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_charges_of(s.c, &c, out, cerr)
	}, func(p *C.defray_carried_charges) page[CarriedCharge, string] {
		return pageOf(p.items, p.items_count, (*CarriedCharge).fromC, C.defray_str{})
	}, func(p *C.defray_carried_charges) { C.defray_carried_charges_free(p) })
}

// Share is the share of one workspace in the quantity of a usage record.
type Share struct {
	// Workspace is the workspace, as "site/id".
	Workspace string
	// Quantity is its share, in whole units.
	Quantity uint32
}

func (v *Share) fromC(d *decoder, c *C.defray_share) {
	v.Workspace = d.text(c.workspace)
	v.Quantity = uint32(c.quantity)
}

// SharesOf returns the share of each workspace in the quantity of a usage record, ordered by workspace. The shares are
// whole units, and their sum is the quantity. It fails with [ErrNotFound] when there is no such usage record. Other
// errors are those of [Snapshot.Accounts].
func (s *Snapshot) SharesOf(ctx context.Context, number EntryPosition) iter.Seq2[*Share, error] {
	c := entryPositionToC(number)
	return paged(ctx, s, "", func(_ string, out **C.defray_shares, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_shares_of(s.c, &c, out, cerr)
	}, func(p *C.defray_shares) page[Share, string] {
		return pageOf(p.items, p.items_count, (*Share).fromC, C.defray_str{})
	}, func(p *C.defray_shares) { C.defray_shares_free(p) })
}
