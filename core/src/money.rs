//! Exact money: a decimal with its currency.
//!
//! ```
//! use defray_core::money::{Money, MoneyError};
//! let bill: Money = "0.00000080000 USD".parse()?;
//! let rest = bill.plus(&"1 USD".parse()?)?;
//! assert_eq!(rest.to_string(), "1.0000008 USD");
//! // Currencies do not mix.
//! assert!(matches!(bill.plus(&"1 CNY".parse()?), Err(MoneyError::CurrencyMismatch { .. })));
//! # Ok::<(), MoneyError>(())
//! ```

use core::cmp::Ordering;
use core::fmt;
use core::str::FromStr;

use alloc::string::{String, ToString};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::limits::{AMOUNT_BOUND, DECIMALS_MAX};
use crate::text::shorten;

/// A text that is not money, or an operation whose result would not be exact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The text does not have the form `decimal CURRENCY`.
    #[error("`{value}` is not money: expected a decimal and a currency, such as `100.50 CNY`")]
    NotMoney {
        /// The given text, shortened.
        value: String,
    },
    /// The text is not a plain decimal.
    #[error(
        "`{value}` is not a decimal: expected digits with at most {DECIMALS_MAX} decimals and no exponent, such as `-12.345`"
    )]
    NotDecimal {
        /// The given text, shortened.
        value: String,
    },
    /// The decimal has more than 12 decimals.
    #[error("`{value}` has more than {DECIMALS_MAX} decimals, and nothing is rounded")]
    TooManyDecimals {
        /// The given text, shortened.
        value: String,
    },
    /// The absolute value is 10^15 or more.
    #[error("`{value}` is out of range: expected an absolute value below {AMOUNT_BOUND}")]
    OutOfRange {
        /// The given amount, or the result of the operation.
        value: String,
    },
    /// The amount of a policy is below zero.
    #[error("`{value}` is negative: expected a decimal of 0 or more, such as `100`")]
    Negative {
        /// The given text, shortened.
        value: String,
    },
    /// The text is not three capital letters.
    #[error("`{value}` is not a currency: expected three capital letters, such as `CNY`")]
    NotCurrency {
        /// The given text, shortened.
        value: String,
    },
    /// The operation has two currencies.
    #[error("`{given}` is not in {expected}: currencies do not mix")]
    CurrencyMismatch {
        /// The amount in the other currency.
        given: Money,
        /// The expected currency.
        expected: Currency,
    },
}

/// A currency: three capital letters, as in ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The code, such as `CNY`.
    pub fn as_str(&self) -> &str {
        // The code has three ASCII capitals by construction, so this is always text.
        core::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        match *text.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(MoneyError::NotCurrency { value: shorten(text) }),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An exact amount in one currency: negative values allowed, at most 12 decimals, absolute value below 10^15.
///
/// An operation returns the exact result or an error. Nothing in this type rounds.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

impl Money {
    /// The `amount` in `currency`.
    ///
    /// # Errors
    ///
    /// [`MoneyError::TooManyDecimals`] or [`MoneyError::OutOfRange`] when the amount cannot be kept exactly.
    pub fn new(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let amount = within_bounds(amount)?;
        Ok(Self { amount, currency })
    }

    /// Zero in `currency`.
    pub const fn zero(currency: Currency) -> Self {
        Self { amount: Decimal::ZERO, currency }
    }

    /// The decimal, without trailing zeros.
    pub const fn amount(&self) -> Decimal {
        self.amount
    }

    /// The amount as people read it, without its currency: thousands separated, at least two decimals, and all decimals
    /// that it has.
    ///
    /// ```
    /// use defray_core::money::Money;
    /// assert_eq!("1234567.5 CNY".parse::<Money>()?.grouped(), "1,234,567.50");
    /// # Ok::<(), defray_core::money::MoneyError>(())
    /// ```
    pub fn grouped(&self) -> String {
        let plain = self.amount.to_string();
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        alloc::format!("{sign}{grouped}.{fraction:0<2}")
    }

    /// The currency.
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Whether the amount is zero.
    pub fn is_zero(&self) -> bool {
        self.amount.is_zero()
    }

    /// Whether the amount is above zero.
    pub fn is_positive(&self) -> bool {
        !self.amount.is_zero() && self.amount.is_sign_positive()
    }

    /// Whether the amount is below zero.
    pub fn is_negative(&self) -> bool {
        !self.amount.is_zero() && self.amount.is_sign_negative()
    }

    /// The exact sum.
    ///
    /// # Errors
    ///
    /// [`MoneyError::CurrencyMismatch`] when the currencies differ; [`MoneyError::OutOfRange`] when the sum is 10^15 or
    /// more.
    pub fn plus(&self, other: &Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        if other.is_zero() {
            return Ok(*self);
        }
        match short_sum(self.amount, other.amount) {
            Some(amount) => Ok(Self { amount, currency: self.currency }),
            None => self.with(self.amount.checked_add(other.amount)),
        }
    }

    /// The exact difference.
    ///
    /// # Errors
    ///
    /// [`MoneyError::CurrencyMismatch`] when the currencies differ; [`MoneyError::OutOfRange`] when the difference is
    /// 10^15 or more.
    pub fn minus(&self, other: &Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        if other.is_zero() {
            return Ok(*self);
        }
        match short_sum(self.amount, -other.amount) {
            Some(amount) => Ok(Self { amount, currency: self.currency }),
            None => self.with(self.amount.checked_sub(other.amount)),
        }
    }

    /// The amount with the opposite sign.
    pub(crate) fn negated(&self) -> Self {
        let amount = if self.is_zero() { self.amount } else { -self.amount };
        Self { amount, currency: self.currency }
    }

    /// The smaller of the two amounts.
    ///
    /// # Errors
    ///
    /// [`MoneyError::CurrencyMismatch`] when the currencies differ.
    pub fn least(&self, other: &Self) -> Result<Self, MoneyError> {
        Ok(if self.compare(other)? == Ordering::Greater { *other } else { *self })
    }

    /// Compares two amounts of one currency.
    ///
    /// # Errors
    ///
    /// [`MoneyError::CurrencyMismatch`] when the currencies differ.
    pub fn compare(&self, other: &Self) -> Result<Ordering, MoneyError> {
        self.same_currency(other)?;
        Ok(match short_pair(self.amount, other.amount) {
            Some((one, other, _)) => one.cmp(&other),
            None => self.amount.cmp(&other.amount),
        })
    }

    fn same_currency(&self, other: &Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::CurrencyMismatch { given: *other, expected: self.currency })
        }
    }

    fn with(&self, amount: Option<Decimal>) -> Result<Self, MoneyError> {
        let amount = amount.ok_or_else(|| MoneyError::OutOfRange { value: "the result".to_string() })?;
        Self::new(amount, self.currency)
    }
}

