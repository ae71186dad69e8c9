//! SQLite with the smallest model that does the work: accounts have numbers, and the four funds are columns of the
//! account's row. It has no workspaces and no dates of validity.

use defray_bench::outcome::Outcome;
use defray_bench::system::{SystemKind, nothing_missing};
use defray_bench::workload::{FUNDS, UsageBill};
use rusqlite::{Connection, Transaction};

use crate::refused::{known, not_covered};
use crate::sqlite::{DECIDED_AT, Model, SqliteSystem};
use crate::waterfall::pay;

pub(crate) const SQLITE_COMPACT: SystemKind = SystemKind {
    name: "sqlite-compact",
    knows_ids: true,
    missing: nothing_missing,
    create: |folder, accounts| SqliteSystem::create(&MODEL, folder, accounts),
};

const FUNDS_OF_ACCOUNT: &str = "SELECT ordinary, full_reduction, card, cash FROM accounts WHERE number = ?";

static MODEL: Model = Model {
    schema: "
        CREATE TABLE accounts(number INTEGER PRIMARY KEY, ordinary INTEGER, full_reduction INTEGER, card INTEGER,
            cash INTEGER) STRICT;
        CREATE TABLE bills(id TEXT PRIMARY KEY, position INTEGER) STRICT, WITHOUT ROWID;
        CREATE TABLE journal(position INTEGER PRIMARY KEY, bill TEXT, account INTEGER, amount INTEGER,
            decided_at INTEGER, receipt TEXT) STRICT;",
    open_account,
    settle,
    left,
};

fn open_account(transaction: &Transaction<'_>, number: i64) -> Outcome<()> {
    let [ordinary, full_reduction, card, cash] = FUNDS;
    let mut add = transaction.prepare_cached("INSERT INTO accounts VALUES(?, ?, ?, ?, ?)")?;
    add.execute((number, ordinary, full_reduction, card, cash))?;
    Ok(())
}

fn settle(transaction: &Transaction<'_>, bills: &[UsageBill], next: &mut i64) -> Outcome<()> {
    let mut add_bill = transaction.prepare_cached("INSERT INTO bills VALUES(?, ?) ON CONFLICT DO NOTHING")?;
    let mut find = transaction.prepare_cached(FUNDS_OF_ACCOUNT)?;
    let mut change = transaction
        .prepare_cached("UPDATE accounts SET ordinary = ?, full_reduction = ?, card = ?, cash = ? WHERE number = ?")?;
    let mut add = transaction.prepare_cached("INSERT INTO journal VALUES(?, ?, ?, ?, ?, ?)")?;
    let mut receipt = String::new();
    for bill in bills {
        if add_bill.execute((&bill.id, *next))? == 0 {
            return known(bill);
        }
        let account = i64::try_from(bill.account)?;
        let mut funds: [i64; 4] =
            find.query_row([account], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
        if !pay(&mut funds, bill.amount, &mut receipt) {
            return not_covered(bill);
        }
        let [ordinary, full_reduction, card, cash] = funds;
        change.execute((ordinary, full_reduction, card, cash, account))?;
        add.execute((*next, &bill.id, account, bill.amount, DECIDED_AT, &receipt))?;
        *next += 1;
    }
    Ok(())
}

fn left(connection: &Connection, account: i64) -> Outcome<[i64; 4]> {
    let mut find = connection.prepare_cached(FUNDS_OF_ACCOUNT)?;
    Ok(find.query_row([account], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?)
}
