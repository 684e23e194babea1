use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::lexicon::{LexiconError, Sources};
use crate::token::{Interner, Sym, scan};

/// A set of lemmas that a rule names, classes (`@diplomat`) expanded. Multiword members match by their words, last one first.
#[derive(Debug, Clone, Default)]
pub struct WordSet {
    /// A bit for each last word of a member: most words that are asked for do not have theirs set, and the tables need not be read.
    bits: Bits,
    single: FxHashSet<Sym>,
    /// The last words of longer members: most words end none.
    lasts: FxHashSet<Sym>,
    /// Longer members, last word last.
    phrases: Vec<Box<[Sym]>>,
}

/// 256 bits, one for each word.
#[derive(Debug, Clone, Copy, Default)]
struct Bits([u64; 4]);

impl Bits {
    fn add(&mut self, word: Sym) {
        self.0[word.index() / 64 % 4] |= 1 << (word.index() % 64);
    }

    #[inline]
    fn may_hold(&self, word: Sym) -> bool {
        self.0[word.index() / 64 % 4] & 1 << (word.index() % 64) != 0
    }
}

impl WordSet {
    /// Nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.single.is_empty() && self.phrases.is_empty()
    }

    /// The lemma is a member of its own.
    #[must_use]
    #[inline]
    pub fn has(&self, lemma: Sym) -> bool {
        self.bits.may_hold(lemma) && lemma.is_known() && self.single.contains(&lemma)
    }

    /// A member ends at the last of `words` (lemmas or forms, in order).
    #[must_use]
    #[inline]
    pub fn ends(&self, words: &[Sym]) -> bool {
        words.last().is_some_and(|w| self.bits.may_hold(*w) && self.may_end(words))
    }

    fn may_end(&self, words: &[Sym]) -> bool {
        words.last().is_some_and(|w| self.has(*w) || self.lasts.contains(w) && self.phrases.iter().any(|p| words.ends_with(p)))
    }
}

/// The named classes of `actions/classes.toml`.
#[derive(Debug, Default)]
pub(super) struct Classes {
    members: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    class: BTreeMap<String, Vec<String>>,
}

impl Classes {
    pub(super) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let mut members = BTreeMap::new();
        for (_, _, file) in sources.toml::<File>("actions/classes")? {
            members.extend(file.class);
        }
        Ok(Self { members })
    }

    /// The set that `names` stands for: lemmas and `@class` names, classes inside classes included.
    pub(super) fn set(&self, interner: &mut Interner, file: &Arc<str>, line: u64, names: &[String]) -> Result<WordSet, LexiconError> {
        let mut set = WordSet::default();
        self.extend(&mut set, interner, file, line, names)?;
        Ok(set)
    }

    /// Adds what `names` stands for to a set.
    pub(super) fn extend(&self, set: &mut WordSet, interner: &mut Interner, file: &Arc<str>, line: u64, names: &[String]) -> Result<(), LexiconError> {
        self.expand(interner, file, line, names, set, 0)
    }

    fn expand(&self, interner: &mut Interner, file: &Arc<str>, line: u64, names: &[String], set: &mut WordSet, depth: usize) -> Result<(), LexiconError> {
        if depth > 8 {
            return Err(LexiconError::at(file, line, format!("the classes {names:?} hold each other"), "break the circle in actions/classes.toml"));
        }
        for name in names {
            let Some(class) = name.strip_prefix('@') else {
                add(interner, name, set);
                continue;
            };
            let members = self.members.get(class).ok_or_else(|| {
                LexiconError::at(file, line, format!("unknown class `{name}`"), "define it in actions/classes.toml under [class], or correct the name")
            })?;
            self.expand(interner, file, line, members, set, depth + 1)?;
        }
        Ok(())
    }
}

fn add(interner: &mut Interner, member: &str, set: &mut WordSet) {
    let words: Box<[Sym]> = scan(member).map(|t| interner.intern(t.span.slice(member))).collect();
    if let Some(last) = words.last() {
        set.bits.add(*last);
    }
    match words.as_ref() {
        [single] => {
            set.single.insert(*single);
        }
        [] => {}
        longer => {
            set.lasts.extend(longer.last());
            set.phrases.push(words);
        }
    }
}
