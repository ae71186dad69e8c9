//! Detects that the process is a fork of the process that opened the ledger. A handler counts the forks in the
//! child; to read the counter is faster than the system call `getpid`.

use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

static GENERATION: AtomicU32 = AtomicU32::new(0);

/// The number of forks that led to this process. It is larger in every forked child than in its parent.
pub(crate) fn generation() -> u32 {
    #[cfg(unix)]
    {
        static REGISTERED: Once = Once::new();
        if !REGISTERED.is_completed() {
            // SAFETY: the handler only increments an atomic counter, which is allowed after a fork of several threads.
            REGISTERED.call_once(|| unsafe {
                libc::pthread_atfork(None, None, Some(in_child));
            });
        }
    }
    GENERATION.load(Ordering::Relaxed)
}

#[cfg(unix)]
unsafe extern "C" fn in_child() {
    GENERATION.fetch_add(1, Ordering::Relaxed);
}
