//! Strict JSON: text that two readers could understand differently is an error.
//!
//! - The text is UTF-8, without a byte order mark except at the start of a file.
//! - A line is one value, without text after it.
//! - No object has a key twice, at any depth.
//! - At most [`DEPTH_MAX`] objects and lists are nested.
//! - A line has at most [`LINE_BYTES_MAX`] bytes.

mod lines;
mod typed;
mod value;

pub use lines::{Line, LineError, Lines};
pub use typed::from_value;
pub use value::{DEPTH_MAX, LINE_BYTES_MAX, read_value};
