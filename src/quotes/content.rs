//! Where the words start that a cue reports: behind `that`, at `whether`, at `to`, at a clause, at what a verb is about.

use std::ops::Range;

use super::indirect::ASIDE;
use super::phrase::Phrases;
use super::reader::Cue;
use crate::lexicon::{Frames, Tags, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// How many words of time, place and manner may stand between a cue and the clause that it reports.
const ADJUNCTS: usize = 4;

/// How far before a participle its auxiliary may stand.
const GROUP: usize = 4;

impl Phrases<'_> {
    /// Where the reported words start behind a cue: behind `that`, at `whether`, at `to`, or at once.
    pub fn content(&self, after: usize, cue: &Cue, hi: usize) -> Option<(usize, &'static str)> {
        self.told(after, cue, hi).filter(|(start, _)| !self.wants_no_name(*start))
    }

    /// `not to be named`, `to be identified`: why a source has no name, and nothing that it said.
    fn wants_no_name(&self, start: usize) -> bool {
        let to = start + usize::from(self.tag(start) == Tag::Neg);
        self.tag(to) == Tag::To && self.tag(to + 1) == Tag::Be && self.is(to + 2, WordClass::UNNAMED)
    }

    fn told(&self, after: usize, cue: &Cue, hi: usize) -> Option<(usize, &'static str)> {
        let mut at = after;
        if cue.frames.any(Frames::LISTENER)
            && self.tag(at) != Tag::Wh
            && let Some(listener) = self.listener(at, cue, hi)
            && (!self.has_subject(at, hi, false) || cue.frames.any(Frames::BARE) && self.has_subject(listener.end, hi, false))
        {
            at = listener.end;
        }
        // `asked the owners about the pier`
        if at > after
            && cue.frames.any(Frames::WHETHER)
            && self.tag(at) == Tag::Prep
            && self.is(at, WordClass::TOPIC)
            && self.opens_matter(at + 1)
            && !self.is_time(at + 1)
        {
            return Some((at + 1, "indirect-matter"));
        }
        let says = cue.class.says();
        for _ in 0..ADJUNCTS {
            if let Some(past) = self.past_time(at, hi) {
                at = past;
            }
            if let Some(found) = self.content_at(at, after, cue, says, hi) {
                return Some(found);
            }
            match self.adjunct(at, hi) {
                Some(past) => at = past,
                None => break,
            }
        }
        let near = if says { self.joint_behind_comma(after, hi) } else { None };
        if let Some(joint) = near.or_else(|| self.far_joint(after, cue, hi)) {
            return Some((joint + 1, "indirect-that"));
        }
        if says
            && cue.frames.any(Frames::BARE)
            && cue.may_be_finite()
            && let Some(start) = self.clause_behind_comma(at, hi).or_else(|| self.plain_behind_comma(after, hi))
        {
            return Some((start, "indirect-bare"));
        }
        self.object(after, cue, hi).or_else(|| self.joint_behind_place(after, says, hi))
    }

    /// `said, if it rains, the port will shut`: where the clause starts behind the comma at `comma`.
    fn clause_behind_comma(&self, comma: usize, hi: usize) -> Option<usize> {
        let start = comma + 1;
        if self.kind(comma) != Some(TokenKind::Comma) || !matches!(self.tag(start), Tag::Sub | Tag::Prep | Tag::VPart) {
            return None;
        }
        let plain = |u: &usize| !self.is_quote(*u);
        let close = (start + 1..hi.min(start + ASIDE)).take_while(plain).find(|u| self.kind(*u) == Some(TokenKind::Comma))?;
        (self.has_subject(close + 1, hi, false) && !self.another_report(close + 1, hi)).then_some(start)
    }

    /// `But she said, the port is shut`: the clause behind the comma at `comma`.
    fn plain_behind_comma(&self, comma: usize, hi: usize) -> Option<usize> {
        let start = comma + 1;
        (self.kind(comma) == Some(TokenKind::Comma) && self.tag(start) != Tag::VGer && self.has_subject(start, hi, true)).then_some(start)
    }

    /// What a cue without a clause is about, or the clause whose subject stands in front of it.
    fn object(&self, after: usize, cue: &Cue, hi: usize) -> Option<(usize, &'static str)> {
        if cue.frames.any(Frames::MATTER)
            && !self.is(after, WordClass::TIME)
            && (self.opens_matter(after) || self.is(after, WordClass::QUESTION))
            && !self.names_speaker(cue, after, hi)
            && self.tells_matter(cue, after)
        {
            return Some((after, "indirect-matter"));
        }
        if self.names_object(cue, after, hi) {
            return Some((after, "indirect-matter"));
        }
        // `a rise that she said surprised them`: a past form that nothing but its place tells from a participle.
        let past = || self.token(after).is_some_and(|t| self.reader.classes(t).any(Tags::V_PAST) && !self.reader.classes(t).any(Tags::ADJ.or(Tags::V_BASE)));
        let finite =
            || self.is_finite(after) || matches!(self.tag(after), Tag::Adj | Tag::VPart) && past() || self.tag(after) == Tag::Adv && self.is_finite(after + 1);
        (cue.class.says() && cue.frames.any(Frames::BARE) && !cue.is_gerund() && finite()).then_some((after, "indirect-relative"))
    }

    /// `called the ruling a disgrace`, `labelled it unsafe`: an object, and what it is called.
    fn names_object(&self, cue: &Cue, after: usize, hi: usize) -> bool {
        if !cue.frames.any(Frames::NAMES) || !self.opens_matter(after) || !self.is_told(cue, after) {
            return false;
        }
        // `what she calls a joke`: the object stands in front.
        let at = after - cue.len as usize;
        if (at.saturating_sub(GROUP)..at).any(|u| self.is(u, WordClass::WHAT)) {
            return false;
        }
        let Some(object) = self.forward(after, hi).filter(|o| !self.is_time(o.start)) else { return false };
        let next = object.end;
        match self.tag(next) {
            // Not `called her the next week`.
            Tag::Det | Tag::PossPron => {
                !(next + 1..next + 3).any(|u| self.is_time(u) || self.token(u).is_some_and(|t| self.reader.classes(t).any(Tags::TEMPORAL)))
            }
            Tag::Adj | Tag::VPart => self.tag(after) == Tag::Pron,
            _ => object.len() > 2 && self.tag(object.start) == Tag::Det && self.tag(next - 1) == Tag::Adj,
        }
    }

    /// Who is told: `told reporters three ships sank` tells reporters, not three ships.
    fn listener(&self, at: usize, cue: &Cue, hi: usize) -> Option<Range<usize>> {
        let phrase = self.forward(at, hi)?;
        let next = |u: &usize| self.tag(*u - 1) == Tag::Noun && matches!(self.tag(*u), Tag::Name | Tag::Num);
        // `told Reuters trade disputes grew`
        let named = |u: &usize| {
            !cue.frames.any(Frames::INFINITIVE)
                && self.tag(phrase.start) == Tag::Name
                && self.tag(*u - 1) == Tag::Name
                && matches!(self.tag(*u), Tag::Noun | Tag::Adj)
                && self.ends_in_plural(phrase.end)
        };
        let end = (phrase.start + 1..phrase.end).find(|u| next(u) || named(u)).filter(|_| self.is_finite(phrase.end)).unwrap_or(phrase.end);
        Some(phrase.start..end)
    }

    /// The noun phrase before `end` needs no article.
    pub fn ends_in_plural(&self, end: usize) -> bool {
        self.token(end - 1).is_some_and(|t| self.reader.classes(t).any(Tags::NOUN_PL))
    }

    /// The unit behind words of time in front of what is said: `said last week the port …`, `said on Tuesday Mr Tamm …`.
    fn past_time(&self, at: usize, hi: usize) -> Option<usize> {
        let from = if self.tag(at) == Tag::Prep { at + 1 } else { at };
        let first = (from..hi.min(from + 3)).find(|u| !matches!(self.tag(*u), Tag::Adj | Tag::Det | Tag::Ord | Tag::Num))?;
        if !self.is(first, WordClass::TIME) {
            return None;
        }
        let past = (first..hi.min(first + 4)).find(|u| !self.is(*u, WordClass::TIME) && !self.is_year(*u))?;
        let own = self.tag(past) == Tag::Poss || self.is_finite(past);
        let nothing = past == from + 1 && from == at;
        (!own && !nothing && (self.is_joint(past) || self.has_subject(past, hi, true))).then_some(past)
    }

    /// `…, reported the Harbour Gazette.`: behind a comma the name is that of who says it.
    fn names_speaker(&self, cue: &Cue, after: usize, hi: usize) -> bool {
        let comma = after > cue.len as usize && self.kind(after - cue.len as usize - 1) == Some(TokenKind::Comma);
        comma && cue.frames.any(Frames::INVERTED) && self.forward(after, hi).is_some_and(|s| s.clone().any(|u| self.tag(u) == Tag::Name))
    }

    /// Reported words start at unit `at`.
    fn content_at(&self, at: usize, after: usize, cue: &Cue, says: bool, hi: usize) -> Option<(usize, &'static str)> {
        let frames = cue.frames;
        self.token(at)?;
        let that = self.is(at, WordClass::COMPLEMENT);
        let clause = !self.is_finite(at + 1);
        // `announced on Monday a truce that is to start`: a relative clause.
        if that && at > after && !clause {
            return None;
        }
        if that && frames.any(Frames::THAT) && (self.tag(at) == Tag::Sub || says && (self.tag(at) != Tag::Det || self.joins_clause_by_form(at + 1, hi))) {
            // `She said that was a mistake`: the word is the subject.
            let subject = at + 1 < hi && self.is_finite(at + 1) && !self.joins_clause_by_form(at + 1, hi);
            // `said that, while it was late, …`
            let comma = usize::from(self.kind(at + 1) == Some(TokenKind::Comma));
            return Some((if subject { at } else { at + 1 + comma }, "indirect-that"));
        }
        if frames.any(Frames::WHETHER.or(Frames::LISTENER).or(Frames::THAT)) && matches!(self.tag(at), Tag::Wh | Tag::Sub) && !that {
            // `asked anyone who saw it`
            let relative = at > after && self.is(at, WordClass::RELATIVE);
            let question = !relative && (self.tag(at) == Tag::Wh || self.is(at, WordClass::QUESTION)) || self.is(at, WordClass::WHETHER);
            if question || !says || relative {
                return question.then_some((at, "indirect-whether"));
            }
        }
        if self.tag(at) == Tag::To && frames.any(Frames::INFINITIVE) {
            return Some((at, "indirect-to"));
        }
        // `decided not to sell`
        if self.tag(at) == Tag::Neg && self.tag(at + 1) == Tag::To && frames.any(Frames::INFINITIVE) && self.is_told(cue, after) {
            return Some((at, "indirect-to"));
        }
        (frames.any(Frames::BARE) && self.clause_starts(at, after, cue, hi)).then_some((at, "indirect-bare"))
    }

    /// A clause without `that` starts at unit `at`.
    fn clause_starts(&self, at: usize, after: usize, cue: &Cue, hi: usize) -> bool {
        let says = cue.class.says();
        // `said more than 40 crates came from …`
        let hedged = || (at + 1..hi.min(at + 4)).find(|u| self.tag(*u) != Tag::Adv).filter(|u| self.tag(*u) == Tag::Num);
        if self.tag(at) == Tag::Adv
            && let Some(number) = hedged()
        {
            return self.has_subject(number, hi, says);
        }
        // `said about 40 crates came from …`
        if says && self.tag(at) == Tag::Prep && !self.is_time(at + 1) && (self.tag(at + 1) == Tag::Num || self.tag(at + 1) == Tag::Det) {
            let counted = |u: usize| self.tag(u) == Tag::Num || u == at + 1 && self.tag(u + 1) == Tag::Prep;
            return self.forward(at + 1, hi).is_some_and(|s| self.is_finite(s.end) && s.clone().any(counted));
        }
        // `said yesterday that …`, not `said Thursday’s talks …`, `said 3,000 of them …`, `said 40% of them …`
        let goes_on = self.tag(at + 1) != Tag::Mark || self.kind(at + 1) == Some(TokenKind::Percent);
        let counts = self.kind(at) == Some(TokenKind::Number) && !self.is_year(at) && goes_on && !self.is_time(at + 1);
        let owns = self.tag(at + 1) == Tag::Poss;
        if self.is_time(at) && !counts && !owns && !self.is_finite(at + 1) {
            return false;
        }
        // In a headline the verb of the clause may be taken for a name.
        let titled = |u: usize| self.tag(u) == Tag::Name && self.token(u).is_some_and(|t| self.reader.in_title(t));
        self.has_subject(at, hi, says) || says && at == after && self.opens_matter(at) && at > cue.len as usize && titled(at - cue.len as usize)
    }

    /// A noun phrase, or a gerund, that a verb of praise, blame or demand is about.
    pub fn opens_matter(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Det | Tag::PossPron | Tag::Pron | Tag::Name | Tag::Noun | Tag::Adj | Tag::Num | Tag::VGer)
    }

    /// What the cue is about is told by its form: a finite verb, one in a headline, or one that counts in any form
    /// (`came to discuss the pier`).
    fn tells_matter(&self, cue: &Cue, after: usize) -> bool {
        let at = after - cue.len as usize;
        self.is_told(cue, after)
            || match self.tag(at) {
                Tag::VGer => cue.frames.any(Frames::NONFINITE),
                Tag::VBase => cue.frames.any(Frames::NONFINITE) && at > 0 && self.tag(at - 1) == Tag::To,
                Tag::Name => cue.tags.any(Tags::V_PAST.or(Tags::V_THIRD)),
                _ => false,
            }
    }

    /// The cue tells of an act of speech: a past or third person, or a participle behind a comma, no infinitive.
    fn is_told(&self, cue: &Cue, after: usize) -> bool {
        let at = after - cue.len as usize;
        match self.tag(at) {
            Tag::VPast | Tag::VPres => true,
            // `The dockers both praised`
            Tag::VPart if at > 1 && self.is_quantifier(at - 1) && matches!(self.tag(at - 2), Tag::Pron | Tag::Noun | Tag::Name) => true,
            // `has praised`, not `pledged delegates`
            Tag::VPart => (at.saturating_sub(GROUP)..at)
                .rev()
                .take_while(|u| matches!(self.tag(*u), Tag::Have | Tag::Adv | Tag::Neg | Tag::Pron) || self.is_quantifier(*u))
                .any(|u| self.tag(u) == Tag::Have),
            Tag::VGer => at > 0 && (self.kind(at - 1) == Some(TokenKind::Comma) || self.tag(at - 1) == Tag::Be),
            // `did not mention the pier`, `most dockers support it`; not `came to praise it`.
            Tag::VBase => at > 0 && matches!(self.tag(at - 1), Tag::Neg | Tag::Do | Tag::Modal | Tag::Noun | Tag::Name | Tag::Pron | Tag::Adv),
            _ => false,
        }
    }

    /// Behind a word of time or manner, or behind a phrase such as `in an interview`.
    fn adjunct(&self, at: usize, hi: usize) -> Option<usize> {
        if at >= hi {
            return None;
        }
        match self.tag(at) {
            Tag::Adv => Some(at + 1),
            _ if self.is_time(at) => Some(at + 1),
            Tag::Prep => {
                let past = self.forward(at + 1, hi).map_or(at + 1, |p| p.end);
                let past = if past == at + 1 && !self.is_time(past) { return None } else { past };
                Some(past)
            }
            _ => None,
        }
    }

    /// A noun phrase and its finite verb start here. A verb behind `and`, `who` or `to` is not the phrase's own; behind
    /// cues that take objects too it must come before any comma.
    pub fn has_subject(&self, at: usize, hi: usize, says: bool) -> bool {
        let expletive = self.is(at, WordClass::EXPLETIVE);
        let opens = matches!(self.tag(at), Tag::Pron | Tag::Det | Tag::PossPron | Tag::Name | Tag::Noun | Tag::Adj | Tag::Num | Tag::Ord)
            || self.tag(at) == Tag::VGer
            || says && matches!(self.tag(at), Tag::Sub | Tag::Have);
        if !opens && !expletive {
            return false;
        }
        // `denies it, and in turn accuses`: no subject.
        let joint = if self.kind(at + 1) == Some(TokenKind::Comma) { at + 2 } else { at + 1 };
        if self.tag(at) == Tag::Pron && self.tag(joint) == Tag::Conj && !self.opens_matter(joint + 1) {
            return false;
        }
        let mut inner = u32::from(self.tag(at) == Tag::Sub);
        for u in at + 1..hi.min(at + 25) {
            match self.tag(u) {
                _ if self.is_quote(u) || self.kind(u) == Some(TokenKind::Semicolon) => return false,
                // `did not mention Mr Tamm, but that has changed`
                Tag::Mark if inner == 0 && self.kind(u) == Some(TokenKind::Comma) && self.tag(u + 1) == Tag::Conj && self.is(u + 1, WordClass::TURN) => {
                    return false;
                }
                // `has revealed no details, sources say`
                Tag::Mark if says && inner == 0 && self.kind(u) == Some(TokenKind::Comma) && !self.is_finite(u + 1) && self.another_report(u + 1, hi) => {
                    return false;
                }
                Tag::Wh | Tag::Sub if says => inner += 1,
                Tag::Wh | Tag::Sub => return false,
                // `hoped the talks, begun in May, would end it`
                Tag::Mark if !says && self.kind(u) == Some(TokenKind::Comma) => {
                    let past = (u + 2..hi.min(u + ASIDE)).find(|c| self.kind(*c) == Some(TokenKind::Comma));
                    return inner == 0 && past.is_some_and(|c| self.is_finite(c + 1));
                }
                _ if self.is_finite(u) => match self.tag(u - 1) {
                    Tag::Conj if !says => return false,
                    Tag::Conj | Tag::Be | Tag::Have | Tag::Do | Tag::Modal => {}
                    _ if inner > 0 => inner -= 1,
                    _ => return true,
                },
                _ => {}
            }
        }
        false
    }
}
