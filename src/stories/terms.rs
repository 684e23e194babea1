//! An article as its telling words, weighted by how rare they are, and as a sketch of its wording.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ArticleKey;
use crate::lexicon::{Lexicon, StemLexicon};
use crate::text::{Article, Surface};
use crate::token::{Interner, Token, TokenKind, fold_key};

/// The terms of an article that are kept: the heaviest. More change nothing that was measured, fewer lose short stories.
const TERMS: usize = 64;
/// Words that stand in half of all texts tell nothing; this much is taken off every weight.
const COMMON: f32 = 0.7;
/// A word that is written with a capital most of the time is a name, and names tell stories apart.
const NAME: f32 = 1.5;
/// A number of two digits or more: a toll, a size, a year.
const NUMBER: f32 = 3.5;
/// Words in a run of the sketch.
const RUN: usize = 4;
/// Hashes of a sketch.
const SKETCH: usize = 32;
/// Tokens that are read: a book of a few megabytes is told by its beginning.
const READ: usize = 200_000;

/// Articles that are added to those of the run when the share of a term is taken.
const UNSEEN: f32 = 2000.0;
/// A term that no more of the articles share than this keeps its weight.
const SHARED: f32 = 0.005;

/// Hashes of telling words with their weights, in the order of the hashes.
type Terms = Box<[(u32, f32)]>;
/// The least hashes of runs of words.
type Sketch = Box<[u32]>;

/// Stems and weights of all words of the lexicon, looked up once.
#[derive(Debug)]
pub struct Weigher<'l> {
    stems: &'l StemLexicon,
    lexicon: &'l Lexicon,
    known: Vec<(u32, f32)>,
}

/// A word on its way to a term.
#[derive(Clone, Copy)]
struct Seen {
    stem: u32,
    weight: f32,
    capital: bool,
}

impl<'l> Weigher<'l> {
    /// Looks all words of the lexicon up.
    #[must_use]
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let stems = &lexicon.stems;
        let interner: &Interner = &lexicon.interner;
        let known = interner.names().map(|name| weighed(stems, name)).collect();
        Self { stems, lexicon, known }
    }

    /// The terms and the sketch of an article.
    pub(super) fn describe(&self, article: &Article, surface: &Surface) -> (Terms, Sketch) {
        let mut seen: Vec<Seen> = Vec::with_capacity(surface.tokens.len() / 2);
        let mut runs: Vec<u32> = Vec::with_capacity(surface.tokens.len());
        let mut last = [0u32; RUN];
        let mut key = String::new();
        let body = article.body_start();
        let mut boilerplate = surface.boilerplate.iter().filter(|_| !surface.keep_boilerplate).peekable();
        for token in surface.tokens.iter().take(READ) {
            while boilerplate.next_if(|b| b.span.end <= token.span.start).is_some() {}
            if token.span.start < body || boilerplate.peek().is_some_and(|b| b.span.holds(token.span.start)) {
                continue;
            }
            let Some(word) = self.see(token, &article.text, &mut key) else { continue };
            last = [last[1], last[2], last[3], word.stem];
            runs.push(mix(&last));
            if word.weight > 0.0 {
                seen.push(word);
            }
        }
        if let Some(title) = &article.title {
            let mut tokens = Vec::new();
            self.lexicon.tokenize(title, &mut tokens);
            // A title may be capitalised throughout, so that its capitals tell nothing.
            let words = tokens.iter().filter_map(|t| self.see(t, title, &mut key)).filter(|w| w.weight > 0.0);
            seen.extend(words.map(|w| Seen { capital: false, ..w }));
        }
        (terms(seen, surface.all_caps), sketch(runs))
    }

    fn see(&self, token: &Token, text: &str, key: &mut String) -> Option<Seen> {
        let (stem, weight) = match token.kind {
            TokenKind::Word if token.sym.is_known() => self.known[token.sym.index()],
            TokenKind::Word => {
                fold_key(token.span.slice(text), key);
                weighed(self.stems, key)
            }
            TokenKind::Number => {
                let word = token.span.slice(text);
                (self.stems.stem(word), if word.len() > 1 { NUMBER } else { 0.0 })
            }
            _ => return None,
        };
        Some(Seen { stem, weight, capital: token.shape.is_capital() })
    }
}

