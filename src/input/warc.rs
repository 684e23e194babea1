//! Web archives, WARC 1.0 and 1.1: the pages of their responses, and the texts of their conversions.

use std::io::{self, BufRead, Read};

use flate2::read::GzDecoder;

use super::feed::{At, Feed, Gone};
use super::limits::too_long;
use super::lines::{Piece, until};
use super::raw::{Body, Page};
use super::reason;

/// The longest line and the most lines of a record's head.
const LONGEST_LINE: u64 = 1 << 16;
const MOST_LINES: usize = 256;
/// Header fields of a stored response that are looked at.
const MOST_FIELDS: usize = 128;

/// What a record's head says.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    url: Option<String>,
    content: String,
    length: Option<u64>,
}

/// Reads the records. The date of a record says when the page was fetched, and is never taken for its publication.
pub(super) fn read(feed: &mut Feed, at: &At, input: &mut dyn BufRead) -> Result<(), Gone> {
    let mut number = 0;
    let mut failed = false;
    loop {
        match record(feed, at, input, &mut number) {
            Ok(true) => failed = false,
            Ok(false) => return Ok(()),
            Err(Halt::Gone(gone)) => return Err(gone),
            Err(Halt::Io(error)) => {
                feed.fail(&at.place, Some(number), "read", reason(&error))?;
                // Behind a fault in the packing the next record may be whole; a second one in a row comes for ever.
                if std::mem::replace(&mut failed, true) {
                    return Ok(());
                }
            }
        }
    }
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

/// Reads one record; false at the end. What stands between records is passed over up to the next version line.
fn record(feed: &mut Feed, at: &At, input: &mut dyn BufRead, number: &mut u64) -> Result<bool, Halt> {
    let mut line = Vec::new();
    loop {
        if until(input, b'\n', &mut line, LONGEST_LINE)? == Piece::End {
            return Ok(false);
        }
        if line.starts_with(b"WARC/") {
            break;
        }
    }
    *number += 1;
    let head = head(input)?;
    let Some(length) = head.length else {
        feed.fail(&at.place, Some(*number), "record", "the record does not say its length".into())?;
        return Ok(true);
    };
    let response = head.kind == "response" || head.kind == "resource";
    if !response && head.kind != "conversion" {
        io::copy(&mut input.take(length), &mut io::sink())?;
        return Ok(true);
    }
    let most = feed.limits.record_bytes;
    if length > most {
        io::copy(&mut input.take(length), &mut io::sink())?;
        feed.fail(&at.place, Some(*number), "read", too_long(most))?;
        return Ok(true);
    }
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        feed.fail(&at.place, Some(*number), "read", "the record is cut off".into())?;
        return Ok(false);
    }
    let page = Page { url: head.url, charset: None, archived: true };
    let body = if head.kind == "conversion" || !head.content.starts_with("application/http") {
        stored(body, &head.content, page)
    } else {
        response_body(&body, page, most)
    };
    if let Some(body) = body {
        feed.put(&at.place, Some(*number), body)?;
    }
    Ok(true)
}

/// The fields up to the empty line.
fn head(input: &mut dyn BufRead) -> io::Result<Head> {
    let mut head = Head::default();
    let mut line = Vec::new();
    for _ in 0..MOST_LINES {
        if until(input, b'\n', &mut line, LONGEST_LINE)? == Piece::End || line.trim_ascii().is_empty() {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let Some((name, value)) = text.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => head.kind = value.to_ascii_lowercase(),
            // WARC 1.0 wrote addresses in angle brackets.
            "warc-target-uri" => head.url = Some(value.trim_start_matches('<').trim_end_matches('>').into()),
            "content-type" => head.content = value.to_ascii_lowercase(),
            "content-length" => head.length = value.parse().ok(),
            _ => {}
        }
    }
    Ok(head)
}

/// A page or text by its declared type; other things are no articles.
fn stored(body: Vec<u8>, content: &str, page: Page) -> Option<Body> {
    let charset = content.split(';').skip(1).find_map(|p| p.trim().strip_prefix("charset="));
    let page = Page { charset: charset.map(|c| c.trim_matches('"').into()), ..page };
    match content.split(';').next().unwrap_or("").trim() {
        "text/html" | "application/xhtml+xml" | "" | "text/plain" => Some(Body::Html(body, page)),
        _ => None,
    }
}

/// The page in a stored response, if it was found at all.
fn response_body(bytes: &[u8], page: Page, most: u64) -> Option<Body> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut response = httparse::Response::new(&mut fields);
    let parsed = httparse::ParserConfig::default()
        .allow_spaces_after_header_name_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut response, bytes);
    let Ok(httparse::Status::Complete(start)) = parsed else { return None };
    if response.code != Some(200) {
        return None;
    }
    let field = |name: &str| {
        let found = response.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name))?;
        Some(String::from_utf8_lossy(found.value).trim().to_ascii_lowercase())
    };
    let mut body = bytes.get(start..)?.to_vec();
    if field("transfer-encoding").is_some_and(|t| t.contains("chunked")) {
        body = without_chunks(&body).unwrap_or(body);
    }
    if field("content-encoding").is_some_and(|e| e.contains("gzip")) && body.starts_with(&[0x1F, 0x8B]) {
        let mut unpacked = Vec::new();
        GzDecoder::new(body.as_slice()).take(most).read_to_end(&mut unpacked).ok()?;
        body = unpacked;
    }
    stored(body, &field("content-type").unwrap_or_default(), page)
}

/// A body sent in chunks, put together; none where it was stored without them, whatever its head says.
fn without_chunks(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    loop {
        let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(bytes) else { return None };
        if size == 0 {
            return Some(whole);
        }
        let end = start.checked_add(usize::try_from(size).ok()?)?;
        whole.extend_from_slice(bytes.get(start..end)?);
        bytes = bytes.get(end..)?.strip_prefix(b"\r\n")?;
    }
}
