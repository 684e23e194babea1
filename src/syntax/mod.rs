//! The shallow grammar that dates, actors, quotations and actions share: one word class a token, noun groups, verb
//! groups with voice, tense and polarity, and clauses that tie groups to their verbs. No parser: tables and one pass.

mod clause;
mod coordination;
mod governed;
mod index;
mod nouns;
mod object;
mod reduced;
mod relative;
mod tag;
mod tag_choice;
mod tag_fix;
mod verbal;
mod verbs;

pub use tag::Tag;

use crate::lexicon::Lexicon;
use crate::text::{Article, Surface};
use crate::token::Sym;
use index::GroupIndex;
use std::ops::Range;

/// The grammar of one article. `tags` is parallel to `Surface::tokens`; groups are in the order of the text and none
/// crosses a sentence.
#[derive(Debug, Default)]
pub struct Syntax {
    /// The chosen word class of each token.
    pub tags: Vec<Tag>,
    /// Noun groups: determiner to head. A possessor is a group of its own.
    pub nouns: Vec<NounGroup>,
    /// Verb groups: auxiliaries to main verb.
    pub verbs: Vec<VerbGroup>,
    noun_index: GroupIndex,
    verb_index: GroupIndex,
}

/// `the senior British diplomat`: a head and what stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NounGroup {
    /// Its tokens, determiner included, without a possessive clitic.
    pub tokens: Range<u32>,
    /// The token of its head: the last noun, name or pronoun.
    pub head: u32,
    /// The group that owns it (`Russia's expulsion`: `Russia`), as an index into `Syntax::nouns`.
    pub possessor: Option<u32>,
    /// The preposition that governs it, as a token index.
    pub prep: Option<u32>,
    /// The group before that it is coordinated with (`Britain and France`: of `France`, `Britain`).
    pub joined: Option<u32>,
    /// Number of the head, as far as its form tells.
    pub plural: bool,
    /// Headed by a noun of time: an adverbial.
    pub temporal: bool,
    /// Its sentence.
    pub sentence: u32,
}

/// `has not been expelled`: auxiliaries, adverbs and the main verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerbGroup {
    /// Its tokens, from the first auxiliary (or `to`) to the main verb.
    pub tokens: Range<u32>,
    /// The token of the main verb.
    pub head: u32,
    /// Lemma of the main verb; unknown where the lexicon does not hold it.
    pub lemma: Sym,
    /// Active or passive.
    pub voice: Voice,
    /// Tense and form.
    pub tense: Tense,
    /// `not`, `never`, `n't` inside the group.
    pub negated: bool,
    /// The modal, as a token index (`will`, `may`).
    pub modal: Option<u32>,
    /// The verb group that governs this infinitive or gerund (`decided` of `to expel`), as an index into `Syntax::verbs`.
    pub governor: Option<u32>,
    /// The noun group that is its subject, also across relative pronouns, coordination and participles.
    pub subject: Option<u32>,
    /// The noun group that is its direct object; of a passive or a reduced relative none.
    pub object: Option<u32>,
    /// The group behind `by`, of a passive.
    pub agent: Option<u32>,
    /// How it hangs on its clause.
    pub link: Link,
    /// Its sentence.
    pub sentence: u32,
}

/// Voice of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Voice {
    Active,
    Passive,
}

/// Tense and form of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Tense {
    Present,
    Past,
    /// `has expelled`, `had expelled`.
    Perfect,
    /// `is expelling`.
    Progressive,
    /// `will expel`, `is to expel`, `is going to expel`.
    Future,
    /// `may expel`, `would expel`.
    Modal,
    /// `to expel`.
    Infinitive,
    /// `expelling …` without an auxiliary.
    Participle,
    /// `expelled by …` without an auxiliary, behind a noun.
    Reduced,
}

