//! Writes source text from the model.

mod c;
mod docs;
mod go;
mod python;
mod rust;

use std::path::Path;

use crate::Written;
use crate::model::Model;

/// All generated files of all languages.
pub(crate) fn all(root: &Path, model: &Model) -> Result<Vec<Written>, String> {
    let mut files = docs::files(root, model)?;
    files.extend(python::files(root, model)?);
    files.extend(rust::files(root, model)?);
    files.extend(c::files(root, model)?);
    files.extend(go::files(root, model)?);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}
