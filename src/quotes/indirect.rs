//! Indirect speech: reported clauses without quotation marks.

use std::ops::Range;

use super::attribute::Attribution;
use super::phrase::Phrases;
use super::reader::Cue;
use crate::lexicon::{Frames, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// A reported clause and its cue; units.
pub(super) struct Reported {
    pub clause: Range<usize>,
    pub found: Attribution,
}

/// A reported clause shorter than this says nothing.
const LEAST: usize = 2;

impl Phrases<'_> {
    /// The clauses that are reported in a sentence.
    pub fn reported(&self, sentence: &Range<usize>) -> Vec<Reported> {
        if let Some(whole) = self.trailing_report(sentence).or_else(|| self.leading_phrase(sentence)) {
            return vec![whole];
        }
        let mut all = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            match self.cue_at(at).and_then(|cue| self.report(at, &cue, sentence)) {
                Some(found) => {
                    at = found.clause.end.max(at + 1);
                    all.push(found);
                }
                None => at += 1,
            }
        }
        all
    }

    /// `Ms Okafor said that the port was shut`
    fn report(&self, at: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Reported> {
        if self.is_passive_cue(cue, at, sentence.start) {
            return None;
        }
        let (start, pattern) = self.clause_start(at + cue.len as usize, cue, sentence.end)?;
        let end = self.clause_end(start, sentence.end);
        if end < start + LEAST || (start..end).any(|u| self.is_quote(u)) {
            return None;
        }
        let speaker = self.subject(at, sentence.start)?;
        let found = Attribution { speaker, cue: Some(at..at + cue.len as usize), pattern, rule: Some(cue.rule) };
        Some(Reported { clause: start..end, found })
    }

    /// Where the reported words start behind a cue: behind `that`, at `whether`, at `to`, or at once.
    fn clause_start(&self, after: usize, cue: &Cue, hi: usize) -> Option<(usize, &'static str)> {
        let mut at = after;
        // The listener, and words of time, place and manner, may stand before `that`.
        if cue.frames.any(Frames::LISTENER)
            && let Some(listener) = self.forward(at, hi)
        {
            at = listener.end;
        }
        let that = |u: usize| self.token(u).is_some_and(|t| self.reader.listed(WordClass::COMPLEMENT, t));
        let joint = (at..hi.min(at + 8)).take_while(|u| !self.token(*u).is_some_and(|t| self.reader.is_finite(t)) && !self.is_quote(*u)).find(|u| that(*u));
        let says = matches!(self.class(cue), "say" | "tell" | "write");
        let joins = |j: &usize| self.tag(*j) == Tag::Sub || *j == at && says && self.tag(*j) != Tag::Det;
        if let Some(joint) = joint.filter(joins).filter(|_| cue.frames.any(Frames::THAT)) {
            return Some((joint + 1, "indirect-that"));
        }
        if cue.frames.any(Frames::WHETHER.or(Frames::LISTENER)) && matches!(self.tag(at), Tag::Wh | Tag::Sub) {
            return Some((at, "indirect-whether"));
        }
        if self.tag(at) == Tag::To && cue.frames.any(Frames::INFINITIVE) {
            return Some((at, "indirect-to"));
        }
        if cue.frames.any(Frames::BARE) {
            while at < hi && (self.is_time(at) || matches!(self.tag(at), Tag::Adv)) {
                at += 1;
            }
            return self.has_subject(at, hi, says).then_some((at, "indirect-bare"));
        }
        None
    }

    /// A noun phrase and its finite verb start here. Behind verbs that take objects too, the verb must come before any
    /// relative clause or comma.
    fn has_subject(&self, at: usize, hi: usize, says: bool) -> bool {
        if !matches!(self.tag(at), Tag::Pron | Tag::Det | Tag::PossPron | Tag::Name | Tag::Noun | Tag::Adj | Tag::Num | Tag::Sub) {
            return false;
        }
        let goes_on = |u: &usize| {
            let bound = matches!(self.tag(*u), Tag::Wh | Tag::Sub) || self.kind(*u) == Some(TokenKind::Comma);
            !self.is_quote(*u) && self.kind(*u) != Some(TokenKind::Semicolon) && (says || !bound)
        };
        (at + 1..hi.min(at + 25)).take_while(goes_on).any(|u| self.token(u).is_some_and(|t| self.reader.is_finite(t)))
    }

    /// The reported clause runs to the end of the sentence, to a semicolon, or to a participle that reports more.
    fn clause_end(&self, start: usize, hi: usize) -> usize {
        let ends = |u: &usize| match self.kind(*u) {
            Some(TokenKind::Semicolon) => true,
            Some(TokenKind::Comma) => self.cue_at(u + 1).is_some_and(|c| c.is_gerund() && c.frames.any(Frames::THAT)) || self.phrase_cue(u + 1, hi).is_some(),
            _ => false,
        };
        let mut end = (start..hi).find(ends).unwrap_or(hi);
        while end > start && matches!(self.kind(end - 1), Some(TokenKind::Period | TokenKind::Comma | TokenKind::Question | TokenKind::Exclamation)) {
            end -= 1;
        }
        end
    }

    /// `The port is shut, Ms Okafor said.`, `The port is shut, according to Ms Okafor.`
    fn trailing_report(&self, sentence: &Range<usize>) -> Option<Reported> {
        let found = self.deep_right(sentence.start, sentence.end)?;
        let from = found.cue.as_ref().map_or(found.speaker.start, |c| c.start.min(found.speaker.start));
        let comma = from.checked_sub(1).filter(|c| *c > sentence.start + LEAST)?;
        let clause = sentence.start..comma;
        let cue = found.cue.as_ref().map_or(from, |c| c.end);
        let rest = cue.max(found.speaker.end)..sentence.end;
        let relative = self.tag(found.speaker.start) == Tag::Wh;
        // Nothing else is reported behind the cue, and what stands before the comma is a clause.
        let ends = rest.len() <= 15 && !rest.clone().any(|u| self.is_quote(u) || self.tag(u) == Tag::Sub) && !self.by_agent(rest.start);
        let stated = self.main_subject(clause.start, clause.end).is_some();
        (ends && stated && !relative && !clause.clone().any(|u| self.is_quote(u)))
            .then_some(Reported { clause, found: Attribution { pattern: "indirect-trailing", ..found } })
    }

    fn by_agent(&self, unit: usize) -> bool {
        self.token(unit).is_some_and(|t| self.reader.listed(WordClass::AGENT, t))
    }

    /// `According to Ms Okafor, the port is shut.`
    fn leading_phrase(&self, sentence: &Range<usize>) -> Option<Reported> {
        let found = self.phrase_cue(sentence.start, sentence.end)?;
        let comma = (found.speaker.end..sentence.end.min(found.speaker.end + 30)).find(|u| self.kind(*u) == Some(TokenKind::Comma))?;
        let end = self.clause_end(comma + 1, sentence.end);
        let clause = comma + 1..end;
        (clause.len() > LEAST && !clause.clone().any(|u| self.is_quote(u)))
            .then_some(Reported { clause, found: Attribution { pattern: "indirect-according", ..found } })
    }
}
