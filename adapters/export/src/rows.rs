//! The rows of each table, read from a snapshot page by page.

use std::collections::{BTreeSet, btree_set};
use std::vec;

use defray::core::account::Account;
use defray::core::bill::{BillRecord, BillStatus, HoldReason, Refund};
use defray::core::cloud_account::CloudAccount;
use defray::core::event::Event;
use defray::core::fund::{Fund, Lot, Origin};
use defray::core::id::{AccountId, BillId, CloudAccountId, LotId, ProviderIdentifier};
use defray::core::matching::UnmatchedSubscription;
use defray::core::method::{Cause, Payer};
use defray::core::money::Money;
use defray::core::outbox::OutboxMessage;
use defray::core::provider::KnownIdentifiers;
use defray::core::receipt::Slice;
use defray::core::records::RecordKind;
use defray::core::time::Instant;
use defray::core::workspace::Workspace;
use defray::core::{Key, Record, View};
use defray::{Entry, Error, Head, Snapshot, Waiting};
use rust_decimal::Decimal;

use crate::table::Table;

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(String),
    Amount(Decimal),
    Instant(Instant),
    Count(u64),
    Empty,
}

/// The rows of a table, in the order of their records. It owns its snapshot, so that readers in other languages can
/// keep it.
pub(crate) struct Rows {
    snapshot: Snapshot,
    table: Table,
    account: Option<AccountId>,
    source: Source,
    page: vec::IntoIter<Vec<Cell>>,
}

/// The position of the next page.
enum Source {
    Journal {
        next: u64,
    },
    Records {
        prefix: Key,
        after: Option<Key>,
    },
    /// The bills of one account, in order of their ids.
    Bills(btree_set::IntoIter<BillId>),
    /// The bills of one account, which are looked for when the first row is asked for.
    BillsOf(AccountId),
    End,
}

/// The number of records or entries per page.
const PAGE: usize = 1_024;

impl Rows {
    pub(crate) fn new(snapshot: &Snapshot, table: Table, account: Option<AccountId>) -> Self {
        let records = |kind| Source::Records { prefix: Key::all(kind), after: None };
        let source = match table {
            Table::Payments | Table::Journal => Source::Journal { next: 1 },
            Table::Bills => account.clone().map_or_else(|| records(RecordKind::Bill), Source::BillsOf),
            Table::Accounts | Table::Lots => records(RecordKind::Account),
            Table::Timeline => records(RecordKind::Workspace),
            Table::CloudAccounts => records(RecordKind::CloudAccount),
            Table::Outbox => records(RecordKind::OutboxMessage),
            Table::Held => records(RecordKind::Held),
            Table::Unmatched => records(RecordKind::Subscription),
        };
        Self { snapshot: snapshot.clone(), table, account, source, page: Vec::new().into_iter() }
    }

    fn next_page(&mut self) -> Result<(), Error> {
        let mut rows = Vec::new();
        match &mut self.source {
            Source::End => {}
            Source::BillsOf(account) => self.source = Source::Bills(bills_of(&self.snapshot, account)?.into_iter()),
            Source::Journal { next } => {
                let page: Vec<_> = match &self.account {
                    None => self.snapshot.journal(*next).take(PAGE).collect(),
                    Some(account) => self.snapshot.journal_of(account, *next)?.take(PAGE).collect(),
                };
                let whole = page.len() == PAGE;
                for entry in page {
                    let (entry, head) = entry?;
                    *next = entry.position + 1;
                    match self.table {
                        Table::Journal => rows.push(journal(&entry, head)),
                        _ => rows.extend(payments(&self.snapshot, &entry, self.account.as_ref())?),
                    }
                }
                if !whole {
                    self.source = Source::End;
                }
            }
            Source::Bills(ids) => {
                for id in ids.by_ref().take(PAGE) {
                    let record = self.snapshot.bill(&id)?;
                    rows.push(bill(&record)?);
                }
                if rows.is_empty() {
                    self.source = Source::End;
                }
            }
            Source::Records { prefix, after } => {
                let page = self.snapshot.scan(prefix, after.as_ref(), PAGE)?;
                let whole = page.len() == PAGE;
                *after = page.last().map(|(key, _)| key.clone());
                for (key, row) in &page {
                    rows.extend(record(&self.snapshot, self.table, self.account.as_ref(), key, row)?);
                }
                if !whole {
                    self.source = Source::End;
                }
            }
        }
        self.page = rows.into_iter();
        Ok(())
    }
}

