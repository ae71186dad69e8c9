//! Processing everything that is due, in bounded commits.

use std::ops::ControlFlow;

use defray_core::command::{Advance, Request};
use defray_core::limits::ADVANCE_MAX;
use defray_core::records::RecordKind;
use defray_core::time::Instant;
use defray_core::{Key, Record};

use crate::answer::Answer;
use crate::engine::Engine;
use crate::error::Error;
use crate::progress::Progress;
use crate::snapshot::Snapshot;

/// A function that [`Engine::advance`] calls after each commit. [`ControlFlow::Break`] stops after this commit.
pub type AdvanceCallback<'w> = &'w mut dyn FnMut(&Answer, Progress) -> ControlFlow<()>;

impl Engine {
    /// Processes everything that is due in all accounts at `at`: submits [`Advance`] until nothing more is due. One
    /// commit processes at most [`ADVANCE_MAX`] due instants of accounts, and other commands are accepted between two
    /// commits. Returns `true` when nothing more is due, and `false` when `each` stopped it. What was committed stays;
    /// a later call continues.
    ///
    /// # Errors
    ///
    /// Those of [`submit`](Self::submit); [`Error::Corrupt`] with the code `diverged` when a record says that something
    /// is due for an account that has nothing due then.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use defray::{Engine, MemoryStore, Options};
    /// let engine = Engine::open_in(MemoryStore::default(), Options::default())?;
    /// let finished = engine.advance("2026-03-01T00:00:00Z".parse()?, &mut |_, progress| {
    ///     eprintln!("{} of {}", progress.done, progress.of);
    ///     ControlFlow::Continue(())
    /// })?;
    /// assert!(finished);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn advance(&self, at: Instant, each: AdvanceCallback<'_>) -> Result<bool, Error> {
        let due = self.snapshot().due_until(at)?;
        for commits in 1_u64.. {
            let answer = self.submit(Request::new(Advance {}).at(at))?;
            let more = matches!(answer, Answer::Done(_)) && self.next_deadline()?.is_some_and(|next| next <= at);
            let most = commits.saturating_mul(ADVANCE_MAX as u64);
            let done = if more { most.min(due) } else { due };
            let flow = each(&answer, Progress { done, of: due });
            if !more {
                break;
            }
            if flow.is_break() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Snapshot {
    /// The number of accounts for which something is due at or before `at`.
    fn due_until(&self, at: Instant) -> Result<u64, Error> {
        let mut due = 0;
        for pair in self.pairs(Key::all(RecordKind::Due)) {
            let (key, record) = pair?;
            match record {
                Record::AccountId(account) if key <= Key::due(at, &account) => due += 1,
                _ => break,
            }
        }
        Ok(due)
    }
}
