//! The text forms of money and instants.

use crate::money::{ONE, parse_decimal, parse_money, print_decimal, print_money};
use crate::time::{DAY, SECOND, calendar_month, parse_instant, print_instant};

#[test]
fn decimals_are_exact_and_written_back_without_trailing_zeros() {
    assert_eq!(parse_decimal("100.50"), 100 * ONE + ONE / 2);
    assert_eq!(parse_decimal("0.000000000001"), 1);
    assert_eq!(print_decimal(-1), "-0.000000000001");
    assert_eq!(print_decimal(100 * ONE + ONE / 2), "100.5");
    assert_eq!(print_decimal(0), "0");
    assert_eq!(parse_money("999999999999999.999999999999 CNY").0, 1_000_000_000_000_000 * ONE - 1);
    assert_eq!(print_money(-(ONE / 4), "USD"), "-0.25 USD");
}

#[test]
fn instants_are_utc_in_the_shortest_form() {
    assert_eq!(parse_instant("1970-01-01T00:00:00Z"), 0);
    // 2000-02-29 is day 30 * 365 + 7 leap days + 31 + 28 of the count.
    assert_eq!(parse_instant("2000-02-29T00:00:00Z"), (30 * 365 + 7 + 59) * DAY);
    assert_eq!(parse_instant("2026-03-01T08:00:00+08:00"), parse_instant("2026-03-01T00:00:00Z"));
    assert_eq!(parse_instant("1969-12-31T23:00:00-02:00"), 3600 * SECOND);
    for text in [
        "2199-12-31T23:59:59.999999999Z",
        "2000-02-29T12:00:00.5Z",
        "2100-03-01T00:00:00Z",
        "1970-01-01T00:00:00.00000001Z",
    ] {
        assert_eq!(print_instant(parse_instant(text)), text);
    }
    assert_eq!(print_instant(parse_instant("2026-03-01T00:30:00.120+05:30")), "2026-02-28T19:00:00.12Z");
}

#[test]
fn months_are_utc_calendar_months() {
    assert_eq!(calendar_month(parse_instant("2026-03-01T07:59:59+08:00")), (2026, 2));
    assert_eq!(calendar_month(parse_instant("2024-02-29T23:59:59Z")), (2024, 2));
}
