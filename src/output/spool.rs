//! Bytes that wait for the end of the run: in memory while they are few, on disk beyond that.

use std::io::{self, Read, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;

/// Bytes held in memory before a temporary file is made.
const IN_MEMORY: usize = 64 << 20;
/// Bytes read at once.
const CHUNK: usize = 1 << 20;

/// Records of bytes, written one after the other and read back in any order.
pub(super) struct Spool {
    file: SpooledTempFile,
    /// Not yet written.
    pending: Vec<u8>,
    /// Where each record ends.
    ends: Vec<u64>,
    written: u64,
    /// A piece of the file, and where it begins.
    chunk: Vec<u8>,
    chunk_start: u64,
}

impl Spool {
    pub(super) fn new() -> Self {
        Self { file: SpooledTempFile::new(IN_MEMORY), pending: Vec::new(), ends: Vec::new(), written: 0, chunk: Vec::new(), chunk_start: 0 }
    }

    /// Appends a record.
    pub(super) fn push(&mut self, record: &[u8]) -> io::Result<()> {
        self.pending.extend_from_slice(record);
        self.ends.push(self.written + self.pending.len() as u64);
        if self.pending.len() >= CHUNK { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.pending).map_err(in_temporary)?;
        self.written += self.pending.len() as u64;
        self.pending.clear();
        Ok(())
    }

    /// All is written; from now on it is read.
    pub(super) fn close(&mut self) -> io::Result<()> {
        self.flush()?;
        self.pending = Vec::new();
        Ok(())
    }

    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn range(&self, index: usize) -> (u64, usize) {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        (start, (self.ends[index] - start) as usize)
    }

    /// The record `index`; cheap where the records are asked for in order.
    pub(super) fn next(&mut self, index: usize) -> io::Result<&[u8]> {
        let (start, length) = self.range(index);
        let chunk_end = self.chunk_start + self.chunk.len() as u64;
        if start < self.chunk_start || start + length as u64 > chunk_end {
            let wanted = (self.written - start).min(CHUNK.max(length) as u64) as usize;
            self.chunk.resize(wanted, 0);
            self.chunk_start = start;
            self.file.seek(SeekFrom::Start(start))?;
            self.file.read_exact(&mut self.chunk)?;
        }
        let at = (start - self.chunk_start) as usize;
        Ok(&self.chunk[at..at + length])
    }

    /// The first `most` bytes of any record.
    pub(super) fn peek(&mut self, index: usize, most: usize) -> io::Result<Vec<u8>> {
        let (start, length) = self.range(index);
        let mut bytes = vec![0; length.min(most)];
        self.file.seek(SeekFrom::Start(start))?;
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

/// An error of the temporary file, which may lie on another disk than the output.
fn in_temporary(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("the temporary file in {} (TMPDIR names another folder): {error}", std::env::temp_dir().display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_in_any_order() {
        let mut spool = Spool::new();
        let record = |i: usize| vec![b'a' + (i % 26) as u8; i % 5000];
        for i in 0..3000 {
            spool.push(&record(i)).unwrap();
        }
        spool.close().unwrap();
        for i in (0..3000).chain((0..3000).rev()) {
            assert_eq!(spool.next(i).unwrap(), record(i));
        }
        assert_eq!(spool.peek(2999, 3).unwrap(), &record(2999)[..3]);
    }
}
