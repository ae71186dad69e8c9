//! The file of refused rows. It has the columns of all input files.

use std::fs::File;
use std::io::BufWriter;

use csv::ByteRecord;
use defray_intake::bills::rejects::{ADDED_COLUMNS, Rejects};

use super::sources::Sources;
use crate::failure::Failure;

pub(super) struct RejectsFile {
    writer: Option<Rejects<BufWriter<File>>>,
    columns: ByteRecord,
}

impl RejectsFile {
    /// Creates the file, if it is wanted. An existing file is never overwritten: it could be the ledger, or the file
    /// being read.
    pub(super) fn create(path: Option<&std::path::PathBuf>, sources: &Sources<'_>) -> Result<Self, Failure> {
        let mut columns = ByteRecord::new();
        for source in sources.names() {
            for name in &sources.open(source)?.0 {
                if !columns.iter().any(|known| known == name) {
                    columns.push_field(name);
                }
            }
        }
        let Some(path) = path else { return Ok(Self { writer: None, columns }) };
        let file = File::create_new(path).map_err(|error| Failure::file("create", path, &error))?;
        let writer = Rejects::new(BufWriter::new(file), &columns);
        Ok(Self { writer: Some(writer.map_err(|error| Failure::file("write", path, &error))?), columns })
    }

    /// Writes a row of a file with this header.
    pub(super) fn write(
        &mut self,
        header: &ByteRecord,
        row: &ByteRecord,
        code: &str,
        message: &str,
    ) -> Result<(), Failure> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let written = if *header == self.columns {
            writer.write(row, code, message)
        } else {
            writer.write(&aligned(header, row, &self.columns), code, message)
        };
        written.map_err(failed)
    }

    pub(super) fn finish(self) -> Result<(), Failure> {
        self.writer.map_or(Ok(()), |writer| writer.finish().map(drop).map_err(failed))
    }
}

/// The row in the order of `columns`, and then the fields that have no column.
fn aligned(header: &ByteRecord, row: &ByteRecord, columns: &ByteRecord) -> ByteRecord {
    let field = |name: &[u8]| {
        let place = header.iter().position(|known| known == name);
        place.and_then(|place| row.get(place)).unwrap_or_default()
    };
    let added = |name: &[u8]| ADDED_COLUMNS.iter().any(|column| column.as_bytes() == name);
    let fields = columns.iter().map(|name| if added(name) { &b""[..] } else { field(name) });
    fields.chain(row.iter().skip(header.len())).collect()
}

fn failed(error: std::io::Error) -> Failure {
    Failure::Environment { code: "file", message: format!("cannot write the file of refused rows: {error}") }
}
