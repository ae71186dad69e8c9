//! The two forms of a [`Skip`]: the interchange form, with all fields, and the stored form. In the stored form a range
//! is one more reason, so a skip without a range has the bytes that it had before there were ranges.

use alloc::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::fund::Fund;
use crate::id::LotId;
use crate::money::Money;
use crate::receipt::{LotRange, Skip, SkipReason};
use crate::time::Instant;

#[derive(Serialize, Deserialize)]
#[serde(rename = "Skip")]
struct Shown<'s> {
    fund: Fund,
    lot: Cow<'s, Option<LotId>>,
    available: Option<Money>,
    reason: Cow<'s, SkipReason>,
    #[serde(default, skip_serializing_if = "no_range")]
    range: Cow<'s, Option<LotRange>>,
}

fn no_range(range: &Option<LotRange>) -> bool {
    range.is_none()
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "Skip")]
struct Stored<'s> {
    fund: Fund,
    lot: Cow<'s, Option<LotId>>,
    available: Option<Money>,
    reason: StoredReason<'s>,
}

/// The variants of [`SkipReason`] in their order, then the range.
#[derive(Serialize, Deserialize)]
enum StoredReason<'s> {
    NotInWaterfall,
    NotYetValid { valid_from: Instant },
    BelowMinimum { minimum: Money },
    NotNeeded,
    Empty,
    Range { range: Cow<'s, LotRange>, reason: Cow<'s, SkipReason> },
}

impl<'s> From<&'s Skip> for Stored<'s> {
    fn from(skip: &'s Skip) -> Self {
        let Skip { fund, lot, available, reason, range } = skip;
        let stored = match (range, reason) {
            (Some(range), reason) => StoredReason::Range { range: Cow::Borrowed(range), reason: Cow::Borrowed(reason) },
            (None, SkipReason::NotInWaterfall) => StoredReason::NotInWaterfall,
            (None, &SkipReason::NotYetValid { valid_from }) => StoredReason::NotYetValid { valid_from },
            (None, &SkipReason::BelowMinimum { minimum }) => StoredReason::BelowMinimum { minimum },
            (None, SkipReason::NotNeeded) => StoredReason::NotNeeded,
            (None, SkipReason::Empty) => StoredReason::Empty,
        };
        Self { fund: *fund, lot: Cow::Borrowed(lot), available: *available, reason: stored }
    }
}

impl From<Stored<'_>> for Skip {
    fn from(stored: Stored<'_>) -> Self {
        let Stored { fund, lot, available, reason } = stored;
        let (reason, range) = match reason {
            StoredReason::NotInWaterfall => (SkipReason::NotInWaterfall, None),
            StoredReason::NotYetValid { valid_from } => (SkipReason::NotYetValid { valid_from }, None),
            StoredReason::BelowMinimum { minimum } => (SkipReason::BelowMinimum { minimum }, None),
            StoredReason::NotNeeded => (SkipReason::NotNeeded, None),
            StoredReason::Empty => (SkipReason::Empty, None),
            StoredReason::Range { range, reason } => (reason.into_owned(), Some(range.into_owned())),
        };
        Self { fund, lot: lot.into_owned(), available, reason, range }
    }
}

impl Serialize for Skip {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return Stored::from(self).serialize(serializer);
        }
        let Self { fund, lot, available, reason, range } = self;
        let (lot, reason, range) = (Cow::Borrowed(lot), Cow::Borrowed(reason), Cow::Borrowed(range));
        Shown { fund: *fund, lot, available: *available, reason, range }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Skip {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return Stored::deserialize(deserializer).map(Self::from);
        }
        let Shown { fund, lot, available, reason, range } = Shown::deserialize(deserializer)?;
        let (lot, reason, range) = (lot.into_owned(), reason.into_owned(), range.into_owned());
        Ok(Self { fund, lot, available, reason, range })
    }
}
