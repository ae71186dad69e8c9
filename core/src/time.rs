//! Instants and durations. Time is always an argument; this crate never reads a clock.
//!
//! ```
//! use defray_core::time::{Instant, Seconds};
//! let start: Instant = "2026-03-01T16:00:00+08:00".parse()?;
//! assert_eq!(start.to_string(), "2026-03-01T08:00:00Z");
//! assert_eq!(start.plus(Seconds::days(14)).to_string(), "2026-03-15T08:00:00Z");
//! # Ok::<(), defray_core::time::ParseInstantError>(())
//! ```

use core::fmt;
use core::str::FromStr;

use alloc::string::String;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::limits::DURATION_SECONDS_MAX;
use crate::text::shorten;

const NANOSECONDS_PER_SECOND: i64 = 1_000_000_000;
const HOUR: i64 = 3_600 * NANOSECONDS_PER_SECOND;
const DAY: i64 = 24 * HOUR;
/// 2200-01-01T00:00:00Z in nanoseconds: the first instant out of range.
const BOUND: i64 = 7_258_118_400 * NANOSECONDS_PER_SECOND;

/// A text or number that is not an instant from 1970 up to the end of 2199.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{value}` is not an instant: expected RFC 3339 with an offset, such as `2026-03-01T08:00:00Z`, from 1970 up to the end of 2199"
)]
pub struct ParseInstantError {
    /// The given value, shortened.
    pub value: String,
}

/// A point in time, UTC, in nanoseconds, from 1970 up to the end of 2199.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The first instant: 1970-01-01T00:00:00Z.
    pub const FIRST: Self = Self(0);
    /// The last instant: the nanosecond before 2200.
    pub const LAST: Self = Self(BOUND - 1);

    /// The instant `nanoseconds` after 1970 began, if it is in range.
    pub const fn from_nanoseconds(nanoseconds: i64) -> Option<Self> {
        if nanoseconds >= 0 && nanoseconds < BOUND { Some(Self(nanoseconds)) } else { None }
    }

    /// Nanoseconds since 1970 began.
    pub const fn nanoseconds(self) -> i64 {
        self.0
    }

    /// This instant moved later. It stays at the last instant at the latest.
    pub fn plus(self, duration: Seconds) -> Self {
        Self(self.0.saturating_add(duration.nanoseconds()).min(BOUND - 1))
    }

    /// This instant moved earlier. It stays at the first instant at the earliest.
    pub fn minus(self, duration: Seconds) -> Self {
        Self(self.0.saturating_sub(duration.nanoseconds()).max(0))
    }

    /// The start of the clock hour (UTC) that contains this instant.
    pub const fn hour(self) -> Self {
        Self(self.0 - self.0 % HOUR)
    }

    /// The start of the UTC day that contains this instant.
    pub const fn day(self) -> Self {
        Self(self.0 - self.0 % DAY)
    }

    /// The first full hour strictly after this instant.
    pub fn next_hour(self) -> Self {
        Self((self.0 / HOUR + 1).saturating_mul(HOUR).min(BOUND - 1))
    }

    /// Year and month in UTC.
    pub fn month(self) -> (i16, i8) {
        let date = Offset::UTC.to_datetime(self.timestamp());
        (date.year(), date.month())
    }

    /// The same instant, for calculations with the calendar.
    pub fn timestamp(self) -> Timestamp {
        // The instant is in range by construction, and the range of `Timestamp` is larger.
        Timestamp::from_nanosecond(i128::from(self.0)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl TryFrom<Timestamp> for Instant {
    type Error = ParseInstantError;

    fn try_from(timestamp: Timestamp) -> Result<Self, ParseInstantError> {
        i64::try_from(timestamp.as_nanosecond())
            .ok()
            .and_then(Self::from_nanoseconds)
            .ok_or_else(|| ParseInstantError { value: alloc::format!("{timestamp}") })
    }
}

impl FromStr for Instant {
    type Err = ParseInstantError;

    fn from_str(text: &str) -> Result<Self, ParseInstantError> {
        let wrong = || ParseInstantError { value: shorten(text) };
        let timestamp: Timestamp = text.parse().map_err(|_| wrong())?;
        Self::try_from(timestamp).map_err(|_| wrong())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.timestamp(), f)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return crate::text::text(deserializer, "an instant, such as \"2026-03-01T08:00:00Z\"")?
                .parse()
                .map_err(de::Error::custom);
        }
        let nanoseconds = i64::deserialize(deserializer)?;
        Self::from_nanoseconds(nanoseconds).ok_or_else(|| de::Error::custom("an instant out of range"))
    }
}

/// A duration in whole seconds, at most a hundred years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Seconds(u64);

impl Seconds {
    /// `days` of 24 hours.
    pub const fn days(days: u32) -> Self {
        Self(days as u64 * 86_400)
    }

    /// Hours of 3,600 seconds.
    pub const fn hours(hours: u32) -> Self {
        Self(hours as u64 * 3_600)
    }

