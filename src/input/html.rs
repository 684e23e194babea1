//! Pages: the main text, and what the page says about itself in meta tags, JSON-LD and OpenGraph.

use std::borrow::Cow;
use std::sync::LazyLock;

use dom_smoothie::{Config, Readability, TextMode};
use regex::bytes::Regex;

use super::parse::with_header;
use super::raw::Page;
use super::record::Outcome;
use super::{decode, published};
use crate::text::{Article, Published, PublishedFrom};

/// A longer page is no article; the tree of a page takes many times its size.
const LONGEST: usize = 16 << 20;
/// More open elements than this are an attack, and no page: readers of trees go as deep as the tree.
const DEEPEST: usize = 400;
/// More elements than this are no article.
const MOST_ELEMENTS: usize = 200_000;

static CHARSET: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"(?i-u)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_:-]+)"#).ok());

/// Reads a page. A piece of HTML without a head or body, as text files sometimes hold, is read as text.
pub(super) fn read(bytes: Vec<u8>, page: &Page) -> Outcome {
    if bytes.len() > LONGEST {
        return Outcome::Failed("record", format!("is a page of more than {} MiB; no article is", LONGEST >> 20));
    }
    let declared = page.charset.clone().or_else(|| meta_charset(&bytes));
    let Some(decoded) = decode::decode_declared(bytes, declared.as_deref()) else { return Outcome::Failed("decode", "is binary, no text".into()) };
    let source = decoded.text.as_str();
    if depth(source) > DEEPEST {
        return Outcome::Failed("record", format!("is a page with elements more than {DEEPEST} deep; no article is"));
    }
    let format = if page.archived { "warc" } else { "html" };
    if !is_page(source) {
        return with_header(Article {
            text: plain(source),
            encoding: decoded.encoding,
            format,
            url: page.url.clone(),
            id: page.url.clone().unwrap_or_default(),
            ..Article::default()
        });
    }
    let mut article = main_text(source, page.url.as_deref());
    if article.text.trim().is_empty() {
        article.text = plain(source);
    }
    if article.text.trim().is_empty() {
        return Outcome::Blank;
    }
    article.encoding = decoded.encoding;
    article.format = format;
    Outcome::Article(Box::new(article))
}

fn meta_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(2048))?;
    let found = CHARSET.as_ref()?.captures(head)?.get(1)?;
    Some(String::from_utf8_lossy(found.as_bytes()).into_owned())
}

