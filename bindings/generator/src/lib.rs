//! Writes the types of the bindings (C, Go, Python) from the types of core and engine, so that each type is declared
//! once.
//!
//! | folder | content |
//! |---|---|
//! | `model/` | the model: every type that a binding shows, read from the sources of core and engine, and every error code |
//! | `emit/` | for each language a folder or file that writes source text from the model |
//!
//! `make bindings` writes the files, and a test compares them with the committed ones. So a new field in core changes
//! all bindings, or the test fails.

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
    /// The text of the file.
    pub text: String,
}

/// All generated files with their current text.
///
/// # Errors
///
/// A text that says which file could not be read, or which declaration the generator does not support.
pub fn all(root: &Path) -> Result<Vec<Written>, String> {
    let model = Model::read(root)?;
    emit::all(root, &model)
}

/// The generated files whose committed text differs.
///
/// # Errors
///
/// As [`all`].
pub fn stale(root: &Path) -> Result<Vec<Written>, String> {
    let differs = |file: &Written| fs::read_to_string(root.join(&file.path)).ok().as_ref() != Some(&file.text);
    Ok(all(root)?.into_iter().filter(differs).collect())
}

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
