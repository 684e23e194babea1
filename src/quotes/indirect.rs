//! Indirect speech: reported clauses without quotation marks.

use std::ops::Range;

use super::phrase::Phrases;
use super::reader::Cue;
use crate::lexicon::{Frames, Tags, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// A reported clause, or a part of one, and its cue; units.
#[derive(Debug, Clone)]
pub(super) struct Reported {
    pub clause: Range<usize>,
    /// The second part of the clause, where the cue stands in its middle: `The port, she said, is shut`.
    pub rest: Option<Range<usize>>,
    pub speaker: Option<Range<usize>>,
    pub cue: Range<usize>,
    pub pattern: &'static str,
    pub rule: u32,
}

/// A reported clause shorter than this says nothing.
pub(super) const LEAST: usize = 2;

/// How many words of time, place and manner may stand between a cue and the clause that it reports.
const ADJUNCTS: usize = 4;

/// How far before a participle its auxiliary may stand.
const GROUP: usize = 4;

/// How far behind its cue `that` may stand where an object stands between.
const NEAR: usize = 8;

/// How far behind its cue `that` may stand behind an aside between marks.
const ASIDE: usize = 18;

/// How far behind its cue `that` may stand behind words of place and time.
const REACH: usize = 12;

impl Phrases<'_> {
    /// The clauses that are reported in a sentence, from its units `cues`.
    pub fn reported(&self, sentence: &Range<usize>, cues: &[usize], all: &mut Vec<Reported>) {
        for &at in cues {
            let found = match self.cue_at(at) {
                Some(cue) => self.by_verb(at, &cue, sentence),
                None => self.by_cue_phrase(at, sentence).or_else(|| self.by_noun(at, sentence)),
            };
            // `repeated her claim that …`: verb and noun report the same words.
            let told = |r: &Reported| all.last().is_some_and(|last| last.clause == r.clause && last.pattern != "indirect-trailing");
            if let Some(found) = found.filter(|r| !told(r)) {
                all.push(found);
            }
        }
        if all.is_empty() && self.narrative.rumoured {
            all.extend(cues.iter().find(|u| self.is(**u, WordClass::RUMOUR)).and_then(|u| self.by_adverb(*u, sentence)));
        }
    }

    fn by_verb(&self, at: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Reported> {
        if self.is_passive_cue(cue, at, sentence.start) {
            let told = self.as_reported(at, cue, sentence).or_else(|| self.hearsay(at, cue, sentence));
            return told.or_else(|| self.passive_matter(at, cue, sentence));
        }
        if self.is_unasked(at, cue, sentence.start) {
            return self.hearsay(at, cue, sentence);
        }
        let after = at + cue.len as usize;
        if let Some(found) = self.aside(at, cue, sentence) {
            return Some(found);
        }
        let (start, pattern) = self.content(after, cue, sentence.end)?;
        // `is said to be late`, not `said to be late`
        if pattern == "indirect-to" && cue.frames.any(Frames::HEARSAY) && cue.class.says() {
            return None;
        }
        let end = self.content_end(start, sentence, at, pattern)?;
        let speaker = self.subject(at, sentence.start).or_else(|| self.linked_subject(at, sentence.start))?;
        // `the gates, which Ms Okafor said will open`: the clause lacks what stands in front of the speaker.
        let open = || speaker.start > sentence.start && matches!(self.tag(speaker.start - 1), Tag::Wh | Tag::Sub | Tag::Noun | Tag::Name);
        if pattern == "indirect-relative" && !open() {
            return None;
        }
        // `It is vain to ask whether …`: nobody says it.
        let nobody = self.is_expletive_alone(&speaker) && at.checked_sub(1).is_some_and(|to| self.tag(to) == Tag::To);
        let speaker = if nobody { None } else { Some(speaker) };
        Some(Reported { clause: start..end, rest: None, speaker, cue: at..after, pattern, rule: cue.rule })
    }

    /// Where the reported words start behind a cue: behind `that`, at `whether`, at `to`, or at once.
    pub fn content(&self, after: usize, cue: &Cue, hi: usize) -> Option<(usize, &'static str)> {
        let mut at = after;
        if cue.frames.any(Frames::LISTENER)
            && self.tag(at) != Tag::Wh
            && let Some(listener) = self.forward(at, hi)
            && !self.has_subject(at, hi, false)
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
            if let Some(found) = self.content_at(at, after, cue, says, hi) {
                return Some(found);
            }
            match self.adjunct(at, hi) {
                Some(past) => at = past,
                None => break,
            }
        }
        if let Some(joint) = self.far_joint(after, cue, hi) {
            return Some((joint + 1, "indirect-that"));
        }
        if cue.frames.any(Frames::MATTER)
            && !self.is(after, WordClass::TIME)
            && self.is_told(cue, after)
            && (self.opens_matter(after) || self.is(after, WordClass::QUESTION))
            && !self.names_speaker(cue, after, hi)
        {
            return Some((after, "indirect-matter"));
        }
        // `a rise that she said surprised them`: a past form that nothing but its place tells from a participle.
        let past = || self.token(after).is_some_and(|t| self.reader.classes(t).any(Tags::V_PAST) && !self.reader.classes(t).any(Tags::ADJ.or(Tags::V_BASE)));
        let finite = || self.is_finite(after) || matches!(self.tag(after), Tag::Adj | Tag::VPart) && past();
        if says && cue.frames.any(Frames::BARE) && !cue.is_gerund() && finite() {
            return Some((after, "indirect-relative"));
        }
        if !says || !self.narrative.joined || self.tag(after) != Tag::Prep {
            return None;
        }
        // `said in a telephone interview that …`, whatever stands between.
        let hi = hi.min(after + REACH);
        let joint = (after..hi).take_while(|u| !self.is_quote(*u) && self.tag(*u) != Tag::Pron).find(|u| self.is_joint(*u))?;
        (self.tag(joint) == Tag::Sub).then_some((joint + 1, "indirect-that"))
    }

    /// The word that joins a clause to its cue over an object or an aside.
    fn far_joint(&self, after: usize, cue: &Cue, hi: usize) -> Option<usize> {
        // Most sentences have none.
        if !self.narrative.joined || !cue.frames.any(Frames::THAT) {
            return None;
        }
        // `denied a report on Monday that …`
        let plain = |u: &usize| !self.is_quote(*u) && self.kind(*u) != Some(TokenKind::Comma) && !self.is_finite(*u);
        let near = (after..hi.min(after + NEAR)).take_while(plain).find(|u| self.is_joint(*u) && self.tag(*u) == Tag::Sub);
        near.filter(|j| !self.is_finite(*j + 1)).or_else(|| self.joint_behind_aside(after, hi))
    }

    /// `…, reported the Harbour Gazette.`: behind a comma the name is that of who says it.
    fn names_speaker(&self, cue: &Cue, after: usize, hi: usize) -> bool {
        let comma = after > cue.len as usize && self.kind(after - cue.len as usize - 1) == Some(TokenKind::Comma);
        comma && cue.frames.any(Frames::INVERTED) && self.forward(after, hi).is_some_and(|s| s.clone().any(|u| self.tag(u) == Tag::Name))
    }

    /// `said, for the first time, that …`, `told friends, at dinners and on walks, that …`
    fn joint_behind_aside(&self, after: usize, hi: usize) -> Option<usize> {
        let hi = hi.min(after + ASIDE);
        let mark = |u: usize| matches!(self.kind(u), Some(TokenKind::Comma | TokenKind::Dash | TokenKind::Hyphen));
        let plain = |u: &usize| !self.is_quote(*u) && !self.is_finite(*u) && self.tag(*u) != Tag::Wh;
        let opens = (after..hi).take_while(plain).find(|u| mark(*u))?;
        (opens + 2..hi).take_while(plain).find(|u| self.is_joint(*u) && self.tag(*u) == Tag::Sub && mark(*u - 1))
    }

    fn is_joint(&self, unit: usize) -> bool {
        self.is(unit, WordClass::COMPLEMENT)
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
        if that && frames.any(Frames::THAT) && (self.tag(at) == Tag::Sub || says && self.tag(at) != Tag::Det) {
            // `She said that was a mistake`: the word is the subject.
            let subject = at + 1 < hi && self.is_finite(at + 1);
            return Some((if subject { at } else { at + 1 }, "indirect-that"));
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
        // `said about 40 crates came from …`
        if says && self.tag(at) == Tag::Prep && frames.any(Frames::BARE) && !self.is_time(at + 1) && self.tag(at + 1) == Tag::Num {
            let subject = self.forward(at + 1, hi).is_some_and(|s| self.is_finite(s.end) && s.clone().any(|u| self.tag(u) == Tag::Num));
            return subject.then_some((at, "indirect-bare"));
        }
        // `said yesterday that …`, not `said Thursday’s talks …`, `said 3,000 of them …`
        let counts = self.kind(at) == Some(TokenKind::Number) && !self.is_year(at) && self.tag(at + 1) != Tag::Mark && !self.is_time(at + 1);
        let owns = self.tag(at + 1) == Tag::Poss;
        let time = self.is_time(at) && !counts && !owns && !self.is_finite(at + 1);
        (frames.any(Frames::BARE) && !time && self.has_subject(at, hi, says)).then_some((at, "indirect-bare"))
    }

    /// A noun phrase, or a gerund, that a verb of praise, blame or demand is about.
    pub fn opens_matter(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Det | Tag::PossPron | Tag::Pron | Tag::Name | Tag::Noun | Tag::Adj | Tag::Num | Tag::VGer)
    }

    /// The cue tells of an act of speech: a past or third person, or a participle behind a comma, no infinitive.
    fn is_told(&self, cue: &Cue, after: usize) -> bool {
        let at = after - cue.len as usize;
        match self.tag(at) {
            Tag::VPast | Tag::VPres => true,
            // `has praised`, not `pledged delegates`
            Tag::VPart => (at.saturating_sub(GROUP)..at)
                .rev()
                .take_while(|u| matches!(self.tag(*u), Tag::Have | Tag::Adv | Tag::Neg | Tag::Pron))
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
            || says && matches!(self.tag(at), Tag::VGer | Tag::Sub | Tag::Have);
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

    /// `the claim that the port is shut`, `Ms Okafor’s fear that …`, `her plan to …`, `their criticism of …`
    fn by_noun(&self, at: usize, sentence: &Range<usize>) -> Option<Reported> {
        let next = at + 1;
        // Most nouns are followed by none of these.
        if !(self.is(next, WordClass::JOINT) || self.tag(next) == Tag::To) {
            return None;
        }
        let rule = self.token(at).and_then(|t| self.reader.lexicon.speech.noun(self.reader.sym(t)))?;
        let (start, pattern) = self.noun_content(next, self.reader.lexicon.speech.frames(rule), sentence.end)?;
        let speaker = self.owner(at, sentence.start).or_else(|| if pattern == "indirect-noun" { self.holder(at, sentence.start) } else { None });
        if pattern != "indirect-noun" && speaker.is_none() {
            return None;
        }
        let mut end = self.content_end(start, sentence, at, pattern)?;
        if self.is_subject(at, sentence.start) {
            end = self.verb_of_noun(start, end, pattern == "indirect-noun").filter(|v| *v >= start + LEAST).unwrap_or(end);
        }
        Some(Reported { clause: start..end, rest: None, speaker, cue: at..next, pattern, rule })
    }

    /// The phrase of the noun begins its clause: no verb and no preposition stands in front of it.
    fn is_subject(&self, noun: usize, lo: usize) -> bool {
        let first = self.possessor(noun, lo).map_or_else(|| self.back(noun + 1, lo).map_or(noun, |p| p.start), |p| p.start);
        let before = first.checked_sub(1).filter(|b| *b >= lo).map(|b| self.tag(b));
        matches!(before, None | Some(Tag::Mark | Tag::Conj | Tag::Sub | Tag::Wh | Tag::Adv))
    }

    /// Where what a noun tells starts: behind `that`, at `to`, or behind `of`.
    fn noun_content(&self, next: usize, frames: Frames, hi: usize) -> Option<(usize, &'static str)> {
        let clause = frames.any(Frames::THAT) && self.is(next, WordClass::COMPLEMENT) && self.tag(next) != Tag::Det;
        if clause && self.has_subject(next + 1, hi, true) {
            return Some((next + 1, "indirect-noun"));
        }
        if frames.any(Frames::INFINITIVE) && self.tag(next) == Tag::To {
            return Some((next, "indirect-to"));
        }
        let matter = frames.any(Frames::MATTER) && self.is(next, WordClass::TOPIC) && self.tag(next) == Tag::Prep;
        (matter && (self.opens_matter(next + 1) || self.is(next + 1, WordClass::QUESTION))).then_some((next + 1, "indirect-matter"))
    }

    /// Whose claim it is: the owner in front of the noun, else the subject of the verb that has it as its object.
    fn owner(&self, noun: usize, lo: usize) -> Option<Range<usize>> {
        self.possessor(noun, lo).or_else(|| {
            let inner = |u: &usize| matches!(self.tag(*u), Tag::Noun | Tag::Adj | Tag::Adv | Tag::Num | Tag::Name | Tag::Det);
            let verb = (lo.max(noun.saturating_sub(5))..noun).rev().find(|u| !inner(u))?;
            // `Ms Okafor is confident that …`
            let governs = matches!(self.tag(verb), Tag::VPast | Tag::VPres | Tag::VBase | Tag::VGer | Tag::VPart | Tag::Be);
            governs.then(|| self.subject(verb, lo)).flatten().filter(|s| !self.is_expletive(s))
        })
    }

    /// `The dockers cling to the hope that …`, `…, confident that …`: who holds what has no owner.
    fn holder(&self, noun: usize, lo: usize) -> Option<Range<usize>> {
        let inner = |u: &usize| matches!(self.tag(*u), Tag::Noun | Tag::Adj | Tag::Adv | Tag::Num);
        let first = (lo..noun).rev().find(|u| !inner(u))?;
        let held = self.tag(first) == Tag::Det || self.tag(noun) == Tag::Adj;
        held.then(|| self.main_subject(lo, first)).flatten().filter(|s| s.end <= first && !self.is_expletive(s))
    }

    /// The owner in front of a noun: `her`, `Mr Tamm’s`.
    pub fn possessor(&self, noun: usize, lo: usize) -> Option<Range<usize>> {
        let inner = |u: &usize| matches!(self.tag(*u), Tag::Noun | Tag::Adj | Tag::Adv | Tag::Num | Tag::Name | Tag::Det);
        let at = (lo.max(noun.saturating_sub(5))..noun).rev().find(|u| !inner(u))?;
        match self.tag(at) {
            Tag::PossPron => Some(at..at + 1),
            Tag::Poss => self.back(at, lo),
            _ => None,
        }
    }

    /// `According to Ms Okafor, the port is shut.`, `The port is shut, according to her.`, `The port, according to her, is shut.`
    fn by_cue_phrase(&self, at: usize, sentence: &Range<usize>) -> Option<Reported> {
        let found = self.phrase_cue(at, sentence.end)?;
        let cue = found.cue?;
        let rule = found.rule?;
        let past = self.past_source(at, found.speaker.end, sentence);
        let mut reported = self.around(at, past, sentence, "indirect-according").or_else(|| {
            // `The port lost millions last year according to Ms Okafor.`
            let start = self.clause_before(at, sentence.start);
            // Not `sorted according to size`.
            let bare = found.speaker.len() == 1 && self.tag(found.speaker.start) == Tag::Noun;
            let quoted = (start..at).any(|u| self.is_quote(u));
            (!bare && !quoted && start + LEAST < at && self.tag(at - 1) != Tag::Adv).then(|| self.report_of(start..at, None, "indirect-according"))
        })?;
        reported.speaker = Some(found.speaker);
        reported.cue = cue;
        reported.rule = rule;
        Some(reported)
    }

    /// The mark behind a source that opens its sentence: `According to results of a count made by the union, …`.
    fn past_source(&self, at: usize, end: usize, sentence: &Range<usize>) -> usize {
        let opens = at == sentence.start || self.tag(at - 1) == Tag::Conj;
        if !opens || self.tag(end) == Tag::Mark {
            return end;
        }
        let inside = |u: &usize| !self.is_quote(*u) && !self.is_finite(*u) || self.tag(*u) == Tag::VPast;
        let comma = (end..sentence.end.min(end + ASIDE)).take_while(inside).find(|u| self.kind(*u) == Some(TokenKind::Comma));
        comma.unwrap_or(end)
    }

    pub fn report_of(&self, clause: Range<usize>, rest: Option<Range<usize>>, pattern: &'static str) -> Reported {
        Reported { clause, rest, speaker: None, cue: 0..0, pattern, rule: 0 }
    }
}
