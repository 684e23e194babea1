//! Who said the words of one quotation, from the sentence around it.

use std::ops::Range;

use super::phrase::Phrases;
use super::reader::Cue;
use super::units::{Ending, Unit, ending};
use crate::lexicon::Frames;
use crate::syntax::Tag;
use crate::token::TokenKind;

/// A speaker found; ranges are of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribution {
    pub speaker: Range<usize>,
    pub cue: Option<Range<usize>>,
    /// The name of the pattern: its share of right answers stands in the speech lexicon.
    pub pattern: &'static str,
    pub rule: Option<u32>,
}

/// What the sentence tells about a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Said(Attribution),
    /// A title or a name, by its cue (`a book titled “…”`).
    Named,
    Unknown,
}

/// How many tokens around a quotation are searched for a cue.
const REACH: usize = 60;

impl Phrases<'_> {
    /// The attribution of the quotation at unit `at` in `sentence`; `next` is the sentence behind it.
    pub fn attribute(&self, at: usize, sentence: &Range<usize>, next: Option<&Range<usize>>) -> Verdict {
        let Some(unit) = self.narrative.units.get(at) else { return Verdict::Unknown };
        let how = ending(self.reader, unit);
        let lo = sentence.start;
        let left = self.left(at, lo, sentence.end);
        if let Some((Verdict::Said(found), true)) = &left {
            return Verdict::Said(found.clone());
        }
        let right = self.right(at, unit, how, sentence.end).or_else(|| self.right_of_next(at, lo, how, sentence.end, next));
        if let Some(found) = right {
            return Verdict::Said(found);
        }
        if let Some((verdict, _)) = left {
            return verdict;
        }
        let found = self.noun_cue(at, lo).or_else(|| self.label(at, lo)).or_else(|| self.deep_right(at, sentence.end));
        found.map_or(Verdict::Unknown, Verdict::Said)
    }

    fn cue_at(&self, unit: usize) -> Option<Cue> {
        self.token(unit).and_then(|t| self.reader.cue(t))
    }

    /// `“…,” said X`, `“…,” X said`, `“…,” according to X`.
    fn right(&self, at: usize, _unit: &Unit, how: Ending, hi: usize) -> Option<Attribution> {
        let mut from = at + 1;
        let mut joined = matches!(how, Ending::Comma | Ending::Question | Ending::Dash);
        while from < hi && matches!(self.kind(from), Some(TokenKind::Comma | TokenKind::Dash)) {
            from += 1;
            joined = true;
        }
        // `“A” and “B,” she said`
        if from + 1 < hi && self.tag(from) == Tag::Conj && self.is_quote(from + 1) {
            let unit = self.narrative.units.get(from + 1)?;
            return self.right(from + 1, unit, ending(self.reader, unit), hi);
        }
        if from >= hi {
            return None;
        }
        if let Some(found) = self.phrase_cue(from, hi) {
            return Some(found);
        }
        self.inverted(from, hi).or_else(|| if joined { self.subject_and_cue(from, hi, "trailing") } else { None })
    }

    /// The same over the end of a sentence: `“Why?” Ms Okafor asked.`
    fn right_of_next(&self, at: usize, lo: usize, how: Ending, hi: usize, next: Option<&Range<usize>>) -> Option<Attribution> {
        let next = next.filter(|_| at + 1 == hi && at == lo && matches!(how, Ending::Question | Ending::Stop | Ending::Dash | Ending::Comma))?;
        let found = self.inverted(next.start, next.end).or_else(|| self.subject_and_cue(next.start, next.end, "trailing-next"))?;
        let end = found.cue.as_ref().map_or(0, |c| c.end);
        // The cue must not have an object of its own: `He said he would go.`
        let closes = end >= next.end || self.tag(end) == Tag::Mark && !self.is_quote(end) || matches!(self.tag(end), Tag::Prep | Tag::Adv) || self.is_time(end);
        (found.pattern == "inverted" || closes && how != Ending::Stop || closes && self.kind(end) == Some(TokenKind::Period)).then_some(found)
    }

    fn phrase_cue(&self, from: usize, hi: usize) -> Option<Attribution> {
        let token = self.token(from)?;
        let (len, rule) = self.reader.lexicon.speech.phrase(self.reader.surface.tokens.get(token..)?)?;
        let speaker = self.forward(from + len, hi)?;
        let speaker = self.with_apposition(speaker, hi);
        Some(Attribution { speaker, cue: Some(from..from + len), pattern: "according-to", rule: Some(rule) })
    }

    /// `said Ms Okafor` at `from`.
    fn inverted(&self, from: usize, hi: usize) -> Option<Attribution> {
        let mut verb = from;
        while verb < hi && self.tag(verb) == Tag::Adv {
            verb += 1;
        }
        let cue = self.cue_at(verb).filter(|c| c.frames.any(Frames::INVERTED) && c.may_be_finite() && !c.is_gerund())?;
        let after = verb + cue.len as usize;
        let speaker = self.forward(after, hi.max(after))?;
        if speaker.end > hi {
            return None;
        }
        // `told reporters`: what follows is the listener.
        if cue.frames.any(Frames::LISTENER) && !cue.frames.any(Frames::QUOTE) || self.is_time(speaker.start) {
            return None;
        }
        let speaker = self.with_apposition(speaker, hi);
        Some(Attribution { speaker, cue: Some(verb..after), pattern: "inverted", rule: Some(cue.rule) })
    }

    /// `Ms Okafor, who leads the union, said` at `from`.
    fn subject_and_cue(&self, from: usize, hi: usize, pattern: &'static str) -> Option<Attribution> {
        if !matches!(self.tag(from), Tag::Noun | Tag::Name | Tag::Pron | Tag::Det | Tag::PossPron | Tag::Adj | Tag::Num | Tag::Ord | Tag::Wh) {
            return None;
        }
        let hi = hi.min(from + REACH);
        let mut relative = false;
        let mut verb = None;
        for at in from + 1..hi {
            if self.is_quote(at) || matches!(self.kind(at), Some(TokenKind::Semicolon | TokenKind::Colon)) {
                break;
            }
            match self.tag(at) {
                Tag::Wh | Tag::Sub => relative = true,
                Tag::Mark if self.kind(at) == Some(TokenKind::Comma) => relative = false,
                _ if relative => {}
                _ if self.token(at).is_some_and(|t| self.reader.is_finite(t)) => {
                    verb = Some(at);
                    break;
                }
                _ => {}
            }
        }
        let first = verb?;
        let (at, cue) = self.main_cue(first, hi)?;
        let mut end = first;
        while end > from + 1 && (matches!(self.tag(end - 1), Tag::Adv) || self.kind(end - 1) == Some(TokenKind::Comma)) {
            end -= 1;
        }
        let speaker = self.cut_relative(from..end);
        Some(Attribution { speaker, cue: Some(at..at + cue.len as usize), pattern, rule: Some(cue.rule) })
    }

    /// Without a relative clause at the end: `Ms Okafor, who leads the union` → `Ms Okafor`.
    fn cut_relative(&self, phrase: Range<usize>) -> Range<usize> {
        let cut = (phrase.start + 1..phrase.end).find(|u| {
            self.kind(*u) == Some(TokenKind::Comma)
                && matches!(self.tag(u + 1), Tag::Wh | Tag::VGer | Tag::VPart | Tag::Sub | Tag::Prep | Tag::Num | Tag::VPast)
                || self.tag(*u) == Tag::Wh
        });
        phrase.start..cut.unwrap_or(phrase.end)
    }

    /// The cue of a verb group that starts at `first`, over auxiliaries and chains (`has said`, `went on to say`, `laughed and said`).
    fn main_cue(&self, first: usize, hi: usize) -> Option<(usize, Cue)> {
        for at in first..hi.min(first + 7) {
            if let Some(cue) = self.cue_at(at).filter(|c| c.frames.any(Frames::QUOTE)) {
                return Some((at, cue));
            }
            if self.is_quote(at) || self.tag(at) == Tag::Mark && self.kind(at) != Some(TokenKind::Comma) {
                return None;
            }
        }
        None
    }

    /// The nearest cue to the left with a speaker, and whether it stands right beside the quotation.
    fn left(&self, at: usize, lo: usize, hi: usize) -> Option<(Verdict, bool)> {
        let lo_reach = lo.max(at.saturating_sub(REACH));
        let mut finite = 0;
        let mut commas = 0;
        for unit in (lo_reach..at).rev() {
            if let Some(found) = self.phrase_cue(unit, at) {
                return Some((Verdict::Said(found), true));
            }
            if let Some(cue) = self.cue_at(unit) {
                let near = finite == 0 && commas == 0;
                match self.read_cue(unit, &cue, at, lo, hi, near) {
                    Verdict::Unknown => {}
                    verdict => return Some((verdict, near)),
                }
            }
            match self.tag(unit) {
                Tag::Mark if self.kind(unit) == Some(TokenKind::Comma) && unit + 1 < at => commas += 1,
                _ if self.token(unit).is_some_and(|t| self.reader.is_finite(t)) => finite += 1,
                _ => {}
            }
        }
        None
    }

    /// What the cue at `unit` says about the quotation at `at`.
    fn read_cue(&self, unit: usize, cue: &Cue, at: usize, lo: usize, hi: usize, near: bool) -> Verdict {
        let after = unit + cue.len as usize;
        let span = Some(unit..after);
        let adjacent = after == at;
        let start = self.group_start(unit, lo);
        let be = (start..unit).any(|u| self.tag(u) == Tag::Be);
        let have = (start..unit).any(|u| self.tag(u) == Tag::Have);
        let participle = cue.tags.any(crate::lexicon::Tags::V_PART) || cue.tags.any(crate::lexicon::Tags::V_PAST);
        let bare = self.token(after).is_some_and(|t| self.reader.listed("passive", t));
        let passive = participle && !cue.is_gerund() && (be || !have && start == unit && (bare || self.tag(unit) == Tag::VPart));
        if passive || participle && adjacent && cue.frames.any(Frames::NAMES) && self.reduced(unit, lo) {
            if let Some(speaker) = self.by_phrase(after, at, hi) {
                return Verdict::Said(Attribution { speaker, cue: span, pattern: "passive", rule: Some(cue.rule) });
            }
            if cue.frames.any(Frames::NAMES) && near {
                return Verdict::Named;
            }
            return Verdict::Unknown;
        }
        let Some(speaker) = self.subject(unit, lo) else { return Verdict::Unknown };
        let colon = (after..at).any(|u| self.kind(u) == Some(TokenKind::Colon));
        let pattern = match () {
            () if cue.is_gerund() => "gerund",
            () if near && (adjacent || colon) => "leading",
            () if near => "leading-near",
            () if cue.frames.any(Frames::QUOTE) => "leading-far",
            () => "judging-far",
        };
        Verdict::Said(Attribution { speaker, cue: span, pattern, rule: Some(cue.rule) })
    }

    /// A participle behind its noun: `a crane called “Big Ada”`.
    fn reduced(&self, unit: usize, lo: usize) -> bool {
        let before = unit.checked_sub(1).filter(|b| *b >= lo);
        before.is_some_and(|b| matches!(self.tag(b), Tag::Noun | Tag::Mark | Tag::Adv))
    }

    /// `by X` between the cue and the quotation, or right behind it.
    fn by_phrase(&self, from: usize, at: usize, hi: usize) -> Option<Range<usize>> {
        let by = |u: &usize| self.token(*u).is_some_and(|t| self.reader.listed("agent", t));
        let found = (from..at).find(by).or_else(|| (at + 1..hi.min(at + 6)).take_while(|u| !self.is_quote(*u)).find(by))?;
        self.forward(found + 1, if found < at { at } else { hi })
    }

    /// `X’s warning that “…”`, `in a statement from X: “…”`, `a message for them: “…”`.
    fn noun_cue(&self, at: usize, lo: usize) -> Option<Attribution> {
        let reach = lo.max(at.saturating_sub(12));
        let noun = (reach..at).rev().find(|u| self.token(*u).is_some_and(|t| self.reader.lexicon.speech.noun(self.reader.sym(t)).is_some()))?;
        if !self.leads_to(noun + 1, at) {
            return None;
        }
        let rule = self.token(noun).and_then(|t| self.reader.lexicon.speech.noun(self.reader.sym(t)));
        let make = |speaker| Attribution { speaker, cue: Some(noun..noun + 1), pattern: "noun", rule };
        let source = (noun + 1..at).find(|u| self.token(*u).is_some_and(|t| self.reader.listed("source", t)));
        if let Some(speaker) = source.and_then(|s| self.forward(s + 1, at)) {
            return Some(make(speaker));
        }
        for owner in (lo.max(noun.saturating_sub(5))..noun).rev() {
            match self.tag(owner) {
                Tag::PossPron => return Some(make(owner..owner + 1)),
                Tag::Poss => return self.back(owner, lo).map(make),
                Tag::Noun | Tag::Adj | Tag::Adv | Tag::Num | Tag::VPart | Tag::Name => {}
                _ => break,
            }
        }
        let mut subject = self.main_subject(lo, noun)?;
        if subject.end > noun {
            subject = subject.start..noun;
        }
        Some(make(subject))
    }

    /// Only words that tie a noun to its content stand between: `that`, `of`, a colon, or the noun's own speaker.
    fn leads_to(&self, from: usize, at: usize) -> bool {
        let source = (from..at).any(|u| self.token(u).is_some_and(|t| self.reader.listed("source", t)));
        (from..at).all(|u| match self.tag(u) {
            Tag::Sub | Tag::Wh | Tag::Det | Tag::Adj | Tag::Adv => true,
            Tag::Prep => source || self.token(u).is_some_and(|t| self.reader.listed("content", t)),
            Tag::Mark => matches!(self.kind(u), Some(TokenKind::Colon | TokenKind::Comma | TokenKind::Dash)),
            Tag::Noun | Tag::Name | Tag::PossPron | Tag::Poss | Tag::Num => source,
            _ => false,
        })
    }

    /// `OKAFOR: “…”` and `X was defiant: “…”`.
    fn label(&self, at: usize, lo: usize) -> Option<Attribution> {
        let colon = at.checked_sub(1).filter(|c| *c > lo && matches!(self.kind(*c), Some(TokenKind::Colon)))?;
        let plain =
            (lo..colon).all(|u| matches!(self.tag(u), Tag::Name | Tag::Noun | Tag::Det | Tag::Adj | Tag::Prep) || self.kind(u) == Some(TokenKind::Comma));
        if plain && colon - lo <= 8 {
            return self.forward(lo, colon).map(|speaker| Attribution { speaker, cue: None, pattern: "label", rule: None });
        }
        self.main_subject(lo, colon).map(|speaker| Attribution { speaker, cue: None, pattern: "colon", rule: None })
    }

    /// A trailing attribution behind the rest of the sentence: `It will be “swift” and hard, Mr Tamm said.`
    fn deep_right(&self, at: usize, hi: usize) -> Option<Attribution> {
        let hi = hi.min(at + 1 + REACH);
        for unit in at + 1..hi {
            let quote_comma = self.narrative.units.get(unit).is_some_and(|u| u.quoted.is_some() && ending(self.reader, u) == Ending::Comma);
            if !quote_comma && self.kind(unit) != Some(TokenKind::Comma) {
                continue;
            }
            let from = unit + 1;
            if let Some(mut found) = self.phrase_cue(from, hi) {
                found.pattern = "deep-right";
                return Some(found);
            }
            let found = self.inverted(from, hi).or_else(|| self.subject_and_cue(from, hi, "deep-right"));
            if let Some(found) = found.filter(|f| self.ends_clause(f, hi)) {
                return Some(Attribution { pattern: "deep-right", ..found });
            }
        }
        None
    }

    /// Nothing that the cue could report follows it.
    fn ends_clause(&self, found: &Attribution, hi: usize) -> bool {
        let end = found.cue.as_ref().map_or(0, |c| c.end).max(if found.pattern == "inverted" { found.speaker.end } else { 0 });
        end >= hi || matches!(self.tag(end), Tag::Mark | Tag::Prep | Tag::Adv | Tag::Sub) && !self.is_quote(end) || self.is_time(end)
    }
}
