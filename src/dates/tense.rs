//! Whether what a date belongs to lies ahead or behind.

use std::ops::Range;

use super::numeral::Reader;
use crate::lexicon::ClassId;
use crate::syntax::{Syntax, Tense, VerbGroup};
use crate::token::TokenKind;

/// The time of the governing verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Past,
    Future,
    Unknown,
}

/// How many tokens before an expression its verb may stand.
const BEFORE: usize = 20;
/// How many tokens behind it.
const BEHIND: usize = 30;
/// How close a word like "due" must stand.
const CLOSE: usize = 4;

/// The time of the verb that governs the tokens `at` of the sentence: the nearest verb group before them, else the first
/// behind them. A word like "due", "scheduled" close before them counts as a verb.
pub(super) fn time(reader: Reader, syntax: &Syntax, sentence: &Range<usize>, at: &Range<usize>) -> Time {
    let judge = Judge { reader, syntax };
    let mut verb = syntax.verbs.partition_point(|v| (v.tokens.end as usize) <= at.start);
    // "will soon reopen"
    if let Some(around) = syntax.verbs.get(verb).filter(|v| v.tokens.contains(&(at.start as u32))) {
        return judge.verb(around, 0);
    }
    let mut i = at.start;
    while i > sentence.start.max(at.start.saturating_sub(BEFORE)) {
        i -= 1;
        if verb > 0 && syntax.verbs[verb - 1].tokens.contains(&(i as u32)) {
            verb -= 1;
            return judge.verb(&syntax.verbs[verb], at.start - i);
        }
        if at.start - i <= CLOSE && judge.is(i, reader.dates.numerals().future) {
            return Time::Future;
        }
        if matches!(reader.token(i).map(|t| t.kind), Some(TokenKind::Semicolon | TokenKind::OpenDouble)) {
            break;
        }
    }
    let next = syntax.verbs.get(syntax.verbs.partition_point(|v| (v.tokens.start as usize) < at.end));
    next.filter(|v| (v.tokens.start as usize) < sentence.end.min(at.end + BEHIND)).map_or(Time::Unknown, |v| judge.verb(v, CLOSE + 1))
}

struct Judge<'a> {
    reader: Reader<'a>,
    syntax: &'a Syntax,
}

impl Judge<'_> {
    fn is(&self, at: usize, class: Option<ClassId>) -> bool {
        self.reader.token(at).zip(class).is_some_and(|(token, class)| self.reader.dates.classes.entry(token, class, true).is_some())
    }

    /// A word like "due" or "likely" stands right before the infinitive at token `at`.
    fn is_due(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        before.is_some_and(|b| self.is(b, self.reader.dates.numerals().future) || self.is(b, self.reader.dates.numerals().prospect))
    }

    /// The time of a verb group; an infinitive takes that of what governs it.
    fn verb(&self, verb: &VerbGroup, distance: usize) -> Time {
        let numerals = self.reader.dates.numerals();
        let head = verb.head as usize;
        let (due, intent) = (self.is(head, numerals.future), self.is(head, numerals.intent));
        match verb.tense {
            Tense::Future => Time::Future,
            Tense::Modal => Time::Future,
            Tense::Past | Tense::Perfect => Time::Past,
            Tense::Infinitive => {
                let governor = verb.governor.and_then(|g| self.syntax.verbs.get(g as usize));
                match governor {
                    Some(g) if self.is(g.head as usize, numerals.future) || self.is(g.head as usize, numerals.intent) => Time::Future,
                    Some(g) if matches!(g.tense, Tense::Past | Tense::Perfect | Tense::Reduced) => Time::Past,
                    Some(g) if g.tense == Tense::Future => Time::Future,
                    _ if self.is_due(verb.tokens.start as usize) => Time::Future,
                    _ => Time::Unknown,
                }
            }
            // "scheduled for Friday"
            Tense::Reduced | Tense::Participle if due && distance <= CLOSE => Time::Future,
            Tense::Present | Tense::Progressive if (due || intent) && distance <= CLOSE => Time::Future,
            Tense::Reduced => Time::Past,
            _ => Time::Unknown,
        }
    }
}
