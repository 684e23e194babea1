//! Rules of acts (`actions/*.toml`), their word classes (`actions/classes.toml`) and the words that set an act's status
//! (`actions/status.toml`).

mod classes;
mod compose;
mod effect;
mod gate;
mod rule;
mod status;
mod wordset;

pub use compose::{Composition, SpeechAct};
pub use effect::{Effect, StatusName};
pub use gate::{Clause, Gate, Has, PARTICLE_REACH, VerbEntry};
pub use rule::{ActionExample, ActionRule, Needs, Position, TenseName, VerbPattern};
pub use status::StatusLexicon;
pub use wordset::WordSet;

use super::{CameoTable, LexiconError, Sources, Words};
use crate::token::{Interner, Sym, SymSet};
use classes::Classes;

/// All rules of acts.
#[derive(Debug, Default)]
pub struct ActionLexicon {
    /// The rules, in the order of files and of each file.
    pub rules: Vec<ActionRule>,
    /// What governing verbs, adverbs and nouns make of an act.
    pub status: StatusLexicon,
    /// Codes of speech acts about a deed.
    pub composition: Composition,
    by_verb: BySym<VerbEntry>,
    by_noun: BySym<NounEntry>,
}

impl ActionLexicon {
    pub(super) fn load(sources: &Sources, codes: &CameoTable, interner: &mut Interner, words: &mut Words) -> Result<Self, LexiconError> {
        let classes = Classes::load(sources)?;
        let rules = rule::load(sources, codes, interner, words, &classes)?;
        let status = StatusLexicon::load(sources, interner, &classes)?;
        classes.check_used(sources)?;
        let composition = Composition::load(sources, codes)?;
        let mut lexicon = Self { rules, status, composition, ..Self::default() };
        for (index, rule) in lexicon.rules.iter().enumerate() {
            for (pattern, verb) in rule.verbs.iter().enumerate() {
                lexicon.by_verb.add(verb.lemma, VerbEntry { rule: index as u32, pattern: pattern as u32, gate: Gate::new(rule, verb) });
            }
            let mut nouns: Vec<_> = rule.nouns.iter().enumerate().collect();
            nouns.sort_by_key(|(_, noun)| std::cmp::Reverse(noun.len()));
            for (phrase, noun) in nouns {
                let entry = NounEntry { rule: index as u32, phrase: phrase as u32, length: noun.len() as u32 };
                lexicon.by_noun.add(noun.last().copied().unwrap_or(Sym::UNKNOWN), entry);
            }
        }
        Ok(lexicon)
    }

    /// Patterns with this verb lemma.
    #[must_use]
    pub fn with_verb(&self, lemma: Sym) -> &[VerbEntry] {
        self.by_verb.get(lemma)
    }

    /// Nominal forms that end in this noun (its singular): by rule, of each rule longer ones first.
    #[must_use]
    pub fn with_noun(&self, noun: Sym) -> &[NounEntry] {
        self.by_noun.get(noun)
    }
}

/// A nominal form of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NounEntry {
    /// Index of the rule.
    pub rule: u32,
    /// Index of the form in it.
    pub phrase: u32,
    /// Its words.
    pub length: u32,
}

/// Lists by symbol; one table read tells that a word has none, as most have.
#[derive(Debug)]
struct BySym<T> {
    /// The words that have one: most have none, and are told without a read of the longer table.
    held: SymSet,
    /// Index into `lists`, one higher; 0 for none.
    at: Vec<u32>,
    lists: Vec<Vec<T>>,
}

impl<T> Default for BySym<T> {
    fn default() -> Self {
        Self { held: SymSet::default(), at: Vec::new(), lists: Vec::new() }
    }
}

impl<T: PartialEq> BySym<T> {
    /// Adds to the word's list, unless it is what was added last.
    fn add(&mut self, word: Sym, value: T) {
        self.held.insert(word);
        if self.at.len() <= word.index() {
            self.at.resize(word.index() + 1, 0);
        }
        let at = &mut self.at[word.index()];
        if *at == 0 {
            self.lists.push(Vec::new());
            *at = self.lists.len() as u32;
        }
        if let Some(list) = self.lists.get_mut(*at as usize - 1).filter(|l| l.last() != Some(&value)) {
            list.push(value);
        }
    }

    #[inline]
    fn get(&self, word: Sym) -> &[T] {
        if !self.held.has(word) {
            return &[];
        }
        let at = self.at.get(word.index()).copied().unwrap_or(0);
        at.checked_sub(1).and_then(|at| self.lists.get(at as usize)).map_or(&[], Vec::as_slice)
    }
}
