use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

use super::discover::{Discover, InputFile};
use super::ids::Ids;
use super::record::{self, Line};
use super::{InputError, InputOptions, decode, header, published};
use crate::text::{Article, Published, PublishedFrom};

/// A longer line or text file is refused: spans are 32 bits wide and memory is bounded.
const MOST_BYTES: u64 = 256 << 20;

type Stream = Box<dyn BufRead + Send>;

/// All articles of a run, in input order, one at a time; an input that gives none is an error in its place.
pub struct Articles {
    files: Discover,
    lines: Option<Lines>,
    ids: Ids,
    options: InputOptions,
    /// Bytes read so far.
    pub bytes: u64,
    /// Files opened so far.
    pub opened: u64,
    /// Files and records without any words.
    pub blank: u64,
}

/// A JSON Lines stream that is being read.
struct Lines {
    file: InputFile,
    stream: Stream,
    number: u64,
}

impl Articles {
    /// The articles of `paths`, where `-` is standard input.
    #[must_use]
    pub fn new(paths: &[PathBuf], options: InputOptions) -> Self {
        Self { files: Discover::new(paths, options.base.clone()), lines: None, ids: Ids::default(), options, bytes: 0, opened: 0, blank: 0 }
    }

    /// Entries of folders that were passed over: hidden ones and unknown endings.
    #[must_use]
    pub fn skipped(&self) -> u64 {
        self.files.skipped
    }

    /// Opens a file: a text file gives its article at once, JSON Lines are read from then on.
    fn open(&mut self, file: InputFile) -> Option<Result<Article, InputError>> {
        self.opened += 1;
        let error = |error: &io::Error| Some(Err(InputError::read(file.shown.clone(), error)));
        let mut stream: Stream = match &file.path {
            None => Box::new(BufReader::with_capacity(1 << 16, io::stdin())),
            Some(path) => match File::open(path) {
                Ok(handle) => Box::new(BufReader::with_capacity(1 << 16, handle)),
                Err(e) => return error(&e),
            },
        };
        match is_lines(&file, &mut stream) {
            Ok(true) => self.lines = Some(Lines { file, stream, number: 0 }),
            Ok(false) => return self.text_file(file, stream),
            Err(e) => return error(&e),
        }
        None
    }

    fn text_file(&mut self, file: InputFile, stream: Stream) -> Option<Result<Article, InputError>> {
        let fail = |stage, message: &str| Some(Err(InputError { path: file.shown.clone(), record: None, stage, message: message.into() }));
        let mut bytes = Vec::new();
        if let Err(e) = stream.take(MOST_BYTES + 1).read_to_end(&mut bytes) {
            return Some(Err(InputError::read(file.shown.clone(), &e)));
        }
        self.bytes += bytes.len() as u64;
        if bytes.len() as u64 > MOST_BYTES {
            return fail("read", "is longer than 256 MiB; a text file holds one article, split the file or use JSON Lines");
        }
        let Some(decoded) = decode(bytes) else { return fail("decode", "is binary, no text; name text or JSON Lines files") };
        let fields = header::read(&decoded.text);
        let body = fields.header.map_or(0, |h| h.span.end as usize);
        if decoded.text.get(body..).is_none_or(|t| t.trim().is_empty()) {
            self.blank += 1;
            return None;
        }
        let mut article = Article {
            title: fields.title,
            source: fields.source,
            url: fields.url,
            published: fields.date.map(|date| Published { date, from: PublishedFrom::Header }),
            text: decoded.text,
            header: fields.header,
            encoding: decoded.encoding,
            ..Article::default()
        };
        article.id = file.stem();
        Some(Ok(self.finish(article, &file, None)))
    }

