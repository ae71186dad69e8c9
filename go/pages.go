package defray

/*
#include "defray.h"
#cgo noescape defray_snapshot_accounts
#cgo nocallback defray_snapshot_accounts
#cgo nocallback defray_account_page_free
#cgo noescape defray_snapshot_workspaces_of
#cgo nocallback defray_snapshot_workspaces_of
#cgo nocallback defray_workspace_page_free
#cgo noescape defray_snapshot_cloud_accounts_of
#cgo nocallback defray_snapshot_cloud_accounts_of
#cgo nocallback defray_cloud_account_page_free
#cgo noescape defray_snapshot_held_bills_of
#cgo nocallback defray_snapshot_held_bills_of
#cgo nocallback defray_bill_record_page_free
#cgo noescape defray_snapshot_lots_of
#cgo nocallback defray_snapshot_lots_of
#cgo nocallback defray_lot_page_free
#cgo noescape defray_snapshot_outbox
#cgo nocallback defray_snapshot_outbox
#cgo nocallback defray_outbox_message_page_free
#cgo noescape defray_snapshot_journal
#cgo nocallback defray_snapshot_journal
#cgo nocallback defray_entry_page_free
*/
import "C"

import (
	"context"
	"iter"
	"unsafe"
)

// pageSize is how many records come in one call.
const pageSize = 256

// page is some records of a list in C's memory.
type page[G any] struct {
	count int
	// read copies a record into Go's memory.
	read func(int) *G
	// next is where the next page begins; "": this was the last.
	next string
	free func()
}

func pageOf[G, T any](items *T, count C.size_t, each func(*G, *decoder, *T), next C.defray_str, free func()) page[G] {
	all := unsafe.Slice(items, count)
	read := func(i int) *G {
		d := takeDecoder()
		defer d.giveBack()
		v := new(G)
		each(v, d, &all[i])
		return v
	}
	return page[G]{len(all), read, textFromC(next), free}
}

// paged gives the records of a list, which is read a page at a time. The context is looked at before each page; an error is the last
// that comes.
func paged[G any](ctx context.Context, s *Snapshot, fetch func(cursor C.defray_str, cerr **C.defray_error) (page[G], C.defray_status)) iter.Seq2[*G, error] {
	one := func(cursor string) (p page[G], err error) {
		leave, err := s.enter(ctx)
		if err != nil {
			return p, err
		}
		defer leave()
		var cerr *C.defray_error
		p, status := fetch(borrowed(cursor), &cerr)
		if status != 0 {
			return p, failure(status, cerr)
		}
		return p, nil
	}
	return func(yield func(*G, error) bool) {
		for cursor := ""; ; {
			p, err := one(cursor)
			if err != nil {
				yield(nil, err)
				return
			}
			if !p.yield(yield) || p.next == "" {
				return
			}
			cursor = p.next
		}
	}
}

// yield hands a page out and frees it, whatever becomes of the loop.
func (p page[G]) yield(yield func(*G, error) bool) bool {
	defer p.free()
	for i := range p.count {
		if !yield(p.read(i), nil) {
			return false
		}
	}
	return true
}

// Accounts gives all accounts, by id.
func (s *Snapshot) Accounts(ctx context.Context) iter.Seq2[*Account, error] {
	return paged(ctx, s, func(cursor C.defray_str, cerr **C.defray_error) (p page[Account], status C.defray_status) {
		var out *C.defray_account_page
		if status = C.defray_snapshot_accounts(s.c, cursor, pageSize, &out, cerr); status == 0 {
			p = pageOf(out.items, out.items_count, (*Account).fromC, out.next, func() { C.defray_account_page_free(out) })
		}
		return p, status
	})
}

// WorkspacesOf gives the workspaces of an account, by site and id; dissolved ones are no longer among them.
func (s *Snapshot) WorkspacesOf(ctx context.Context, account string) iter.Seq2[*Workspace, error] {
	return paged(ctx, s, func(cursor C.defray_str, cerr **C.defray_error) (p page[Workspace], status C.defray_status) {
		var out *C.defray_workspace_page
		if status = C.defray_snapshot_workspaces_of(s.c, borrowed(account), cursor, pageSize, &out, cerr); status == 0 {
			p = pageOf(out.items, out.items_count, (*Workspace).fromC, out.next, func() { C.defray_workspace_page_free(out) })
		}
		return p, status
	})
}

