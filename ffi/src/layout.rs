//! Lays values of core out as C sees them: in an arena that is freed as a whole, so that nobody frees part by part.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ptr;

use bumpalo::Bump;

use crate::text::defray_str;

/// What C reads and Rust keeps alive: everything that one answer, record or page is made of.
pub(crate) struct Arena(Bump);

impl Arena {
    /// Takes no memory before something is put in.
    pub(crate) fn new() -> Self {
        Self(Bump::new())
    }

    /// With room for the answer to one command, usually; no more than what malloc keeps at hand for each thread.
    pub(crate) fn for_an_answer() -> Self {
        Self(Bump::with_capacity(900))
    }

    pub(crate) fn put<T: Copy>(&self, value: T) -> *const T {
        self.0.alloc(value)
    }

    /// The text, with a NUL after its end so that C can print it.
    pub(crate) fn text(&self, text: &str) -> defray_str {
        let bytes: &mut [MaybeUninit<u8>] = self.0.alloc_slice_fill_copy(text.len() + 1, MaybeUninit::uninit());
        let place = bytes.as_mut_ptr().cast::<u8>();
        // SAFETY: there is room for the text and a byte more, and nobody else has it.
        unsafe {
            place.copy_from_nonoverlapping(text.as_ptr(), text.len());
            place.add(text.len()).write(0);
        }
        defray_str { ptr: place.cast::<c_char>().cast_const(), len: text.len() }
    }

    pub(crate) fn optional_text(&self, text: Option<&str>) -> defray_str {
        text.map_or(defray_str::NOTHING, |text| self.text(text))
    }

    pub(crate) fn optional<T: Copy>(&self, value: Option<T>) -> *const T {
        value.map_or(ptr::null(), |value| self.put(value))
    }

    /// A list: NULL when it is empty.
    pub(crate) fn list<T: Copy>(&self, items: impl ExactSizeIterator<Item = T>) -> (*const T, usize) {
        if items.len() == 0 {
            return (ptr::null(), 0);
        }
        let items = self.0.alloc_slice_fill_iter(items);
        (items.as_ptr(), items.len())
    }

    /// A list that may be absent: only then NULL, as an empty one says something else.
    pub(crate) fn optional_list<T: Copy>(&self, items: Option<impl ExactSizeIterator<Item = T>>) -> (*const T, usize) {
        match items {
            None => (ptr::null(), 0),
            Some(items) => {
                let items = self.0.alloc_slice_fill_iter(items);
                (items.as_ptr(), items.len())
            }
        }
    }
}

/// A value of core that C can read.
pub(crate) trait ToC {
    /// How C sees it.
    type C: Copy;

    /// Lays it out; what it points to is in the arena.
    fn to_c(&self, arena: &Arena) -> Self::C;
}

/// What is made of numbers and pointers only, so that all zeros are a value of it.
///
/// # Safety
///
/// Zero must be a value.
pub(crate) unsafe trait Zero: Sized {}

/// All zeros: no member of a union, no output yet.
pub(crate) fn nothing<T: Zero>() -> T {
    // SAFETY: zero is a value, by the trait's contract.
    unsafe { std::mem::zeroed() }
}

macro_rules! zero {
    ($($ty:ty),+ $(,)?) => {$(
        // SAFETY: a number.
        unsafe impl Zero for $ty {}
    )+};
}
zero!(u8, u32, i32, u64, i64, usize);

// SAFETY: a pointer and a number.
unsafe impl Zero for defray_str {}
// SAFETY: NULL is a value.
unsafe impl<T> Zero for *const T {}
// SAFETY: NULL is a value.
unsafe impl<T> Zero for *mut T {}

macro_rules! plain {
    ($($ty:ty),+) => {$(
        impl ToC for $ty {
            type C = Self;

            fn to_c(&self, _: &Arena) -> Self {
                *self
            }
        }
    )+};
}
plain!(u32, u64);

impl ToC for bool {
    type C = u8;

    fn to_c(&self, _: &Arena) -> u8 {
        u8::from(*self)
    }
}
