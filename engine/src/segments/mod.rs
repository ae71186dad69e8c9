//! Segments of the journal: entries without repetition, and segments of which one entry can be read without
//! the others.
//!
//! A segment is the entries of one commit, or a value of the archive. Its first entry has a position that the place of
//! the segment gives. Its bytes are:
//!
//! ```text
//! 32 bytes   the head of the chain before the segment
//! the entries, one after the other
//! for each entry: where it ends, counted from the first byte of the first entry (u32, little-endian)
//! the number of entries (u32, little-endian)
//! 32 bytes   the head of the chain after the segment
//! ```
//!
//! The head after an entry is BLAKE3 over the head before it and the bytes of the entry, as in format 3. The heads
//! after an entry do not depend on how entries are put into segments.
//!
//! An entry is, in this order (numbers and instants as in `varint.rs`):
//!
//! | part | form |
//! |---|---|
//! | first byte | which of the parts below are there, simulated or not, the version of the rules |
//! | version of the rules | only when it is not in the first byte |
//! | `at` | the span since 1970 |
//! | `asked_at` | the span since `at`; only when it is not zero |
//! | `recorded_at` | the span since `at` |
//! | actor, idempotency key | texts; only when there are any |
//! | command | one byte for its form, then a bill (`bills.rs`), or the command (postcard) |
//! | events | their number, then for each: one byte for its form, and what the form needs |
//!
//! The position is not written: it is the position of the segment's first entry and the index of the entry.
//!
//! An event has one of four forms. *Whole* is postcard. *As commanded* has no bytes (`commanded.rs`). *Beyond the
//! command* has the fields that the command does not give (`beyond.rs`). *Settled* is a settled bill without what the
//! bill and the entry say already (`bills.rs`). A form is taken only when it restores the same event, so every entry
//! can be written, and decoding restores it exactly.
//!
//! | file | content |
//! |---|---|
//! | `parts.rs`, `encode.rs`, `decode.rs` | an entry and its bytes |
//! | `bills.rs`, `commanded.rs`, `beyond.rs` | the forms of commands and events |
//! | `varint.rs`, `output.rs`, `input.rs` | numbers, texts, amounts |
//! | `writer.rs`, `segment.rs`, `view.rs`, `archive.rs` | segments: written, kept, read, joined |
//! | `sizes.rs`, `damage.rs` | limits; errors |

mod archive;
mod beyond;
mod bills;
mod commanded;
mod damage;
mod decode;
mod encode;
mod input;
mod output;
mod parts;
mod segment;
mod sizes;
pub(crate) mod varint;
mod view;
mod writer;

#[cfg(test)]
mod tests;

pub(crate) use archive::join;
pub(crate) use parts::EntryParts;
pub(crate) use segment::Segment;
pub(crate) use sizes::LargestSizes;
#[cfg(any(test, feature = "testing"))]
pub(crate) use view::SegmentView;
pub(crate) use writer::{Mark, SegmentWriter};