// CloudAccountsOf gives the cloud accounts of an account, ended ones included, by id.
func (s *Snapshot) CloudAccountsOf(ctx context.Context, account string) iter.Seq2[*CloudAccount, error] {
	return paged(ctx, s, func(cursor C.defray_str, cerr **C.defray_error) (p page[CloudAccount], status C.defray_status) {
		var out *C.defray_cloud_account_page
		if status = C.defray_snapshot_cloud_accounts_of(s.c, borrowed(account), cursor, pageSize, &out, cerr); status == 0 {
			p = pageOf(out.items, out.items_count, (*CloudAccount).fromC, out.next, func() { C.defray_cloud_account_page_free(out) })
		}
		return p, status
	})
}

// HeldBillsOf gives the bills of an account that wait, oldest first.
func (s *Snapshot) HeldBillsOf(ctx context.Context, account string) iter.Seq2[*BillRecord, error] {
	return paged(ctx, s, func(cursor C.defray_str, cerr **C.defray_error) (p page[BillRecord], status C.defray_status) {
		var out *C.defray_bill_record_page
		if status = C.defray_snapshot_held_bills_of(s.c, borrowed(account), cursor, pageSize, &out, cerr); status == 0 {
			p = pageOf(out.items, out.items_count, (*BillRecord).fromC, out.next, func() { C.defray_bill_record_page_free(out) })
		}
		return p, status
	})
}

// LotsOf gives all lots of an account, open and closed: open ones first, in paying order (W4), then the others by id.
func (s *Snapshot) LotsOf(ctx context.Context, account string) iter.Seq2[*Lot, error] {
	return paged(ctx, s, func(cursor C.defray_str, cerr **C.defray_error) (p page[Lot], status C.defray_status) {
		var out *C.defray_lot_page
		if status = C.defray_snapshot_lots_of(s.c, borrowed(account), cursor, pageSize, &out, cerr); status == 0 {
			p = pageOf(out.items, out.items_count, (*Lot).fromC, out.next, func() { C.defray_lot_page_free(out) })
		}
		return p, status
	})
}

// Obligations gives what is still owed to the world, oldest first (N3).
func (s *Snapshot) Outbox(ctx context.Context) iter.Seq2[*OutboxMessage, error] {
	return paged(ctx, s, func(cursor C.defray_str, cerr **C.defray_error) (p page[OutboxMessage], status C.defray_status) {
		var out *C.defray_outbox_message_page
		if status = C.defray_snapshot_outbox(s.c, cursor, pageSize, &out, cerr); status == 0 {
			p = pageOf(out.items, out.items_count, (*OutboxMessage).fromC, out.next, func() { C.defray_outbox_message_page_free(out) })
		}
		return p, status
	})
}

// JournalEntry is an entry of the journal with the hash chain's head after it.
type JournalEntry struct {
	Entry
	// The hash chain's head after the entry.
	Head Head
}

func (v JournalEntry) appendJSON(b []byte) []byte {
	b = v.Entry.appendJSON(b)
	b = appendKey("head", b[:len(b)-1])
	return append(v.Head.appendJSON(b), '}')
}

// MarshalJSON gives what `defray journal --json` prints.
func (v JournalEntry) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Journal gives the journal from a position on; the first is 1.
func (s *Snapshot) Journal(ctx context.Context, from uint64) iter.Seq2[*JournalEntry, error] {
	one := func(from uint64) (*C.defray_entry_page, error) {
		leave, err := s.enter(ctx)
		if err != nil {
			return nil, err
		}
		defer leave()
		var out *C.defray_entry_page
		var cerr *C.defray_error
		if status := C.defray_snapshot_journal(s.c, C.uint64_t(from), pageSize, &out, &cerr); status != 0 {
			return nil, failure(status, cerr)
		}
		return out, nil
	}
	return func(yield func(*JournalEntry, error) bool) {
		for next := from; ; {
			c, err := one(next)
			if err != nil {
				yield(nil, err)
				return
			}
			entries, heads := unsafe.Slice(c.items, c.items_count), unsafe.Slice(c.heads, c.items_count)
			p := page[JournalEntry]{count: len(entries), free: func() { C.defray_entry_page_free(c) }}
			p.read = func(i int) *JournalEntry {
				d := takeDecoder()
				defer d.giveBack()
				v := &JournalEntry{Head: headFromC(&heads[i])}
				v.Entry.fromC(d, &entries[i])
				return v
			}
			next = uint64(c.next)
			if !p.yield(yield) || next == 0 {
				return
			}
		}
	}
}
