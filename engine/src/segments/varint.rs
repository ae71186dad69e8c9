//! Numbers of variable length, and spans of time.
//!
//! A number has seven bits in each byte, the lowest first; the highest bit says that another byte follows (LEB128). A
//! signed number is folded first: 0, −1, 1, −2 … become 0, 1, 2, 3 …. A span of whole seconds takes few bytes: it is
//! the folded seconds, doubled. Other spans have an odd first number, and the nanoseconds in four more bytes.

const NANOSECONDS_PER_SECOND: i64 = 1_000_000_000;

/// Writes a number.
pub(crate) fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a number, and returns it with the bytes after it. `None` when there is no number that fits in 64 bits.
pub(crate) fn take_number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (mut number, mut shift) = (0, 0);
    for (index, byte) in bytes.iter().enumerate() {
        let bits = u64::from(byte & 0x7f);
        if shift >= u64::BITS || bits << shift >> shift != bits {
            return None;
        }
        number |= bits << shift;
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(index + 1..)?));
        }
        shift += 7;
    }
    None
}

/// Writes a large number. Its bytes are those of [`put_number`] when it fits there.
pub(super) fn put_large_number(out: &mut Vec<u8>, mut number: u128) {
    while number > u128::from(u64::MAX) {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    put_number(out, number as u64);
}

/// Writes a span of time between two instants.
pub(super) fn put_span(out: &mut Vec<u8>, nanoseconds: i64) {
    let seconds = fold(nanoseconds.div_euclid(NANOSECONDS_PER_SECOND)) << 1;
    let rest = nanoseconds.rem_euclid(NANOSECONDS_PER_SECOND);
    if rest == 0 {
        put_number(out, seconds);
    } else {
        put_number(out, seconds | 1);
        out.extend_from_slice(&(rest as u32).to_le_bytes());
    }
}

/// The nanoseconds of a span, from its first number and, when that is odd, the number in the four bytes after it.
/// `None` when no span has these numbers.
pub(super) fn span(number: u64, rest: u32) -> Option<i64> {
    let rest = i64::from(rest);
    // Each span has one form only.
    if (number & 1 == 1) != (1..NANOSECONDS_PER_SECOND).contains(&rest) {
        return None;
    }
    unfold(number >> 1).checked_mul(NANOSECONDS_PER_SECOND)?.checked_add(rest)
}

/// A signed number as a number without a sign.
pub(crate) const fn fold(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// The signed number of which [`fold`] makes this one.
pub(crate) const fn unfold(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// A large signed number as a number without a sign.
pub(super) const fn fold_large(number: i128) -> u128 {
    ((number << 1) ^ (number >> 127)) as u128
}

/// The signed number of which [`fold_large`] makes this one.
pub(super) const fn unfold_large(number: u128) -> i128 {
    (number >> 1) as i128 ^ -((number & 1) as i128)
}
