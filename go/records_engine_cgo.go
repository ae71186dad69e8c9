// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

import "unsafe"

// The numbers of Mode are those of C.
var (
	_ = [1]struct{}{}[ModeIndependent-C.DEFRAY_MODE_INDEPENDENT]
	_ = [1]struct{}{}[ModeAtomic-C.DEFRAY_MODE_ATOMIC]
)

// The numbers of Check are those of C.
var (
	_ = [1]struct{}{}[CheckFull-C.DEFRAY_CHECK_FULL]
	_ = [1]struct{}{}[CheckQuick-C.DEFRAY_CHECK_QUICK]
)

func priorResultFromC(v *PriorResult, d *decoder, c *C.defray_prior_result) {
	switch c.kind {
	case C.DEFRAY_PRIOR_RESULT_BILL:
		var one PriorResultBill
		value := (**C.defray_bill_record)(unsafe.Pointer(&c.as))
		one.BillRecord.fromC(d, *value)
		*v = one
	case C.DEFRAY_PRIOR_RESULT_REVERSAL:
		var one PriorResultReversal
		value := (**C.defray_reversal)(unsafe.Pointer(&c.as))
		one.Reversal.fromC(d, *value)
		*v = one
	case C.DEFRAY_PRIOR_RESULT_USAGE_RECORD:
		var one PriorResultUsageRecord
		value := (**C.defray_usage_record)(unsafe.Pointer(&c.as))
		one.UsageRecord.fromC(d, *value)
		*v = one
	case C.DEFRAY_PRIOR_RESULT_MESSAGE:
		var one PriorResultMessage
		value := (*C.defray_message_disposition)(unsafe.Pointer(&c.as))
		one.MessageDisposition = MessageDisposition(*value)
		*v = one
	case C.DEFRAY_PRIOR_RESULT_NOTHING:
		*v = PriorResultNothing{}
	}
}

func (v *Entry) fromC(d *decoder, c *C.defray_entry) {
	v.Position = uint64(c.position)
	v.At = instantFromC(c.at)
	v.AskedAt = instantFromC(c.asked_at)
	v.RecordedAt = instantFromC(c.recorded_at)
	v.Actor = d.optionalText(c.actor)
	v.IdempotencyKey = d.text(c.idempotency_key)
	commandFromC(&v.Command, d, &c.command)
	v.Events = listFromC(d, c.events, c.events_count, eventFromC)
	v.Rules = uint32(c.rules)
	v.Simulated = c.simulated != 0
}

func (v *Balances) fromC(d *decoder, c *C.defray_balances) {
	v.OrdinaryVouchers = moneyFromC(&c.ordinary_vouchers)
	v.FullReductionVouchers = moneyFromC(&c.full_reduction_vouchers)
	v.Cards = moneyFromC(&c.cards)
	v.Cash = moneyFromC(&c.cash)
	v.Overdraft = moneyFromC(&c.overdraft)
	v.CloudCharged = moneyFromC(&c.cloud_charged)
}

func (v *Movement) fromC(d *decoder, c *C.defray_movement) {
	v.At = instantFromC(c.at)
	v.Position = uint64(c.position)
	v.Event = d.text(c.event)
	v.About = d.text(c.about)
	v.Fund = Fund(c.fund)
	v.Lot = d.text(c.lot)
	v.Change = moneyFromC(&c.change)
}

func (v *HeldBill) fromC(d *decoder, c *C.defray_held_bill) {
	v.Bill = d.text(c.bill)
	v.Workspace = d.text(c.workspace)
	v.Amount = moneyFromC(&c.amount)
	holdReasonFromC(&v.Reason, d, &c.reason)
	v.Since = instantFromC(c.since)
}

func (v *Statement) fromC(d *decoder, c *C.defray_statement) {
	v.Account = d.text(c.account)
	v.Currency = currencyFromC(&c.currency)
	v.From = instantFromC(c.from)
	v.To = instantFromC(c.to)
	v.Opening.fromC(d, &c.opening)
	v.Movements = listFromC(d, c.movements, c.movements_count, (*Movement).fromC)
	v.Closing.fromC(d, &c.closing)
	v.Held = listFromC(d, c.held, c.held_count, (*HeldBill).fromC)
}

func previewFromC(v *Preview, d *decoder, c *C.defray_preview) {
	switch c.kind {
	case C.DEFRAY_PREVIEW_SETTLED:
		var one PreviewSettled
		one.fromC(d, (*C.defray_preview_settled)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_PREVIEW_HELD:
		var one PreviewHeld
		one.fromC(d, (*C.defray_preview_held)(unsafe.Pointer(&c.as)))
		*v = one
	case C.DEFRAY_PREVIEW_CANCELLED:
		*v = PreviewCancelled{}
	}
}

func (v *PreviewSettled) fromC(d *decoder, c *C.defray_preview_settled) {
	v.Receipt.fromC(d, &c.receipt)
	v.Known = c.known != 0
}

func (v *PreviewHeld) fromC(d *decoder, c *C.defray_preview_held) {
	holdReasonFromC(&v.Reason, d, &c.reason)
	v.Since = instantFromC(c.since)
	v.Known = c.known != 0
}

func (v *Verified) fromC(d *decoder, c *C.defray_verified) {
	v.Entries = uint64(c.entries)
	v.DecidedAgain = uint64(c.decided_again)
	v.CheckedByEvents = uint64(c.checked_by_events)
	v.Records = uint64(c.records)
	v.Accounts = uint64(c.accounts)
	v.Simulated = uint64(c.simulated)
	v.Head = headFromC(&c.head)
}

func (v *Memory) fromC(d *decoder, c *C.defray_memory) {
	v.ChangedBytes = uint64(c.changed_bytes)
	v.ChangedBytesMax = uint64(c.changed_bytes_max)
	v.CachedBytes = uint64(c.cached_bytes)
	v.CachedBytesMax = uint64(c.cached_bytes_max)
	v.UnsweptEntryBytes = uint64(c.unswept_entry_bytes)
	v.UnsweptEntryBytesMax = uint64(c.unswept_entry_bytes_max)
	v.EntryCacheBytes = uint64(c.entry_cache_bytes)
	v.EntryCacheBytesMax = uint64(c.entry_cache_bytes_max)
	v.LogUsedBytes = uint64(c.log_used_bytes)
	v.LogBytes = uint64(c.log_bytes)
}

func (v *Statistics) fromC(d *decoder, c *C.defray_statistics) {
	v.Entries = uint64(c.entries)
	v.Head = headFromC(&c.head)
	v.Checkpoint = uint64(c.checkpoint)
	if c.records != nil {
		v.Records = make(map[string]uint64, c.records_count)
		entries := unsafe.Slice(c.records, c.records_count)
		for i := range entries {
			var key string
			var value uint64
			key = d.text(entries[i].key)
			value = uint64(entries[i].value)
			v.Records[key] = value
		}
	}
	v.Memory.fromC(d, &c.memory)
}
