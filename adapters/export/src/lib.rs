//! Exports defray's records as tables. [`stream`] is for pandas, polars, duckdb and other programs that support the
//! Arrow C stream interface; [`csv()`] is for all other programs. Both have the same rows.
//!
//! ```
//! use defray::core::command::OpenAccount;
//! use defray::{Engine, MemoryStore, Options, Request};
//! use defray_export::{Table, csv};
//! let engine = Engine::open_in(MemoryStore::default(), Options::default())?;
//! engine.submit(Request::new(OpenAccount { account: "acme".parse()?, currency: "CNY".parse()? }).at("2026-03-01T00:00:00Z".parse()?))?;
//! let mut text = Vec::new();
//! csv(&engine.snapshot(), Table::Accounts, None, &mut text)?;
//! assert_eq!(
//!     String::from_utf8(text)?,
//!     "account,currency,standing,cash,overdraft,opened_at,closed_at,decided_at\n\
//!      acme,CNY,good,0,0,2026-03-01T00:00:00Z,,2026-03-01T00:00:00Z\n"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod arrow;
mod rows;
mod table;
mod text;

pub use arrow::{Batches, schema, stream};
pub use arrow_array::ffi_stream::FFI_ArrowArrayStream;
pub use table::{Column, ColumnKind, Table};
pub use text::{ExportError, TextForm, csv, csv_in};
