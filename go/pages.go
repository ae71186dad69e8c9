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
#cgo noescape defray_snapshot_unmatched
#cgo nocallback defray_snapshot_unmatched
#cgo nocallback defray_unmatched_subscription_page_free
#cgo noescape defray_snapshot_journal
#cgo nocallback defray_snapshot_journal
#cgo noescape defray_snapshot_journal_of
#cgo nocallback defray_snapshot_journal_of
#cgo nocallback defray_entry_page_free
*/
import "C"

import (
	"context"
	"iter"
	"unsafe"
)

// pageSize is the number of records that one call reads.
const pageSize = 256

// page is one page of a list, in memory of C. K is the type of the cursors of the list.
type page[G any, K comparable] struct {
	count int
	// read copies the record with this index, from 0, into memory of Go.
	read func(int) *G
	// next is the cursor of the next page. On the last page it is the zero value.
	next K
}

// pageOf is a page of a list whose cursors are texts.
func pageOf[G, T any](items *T, count C.size_t, each func(*G, *decoder, *T), next C.defray_str) page[G, string] {
	all := unsafe.Slice(items, count)
	read := func(i int) *G {
		d := takeDecoder()
		defer d.release()
		v := new(G)
		each(v, d, &all[i])
		return v
	}
	return page[G, string]{len(all), read, textFromC(next)}
}

// paged returns the records of a list, which it reads page by page from the cursor first on. It checks ctx before each
// page. An error is the last element of the sequence.
//
// P is the page as C returns it: fetch reads it, view converts it, and free frees it after the last use of the view.
func paged[G, P any, K comparable](
	ctx context.Context,
	s *Snapshot,
	first K,
	fetch func(cursor K, out **P, cerr **C.defray_error) C.defray_status,
	view func(*P) page[G, K],
	free func(*P),
) iter.Seq2[*G, error] {
	// onePage returns the cursor of the next page, or its zero value when the sequence ends here.
	onePage := func(cursor K, yield func(*G, error) bool) (end K) {
		c, err := query(ctx, s, func(out **P, cerr **C.defray_error) C.defray_status { return fetch(cursor, out, cerr) })
		if err != nil {
			yield(nil, err)
			return end
		}
		// Deferred, because the body of the loop may panic.
		defer free(c)
		p := view(c)
		for i := range p.count {
			if !yield(p.read(i), nil) {
				return end
			}
		}
		return p.next
	}
	return func(yield func(*G, error) bool) {
		var end K
		for cursor := onePage(first, yield); cursor != end; {
			cursor = onePage(cursor, yield)
		}
	}
}

// Accounts returns all accounts, ordered by id.
//
// The sequence reads a page of records at a time and checks ctx before each page. An error is its last element, with a
// nil record: [ErrCancelled] after ctx has ended, [ErrClosed] after the snapshot or its engine was closed,
// [ErrHalted] after a panic in the library, and an error of class environment or corrupt when the records cannot be
// read. This is the same for all lists of a snapshot. A list of an account or a cloud account also fails with an error
// of class misuse when the id is not valid.
func (s *Snapshot) Accounts(ctx context.Context) iter.Seq2[*Account, error] {
	return paged(ctx, s, "", func(cursor string, out **C.defray_account_page, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_accounts(s.c, borrowed(cursor), pageSize, out, cerr)
	}, func(p *C.defray_account_page) page[Account, string] {
		return pageOf(p.items, p.items_count, (*Account).fromC, p.next)
	}, func(p *C.defray_account_page) { C.defray_account_page_free(p) })
}

// WorkspacesOf returns the workspaces of an account, ordered by site and id, without the dissolved ones. It returns
// none when there is no such account. Errors are those of [Snapshot.Accounts].
func (s *Snapshot) WorkspacesOf(ctx context.Context, account string) iter.Seq2[*Workspace, error] {
	return paged(ctx, s, "", func(cursor string, out **C.defray_workspace_page, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_workspaces_of(s.c, borrowed(account), borrowed(cursor), pageSize, out, cerr)
	}, func(p *C.defray_workspace_page) page[Workspace, string] {
		return pageOf(p.items, p.items_count, (*Workspace).fromC, p.next)
	}, func(p *C.defray_workspace_page) { C.defray_workspace_page_free(p) })
}

// CloudAccountsOf returns the cloud accounts of an account, ordered by id, including the ended ones. It returns none
// when there is no such account. Errors are those of [Snapshot.Accounts].
func (s *Snapshot) CloudAccountsOf(ctx context.Context, account string) iter.Seq2[*CloudAccount, error] {
	return paged(ctx, s, "", func(cursor string, out **C.defray_cloud_account_page, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_cloud_accounts_of(s.c, borrowed(account), borrowed(cursor), pageSize, out, cerr)
	}, func(p *C.defray_cloud_account_page) page[CloudAccount, string] {
		return pageOf(p.items, p.items_count, (*CloudAccount).fromC, p.next)
	}, func(p *C.defray_cloud_account_page) { C.defray_cloud_account_page_free(p) })
}