impl Iterator for Rows {
    type Item = Result<Vec<Cell>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.page.next() {
                return Some(Ok(row));
            }
            if matches!(self.source, Source::End) {
                return None;
            }
            if let Err(error) = self.next_page() {
                self.source = Source::End;
                return Some(Err(error));
            }
        }
    }
}

fn record(
    snapshot: &Snapshot,
    table: Table,
    of: Option<&AccountId>,
    key: &Key,
    row: &Record,
) -> Result<Vec<Vec<Cell>>, Error> {
    let wanted = |account: &AccountId| of.is_none_or(|of| of == account);
    Ok(match (table, row) {
        (Table::Accounts, Record::Account(one)) if wanted(&one.id) => vec![account(one)],
        (Table::Lots, Record::Account(one)) if wanted(&one.id) => {
            snapshot.lots(one)?.iter().map(|lot| self::lot(one, lot)).collect()
        }
        (Table::Bills, Record::Bill(one)) if wanted(&one.account) => vec![bill(one)?],
        (Table::Timeline, Record::Workspace(one)) => timeline(one, wanted),
        (Table::CloudAccounts, Record::CloudAccount(one)) if wanted(&one.account) => vec![cloud_account(one)],
        (Table::Outbox, Record::OutboxMessage(one)) if one.notification.account().map_or(of.is_none(), wanted) => {
            vec![outbox_message(one)]
        }
        (Table::Held, Record::BillId(id)) => {
            let one = snapshot.bill(id)?;
            if wanted(&one.account) { held(snapshot, &one)? } else { Vec::new() }
        }
        (Table::Unmatched, Record::Subscription(_)) if of.is_none() => {
            snapshot.unmatched_in(key, row)?.iter().map(|one| unmatched(one)).collect()
        }
        _ => Vec::new(),
    })
}

fn text(value: impl ToString) -> Cell {
    Cell::Text(value.to_string())
}

fn amount(money: &Money) -> Cell {
    Cell::Amount(money.amount())
}

fn instant(at: Option<Instant>) -> Cell {
    at.map_or(Cell::Empty, Cell::Instant)
}

fn payer(payer: &Payer) -> Cell {
    Cell::Text(payer.cloud_account().map_or("enterprise".to_owned(), ToString::to_string))
}

/// The bills that are recorded for an account. Reads the entries of the account, and no others.
fn bills_of(snapshot: &Snapshot, account: &AccountId) -> Result<BTreeSet<BillId>, Error> {
    let mut bills = BTreeSet::new();
    for entry in snapshot.journal_of(account, 1)? {
        for event in entry?.0.events {
            match event {
                Event::BillSettled { record } if record.account == *account => {
                    bills.insert(record.bill.id.clone());
                }
                Event::BillHeld { account: of, bill, .. } if of == *account => {
                    bills.insert(bill.id);
                }
                _ => {}
            }
        }
    }
    Ok(bills)
}

fn journal(entry: &Entry, head: Head) -> Vec<Cell> {
    vec![
        Cell::Count(entry.position),
        Cell::Instant(entry.at),
        Cell::Instant(entry.asked_at),
        Cell::Instant(entry.recorded_at),
        entry.actor.as_ref().map_or(Cell::Empty, text),
        entry.idempotency_key.as_ref().map_or(Cell::Empty, text),
        text(entry.command.name()),
        Cell::Count(entry.events.len() as u64),
        text(head),
    ]
}

/// An amount that one fund paid or got back.
struct Part<'r> {
    fund: Fund,
    lot: Option<&'r LotId>,
    amount: &'r Money,
    back: bool,
    payer: Option<&'r Payer>,
}

impl<'r> Part<'r> {
    fn paid(slice: &'r Slice, payer: &'r Payer) -> Self {
        Self { fund: slice.fund, lot: slice.lot.as_ref(), amount: &slice.amount, back: false, payer: Some(payer) }
    }

    fn returned(one: &'r Refund, payer: Option<&'r Payer>) -> Self {
        Self { fund: one.fund, lot: one.lot.as_ref(), amount: &one.amount, back: true, payer }
    }
}

