//! Errors of segments.

use std::borrow::Cow;

/// What is wrong with the bytes of an entry.
pub(super) type Malformed = Cow<'static, str>;

pub(super) use crate::journal::damaged;
