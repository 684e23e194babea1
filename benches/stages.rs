//! What each stage costs, in bytes of text a second, over all bundled articles: `cargo bench`. With
//! `BENCH_CORPUS=FILE.jsonl` over the first two thousand articles of that file.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::pipeline::{Analysis, analyse};
use dateline::{Lexicon, actions, actors, dates, link, quotes, syntax, text};

fn stages(c: &mut Criterion) {
    let lexicon = Lexicon::builtin().unwrap();
    let articles = common::articles();
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
