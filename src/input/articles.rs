use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use super::digest::Digest;
use super::feed::feed;
use super::ids::Ids;
use super::parse::{Parsed, Parser};
use super::raw::{Progress, Raw};
use super::{BLANK, InputError, InputOptions};
use crate::text::Article;

/// Parcels of raw records that may wait: the reading thread is at most this far ahead.
const WAITING: usize = 2;

/// All articles of a run, in input order, one at a time; an input that gives none is an error in its place.
pub struct Articles {
    records: Records,
    parser: Parser,
    finisher: Finisher,
}

impl Articles {
    /// The articles of `paths`, where `-` is standard input.
    #[must_use]
    pub fn new(paths: &[PathBuf], options: InputOptions) -> Self {
        let options = Arc::new(options);
        Self { records: Records::new(paths, &options), parser: Parser::new(options), finisher: Finisher::default() }
    }

    /// The steps of reading, for those who share the middle one between threads.
    #[must_use]
    pub fn into_steps(self) -> (Records, Parser, Finisher) {
        (self.records, self.parser, self.finisher)
    }
}

impl Iterator for Articles {
    type Item = Result<Article, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let raw = self.records.next()?;
            if let Some(item) = self.finisher.finish(self.parser.parse(raw)) {
                return Some(item);
            }
        }
    }
}

/// The raw records of a run, in input order, read by a thread of their own.
pub struct Records {
    receive: Receiver<Vec<Raw>>,
    parcel: VecDeque<Raw>,
}

impl Records {
    fn new(paths: &[PathBuf], options: &Arc<InputOptions>) -> Self {
        let (send, receive) = sync_channel(WAITING);
        let (paths, options) = (paths.to_vec(), options.clone());
        // It ends when the records are dropped: nobody takes what it sends.
        std::thread::spawn(move || feed(&paths, &options, send));
        Self { receive, parcel: VecDeque::new() }
    }
}

impl Iterator for Records {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        while self.parcel.is_empty() {
            self.parcel = self.receive.recv().ok()?.into();
        }
        self.parcel.pop_front()
    }
}

/// Gives articles their ids, in input order.
#[derive(Debug, Default)]
pub struct Finisher {
    ids: Ids,
    /// Files and records without any words.
    pub blank: u64,
    /// How far the reading had come behind the last record.
    pub progress: Progress,
    /// Of the records so far, where the options ask for it.
    pub digest: Digest,
}

impl Finisher {
    /// The article with its own id, or why there is none; nothing at the end of the input.
    pub fn finish(&mut self, parsed: Parsed) -> Option<Result<Article, InputError>> {
        self.progress = parsed.progress;
        self.digest.add(parsed.digest);
        match parsed.outcome? {
            Ok((mut article, place)) => {
                let id = if article.id.is_empty() { place.clone() } else { std::mem::take(&mut article.id) };
                article.id = self.ids.unique(id, &place);
                Some(Ok(article))
            }
            Err(error) => {
                self.blank += u64::from(error.stage == BLANK);
                Some(Err(error))
            }
        }
    }
}
