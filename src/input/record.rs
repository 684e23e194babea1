//! One record as an article, by the field names that common tools write.

use serde_json::{Map, Value};

use super::fields::FieldNames;
use super::{decode, published};
use crate::text::{Article, Published, PublishedFrom};

/// What came of a record.
#[derive(Debug)]
pub(super) enum Outcome {
    /// An article; its id is empty where the record has none.
    Article(Box<Article>),
    /// A record whose text is blank.
    Blank,
    /// No usable record: the stage that failed, and why.
    Failed(&'static str, String),
}

/// Reads one JSON object.
pub(super) fn json(bytes: Vec<u8>, names: &FieldNames) -> Outcome {
    // Valid UTF-8 without a mark, as JSON is, is not copied.
    let (line, encoding) = match String::from_utf8(bytes) {
        Ok(text) => (text, "utf-8"),
        Err(error) => match decode(error.into_bytes()) {
            Some(decoded) => (decoded.text, decoded.encoding),
            None => return Outcome::Failed("decode", "is binary, no text".into()),
        },
    };
    let value = match parse(line.trim_start_matches('\u{feff}').trim_end()) {
        Ok(value) => value,
        Err(error) => return Outcome::Failed("record", format!("{}; each record is one JSON object", reason(&error))),
    };
    let Value::Object(mut record) = value else {
        return Outcome::Failed("record", "is no JSON object; each record is one article as an object".into());
    };
    // Search engines wrap their records.
    if let Some(Value::Object(source)) = record.get_mut("_source") {
        record = std::mem::take(source);
    }
    article(record, names, encoding, "json")
}

/// Reads a row of a table; `columns` are the names of its cells.
pub(super) fn row(columns: &[String], row: &csv::ByteRecord, names: &FieldNames) -> Outcome {
    let mut record = Map::new();
    let mut encoding = "utf-8";
    for (name, cell) in columns.iter().zip(row) {
        let text = match std::str::from_utf8(cell) {
            Ok(text) => text.to_string(),
            Err(_) => match decode(cell.to_vec()) {
                Some(decoded) => {
                    encoding = decoded.encoding;
                    decoded.text
                }
                None => return Outcome::Failed("decode", "is binary, no text".into()),
            },
        };
        if !text.is_empty() {
            record.insert(name.clone(), Value::String(text));
        }
    }
    // A row whose cell of text is empty is blank; a table without such a column is at fault.
    if record.is_empty()
        || !names.text.iter().any(|n| record.contains_key(n))
            && names.text.iter().any(|n| columns.contains(n))
            && headline(&record, &names.known(&record), names).is_none()
    {
        return Outcome::Blank;
    }
    article(record, names, encoding, "table")
}

/// A record as an article, by the names of its fields.
pub(super) fn article(mut record: Map<String, Value>, names: &FieldNames, encoding: &'static str, format: &'static str) -> Outcome {
    let mut text = names.text.iter().find_map(|name| take_text(&mut record, name));
    if text.is_none() && record.keys().any(|key| names.usual(key).is_some_and(|usual| usual != key)) {
        // Names in other capitals.
        record = record.into_iter().map(|(key, value)| (names.usual(&key).map_or(key.clone(), str::to_string), value)).collect();
        text = names.text.iter().find_map(|name| take_text(&mut record, name));
    }
    let known = names.known(&record);
    let Some(text) = text.or_else(|| headline(&record, &known, names)) else {
        let named = names.text.iter().any(|name| field(&known, name).is_some());
        let looked_for = names.text.join(", ");
        return if named {
            Outcome::Blank
        } else {
            Outcome::Failed("record", format!("has no text; it is looked for in {looked_for} (--map text=FIELD names another)"))
        };
    };
    let url = first(&known, &names.url).or_else(|| first(&known, &["source".into()]).filter(|s| s.starts_with("http")));
    let source = names.source.iter().filter_map(|name| string_of(field(&known, name)?)).find(|s| !s.starts_with("http"));
    Outcome::Article(Box::new(Article {
        id: first(&known, &names.id).unwrap_or_default(),
        title: first(&known, &names.title),
        author: names.author.iter().find_map(|name| people(field(&known, name)?)),
        source,
        url,
        published: day(&known, names),
        text,
        encoding,
        format,
        ..Article::default()
    }))
}

/// Fields of a record that are looked at.
type Known<'r> = [(&'r str, &'r Value)];

/// Lists of articles (GDELT) give a headline and an address only: the headline is then what there is to read.
fn headline(record: &Map<String, Value>, known: &Known<'_>, names: &FieldNames) -> Option<String> {
    let is_list = ["seendate", "MobileURL", "url_mobile"].iter().any(|n| record.contains_key(*n));
    is_list.then(|| first(known, &names.title)).flatten()
}

/// The first date field that names a day.
fn day(known: &Known<'_>, names: &FieldNames) -> Option<Published> {
    let date = names.date.iter().find_map(|name| published::from_value(field(known, name)?).ok().flatten())?;
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

/// What stands before and behind the dot of a name. Names are short, and many are tried a record: a search that is made for long
/// texts takes longer to begin than to look.
fn at_dot(name: &str) -> Option<(&str, &str)> {
    let dot = name.bytes().position(|b| b == b'.')?;
    Some((name.get(..dot)?, name.get(dot + 1..)?))
}

/// The field `name`; a dot leads into an object, unless the name itself holds it.
fn field<'r>(known: &Known<'r>, name: &str) -> Option<&'r Value> {
    let get = |name: &str| known.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    get(name).or_else(|| {
        // Most records hold no object, so that no dot leads anywhere.
        let (outer, inner) = known.iter().any(|(_, value)| value.is_object()).then(|| at_dot(name))??;
        get(outer)?.get(inner).filter(|value| !value.is_null())
    })
}

