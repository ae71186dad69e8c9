//! Positions in the journal.
//!
//! One journal entry can queue several messages, hold several bills and make several charges. So a position has two
//! numbers: the journal entry, and an index among the things of one kind that this entry made.

use core::fmt;
use core::str::FromStr;

use alloc::string::{String, ToString};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::id::CloudAccountId;
use crate::text::shorten;

/// A position in the journal, written `entry.index`, such as `17.0`. Positions are ordered as the journal is.
///
/// It numbers outbox messages and usage records (they share one count), and it orders held bills and charges.
///
/// ```
/// use defray_core::position::EntryPosition;
/// let number: EntryPosition = "17.0".parse()?;
/// assert_eq!(number, EntryPosition { position: 17, index: 0 });
/// # Ok::<(), defray_core::position::ParseEntryPositionError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryPosition {
    /// The position of the journal entry, from 1.
    pub position: u64,
    /// The index in that entry, from 0.
    pub index: u32,
}

impl EntryPosition {
    /// The next position in the journal entry at `position`; `last` is the last position that was given.
    pub(crate) fn following(last: Option<Self>, position: u64) -> Self {
        let before = last.filter(|last| last.position == position);
        Self { position, index: before.map_or(0, |last| last.index + 1) }
    }
}

impl fmt::Display for EntryPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.position, self.index)
    }
}

/// The text is not a position in the journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not a journal position: expected the entry and a place in it, such as `17.0`")]
pub struct ParseEntryPositionError {
    /// The given text, shortened.
    pub value: String,
}

impl FromStr for EntryPosition {
    type Err = ParseEntryPositionError;

    fn from_str(text: &str) -> Result<Self, ParseEntryPositionError> {
        let number = text.split_once('.').and_then(|(position, index)| {
            let number = Self { position: position.parse().ok()?, index: index.parse().ok()? };
            // Only one spelling is accepted: no leading zeros or signs.
            (number.to_string() == text).then_some(number)
        });
        number.ok_or_else(|| ParseEntryPositionError { value: shorten(text) })
    }
}

impl Serialize for EntryPosition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        (self.position, self.index).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for EntryPosition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = crate::text::text(deserializer, "a journal position, such as \"17.0\"")?;
            return text.parse().map_err(de::Error::custom);
        }
        let (position, index) = <(u64, u32)>::deserialize(deserializer)?;
        Ok(Self { position, index })
    }
}

/// The position of a charge in the meter of a cloud account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargePosition {
    /// The cloud account that is charged.
    pub cloud_account: CloudAccountId,
    /// The journal entry that made the charge, and the index among the charges that this entry put into the meter.
    pub position: EntryPosition,
}
