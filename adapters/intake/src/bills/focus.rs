//! FOCUS 1.x: the format of the FinOps Foundation for cost and usage data, as cloud providers export it.
//!
//! Every FOCUS 1.x file can be read. Only the columns in the [`Mapping`] are used, in any order. `NULL` (quoted or
//! not) and an empty field mean an absent value. In the columns of ids (account, workspace, site, item) other words
//! for nothing mean it too, in any case: `null`, `NaN`, `None`, `\N`, `N/A`, `#N/A`, `<NA>`. Amounts can be in
//! scientific notation (`8E-7`). They are exact: a row with more than 12 decimals is an error, unless the caller asks
//! for rounding ([`FocusReader::rounding`]). Timestamps without an offset are in UTC.
//!
//! # Bill ids
//!
//! FOCUS rows have no id, so a row is known by the name of its charge ([`ChargeName`]): BLAKE3, first 16 bytes, over
//! pairs of a label and a value. Each text is preceded by its length as 8 bytes (little-endian). The pairs are, in this
//! order, each only when it has a value:
//!
//! | label | value |
//! |---|---|
//! | `account`, `workspace`, `item`, `currency` | of the bill; the workspace as `site/id` |
//! | `start`, `end` | the period as instants in UTC, in the shortest form |
//! | `provider` | `ProviderName`, or else `ServiceProviderName` |
//! | `service`, `sku`, `price`, `resource` | `ServiceName`, `SkuId`, `SkuPriceId`, `ResourceId` |
//! | `category`, `class`, `region`, `zone` | `ChargeCategory`, `ChargeClass`, `RegionId`, `AvailabilityZone` |
//! | the column's name in lower case, without `_` after `x_` | columns `x_…` that say which item was used, by label |
//!
//! A column `x_…` says which item was used when its name, without `_` and in any case, ends with `Item`, `ItemId`,
//! `ItemCode`, `MeterId`, `UsageType`, `Operation`, `ServiceCode`, `ProductCode` or `CommodityCode`. No other column
//! counts. The id of a bill is `charge:` and 32 hexadecimal digits. From the second row of the same name in one file
//! on, the N-th row has `-N` after the digits. An importer compares the amounts of one name with the bills that were
//! settled for it ([`reconcile`](super::reconcile())), and gives new rows the numbers that follow.
//!
//! Under version 1 of the rules the id was `focus:` and a digest of all columns with a value ([`RowDigest`]), with `-N`
//! for the N-th equal row of a file. The columns that a file of [`rejects`](super::rejects) adds are in neither.
//!
//! Counting rows of the same name needs memory: 16 bytes and a counter per name, about 40 bytes with the table, or
//! about 400 MB for ten million rows. All other memory is limited by the size of one record.

use std::collections::HashMap;
use std::io::Read;

use csv::{ByteRecord, StringRecord};
use defray_core::bill::Bill;
use defray_core::id::{AccountId, ItemId, ParseIdError, Site, WorkspaceId};
use defray_core::money::{Currency, Money};
use defray_core::time::{Instant, Period};

use super::charge::{COLUMNS, ChargeName, Framed, RowDigest, says_the_item};
use super::instant::{INSTANT_FORM, parse_instant};
use super::mapping::{Mapping, TARGETS};
use super::number::{Difference, ROUND_DECIMALS_MAX, parse_amount, parse_rounded};
use super::rejects::ADDED_COLUMNS;
use super::table::{Row, Table};
use super::{BillError, BillRow, Cell, Charge, FileError, RowError, expected_money};
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

