//! FOCUS 1.x: the FinOps Foundation's layout for cost and usage data, as cloud providers export it.
//!
//! Any FOCUS 1.x file will do, whatever else it contains: only the columns that a [`Mapping`] names are read, in any order. `NULL`
//! (quoted or not) and an empty field mean absent. Amounts may be in scientific notation (`8E-7`) and are kept exactly: more than 12
//! decimals are an error of that row, never rounded. Timestamps without an offset are UTC.
//!
//! # Bill ids
//!
//! FOCUS has no id for a row, so one is derived from what the row says. It is `focus:` and 32 hexadecimal digits: the first 16 bytes of BLAKE3
//! over the row's columns that are not absent, sorted by name (bytes); of each, the length of the name as 8 bytes little-endian, the name, the
//! length of the value in the same way, and the value as it stands. The N-th row with the same content in one file, from the second
//! on, has `-N` after that. So:
//!
//! - a file imported twice gives the same ids, and nothing is settled twice; the order of columns does not matter;
//! - two truly identical charges are two bills;
//! - a provider that restates a charge, or writes it differently (`1.0` for `1.00`), has made another row and so another bill;
//! - the columns that a file of [`rejects`](super::rejects) adds do not count, so a corrected rejects file keeps the ids of untouched rows. Of
//!   several identical rows, though, numbering begins anew in each file.
//!
//! Counting identical rows takes memory: 16 bytes and a counter for every distinct row, some 40 bytes with the table around them, or about
//! 400 MB for ten million rows. Everything else is bounded by one record.

use std::collections::HashMap;
use std::io::Read;

use csv::{ByteRecord, StringRecord};
use defray_core::bill::Bill;
use defray_core::id::{AccountId, BillId, ItemId, Site, WorkspaceId};
use defray_core::money::Money;
use defray_core::time::{Instant, Period};

use super::instant::{INSTANT_FORM, parse_instant};
use super::mapping::{Mapping, TARGETS};
use super::number::parse_amount;
use super::rejects::ADDED_COLUMNS;
use super::table::{Row, Table};
use super::{BillError, BillRow, Cell, FileError, RowError, expected_money};
use crate::error::{Code, InputError};

// Places in `TARGETS`.
const ACCOUNT: usize = 0;
const WORKSPACE: usize = 1;
const SITE: usize = 2;
const ITEM: usize = 3;
const AMOUNT: usize = 4;
const CURRENCY: usize = 5;
const PERIOD_START: usize = 6;
const PERIOD_END: usize = 7;

const DIGEST_BYTES: usize = 16;

/// The bills of a FOCUS file.
pub struct FocusReader<R> {
    table: Table<R>,
    mapping: Mapping,
    /// The column of each target, if the file has it.
    places: [Option<usize>; TARGETS.len()],
    /// The columns that make up a row's id, sorted by name.
    identifying: Vec<usize>,
    /// How often each row was seen so far.
    seen: HashMap<[u8; DIGEST_BYTES], u32>,
}

impl<R: Read> FocusReader<R> {
    /// Reads the header of `source` and finds the columns of `mapping`.
    pub fn new(source: R, mapping: Mapping) -> Result<Self, FileError> {
        let table = Table::open(source)?;
        let mut places = [None; TARGETS.len()];
        let mut missing = Vec::new();
        for (target, place) in places.iter_mut().enumerate() {
            let (column, named) = mapping.column(target);
            *place = table.place(column);
            if place.is_none() && (named || !can_be_absent(target, &mapping)) {
                missing.push(column.to_owned());
            }
        }
        if !missing.is_empty() {
            return Err(FileError::MissingColumns { missing, found: table.columns().to_vec() });
        }
        let identifying = identifying(table.columns());
        Ok(Self { table, mapping, places, identifying, seen: HashMap::new() })
    }

    /// The header as it came.
    pub const fn header(&self) -> &ByteRecord {
        self.table.header()
    }

    fn read(&mut self, row: Row) -> Result<BillRow, Box<RowError>> {
        let Row { line, record } = row;
        let read = self.account(&record).and_then(|account| Ok((account, self.bill(&record)?)));
        match read {
            Ok((account, bill)) => Ok(BillRow { line, account, bill, original: record.into_byte_record() }),
            Err(error) => Err(RowError::new(line, error, record.into_byte_record())),
        }
    }

    fn account(&self, record: &StringRecord) -> Result<Option<AccountId>, InputError> {
        let cell = self.cell(record, ACCOUNT);
        cell.value.map(|_| cell.id("an account id", AccountId::new)).transpose()
    }

