//! How far a reported clause reaches.

use std::ops::Range;

use super::indirect::LEAST;
use super::phrase::Phrases;
use super::reader::Cue;
use super::units::Unit;
use crate::lexicon::{Frames, SpeechClass, Tags, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// The longest reported clause, in units: real ones are shorter, and time stays linear.
pub(super) const LONGEST: usize = 200;

/// How many units ahead the cue of a further report is looked for.
const AHEAD: usize = 9;

/// What ends reported words besides marks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reach {
    /// Their cue stands in a relative clause.
    pub relative: bool,
    /// Their cue stands in a clause with `while`, `after`.
    pub subordinate: bool,
    /// They are no clause.
    pub matter: bool,
    /// Their cue is a gerund: another behind `and` is no part of them.
    pub gerund: bool,
}

/// A word at which no reported clause ends.
#[inline]
fn is_plain(unit: &Unit) -> bool {
    unit.kind == Some(TokenKind::Word) && unit.tag != Tag::Conj
}

impl Phrases<'_> {
    /// The end of the reported words that start at `start` and whose cue stands at `cue`; none where quotation marks or
    /// too few words make it no indirect speech.
    pub fn content_end(&self, start: usize, sentence: &Range<usize>, cue: usize, pattern: &'static str) -> Option<usize> {
        // `…, asked whether she knew, smiled`
        let apart = cue > sentence.start && self.kind(cue - 1) == Some(TokenKind::Comma) && self.tag(cue) == Tag::VPart;
        // Of a relative clause the pronoun stands in front of the verb group.
        let group = self.before_when(self.group_start(cue, sentence.start), sentence.start);
        let of_who = group > sentence.start && self.tag(group - 1) == Tag::Wh;
        // `Mr Tamm, who said …, left`
        let behind_comma = || group > sentence.start + 1 && self.kind(group - 2) == Some(TokenKind::Comma);
        let relative = pattern == "indirect-relative" || apart || of_who && behind_comma();
        let subordinate = self.in_subordinate(cue, sentence.start);
        let matter = pattern == "indirect-matter";
        let mut end = self.extent(start, sentence, Reach { relative, subordinate, matter, gerund: self.tag(cue) == Tag::VGer });
        match pattern {
            "indirect-matter" => end = self.matter_end(start, end),
            "indirect-to" => end = self.infinitive_end(start, end),
            _ => {}
        }
        // `Dockers who want to leave can go.`
        if of_who {
            end = self.verb_behind(start, end, !(matter || pattern == "indirect-to")).unwrap_or(end);
        }
        if self.any_quote(start..end) {
            end = self.before_quote(start, end)?;
        }
        // `the gates that Ms Okafor said will open were shut`
        if pattern == "indirect-relative" || pattern == "indirect-bare" && self.lacks_subject(start) {
            end = self.verb_behind(start + 1, end, false).unwrap_or(end);
        }
        // `urged Tamm`, `urged him`; not `saw him leave`.
        let one = match self.tag(start) {
            Tag::Name | Tag::Noun => matter,
            Tag::Pron => matter && self.cue_at(cue).is_some_and(|c| c.frames.any(Frames::NONFINITE)),
            _ => false,
        };
        let least = if one { 1 } else { LEAST };
        (end >= start + least).then_some(end)
    }

    /// The unit behind a relative pronoun, over words of time in front of the verb at `verb`: `who last week said`.
    fn before_when(&self, verb: usize, lo: usize) -> usize {
        if verb <= lo + 1 || !self.is_time(verb - 1) {
            return verb;
        }
        let when = |u: &usize| self.is_time(*u) || matches!(self.tag(*u), Tag::Det | Tag::Adj | Tag::Ord);
        let first = (lo + 1..verb).rev().take(3).take_while(when).last();
        first.filter(|f| self.tag(*f - 1) == Tag::Wh).unwrap_or(verb)
    }

    /// The words begin with a finite verb: what it tells of stands elsewhere.
    pub fn lacks_subject(&self, start: usize) -> bool {
        self.is_finite(start) && self.token(start).is_some_and(|t| !self.reader.classes(t).any(Tags::V_GER))
    }

    /// The words up to a clause that holds a quotation: `the tax would hit small ships, which she called “…”`,
    /// `she trusts the pilots and calls them “…”`.
    fn before_quote(&self, start: usize, end: usize) -> Option<usize> {
        let quote = (start..end).find(|u| self.is_quote(*u))?;
        let opens = |u: usize| matches!(self.tag(u), Tag::Wh | Tag::VGer | Tag::Conj | Tag::Sub);
        let comma = (start..quote).rev().find(|u| self.kind(*u) == Some(TokenKind::Comma) && opens(*u + 1));
        let told = |u: usize| self.cue_at(u).is_some_and(|c| c.may_be_finite() && self.is_finite(u));
        let joined = |u: &usize| self.tag(*u) == Tag::Conj && (told(*u + 1) || self.tag(*u + 1) == Tag::Adv && told(*u + 2));
        let past = comma.or_else(|| (start + 1..quote).rev().find(joined))?;
        (start..past).any(|u| self.is_finite(u)).then_some(past)
    }

    /// The verb behind a relative clause, whose subject stands in front of it. `clause`: what is reported has a verb too.
    pub fn verb_behind(&self, start: usize, end: usize, clause: bool) -> Option<usize> {
        let mut inner = u32::from(clause);
        for at in start..end {
            match self.tag(at) {
                Tag::Wh | Tag::Sub => inner += 1,
                // `after`, `before`, whatever their tag
                Tag::Prep if self.token(at).is_some_and(|t| self.reader.classes(t).any(Tags::SUB)) => inner += 1,
                Tag::Mark if self.kind(at) == Some(TokenKind::Comma) => return None,
                // `say they think it is late`: a clause in the clause.
                _ if inner > 0 && self.is_finite(at) && self.cue_at(at).is_some_and(|c| c.frames.any(Frames::BARE)) => {}
                // An auxiliary may stand right in front of `start`.
                _ if self.is_finite(at) && !self.goes_with_verb(at, start.saturating_sub(1)) => {
                    if inner == 0 {
                        return Some(at);
                    }
                    inner -= 1;
                }
                _ => {}
            }
        }
        None
    }

    /// The verb at `at` is none of its own: an auxiliary, `to` or `and` stands in front of it.
    fn goes_with_verb(&self, at: usize, lo: usize) -> bool {
        let before = (lo..at).rev().find(|u| !matches!(self.tag(*u), Tag::Neg | Tag::Adv));
        before.is_some_and(|b| matches!(self.tag(b), Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Conj | Tag::To) || self.is(b, WordClass::AS))
    }

    /// The cue stands in a clause with `while`, `after` that begins the sentence or stands behind a comma.
    pub fn in_subordinate(&self, cue: usize, lo: usize) -> bool {
        let first = (lo.max(cue.saturating_sub(12))..cue).rev().take_while(|u| self.kind(*u) != Some(TokenKind::Comma)).last();
        // `Asked whether …, she left`
        let asked = cue == lo && self.tag(cue) != Tag::VPres;
        asked || first.is_some_and(|f| self.tag(f) == Tag::Sub || self.tag(f) == Tag::Conj && self.tag(f + 1) == Tag::Sub)
    }

    /// To the end of the sentence, to a semicolon, or to where somebody else, or the narrator, goes on.
    pub fn extent(&self, start: usize, sentence: &Range<usize>, reach: Reach) -> usize {
        let hi = sentence.end.min(start + LONGEST);
        // What is reported holds a verb before anything else can start.
        let (mut open, mut finite, mut told) = (0, false, reach.matter);
        let mut at = start;
        let units = self.narrative.units.get(..hi).unwrap_or(&self.narrative.units);
        while let Some(unit) = units.get(at) {
            // Most units are words: nothing ends at them, and a verb once seen is seen.
            if is_plain(unit) {
                if told && (finite || !reach.subordinate) {
                    at += units.get(at..).unwrap_or_default().iter().take_while(|u| is_plain(u)).count();
                } else {
                    let is_finite = self.is_finite(at);
                    finite = finite || reach.subordinate && is_finite;
                    told = told || unit.tag.is_verb() || is_finite;
                    at += 1;
                }
                continue;
            }
            match unit.kind {
                Some(TokenKind::Semicolon) => break,
                Some(TokenKind::Colon) if self.is_quote(at + 1) => break,
                // `posted this: <tweet …>`
                Some(TokenKind::Symbol) if self.is_markup(at) => break,
                Some(TokenKind::OpenParen) => open += 1,
                Some(TokenKind::CloseParen) if open == 0 => break,
                Some(TokenKind::CloseParen) => open -= 1,
                Some(TokenKind::Comma) if self.breaks_off(at + 1, hi, told, reach.relative, reach.subordinate && finite) => break,
                _ if unit.tag == Tag::Conj
                    && at > start
                    && told
                    && (self.another_report(at + 1, hi) || self.leaves_modal(start, at) || reach.gerund && self.another_gerund(at + 1)) =>
                {
                    break;
                }
                _ => {}
            }
            finite = finite || reach.subordinate && self.is_finite(at);
            told = told || unit.tag.is_verb() || self.is_finite(at);
            at += 1;
        }
        if at == hi && hi < sentence.end {
            return start;
        }
        while at > start && self.is_trailing(at - 1) {
            at -= 1;
        }
        at
    }

    /// A mark that belongs to the sentence and not to what is reported.
    fn is_trailing(&self, at: usize) -> bool {
        use TokenKind::{Colon, Comma, Dash, Ellipsis, Exclamation, Period, Question};
        matches!(self.kind(at), Some(Period | Comma | Colon | Question | Exclamation | Dash | Ellipsis))
    }

    /// `saying it would rain and calling it a pity`
    fn another_gerund(&self, at: usize) -> bool {
        self.tag(at) == Tag::VGer && self.cue_at(at).is_some_and(|c| c.is_gerund())
    }

    /// `said it would rain and left`: a past form behind `and` cannot go on with what a modal verb opened.
    fn leaves_modal(&self, start: usize, conj: usize) -> bool {
        let verb = if self.tag(conj + 1) == Tag::Adv { conj + 2 } else { conj + 1 };
        // `let`, `put` may be either.
        if self.tag(verb) != Tag::VPast || self.token(verb).is_none_or(|t| self.reader.classes(t).any(Tags::V_BASE)) {
            return false;
        }
        let mut finite = (start..conj).filter(|u| self.is_finite(*u));
        let first = finite.next();
        first.is_some_and(|f| self.tag(f) == Tag::Modal) && finite.all(|u| self.tag(u) == Tag::VBase || self.goes_with_verb(u, start))
    }

    fn is_markup(&self, unit: usize) -> bool {
        // Not `the owners <Halyard Inc>`.
        let name = || self.token(unit + 1).and_then(|t| self.reader.token(t)).is_some_and(|t| t.shape.is_capital());
        self.token(unit).is_some_and(|t| self.reader.words(t) == "<") && !name()
    }

    /// Behind a comma the reported words do not go on.
    fn breaks_off(&self, at: usize, hi: usize, told: bool, relative: bool, subordinate: bool) -> bool {
        if at >= hi {
            return true;
        }
        if self.cue_at(at).is_some_and(|c| c.is_gerund()) || self.phrase_cue(at, hi).is_some() || told && self.another_report(at, hi) {
            return true;
        }
        let verb = self.is_finite(at);
        // `…, but they did not agree`, `…, though it is late`: the narrator goes on.
        // `…, but that they did not agree`: she does.
        let turn = !matches!(self.tag(at), Tag::Prep | Tag::Adv) && self.is(at, WordClass::TURN) && !self.is(at + 1, WordClass::COMPLEMENT);
        if turn && self.verb_soon(at + 1, hi) {
            return true;
        }
        // `Though she said it was late, at noon they sailed`
        let adjunct = subordinate && self.tag(at) == Tag::Prep && self.verb_soon(at + 1, hi);
        relative && verb
            || adjunct
            || subordinate && matches!(self.tag(at), Tag::Pron | Tag::Name | Tag::Noun | Tag::Det | Tag::PossPron | Tag::Num) && self.verb_soon(at + 1, hi)
    }

    #[inline]
    fn verb_soon(&self, from: usize, hi: usize) -> bool {
        (from..hi.min(from + AHEAD)).take_while(|u| self.kind(*u) != Some(TokenKind::Comma)).any(|u| self.is_finite(u))
    }

    /// A further verb of saying, with or without a subject of its own, starts a report at `at`: `… and three said`,
    /// `… but warned that`.
    pub fn another_report(&self, at: usize, hi: usize) -> bool {
        let reports = |c: &Cue| c.frames.any(Frames::QUOTE) && c.frames.any(Frames::THAT.or(Frames::BARE).or(Frames::WHETHER));
        let speaks = |u: usize| self.cue_at(u).filter(|c| c.may_be_finite() && !c.is_gerund() && reports(c));
        let first = (at..hi.min(at + 2)).find(|u| !matches!(self.tag(*u), Tag::Adv | Tag::Sub | Tag::Conj)).unwrap_or(at);
        if let Some(cue) = speaks(first) {
            return matches!(self.tag(first), Tag::VPast) && (cue.class.says() || cue.class == SpeechClass::Ask);
        }
        if !matches!(self.tag(first), Tag::Pron | Tag::Name | Tag::Noun | Tag::Det | Tag::PossPron | Tag::Num | Tag::Adj) {
            return false;
        }
        let clause = |u: &usize| !self.is_quote(*u) && !matches!(self.tag(*u), Tag::Wh | Tag::Sub | Tag::To) && self.kind(*u) != Some(TokenKind::Comma);
        let mut verb = (first + 1..hi.min(first + AHEAD)).take_while(clause).find(|u| self.is_finite(*u));
        if verb.is_some_and(|v| self.tag(v) == Tag::Have) {
            // `39 have said`
            verb = verb.map(|v| if self.tag(v + 1) == Tag::Adv { v + 2 } else { v + 1 });
        }
        let perfect = |u: usize| self.cue_at(u).filter(|c| self.tag(u) == Tag::VPart && c.frames.any(Frames::QUOTE));
        verb.and_then(|v| speaks(v).or_else(|| perfect(v))).is_some_and(|c| c.class.says() || c.class == SpeechClass::Ask)
    }

    /// An infinitive ends at a comma, unless a list or a further infinitive goes on behind it.
    fn infinitive_end(&self, start: usize, end: usize) -> usize {
        let more = |at: usize| {
            let first = if self.tag(at) == Tag::Conj { at + 1 } else { at };
            self.tag(first) == Tag::To || self.tag(first) == Tag::VBase || self.is(at, WordClass::MORE) || self.goes_on_list(at, end)
        };
        // `urged the town to wait and tried to leave`, not `urged it to wait and hope`
        let third = |at: usize| self.tag(at) == Tag::VPres && self.token(at).is_some_and(|t| !self.reader.classes(t).any(Tags::V_BASE));
        let verb = |at: usize| matches!(self.tag(at), Tag::VPast | Tag::Have | Tag::Modal) || third(at) || self.tag(at) == Tag::Be && self.is_finite(at);
        let joined = |at: usize| self.tag(at) == Tag::Conj && (verb(at + 1) || self.tag(at + 1) == Tag::Adv && verb(at + 2));
        let ends = |u: &usize| self.kind(*u) == Some(TokenKind::Comma) && !more(*u + 1) || joined(*u);
        (start + 1..end).find(ends).unwrap_or(end)
    }

    /// Where the verb of the sentence stands that has the cue noun for its subject: `his claim that the port is lost surprised
    /// us`. A verb behind `who`, `that` or `because` is inside.
    pub fn verb_of_noun(&self, start: usize, end: usize, clause: bool) -> Option<usize> {
        let mut inner = u32::from(clause);
        for at in start..end {
            match self.tag(at) {
                Tag::Wh | Tag::Sub => inner += 1,
                _ if self.is_finite(at) && (at == start || !matches!(self.tag(at - 1), Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Conj)) => {
                    if inner == 0 {
                        return Some(at);
                    }
                    inner -= 1;
                }
                _ => {}
            }
        }
        None
    }
}
