//! What a stream holds, told by its first bytes; the ending of its name is a hint only.

use std::io::{self, Read, Seek};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::bytes::Regex;

use super::fields::FieldNames;

/// Bytes that are looked at.
pub(super) const HEAD: usize = 1 << 16;

/// How bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Bzip2,
    Xz,
    Zstd,
    Zip,
    Tar,
}

/// What unpacked bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// One article.
    Text,
    /// One JSON object a line.
    Lines,
    /// JSON values: an object, an array, an envelope, objects one after another.
    Json,
    /// A table with this delimiter.
    Table(u8),
    Html,
    Warc,
    Reuters,
    Xml,
    Lexis,
    Factiva,
}

pub(super) fn packing(head: &[u8]) -> Option<Packing> {
    let zstd = |h: &[u8]| matches!(h, [0x28, 0xB5, 0x2F, 0xFD, ..]) || matches!(h, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..]);
    match head {
        [0x1F, 0x8B, 8, ..] => Some(Packing::Gzip),
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..] | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, ..] => Some(Packing::Bzip2),
        [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Packing::Xz),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Packing::Zip),
        _ if zstd(head) => Some(Packing::Zstd),
        _ if head.get(257..262) == Some(b"ustar") => Some(Packing::Tar),
        _ => None,
    }
}

/// The file is a ZIP archive; it is read from its start afterwards.
pub(super) fn is_zip(file: &mut std::fs::File) -> io::Result<bool> {
    if !file.metadata()?.is_file() {
        return Ok(false); // A pipe cannot be read twice.
    }
    let mut head = [0; 8];
    let mut read = 0;
    while read < head.len() {
        match file.read(head.get_mut(read..).unwrap_or(&mut []))? {
            0 => break,
            more => read += more,
        }
    }
    file.rewind()?;
    Ok(packing(&head) == Some(Packing::Zip))
}

const PACKED: [&str; 12] = [".gz", ".bz2", ".xz", ".zst", ".zstd", ".tgz", ".tbz2", ".tbz", ".txz", ".tzst", ".z", ".lzma"];

/// A name without the endings of packing.
pub(super) fn unpacked_name(name: &str) -> &str {
    let mut name = name;
    while let Some(ending) =
        PACKED.iter().find(|e| name.len() > e.len() && name.is_char_boundary(name.len() - e.len()) && name[name.len() - e.len()..].eq_ignore_ascii_case(e))
    {
        name = name.get(..name.len() - ending.len()).unwrap_or(name);
    }
    name
}

/// The head of a LexisNexis export, in the old form and in the new.
static LEXIS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x-u) ^[\s]* [0-9]+ \s of \s [0-9]+ \s DOCUMENTS? \s*? $ | ^ End \s of \s Document \s*? $ | ^ Length: \s* [0-9,]+ \s words"
            .replace("(?x-u)", "(?xm-u)")
            .as_str(),
    )
    .ok()
});
/// The head of a Factiva export: tagged fields, or the line that ends a document.
static FACTIVA: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m-u)^HD\s*?\r?\n|^HD {1,3}\S|^Document [A-Za-z]{2,10}[0-9]{8}[0-9A-Za-z]{8,20}\s*?$").ok());

fn matches(pattern: &LazyLock<Option<Regex>>, head: &[u8]) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(head))
}

/// The form of a stream that begins with `head`, `name` being a hint; `whole`: nothing follows.
pub(super) fn form(head: &[u8], name: &str, names: &FieldNames) -> Form {
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let start = head.trim_ascii_start();
    match start.first() {
        Some(b'{') => return braces(start, &ending),
        Some(b'[') if matches!(start.get(1..).unwrap_or_default().trim_ascii_start().first(), Some(b'{' | b']')) || ending == "json" => return Form::Json,
        Some(b'<') => {
            if let Some(form) = markup(start, &ending) {
                return form;
            }
        }
        Some(b'W') if start.starts_with(b"WARC/") => return Form::Warc,
        _ => {}
    }
    match ending.as_str() {
        "jsonl" | "ndjson" => return Form::Lines,
        "json" => return Form::Json,
        "csv" => return Form::Table(delimiter(start).unwrap_or(b',')),
        "tsv" | "tab" => return Form::Table(b'\t'),
        _ => {}
    }
    if matches(&FACTIVA, start) && has_factiva_fields(start) {
        return Form::Factiva;
    }
    if matches(&LEXIS, start) {
        return Form::Lexis;
    }
    if let Some(delimiter) = delimiter(start).filter(|d| is_heading(start, *d, names)) {
        return Form::Table(delimiter);
    }
    Form::Text
}

/// JSON Lines, where the first line is a whole object and others follow; else values.
fn braces(start: &[u8], ending: &str) -> Form {
    if matches!(ending, "jsonl" | "ndjson") {
        return Form::Lines;
    }
    let json = matches!(start.get(1..).unwrap_or_default().trim_ascii_start().first(), Some(b'"' | b'}'));
    if !json && ending != "json" {
        return Form::Text;
    }
    let Some(line) = start.iter().position(|b| *b == b'\n') else { return Form::Json };
    let (first, rest) = start.split_at(line);
    let is_whole = serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok();
    if is_whole && !rest.trim_ascii().is_empty() { Form::Lines } else { Form::Json }
}

/// What the first element of a marked-up text tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Reuters,
    /// An element that only pages have.
    Page,
    /// An element that wraps articles.
    Articles,
    /// A declaration or comment: what it stands before is told by what follows.
    Prologue,
}

