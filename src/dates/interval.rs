//! Both ends of a range: "from 28 April to 2 May last year", "from Monday to Friday". Each is resolved by itself first; an end
//! that does not say its year takes it from the other one where the range would run backwards.

use jiff::civil::Date;

use super::choose::{self, Parts, Policy};
use super::matcher::Match;
use super::numeral::Reader;
use super::tense::Time;
use super::value::Calendar;
use crate::lexicon::{ClassId, DateOp, Slot, Unit};
use crate::token::TokenKind;

/// How many words may stand between "between" and the first end: "between the", "between about".
const FILLERS: usize = 2;

/// One end of a range.
#[derive(Clone, Copy)]
pub(super) struct End<'a> {
    pub found: &'a Match,
    pub calendar: Calendar,
}

/// How the text tells of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// In a chronicle, whose dates follow one another.
    Chronicle,
    /// As over.
    Over,
    /// As to come, or no verb tells.
    Other,
}

impl Told {
    pub fn of(narrative: bool, time: Time) -> Self {
        match time {
            _ if narrative => Self::Chronicle,
            Time::Past | Time::Over => Self::Over,
            Time::Future | Time::Unknown => Self::Other,
        }
    }
}

/// Which end was changed, and what it means now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mended {
    First(Calendar),
    Second(Calendar),
}

/// Whether only what joins the ends of a range stands between two matches: "to", "until", a dash; "and" behind "between".
pub(super) fn is_range(reader: Reader, first: &Match, second: &Match) -> bool {
    let numerals = reader.dates.numerals();
    let is =
        |at: usize, class: Option<ClassId>| reader.token(at).zip(class).is_some_and(|(token, class)| reader.dates.classes.entry(token, class, true).is_some());
    let joint = first.tokens.end;
    if second.tokens.start != joint + 1 {
        return false;
    }
    // A dash with blanks parts a dateline from its story.
    let glued = |at: usize| reader.token(at).is_some_and(|t| t.glued);
    let dash = glued(joint) && glued(joint + 1) && reader.token(joint).is_some_and(|t| matches!(t.kind, TokenKind::Hyphen | TokenKind::Dash));
    let between = |at: usize| (at.saturating_sub(FILLERS)..at).any(|t| is(t, numerals.between));
    dash || is(joint, numerals.up_to) || is(joint, numerals.and) && between(first.tokens.start)
}

/// How many words may stand between a verb of putting off and "from": "put off the vote in the north from".
const OBJECT: usize = 6;

/// "Delayed from Tuesday to Thursday": two days of which the second is meant to be the later, and no range.
pub(super) fn is_put_off(reader: Reader, first: &Match) -> bool {
    let moved = reader.dates.numerals().moved;
    let is = |at: usize| reader.token(at).zip(moved).is_some_and(|(token, class)| reader.dates.classes.entry(token, class, true).is_some());
    let words = (first.tokens.start.saturating_sub(OBJECT)..first.tokens.start).rev();
    words.take_while(|at| reader.token(*at).is_some_and(|t| t.is_word() || t.kind == TokenKind::Number)).any(is)
}

/// What the later of two such days has to mean.
pub(super) fn put_off(reader: Reader, first: End, second: End) -> Option<Mended> {
    let ends = (Free::of(reader, first.found)?, Free::of(reader, second.found)?);
    let open = ends.0.year == Year::Open && ends.1.year == Year::Open;
    let later = if open { ends.1.nearest(first.calendar, Policy::Next)? } else { return None };
    (later != second.calendar).then_some(Mended::Second(later))
}

