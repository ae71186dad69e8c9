//! FOCUS 1.x: the format of the FinOps Foundation for cost and usage data, as cloud providers export it.
//!
//! Every FOCUS 1.x file can be read. Only the columns in the [`Mapping`] are used, in any order. `NULL` (quoted or
//! not) and an empty field mean an absent value. In the columns of ids (account, workspace, site, item) other words
//! for nothing mean it too, in any case: `null`, `NaN`, `None`, `\N`, `N/A`, `#N/A`, `<NA>`. Amounts can be in
//! scientific notation (`8E-7`). They are exact: a row with more than 12 decimals is an error, and nothing is
//! rounded. Timestamps without an offset are in UTC.
//!
//! # Bill ids
//!
//! FOCUS rows have no id, so the id is computed from the content of the row. It is `focus:` and 32 hexadecimal digits:
//! the first 16 bytes of BLAKE3 over all columns with a value, sorted by the bytes of their names. Each column
//! contributes the length of its name as 8 bytes (little-endian), the name, the length of the value in the same form,
//! and the value. From the second row with the same content in one file on, the N-th row has `-N` after the digits.
//! Therefore:
//!
//! - A file that is imported twice has the same ids, and nothing is settled twice. The order of columns does not
//!   matter.
//! - Two identical charges are two bills.
//! - When a provider restates a charge or writes it differently (`1.0` for `1.00`), it is a different row and a new
//!   bill.
//! - The columns that a file of [`rejects`](super::rejects) adds are not part of the id, so rows that were not
//!   corrected keep their ids. But the numbers of identical rows begin at 1 in each file.
//!
//! Counting identical rows needs memory: 16 bytes and a counter per distinct row, about 40 bytes with the table, or
//! about 400 MB for ten million rows. All other memory is limited by the size of one record.

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

// Indexes in `TARGETS`.
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
    /// The index of the column of each target, if the file has it.
    places: [Option<usize>; TARGETS.len()],
    /// The indexes of the columns that determine the id of a row, sorted by name.
    identifying: Vec<usize>,
    /// The number of rows so far, by digest.
    seen: HashMap<[u8; DIGEST_BYTES], u32>,
}

impl<R: Read> FocusReader<R> {
    /// Reads the header of `source` and finds the columns of `mapping`.
    ///
    /// # Errors
    ///
    /// A [`FileError`] when the source cannot be read, or the header is not valid or does not have all required
    /// columns.
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

    /// The header of the file, unchanged.
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

    /// The id of the row's bill, as described in the documentation of this module.
    fn bill_id(&mut self, record: &StringRecord) -> Result<BillId, InputError> {
        let digest = self.digest(record);
        let count = self.seen.entry(digest).or_insert(0);
        *count = count.saturating_add(1);
        let number = u128::from_be_bytes(digest);
        let id = if *count > 1 { format!("focus:{number:032x}-{count}") } else { format!("focus:{number:032x}") };
        BillId::new(&id).map_err(|error| InputError::new(Code::BadValue, "", &id, error.expected))
    }

    fn digest(&self, record: &StringRecord) -> [u8; DIGEST_BYTES] {
        // One buffer and one call, because the hasher is slow with many small inputs.
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
        let cell = Cell { column: self.mapping.column(target).0, value };
        if [ACCOUNT, WORKSPACE, SITE, ITEM].contains(&target) { cell.of_id() } else { cell }
    }
}

impl<R: Read> Iterator for FocusReader<R> {
    type Item = Result<BillRow, BillError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.table.next()?;
        Some(row.and_then(|row| self.read(row).map_err(BillError::Row)))
    }
}

/// `true` when the column is optional.
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

/// The value of the field; `None` when it is empty or `NULL`.
fn present(record: &StringRecord, place: usize) -> Option<&str> {
    record.get(place).filter(|value| !matches!(*value, "" | "NULL"))
}
