//! Tables as Arrow record batches, and as an Arrow C stream.

use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder, Decimal128Builder, StringBuilder, TimestampNanosecondBuilder, UInt64Builder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, TimeUnit};
use defray::Snapshot;
use defray::core::id::AccountId;
use rust_decimal::Decimal;

use crate::rows::{Cell, Rows};
use crate::table::{Column, ColumnKind, Table};

/// The number of digits of an amount.
const PRECISION: u8 = 38;
/// The number of decimals of an amount, as in the engine.
const SCALE: i8 = 12;
/// The number of rows of a batch.
const BATCH: usize = 8_192;

/// The columns of a table as an Arrow schema.
pub fn schema(table: Table) -> SchemaRef {
    let field = |column: &Column| {
        let kind = match column.kind {
            ColumnKind::Text => DataType::Utf8,
            ColumnKind::Amount => DataType::Decimal128(PRECISION, SCALE),
            ColumnKind::Instant => DataType::Timestamp(TimeUnit::Nanosecond, Some("UTC".into())),
            ColumnKind::Count => DataType::UInt64,
        };
        Field::new(column.name, kind, column.optional)
    };
    Arc::new(Schema::new(table.columns().iter().map(field).collect::<Vec<_>>()))
}

/// A table as an Arrow C stream, with the rows of one account or of all. The reader owns the stream and can release it
/// at any time. The stream keeps the snapshot.
pub fn stream(snapshot: &Snapshot, table: Table, account: Option<AccountId>) -> FFI_ArrowArrayStream {
    FFI_ArrowArrayStream::new(Box::new(Batches::new(snapshot, table, account)))
}

/// A table as record batches. Each batch is read when it is requested.
pub struct Batches {
    schema: SchemaRef,
    table: Table,
    rows: Rows,
}

impl Batches {
    /// The batches with the rows of one account or of all.
    pub fn new(snapshot: &Snapshot, table: Table, account: Option<AccountId>) -> Self {
        Self { schema: schema(table), table, rows: Rows::new(snapshot, table, account) }
    }

    fn next_batch(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let mut builders: Vec<Builder> = self.table.columns().iter().map(Builder::new).collect();
        let mut count = 0;
        for row in self.rows.by_ref().take(BATCH) {
            let row = row.map_err(|error| ArrowError::ExternalError(Box::new(error)))?;
            for (builder, cell) in builders.iter_mut().zip(row) {
                builder.push(cell)?;
            }
            count += 1;
        }
        if count == 0 {
            return Ok(None);
        }
        let columns = builders.into_iter().map(Builder::finish).collect::<Result<Vec<_>, _>>()?;
        RecordBatch::try_new(Arc::clone(&self.schema), columns).map(Some)
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_batch().transpose()
    }
}

impl RecordBatchReader for Batches {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// Builds one column.
enum Builder {
    Text(StringBuilder),
    Amount(Decimal128Builder),
    Instant(TimestampNanosecondBuilder),
    Count(UInt64Builder),
}

impl Builder {
    fn new(column: &Column) -> Self {
        match column.kind {
            ColumnKind::Text => Self::Text(StringBuilder::new()),
            ColumnKind::Amount => Self::Amount(Decimal128Builder::new()),
            ColumnKind::Instant => Self::Instant(TimestampNanosecondBuilder::new()),
            ColumnKind::Count => Self::Count(UInt64Builder::new()),
        }
    }

    fn push(&mut self, cell: Cell) -> Result<(), ArrowError> {
        match (self, cell) {
            (Self::Text(builder), Cell::Text(text)) => builder.append_value(text),
            (Self::Amount(builder), Cell::Amount(amount)) => builder.append_value(scaled(amount)?),
            (Self::Instant(builder), Cell::Instant(at)) => builder.append_value(at.nanoseconds()),
            (Self::Count(builder), Cell::Count(count)) => builder.append_value(count),
            (Self::Text(builder), Cell::Empty) => builder.append_null(),
            (Self::Amount(builder), Cell::Empty) => builder.append_null(),
            (Self::Instant(builder), Cell::Empty) => builder.append_null(),
            (Self::Count(builder), Cell::Empty) => builder.append_null(),
            (_, cell) => return Err(ArrowError::SchemaError(format!("{cell:?} in a column of a different kind"))),
        }
        Ok(())
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Self::Text(mut builder) => ArrayBuilder::finish(&mut builder),
            Self::Amount(mut builder) => Arc::new(builder.finish().with_precision_and_scale(PRECISION, SCALE)?),
            Self::Instant(builder) => Arc::new(builder.with_timezone("UTC").finish()),
            Self::Count(mut builder) => ArrayBuilder::finish(&mut builder),
        })
    }
}

/// The exact amount in units of 10^-12.
fn scaled(amount: Decimal) -> Result<i128, ArrowError> {
    let out_of_range = || ArrowError::ComputeError(format!("{amount} does not fit {PRECISION} digits"));
    let more =
        u32::try_from(SCALE).ok().and_then(|scale| scale.checked_sub(amount.scale())).ok_or_else(out_of_range)?;
    10_i128.checked_pow(more).and_then(|factor| amount.mantissa().checked_mul(factor)).ok_or_else(out_of_range)
}