    /// `seconds`, if that is at most a hundred years.
    pub const fn new(seconds: u64) -> Option<Self> {
        if seconds <= DURATION_SECONDS_MAX { Some(Self(seconds)) } else { None }
    }

    /// Whole seconds.
    pub const fn get(self) -> u64 {
        self.0
    }

    fn nanoseconds(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX).saturating_mul(NANOSECONDS_PER_SECOND)
    }
}

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let seconds = u64::deserialize(deserializer)?;
        Self::new(seconds).ok_or_else(|| {
            de::Error::custom(format_args!(
                "`{seconds}` is out of range: expected at most {DURATION_SECONDS_MAX} seconds"
            ))
        })
    }
}

/// A period of time, half-open: `start` belongs to it, `end` does not. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Bounds", into = "Bounds")]
pub struct Period {
    /// The first instant of the period.
    start: Instant,
    /// The first instant after the period.
    end: Instant,
}

/// A period whose end is not after its start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the period from {start} to {end} is empty: expected `end` after `start`")]
pub struct EmptyPeriod {
    /// The given start.
    pub start: Instant,
    /// The given end.
    pub end: Instant,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Period")]
struct Bounds {
    start: Instant,
    end: Instant,
}

impl Period {
    /// The period from `start` up to, not including, `end`.
    ///
    /// # Errors
    ///
    /// [`EmptyPeriod`] when `end` is not after `start`.
    pub fn new(start: Instant, end: Instant) -> Result<Self, EmptyPeriod> {
        if start < end { Ok(Self { start, end }) } else { Err(EmptyPeriod { start, end }) }
    }

    /// The first instant.
    pub const fn start(&self) -> Instant {
        self.start
    }

    /// The first instant after the period.
    pub const fn end(&self) -> Instant {
        self.end
    }
}

impl TryFrom<Bounds> for Period {
    type Error = EmptyPeriod;

    fn try_from(bounds: Bounds) -> Result<Self, EmptyPeriod> {
        Self::new(bounds.start, bounds.end)
    }
}

impl From<Period> for Bounds {
    fn from(Period { start, end }: Period) -> Self {
        Self { start, end }
    }
}

/// The time in which usage from before the end of a subscription can still be metered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeteringWindow {
    /// This long after the end.
    After(Seconds),
    /// Until one hour after the first full hour strictly after the end: the hour of the end is billed, and the next
    /// hour is for reporting it.
    EndOfNextHour,
}

impl MeteringWindow {
    /// The deadline for a subscription that ended at `ended_at`.
    pub fn deadline(self, ended_at: Instant) -> Instant {
        match self {
            Self::After(seconds) => ended_at.plus(seconds),
            Self::EndOfNextHour => ended_at.next_hour().next_hour(),
        }
    }
}

const END_OF_NEXT_HOUR: &str = "end_of_next_hour";

impl Serialize for MeteringWindow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self, serializer.is_human_readable()) {
            (Self::After(seconds), true) => seconds.serialize(serializer),
            (Self::EndOfNextHour, true) => serializer.serialize_str(END_OF_NEXT_HOUR),
            (Self::After(seconds), false) => Some(*seconds).serialize(serializer),
            (Self::EndOfNextHour, false) => None::<Seconds>.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for MeteringWindow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Window;
        impl de::Visitor<'_> for Window {
            type Value = MeteringWindow;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("whole seconds or \"end_of_next_hour\"")
            }

            fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<MeteringWindow, E> {
                let out_of_range = || E::invalid_value(de::Unexpected::Unsigned(seconds), &self);
                Seconds::new(seconds).map(MeteringWindow::After).ok_or_else(out_of_range)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<MeteringWindow, E> {
                if text == END_OF_NEXT_HOUR {
                    Ok(MeteringWindow::EndOfNextHour)
                } else {
                    Err(E::invalid_value(de::Unexpected::Str(text), &self))
                }
            }
        }
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(Window)
        } else {
            Option::<Seconds>::deserialize(deserializer).map(|seconds| seconds.map_or(Self::EndOfNextHour, Self::After))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn the_range_ends_with_2199() {
        assert!("2199-12-31T23:59:59.999999999Z".parse::<Instant>().is_ok_and(|instant| instant == Instant::LAST));
        let after = "2199-12-31T23:59:59.9999999999Z";
        for text in [after, "2200-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59.999999999Z"] {
            assert_eq!(text.parse::<Instant>(), Err(ParseInstantError { value: text.into() }));
        }
    }

    #[test]
    fn what_is_not_an_instant_is_refused_with_the_value() {
        for text in ["2026-03-01T08:00:00", "2026-02-30T08:00:00Z", "2026-03-01", ""] {
            assert_eq!(text.parse::<Instant>(), Err(ParseInstantError { value: text.into() }));
        }
    }

    #[test]
    fn the_next_hour_is_strictly_later() {
        let hour: Result<Instant, _> = "2026-03-01T08:00:00Z".parse();
        assert_eq!(hour.map(|hour| hour.next_hour().to_string()), Ok("2026-03-01T09:00:00Z".into()));
    }
}
