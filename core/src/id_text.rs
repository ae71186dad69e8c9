//! The text of an id. Short texts are in place: making, copying and comparing one needs no other memory.

use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

use alloc::sync::Arc;

/// The length up to which a text is in place: an id is 24 bytes then.
const INLINE_MAX: usize = 22;

/// An immutable text. Each text has exactly one form, so that equal texts have equal forms.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum IdText {
    /// At most [`INLINE_MAX`] bytes of text: their number, and the bytes with zeros behind them.
    Inline(u8, [u8; INLINE_MAX]),
    /// A longer text.
    Shared(Arc<str>),
}

impl IdText {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            // The bytes are those of a whole text by construction.
            Self::Inline(..) => core::str::from_utf8(self.as_bytes()).unwrap_or_default(),
            Self::Shared(text) => text,
        }
    }

    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            // The length is at most that of the array.
            Self::Inline(length, bytes) => bytes.get(..usize::from(*length)).unwrap_or_default(),
            Self::Shared(text) => text.as_bytes(),
        }
    }
}

impl From<&str> for IdText {
    fn from(text: &str) -> Self {
        let mut bytes = [0; INLINE_MAX];
        match (u8::try_from(text.len()), bytes.get_mut(..text.len())) {
            (Ok(length), Some(place)) => {
                place.copy_from_slice(text.as_bytes());
                Self::Inline(length, bytes)
            }
            _ => Self::Shared(text.into()),
        }
    }
}

impl PartialOrd for IdText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for IdText {
    /// The order of texts is that of their bytes.
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl Hash for IdText {
    /// The hash of the text, because ids are borrowed as text.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::hash::DefaultHasher;
    use std::string::String;
    use std::vec::Vec;

    use super::*;

    fn hash(one: &impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        one.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn an_id_compares_and_hashes_as_its_text_does_at_every_length() {
        let repeat = |part: &str, length: usize| part.repeat(length);
        let texts: Vec<String> = (0..=40)
            .flat_map(|length| {
                [repeat("a", length), repeat("b", length), repeat("é", length), repeat("a", length) + "é"]
            })
            .collect();
        for one in &texts {
            let id = IdText::from(one.as_str());
            assert_eq!((id.as_str(), id.as_bytes()), (one.as_str(), one.as_bytes()));
            assert_eq!(hash(&id), hash(&one.as_str()));
            for other in &texts {
                let other_id = IdText::from(other.as_str());
                assert_eq!(id.cmp(&other_id), one.cmp(other), "{one} {other}");
                assert_eq!(id == other_id, one == other, "{one} {other}");
            }
        }
    }

    #[test]
    fn a_text_of_at_most_22_bytes_is_in_place() {
        assert_eq!(size_of::<IdText>(), 24);
        assert!(matches!(IdText::from("2026-03-01/00000000010"), IdText::Inline(22, _)));
        assert!(matches!(IdText::from("2026-03-01/000000000100"), IdText::Shared(_)));
    }
}
