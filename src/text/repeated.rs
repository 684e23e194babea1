use rustc_hash::{FxHashMap, FxHashSet};

use super::{Article, paragraph};
use crate::lexicon::{Lexicon, RepeatedParagraphs};
use crate::token::{Span, stable_hash};

/// Articles of one source that must hold a paragraph.
const LEAST_ARTICLES: u8 = 3;

/// Different paragraphs that are counted, at some 20 bytes each; those that come later are not learned.
const MOST_PARAGRAPHS: usize = 32 << 20;

/// Learns which paragraphs the articles of a source share: appeals, sign-ups, notes on the publisher.
#[derive(Debug, Default)]
pub struct Learner {
    /// Articles that hold a paragraph, by its hash and that of its source.
    counts: FxHashMap<u64, u8>,
    /// Hashes of the texts seen: a copy of an article tells nothing.
    texts: FxHashSet<u64>,
}

impl Learner {
    /// Counts the paragraphs of an article, each once.
    pub fn learn(&mut self, article: &Article, lexicon: &Lexicon) {
        if !self.texts.insert(stable_hash(&article.text)) {
            return;
        }
        let mut tokens = Vec::new();
        lexicon.tokenize(&article.text, &mut tokens);
        let source = source(article);
        let paragraphs = paragraph::split(article, &tokens).into_iter().map(|p| p.span);
        let mut hashes: Vec<u64> = paragraphs.filter(|span| span.start >= article.body_start()).map(|span| hash(source, span, article)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        for hash in hashes {
            if self.counts.len() < MOST_PARAGRAPHS || self.counts.contains_key(&hash) {
                let count = self.counts.entry(hash).or_default();
                *count = count.saturating_add(1);
            }
        }
    }

    /// What was learned.
    #[must_use]
    pub fn learned(&self) -> RepeatedParagraphs {
        self.counts.iter().filter(|(_, count)| **count >= LEAST_ARTICLES).map(|(hash, _)| *hash).collect()
    }
}

/// The paragraphs of the article that its source repeats. Where they make up most of the text, it is a copy of an article
/// that was printed several times, and nothing of it is boilerplate.
pub(super) fn find(article: &Article, paragraphs: impl Iterator<Item = Span>, lexicon: &Lexicon) -> Vec<Span> {
    let known = &lexicon.boilerplate.repeated;
    if known.is_empty() {
        return Vec::new();
    }
    let (mut all, mut repeated) = (0, 0);
    let source = source(article);
    let mut found = Vec::new();
    for span in paragraphs.filter(|span| span.start >= article.body_start()) {
        all += span.len();
        if known.contains(hash(source, span, article)) {
            repeated += span.len();
            found.push(span);
        }
    }
    if repeated * 2 > all { Vec::new() } else { found }
}

/// The publisher: as the record names it, else the host of the address; articles without either are taken together.
fn source(article: &Article) -> &str {
    let host = || article.url.as_deref().and_then(|u| u.split_once("://")).map(|(_, rest)| rest.split('/').next().unwrap_or(rest));
    article.source.as_deref().or_else(host).unwrap_or("")
}

fn hash(source: &str, span: Span, article: &Article) -> u64 {
    stable_hash(source).rotate_left(1) ^ stable_hash(span.slice(&article.text))
}

#[cfg(test)]
mod tests {
    use super::super::surface;
    use super::*;

    #[test]
    fn what_three_articles_of_a_source_share_is_boilerplate() {
        let mut lexicon = Lexicon::builtin().unwrap();
        let note = "The Lantern is printed by its readers on the island.";
        let article = |number: u32, source: &str| Article {
            text: format!("Ship number {number} ran aground off the cape at noon on Monday.\n\n{note}\n\nIts {number} passengers were taken ashore by boats."),
            source: Some(source.into()),
            ..Article::default()
        };
        let mut learner = Learner::default();
        for number in 0..3 {
            learner.learn(&article(number, "Lantern"), &lexicon);
            learner.learn(&article(number.min(1), "Other"), &lexicon);
        }
        lexicon.boilerplate.repeated = RepeatedParagraphs::parse(&learner.learned().to_string()).unwrap();
        let marked = |article: &Article| -> Vec<String> {
            surface(article, &lexicon).boilerplate.iter().map(|b| format!("{} {}", b.class, b.span.slice(&article.text))).collect()
        };
        assert_eq!(marked(&article(7, "Lantern")), [format!("repeated {note}")]);
        assert!(marked(&article(7, "Other")).is_empty());
    }
}
