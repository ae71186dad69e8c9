//! Reads bills from CSV: [`focus`] for FOCUS 1.x exports, [`plain`] for the plain format, [`rejects`] for files of
//! refused rows.
//!
//! Both readers read from any [`Read`](std::io::Read), one row at a time, so files can have any size. An error of the
//! whole file (no header, missing or duplicate columns) is a [`FileError`] before the first row. An error of one row is
//! a [`RowError`], and the next row follows; only after a row that is too long none follows.
//!
//! The CSV format is RFC 4180: fields are separated by commas and can be in double quotes; a quote in a quoted field is
//! doubled. Records end with LF, CRLF or CR. Blank lines are skipped, and so is a byte order mark at the start. A quote
//! in an unquoted field is a normal character. These are errors: a missing closing quote, text after a closing quote, a
//! row with more or fewer fields than the header, bytes that are not UTF-8, and records larger than
//! [`RECORD_BYTES_MAX`].

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
    /// The number of the line on which the row begins, from 1.
    pub line: u64,
    /// The account in the row, if there is one.
    pub account: Option<AccountId>,
    /// The bill.
    pub bill: Bill,
    /// The unchanged row, for a file of [`rejects`].
    pub original: ByteRecord,
}

/// Why a row is not a valid bill.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}{}: `{value}`: expected {expected}", in_column(column))]
pub struct RowError {
    /// The number of the line on which the row begins, from 1.
    pub line: u64,
    /// The name of the column. Empty for the whole row.
    pub column: String,
    /// The value, shortened to at most 64 characters.
    pub value: String,
    /// A description of the allowed values.
    pub expected: String,
    /// The kind of error.
    pub code: Code,
    /// The unchanged row. Empty when it was too long.
    pub original: ByteRecord,
}

fn in_column(column: &str) -> String {
    if column.is_empty() { String::new() } else { format!(", column `{column}`") }
}

impl RowError {
    /// Converts the error of a field. The path of the [`InputError`] is the column.
    fn new(line: u64, error: InputError, original: ByteRecord) -> Box<Self> {
        let InputError { code, path, value, expected } = error;
        Box::new(Self { line, column: path, value, expected, code, original })
    }
}

/// The error of a reader.
#[derive(Debug, thiserror::Error)]
pub enum BillError {
    /// A row is not a valid bill. Other rows can follow, except after one with the code [`Code::TooLong`].
    #[error(transparent)]
    Row(#[from] Box<RowError>),
    /// The source returned an error. No more rows follow.
    #[error("line {line} could not be read: {source}")]
    Unreadable {
        /// The number of the line that was being read.
        line: u64,
        /// The error of the source.
        source: io::Error,
    },
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file is empty.
    #[error("there is no header: expected a line with the names of the columns")]
    NoHeader,
    /// The first record is not a valid header.
    #[error("the header is not readable: {0}")]
    BadHeader(Box<RowError>),
    /// The fields of the header are not separated by commas.
    #[error("the header is `{header}`, separated by {separator}: expected commas, such as `{expected}`")]
    WrongSeparator {
        /// The header, shortened.
        header: String,
        /// The name of the separator of the file.
        separator: &'static str,
        /// The header with commas, shortened.
        expected: String,
    },
    /// The file is not in UTF-8 but in UTF-16, which spreadsheets also write.
    #[error("the file is in UTF-16: expected UTF-8, such as the format `CSV UTF-8` of a spreadsheet")]
    Utf16,
    /// The file does not have all required columns.
    #[error("columns are missing: {}; found {}", listed_strings(missing), listed_strings(found))]
    MissingColumns {
        /// The names of the missing columns.
        missing: Vec<String>,
        /// The names of the columns of the file.
        found: Vec<String>,
    },
    /// The file has unknown columns.
    #[error("columns are not known: {}; expected only {}", listed_strings(unknown), listed(expected.iter().copied()))]
    UnknownColumns {
        /// The names of the unknown columns.
        unknown: Vec<String>,
        /// The names of all known columns.
        expected: Vec<&'static str>,
    },
    /// Two columns have the same name.
    #[error("column {} is there more than once: expected each name once", listed([name.as_str()]))]
    DuplicateColumn {
        /// The name of the columns.
        name: String,
    },
    /// The source returned an error.
    #[error("the header could not be read: {0}")]
    Unreadable(#[from] io::Error),
}

impl FileError {
    /// The kind of error.
    pub const fn code(&self) -> Code {
        match self {
            Self::NoHeader => Code::NoHeader,
            Self::BadHeader(error) => error.code,
            Self::WrongSeparator { .. } => Code::WrongSeparator,
            Self::Utf16 => Code::NotUtf8,
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

/// The words with which databases and programs write an absent value, in small letters.
const WORDS_FOR_NOTHING: [&str; 7] = ["null", "nan", "none", "\\n", "n/a", "<na>", "#n/a"];

/// Whether the text is a word for an absent value, ignoring case and the blanks around it.
fn means_nothing(text: &str) -> bool {
    let text = text.trim();
    WORDS_FOR_NOTHING.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// One field of a row with the name of its column; `None` for an absent value.
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

    /// The cell of an id. A word for nothing is an absent value there, not a name.
    fn of_id(self) -> Self {
        Self { value: self.value.filter(|value| !means_nothing(value)), ..self }
    }

    /// Reads an id.
    fn id<T>(self, what: &str, new: impl FnOnce(&str) -> Result<T, ParseIdError>) -> Result<T, InputError> {
        new(self.required(what)?).map_err(|error| self.wrong(format!("{what}: {}", error.expected)))
    }
}

/// The description of allowed values for a money error. `form` is the form of an amount in this column.
fn expected_money(error: &MoneyError, form: &str) -> String {
    match error {
        MoneyError::TooManyDecimals { .. } => "at most 12 decimals, as nothing is rounded".to_owned(),
        MoneyError::OutOfRange { .. } => "an absolute value below 1000000000000000".to_owned(),
        MoneyError::NotCurrency { .. } => "a currency of three capital letters, such as `CNY`".to_owned(),
        // `Negative` is an error of amounts in policies, which no column has.
        MoneyError::NotMoney { .. }
        | MoneyError::NotDecimal { .. }
        | MoneyError::Negative { .. }
        | MoneyError::CurrencyMismatch { .. } => form.to_owned(),
    }
}
