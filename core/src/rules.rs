//! The versions of the rules. `docs/rules/versions.md` lists the changes of each version.

/// The first version, which files of format 2 were decided under.
pub const FIRST: u32 = 1;

/// The version under which this library decides.
pub const CURRENT: u32 = 2;

/// For stored values that were written before versions were recorded.
pub const fn first() -> u32 {
    FIRST
}
