//! The parallel run: articles are read in order by one thread, worked on by all, and written in order by one.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::sync_channel;

use rayon::prelude::*;

use crate::input::{Articles, InputError};
use crate::text::Article;

/// A batch is full at this many articles or bytes of text. Big enough that the threads seldom wait for each other, small
/// enough that a few batches in flight are no burden.
const BATCH_ARTICLES: usize = 512;
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
    /// Bytes read.
    pub bytes: u64,
    /// Files opened.
    pub opened: u64,
    /// Folder entries passed over.
    pub skipped: u64,
    /// Files and records without words.
    pub blank: u64,
}

struct Batch {
    items: Vec<Result<Article, InputError>>,
    progress: Progress,
}

/// Runs `work` over all articles on `threads` threads (0: all cores), and hands its results to `write` in input order,
/// with the progress made. Stops early when `write` fails, with its error.
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
) -> Result<Progress, E> {
    // Where the system gives no threads, the work is done on this one.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok();
    let (send, receive) = sync_channel::<Batch>(1);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for batch in (Batches { articles, left: limit, done: false, read: 0 }) {
                if send.send(batch).is_err() {
                    return; // The writer has stopped.
                }
            }
        });
        let mut last = Progress::default();
        // Moved into the scope so that it is dropped on every way out: the reader would wait on a full channel for ever.
        let receive = receive;
        for batch in receive.iter() {
            let all = || batch.items.into_par_iter().with_max_len(8).map(|item| one(item, &work)).collect::<Vec<_>>();
            let events = match &pool {
                Some(pool) => pool.install(all),
                None => all(),
            };
            for event in events {
                write(event)?;
            }
            last = batch.progress;
            progressed(last);
        }
        Ok(last)
    })
}

struct Batches {
    articles: Articles,
    left: Option<u64>,
    done: bool,
    read: u64,
}

impl Iterator for Batches {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        if self.done {
            return None;
        }
        let mut items = Vec::new();
        let mut bytes = 0;
        while items.len() < BATCH_ARTICLES && bytes < BATCH_BYTES {
            if self.left == Some(0) {
                self.done = true;
                break;
            }
            let Some(item) = self.articles.next() else {
                self.done = true;
                break;
            };
            if let Ok(article) = &item {
                self.read += 1;
                bytes += article.text.len();
                self.left = self.left.map(|l| l - 1);
            }
            items.push(item);
        }
        let a = &self.articles;
        let progress = Progress { articles: self.read, bytes: a.bytes, opened: a.opened, skipped: a.skipped(), blank: a.blank };
        Some(Batch { items, progress })
    }
}

thread_local! {
    /// This thread works on an article: a panic will be caught and reported as its error.
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    /// Where the last caught panic of this thread happened, and what it said.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics that are caught silent: they are reported as errors of their article. Call once at the start.
pub fn silence_caught_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !CATCHING.get() {
            return usual(info);
        }
        let payload = info.payload();
        let message = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
        let place = info.location().map(|l| format!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
        PANIC.with_borrow_mut(|last| *last = Some(format!("{message}{place}")));
    }));
}

/// Works on one article; a panic is caught here, at the worker's edge, and costs that article only.
fn one<T>(item: Result<Article, InputError>, work: &(impl Fn(Article) -> T + Sync)) -> Event<T> {
    let article = match item {
        Ok(article) => article,
        Err(error) => return Event::Failed(error),
    };
    let (path, record) = (article.path.clone(), article.record.clone());
    CATCHING.set(true);
    let done = catch_unwind(AssertUnwindSafe(|| work(article)));
    CATCHING.set(false);
    match done {
        Ok(done) => Event::Done(done),
        Err(_) => {
            let what = PANIC.with_borrow_mut(Option::take).unwrap_or_default();
            let message = format!("the analysis broke off: {what}; this is a bug, please report it with the article");
            Event::Failed(InputError { path, record, stage: "panic", message })
        }
    }
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
        silence_caught_panics();
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
        let progress = run(articles, None, 3, work, write, |_| ()).unwrap();
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