/// What an end of a range has to mean, so that the range runs forward and lies within a year where neither end tells one.
pub(super) fn mend(reader: Reader, first: End, second: End, told: Told, today: Option<Date>) -> Option<Mended> {
    if is_put_off(reader, first.found) {
        return put_off(reader, first, second);
    }
    let (from, to) = (first.calendar.range()?, second.calendar.range()?);
    let (a, b) = (Free::of(reader, first.found)?, Free::of(reader, second.found)?);
    let backwards = to.1 < from.0;
    let before = |b: Calendar| a.nearest(b, Policy::Last).filter(|c| *c != first.calendar).map(Mended::First);
    let behind = |a: Calendar| b.nearest(a, Policy::Next).filter(|c| *c != second.calendar).map(Mended::Second);
    match (a.year, b.year) {
        (Year::Open, Year::Told) | (Year::Shared, _) if backwards => before(second.calendar),
        // "from 28 April to 2 May last year": the year behind the second end is that of both.
        (Year::Open, Year::Told) if a.year_of(second.calendar).is_some_and(|c| c != first.calendar && c.range().is_some_and(|r| r.0 <= to.0)) => {
            a.year_of(second.calendar).map(Mended::First)
        }
        // "from May 2023 to June": the first June behind it.
        (Year::Told, Year::Open) if backwards || first.calendar.month().is_some() && b.parts.weekday_alone().is_none() => behind(first.calendar),
        // A chronicle has come to the second end; days of the week that are over ended before today.
        (Year::Open, Year::Open) if backwards && (told == Told::Chronicle || told == Told::Over && a.parts.weekday_alone().is_some()) => {
            before(second.calendar)
        }
        // `brought forward from 12 May to 3 May`: of two days the second comes a little before the first, and no range is meant.
        (Year::Open, Year::Open) if backwards && a.parts.weekday_alone().is_none() && is_moved(first.calendar, second.calendar) => None,
        // What is over does not end after today.
        (Year::Open, Year::Open) if backwards && told == Told::Over && is_ahead(behind(first.calendar), today) => before(second.calendar),
        (Year::Open, Year::Open) if backwards => behind(first.calendar),
        // A weekday is near by itself.
        (Year::Open, Year::Open) if b.parts.weekday_alone().is_none() => {
            behind(first.calendar).filter(|m| matches!(m, Mended::Second(c) if c.range().is_some_and(|r| r.0 < to.0)))
        }
        _ => None,
    }
}

fn is_ahead(mended: Option<Mended>, today: Option<Date>) -> bool {
    matches!((mended, today), (Some(Mended::Second(c)), Some(today)) if c.range().is_some_and(|r| r.1 > today))
}

/// The second of two days lies a little before the first.
fn is_moved(first: Calendar, second: Calendar) -> bool {
    const DAYS: i32 = 60;
    matches!((first, second), (Calendar::Day(a), Calendar::Day(b)) if (a - b).get_days() <= DAYS)
}

/// Where the year of an end comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    /// Its own words.
    Told,
    /// The words of the other end: "from October to March 2026".
    Shared,
    /// Nothing but its context.
    Open,
}

/// A date or a part of one, as an end of a range.
struct Free<'a> {
    parts: Parts<'a>,
    year: Year,
}

impl<'a> Free<'a> {
    fn of(reader: Reader<'a>, found: &Match) -> Option<Self> {
        let rule = reader.dates.rule(found.rule).filter(|r| r.op == DateOp::Date)?;
        let c = &found.captures;
        if c.get(Slot::Hour).is_some() || c.get(Slot::Part).is_some() {
            return None;
        }
        let parts = Parts::of(c, reader.dates, || None).filter(|p| p.day_alone().is_none())?;
        let by_year = c.get(Slot::Rel).is_some() && c.get(Slot::Unit).and_then(Unit::of) == Some(Unit::Year);
        let figures = |t: usize| reader.token(t).is_some_and(|t| t.kind == TokenKind::Number && t.span.len() == 4);
        let year = match c.get(Slot::Year) {
            Some(year) if year >= 1000 && !found.tokens.clone().any(figures) => Year::Shared,
            Some(_) => Year::Told,
            None if by_year => Year::Told,
            // "last May", "next Monday" are told from today.
            None if c.get(Slot::Rel).is_some() || rule.constants.get(Slot::Rel).is_some() => Year::Told,
            None => Year::Open,
        };
        Some(Self { parts, year })
    }

    /// The last such date before another one, or the first behind it.
    fn nearest(&self, other: Calendar, policy: Policy) -> Option<Calendar> {
        match (self.parts.weekday_alone(), other) {
            (Some(weekday), Calendar::Day(day)) => choose::weekday(day, weekday, policy).map(Calendar::Day),
            (Some(_), _) => None,
            (None, other) => self.parts.choose(other, policy),
        }
    }

    /// The date in the year of another one.
    fn year_of(&self, other: Calendar) -> Option<Calendar> {
        other.year().filter(|_| self.parts.weekday_alone().is_none()).and_then(|year| self.parts.in_year(year))
    }
}
