//! x
pub(crate) fn abort_if_asked(_step: &str) {}
