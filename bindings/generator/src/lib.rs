//! Writes what the faces of defray (C, Go, Python) have in common from one description, so that a record is spelled once: in core.
//!
//! | folder | what it is |
//! |---|---|
//! | `model/` | the description: every type a face shows, read from the sources of core and engine; every error code |
//! | `emit/` | one file for each language: from the description to source text |
//!
//! `make bindings` writes the files; a test compares them with what is committed. A field added in core changes what is written, so a face
//! that does not carry it does not pass.

pub mod emit;
pub mod model;

use std::fs;
use std::path::{Path, PathBuf};

use model::Model;

/// A file that this crate writes.
#[derive(Clone, Debug)]
pub struct Written {
    /// Relative to the workspace.
    pub path: PathBuf,
    /// What belongs into it.
    pub text: String,
}

/// Every file, as it must be.
///
/// # Errors
///
/// What could not be read or understood, for people.
pub fn all(root: &Path) -> Result<Vec<Written>, String> {
    let model = Model::read(root)?;
    emit::all(root, &model)
}

/// Those whose committed text differs.
///
/// # Errors
///
/// As [`all`].
pub fn stale(root: &Path) -> Result<Vec<Written>, String> {
    let differs = |file: &Written| fs::read_to_string(root.join(&file.path)).ok().as_ref() != Some(&file.text);
    Ok(all(root)?.into_iter().filter(differs).collect())
}

/// The folder of the workspace that this crate was built in.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
