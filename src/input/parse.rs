//! A raw record as an article: the step that all cores share.

use std::sync::Arc;

use super::raw::{Body, Place, Progress, Raw};
use super::record::{self, Outcome};
use super::{BLANK, InputError, InputOptions, decode, digest, export, header, html, mojibake, published, reuters, xml};
use crate::text::{Article, Published, PublishedFrom};

/// Reads raw records.
#[derive(Clone)]
pub struct Parser {
    options: Arc<InputOptions>,
}

/// What came of a raw record.
#[derive(Debug)]
pub struct Parsed {
    /// How far the reading had come behind it.
    pub progress: Progress,
    /// Of the contents, if asked for.
    pub(super) digest: Option<[u8; 32]>,
    /// An article and the place that marks its id where another has the same; an error; none at the end of the input.
    pub(super) outcome: Option<Result<(Article, String), InputError>>,
}

impl Parsed {
    /// The record could not be read because the program failed.
    #[must_use]
    pub fn panicked(progress: Progress, error: InputError) -> Self {
        Self { progress, digest: None, outcome: Some(Err(error)) }
    }
}

impl Parser {
    /// A reader of records.
    #[must_use]
    pub fn new(options: Arc<InputOptions>) -> Self {
        Self { options }
    }

    /// The article in a JSON object that is held in memory, read as a line of a file of JSON is. One without an id is
    /// `article`, and it has no path.
    ///
    /// # Errors
    /// It is no JSON object, or has no text.
    pub fn record(&self, json: Vec<u8>) -> Result<Article, InputError> {
        let place = Place { shown: String::new(), relative: String::new(), member: None, name: "article".into() };
        let raw = Raw { place: Arc::new(place), number: None, body: Body::Json(json), progress: Progress::default() };
        let no_record = || InputError { path: String::new(), record: None, stage: "record", message: "there is no record".into() };
        self.parse(raw).outcome.unwrap_or_else(|| Err(no_record())).map(|(article, _)| article)
    }

    /// Decodes a record and reads its fields.
    #[must_use]
    pub fn parse(&self, raw: Raw) -> Parsed {
        let Raw { place, number, body, progress } = raw;
        let fields = &self.options.fields;
        let record = place.record(number);
        let alone = number.is_none();
        let digest = self.options.digest.then(|| digest::of(&body)).flatten();
        let outcome = match body {
            Body::End => return Parsed { progress, digest: None, outcome: None },
            Body::Failed(stage, message) => Outcome::Failed(stage, message),
            Body::Text(bytes) => text_file(bytes),
            Body::Json(bytes) => record::json(bytes, fields),
            Body::Row(columns, row) => record::row(&columns, &row, fields),
            Body::Html(bytes, page) => html::read(bytes, &page),
            Body::Reuters(bytes) => reuters::read(bytes),
            Body::Xml(bytes) => xml::read(&bytes, fields),
            Body::Lexis(bytes) => export::lexis(bytes),
            Body::Factiva(bytes) => export::factiva(bytes),
        };
        let failed = |stage, message| InputError { path: place.shown.clone(), record: record.clone(), stage, message };
        let outcome = match outcome {
            Outcome::Article(mut article) => {
                if article.id.is_empty() && alone {
                    article.id = place.stem().into();
                }
                if self.options.fix_mojibake {
                    mojibake::repair(&mut article);
                }
                article.path.clone_from(&place.shown);
                article.published = article.published.or_else(|| self.published(&article, alone.then_some(place.name.as_str())));
                let where_from = record.as_ref().map_or_else(|| place.relative.clone(), |r| [&place.relative, ":", r].concat());
                article.record = record;
                Ok((*article, where_from))
            }
            Outcome::Blank => Err(failed(BLANK, "has no words".into())),
            Outcome::Failed(stage, message) => Err(failed(stage, message)),
        };
        Parsed { progress, digest, outcome: Some(outcome) }
    }

    /// The date of publication where the record itself gives none. A file of many articles is named after its dump, not
    /// after their day.
    fn published(&self, article: &Article, name: Option<&str>) -> Option<Published> {
        let with = |from| move |date| Published { date, from };
        let option = self.options.published.map(with(PublishedFrom::Option));
        let url = || article.url.as_deref().and_then(published::inside).map(with(PublishedFrom::Url));
        option.or_else(url).or_else(|| name.and_then(published::inside).map(with(PublishedFrom::Filename)))
    }
}

/// A text file is one article, with header lines at its head.
fn text_file(bytes: Vec<u8>) -> Outcome {
    let Some(decoded) = decode(bytes) else { return Outcome::Failed("decode", "is binary, no text; name files of articles".into()) };
    with_header(Article { text: decoded.text, encoding: decoded.encoding, format: "text", ..Article::default() })
}

/// Reads the header lines at the head of the article's text.
pub(super) fn with_header(article: Article) -> Outcome {
    let fields = header::read(&article.text);
    let body = fields.header.map_or(0, |h| h.span.end as usize);
    if !article.text.get(body..).is_some_and(has_words) {
        return Outcome::Blank;
    }
    Outcome::Article(Box::new(Article {
        title: article.title.or(fields.title),
        source: article.source.or(fields.source),
        url: article.url.or(fields.url),
        published: article.published.or(fields.date.map(|date| Published { date, from: PublishedFrom::Header })),
        header: fields.header,
        text: article.text,
        ..article
    }))
}

fn has_words(text: &str) -> bool {
    !text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_in_memory_is_read_as_one_in_a_file() {
        let parser = Parser::new(Arc::new(InputOptions { fix_mojibake: true, ..InputOptions::default() }));
        let article = parser.record(r#"{"headline": "T", "body": "Rain donâ€™t fall.", "date": "2025-03-12T08:00Z"}"#.into()).unwrap();
        assert_eq!((article.id.as_str(), article.title.as_deref(), article.text.as_str()), ("article", Some("T"), "Rain don’t fall."));
        assert_eq!(article.published.map(|p| p.date.to_string()).as_deref(), Some("2025-03-12"));
        assert_eq!(parser.record(r#"{"body": " "}"#.into()).unwrap_err().stage, BLANK);
        assert_eq!(parser.record("[1]".into()).unwrap_err().stage, "record");
    }
}