/// How a verb group hangs on the clause around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Has its own subject, or none.
    Main,
    /// Behind `who`, `which`, `that`, or a reduced relative.
    Relative,
    /// Shares the subject of the verb before (`arrested and charged`).
    Coordinated,
    /// Infinitive or gerund under another verb.
    Governed,
    /// Participle clause (`…, accusing the pair of spying`).
    Participle,
}

/// Tags, chunks and links the clauses of `article`.
#[must_use]
pub fn parse(article: &Article, surface: &Surface, lexicon: &Lexicon) -> Syntax {
    let tags = tag::tag(article, surface, lexicon.fixed.by);
    let mut nouns = nouns::chunk(surface, lexicon, &tags);
    let mut verbs = verbs::chunk(surface, lexicon, &tags);
    let noun_index = GroupIndex::new(tags.len(), nouns.iter().map(|g| &g.tokens));
    let verb_index = GroupIndex::new(tags.len(), verbs.iter().map(|g| &g.tokens));
    coordination::join(surface, lexicon, &tags, &mut nouns, &verbs, &verb_index);
    clause::link(surface, lexicon, &tags, &nouns, &noun_index, &mut verbs, &verb_index);
    Syntax { tags, nouns, verbs, noun_index, verb_index }
}

impl VerbGroup {
    /// Carries its own tense: no infinitive and no participle.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        !matches!(self.tense, Tense::Infinitive | Tense::Participle | Tense::Reduced)
    }

    /// A bare past form or participle.
    pub(crate) fn is_past_form(&self) -> bool {
        matches!(self.tense, Tense::Past | Tense::Reduced)
    }

    /// Who does it: the subject, of a passive the group behind `by`.
    #[must_use]
    pub fn doer(&self) -> Option<u32> {
        if self.voice == Voice::Passive { self.agent } else { self.subject }
    }

    /// To whom it is done: the object, of a passive the subject.
    #[must_use]
    pub fn patient(&self) -> Option<u32> {
        if self.voice == Voice::Passive { self.subject } else { self.object }
    }
}

impl Syntax {
    /// The first noun group that starts at or behind the token, as an index into `nouns` (its length where there is none).
    #[must_use]
    pub fn nouns_from(&self, token: u32) -> usize {
        self.noun_index.from(token)
    }

    /// The first noun group that holds the token or starts behind it.
    #[must_use]
    pub fn nouns_past(&self, token: u32) -> usize {
        self.noun_index.past(token, |g| self.nouns[g].tokens.end)
    }

    /// The first verb group that starts at or behind the token, as an index into `verbs`.
    #[must_use]
    pub fn verbs_from(&self, token: u32) -> usize {
        self.verb_index.from(token)
    }

    /// The first verb group that holds the token or starts behind it.
    #[must_use]
    pub fn verbs_past(&self, token: u32) -> usize {
        self.verb_index.past(token, |g| self.verbs[g].tokens.end)
    }

    /// The noun group that holds token `index`, if any.
    #[must_use]
    pub fn noun_at(&self, index: u32) -> Option<usize> {
        let at = self.nouns_past(index);
        self.nouns.get(at).filter(|g| g.tokens.contains(&index)).map(|_| at)
    }

    /// The verb group that holds token `index`, if any.
    #[must_use]
    pub fn verb_at(&self, index: u32) -> Option<usize> {
        let at = self.verbs_past(index);
        self.verbs.get(at).filter(|g| g.tokens.contains(&index)).map(|_| at)
    }

    /// The verb groups of a sentence, as a range of indices into `verbs`.
    #[must_use]
    pub fn verbs_of(&self, sentence: u32) -> Range<usize> {
        self.verbs.partition_point(|g| g.sentence < sentence)..self.verbs.partition_point(|g| g.sentence <= sentence)
    }

    /// The noun groups of a sentence, as a range of indices into `nouns`.
    #[must_use]
    pub fn nouns_of(&self, sentence: u32) -> Range<usize> {
        self.nouns.partition_point(|g| g.sentence < sentence)..self.nouns.partition_point(|g| g.sentence <= sentence)
    }
}