fn is_page(source: &str) -> bool {
    let head = source.get(..source.len().min(4096)).unwrap_or_else(|| source.get(..boundary(source, 4096)).unwrap_or("")).to_ascii_lowercase();
    ["<html", "<head", "<body", "<!doctype html"].iter().any(|tag| head.contains(tag))
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// The main text of the page, as `Readability` finds it, with what the page says about itself.
fn main_text(source: &str, url: Option<&str>) -> Article {
    let mut article = Article { url: url.map(Into::into), id: url.unwrap_or("").into(), ..Article::default() };
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    // An address that is none is no reason to leave the page out.
    let Ok(mut reader) = Readability::new(without_scripts(source).as_ref(), None, Some(config)) else { return article };
    let about = About::of(&reader);
    let Ok(found) = reader.parse() else { return article };
    article.url = article.url.or_else(|| about.address.filter(|u| u.starts_with("http")));
    article.title = about.title.or_else(|| Some(found.title.trim().to_string())).filter(|t| !t.is_empty());
    article.author = found.byline.map(|b| b.trim().to_string()).filter(|b| !b.is_empty());
    article.source = found.site_name.filter(|s| !s.trim().is_empty());
    let day = |text: String| published::from_text(&text).ok().flatten();
    let date = found.published_time.and_then(day).or_else(|| about.published.and_then(day));
    article.published = date.map(|date| Published { date, from: PublishedFrom::Record });
    article.text = found.text_content.trim().to_string();
    article
}

/// What the head of a page says about it, read in one go.
#[derive(Default)]
struct About {
    address: Option<String>,
    title: Option<String>,
    published: Option<String>,
}

/// Meta elements that name the day of publication: the attribute that holds the name, the name; the best first.
const PUBLISHED: [(&str, &str); 5] =
    [("property", "article:published_time"), ("itemprop", "datePublished"), ("name", "date"), ("name", "pubdate"), ("name", "parsely-pub-date")];

impl About {
    fn of(reader: &Readability) -> Self {
        let mut about = Self::default();
        let mut canonical = None;
        let mut rank = PUBLISHED.len();
        for element in reader.doc.select("meta,link[rel=canonical]").nodes() {
            let value = |name: &str| element.attr(name).map(|v| v.trim().to_string()).filter(|v| !v.is_empty());
            let is = |attribute: &str, name: &str| element.attr(attribute).is_some_and(|v| v.as_ref() == name);
            if let Some(address) = value("href") {
                canonical.get_or_insert(address);
            }
            let Some(content) = value("content") else { continue };
            if let Some(better) = PUBLISHED[..rank].iter().position(|(attribute, name)| is(attribute, name)) {
                rank = better;
                about.published = Some(content);
            } else if is("property", "og:title") {
                about.title.get_or_insert(content);
            } else if is("property", "og:url") {
                about.address.get_or_insert(content);
            }
        }
        about.address = canonical.or(about.address);
        if about.published.is_none() {
            about.published = reader.doc.select_single("article time[datetime]").attr("datetime").map(|v| v.to_string());
        }
        about
    }
}

/// Elements that are read by no one here and make up half of many pages.
const DROPPED: [&str; 2] = ["script", "style"];

/// The page without its scripts and style sheets, which cost as much to parse as its text; data for machines (JSON-LD)
/// stays. What would take more of the page with it (`<title>How <script> works</title>`) stays too.
fn without_scripts(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let mut kept = String::new();
    let (mut from, mut at) = (0, 0);
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        let Some(name) = DROPPED.iter().find(|name| is_tag(bytes, at, name)) else { continue };
        let Some(inner) = memchr::memchr(b'>', &bytes[at..]).map(|end| at + end + 1) else { break };
        let Some(end) = close(bytes, inner, name) else { break };
        let (head, body) = (&bytes[at..inner], &bytes[inner..end]);
        if memchr::memmem::find(head, b"json").is_none() && memchr::memmem::find(body, b"</title").is_none() && memchr::memmem::find(body, b"<body").is_none() {
            kept.push_str(&source[from..start]);
            from = end;
        }
        at = end;
    }
    if from == 0 {
        return Cow::Borrowed(source);
    }
    kept.push_str(&source[from..]);
    Cow::Owned(kept)
}

/// The name of a tag stands at `at`, as a whole: `<style>` is meant, `<style-card>` is not.
fn is_tag(bytes: &[u8], at: usize, name: &str) -> bool {
    let goes_on = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-';
    bytes.get(at..at + name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes())) && !bytes.get(at + name.len()).is_some_and(goes_on)
}

/// Behind the end tag of the element `name` that is open at `from`.
fn close(bytes: &[u8], mut from: usize, name: &str) -> Option<usize> {
    loop {
        let at = from + memchr::memmem::find(bytes.get(from..)?, b"</")? + 2;
        if is_tag(bytes, at, name) {
            return memchr::memchr(b'>', &bytes[at..]).map(|end| at + end + 1);
        }
        from = at;
    }
}

/// Elements that stand apart from what is around them.
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "blockquote",
    "section",
    "article",
    "header",
    "footer",
    "table",
    "tr",
    "td",
    "figure",
    "figcaption",
    "pre",
    "dd",
    "dt",
];
/// Elements whose content is no text.
const SILENT: [&str; 6] = ["script", "style", "noscript", "template", "head", "svg"];