    fn bill(&mut self, record: &StringRecord) -> Result<Bill, InputError> {
        let workspace = self.workspace(record)?;
        let item = self.cell(record, ITEM).id("an item", ItemId::new)?;
        let amount = self.amount(record)?;
        let period = self.period(record)?;
        let id = self.bill_id(record)?;
        Ok(Bill { id, workspace, item, amount, period })
    }

    fn workspace(&self, record: &StringRecord) -> Result<WorkspaceId, InputError> {
        let site = self.cell(record, SITE);
        let site = Cell { value: site.value.or(Some(self.mapping.default_site())), ..site };
        let site = site.id("a site", Site::new)?;
        let id = self.cell(record, WORKSPACE);
        let id = Cell { value: id.value.or(self.mapping.default_workspace()), ..id };
        id.id("a workspace id", |id| WorkspaceId::new(site.as_str(), id))
    }

    fn amount(&self, record: &StringRecord) -> Result<Money, InputError> {
        const AMOUNT_FORM: &str = "a decimal such as `12.5` or `8E-7`";
        let currency = self.cell(record, CURRENCY);
        let code = currency.required("a currency, such as `CNY`")?;
        let code = code.parse().map_err(|error| currency.wrong(expected_money(&error, "a currency")))?;
        let amount = self.cell(record, AMOUNT);
        let text = amount.required(AMOUNT_FORM)?;
        parse_amount(text, code).map_err(|error| amount.wrong(expected_money(&error, AMOUNT_FORM)))
    }

    fn period(&self, record: &StringRecord) -> Result<Period, InputError> {
        let (start, end) = (self.instant(record, PERIOD_START)?, self.instant(record, PERIOD_END)?);
        let not_after = |_| self.cell(record, PERIOD_END).wrong(format!("an instant after the start, {start}"));
        Period::new(start, end).map_err(not_after)
    }

    fn instant(&self, record: &StringRecord, target: usize) -> Result<Instant, InputError> {
        let cell = self.cell(record, target);
        parse_instant(cell.required(INSTANT_FORM)?).ok_or_else(|| cell.wrong(INSTANT_FORM))
    }

    /// See the module's documentation.
    fn bill_id(&mut self, record: &StringRecord) -> Result<BillId, InputError> {
        let digest = self.digest(record);
        let count = self.seen.entry(digest).or_insert(0);
        *count = count.saturating_add(1);
        let number = u128::from_be_bytes(digest);
        let id = if *count > 1 { format!("focus:{number:032x}-{count}") } else { format!("focus:{number:032x}") };
        BillId::new(&id).map_err(|error| InputError::new(Code::BadValue, "", &id, error.expected))
    }

    fn digest(&self, record: &StringRecord) -> [u8; DIGEST_BYTES] {
        // One buffer and one call: the hasher is slow on many small pieces.
        let mut framed = Vec::with_capacity(2 * record.as_slice().len());
        for place in &self.identifying {
            if let (Some(name), Some(value)) = (self.table.columns().get(*place), present(record, *place)) {
                for text in [name, value] {
                    framed.extend_from_slice(&(text.len() as u64).to_le_bytes());
                    framed.extend_from_slice(text.as_bytes());
                }
            }
        }
        let mut digest = [0; DIGEST_BYTES];
        blake3::Hasher::new().update(&framed).finalize_xof().fill(&mut digest);
        digest
    }

    fn cell<'a>(&'a self, record: &'a StringRecord, target: usize) -> Cell<'a> {
        let place = self.places.get(target).copied().flatten();
        let value = place.and_then(|place| present(record, place));
        Cell { column: self.mapping.column(target).0, value }
    }
}

impl<R: Read> Iterator for FocusReader<R> {
    type Item = Result<BillRow, BillError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.table.next()?;
        Some(row.and_then(|row| self.read(row).map_err(BillError::Row)))
    }
}

/// Whether a file may do without the column.
fn can_be_absent(target: usize, mapping: &Mapping) -> bool {
    match target {
        ACCOUNT | SITE => true,
        WORKSPACE => mapping.default_workspace().is_some(),
        _ => false,
    }
}

fn identifying(columns: &[String]) -> Vec<usize> {
    let added = |name: &str| ADDED_COLUMNS.contains(&name);
    let mut named: Vec<_> = columns.iter().enumerate().filter(|(_, name)| !added(name)).collect();
    named.sort_by_key(|(_, name)| *name);
    named.into_iter().map(|(place, _)| place).collect()
}

/// The field, unless it says that there is nothing.
fn present(record: &StringRecord, place: usize) -> Option<&str> {
    record.get(place).filter(|value| !matches!(*value, "" | "NULL"))
}
