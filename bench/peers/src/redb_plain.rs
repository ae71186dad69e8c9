//! redb with plain tables: the funds in the account's row, one row for each bill's id, one row for each receipt. Each
//! commit is durable at once (`Durability::Immediate`, the commit with one phase).

use std::path::{Path, PathBuf};

use defray_bench::outcome::Outcome;
use defray_bench::system::{Client, System, SystemKind, nothing_missing};
use defray_bench::workload::{FUNDS, UsageBill};
use parking_lot::Mutex;
use redb::{Database, Durability, ReadableDatabase, ReadableTable, TableDefinition};

use crate::refused::{known, not_covered};
use crate::waterfall::pay;

pub(crate) const REDB_PLAIN: SystemKind = SystemKind {
    name: "redb-plain",
    knows_ids: true,
    missing: nothing_missing,
    create: |folder, accounts| RedbSystem::create(folder, accounts),
};

const ACCOUNTS: TableDefinition<'_, u64, [i64; 4]> = TableDefinition::new("accounts");
const BILLS: TableDefinition<'_, &str, u64> = TableDefinition::new("bills");
/// Bill, account, amount, receipt.
const JOURNAL: TableDefinition<'_, u64, (&str, u64, i64, &str)> = TableDefinition::new("journal");

struct RedbSystem {
    database: Database,
    path: PathBuf,
    /// The position of the next row of the journal.
    next: Mutex<u64>,
}

impl RedbSystem {
    fn create(folder: &Path, accounts: u64) -> Outcome<Box<dyn System>> {
        let path = folder.join("bench.redb");
        let database = Database::builder().set_cache_size(256 << 20).create(&path)?;
        let transaction = database.begin_write()?;
        {
            let mut table = transaction.open_table(ACCOUNTS)?;
            for number in 0..accounts {
                table.insert(number, FUNDS)?;
            }
        }
        transaction.commit()?;
        Ok(Box::new(Self { database, path, next: Mutex::new(1) }))
    }
}

impl System for RedbSystem {
    fn client(&self) -> Outcome<Box<dyn Client + '_>> {
        Ok(Box::new(RedbClient { system: self, bills: Vec::new() }))
    }

    fn flush(&self) -> Outcome<()> {
        // Each commit writes all its pages.
        Ok(())
    }

    fn left(&self, account: u64) -> Outcome<[i64; 4]> {
        let table = self.database.begin_read()?.open_table(ACCOUNTS)?;
        let funds = table.get(account)?.ok_or("the account does not exist")?;
        Ok(funds.value())
    }

    fn close(self: Box<Self>) -> Outcome<u64> {
        drop(self.database);
        Ok(std::fs::metadata(&self.path)?.len())
    }
}

struct RedbClient<'s> {
    system: &'s RedbSystem,
    bills: Vec<UsageBill>,
}

impl Client for RedbClient<'_> {
    fn prepare(&mut self, bills: &[UsageBill]) -> Outcome<()> {
        self.bills = bills.to_vec();
        Ok(())
    }

    fn settle(&mut self) -> Outcome<()> {
        let mut counter = self.system.next.lock();
        let mut next = *counter;
        // A transaction that is dropped after an error is aborted.
        let mut transaction = self.system.database.begin_write()?;
        transaction.set_durability(Durability::Immediate)?;
        {
            let mut accounts = transaction.open_table(ACCOUNTS)?;
            let (mut ids, mut journal) = (transaction.open_table(BILLS)?, transaction.open_table(JOURNAL)?);
            let mut receipt = String::new();
            for bill in &self.bills {
                if ids.insert(bill.id.as_str(), next)?.is_some() {
                    return known(bill);
                }
                let found = accounts.get(bill.account)?.map(|funds| funds.value());
                let mut funds = found.ok_or("the account does not exist")?;
                if !pay(&mut funds, bill.amount, &mut receipt) {
                    return not_covered(bill);
                }
                accounts.insert(bill.account, funds)?;
                journal.insert(next, (bill.id.as_str(), bill.account, bill.amount, receipt.as_str()))?;
                next += 1;
            }
        }
        transaction.commit()?;
        *counter = next;
        Ok(())
    }
}
