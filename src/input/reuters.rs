//! Articles of Reuters-21578.

use super::record::Outcome;
use super::{decode, published};
use crate::text::{Article, Published, PublishedFrom};

/// Reads a `<REUTERS>` element. The text is the dateline and the body, or all of it where nothing is marked.
pub(super) fn read(bytes: Vec<u8>) -> Outcome {
    let Some(decoded) = decode(bytes) else { return Outcome::Failed("decode", "is binary, no text".into()) };
    let element = decoded.text.as_str();
    let text = inside(element, "TEXT").unwrap_or("");
    let body = match (inside(text, "DATELINE"), inside(text, "BODY")) {
        (Some(dateline), Some(body)) => format!("{} {}", plain(dateline).trim(), plain(body).trim()),
        (None, Some(body)) => plain(body).trim().into(),
        _ => plain(without(without(text, "TITLE"), "AUTHOR")).trim().into(),
    };
    if body.is_empty() {
        return Outcome::Blank;
    }
    let day = inside(element, "DATE").and_then(|d| published::from_text(plain(d).trim()).ok().flatten());
    Outcome::Article(Box::new(Article {
        id: attribute(element, "NEWID").map(|id| format!("reut-{id}")).unwrap_or_default(),
        title: inside(text, "TITLE").map(|t| plain(t).trim().to_string()).filter(|t| !t.is_empty()),
        source: Some("Reuters".into()),
        published: day.map(|date| Published { date, from: PublishedFrom::Record }),
        text: body,
        encoding: decoded.encoding,
        format: "reuters",
        ..Article::default()
    }))
}

/// What stands between the tags of the first element `name`.
fn inside<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let open = text.find(&format!("<{name}"))?;
    let start = open + text.get(open..)?.find('>')? + 1;
    let rest = text.get(start..)?;
    rest.get(..rest.find(&format!("</{name}>"))?)
}

/// What follows the element `name`, where there is one.
fn without<'t>(text: &'t str, name: &str) -> &'t str {
    let close = format!("</{name}>");
    text.find(&close).and_then(|at| text.get(at + close.len()..)).unwrap_or(text)
}

fn attribute<'t>(element: &'t str, name: &str) -> Option<&'t str> {
    let tag = element.get(..element.find('>')?)?;
    let rest = tag.split_once(&format!("{name}=\""))?.1;
    rest.split_once('"').map(|(value, _)| value)
}

/// Without entities and without the control codes of the wire, as they are or written `&#3;`.
fn plain(text: &str) -> String {
    let mut codeless = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&#") {
        let (before, code) = rest.split_at(at);
        codeless.push_str(before);
        let number = code.get(2..).and_then(|c| c.split_once(';')).and_then(|(digits, after)| Some((digits.parse::<u8>().ok()?, after)));
        rest = match number {
            Some((0..32 | 127, after)) => after,
            _ => {
                codeless.push_str("&#");
                code.get(2..).unwrap_or("")
            }
        };
    }
    codeless.push_str(rest);
    let text = html_escape::decode_html_entities(&codeless);
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
