//! Unpackers of single streams.

use std::io::{self, BufRead, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::GzDecoder;
use liblzma::bufread::XzDecoder;
use liblzma::stream::{CONCATENATED, Stream};

use super::sniff::Packing;

/// Memory that an xz stream may ask for.
const XZ_MEMORY: u64 = 512 << 20;

/// The unpacked bytes of `input`, and whether the reader can go on behind an error.
///
/// # Errors
/// The unpacker cannot be made.
pub(super) fn unpacked<'a>(packing: Packing, input: &'a mut dyn BufRead) -> io::Result<(Box<dyn Read + 'a>, bool)> {
    Ok(match packing {
        Packing::Gzip => (Box::new(Members::new(input)), true),
        Packing::Bzip2 => (Box::new(MultiBzDecoder::new(input)), false),
        Packing::Xz => (Box::new(XzDecoder::new_stream(input, Stream::new_stream_decoder(XZ_MEMORY, CONCATENATED)?)), false),
        Packing::Zstd => (Box::new(zstd::stream::read::Decoder::with_buffer(input)?), false),
        Packing::Zip | Packing::Tar => return Err(io::Error::other("is an archive")),
    })
}

/// The members of a gzip stream, one after the other. Behind a broken one the next is looked for, so that a fault in a
/// web archive, where each record is a member, costs that record.
struct Members<R> {
    state: State<R>,
}

enum State<R> {
    Inside(Box<GzDecoder<Tracked<R>>>),
    Between(Tracked<R>),
    Ended,
}

impl<R: BufRead> Members<R> {
    fn new(input: R) -> Self {
        Self { state: State::Inside(Box::new(GzDecoder::new(Tracked { input, taken: Vec::new(), again: 0 }))) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Inside(mut member) => match member.read(buffer) {
                    Ok(0) if !buffer.is_empty() => {
                        let mut input = member.into_inner();
                        input.forget();
                        self.state = State::Between(input);
                    }
                    Ok(read) => {
                        self.state = State::Inside(member);
                        return Ok(read);
                    }
                    Err(error) => {
                        let mut input = member.into_inner();
                        // What looks like the rest of the broken member may hold the head of the next.
                        input.again = input.taken.len().saturating_sub(1);
                        if input.next_member()? {
                            self.state = State::Inside(Box::new(GzDecoder::new(input)));
                        }
                        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("the packed data is broken or cut off ({error})")));
                    }
                },
                State::Between(mut input) => {
                    let head = input.fill_buf()?;
                    if head.is_empty() {
                        return Ok(0);
                    }
                    // Padding and signatures may stand behind the last member.
                    if head.first() == Some(&0x1F) || input.next_member()? {
                        input.forget();
                        self.state = State::Inside(Box::new(GzDecoder::new(input)));
                    }
                }
            }
        }
    }
}

/// Bytes of a member's head.
const HEAD: usize = 10;
/// Bytes of a member that can be taken back.
const TAKEN: usize = 1 << 20;

/// A reader that can take back what was read of a member, as far as it remembers.
struct Tracked<R> {
    input: R,
    /// What was read last.
    taken: Vec<u8>,
    /// The last so many bytes of it are to be read again.
    again: usize,
}

impl<R: BufRead> Tracked<R> {
    /// A member ends here: nothing before is taken back.
    fn forget(&mut self) {
        self.taken.drain(..self.taken.len() - self.again);
    }

    /// Goes on to what looks like the head of a member: magic number, method, no reserved flags, a known system.
    fn next_member(&mut self) -> io::Result<bool> {
        loop {
            let part = self.taken.get(self.taken.len() - self.again..).unwrap_or_default();
            let is_head = |at: usize| matches!(part.get(at..at + HEAD), Some([0x1F, 0x8B, 8, flags, _, _, _, _, extra, system]) if flags & 0xE0 == 0 && matches!(extra, 0 | 2 | 4) && matches!(system, 0..=13 | 255));
            if let Some(found) = memchr::memchr_iter(0x1F, part).find(|at| is_head(*at)) {
                self.again -= found;
                self.forget();
                return Ok(true);
            }
            // A head may lie across the end of what was read.
            self.again = self.again.min(HEAD - 1);
            self.forget();
            let more = self.input.fill_buf()?;
            if more.is_empty() {
                return Ok(false);
            }
            self.taken.extend_from_slice(more);
            let length = more.len();
            self.again += length;
            self.input.consume(length);
        }
    }
}

impl<R: BufRead> Read for Tracked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let part = self.fill_buf()?;
        let read = part.len().min(buffer.len());
        buffer[..read].copy_from_slice(&part[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Tracked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.again > 0 {
            return Ok(&self.taken[self.taken.len() - self.again..]);
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if self.again > 0 {
            self.again -= amount.min(self.again);
            return;
        }
        if self.taken.len() > TAKEN {
            self.taken.drain(..TAKEN / 2);
        }
        // The buffer is full: this reads nothing.
        if let Ok(part) = self.input.fill_buf() {
            self.taken.extend_from_slice(part.get(..amount).unwrap_or(part));
        }
        self.input.consume(amount);
    }
}