/// Powers of ten, up to the largest scale of money.
const POWERS_OF_TEN: [i64; DECIMALS_MAX as usize + 1] = {
    let mut powers = [1; DECIMALS_MAX as usize + 1];
    let mut scale = 1;
    while scale < powers.len() {
        powers[scale] = powers[scale - 1] * 10;
        scale += 1;
    }
    powers
};

/// Two amounts as whole numbers with one number of decimals, which is the third value; `None` when 64 bits do not hold
/// them. Most amounts are short, and calculate many times faster so.
fn short_pair(one: Decimal, other: Decimal) -> Option<(i64, i64, u32)> {
    let short = |amount: Decimal| {
        let parts = amount.unpack();
        let digits = i64::try_from(u64::from(parts.lo) | u64::from(parts.mid) << 32).ok()?;
        (parts.hi == 0).then_some(if parts.negative { -digits } else { digits })
    };
    let scaled = |number: i64, by: u32| number.checked_mul(*POWERS_OF_TEN.get(by as usize)?);
    let (scale, other_scale) = (one.scale(), other.scale());
    let (short, other_short) = (short(one)?, short(other)?);
    Some(match scale.cmp(&other_scale) {
        Ordering::Equal => (short, other_short, scale),
        Ordering::Less => (scaled(short, other_scale - scale)?, other_short, other_scale),
        Ordering::Greater => (short, scaled(other_short, scale - other_scale)?, scale),
    })
}

/// The sum, without trailing zeros, of two amounts within the bounds; `None` when 64 bits do not hold it, or when it is
/// out of bounds. The caller then calculates with all digits.
fn short_sum(one: Decimal, other: Decimal) -> Option<Decimal> {
    const BOUND: u64 = 1_000_000_000_000_000;
    let (one, other, mut scale) = short_pair(one, other)?;
    let sum = one.checked_add(other)?;
    let mut digits = sum.unsigned_abs();
    // With four decimals or more, 64 bits hold no amount of 10^15.
    if scale < 4 && digits / u64::from(10_u32.pow(scale)) >= BOUND {
        return None;
    }
    if digits == 0 {
        return Some(Decimal::ZERO);
    }
    while scale > 0 && digits.is_multiple_of(10) {
        digits /= 10;
        scale -= 1;
    }
    let (low, high) = (digits as u32, (digits >> 32) as u32);
    Some(Decimal::from_parts(low, high, 0, sum < 0, scale))
}

fn within_bounds(amount: Decimal) -> Result<Decimal, MoneyError> {
    let amount = amount.normalize();
    if amount.scale() > DECIMALS_MAX {
        return Err(MoneyError::TooManyDecimals { value: amount.to_string() });
    }
    if amount.abs() >= AMOUNT_BOUND {
        return Err(MoneyError::OutOfRange { value: amount.to_string() });
    }
    Ok(amount)
}

