//! Versions: of the header that a program was compiled with, and of the library that it runs with.

use std::ffi::c_char;

/// The version that this header describes.
pub const DEFRAY_VERSION: &str = "0.1.0";
/// The same as one number: major times 1 000 000, plus minor times 1 000, plus patch.
pub const DEFRAY_VERSION_NUMBER: u32 = 1_000;
/// Counts the binary interfaces: a program runs only with a library of the same number.
pub const DEFRAY_ABI_VERSION: u32 = 1;

/// The library's version, such as `0.1.0`; compare with `DEFRAY_VERSION`, the header's. NUL-terminated, never freed. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast::<c_char>()
}

/// The library's version as a number; compare with `DEFRAY_VERSION_NUMBER`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn defray_version_number() -> u32 {
    DEFRAY_VERSION_NUMBER
}

/// The library's binary interface; a program must not go on if this is not `DEFRAY_ABI_VERSION`. Any thread.
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
