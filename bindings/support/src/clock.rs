//! A clock that the host sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use defray::Clock;
use defray::core::time::Instant;

/// A clock that shows the instant to which it was last set, at first 1970-01-01T00:00:00Z. For tests, and for replaying
/// commands of another ledger: the same commands at the same instants give the same bytes. A clone is the same clock.
///
/// ```
/// use defray_bindings_support::ManualClock;
/// let clock = ManualClock::default();
/// clock.set("2026-03-01T08:00:00Z".parse()?);
/// assert_eq!(clock.now().to_string(), "2026-03-01T08:00:00Z");
/// assert_eq!(clock.clock()(), clock.now());
/// # Ok::<(), defray::core::time::ParseInstantError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// Sets the clock to `now`. The instant may be earlier than the present one.
    pub fn set(&self, now: Instant) {
        self.0.store(now.nanoseconds(), Ordering::SeqCst);
    }

    /// The instant that the clock shows.
    pub fn now(&self) -> Instant {
        // Only instants are stored, so the fallback is never used.
        Instant::from_nanoseconds(self.0.load(Ordering::SeqCst)).unwrap_or(Instant::LAST)
    }

    /// The clock in the form that [`Options::clock`](defray::Options::clock) takes.
    pub fn clock(&self) -> Clock {
        let clock = self.clone();
        Arc::new(move || clock.now())
    }
}
