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
    Inside(GzDecoder<R>),
    Between(R),
    Ended,
}

impl<R: BufRead> Members<R> {
    fn new(input: R) -> Self {
        Self { state: State::Inside(GzDecoder::new(input)) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Inside(mut member) => match member.read(buffer) {
                    Ok(0) if !buffer.is_empty() => self.state = State::Between(member.into_inner()),
                    Ok(read) => {
                        self.state = State::Inside(member);
                        return Ok(read);
                    }
                    Err(error) => {
                        let mut input = member.into_inner();
                        if next_member(&mut input)? {
                            self.state = State::Inside(GzDecoder::new(input));
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
                    if head.first() == Some(&0x1F) || next_member(&mut input)? {
                        self.state = State::Inside(GzDecoder::new(input));
                    }
                }
            }
        }
    }
}

/// Goes on to what looks like the head of a member: magic number, method, no reserved flags, a known system.
fn next_member(input: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let part = input.fill_buf()?;
        if part.is_empty() {
            return Ok(false);
        }
        let is_head = |at: usize| matches!(part.get(at..at + 10), Some([0x1F, 0x8B, 8, flags, _, _, _, _, extra, system]) if flags & 0xE0 == 0 && matches!(extra, 0 | 2 | 4) && matches!(system, 0..=13 | 255));
        let found = memchr::memchr_iter(0x1F, part).find(|at| is_head(*at));
        // A head that lies across the end of the buffer is given up, as it cannot be told from chance.
        let length = found.unwrap_or(part.len());
        input.consume(length);
        if found.is_some() {
            return Ok(true);
        }
    }
}
