//! Indirect speech: reported clauses without quotation marks.

use std::ops::Range;

use super::phrase::Phrases;
use super::reader::Cue;
use crate::lexicon::{Frames, WordClass};
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

/// How far behind its cue `that` may stand behind an aside between marks.
pub(super) const ASIDE: usize = 18;

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
        if self.is_unasked(at, cue, sentence.start) || self.is_reduced_hearsay(at, cue, sentence.start) {
            return self.hearsay(at, cue, sentence);
        }
        if cue.frames.any(Frames::SEEMS) {
            return self.seeming(at, cue, sentence);
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
        if start == after && self.is_compound(at, after, sentence.start) {
            return None;
        }
        let end = self.content_end(start, sentence, at, pattern)?;
        let mut speaker = self.subject(at, sentence.start).or_else(|| self.linked_subject(at, sentence.start))?;
        // `a memo which engineers said was lost`: the pronoun, though it may be read as a determiner, is no part of who says it.
        if speaker.len() > 1 && self.is(speaker.start, WordClass::EXPLETIVE) && (pattern == "indirect-relative" || self.lacks_subject(start)) {
            speaker.start += 1;
        }
        // `the gates, which Ms Okafor said will open`: the clause lacks what stands in front of the speaker.
        let open = || {
            // `a plan that even Ms Okafor said will fail`
            let adverb = speaker.start > sentence.start + 1 && self.tag(speaker.start - 1) == Tag::Adv;
            let front = speaker.start - usize::from(adverb);
            front > sentence.start && matches!(self.tag(front - 1), Tag::Wh | Tag::Sub | Tag::Det | Tag::Noun | Tag::Name)
        };
        if pattern == "indirect-relative" && !open() {
            return None;
        }
        if let Some(gap) = self.gap(&speaker, start, sentence, pattern) {
            return Some(Reported { clause: gap, rest: Some(start..end), speaker: Some(speaker), cue: at..after, pattern, rule: cue.rule });
        }
        // `It is vain to ask whether …`: nobody says it.
        let nobody = self.is_expletive_alone(&speaker) && at.checked_sub(1).is_some_and(|to| self.tag(to) == Tag::To);
        let speaker = if nobody { None } else { Some(speaker) };
        Some(Reported { clause: start..end, rest: None, speaker, cue: at..after, pattern, rule: cue.rule })
    }

    /// `Some protest leaders said`: what looks like a verb at `at` is a noun in front of a noun.
    fn is_compound(&self, at: usize, after: usize, lo: usize) -> bool {
        let told = || self.cue_at(after + 1).is_some_and(|c| c.may_be_finite() && c.class.says());
        at > lo && self.tag(after) == Tag::Noun && matches!(self.tag(at - 1), Tag::Det | Tag::Adj | Tag::Num) && told()
    }

    /// The word, or the noun, in front of the speaker that the reported words lack: `the gates, which Ms Okafor said will open`.
    fn gap(&self, speaker: &Range<usize>, start: usize, sentence: &Range<usize>, pattern: &'static str) -> Option<Range<usize>> {
        let before = speaker.start.checked_sub(1).filter(|b| *b >= sentence.start)?;
        let lacks = pattern == "indirect-relative" || pattern == "indirect-bare" && self.lacks_subject(start);
        if !lacks {
            return None;
        }
        match self.tag(before) {
            Tag::Wh => Some(before..speaker.start),
            Tag::Det if self.is(before, WordClass::EXPLETIVE) => Some(before..speaker.start),
            Tag::Sub if self.is_joint(before) => Some(before..speaker.start),
            _ => None,
        }
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
            // `made bigoted charges that …`
            let modifies = |u: usize| self.tag(u) == Tag::VPart && u + 1 == noun;
            let inner = |u: &usize| matches!(self.tag(*u), Tag::Noun | Tag::Adj | Tag::Adv | Tag::Num | Tag::Name | Tag::Det) || modifies(*u);
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
