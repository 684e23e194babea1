//! Whether what a date belongs to lies ahead or behind.

use std::ops::Range;

use super::numeral::Reader;
use crate::lexicon::ClassId;
use crate::syntax::{Syntax, Tag, Tense, VerbGroup};
use crate::token::TokenKind;

/// The time of the governing verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Past,
    /// Over, whatever lies nearer ahead: "since April", "In April it was closed".
    Over,
    Future,
    Unknown,
}

/// How many tokens before an expression its verb may stand.
const BEFORE: usize = 20;
/// How many tokens behind it.
const BEHIND: usize = 30;
/// How close a word like "due" must stand.
const CLOSE: usize = 4;
/// How many tokens stand at the head of a sentence.
const HEAD: usize = 2;

/// The time of the verb that governs the tokens `at` of the sentence: the nearest verb group before them, else the first
/// behind them. A word like "due", "scheduled" close before them counts as a verb; "by", "until" turn to the future what no
/// verb tells to be past.
pub(super) fn time(reader: Reader, syntax: &Syntax, sentence: &Range<usize>, at: &Range<usize>) -> Time {
    let judge = Judge { reader, syntax };
    let numerals = reader.dates.numerals();
    let before = |class| at.start > sentence.start && judge.is(at.start - 1, class);
    if before(numerals.takes_effect) {
        return Time::Future;
    }
    if before(numerals.origin) {
        return Time::Over;
    }
    match judge.governing(sentence, at) {
        Time::Unknown if before(numerals.deadline) => Time::Future,
        time => time,
    }
}

struct Judge<'a> {
    reader: Reader<'a>,
    syntax: &'a Syntax,
}

impl Judge<'_> {
    fn is(&self, at: usize, class: Option<ClassId>) -> bool {
        self.reader.token(at).zip(class).is_some_and(|(token, class)| self.reader.dates.classes.entry(token, class, true).is_some())
    }

    fn governing(&self, sentence: &Range<usize>, at: &Range<usize>) -> Time {
        let verbs = &self.syntax.verbs;
        let deadline = at.start > sentence.start && self.is(at.start - 1, self.reader.dates.numerals().deadline);
        let mut verb = verbs.partition_point(|v| (v.tokens.end as usize) <= at.start);
        // "will soon reopen"
        if let Some(around) = verbs.get(verb).filter(|v| v.tokens.contains(&(at.start as u32))) {
            return self.verb(around, 0, deadline);
        }
        let mut i = at.start;
        while i > sentence.start.max(at.start.saturating_sub(BEFORE)) {
            i -= 1;
            if verb > 0 && verbs[verb - 1].tokens.contains(&(i as u32)) {
                verb -= 1;
                let time = self.verb(&verbs[verb], at.start - i, deadline);
                // "is to resume trading on Tuesday"
                if time != Time::Unknown || verbs[verb].tense != Tense::Participle {
                    return time;
                }
                i = verbs[verb].tokens.start as usize;
                continue;
            }
            if at.start - i <= CLOSE && self.is(i, self.reader.dates.numerals().future) {
                return Time::Future;
            }
            // `said that on Thursday he would`: the verb behind it.
            let inner = at.start - i <= HEAD && self.syntax.tags.get(i) == Some(&Tag::Sub);
            if inner || matches!(self.reader.token(i).map(|t| t.kind), Some(TokenKind::Semicolon | TokenKind::OpenDouble)) {
                break;
            }
        }
        let next = verbs.get(verbs.partition_point(|v| (v.tokens.start as usize) < at.end));
        let next = next.filter(|v| (v.tokens.start as usize) < sentence.end.min(at.end + BEHIND));
        // At the head of its sentence an expression belongs to the verb behind it: "On Tuesday the board plans to meet".
        let head = at.start <= sentence.start + HEAD;
        match next.map_or(Time::Unknown, |v| self.verb(v, if head { 1 } else { CLOSE + 1 }, deadline)) {
            Time::Past if head => Time::Over,
            time => time,
        }
    }

    /// A word like "due", "likely" or "agreement" stands right before the infinitive at token `at`.
    fn is_due(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        before.is_some_and(|b| self.is(b, self.reader.dates.numerals().future) || self.is(b, self.reader.dates.numerals().prospect))
    }

    /// "Had been due", "had been scheduled": a plan that is given up or past.
    fn was_to_be(&self, governor: &VerbGroup) -> bool {
        let numerals = self.reader.dates.numerals();
        let due = self.is(governor.head as usize, numerals.future) || self.is(governor.tokens.end as usize, numerals.future);
        due && governor.tense == Tense::Perfect && self.is(governor.tokens.start as usize, numerals.past_aux)
    }

    /// The time of a verb group; an infinitive takes that of what governs it.
    fn verb(&self, verb: &VerbGroup, distance: usize, deadline: bool) -> Time {
        let numerals = self.reader.dates.numerals();
        let head = verb.head as usize;
        let (due, intent) = (self.is(head, numerals.future), self.is(head, numerals.intent));
        match verb.tense {
            Tense::Future => Time::Future,
            // "could not be reached on Monday"
            Tense::Modal if verb.modal.is_some_and(|m| self.is(m as usize, numerals.hindsight)) => Time::Unknown,
            Tense::Modal => Time::Future,
            // "has given them until Friday"
            Tense::Past | Tense::Perfect | Tense::Present if deadline && self.is(head, numerals.grant) => Time::Future,
            // "scheduled a meeting for Friday"
            Tense::Past if due && (2..=2 * CLOSE).contains(&distance) => Time::Future,
            Tense::Past | Tense::Perfect => Time::Past,
            Tense::Infinitive => {
                let governor = verb.governor.and_then(|g| self.syntax.verbs.get(g as usize));
                match governor {
                    // "had been due to close on Friday": whether Friday is over, it does not tell.
                    Some(g) if self.was_to_be(g) => Time::Unknown,
                    _ if self.is_due(verb.tokens.start as usize) => Time::Future,
                    Some(g) if self.is(g.head as usize, numerals.future) || self.is(g.head as usize, numerals.intent) => Time::Future,
                    Some(g) if matches!(g.tense, Tense::Past | Tense::Perfect | Tense::Reduced) => Time::Past,
                    Some(g) if g.tense == Tense::Future => Time::Future,
                    _ => Time::Unknown,
                }
            }
            // "scheduled for Friday"
            Tense::Reduced | Tense::Participle if due && distance <= CLOSE => Time::Future,
            Tense::Present | Tense::Progressive if (due || intent) && distance <= CLOSE => Time::Future,
            Tense::Reduced => Time::Past,
            // "was running again by Wednesday"
            Tense::Progressive if self.is(verb.tokens.start as usize, numerals.past_aux) => Time::Past,
            _ => Time::Unknown,
        }
    }
}
