//! Splits bytes into CSV records.
//!
//! The reader of the `csv` crate keeps records of any length in memory, and treats the end of the file as a closing
//! quote. Both are not safe for bills, so this module splits records with a small state machine. The record type and
//! the writer are those of `csv`. A test checks that both readers give the same fields.

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use csv::ByteRecord;

/// The maximum size of a record in bytes, with its line end.
pub const RECORD_BYTES_MAX: usize = 1 << 20;

const BYTE_ORDER_MARK: [u8; 3] = *b"\xef\xbb\xbf";

/// An error of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    TooLong,
    UnclosedQuote {
        opened_on: u64,
    },
    /// The index of the field, from 0.
    TextAfterQuote {
        field: usize,
    },
}

pub(crate) struct Raw {
    pub(crate) line: u64,
    pub(crate) record: ByteRecord,
    pub(crate) fault: Option<Fault>,
}

#[derive(Clone, Copy)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    /// A quote in a quoted field: its end, or the first of two quotes that mean one.
    QuoteSeen,
}

pub(crate) struct Records<R> {
    source: BufReader<Chain<Cursor<Vec<u8>>, R>>,
    /// The number of the line of the next byte.
    line: u64,
    /// The last record ended with CR, so a following LF is part of its line end.
    after_cr: bool,
    ended: bool,
}

impl<R: Read> Records<R> {
    pub(crate) fn new(mut source: R) -> io::Result<Self> {
        let mut start = Vec::new();
        source.by_ref().take(BYTE_ORDER_MARK.len() as u64).read_to_end(&mut start)?;
        if start == BYTE_ORDER_MARK {
            start.clear();
        }
        let source = BufReader::with_capacity(1 << 16, Cursor::new(start).chain(source));
        Ok(Self { source, line: 1, after_cr: false, ended: false })
    }

    pub(crate) const fn line(&self) -> u64 {
        self.line
    }

    /// The next record that is not a blank line. After one that is too long none follows, because it may have no end.
    pub(crate) fn next(&mut self) -> Option<io::Result<Raw>> {
        let mut partial = Partial::new(self.line);
        while !self.ended {
            let available = match self.source.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            };
            if available.is_empty() {
                self.ended = true;
                return (partial.bytes > 0).then(|| Ok(partial.at_end_of_file()));
            }
            let (mut used, mut complete) = (0, false);
            for &byte in available {
                used += 1;
                if std::mem::take(&mut self.after_cr) && byte == b'\n' {
                    continue;
                }
                complete = partial.step(byte, self.line);
                if partial.fault == Some(Fault::TooLong) {
                    self.ended = true;
                    return Some(Ok(partial.finish()));
                }
                self.line += u64::from(byte == b'\n' || complete);
                if complete {
                    self.after_cr = byte == b'\r';
                    if partial.bytes > 0 {
                        break;
                    }
                    partial = Partial::new(self.line);
                    complete = false;
                } else if partial.bytes == 1 {
                    partial.line = self.line;
                }
            }
            self.source.consume(used);
            if complete {
                return Some(Ok(partial.finish()));
            }
        }
        None
    }
}

/// A record that is not complete.
struct Partial {
    line: u64,
    record: ByteRecord,
    field: Vec<u8>,
    state: State,
    quote_opened_on: u64,
    /// The number of bytes so far.
    bytes: usize,
    fault: Option<Fault>,
}

impl Partial {
    fn new(line: u64) -> Self {
        Self {
            line,
            record: ByteRecord::new(),
            field: Vec::new(),
            state: State::FieldStart,
            quote_opened_on: line,
            bytes: 0,
            fault: None,
        }
    }

