//! Reads C values into values of core. A pointer must point to what its type says; everything else is checked. An
//! error names the field, in the same words as the reader of JSON commands (`docs/commands/README.md`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use defray_bindings_support::Failure;
use defray_intake::error::{Code, InputError};
use engine::core::id::ParseIdError;
use engine::core::provider::ParseSubscriptionError;
use engine::core::time::EmptyPeriod;

use crate::text::{defray_str, quoted};

/// Why a value cannot be read. Each caller adds its part of the field's path.
#[derive(Debug)]
pub(crate) struct InputFault(Box<Inner>);

#[derive(Debug)]
struct Inner {
    code: &'static str,
    path: String,
    value: String,
    expected: String,
}

impl InputFault {
    pub(crate) fn new(code: &'static str, value: impl AsRef<str>, expected: impl Into<String>) -> Self {
        // Long values are shortened as in errors about JSON.
        let value = InputError::new(Code::BadValue, "", value.as_ref(), "").value;
        Self(Box::new(Inner { code, path: String::new(), value, expected: expected.into() }))
    }

    pub(crate) fn expected(&self) -> String {
        self.0.expected.clone()
    }

    fn is_missing() -> Self {
        Self::new("missing_field", "absent", "a value, as it is required")
    }

    fn is_null(expected: &str) -> Self {
        Self::new("null_argument", "NULL", expected)
    }

    /// The same error, in a field of `outer`.
    fn inside(mut self, outer: &str) -> Self {
        let path = &self.0.path;
        self.0.path = match path.as_str() {
            "" => outer.to_owned(),
            inner if inner.starts_with('[') => format!("{outer}{inner}"),
            inner => format!("{outer}.{inner}"),
        };
        self
    }

    /// The same error; a missing field of a command names the command.
    pub(crate) fn of_command(mut self, name: &str) -> Self {
        if self.0.code == "missing_field" && self.0.expected == "a value, as it is required" {
            self.0.expected = format!("a value, as `{name}` requires it");
        }
        self
    }

    /// Whether the error is about the value as a whole.
    pub(crate) fn is_about_itself(&self) -> bool {
        self.0.path.is_empty()
    }

    /// The same error, about the command as a whole. Paths inside a command do not begin with its name.
    pub(crate) fn inside_command(self) -> Self {
        self.inside("command")
    }

    /// The error for C, about an argument.
    pub(crate) fn about(self, argument: &str) -> Failure {
        self.inside(argument).into()
    }
}

impl From<InputFault> for Failure {
    fn from(wrong: InputFault) -> Self {
        let Inner { code, path, value, expected } = *wrong.0;
        let message = match code {
            "missing_field" => format!("`{path}` is missing: expected {expected}"),
            "duplicate_key" => format!("`{path}` is given more than once: expected {expected}"),
            _ => format!("`{path}` is `{value}`: expected {expected}"),
        };
        Self::new(code, path, message)
    }
}

impl From<ParseSubscriptionError> for InputFault {
    fn from(error: ParseSubscriptionError) -> Self {
        let code = if error.value == "absent" { "missing_field" } else { "bad_value" };
        Self::new(code, &error.value, error.expected).inside(error.field)
    }
}

impl From<EmptyPeriod> for InputFault {
    fn from(error: EmptyPeriod) -> Self {
        let EmptyPeriod { start, end } = &error;
        Self::new("bad_value", format!("{{\"start\":\"{start}\",\"end\":\"{end}\"}}"), "`end` after `start`")
    }
}

/// Adds a field to the path of an error.
pub(crate) trait Within {
    fn within(self, outer: &str) -> Self;
}

impl<T> Within for Result<T, InputFault> {
    fn within(self, outer: &str) -> Self {
        self.map_err(|wrong| wrong.inside(outer))
    }
}

/// A value of core that C passes.
pub(crate) trait FromC: Sized {
    /// The structure or number that C writes.
    type C;

    /// Reads the value.
    ///
    /// # Safety
    ///
    /// Every pointer in `c` is NULL or points to as much as `c` says, and no thread changes it during the call.
    unsafe fn from_c(c: &Self::C) -> Result<Self, InputFault>;
}

pub(crate) fn null(name: &str) -> Failure {
    Failure::new("null_argument", name, format!("`{name}` is NULL: expected a pointer"))
}

