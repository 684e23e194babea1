//! The subject of a verb, looked for from the verb backwards.

use std::ops::Range;

use super::phrase::Phrases;
use super::units::{Ending, ending};
use crate::lexicon::{Frames, Tags, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// How far back the first verb of a row is looked for.
const REACH: usize = 80;

/// The longest sentence whose first verb is looked for, in units.
const LONGEST: usize = 300;

/// How many parentheses between commas a subject may be away from its verb.
const PARENTHESES: usize = 7;

impl Phrases<'_> {
    /// The subject of the verb at unit `verb` in a sentence that starts at `lo`.
    pub fn subject(&self, verb: usize, lo: usize) -> Option<Range<usize>> {
        self.subject_at(verb, lo, 0)
    }

    /// The unit of a token outside the quotations.
    fn unit_of(&self, token: u32) -> Option<usize> {
        let units = &self.narrative.units;
        let plain = self.narrative.quotes.is_empty();
        let at = if plain { token.checked_sub(units.first()?.first)? as usize } else { units.partition_point(|u| u.last < token) };
        units.get(at).filter(|u| !u.is_quote() && u.first == token).map(|_| at)
    }

    /// The subject that the grammar linked to the verb, if it stands in this sentence and outside the quotations.
    pub fn linked_subject(&self, verb: usize, lo: usize) -> Option<Range<usize>> {
        let syntax = self.reader.syntax;
        let group = syntax.verbs.get(syntax.verb_at(self.token(verb)? as u32)?)?;
        let noun = syntax.nouns.get(group.subject? as usize)?;
        let start = self.unit_of(noun.tokens.start)?;
        let end = self.unit_of(noun.tokens.end.checked_sub(1)?)? + 1;
        (start >= lo && start < end && end <= verb).then_some(start..end)
    }

    /// The grammar and the words agree on the subject of the verb.
    pub fn is_agreed(&self, verb: usize, lo: usize, subject: &Range<usize>) -> bool {
        self.linked_subject(verb, lo).is_some_and(|s| s.start < subject.end && subject.start < s.end)
    }

    fn subject_at(&self, verb: usize, lo: usize, depth: u8) -> Option<Range<usize>> {
        let start = self.group_start(verb, lo);
        let before = start.checked_sub(1).filter(|b| *b >= lo)?;
        if depth > 4 {
            return None;
        }
        match self.tag(before) {
            // `laughed and said`: the subject of the verb before.
            Tag::Conj => self.subject_of_joined(verb, before, lo, depth),
            // `pointed to a case to say that`: who points.
            Tag::To => {
                // `a way for dockers to say that`
                if depth == 0
                    && let Some(doer) = self.meant_for(before, lo)
                {
                    return Some(doer);
                }
                // `led some to say that`: whom it led.
                if let Some(led) = self.controlled(before, lo) {
                    return Some(led);
                }
                let gerund = (lo.max(before.saturating_sub(6))..before).rev().find(|u| self.tag(*u) == Tag::VGer);
                self.verb_before(before, lo).max(gerund).and_then(|v| self.subject_at(v, lo, depth + 1))
            }
            Tag::Wh => Some(before..before + 1),
            // `was quoted as saying`, `by saying`
            Tag::Prep | Tag::Sub => {
                self.subject_of_gerund_apart(verb, before, lo, depth).or_else(|| self.subject_at(self.verb_before(before, lo)?, lo, depth + 1))
            }
            // `Ms Okafor, star of “Harbour Lights,” said`
            Tag::Mark if self.is_quote(before) && self.ends_with_comma(before) => self.subject_over_commas(before, lo, verb, depth),
            Tag::Mark => match self.kind(before) {
                Some(TokenKind::Comma) => self.subject_over_commas(before, lo, verb, depth),
                Some(TokenKind::Dash) => {
                    let open = (lo..before).rev().find(|u| self.kind(*u) == Some(TokenKind::Dash));
                    open.and_then(|o| self.back(o, lo))
                }
                Some(TokenKind::CloseParen) => self.back(start, lo),
                _ => None,
            },
            // `Lynch said`: a name that is also a verb.
            Tag::VBase if before == lo && depth == 0 && self.is_capital(before) => Some(before..start),
            _ => self.subject_in_front(verb, start, lo, depth),
        }
    }

    /// `…, which is late, while stressing that`: who speaks in the main clause.
    fn subject_of_gerund_apart(&self, verb: usize, before: usize, lo: usize, depth: u8) -> Option<Range<usize>> {
        let apart = self.tag(before) == Tag::Sub && self.tag(verb) == Tag::VGer && before > lo + 1;
        let comma = before.checked_sub(1).filter(|c| apart && self.kind(*c) == Some(TokenKind::Comma))?;
        self.subject_over_commas(comma, lo, verb, depth)
    }

    /// The subject of a verb behind `and` or `but` at `before`.
    fn subject_of_joined(&self, verb: usize, before: usize, lo: usize, depth: u8) -> Option<Range<usize>> {
        let joined = self.joined_verb(verb, before, lo).and_then(|v| self.subject_at(v, lo, depth + 1));
        // `regretted a fault that cut off the port, but said …`: behind the comma the sentence goes on, not the relative clause.
        let comma = |u: usize| u > lo && self.kind(u - 1) == Some(TokenKind::Comma);
        let relative = joined.as_ref().is_some_and(|s| self.tag(s.start) == Tag::Wh && !comma(s.start));
        if relative && depth == 0 && comma(before) {
            return self.main_subject(lo.max(before.saturating_sub(REACH)), before).or(joined);
        }
        // The last of a long row of verbs.
        joined.or_else(|| if depth == 0 { self.main_subject(lo.max(before.saturating_sub(REACH)), before) } else { None })
    }

    /// The subject of the verb at `verb`, whose group starts at `start`, right behind what can be a noun phrase.
    fn subject_in_front(&self, verb: usize, start: usize, lo: usize, depth: u8) -> Option<Range<usize>> {
        let phrase = self.back(start, lo)?;
        // `Ms Okafor, who leads the union, on Friday called it “…”`
        match self.before_time_alone(&phrase, lo) {
            Some(comma) if self.kind(comma) == Some(TokenKind::Comma) => return self.subject_over_commas(comma, lo, verb, depth),
            // `… and in turn accused`
            Some(conj) => return self.joined_verb(verb, conj, lo).and_then(|v| self.subject_at(v, lo, depth + 1)),
            None => {}
        }
        // `Police had last month charged him`
        let amid = phrase.start.checked_sub(1).filter(|a| {
            *a > lo
                && matches!(self.tag(*a), Tag::Have | Tag::Modal)
                && phrase.clone().all(|u| self.is_time(u) || matches!(self.tag(u), Tag::Adj | Tag::Det | Tag::Ord))
        });
        if let Some(auxiliary) = amid {
            return self.subject_at(auxiliary, lo, depth + 1);
        }
        if let Some(holder) = self.over_modifier(&phrase, lo).or_else(|| self.before_time_group(&phrase, lo)).or_else(|| self.before_both(&phrase, lo)) {
            return Some(holder);
        }
        if let Some(whole) = self.with_name_in_front(&phrase, lo) {
            return Some(whole);
        }
        // `…, at one point calling it “…”`
        let governed = phrase.start > lo && self.tag(phrase.start - 1) == Tag::Prep;
        let apart = || phrase.start < lo + 2 || self.kind(phrase.start - 2) == Some(TokenKind::Comma);
        if governed && self.tag(verb) == Tag::VGer && start == verb && !self.is(phrase.start - 1, WordClass::ABSOLUTE) && apart() {
            let from = self.last_clause(lo, phrase.start - 1);
            return self.main_subject(from, phrase.start - 1).or(Some(phrase));
        }
        self.is_gerund(verb).then(|| self.governing(phrase.clone(), lo, depth)).flatten().or(Some(phrase))
    }

    /// `Ada Reyes, head of the port said`: a name and, behind a comma, a description that no comma closes.
    fn with_name_in_front(&self, phrase: &Range<usize>, lo: usize) -> Option<Range<usize>> {
        let comma = phrase.start.checked_sub(1).filter(|c| *c > lo && self.kind(*c) == Some(TokenKind::Comma))?;
        if !matches!(self.tag(phrase.start), Tag::Noun | Tag::Adj) || phrase.len() < 2 {
            return None;
        }
        let name = self.back(comma, lo).filter(|n| n.len() > 1 && (n.clone()).all(|u| self.tag(u) == Tag::Name || self.joins_names(u)))?;
        (name.start == lo || matches!(self.tag(name.start - 1), Tag::Conj | Tag::Sub)).then_some(name.start..phrase.end)
    }

    fn ends_with_comma(&self, quote: usize) -> bool {
        self.narrative.units.get(quote).is_some_and(|u| ending(self.reader, u) == Ending::Comma)
    }

    fn is_capital(&self, unit: usize) -> bool {
        self.token(unit).and_then(|t| self.reader.token(t)).is_some_and(|t| t.shape.is_capital())
    }

    fn is_gerund(&self, unit: usize) -> bool {
        self.tag(unit) == Tag::VGer || self.is(unit, WordClass::VERB) && self.token(unit).is_some_and(|t| self.reader.is_gerund_cue(t))
    }

    /// A gerund behind an object (`issued a statement saying`): the subject of the verb before, if that is an object.
    fn governing(&self, phrase: Range<usize>, lo: usize, depth: u8) -> Option<Range<usize>> {
        let mut before = phrase.start.checked_sub(1).filter(|b| *b >= lo)?;
        // `put out a statement saying`
        if (self.tag(before) == Tag::Adv || self.tag(before) == Tag::Prep && self.is(before, WordClass::PARTICLE)) && before > lo {
            before -= 1;
        }
        if !self.is_verb(before) {
            return None;
        }
        self.subject_at(before, lo, depth + 1)
    }

    /// The nearest verb before `unit` in its clause.
    fn verb_before(&self, unit: usize, lo: usize) -> Option<usize> {
        let lo = lo.max(unit.saturating_sub(40));
        (lo..unit).rev().find(|u| matches!(self.tag(*u), Tag::VPast | Tag::VPres | Tag::VBase) || self.tag(*u) == Tag::VPart && self.is_passive(*u, lo))
    }

    /// The verb that the verb at `unit` behind `and` goes with: for a cue the cue before, not a verb of what that reports
    /// (`said he feared the worst and warned that …`).
    fn joined_verb(&self, unit: usize, conj: usize, lo: usize) -> Option<usize> {
        let says = |u: usize| self.cue_at(u).is_some_and(|c| c.frames.any(Frames::QUOTE.or(Frames::JUDGES)) && !c.is_gerund());
        // `began to shout, and was told`: those that report nothing only right before.
        let reports = Frames::THAT.or(Frames::BARE).or(Frames::JUDGES).or(Frames::WHETHER);
        let told = |u: usize| u + 1 == conj && says(u) || self.cue_at(u).is_some_and(|c| c.frames.any(reports) && !c.is_gerund());
        let lo = lo.max(conj.saturating_sub(40));
        // `with Mr Tamm saying it was over and asking: “…”`
        let gerund = |u: usize| self.cue_at(u).is_some_and(|c| c.frames.any(Frames::QUOTE.or(Frames::JUDGES)) && c.is_gerund());
        let cue = match self.tag(unit) {
            Tag::VPast if says(unit) => (lo..conj).rev().find(|u| self.tag(*u) == Tag::VPast && told(*u)),
            Tag::VGer if gerund(unit) => (lo..conj).rev().find(|u| self.tag(*u) == Tag::VGer && gerund(*u)),
            _ => None,
        };
        cue.or_else(|| self.verb_before(conj, lo))
    }

    fn is_passive(&self, unit: usize, lo: usize) -> bool {
        unit > lo && matches!(self.tag(self.group_start(unit, lo)), Tag::Be | Tag::Have | Tag::Modal)
    }

    /// What a relative pronoun stands for: `Mr Tamm, who …`.
    pub fn antecedent(&self, who: usize, lo: usize) -> Option<Range<usize>> {
        let end = if who > lo && self.kind(who - 1) == Some(TokenKind::Comma) { who - 1 } else { who };
        self.back(end, lo)
    }

    /// `X, the head of Y, said` and `X, who did this, said`: back over what stands between commas. A gerund behind a
    /// comma (`…, saying`) has the subject of the sentence.
    fn subject_over_commas(&self, comma: usize, lo: usize, verb: usize, depth: u8) -> Option<Range<usize>> {
        if self.is_gerund(verb) && self.tag(self.group_start(verb, lo)) != Tag::Be {
            return self.said_before(comma, lo, depth).or_else(|| self.main_subject(self.last_clause(lo, comma), comma));
        }
        let mut end = comma;
        let mut nearest = None;
        for _ in 0..PARENTHESES {
            let open = (lo.max(end.saturating_sub(60))..end).rev().find(|u| self.kind(*u) == Some(TokenKind::Comma));
            let Some(open) = open else { break };
            // The segment between two commas; the subject ends before the first of them.
            let candidate = self.back(open, lo);
            if nearest.is_none() {
                nearest.clone_from(&candidate);
            }
            if let Some(holder) = candidate.as_ref().and_then(|c| self.over_modifier(c, lo)).filter(|h| self.stands_alone(h, lo)) {
                return Some(holder);
            }
            let named = |s: &Range<usize>| end == comma && self.is_named_apposition(s, open + 1..comma);
            if let Some(subject) = candidate.filter(|s| self.stands_alone(s, lo) || named(s)) {
                let whole = subject.start..comma;
                return Some(if self.is_apposition(open + 1, comma) { whole } else { subject });
            }
            end = open;
        }
        // One comma only: `Once there, he laughed, then said`.
        self.verb_before(comma, lo).and_then(|v| self.subject_at(v, lo, depth + 1)).or(nearest)
    }

    /// Where the last main clause starts before `hi`, if none before it reports anything: `The owners left, and the town sued them, saying`.
    fn last_clause(&self, lo: usize, hi: usize) -> usize {
        let joint = |u: &usize| {
            self.tag(*u) == Tag::Conj
                && self.kind(*u - 1) == Some(TokenKind::Comma)
                && self.forward(*u + 1, hi).is_some_and(|s| self.is_finite(s.end) || self.tag(s.end) == Tag::Adv && self.is_finite(s.end + 1))
        };
        let reports = |u: usize| self.cue_at(u).is_some_and(|c| c.frames.any(Frames::THAT.or(Frames::BARE)) && c.may_be_finite());
        let from = lo.max(hi.saturating_sub(REACH));
        (from + 1..hi).rev().find(joint).filter(|j| from == lo && !(lo..*j).any(reports)).map_or(lo, |j| j + 1)
    }

    /// `…, Ms Okafor said, adding that`: the subject of the cue in the clause before the comma.
    fn said_before(&self, comma: usize, lo: usize, depth: u8) -> Option<Range<usize>> {
        let lo_reach = lo.max(comma.saturating_sub(40));
        let verb = (lo_reach..comma).rev().find(|u| self.is_finite(*u))?;
        let cue = self.token(verb).and_then(|t| self.reader.cue(t)).filter(|c| c.frames.any(Frames::QUOTE))?;
        // `…, repeated that he sings, calling him …`: not the verb of what is reported.
        let reported = |s: &Range<usize>| {
            !cue.frames.any(Frames::THAT.or(Frames::BARE))
                && s.start > lo
                && self.is(s.start - 1, WordClass::COMPLEMENT.or(WordClass::QUESTION))
                && matches!(self.tag(s.start - 1), Tag::Sub | Tag::Wh)
        };
        self.subject_at(verb, lo, depth + 1).filter(|s| self.tag(s.start) != Tag::Wh && !reported(s))
    }

    /// The subject of the last finite verb before `hi` that is no relative clause's.
    pub fn last_subject(&self, lo: usize, hi: usize) -> Option<Range<usize>> {
        let lo_reach = lo.max(hi.saturating_sub(40));
        let verbs = (lo_reach..hi).rev().filter(|u| self.is_finite(*u));
        verbs.take(6).find_map(|v| self.subject_at(v, lo, 2).filter(|s| !matches!(self.tag(s.start), Tag::Wh) && !self.is_expletive(s)))
    }

    /// `there is`, `it is`
    pub fn is_expletive(&self, phrase: &Range<usize>) -> bool {
        phrase.len() == 1 && self.is(phrase.start, WordClass::EXPLETIVE)
    }

    /// The phrase can be a subject: a name or a description, not an age or a place between commas, and nothing in
    /// front of it that it belongs to.
    fn stands_alone(&self, phrase: &Range<usize>, lo: usize) -> bool {
        let first = phrase.start;
        if (phrase.clone()).all(|u| matches!(self.tag(u), Tag::Num | Tag::Mark)) {
            return false;
        }
        let before = first.checked_sub(1).filter(|b| *b >= lo);
        match before.map(|b| self.tag(b)) {
            None => true,
            // `But Ms Okafor, …`, `As Ms Okafor, …`: words that join clauses, whatever their tag.
            Some(Tag::Prep) if before == Some(lo) && self.token(lo).is_some_and(|t| self.reader.classes(t).any(Tags::CC.or(Tags::SUB))) => true,
            // Inside a relative clause, behind a preposition or a verb it is part of the parenthesis.
            Some(Tag::Prep | Tag::VPast | Tag::VPres | Tag::VBase | Tag::VGer | Tag::VPart | Tag::Wh | Tag::To) => false,
            Some(Tag::Mark) if self.kind(first - 1) == Some(TokenKind::Comma) => {
                // An apposition that is itself between commas: `X, 40, a docker, said`.
                let opener = self.tag(first);
                opener == Tag::Name && phrase.len() > 1
                    || !(matches!(opener, Tag::Det | Tag::Num | Tag::Adj | Tag::PossPron) || self.name_before(first - 1, lo))
            }
            _ => true,
        }
    }

    /// `…, a spokeswoman, Ada Reyes, said`: a name between commas behind a description.
    fn is_named_apposition(&self, phrase: &Range<usize>, name: Range<usize>) -> bool {
        let described = matches!(self.tag(phrase.start), Tag::Det | Tag::PossPron) && phrase.len() > 1;
        described && name.len() > 1 && name.clone().all(|u| self.tag(u) == Tag::Name || self.joins_names(u)) && !self.any_name(phrase)
    }

    fn any_name(&self, phrase: &Range<usize>) -> bool {
        phrase.clone().any(|u| self.tag(u) == Tag::Name)
    }

    fn name_before(&self, comma: usize, lo: usize) -> bool {
        comma > lo && matches!(self.tag(comma - 1), Tag::Name | Tag::Num | Tag::Noun)
    }

    fn is_apposition(&self, from: usize, to: usize) -> bool {
        !matches!(self.tag(from), Tag::Wh | Tag::Prep | Tag::VGer | Tag::VPart | Tag::Sub | Tag::Adv | Tag::Conj) && !(from..to).any(|u| self.is_finite(u))
    }

    /// The subject of the first finite verb of the sentence between `lo` and `hi`.
    pub fn main_subject(&self, lo: usize, hi: usize) -> Option<Range<usize>> {
        let mut at = lo.max(hi.saturating_sub(LONGEST));
        let mut parenthesis = false;
        while at < hi {
            match self.tag(at) {
                // `When he came, …`: the clause up to the comma is not the main one.
                Tag::Wh => parenthesis = true,
                Tag::Sub if at == lo || self.tag(at - 1) == Tag::Mark => parenthesis = true,
                Tag::Mark if self.kind(at) == Some(TokenKind::Comma) => parenthesis = false,
                _ if !parenthesis && self.is_finite(at) => {
                    if let Some(subject) = self.subject_of_finite(at, lo) {
                        return Some(subject);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn subject_of_finite(&self, verb: usize, lo: usize) -> Option<Range<usize>> {
        let before = verb.checked_sub(1).filter(|b| *b >= lo)?;
        match self.tag(before) {
            Tag::Conj | Tag::Prep | Tag::Sub => None,
            _ => self.subject_at(verb, lo, 3).filter(|s| {
                // `In a statement released on Monday, Ms Okafor …`
                let governed = s.start == lo + 1 && self.tag(lo) == Tag::Prep && self.tag(s.start) != Tag::Num && !self.is_time(s.start);
                !governed
            }),
        }
    }
}
