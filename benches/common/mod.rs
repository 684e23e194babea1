//! The articles that are measured: the bundled ones, or with `BENCH_CORPUS=FILE.jsonl` the first two thousand of that file.

use dateline::Article;
use dateline::text::{Published, PublishedFrom};
use jiff::civil::date;

/// How many articles of a corpus are read.
const MOST: usize = 2000;

pub fn articles() -> Vec<Article> {
    std::env::var("BENCH_CORPUS").map_or_else(|_| bundled(), |path| corpus(&path))
}

/// Articles of a file of JSON Lines with `id`, `date` and `text`.
fn corpus(path: &str) -> Vec<Article> {
    let text = std::fs::read_to_string(path).unwrap();
    let article = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        let published = field("date").parse().ok().map(|date| Published { date, from: PublishedFrom::Record });
        Article { id: field("id"), text: field("text"), published, ..Article::default() }
    };
    text.lines().take(MOST).map(article).collect()
}

/// The bundled articles as text, each with a publication date.
fn bundled() -> Vec<Article> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    let published = Some(Published { date: date(2025, 3, 12), from: PublishedFrom::Option });
    let read = |p: &std::path::PathBuf| String::from_utf8_lossy(&std::fs::read(p).unwrap()).into_owned();
    let name = |p: &std::path::PathBuf| p.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|p| Article { id: name(p), path: name(p), text: read(p), published, ..Article::default() }).collect()
}
