//! Opens the ledger that `--db` names, and reads input files.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use defray::core::time::Instant;
use defray::{Engine, Options};

use crate::failure::Failure;

fn named(db: Option<&PathBuf>) -> Result<&PathBuf, Failure> {
    db.ok_or_else(|| Failure::Usage("the ledger is missing: expected `--db FILE`".into()))
}

/// Opens the ledger, which must exist.
pub(crate) fn open(db: Option<&PathBuf>) -> Result<Engine, Failure> {
    Ok(Engine::open(named(db)?, Options::default())?)
}

/// Opens the ledger, or creates it if it does not exist.
pub(crate) fn open_or_create(db: Option<&PathBuf>) -> Result<Engine, Failure> {
    Ok(Engine::open_or_create(named(db)?, Options::default())?)
}

/// The current instant of the engine's clock.
pub(crate) fn now() -> Instant {
    (Options::default().clock)()
}

/// An input file, or standard input for `-`.
pub(crate) fn input(path: &Path) -> Result<Box<dyn Read>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(File::open(path).map_err(|error| Failure::file("open", path, &error))?))
}

/// The content of an input, at most `most` bytes.
pub(crate) fn input_bytes(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let limit = most as u64 + 1;
    input(path)?.take(limit).read_to_end(&mut bytes).map_err(|error| Failure::file("read", path, &error))?;
    if bytes.len() > most {
        let message = format!("{}: more than {most} bytes", path.display());
        return Err(Failure::Input { code: "too_long", message });
    }
    Ok(bytes)
}
