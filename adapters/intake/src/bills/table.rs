//! Rows of a table with a header. Rows are UTF-8 and have one field per column; each column name is unique.

use std::collections::BTreeSet;
use std::io::Read;

use csv::{ByteRecord, StringRecord};
use defray_core::text::shorten;

use super::records::{Fault, RECORD_BYTES_MAX, Raw, Records};
use super::{BillError, FileError, RowError};
use crate::error::{Code, InputError};

pub(crate) struct Table<R> {
    records: Records<R>,
    header: ByteRecord,
    columns: Vec<String>,
}

/// A row with one field per column.
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) record: StringRecord,
}

impl<R: Read> Table<R> {
    /// Reads the header.
    pub(crate) fn open(source: R) -> Result<Self, FileError> {
        let mut records = Records::new(source)?;
        let raw = records.next().ok_or(FileError::NoHeader)??;
        let first = raw.record.get(0).unwrap_or_default();
        // A byte order mark, or without one the zero byte of a Latin letter.
        let latin = |one: &u8, other: &u8| *one == 0 && other.is_ascii_graphic();
        if matches!(first, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
            || matches!(first, [one, other, ..] if latin(one, other) || latin(other, one))
        {
            return Err(FileError::Utf16);
        }
        let row = checked(raw, &[]).map_err(FileError::BadHeader)?;
        let columns: Vec<String> = row.record.iter().map(str::to_owned).collect();
        if let [header] = columns.as_slice() {
            let separators = [(';', "semicolons"), ('\t', "tabs")];
            if let Some((mark, separator)) = separators.into_iter().find(|(mark, _)| header.contains(*mark)) {
                let expected = shorten(&header.replace(mark, ","));
                return Err(FileError::WrongSeparator { header: shorten(header), separator, expected });
            }
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = columns.iter().find(|name| !seen.insert(name.as_str())) {
            return Err(FileError::DuplicateColumn { name: twice.clone() });
        }
        Ok(Self { records, header: row.record.into_byte_record(), columns })
    }

    pub(crate) const fn header(&self) -> &ByteRecord {
        &self.header
    }

    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The index of the column with this name.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    pub(crate) fn next(&mut self) -> Option<Result<Row, BillError>> {
        let line = self.records.line();
        Some(match self.records.next()? {
            Ok(raw) => checked(raw, &self.columns).and_then(|row| self.not_ragged(row)).map_err(BillError::Row),
            Err(source) => Err(BillError::Unreadable { line, source }),
        })
    }

    fn not_ragged(&self, row: Row) -> Result<Row, Box<RowError>> {
        let (found, columns) = (row.record.len(), self.columns.len());
        if found == columns {
            return Ok(row);
        }
        let expected = format!("{columns} fields, one for each column of the header");
        let error = InputError::new(Code::RaggedRow, "", &format!("{found} fields"), expected);
        Err(RowError::new(row.line, error, row.record.into_byte_record()))
    }
}

/// Checks that a record has no fault and is UTF-8.
fn checked(raw: Raw, columns: &[String]) -> Result<Row, Box<RowError>> {
    let Raw { line, record, fault } = raw;
    if let Some(fault) = fault {
        let error = fault_error(fault, &record, columns);
        return Err(RowError::new(line, error, record));
    }
    StringRecord::from_byte_record(record).map(|record| Row { line, record }).map_err(|error| {
        let field = error.utf8_error().field();
        let record = error.into_byte_record();
        let error = in_field(Code::NotUtf8, field, &record, columns, "UTF-8");
        RowError::new(line, error, record)
    })
}

fn fault_error(fault: Fault, record: &ByteRecord, columns: &[String]) -> InputError {
    match fault {
        Fault::TooLong => {
            InputError::new(Code::TooLong, "", "a longer record", format!("at most {RECORD_BYTES_MAX} bytes a record"))
        }
        Fault::UnclosedQuote { opened_on } => {
            let expected = format!("a closing quote for the one opened on line {opened_on}");
            in_field(Code::UnclosedQuote, record.len().saturating_sub(1), record, columns, &expected)
        }
        Fault::TextAfterQuote { field } => {
            let expected =
                "a comma or the end of the line after a closing quote (a quote in a quoted field is doubled)";
            in_field(Code::TextAfterQuote, field, record, columns, expected)
        }
    }
}

fn in_field(code: Code, field: usize, record: &ByteRecord, columns: &[String], expected: &str) -> InputError {
    let column = columns.get(field).map_or_else(|| format!("number {}", field + 1), |name| shorten(name));
    let value = String::from_utf8_lossy(record.get(field).unwrap_or_default());
    InputError::new(code, column, &value, expected)
}
