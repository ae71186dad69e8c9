//! Lists, a page at a time. A cursor is the key of the last record of a page, in hexadecimal digits, so it is valid
//! for every snapshot.

use std::fmt::Write as _;
use std::sync::Arc;

use defray_bindings_support::Failure;
use engine::core::Key;
use engine::core::Record;
use engine::core::account::Account;
use engine::core::bill::BillRecord;
use engine::core::cloud_account::CloudAccount;
use engine::core::fund::Lot;
use engine::core::id::AccountId;
use engine::core::matching::UnmatchedSubscription;
use engine::core::outbox::OutboxMessage;
use engine::core::records::RecordKind;
use engine::core::workspace::Workspace;
use engine::{Entry, Error, Head, Snapshot};

use crate::error::defray_error;
use crate::guard::call_on;
use crate::handles::{free, give};
use crate::layout::{Arena, ToC};
use crate::reading::{InputFault, utf8};
use crate::records::*;
use crate::snapshot::{defray_snapshot, id};
use crate::status::defray_status;
use crate::text::{defray_str, quoted};
use crate::values::defray_head;

/// The number of records on a page if the caller does not choose one.
const MOST_USUAL: usize = 1_000;
/// The largest number of records on a page.
const MOST: usize = 10_000;

/// A record that lists return in pages.
pub(crate) trait Page: Copy {
    type Page: Copy;

    fn page(items: *const Self, items_count: usize, next: defray_str) -> Self::Page;
}

const fn bounded(most: usize) -> usize {
    if most == 0 {
        return MOST_USUAL;
    }
    if most > MOST { MOST } else { most }
}

fn cursor_of(key: &Key) -> String {
    key.as_bytes().iter().fold(String::new(), |mut text, byte| {
        // A write to a `String` does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn no_cursor(cursor: &str) -> Failure {
    InputFault::new("bad_value", quoted(cursor), "the `next` of the page before").about("cursor")
}

/// The key that a cursor contains. Fails if the cursor is of another list.
fn key_of(cursor: &str, prefix: &Key) -> Result<Key, Failure> {
    let digits = cursor.as_bytes();
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    for pair in digits.chunks(2) {
        let byte = match pair {
            [_, _] => std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()),
            _ => None,
        };
        bytes.push(byte.ok_or_else(|| no_cursor(cursor))?);
    }
    if !bytes.starts_with(prefix.as_bytes()) {
        return Err(no_cursor(cursor));
    }
    Ok(Key::from_bytes(&bytes))
}

/// The records after `cursor`, and the cursor for the next page.
pub(crate) fn read<T>(
    snapshot: &Snapshot,
    prefix: &Key,
    cursor: &str,
    most: usize,
    record: impl Fn(&Snapshot, Record) -> Result<Option<T>, Error>,
) -> Result<(Vec<T>, String), Failure> {
    read_with_keys(snapshot, prefix, cursor, most, |snapshot, _, row| record(snapshot, row))
}

/// The same, for records that do not contain their names.
fn read_with_keys<T>(
    snapshot: &Snapshot,
    prefix: &Key,
    cursor: &str,
    most: usize,
    record: impl Fn(&Snapshot, &Key, Record) -> Result<Option<T>, Error>,
) -> Result<(Vec<T>, String), Failure> {
    let after = if cursor.is_empty() { None } else { Some(key_of(cursor, prefix)?) };
    // One more row than requested shows whether this is the last page.
    let mut rows = snapshot.page(prefix, after.as_ref(), most + 1)?;
    let more = rows.len() > most;
    rows.truncate(most);
    let next = rows.last().filter(|_| more).map(|(key, _)| cursor_of(key)).unwrap_or_default();
    let mut found = Vec::with_capacity(rows.len());
    for (key, row) in rows {
        found.extend(record(snapshot, &key, row)?);
    }
    Ok((found, next))
}

/// Answers a question with a page.
pub(crate) unsafe fn page<T: ToC>(
    snapshot: *const defray_snapshot,
    cursor: defray_str,
    most: usize,
    out: *mut *const <T::C as Page>::Page,
    err: *mut *mut defray_error,
    ask: impl FnOnce(&Snapshot, &str, usize) -> Result<(Vec<Arc<T>>, String), Failure>,
) -> defray_status
where
    T::C: Page,
{
    // SAFETY: guaranteed by the caller.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let (found, next) = ask(&snapshot.snapshot, utf8(&cursor, "cursor")?, bounded(most))?;
            Ok(give(Arena::new(), |arena| {
                let (items, count) = arena.list(found.iter().map(|one| one.to_c(arena)));
                T::C::page(items, count, arena.text(&next))
            }))
        })
    }
}