fn payments(snapshot: &Snapshot, entry: &Entry, of: Option<&AccountId>) -> Result<Vec<Vec<Cell>>, Error> {
    let mut rows = Vec::new();
    for event in &entry.events {
        match event {
            Event::BillSettled { record } => {
                let receipt = record.receipt().into_iter();
                let parts = receipt.flat_map(|one| one.slices.iter().map(|slice| Part::paid(slice, &one.payer)));
                rows.extend(paid(entry, event, record, of, parts));
            }
            Event::BillReversed { bill, reversal, payer, .. } => {
                let record = snapshot.bill(bill)?;
                let parts = reversal.refunds.iter().map(|one| Part::returned(one, payer.as_ref()));
                rows.extend(paid(entry, event, &record, of, parts));
            }
            Event::BillCorrected { bill, correction, .. } => {
                let record = snapshot.bill(bill)?;
                let returned = correction.refunds.iter().map(|one| Part::returned(one, Some(&correction.from)));
                let again = correction.slices.iter().map(|slice| Part::paid(slice, &correction.payer));
                rows.extend(paid(entry, event, &record, of, returned.chain(again)));
            }
            _ => {}
        }
    }
    Ok(rows)
}

fn paid<'r>(
    entry: &Entry,
    event: &Event,
    record: &BillRecord,
    of: Option<&AccountId>,
    parts: impl Iterator<Item = Part<'r>>,
) -> Vec<Vec<Cell>> {
    if of.is_some_and(|of| *of != record.account) {
        return Vec::new();
    }
    let row = |part: Part<'_>| {
        let paid = part.amount.amount();
        vec![
            Cell::Count(entry.position),
            Cell::Instant(entry.at),
            text(event.name()),
            text(&record.account),
            text(&record.bill.workspace),
            text(&record.bill.id),
            text(&record.bill.item),
            Cell::Instant(record.bill.period.start()),
            Cell::Instant(record.bill.period.end()),
            part.payer.map_or(Cell::Empty, payer),
            text(part.fund),
            part.lot.map_or(Cell::Empty, text),
            Cell::Amount(if part.back { -paid } else { paid }),
            text(part.amount.currency()),
        ]
    };
    parts.map(row).collect()
}

fn bill(record: &BillRecord) -> Result<Vec<Cell>, Error> {
    let BillRecord { bill, account, status, reversals: _, corrections: _, restates: _, restated: _ } = record;
    let (status, at, payer, rule) = match status {
        BillStatus::Held { since, .. } => ("held", *since, Cell::Empty, Cell::Empty),
        BillStatus::Settled(receipt) => {
            // The payer after corrections; the instant of the settlement does not change.
            let (pays, reason) = record.payer_and_reason().unwrap_or((&receipt.payer, &receipt.payer_reason));
            ("settled", receipt.settled_at, payer(pays), text(reason.rule()))
        }
        BillStatus::Cancelled { at } => ("cancelled", *at, Cell::Empty, Cell::Empty),
    };
    let reversed = record.reversed().map_err(|error| Error::Bug(format!("bill `{}`: {error}", bill.id)))?;
    Ok(vec![
        text(&bill.id),
        text(account),
        text(&bill.workspace),
        text(&bill.item),
        Cell::Instant(bill.period.start()),
        Cell::Instant(bill.period.end()),
        amount(&bill.amount),
        amount(&reversed),
        text(bill.amount.currency()),
        text(status),
        Cell::Instant(at),
        payer,
        rule,
    ])
}

fn held(snapshot: &Snapshot, record: &BillRecord) -> Result<Vec<Vec<Cell>>, Error> {
    let BillStatus::Held { reason, since, .. } = &record.status else { return Ok(Vec::new()) };
    let Waiting { until, outlook } = snapshot.waiting(record)?;
    let cloud_account = match reason {
        HoldReason::CloudAccountSuspended { cloud_account } => text(cloud_account),
        HoldReason::CreditLimit { .. } => Cell::Empty,
    };
    let bill = &record.bill;
    Ok(vec![vec![
        text(&bill.id),
        text(&record.account),
        text(&bill.workspace),
        text(&bill.item),
        amount(&bill.amount),
        text(bill.amount.currency()),
        Cell::Instant(*since),
        text(reason.name()),
        cloud_account,
        instant(until),
        outlook.map_or(Cell::Empty, |outlook| amount(&outlook.missing)),
    ]])
}

