//! Converts values of core to the structures of C. Everything that a structure points to is in one arena, which is
//! freed as a whole.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ptr;

use bumpalo::Bump;

use crate::text::defray_str;

/// The memory of one answer, record or page.
pub(crate) struct Arena(Bump);

impl Arena {
    /// An empty arena. It allocates memory with the first value.
    pub(crate) fn new() -> Self {
        Self(Bump::new())
    }

    /// An arena with enough room for most answers to one command. The size is one that malloc caches for each
    /// thread.
    pub(crate) fn for_an_answer() -> Self {
        Self(Bump::with_capacity(900))
    }

    pub(crate) fn put<T: Copy>(&self, value: T) -> *const T {
        self.0.alloc(value)
    }

    /// A copy of the text, with a NUL after its end so that C can print it.
    pub(crate) fn text(&self, text: &str) -> defray_str {
        let bytes: &mut [MaybeUninit<u8>] = self.0.alloc_slice_fill_copy(text.len() + 1, MaybeUninit::uninit());
        let place = bytes.as_mut_ptr().cast::<u8>();
        // SAFETY: the allocation has room for the text and one byte more, and nothing else refers to it.
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

    /// A list; NULL if it is empty.
    pub(crate) fn list<T: Copy>(&self, items: impl ExactSizeIterator<Item = T>) -> (*const T, usize) {
        if items.len() == 0 {
            return (ptr::null(), 0);
        }
        let items = self.0.alloc_slice_fill_iter(items);
        (items.as_ptr(), items.len())
    }

    /// A list that can be absent. NULL only if it is absent: an empty list has another meaning.
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

/// A value of core that can be converted to C.
pub(crate) trait ToC {
    /// The structure or number that C reads.
    type C: Copy;

    /// Converts the value. What the result points to is in the arena.
    fn to_c(&self, arena: &Arena) -> Self::C;
}

/// A type that consists of numbers and pointers, so that all zeros are a valid value.
///
/// # Safety
///
/// All zeros must be a valid value.
pub(crate) unsafe trait Zero: Sized {}

/// A value of all zeros: a union without a member, or an output before it is written.
pub(crate) fn nothing<T: Zero>() -> T {
    // SAFETY: zeros are a valid value, by the contract of the trait.
    unsafe { std::mem::zeroed() }
}

macro_rules! zero {
    ($($ty:ty),+ $(,)?) => {$(
        // SAFETY: zero is a valid number.
        unsafe impl Zero for $ty {}
    )+};
}
zero!(u8, u32, i32, u64, i64, usize);

// SAFETY: NULL and zero are valid.
unsafe impl Zero for defray_str {}
// SAFETY: NULL is a valid pointer.
unsafe impl<T> Zero for *const T {}
// SAFETY: NULL is a valid pointer.
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
