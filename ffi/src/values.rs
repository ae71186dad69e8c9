//! The basic values of records: decimals, money, instants, heads.

use std::ffi::c_char;

use engine::Head;
use engine::core::money::{Currency, Money, MoneyError, PolicyAmount};
use engine::core::time::{Instant, Seconds};
use rust_decimal::Decimal;

use crate::layout::{Arena, ToC, Zero};
use crate::reading::{FromC, InputFault};
use crate::text::quoted;

/// An exact decimal: a 128-bit integer in two's complement, `hi * 2^64 + lo`, times 10 to the power of `-scale`.
///
/// Amounts have at most 12 decimals and an absolute value below 10^15. Values that defray returns have no zeros at
/// the end. A value that the caller passes can have up to 28 decimals, if those after the twelfth are zeros. No
/// value is rounded.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct defray_decimal {
    /// The lower 64 bits.
    pub lo: u64,
    /// The upper 64 bits, with the sign.
    pub hi: i64,
    /// The number of decimals, from 0 to 28.
    pub scale: u32,
    /// Reserved; must be 0.
    pub reserved: u32,
}

/// A currency: three capital letters, such as `CNY`, and a NUL.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct defray_currency {
    /// The letters and the NUL.
    pub code: [c_char; 4],
}

/// An exact amount of money in one currency.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct defray_money {
    /// The amount, without the currency.
    pub amount: defray_decimal,
    /// The currency of the amount.
    pub currency: defray_currency,
    /// Reserved; must be 0.
    pub reserved: u32,
}

/// A point in time: nanoseconds since 1970-01-01T00:00:00Z, from 0 to the end of the year 2199.
pub type defray_instant = i64;

/// The value that a function returns if there is no instant. It is not valid as an argument.
pub const DEFRAY_NO_INSTANT: defray_instant = i64::MIN;

/// The head of the hash chain after a position of the journal. It depends on the whole journal up to this position.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct defray_head {
    /// The 32 bytes. People read them as 64 hexadecimal digits.
    pub bytes: [u8; 32],
}

/// The size of a buffer for any decimal as text, in bytes, with its NUL.
pub const DEFRAY_DECIMAL_TEXT: usize = 48;
/// The size of a buffer for any money as text, in bytes, with its NUL.
pub const DEFRAY_MONEY_TEXT: usize = 56;
/// The size of a buffer for any instant as text, in bytes, with its NUL.
pub const DEFRAY_INSTANT_TEXT: usize = 40;
/// The size of a buffer for any head as text, in bytes, with its NUL.
pub const DEFRAY_HEAD_TEXT: usize = 65;

// SAFETY: it consists of numbers.
unsafe impl Zero for defray_decimal {}
// SAFETY: it consists of numbers.
unsafe impl Zero for defray_money {}
// SAFETY: it consists of numbers.
unsafe impl Zero for defray_head {}

impl defray_decimal {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the two halves of 128 bits")]
    pub(crate) const fn of(decimal: Decimal) -> Self {
        let mantissa = decimal.mantissa();
        Self { lo: mantissa as u64, hi: (mantissa >> 64) as i64, scale: decimal.scale(), reserved: 0 }
    }

    pub(crate) fn mantissa(&self) -> i128 {
        (i128::from(self.hi) << 64) | i128::from(self.lo)
    }

    /// The value for error messages, also if it is not valid.
    pub(crate) fn shown(&self) -> String {
        match Decimal::try_from_i128_with_scale(self.mantissa(), self.scale) {
            Ok(decimal) => decimal.to_string(),
            Err(_) => format!("{}e-{}", self.mantissa(), self.scale),
        }
    }

    /// The exact value, or why it is not valid.
    pub(crate) fn decimal(&self, shown: impl Fn() -> String) -> Result<Decimal, InputFault> {
        if self.reserved != 0 {
            return Err(InputFault::new("bad_value", shown(), "0 in `reserved`"));
        }
        if self.scale > 28 {
            return Err(InputFault::new("bad_value", shown(), UNROUNDED));
        }
        Decimal::try_from_i128_with_scale(self.mantissa(), self.scale)
            .map_err(|_| InputFault::new("bad_value", shown(), OUT_OF_RANGE))
    }
}

const UNROUNDED: &str = "at most 12 decimals, as nothing is rounded";
const OUT_OF_RANGE: &str = "an absolute value below 1000000000000000";
const INSTANT_RANGE: &str = "nanoseconds since 1970, from 0 up to the end of 2199";

fn money_error(error: &MoneyError, shown: String) -> InputFault {
    let expected = match error {
        MoneyError::TooManyDecimals { .. } => UNROUNDED,
        MoneyError::OutOfRange { .. } => OUT_OF_RANGE,
        MoneyError::Negative { .. } => "a decimal of 0 or more, such as `100`",
        MoneyError::NotCurrency { .. } => "three capital letters, such as `CNY`",
        _ => "a decimal and a currency",
    };
    InputFault::new("bad_value", shown, expected)
}

