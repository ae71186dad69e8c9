//! Instants: nanoseconds since 1970-01-01T00:00:00Z in an `i128`, and RFC 3339. Proleptic Gregorian, no leap seconds.

pub(crate) const SECOND: i128 = 1_000_000_000;
pub(crate) const HOUR: i128 = 3600 * SECOND;
pub(crate) const DAY: i128 = 24 * HOUR;

fn is_leap(year: i128) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_of_year(year: i128) -> i128 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_of_month(year: i128, month: i128) -> i128 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Reads an RFC 3339 instant; any offset is taken off.
pub(crate) fn parse_instant(text: &str) -> i128 {
    let number = |from: usize, to: usize| -> i128 { text[from..to].parse().expect("digits") };
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let (hour, minute, second) = (number(11, 13), number(14, 16), number(17, 19));

    let mut days = 0;
    for y in 1970..year {
        days += days_of_year(y);
    }
    for y in year..1970 {
        days -= days_of_year(y);
    }
    for m in 1..month {
        days += days_of_month(year, m);
    }
    days += day - 1;

    let mut rest = &text[19..];
    let mut nanos: i128 = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
        assert!(length <= 9, "finer than nanoseconds: {text}");
        nanos = format!("{:0<9}", &fraction[..length]).parse().expect("digits");
        rest = &fraction[length..];
    }
    let offset_minutes = if rest.eq_ignore_ascii_case("z") {
        0
    } else {
        let hours: i128 = rest[1..3].parse().expect("offset hours");
        let minutes: i128 = rest[4..6].parse().expect("offset minutes");
        let size = hours * 60 + minutes;
        if rest.starts_with('-') { -size } else { size }
    };
    days * DAY + hour * HOUR + minute * 60 * SECOND + second * SECOND + nanos - offset_minutes * 60 * SECOND
}

/// The UTC calendar day of an instant: year, month, day.
fn calendar(instant: i128) -> (i128, i128, i128) {
    let mut days = instant.div_euclid(DAY);
    let mut year = 1970;
    while days < 0 {
        year -= 1;
        days += days_of_year(year);
    }
    while days >= days_of_year(year) {
        days -= days_of_year(year);
        year += 1;
    }
    let mut month = 1;
    while days >= days_of_month(year, month) {
        days -= days_of_month(year, month);
        month += 1;
    }
    (year, month, days + 1)
}

/// The UTC calendar month of an instant (policy `voluntary_changes_per_month`).
pub(crate) fn calendar_month(instant: i128) -> (i128, i128) {
    let (year, month, _) = calendar(instant);
    (year, month)
}

/// An instant that was computed: beyond the range it is the last one there is.
pub(crate) fn in_range(instant: i128) -> i128 {
    instant.min(parse_instant("2199-12-31T23:59:59.999999999Z"))
}

/// Writes an instant in UTC, the fraction as short as it can be.
pub(crate) fn print_instant(instant: i128) -> String {
    let (year, month, day) = calendar(instant);
    let in_day = instant.rem_euclid(DAY);
    let seconds = in_day / SECOND;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let fraction = format!("{:09}", in_day % SECOND);
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{point}{fraction}Z")
}
