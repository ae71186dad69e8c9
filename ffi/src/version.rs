//! The version of the header with which a program was compiled, and of the library with which it runs.

use std::ffi::c_char;

/// The version that this header describes.
pub const DEFRAY_VERSION: &str = "0.1.0";
/// The same version as a number: major * 1 000 000 + minor * 1 000 + patch.
pub const DEFRAY_VERSION_NUMBER: u32 = 1_000;
/// The number of the binary interface. A program runs only with a library that has the same number.
pub const DEFRAY_ABI_VERSION: u32 = 1;

/// The version of the library, such as `0.1.0`; `DEFRAY_VERSION` is the version of the header. The text has a NUL
/// at its end, is static and is never freed. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn defray_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast::<c_char>()
}

/// The version of the library as a number; `DEFRAY_VERSION_NUMBER` is that of the header. Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn defray_version_number() -> u32 {
    DEFRAY_VERSION_NUMBER
}

/// The number of the library's binary interface. A program must stop if it is not `DEFRAY_ABI_VERSION`.
/// Thread-safe.
#[unsafe(no_mangle)]
pub extern "C" fn defray_abi_version() -> u32 {
    DEFRAY_ABI_VERSION
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headers_version_is_cargos() {
        assert_eq!(DEFRAY_VERSION, env!("CARGO_PKG_VERSION"));
        let parts: Vec<u32> = DEFRAY_VERSION.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect();
        assert_eq!(parts.iter().fold(0, |sum, part| sum * 1_000 + part), DEFRAY_VERSION_NUMBER);
    }
}
