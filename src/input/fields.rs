//! Names of the fields of records.

/// Kinds of field, as `--map` names them, with the names that common tools write, in the order in which they are tried; a
/// dot leads into an object.
const KINDS: [(&str, &[&str]); 6] = [
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
    ("id", &["id", "doc_id", "uuid", "url", "guid", "_id"]),
];

/// Names of fields, each kind in the order in which they are tried.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct FieldNames {
    pub text: Vec<String>,
    pub date: Vec<String>,
    pub title: Vec<String>,
    pub url: Vec<String>,
    pub source: Vec<String>,
    pub id: Vec<String>,
}

impl Default for FieldNames {
    fn default() -> Self {
        let [text, date, title, url, source, id] = KINDS.map(|(_, names)| names.iter().map(ToString::to_string).collect());
        Self { text, date, title, url, source, id }
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
            "id" => &mut self.id,
            _ => return Err(format!("`{kind}` is no kind of field; there are {}", KINDS.map(|(k, _)| k).join(", "))),
        };
        list.insert(0, field.into());
        Ok(())
    }

    /// The usual spelling of a name that is known in other capitals.
    pub(super) fn usual(&self, name: &str) -> Option<&str> {
        let lists = [&self.text, &self.date, &self.title, &self.url, &self.source, &self.id];
        lists.into_iter().flatten().find(|n| n.eq_ignore_ascii_case(name)).map(String::as_str)
    }

    /// A field of this name holds the text.
    pub(super) fn is_text(&self, name: &str) -> bool {
        self.text.iter().any(|n| n == name)
    }
}
