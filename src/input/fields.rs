//! Names of the fields of records.

use rustc_hash::FxHashSet;
use serde_json::{Map, Value};

/// Kinds of field, as `--map` names them, with the names that common tools write, in the order in which they are tried; a
/// dot leads into an object.
const KINDS: [(&str, &[&str]); 7] = [
    ("text", &["maintext", "plaintext", "text", "body", "content", "articleBody", "full_text", "description", "desc", "abstract", "snippet", "summary"]),
    (
        "date",
        &[
            "date_publish",
            "publish_date",
            "publishing_date",
            "published",
            "publishedAt",
            "datePublished",
            "date",
            "pubDate",
            "timestamp",
            "published_at",
            "seendate",
            "webPublicationDate",
            "pub_date",
        ],
    ),
    ("title", &["title", "headline", "thread.title", "headline.main", "webTitle"]),
    ("url", &["url", "canonical_link", "link", "webUrl", "web_url"]),
    ("source", &["source_domain", "source.name", "media_name", "hostname", "publication", "site", "source", "thread.site", "domain", "publisher", "sitename"]),
    ("author", &["authors", "author", "byline", "creator", "thread.author"]),
    ("id", &["id", "doc_id", "uuid", "url", "guid", "_id"]),
];

/// Names of fields, each kind in the order in which they are tried.
#[derive(Debug, Clone)]
#[allow(missing_docs)] // the names say it
pub struct FieldNames {
    pub text: Vec<String>,
    pub date: Vec<String>,
    pub title: Vec<String>,
    pub url: Vec<String>,
    pub source: Vec<String>,
    pub author: Vec<String>,
    pub id: Vec<String>,
    /// The names of all kinds, those that lead into an object up to the dot.
    known: FxHashSet<String>,
}

impl Default for FieldNames {
    fn default() -> Self {
        let [text, date, title, url, source, author, id] = KINDS.map(|(_, names)| names.iter().map(ToString::to_string).collect());
        let known = KINDS.iter().flat_map(|(_, names)| *names).flat_map(|name| heads(name)).collect();
        Self { text, date, title, url, source, author, id, known }
    }
}

impl FieldNames {
    /// Puts the name `field` before the others of its kind.
    ///
    /// # Errors
    /// There is no such kind.
    pub fn map(&mut self, kind: &str, field: &str) -> Result<(), String> {
        let list = match kind {
            "text" => &mut self.text,
            "date" => &mut self.date,
            "title" => &mut self.title,
            "url" => &mut self.url,
            "source" => &mut self.source,
            "author" => &mut self.author,
            "id" => &mut self.id,
            _ => return Err(format!("`{kind}` is no kind of field; there are {}", KINDS.map(|(k, _)| k).join(", "))),
        };
        list.insert(0, field.into());
        self.known.extend(heads(field));
        Ok(())
    }

    /// The fields of a record that have one of the names: few, whatever the record holds.
    pub(super) fn known<'r>(&self, record: &'r Map<String, Value>) -> Vec<(&'r str, &'r Value)> {
        record.iter().filter(|(name, value)| !value.is_null() && self.known.contains(*name)).map(|(name, value)| (name.as_str(), value)).collect()
    }

    /// The usual spelling of a name that is known in other capitals.
    pub(super) fn usual(&self, name: &str) -> Option<&str> {
        let lists = [&self.text, &self.date, &self.title, &self.url, &self.source, &self.author, &self.id];
        lists.into_iter().flatten().find(|n| n.eq_ignore_ascii_case(name)).map(String::as_str)
    }

    /// A field of this name holds the text.
    pub(super) fn is_text(&self, name: &str) -> bool {
        self.text.iter().any(|n| n == name)
    }
}

/// A name as it stands, and what stands before its dot.
fn heads(name: &str) -> impl Iterator<Item = String> {
    [name.split('.').next().unwrap_or(name).to_string(), name.to_string()].into_iter()
}
