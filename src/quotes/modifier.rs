//! What stands between a subject and its verb: words of time and place, clauses behind the noun, the noun phrase of an infinitive.

use std::ops::Range;

use super::phrase::Phrases;
use crate::lexicon::{Tags, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// How far back what belongs to a noun phrase is looked for.
const REACH: usize = 80;

impl Phrases<'_> {
    /// The comma, or the `and`, in front of a phrase that tells only when: `…, on Friday`.
    pub fn before_time_alone(&self, phrase: &Range<usize>, lo: usize) -> Option<usize> {
        let before = phrase.start.checked_sub(1)?;
        // `and in a statement called it “…”`
        let placed = || {
            self.tag(before) == Tag::Prep
                && matches!(self.tag(phrase.start), Tag::Det | Tag::PossPron)
                && !self.is(before, WordClass::AS.or(WordClass::ABSOLUTE))
                // Not `after its owners declared`.
                && !self.token(before).is_some_and(|t| self.reader.classes(t).any(Tags::SUB))
        };
        if !phrase.clone().all(|u| self.is_time(u) || matches!(self.tag(u), Tag::Num | Tag::Ord)) && !placed() {
            return None;
        }
        let joint = if self.tag(before) == Tag::Prep { before.checked_sub(1)? } else { before };
        (joint > lo && (self.kind(joint) == Some(TokenKind::Comma) || self.tag(joint) == Tag::Conj)).then_some(joint)
    }

    /// `A survey finished last month showed`: what stands before a phrase that tells only when.
    pub fn before_time_group(&self, phrase: &Range<usize>, lo: usize) -> Option<Range<usize>> {
        let when = |u: usize| self.is_time(u) || matches!(self.tag(u), Tag::Det | Tag::Adj | Tag::Ord | Tag::Num | Tag::Adv);
        let year = phrase.len() == 1 && self.is_year(phrase.start) && phrase.start > lo && self.tag(phrase.start - 1) == Tag::Prep;
        if !year && !self.is(phrase.end - 1, WordClass::TIME) || !phrase.clone().all(when) {
            return None;
        }
        let before = (lo..phrase.start).rev().find(|u| !matches!(self.tag(*u), Tag::Prep | Tag::Adv))?;
        match self.tag(before) {
            Tag::VPart | Tag::VPast if self.token(before).is_some_and(|t| self.reader.classes(t).any(Tags::V_PART)) => self.back(before, lo),
            Tag::Noun | Tag::Name => self.back(before + 1, lo),
            // `Ms Okafor, who last week said`
            Tag::Wh | Tag::Pron => Some(before..before + 1),
            _ => None,
        }
    }

    /// `The dockers have both said`: what stands before a lone `both`, `all`, `each`.
    pub fn before_both(&self, phrase: &Range<usize>, lo: usize) -> Option<Range<usize>> {
        let lone = phrase.len() == 1 && self.token(phrase.start).is_some_and(|t| self.reader.is_quantifier(t));
        let start = if lone { self.group_start(phrase.start, lo) } else { return None };
        let held = start > lo && (start < phrase.start || matches!(self.tag(start - 1), Tag::Noun | Tag::Name | Tag::Pron));
        if held { self.back(start, lo) } else { None }
    }

    /// The noun that `phrase` belongs to as the end of a clause behind it: `dockers marching through the streets`,
    /// `a letter seen by the press`, `the men who left the port`.
    pub fn over_modifier(&self, phrase: &Range<usize>, lo: usize) -> Option<Range<usize>> {
        let lo = lo.max(phrase.start.saturating_sub(REACH));
        let mut verb = phrase.start.checked_sub(1).filter(|b| *b > lo)?;
        while verb > lo + 1 && matches!(self.tag(verb), Tag::Prep | Tag::Adv) {
            verb -= 1;
        }
        if !self.is_verb(verb) {
            return None;
        }
        let start = self.group_start(verb, lo);
        let before = start.checked_sub(1).filter(|b| *b >= lo)?;
        match self.tag(before) {
            Tag::Wh if self.kind(before.wrapping_sub(1)) != Some(TokenKind::Comma) => self.antecedent(before, lo),
            Tag::Noun | Tag::Name if start == verb && (matches!(self.tag(verb), Tag::VGer | Tag::VPart) || self.is_done_by(verb)) => self.back(verb, lo),
            _ => None,
        }
    }

    /// A form that can be a participle, with `by` behind it.
    fn is_done_by(&self, verb: usize) -> bool {
        self.is(verb + 1, WordClass::AGENT) && self.token(verb).is_some_and(|t| self.reader.classes(t).any(Tags::V_PART))
    }

    /// The noun phrase behind `for` that an infinitive has for its subject.
    pub fn meant_for(&self, to: usize, lo: usize) -> Option<Range<usize>> {
        let doer = self.back(to, lo)?;
        let open = doer.start.checked_sub(1).filter(|o| *o >= lo && self.tag(*o) == Tag::Prep)?;
        (self.token(open).is_some_and(|t| self.reader.sym(t) == self.reader.lexicon.fixed.for_) && !self.is_time(doer.start)).then_some(doer)
    }

    /// The object in front of `to` that a verb such as `lead`, `force` gives to the infinitive for its subject.
    pub fn controlled(&self, to: usize, lo: usize) -> Option<Range<usize>> {
        let object = self.back(to, lo)?;
        // `asked the crowd to say so`: who asks has a report of his own.
        let verb = object.start.checked_sub(1).filter(|v| *v >= lo && self.is_verb(*v) && self.cue_at(*v).is_none())?;
        let lemma = self.token(verb).and_then(|t| self.reader.surface.words.get(t)).and_then(|w| w.verb)?;
        self.reader.lexicon.words.tags(lemma).any(Tags::OBJECT_CONTROL).then_some(object)
    }
}
