//! Cancels a long operation from another thread.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use engine::Progress;

use crate::handles::Owned;
use crate::panic::catch_or;

/// A request to cancel a long operation. One thread passes it to the function that runs the operation. Another
/// thread calls `defray_cancel_request`. The function then returns `DEFRAY_ERR_CANCELLED` soon, and nothing has
/// changed.
///
/// Thread-safe. Several calls can use the same object. A request is permanent: it also cancels later calls.
/// `defray_cancel_free` frees it.
pub struct defray_cancel(AtomicBool);

impl Owned for defray_cancel {}

/// The callback with which the engine asks whether to continue. NULL never cancels.
///
/// # Safety
///
/// `cancel` is NULL or a valid object that outlives the call.
pub(crate) unsafe fn watch<'c>(cancel: *const defray_cancel) -> impl FnMut(Progress) -> ControlFlow<()> + 'c {
    // SAFETY: guaranteed by the caller.
    let cancel: Option<&'c defray_cancel> = unsafe { cancel.as_ref() };
    move |_| match cancel {
        Some(cancel) if cancel.0.load(Ordering::Relaxed) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    }
}

/// Creates an object without a request. The caller owns it and frees it with `defray_cancel_free`. NULL only after
/// a defect of defray. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn defray_cancel_new() -> *mut defray_cancel {
    catch_or(std::ptr::null_mut(), || defray_cancel(AtomicBool::new(false)).give())
}

/// Cancels the calls that use `cancel`. Returns immediately. NULL is allowed. Thread-safe, and allowed in a signal
/// handler.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_cancel_request(cancel: *const defray_cancel) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    if let Some(cancel) = unsafe { cancel.as_ref() } {
        cancel.0.store(true, Ordering::Relaxed);
    }
}

/// Frees the object. No call may still use it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_cancel_free(cancel: *mut defray_cancel) {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe { defray_cancel::free(cancel) }
}
