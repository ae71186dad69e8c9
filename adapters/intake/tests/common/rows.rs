//! Helpers of the CSV tests.

use defray_intake::bills::focus::FocusReader;
use defray_intake::bills::{BillError, BillRow, Mapping, RowError};

pub(crate) const FOCUS_COLUMNS: &str =
    "BillingAccountId,SubAccountId,RegionId,ServiceName,BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd";

/// All rows of a FOCUS file.
pub(crate) fn focus(file: &[u8]) -> Vec<Result<BillRow, RowError>> {
    rows(FocusReader::new(file, Mapping::default()).unwrap())
}

/// All rows of a source without read errors.
pub(crate) fn rows(reader: impl Iterator<Item = Result<BillRow, BillError>>) -> Vec<Result<BillRow, RowError>> {
    reader
        .map(|row| {
            row.map_err(|error| match error {
                BillError::Row(row) => *row,
                BillError::Unreadable { .. } => panic!("{error}"),
            })
        })
        .collect()
}
