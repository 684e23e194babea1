//! One JSON object as an article, by the field names that common tools write.

use serde_json::{Map, Value};

use super::published;
use crate::text::{Article, Published, PublishedFrom};

/// Names of the fields, in the order in which they are tried; a dot leads into an object.
const TEXT: [&str; 7] = ["maintext", "plaintext", "text", "body", "content", "articleBody", "full_text"];
const DATE: [&str; 9] = ["date_publish", "publish_date", "publishing_date", "published", "publishedAt", "datePublished", "date", "pubDate", "timestamp"];
const TITLE: [&str; 3] = ["title", "headline", "thread.title"];
const URL: [&str; 3] = ["url", "canonical_link", "link"];
const SOURCE: [&str; 7] = ["source_domain", "source.name", "media_name", "hostname", "publication", "site", "source"];
const ID: [&str; 4] = ["id", "doc_id", "uuid", "url"];

/// What came of one JSON line.
#[derive(Debug)]
pub(super) enum Line {
    /// An article; its id is empty where the record has none.
    Article(Box<Article>),
    /// A record whose text is blank.
    Blank,
    /// No usable record, and why.
    Bad(String),
}

/// Reads one line of JSON.
pub(super) fn read(line: &str) -> Line {
    let value = match parse(line.trim_end()) {
        Ok(value) => value,
        Err(error) => return Line::Bad(format!("{}; each line holds one JSON object", reason(&error))),
    };
    let Value::Object(record) = value else { return Line::Bad("is no JSON object; each line holds one article as an object".into()) };
    let Some(text) = TEXT.iter().find_map(|name| text_of(field(&record, name)?)) else {
        let named = TEXT.iter().any(|name| field(&record, name).is_some());
        return if named { Line::Blank } else { Line::Bad(format!("has no text; it is looked for in {}", TEXT.join(", "))) };
    };
    let url = first(&record, &URL).or_else(|| first(&record, &["source"]).filter(|s| s.starts_with("http")));
    let source = SOURCE.iter().filter_map(|name| string_of(field(&record, name)?)).find(|s| !s.starts_with("http"));
    Line::Article(Box::new(Article {
        id: first(&record, &ID).unwrap_or_default(),
        title: first(&record, &TITLE),
        source,
        url,
        published: day(&record),
        text,
        encoding: "utf-8",
        ..Article::default()
    }))
}

/// The first date field that names a day.
fn day(record: &Map<String, Value>) -> Option<Published> {
    let date = DATE.iter().find_map(|name| published::from_value(field(record, name)?).ok().flatten())?;
    Some(Published { date, from: PublishedFrom::Record })
}

/// What the parser says, without the line that it counts: the message names the line of the file.
fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    format!("is no JSON: {said} at column {}", error.column())
}

/// Escapes of half a surrogate pair, which careless writers leave behind, are no JSON; they are read as U+FFFD.
fn parse(line: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(line).or_else(|error| match without_lone_surrogates(line) {
        Some(mended) => serde_json::from_str(&mended),
        None => Err(error),
    })
}

fn without_lone_surrogates(line: &str) -> Option<String> {
    let mut mended = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = line.get(at..)?.find('\\') {
        let escape = at + found;
        at = escape + 2;
        let Some(unit) = surrogate(line, escape) else {
            // Not before the end of the escaped character, which may be longer than a byte.
            while at < line.len() && !line.is_char_boundary(at) {
                at += 1;
            }
            continue;
        };
        at = escape + 6;
        if unit < 0xDC00 && surrogate(line, at).is_some_and(|low| low >= 0xDC00) {
            at += 6;
            continue;
        }
        mended.push_str(line.get(done..escape)?);
        mended.push_str("\\ufffd");
        done = at;
    }
    (done > 0).then(|| mended + line.get(done..).unwrap_or(""))
}

/// The surrogate that is escaped at `at`.
fn surrogate(line: &str, at: usize) -> Option<u16> {
    let digits = line.get(at..at + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok().filter(|unit| (0xD800..0xE000).contains(unit))
}

/// The field `name`, null counting as absent.
fn field<'r>(record: &'r Map<String, Value>, name: &str) -> Option<&'r Value> {
    let value = match name.split_once('.') {
        Some((outer, inner)) => record.get(outer)?.get(inner)?,
        None => record.get(name)?,
    };
    (!value.is_null()).then_some(value)
}

/// The first of the fields that holds a word or a number.
fn first(record: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| string_of(field(record, name)?))
}

fn string_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().into()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A text as it is, or a list of paragraphs joined by a blank line; none where it is blank.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n"),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(line: &str) -> Article {
        match read(line) {
            Line::Article(article) => *article,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn names_of_many_tools() {
        let a = article(r#"{"id":7,"date":1738800000,"text":["One.","Two."],"source":"https://x.example/a","source_domain":"x.example"}"#);
        assert_eq!((a.id.as_str(), a.text.as_str()), ("7", "One.\n\nTwo."));
        assert_eq!((a.url.as_deref(), a.source.as_deref()), (Some("https://x.example/a"), Some("x.example")));
        assert_eq!(a.day().unwrap().to_string(), "2025-02-06");
        let a = article(r#"{"maintext":null,"body":" As it is. ","thread":{"title":"Head"},"source":{"name":"Post"},"published":"None","url":"u"}"#);
        assert_eq!((a.text.as_str(), a.title.as_deref(), a.source.as_deref(), a.id.as_str()), (" As it is. ", Some("Head"), Some("Post"), "u"));
        assert_eq!(a.published, None);
    }

    #[test]
    fn half_surrogates_are_mended_and_pairs_stay() {
        assert_eq!(article(r#"{"text":"a \ud83d b \ud83d\ude00 \\ud83d c"}"#).text, "a \u{fffd} b 😀 \\ud83d c");
    }

    #[test]
    fn what_is_no_article() {
        assert!(matches!(read("{"), Line::Bad(_)));
        assert!(matches!(read("[1]"), Line::Bad(_)));
        assert!(matches!(read(r#"{"title":"x"}"#), Line::Bad(_)));
        assert!(matches!(read(r#"{"text":"  "}"#), Line::Blank));
        assert!(matches!(read(r#"{"text":"\"#), Line::Bad(_)));
        assert!(matches!(read("{\"text\":\"\\é\"}"), Line::Bad(_)));
    }
}
