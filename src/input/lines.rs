//! Records that are one line, or end with a marker.

use std::io::{self, BufRead};

use super::feed::{At, Feed, Gone};
use super::limits::too_long;
use super::raw::Body;
use super::reason;

/// What was found up to a delimiter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Nothing is left.
    End,
    /// Bytes up to the delimiter or the end.
    Whole,
    /// More bytes than allowed; they were passed over.
    TooLong,
}

/// Reads up to and with `delimiter` into `bytes`, which is emptied first.
///
/// # Errors
/// The stream failed; `bytes` holds what came before.
pub(super) fn until(input: &mut dyn BufRead, delimiter: u8, bytes: &mut Vec<u8>, most: u64) -> io::Result<Piece> {
    bytes.clear();
    let mut read = 0u64;
    loop {
        let part = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if part.is_empty() {
            break;
        }
        let found = memchr::memchr(delimiter, part);
        let take = found.map_or(part.len(), |at| at + 1);
        read += take as u64;
        if read <= most {
            bytes.extend_from_slice(part.get(..take).unwrap_or(part));
        } else {
            *bytes = Vec::new();
        }
        input.consume(take);
        if found.is_some() {
            break;
        }
    }
    Ok(match read {
        0 => Piece::End,
        read if read <= most => Piece::Whole,
        _ => Piece::TooLong,
    })
}

/// JSON Lines. A line that is too long, or a fault in the packing, costs what it covers.
pub(super) fn read(feed: &mut Feed, at: &At, input: &mut dyn BufRead) -> Result<(), Gone> {
    let most = feed.limits.record_bytes;
    let mut bytes = Vec::new();
    let mut failed = false;
    for number in 1.. {
        match until(input, b'\n', &mut bytes, most) {
            Ok(Piece::End) => break,
            Ok(Piece::Whole) => {
                failed = false;
                if !bytes.trim_ascii().is_empty() {
                    feed.put(&at.place, Some(number), Body::Json(bytes.as_slice().into()))?;
                }
            }
            Ok(Piece::TooLong) => feed.fail(&at.place, Some(number), "read", format!("the line {}", too_long(most)))?,
            Err(error) => {
                feed.fail(&at.place, Some(number), "read", reason(&error))?;
                // One that comes twice in a row will come for ever.
                if std::mem::replace(&mut failed, true) {
                    break;
                }
            }
        }
    }
    Ok(())
}
