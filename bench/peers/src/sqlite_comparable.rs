//! SQLite with a model that is comparable to defray's: ids are texts, a workspace leads to its account, each fund is a
//! row with its dates of validity and its minimum, and the account keeps the instant of its last decision.

use defray_bench::outcome::Outcome;
use defray_bench::system::{SystemKind, nothing_missing};
use defray_bench::workload::{FUNDS, UsageBill};
use rusqlite::{CachedStatement, Connection, Transaction};

use crate::refused::{known, not_covered};
use crate::sqlite::{DECIDED_AT, Model, SqliteSystem};
use crate::waterfall::pay;

pub(crate) const SQLITE_COMPARABLE: SystemKind = SystemKind {
    name: "sqlite-comparable",
    knows_ids: true,
    missing: nothing_missing,
    create: |folder, accounts| SqliteSystem::create(&MODEL, folder, accounts),
};

/// The kind and the lot of each fund, in the order in which they pay.
const LOTS: [(&str, &str); 4] =
    [("ordinary_voucher", "v-1"), ("full_reduction_voucher", "v-2"), ("card", "c-1"), ("cash", "")];

static MODEL: Model = Model {
    schema: "
        CREATE TABLE accounts(id TEXT PRIMARY KEY, currency TEXT, decided_at INTEGER, settled INTEGER)
            STRICT, WITHOUT ROWID;
        CREATE TABLE workspaces(id TEXT PRIMARY KEY, account TEXT, since INTEGER) STRICT, WITHOUT ROWID;
        CREATE TABLE funds(account TEXT, place INTEGER, kind TEXT, lot TEXT, available INTEGER, valid_from INTEGER,
            valid_until INTEGER, minimum INTEGER, PRIMARY KEY(account, place)) STRICT, WITHOUT ROWID;
        CREATE TABLE bills(id TEXT PRIMARY KEY, position INTEGER) STRICT, WITHOUT ROWID;
        CREATE TABLE journal(position INTEGER PRIMARY KEY, bill TEXT, workspace TEXT, account TEXT, item TEXT,
            amount INTEGER, usage_start INTEGER, usage_end INTEGER, decided_at INTEGER, receipt TEXT) STRICT;",
    open_account,
    settle,
    left,
};

fn open_account(transaction: &Transaction<'_>, number: i64) -> Outcome<()> {
    let account = format!("account-{number}");
    let opened_at = DECIDED_AT - 86_400;
    let mut add = transaction.prepare_cached("INSERT INTO accounts VALUES(?, 'CNY', ?, 0)")?;
    add.execute((&account, opened_at))?;
    let mut add = transaction.prepare_cached("INSERT INTO workspaces VALUES(?, ?, ?)")?;
    add.execute((format!("cn1/ws-{number}"), &account, opened_at))?;
    let mut add = transaction.prepare_cached("INSERT INTO funds VALUES(?, ?, ?, ?, ?, ?, ?, 0)")?;
    for (place, (fund, (kind, lot))) in (0_i64..).zip(FUNDS.iter().zip(LOTS)) {
        add.execute((&account, place, kind, lot, fund, opened_at, i64::MAX))?;
    }
    Ok(())
}

fn settle(transaction: &Transaction<'_>, bills: &[UsageBill], next: &mut i64) -> Outcome<()> {
    let mut add_bill = transaction.prepare_cached("INSERT INTO bills VALUES(?, ?) ON CONFLICT DO NOTHING")?;
    let mut find = transaction.prepare_cached("SELECT account FROM workspaces WHERE id = ? AND since <= ?")?;
    let mut find_funds = transaction.prepare_cached(
        "SELECT place, available, valid_from, valid_until, minimum FROM funds WHERE account = ? ORDER BY place",
    )?;
    let mut change_fund =
        transaction.prepare_cached("UPDATE funds SET available = ? WHERE account = ? AND place = ?")?;
    let mut change = transaction
        .prepare_cached("UPDATE accounts SET decided_at = max(decided_at, ?), settled = settled + ? WHERE id = ?")?;
    let mut add = transaction.prepare_cached("INSERT INTO journal VALUES(?, ?, ?, ?, 'logs', ?, ?, ?, ?, ?)")?;
    let mut receipt = String::new();
    for bill in bills {
        if add_bill.execute((&bill.id, *next))? == 0 {
            return known(bill);
        }
        let workspace = format!("cn1/ws-{}", bill.account);
        let account: String = find.query_row((&workspace, DECIDED_AT), |row| row.get(0))?;
        let before = usable_funds(&mut find_funds, &account, bill.amount)?;
        let mut funds = before;
        if !pay(&mut funds, bill.amount, &mut receipt) {
            return not_covered(bill);
        }
        for (place, (left, before)) in (0_i64..).zip(funds.iter().zip(before)) {
            if *left != before {
                change_fund.execute((left, &account, place))?;
            }
        }
        change.execute((DECIDED_AT, bill.amount, &account))?;
        let (start, end) = (DECIDED_AT - 87_000, DECIDED_AT - 600);
        add.execute((*next, &bill.id, &workspace, &account, bill.amount, start, end, DECIDED_AT, &receipt))?;
        *next += 1;
    }
    Ok(())
}

/// The sums in the funds that can pay a bill of this amount now.
fn usable_funds(find: &mut CachedStatement<'_>, account: &str, amount: i64) -> Outcome<[i64; 4]> {
    let mut funds = [0; 4];
    let mut rows = find.query([account])?;
    while let Some(row) = rows.next()? {
        let (from, until, minimum): (i64, i64, i64) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let can_pay = from <= DECIDED_AT && DECIDED_AT < until && minimum <= amount;
        let place = usize::try_from(row.get::<_, i64>(0)?)?;
        if let Some(fund) = funds.get_mut(place).filter(|_| can_pay) {
            *fund = row.get(1)?;
        }
    }
    Ok(funds)
}

fn left(connection: &Connection, account: i64) -> Outcome<[i64; 4]> {
    let mut find = connection.prepare("SELECT available FROM funds WHERE account = ? ORDER BY place")?;
    let funds = find.query_map([format!("account-{account}")], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    Ok(funds.try_into().map_err(|_| "an account has not four funds")?)
}
