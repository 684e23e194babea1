//! What is told without anybody who tells it, or with `by`: `The talks are expected to fail`, `The pier was praised by Ms Okafor`.

use std::ops::Range;

use super::extent::Reach;
use super::indirect::{LEAST, Reported};
use super::phrase::Phrases;
use super::reader::Cue;
use crate::lexicon::{Frames, Tags, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// How far behind a passive its agent is looked for.
const CLAUSE: usize = 12;

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
        let alone = before.is_none_or(|b| {
            matches!(self.tag(b), Tag::Sub | Tag::Wh) && !self.is(b, WordClass::RELATIVE)
                || self.kind(b) == Some(TokenKind::Comma) && self.tag(at) == Tag::VPart
        });
        alone && cue.frames.any(Frames::WHETHER) && matches!(self.tag(at), Tag::VPast | Tag::VPart)
    }

    /// `a ship thought to be lost`: the active takes no infinitive.
    pub fn is_reduced_hearsay(&self, at: usize, cue: &Cue, lo: usize) -> bool {
        cue.frames.any(Frames::HEARSAY)
            && !cue.frames.any(Frames::INFINITIVE.or(Frames::LISTENER))
            && matches!(self.tag(at), Tag::VPast | Tag::VPart)
            && self.tag(at + cue.len as usize) == Tag::To
            && self.back(at, lo).is_none_or(|s| s.start == lo || !matches!(self.tag(s.start - 1), Tag::Wh | Tag::Sub | Tag::Noun))
            && self.group_start(at, lo) == at
    }

    /// `The minister is expected to resign`, `He was asked whether …`: nobody says who reports, unless `by` does.
    pub fn hearsay(&self, at: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Reported> {
        if !cue.frames.any(Frames::HEARSAY.or(Frames::WHETHER)) {
            return None;
        }
        let after = at + cue.len as usize;
        let agent = if self.is(after, WordClass::AGENT) { self.forward(after + 1, sentence.end) } else { None };
        let reduced = self.is_reduced_hearsay(at, cue, sentence.start);
        // `is said to be late`; not `was told to wait`.
        let infinitive = cue.frames.any(Frames::HEARSAY) && !cue.frames.any(Frames::LISTENER);
        let cue = &Cue { frames: if infinitive { cue.frames.or(Frames::INFINITIVE) } else { cue.frames }, ..*cue };
        let from = agent.as_ref().map_or(after, |a| a.end);
        let (start, pattern) = self.content(from, cue, sentence.end)?;
        let about = pattern == "indirect-matter" && cue.frames.any(Frames::WHETHER);
        // `was told it was over`
        let heard = pattern == "indirect-bare" && cue.frames.any(Frames::LISTENER);
        if !about && !heard && !matches!(pattern, "indirect-to" | "indirect-whether" | "indirect-that") {
            return None;
        }
        let end = self.content_end(start, sentence, at, pattern)?;
        // `a ship thought to be lost came home`
        let end = if reduced { self.verb_behind(start, end, false).unwrap_or(end) } else { end };
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

    /// `The talks seem to fail`, `The pier appears safe`: nobody says to whom it seems so.
    pub fn seeming(&self, at: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Reported> {
        let start = at + cue.len as usize;
        // `seems to suggest that …`: the verb behind it reports.
        let reports = self.tag(start) == Tag::To && self.cue_at(start + 1).is_some_and(|c| c.frames.any(Frames::THAT));
        if cue.is_gerund() || reports {
            return None;
        }
        // `appears to fail`, `seems quite safe`; not `appeared on Monday`.
        let first = if self.tag(start) == Tag::Adv { start + 1 } else { start };
        if !matches!(self.tag(first), Tag::To | Tag::Adj | Tag::VPart | Tag::Sub) {
            return None;
        }
        let that = self.is(start, WordClass::COMPLEMENT);
        let (from, pattern) = if that { (start + 1, "indirect-that") } else { (start, "indirect-to") };
        let clause = from..self.content_end(from, sentence, at, pattern)?;
        let report = Reported { clause, rest: None, speaker: None, cue: at..start, pattern: "indirect-hearsay", rule: cue.rule };
        let subject = self.subject(at, sentence.start).filter(|s| s.end <= at && self.says_something(s));
        Some(match subject {
            Some(subject) if !that => Reported { clause: subject, rest: Some(report.clause), ..report },
            _ => report,
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
        // `backed by far fewer dockers`
        let by = if self.tag(after + 1) == Tag::Adv { after + 2 } else { after + 1 };
        let agent = if self.is(after, WordClass::AGENT) { self.forward(by, sentence.end) } else { self.far_agent(after, sentence.end) };
        let auxiliary = (start..at).any(|u| self.tag(u) == Tag::Be);
        let subject = if auxiliary { self.subject(at, sentence.start) } else { self.back(start, sentence.start).filter(|_| agent.is_some()) };
        // `The offer was dismissed as “worthless” by the union`: the words in marks are what is said.
        let subject = subject.filter(|s| s.end <= at && !self.any_quote(s.start..sentence.end))?;
        // `said one docker quoted by the Gazette`: who says it, not what is told.
        let speaks = |u: usize| self.cue_at(u).is_some_and(|c| c.class.says() && c.frames.any(Frames::INVERTED) && c.may_be_finite());
        // `according to a letter seen by the Gazette`
        let sourced = |u: usize| self.is(u, WordClass::PHRASE_PAIR) && u > sentence.start && self.narrative.begins_phrase(u - 1);
        if subject.start > sentence.start && !auxiliary && (speaks(subject.start - 1) || sourced(subject.start - 1)) {
            return None;
        }
        // `was named as the owner by two papers`: in front of an agent that stands apart.
        let apart = agent.as_ref().filter(|a| !self.is(after, WordClass::AGENT) && a.start > after).map(|a| a.start - 1);
        let from = if apart.is_some() { after } else { agent.as_ref().map_or(after, |a| a.end) };
        let about = self.judgement(from, at, sentence).map(|a| a.start..apart.map_or(a.end, |by| by.min(a.end))).filter(|a| !a.is_empty());
        // `declined to be identified`: nobody has done so yet.
        if agent.is_none() && (start.saturating_sub(1)..at).any(|u| self.tag(u) == Tag::To) {
            return None;
        }
        // `were last seen in May`
        if agent.is_none() && about.is_none() && (start..at).any(|u| self.tag(u) == Tag::Ord) {
            return None;
        }
        let (clause, rest) = match about {
            Some(about) if !self.says_something(&subject) => (about, None),
            about if self.says_something(&subject) => (subject, about),
            _ => return None,
        };
        Some(Reported { clause, rest, speaker: agent, cue: at..after, pattern: "indirect-matter", rule: cue.rule })
    }

    /// `was praised on Friday by Ms Okafor`, `is considered unsafe by most dockers`: somebody by whom, in the same clause.
    fn far_agent(&self, from: usize, hi: usize) -> Option<Range<usize>> {
        let inside = |u: &usize| {
            !self.is_verb(*u)
                && !self.is_quote(*u)
                && !matches!(self.tag(*u), Tag::Wh | Tag::Sub | Tag::Conj)
                && !self.kind(*u).is_some_and(|k| matches!(k, TokenKind::Comma | TokenKind::Semicolon))
        };
        let by = (from..hi.min(from + CLAUSE)).take_while(inside).find(|u| self.is(*u, WordClass::AGENT))?;
        let counts = |s: &Range<usize>| self.is_time(s.start) || self.is(s.end - 1, WordClass::TIME) || self.is(s.start, WordClass::MEANS);
        self.forward(by + 1, hi).filter(|s| !counts(s) && self.tag(by + 1) != Tag::VGer)
    }

    /// What a passive tells of its subject: `was seen as a mistake`, `is accused of a mistake`.
    fn judgement(&self, from: usize, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        // Not `in`, `on`, `to`, which tell where.
        let plain = |t: usize| self.is(from, WordClass::TOPIC) && !self.reader.classes(t).any(Tags::ADV.or(Tags::TO));
        let tied = self.tag(from) == Tag::Prep && (self.is(from, WordClass::CONTENT) || self.token(from).is_some_and(plain)) && self.opens_matter(from + 1);
        if !tied || self.is_time(from + 1) {
            return None;
        }
        self.content_end(from + 1, sentence, at, "indirect-matter").map(|end| from + 1..end)
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
