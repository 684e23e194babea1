//! Rules of acts (`actions/*.toml`), their word classes (`actions/classes.toml`) and the words that set an act's status
//! (`actions/status.toml`).

mod compose;
mod rule;
mod status;
mod wordset;

pub use compose::{Composition, SpeechAct};
pub use rule::{ActionExample, ActionRule, Needs, Position, TenseName, VerbPattern};
pub use status::{Effect, StatusLexicon, StatusName};
pub use wordset::WordSet;

use rustc_hash::FxHashMap;

use super::{LexiconError, Sources, Words};
use crate::token::{Interner, Sym};
use wordset::Classes;

/// All rules of acts.
#[derive(Debug, Default)]
pub struct ActionLexicon {
    /// The rules, in the order of files and of each file.
    pub rules: Vec<ActionRule>,
    /// What governing verbs, adverbs and nouns make of an act.
    pub status: StatusLexicon,
    /// Codes of speech acts about a deed.
    pub composition: Composition,
    by_verb: FxHashMap<Sym, Vec<(u32, u32)>>,
    by_noun: FxHashMap<Sym, Vec<u32>>,
}

impl ActionLexicon {
    pub(super) fn load(sources: &Sources, interner: &mut Interner, words: &mut Words) -> Result<Self, LexiconError> {
        let classes = Classes::load(sources)?;
        let rules = rule::load(sources, interner, words, &classes)?;
        let status = StatusLexicon::load(sources, interner, &classes)?;
        let composition = Composition::load(sources)?;
        let mut lexicon = Self { rules, status, composition, ..Self::default() };
        for (index, rule) in lexicon.rules.iter().enumerate() {
            for (pattern, verb) in rule.verbs.iter().enumerate() {
                lexicon.by_verb.entry(verb.lemma).or_default().push((index as u32, pattern as u32));
            }
            for noun in &rule.nouns {
                index_under(&mut lexicon.by_noun, noun.last().copied().unwrap_or(Sym::UNKNOWN), index);
            }
        }
        Ok(lexicon)
    }

    /// Patterns with this verb lemma: indices of the rule and of the pattern in it.
    #[must_use]
    pub fn with_verb(&self, lemma: Sym) -> &[(u32, u32)] {
        self.by_verb.get(&lemma).map_or(&[], Vec::as_slice)
    }

    /// Rules with a nominal form that ends in this noun (its singular), as indices.
    #[must_use]
    pub fn with_noun(&self, noun: Sym) -> &[u32] {
        self.by_noun.get(&noun).map_or(&[], Vec::as_slice)
    }
}

fn index_under(index: &mut FxHashMap<Sym, Vec<u32>>, key: Sym, rule: usize) {
    let list = index.entry(key).or_default();
    if list.last() != Some(&(rule as u32)) {
        list.push(rule as u32);
    }
}
