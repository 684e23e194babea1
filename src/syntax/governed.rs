//! Infinitives and gerunds: who does what hangs on another verb or on a noun of will.

use super::clause::{Linker, Subject};
use super::{Link, Tag, Tense, VerbGroup, Voice};
use crate::lexicon::Tags;

impl Linker<'_> {
    /// Infinitives and gerunds under another verb: its object controls them, else its subject.
    pub(super) fn governed(&self, u: Option<usize>) -> Subject {
        let Some(u) = u else { return (None, Link::Governed, None, None) };
        let first = &self.verbs[u];
        if let Some(punished) = self.punished(first) {
            return (Some(punished), Link::Governed, Some(u as u32), None);
        }
        let object = first.object.filter(|o| self.nouns[*o as usize].tokens.end <= self.verb().tokens.start);
        let subject = if first.voice == Voice::Passive || !self.object_controls(first) { first.subject } else { object.or(first.subject) };
        (subject, Link::Governed, Some(u as u32), None)
    }

    /// `Chad's decision in May to expel …`: whose decision it is.
    pub(super) fn willed_by(&self) -> Option<u32> {
        let mut g = self.nouns_past(self.verb().tokens.start).checked_sub(1)?;
        let mut end = self.verb().tokens.start;
        while self.nouns[g].temporal && self.nouns[g].tokens.end == end {
            end = self.nouns[g].prep.unwrap_or(self.nouns[g].tokens.start);
            g = g.checked_sub(1)?;
        }
        let group = &self.nouns[g];
        let head = self.surface.words.get(group.head as usize)?.noun?;
        (group.tokens.end == end && self.lexicon.actions.status.of_noun(head).is_some()).then_some(group.possessor)?
    }

    /// `imposed sanctions on Chad for breaking a pact`: who did what is answered stands between the object and the preposition.
    fn punished(&self, first: &VerbGroup) -> Option<u32> {
        let cause =
            self.verb().tokens.start.checked_sub(1).filter(|k| self.verb().tense == Tense::Participle && self.surface.tags(*k as usize).any(Tags::CAUSE))?;
        let g = self.group_ending(cause)?;
        let prep = self.nouns[g as usize].prep.filter(|p| first.object.is_some_and(|o| self.nouns[o as usize].tokens.end == *p))?;
        let fixed = &self.lexicon.fixed;
        [fixed.on, fixed.against].contains(&self.surface.tokens[prep as usize].sym).then_some(g)
    }

    /// `helped defend the town`, `help Chad rebuild its army`: behind the verb or its object.
    pub(super) fn is_bare_infinitive(&self, left: u32, u: Option<usize>) -> bool {
        let verb = self.verb();
        let bare = verb.tokens.len() == 1 && verb.tense == Tense::Present && self.surface.tags(verb.head as usize).any(Tags::V_BASE);
        let Some(above) = u.map(|u| &self.verbs[u]).filter(|w| bare && self.lexicon.words.tags(w.lemma).any(Tags::BARE_INFINITIVE)) else { return false };
        above.tokens.end == left + 1 || above.object.is_some_and(|o| self.nouns[o as usize].tokens.end == left + 1)
    }

    /// The verb's object, not its subject, does what the infinitive or gerund says: `urged Russia to leave`, `accused it of
    /// spying`, but `hit back by expelling`, `summoned him to protest`.
    fn object_controls(&self, first: &VerbGroup) -> bool {
        let verb = self.verb();
        if verb.tense == Tense::Infinitive {
            return self.lexicon.words.tags(first.lemma).any(Tags::OBJECT_CONTROL);
        }
        let before = verb.tokens.start.checked_sub(1).map(|k| self.surface.tokens[k as usize].sym);
        before.is_none_or(|p| !self.lexicon.words.tags(p).any(Tags::SUBJECT_CONTROL))
    }

    /// `a bid to close the mill angered dockers`: of the verb behind an infinitive the noun that the infinitive hangs on, where that
    /// has no verb yet.
    pub(super) fn before_infinitive(&self, u: usize) -> Option<u32> {
        let below = &self.verbs[u];
        let (open, start) = (below.tokens.start, self.verb().tokens.start);
        if below.tense != Tense::Infinitive || self.tags[open as usize] != Tag::To {
            return None;
        }
        let g = self.chain_head(self.group_ending(open)?);
        let group = &self.nouns[g as usize];
        let from = u.checked_sub(1).map(|w| &self.verbs[w]).filter(|w| w.sentence == below.sentence).map_or(self.sentence_start(), |w| w.tokens.end);
        let parts = |k: u32| matches!(self.tags[k as usize], Tag::Mark | Tag::Sub | Tag::Wh | Tag::Conj);
        let opens = from == self.sentence_start() || (from..group.tokens.start).any(parts);
        let deed = self.tags[group.head as usize] == Tag::Noun && self.is_free(g);
        (opens && deed && !(below.tokens.end..start).any(parts)).then_some(g)
    }
}
