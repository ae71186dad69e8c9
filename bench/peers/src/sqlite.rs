//! What both peers in SQLite have in common: one connection, a log that is synced at each commit (WAL,
//! `synchronous=FULL`), prepared statements.

use std::path::{Path, PathBuf};

use defray_bench::outcome::Outcome;
use defray_bench::system::{Client, System};
use defray_bench::workload::UsageBill;
use parking_lot::Mutex;
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// The instant at which all bills are decided, in seconds since 1970.
pub(crate) const DECIDED_AT: i64 = 1_772_410_200;

/// A model in SQLite.
pub(crate) struct Model {
    /// The statements that create the tables.
    pub(crate) schema: &'static str,
    /// Adds the account with this number.
    pub(crate) open_account: fn(&Transaction<'_>, i64) -> Outcome<()>,
    /// Settles bills; the next journal position is given and moved on.
    pub(crate) settle: fn(&Transaction<'_>, &[UsageBill], &mut i64) -> Outcome<()>,
    /// The sums left in the funds of an account.
    pub(crate) left: fn(&Connection, i64) -> Outcome<[i64; 4]>,
}

struct Ledger {
    connection: Connection,
    /// The position of the next row of the journal.
    next: i64,
}

/// A database. Threads use one connection in turns: SQLite has one writer, and a second connection would lose its cache
/// at each commit of the first one.
pub(crate) struct SqliteSystem {
    model: &'static Model,
    path: PathBuf,
    ledger: Mutex<Ledger>,
}

impl SqliteSystem {
    pub(crate) fn create(model: &'static Model, folder: &Path, accounts: u64) -> Outcome<Box<dyn System>> {
        let path = folder.join("bench.sqlite");
        let mut connection = Connection::open(&path)?;
        connection.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-262144;")?;
        connection.execute_batch(model.schema)?;
        let transaction = connection.transaction()?;
        for number in 0..i64::try_from(accounts)? {
            (model.open_account)(&transaction, number)?;
        }
        transaction.commit()?;
        Ok(Box::new(Self { model, path, ledger: Mutex::new(Ledger { connection, next: 1 }) }))
    }
}

impl System for SqliteSystem {
    fn client(&self) -> Outcome<Box<dyn Client + '_>> {
        Ok(Box::new(SqliteClient { system: self, bills: Vec::new() }))
    }

    fn flush(&self) -> Outcome<()> {
        Ok(self.ledger.lock().connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    fn left(&self, account: u64) -> Outcome<[i64; 4]> {
        (self.model.left)(&self.ledger.lock().connection, i64::try_from(account)?)
    }

    fn close(self: Box<Self>) -> Outcome<u64> {
        // The last connection moves the log into the file and removes it.
        self.ledger.into_inner().connection.close().map_err(|(_, error)| error)?;
        Ok(std::fs::metadata(&self.path)?.len())
    }
}

struct SqliteClient<'s> {
    system: &'s SqliteSystem,
    bills: Vec<UsageBill>,
}

impl Client for SqliteClient<'_> {
    fn prepare(&mut self, bills: &[UsageBill]) -> Outcome<()> {
        self.bills = bills.to_vec();
        Ok(())
    }

    fn settle(&mut self) -> Outcome<()> {
        let ledger = &mut *self.system.ledger.lock();
        let mut next = ledger.next;
        // A transaction that is dropped after an error is rolled back.
        let transaction = ledger.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        (self.system.model.settle)(&transaction, &self.bills, &mut next)?;
        transaction.commit()?;
        ledger.next = next;
        Ok(())
    }
}