// HeldBillsOf returns the held bills of an account, oldest first. It returns none when there is no such account.
// Errors are those of [Snapshot.Accounts].
func (s *Snapshot) HeldBillsOf(ctx context.Context, account string) iter.Seq2[*BillRecord, error] {
	return paged(ctx, s, "", func(cursor string, out **C.defray_bill_record_page, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_held_bills_of(s.c, borrowed(account), borrowed(cursor), pageSize, out, cerr)
	}, func(p *C.defray_bill_record_page) page[BillRecord, string] {
		return pageOf(p.items, p.items_count, (*BillRecord).fromC, p.next)
	}, func(p *C.defray_bill_record_page) { C.defray_bill_record_page_free(p) })
}

// LotsOf returns all lots of an account: first the open ones, in the order in which they pay (W4), then the closed
// ones, ordered by id. It fails with [ErrNotFound] when there is no such account. Other errors are those of
// [Snapshot.Accounts].
func (s *Snapshot) LotsOf(ctx context.Context, account string) iter.Seq2[*Lot, error] {
	return paged(ctx, s, "", func(cursor string, out **C.defray_lot_page, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_lots_of(s.c, borrowed(account), borrowed(cursor), pageSize, out, cerr)
	}, func(p *C.defray_lot_page) page[Lot, string] {
		return pageOf(p.items, p.items_count, (*Lot).fromC, p.next)
	}, func(p *C.defray_lot_page) { C.defray_lot_page_free(p) })
}

// Outbox returns the outbox messages that are not acknowledged yet, oldest first (N3). Errors are those of
// [Snapshot.Accounts].
func (s *Snapshot) Outbox(ctx context.Context) iter.Seq2[*OutboxMessage, error] {
	return paged(ctx, s, "", func(cursor string, out **C.defray_outbox_message_page, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_outbox(s.c, borrowed(cursor), pageSize, out, cerr)
	}, func(p *C.defray_outbox_message_page) page[OutboxMessage, string] {
		return pageOf(p.items, p.items_count, (*OutboxMessage).fromC, p.next)
	}, func(p *C.defray_outbox_message_page) { C.defray_outbox_message_page_free(p) })
}

// Unmatched returns the subscriptions with signals that wait for a link, ordered by identity, each with what a link has
// to name. To see what is due, ask the snapshot of [Snapshot.Seen]. Errors are those of [Snapshot.Accounts].
func (s *Snapshot) Unmatched(ctx context.Context) iter.Seq2[*UnmatchedSubscription, error] {
	return paged(ctx, s, "", func(cursor string, out **C.defray_unmatched_subscription_page, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_unmatched(s.c, borrowed(cursor), pageSize, out, cerr)
	}, func(p *C.defray_unmatched_subscription_page) page[UnmatchedSubscription, string] {
		return pageOf(p.items, p.items_count, (*UnmatchedSubscription).fromC, p.next)
	}, func(p *C.defray_unmatched_subscription_page) { C.defray_unmatched_subscription_page_free(p) })
}

// JournalEntry is an entry of the journal with the head of the hash chain after it.
type JournalEntry struct {
	Entry
	// Head is the head of the hash chain after the entry.
	Head Head
}

func (v JournalEntry) appendJSON(b []byte) []byte {
	b = v.Entry.appendJSON(b)
	b = appendKey("head", b[:len(b)-1])
	return append(v.Head.appendJSON(b), '}')
}

// MarshalJSON returns the object that `defray journal --json` prints.
func (v JournalEntry) MarshalJSON() ([]byte, error) {
	return v.appendJSON(nil), nil
}

// Journal returns the entries of the journal from a position on; the first position is 1, and 0 means the same. It
// returns none when the position is after the last entry. It fails with an error of class corrupt when the journal is
// damaged. Other errors are those of [Snapshot.Accounts].
func (s *Snapshot) Journal(ctx context.Context, from uint64) iter.Seq2[*JournalEntry, error] {
	return paged(ctx, s, from, func(cursor uint64, out **C.defray_entry_page, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_journal(s.c, C.uint64_t(cursor), pageSize, out, cerr)
	}, journalPage, func(p *C.defray_entry_page) { C.defray_entry_page_free(p) })
}

// JournalOf returns the entries of the journal from a position on that concern an account; the first position is 1, and
// 0 means the same. It reads no other entries. It fails with [ErrNotFound] when there is no such account. Other errors
// are those of [Snapshot.Journal].
func (s *Snapshot) JournalOf(ctx context.Context, account string, from uint64) iter.Seq2[*JournalEntry, error] {
	return paged(ctx, s, from, func(cursor uint64, out **C.defray_entry_page, cerr **C.defray_error) C.defray_status {
		return C.defray_snapshot_journal_of(s.c, borrowed(account), C.uint64_t(cursor), pageSize, out, cerr)
	}, journalPage, func(p *C.defray_entry_page) { C.defray_entry_page_free(p) })
}

func journalPage(p *C.defray_entry_page) page[JournalEntry, uint64] {
	entries, heads := unsafe.Slice(p.items, p.items_count), unsafe.Slice(p.heads, p.items_count)
	read := func(i int) *JournalEntry {
		d := takeDecoder()
		defer d.release()
		v := &JournalEntry{Head: headFromC(&heads[i])}
		v.Entry.fromC(d, &entries[i])
		return v
	}
	return page[JournalEntry, uint64]{len(entries), read, uint64(p.next)}
}
