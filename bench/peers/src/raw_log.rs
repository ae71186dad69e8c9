//! The least that a durable ledger can do: the funds are in memory, and the entries of a batch are appended to a
//! preallocated file, with a BLAKE3 chain over them, and one sync. It knows no ids, cannot be queried, and begins again
//! at the start of the file when the file is full. It shows the limit of the device and of the hash.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use defray_bench::outcome::Outcome;
use defray_bench::system::{Client, System, SystemKind, nothing_missing};
use defray_bench::workload::{FUNDS, UsageBill};
use parking_lot::Mutex;

use crate::refused::not_covered;
use crate::waterfall::pay;

pub(crate) const RAW_LOG: SystemKind = SystemKind {
    name: "raw-log",
    knows_ids: false,
    missing: nothing_missing,
    create: |folder, accounts| RawLogSystem::create(folder, accounts),
};

/// The size of the file. It is written once, so that a sync does not need to write where the blocks are.
const FILE_BYTES: u64 = 256 << 20;

/// The three instants of an entry and the period of the usage, in nanoseconds.
const INSTANTS: [i64; 5] = [1_772_410_200_000_000_000; 5];

struct Log {
    file: File,
    /// Where the next segment is written.
    offset: u64,
    /// All bytes that were appended.
    appended: u64,
    position: u64,
    head: [u8; 32],
    accounts: Vec<[i64; 4]>,
    segment: Vec<u8>,
}

struct RawLogSystem(Mutex<Log>);

impl RawLogSystem {
    fn create(folder: &Path, accounts: u64) -> Outcome<Box<dyn System>> {
        let file = File::create(folder.join("bench.log"))?;
        let zeros = vec![0; 1 << 20];
        for offset in (0..FILE_BYTES).step_by(zeros.len()) {
            file.write_all_at(&zeros, offset)?;
        }
        file.sync_all()?;
        let accounts = vec![FUNDS; usize::try_from(accounts)?];
        let (head, segment) = ([0; 32], Vec::new());
        Ok(Box::new(Self(Mutex::new(Log { file, offset: 0, appended: 0, position: 0, head, accounts, segment }))))
    }
}

impl Log {
    fn settle(&mut self, bills: &[UsageBill]) -> Outcome<()> {
        self.segment.clear();
        let mut receipt = String::new();
        for bill in bills {
            let funds = self.accounts.get_mut(usize::try_from(bill.account)?).ok_or("the account does not exist")?;
            if !pay(funds, bill.amount, &mut receipt) {
                return not_covered(bill);
            }
            self.position += 1;
            let start = self.segment.len();
            encode(&mut self.segment, self.position, bill, &receipt);
            let mut hasher = blake3::Hasher::new();
            hasher.update(&self.head).update(self.segment.get(start..).unwrap_or_default());
            self.head = *hasher.finalize().as_bytes();
        }
        self.segment.extend_from_slice(&self.head);
        let length = self.segment.len() as u64;
        if self.offset + length > FILE_BYTES {
            self.offset = 0;
        }
        self.file.write_all_at(&self.segment, self.offset)?;
        self.file.sync_data()?;
        self.offset += length;
        self.appended += length;
        Ok(())
    }
}

/// Appends the entry of a bill, about 190 bytes.
fn encode(segment: &mut Vec<u8>, position: u64, bill: &UsageBill, receipt: &str) {
    segment.extend_from_slice(&position.to_le_bytes());
    INSTANTS.iter().for_each(|instant| segment.extend_from_slice(&instant.to_le_bytes()));
    segment.extend_from_slice(&bill.account.to_le_bytes());
    segment.extend_from_slice(&bill.amount.to_le_bytes());
    for text in [bill.id.as_str(), receipt] {
        segment.extend_from_slice(&(text.len() as u64).to_le_bytes());
        segment.extend_from_slice(text.as_bytes());
    }
}

impl System for RawLogSystem {
    fn client(&self) -> Outcome<Box<dyn Client + '_>> {
        Ok(Box::new(RawLogClient { log: &self.0, bills: Vec::new() }))
    }

    fn flush(&self) -> Outcome<()> {
        Ok(())
    }

    fn left(&self, account: u64) -> Outcome<[i64; 4]> {
        let log = self.0.lock();
        Ok(*log.accounts.get(usize::try_from(account)?).ok_or("the account does not exist")?)
    }

    fn close(self: Box<Self>) -> Outcome<u64> {
        Ok(self.0.into_inner().appended)
    }
}

struct RawLogClient<'s> {
    log: &'s Mutex<Log>,
    bills: Vec<UsageBill>,
}

impl Client for RawLogClient<'_> {
    fn prepare(&mut self, bills: &[UsageBill]) -> Outcome<()> {
        self.bills = bills.to_vec();
        Ok(())
    }

    fn settle(&mut self) -> Outcome<()> {
        self.log.lock().settle(&self.bills)
    }
}
