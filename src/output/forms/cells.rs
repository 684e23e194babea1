//! Rows that this program wrote as CSV, read again: what other forms are made from.

use std::io::{self, Write};

use memchr::{memchr, memchr2};

/// The cells of one row, in memory that the next row uses again.
#[derive(Debug, Default)]
pub struct Cells {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Cells {
    /// Reads the first row of `bytes` and gives its length; nothing where the row is not whole.
    pub fn read(&mut self, bytes: &[u8]) -> Option<usize> {
        self.text.clear();
        self.ends.clear();
        let mut at = 0;
        loop {
            // A cell is quoted as a whole or not at all.
            if bytes.get(at) == Some(&b'"') {
                at += 1;
                loop {
                    let quote = at + memchr(b'"', bytes.get(at..)?)?;
                    self.text.extend_from_slice(&bytes[at..quote]);
                    at = quote + 1;
                    if bytes.get(at) != Some(&b'"') {
                        break;
                    }
                    self.text.push(b'"');
                    at += 1;
                }
            } else {
                let end = at + memchr2(b',', b'\n', bytes.get(at..)?)?;
                self.text.extend_from_slice(&bytes[at..end]);
                at = end;
            }
            self.ends.push(self.text.len());
            match bytes.get(at)? {
                b'\n' => return Some(at + 1),
                _ => at += 1,
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// There is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A cell; empty where the row is shorter.
    #[must_use]
    pub fn bytes(&self, index: usize) -> &[u8] {
        let Some(end) = self.ends.get(index) else { return &[] };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start..*end]
    }

    /// A cell as text.
    #[must_use]
    pub fn text(&self, index: usize) -> &str {
        std::str::from_utf8(self.bytes(index)).unwrap_or_default()
    }
}

/// What makes something of rows.
pub trait TakeRow {
    /// Takes a row, as cells and as it was written.
    ///
    /// # Errors
    /// Writing failed.
    fn take(&mut self, cells: &Cells, row: &[u8]) -> io::Result<()>;
}

/// Cuts a stream of CSV into rows, wherever its pieces end.
pub struct Rows<T> {
    taker: T,
    cells: Cells,
    /// The beginning of a row that is not whole yet.
    begun: Vec<u8>,
}

impl<T: TakeRow> Rows<T> {
    /// Rows for `taker`.
    pub fn new(taker: T) -> Self {
        Self { taker, cells: Cells::default(), begun: Vec::new() }
    }

    /// The taker, which has had all rows.
    ///
    /// # Errors
    /// The stream ended within a row.
    pub fn finish(self) -> io::Result<T> {
        if self.begun.is_empty() { Ok(self.taker) } else { Err(io::Error::other("the last row is cut off")) }
    }

    fn whole(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut at = 0;
        while let Some(length) = self.cells.read(&bytes[at..]) {
            self.taker.take(&self.cells, &bytes[at..at + length])?;
            at += length;
        }
        Ok(at)
    }
}

impl<T: TakeRow> Write for Rows<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.begun.is_empty() {
            let taken = self.whole(bytes)?;
            self.begun.extend_from_slice(&bytes[taken..]);
        } else {
            self.begun.extend_from_slice(bytes);
            let begun = std::mem::take(&mut self.begun);
            let taken = self.whole(&begun)?;
            self.begun.extend_from_slice(&begun[taken..]);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Collect(Vec<Vec<String>>);

    impl TakeRow for Collect {
        fn take(&mut self, cells: &Cells, _: &[u8]) -> io::Result<()> {
            self.0.push((0..cells.len()).map(|i| cells.text(i).to_owned()).collect());
            Ok(())
        }
    }

    #[test]
    fn rows_come_whole_wherever_the_pieces_end() {
        let rows = [["plain", "", "with, comma"], ["two\nlines", "a \"word\"", "é"], ["", "", ""], ["\"", "\r", ",\n\""]];
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
        rows.iter().for_each(|r| writer.write_record(r).unwrap());
        let bytes = writer.into_inner().unwrap();
        for size in 1..bytes.len() + 1 {
            let mut reader = Rows::new(Collect::default());
            bytes.chunks(size).for_each(|c| reader.write_all(c).unwrap());
            assert_eq!(reader.finish().unwrap().0, rows, "in pieces of {size}");
        }
        let mut cut = Rows::new(Collect::default());
        cut.write_all(b"one,\"tw").unwrap();
        assert!(cut.finish().is_err());
    }
}