/// All accounts, by id, one page. Thread-safe.
///
/// `cursor`: `{NULL, 0}` for the first page, then `next` of the page before. `most`: the largest number of records
/// on the page, at most 10 000 (a larger value counts as 10 000); 0: 1 000. The caller owns `*out` and frees it
/// with `defray_account_page_free`.
///
/// Fails with `DEFRAY_ERR_BAD_VALUE` if the cursor is not of this list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_accounts(
    snapshot: *const defray_snapshot,
    cursor: defray_str,
    most: usize,
    out: *mut *const defray_account_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        page::<Account>(snapshot, cursor, most, out, err, |all, cursor, most| {
            read(all, &Key::all(RecordKind::Account), cursor, most, |_, row| match row {
                Record::Account(account) => Ok(Some(account)),
                _ => Ok(None),
            })
        })
    }
}

/// The workspaces of an account, by site and id, without the dissolved ones, one page. Thread-safe.
///
/// `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
/// `defray_workspace_page_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_workspaces_of(
    snapshot: *const defray_snapshot,
    account: defray_str,
    cursor: defray_str,
    most: usize,
    out: *mut *const defray_workspace_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        page::<Workspace>(snapshot, cursor, most, out, err, |all, cursor, most| {
            let prefix = Key::workspaces_of(&id(&account, "account", AccountId::new)?);
            read(all, &prefix, cursor, most, |all, row| match row {
                Record::WorkspaceId(id) => all.workspace(&id).map(Some),
                _ => Ok(None),
            })
        })
    }
}

/// The cloud accounts of an account, by id, with the ended ones, one page. Thread-safe.
///
/// `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
/// `defray_cloud_account_page_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_cloud_accounts_of(
    snapshot: *const defray_snapshot,
    account: defray_str,
    cursor: defray_str,
    most: usize,
    out: *mut *const defray_cloud_account_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        page::<CloudAccount>(snapshot, cursor, most, out, err, |all, cursor, most| {
            let prefix = Key::cloud_accounts_of(&id(&account, "account", AccountId::new)?);
            read(all, &prefix, cursor, most, |all, row| match row {
                Record::CloudAccountId(id) => all.cloud_account(&id).map(Some),
                _ => Ok(None),
            })
        })
    }
}

/// The held bills of an account, oldest first, one page. Thread-safe.
///
/// `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
/// `defray_bill_record_page_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_held_bills_of(
    snapshot: *const defray_snapshot,
    account: defray_str,
    cursor: defray_str,
    most: usize,
    out: *mut *const defray_bill_record_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        page::<BillRecord>(snapshot, cursor, most, out, err, |all, cursor, most| {
            let prefix = Key::held_by(&id(&account, "account", AccountId::new)?);
            read(all, &prefix, cursor, most, |all, row| match row {
                Record::BillId(id) => all.bill(&id).map(Some),
                _ => Ok(None),
            })
        })
    }
}

/// The outbox messages that are not acknowledged yet, oldest first (N3), one page. Thread-safe.
///
/// `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
/// `defray_outbox_message_page_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_outbox(
    snapshot: *const defray_snapshot,
    cursor: defray_str,
    most: usize,
    out: *mut *const defray_outbox_message_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        page::<OutboxMessage>(snapshot, cursor, most, out, err, |all, cursor, most| {
            read(all, &Key::all(RecordKind::PendingOutboxMessage), cursor, most, |all, row| match row {
                Record::EntryPosition(number) => all.outbox_message(number).map(Some),
                _ => Ok(None),
            })
        })
    }
}

/// The subscriptions with signals that wait for a link, by identity, each with what a link has to name, one page.
/// Thread-safe.
///
/// A page can have fewer records than `most`, or none, before the last page: subscriptions without such signals are
/// left out. To see what is due, ask a snapshot of `defray_snapshot_seen`.
///
/// `cursor`, `most` and errors: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
/// `defray_unmatched_subscription_page_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_unmatched(
    snapshot: *const defray_snapshot,
    cursor: defray_str,
    most: usize,
    out: *mut *const defray_unmatched_subscription_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        page::<UnmatchedSubscription>(snapshot, cursor, most, out, err, |all, cursor, most| {
            read_with_keys(all, &Key::all(RecordKind::Subscription), cursor, most, |all, key, row| {
                all.unmatched_in(key, &row)
            })
        })
    }
}

