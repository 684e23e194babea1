//! One stream of bytes: unpacked layer by layer, then handed to the reader of its form.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::feed::{At, Feed, Gone};
use super::fields::FieldNames;
use super::limits::{Guarded, too_long};
use super::raw::{Body, Page};
use super::sniff::{self, Form, HEAD, Packing};
use super::{archive, decode, json, lines, marked, pack, reason, table, warc};

/// Layers of packing that are opened.
pub(super) const DEEPEST: u8 = 3;

/// Reads all records of a stream.
pub(super) fn read(feed: &mut Feed, at: &At, input: &mut dyn BufRead) -> Result<(), Gone> {
    let mut head = Vec::new();
    let failed = peek(input, &mut head).err();
    let error = |feed: &mut Feed, e: &io::Error| feed.fail(&at.place, None, "read", reason(e));
    if head.is_empty()
        && let Some(e) = &failed
    {
        return error(feed, e);
    }
    let packing = sniff::packing(&head);
    let mut whole: Box<dyn BufRead + '_> = match failed {
        // What was read before the error is read first, then the error is met again, then what follows it, if anything does.
        Some(e) => Box::new(Cursor::new(head.clone()).chain(Broken(Some(e))).chain(input)),
        None => Box::new(Cursor::new(head.clone()).chain(input)),
    };
    match packing {
        Some(_) if at.depth >= DEEPEST => {
            feed.fail(&at.place, None, "unpack", format!("is packed more than {DEEPEST} layers deep; unpack the outer ones first"))
        }
        Some(Packing::Zip) => archive::nested_zip(feed, at, &mut *whole),
        Some(Packing::Tar) => archive::tar(feed, &at.deeper(), &mut *whole),
        Some(packing) => match pack::unpacked(packing, &mut *whole) {
            Ok((inner, resumes)) => {
                let within = at.deeper();
                let inner = Guarded { inner, budget: within.budget.clone(), resumes, ended: false };
                read(feed, &within, &mut BufReader::with_capacity(1 << 17, inner))
            }
            Err(e) => error(feed, &e),
        },
        None => records(feed, at, &head, &mut *whole),
    }
}

/// Gives an error once.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Broken {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

/// Fills `head` with the first bytes; with the whole first line of JSON, within reason.
fn peek(input: &mut dyn BufRead, head: &mut Vec<u8>) -> io::Result<()> {
    let mut most = HEAD;
    loop {
        let part = input.fill_buf()?;
        if part.is_empty() {
            return Ok(());
        }
        let take = part.len().min(most.saturating_sub(head.len()));
        head.extend_from_slice(part.get(..take).unwrap_or(part));
        input.consume(take);
        if head.len() >= most {
            let in_json_line = head.trim_ascii_start().starts_with(b"{") && !head.contains(&b'\n');
            if !in_json_line || most > HEAD {
                return Ok(());
            }
            most = HEAD * 16;
        }
    }
}

/// Reads the records of an unpacked stream.
fn records(feed: &mut Feed, at: &At, head: &[u8], input: &mut dyn BufRead) -> Result<(), Gone> {
    // Wide encodings are made UTF-8 on the way, but for single texts, which say how they were read.
    if let Some(encoding) = wide(head) {
        let mut text = Vec::new();
        let mut narrow = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(head);
        let _ = narrow.read_to_end(&mut text);
        return match sniff::form(&text, &at.place.name, &FieldNames::default()) {
            Form::Text | Form::Html => form(feed, at, Form::Text, input),
            found => {
                let narrow = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(input);
                form(feed, at, found, &mut BufReader::with_capacity(1 << 16, narrow))
            }
        };
    }
    let names = feed.names.clone();
    form(feed, at, sniff::form(head, &at.place.name, &names), input)
}

fn wide(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xFF, 0xFE, 0, 0, ..] => None,
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => decode::wide_without_mark(head),
    }
}

fn form(feed: &mut Feed, at: &At, form: Form, input: &mut dyn BufRead) -> Result<(), Gone> {
    match form {
        Form::Text => whole(feed, at, input, Body::Text),
        Form::Html => whole(feed, at, input, |bytes| Body::Html(bytes, Page::default())),
        Form::Lines => lines::read(feed, at, input),
        Form::Json => json::read(feed, at, input),
        Form::Table(delimiter) => table::read(feed, at, delimiter, input),
        Form::Warc => warc::read(feed, at, input),
        Form::Reuters => marked::reuters(feed, at, input),
        Form::Xml => marked::xml(feed, at, input),
        Form::Lexis => marked::lexis(feed, at, input),
        Form::Factiva => marked::factiva(feed, at, input),
    }
}

/// A stream that is one article. What was read before an error is kept.
fn whole(feed: &mut Feed, at: &At, input: &mut dyn BufRead, body: impl FnOnce(Vec<u8>) -> Body) -> Result<(), Gone> {
    let most = feed.limits.record_bytes;
    let mut bytes = Vec::new();
    let error = input.take(most + 1).read_to_end(&mut bytes).err();
    if bytes.len() as u64 > most {
        return feed.fail(&at.place, None, "read", format!("{}; a text file holds one article", too_long(most)));
    }
    let gone = error.as_ref().map(|e| format!("{}; what came before is kept", reason(e)));
    if !bytes.is_empty() || error.is_none() {
        feed.put(&at.place, None, body(bytes))?;
    }
    gone.map_or(Ok(()), |message| feed.fail(&at.place, None, "read", message))
}
