//! The frame of every exported function: outputs are zero until they are written, errors become statuses, and panics
//! do not reach C.

use std::panic::{AssertUnwindSafe, catch_unwind};

use defray_bindings_support::Failure;

use crate::error::defray_error;
use crate::handles::State;
use crate::layout::{Zero, nothing};
use crate::reading::{misaligned, null};
use crate::status::{DEFRAY_OK, defray_status};

/// Runs the body of a function with one output, the argument `out`.
///
/// # Safety
///
/// `out` and `err` are NULL or may be written.
pub(crate) unsafe fn call<T: Zero>(
    out: *mut T,
    err: *mut *mut defray_error,
    act: impl FnOnce() -> Result<T, Failure>,
) -> defray_status {
    // SAFETY: guaranteed by the caller.
    unsafe {
        guarded(err, || {
            let out = output(out, "out")?;
            Ok(out.write(act()?))
        })
    }
}

/// Runs the body of a function of a handle with one output, the argument `out`. The ledger of the handle must be
/// usable.
///
/// # Safety
///
/// As for [`call`] and [`guarded_by`].
pub(crate) unsafe fn call_on<H: OfLedger, T: Zero>(
    handle: *const H,
    out: *mut T,
    err: *mut *mut defray_error,
    act: impl FnOnce(&H) -> Result<T, Failure>,
) -> defray_status {
    // SAFETY: guaranteed by the caller.
    unsafe {
        guarded_by(handle, err, |handle| {
            let out = output(out, "out")?;
            Ok(out.write(act(handle.open()?)?))
        })
    }
}

/// Runs the body of a function of a handle without outputs. The ledger of the handle must be usable.
///
/// # Safety
///
/// As for [`guarded_by`].
pub(crate) unsafe fn act_on<H: OfLedger>(
    handle: *const H,
    err: *mut *mut defray_error,
    act: impl FnOnce(&H) -> Result<(), Failure>,
) -> defray_status {
    // SAFETY: guaranteed by the caller.
    unsafe { guarded_by(handle, err, |handle| act(handle.open()?).map(|()| Written)) }
}

/// Runs the body of a function without a handle, with any number of outputs.
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

/// Runs the body of a function of a handle, with any number of outputs. A panic halts the ledger, because its state is
/// not known then.
///
/// # Safety
///
/// As for [`guarded`]; `handle` is NULL or a handle that C has and did not free.
pub(crate) unsafe fn guarded_by<H: OfLedger>(
    handle: *const H,
    err: *mut *mut defray_error,
    act: impl FnOnce(Unchecked<H>) -> Result<Written, Failure>,
) -> defray_status {
    let halt = || {
        // SAFETY: guaranteed by the caller.
        if let Some(handle) = unsafe { handle.as_ref() } {
            handle.state().halt();
        }
    };
    // SAFETY: guaranteed by the caller.
    unsafe { guarded_with(err, || act(Unchecked(handle)), halt) }
}

unsafe fn guarded_with(
    err: *mut *mut defray_error,
    act: impl FnOnce() -> Result<Written, Failure>,
    panicked: impl FnOnce(),
) -> defray_status {
    let has_err = !err.is_null() && err.is_aligned();
    if has_err {
        // SAFETY: guaranteed by the caller.
        unsafe { err.write(std::ptr::null_mut()) };
    }
    let failure = match catch_unwind(AssertUnwindSafe(act)) {
        Ok(Ok(Written)) => return DEFRAY_OK,
        Ok(Err(failure)) => failure,
        Err(panic) => {
            panicked();
            Failure::from_panic(panic.as_ref())
        }
    };
    let status = failure.status.number();
    if has_err {
        // After a panic here, C gets the status without the details.
        let details = catch_unwind(AssertUnwindSafe(|| defray_error::new(failure)));
        if let Ok(error) = details {
            // SAFETY: guaranteed by the caller.
            unsafe { err.write(Box::into_raw(Box::new(error))) };
        }
    }
    status
}

/// The proof that a body has written its outputs.
pub(crate) struct Written;

/// The place of an output, which is zero until it is written.
pub(crate) struct Output<T>(*mut T);

impl<T> Output<T> {
    #[allow(clippy::needless_pass_by_value, reason = "an output is written once")]
    pub(crate) fn write(self, value: T) -> Written {
        // SAFETY: `output` checked the pointer, and the caller of the function keeps it valid.
        unsafe { self.0.write(value) };
        Written
    }
}

/// Checks the pointer to an output and sets the output to zero, so that C never reads an old value.
///
/// # Safety
///
/// `pointer` is NULL or may be written.
pub(crate) unsafe fn output<T: Zero>(pointer: *mut T, name: &str) -> Result<Output<T>, Failure> {
    checked(pointer, name)?;
    // SAFETY: neither NULL nor misaligned; the caller guarantees the rest.
    unsafe { pointer.write(nothing()) };
    Ok(Output(pointer))
}

/// The value that an argument points to.
///
/// # Safety
///
/// `pointer` is NULL or points to a value that does not change during the call.
pub(crate) unsafe fn given<'g, T>(pointer: *const T, name: &str) -> Result<&'g T, Failure> {
    checked(pointer, name)?;
    // SAFETY: neither NULL nor misaligned; the caller guarantees the rest.
    Ok(unsafe { &*pointer })
}

fn checked<T>(pointer: *const T, name: &str) -> Result<(), Failure> {
    if pointer.is_null() {
        return Err(null(name));
    }
    if !pointer.is_aligned() {
        return Err(misaligned(name));
    }
    Ok(())
}

/// A handle of a ledger: the engine or a snapshot.
pub(crate) trait OfLedger {
    /// The name of the argument that is this handle.
    const NAME: &'static str;

    /// The state of the ledger.
    fn state(&self) -> &State;
}

/// A handle from C that is not checked yet: the outputs must be set to zero first.
pub(crate) struct Unchecked<H>(*const H);

impl<H: OfLedger> Unchecked<H> {
    /// The handle. Fails if it is NULL or its ledger cannot be used.
    ///
    /// # Safety
    ///
    /// As for [`guarded_by`].
    pub(crate) unsafe fn open<'h>(self) -> Result<&'h H, Failure> {
        // SAFETY: guaranteed by the caller.
        let handle = unsafe { given(self.0, H::NAME)? };
        handle.state().check()?;
        Ok(handle)
    }
}
