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
    /// The prepositions of complements.
    preps: u64,
    /// The first particle, as its bit and as the word; no bit for none.
    near: u64,
    particle: Sym,
    /// One bit for each [`TenseName`]; none for any.
    tenses: u8,
    has: Has,
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
    /// What else it has.
    pub has: Has,
}

/// What a clause has beside words, one bit each: asked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Has(u8);

impl Has {
    /// Of the clause or the rule: the verb is negated, the act has an object, the act has a subject, a verb of the complement has a
    /// modal.
    #[must_use]
    pub fn new(negated: bool, object: bool, subject: bool, modal: bool) -> Self {
        Self(u8::from(negated) | u8::from(object) << 1 | u8::from(subject) << 2 | u8::from(modal) << 3)
    }
}

impl Gate {
    pub(super) fn new(rule: &ActionRule, pattern: &VerbPattern) -> Self {
        let particle = pattern.particles.first().copied();
        // A particle may make an object of the group behind it.
        let object = !rule.object.is_empty() && particle.is_none();
        Self {
            // Those of a rule about whom the complement tells stand in the complement.
            preps: if rule.tells() { 0 } else { rule.with.iter().fold(0, |bits, (prep, _)| bits | prep.bit()) },
            near: particle.map_or(0, Sym::bit),
            particle: particle.unwrap_or(Sym::UNKNOWN),
            tenses: rule.tense.iter().fold(0, |bits, tense| bits | 1 << *tense as u8),
            has: Has::new(rule.negated, object, !rule.subject.is_empty(), !rule.then_modal.is_empty()),
        }
    }
}

impl Clause {
    /// The rules behind these gates may fit a clause like this; the others surely do not.
    #[inline]
    pub fn fitting<'e>(&self, entries: &'e [VerbEntry]) -> impl Iterator<Item = &'e VerbEntry> {
        let Self { near, behind, tense, has } = *self;
        let near_bits = near.iter().fold(0, |bits, sym| bits | sym.bit());
        // A reported future is a modal too.
        let bits = |t: TenseName| 1 << t as u8 | if t == TenseName::Reported { 1 << TenseName::Modal as u8 } else { 0 };
        let tenses = tense.map_or(0, bits);
        entries.iter().filter(move |entry| {
            let gate = &entry.gate;
            let words = gate.preps & !behind | gate.near & !near_bits;
            words == 0 && gate.has.0 & !has.0 == 0 && (gate.tenses == 0 || gate.tenses & tenses != 0) && (gate.near == 0 || near.contains(&gate.particle))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Interner;

    #[test]
    fn only_rules_that_a_clause_can_meet_are_left() {
        let mut interner = Interner::new();
        let [out, off, with] = ["out", "off", "with"].map(|word| interner.intern(word));
        let none = Has::new(false, false, false, false);
        let open = Gate { preps: 0, near: 0, particle: Sym::UNKNOWN, tenses: 0, has: none };
        let gates = [
            open,
            Gate { near: out.bit(), particle: out, ..open },
            Gate { near: off.bit(), particle: off, ..open },
            Gate { preps: with.bit(), ..open },
            Gate { tenses: 1 << TenseName::Modal as u8, ..open },
            Gate { tenses: 1 << TenseName::Past as u8, ..open },
            Gate { has: Has::new(false, true, false, false), ..open },
            Gate { has: Has::new(true, false, false, false), ..open },
        ];
        let entries: Vec<VerbEntry> = (0..).zip(gates).map(|(rule, gate)| VerbEntry { rule, pattern: 0, gate }).collect();
        let mut near = [Sym::UNKNOWN; PARTICLE_REACH];
        near[1] = out;
        let clause = Clause { near, behind: out.bit() | with.bit(), tense: Some(TenseName::Reported), has: Has::new(false, true, true, false) };
        let left: Vec<u32> = clause.fitting(&entries).map(|entry| entry.rule).collect();
        assert_eq!(left, [0, 1, 3, 4, 6]);
        let bare = Clause { near: [Sym::UNKNOWN; PARTICLE_REACH], behind: 0, tense: None, has: none };
        assert_eq!(bare.fitting(&entries).map(|entry| entry.rule).collect::<Vec<_>>(), [0]);
    }
}
