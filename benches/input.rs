//! What reading costs, in bytes of the unpacked input a second, on one thread that cuts and one that decodes:
//! `cargo bench --bench input`. The articles are the bundled ones, repeated.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::input::{Articles, InputOptions};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

/// Bytes of text in each input.
const SIZE: usize = 16 << 20;

/// The bundled articles as texts, over and over, until there is enough.
fn texts() -> impl Iterator<Item = String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/articles");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|p| std::fs::read_to_string(p).unwrap()).collect();
    let mut left = SIZE;
    texts.into_iter().cycle().take_while(move |text| {
        let enough = left == 0;
        left = left.saturating_sub(text.len());
        !enough
    })
}

fn lines(dir: &Path) -> (PathBuf, usize) {
    let path = dir.join("lines.jsonl");
    let mut all = String::new();
    for (i, t) in texts().enumerate() {
        all.push_str(&json!({"id": i, "date": "2024-05-06", "title": "A title", "url": "https://harbour-post.example/a", "text": t}).to_string());
        all.push('\n');
    }
    std::fs::write(&path, &all).unwrap();
    (path, all.len())
}

fn packed(path: &Path) -> PathBuf {
    let out = path.with_extension("jsonl.gz");
    let mut encoder = GzEncoder::new(std::fs::File::create(&out).unwrap(), Compression::default());
    encoder.write_all(&std::fs::read(path).unwrap()).unwrap();
    encoder.finish().unwrap();
    out
}

/// Pages with a head, a menu, scripts, teasers and a foot, as news pages have.
fn pages(dir: &Path) -> (PathBuf, usize) {
    let path = dir.join("pages.warc");
    let menu: String = (0..60).map(|i| format!("<li class=\"menu-item\"><a href=\"/s/{i}\" class=\"link\">Section {i}</a></li>")).collect();
    let teasers: String = (0..40)
        .map(|i| format!("<div class=\"teaser\"><a href=\"/t/{i}\"><img src=\"/i/{i}.jpg\" alt=\"\"><h3>Teaser number {i} of today</h3></a></div>"))
        .collect();
    let script = "var a = {\"k\": [1, 2, 3], \"t\": \"x\"}; function f(b) { return b ? a.k : null; }\n".repeat(100);
    let mut all = String::new();
    for (i, t) in texts().enumerate() {
        let paragraphs: String = t.split('\n').filter(|p| !p.trim().is_empty()).map(|p| format!("<p>{p}</p>\n")).collect();
        let page = format!(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A title</title><script>{script}</script></head><body><nav><ul>{menu}</ul></nav>\
             <main><article><h1>A title</h1>{paragraphs}</article><aside>{teasers}</aside></main><footer><p>Harbour Post</p></footer></body></html>"
        );
        let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
        let head = format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbour-post.example/{i}\r\nContent-Type: application/http\r\n");
        all.push_str(&format!("{head}Content-Length: {}\r\n\r\n{body}\r\n\r\n", body.len()));
        if all.len() > SIZE {
            break;
        }
    }
    std::fs::write(&path, &all).unwrap();
    (path, all.len())
}

fn read(path: &PathBuf) -> usize {
    Articles::new(std::slice::from_ref(path), InputOptions::default()).map(|a| a.unwrap().text.len()).sum()
}

fn input(c: &mut Criterion) {
    let dir = tempfile::tempdir().unwrap();
    let mut group = c.benchmark_group("input");
    group.sample_size(10);
    let mut bench = |name: &str, path: &PathBuf, bytes: usize| {
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(BenchmarkId::from_parameter(name), |b| b.iter(|| black_box(read(path))));
    };
    let (plain, bytes) = lines(dir.path());
    bench("jsonl", &plain, bytes);
    bench("jsonl.gz", &packed(&plain), bytes);
    let (html, bytes) = pages(dir.path());
    bench("warc", &html, bytes);
    group.finish();
}

criterion_group!(benches, input);
criterion_main!(benches);
