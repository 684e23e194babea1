//! Documents of the text exports of LexisNexis and Factiva.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::record::Outcome;
use super::{decode, published};
use crate::text::{Article, Published, PublishedFrom};

/// Fields that LexisNexis writes before the text, and behind it.
const BEFORE: [&str; 9] = ["BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "HEADLINE", "SERIES", "BODY", "DISTRIBUTION"];
const BEHIND: [&str; 14] = [
    "LOAD-DATE",
    "LANGUAGE",
    "PUBLICATION-TYPE",
    "GRAPHIC",
    "SUBJECT",
    "DOCUMENT-TYPE",
    "JOURNAL-CODE",
    "CORRECTION",
    "CORRECTION-DATE",
    "NOTES",
    "TYPE",
    "COPYRIGHT",
    "URL",
    "ORGANIZATION",
];
/// Lines of their own behind the text in the newer form.
const ENDS: [&str; 5] = ["Classification", "Graphic", "Notes", "End of Document", "Correction"];
/// Fields of Factiva that follow the text, and all that stand before it.
const FACTIVA_BEHIND: [&str; 13] = ["CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "ART", "CX", "DJ"];
const FACTIVA_BEFORE: [&str; 16] = ["SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD"];

/// A date, among other words of its line.
static LONG_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:(January|February|March|April|May|June|July|August|September|October|November|December) ([0-9]{1,2}),? ([0-9]{4})|([0-9]{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) ([0-9]{4}))").ok()
});
/// The line that counts documents.
static COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\s*(?:[0-9]+ of [0-9]+ DOCUMENTS?|Page [0-9]+ of [0-9]+)\s*$").ok());
static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[0-9,]+ words$").ok());

/// The day in a line such as `Thursday, February 6, 2025 10:00 AM GMT`.
fn day_in(line: &str) -> Option<Date> {
    let found = LONG_DATE.as_ref()?.captures(line)?;
    let part = |i| found.get(i).map_or("", |m| m.as_str());
    let written = if part(1).is_empty() { format!("{} {} {}", part(4), part(5), part(6)) } else { format!("{} {} {}", part(2), part(1), part(3)) };
    published::from_text(&written).ok().flatten()
}

fn is(pattern: &LazyLock<Option<Regex>>, line: &str) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(line))
}

/// What was read of a document.
#[derive(Default)]
struct Document<'t> {
    id: Option<&'t str>,
    title: Option<&'t str>,
    source: Option<&'t str>,
    date: Option<Date>,
    text: String,
}

impl Document<'_> {
    fn outcome(self, encoding: &'static str, format: &'static str) -> Outcome {
        if self.text.is_empty() {
            return Outcome::Blank;
        }
        Outcome::Article(Box::new(Article {
            id: self.id.unwrap_or("").into(),
            title: self.title.map(Into::into),
            source: self.source.map(Into::into),
            published: self.date.map(|date| Published { date, from: PublishedFrom::Record }),
            text: self.text,
            encoding,
            format,
            ..Article::default()
        }))
    }
}

/// Reads a document of a LexisNexis export.
pub(super) fn lexis(bytes: Vec<u8>) -> Outcome {
    let Some(decoded) = decode(bytes) else { return Outcome::Failed("decode", "is binary, no text".into()) };
    let lines: Vec<&str> = decoded.text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    let newer = lines.iter().position(|l| *l == "Body");
    let document = match newer {
        Some(body) => newer_lexis(&lines, body),
        None => older_lexis(&lines),
    };
    document.outcome(decoded.encoding, "lexisnexis")
}

/// Title, source, date and `Key: value` lines, then `Body`.
fn newer_lexis<'t>(lines: &[&'t str], body: usize) -> Document<'t> {
    let mut document = Document::default();
    let (head, rest) = lines.split_at(body);
    for line in head.iter().map(|l| l.trim()).filter(|l| !l.is_empty() && !is(&COUNT, l)) {
        match day_in(line) {
            _ if document.title.is_none() => document.title = Some(line),
            Some(day) if document.date.is_none() && !is_copyright(line) => document.date = Some(day),
            _ if document.source.is_none() && document.date.is_none() => document.source = Some(line),
            _ => {}
        }
    }
    let text = rest.get(1..).unwrap_or_default();
    let end = text.iter().position(|l| ENDS.contains(l) || field(l, &BEHIND).is_some()).unwrap_or(text.len());
    document.text = joined(text.get(..end).unwrap_or(text));
    document
}

/// Source, date and title as paragraphs of their own, then `KEY: value` fields, of which the last stands before the text.
fn older_lexis<'t>(lines: &[&'t str]) -> Document<'t> {
    let mut document = Document::default();
    let fields = lines.iter().position(|l| field(l, &BEFORE).is_some()).unwrap_or(0);
    let (head, rest) = lines.split_at(fields);
    for line in head.iter().map(|l| l.trim()).filter(|l| !l.is_empty() && !is(&COUNT, l) && !is_copyright(l)) {
        match (document.source, document.date, day_in(line)) {
            (_, None, Some(day)) => document.date = Some(day),
            (None, ..) => document.source = Some(line),
            // Below the date an edition may stand; the last paragraph is the title.
            (_, Some(_), _) => document.title = Some(line),
            _ => {}
        }
    }
    let mut start = 0;
    let mut in_field = false;
    for (at, line) in rest.iter().enumerate() {
        if let Some((key, value)) = field(line, &BEFORE) {
            (start, in_field) = (at + 1, true);
            if key == "HEADLINE" {
                document.title = Some(value.trim());
            }
            if key == "BODY" {
                break;
            }
        } else if line.trim().is_empty() {
            in_field = false;
        } else if in_field {
            start = at + 1; // A long value goes on.
        } else {
            break;
        }
    }
    let text = rest.get(start..).unwrap_or_default();
    let end = text.iter().position(|l| field(l, &BEHIND).is_some() || is_copyright(l)).unwrap_or(text.len());
    document.text = joined(text.get(..end).unwrap_or(text));
    document
}

