//! Panics of redb become errors.
//!
//! redb trusts its pages. When the disk lost a write, a block is older than the blocks that refer to it, but its seal
//! matches. In such a file redb reads a page of another kind, or one that is not in use, and panics: while it opens the
//! file, while it compares its checksums, and later. A host must get an error instead, so every call of redb is inside
//! [`guarded`], and every value of redb whose drop does work is in a [`Guarded`].
//!
//! The error is of class corrupt. After such an error in a write the engine halts, as after an unknown outcome: redb
//! marks its state as unusable, and writes nothing more when it is closed.
//!
//! Two limits:
//!
//! - The panic hook of the process runs before the panic is caught. By default it prints the panic to stderr. The hook
//!   is global, so a library must not replace it; a host that wants no output sets its own hook.
//! - In a program that is compiled with `panic = "abort"`, no panic can be caught: a stale block ends the process.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::{OpenErrorKind, StoreError};

/// A panic of redb.
#[derive(Debug, thiserror::Error)]
#[error(
    "redb panicked during {during} ({panic}): expected blocks of one state, but a block is probably older than the \
     others, because the disk lost a write; restore a backup, and check it with `defray verify`"
)]
pub(crate) struct Panicked {
    /// The operation of redb.
    during: &'static str,
    /// The message of the panic.
    panic: String,
}

impl From<Panicked> for StoreError {
    fn from(panicked: Panicked) -> Self {
        Self::Damaged(panicked.to_string())
    }
}

impl From<Panicked> for OpenErrorKind {
    fn from(panicked: Panicked) -> Self {
        Self::Damaged(panicked.to_string())
    }
}

/// Calls redb. A panic is an error that names `during`.
///
/// A panic leaves redb's own values in any state, so the closure must own all of them that it changes, except the
/// database. The database refuses further writes by itself after a panic in a write transaction.
pub(crate) fn guarded<T, E: From<Panicked>>(during: &'static str, call: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|panic| Err(Panicked { during, panic: panic_text(panic.as_ref()) }.into()))
}

/// The message of a panic.
pub(crate) fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a message").to_owned()
}

/// A value of redb, such as a database, whose drop can panic. Dropping the `Guarded` never panics.
#[derive(Debug)]
pub(super) struct Guarded<T>(Option<T>);

impl<T> Guarded<T> {
    pub(super) const fn new(value: T) -> Self {
        Self(Some(value))
    }

    pub(super) fn get(&self) -> Result<&T, StoreError> {
        self.0.as_ref().ok_or_else(closed)
    }

    pub(super) fn get_mut(&mut self) -> Result<&mut T, StoreError> {
        self.0.as_mut().ok_or_else(closed)
    }
}

fn closed() -> StoreError {
    StoreError::Unreadable("the file is closed".into())
}

impl<T> Drop for Guarded<T> {
    fn drop(&mut self) {
        let value = self.0.take();
        // All commits are on the disk, so an error of closing means only that the next open takes longer.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(value)));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_that_names_the_work_and_the_message() {
        let text = |act: fn() -> Result<(), StoreError>| guarded("a read", act).unwrap_err().to_string();
        let shown = text(|| panic!("page {} is no leaf", 7));
        assert!(shown.starts_with("the file is damaged: redb panicked during a read (page 7 is no leaf)"), "{shown}");
        assert!(text(|| std::panic::panic_any(7)).contains("(a panic without a message)"));
        assert_eq!(text(|| Err(StoreError::NotWritten("as it was".into()))), "as it was");
        assert_eq!(guarded("a read", || Ok::<_, StoreError>(7)).unwrap(), 7);
    }

    #[test]
    fn dropping_a_guarded_value_never_panics() {
        struct Panics;
        impl Drop for Panics {
            fn drop(&mut self) {
                panic!("while it is dropped");
            }
        }
        let guarded = Guarded::new(Panics);
        assert!(guarded.get().is_ok());
        drop(guarded);
    }
}
