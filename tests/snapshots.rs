//! Whole articles, stage by stage, as a reader would note them down: what changes here changed for users.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write;

use dateline::text::{Published, PublishedFrom};
use dateline::{Analysis, Article, Lexicon, analyse};
use jiff::civil::date;

fn noted(analysis: &Analysis) -> String {
    let text = &analysis.article.text;
    let mut out = String::new();
    for d in &analysis.dates {
        writeln!(out, "date    {} = {} {}", d.span.slice(text), d.kind.name(), d.value).unwrap();
    }
    for q in analysis.quotes.iter().filter(|q| q.speech) {
        let speaker = q.speaker.as_ref().map_or("nobody", |s| s.name.as_str());
        writeln!(out, "quote   {} by {speaker}: {}", q.kind.name(), q.span.slice(text)).unwrap();
    }
    for i in &analysis.incidents {
        let answers = i.in_response_to.map_or(String::new(), |r| format!(", answers {}", analysis.incidents[r as usize].id));
        writeln!(
            out,
            "act     {} {} ({}) -> {} ({}), {} {}, {} on {:?} ({}){answers}",
            i.cameo,
            i.source_name,
            i.source_code,
            i.target_name,
            i.target_code,
            i.action,
            i.status.name(),
            i.rule,
            i.date.value,
            i.date.basis
        )
        .unwrap();
    }
    out
}

fn article(name: &str) -> Analysis {
    let path = format!("{}/fixtures/articles/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let day = Published { date: date(2025, 3, 12), from: PublishedFrom::Option };
    let article = Article { id: name.into(), text: std::fs::read_to_string(path).unwrap(), published: Some(day), ..Article::default() };
    analyse(article, &Lexicon::builtin().unwrap())
}

#[test]
fn an_expulsion() {
    insta::assert_snapshot!(noted(&article("riga-expels-attache")));
}

#[test]
fn sanctions_and_their_answer() {
    insta::assert_snapshot!(noted(&article("brussels-sanctions-belarus")));
}

#[test]
fn a_court_case() {
    insta::assert_snapshot!(noted(&article("exeter-crown-court")));
}

#[test]
fn a_ceasefire() {
    insta::assert_snapshot!(noted(&article("goma-ceasefire")));
}
