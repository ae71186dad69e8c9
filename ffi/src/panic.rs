//! Catches panics, so that C never unwinds.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use defray_bindings_support::Failure;

/// The error of a caught panic.
pub(crate) fn of_panic(panic: &(dyn Any + Send)) -> Failure {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("without a message");
    Failure::new(
        "panic",
        "",
        format!(
            "a defect of defray stopped it half-way ({text}); the ledger has halted: close it and open the file again, and please report it"
        ),
    )
}

/// Runs a function that cannot fail. If it panics, the result is `otherwise`.
pub(crate) fn catch_or<T>(otherwise: T, act: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or(otherwise)
}
