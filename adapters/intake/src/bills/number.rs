//! Amounts of exporters: plain decimals and scientific notation, read exactly.

use defray_core::limits::DECIMALS_MAX;
use defray_core::money::{Currency, Money, MoneyError, parse_decimal};

/// The maximum number of digits before the decimal point.
const WHOLE_DIGITS_MAX: i64 = 15;

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

/// `mantissa` × 10^`exponent` without an exponent; `None` when one of them is not a number.
fn shift(mantissa: &str, exponent: &str) -> Option<Shifted> {
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
    let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX / 4);
    // The number of significant digits after the decimal point. If negative: the number of zeros between the digits and
    // the decimal point.
    let decimals = length(fraction) - (length(&all) - length(significant)) - exponent;
    let significant = significant.trim_start_matches('0');
    Some(if significant.is_empty() {
        Shifted::Plain("0".to_owned())
    } else if decimals > i64::from(DECIMALS_MAX) {
        Shifted::TooManyDecimals
    } else if length(significant) - decimals > WHOLE_DIGITS_MAX {
        Shifted::OutOfRange
    } else {
        Shifted::Plain(format!("{sign}{}", place_point(significant, decimals)))
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
