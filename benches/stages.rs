//! What each stage costs, in bytes of text a second, over all bundled articles: `cargo bench`. With
//! `BENCH_CORPUS=FILE.jsonl` over the first two thousand articles of that file.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::pipeline::{Analysis, analyse};
use dateline::{Article, Lexicon, actions, actors, dates, link, quotes, syntax, text};
use jiff::civil::date;

/// How many articles of a corpus are read.
const MOST: usize = 2000;

/// Articles of a file of JSON Lines with `id`, `date` and `text`.
fn corpus(path: &str) -> Vec<Article> {
    let text = std::fs::read_to_string(path).unwrap();
    let article = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        let published = field("date").parse().ok().map(|date| dateline::text::Published { date, from: dateline::text::PublishedFrom::Record });
        Article { id: field("id"), text: field("text"), published, ..Article::default() }
    };
    text.lines().take(MOST).map(article).collect()
}

/// The bundled articles as text, each with a publication date.
fn articles() -> Vec<Article> {
    if let Ok(path) = std::env::var("BENCH_CORPUS") {
        return corpus(&path);
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    let day = dateline::text::Published { date: date(2025, 3, 12), from: dateline::text::PublishedFrom::Option };
    paths
        .iter()
        .map(|p| Article {
            id: p.display().to_string(),
            text: String::from_utf8_lossy(&std::fs::read(p).unwrap()).into_owned(),
            published: Some(day),
            ..Article::default()
        })
        .collect()
}

fn stages(c: &mut Criterion) {
    let lexicon = Lexicon::builtin().unwrap();
    let articles = articles();
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    let done: Vec<Analysis> = articles.iter().map(|a| analyse(a.clone(), &lexicon)).collect();
    let mut group = c.benchmark_group("stage");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    let mut stage = |name: &str, run: &dyn Fn(&Analysis)| {
        group.bench_function(BenchmarkId::from_parameter(name), |b| b.iter(|| done.iter().for_each(run)));
    };
    let l = &lexicon;
    stage("text", &|a| drop(black_box(text::surface(&a.article, l))));
    stage("syntax", &|a| drop(black_box(syntax::parse(&a.article, &a.surface, l))));
    stage("dates", &|a| drop(black_box(dates::find(&a.article, &a.surface, &a.syntax, l))));
    stage("actors", &|a| drop(black_box(actors::find(&a.article, &a.surface, &a.syntax, &a.dates, l))));
    stage("quotes", &|a| drop(black_box(quotes::find(&a.article, &a.surface, &a.syntax, &a.actors, l))));
    stage("actions", &|a| drop(black_box(actions::find(&a.article, &a.surface, &a.syntax, &a.dates, &a.actors, &a.quotes, l))));
    stage("link", &|a| drop(black_box(link::incidents(&a.article, &a.surface, &a.syntax, &a.dates, &a.actors, &a.quotes, &a.actions, l))));
    stage("whole", &|a| drop(black_box(analyse(a.article.clone(), l))));
    group.finish();
}

fn lexicon(c: &mut Criterion) {
    c.bench_function("lexicon/load", |b| b.iter(|| black_box(Lexicon::builtin().unwrap())));
}

criterion_group!(benches, stages, lexicon);
criterion_main!(benches);
