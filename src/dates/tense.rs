//! Whether what a date belongs to lies ahead or behind.

use std::ops::Range;

use super::numeral::Reader;
use crate::syntax::{Syntax, Tense};
use crate::token::TokenKind;

/// The time of the governing verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Past,
    Future,
    Unknown,
}

/// How many tokens before an expression a word may steer it.
const WINDOW: usize = 14;

/// The time of the verb that governs the tokens `at` of the sentence: the nearest steering word or verb group before them,
/// else the first verb group behind them.
pub(super) fn time(reader: Reader, syntax: &Syntax, sentence: &Range<usize>, at: &Range<usize>) -> Time {
    let from = sentence.start.max(at.start.saturating_sub(WINDOW));
    for i in (from..at.start).rev() {
        if let Some(time) = steer(reader, i) {
            return time;
        }
        if let Some(verb) = syntax.verb_at(i as u32).and_then(|v| syntax.verbs.get(v)) {
            match of_tense(verb.tense) {
                Time::Unknown => {}
                time => return time,
            }
        }
        if reader.token(i).is_some_and(|t| t.kind == TokenKind::Semicolon) {
            break;
        }
    }
    for i in at.end..sentence.end.min(at.end + WINDOW) {
        if let Some(time) = steer(reader, i) {
            return time;
        }
        if let Some(verb) = syntax.verb_at(i as u32).and_then(|v| syntax.verbs.get(v)) {
            return of_tense(verb.tense);
        }
    }
    Time::Unknown
}

fn of_tense(tense: Tense) -> Time {
    match tense {
        Tense::Past | Tense::Perfect => Time::Past,
        Tense::Future => Time::Future,
        _ => Time::Unknown,
    }
}

/// A word that says by itself what is meant: `will`, `scheduled`; `since`, `was`.
fn steer(reader: Reader, at: usize) -> Option<Time> {
    let token = reader.token(at)?;
    let numerals = reader.dates.numerals();
    let holds = |class: Option<u16>| class.is_some_and(|c| reader.dates.classes.entry(token, c, true).is_some());
    if holds(numerals.future) {
        return Some(Time::Future);
    }
    holds(numerals.past).then_some(Time::Past)
}
