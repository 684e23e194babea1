//! What writing costs beside the analysis, on one thread: `cargo bench --bench output`. Writing is all that comes behind the
//! analysis of an article: its rows, their bytes, and the form that takes them. For incidents as CSV and JSON Lines it should
//! be a tenth at most. The bundled articles tell more incidents a line than news at large; `BENCH_CORPUS=FILE.jsonl` takes
//! the first two thousand articles of that file.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod common;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use dateline::output::Filter;
use dateline::output::forms::{Dialect, Form, Kind, Output};
use dateline::output::gather::{Encoded, Gather};
use dateline::pipeline::{Analysis, analyse};
use dateline::{Article, Lexicon};

/// The forms that this build writes.
const FORMS: &[(&str, Dialect)] = &[
    ("x.csv", Dialect::Rfc4180),
    ("excel.csv", Dialect::Excel),
    ("x.jsonl", Dialect::Rfc4180),
    ("out/", Dialect::Rfc4180),
    #[cfg(feature = "xlsx")]
    ("x.xlsx", Dialect::Rfc4180),
    #[cfg(feature = "parquet")]
    ("x.parquet", Dialect::Rfc4180),
    #[cfg(feature = "sqlite")]
    ("x.sqlite", Dialect::Rfc4180),
];

// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The articles, over and over where they are few, so that opening and closing a file does not count.
fn articles() -> Vec<Article> {
    let once = common::articles();
    let times = 1000usize.div_ceil(once.len());
    let all = once.iter().cycle().take(times * once.len()).cloned().enumerate();
    all.map(|(i, article)| Article { id: i.to_string(), ..article }).collect()
}

fn open(folder: &Path, name: &str, dialect: Dialect, lexicon: &Lexicon) -> Box<dyn Form> {
    let path = folder.join(name);
    // A folder is told by its slash, which `join` keeps.
    let output = Output { kind: Kind::of(&path).unwrap(), path: Some(path), dialect, overwrite: true };
    output.open(lexicon).unwrap()
}

fn write(done: &[Analysis], form: Box<dyn Form>, lexicon: &Lexicon) {
    let wants = form.wants();
    let mut gather = Gather::new(form);
    for analysis in done {
        let rows = Encoded::of(wants, analysis, lexicon, |_| true);
        gather.write(rows.unwrap(), None).unwrap();
    }
    gather.finish(&Filter::default(), |_| serde_json::json!({})).unwrap();
}

fn timed(mut run: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..5).map(time).min().unwrap_or_default()
}

fn main() {
    let lexicon = Lexicon::builtin().unwrap();
    let articles = articles();
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    let done: Vec<Analysis> = articles.iter().map(|a| analyse(a.clone(), &lexicon)).collect();
    let incidents: usize = done.iter().map(|a| a.incidents.len()).sum();
    let analysis = timed(|| articles.iter().for_each(|a| drop(black_box(analyse(a.clone(), &lexicon)))));
    let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!("analysis: {:.1} MB/s, {incidents} incidents in {:.1} MB", speed(analysis), bytes as f64 / 1e6);
    let dir = tempfile::TempDir::new().unwrap();
    for (name, dialect) in FORMS.iter().copied() {
        let writing = timed(|| write(&done, open(dir.path(), name, dialect, &lexicon), &lexicon));
        println!("{name}: {:.1} MB/s, {:.1} % of analysis and writing", speed(writing), 100.0 * writing.as_secs_f64() / (analysis + writing).as_secs_f64());
    }
}
