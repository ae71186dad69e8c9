//! Strict JSON: what two readers could take differently is an error here.
//!
//! - UTF-8 only; no byte order mark except at the very start of a file;
//! - one value, nothing after it;
//! - no key twice in an object, at any depth;
//! - at most [`DEPTH_MAX`] objects and lists inside each other;
//! - at most [`LINE_BYTES_MAX`] bytes a line.

mod lines;
mod typed;
mod value;

pub use lines::{Line, LineError, Lines};
pub use typed::from_value;
pub use value::{DEPTH_MAX, LINE_BYTES_MAX, read_value};
