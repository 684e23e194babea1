use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// What is refused as too big, so that memory and time stay bounded whatever the input says.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most bytes of one article or record: it is held in memory as a whole.
    pub record_bytes: u64,
    /// Most bytes that one byte of a packed file may become.
    pub expansion: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { record_bytes: 256 << 20, expansion: 200 }
    }
}

/// What a packed file may become without being asked about its expansion.
const HARMLESS: u64 = 64 << 20;

/// How much of a file was read, and how much was made of it by unpacking.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    /// Bytes of the file itself.
    pub packed: Arc<AtomicU64>,
    unpacked: Arc<AtomicU64>,
    expansion: u64,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { packed: Arc::default(), unpacked: Arc::default(), expansion: limits.expansion }
    }

    /// The same file, counted anew: a layer inside another.
    pub(super) fn layer(&self) -> Self {
        Self { unpacked: Arc::default(), ..self.clone() }
    }

    /// More was made of the file than is allowed.
    pub(super) fn is_spent(&self) -> bool {
        let unpacked = self.unpacked.load(Ordering::Relaxed);
        unpacked > HARMLESS && unpacked / self.expansion > self.packed.load(Ordering::Relaxed).max(1)
    }
}

/// Counts the bytes of a file as they are read.
pub(super) struct Counted<R> {
    pub inner: R,
    pub count: Arc<AtomicU64>,
    pub all: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        self.all.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// What comes out of an unpacker: fails once where the budget is spent, and ends after an error that cannot be passed.
pub(super) struct Guarded<R> {
    pub inner: R,
    pub budget: Budget,
    /// The reader can go on behind an error.
    pub resumes: bool,
    pub ended: bool,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended {
            return Ok(0);
        }
        match self.inner.read(buffer) {
            Ok(read) => {
                self.budget.unpacked.fetch_add(read as u64, Ordering::Relaxed);
                if self.budget.is_spent() {
                    self.ended = true;
                    let most = self.budget.expansion;
                    return Err(io::Error::other(format!("unpacks to more than {most} times its size and is given up; --max-expansion allows more")));
                }
                Ok(read)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                self.ended = !self.resumes;
                Err(error)
            }
        }
    }
}

/// Fails where more than `most` bytes were read since `since` was last set to zero: for parsers that gather a record
/// without a limit of their own.
pub(super) struct Fused<R> {
    pub inner: R,
    pub since: Arc<AtomicU64>,
    pub most: u64,
    /// The last byte that ends no line, once all is read; 0 before that.
    pub end: Arc<AtomicU8>,
    /// The last byte so far that ends no line.
    pub last: u8,
}

impl<R: BufRead> Read for Fused<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.load(Ordering::Relaxed) > self.most {
            return Err(io::Error::other(too_long(self.most)));
        }
        let read = self.inner.read(buffer)?;
        self.since.fetch_add(read as u64, Ordering::Relaxed);
        let bytes = buffer.get(..read).unwrap_or_default();
        self.last = bytes.iter().rev().find(|b| !matches!(b, b'\n' | b'\r')).copied().unwrap_or(self.last);
        if read == 0 && !buffer.is_empty() {
            self.end.store(self.last, Ordering::Relaxed);
        }
        Ok(read)
    }
}

/// What is said of a record or text that is longer than `most` bytes.
pub(super) fn too_long(most: u64) -> String {
    format!("is longer than {} MiB; --max-article allows more", most >> 20)
}
