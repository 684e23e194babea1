//! What a rule asks of the words around its verb, in a few bytes: common verbs have hundreds of patterns, nearly all of which are
//! turned down before their rules are looked at.

use super::{ActionRule, TenseName, VerbPattern};
use crate::token::Sym;

/// How far behind the verb a particle may stand, in tokens: a short object may come between (`kicked the envoy out`).
pub const PARTICLE_REACH: usize = 7;

/// A pattern of a verb: its rule, and what can be asked of a clause without the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerbEntry {
    /// Index of the rule.
    pub rule: u32,
    /// Index of the pattern in it.
    pub pattern: u32,
    /// What the clause must have.
    pub gate: Gate,
}

/// What a clause must have, words as their bits ([`Sym::bit`](crate::token::Sym::bit)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    /// The first particle.
    particle: Option<Sym>,
    /// The prepositions of complements.
    preps: u64,
    /// One bit for each [`TenseName`].
    tenses: u8,
    negated: bool,
    object: bool,
    subject: bool,
    modal: bool,
}

/// What a clause has.
#[derive(Debug, Clone, Copy)]
pub struct Clause {
    /// The words within a particle's reach of the verb.
    pub near: [Sym; PARTICLE_REACH],
    /// Bits of all words behind the verb.
    pub behind: u64,
    /// Tense of the verb, where rules can ask for it.
    pub tense: Option<TenseName>,
    /// The verb is negated.
    pub negated: bool,
    /// The act has an object.
    pub object: bool,
    /// The act has a subject.
    pub subject: bool,
    /// A verb of the complement has a modal.
    pub modal: bool,
}

impl Gate {
    pub(super) fn new(rule: &ActionRule, pattern: &VerbPattern) -> Self {
        Self {
            particle: pattern.particles.first().copied(),
            // Those of a rule about whom the complement tells stand in the complement.
            preps: if rule.tells() { 0 } else { rule.with.iter().fold(0, |bits, (prep, _)| bits | prep.bit()) },
            tenses: rule.tense.iter().fold(0, |bits, tense| bits | 1 << *tense as u8),
            negated: rule.negated,
            // A particle may make an object of the group behind it.
            object: !rule.object.is_empty() && pattern.particles.is_empty(),
            subject: !rule.subject.is_empty(),
            modal: !rule.then_modal.is_empty(),
        }
    }

    /// The rule may fit a clause like this; where not, it surely does not.
    #[must_use]
    #[inline]
    pub fn may_fit(&self, clause: &Clause) -> bool {
        let particle = self.particle.is_none_or(|p| clause.near.contains(&p));
        // A reported future is a modal too.
        let bits = |t: TenseName| 1 << t as u8 | if t == TenseName::Reported { 1 << TenseName::Modal as u8 } else { 0 };
        let tense = self.tenses == 0 || clause.tense.is_some_and(|t| self.tenses & bits(t) != 0);
        self.preps & !clause.behind == 0
            && particle
            && tense
            && (clause.negated || !self.negated)
            && (clause.object || !self.object)
            && (clause.subject || !self.subject)
            && (clause.modal || !self.modal)
    }
}
