//! Files of refused rows: the header of the original file, its refused rows, and the reason for each.
//!
//! After the original columns follow `defray_code` and `defray_message`. A corrected file can be imported without
//! removing them: both readers ignore the two columns, and a new file of refused rows replaces them.

use std::io::{self, Write};

use csv::ByteRecord;

/// The columns that are added to the original ones.
pub const ADDED_COLUMNS: [&str; 2] = ["defray_code", "defray_message"];

/// Writes refused rows to `W`.
pub struct Rejects<W: Write> {
    writer: csv::Writer<W>,
    /// The indexes of the original columns.
    kept: Vec<usize>,
    columns: usize,
}

impl<W: Write> Rejects<W> {
    /// Writes the header: the original columns and the added ones.
    ///
    /// # Errors
    ///
    /// The errors of `sink`.
    pub fn new(sink: W, header: &ByteRecord) -> io::Result<Self> {
        let added = |name: &[u8]| ADDED_COLUMNS.iter().any(|column| column.as_bytes() == name);
        let kept = header.iter().enumerate().filter(|(_, name)| !added(name)).map(|(place, _)| place).collect();
        // Rows with too many fields are written with all their fields.
        let writer = csv::WriterBuilder::new().flexible(true).from_writer(sink);
        let mut rejects = Self { writer, kept, columns: header.len() };
        let [code, message] = ADDED_COLUMNS;
        rejects.write(header, code, message)?;
        Ok(rejects)
    }

    /// Writes one row. Missing fields are empty. Fields without a column follow after the message.
    ///
    /// # Errors
    ///
    /// The errors of the sink.
    pub fn write(&mut self, original: &ByteRecord, code: &str, message: &str) -> io::Result<()> {
        let own = self.kept.iter().map(|place| original.get(*place).unwrap_or_default());
        let beyond = original.iter().skip(self.columns);
        let row: ByteRecord = own.chain([code.as_bytes(), message.as_bytes()]).chain(beyond).collect();
        self.writer.write_byte_record(&row)?;
        Ok(())
    }

    /// Writes the buffered data and returns the sink.
    ///
    /// # Errors
    ///
    /// The errors of the sink.
    pub fn finish(mut self) -> io::Result<W> {
        self.writer.flush()?;
        self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}
