//! Bills out of CSV: [`focus`] for FOCUS 1.x exports, [`plain`] for a layout of our own, [`rejects`] for the rows that are given back.
//!
//! Both readers take any [`Read`](std::io::Read) and yield one row at a time, so the size of a file does not matter. What is wrong with
//! the file as a whole (no header, columns missing or named twice) is a [`FileError`] before the first row; what is wrong with one row
//! is a [`RowError`], and the next row follows.
//!
//! The CSV read here is that of RFC 4180: commas, fields in double quotes where needed, a quote in a quoted field doubled; records
//! end with LF, CRLF or CR, blank lines are skipped, a byte order mark at the start is tolerated. A quote inside an unquoted field is
//! just a character. Stricter than most readers: a quote that is never closed, text after a closing quote, a row with more or fewer
//! fields than the header, bytes that are not UTF-8 and records over [`RECORD_BYTES_MAX`] are errors.

use std::io;

use csv::ByteRecord;
use defray_core::bill::Bill;
use defray_core::id::{AccountId, ParseIdError};
use defray_core::money::MoneyError;

use crate::error::{Code, InputError, listed};

pub mod focus;
mod instant;
mod mapping;
mod number;
pub mod plain;
mod records;
pub mod rejects;
mod table;

pub use mapping::{Mapping, ParseMappingError};
pub use records::RECORD_BYTES_MAX;

/// A row that is a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillRow {
    /// The line on which it begins; the header is on line 1 unless blank lines precede it.
    pub line: u64,
    /// The account it names, needed only to bind a workspace that is not known yet.
    pub account: Option<AccountId>,
    /// The bill.
    pub bill: Bill,
    /// The row as it came, for a file of [`rejects`].
    pub original: ByteRecord,
}

/// A row that is not a bill, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}{}: `{value}`: expected {expected}", in_column(column))]
pub struct RowError {
    /// The line on which it begins.
    pub line: u64,
    /// The column; empty when it is the row as a whole.
    pub column: String,
    /// What was found, shortened to part of a line.
    pub value: String,
    /// What was expected.
    pub expected: String,
    /// The kind of error.
    pub code: Code,
    /// The row as it came; empty when it was too long to keep.
    pub original: ByteRecord,
}

fn in_column(column: &str) -> String {
    if column.is_empty() { String::new() } else { format!(", column `{column}`") }
}

impl RowError {
    /// Inside a row, an [`InputError`]'s path is the column.
    fn new(line: u64, error: InputError, original: ByteRecord) -> Box<Self> {
        let InputError { code, path, value, expected } = error;
        Box::new(Self { line, column: path, value, expected, code, original })
    }
}

/// What a reader yields instead of a bill.
#[derive(Debug, thiserror::Error)]
pub enum BillError {
    /// One row is not a bill; the next may be.
    #[error(transparent)]
    Row(#[from] Box<RowError>),
    /// The source failed; nothing follows.
    #[error("line {line} could not be read: {source}")]
    Unreadable {
        /// The line that was being read.
        line: u64,
        /// The source's own error.
        source: io::Error,
    },
}

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is empty.
    #[error("there is no header: expected a line with the names of the columns")]
    NoHeader,
    /// Its first record cannot be a header.
    #[error("the header is not readable: {0}")]
    BadHeader(Box<RowError>),
    /// It lacks columns.
    #[error("columns are missing: {}; found {}", listed_strings(missing), listed_strings(found))]
    MissingColumns {
        /// Those it lacks.
        missing: Vec<String>,
        /// Those it has.
        found: Vec<String>,
    },
    /// It has columns that do not belong there.
    #[error("columns are not known: {}; expected only {}", listed_strings(unknown), listed(expected.iter().copied()))]
    UnknownColumns {
        /// Those that are not known.
        unknown: Vec<String>,
        /// All that are.
        expected: Vec<&'static str>,
    },
    /// Two columns have one name, so a value could be either.
    #[error("column {} is there more than once: expected each name once", listed([name.as_str()]))]
    DuplicateColumn {
        /// The name.
        name: String,
    },
    /// The source failed.
    #[error("the header could not be read: {0}")]
    Unreadable(#[from] io::Error),
}

impl FileError {
    /// The kind of error.
    pub const fn code(&self) -> Code {
        match self {
            Self::NoHeader => Code::NoHeader,
            Self::BadHeader(error) => error.code,
            Self::MissingColumns { .. } => Code::MissingColumn,
            Self::UnknownColumns { .. } => Code::UnknownColumn,
            Self::DuplicateColumn { .. } => Code::DuplicateColumn,
            Self::Unreadable(_) => Code::Unreadable,
        }
    }
}

fn listed_strings(names: &[String]) -> String {
    listed(names.iter().map(String::as_str))
}

/// One field of one row under its column's name; absent fields are `None`.
#[derive(Clone, Copy)]
struct Cell<'a> {
    column: &'a str,
    value: Option<&'a str>,
}

impl<'a> Cell<'a> {
    fn required(self, what: &str) -> Result<&'a str, InputError> {
        self.value.ok_or_else(|| InputError::new(Code::MissingValue, self.column, "absent", what))
    }

    fn wrong(self, expected: impl Into<String>) -> InputError {
        InputError::new(Code::BadValue, self.column, self.value.unwrap_or("absent"), expected)
    }

    /// Reads an id of some kind.
    fn id<T>(self, what: &str, new: impl FnOnce(&str) -> Result<T, ParseIdError>) -> Result<T, InputError> {
        new(self.required(what)?).map_err(|error| self.wrong(format!("{what}: {}", error.expected)))
    }
}

/// What was expected where `error` arose; `form` is how an amount is written there.
fn expected_money(error: &MoneyError, form: &str) -> String {
    match error {
        MoneyError::TooManyDecimals { .. } => "at most 12 decimals, as nothing is rounded".to_owned(),
        MoneyError::OutOfRange { .. } => "an absolute value below 1000000000000000".to_owned(),
        MoneyError::NotCurrency { .. } => "a currency of three capital letters, such as `CNY`".to_owned(),
        MoneyError::NotMoney { .. } | MoneyError::NotDecimal { .. } | MoneyError::CurrencyMismatch { .. } => {
            form.to_owned()
        }
    }
}
