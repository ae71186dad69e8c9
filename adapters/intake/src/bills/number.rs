//! Amounts of exporters: plain decimals and scientific notation, read exactly.

use std::fmt;

use defray_core::limits::DECIMALS_MAX;
use defray_core::money::{Currency, Money, MoneyError, parse_decimal};
use defray_core::text::shorten;

/// The maximum number of digits before the decimal point.
const WHOLE_DIGITS_MAX: i64 = 15;

/// The largest number of decimals to which amounts can be rounded: the largest that an amount can have.
pub const ROUND_DECIMALS_MAX: u32 = DECIMALS_MAX;

/// The decimals of a [`Difference`].
const DIFFERENCE_DECIMALS: usize = 30;

/// What rounding took away, exactly up to 30 decimals; further digits are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference(i128);

impl Difference {
    /// The sum of two differences.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:0>width$}", self.0.unsigned_abs(), width = DIFFERENCE_DECIMALS + 1);
        let (whole, fraction) = digits.split_at(digits.len() - DIFFERENCE_DECIMALS);
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{}{whole}{point}{fraction}", if self.0 < 0 { "-" } else { "" })
    }
}

/// Reads an amount and rounds it to `decimals` decimals, half to even. The second value is the exact amount less the
/// rounded one; `None` when nothing was rounded.
pub(crate) fn parse_rounded(
    text: &str,
    currency: Currency,
    decimals: u32,
) -> Result<(Money, Option<Difference>), MoneyError> {
    let not_decimal = || MoneyError::NotDecimal { value: shorten(text) };
    let (mantissa, exponent) = text.split_once(['E', 'e']).unwrap_or((text, "0"));
    let number = Number::of(mantissa, exponent).ok_or_else(not_decimal)?;
    let Some(beyond) = usize::try_from(number.decimals - i64::from(decimals)).ok().filter(|beyond| *beyond > 0) else {
        return Ok((parse_amount(text, currency)?, None));
    };
    // Digits are missing before a small number: 0.0004 is the digit 4 with 4 decimals.
    let padded = format!("{:0>width$}", number.digits, width = (beyond + 1).min(MISSING_MAX));
    let (kept, lost) = if beyond < padded.len() { padded.split_at(padded.len() - beyond) } else { ("0", "0") };
    let half = format!("{:0<width$}", "5", width = lost.len());
    let is_odd = kept.bytes().last().is_some_and(|digit| digit % 2 == 1);
    let up = lost > half.as_str() || (lost == half && is_odd);
    let kept = if up { plus_one(kept) } else { kept.to_owned() };
    let rounded = parse_decimal(&format!("{}{}", number.sign, place_point(&kept, i64::from(decimals))))?;
    let difference = difference(lost, up, decimals as usize);
    let signed = if number.sign.is_empty() { difference } else { Difference(-difference.0) };
    Ok((Money::new(rounded, currency)?, Some(signed)))
}

/// More missing digits than this make a number zero at any number of decimals.
const MISSING_MAX: usize = 64;

/// The lost digits, which begin after `decimals` decimals, less one unit of the last decimal when it was rounded up.
fn difference(lost: &str, up: bool, decimals: usize) -> Difference {
    let places = DIFFERENCE_DECIMALS - decimals;
    let shown = lost.get(..places.min(lost.len())).unwrap_or(lost);
    let value = format!("{shown:0<places$}").parse::<i128>().unwrap_or(0);
    let unit = 10_i128.pow(u32::try_from(places).unwrap_or(0));
    Difference(if up { value - unit } else { value })
}

fn plus_one(digits: &str) -> String {
    let mut sum: Vec<u8> = digits.bytes().collect();
    for digit in sum.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return String::from_utf8(sum).unwrap_or_default();
        }
        *digit = b'0';
    }
    format!("1{}", String::from_utf8(sum).unwrap_or_default())
}

/// Reads `12.5`, `-3` or `8E-7` as money. An amount that cannot be represented exactly is an error.
pub(crate) fn parse_amount(text: &str, currency: Currency) -> Result<Money, MoneyError> {
    let amount = match text.split_once(['E', 'e']) {
        None => parse_decimal(text)?,
        Some((mantissa, exponent)) => {
            let shifted = shift(mantissa, exponent).ok_or_else(|| MoneyError::NotDecimal { value: text.to_owned() })?;
            match shifted {
                Shifted::Plain(plain) => parse_decimal(&plain)?,
                Shifted::TooManyDecimals => return Err(MoneyError::TooManyDecimals { value: text.to_owned() }),
                Shifted::OutOfRange => return Err(MoneyError::OutOfRange { value: text.to_owned() }),
            }
        }
    };
    Money::new(amount, currency)
}

enum Shifted {
    Plain(String),
    TooManyDecimals,
    OutOfRange,
}

/// A number as its significant digits, and how many of them are after the decimal point.
struct Number {
    sign: &'static str,
    /// Without zeros at either end; empty for zero.
    digits: String,
    /// If negative: the number of zeros between the digits and the decimal point.
    decimals: i64,
}

