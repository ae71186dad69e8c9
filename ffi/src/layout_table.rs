//! The macro of the list in `layouts.rs`.

use std::fmt::Write as _;

/// Writes `fn layout() -> String`: a line for each structure with its name, its size, its alignment and the offset of
/// each field.
macro_rules! layouts {
    ($($structure:ident { $($field:ident),+ })+) => {
        pub(crate) fn layout() -> String {
            let mut text = String::new();
            $(
                let offsets = [$(std::mem::offset_of!($structure, $field)),+];
                crate::layout_table::line::<$structure>(&mut text, stringify!($structure), &offsets);
            )+
            text
        }
    };
}

pub(crate) use layouts;

pub(crate) fn line<T>(text: &mut String, name: &str, offsets: &[usize]) {
    // Writing to a `String` does not fail.
    let _ = write!(text, "{name} {} {}", size_of::<T>(), align_of::<T>());
    for offset in offsets {
        let _ = write!(text, " {offset}");
    }
    text.push('\n');
}
