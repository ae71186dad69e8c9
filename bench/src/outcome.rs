//! The result of a step of a benchmark.

use std::error::Error;

/// The result of a step. An error ends the program with its message.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;
