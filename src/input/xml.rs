//! One XML element as a record: items of feeds, articles of news standards, documents of collections.

use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

use super::decode;
use super::fields::FieldNames;
use super::html;
use super::record::{self, Outcome};

/// Elements deeper than this are no article.
const DEEPEST: usize = 256;
/// Elements whose words belong to the one around them.
const PARAGRAPHS: [&str; 8] = ["p", "P", "br", "block", "para", "h1", "h2", "li"];

/// What elements are called here, and what they are to us. News standards have names of their own.
const ELEMENTS: [(&str, &str); 24] = [
    ("content:encoded", "text"),
    ("encoded", "text"),
    ("body.content", "text"),
    ("inlineXML", "text"),
    ("TEXT", "text"),
    ("Text", "text"),
    ("maintext", "text"),
    ("fulltext", "text"),
    ("pubDate", "date"),
    ("published", "date"),
    ("dc:date", "date"),
    ("date.issue", "date"),
    ("updated", "updated"),
    ("versionCreated", "date"),
    ("hl1", "title"),
    ("HeadLine", "title"),
    ("headline", "title"),
    ("HEADLINE", "title"),
    ("HEAD", "title"),
    ("TITLE", "title"),
    ("guid", "id"),
    ("DOCNO", "id"),
    ("DocID", "id"),
    ("dc:publisher", "source"),
];

/// Reads an element.
pub(super) fn read(bytes: &[u8], names: &FieldNames) -> Outcome {
    let declared = declared(bytes);
    let Some(decoded) = decode::decode_declared(bytes.to_vec(), declared.as_deref()) else { return Outcome::Failed("decode", "is binary, no text".into()) };
    let mut found = Found::default();
    if let Err(why) = found.read(&decoded.text) {
        return Outcome::Failed("record", format!("is no well-formed XML: {why}"));
    }
    record::article(found.fields, names, decoded.encoding, "xml")
}

/// The encoding of the declaration, where it stands before the element.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200))?).into_owned();
    let rest = head.split_once("<?xml")?.1.split_once("encoding=")?.1;
    let mark = rest.chars().next()?;
    rest.get(1..)?.split_once(mark).map(|(label, _)| label.to_string())
}

#[derive(Default)]
struct Found {
    fields: Map<String, Value>,
    /// Names of the open elements, and the words of each so far.
    open: Vec<(String, String)>,
}

impl Found {
    fn read(&mut self, text: &str) -> Result<(), String> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        loop {
            match reader.read_event().map_err(|e| e.to_string())? {
                Event::Start(tag) => {
                    if self.open.len() >= DEEPEST {
                        return Err(format!("more than {DEEPEST} elements deep"));
                    }
                    self.start(&tag);
                }
                Event::Empty(tag) => {
                    self.start(&tag);
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(words) => self.words(&words),
                Event::CData(words) => self.words(&words),
                Event::GeneralRef(entity) => {
                    let entity = format!("&{};", &*entity);
                    self.words(&html_escape::decode_html_entities(&entity));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        while !self.open.is_empty() {
            self.end();
        }
        Ok(())
    }

    fn words(&mut self, words: &str) {
        if let Some((_, text)) = self.open.last_mut() {
            text.push_str(words);
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name().as_ref().to_string();
        for attribute in tag.attributes().with_checks(false).flatten() {
            self.attribute(&name, &attribute);
        }
        self.open.push((name, String::new()));
    }

    /// Attributes that news standards hold dates, names and addresses in.
    fn attribute(&mut self, element: &str, attribute: &Attribute<'_>) {
        let value = html_escape::decode_html_entities(&attribute.value).into_owned();
        match (element, attribute.key.as_ref()) {
            ("pubdata", "date.publication") | ("date.issue", "norm") => self.set("date", &value),
            ("pubdata", "name") => self.set("source", &value),
            ("pubdata", "ex-ref") => self.set("url", &value),
            ("doc-id", "id-string") | ("newsItem", "guid") => self.set("id", &value),
            ("link", "href") => self.set("url", &value),
            _ => {}
        }
    }

    fn end(&mut self) {
        let Some((name, words)) = self.open.pop() else { return };
        let text = words.trim();
        if PARAGRAPHS.contains(&name.as_str()) {
            // A paragraph belongs to what it stands in.
            if let Some((_, outer)) = self.open.last_mut() {
                if !outer.trim().is_empty() && !text.is_empty() {
                    *outer = format!("{}\n\n{text}", outer.trim_end());
                } else if !text.is_empty() {
                    outer.push_str(text);
                }
            }
            return;
        }
        if text.is_empty() {
            return;
        }
        let text = if text.starts_with('<') && text.contains("</") { html::plain(text) } else { text.to_string() };
        let kind = ELEMENTS.iter().find(|(element, _)| *element == name).map_or(name.as_str(), |(_, kind)| kind);
        self.set(kind, &text);
        // Elements inside words (`<person>`, `<b>`) are words of the text around them.
        if let Some((_, outer)) = self.open.last_mut().filter(|(_, outer)| !outer.trim().is_empty()) {
            outer.push_str(&text);
        }
    }

    /// The first value of a name stays, but for texts: there the longest.
    fn set(&mut self, name: &str, value: &str) {
        let value = value.trim();
        let old = self.fields.get(name).and_then(Value::as_str);
        if value.is_empty() || old.is_some_and(|old| name != "text" || old.len() >= value.len()) {
            return;
        }
        let date = iso_basic(value).filter(|_| name == "date");
        self.fields.insert(name.into(), Value::String(date.unwrap_or_else(|| value.into())));
    }
}

/// `20250206T100000` as `20250206`.
fn iso_basic(value: &str) -> Option<String> {
    let (day, _) = value.split_once('T')?;
    (day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit())).then(|| day.into())
}