pub(crate) fn misaligned(name: &str) -> Failure {
    Failure::new("bad_argument", name, format!("`{name}` is a misaligned pointer: it cannot point to what is expected"))
}

/// Checks the size of a structure that can be of another version. All known fields must be there, and everything
/// after them must be zero.
///
/// # Safety
///
/// `pointer` points to `size` bytes.
pub(crate) unsafe fn known_size<T>(pointer: *const u8, size: usize, name: &str) -> Result<(), Failure> {
    let known = size_of::<T>();
    let wrong = |expected: String| Err(InputFault::new("wrong_size", size.to_string(), expected).about(name));
    if size < known {
        return wrong(format!("at least {known}, the size of the structure"));
    }
    if size == known {
        return Ok(());
    }
    if size > known + 4_096 {
        return wrong(format!("{known}, or slightly more from a later version"));
    }
    // SAFETY: guaranteed by the caller.
    let tail = unsafe { std::slice::from_raw_parts(pointer.add(known), size - known) };
    if tail.iter().any(|byte| *byte != 0) {
        return wrong(format!("{known}: the bytes after it are not zero, and this version does not know them"));
    }
    Ok(())
}

/// The error of a number that has no name.
pub(crate) fn unknown_name(value: u32, names: &[&str]) -> InputFault {
    let mut expected = String::from("one of ");
    for (place, name) in names.iter().enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        // A write to a `String` does not fail.
        let _ = write!(expected, "{comma}{} (`{name}`)", place + 1);
    }
    InputFault::new("unknown_name", value.to_string(), expected)
}

/// The value that a pointer points to. NULL is an error.
pub(crate) unsafe fn pointed<T: FromC>(pointer: *const T::C) -> Result<T, InputFault> {
    if pointer.is_null() {
        return Err(InputFault::is_null("a pointer"));
    }
    // SAFETY: guaranteed by the caller.
    unsafe { T::from_c(aligned(pointer)?) }
}

/// The value that a pointer points to. NULL means absent.
pub(crate) unsafe fn optional<T: FromC>(pointer: *const T::C) -> Result<Option<T>, InputFault> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: guaranteed by the caller.
    unsafe { T::from_c(aligned(pointer)?).map(Some) }
}

unsafe fn aligned<'a, T>(pointer: *const T) -> Result<&'a T, InputFault> {
    if !pointer.is_aligned() {
        return Err(InputFault::new("bad_argument", "a misaligned pointer", "one that can point to what is expected"));
    }
    // SAFETY: guaranteed by the caller.
    Ok(unsafe { &*pointer })
}

/// The items of a list.
pub(crate) unsafe fn slice<'a, T>(items: *const T, count: usize) -> Result<&'a [T], InputFault> {
    if count == 0 {
        return Ok(&[]);
    }
    if items.is_null() {
        return Err(InputFault::is_null(&format!("a pointer to {count} items")));
    }
    let most = isize::MAX.unsigned_abs() / size_of::<T>().max(1);
    if count > most {
        return Err(InputFault::new("wrong_size", format!("{count} items"), format!("at most {most}")));
    }
    if !items.is_aligned() {
        return Err(InputFault::new("bad_argument", "a misaligned pointer", "one that can point to what is expected"));
    }
    // SAFETY: not NULL, aligned, not larger than an address space; the caller guarantees that the items are there.
    Ok(unsafe { std::slice::from_raw_parts(items, count) })
}

/// A text that is there, with any content.
unsafe fn bytes<'a>(c: &defray_str) -> Result<&'a str, InputFault> {
    // SAFETY: guaranteed by the caller.
    let bytes = unsafe { slice(c.ptr.cast::<u8>(), c.len)? };
    std::str::from_utf8(bytes).map_err(|_| {
        let shown = String::from_utf8_lossy(bytes.get(..bytes.len().min(256)).unwrap_or(bytes)).into_owned();
        InputFault::new("not_utf8", quoted(&shown), "UTF-8")
    })
}

/// A text that is an argument.
///
/// # Safety
///
/// The text points to as many bytes as it says.
pub(crate) unsafe fn utf8<'a>(c: &defray_str, name: &str) -> Result<&'a str, Failure> {
    // SAFETY: guaranteed by the caller.
    unsafe { bytes(c) }.map_err(|wrong| wrong.about(name))
}