/// Reads a document of a Factiva export.
pub(super) fn factiva(bytes: Vec<u8>) -> Outcome {
    let Some(decoded) = decode(bytes) else { return Outcome::Failed("decode", "is binary, no text".into()) };
    let lines: Vec<&str> = decoded.text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    let is_tagged = lines.iter().any(|l| tag(l, &["HD"]).is_some());
    let mut document = if is_tagged { tagged_factiva(&lines) } else { plain_factiva(&lines) };
    let code = lines.iter().rev().find_map(|l| l.strip_prefix("Document "));
    document.id = document.id.or(code.map(str::trim));
    document.outcome(decoded.encoding, "factiva")
}

/// Fields of two or three capitals, each on a line of its own or before its value.
fn tagged_factiva<'t>(lines: &[&'t str]) -> Document<'t> {
    let mut document = Document::default();
    let mut parts: Vec<(&str, Vec<&'t str>)> = Vec::new();
    for line in lines.iter().filter(|l| !l.starts_with("Document ")) {
        let in_text = parts.last().is_some_and(|(name, _)| matches!(*name, "LP" | "TD"));
        let found =
            if in_text { tag(line, &FACTIVA_BEHIND).or_else(|| tag(line, &["TD"])) } else { tag(line, &FACTIVA_BEFORE).or_else(|| tag(line, &FACTIVA_BEHIND)) };
        match (found, parts.last_mut()) {
            (Some((name, value)), _) => parts.push((name, vec![value])),
            (None, Some((_, part))) => part.push(line),
            (None, None) => {}
        }
    }
    let part = |name: &str| parts.iter().find(|(n, _)| *n == name).map(|(_, lines)| lines.as_slice());
    let first = |name: &str| part(name).and_then(|lines| lines.iter().map(|l| l.trim()).find(|l| !l.is_empty()));
    document.title = first("HD");
    document.source = first("SN");
    document.id = first("AN").map(|id| id.trim_start_matches("Document "));
    document.date = first("PD").and_then(day_in);
    let texts = ["LP", "TD"].iter().filter_map(|name| part(name)).map(joined).filter(|t| !t.is_empty());
    document.text = texts.collect::<Vec<_>>().join("\n\n");
    document
}

/// Headline, perhaps a byline, `123 words`, date, perhaps a time, source, and a line of copyright before the text.
fn plain_factiva<'t>(lines: &[&'t str]) -> Document<'t> {
    let mut document = Document { title: lines.iter().map(|l| l.trim()).find(|l| !l.is_empty()), ..Document::default() };
    let words = lines.iter().position(|l| is(&WORDS, l.trim())).unwrap_or(0);
    let dated = lines.iter().enumerate().skip(words).take(4).find_map(|(at, l)| Some((at, day_in(l)?)));
    if let Some((at, day)) = dated {
        document.date = Some(day);
        document.source = lines.iter().skip(at + 1).take(2).map(|l| l.trim()).find(|l| l.contains(char::is_alphabetic));
    }
    let after_copyright = lines.iter().skip(words).take(14).position(|l| is_copyright(l)).map(|at| words + at + 1);
    let after_blank = || lines.iter().skip(words).position(|l| l.trim().is_empty()).map(|at| words + at + 1);
    let start = after_copyright.or_else(after_blank).unwrap_or(0);
    let end = lines.iter().rposition(|l| l.starts_with("Document ")).unwrap_or(lines.len()).max(start);
    document.text = joined(lines.get(start..end).unwrap_or_default());
    document
}

/// `KEY: value`, where the key is one of these, in capitals or as a word.
fn field<'t>(line: &'t str, keys: &[&'static str]) -> Option<(&'static str, &'t str)> {
    let (key, value) = line.split_once(':')?;
    let key = keys.iter().find(|k| k.eq_ignore_ascii_case(key)).copied()?;
    let written = line.get(..key.len())?;
    (written.starts_with(|c: char| c.is_ascii_uppercase())).then_some((key, value))
}

/// `HD`, or `HD value`.
fn tag<'t>(line: &'t str, tags: &[&'static str]) -> Option<(&'static str, &'t str)> {
    let name = tags.iter().find(|t| line.strip_prefix(**t).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])))?;
    Some((name, line.get(name.len()..).unwrap_or("").trim()))
}

fn is_copyright(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("Copyright ") || line.starts_with("(c) ") || line.starts_with('©') || line == "All Rights Reserved"
}

fn joined(lines: &[&str]) -> String {
    lines.join("\n").trim().to_string()
}
