//! Timestamps of exporters. FOCUS timestamps are in UTC, and some exporters omit the offset.

use defray_core::time::Instant;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// A description of the form that [`parse_instant`] reads.
pub(crate) const INSTANT_FORM: &str =
    "a date and time such as `2024-09-18T22:00:00Z` or `2024-09-18 22:00:00` (UTC), from 1970 up to the end of 2199";

/// Reads an RFC 3339 timestamp, with `T` or a space. Without an offset, or with ` UTC` as in BigQuery, it is in UTC.
pub(crate) fn parse_instant(text: &str) -> Option<Instant> {
    let text = text.strip_suffix(" UTC").unwrap_or(text);
    if has_no_offset(text) {
        let civil: DateTime = text.parse().ok()?;
        return Instant::try_from(Offset::UTC.to_timestamp(civil).ok()?).ok();
    }
    // jiff would accept a time zone in brackets. That is refused, because the result would depend on the rules of the
    // zone.
    if text.contains('[') { None } else { text.parse().ok() }
}

/// `true` when the text is only a date and a time. jiff ignores an offset or a zone when it reads a civil time.
fn has_no_offset(text: &str) -> bool {
    let plain = |part: &str, mark: fn(u8) -> bool| part.bytes().all(|byte| byte.is_ascii_digit() || mark(byte));
    match (text.get(..10), text.get(11..)) {
        (Some(date), Some(time)) => plain(date, |byte| byte == b'-') && plain(time, |byte| matches!(byte, b':' | b'.')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_offset_it_is_utc() {
        for text in [
            "2024-09-18 22:00:00",
            "2024-09-18T22:00:00",
            "2024-09-18 22:00:00.000",
            "2024-09-18 22:00:00 UTC",
            "2024-09-18T22:00:00Z",
            "2024-09-18 22:00:00Z",
            "2024-09-19T06:00:00+08:00",
            "2024-09-18T22:00Z",
            "2024-09-18 22:00",
        ] {
            let read = parse_instant(text).map(|instant| instant.to_string());
            assert_eq!(read.as_deref(), Some("2024-09-18T22:00:00Z"), "{text}");
        }
    }

    #[test]
    fn what_leaves_the_instant_open_is_not_one() {
        for text in [
            "",
            "2024-09-18",
            "2024-09-18T",
            "2024-09-18T22:00:00[America/New_York]",
            "2024-09-18T22:00:00Z[America/New_York]",
            "2024-09-18 22:00:00 CET",
            "2024-09-18 22:00:00+99:00",
            "2024-02-30 00:00:00",
            "2024-09-18 25:00:00",
            "1969-12-31 23:59:59",
            "2200-01-01 00:00:00",
            "9999-12-31 23:59:59",
            "09/18/2024 22:00",
            "1726696800",
            "２０２４-09-18 22:00:00",
            "NaN",
        ] {
            assert_eq!(parse_instant(text), None, "{text}");
        }
    }
}