/// The first of the fields that holds a word or a number.
fn first(known: &Known<'_>, names: &[String]) -> Option<String> {
    names.iter().find_map(|name| string_of(field(known, name)?))
}

/// A name, or a list of names or of objects that hold one, joined by `; `.
fn people(value: &Value) -> Option<String> {
    let one = |value: &Value| string_of(value.get("name").unwrap_or(value));
    match value {
        Value::Array(list) => {
            let names: Vec<String> = list.iter().filter_map(one).collect();
            (!names.is_empty()).then(|| names.join("; "))
        }
        value => one(value),
    }
}

fn string_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().into()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A text as it is, or a list of paragraphs joined by a blank line; none where it is blank. Texts are long: one is moved
/// out of its record where it can be.
fn take_text(record: &mut Map<String, Value>, name: &str) -> Option<String> {
    let (outer, inner) = at_dot(name).filter(|_| !record.contains_key(name)).map_or((name, None), |(outer, inner)| (outer, Some(inner)));
    let value = record.iter_mut().find(|(key, _)| *key == outer).map(|(_, value)| value)?;
    let value = match inner {
        Some(inner) => value.get_mut(inner)?,
        None => value,
    };
    let text = match value {
        // What is blank is left in its place, so that the record is known to be blank and not without a text.
        Value::String(text) if !text.trim().is_empty() => std::mem::take(text),
        other => text_of(other)?,
    };
    (!text.trim().is_empty()).then_some(text)
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let paragraph = |value: &Value| value.as_str().or_else(|| value.get("text")?.as_str()).map(str::to_string);
            Some(list.iter().filter_map(paragraph).collect::<Vec<_>>().join("\n\n"))
        }
        // A text with its headline or its paragraphs (fundus: `body`, `plaintext`).
        Value::Object(map) => ["text", "plaintext", "paragraphs", "content"].iter().find_map(|name| match map.get(*name)? {
            Value::Object(_) => None,
            inner => text_of(inner),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Outcome {
        json(line.into(), &FieldNames::default())
    }

    fn article(line: &str) -> Article {
        match read(line) {
            Outcome::Article(article) => *article,
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
        assert!(matches!(read("{"), Outcome::Failed(..)));
        assert!(matches!(read("[1]"), Outcome::Failed(..)));
        assert!(matches!(read(r#"{"title":"x"}"#), Outcome::Failed(..)));
        assert!(matches!(read(r#"{"text":"  "}"#), Outcome::Blank));
        assert!(matches!(read(r#"{"text":"\"#), Outcome::Failed(..)));
        assert!(matches!(read("{\"text\":\"\\é\"}"), Outcome::Failed(..)));
    }
}
