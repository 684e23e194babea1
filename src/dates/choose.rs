//! Which of several years or days an incomplete date means.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::tense::Time;
use super::value::Calendar;
use crate::lexicon::{Captures, DateLexicon, Holiday, Slot, Unit};

/// Which candidate counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    /// The earliest that is not over.
    Future,
    /// The latest that is over.
    Last,
    /// The earliest that has not begun.
    Next,
    /// That of the base's year.
    Same,
    /// The nearest; days behind and days ahead weighted.
    Near(i32, i32),
    /// As a chronicle goes on from the base.
    Told,
}

/// How long what is looked for is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    Day,
    Month,
    /// Quarters and halves: what is reported on is over.
    Quarter,
}

/// The policy for a word like "last", else for the tense.
pub(super) fn policy(rel: Option<i32>, time: Time, grain: Grain) -> Policy {
    match (rel, time) {
        (Some(-1), _) => Policy::Last,
        (Some(1), _) => Policy::Next,
        (Some(_), _) => Policy::Same,
        (None, Time::Future) if grain == Grain::Day => Policy::Near(4, 1),
        (None, Time::Future) => Policy::Future,
        // News looks back; but a date that is a year old but for some days, or the month after this, is one ahead: "was sold
        // for delivery in May".
        (None, Time::Past) => Policy::Near(1, [4, 9, 30][grain as usize]),
        (None, Time::Over) => Policy::Near(1, [30, OVER, OVER][grain as usize]),
        (None, Time::Unknown) => Policy::Near(1, [2, 4, 4][grain as usize]),
    }
}

/// What is over lies ahead only where nothing lies behind.
const OVER: i32 = 1000;

/// How many years away the day of a leap year may lie.
const FAR: i16 = 8;

/// What an incomplete date says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parts<'a> {
    dates: Option<&'a DateLexicon>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<i8>,
    season: Option<u8>,
    quarter: Option<i8>,
    half: Option<i8>,
    /// The week of the year.
    week: Option<i8>,
    holiday: Option<Holiday>,
    /// The first or the last such unit of the month or year: "the last weekend of March".
    edge: Option<(Unit, Edge)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    First,
    Last,
}

impl<'a> Parts<'a> {
    /// `None` where a figure is out of range. `told` is the quarter of the text, for one without a number.
    pub fn of(c: &Captures, dates: &'a DateLexicon, told: impl Fn() -> Option<i8>) -> Option<Self> {
        let small = |slot| c.get(slot).and_then(|v| i8::try_from(v).ok());
        let mut parts = Parts { dates: Some(dates), month: small(Slot::Month), day: small(Slot::Day), weekday: small(Slot::Weekday), ..Parts::default() };
        parts.season = c.get(Slot::Season).and_then(|s| u8::try_from(s).ok());
        parts.holiday = c.get(Slot::Holiday).and_then(|h| dates.constants.holidays.get(h as usize)).copied();
        let ordinal = c.get(Slot::Ordinal).or_else(|| c.get(Slot::Number).map(|n| n / 100));
        let unit = c.get(Slot::Unit).and_then(Unit::of);
        parts.edge = unit.filter(|_| parts.day.is_none() && parts.weekday.is_none() && parts.holiday.is_none()).and_then(|u| edge(u, ordinal?, parts.month));
        match unit {
            Some(Unit::Quarter) if ordinal.is_none() => parts.quarter = told(),
            Some(Unit::Quarter) => parts.quarter = Some(i8::try_from(ordinal?).ok().map(|q| if q == -1 { 4 } else { q }).filter(|q| (1..=4).contains(q))?),
            Some(Unit::Half) => parts.half = Some(i8::try_from(ordinal?).ok().map(|h| if h == -1 { 2 } else { h }).filter(|h| (1..=2).contains(h))?),
            Some(Unit::Week) if parts.edge.is_none() && parts.month.is_none() && parts.weekday.is_none() && parts.holiday.is_none() && parts.day.is_none() => {
                parts.week = ordinal.map(|w| i8::try_from(w).ok().filter(|w| (1..=53).contains(w)).ok_or(())).transpose().ok()?;
            }
            _ => {}
        }
        Some(parts)
    }

    /// A weekday and nothing else.
    pub fn weekday_alone(&self) -> Option<i8> {
        self.weekday.filter(|_| self.month.is_none() && self.season.is_none() && self.quarter.is_none() && self.holiday.is_none())
    }

    /// A day of a month that is not named, and nothing else.
    pub fn day_alone(&self) -> Option<i8> {
        self.day.filter(|_| self.month.is_none() && self.holiday.is_none())
    }

    pub fn grain(&self) -> Grain {
        if self.day.is_some() && self.month.is_some() || self.holiday.is_some() {
            Grain::Day
        } else if self.quarter.is_some() || self.half.is_some() {
            Grain::Quarter
        } else {
            Grain::Month
        }
    }

    /// A leap year has the day; what follows another calendar is known for some years only.
    pub fn is_possible(&self) -> bool {
        self.month.is_none() || self.in_year(2000).is_some()
    }

