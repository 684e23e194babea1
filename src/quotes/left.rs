//! Cues in front of a quotation.

use std::ops::Range;

use super::attribute::{Attribution, Verdict};
use super::phrase::Phrases;
use super::reader::Cue;
use super::units::always_finite;
use crate::lexicon::{Frames, SpeechClass, Tags, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// How many units before a quotation are searched for a cue.
const REACH: usize = 60;

/// How many units before a quotation a passive may stand.
const NEAR: usize = 4;

/// What stands in front of a quotation.
pub(super) struct Left {
    pub verdict: Verdict,
    /// The cue introduces the quotation itself (`said: “…”`), not a clause that holds it.
    pub direct: bool,
    /// The cue is no verb of saying.
    pub weak: bool,
    /// The unit of the cue.
    pub cue: usize,
}

/// A cue and the quotation that it may introduce; all are units.
struct Place {
    cue: usize,
    at: usize,
    lo: usize,
    hi: usize,
    /// Neither a finite verb nor a comma stands between.
    near: bool,
}

impl Phrases<'_> {
    /// The nearest cue to the left that has a speaker.
    pub fn left(&self, at: usize, lo: usize, hi: usize) -> Option<Left> {
        let (mut finite, mut commas) = (0, 0);
        let from = lo.max(at.saturating_sub(REACH));
        let units = self.narrative.units.get(from..at).unwrap_or_default();
        let verbless = || !(from..at).any(|u| self.is_finite(u));
        for (unit, here) in (from..at).zip(units).rev() {
            if here.class.any(WordClass::PHRASE)
                && let Some(found) = self.phrase_cue(unit, at)
            {
                return Some(Left { verdict: Verdict::Said(found), direct: true, weak: false, cue: unit });
            }
            // In a sentence without any verb, a word that can be one is one.
            if here.class.any(WordClass::VERB)
                && let Some(cue) = self.cue_at(unit).filter(|c| !c.frames.any(Frames::SEEMS)).or_else(|| if verbless() { self.untagged(unit) } else { None })
            {
                let place = Place { cue: unit, at, lo, hi, near: finite == 0 && commas == 0 };
                match self.read_cue(&cue, &place) {
                    Verdict::Unknown => {}
                    verdict => {
                        let weak = matches!(cue.class, SpeechClass::Report | SpeechClass::Demand | SpeechClass::Think | SpeechClass::View);
                        return Some(Left { direct: self.is_direct(&cue, &place), weak, verdict, cue: unit });
                    }
                }
            }
            match here.tag {
                Tag::Mark if here.kind == Some(TokenKind::Comma) && unit + 1 < at => commas += 1,
                _ => finite += usize::from(self.is_finite(unit)),
            }
        }
        None
    }

    /// The words of the quotation begin with a finite verb.
    fn opens_with_verb(&self, at: usize) -> bool {
        let first = self.narrative.units.get(at).map(|u| u.first as usize + 1);
        first.is_some_and(|t| always_finite(self.reader.tag(t)) && self.reader.token(t).is_some_and(|t| !t.shape.is_capital()))
    }

    /// A cue verb that was not tagged as one.
    fn untagged(&self, unit: usize) -> Option<Cue> {
        let cue = self.token(unit).and_then(|t| self.reader.loose_cue(t))?;
        cue.tags.any(Tags::V_THIRD.or(Tags::V_PAST)).then_some(Cue { tags: Tags::V_THIRD, ..cue })
    }

    /// Only a comma, a colon, `that` or nothing stands between the cue (with its listener or adverb) and the quotation.
    fn is_direct(&self, cue: &Cue, place: &Place) -> bool {
        let after = place.cue + cue.len as usize;
        let beside =
            after == place.at || matches!(self.kind(place.at - 1), Some(TokenKind::Comma | TokenKind::Colon)) || self.is(place.at - 1, WordClass::COMPLEMENT);
        place.near && beside && cue.frames.any(Frames::QUOTE)
    }

    /// What the cue says about the quotation.
    fn read_cue(&self, cue: &Cue, place: &Place) -> Verdict {
        let &Place { cue: unit, at, lo, hi, near } = place;
        let after = unit + cue.len as usize;
        if self.is_passive_cue(cue, unit, lo) || self.is_naming(cue, unit, at, lo) {
            let speaks = near && cue.frames.any(Frames::JUDGES.or(Frames::THAT)) && !matches!(cue.class, SpeechClass::Report | SpeechClass::Demand);
            if let Some(speaker) = self.by_phrase(after, at, hi).filter(|_| speaks) {
                return said(speaker, unit..after, "passive", cue);
            }
            return if cue.frames.any(Frames::NAMES) && near { Verdict::Named } else { Verdict::Unknown };
        }
        if self.is_another_verb(cue, place) {
            return Verdict::Unknown;
        }
        // `Said Ms Okafor: “…”`
        // `named the robot “Ada”`: no judgement.
        let plain = |u: usize| matches!(self.tag(u), Tag::Det | Tag::PossPron | Tag::Adj | Tag::Noun | Tag::Name | Tag::Num | Tag::Pron | Tag::Poss);
        if near && cue.frames.any(Frames::NAMES) && !cue.frames.any(Frames::JUDGES) && (after..at).all(plain) {
            return Verdict::Named;
        }
        let inverted = || if cue.frames.any(Frames::INVERTED) && cue.may_be_finite() && !cue.is_gerund() { self.forward(after, at) } else { None };
        // `…, explained Mr Tamm, “…”`
        let comma = |u: usize| self.kind(u) == Some(TokenKind::Comma);
        let amid = if unit > lo && comma(unit - 1) && comma(at - 1) { inverted().filter(|s| s.end + 1 == at) } else { None };
        let Some(speaker) = amid.or_else(|| self.subject(unit, lo)).or_else(inverted) else { return Verdict::Unknown };
        let colon = (after..at).any(|u| self.kind(u) == Some(TokenKind::Colon));
        // `the fall of what he called “…”`: the subject of the sentence.
        let what = speaker.start.checked_sub(1).filter(|w| *w > lo && self.is(*w, WordClass::WHAT));
        let main = what.filter(|_| self.tag(speaker.start) == Tag::Pron).and_then(|w| self.main_subject(lo, w));
        if let Some(main) = main {
            return said(main, unit..after, "what", cue);
        }
        if let Some(outer) = self.outer(cue, unit, &speaker, lo, colon) {
            return Verdict::Said(outer);
        }
        let agreed = self.is_agreed(unit, lo, &speaker);
        said(speaker, unit..after, pattern(cue, agreed, near, near && (after == at || colon)), cue)
    }

    /// The cue does not reach the words at the place: they go on with another verb, or are not the ones that it reports.
    fn is_another_verb(&self, cue: &Cue, place: &Place) -> bool {
        let &Place { cue: unit, at, near, .. } = place;
        let after = unit + cue.len as usize;
        // `refused to rule out a strike`: a verb of its own.
        if !near && cue.frames.any(Frames::QUOTE) && self.is(after, WordClass::PARTICLE) {
            return true;
        }
        // `said that she begged him for help and “would have left”`: the words go on with what is reported.
        if near && self.tag(at - 1) == Tag::Conj && after < at && self.opens_with_verb(at) && !(after..at).any(|u| self.is(u, WordClass::COMPLEMENT)) {
            return true;
        }
        // `went on`, `shouted`: only right before the words.
        let reports = cue.frames.any(Frames::THAT.or(Frames::JUDGES).or(Frames::WHETHER).or(Frames::INFINITIVE).or(Frames::NAMES));
        !reports && (!near || !self.leads_in(after, at) || self.goes_on(after, at))
    }

    /// A cue whose subject is a pronoun, or that tells a thought or a wish, may itself be reported: `Ms Okafor said she
    /// feared “…”`. The speaker is then the subject of the cue around it.
    fn outer(&self, cue: &Cue, unit: usize, speaker: &Range<usize>, lo: usize, colon: bool) -> Option<Attribution> {
        let pronoun = speaker.len() == 1 && matches!(self.tag(speaker.start), Tag::Pron | Tag::Wh);
        // `…, which she called “…”`, `… but he said “…”`: a clause of its own.
        let before = speaker.start.checked_sub(1).filter(|b| *b >= lo);
        // `…, a charge that Mr Tamm called “…”`
        let relative = before.is_some_and(|b| {
            b > lo && matches!(self.tag(b), Tag::Wh | Tag::Sub) && matches!(self.tag(b - 1), Tag::Noun | Tag::Name) && cue.class == SpeechClass::Call
        });
        let governed = || {
            let verbs = (lo.max(speaker.start.saturating_sub(REACH))..speaker.start).rev().filter(|u| self.is_finite(*u));
            let told = verbs.take(1).find_map(|u| self.cue_at(u).filter(|c| c.class.says()).and_then(|c| self.content(u + c.len as usize, &c, unit)));
            told.is_some_and(|(start, _)| start == speaker.start)
        };
        if relative && !governed() {
            return None;
        }
        if pronoun
            && before.is_some_and(|b| matches!(self.tag(b), Tag::Wh | Tag::Conj) || self.kind(b) == Some(TokenKind::Comma) || self.is(b, WordClass::TURN))
        {
            return None;
        }
        // `He expects that voters will say “no”`: nobody has said it yet.
        let foretold = (speaker.end..unit).any(|u| self.tag(u) == Tag::Modal);
        let reported = foretold || matches!(cue.class, SpeechClass::Think | SpeechClass::Demand | SpeechClass::Report | SpeechClass::View | SpeechClass::Call);
        if !pronoun && !reported || self.tag(speaker.start) == Tag::Wh && !reported && !colon {
            return None;
        }
        // `Mr Tamm, Ms Okafor said, called it “…”`: hers.
        let amid = (speaker.end..unit).rev().take(REACH).find(|u| self.is_aside(*u, lo));
        let before = (lo.max(speaker.start.saturating_sub(REACH))..speaker.start).rev();
        for unit in amid.into_iter().chain(before) {
            let Some(outer) = self.cue_at(unit) else { continue };
            // `Mr Tamm saying it was “…” and Ms Okafor calling it “…”`: each has a subject of its own.
            if outer.is_gerund() && cue.is_gerund() && !pronoun {
                continue;
            }
            if !outer.class.says() || !outer.frames.any(if colon { Frames::QUOTE } else { Frames::THAT }) || self.is_passive_cue(&outer, unit, lo) {
                continue;
            }
            let Some(subject) = self.subject(unit, lo) else { continue };
            let found = Attribution { speaker: subject.clone(), cue: Some(unit..unit + outer.len as usize), pattern: "leading-outer", rule: Some(outer.rule) };
            return Some(self.outer(&outer, unit, &subject, lo, false).unwrap_or(found));
        }
        None
    }

    /// A cue between commas, behind its subject.
    fn is_aside(&self, unit: usize, lo: usize) -> bool {
        let comma = |u: usize| self.kind(u) == Some(TokenKind::Comma);
        let Some(cue) = self.cue_at(unit).filter(|c| c.frames.any(Frames::QUOTE) && c.may_be_finite()) else { return false };
        comma(unit + cue.len as usize) && self.back(self.group_start(unit, lo), lo).is_some_and(|s| s.start > lo && comma(s.start - 1))
    }

    /// A passive that judges, right in front of the words, and nobody who does: `The work is considered “a public duty”`.
    pub fn judged_by_nobody(&self, at: usize, lo: usize) -> Option<Range<usize>> {
        let plain = |u: &usize| matches!(self.tag(*u), Tag::Det | Tag::Adv | Tag::Prep);
        let from = lo.max(at.saturating_sub(NEAR));
        let unit = (from..at).rev().find(|u| !plain(u))?;
        let cue = self.cue_at(unit).filter(|c| c.frames.any(Frames::JUDGES) && matches!(c.class, SpeechClass::Call | SpeechClass::View))?;
        let after = unit + cue.len as usize;
        let passive = (self.group_start(unit, lo)..unit).any(|u| self.tag(u) == Tag::Be) || self.is(after, WordClass::AS);
        (passive && self.is_passive_cue(&cue, unit, lo)).then_some(unit..after)
    }

    /// The cue stands right before the quotation, or only an adverb, a preposition or a mark follows it.
    fn leads_in(&self, after: usize, at: usize) -> bool {
        after == at || matches!(self.tag(after), Tag::Mark | Tag::Adv | Tag::Prep | Tag::Sub)
    }

    /// `would continue “to break barriers”`: an infinitive, nothing said.
    fn goes_on(&self, after: usize, at: usize) -> bool {
        let first = self.narrative.units.get(at).and_then(|u| self.reader.token(u.first as usize + 1));
        after == at
            && first.is_some_and(|t| !t.shape.is_capital())
            && self.narrative.units.get(at).is_some_and(|u| self.reader.tag(u.first as usize + 1) == Tag::To)
    }

    pub fn is_passive_cue(&self, cue: &Cue, unit: usize, lo: usize) -> bool {
        if cue.is_gerund() || !cue.tags.any(Tags::V_PART.or(Tags::V_PAST)) {
            return false;
        }
        let start = self.group_start(unit, lo);
        let auxiliary = |tag: Tag| (start..unit).any(|u| self.tag(u) == tag);
        let next = unit + cue.len as usize;
        // `Ms Okafor said by telephone`
        if self.is(next, WordClass::AGENT) && self.is(next + 1, WordClass::MEANS) && !auxiliary(Tag::Be) {
            return false;
        }
        let followed = self.is(next, WordClass::PASSIVE) && self.tag(next + 1) != Tag::VGer && self.tag(next + 2) != Tag::VGer;
        // `Another said: “…”`: a participle by its tag, a past tense by what follows.
        let speaks = cue.frames.any(Frames::QUOTE)
            && (self.is_quote(next)
                || matches!(self.kind(next), Some(TokenKind::Comma | TokenKind::Colon))
                || (matches!(self.tag(next), Tag::Pron | Tag::PossPron | Tag::Sub) || self.is(next, WordClass::EXPLETIVE))
                    && start == unit
                    && start > lo
                    && self.tag(start - 1) != Tag::Mark);
        auxiliary(Tag::Be)
            || !auxiliary(Tag::Have)
                && (self.tag(unit) == Tag::VPart && !speaks && !self.is_floated(unit, lo) || followed && start == unit && !self.is_pronoun_before(unit, lo))
                && !self.is_relative_verb(cue, unit, lo)
    }

    /// `They both urged`: a word such as `both` between subject and verb.
    fn is_floated(&self, unit: usize, lo: usize) -> bool {
        unit > lo + 1 && self.is_quantifier(unit - 1) && matches!(self.tag(unit - 2), Tag::Pron | Tag::Noun | Tag::Name)
    }

    /// The verb of a relative clause with a subject of its own: `a blast that Ms Okafor described as`.
    fn is_relative_verb(&self, cue: &Cue, unit: usize, lo: usize) -> bool {
        let opened = |subject: &Range<usize>| subject.start > lo && matches!(self.tag(subject.start - 1), Tag::Wh | Tag::Sub);
        let own = |subject: &Range<usize>| subject.end <= unit && self.tag(subject.start) != Tag::Wh && opened(subject);
        cue.frames.any(Frames::JUDGES) && self.group_start(unit, lo) == unit && self.subject(unit, lo).filter(own).is_some()
    }

    /// `which she described as`: a subject of its own.
    fn is_pronoun_before(&self, unit: usize, lo: usize) -> bool {
        unit > lo && matches!(self.tag(unit - 1), Tag::Pron)
    }

    /// A participle that names what stands before it: `a crane called “Big Ada”`.
    fn is_naming(&self, cue: &Cue, unit: usize, at: usize, lo: usize) -> bool {
        let after = unit + cue.len as usize;
        let beside = after == at || after + 1 == at && self.tag(after) == Tag::Det;
        if !beside || !cue.frames.any(Frames::NAMES) || !cue.tags.any(Tags::V_PART.or(Tags::V_PAST)) || self.group_start(unit, lo) != unit {
            return false;
        }
        if self.is_relative_verb(cue, unit, lo) {
            return false;
        }
        match self.back(unit, lo) {
            None => true,
            Some(noun) if self.tag(noun.start) == Tag::Pron => false,
            // The noun is an object: something stands before it that governs it.
            Some(noun) if noun.start == lo => (at + 1..at + 4).any(|u| self.is_finite(u)),
            Some(noun) => !matches!(self.tag(noun.start - 1), Tag::Wh | Tag::Sub | Tag::Conj | Tag::Mark | Tag::Adv),
        }
    }

    /// `by X` right behind the cue or right behind the quotation.
    fn by_phrase(&self, from: usize, at: usize, hi: usize) -> Option<Range<usize>> {
        let by = |u: usize| self.is(u, WordClass::AGENT) && ![u + 1, u + 2].iter().any(|g| self.tag(*g) == Tag::VGer);
        if by(from) {
            return self.forward(from + 1, at);
        }
        let behind = if self.kind(at + 1) == Some(TokenKind::Comma) { at + 2 } else { at + 1 };
        if behind < hi && by(behind) { self.forward(behind + 1, hi) } else { None }
    }
}

fn said(speaker: Range<usize>, cue: Range<usize>, pattern: &'static str, found: &Cue) -> Verdict {
    Verdict::Said(Attribution { speaker, cue: Some(cue), pattern, rule: Some(found.rule) })
}

/// Which pattern a cue in front of the words is of. `beside`: nothing but a listener or a colon stands between.
fn pattern(cue: &Cue, agreed: bool, near: bool, beside: bool) -> &'static str {
    match (cue.frames.any(Frames::QUOTE), agreed) {
        _ if cue.is_gerund() && agreed => "gerund-agreed",
        _ if cue.is_gerund() => "gerund",
        (true, true) if beside => "leading-agreed",
        (true, false) if beside => "leading",
        (true, true) if near => "leading-near-agreed",
        (true, false) if near => "leading-near",
        (true, true) => "leading-far-agreed",
        (true, false) => "leading-far",
        (false, true) if near => "judging-agreed",
        (false, false) if near => "judging",
        (false, _) => "judging-far",
    }
}