const ELEMENTS: [(&str, Element); 23] = [
    ("<!doctype lewis", Element::Reuters),
    ("<reuters", Element::Reuters),
    ("<!doctype html", Element::Page),
    ("<html", Element::Page),
    ("<head", Element::Page),
    ("<body", Element::Page),
    ("<p>", Element::Page),
    ("<p ", Element::Page),
    ("<div", Element::Page),
    ("<article", Element::Page),
    ("<h1", Element::Page),
    ("<main", Element::Page),
    ("<section", Element::Page),
    ("<br", Element::Page),
    ("<rss", Element::Articles),
    ("<feed", Element::Articles),
    ("<nitf", Element::Articles),
    ("<newsml", Element::Articles),
    ("<doc>", Element::Articles),
    ("<newsitem", Element::Articles),
    ("<newsmessage", Element::Articles),
    ("<?xml", Element::Prologue),
    ("<!--", Element::Prologue),
];
/// The elements of a page behind its prologue, by their places in [`ELEMENTS`].
const WHOLE_PAGE: [usize; 2] = [2, 3];

static NAMES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(ELEMENTS.iter().map(|e| e.0)).ok());

fn markup(start: &[u8], ending: &str) -> Option<Form> {
    let begin = start.get(..start.len().min(2048)).unwrap_or(start);
    let hits: Vec<_> = NAMES.as_ref().map(|n| n.find_overlapping_iter(begin).collect()).unwrap_or_default();
    let first = |element: Element| hits.iter().any(|h| h.start() == 0 && ELEMENTS[h.pattern().as_usize()].1 == element);
    let whole_page = || hits.iter().any(|h| WHOLE_PAGE.contains(&h.pattern().as_usize()));
    if first(Element::Reuters) {
        return Some(Form::Reuters);
    }
    if first(Element::Page) || first(Element::Prologue) && whole_page() {
        return Some(Form::Html);
    }
    let declared = hits.iter().any(|h| h.start() == 0 && ELEMENTS[h.pattern().as_usize()].0 == "<?xml");
    if declared || matches!(ending, "xml" | "rss" | "atom" | "sgm" | "sgml" | "nitf") || first(Element::Articles) {
        return Some(Form::Xml);
    }
    matches!(ending, "html" | "htm" | "xhtml").then_some(Form::Html)
}

/// The sign that parts the cells of the first line: the most frequent of the usual ones outside quotation marks.
fn delimiter(start: &[u8]) -> Option<u8> {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(d, _)| d == byte).for_each(|(_, n)| *n += 1),
        }
    }
    counts.iter().filter(|(_, n)| *n > 0).max_by_key(|(_, n)| *n).map(|(d, _)| *d)
}

/// The first line names the columns of a table: one of text, and another that is known.
fn is_heading(start: &[u8], delimiter: u8, names: &FieldNames) -> bool {
    let line = start.split(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default();
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let cells: Vec<_> = line.split(char::from(delimiter)).map(|c| c.trim().trim_matches('"').to_ascii_lowercase()).collect();
    let known = |list: &[String]| cells.iter().any(|c| list.iter().any(|n| n.eq_ignore_ascii_case(c)));
    cells.len() > 1 && line.len() < 1024 && known(&names.text) && (known(&names.date) || known(&names.title) || known(&names.url) || known(&names.id))
}

/// Two of the fields that each document of a Factiva export has stand in lines of their own, or a document ends.
fn has_factiva_fields(start: &[u8]) -> bool {
    let lines = || start.split(|b| *b == b'\n').take(400).map(<[u8]>::trim_ascii_end);
    let tags: [&[u8]; 5] = [b"HD", b"WC", b"PD", b"LP", b"SN"];
    let tagged = tags.iter().filter(|t| lines().any(|l| l == **t || l.strip_prefix(**t).is_some_and(|r| r.starts_with(b" ")))).count();
    tagged >= 3 || lines().any(|l| l.starts_with(b"Document ") && l.len() > 24 && !l.get(9..).unwrap_or_default().contains(&b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str, name: &str) -> Form {
        form(head.as_bytes(), name, &FieldNames::default())
    }

    #[test]
    fn forms_by_content() {
        assert_eq!(of("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "x.txt"), Form::Lines);
        assert_eq!(of("{\n \"text\": \"a\"}\n", "x"), Form::Json);
        assert_eq!(of("[{\"text\":\"a\"}]", "x.dat"), Form::Json);
        assert_eq!(of("[Updated] The port reopened.", "x.txt"), Form::Text);
        assert_eq!(of("{sic} The port reopened.", "x.txt"), Form::Text);
        assert_eq!(of("\u{feff}id;date;text\n1;2;3\n", "x.txt"), Form::Table(b';'));
        assert_eq!(of("title\tbody\turl\n", "-"), Form::Table(b'\t'));
        assert_eq!(of("The text, he said, was long.\n", "x.txt"), Form::Text);
        assert_eq!(of("<!DOCTYPE html>\n<html>", "x.txt"), Form::Html);
        assert_eq!(of("<?xml version=\"1.0\"?>\n<rss>", "x.txt"), Form::Xml);
        assert_eq!(of("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">", "x"), Form::Reuters);
        assert_eq!(of("<Sigh> he said", "x.txt"), Form::Text);
        assert_eq!(of("WARC/1.1\r\n", "x"), Form::Warc);
        assert_eq!(of("\n\n   1 of 20 DOCUMENTS\n\n\n", "x.txt"), Form::Lexis);
        assert_eq!(of("SE News\nHD\nThe port\nWC 20 words\nPD 6 February 2025\n", "x.txt"), Form::Factiva);
    }

    #[test]
    fn names_without_packing() {
        assert_eq!(unpacked_name("a.jsonl.gz"), "a.jsonl");
        assert_eq!(unpacked_name("a.txt.xz.GZ"), "a.txt");
        assert_eq!(unpacked_name(".gz"), ".gz");
        assert_eq!(unpacked_name("é.gz"), "é");
    }
}