impl defray_currency {
    pub(crate) fn of(currency: Currency) -> Self {
        let mut code = [0; 4];
        code.iter_mut().zip(currency.as_str().bytes()).for_each(|(to, from)| *to = from.cast_signed() as c_char);
        Self { code }
    }

    pub(crate) fn shown(&self) -> String {
        let bytes: Vec<u8> = self.code.iter().map(|letter| *letter as u8).take_while(|byte| *byte != 0).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub(crate) fn currency(&self) -> Result<Currency, InputFault> {
        #[allow(clippy::cast_sign_loss, reason = "letters are bytes; C defines their sign")]
        let [one, two, three, end] = self.code.map(|letter| letter as u8);
        let letters = [one, two, three];
        let currency = std::str::from_utf8(&letters).ok().and_then(|text| text.parse().ok());
        let expected = "three capital letters, such as `CNY`";
        currency.filter(|_| end == 0).ok_or_else(|| InputFault::new("bad_value", quoted(&self.shown()), expected))
    }
}

impl defray_money {
    pub(crate) fn of(money: &Money) -> Self {
        Self {
            amount: defray_decimal::of(money.amount()),
            currency: defray_currency::of(money.currency()),
            reserved: 0,
        }
    }

    pub(crate) fn money(&self) -> Result<Money, InputFault> {
        let shown = || quoted(&format!("{} {}", self.amount.shown(), self.currency.shown()));
        if self.reserved != 0 {
            return Err(InputFault::new("bad_value", shown(), "0 in `reserved`"));
        }
        let currency =
            self.currency.currency().map_err(|wrong| InputFault::new("bad_value", shown(), wrong.expected()))?;
        let amount = self.amount.decimal(shown)?;
        Money::new(amount, currency).map_err(|error| money_error(&error, shown()))
    }
}

impl ToC for Money {
    type C = defray_money;

    fn to_c(&self, _: &Arena) -> defray_money {
        defray_money::of(self)
    }
}

impl ToC for PolicyAmount {
    type C = defray_decimal;

    fn to_c(&self, _: &Arena) -> defray_decimal {
        defray_decimal::of(self.decimal())
    }
}

impl ToC for Currency {
    type C = defray_currency;

    fn to_c(&self, _: &Arena) -> defray_currency {
        defray_currency::of(*self)
    }
}

impl ToC for Instant {
    type C = defray_instant;

    fn to_c(&self, _: &Arena) -> defray_instant {
        self.nanoseconds()
    }
}

impl ToC for Seconds {
    type C = u64;

    fn to_c(&self, _: &Arena) -> u64 {
        self.get()
    }
}

impl ToC for Head {
    type C = defray_head;

    fn to_c(&self, _: &Arena) -> defray_head {
        defray_head { bytes: *self.bytes() }
    }
}

impl FromC for Money {
    type C = defray_money;

    unsafe fn from_c(c: &defray_money) -> Result<Self, InputFault> {
        c.money()
    }
}

impl FromC for PolicyAmount {
    type C = defray_decimal;

    unsafe fn from_c(c: &defray_decimal) -> Result<Self, InputFault> {
        let shown = || quoted(&c.shown());
        let decimal = c.decimal(shown)?;
        decimal.to_string().parse().map_err(|error| money_error(&error, shown()))
    }
}

impl FromC for Currency {
    type C = defray_currency;

    unsafe fn from_c(c: &defray_currency) -> Result<Self, InputFault> {
        c.currency()
    }
}

impl FromC for Instant {
    type C = defray_instant;

    unsafe fn from_c(c: &defray_instant) -> Result<Self, InputFault> {
        Self::from_nanoseconds(*c).ok_or_else(|| InputFault::new("bad_value", c.to_string(), INSTANT_RANGE))
    }
}

impl FromC for Seconds {
    type C = u64;

    unsafe fn from_c(c: &u64) -> Result<Self, InputFault> {
        let most = engine::core::limits::DURATION_SECONDS_MAX;
        Self::new(*c).ok_or_else(|| InputFault::new("bad_value", c.to_string(), format!("at most {most} seconds")))
    }
}

impl FromC for u32 {
    type C = Self;

    unsafe fn from_c(c: &Self) -> Result<Self, InputFault> {
        Ok(*c)
    }
}

impl FromC for u64 {
    type C = Self;

    unsafe fn from_c(c: &Self) -> Result<Self, InputFault> {
        Ok(*c)
    }
}

impl FromC for bool {
    type C = u8;

    unsafe fn from_c(c: &u8) -> Result<Self, InputFault> {
        Ok(*c != 0)
    }
}

impl FromC for Head {
    type C = defray_head;

    unsafe fn from_c(c: &defray_head) -> Result<Self, InputFault> {
        Ok(Self::from(c.bytes))
    }
}
