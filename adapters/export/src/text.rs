//! Tables as CSV (RFC 4180): a header, then one row per line.

use std::io::Write;

use defray::core::id::AccountId;
use defray::{Error, Snapshot};

use crate::rows::{Cell, Rows};
use crate::table::Table;

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The ledger could not be read.
    #[error(transparent)]
    Ledger(#[from] Error),
    /// The output could not be written.
    #[error("the table could not be written: {0}")]
    Write(#[from] std::io::Error),
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Self::Write(error),
            other => Self::Write(std::io::Error::other(format!("{other:?}"))),
        }
    }
}

/// How texts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextForm {
    /// As they are, for programs.
    #[default]
    Exact,
    /// Safe in spreadsheets: a text that a spreadsheet would run as a formula begins with an apostrophe.
    Sheet,
}

/// Writes a table, with the rows of one account or of all. Instants are in RFC 3339, amounts are plain decimals, and
/// absent values are empty fields.
///
/// # Errors
///
/// [`ExportError::Ledger`] when the ledger cannot be read; [`ExportError::Write`] when `to` returns an error.
pub fn csv(snapshot: &Snapshot, table: Table, account: Option<AccountId>, to: impl Write) -> Result<(), ExportError> {
    csv_in(TextForm::Exact, snapshot, table, account, to)
}

/// Writes a table as [`csv()`] does, with texts in the given form.
///
/// # Errors
///
/// Those of [`csv()`].
pub fn csv_in(
    form: TextForm,
    snapshot: &Snapshot,
    table: Table,
    account: Option<AccountId>,
    to: impl Write,
) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record(table.columns().iter().map(|column| column.name))?;
    for row in Rows::new(snapshot, table, account) {
        writer.write_record(row?.iter().map(|cell| written(cell, form)))?;
    }
    writer.flush()?;
    Ok(())
}

/// Whether a spreadsheet would run the text as a formula. Spreadsheets ignore spaces before a formula, and some accept
/// full-width signs.
fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || text.starts_with(['\t', '\r', '\n'])
}

fn written(cell: &Cell, form: TextForm) -> String {
    match cell {
        Cell::Text(text) if form == TextForm::Sheet && is_formula(text) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Amount(amount) => amount.normalize().to_string(),
        Cell::Instant(at) => at.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Empty => String::new(),
    }
}