/// The bills of a FOCUS file.
pub struct FocusReader<R> {
    table: Table<R>,
    mapping: Mapping,
    /// The index of the column of each target, if the file has it.
    places: [Option<usize>; TARGETS.len()],
    /// The indexes of all columns of the file, sorted by name, for the row's digest.
    all: Vec<usize>,
    /// The labels and indexes of the columns that are part of the name, in order.
    naming: Vec<(String, usize)>,
    /// The number of decimals to which amounts are rounded; `None`: nothing is rounded.
    decimals: Option<u32>,
    /// The number of rows so far, by name.
    seen: HashMap<ChargeName, u32>,
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
        let (all, naming) = (sorted(table.columns()), naming(table.columns()));
        Ok(Self { table, mapping, places, all, naming, decimals: None, seen: HashMap::new() })
    }

    /// The same reader, which rounds amounts to `decimals` decimals, half to even. At most [`ROUND_DECIMALS_MAX`]
    /// count.
    #[must_use]
    pub fn rounding(mut self, decimals: Option<u32>) -> Self {
        self.decimals = decimals.map(|decimals| decimals.min(ROUND_DECIMALS_MAX));
        self
    }

    /// The header of the file, unchanged.
    pub const fn header(&self) -> &ByteRecord {
        self.table.header()
    }

    fn read(&mut self, row: Row) -> Result<BillRow, Box<RowError>> {
        let Row { line, record } = row;
        match self.row(line, &record) {
            Ok(read) => Ok(BillRow { original: record.into_byte_record(), ..read }),
            Err(error) => Err(RowError::new(line, error, record.into_byte_record())),
        }
    }

    fn row(&mut self, line: u64, record: &StringRecord) -> Result<BillRow, InputError> {
        let account = self.account(record)?;
        let workspace = self.workspace(record)?;
        let item = self.cell(record, ITEM).id("an item", ItemId::new)?;
        let (amount, rounded) = self.amount(record)?;
        let period = self.period(record)?;
        let name = self.name(record, account.as_ref(), (&workspace, &item), amount.currency(), period);
        let count = self.seen.entry(name).or_insert(0);
        *count = count.saturating_add(1);
        let wrong = |error: ParseIdError| InputError::new(Code::BadValue, "", &error.value, error.expected);
        let bill = Bill { id: name.bill_id(*count).map_err(wrong)?, workspace, item, amount, period };
        let charge = Some(Charge { name, digest: self.digest(record) });
        Ok(BillRow { line, account, bill, original: ByteRecord::new(), charge, rounded })
    }

    fn name(
        &self,
        record: &StringRecord,
        account: Option<&AccountId>,
        (workspace, item): (&WorkspaceId, &ItemId),
        currency: Currency,
        period: Period,
    ) -> ChargeName {
        let mut pairs = Framed::default();
        if let Some(account) = account {
            pairs.pair("account", account.as_str());
        }
        pairs.pair("workspace", workspace.as_str());
        pairs.pair("item", item.as_str());
        pairs.pair("currency", currency.as_str());
        pairs.pair("start", &period.start().to_string());
        pairs.pair("end", &period.end().to_string());
        // Of columns with one label, the first one with a value counts.
        let mut before = None;
        for (label, place) in &self.naming {
            if let Some(value) = present(record, *place).filter(|_| before != Some(label)) {
                pairs.pair(label, value);
                before = Some(label);
            }
        }
        ChargeName::of(&pairs)
    }

    fn account(&self, record: &StringRecord) -> Result<Option<AccountId>, InputError> {
        let cell = self.cell(record, ACCOUNT);
        cell.value.map(|_| cell.id("an account id", AccountId::new)).transpose()
    }

    fn workspace(&self, record: &StringRecord) -> Result<WorkspaceId, InputError> {
        let site = self.cell(record, SITE);
        let site = Cell { value: site.value.or(Some(self.mapping.default_site())), ..site };
        let site = site.id("a site", Site::new)?;
        let id = self.cell(record, WORKSPACE);
        let id = Cell { value: id.value.or(self.mapping.default_workspace()), ..id };
        id.id("a workspace id", |id| WorkspaceId::new(site.as_str(), id))
    }

    fn amount(&self, record: &StringRecord) -> Result<(Money, Option<Difference>), InputError> {
        const AMOUNT_FORM: &str = "a decimal such as `12.5` or `8E-7`";
        let currency = self.cell(record, CURRENCY);
        let code = currency.required("a currency, such as `CNY`")?;
        let code = code.parse().map_err(|error| currency.wrong(expected_money(&error, "a currency")))?;
        let amount = self.cell(record, AMOUNT);
        let text = amount.required(AMOUNT_FORM)?;
        let read = match self.decimals {
            Some(decimals) => parse_rounded(text, code, decimals),
            None => parse_amount(text, code).map(|money| (money, None)),
        };
        read.map_err(|error| amount.wrong(expected_money(&error, AMOUNT_FORM)))
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

    fn digest(&self, record: &StringRecord) -> RowDigest {
        let mut framed = Framed::default();
        for place in &self.all {
            if let (Some(name), Some(value)) = (self.table.columns().get(*place), present(record, *place)) {
                framed.pair(name, value);
            }
        }
        RowDigest(framed.digest())
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

fn sorted(columns: &[String]) -> Vec<usize> {
    let added = |name: &str| ADDED_COLUMNS.contains(&name);
    let mut named: Vec<_> = columns.iter().enumerate().filter(|(_, name)| !added(name)).collect();
    named.sort_by_key(|(_, name)| *name);
    named.into_iter().map(|(place, _)| place).collect()
}

/// The labels and indexes of the columns that are part of the name, in the order of the pairs.
fn naming(columns: &[String]) -> Vec<(String, usize)> {
    let place = |wanted: &str| columns.iter().position(|name| name == wanted);
    let of_focus = COLUMNS.iter().filter_map(|(label, column)| Some(((*label).to_owned(), place(column)?)));
    let items = columns.iter().enumerate().filter(|(_, name)| says_the_item(name));
    let label = |name: &str| format!("x_{}", name.to_ascii_lowercase().split_off(2).replace('_', ""));
    let mut items: Vec<_> = items.map(|(place, name)| (label(name), place)).collect();
    items.sort();
    of_focus.chain(items).collect()
}

/// The value of the field; `None` when it is empty or `NULL`.
fn present(record: &StringRecord, place: usize) -> Option<&str> {
    record.get(place).filter(|value| !matches!(*value, "" | "NULL"))
}
