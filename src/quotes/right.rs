//! Cues behind a quotation.

use std::ops::Range;

use super::attribute::Attribution;
use super::phrase::Phrases;
use super::reader::Cue;
use super::units::{Ending, ending};
use crate::lexicon::{Frames, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// How many units behind a quotation are searched for a cue.
const REACH: usize = 60;

impl Phrases<'_> {
    /// `“…,” said X`, `“…,” X said`, `“…,” according to X`.
    pub fn right(&self, at: usize, how: Ending, lo: usize, hi: usize) -> Option<Attribution> {
        let mut from = at + 1;
        let mut joined = matches!(how, Ending::Comma | Ending::Question | Ending::Dash);
        while from < hi && self.kind(from).is_some_and(|k| matches!(k, TokenKind::Comma | TokenKind::Dash) || is_stray_mark(k)) {
            joined |= !self.kind(from).is_some_and(is_stray_mark);
            from += 1;
        }
        // `“A” and “B,” she said`
        if from + 1 < hi && self.tag(from) == Tag::Conj && self.is_quote(from + 1) {
            let unit = self.narrative.units.get(from + 1)?;
            return self.right(from + 1, ending(self.reader, unit), lo, hi);
        }
        if from >= hi {
            return None;
        }
        if let Some(found) = self.phrase_cue(from, hi) {
            return Some(found);
        }
        // `“…,” as a memo put it`
        if self.is(from, WordClass::AS) {
            from += 1;
        }
        if let Some(found) = self.inverted(from, hi) {
            return Some(found);
        }
        if joined {
            // Behind words in the middle of a sentence the cue must report nothing else: `“…,” the club charged $100`.
            let found = self.subject_and_cue(from, hi, "trailing").filter(|f| at == lo || self.ends_clause(f, hi) || self.has_listener(f));
            let other = || self.inverted_other(from, hi).or_else(|| if how == Ending::Comma { self.trailing_other(from, hi) } else { None });
            return found.or_else(|| if at == lo { other() } else { None });
        }
        // `“…” Ms Okafor said after the vote.`: the comma is missing.
        let name = at == lo && matches!(self.tag(from), Tag::Name | Tag::Pron | Tag::Det | Tag::PossPron | Tag::Noun);
        if name { self.subject_and_cue(from, hi, "trailing").filter(|f| self.ends_clause(f, hi)) } else { None }
    }

    /// `“…!” beamed Mr Tamm.`: a verb that is no cue elsewhere.
    fn inverted_other(&self, from: usize, hi: usize) -> Option<Attribution> {
        if self.tag(from) != Tag::VPast {
            return None;
        }
        let speaker = self.forward(from + 1, hi).filter(|s| s.clone().any(|u| self.tag(u) == Tag::Name))?;
        let speaker = self.with_apposition(speaker, hi);
        Some(Attribution { speaker, cue: Some(from..from + 1), pattern: "inverted-other", rule: None })
    }

    /// `“The port stays,” an angry Mr Tamm retaliated.`: the same behind its subject, where nothing follows that it could be about.
    fn trailing_other(&self, from: usize, hi: usize) -> Option<Attribution> {
        let speaker = self.forward(from, hi)?;
        let verb = (speaker.end..hi).find(|u| self.tag(*u) != Tag::Adv)?;
        let ends = verb + 1 >= hi || matches!(self.tag(verb + 1), Tag::Mark | Tag::Prep | Tag::Adv) && !self.is_quote(verb + 1);
        let told = matches!(self.tag(verb), Tag::VPast | Tag::VPres) && ends && !self.is_time(speaker.start);
        told.then(|| Attribution { speaker, cue: Some(verb..verb + 1), pattern: "inverted-other", rule: None })
    }

    /// The noun phrase at `start`, also one that begins with a participle: `retired harbour master Per Tamm`.
    fn speaker_at(&self, start: usize, hi: usize) -> Option<Range<usize>> {
        if start + 1 < hi && matches!(self.tag(start), Tag::VPart | Tag::VPast) && matches!(self.tag(start + 1), Tag::Noun | Tag::Adj | Tag::Name) {
            let named = self.forward(start + 1, hi).filter(|s| s.clone().any(|u| self.tag(u) == Tag::Name));
            return named.map(|s| start..s.end);
        }
        self.forward(start, hi)
    }

    /// The same over the end of a sentence: `“Why?” Ms Okafor asked.`
    pub fn right_of_next(&self, at: usize, lo: usize, how: Ending, hi: usize, next: Option<&Range<usize>>) -> Option<Attribution> {
        let next = next.filter(|_| at + 1 == hi && at == lo && matches!(how, Ending::Question | Ending::Stop | Ending::Dash | Ending::Comma))?;
        let found = self.inverted(next.start, next.end).or_else(|| self.subject_and_cue(next.start, next.end, "trailing-next"))?;
        let end = found.cue.as_ref().map_or(0, |c| c.end);
        // The cue must not have an object of its own: `He said he would go.`
        let closes = end >= next.end
            || self.has_listener(&found)
            || self.tag(end) == Tag::Mark && !self.is_quote(end)
            || matches!(self.tag(end), Tag::Prep | Tag::Adv)
            || self.is_time(end);
        (found.pattern == "inverted" || closes && how != Ending::Stop || closes && self.kind(end) == Some(TokenKind::Period)).then_some(found)
    }

    /// `said Ms Okafor` at `from`.
    fn inverted(&self, from: usize, hi: usize) -> Option<Attribution> {
        let mut verb = from;
        while verb < hi && self.tag(verb) == Tag::Adv {
            verb += 1;
        }
        let cue = self.cue_at(verb).filter(|c| c.frames.any(Frames::INVERTED) && c.may_be_finite() && !c.is_gerund())?;
        let after = verb + cue.len as usize;
        // `tweeted another.`
        let alone = matches!(self.tag(after), Tag::Det | Tag::Num) && (after + 1 >= hi || self.tag(after + 1) == Tag::Mark);
        let speaker = self.speaker_at(after, hi.max(after)).or(if alone { Some(after..after + 1) } else { None })?;
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
        if self.token(from).and_then(|t| self.reader.loose_cue(t)).is_some_and(|c| c.is_gerund()) {
            return None;
        }
        // `Lynch said`: a name that is also a verb.
        let named = self.token(from).and_then(|t| self.reader.token(t)).is_some_and(|t| t.shape.is_capital()) && self.cue_at(from + 1).is_some();
        let described = || matches!(self.tag(from), Tag::VPart | Tag::VPast) && self.speaker_at(from, hi).is_some();
        if !named
            && !described()
            && !matches!(self.tag(from), Tag::Noun | Tag::Name | Tag::Pron | Tag::Det | Tag::PossPron | Tag::Adj | Tag::Num | Tag::Ord | Tag::Wh)
        {
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
                _ if self.is_finite(at) => {
                    verb = Some(at);
                    break;
                }
                _ => {}
            }
        }
        let (first, at, cue) = match verb {
            Some(first) => self.main_cue(first, hi).map(|(at, cue)| (first, at, cue))?,
            // No word was tagged as a verb: one that can be must be it.
            None => self.untagged_cue(from, hi)?,
        };
        let mut end = first;
        while end > from + 1 && (matches!(self.tag(end - 1), Tag::Adv) || self.kind(end - 1) == Some(TokenKind::Comma)) {
            end -= 1;
        }
        let speaker = self.cut_relative(from..end);
        Some(Attribution { speaker, cue: Some(at..at + cue.len as usize), pattern, rule: Some(cue.rule) })
    }

    /// A word at the end of the sentence that can be a cue verb though it was not tagged as one.
    fn untagged_cue(&self, from: usize, hi: usize) -> Option<(usize, usize, Cue)> {
        (from + 1..hi.min(from + 12)).take_while(|u| !self.is_quote(*u)).find_map(|u| {
            let cue = self.token(u).and_then(|t| self.reader.loose_cue(t)).filter(|c| c.frames.any(Frames::QUOTE) && c.may_be_finite())?;
            let ends = u + 1 >= hi || matches!(self.tag(u + 1), Tag::Mark | Tag::Prep | Tag::Adv) || cue.frames.any(Frames::LISTENER) || self.is_time(u + 1);
            ends.then_some((u, u, cue))
        })
    }

    /// The cue is of the kind that has a listener for its object: `told reporters`.
    fn has_listener(&self, found: &Attribution) -> bool {
        let cue = found.cue.as_ref().and_then(|c| self.token(c.start)).and_then(|t| self.reader.loose_cue(t));
        cue.is_some_and(|c| c.frames.any(Frames::LISTENER))
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

    /// A trailing attribution behind the rest of the sentence: `It will be “swift” and hard, Mr Tamm said.`
    pub fn deep_right(&self, at: usize, hi: usize) -> Option<Attribution> {
        let hi = hi.min(at + 1 + REACH);
        for unit in at + 1..hi {
            let quote_comma = self.narrative.units.get(unit).is_some_and(|u| u.is_quote() && ending(self.reader, u) == Ending::Comma);
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
        let later = matches!(self.tag(end), Tag::Adj | Tag::Det | Tag::Ord) && self.is_time(end + 1);
        end >= hi || matches!(self.tag(end), Tag::Mark | Tag::Prep | Tag::Adv | Tag::Sub) && !self.is_quote(end) || self.is_time(end) || later
    }
}

/// A mark left over behind nested quotations (`…,’”`).
fn is_stray_mark(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::StraightSingle | TokenKind::CloseSingle | TokenKind::StraightDouble | TokenKind::CloseDouble)
}