/// Reads a plain decimal exactly: an optional `-`, digits, optionally a point and more digits. Nothing is rounded.
///
/// # Errors
///
/// [`MoneyError`] when the text has another form, more than 12 decimals that are not zero, or an absolute value of
/// 10^15 or more.
pub fn parse_decimal(text: &str) -> Result<Decimal, MoneyError> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        return Err(MoneyError::NotDecimal { value: shorten(text) });
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > DECIMALS_MAX as usize {
        return Err(MoneyError::TooManyDecimals { value: shorten(text) });
    }
    let whole = whole.trim_start_matches('0');
    if whole.len() > 15 {
        return Err(MoneyError::OutOfRange { value: shorten(text) });
    }
    let mantissa = whole.bytes().chain(fraction.bytes()).fold(0_i128, |sum, byte| sum * 10 + i128::from(byte - b'0'));
    let signed = if text.starts_with('-') { -mantissa } else { mantissa };
    // The text has at most 27 digits and 12 decimals here, which `Decimal` holds exactly.
    let scale = u32::try_from(fraction.len()).unwrap_or(DECIMALS_MAX);
    let amount = Decimal::try_from_i128_with_scale(signed, scale)
        .map_err(|_| MoneyError::OutOfRange { value: shorten(text) })?;
    within_bounds(amount)
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (amount, currency) = text.split_once(' ').ok_or_else(|| MoneyError::NotMoney { value: shorten(text) })?;
        Self::new(parse_decimal(amount)?, currency.parse()?)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The stored form of money: integers of sixteen bytes shrink to a few bytes in it.
#[derive(Serialize, Deserialize)]
struct Packed {
    mantissa: i128,
    scale: u8,
    currency: [u8; 3],
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        let scale = u8::try_from(self.amount.scale()).unwrap_or(u8::MAX);
        Packed { mantissa: self.amount.mantissa(), scale, currency: self.currency.0 }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = crate::text::text(deserializer, "money, such as \"100.50 CNY\"")?;
            return text.parse().map_err(de::Error::custom);
        }
        let packed = Packed::deserialize(deserializer)?;
        let amount =
            Decimal::try_from_i128_with_scale(packed.mantissa, u32::from(packed.scale)).map_err(de::Error::custom)?;
        let currency = core::str::from_utf8(&packed.currency).map_err(de::Error::custom)?;
        let currency = currency.parse().map_err(de::Error::custom)?;
        Self::new(amount, currency).map_err(de::Error::custom)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::text(deserializer, "a currency, such as \"CNY\"")?.parse().map_err(de::Error::custom)
    }
}

/// A decimal of zero or more without a currency, for the amounts of a policy. It is a string in the interchange form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PolicyAmount(Decimal);

impl PolicyAmount {
    /// An amount of whole units.
    pub const fn whole(units: u32) -> Self {
        Self(Decimal::from_parts(units, 0, 0, false, 0))
    }

    /// The amount 0.01.
    pub const fn hundredth() -> Self {
        Self(Decimal::from_parts(1, 0, 0, false, 2))
    }

    /// The decimal.
    pub const fn decimal(&self) -> Decimal {
        self.0
    }

    /// The amount in `currency`.
    pub fn in_currency(&self, currency: Currency) -> Money {
        Money { amount: self.0, currency }
    }
}

impl FromStr for PolicyAmount {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let amount = parse_decimal(text)?;
        if amount < Decimal::ZERO {
            return Err(MoneyError::Negative { value: shorten(text) });
        }
        Ok(Self(amount))
    }
}

