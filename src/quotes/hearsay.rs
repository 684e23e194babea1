//! What is told without anybody who tells it, or with `by`: `The talks are expected to fail`, `The pier was praised by Ms Okafor`.

use std::ops::Range;

use super::extent::Reach;
use super::indirect::{LEAST, Reported};
use super::phrase::Phrases;
use super::reader::Cue;
use crate::lexicon::{Frames, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

impl Phrases<'_> {
    /// `It is expected to rain`: nobody.
    pub fn is_expletive_alone(&self, subject: &Range<usize>) -> bool {
        self.is_expletive(subject) && self.tag(subject.start) != Tag::Wh && !self.is(subject.start, WordClass::COMPLEMENT)
    }

    /// `As reported by the Gazette, the port is shut.`
    pub fn as_reported(&self, at: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Reported> {
        let group = self.group_start(at, sentence.start);
        let open = group.checked_sub(1).filter(|o| *o >= sentence.start && self.is(*o, WordClass::AS))?;
        let by = at + cue.len as usize;
        let speaker = if self.is(by, WordClass::AGENT) { self.forward(by + 1, sentence.end)? } else { return None };
        let past = self.tail(speaker.end, sentence.end)?;
        let found = self.around(open, past, sentence, "indirect-according")?;
        Some(Reported { speaker: Some(speaker), cue: at..by, rule: cue.rule, ..found })
    }

    /// `Asked whether …, she left`, `When asked why …`: a participle without a subject.
    pub fn is_unasked(&self, at: usize, cue: &Cue, lo: usize) -> bool {
        let before = at.checked_sub(1).filter(|b| *b >= lo);
        let alone = before.is_none_or(|b| matches!(self.tag(b), Tag::Sub | Tag::Wh) || self.kind(b) == Some(TokenKind::Comma) && self.tag(at) == Tag::VPart);
        alone && cue.frames.any(Frames::WHETHER) && matches!(self.tag(at), Tag::VPast | Tag::VPart)
    }

    /// `The minister is expected to resign`, `He was asked whether …`: nobody says who reports, unless `by` does.
    pub fn hearsay(&self, at: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Reported> {
        if !cue.frames.any(Frames::HEARSAY.or(Frames::WHETHER)) {
            return None;
        }
        let after = at + cue.len as usize;
        let agent = if self.is(after, WordClass::AGENT) { self.forward(after + 1, sentence.end) } else { None };
        let from = agent.as_ref().map_or(after, |a| a.end);
        let (start, pattern) = self.content(from, cue, sentence.end)?;
        let about = pattern == "indirect-matter" && cue.frames.any(Frames::WHETHER);
        if !about && !matches!(pattern, "indirect-to" | "indirect-whether" | "indirect-that") {
            return None;
        }
        let end = self.content_end(start, sentence, at, pattern)?;
        let reported = Reported { clause: start..end, rest: None, speaker: agent, cue: at..after, pattern: "indirect-hearsay", rule: cue.rule };
        // `The talks are expected to fail`: that it is the talks is told too.
        let subject = if pattern == "indirect-to" && cue.frames.any(Frames::HEARSAY) && !cue.frames.any(Frames::WHETHER) {
            self.subject(at, sentence.start)
        } else {
            None
        };
        Some(match subject.filter(|s| s.end <= at && self.says_something(s)) {
            Some(subject) => Reported { clause: subject, rest: Some(start..end), ..reported },
            None => reported,
        })
    }

    /// More than a pronoun, which alone tells nobody anything.
    fn says_something(&self, phrase: &Range<usize>) -> bool {
        phrase.len() > 1 || matches!(self.tag(phrase.start), Tag::Noun | Tag::Name | Tag::Num)
    }

    /// `The pier was praised by Ms Okafor`, `a pier praised by Ms Okafor`: the subject is what she speaks about.
    pub fn passive_matter(&self, at: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Reported> {
        if !cue.frames.any(Frames::MATTER) {
            return None;
        }
        let after = at + cue.len as usize;
        let start = self.group_start(at, sentence.start);
        let agent = if self.is(after, WordClass::AGENT) { self.forward(after + 1, sentence.end) } else { None };
        let auxiliary = (start..at).any(|u| self.tag(u) == Tag::Be);
        let subject = if auxiliary { self.subject(at, sentence.start) } else { self.back(start, sentence.start).filter(|_| agent.is_some()) };
        // `The offer was dismissed as “worthless” by the union`: the words in marks are what is said.
        let clause = subject.filter(|s| s.end <= at && s.len() >= LEAST && !self.any_quote(s.start..sentence.end))?;
        Some(Reported { clause, rest: None, speaker: agent, cue: at..after, pattern: "indirect-matter", rule: cue.rule })
    }

    /// `The owners have reportedly shut the pier`: the words on both sides of the adverb.
    pub fn by_adverb(&self, at: usize, sentence: &Range<usize>) -> Option<Reported> {
        let first = self.clause_before(at, sentence.start)..at;
        let rest = at + 1..self.extent(at + 1, sentence, Reach::default());
        if rest.len() < LEAST || self.any_quote(first.start..rest.end) {
            return None;
        }
        let reported = |clause, rest| Some(Reported { clause, rest, speaker: None, cue: at..at + 1, pattern: "indirect-hearsay", rule: 0 });
        if first.is_empty() || !self.says_something(&first) { reported(rest, None) } else { reported(first, Some(rest)) }
    }
}