    /// The date in that year, if it has one.
    pub fn in_year(&self, year: i16) -> Option<Calendar> {
        if let Some(holiday) = self.holiday {
            return self.dates.and_then(|dates| holiday_in(holiday, year, dates));
        }
        if let Some((unit, edge)) = self.edge {
            return edge.of(unit, Parts { edge: None, ..*self }.in_year(year)?.range()?);
        }
        if let Some(month) = self.month {
            if year < 0 {
                return Some(Calendar::Month(year, month)).filter(|_| self.day.is_none());
            }
            return match self.day {
                Some(day) => Date::new(year, month, day).ok().map(Calendar::Day),
                None => (1..=12).contains(&month).then_some(Calendar::Month(year, month)),
            };
        }
        if let Some(week) = self.week {
            return ISOWeekDate::new(year, week, Weekday::Monday).ok().map(|_| Calendar::Week(year, week));
        }
        let part = self.season.map(|s| Calendar::Season(year, s)).or(self.quarter.map(|q| Calendar::Quarter(year, q)));
        Some(part.or(self.half.map(|h| Calendar::Half(year, h))).unwrap_or(Calendar::Year(year)))
    }

    /// The candidate that `policy` chooses, seen from `base`.
    pub fn choose(&self, base: Calendar, policy: Policy) -> Option<Calendar> {
        let year = base.year()?;
        if policy == Policy::Told || base.range().is_none() {
            return self.told(base, year);
        }
        let today = base.range()?.0;
        let fits = |c: &Calendar| self.weekday.is_none_or(|w| matches!(c, Calendar::Day(d) if d.weekday().to_monday_one_offset() == w));
        let candidate = |y: i16| self.in_year(y).and_then(|c| Some((c, c.range()?)));
        let fitting = |y: i16| candidate(y).filter(|(c, _)| fits(c));
        let here = fitting(year);
        // The nearest one is never two away: of one that is over not the one before, of one ahead not the one behind it.
        let nearest = here.filter(|_| matches!(policy, Policy::Near(..)));
        let (over, ahead) = nearest.map_or((true, true), |(_, r)| (r.1 < today, r.0 > today));
        let before = if ahead { fitting(year - 1) } else { None };
        let behind = if over { fitting(year + 1) } else { None };
        let near = [before, here, behind];
        if near.iter().any(Option::is_some) {
            return self.pick(&near, today, year, policy);
        }
        // 29 February, or a weekday that no year around has.
        let far: Vec<_> = (year - FAR..=year + FAR).map(candidate).collect();
        self.pick(&far, today, year, policy)
    }

    fn pick(&self, candidates: &[Option<(Calendar, (Date, Date))>], today: Date, year: i16, policy: Policy) -> Option<Calendar> {
        let mut list = candidates.iter().flatten();
        let now = number(today);
        let chosen = match policy {
            // A quarter that is reported next is the one just over.
            Policy::Future if self.quarter.is_some() || self.half.is_some() => list.min_by_key(|(_, r)| distance(today, now, *r, (1, 1))),
            Policy::Future => list.find(|(_, r)| r.1 >= today),
            Policy::Last => list.rfind(|(_, r)| r.1 < today),
            Policy::Next => list.find(|(_, r)| r.0 > today),
            Policy::Same => list.find(|(c, _)| c.year() == Some(year)),
            Policy::Near(behind, ahead) => list.min_by_key(|(_, r)| distance(today, now, *r, (behind, ahead))),
            Policy::Told => None,
        };
        chosen.map(|c| c.0)
    }

    /// The year of the base; the next one where the story has gone past the year's end.
    fn told(&self, base: Calendar, year: i16) -> Option<Calendar> {
        let here = self.in_year(year)?;
        let (Some((_, before)), Some((_, after))) = (base.month(), here.month()) else { return Some(here) };
        if before - after >= 8 { self.in_year(year + 1).or(Some(here)) } else { Some(here) }
    }
}

/// "The first day of May", "the last week of 2024"; the first week of a year is that of the calendar and needs no more.
fn edge(unit: Unit, ordinal: i32, month: Option<i8>) -> Option<(Unit, Edge)> {
    let part = matches!(unit, Unit::Day | Unit::Weekend) || unit == Unit::Month && month.is_none();
    match ordinal {
        1 if part || unit == Unit::Week && month.is_some() => Some((unit, Edge::First)),
        -1 if part || unit == Unit::Week => Some((unit, Edge::Last)),
        _ => None,
    }
}

impl Edge {
    /// The first or last such unit of a stretch. A week counts where most of its days lie, a weekend where its Saturday does.
    fn of(self, unit: Unit, (from, to): (Date, Date)) -> Option<Calendar> {
        const MOST: i32 = 3;
        let day = match (self, unit) {
            (Edge::First, Unit::Week) => from.checked_add(MOST.days()).ok()?,
            (Edge::Last, Unit::Week) => to.checked_sub(MOST.days()).ok()?,
            (Edge::First, Unit::Weekend) => weekday(from.yesterday().ok()?, SATURDAY, Policy::Next)?,
            (Edge::Last, Unit::Weekend) => weekday(to.tomorrow().ok()?, SATURDAY, Policy::Last)?,
            (Edge::First, _) => from,
            (Edge::Last, _) => to,
        };
        Calendar::Day(day).widen(unit)
    }
}

