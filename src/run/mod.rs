//! The parallel run: articles are read in order by one thread, worked on by all, and written in order by one.

mod journal;

use rayon::prelude::*;

use crate::input::{self, Articles, InputError, Parsed, Parser, Raw, Records};
use crate::panics::caught;
use crate::text::Article;

pub use journal::{Entry, Journal, JournalError, digest};

/// A batch is full at this many bytes of records. Big enough that the threads seldom wait for each other, small enough that
/// it is no burden.
const BATCH_BYTES: usize = 32 << 20;

/// A thread works on so many articles at once, or on so many bytes of text: what a stage reads of the lexicon is then in the
/// cache for nearly all of them. More gains little, and costs memory.
const GROUP_ARTICLES: usize = 512;
const GROUP_BYTES: usize = 1 << 20;

/// Of several threads each gets so many groups of a batch, so that none waits long for the last one; but smaller groups than
/// these are not made for it.
const GROUPS_A_THREAD: usize = 4;
const LEAST_ARTICLES: usize = 32;
const LEAST_BYTES: usize = 256 << 10;

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

/// An article on its way to the workers, or what is known of it without them.
#[derive(Debug)]
enum Item<T> {
    Known(T),
    New(Article),
    Failed(InputError),
}

/// Runs `work` over all articles on `threads` threads (0: all cores), and hands its results to `write` in input order,
/// telling of the progress made. Stops early when `write` fails, with its error. `work` is given several articles at once, and
/// says for each what became of it, or what the panic said that broke it off. Where `known` has the result of an article
/// already, no work is done for it.
///
/// # Errors
/// The first error of `write`.
pub fn run<T: Send, E>(
    articles: Articles,
    limit: Option<u64>,
    threads: usize,
    mut known: impl FnMut(&Article) -> Option<T>,
    work: impl Fn(Vec<Article>) -> Vec<Result<T, String>> + Sync,
    mut write: impl FnMut(Event<T>) -> Result<(), E>,
    mut progressed: impl FnMut(Progress),
) -> Result<Ran, E> {
    // Where the system gives no threads, the work is done on this one.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok();
    let (records, parser, mut finisher) = articles.into_steps();
    let mut last = Progress::default();
    let workers = pool.as_ref().map_or(1, rayon::ThreadPool::current_num_threads);
    let shares = if workers == 1 { 1 } else { workers * GROUPS_A_THREAD };
    for batch in (Batches { records, most: shares * GROUP_ARTICLES }) {
        let parsed = on(pool.as_ref(), || batch.into_par_iter().with_max_len(8).map(|raw| parse(raw, &parser)).collect::<Vec<_>>());
        // Ids are given in the order of the input, so this step is no one's but this thread's.
        let mut items = Vec::with_capacity(parsed.len());
        for parsed in parsed {
            if limit == Some(last.articles) {
                break;
            }
            let item = finisher.finish(parsed);
            last.articles += u64::from(matches!(item, Some(Ok(_))));
            items.extend(item.map(|item| match item {
                Err(error) => Item::Failed(error),
                Ok(article) => known(&article).map_or(Item::New(article), Item::Known),
            }));
        }
        let groups = groups(items, shares);
        let done = on(pool.as_ref(), || groups.into_par_iter().with_max_len(1).map(|group| together(group, &work)).collect::<Vec<_>>());
        for event in done.into_iter().flatten() {
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

/// The items in groups that a thread works on at once, about `shares` of them.
fn groups<T>(items: Vec<Item<T>>, shares: usize) -> Vec<Vec<Item<T>>> {
    let size = |item: &Item<T>| if let Item::New(article) = item { article.text.len() } else { 0 };
    let most = items.len().div_ceil(shares).clamp(LEAST_ARTICLES, GROUP_ARTICLES);
    let most_bytes = items.iter().map(size).sum::<usize>().div_ceil(shares).clamp(LEAST_BYTES, GROUP_BYTES);
    let mut groups = vec![Vec::new()];
    let mut bytes = 0;
    for item in items {
        bytes += size(&item);
        if let Some(group) = groups.last_mut().filter(|g| g.is_empty() || g.len() < most && bytes <= most_bytes) {
            group.push(item);
        } else {
            bytes = size(&item);
            groups.push(vec![item]);
        }
    }
    groups
}

struct Batches {
    records: Records,
    /// Records of a full batch.
    most: usize,
}

impl Iterator for Batches {
    type Item = Vec<Raw>;

    fn next(&mut self) -> Option<Vec<Raw>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < self.most && bytes < BATCH_BYTES {
            let Some(raw) = self.records.next() else { break };
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

/// Works on the articles of a group. A panic costs one article only.
fn together<T>(group: Vec<Item<T>>, work: &(impl Fn(Vec<Article>) -> Vec<Result<T, String>> + Sync)) -> Vec<Event<T>> {
    let mut articles = Vec::with_capacity(group.len());
    let mut places = Vec::with_capacity(group.len());
    for item in group {
        places.push(match item {
            Item::Known(done) => Err(Event::Done(done)),
            Item::Failed(error) => Err(Event::Failed(error)),
            Item::New(article) => {
                let place = (article.path.clone(), article.record.clone());
                articles.push(article);
                Ok(place)
            }
        });
    }
    let mut results = work(articles).into_iter();
    let mut event = |place| match place {
        Err(event) => event,
        Ok(place) => match results.next() {
            Some(Ok(done)) => Event::Done(done),
            Some(Err(what)) => Event::Failed(panicked(place, "the analysis", &what)),
            None => Event::Failed(panicked(place, "the analysis", "no result")),
        },
    };
    places.into_iter().map(&mut event).collect()
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

    fn ids(articles: Vec<Article>) -> Vec<Result<String, String>> {
        articles.into_iter().map(|a| Ok(a.id)).collect()
    }

    #[test]
    fn results_come_in_order_and_a_panic_costs_one_article() {
        crate::panics::silence_caught();
        let (_dir, articles) = articles(1500);
        let mut ids = Vec::new();
        let mut failed = Vec::new();
        let one = |article: Article| {
            caught(|| {
                assert!(article.id != "700", "seven hundred");
                article.id
            })
        };
        let work = |articles: Vec<Article>| articles.into_iter().map(one).collect();
        let write = |event| {
            match event {
                Event::Done(id) => ids.push(id),
                Event::Failed(error) => failed.push(error),
            }
            Ok::<(), ()>(())
        };
        let progress = run(articles, None, 3, |_| None, work, write, |_| ()).unwrap().progress;
        assert_eq!(progress.articles, 1500);
        let wanted: Vec<String> = (0..1500).filter(|i| *i != 700).map(|i| i.to_string()).collect();
        assert_eq!(ids, wanted);
        assert_eq!((failed.len(), failed[0].stage, failed[0].record.as_deref()), (1, "panic", Some("701")));
        assert!(failed[0].message.contains("seven hundred"));
    }

    #[test]
    fn what_is_known_is_not_made_again_and_keeps_its_place() {
        let (_dir, articles) = articles(900);
        let mut ids = Vec::new();
        let known = |article: &Article| article.id.ends_with('3').then(|| "known".to_string());
        let work = |articles: Vec<Article>| {
            assert!(articles.iter().all(|a| !a.id.ends_with('3')));
            articles.into_iter().map(|a| Ok(a.id)).collect()
        };
        let write = |event| {
            if let Event::Done(id) = event {
                ids.push(id);
            }
            Ok::<(), ()>(())
        };
        run(articles, None, 2, known, work, write, |_| ()).unwrap();
        let wanted: Vec<String> = (0..900).map(|i| if i % 10 == 3 { "known".into() } else { i.to_string() }).collect();
        assert_eq!(ids, wanted);
    }

    #[test]
    fn groups_are_even_and_no_larger_than_their_limits() {
        let sizes = |count: usize, text: usize, shares: usize| -> Vec<usize> {
            let article = Article { text: "a".repeat(text), ..Article::default() };
            groups((0..count).map(|_| Item::<()>::New(article.clone())).collect(), shares).iter().map(Vec::len).collect()
        };
        assert_eq!(sizes(400, 1, 4), [100; 4]);
        assert_eq!(sizes(40, 1, 8), [LEAST_ARTICLES, 40 - LEAST_ARTICLES]);
        assert_eq!(sizes(1000, 1, 1), [GROUP_ARTICLES, 1000 - GROUP_ARTICLES]);
        assert!(sizes(20, LEAST_BYTES, 20).iter().all(|len| *len <= 2));
    }

    #[test]
    fn a_failing_writer_ends_the_run() {
        let (_dir, articles) = articles(5000);
        let mut written = 0;
        let write = |_| {
            written += 1;
            if written == 3 { Err("full") } else { Ok(()) }
        };
        assert_eq!(run(articles, None, 2, |_| None, ids, write, |_| ()).unwrap_err(), "full");
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
        run(articles, Some(520), 1, |_| None, ids, write, |_| ()).unwrap();
        assert_eq!(count, 520);
    }
}