fn account(account: &Account) -> Vec<Cell> {
    vec![
        text(&account.id),
        text(account.currency),
        text(account.standing.name()),
        amount(&account.cash),
        amount(&account.overdraft),
        Cell::Instant(account.opened_at),
        instant(account.closed_at),
        Cell::Instant(account.decided_at),
    ]
}

fn lot(account: &Account, lot: &Lot) -> Vec<Cell> {
    let origin = match &lot.origin {
        Origin::Issued => "issued".to_owned(),
        Origin::Granted => "granted".to_owned(),
        Origin::Bought => "bought".to_owned(),
        Origin::Gift { card } => format!("gift with {card}"),
        Origin::HuaweiOrder { order, .. } => format!("Huawei Cloud order {order}"),
    };
    vec![
        text(&account.id),
        text(&lot.id),
        text(lot.kind),
        amount(&lot.face),
        amount(&lot.available),
        text(lot.face.currency()),
        lot.minimum_bill.as_ref().map_or(Cell::Empty, amount),
        Cell::Instant(lot.valid_from),
        instant(lot.valid_until),
        Cell::Instant(lot.issued_at),
        Cell::Text(origin),
        text(lot.state),
        instant(lot.closed_at),
    ]
}

fn timeline(workspace: &Workspace, wanted: impl Fn(&AccountId) -> bool) -> Vec<Vec<Cell>> {
    let next = workspace.timeline.iter().skip(1).map(|interval| Some(interval.from)).chain([workspace.dissolved_at]);
    let intervals = workspace.timeline.iter().zip(next).filter(|(interval, _)| wanted(&interval.account));
    let row = |(interval, until): (&defray::core::method::PayerInterval, Option<Instant>)| {
        let cause = match &interval.cause {
            Cause::Bound => "bound",
            Cause::Chosen { .. } => "chosen",
            Cause::Activated { .. } => "activated",
            Cause::Forced { .. } => "forced",
            Cause::Moved { .. } => "moved",
            Cause::Replaced { .. } => "replaced",
        };
        vec![
            text(&workspace.id),
            text(&interval.account),
            payer(&interval.payer),
            Cell::Instant(interval.from),
            instant(until),
            text(cause),
            Cell::Instant(interval.recorded_at),
            workspace.display_name.as_ref().map_or(Cell::Empty, text),
        ]
    };
    intervals.map(row).collect()
}

fn cloud_account(one: &CloudAccount) -> Vec<Cell> {
    vec![
        text(&one.id),
        text(&one.account),
        text(one.provider()),
        text(one.subscription.identity()),
        text(one.state),
        Cell::Instant(one.linked_at),
        instant(one.lifecycle.active_from),
        instant(one.lifecycle.ended_at),
        instant(one.metering_deadline),
    ]
}

fn outbox_message(one: &OutboxMessage) -> Vec<Cell> {
    vec![
        text(one.number),
        Cell::Instant(one.raised_at),
        text(one.notification.template()),
        one.notification.account().map_or(Cell::Empty, text),
        instant(one.acknowledged_at),
    ]
}

fn unmatched(one: &UnmatchedSubscription) -> Vec<Cell> {
    let stated: Vec<&str> = one.stated_accounts.iter().map(ProviderIdentifier::as_str).collect();
    let succeeds: Vec<&str> = one.succeeds.iter().map(CloudAccountId::as_str).collect();
    let named = one.subscription.as_ref();
    let id = |of: fn(&KnownIdentifiers) -> Option<&ProviderIdentifier>| named.and_then(of).map_or(Cell::Empty, text);
    vec![
        text(&one.identity),
        text(one.provider),
        Cell::Count(one.signals.into()),
        Cell::Instant(one.first),
        Cell::Instant(one.last),
        text(one.state),
        text(one.reason),
        if stated.is_empty() { Cell::Empty } else { Cell::Text(stated.join(" ")) },
        instant(one.subscription_ended),
        instant(one.link_from),
        id(|known| known.account_id.as_ref()),
        id(|known| known.instance_id.as_ref()),
        id(|known| known.license_id.as_ref()),
        id(|known| known.customer_identifier.as_ref()),
        id(|known| known.product_code.as_ref()),
        if succeeds.is_empty() { Cell::Empty } else { Cell::Text(succeeds.join(" ")) },
    ]
}