/// An argument that is one value.
///
/// # Safety
///
/// As for [`FromC::from_c`].
pub(crate) unsafe fn argument<T: FromC>(c: &T::C, name: &str) -> Result<T, Failure> {
    // SAFETY: guaranteed by the caller.
    unsafe { T::from_c(c) }.map_err(|wrong| wrong.about(name))
}

/// An argument that is an array.
///
/// # Safety
///
/// The array has `count` items.
pub(crate) unsafe fn array<'a, T>(items: *const T, count: usize, name: &str) -> Result<&'a [T], Failure> {
    // SAFETY: guaranteed by the caller.
    unsafe { slice(items, count) }.map_err(|wrong| wrong.about(name))
}

/// An argument that is a text, as bytes which can be invalid UTF-8.
///
/// # Safety
///
/// The text points to as many bytes as it says.
pub(crate) unsafe fn raw_text<'a>(c: &defray_str, name: &str) -> Result<&'a [u8], Failure> {
    // SAFETY: guaranteed by the caller.
    unsafe { array(c.ptr.cast::<u8>(), c.len, name) }
}

/// A text that core checks.
pub(crate) unsafe fn text<T>(
    c: &defray_str,
    make: impl FnOnce(&str) -> Result<T, ParseIdError>,
) -> Result<T, InputFault> {
    // SAFETY: guaranteed by the caller.
    let given = unsafe { bytes(c)? };
    make(given).map_err(|error| match c.ptr.is_null() {
        true => InputFault::is_missing(),
        false => InputFault::new("bad_value", quoted(given), error.expected),
    })
}

/// A text that can be absent: `{NULL, 0}`.
pub(crate) unsafe fn optional_text<T>(
    c: &defray_str,
    make: impl FnOnce(&str) -> Result<T, ParseIdError>,
) -> Result<Option<T>, InputFault> {
    if c.ptr.is_null() && c.len == 0 {
        return Ok(None);
    }
    // SAFETY: guaranteed by the caller.
    unsafe { text(c, make).map(Some) }
}

/// The items of a list, converted.
pub(crate) unsafe fn list<C, T>(
    items: *const C,
    count: usize,
    each: impl Fn(&C) -> Result<T, InputFault>,
) -> Result<Vec<T>, InputFault> {
    // SAFETY: guaranteed by the caller.
    let items = unsafe { slice(items, count)? };
    items
        .iter()
        .enumerate()
        .map(|(place, one)| each(one).map_err(|wrong| wrong.inside(&format!("[{place}]"))))
        .collect()
}

/// A list that can be absent: NULL. An empty list that is there is not NULL.
pub(crate) unsafe fn optional_list<C, T>(
    items: *const C,
    count: usize,
    each: impl Fn(&C) -> Result<T, InputFault>,
) -> Result<Option<Vec<T>>, InputFault> {
    if items.is_null() && count == 0 {
        return Ok(None);
    }
    // SAFETY: guaranteed by the caller.
    unsafe { list(items, count, each).map(Some) }
}

/// The entries of a map, converted.
pub(crate) unsafe fn map<C, K: Ord, V>(
    items: *const C,
    count: usize,
    key: impl Fn(&C) -> Result<K, InputFault>,
    value: impl Fn(&C) -> Result<V, InputFault>,
) -> Result<BTreeMap<K, V>, InputFault> {
    // SAFETY: guaranteed by the caller.
    let items = unsafe { slice(items, count)? };
    let mut all = BTreeMap::new();
    for (place, one) in items.iter().enumerate() {
        let at = |wrong: InputFault, field: &str| wrong.inside(field).inside(&format!("[{place}]"));
        let key = key(one).map_err(|wrong| at(wrong, "key"))?;
        let value = value(one).map_err(|wrong| at(wrong, "value"))?;
        if all.insert(key, value).is_some() {
            return Err(at(InputFault::new("duplicate_key", "", "each key once"), "key"));
        }
    }
    Ok(all)
}

/// A map that can be absent: NULL.
pub(crate) unsafe fn optional_map<C, K: Ord, V>(
    items: *const C,
    count: usize,
    key: impl Fn(&C) -> Result<K, InputFault>,
    value: impl Fn(&C) -> Result<V, InputFault>,
) -> Result<Option<BTreeMap<K, V>>, InputFault> {
    if items.is_null() && count == 0 {
        return Ok(None);
    }
    // SAFETY: guaranteed by the caller.
    unsafe { map(items, count, key, value).map(Some) }
}
