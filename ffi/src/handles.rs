//! The ownership of what C receives, and whether its ledger can still be used.

use std::sync::atomic::{AtomicBool, Ordering};

use defray_bindings_support::Failure;

use crate::fork;
use crate::layout::{Arena, ToC};
use crate::panic::catch_or;
use crate::text::defray_str;

/// An object that C holds by an opaque pointer and frees. It is alone in its `Box`; state that several handles
/// share is in an `Arc` inside.
pub(crate) trait Owned: Sized {
    /// Passes the ownership to C.
    fn give(self) -> *mut Self {
        Box::into_raw(Box::new(self))
    }

    /// Receives the ownership from C. `None` for NULL.
    ///
    /// # Safety
    ///
    /// `pointer` is NULL, or it came from [`give`](Self::give) and is not used after this call.
    unsafe fn take(pointer: *mut Self) -> Option<Box<Self>> {
        if pointer.is_null() {
            return None;
        }
        // SAFETY: guaranteed by the caller.
        Some(unsafe { Box::from_raw(pointer) })
    }

    /// Frees the object. NULL is allowed.
    ///
    /// # Safety
    ///
    /// As for [`take`](Self::take).
    unsafe fn free(pointer: *mut Self) {
        // SAFETY: guaranteed by the caller.
        catch_or((), || drop(unsafe { Self::take(pointer) }));
    }
}

/// A structure that C reads, together with the memory that it points to. C has a pointer to `value`, which is the
/// first field.
#[repr(C)]
pub(crate) struct WithArena<T> {
    value: T,
    _arena: Arena,
}

/// Creates a structure that C reads and frees.
pub(crate) fn give<T: Copy>(arena: Arena, make: impl FnOnce(&Arena) -> T) -> *const T {
    let value = make(&arena);
    Box::into_raw(Box::new(WithArena { value, _arena: arena })).cast_const().cast::<T>()
}

/// Converts a value to a structure that C reads and frees.
pub(crate) fn give_value<T: ToC>(value: &T) -> *const T::C {
    give(Arena::new(), |arena| value.to_c(arena))
}

/// Creates a text that C reads and frees.
pub(crate) fn give_text(text: &str) -> *const defray_str {
    give(Arena::new(), |arena| arena.text(text))
}

/// Frees a structure that [`give`] created. NULL is allowed.
///
/// # Safety
///
/// `pointer` is NULL, or it came from [`give`] and is not used after this call.
pub(crate) unsafe fn free<T: Copy>(pointer: *const T) {
    if !pointer.is_null() {
        // SAFETY: guaranteed by the caller; `value` is the first field of `WithArena`.
        catch_or((), || drop(unsafe { Box::from_raw(pointer.cast_mut().cast::<WithArena<T>>()) }));
    }
}

/// Whether a ledger can be used. Its handle and all its snapshots share this.
pub(crate) struct State {
    halted: AtomicBool,
    closed: AtomicBool,
    /// The fork generation of the process that opened the ledger.
    process: u32,
}

impl State {
    pub(crate) fn new() -> Self {
        Self { halted: AtomicBool::new(false), closed: AtomicBool::new(false), process: fork::generation() }
    }

    pub(crate) fn halt(&self) {
        self.halted.store(true, Ordering::SeqCst);
    }

    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
    }

    /// Whether this process is a forked child of the process that opened the ledger.
    pub(crate) fn is_forked(&self) -> bool {
        self.process != fork::generation()
    }

    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.is_forked() {
            let message = "the ledger was opened by another process, before a fork: open it in this one";
            return Err(Failure::new("forked", "", message));
        }
        if self.closed.load(Ordering::SeqCst) {
            return Err(Failure::new("closed", "", "the ledger was closed"));
        }
        if self.halted.load(Ordering::SeqCst) {
            let message = "the ledger has halted after a panic: close it and open the file again";
            return Err(Failure::new("halted", "", message));
        }
        Ok(())
    }
}
