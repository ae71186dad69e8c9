//! Only with the feature `testing`: what the tests in C need and nobody else may have.

use crate::engine_handle::defray_engine;
use crate::error::defray_error;
use crate::guard::{Checked, guarded_by};
use crate::status::defray_status;

/// What Rust thinks of every structure's size and fields; a text that lives for ever.
#[unsafe(no_mangle)]
pub extern "C" fn defray_testing_layout() -> *const std::ffi::c_char {
    static LAYOUT: std::sync::OnceLock<std::ffi::CString> = std::sync::OnceLock::new();
    LAYOUT.get_or_init(|| std::ffi::CString::new(crate::layouts::layout()).unwrap_or_default()).as_ptr()
}

/// Panics, as a defect would.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_testing_panic(
    engine: *const defray_engine,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: as the header says of every function.
    unsafe {
        guarded_by(engine, err, |engine: Checked<defray_engine>| {
            engine.open("engine")?;
            #[allow(clippy::panic, reason = "this is what it is for")]
            {
                panic!("asked for by a test")
            }
        })
    }
}
