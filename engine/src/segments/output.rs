//! Writing of values into the bytes of a segment. `input.rs` reads them.

use defray_core::money::Money;
use defray_core::time::Instant;
use serde::Serialize;

use crate::error::Error;

use super::varint::{fold_large, put_large_number, put_number, put_span};

/// The bits of an amount's code that hold the number of decimals.
pub(super) const SCALE_BITS: u32 = 4;

/// Lets postcard append to bytes that exist.
struct Appended<'o>(&'o mut Vec<u8>);

impl postcard::ser_flavors::Flavor for Appended<'_> {
    type Output = ();

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}

/// Writes a value in its stored form (postcard).
pub(super) fn put_stored<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<(), Error> {
    postcard::serialize_with_flavor(value, Appended(out))
        .map_err(|error| Error::Bug(format!("an entry cannot be encoded: {error}")))
}

/// Writes a text: its length, then its bytes. Its stored form has the same bytes.
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Writes the span from one instant to another instant.
pub(super) fn put_instant(out: &mut Vec<u8>, from: Instant, instant: Instant) {
    // Both are zero or more, so the difference is in range.
    put_span(out, instant.nanoseconds() - from.nanoseconds());
}

/// Writes an amount without its currency: the folded mantissa, with the number of decimals in the lowest bits.
pub(super) fn put_amount(out: &mut Vec<u8>, money: &Money) -> Result<(), Error> {
    let (mantissa, scale) = (money.amount().mantissa(), money.amount().scale());
    if scale >> SCALE_BITS != 0 {
        return Err(Error::Bug(format!("{money} has more decimals than an amount can have")));
    }
    // A mantissa has at most 96 bits.
    put_large_number(out, fold_large(mantissa) << SCALE_BITS | u128::from(scale));
    Ok(())
}