const SATURDAY: i8 = 6;

/// The nearest such weekday as the policy says; the day itself counts as past.
pub(super) fn weekday(today: Date, weekday: i8, policy: Policy) -> Option<Date> {
    let ahead = i32::from((weekday - today.weekday().to_monday_one_offset()).rem_euclid(7));
    let days = match policy {
        Policy::Future | Policy::Same => ahead,
        Policy::Next => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        Policy::Last => {
            if ahead == 0 {
                -7
            } else {
                ahead - 7
            }
        }
        _ => {
            if ahead == 0 {
                0
            } else {
                ahead - 7
            }
        }
    };
    today.checked_add(days.days()).ok()
}

/// That weekday of the week which lies `weeks` from today's.
pub(super) fn weekday_of_week(today: Date, weekday: i8, weeks: i32) -> Option<Date> {
    let days = i32::from(weekday - today.weekday().to_monday_one_offset()).checked_add(weeks.checked_mul(7)?)?;
    today.checked_add(days.days()).ok()
}

/// The nearest such day of a month as the policy says: "on the 6th".
pub(super) fn day_of_month(base: Calendar, day: i8, policy: Policy) -> Option<Date> {
    let (year, month) = base.month()?;
    let today = base.range()?.0;
    let near = |count: i32| Calendar::Month(year, month).step(count).and_then(Calendar::month).and_then(|(y, m)| Date::new(y, m, day).ok());
    let ahead = matches!(policy, Policy::Future | Policy::Near(4, 1) | Policy::Next);
    match policy {
        Policy::Told => near(0),
        _ if ahead => [near(0), near(1)].into_iter().flatten().find(|d| *d >= today),
        _ => [near(0), near(-1)].into_iter().flatten().find(|d| *d <= today),
    }
}

/// The full year of two figures: at most ten years ahead of the article.
pub(super) fn short_year(year: i32, published: Option<Date>) -> i32 {
    let now = published.map_or(2029, |d| i32::from(d.year()));
    let century = now - now.rem_euclid(100);
    if century + year > now + 10 { century - 100 + year } else { century + year }
}

/// The full year of two figures that stand near `told`.
pub(super) fn year_near(year: i32, told: i32) -> i32 {
    let century = told - told.rem_euclid(100);
    [century - 100 + year, century + year, century + 100 + year].into_iter().min_by_key(|y| (y - told).abs()).unwrap_or(year)
}

/// The only one of two dates that the article can report as news: up to two months before it, or the day after.
pub(super) fn near_only(a: Date, b: Date, published: Option<Date>) -> Option<Date> {
    let near = |d: Date| published.is_some_and(|p| (-62..=1).contains(&days_between(p, d)));
    match (near(a), near(b)) {
        (true, false) => Some(a),
        (false, true) => Some(b),
        _ => None,
    }
}

/// How far a stretch lies from `today`, the day number `now`, weighted by its side.
fn distance(today: Date, now: i32, (from, to): (Date, Date), (behind, ahead): (i32, i32)) -> i32 {
    if from > today {
        (number(from) - now).saturating_mul(ahead)
    } else if to < today {
        (now - number(to)).saturating_mul(behind)
    } else {
        0
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    number(to) - number(from)
}

/// The days of the Gregorian calendar, numbered.
fn number(date: Date) -> i32 {
    // The year begins in March, so that the leap day is its last.
    let (year, month) = (i32::from(date.year()), i32::from(date.month()));
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + i32::from(date.day())
}

fn holiday_in(holiday: Holiday, year: i16, dates: &DateLexicon) -> Option<Calendar> {
    let day = match holiday {
        Holiday::Table(table, days) => {
            let spans = &dates.constants.tables.get(usize::from(table))?.spans;
            let (_, from, to) = *spans.iter().find(|(y, ..)| *y == year)?;
            let counted = days.map(|days| from.checked_add(i32::from(days).days()).ok());
            let (from, to) = counted.map_or(Some((from, to)), |day| day.map(|day| (day, day)))?;
            return Some(if from == to { Calendar::Day(from) } else { Calendar::Span(from, to) });
        }
        Holiday::Thanksgiving(days) => Date::new(year, 11, 1).ok()?.nth_weekday_of_month(4, Weekday::Thursday).ok()?.checked_add(i32::from(days).days()).ok(),
        Holiday::Fixed(month, day) => Date::new(year, month, day).ok(),
        Holiday::Nth(month, nth, weekday) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, Weekday::from_monday_one_offset(weekday).ok()?).ok(),
        Holiday::Easter(days) => easter(year)?.checked_add(i32::from(days).days()).ok(),
        Holiday::Election => Date::new(year, 11, 1).ok()?.nth_weekday_of_month(1, Weekday::Monday).ok()?.tomorrow().ok(),
    };
    day.map(Calendar::Day)
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()
}