    /// Processes one byte. Returns `true` when it ended the record.
    fn step(&mut self, byte: u8, line: u64) -> bool {
        self.state = match (self.state, byte) {
            (State::FieldStart | State::Plain | State::QuoteSeen, b'\r' | b'\n') => return true,
            (State::FieldStart | State::Plain | State::QuoteSeen, b',') => {
                self.end_field();
                State::FieldStart
            }
            (State::FieldStart, b'"') => {
                self.quote_opened_on = line;
                State::Quoted
            }
            (State::FieldStart | State::Plain, _) => self.keep(byte, State::Plain),
            (State::Quoted, b'"') => State::QuoteSeen,
            (State::Quoted, _) | (State::QuoteSeen, b'"') => self.keep(byte, State::Quoted),
            (State::QuoteSeen, _) => {
                self.fault.get_or_insert(Fault::TextAfterQuote { field: self.record.len() });
                self.keep(byte, State::Plain)
            }
        };
        self.bytes = self.bytes.saturating_add(1);
        if self.bytes > RECORD_BYTES_MAX {
            self.give_up();
        }
        false
    }

    fn keep(&mut self, byte: u8, state: State) -> State {
        self.field.push(byte);
        state
    }

    fn end_field(&mut self) {
        self.record.push_field(&self.field);
        self.field.clear();
    }

    /// Drops the content of a record that is too long.
    fn give_up(&mut self) {
        self.fault = Some(Fault::TooLong);
        self.record.clear();
        self.field.clear();
    }

    fn at_end_of_file(mut self) -> Raw {
        if matches!(self.state, State::Quoted) {
            self.fault = Some(Fault::UnclosedQuote { opened_on: self.quote_opened_on });
        }
        self.finish()
    }

    fn finish(mut self) -> Raw {
        if self.fault != Some(Fault::TooLong) {
            self.end_field();
        }
        Raw { line: self.line, record: self.record, fault: self.fault }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(bytes: &[u8]) -> Vec<Raw> {
        let mut records = Records::new(bytes).unwrap();
        std::iter::from_fn(|| records.next()).map(Result::unwrap).collect()
    }

    #[test]
    fn lines_are_counted_through_blanks_and_quotes() {
        let lines: Vec<u64> = all(b"\xef\xbb\xbfa,b\r\n\r\n\"1\n2\",3\n\n4,5").iter().map(|raw| raw.line).collect();
        assert_eq!(lines, [1, 3, 6]);
    }

    #[test]
    fn faults_are_reported_and_the_next_record_follows() {
        let raws = all(b"\"a\"b,c\nd,\"e\"\"f\"\ng,\"h\ni");
        let faults: Vec<_> = raws.iter().map(|raw| raw.fault).collect();
        assert_eq!(
            faults,
            [Some(Fault::TextAfterQuote { field: 0 }), None, Some(Fault::UnclosedQuote { opened_on: 3 })]
        );
        assert_eq!(raws[1].record, ByteRecord::from(vec!["d", "e\"f"]));
    }

    #[test]
    fn a_long_record_ends_the_records_without_being_kept() {
        let mut bytes = b"b,c\na,\"".to_vec();
        bytes.resize(RECORD_BYTES_MAX + 10, b'\n');
        bytes.extend(b"\"\nb,c\n");
        let raws = all(&bytes);
        assert_eq!(raws.len(), 2);
        assert_eq!(raws[0].record, ByteRecord::from(vec!["b", "c"]));
        assert_eq!((raws[1].line, raws[1].fault, raws[1].record.len()), (2, Some(Fault::TooLong), 0));
        // So a record without an end is an error too.
        let mut endless = Records::new(io::repeat(0)).unwrap();
        assert_eq!(endless.next().unwrap().unwrap().fault, Some(Fault::TooLong));
        assert!(endless.next().is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn the_csv_crate_reads_the_same(text in r#"[ab,"\r\n\n]{0,40}"#) {
            let ours = all(text.as_bytes());
            let mut theirs = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<ByteRecord> = theirs.byte_records().map(Result::unwrap).collect();
            prop_assert_eq!(ours.into_iter().map(|raw| raw.record).collect::<Vec<_>>(), theirs);
        }
    }
}
