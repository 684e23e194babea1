//! Participles without an auxiliary and their subjects: `a ship seized by Iran`, `the engineer, kidnapped by gunmen, was …`.

use super::clause::{Linker, Subject};
use super::{Link, NounGroup, Tag, Tense, VerbGroup, Voice};
use crate::lexicon::Tags;
use crate::token::TokenKind;

impl Linker<'_> {
    /// `Also expelled by Chad was an envoy`, `Killed in the blast were two nuns`: a participle at the head of its sentence, told of the group
    /// behind the next `be`.
    pub(super) fn fronted(&self) -> Option<Subject> {
        let verb = self.verb();
        let done = verb.tokens.len() == 1 && verb.is_past_form() && self.surface.tags(verb.head as usize).any(Tags::V_PART);
        let g = self.behind_be().filter(|_| done)?;
        Some((Some(g), Link::Relative, None, Some((Voice::Passive, Tense::Reduced))))
    }

    /// The group right behind a bare `be` that is the next verb of the clause.
    fn behind_be(&self) -> Option<u32> {
        let verb = self.verb();
        let be = self.verbs.get(self.v + 1).filter(|w| w.sentence == verb.sentence && w.lemma == self.lexicon.fixed.be && w.tokens.len() == 1)?;
        let parted = (verb.tokens.end..be.tokens.start).any(|k| matches!(self.tags[k as usize], Tag::Mark | Tag::Conj | Tag::Sub | Tag::Wh));
        let g = self.noun_index.from(be.tokens.end);
        let group = self.nouns.get(g).filter(|n| n.tokens.start == be.tokens.end && n.sentence == verb.sentence && !n.temporal)?;
        (be.is_finite() && !parted && self.tags[group.head as usize] != Tag::Adj).then_some(g as u32)
    }

    /// A participle without auxiliary: of the group right before it, else of the clause's subject.
    pub(super) fn participle(&self, left: u32, u: Option<usize>) -> Subject {
        let beside = self.group_ending(left + 1).filter(|_| self.tags[left as usize] != Tag::Mark);
        // `Among those held were two nurses`
        let those = |g: &u32| {
            let group = &self.nouns[*g as usize];
            u.is_none()
                && group.tokens.len() == 1
                && group.prep == Some(self.sentence_start())
                && matches!(self.tags[group.head as usize], Tag::Det | Tag::Pron)
        };
        if beside.as_ref().is_some_and(those)
            && let Some(g) = self.behind_be()
        {
            return (Some(g), Link::Relative, None, None);
        }
        if let Some(g) = beside {
            // `…, with Chad alone ordering`: behind the comma a new clause begins.
            let own = self.nouns[g as usize].prep.and_then(|p| p.checked_sub(1)).is_some_and(|k| self.kind(k) == TokenKind::Comma);
            return (Some(if own { g } else { self.chain_head(g) }), Link::Relative, None, None);
        }
        let subject = u.and_then(|u| self.shared_subject(u));
        let of_list = self.group_ending(left).filter(|_| self.kind(left) == TokenKind::Comma && u.is_none());
        (subject.or(of_list.map(|g| self.chain_head(g))), Link::Participle, u.map(|u| u as u32), None)
    }

    /// A past form that may be a participle, right behind a group that is the object of the verb before or followed by
    /// `by`: `a diplomat accused of spying was expelled`, `a ship seized by Iran`.
    pub(super) fn reduced(&self, left: u32, u: Option<usize>) -> Option<Subject> {
        let verb = self.verb();
        let form = self.surface.tags(verb.head as usize);
        let ambiguous = verb.tense == Tense::Past && verb.tokens.len() == 1 && (form.any(Tags::V_PART) || form.is_none());
        // `a minister arrived in Lima for talks that were planned`: what has no object has no passive.
        if form.any(Tags::INTRANSITIVE) {
            return None;
        }
        // `the engineer, kidnapped on Monday by gunmen`
        let aside = ambiguous && self.kind(left) == TokenKind::Comma;
        let g = self.group_ending(if aside { left } else { left + 1 }).filter(|_| ambiguous)?;
        if aside && self.is_asked() {
            return Some((Some(self.chain_head(g)), Link::Relative, None, Some((Voice::Passive, Tense::Reduced))));
        }
        if aside && !self.is_told_aside(g, u) {
            return None;
        }
        // `Chile on Friday called for talks`: what stands behind a time is told of who stands before it.
        if self.nouns[g as usize].temporal && self.nouns[g as usize].prep.is_some() && u.is_none() {
            return None;
        }
        let next = self.tags.get(verb.tokens.end as usize).copied();
        // `miners shut in for a week`: a particle may stand before the preposition.
        let particle = next == Some(Tag::Adv) && self.tags.get(verb.tokens.end as usize + 1) == Some(&Tag::Prep);
        let prep = next == Some(Tag::Prep) || particle;
        let by = (prep || self.nouns.get(self.noun_index.from(verb.tokens.end)).is_some_and(|n| self.is_predicate(n))) && self.by_follows(verb.tokens.end);
        let object_of_before = u.is_some_and(|u| self.is_object_of(&self.verbs[u], g));
        let finite_after = self.finite_follows();
        // `said that its members stood by Estonia`: a clause needs a verb of its own.
        let opens = self.nouns[self.chain_head(g) as usize].tokens.start.checked_sub(1).is_some_and(|k| self.tags[k as usize] == Tag::Sub);
        if opens && !finite_after {
            return None;
        }
        let at = self.object_start();
        let behind = self.nouns.get(self.noun_index.from(at)).filter(|n| n.tokens.start == at && !n.temporal);
        // `held captive by pirates`: a bare noun before `by` says as what.
        let own_object = behind.is_some_and(|n| !self.is_predicate(n));
        // A sentence needs a verb: `they protested against abuses by the army`.
        let by_it =
            self.surface.tokens.get(verb.tokens.end as usize).is_some_and(|t| t.sym == self.lexicon.fixed.by) || behind.is_some_and(|n| self.is_predicate(n));
        let by = by && (by_it || finite_after || u.is_some());
        // `Oslo said on Friday that …`: verbs of saying tell, they are not told.
        if !by_it && self.lexicon.words.tags(verb.lemma).any(Tags::CLAUSAL) && self.clause_follows(verb.tokens.end) {
            return None;
        }
        let enclosed = aside && self.is_enclosed();
        // `Chad promised on Friday that … would`: of a bare name nothing is told that way.
        let named = self.tags[self.nouns[g as usize].tokens.start as usize] == Tag::Name && self.nouns[g as usize].prep.is_none();
        let goes_on = finite_after && !named && !self.comma_between(verb.tokens.end);
        let reduced = !own_object && (by || enclosed || prep && (object_of_before || goes_on));
        reduced.then(|| (Some(self.described(g)), Link::Relative, None, Some((Voice::Passive, Tense::Reduced))))
    }

    /// The group `g` is the object of the verb before, or stands behind it with a preposition.
    fn is_object_of(&self, first: &VerbGroup, g: u32) -> bool {
        let hangs = self.nouns[g as usize].prep;
        let same = first.object == Some(self.chain_head(g)) || hangs.is_some_and(|p| p >= first.tokens.end);
        // `sent food to miners shut in for …`: behind an object and a preposition no clause begins.
        let behind_object = first.object.is_some() && hangs.is_some();
        same && (behind_object || !self.lexicon.words.tags(first.lemma).any(Tags::CLAUSAL))
    }

    /// `the minister, asked to explain the delay, said`: who is asked or told to do something, in commas before his own verb.
    fn is_asked(&self) -> bool {
        let verb = self.verb();
        let asks = self.tags.get(verb.tokens.end as usize) == Some(&Tag::To) && self.lexicon.words.tags(verb.lemma).any(Tags::OBJECT_CONTROL);
        let part = self.surface.tags(verb.head as usize).any(Tags::V_PART);
        let goes_on = |w: &&VerbGroup| w.is_finite() && w.tokens.start.checked_sub(1).is_some_and(|k| self.kind(k) == TokenKind::Comma);
        asks && part && self.verbs[self.v + 1..].iter().take(5).take_while(|w| w.sentence == verb.sentence).any(|w| goes_on(&w))
    }

    /// What a participle behind the group `g` describes: of `a strike over a bill signed by`, the bill, which is new here; else
    /// the head of the chain (`the ambassador to Oslo accused of`).
    fn described(&self, g: u32) -> u32 {
        let first = self.nouns[g as usize].tokens.start as usize;
        let new = self.tags[first] == Tag::Det && self.surface.tokens[first].sym != self.lexicon.fixed.the;
        if new { g } else { self.chain_head(g) }
    }

    /// A past form behind the comma is a participle where it has no object and somebody did it (`by`), or where the group before
    /// is the object of its clause: `is holding a senator, kidnapped in May`.
    fn is_told_aside(&self, g: u32, u: Option<usize>) -> bool {
        let head = self.chain_head(g);
        let object_of = |u: usize| self.verbs[u].object == Some(head) && !self.is_closed_relative(u);
        let told = || self.by_follows(self.verb().tokens.end) || u.is_some_and(object_of) || self.is_enclosed();
        let bare = self.nouns.get(self.noun_index.from(self.verb().tokens.end)).is_some_and(|n| self.is_predicate(n));
        (!self.goes_on() || bare) && told()
    }

    /// `Chad, which brokered the truce, called`: the comma before the verb closes a relative clause that a comma opened.
    fn is_closed_relative(&self, u: usize) -> bool {
        let relative = &self.verbs[u];
        let comma = relative.tokens.start.checked_sub(2).filter(|k| self.kind(*k) == TokenKind::Comma);
        relative.link == Link::Relative && relative.is_finite() && comma.is_some_and(|k| self.tags[k as usize + 1] == Tag::Wh)
    }

    /// `captive`, right behind the verb and before `by`.
    fn is_predicate(&self, n: &NounGroup) -> bool {
        let by = self.surface.tokens.get(n.tokens.end as usize).is_some_and(|t| t.sym == self.lexicon.fixed.by);
        by && n.tokens.start == self.verb().tokens.end && n.tokens.len() == 1 && self.surface.tags(n.head as usize).any(Tags::AS_WHAT)
    }

    /// `the engineer, kidnapped in May, was freed`: a comma and the verb of the sentence stand behind it.
    fn is_enclosed(&self) -> bool {
        let verb = self.verb();
        let next = self.verbs.get(self.v + 1).filter(|w| w.sentence == verb.sentence && w.tokens.len() > 1 && self.is_clearly_finite(w));
        let comma = |w: &VerbGroup| self.kind(w.tokens.start - 1) == TokenKind::Comma;
        let form = self.surface.tags(verb.head as usize);
        form.any(Tags::V_PART) && next.is_some_and(|w| w.tokens.start > verb.tokens.end && w.tokens.start - verb.tokens.end <= 12 && comma(w))
    }

    /// `that`, or a comma and a quotation, before the next verb.
    fn clause_follows(&self, from: u32) -> bool {
        let to = self.verbs.get(self.v + 1).map_or(from + 12, |w| w.tokens.start).min(from + 12).min(self.tags.len() as u32);
        (from..to).any(|k| self.tags[k as usize] == Tag::Sub || self.tags[k as usize] == Tag::Mark)
    }

    /// `by` within a few words, before any verb: `dismissed as baseless by the ministry`.
    fn by_follows(&self, from: u32) -> bool {
        let by = self.lexicon.fixed.by;
        let end = self.surface.sentences[self.verb().sentence as usize].tokens.end;
        let ahead = (from..end.min(from + 8))
            .take_while(|k| !self.tags[*k as usize].is_verb() && !self.tags[*k as usize].is_aux() && self.kind(*k) != TokenKind::Comma);
        ahead.into_iter().any(|k| self.surface.tokens[k as usize].sym == by)
    }

    /// Carries an auxiliary, or a form that is no participle.
    fn is_clearly_finite(&self, w: &VerbGroup) -> bool {
        w.is_finite() && (w.tokens.len() > 1 || !self.surface.tags(w.head as usize).any(Tags::V_PART))
    }

    /// A verb of the same clause follows soon: `an envoy accused of theft was expelled`, but not `threatened to go if he was`.
    fn finite_follows(&self) -> bool {
        const REACH: u32 = 12;
        let end = self.verb().tokens.end;
        let mut from = end;
        for w in self.verbs[self.v + 1..].iter().take(2).take_while(|w| w.sentence == self.verb().sentence && w.tokens.start < end + REACH) {
            let under = (from..w.tokens.start).any(|k| self.tags[k as usize] == Tag::Sub);
            if self.is_clearly_finite(w) && !self.is_relative(w) && !under && !self.joins_infinitive(w) && !self.is_helped(w) {
                return true;
            }
            from = w.tokens.end;
        }
        false
    }

    /// `agreed in Oslo to restore ties and reopen embassies`: a bare form behind a conjunction goes on from the infinitive.
    fn joins_infinitive(&self, w: &VerbGroup) -> bool {
        let conjunction = w.tokens.start.checked_sub(1).is_some_and(|k| self.tags[k as usize] == Tag::Conj);
        let to = || (self.verb().tokens.end..w.tokens.start).any(|k| self.tags[k as usize] == Tag::To);
        conjunction && w.tokens.len() == 1 && self.surface.tags(w.head as usize).any(Tags::V_BASE) && to()
    }

    /// `promised to help it rebuild its army`: a bare form under the verb before is an infinitive.
    fn is_helped(&self, w: &VerbGroup) -> bool {
        let before = self.verbs[self.v + 1..].iter().take_while(|u| u.tokens.start < w.tokens.start).last();
        let helps = before.is_some_and(|u| self.lexicon.words.tags(u.lemma).any(Tags::BARE_INFINITIVE) && u.tokens.end < w.tokens.start);
        helps && w.tokens.len() == 1 && self.surface.tags(w.head as usize).any(Tags::V_BASE)
    }

    /// `a truce that is to start`: the verb of a relative clause.
    fn is_relative(&self, w: &VerbGroup) -> bool {
        w.tokens.start.checked_sub(1).is_some_and(|k| self.tags[k as usize] == Tag::Wh)
    }

    /// A comma stands between `from` and the next verb group.
    fn comma_between(&self, from: u32) -> bool {
        let to = self.verbs.get(self.v + 1).map_or(from, |w| w.tokens.start);
        (from..to).any(|k| self.kind(k) == TokenKind::Comma)
    }
}
