//! Stops long work from another thread.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use engine::Progress;

use crate::handles::Owned;
use crate::panic::catch_or;

/// A wish to stop long work: one thread gives it to a long call, another requests it, and the call returns soon with
/// `DEFRAY_ERR_CANCELLED`, having changed nothing. Any thread may use it at any time; it can serve several calls, and a requested
/// one stays requested.
pub struct defray_cancel(AtomicBool);

impl Owned for defray_cancel {}

/// What the engine asks now and then. NULL never stops anything.
///
/// # Safety
///
/// `cancel` is NULL or one that was given out, and outlives the call.
pub(crate) unsafe fn watch<'c>(cancel: *const defray_cancel) -> impl FnMut(Progress) -> ControlFlow<()> + 'c {
    // SAFETY: as our caller says.
    let cancel: Option<&'c defray_cancel> = unsafe { cancel.as_ref() };
    move |_| match cancel {
        Some(cancel) if cancel.0.load(Ordering::Relaxed) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    }
}

/// A new one, not requested. NULL only if there is no memory. Freed with `defray_cancel_free`.
#[unsafe(no_mangle)]
pub extern "C" fn defray_cancel_new() -> *mut defray_cancel {
    catch_or(std::ptr::null_mut(), || defray_cancel(AtomicBool::new(false)).give())
}

/// Asks the calls that were given `cancel` to stop. Returns at once. NULL is allowed. Any thread, also in a signal handler.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_cancel_request(cancel: *const defray_cancel) {
    // SAFETY: as the header says of every function.
    if let Some(cancel) = unsafe { cancel.as_ref() } {
        cancel.0.store(true, Ordering::Relaxed);
    }
}

/// Frees it, once no call uses it any more. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_cancel_free(cancel: *mut defray_cancel) {
    // SAFETY: as the header says of every function.
    unsafe { defray_cancel::free(cancel) }
}
