//! Cues that stand behind or amid the words that they report: `The port is shut, she said.`, `The port, she said, is shut.`

use std::ops::Range;

use super::extent::{LONGEST, Reach};
use super::indirect::{LEAST, Reported};
use super::phrase::Phrases;
use super::reader::Cue;
use crate::lexicon::{Frames, SpeechClass, WordClass};
use crate::syntax::Tag;
use crate::token::{Shape, TokenKind};

/// A dateline ends within so many units.
const DATELINE: usize = 16;

/// The most units behind a cue that still belong to it: listener, time, place.
const TAIL: usize = 14;

impl Phrases<'_> {
    /// A cue between commas, or between a comma and the end of the sentence.
    pub fn aside(&self, at: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Reported> {
        // `…, she began, …` tells nothing; `…, he offered the port, …` gives something.
        let tells = cue.frames.any(Frames::BARE) || cue.frames.any(Frames::THAT) && !cue.frames.any(Frames::JUDGES);
        if !tells || !cue.frames.any(Frames::QUOTE) || cue.is_gerund() || !(cue.class.says() || matches!(cue.class, SpeechClass::Think | SpeechClass::Report)) {
            return None;
        }
        let after = at + cue.len as usize;
        // Most cues have what they report right behind them: the cheapest test first.
        let object = !cue.frames.any(Frames::LISTENER) && self.opens_matter(after) && !self.is_time(after);
        let tail = if object { None } else { self.tail(after, sentence.end) };
        let group = self.group_start(at, sentence.start);
        let comma = |u: usize| self.kind(u) == Some(TokenKind::Comma);
        // `…, said Ms Okafor`
        let inverted = group > sentence.start
            && comma(group - 1)
            && cue.frames.any(Frames::INVERTED)
            && cue.may_be_finite()
            && !self.is_subject_with_clause(sentence.start, group - 1)
            && self.may_be_sentence(sentence.start, group - 1);
        if tail.is_none() && !inverted {
            return None;
        }
        let behind = inverted.then(|| self.forward(after, sentence.end)).flatten();
        let (speaker, open, past) = match behind.filter(|s| !self.is_time(s.start) && self.tag(s.start) != Tag::Pron) {
            Some(speaker) => {
                let speaker = self.with_apposition(speaker, sentence.end);
                // `said dockers who …`
                let past = if self.tag(speaker.end) == Tag::Wh { Some(speaker.end) } else { self.tail(speaker.end, sentence.end) };
                (speaker, group - 1, past)
            }
            None => {
                let (speaker, open) = self.speaker_in_front(at, sentence)?;
                (speaker, open, tail)
            }
        };
        let as_clause = self.is(open, WordClass::AS);
        if self.tag(speaker.start) == Tag::Wh || !(comma(open) || as_clause && open == sentence.start) {
            return None;
        }
        let past = past?;
        let from = if comma(open) { open } else { sentence.start };
        let mut found = self.around(from + usize::from(comma(from)), past, sentence, "indirect-trailing")?;
        found.speaker = Some(speaker);
        found.cue = at..after;
        found.rule = cue.rule;
        Some(found)
    }

    /// The subject of a cue behind what it reports, and the unit in front of both.
    fn speaker_in_front(&self, cue: usize, sentence: &Range<usize>) -> Option<(Range<usize>, usize)> {
        let inside = |u: &usize| *u >= sentence.start;
        let mut speaker = self.subject(cue, sentence.start)?;
        let mut open = speaker.start.checked_sub(1).filter(inside)?;
        // `…, the union and the owners said`
        if self.tag(open) == Tag::Conj
            && let Some(first) = self.back(open, sentence.start).filter(|f| f.start > sentence.start)
        {
            speaker.start = first.start;
            open = first.start - 1;
        }
        // `…, as Ms Okafor noted`
        if self.is(open, WordClass::AS) {
            open = open.checked_sub(1).filter(|o| inside(o) && self.kind(*o) == Some(TokenKind::Comma)).unwrap_or(open);
        }
        Some((speaker, open))
    }

    /// Not only a noun and its relative clauses: `Aides to Ms Okafor, a docker, and Mr Tamm, who leads the port, said their …`
    fn may_be_sentence(&self, lo: usize, comma: usize) -> bool {
        // `If it rains, said Mr Tamm, …`
        let nominal = self.opens_matter(lo) && self.tag(lo) != Tag::VGer;
        !nominal || self.verb_of_noun(lo, comma, false).is_some() || !(lo..comma).any(|u| self.is_finite(u))
    }

    /// `Ms Okafor, who leads the union, said the talks, long delayed, were over`: a noun and its relative clause fill the
    /// words from `lo` to the comma at `comma`.
    fn is_subject_with_clause(&self, lo: usize, comma: usize) -> bool {
        let Some(noun) = self.forward(lo, comma) else { return false };
        let mark = |u: usize| self.kind(u) == Some(TokenKind::Comma);
        mark(noun.end) && self.tag(noun.end + 1) == Tag::Wh && !(noun.end + 1..comma).any(mark)
    }

    /// Where the words end that belong to a cue: the listener, time and place, up to a comma or the end of the sentence.
    pub fn tail(&self, from: usize, hi: usize) -> Option<usize> {
        let limit = hi.min(from + TAIL);
        for at in from..limit {
            if self.is_quote(at) {
                // `said Monday on “Meet the Port”`
                if at > from && self.is_place_of_title(at) && self.kind(at - 1) != Some(TokenKind::Comma) {
                    continue;
                }
                return None;
            }
            match self.kind(at) {
                Some(TokenKind::Comma | TokenKind::Semicolon) => return Some(at),
                Some(k) if at + 1 == hi && is_end(k) => return Some(at),
                _ => {}
            }
            match self.tag(at) {
                Tag::Sub | Tag::Wh if self.is(at, WordClass::COMPLEMENT.or(WordClass::WHETHER)) => return None,
                Tag::Sub | Tag::Wh if at > from => return Some(at),
                // `told her advisers as she left`
                _ if at > from && self.is(at, WordClass::AS) => return Some(at),
                Tag::To | Tag::VGer if at == from => return None,
                _ if self.is_finite(at) => return None,
                _ => {}
            }
        }
        (limit == hi).then_some(hi)
    }

    /// The words on both sides of an aside from `open` (its first word) to `past` (the mark behind it).
    pub fn around(&self, open: usize, past: usize, sentence: &Range<usize>, pattern: &'static str) -> Option<Reported> {
        let before = open.checked_sub(1).filter(|c| *c > sentence.start && matches!(self.kind(*c), Some(TokenKind::Comma | TokenKind::Dash)));
        let first = before.map(|comma| self.clause_before(comma, sentence.start)..comma).filter(|f| self.is_words(f));
        let goes_on = matches!(self.kind(past), Some(TokenKind::Comma | TokenKind::Dash)) && past + 1 < sentence.end;
        let rest = goes_on
            .then(|| past + 1..self.extent(past + 1, sentence, Reach::default()))
            .filter(|r| r.len() >= LEAST && self.is_words(r) && !self.starts_aside(r.start, sentence.end));
        let first = first.map(|f| f.start..self.without_marks(f.clone()));
        match (first, rest) {
            (Some(first), Some(rest)) if before.is_some() => {
                // Behind a whole sentence the narrator goes on: `The port is shut, she said, in a blow to the town.`
                // A verb goes on: `The fault, she says, is old.`
                // `…, she said, because the pier is old`: the words go on.
                let goes_on = matches!(self.tag(rest.start), Tag::Conj | Tag::To | Tag::Sub);
                let added = self.is_sentence(&first) && !goes_on && !self.is_finite(rest.start) && !self.is_finite(first.end - 1);
                Some(self.report_of(first, if added { None } else { Some(rest) }, pattern))
            }
            (Some(first), None)
                if first.len() > LEAST && (self.is_sentence(&first) || self.is_headline(&first)) && (past + 1 >= sentence.end || !self.is_quote(past + 1)) =>
            {
                Some(self.report_of(first, None, pattern))
            }
            (None, Some(rest)) if open == sentence.start || before.is_none() => Some(self.report_of(rest, None, pattern)),
            _ => None,
        }
    }

    /// The end of the words without marks at their end.
    fn without_marks(&self, units: Range<usize>) -> usize {
        units.clone().rev().find(|u| !matches!(self.kind(*u), Some(TokenKind::Comma | TokenKind::Dash))).map_or(units.start, |u| u + 1)
    }

    /// What stands behind the comma adds to the cue, not to the words: `…, she said, adding that …`, `…, he said, who …`.
    fn starts_aside(&self, at: usize, hi: usize) -> bool {
        match self.tag(at) {
            // `…, she said, selling the port would be folly`
            Tag::VGer if self.cue_at(at).is_none() => {
                let end = (at..hi).find(|u| self.kind(*u) == Some(TokenKind::Comma)).unwrap_or(hi);
                self.verb_of_noun(at + 1, end, false).is_none()
            }
            Tag::VGer | Tag::Wh => true,
            Tag::Conj => self.another_report(at + 1, hi),
            _ => self.another_report(at, hi),
        }
    }

    /// Holds a finite verb that is not only that of a clause such as `When the ship came in`.
    fn is_sentence(&self, units: &Range<usize>) -> bool {
        let first = self.tag(units.start);
        // `What matters is the vote`
        if first == Tag::Wh && self.is(units.start, WordClass::WHAT) {
            return self.verb_of_noun(units.start + 1, units.end, true).is_some();
        }
        // `After being told`
        let governs = first == Tag::Prep && matches!(self.tag(units.start + 1), Tag::VGer | Tag::Be);
        // `Finding what lies below is hard`: the gerund is the subject of a verb that is no inner clause's.
        if first == Tag::VGer && !units.clone().any(|u| self.kind(u) == Some(TokenKind::Comma)) {
            return self.verb_of_noun(units.start + 1, units.end, false).is_some();
        }
        let dependent = governs || matches!(first, Tag::Sub | Tag::VPart | Tag::VGer | Tag::Wh | Tag::VPast) || self.is(units.start, WordClass::AS);
        let main = if dependent { units.clone().find(|u| self.kind(*u) == Some(TokenKind::Comma)) } else { Some(units.start) };
        main.is_some_and(|from| (from..units.end).any(|u| self.is_finite(u)))
    }

    /// In a headline the verb may be taken for a name: `Rains Raise Fears, Pilots Say`.
    fn is_headline(&self, units: &Range<usize>) -> bool {
        units.len() > LEAST
            && matches!(self.tag(units.start), Tag::Name | Tag::Noun | Tag::Adj)
            && self.token(units.start).is_some_and(|t| self.reader.in_title(t))
    }

    fn is_words(&self, units: &Range<usize>) -> bool {
        !units.is_empty() && !self.any_quote(units.clone())
    }

    /// Where the clause starts that ends before `end`: behind a semicolon or colon, and without a first `and` or `but`.
    pub fn clause_before(&self, end: usize, lo: usize) -> usize {
        let glued = |u: usize| self.token(u).and_then(|t| self.reader.token(t)).is_some_and(|t| t.glued);
        let mut closed = 0;
        let bound = |u: &usize| match self.kind(*u) {
            Some(TokenKind::Semicolon) => true,
            Some(TokenKind::CloseParen) => {
                closed += 1;
                false
            }
            Some(TokenKind::OpenParen) if closed > 0 => {
                closed -= 1;
                false
            }
            Some(TokenKind::OpenParen) => true,
            // The end of a dateline: `LIMA (Halyard) - …`.
            Some(TokenKind::Dash | TokenKind::Hyphen) => {
                *u > 0 && *u + self.narrative.skipped < DATELINE && (self.kind(*u - 1) == Some(TokenKind::CloseParen) || self.ends_dateline(*u))
            }
            // Not that of `10:30`.
            Some(TokenKind::Colon) => !glued(*u + 1),
            _ => self.is_quote(*u),
        };
        let lo = lo.max(end.saturating_sub(LONGEST));
        let start = (lo..end).rev().find(bound).map_or(lo, |u| if self.is_quote(u) { u } else { u + 1 });
        if self.tag(start) == Tag::Conj && start + 1 < end { start + 1 } else { start }
    }

    /// `LIMA, March 3 - …`: in front of the dash nothing but names and a date, the first all in capitals.
    fn ends_dateline(&self, dash: usize) -> bool {
        let token = |u: usize| self.token(u).and_then(|t| self.reader.token(t));
        let plain =
            |u: usize| matches!(self.tag(u), Tag::Name | Tag::Num) || self.is_time(u) || matches!(self.kind(u), Some(TokenKind::Comma | TokenKind::Period));
        self.narrative.skipped == 0
            && dash > 1
            && token(0).is_some_and(|t| t.shape == Shape::Upper)
            && !token(dash).is_some_and(|t| t.glued)
            && (0..dash).all(plain)
    }
}

fn is_end(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Period | TokenKind::Question | TokenKind::Exclamation | TokenKind::Ellipsis | TokenKind::CloseParen)
}
