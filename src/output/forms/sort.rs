//! Rows in another order, in bounded memory: what is too much for it is sorted in runs, which lie on disk and are merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Bytes of rows that are sorted in memory.
const RUN: usize = 32 << 20;
/// Bytes of a run that are read at once.
const CHUNK: usize = 1 << 18;
/// Key and length in front of a row on disk.
const HEAD: usize = 8;

/// Rows and what they are sorted by. Rows of one key stay in the order in which they came.
pub(super) struct Sorter {
    run: usize,
    bytes: Vec<u8>,
    /// Key, beginning and length of each row in `bytes`.
    rows: Vec<(i32, usize, usize)>,
    file: Option<File>,
    written: u64,
    /// Beginning and end of each run in the file.
    runs: Vec<(u64, u64)>,
}

impl Default for Sorter {
    fn default() -> Self {
        Self::with_runs_of(RUN)
    }
}

impl Sorter {
    fn with_runs_of(run: usize) -> Self {
        Self { run, bytes: Vec::new(), rows: Vec::new(), file: None, written: 0, runs: Vec::new() }
    }

    /// Takes a row.
    ///
    /// # Errors
    /// The temporary file cannot be written.
    pub(super) fn push(&mut self, key: i32, row: &[u8]) -> io::Result<()> {
        if !self.rows.is_empty() && self.bytes.len() + row.len() > self.run {
            self.spill()?;
        }
        self.rows.push((key, self.bytes.len(), row.len()));
        self.bytes.extend_from_slice(row);
        Ok(())
    }

    /// Moves the rows in memory to the file.
    fn spill(&mut self) -> io::Result<()> {
        self.rows.sort_by_key(|r| r.0);
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(tempfile::tempfile()?),
        };
        let mut out = io::BufWriter::with_capacity(CHUNK, file);
        let start = self.written;
        for (key, at, length) in self.rows.drain(..) {
            out.write_all(&key.to_le_bytes())?;
            out.write_all(&(length as u32).to_le_bytes())?;
            out.write_all(&self.bytes[at..at + length])?;
            self.written += (HEAD + length) as u64;
        }
        out.flush()?;
        self.bytes.clear();
        self.runs.push((start, self.written));
        Ok(())
    }

    /// Gives all rows in order.
    ///
    /// # Errors
    /// The temporary file fails, or `each` does.
    pub(super) fn drain(mut self, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        if self.file.is_some() && !self.rows.is_empty() {
            self.spill()?;
        }
        let Some(mut file) = self.file.take() else {
            self.rows.sort_by_key(|r| r.0);
            return self.rows.iter().try_for_each(|(_, at, length)| each(&self.bytes[*at..at + length]));
        };
        self.bytes = Vec::new();
        let mut runs: Vec<Run> = self.runs.iter().map(|(at, end)| Run { at: *at, end: *end, chunk: Vec::new(), read: 0, row: 0..0 }).collect();
        // Of equal keys the earlier run comes first.
        let mut next = BinaryHeap::new();
        for (index, run) in runs.iter_mut().enumerate() {
            next.extend(run.advance(&mut file)?.map(|key| Reverse((key, index))));
        }
        while let Some(Reverse((_, index))) = next.pop() {
            let run = &mut runs[index];
            each(&run.chunk[run.row.clone()])?;
            next.extend(run.advance(&mut file)?.map(|key| Reverse((key, index))));
        }
        Ok(())
    }
}

/// A run that is being read.
struct Run {
    /// What of the file is not read yet.
    at: u64,
    end: u64,
    chunk: Vec<u8>,
    /// What of the chunk is used up.
    read: usize,
    /// The row in the chunk.
    row: std::ops::Range<usize>,
}

impl Run {
    /// Goes to the next row and gives its key.
    fn advance(&mut self, file: &mut File) -> io::Result<Option<i32>> {
        if self.at == self.end && self.read == self.chunk.len() {
            return Ok(None);
        }
        self.fill(HEAD, file)?;
        let number = |at: usize| <[u8; 4]>::try_from(&self.chunk[at..at + 4]).unwrap_or_default();
        let (key, length) = (i32::from_le_bytes(number(self.read)), u32::from_le_bytes(number(self.read + 4)) as usize);
        self.fill(HEAD + length, file)?;
        self.row = self.read + HEAD..self.read + HEAD + length;
        self.read = self.row.end;
        Ok(Some(key))
    }

    /// Has at least `wanted` more bytes in the chunk.
    fn fill(&mut self, wanted: usize, file: &mut File) -> io::Result<()> {
        let left = self.chunk.len() - self.read;
        if left >= wanted {
            return Ok(());
        }
        self.chunk.drain(..self.read);
        self.read = 0;
        let more = (self.end - self.at).min(CHUNK.max(wanted - left) as u64) as usize;
        self.chunk.resize(left + more, 0);
        file.seek(SeekFrom::Start(self.at))?;
        file.read_exact(&mut self.chunk[left..])?;
        self.at += more as u64;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_give_what_one_sort_gives() {
        let rows: Vec<(i32, Vec<u8>)> =
            (0..5000u32).map(|i| ((i.wrapping_mul(2_654_435_761) >> 20) as i32 % 50, format!("{i},").repeat((i % 40) as usize).into())).collect();
        let mut expected: Vec<_> = rows.iter().collect();
        expected.sort_by_key(|r| r.0);
        for size in [100, 10_000, 1 << 20, 32 << 20] {
            let mut sorter = Sorter::with_runs_of(size);
            rows.iter().for_each(|(key, row)| sorter.push(*key, row).unwrap());
            let mut got = Vec::new();
            sorter
                .drain(|row| {
                    got.push(row.to_vec());
                    Ok(())
                })
                .unwrap();
            assert!(got.iter().eq(expected.iter().map(|r| &r.1)), "runs of {size}");
        }
    }
}
