//! engine

#[cfg_attr(not(test), expect(unused, reason = "the engine that stands on the store comes next"))]
mod store;
#[cfg(any(test, feature = "testing"))]
#[doc(hidden)]
pub mod testing;

pub use store::{DamagedPage, OpenError, OpenErrorKind};
