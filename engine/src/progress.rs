//! Progress of long operations. The caller gets reports and can cancel.

use std::ops::ControlFlow;

use crate::code::Code;
use crate::error::Error;

/// The progress of a long operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of journal entries or records that are done.
    pub done: u64,
    /// The number of all of them.
    pub of: u64,
}

/// A function that a long operation calls periodically. [`ControlFlow::Break`] stops the operation with the error
/// `cancelled`.
///
/// ```
/// use std::ops::ControlFlow;
/// use defray::{Engine, MemoryStore, Options};
/// let engine = Engine::open_in(MemoryStore::default(), Options::default())?;
/// engine.verify(&mut |progress| {
///     eprintln!("{} of {}", progress.done, progress.of);
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), defray::Error>(())
/// ```
pub type ProgressCallback<'w> = &'w mut dyn FnMut(Progress) -> ControlFlow<()>;

/// A callback that ignores progress: `engine.verify(&mut no_progress)`.
pub const fn no_progress(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Reports progress to the caller.
pub(crate) fn report(progress: ProgressCallback<'_>, done: u64, of: u64) -> Result<(), Error> {
    match progress(Progress { done, of }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => {
            let message = format!("the caller cancelled after {done} of {of}; nothing has changed");
            Err(Error::Environment { code: Code::Cancelled, message })
        }
    }
}

/// Reports progress every 1,024 entries and at the end, so that cancelling is quick and the reports cost little.
pub(crate) fn report_periodically(progress: ProgressCallback<'_>, done: u64, of: u64) -> Result<(), Error> {
    const EVERY: u64 = 1_024;
    if done.is_multiple_of(EVERY) || done == of { report(progress, done, of) } else { Ok(()) }
}
