//! Files of many articles that are told apart by markers: SGML, XML, text exports.

use std::io::{self, BufRead};
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::feed::{At, Feed, Gone};
use super::limits::too_long;
use super::lines::{Piece, until};
use super::raw::Body;
use super::reason;

/// Elements that are a record each, of feeds, news standards and collections; the first to be met is taken.
const RECORDS: [&str; 12] = ["item", "entry", "nitf", "newsItem", "NewsItem", "article", "Article", "doc", "DOC", "document", "record", "story"];

/// Reuters-21578: `<REUTERS …>…</REUTERS>`.
pub(super) fn reuters(feed: &mut Feed, at: &At, input: &mut dyn BufRead) -> Result<(), Gone> {
    let mut cutter = Cutter::new(input, feed.limits.record_bytes);
    elements(feed, at, &mut cutter, "REUTERS", Body::Reuters)
}

/// XML: each record element by itself; a file without any is a record as a whole.
pub(super) fn xml(feed: &mut Feed, at: &At, input: &mut dyn BufRead) -> Result<(), Gone> {
    let mut cutter = Cutter::new(input, feed.limits.record_bytes);
    let mut head = Vec::new();
    loop {
        match cutter.until(b">") {
            Ok(Piece::Whole) if cutter.found => {}
            Ok(Piece::TooLong) => return feed.fail(&at.place, None, "read", too_long(cutter.most)),
            Ok(_) => {
                head.append(&mut cutter.bytes);
                return feed.put(&at.place, None, Body::Xml(head));
            }
            Err(error) => return feed.fail(&at.place, None, "read", reason(&error)),
        }
        let tag = memchr::memrchr(b'<', &cutter.bytes).and_then(|at| cutter.bytes.get(at..)).unwrap_or_default();
        let is_record = |name: &&&str| {
            tag.get(1..).and_then(|t| t.strip_prefix(name.as_bytes())).is_some_and(|rest| matches!(rest.first(), Some(b'>' | b' ' | b'\n' | b'\r' | b'\t')))
        };
        if let Some(name) = RECORDS.iter().find(is_record).filter(|_| !tag.ends_with(b"/>")) {
            cutter.bytes = tag.to_vec();
            return elements(feed, at, &mut cutter, name, Body::Xml);
        }
        head.append(&mut cutter.bytes);
        if head.len() as u64 > cutter.most {
            return feed.fail(&at.place, None, "read", too_long(cutter.most));
        }
    }
}

/// Elements of this name, from the first, whose tag may be in the bytes kept.
fn elements(feed: &mut Feed, at: &At, cutter: &mut Cutter<'_>, name: &str, body: fn(Vec<u8>) -> Body) -> Result<(), Gone> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    for number in 1.. {
        match cutter.more_until(close.as_bytes()) {
            Ok(Piece::Whole) => {
                let start = memchr::memmem::find(&cutter.bytes, open.as_bytes());
                match start {
                    Some(start) if cutter.found => feed.put(&at.place, Some(number), body(cutter.bytes.get(start..).unwrap_or_default().into()))?,
                    Some(_) => return feed.fail(&at.place, Some(number), "read", format!("the element {open}> is cut off; what came before is kept")),
                    None if cutter.found => feed.fail(&at.place, Some(number), "record", format!("{close} without {open}>"))?,
                    None => return Ok(()),
                }
            }
            Ok(Piece::TooLong) => feed.fail(&at.place, Some(number), "read", too_long(cutter.most))?,
            Ok(Piece::End) => return Ok(()),
            Err(error) => return feed.fail(&at.place, Some(number), "read", reason(&error)),
        }
        cutter.bytes.clear();
    }
    Ok(())
}

/// LexisNexis: `1 of 20 DOCUMENTS` before each, or `End of Document` behind each.
pub(super) fn lexis(feed: &mut Feed, at: &At, input: &mut dyn BufRead) -> Result<(), Gone> {
    static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?-u:\s*[0-9]+ of [0-9]+ DOCUMENTS?\s*)$").ok());
    static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?-u:\s*End of Document\s*)$").ok());
    documents(feed, at, input, &BEFORE, &BEHIND, Body::Lexis)
}

