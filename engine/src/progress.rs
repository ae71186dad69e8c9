//! Long work, watched: the caller sees how far it has come and may stop it.

use std::ops::ControlFlow;

use crate::code::Code;
use crate::error::Error;

/// How far a long work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Journal entries or records done.
    pub done: u64,
    /// Of so many.
    pub of: u64,
}

/// Is called now and then in a long work; [`ControlFlow::Break`] stops it with the error `cancelled`.
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

/// For work that nobody watches: `engine.verify(&mut no_progress)`.
pub const fn no_progress(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Tells how far it has come.
pub(crate) fn tell(watch: ProgressCallback<'_>, done: u64, of: u64) -> Result<(), Error> {
    match watch(Progress { done, of }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => {
            let message = format!("cancelled by the caller after {done} of {of}; nothing has changed");
            Err(Error::Environment { code: Code::Cancelled, message })
        }
    }
}

/// Tells it every so many entries and at the end: often enough to be stopped at once, seldom enough to cost nothing.
pub(crate) fn report_periodically(watch: ProgressCallback<'_>, done: u64, of: u64) -> Result<(), Error> {
    const EVERY: u64 = 1_024;
    if done.is_multiple_of(EVERY) || done == of { tell(watch, done, of) } else { Ok(()) }
}
