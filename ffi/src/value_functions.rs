//! Functions of values: from text, to text, comparison.

use std::cmp::Ordering;
use std::ffi::c_char;
use std::ptr;

use defray_bindings_support::Failure;
use engine::Head;
use engine::core::money::{Money, parse_decimal};
use engine::core::time::Instant;
use rust_decimal::Decimal;

use crate::error::defray_error;
use crate::guard::{Written, call, given, guarded};
use crate::reading::{argument, utf8};
use crate::status::defray_status;
use crate::text::{defray_str, quoted};
use crate::values::{defray_decimal, defray_head, defray_instant, defray_money};

/// Reads a plain decimal such as `-12.345`: digits, at most 12 decimals, no exponent. The value is never rounded.
/// Thread-safe.
///
/// Fails with `DEFRAY_ERR_BAD_VALUE` if the text has another form.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_decimal_parse(
    text: defray_str,
    out: *mut defray_decimal,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let decimal = parse_decimal(utf8(&text, "text")?).map_err(|error| Failure::not_money("text", &error))?;
            Ok(defray_decimal::of(decimal))
        })
    }
}

/// Reads money such as `100.50 CNY`: a plain decimal, one blank, a currency. Thread-safe.
///
/// Fails with `DEFRAY_ERR_BAD_VALUE` if the text has another form or the amount is out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_money_parse(
    text: defray_str,
    out: *mut defray_money,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let money: Money = utf8(&text, "text")?.parse().map_err(|error| Failure::not_money("text", &error))?;
            Ok(defray_money::of(&money))
        })
    }
}

/// Reads an instant in RFC 3339 with an offset, such as `2026-03-01T08:00:00Z` or `2026-03-01T16:00:00+08:00`.
/// Thread-safe.
///
/// Fails with `DEFRAY_ERR_BAD_VALUE` if the text has another form or the instant is out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_instant_parse(
    text: defray_str,
    out: *mut defray_instant,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let instant: Instant =
                utf8(&text, "text")?.parse().map_err(|error| Failure::not_an_instant("text", &error))?;
            Ok(instant.nanoseconds())
        })
    }
}

/// Reads a head: 64 hexadecimal digits. Thread-safe.
///
/// Fails with `DEFRAY_ERR_BAD_VALUE` if the text has another form.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_head_parse(
    text: defray_str,
    out: *mut defray_head,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let text = utf8(&text, "text")?;
            let head: Head = text.parse().map_err(|_| Failure::bad_value("text", text, "64 hexadecimal digits"))?;
            Ok(defray_head { bytes: *head.bytes() })
        })
    }
}

/// An argument that is a decimal.
fn decimal_argument(value: &defray_decimal, name: &str) -> Result<Decimal, Failure> {
    value.decimal(|| quoted(&value.shown())).map_err(|wrong| wrong.about(name))
}

/// Writes a text and a NUL into the buffer of the caller.
unsafe fn fill(text: &str, buffer: *mut c_char, size: usize, length: *mut usize) -> Result<Written, Failure> {
    // SAFETY: guaranteed by the caller; the size of the buffer is checked.
    unsafe {
        if !length.is_null() {
            length.write(text.len());
        }
        if buffer.is_null() && size > 0 {
            return Err(crate::reading::null("buffer"));
        }
        if size <= text.len() {
            let expected = format!("room for {} bytes and a NUL", text.len());
            return Err(Failure::new("wrong_size", "size", format!("`size` is `{size}`: expected {expected}")));
        }
        ptr::copy_nonoverlapping(text.as_ptr(), buffer.cast::<u8>(), text.len());
        buffer.add(text.len()).write(0);
    }
    Ok(Written)
}

/// Writes a decimal as text with a NUL at its end, such as `-12.345`. Thread-safe.
///
/// `size`: the size of `buffer` in bytes; `DEFRAY_DECIMAL_TEXT` is always enough. `*length` is set to the length
/// without the NUL, also if the buffer is too small; `length` may be NULL.
///
/// Fails with `DEFRAY_ERR_WRONG_SIZE` if the buffer is too small, and with `DEFRAY_ERR_BAD_VALUE` if `value` is not
/// a valid decimal.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_decimal_format(
    value: defray_decimal,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        guarded(err, || {
            let decimal = decimal_argument(&value, "value")?;
            fill(&decimal.to_string(), buffer, size, length)
        })
    }
}

/// Writes money as text, such as `100.5 CNY`, as `defray_decimal_format` does. `DEFRAY_MONEY_TEXT` is always enough
/// for `size`. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_money_format(
    value: defray_money,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        guarded(err, || {
            let money = argument::<Money>(&value, "value")?;
            fill(&money.to_string(), buffer, size, length)
        })
    }
}

/// Writes an instant as text in RFC 3339, UTC, such as `2026-03-01T08:00:00Z`, as `defray_decimal_format` does.
/// `DEFRAY_INSTANT_TEXT` is always enough for `size`. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_instant_format(
    value: defray_instant,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        guarded(err, || {
            let instant = argument::<Instant>(&value, "value")?;
            fill(&instant.to_string(), buffer, size, length)
        })
    }
}

/// Writes a head as 64 hexadecimal digits, as `defray_decimal_format` does. `DEFRAY_HEAD_TEXT` is always enough for
/// `size`. Thread-safe.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_head_format(
    value: *const defray_head,
    buffer: *mut c_char,
    size: usize,
    length: *mut usize,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        guarded(err, || {
            let head = Head::from(given(value, "value")?.bytes);
            fill(&head.to_string(), buffer, size, length)
        })
    }
}

fn sign(ordering: Ordering) -> i32 {
    match ordering {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

/// Compares two decimals by value: `*out` is set to -1 if `one` is less than `other`, to 0 if they are equal, to 1
/// if `one` is greater. `1.0` equals `1`. Thread-safe.
///
/// Fails with `DEFRAY_ERR_BAD_VALUE` if one is not a valid decimal.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_decimal_compare(
    one: defray_decimal,
    other: defray_decimal,
    out: *mut i32,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let left = decimal_argument(&one, "one")?;
            let right = decimal_argument(&other, "other")?;
            Ok(sign(left.cmp(&right)))
        })
    }
}

/// Compares two amounts of the same currency, as `defray_decimal_compare` does. Thread-safe.
///
/// Fails with `DEFRAY_ERR_CURRENCY_MISMATCH` if the currencies differ, and with `DEFRAY_ERR_BAD_VALUE` if one is
/// not valid money.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn defray_money_compare(
    one: defray_money,
    other: defray_money,
    out: *mut i32,
    err: *mut *mut defray_error,
) -> defray_status {
    // SAFETY: guaranteed by the caller, as the head of the header states.
    unsafe {
        call(out, err, || {
            let left = argument::<Money>(&one, "one")?;
            let right = argument::<Money>(&other, "other")?;
            let compared = left
                .compare(&right)
                .map_err(|error| Failure::new("currency_mismatch", "other", format!("`other`: {error}")))?;
            Ok(sign(compared))
        })
    }
}