    /// The next article of the JSON Lines being read; none at their end.
    fn next_line(&mut self) -> Option<Result<Article, InputError>> {
        let mut lines = self.lines.take()?;
        loop {
            let mut bytes = Vec::new();
            let got = lines.stream.by_ref().take(MOST_BYTES).read_until(b'\n', &mut bytes);
            lines.number += 1;
            let record = lines.number.to_string();
            let path = lines.file.shown.clone();
            let read = match got {
                Ok(0) => return None,
                Ok(read) => read as u64,
                Err(e) => return Some(Err(InputError { record: Some(record), ..InputError::read(path, &e) })),
            };
            self.bytes += read;
            if read == MOST_BYTES && bytes.last() != Some(&b'\n') {
                // What follows is the rest of the same line: give the file up rather than read it as records.
                return Some(Err(InputError {
                    path,
                    record: Some(record),
                    stage: "read",
                    message: "the line is longer than 256 MiB; the rest of the file is left out".into(),
                }));
            }
            let bad = |stage, message| InputError { path: path.clone(), record: Some(record.clone()), stage, message };
            let outcome = match line_text(bytes) {
                Some((text, _)) if text.trim().is_empty() => continue,
                Some((text, encoding)) => match record::read(&text) {
                    Line::Article(mut article) => {
                        article.encoding = encoding;
                        Ok(self.finish(*article, &lines.file, Some(record.clone())))
                    }
                    Line::Blank => {
                        self.blank += 1;
                        continue;
                    }
                    Line::Bad(message) => Err(bad("record", message)),
                },
                None => Err(bad("decode", "is binary, no text".into())),
            };
            self.lines = Some(lines);
            return Some(outcome);
        }
    }

    /// Gives the article its place, its id and a publication date.
    fn finish(&mut self, mut article: Article, file: &InputFile, record: Option<String>) -> Article {
        let place = record.as_ref().map_or_else(|| file.relative.clone(), |r| format!("{}:{r}", file.relative));
        let id = if article.id.is_empty() { place.clone() } else { std::mem::take(&mut article.id) };
        article.id = self.ids.unique(id, &place);
        article.path = file.shown.clone();
        article.record = record;
        article.published = article.published.or_else(|| self.published(&article, file));
        article
    }

    fn published(&self, article: &Article, file: &InputFile) -> Option<Published> {
        let with = |from| move |date| Published { date, from };
        let option = self.options.published.map(with(PublishedFrom::Option));
        let url = || article.url.as_deref().and_then(published::inside).map(with(PublishedFrom::Url));
        // A file of many articles is named after its dump, not after their day.
        let name = || file.relative.rsplit('/').next().filter(|_| article.record.is_none()).and_then(published::inside);
        option.or_else(url).or_else(|| name().map(with(PublishedFrom::Filename)))
    }
}

impl Iterator for Articles {
    type Item = Result<Article, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(article) = self.next_line() {
                return Some(article);
            }
            let opened = match self.files.next()? {
                Ok(file) => self.open(file),
                Err(error) => Some(Err(error)),
            };
            if opened.is_some() {
                return opened;
            }
        }
    }
}

impl InputFile {
    fn stem(&self) -> String {
        let stem = self.path.as_ref().and_then(|p| p.file_stem()).map(|s| s.to_string_lossy().into_owned());
        stem.unwrap_or_else(|| "stdin".into())
    }
}

/// JSON Lines by ending; by content where the ending says nothing: the first sign is a brace.
fn is_lines(file: &InputFile, stream: &mut Stream) -> io::Result<bool> {
    let ending = file.path.as_ref().and_then(|p| p.extension()).map(|e| e.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("jsonl" | "ndjson") => Ok(true),
        Some("txt" | "text") => Ok(false),
        _ => {
            let head = stream.fill_buf()?;
            let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
            Ok(head.trim_ascii_start().starts_with(b"{"))
        }
    }
}

/// A line as text; valid UTF-8 without a mark, as JSON Lines are, is not copied.
fn line_text(bytes: Vec<u8>) -> Option<(String, &'static str)> {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Some((text, "utf-8"))
        }
        Err(error) => decode(error.into_bytes()).map(|d| (d.text, d.encoding)),
    }
}
