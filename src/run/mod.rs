//! The parallel run: articles are read in order by one thread, worked on by all, and written in order by one.

use rayon::prelude::*;

use crate::input::{self, Articles, InputError, Parsed, Parser, Raw, Records};
use crate::panics::caught;
use crate::text::Article;

/// A batch is full at this many records or bytes of them. Big enough that the threads seldom wait for each other, small
/// enough that a few batches in flight are no burden.
const BATCH_RECORDS: usize = 512;
const BATCH_BYTES: usize = 32 << 20;

/// What the writer is given, in input order.
#[derive(Debug)]
pub enum Event<T> {
    /// What the worker made of an article.
    Done(T),
    /// An input without an article, or an article whose analysis panicked.
    Failed(InputError),
}

/// How far the reader has come.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    /// Articles read.
    pub articles: u64,
    /// What the reader counted.
    pub input: input::Progress,
    /// Files and records without words.
    pub blank: u64,
}

/// What came of a run.
#[derive(Debug)]
pub struct Ran {
    /// How far it came.
    pub progress: Progress,
    /// A digest of the records, where the options of the input ask for it.
    pub digest: Option<String>,
}

/// Runs `work` over all articles on `threads` threads (0: all cores), and hands its results to `write` in input order,
/// telling of the progress made. Stops early when `write` fails, with its error.
///
/// # Errors
/// The first error of `write`.
pub fn run<T: Send, E>(
    articles: Articles,
    limit: Option<u64>,
    threads: usize,
    work: impl Fn(Article) -> T + Sync,
    mut write: impl FnMut(Event<T>) -> Result<(), E>,
    mut progressed: impl FnMut(Progress),
) -> Result<Ran, E> {
    // Where the system gives no threads, the work is done on this one.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok();
    let (records, parser, mut finisher) = articles.into_steps();
    let mut last = Progress::default();
    for batch in Batches(records) {
        let parsed = on(pool.as_ref(), || batch.into_par_iter().with_max_len(8).map(|raw| parse(raw, &parser)).collect::<Vec<_>>());
        // Ids are given in the order of the input, so this step is no one's but this thread's.
        let mut items = Vec::with_capacity(parsed.len());
        for parsed in parsed {
            if limit == Some(last.articles) {
                break;
            }
            let item = finisher.finish(parsed);
            last.articles += u64::from(matches!(item, Some(Ok(_))));
            items.extend(item);
        }
        for event in on(pool.as_ref(), || items.into_par_iter().with_max_len(8).map(|item| one(item, &work)).collect::<Vec<_>>()) {
            write(event)?;
        }
        last = Progress { input: finisher.progress, blank: finisher.blank, ..last };
        progressed(last);
        if limit == Some(last.articles) {
            break;
        }
    }
    Ok(Ran { progress: last, digest: finisher.digest.hex() })
}

fn on<T: Send>(pool: Option<&rayon::ThreadPool>, work: impl FnOnce() -> T + Send) -> T {
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

struct Batches(Records);

impl Iterator for Batches {
    type Item = Vec<Raw>;

    fn next(&mut self) -> Option<Vec<Raw>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < BATCH_RECORDS && bytes < BATCH_BYTES {
            let Some(raw) = self.0.next() else { break };
            bytes += raw.len();
            batch.push(raw);
        }
        (!batch.is_empty()).then_some(batch)
    }
}

/// Reads one record.
fn parse(raw: Raw, parser: &Parser) -> Parsed {
    let (place, progress) = (raw.place(), raw.progress());
    caught(|| parser.parse(raw)).unwrap_or_else(|what| Parsed::panicked(progress, panicked(place, "reading", &what)))
}

/// Works on one article. A panic is caught here, at the worker's edge, and costs one article only.
fn one<T>(item: Result<Article, InputError>, work: &(impl Fn(Article) -> T + Sync)) -> Event<T> {
    let article = match item {
        Ok(article) => article,
        Err(error) => return Event::Failed(error),
    };
    let place = (article.path.clone(), article.record.clone());
    match caught(|| work(article)) {
        Ok(done) => Event::Done(done),
        Err(what) => Event::Failed(panicked(place, "the analysis", &what)),
    }
}

fn panicked((path, record): (String, Option<String>), stage: &str, what: &str) -> InputError {
    InputError { path, record, stage: "panic", message: format!("{stage} broke off: {what}; this is a bug, please report it with the article") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::InputOptions;

    fn articles(count: usize) -> (tempfile::TempDir, Articles) {
        let dir = tempfile::TempDir::new().unwrap();
        let lines: String = (0..count).map(|i| format!("{{\"id\":{i},\"text\":\"number {i}\"}}\n")).collect();
        let path = dir.path().join("a.jsonl");
        std::fs::write(&path, lines).unwrap();
        let articles = Articles::new(&[path], InputOptions::default());
        (dir, articles)
    }

    #[test]
    fn results_come_in_order_and_a_panic_costs_one_article() {
        crate::panics::silence_caught();
        let (_dir, articles) = articles(1500);
        let mut ids = Vec::new();
        let mut failed = Vec::new();
        let work = |article: Article| {
            assert!(article.id != "700", "seven hundred");
            article.id
        };
        let write = |event| {
            match event {
                Event::Done(id) => ids.push(id),
                Event::Failed(error) => failed.push(error),
            }
            Ok::<(), ()>(())
        };
        let progress = run(articles, None, 3, work, write, |_| ()).unwrap().progress;
        assert_eq!(progress.articles, 1500);
        let wanted: Vec<String> = (0..1500).filter(|i| *i != 700).map(|i| i.to_string()).collect();
        assert_eq!(ids, wanted);
        assert_eq!((failed.len(), failed[0].stage, failed[0].record.as_deref()), (1, "panic", Some("701")));
        assert!(failed[0].message.contains("seven hundred"));
    }

    #[test]
    fn a_failing_writer_ends_the_run() {
        let (_dir, articles) = articles(5000);
        let mut written = 0;
        let write = |_| {
            written += 1;
            if written == 3 { Err("full") } else { Ok(()) }
        };
        assert_eq!(run(articles, None, 2, |a: Article| a.id, write, |_| ()).unwrap_err(), "full");
        assert_eq!(written, 3);
    }

    #[test]
    fn the_limit_counts_articles() {
        let (_dir, articles) = articles(600);
        let mut count = 0;
        let write = |_| {
            count += 1;
            Ok::<(), ()>(())
        };
        run(articles, Some(520), 1, |a: Article| a.id, write, |_| ()).unwrap();
        assert_eq!(count, 520);
    }
}
