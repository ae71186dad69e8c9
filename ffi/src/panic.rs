//! Functions that cannot report an error: a panic in them does not reach C.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a function that cannot fail. If it panics, the result is `otherwise`.
pub(crate) fn catch_or<T>(otherwise: T, act: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or(otherwise)
}
