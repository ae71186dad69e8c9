//! Reads a JSON Lines file line by line, with limited memory.

use std::io::{self, BufRead, BufReader, Read};

use super::value::{LINE_BYTES_MAX, too_long};
use crate::error::InputError;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A line that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The number of the line in the file, from 1. Blank lines are counted.
    pub number: u64,
    /// The bytes of the line, without the line end.
    pub bytes: Vec<u8>,
}

/// A line that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// The line is longer than [`LINE_BYTES_MAX`]. No more lines follow, because such a line may have no end.
    #[error("line {number}: {error}")]
    TooLong {
        /// The number of the line.
        number: u64,
        /// The error for this line.
        error: InputError,
    },
    /// The source returned an error. No more lines follow.
    #[error("line {number} could not be read: {source}")]
    Unreadable {
        /// The number of the line that was being read.
        number: u64,
        /// The error of the source.
        source: io::Error,
    },
}

/// The lines of a file. Line ends are LF or CRLF. Blank lines are skipped, and so is a byte order mark at the start.
#[derive(Debug)]
pub struct Lines<R> {
    source: BufReader<R>,
    number: u64,
    ended: bool,
}

impl<R: Read> Lines<R> {
    /// The lines of `source`. The reads are buffered.
    pub fn new(source: R) -> Self {
        Self { source: BufReader::new(source), number: 0, ended: false }
    }

    /// The next line with its line end, truncated when it is too long. Empty at the end of the file.
    fn next_raw(&mut self) -> io::Result<Vec<u8>> {
        // Space for a line of maximum length, CRLF and a byte order mark. A longer line fills it completely.
        let room = (LINE_BYTES_MAX + 2 + BYTE_ORDER_MARK.len()) as u64;
        let mut bytes = Vec::new();
        self.source.by_ref().take(room).read_until(b'\n', &mut bytes)?;
        if self.number == 0 && bytes.starts_with(BYTE_ORDER_MARK) {
            bytes.drain(..BYTE_ORDER_MARK.len());
            // A file that contains only the mark has no lines.
        }
        Ok(bytes)
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<Line, LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let bytes = self.next_raw();
            self.number += 1;
            let number = self.number;
            let mut bytes = match bytes {
                Ok(bytes) => bytes,
                Err(source) => {
                    self.ended = true;
                    return Some(Err(LineError::Unreadable { number, source }));
                }
            };
            if bytes.is_empty() {
                self.ended = true;
                return None;
            }
            if bytes.ends_with(b"\n") {
                bytes.pop();
            }
            if bytes.ends_with(b"\r") {
                bytes.pop();
            }
            if bytes.len() > LINE_BYTES_MAX {
                self.ended = true;
                return Some(Err(LineError::TooLong { number, error: too_long() }));
            }
            if !bytes.trim_ascii().is_empty() {
                return Some(Ok(Line { number, bytes }));
            }
        }
        None
    }
}
