//! Tells a forked child from its parent. `getpid` would be a system call each time; a handler that runs in the child costs a load.

use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

static GENERATION: AtomicU32 = AtomicU32::new(0);

/// A number that is another one in every forked child.
pub(crate) fn generation() -> u32 {
    #[cfg(unix)]
    {
        static REGISTERED: Once = Once::new();
        if !REGISTERED.is_completed() {
            // SAFETY: the handler only counts, which is allowed in a child of a process with several threads.
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