impl Number {
    /// `mantissa` × 10^`exponent`; `None` when one of them is not a number.
    fn of(mantissa: &str, exponent: &str) -> Option<Self> {
        let (sign, digits) = mantissa.strip_prefix('-').map_or(("", mantissa), |digits| ("-", digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let exponent_digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if !numeric(whole) || !numeric(fraction) || !numeric(exponent_digits) {
            return None;
        }
        let all = format!("{whole}{fraction}");
        let significant = all.trim_end_matches('0');
        // An exponent that does not fit an i64 is out of range, with either sign.
        let magnitude = exponent_digits.parse::<i64>().unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
        let exponent = if exponent.starts_with('-') { -magnitude } else { magnitude };
        let decimals = length(fraction) - (length(&all) - length(significant)) - exponent;
        let digits = significant.trim_start_matches('0').to_owned();
        Some(if digits.is_empty() { Self { sign, digits, decimals: 0 } } else { Self { sign, digits, decimals } })
    }
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX / 4)
}

/// `mantissa` × 10^`exponent` without an exponent; `None` when one of them is not a number.
fn shift(mantissa: &str, exponent: &str) -> Option<Shifted> {
    let Number { sign, digits, decimals } = Number::of(mantissa, exponent)?;
    Some(if digits.is_empty() {
        Shifted::Plain("0".to_owned())
    } else if decimals > i64::from(DECIMALS_MAX) {
        Shifted::TooManyDecimals
    } else if length(&digits) - decimals > WHOLE_DIGITS_MAX {
        Shifted::OutOfRange
    } else {
        Shifted::Plain(format!("{sign}{}", place_point(&digits, decimals)))
    })
}

/// `digits` with a decimal point before the last `decimals` digits.
fn place_point(digits: &str, decimals: i64) -> String {
    let Ok(decimals) = usize::try_from(decimals) else {
        let zeros = usize::try_from(decimals.unsigned_abs()).unwrap_or(0);
        return format!("{digits}{}", "0".repeat(zeros));
    };
    let padded = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, fraction) = padded.split_at(padded.len() - decimals);
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, MoneyError> {
        parse_amount(text, "USD".parse()?).map(|money| money.to_string())
    }

    #[test]
    fn scientific_notation_is_exact() {
        for (text, plain) in [
            ("8E-7", "0.0000008"),
            ("8e-07", "0.0000008"),
            ("-1.25E+2", "-125"),
            ("1.5E3", "1500"),
            ("123.456E-1", "12.3456"),
            ("0.00E-99999999999999999999", "0"),
            ("0E5", "0"),
            ("1E-12", "0.000000000001"),
            ("1000000E-18", "0.000000000001"),
            ("9.99999999999999E14", "999999999999999"),
            ("100E0", "100"),
            ("0.00000000000000000001E20", "1"),
            ("0.00000080000", "0.0000008"),
            ("-3", "-3"),
        ] {
            assert_eq!(read(text), Ok(format!("{plain} USD")), "{text}");
        }
    }

    #[test]
    fn rounding_is_half_to_even_and_says_the_difference() {
        for (text, decimals, rounded, difference) in [
            ("0.30000000000000004", 12, "0.3", Some("0.00000000000000004")),
            ("0.00012000000000000002", 12, "0.00012", Some("0.00000000000000000002")),
            ("1.2E-15", 12, "0", Some("0.0000000000000012")),
            ("-1.2E-15", 12, "0", Some("-0.0000000000000012")),
            ("0.0000000000005", 12, "0", Some("0.0000000000005")),
            ("0.0000000000015", 12, "0.000000000002", Some("-0.0000000000005")),
            ("0.00000000000050001", 12, "0.000000000001", Some("-0.00000000000049999")),
            ("-2.675", 2, "-2.68", Some("0.005")),
            ("2.665", 2, "2.66", Some("0.005")),
            ("9.995", 2, "10", Some("-0.005")),
            ("999.5", 0, "1000", Some("-0.5")),
            ("0.5", 0, "0", Some("0.5")),
            ("1.5", 0, "2", Some("-0.5")),
            ("0.4", 0, "0", Some("0.4")),
            ("1E-99", 12, "0", Some("0")),
            ("1E-99999999999999999999", 12, "0", Some("0")),
            ("12.500000000000000000", 12, "12.5", None),
            ("-0.0", 12, "0", None),
            ("8E-7", 12, "0.0000008", None),
            ("0.1234", 4, "0.1234", None),
            ("123456789E3", 0, "123456789000", None),
        ] {
            let (money, lost) = parse_rounded(text, "USD".parse().unwrap(), decimals).unwrap();
            assert_eq!(money.to_string(), format!("{rounded} USD"), "{text} to {decimals}");
            assert_eq!(lost.map(|lost| lost.to_string()).as_deref(), difference, "{text} to {decimals}");
        }
        for text in ["", ".5", "NaN", "1E", "1E15", "999999999999999.9999999999999"] {
            assert!(parse_rounded(text, "USD".parse().unwrap(), 12).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_not_exact_or_not_a_number_is_an_error() {
        for text in ["1E-13", "12E-13", "1E-99999999999999999999", "0.0000000000001"] {
            assert!(matches!(read(text), Err(MoneyError::TooManyDecimals { .. })), "{text}: {:?}", read(text));
        }
        for text in ["1E15", "1E99999999999999999999", "1234E12", "1000000000000000"] {
            assert!(matches!(read(text), Err(MoneyError::OutOfRange { .. })), "{text}: {:?}", read(text));
        }
        for text in [
            "", "E", "1E", "E5", "1E+", "1E5.0", "1E 5", "+1", "+1E5", ".5", "5.", "NaN", "inf", "1e5e5", "1_0", "１E1",
        ] {
            assert!(matches!(read(text), Err(MoneyError::NotDecimal { .. })), "{text}: {:?}", read(text));
        }
    }
}
