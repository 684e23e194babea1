//! JSON values that are not one a line: an object, an array, an envelope around one, objects one after another. The
//! stream is cut at brackets, so that a dump of any size needs the memory of one record.

use std::io::{self, BufRead};

use super::feed::{At, Feed, Gone};
use super::fields::FieldNames;
use super::limits::too_long;
use super::raw::Body;
use super::reason;

/// Keys under which services send lists of articles.
const LISTS: [&str; 11] = ["articles", "results", "docs", "hits", "posts", "items", "news", "stories", "documents", "value", "data"];
/// Keys of objects around such a list.
const AROUND: [&str; 5] = ["response", "hits", "data", "result", "payload"];

/// Reads all records of a stream of values.
pub(super) fn read(feed: &mut Feed, at: &At, input: &mut dyn BufRead) -> Result<(), Gone> {
    let names = feed.names.clone();
    let most = feed.limits.record_bytes;
    let mut cutter = Cutter { input, names: &names, most, bytes: Vec::new(), around: 0 };
    let mut number = 0;
    if let Err(error) = values(feed, at, &mut cutter, &mut number) {
        match error {
            Halt::Gone(gone) => return Err(gone),
            Halt::Io(error) => feed.fail(&at.place, Some(number + 1), "read", reason(&error))?,
        }
    }
    Ok(())
}

enum Halt {
    Gone(Gone),
    Io(io::Error),
}

impl From<Gone> for Halt {
    fn from(gone: Gone) -> Self {
        Self::Gone(gone)
    }
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn values(feed: &mut Feed, at: &At, cutter: &mut Cutter<'_>, number: &mut u64) -> Result<(), Halt> {
    while let Some(first) = cutter.next_sign()? {
        match first {
            b'[' => {
                cutter.input.consume(1);
                elements(feed, at, cutter, number)?;
            }
            b',' => cutter.input.consume(1),
            _ => match cutter.value(first == b'{')? {
                Cut::List => {
                    elements(feed, at, cutter, number)?;
                    cutter.rest()?;
                }
                cut => {
                    // A file that is one object is one article; of several each has its number.
                    let alone = *number == 0 && cutter.next_sign()?.is_none();
                    *number += 1;
                    put(feed, at, cutter, &cut, (!alone).then_some(*number))?;
                }
            },
        }
    }
    Ok(())
}

/// The elements of a list whose opening bracket was read.
fn elements(feed: &mut Feed, at: &At, cutter: &mut Cutter<'_>, number: &mut u64) -> Result<(), Halt> {
    while let Some(first) = cutter.next_sign()? {
        match first {
            b',' => cutter.input.consume(1),
            b']' => {
                cutter.input.consume(1);
                return Ok(());
            }
            _ => {
                let cut = cutter.value(false)?;
                *number += 1;
                put(feed, at, cutter, &cut, Some(*number))?;
            }
        }
    }
    feed.fail(&at.place, Some(*number + 1), "read", "the list is cut off; what came before is kept".into())?;
    Ok(())
}

fn put(feed: &mut Feed, at: &At, cutter: &Cutter<'_>, cut: &Cut, number: Option<u64>) -> Result<(), Halt> {
    match cut {
        Cut::TooLong => feed.fail(&at.place, number, "read", too_long(cutter.most))?,
        _ => feed.put(&at.place, number, Body::Json(cutter.bytes.as_slice().into()))?,
    }
    Ok(())
}

/// What was cut off the stream.
#[derive(Debug, PartialEq, Eq)]
enum Cut {
    /// A value; it lies in `bytes`. One that is cut off lies there as far as it goes.
    Value,
    /// A value longer than allowed; it was passed over.
    TooLong,
    /// The head of an envelope; its list follows.
    List,
}

struct Cutter<'a> {
    input: &'a mut dyn BufRead,
    names: &'a FieldNames,
    most: u64,
    bytes: Vec<u8>,
    /// Objects around the list at which the last value stopped.
    around: usize,
}

/// Where in a value the scan stands.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// Where the last string began and ended in the bytes kept.
    string: (usize, usize),
    /// The key being read, of the object itself and of one inside.
    keys: [(usize, usize); 2],
    /// The object has a text of its own: it is an article.
    has_text: bool,
}

/// Where the scan of a piece stopped.
enum Stop {
    No,
    /// The value ends behind this byte of the piece.
    End(usize),
    /// The value, a bare word or number, ends before it.
    Before(usize),
    /// A list of articles opens at it.
    List(usize),
}

impl Cutter<'_> {
    /// The next byte that is no white space, not consumed.
    fn next_sign(&mut self) -> io::Result<Option<u8>> {
        loop {
            let part = self.input.fill_buf()?;
            if part.is_empty() {
                return Ok(None);
            }
            match part.iter().position(|b| !b.is_ascii_whitespace() && !matches!(b, 0xEF | 0xBB | 0xBF | 0x1E)) {
                Some(at) => {
                    let sign = part.get(at).copied();
                    self.input.consume(at);
                    return Ok(sign);
                }
                None => {
                    let all = part.len();
                    self.input.consume(all);
                }
            }
        }
    }

    /// Cuts the next value off; where `envelope`, stops at a list of articles inside.
    fn value(&mut self, envelope: bool) -> io::Result<Cut> {
        self.bytes.clear();
        let mut scan = Scan::default();
        let mut length = 0u64;
        loop {
            let part = self.input.fill_buf()?;
            if part.is_empty() {
                break;
            }
            let keeps = length <= self.most;
            let base = self.bytes.len();
            // Keys are looked at in the bytes kept, so the piece is kept first and shortened afterwards.
            if keeps {
                self.bytes.extend_from_slice(part);
            }
            let stop = scan.piece(part, base, if envelope && keeps { Some((&self.bytes, self.names)) } else { None });
            let (take, done) = match stop {
                Stop::No => (part.len(), false),
                Stop::End(at) | Stop::List(at) => (at + 1, true),
                Stop::Before(at) => (at, true),
            };
            length += take as u64;
            if keeps {
                self.bytes.truncate(base + take);
            }
            if length > self.most {
                self.bytes = Vec::new();
            }
            self.input.consume(take);
            if matches!(stop, Stop::List(_)) {
                self.around = scan.depth;
                return Ok(Cut::List);
            }
            if done {
                break;
            }
        }
        Ok(if length > self.most { Cut::TooLong } else { Cut::Value })
    }

    /// Passes over what stands behind the list of an envelope.
    fn rest(&mut self) -> io::Result<()> {
        let mut scan = Scan { depth: self.around, ..Scan::default() };
        loop {
            let part = self.input.fill_buf()?;
            if part.is_empty() {
                return Ok(());
            }
            let stop = scan.piece(part, 0, None);
            let take = match stop {
                Stop::End(at) => at + 1,
                _ => part.len(),
            };
            self.input.consume(take);
            if matches!(stop, Stop::End(_)) {
                return Ok(());
            }
        }
    }
}

