//! The one way into every exported function: errors become statuses, panics stop here, outputs are zero until they are written.

use std::panic::{AssertUnwindSafe, catch_unwind};

use defray_bindings_support::Failure;

use crate::error::defray_error;
use crate::handles::State;
use crate::layout::{Zero, nothing};
use crate::panic::of_panic;
use crate::reading::{misaligned, null};
use crate::status::{DEFRAY_OK, defray_status};

/// Says that the outputs were written.
pub(crate) struct Written;

/// Where an output goes, zero already.
pub(crate) struct Output<T>(*mut T);

impl<T> Output<T> {
    #[allow(clippy::needless_pass_by_value, reason = "an output is written once")]
    pub(crate) fn write(self, value: T) -> Written {
        // SAFETY: it was checked when it was made, and the caller keeps it until the call returns.
        unsafe { self.0.write(value) };
        Written
    }
}

/// Checks where an output goes and makes it zero, so that a caller never reads what was there before.
///
/// # Safety
///
/// `pointer` is NULL or may be written.
pub(crate) unsafe fn output<T: Zero>(pointer: *mut T, name: &str) -> Result<Output<T>, Failure> {
    if pointer.is_null() {
        return Err(null(name));
    }
    if !pointer.is_aligned() {
        return Err(misaligned(name));
    }
    // SAFETY: neither NULL nor misaligned, and the caller's to write.
    unsafe { pointer.write(nothing()) };
    Ok(Output(pointer))
}

/// What an argument points to.
///
/// # Safety
///
/// `pointer` is NULL or points to a value that stays as it is while the call runs.
pub(crate) unsafe fn given<'g, T>(pointer: *const T, name: &str) -> Result<&'g T, Failure> {
    if pointer.is_null() {
        return Err(null(name));
    }
    if !pointer.is_aligned() {
        return Err(misaligned(name));
    }
    // SAFETY: neither NULL nor misaligned, and a value by the caller's word.
    Ok(unsafe { &*pointer })
}

/// Runs the body of an exported function.
///
/// # Safety
///
/// `err` is NULL or may be written.
pub(crate) unsafe fn guarded(
    err: *mut *mut defray_error,
    act: impl FnOnce() -> Result<Written, Failure>,
) -> defray_status {
    // SAFETY: guaranteed by the caller.
    unsafe { guarded_with(err, act, || {}) }
}

/// The same for what belongs to a ledger: a panic halts it, as nobody knows what was left half-done.
///
/// # Safety
///
/// As [`guarded`]; `handle` is NULL or one that was given out and not freed.
pub(crate) unsafe fn guarded_by<H: OfLedger>(
    handle: *const H,
    err: *mut *mut defray_error,
    act: impl FnOnce(Checked<H>) -> Result<Written, Failure>,
) -> defray_status {
    let halt = || {
        // SAFETY: guaranteed by the caller.
        if let Some(handle) = unsafe { handle.as_ref() } {
            handle.state().halt();
        }
    };
    // SAFETY: guaranteed by the caller.
    unsafe { guarded_with(err, || act(Checked(handle)), halt) }
}

/// What belongs to an open ledger.
pub(crate) trait OfLedger {
    /// The ledger's state.
    fn state(&self) -> &State;
}

/// A handle as it came, not looked at yet: outputs are made zero first.
pub(crate) struct Checked<H>(*const H);

impl<H: OfLedger> Checked<H> {
    /// The handle, if its ledger can be used.
    ///
    /// # Safety
    ///
    /// As [`guarded_by`].
    pub(crate) unsafe fn open<'h>(self, name: &str) -> Result<&'h H, Failure> {
        // SAFETY: guaranteed by the caller.
        let handle = unsafe { given(self.0, name)? };
        handle.state().check()?;
        Ok(handle)
    }
}

unsafe fn guarded_with(
    err: *mut *mut defray_error,
    act: impl FnOnce() -> Result<Written, Failure>,
    panicked: impl FnOnce(),
) -> defray_status {
    if !err.is_null() && err.is_aligned() {
        // SAFETY: guaranteed by the caller.
        unsafe { err.write(std::ptr::null_mut()) };
    }
    let failure = match catch_unwind(AssertUnwindSafe(act)) {
        Ok(Ok(Written)) => return DEFRAY_OK,
        Ok(Err(failure)) => failure,
        Err(panic) => {
            panicked();
            of_panic(panic.as_ref())
        }
    };
    let status = failure.status.number();
    if !err.is_null() && err.is_aligned() {
        // A message that cannot be made is no reason to go down.
        let made = catch_unwind(AssertUnwindSafe(|| defray_error::new(failure)));
        if let Ok(error) = made {
            // SAFETY: guaranteed by the caller.
            unsafe { err.write(Box::into_raw(Box::new(error))) };
        }
    }
    status
}
