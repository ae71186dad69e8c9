//! RecordStore given back: the file as it came, only with the rows that were not taken, and what was wrong with each.
//!
//! The header and the fields are those of the original, then follow `defray_code` and `defray_message`. Corrected, the file can be
//! imported as it is: both readers pass over the two columns, and a file that has them already gets new ones in their stead.

use std::io::{self, Write};

use csv::ByteRecord;

/// The columns that are added.
pub const ADDED_COLUMNS: [&str; 2] = ["defray_code", "defray_message"];

/// Writes rejected rows to `W`.
pub struct Rejects<W: Write> {
    writer: csv::Writer<W>,
    /// The places of the original's own columns.
    kept: Vec<usize>,
    columns: usize,
}

impl<W: Write> Rejects<W> {
    /// Writes the header: that of the original file and the added columns.
    pub fn new(sink: W, header: &ByteRecord) -> io::Result<Self> {
        let added = |name: &[u8]| ADDED_COLUMNS.iter().any(|column| column.as_bytes() == name);
        let kept = header.iter().enumerate().filter(|(_, name)| !added(name)).map(|(place, _)| place).collect();
        // RecordStore with too many fields are given back with all of them.
        let writer = csv::WriterBuilder::new().flexible(true).from_writer(sink);
        let mut rejects = Self { writer, kept, columns: header.len() };
        let [code, message] = ADDED_COLUMNS;
        rejects.write(header, code, message)?;
        Ok(rejects)
    }

    /// Writes one row. Fields it lacks are empty; fields beyond the header's follow after the message.
    pub fn write(&mut self, original: &ByteRecord, code: &str, message: &str) -> io::Result<()> {
        let own = self.kept.iter().map(|place| original.get(*place).unwrap_or_default());
        let beyond = original.iter().skip(self.columns);
        let row: ByteRecord = own.chain([code.as_bytes(), message.as_bytes()]).chain(beyond).collect();
        self.writer.write_byte_record(&row)?;
        Ok(())
    }

    /// Writes out what is buffered and gives the sink back.
    pub fn finish(mut self) -> io::Result<W> {
        self.writer.flush()?;
        self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}
