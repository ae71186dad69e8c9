//! The files of an import, which are read more than once.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use defray::core::id::ExportId;
use defray_intake::bills::focus::FocusReader;
use defray_intake::bills::plain::PlainReader;
use defray_intake::bills::{BillError, BillRow, FileError, Mapping, RECORD_BYTES_MAX, part_of};
use tempfile::NamedTempFile;

use crate::args::{BillFormat, Bills};
use crate::failure::Failure;
use crate::ledger;

pub(super) type Rows = Box<dyn Iterator<Item = Result<BillRow, BillError>>>;

/// The input files. What can be read only once, such as standard input and pipes, is copied.
pub(super) struct Sources<'a> {
    bills: &'a Bills,
    copied: BTreeMap<PathBuf, NamedTempFile>,
}

impl<'a> Sources<'a> {
    pub(super) fn of(bills: &'a Bills) -> Result<Self, Failure> {
        let mut copied = BTreeMap::new();
        for path in &bills.files {
            let is_standard = path.as_path() == Path::new("-");
            if is_standard || fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
                if copied.contains_key(path) {
                    let name = path.display();
                    return Err(Failure::Usage(format!(
                        "`{name}`: expected it at most once, as it can be read only once"
                    )));
                }
                copied.insert(path.clone(), copy_of(path)?);
            }
        }
        Ok(Self { bills, copied })
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'a PathBuf> {
        self.bills.files.iter()
    }

    /// The header and the rows of a file.
    pub(super) fn open(&self, path: &Path) -> Result<(csv::ByteRecord, Rows), Failure> {
        let source = self.input(path)?;
        let wrong = |error: FileError| match error {
            FileError::Unreadable(error) => Failure::file("read", path, &error),
            error => Failure::Input { code: error.code().name(), message: format!("{}: {error}", path.display()) },
        };
        match self.bills.format {
            BillFormat::Focus => {
                let mapping = self.bills.mapping.iter().map(String::as_str);
                let mapping = Mapping::parse(mapping).map_err(|error| Failure::Usage(format!("--map: {error}")))?;
                let reader = FocusReader::new(source, mapping).map_err(wrong)?.rounding(self.bills.round);
                Ok((reader.header().clone(), Box::new(reader)))
            }
            BillFormat::Plain => {
                let reader = PlainReader::new(source).map_err(wrong)?;
                Ok((reader.header().clone(), Box::new(reader)))
            }
        }
    }

    /// The id of the part of an export that the files are.
    pub(super) fn part(&self) -> Result<ExportId, Failure> {
        let open = |path: &PathBuf| self.input(path).map_err(|error| io::Error::other(error.to_string()));
        let failed = |error: io::Error| Failure::Environment { code: "file", message: error.to_string() };
        part_of(self.names().map(open)).map_err(failed)
    }

    fn input(&self, path: &Path) -> Result<Box<dyn Read + Send>, Failure> {
        match self.copied.get(path) {
            Some(copy) => {
                let file = copy.reopen().map_err(|error| Failure::file("read", copy.path(), &error))?;
                Ok(Box::new(file))
            }
            None => ledger::input(path),
        }
    }
}

/// A copy of what can be read only once. After a line that no record can have, nothing more is copied.
fn copy_of(path: &Path) -> Result<NamedTempFile, Failure> {
    let failed =
        |error: io::Error| Failure::Environment { code: "file", message: format!("{}: {error}", path.display()) };
    let mut source = BufReader::new(ledger::input(path)?);
    let copy = NamedTempFile::new().map_err(failed)?;
    let mut file: &File = copy.as_file();
    let mut line = Vec::new();
    loop {
        line.clear();
        let most = RECORD_BYTES_MAX as u64 + 2;
        let count = source.by_ref().take(most).read_until(b'\n', &mut line).map_err(failed)?;
        file.write_all(&line).map_err(failed)?;
        if count == 0 || count as u64 == most {
            return Ok(copy);
        }
    }
}

/// Checks the options that only FOCUS files have.
pub(super) fn check(bills: &Bills) -> Result<(), Failure> {
    if bills.format == BillFormat::Focus {
        return Ok(());
    }
    let given = [
        ("--map", !bills.mapping.is_empty()),
        ("--restate", bills.restate),
        ("--export", bills.export.is_some()),
        ("--round", bills.round.is_some()),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        Some((option, _)) => Err(Failure::Usage(format!(
            "{option}: only for FOCUS files; a row of the plain format has an id, and its columns always have the same names"
        ))),
        None => Ok(()),
    }
}
