use std::sync::Arc;

use csv::ByteRecord;

/// How far the reading has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read, as they lie in the files.
    pub bytes: u64,
    /// Files opened.
    pub opened: u64,
    /// Entries of folders and archives passed over: hidden ones and unknown endings.
    pub skipped: u64,
}

/// A file, or a member of an archive.
#[derive(Debug)]
pub(super) struct Place {
    /// How messages and rows name the file.
    pub shown: String,
    /// Its path relative to the PATH argument.
    pub relative: String,
    /// The path inside the archive.
    pub member: Option<String>,
    /// The last part of its name, without the endings of packing.
    pub name: String,
}

impl Place {
    /// The place of a record in it.
    pub(super) fn record(&self, number: Option<u64>) -> Option<String> {
        match (&self.member, number) {
            (Some(member), Some(number)) => Some(format!("{member}:{number}")),
            (Some(member), None) => Some(member.clone()),
            (None, number) => number.map(|n| n.to_string()),
        }
    }

    /// The name without its ending.
    pub(super) fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| if stem.is_empty() { &self.name } else { stem })
    }
}

/// One record as it was cut out of its file, not yet decoded.
#[derive(Debug)]
pub struct Raw {
    pub(super) place: Arc<Place>,
    /// Line or number in the file; none where the file is one article.
    pub(super) number: Option<u64>,
    pub(super) body: Body,
    /// How far the reading had come behind it.
    pub(super) progress: Progress,
}

/// The bytes of a record, and how to read them.
#[derive(Debug)]
pub(super) enum Body {
    /// A text file.
    Text(Vec<u8>),
    /// A JSON object.
    Json(Vec<u8>),
    /// A row of a table.
    Row(Arc<Vec<String>>, ByteRecord),
    /// A page, and what is known about it from outside.
    Html(Vec<u8>, Page),
    /// A `<REUTERS>` element.
    Reuters(Vec<u8>),
    /// An XML element.
    Xml(Vec<u8>),
    /// A document of a LexisNexis export.
    Lexis(Vec<u8>),
    /// A document of a Factiva export.
    Factiva(Vec<u8>),
    /// Nothing, and why: stage and message.
    Failed(&'static str, String),
    /// The end of the input: carries the last counts.
    End,
}

/// What is known about a page from outside.
#[derive(Debug, Default, Clone)]
pub(super) struct Page {
    /// Its address.
    pub url: Option<String>,
    /// The encoding that its server declared.
    pub charset: Option<String>,
    /// It comes out of a web archive.
    pub archived: bool,
}

impl Raw {
    /// Bytes that it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.body {
            Body::Text(b) | Body::Json(b) | Body::Html(b, _) | Body::Reuters(b) | Body::Xml(b) | Body::Lexis(b) | Body::Factiva(b) => b.len(),
            Body::Row(_, row) => row.as_slice().len(),
            Body::Failed(..) | Body::End => 0,
        }
    }

    /// It holds no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its file, as rows name it, and its place in there.
    #[must_use]
    pub fn place(&self) -> (String, Option<String>) {
        (self.place.shown.clone(), self.place.record(self.number))
    }

    /// How far the reading had come behind it.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }
}