fn weighed(stems: &StemLexicon, word: &str) -> (u32, f32) {
    let stem = stems.stem(word);
    // Single letters are initials and bullets.
    let weight = if word.len() > 1 { stems.weight(stem) } else { 0.0 };
    (stem, (weight - COMMON).max(0.0))
}

/// Sums up the words of each stem, and keeps the heaviest terms in the order of their hashes.
fn terms(mut seen: Vec<Seen>, all_caps: bool) -> Terms {
    seen.sort_unstable_by_key(|s| s.stem);
    let mut terms: Vec<(u32, f32)> = Vec::with_capacity(seen.len());
    for group in seen.chunk_by(|a, b| a.stem == b.stem) {
        let capitals = group.iter().filter(|s| s.capital).count();
        let name = !all_caps && capitals * 5 >= group.len() * 3 && capitals > 0;
        let often = 1.0 + (group.len() as f32).ln();
        terms.push((group[0].stem, often * group[0].weight * if name { NAME } else { 1.0 }));
    }
    if terms.len() > TERMS {
        terms.select_nth_unstable_by(TERMS, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(TERMS);
    }
    terms.sort_unstable_by_key(|t| t.0);
    normalise(&mut terms);
    terms.into_boxed_slice()
}

/// One hash for a run of words.
fn mix(words: &[u32; RUN]) -> u32 {
    let hash = words.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |h, w| (h ^ u64::from(*w)).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29));
    (hash ^ (hash >> 32)) as u32
}

/// The least hashes: the same ones are left of two texts that share most of their runs.
fn sketch(mut runs: Vec<u32>) -> Sketch {
    if runs.len() > SKETCH * 4 {
        // Many runs are repeated in no text; twice as many as are needed leave enough.
        runs.select_nth_unstable(SKETCH * 2);
        runs.truncate(SKETCH * 2);
    }
    runs.sort_unstable();
    runs.dedup();
    runs.truncate(SKETCH);
    runs.into_boxed_slice()
}

/// The terms of all articles, where those that many articles of the run share weigh less: in a year of company results
/// `dividend` tells no story from another. Few articles say little about what is common, so that some more are added.
pub(super) fn reweighed(articles: &[ArticleKey], chosen: &[u32]) -> Vec<Vec<(u32, f32)>> {
    let mut holders: FxHashMap<u32, u32> = FxHashMap::default();
    for article in chosen {
        for (term, _) in &articles[*article as usize].terms {
            *holders.entry(*term).or_default() += 1;
        }
    }
    let all = chosen.len() as f32 + UNSEEN;
    let reweigh = |article: &u32| {
        let mut terms = articles[*article as usize].terms.to_vec();
        for (term, weight) in &mut terms {
            let share = holders.get(term).copied().unwrap_or(1) as f32 / all;
            *weight *= (share.ln() / SHARED.ln()).min(1.0);
        }
        normalise(&mut terms);
        terms
    };
    chosen.par_iter().with_min_len(256).map(reweigh).collect()
}

/// Divides the weights by their length.
fn normalise(terms: &mut [(u32, f32)]) {
    let length = terms.iter().map(|t| t.1 * t.1).sum::<f32>().sqrt();
    for term in terms {
        term.1 /= length;
    }
}

/// The cosine of two articles: both lists are in the order of their hashes.
pub(super) fn cosine(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        // Without branches: which list goes on cannot be foretold.
        sum += if x.0 == y.0 { x.1 * y.1 } else { 0.0 };
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}
