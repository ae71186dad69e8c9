//! Hashes and their comparison.

use alloc::format;
use alloc::string::String;

use base64ct::{Base64, Encoding};
use hmac::{Hmac, Mac};
use md5::Md5;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// HMAC-SHA256 of the parts of a message, one after the other.
pub(crate) fn hmac_sha256(key: &[&[u8]], message: &[&[u8]]) -> [u8; 32] {
    // The key in one piece, wiped after use.
    let mut whole = zeroize::Zeroizing::new(alloc::vec::Vec::new());
    key.iter().for_each(|part| whole.extend_from_slice(part));
    // HMAC takes keys of any length, so there is no error to report.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&whole) else { return [0; 32] };
    message.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

pub(crate) fn md5_hex(parts: &[&[u8]]) -> String {
    let mut hash = Md5::new();
    parts.iter().for_each(|part| hash.update(part));
    hex(&hash.finalize())
}

pub(crate) fn sha256_hex(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// Whether both are the same, in a time that depends on their lengths only.
pub(crate) fn same(given: &str, expected: &str) -> bool {
    given.as_bytes().ct_eq(expected.as_bytes()).into()
}

/// The same, for hexadecimal digits of either case.
pub(crate) fn same_hex(given: &str, expected: &str) -> bool {
    same(&given.to_ascii_lowercase(), &expected.to_ascii_lowercase())
}
