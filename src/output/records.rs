//! The cells of CSV records that this program wrote: without a header, quotes only where they are needed.

use std::borrow::Cow;
use std::io;

use memchr::{memchr, memchr2};

/// Reads records one after the other. Cells are borrowed unless quotes inside them were doubled.
///
/// A reader of the csv crate builds its tables anew for each stream, which costs more than all else that is done with the
/// few rows of an article.
#[derive(Debug)]
pub struct Records<'b> {
    rest: &'b str,
}

impl<'b> Records<'b> {
    /// The records in `bytes`.
    ///
    /// # Errors
    /// They are no UTF-8; never in practice.
    pub fn new(bytes: &'b [u8]) -> io::Result<Self> {
        Ok(Self { rest: std::str::from_utf8(bytes).map_err(io::Error::other)? })
    }

    /// How many bytes are not read yet.
    #[must_use]
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// Puts the cells of the next record into `cells`; gives false at the end.
    pub fn read(&mut self, cells: &mut Vec<Cow<'b, str>>) -> bool {
        cells.clear();
        if self.rest.is_empty() {
            return false;
        }
        loop {
            let (cell, ended) = self.cell();
            cells.push(cell);
            if ended {
                return true;
            }
        }
    }

    /// The next cell, and whether its record ends with it.
    fn cell(&mut self) -> (Cow<'b, str>, bool) {
        let cell = match self.rest.strip_prefix('"') {
            Some(inner) => self.quoted(inner),
            None => {
                let end = memchr2(b',', b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
                let (cell, rest) = self.rest.split_at(end);
                self.rest = rest;
                Cow::Borrowed(cell)
            }
        };
        let ended = !self.rest.starts_with(',');
        self.rest = self.rest.get(1..).unwrap_or_default();
        (cell, ended)
    }

    fn quoted(&mut self, inner: &'b str) -> Cow<'b, str> {
        let mut from = 0;
        let mut doubled = false;
        while let Some(at) = memchr(b'"', &inner.as_bytes()[from..]) {
            let end = from + at;
            if inner.as_bytes().get(end + 1) != Some(&b'"') {
                self.rest = &inner[end + 1..];
                let cell = &inner[..end];
                return if doubled { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) };
            }
            doubled = true;
            from = end + 2;
        }
        // A record that is cut off gives what is there.
        self.rest = "";
        Cow::Borrowed(inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::encode;

    #[test]
    fn cells_are_read_as_they_were_written() {
        let rows = [["plain", "with, comma", "two\nlines", "a \"word\"", "", "“é”"], ["", "\"", "\"\"", ",", "\r\n", "042"]];
        let bytes = encode::rows(&rows).unwrap();
        let mut records = Records::new(&bytes).unwrap();
        let mut cells = Vec::new();
        for row in rows {
            assert!(records.read(&mut cells));
            assert_eq!(cells, row);
        }
        assert!(!records.read(&mut cells) && cells.is_empty());
    }
}
