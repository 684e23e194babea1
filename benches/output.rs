//! What writing costs beside the analysis, on one thread: `cargo bench --bench output`. Writing is all that comes behind the
//! analysis of an article: its rows, their bytes, and the form that takes them. For incidents as CSV and JSON Lines it should
//! be a tenth at most. The bundled articles tell more incidents a line than news at large; `BENCH_CORPUS=FILE.jsonl` takes
//! the first two thousand articles of that file.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use dateline::output::forms::{Dialect, Form, Kind, Output, Wants};
use dateline::output::gather::{Encoded, Gather};
use dateline::output::{Filter, article_rows, incident_rows};
use dateline::pipeline::{Analysis, analyse};
use dateline::{Article, Lexicon, text};
use jiff::civil::date;

const FORMS: [(&str, Dialect); 7] = [
    ("x.csv", Dialect::Rfc4180),
    ("excel.csv", Dialect::Excel),
    ("x.jsonl", Dialect::Rfc4180),
    ("out/", Dialect::Rfc4180),
    ("x.xlsx", Dialect::Rfc4180),
    ("x.parquet", Dialect::Rfc4180),
    ("x.sqlite", Dialect::Rfc4180),
];

// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Articles of a file of JSON Lines with `id`, `date` and `text`.
fn corpus(path: &str) -> Vec<Article> {
    let text = std::fs::read_to_string(path).unwrap();
    let article = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        let published = field("date").parse().ok().map(|date| text::Published { date, from: text::PublishedFrom::Record });
        Article { id: field("id"), text: field("text"), published, ..Article::default() }
    };
    text.lines().take(2000).map(article).collect()
}

fn articles() -> Vec<Article> {
    if let Ok(path) = std::env::var("BENCH_CORPUS") {
        return corpus(&path);
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    let published = Some(text::Published { date: date(2025, 3, 12), from: text::PublishedFrom::Option });
    let read = |p: &std::path::PathBuf| String::from_utf8_lossy(&std::fs::read(p).unwrap()).into_owned();
    // Over and over, so that opening and closing a file does not count.
    let all = paths.iter().cycle().take(20 * paths.len()).enumerate();
    all.map(|(i, p)| Article {
        id: format!("{i}"),
        path: p.file_name().unwrap().to_string_lossy().into_owned(),
        text: read(p),
        published,
        ..Article::default()
    })
    .collect()
}

fn open(folder: &Path, name: &str, dialect: Dialect, lexicon: &Lexicon) -> Box<dyn Form> {
    let path = folder.join(name);
    // A folder is told by its slash, which `join` keeps.
    let output = Output { kind: Kind::of(&path).unwrap(), path: Some(path), dialect, overwrite: true };
    output.open(&lexicon.profiles).unwrap()
}

fn write(done: &[Analysis], form: Box<dyn Form>, lexicon: &Lexicon) {
    let wants = form.wants();
    let mut gather = Gather::new(form);
    for analysis in done {
        let rows = match wants {
            Wants::All => Encoded::new(&article_rows(analysis, lexicon, |_| true)),
            _ => Encoded::incidents(analysis.article.id.clone(), &incident_rows(analysis, lexicon)),
        };
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
    for (name, dialect) in FORMS {
        let writing = timed(|| write(&done, open(dir.path(), name, dialect, &lexicon), &lexicon));
        println!("{name}: {:.1} MB/s, {:.1} % of analysis and writing", speed(writing), 100.0 * writing.as_secs_f64() / (analysis + writing).as_secs_f64());
    }
}