impl Scan {
    /// Scans a piece that begins at `base` of the bytes kept; `envelope`: these, to look at keys.
    fn piece(&mut self, part: &[u8], base: usize, envelope: Option<(&Vec<u8>, &FieldNames)>) -> Stop {
        let mut at = 0;
        while let Some(byte) = part.get(at) {
            if self.in_string {
                if self.escaped {
                    self.escaped = false;
                    at += 1;
                    continue;
                }
                let Some(found) = memchr::memchr2(b'"', b'\\', part.get(at..).unwrap_or_default()) else { return Stop::No };
                at += found;
                if part.get(at) == Some(&b'\\') {
                    self.escaped = true;
                } else {
                    self.in_string = false;
                    self.string.1 = base + at;
                    if self.depth == 0 {
                        return Stop::End(at);
                    }
                }
                at += 1;
                continue;
            }
            match byte {
                b'"' => {
                    self.in_string = true;
                    self.string.0 = base + at + 1;
                }
                b':' if self.depth <= 2 => {
                    if let (Some((bytes, names)), Some(key)) = (envelope, self.depth.checked_sub(1).and_then(|d| self.keys.get_mut(d))) {
                        *key = self.string;
                        self.has_text |= self.depth == 1 && names.is_text(word(bytes, self.string));
                    }
                }
                b'[' if self.depth > 0 && envelope.is_some_and(|(bytes, _)| self.is_list(bytes)) => return Stop::List(at),
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Stop::End(at);
                    }
                }
                b',' if self.depth == 0 => return Stop::Before(at),
                b if self.depth == 0 && b.is_ascii_whitespace() => return Stop::Before(at),
                _ => {}
            }
            at += 1;
        }
        Stop::No
    }

    /// The bracket here opens a list of articles.
    fn is_list(&self, bytes: &[u8]) -> bool {
        let [outer, inner] = self.keys.map(|key| word(bytes, key));
        match self.depth {
            _ if self.has_text => false,
            1 => LISTS.contains(&outer),
            2 => AROUND.contains(&outer) && LISTS.contains(&inner),
            _ => false,
        }
    }
}

fn word(bytes: &[u8], (start, end): (usize, usize)) -> &str {
    bytes.get(start..end).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All values, cut by a reader that gives `step` bytes at a time.
    fn cut(text: &str, step: usize, most: u64) -> Vec<(Cut, String)> {
        let names = FieldNames::default();
        let mut input = io::BufReader::with_capacity(step, text.as_bytes());
        let mut cutter = Cutter { input: &mut input, names: &names, most, bytes: Vec::new(), around: 0 };
        let mut found = Vec::new();
        while let Some(first) = cutter.next_sign().unwrap() {
            if first == b',' || first == b']' {
                cutter.input.consume(1);
                continue;
            }
            let cut = cutter.value(first == b'{').unwrap();
            found.push((cut, String::from_utf8(cutter.bytes.clone()).unwrap()));
        }
        found
    }

    #[test]
    fn values_are_cut_at_brackets_whatever_the_pieces() {
        for step in [1, 2, 3, 7, 100] {
            let found = cut("{\"a\":\"}]\\\"{\",\"b\":[{}]} \n{\"c\":[1,2]} 7, \"x y\"", step, 1000);
            let values: Vec<_> = found.iter().map(|(_, v)| v.as_str()).collect();
            assert_eq!(values, ["{\"a\":\"}]\\\"{\",\"b\":[{}]}", "{\"c\":[1,2]}", "7", "\"x y\""], "{step}");
        }
    }

    #[test]
    fn envelopes_stop_at_their_list() {
        for step in [1, 5, 100] {
            assert_eq!(cut("{\"status\":\"ok\",\"articles\":[", step, 1000)[0].0, Cut::List);
            assert_eq!(cut("{\"response\":{\"meta\":1,\"docs\":[", step, 1000)[0].0, Cut::List);
            assert_eq!(cut("{\"text\":\"a\",\"articles\":[1]}", step, 1000)[0].0, Cut::Value);
            assert_eq!(cut("{\"other\":{\"docs\":[1]}}", step, 1000)[0].0, Cut::Value);
        }
    }

    #[test]
    fn what_is_too_long_is_passed_over() {
        for step in [1, 5, 100] {
            let found = cut("{\"a\":\"0123456789\"} {\"b\":1}", step, 10);
            assert_eq!(found[0], (Cut::TooLong, String::new()));
            assert_eq!(found[1], (Cut::Value, "{\"b\":1}".into()));
        }
    }
}
