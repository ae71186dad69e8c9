//! Who owns what is given to C, and whether its ledger can still be used.

use std::sync::atomic::{AtomicBool, Ordering};

use defray_bindings_support::Failure;

use crate::fork;
use crate::layout::Arena;
use crate::panic::catch_or;

/// What C holds by an opaque pointer, and frees. Each is in a `Box` and nothing else; what handles share is in an `Arc` inside.
pub(crate) trait Owned: Sized {
    /// Gives it to C.
    fn give(self) -> *mut Self {
        Box::into_raw(Box::new(self))
    }

    /// Takes it back; `None` for NULL.
    ///
    /// # Safety
    ///
    /// `pointer` came from [`give`](Self::give) and is not used any more.
    unsafe fn take(pointer: *mut Self) -> Option<Box<Self>> {
        if pointer.is_null() {
            return None;
        }
        // SAFETY: as our caller says.
        Some(unsafe { Box::from_raw(pointer) })
    }

    /// Frees it; nothing for NULL.
    ///
    /// # Safety
    ///
    /// As [`take`](Self::take).
    unsafe fn free(pointer: *mut Self) {
        // SAFETY: as our caller says.
        catch_or((), || drop(unsafe { Self::take(pointer) }));
    }
}

/// A structure that C reads, with the memory that it points into. C has a pointer to the structure, which is the first thing in it.
#[repr(C)]
pub(crate) struct Laid<T> {
    value: T,
    _arena: Arena,
}

/// Gives C a structure to read and to free.
pub(crate) fn give<T: Copy>(arena: Arena, lay: impl FnOnce(&Arena) -> T) -> *const T {
    let value = lay(&arena);
    Box::into_raw(Box::new(Laid { value, _arena: arena })).cast_const().cast::<T>()
}

/// Frees what [`give`] gave; nothing for NULL.
///
/// # Safety
///
/// `pointer` came from [`give`] and is not used any more.
pub(crate) unsafe fn free<T: Copy>(pointer: *const T) {
    if !pointer.is_null() {
        // SAFETY: as our caller says; `Laid` begins with the value.
        catch_or((), || drop(unsafe { Box::from_raw(pointer.cast_mut().cast::<Laid<T>>()) }));
    }
}

/// Whether a ledger can be used: shared by its handle and all snapshots of it.
pub(crate) struct State {
    halted: AtomicBool,
    closed: AtomicBool,
    /// The process that opened it.
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

    /// Whether this process is a child of the one that opened it.
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