/// All the text of a piece of HTML, block by block, joined by blank lines.
pub(super) fn plain(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut block = String::new();
    let mut rest = source;
    let mut silent: Option<&str> = None;
    while let Some(at) = rest.find('<') {
        if silent.is_none() {
            block.push_str(rest.get(..at).unwrap_or(""));
        }
        rest = rest.get(at..).unwrap_or("");
        let Some((name, closes, length)) = tag(rest) else {
            if silent.is_none() {
                block.push('<');
            }
            rest = rest.get(1..).unwrap_or("");
            continue;
        };
        rest = rest.get(length..).unwrap_or("");
        let known = |list: &[&'static str]| list.iter().find(|n| n.eq_ignore_ascii_case(name)).copied();
        if closes && silent.is_some_and(|s| s.eq_ignore_ascii_case(name)) {
            silent = None;
        } else if !closes && silent.is_none() {
            silent = known(&SILENT);
        }
        if name.eq_ignore_ascii_case("br") {
            block.push('\n');
        } else if known(&BLOCKS).is_some() {
            finish(&mut text, &mut block);
        }
    }
    if silent.is_none() {
        block.push_str(rest);
    }
    finish(&mut text, &mut block);
    text
}

fn finish(text: &mut String, block: &mut String) {
    let decoded = html_escape::decode_html_entities(block.trim());
    if !decoded.is_empty() {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&decoded);
    }
    block.clear();
}

/// The tag at the start of `text`: name, whether it closes, length. Comments and declarations have an empty name.
fn tag(text: &str) -> Option<(&str, bool, usize)> {
    if let Some(rest) = text.strip_prefix("<!--") {
        let end = rest.find("-->").map_or(text.len(), |e| e + 7);
        return Some(("", false, end));
    }
    let inner = text.get(1..)?;
    let closes = inner.starts_with('/');
    let name = inner.get(usize::from(closes)..)?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
        return None;
    }
    let end = text.find('>')?;
    let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    Some((name.get(..length)?, closes, end + 1))
}

/// Elements that need no end tag, or have none: they do not make a page deep.
const SHALLOW: [&str; 26] = [
    "p", "li", "br", "img", "meta", "link", "hr", "input", "source", "td", "tr", "th", "dd", "dt", "option", "path", "area", "base", "col", "embed", "wbr",
    "track", "param", "circle", "rect", "use",
];

/// How deep the elements of a page go at most, told by its tags.
fn depth(source: &str) -> usize {
    let (mut deepest, mut open) = (0usize, 0usize);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', source.as_bytes().get(at..).unwrap_or_default()) {
        at += found + 1;
        let rest = source.as_bytes().get(at..).unwrap_or_default();
        match rest.first() {
            Some(b'/') => open = open.saturating_sub(1),
            Some(b) if b.is_ascii_alphabetic() => {
                let length = rest.iter().take(12).position(|b| !b.is_ascii_alphanumeric()).unwrap_or(12);
                let name = rest.get(..length).unwrap_or_default();
                if !SHALLOW.iter().any(|s| s.as_bytes().eq_ignore_ascii_case(name)) {
                    open += 1;
                    deepest = deepest.max(open);
                }
            }
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_html_are_text() {
        let source = "<p>The <b>ferry</b> sank &amp; burned.</p>\n<script>var a = '<p>no</p>';</script><p>Nobody<br>died: 3 < 4.</p>";
        assert_eq!(plain(source), "The ferry sank & burned.\n\nNobody\ndied: 3 < 4.");
    }

    #[test]
    fn scripts_are_left_out_and_nothing_else() {
        let page = "<head><SCRIPT>a('<p>')</ScRipt ><style>b{}</style><script type='application/ld+json'>{}</script></head><p>c";
        assert_eq!(without_scripts(page), "<head><script type='application/ld+json'>{}</script></head><p>c");
        for whole in [
            "<title>How <script> works</title><body>a<script>b</script>",
            "<script>never closed",
            "a < b <scri",
            "<p>plain</p>",
            "<style-card>kept</style-card>",
        ] {
            assert_eq!(without_scripts(whole), whole);
        }
    }

    #[test]
    fn depth_is_seen() {
        assert_eq!(depth(&"<div><p>a".repeat(50)), 50);
        assert_eq!(depth("<div><i>a</i><br></div>"), 2);
    }
}
