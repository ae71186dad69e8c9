//! Reading of values from the bytes of an entry. `output.rs` writes them.

use defray_core::money::{Currency, Money};
use defray_core::time::Instant;
use serde::Deserialize;

use super::damage::Malformed;
use super::output::SCALE_BITS;
use super::varint::{span, unfold_large};

/// The largest number of decimals that the arithmetic of amounts has.
const SCALE_MAX: u32 = 28;
/// The number of bits that the arithmetic of amounts has.
const MANTISSA_BITS: u32 = 96;

/// The bytes of an entry that are not read yet.
pub(super) struct Input<'b>(&'b [u8]);

impl<'b> Input<'b> {
    /// All bytes of an entry.
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// How many bytes are left.
    pub(super) const fn left(&self) -> usize {
        self.0.len()
    }

    /// The next byte.
    pub(super) fn byte(&mut self) -> Result<u8, Malformed> {
        let (byte, rest) = self.0.split_first().ok_or_else(too_short)?;
        self.0 = rest;
        Ok(*byte)
    }

    /// The next bytes, as many as the array has.
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (array, rest) = self.0.split_first_chunk::<N>().ok_or_else(too_short)?;
        self.0 = rest;
        Ok(*array)
    }

    /// A number.
    pub(super) fn number(&mut self) -> Result<u64, Malformed> {
        u64::try_from(self.large_number()?).map_err(|_| "a number is too large".into())
    }

    fn large_number(&mut self) -> Result<u128, Malformed> {
        let mut number = 0;
        for shift in (0..126).step_by(7) {
            let byte = self.byte()?;
            number |= u128::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err("a number is too large".into())
    }

    /// An instant that is written as the span since another instant.
    pub(super) fn instant(&mut self, from: Instant) -> Result<Instant, Malformed> {
        let number = self.number()?;
        let rest = if number & 1 == 1 { u32::from_le_bytes(self.array()?) } else { 0 };
        let nanoseconds = span(number, rest).and_then(|span| from.nanoseconds().checked_add(span));
        nanoseconds.and_then(Instant::from_nanoseconds).ok_or_else(|| "an instant is out of range".into())
    }

    /// A currency: three letters.
    pub(super) fn currency(&mut self) -> Result<Currency, Malformed> {
        let letters: [u8; 3] = self.array()?;
        let currency = std::str::from_utf8(&letters).ok().and_then(|letters| letters.parse().ok());
        currency.ok_or_else(|| "a currency is not three capital letters".into())
    }

    /// An amount in a currency.
    pub(super) fn amount(&mut self, currency: Currency) -> Result<Money, Malformed> {
        let wrong = || Malformed::from("an amount is out of range");
        let code = self.large_number()?;
        let mantissa = unfold_large(code >> SCALE_BITS);
        let scale = (code & ((1 << SCALE_BITS) - 1)) as u32;
        if mantissa.unsigned_abs() >> MANTISSA_BITS != 0 || scale > SCALE_MAX {
            return Err(wrong());
        }
        let mut decimal = of_type(&Money::zero(currency).amount(), mantissa);
        decimal.set_scale(scale).map_err(|_| wrong())?;
        Money::new(decimal, currency).map_err(|_| wrong())
    }

    /// A value in its stored form (postcard).
    pub(super) fn stored<T: Deserialize<'b>>(&mut self) -> Result<T, Malformed> {
        let (value, rest) = postcard::take_from_bytes(self.0).map_err(|error| error.to_string())?;
        self.0 = rest;
        Ok(value)
    }

    /// An error when bytes are left.
    pub(super) fn finish(self) -> Result<(), Malformed> {
        match self.left() {
            0 => Ok(()),
            left => Err(format!("the entry has {left} bytes too many").into()),
        }
    }
}

/// A number in the type of another value. The engine cannot name the type of decimals, because it does not depend on
/// their crate.
fn of_type<D: From<i128>>(_: &D, number: i128) -> D {
    number.into()
}

fn too_short() -> Malformed {
    "the entry is too short".into()
}
