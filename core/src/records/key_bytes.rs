//! The bytes of a key. Short keys have them in place, so that making, copying and comparing one needs no other memory.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use alloc::sync::Arc;
use alloc::vec::Vec;

/// The length up to which bytes are in place: a key is 48 bytes then.
const INLINE_MAX: usize = 46;

/// Immutable bytes. Each sequence of bytes has exactly one form, so that equal bytes have equal forms.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum KeyBytes {
    /// At most [`INLINE_MAX`] bytes: their number, and the bytes with zeros behind them.
    Inline(u8, [u8; INLINE_MAX]),
    /// More bytes.
    Shared(Arc<[u8]>),
}

impl KeyBytes {
    #[inline]
    pub(super) fn as_slice(&self) -> &[u8] {
        match self {
            // The length is at most that of the array.
            Self::Inline(length, bytes) => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Self::Shared(bytes) => bytes,
        }
    }
}

impl From<&[u8]> for KeyBytes {
    fn from(bytes: &[u8]) -> Self {
        let mut builder = KeyBytesBuilder::default();
        builder.push(bytes);
        builder.build()
    }
}

impl PartialOrd for KeyBytes {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for KeyBytes {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            // The zeros make no difference: where only one of the two has ended, the other one has zeros as well or is
            // greater. If all bytes are equal, the shorter sequence is the start of the other one.
            (Self::Inline(length, bytes), Self::Inline(other_length, other_bytes)) => {
                bytes.cmp(other_bytes).then_with(|| length.cmp(other_length))
            }
            _ => self.as_slice().cmp(other.as_slice()),
        }
    }
}

impl Hash for KeyBytes {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        // A key is hashed alone, so its length need not be hashed too.
        state.write(self.as_slice());
    }
}

impl fmt::Debug for KeyBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_slice(), f)
    }
}

/// Bytes that are put together from parts.
pub(super) struct KeyBytesBuilder {
    length: usize,
    inline: [u8; INLINE_MAX],
    /// All bytes, as soon as they are too many for `inline`; empty before.
    long: Vec<u8>,
}

impl Default for KeyBytesBuilder {
    #[inline]
    fn default() -> Self {
        Self { length: 0, inline: [0; INLINE_MAX], long: Vec::new() }
    }
}

impl KeyBytesBuilder {
    /// Adds bytes at the end.
    #[inline]
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let length = self.length + bytes.len();
        match self.inline.get_mut(self.length..length) {
            Some(free) if self.long.is_empty() => free.copy_from_slice(bytes),
            _ => self.push_long(bytes),
        }
        self.length = length;
    }

    #[cold]
    fn push_long(&mut self, bytes: &[u8]) {
        if self.long.is_empty() {
            self.long.extend_from_slice(self.inline.get(..self.length).unwrap_or_default());
        }
        self.long.extend_from_slice(bytes);
    }

    #[inline]
    pub(super) fn build(self) -> KeyBytes {
        match u8::try_from(self.length) {
            Ok(length) if self.long.is_empty() => KeyBytes::Inline(length, self.inline),
            _ => KeyBytes::Shared(self.long.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::hash::DefaultHasher;

    use super::*;

    /// Bytes of every length from 0 to 60, of few values, so that many have the same start.
    fn samples() -> Vec<Vec<u8>> {
        let mut samples = Vec::new();
        for length in 0..=60 {
            for (filled, last) in [(0, 0), (0, 1), (1, 0), (1, 1), (255, 255), (255, 0)] {
                let mut bytes = alloc::vec![filled; length];
                if let Some(end) = bytes.last_mut() {
                    *end = last;
                }
                samples.push(bytes);
            }
        }
        samples
    }

    fn hash(one: &impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        one.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn keys_compare_and_hash_as_their_bytes_do_at_every_length() {
        let samples = samples();
        for one in &samples {
            let key = KeyBytes::from(one.as_slice());
            assert_eq!(key.as_slice(), one.as_slice());
            for other in &samples {
                let other_key = KeyBytes::from(other.as_slice());
                assert_eq!(key.cmp(&other_key), one.cmp(other), "{one:?} {other:?}");
                assert_eq!(key == other_key, one == other, "{one:?} {other:?}");
                assert!(one != other || hash(&key) == hash(&other_key), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn parts_make_the_same_key_as_all_bytes_at_once() {
        let bytes: Vec<u8> = (1..=60).collect();
        for end in 0..=bytes.len() {
            for first in 0..=end {
                for second in first..=end {
                    let mut builder = KeyBytesBuilder::default();
                    for part in [&bytes[..first], &bytes[first..second], &bytes[second..end]] {
                        builder.push(part);
                    }
                    let key = builder.build();
                    assert_eq!(key, KeyBytes::from(&bytes[..end]), "{first} {second} {end}");
                    assert_eq!(key.as_slice(), &bytes[..end]);
                }
            }
        }
    }

    #[test]
    fn a_key_has_48_bytes() {
        assert_eq!(size_of::<KeyBytes>(), 48);
        assert!(matches!(KeyBytes::from([7; 46].as_slice()), KeyBytes::Inline(46, _)));
        assert!(matches!(KeyBytes::from([7; 47].as_slice()), KeyBytes::Shared(_)));
    }
}
