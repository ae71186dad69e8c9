//! Timestamps as exporters write them. FOCUS keeps all of them in UTC, and some exporters leave the offset out.

use defray_core::time::Instant;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// The form that [`parse_instant`] takes, in words.
pub(crate) const INSTANT_FORM: &str =
    "a date and time such as `2024-09-18T22:00:00Z` or `2024-09-18 22:00:00` (UTC), from 1970 up to the end of 2199";

/// Reads RFC 3339, with `T` or a blank, with an offset or without one (or ` UTC`, as BigQuery writes it): then it is UTC.
pub(crate) fn parse_instant(text: &str) -> Option<Instant> {
    let text = text.strip_suffix(" UTC").unwrap_or(text);
    if has_no_offset(text) {
        let civil: DateTime = text.parse().ok()?;
        return Instant::try_from(Offset::UTC.to_timestamp(civil).ok()?).ok();
    }
    // jiff would take a time zone in brackets along, and a zone's rules are not for this place to know.
    if text.contains('[') { None } else { text.parse().ok() }
}

/// Whether this is plainly a date and a time: where jiff reads a civil time, it would overlook an offset or a zone.
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
