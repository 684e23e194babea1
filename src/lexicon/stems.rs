use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{LexiconError, Sources};
use crate::token::{Interner, stable_hash};

/// In how many of this many texts a word stands: the unit of `frequency.csv`.
const TEXTS: f32 = 10_000.0;

/// A word that `frequency.csv` leaves out is taken to stand in this many: fewer than any that it holds.
const RARE: f32 = 9.0;

/// How rare words are, by their stems, from `frequency.csv` and `stories.toml`.
///
/// The counts come with the program and not from the run, so that what two articles have in common does not depend on
/// which others are read with them.
#[derive(Debug, Default)]
pub struct StemLexicon {
    suffixes: Vec<Suffix>,
    texts: FxHashMap<u32, f32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Suffix {
    ending: String,
    least: usize,
    #[serde(default)]
    becomes: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    suffix: Vec<Suffix>,
}

#[derive(Deserialize)]
struct Row {
    stem: String,
    texts: f32,
}

impl StemLexicon {
    /// Reads both files. The words are interned in the order of their frequency: what a text asks for most then lies close
    /// together in all tables by symbol, and stays in the processor's cache.
    pub(super) fn load(sources: &Sources, interner: &mut Interner) -> Result<Self, LexiconError> {
        let mut suffixes = Vec::new();
        for (_, _, file) in sources.toml::<File>("stories")? {
            suffixes.extend(file.suffix);
        }
        let mut rows = sources.csv::<Row>("frequency.csv")?;
        rows.sort_by(|a, b| b.value.texts.total_cmp(&a.value.texts));
        for row in &rows {
            interner.intern(&row.value.stem);
        }
        let texts = rows.into_iter().map(|row| (short(&row.value.stem), row.value.texts)).collect();
        Ok(Self { suffixes, texts })
    }

    /// The hash of the stem of `word`, which is in lower case.
    #[must_use]
    pub fn stem(&self, word: &str) -> u32 {
        let cut = self.suffixes.iter().find(|s| word.len() >= s.least && word.ends_with(s.ending.as_str()));
        let Some(suffix) = cut else { return short(word) };
        let kept = &word[..word.len() - suffix.ending.len()];
        if suffix.becomes.is_empty() { short(kept) } else { short(&format!("{kept}{}", suffix.becomes)) }
    }

    /// How much it tells that two texts share this stem: the logarithm of how rare it is.
    #[must_use]
    pub fn weight(&self, stem: u32) -> f32 {
        (TEXTS / self.texts.get(&stem).copied().unwrap_or(RARE)).ln()
    }
}

/// 32 bits of the stable hash: enough to tell the words of two articles apart.
fn short(word: &str) -> u32 {
    let hash = stable_hash(word);
    (hash ^ (hash >> 32)) as u32
}
