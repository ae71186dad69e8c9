//! Plain CSV: a simple format for bills.
//!
//! | column | | form |
//! |---|---|---|
//! | `bill` | required | the id of the bill; a bill settles once |
//! | `account` | optional, may be empty | an account id |
//! | `workspace` | required | `site/id` |
//! | `item` | required | an id, such as `logs` |
//! | `amount` | required | `12.50 CNY`; or `12.50` if there is a column `currency` |
//! | `currency` | optional | three capital letters, in every row |
//! | `period_start`, `period_end` | required | RFC 3339 with an offset, `2026-03-01T08:00:00Z`; the end is later and excluded |
//!
//! A word for nothing in the column of an id means an absent value: `NULL`, `NaN`, `None`, `\N`, `N/A`, `#N/A`,
//! `<NA>`, in any case, and in `workspace` also as the site or the id of `site/id`.
//!
//! The columns can be in any order. Other columns are an error, so that a misspelt name is detected; only the two
//! columns that a file of [`rejects`](super::rejects) adds are ignored. All values have the same form as in commands:
//! no exponent, no `+`, no rounding.
//!
//! ```
//! use defray_intake::bills::plain::PlainReader;
//! let file = "bill,workspace,item,amount,period_start,period_end\n\
//!             b-1,cn1-hangzhou/ws-1,logs,12.50 CNY,2026-03-01T08:00:00Z,2026-03-01T09:00:00Z\n";
//! let bills: Vec<_> = PlainReader::new(file.as_bytes())?.map(|row| row.map(|row| row.bill.to_string())).collect::<Result<_, _>>()?;
//! assert_eq!(bills, ["12.5 CNY for `logs` of `cn1-hangzhou/ws-1` from 2026-03-01T08:00:00Z to 2026-03-01T09:00:00Z"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::io::Read;

use csv::{ByteRecord, StringRecord};
use defray_core::bill::Bill;
use defray_core::id::{AccountId, BillId, ItemId, ParseIdError};
use defray_core::money::{Money, parse_decimal};
use defray_core::time::{Instant, Period};

use super::rejects::ADDED_COLUMNS;
use super::table::{Row, Table};
use super::{BillError, BillRow, Cell, FileError, RowError, expected_money, means_nothing};
use crate::error::InputError;

const REQUIRED: [&str; 6] = ["bill", "workspace", "item", "amount", "period_start", "period_end"];
const OPTIONAL: [&str; 2] = ["account", "currency"];

const WORKSPACE_FORM: &str = "site and id with `/` between them, such as `cn1-hangzhou/ws_42`";
const INSTANT_FORM: &str = "RFC 3339 with an offset, such as `2026-03-01T08:00:00Z`, from 1970 up to the end of 2199";

/// The bills of a plain CSV file.
pub struct PlainReader<R> {
    table: Table<R>,
}

impl<R: Read> PlainReader<R> {
    /// Reads the header of `source`.
    ///
    /// # Errors
    ///
    /// A [`FileError`] when the source cannot be read, or the header is not valid, or has missing or unknown columns.
    pub fn new(source: R) -> Result<Self, FileError> {
        let table = Table::open(source)?;
        let lacks = |name: &&str| table.place(name).is_none();
        let missing: Vec<_> = REQUIRED.into_iter().filter(lacks).map(str::to_owned).collect();
        if !missing.is_empty() {
            return Err(FileError::MissingColumns { missing, found: table.columns().to_vec() });
        }
        let known = |name: &&String| [&REQUIRED[..], &OPTIONAL, &ADDED_COLUMNS].concat().contains(&name.as_str());
        let unknown: Vec<_> = table.columns().iter().filter(|name| !known(name)).cloned().collect();
        if !unknown.is_empty() {
            return Err(FileError::UnknownColumns { unknown, expected: [&REQUIRED[..], &OPTIONAL].concat() });
        }
        Ok(Self { table })
    }

    /// The header of the file, unchanged.
    pub const fn header(&self) -> &ByteRecord {
        self.table.header()
    }

    fn read(&self, row: Row) -> Result<BillRow, Box<RowError>> {
        let Row { line, record } = row;
        match self.account(&record).and_then(|account| Ok((account, self.bill(&record)?))) {
            Ok((account, bill)) => Ok(BillRow { line, account, bill, original: record.into_byte_record() }),
            Err(error) => Err(RowError::new(line, error, record.into_byte_record())),
        }
    }

    fn account(&self, record: &StringRecord) -> Result<Option<AccountId>, InputError> {
        let cell = self.cell(record, "account");
        cell.value.map(|_| cell.id("an account id", AccountId::new)).transpose()
    }

    fn bill(&self, record: &StringRecord) -> Result<Bill, InputError> {
        let id = self.cell(record, "bill").id("a bill id", BillId::new)?;
        let workspace = self.cell(record, "workspace");
        let parts = workspace.value.and_then(|text| text.split_once('/'));
        if parts.is_some_and(|(site, id)| means_nothing(site) || means_nothing(id)) {
            return Err(workspace.wrong(WORKSPACE_FORM));
        }
        let workspace = workspace
            .required(WORKSPACE_FORM)?
            .parse()
            .map_err(|error: ParseIdError| workspace.wrong(error.expected))?;
        let item = self.cell(record, "item").id("an item", ItemId::new)?;
        Ok(Bill { id, workspace, item, amount: self.amount(record)?, period: self.period(record)? })
    }

    fn amount(&self, record: &StringRecord) -> Result<Money, InputError> {
        const MONEY_FORM: &str = "a decimal and a currency, such as `12.50 CNY`";
        const DECIMAL_FORM: &str = "a decimal such as `12.50`, as the currency has its own column";
        let amount = self.cell(record, "amount");
        if self.table.place("currency").is_none() {
            let money = amount.required(MONEY_FORM)?.parse();
            return money.map_err(|error| amount.wrong(expected_money(&error, MONEY_FORM)));
        }
        let currency = self.cell(record, "currency");
        let code = currency.required("a currency, such as `CNY`")?;
        let code = code.parse().map_err(|error| currency.wrong(expected_money(&error, "a currency")))?;
        let decimal = parse_decimal(amount.required(DECIMAL_FORM)?);
        let money = decimal.and_then(|decimal| Money::new(decimal, code));
        money.map_err(|error| amount.wrong(expected_money(&error, DECIMAL_FORM)))
    }

    fn period(&self, record: &StringRecord) -> Result<Period, InputError> {
        let end = self.cell(record, "period_end");
        let start = instant(self.cell(record, "period_start"))?;
        Period::new(start, instant(end)?).map_err(|_| end.wrong(format!("an instant after the start, {start}")))
    }

    fn cell<'a>(&self, record: &'a StringRecord, column: &'a str) -> Cell<'a> {
        let value = self.table.place(column).and_then(|place| record.get(place)).filter(|value| !value.is_empty());
        let cell = Cell { column, value };
        if ["bill", "account", "workspace", "item"].contains(&column) { cell.of_id() } else { cell }
    }
}

fn instant(cell: Cell<'_>) -> Result<Instant, InputError> {
    cell.required(INSTANT_FORM)?.parse().map_err(|_| cell.wrong(INSTANT_FORM))
}

impl<R: Read> Iterator for PlainReader<R> {
    type Item = Result<BillRow, BillError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.table.next()?;
        Some(row.and_then(|row| self.read(row).map_err(BillError::Row)))
    }
}