impl fmt::Display for PolicyAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for PolicyAmount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PolicyAmount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = crate::text::text(deserializer, "a decimal in a string, such as \"100\"")?;
        text.parse().map_err(|error| match error {
            // The example of a decimal is negative, and money has a currency. Both are wrong here.
            MoneyError::NotDecimal { value } => de::Error::custom(format_args!(
                "`{value}` is not a decimal: expected a decimal of 0 or more without a currency, such as `100`"
            )),
            error => de::Error::custom(error),
        })
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap_or_else(|error| unreachable!("{error}"))
    }

    /// Sums, differences and comparisons of short amounts give what those of all digits give, with the same scale.
    #[test]
    fn short_amounts_calculate_as_long_ones_do() {
        let amounts = "0 1 -1 0.5 -0.5 10 100 0.01 0.0125 99.9875 0.000000000001 -0.000000000001 0.999999999999 \
            9223372036854.775807 9223372036854.775808 9223372.036854775807 123456789.123456789 922337203685477.5807 \
            18446744073709.551615 18446744073709.551616 999999999999999 -999999999999999 999999999999999.9 \
            999999999999999.999999999999 -999999999999999.999999999999 500000000000000 500000000000000.5 \
            499999999999999.999999999999 -500000000000000 -499999999999999.999999999999";
        let amounts: Vec<Money> = amounts.split_whitespace().map(|text| money(&alloc::format!("{text} CNY"))).collect();
        let long =
            |sum: Option<Decimal>| sum.and_then(|sum| within_bounds(sum).ok()).map(|sum| (sum.mantissa(), sum.scale()));
        let parts = |sum: Result<Money, MoneyError>| sum.ok().map(|sum| (sum.amount.mantissa(), sum.amount.scale()));
        for one in &amounts {
            for other in &amounts {
                let (amount, other_amount) = (one.amount, other.amount);
                assert_eq!(parts(one.plus(other)), long(amount.checked_add(other_amount)), "{one} + {other}");
                assert_eq!(parts(one.minus(other)), long(amount.checked_sub(other_amount)), "{one} - {other}");
                assert_eq!(one.compare(other), Ok(amount.cmp(&other_amount)), "{one} and {other}");
            }
            assert_eq!(one.is_positive(), one.amount > Decimal::ZERO, "{one}");
            assert_eq!(one.is_negative(), one.amount < Decimal::ZERO, "{one}");
            assert_eq!(parts(Ok(one.negated())), parts(Money::zero(one.currency).minus(one)), "{one}");
        }
    }

    #[test]
    fn eleven_decimals_are_kept() {
        assert_eq!(money("0.00000080000 USD").to_string(), "0.0000008 USD");
        assert_eq!(money("5.16919349920 USD").to_string(), "5.1691934992 USD");
    }

    #[test]
    fn the_largest_amounts_stay_exact_and_larger_ones_are_errors() {
        let largest = money("999999999999999.999999999999 CNY");
        assert_eq!(
            largest.minus(&money("0.000000000001 CNY")).map(|rest| rest.to_string()),
            Ok("999999999999999.999999999998 CNY".into())
        );
        assert!(matches!(largest.plus(&money("0.000000000001 CNY")), Err(MoneyError::OutOfRange { .. })));
    }

    #[test]
    fn what_is_not_money_is_refused_with_the_value() {
        type Case = (&'static str, fn(String) -> MoneyError, &'static str);
        fn not_money(value: String) -> MoneyError {
            MoneyError::NotMoney { value }
        }
        fn not_decimal(value: String) -> MoneyError {
            MoneyError::NotDecimal { value }
        }
        fn not_currency(value: String) -> MoneyError {
            MoneyError::NotCurrency { value }
        }
        let cases: [Case; 14] = [
            ("", not_money, ""),
            ("12", not_money, "12"),
            ("12 cny", not_currency, "cny"),
            ("1e3 CNY", not_decimal, "1e3"),
            ("+1 CNY", not_decimal, "+1"),
            ("1,000 CNY", not_decimal, "1,000"),
            ("NaN CNY", not_decimal, "NaN"),
            (".5 CNY", not_decimal, ".5"),
            ("1. CNY", not_decimal, "1."),
            ("1  CNY", not_currency, " CNY"),
            ("0.0000000000001 CNY", |value| MoneyError::TooManyDecimals { value }, "0.0000000000001"),
            ("1000000000000000 CNY", |value| MoneyError::OutOfRange { value }, "1000000000000000"),
            ("12 CNYX", not_currency, "CNYX"),
            ("１２ CNY", not_decimal, "１２"),
        ];
        for (text, error, value) in cases {
            assert_eq!(text.parse::<Money>(), Err(error(value.into())), "{text:?}");
        }
    }

    #[test]
    fn an_amount_of_a_policy_is_not_negative() {
        let negative = |value: &str| Err(MoneyError::Negative { value: value.into() });
        assert_eq!("-0.01".parse::<PolicyAmount>(), negative("-0.01"));
        assert_eq!("-0.000000000001".parse::<PolicyAmount>(), negative("-0.000000000001"));
        assert_eq!("-0".parse::<PolicyAmount>(), Ok(PolicyAmount::whole(0)));
        let out_of_range = Err(MoneyError::OutOfRange { value: "-1000000000000000".into() });
        assert_eq!("-1000000000000000".parse::<PolicyAmount>(), out_of_range);
        assert_eq!(
            "-5".parse::<PolicyAmount>().map_err(|error| error.to_string()),
            Err("`-5` is negative: expected a decimal of 0 or more, such as `100`".into())
        );
    }

    #[test]
    fn long_rubbish_is_shortened_in_the_message() {
        let error = "9".repeat(1_000_000).parse::<Money>().map_err(|error| error.to_string());
        assert!(error.is_err_and(|message| message.len() < 300));
    }
}