/// All lots of an account, one page: first the open ones in paying order (W4), then the others by id. Thread-safe.
///
/// Read all pages from one snapshot: a lot that closes between two snapshots can be on two pages or on none.
///
/// `cursor`, `most` and errors: as for `defray_snapshot_accounts`; also `DEFRAY_ERR_NOT_FOUND` if there is no such
/// account. The caller owns `*out` and frees it with `defray_lot_page_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_lots_of(
    snapshot: *const defray_snapshot,
    account: defray_str,
    cursor: defray_str,
    most: usize,
    out: *mut *const defray_lot_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        page::<Lot>(snapshot, cursor, most, out, err, |all, cursor, most| {
            let account = all.account(&id(&account, "account", AccountId::new)?)?;
            lots(all, &account, cursor, most)
        })
    }
}

/// A page of lots. Open lots are a part of their account, so their cursor is an index, such as `o17`.
fn lots(all: &Snapshot, account: &Account, cursor: &str, most: usize) -> Result<(Vec<Arc<Lot>>, String), Failure> {
    let place = |text: &str| text.parse::<usize>().map_err(|_| no_cursor(cursor));
    let begin = match cursor.strip_prefix('o') {
        Some(text) => Some(place(text)?),
        None if cursor.is_empty() => Some(0),
        None => None,
    };
    let mut found = Vec::new();
    let mut cursor = cursor;
    if let Some(begin) = begin {
        found.extend(account.lots.iter().skip(begin).take(most).cloned().map(Arc::new));
        let end = begin.saturating_add(found.len());
        if end < account.lots.len() {
            return Ok((found, format!("o{end}")));
        }
        cursor = "";
    }
    let prefix = Key::closed_lots_of(&account.id);
    let rest = most - found.len();
    if rest == 0 {
        let none_left = all.page(&prefix, None, 1)?.is_empty();
        let next = if none_left { String::new() } else { format!("o{}", account.lots.len()) };
        return Ok((found, next));
    }
    let (closed, next) = read(all, &prefix, cursor, rest, |_, row| match row {
        Record::Lot(lot) => Ok(Some(lot)),
        _ => Ok(None),
    })?;
    found.extend(closed);
    Ok((found, next))
}

/// A page of the journal. `defray_entry_page_free` frees it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct defray_entry_page {
    /// The entries, in order.
    pub items: *const defray_entry,
    /// The number of items in `items` and in `heads`.
    pub items_count: usize,
    /// The head of the hash chain after each entry.
    pub heads: *const defray_head,
    /// The position of the next entry; 0: this is the last page.
    pub next: u64,
}

/// The entries of the journal, each with its command and its events, one page. Thread-safe.
///
/// `from`: the position of the first entry on the page, from 1 (0 counts as 1); then `next` of the page before.
/// `most`: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with `defray_entry_page_free`.
///
/// Fails with an error of class corrupt if the journal is damaged.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_journal(
    snapshot: *const defray_snapshot,
    from: u64,
    most: usize,
    out: *mut *const defray_entry_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let snapshot = &snapshot.snapshot;
            let from = from.max(1);
            let found = snapshot.journal(from).take(bounded(most)).collect::<Result<Vec<_>, Error>>()?;
            let last = found.last().map_or(u64::MAX, |(entry, _)| entry.position);
            let next = if last < snapshot.position() { last + 1 } else { 0 };
            Ok(entry_page(&found, next))
        })
    }
}

fn entry_page(found: &[(Entry, Head)], next: u64) -> *const defray_entry_page {
    give(Arena::new(), |arena| {
        let (items, items_count) = arena.list(found.iter().map(|(entry, _)| entry.to_c(arena)));
        let (heads, _) = arena.list(found.iter().map(|(_, head)| head.to_c(arena)));
        defray_entry_page { items, items_count, heads, next }
    })
}

/// The entries of the journal that concern an account, each with its command and its events, one page. It reads no
/// other entries. Thread-safe.
///
/// `account`: the id of an account. `from`: the first position that may be on the page, from 1 (0 counts as 1); then
/// `next` of the page before. `most`: as for `defray_snapshot_accounts`. The caller owns `*out` and frees it with
/// `defray_entry_page_free`.
///
/// Fails with `DEFRAY_ERR_NOT_FOUND` if there is no such account, and with an error of class corrupt if the journal is
/// damaged.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_snapshot_journal_of(
    snapshot: *const defray_snapshot,
    account: defray_str,
    from: u64,
    most: usize,
    out: *mut *const defray_entry_page,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call_on(snapshot, out, err, |snapshot| {
            let account = id(&account, "account", AccountId::new)?;
            let most = bounded(most);
            let mut entries = snapshot.snapshot.journal_of(&account, from)?;
            let found = entries.by_ref().take(most).collect::<Result<Vec<_>, Error>>()?;
            let next = entries.next().transpose()?.map_or(0, |(entry, _)| entry.position);
            Ok(entry_page(&found, next))
        })
    }
}

/// Frees a page of the journal. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_entry_page_free(page: *const defray_entry_page) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { free(page) }
}
