use rustc_hash::FxHashSet;

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

    /// Adds all members of another set.
    pub(super) fn join(&mut self, other: &Self) {
        if self.single.is_empty() && self.phrases.is_empty() {
            self.clone_from(other);
            return;
        }
        self.bits.0.iter_mut().zip(other.bits.0).for_each(|(bits, more)| *bits |= more);
        self.single.extend(&other.single);
        self.lasts.extend(&other.lasts);
        self.phrases.extend_from_slice(&other.phrases);
    }

    /// Adds a lemma, or a phrase of lemmas.
    pub(super) fn add(&mut self, interner: &mut Interner, member: &str) {
        let words: Box<[Sym]> = scan(member).map(|t| interner.intern(t.span.slice(member))).collect();
        if let Some(last) = words.last() {
            self.bits.add(*last);
        }
        match words.as_ref() {
            [single] => {
                self.single.insert(*single);
            }
            [] => {}
            longer => {
                self.lasts.extend(longer.last());
                self.phrases.push(words);
            }
        }
    }
}