/// Factiva: `Document AAAA000020250206el260000p` behind each.
pub(super) fn factiva(feed: &mut Feed, at: &At, input: &mut dyn BufRead) -> Result<(), Gone> {
    static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| None);
    static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?-u:Document [A-Za-z0-9]{16,40}\s*)$").ok());
    documents(feed, at, input, &BEFORE, &BEHIND, Body::Factiva)
}

type Marker = LazyLock<Option<Regex>>;

/// Documents with a line of their own before or behind each, which belongs to it.
fn documents(feed: &mut Feed, at: &At, input: &mut dyn BufRead, before: &Marker, behind: &Marker, body: fn(Vec<u8>) -> Body) -> Result<(), Gone> {
    let most = feed.limits.record_bytes;
    let is = |marker: &Marker, line: &[u8]| line.len() < 200 && marker.as_ref().is_some_and(|m| m.is_match(line));
    let (mut document, mut line) = (Vec::new(), Vec::new());
    let (mut number, mut too_much) = (1, false);
    loop {
        let got = until(input, b'\n', &mut line, most);
        let ended = !matches!(got, Ok(Piece::Whole | Piece::TooLong));
        let closes = is(behind, &line);
        if closes {
            document.extend_from_slice(&line);
        }
        if (ended || closes || is(before, &line)) && (too_much || !document.trim_ascii().is_empty()) {
            let whole = std::mem::take(&mut document);
            if std::mem::take(&mut too_much) {
                feed.fail(&at.place, Some(number), "read", too_long(most))?;
            } else {
                feed.put(&at.place, Some(number), body(whole))?;
            }
            number += 1;
        }
        if let Err(error) = &got {
            feed.fail(&at.place, Some(number), "read", reason(error))?;
        }
        if ended {
            return Ok(());
        }
        too_much |= (document.len() + line.len()) as u64 > most || matches!(got, Ok(Piece::TooLong));
        if too_much {
            document = Vec::new();
        } else if !closes {
            document.extend_from_slice(&line);
        }
    }
}

/// Cuts a stream at words.
struct Cutter<'a> {
    input: &'a mut dyn BufRead,
    most: u64,
    bytes: Vec<u8>,
    /// The last cut was made at its word, not at the end.
    found: bool,
}

impl<'a> Cutter<'a> {
    fn new(input: &'a mut dyn BufRead, most: u64) -> Self {
        Self { input, most, bytes: Vec::new(), found: false }
    }

    /// Reads up to and with `word` into `bytes`, anew.
    fn until(&mut self, word: &[u8]) -> io::Result<Piece> {
        self.bytes.clear();
        self.more_until(word)
    }

    /// Reads up to and with `word` to the end of `bytes`.
    fn more_until(&mut self, word: &[u8]) -> io::Result<Piece> {
        let last = *word.last().unwrap_or(&b'>');
        let mut line = Vec::new();
        let mut too_much = false;
        self.found = false;
        loop {
            match until(self.input, last, &mut line, self.most)? {
                Piece::End => {
                    return Ok(if too_much {
                        Piece::TooLong
                    } else if self.bytes.is_empty() {
                        Piece::End
                    } else {
                        Piece::Whole
                    });
                }
                Piece::TooLong => too_much = true,
                Piece::Whole => {}
            }
            self.bytes.extend_from_slice(&line);
            self.found = self.bytes.ends_with(word);
            if too_much || self.bytes.len() as u64 > self.most {
                too_much = true;
                // Enough is kept to see the word.
                self.bytes.drain(..self.bytes.len().saturating_sub(word.len()));
            }
            if self.found {
                return Ok(if too_much { Piece::TooLong } else { Piece::Whole });
            }
        }
    }
}
