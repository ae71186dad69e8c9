//! A clock that the host sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use defray::Clock;
use defray::core::time::Instant;

/// Shows the instant it was set to last. For tests and for replaying what happened elsewhere: the same commands give the same bytes.
///
/// ```
/// use defray_bindings_support::ManualClock;
/// let clock = ManualClock::default();
/// clock.set("2026-03-01T08:00:00Z".parse()?);
/// assert_eq!((clock.clock())().to_string(), "2026-03-01T08:00:00Z");
/// # Ok::<(), defray::core::time::ParseInstantError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// Sets it.
    pub fn set(&self, now: Instant) {
        self.0.store(now.nanoseconds(), Ordering::SeqCst);
    }

    /// As the engine's options want it.
    pub fn clock(&self) -> Clock {
        let now = Arc::clone(&self.0);
        Arc::new(move || Instant::from_nanoseconds(now.load(Ordering::SeqCst)).unwrap_or(Instant::LAST))
    }
}
