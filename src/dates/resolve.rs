//! From what a rule has read to a value: what is missing is taken from the publication day or from an earlier expression.

use compact_str::{CompactString, format_compact};
use jiff::ToSpan;
use jiff::civil::Date;

use super::choose::{self, Grain, Policy};
use super::matcher::Match;
use super::tense::Time;
use super::text;
use super::value::{Calendar, Clock, whole_units};
use super::{Anchor, TimeExpression, TimexType};
use crate::lexicon::{Captures, DateAnchor, DateLexicon, DateOp, DateRule, DateType, Slot, Unit, VAGUE, mod_key};

/// What the values of one article are counted from.
pub(super) struct Context<'a> {
    pub dates: &'a DateLexicon,
    pub published: Option<Date>,
    /// The text tells of another time than its own (a chronicle): dates without a year take that of the date before.
    pub narrative: bool,
    /// A report of an unknown day: it speaks of "yesterday" or "on Monday". A bare year in it dates nothing else.
    pub undated: bool,
    /// Numeric dates put the day first, as far as one of them tells.
    pub day_first: Option<bool>,
    /// The expressions so far.
    pub found: &'a [TimeExpression],
    /// Their stretches of the calendar, parallel to `found`.
    pub calendars: &'a [Option<Calendar>],
    /// The time of what the expression belongs to.
    pub time: Time,
    /// The expression right before this one in its sentence, where it is near.
    pub beside: Option<u32>,
}

/// A resolved expression.
#[derive(Debug)]
pub(super) struct Resolved {
    pub text: CompactString,
    pub kind: DateType,
    pub calendar: Option<Calendar>,
    pub anchor: Anchor,
    pub modifier: Option<&'static str>,
}

/// How long `T19:30:00` is.
const CLOCK: usize = 9;
/// How many expressions back an anchor may lie.
const REACH: usize = 40;

type Found = Option<(Calendar, Anchor)>;

impl Context<'_> {
    /// The value of a match; none where it is no possible date.
    pub fn resolve(&self, found: &Match) -> Option<Resolved> {
        let rule = self.dates.rule(found.rule)?;
        let c = &found.captures;
        let clock = clock(c)?;
        let modifier = c.get(Slot::Mod).and_then(mod_key);
        let (calendar, anchor, open) = match rule.op {
            DateOp::Duration | DateOp::Period | DateOp::Fixed => {
                let text = self.plain(rule, c)?;
                return Some(Resolved { text, kind: rule.kind, calendar: None, anchor: Anchor::None, modifier });
            }
            DateOp::Shift => match self.shift(rule, c)? {
                Ok((calendar, anchor)) => (Some(calendar), anchor, CompactString::default()),
                Err(text) => (None, Anchor::None, text),
            },
            DateOp::Numeric => return self.numeric(rule, c),
            _ => match self.calendar(rule, c)? {
                Some((calendar, anchor)) => (Some(calendar), anchor, CompactString::default()),
                None => (None, Anchor::None, text::open(rule.op, c, self.dates)?),
            },
        };
        let day_level = calendar.map_or(open.contains("XX-") || open.starts_with("XXXX-"), |cal| matches!(cal, Calendar::Day(_)));
        let clock = clock.filter(|_| day_level);
        let kind = if clock.is_some() && rule.kind == DateType::Date { DateType::Time } else { rule.kind };
        let open = if clock.is_some() && open == "PRESENT_REF" { "XXXX-XX-XX".into() } else { open };
        let mut text = calendar.map_or(open, |cal| cal.text(if clock.is_some() { CLOCK } else { 0 }));
        if let Some(clock) = clock {
            clock.write(&mut text);
        }
        Some(Resolved { text, kind, calendar, anchor, modifier })
    }

    /// The day that the match tells, of something that was said before the article was published.
    pub fn spoken_on(&self, cue: &Match) -> Option<Date> {
        match (Context { time: Time::Past, beside: None, ..*self }).resolve(cue)?.calendar? {
            Calendar::Day(day) => Some(day).filter(|d| self.published.is_none_or(|published| *d <= published)),
            _ => None,
        }
    }

    /// `None`: impossible; `Some(None)`: nothing to count from.
    fn calendar(&self, rule: &DateRule, c: &Captures) -> Option<Found> {
        match rule.op {
            DateOp::Date => self.date(rule, c),
            DateOp::Unit => Some(self.unit(rule, c)),
            DateOp::Offset => Some(self.day(0).filter(|_| !self.narrative).and_then(|(cal, anchor)| Some((cal.step(c.get(Slot::Offset)?)?, anchor)))),
            DateOp::Clock => Some(self.beside().or_else(|| self.nearest(Unit::Day).filter(|_| self.narrative)).or_else(|| self.day(0))),
            DateOp::Decade => {
                let year = c.get(Slot::Year)?;
                let year = if year < 100 { 1900 + year } else { year };
                Some(Some((Calendar::Decade(i16::try_from(year / 10).ok()?), Anchor::None)))
            }
            DateOp::Century => {
                let century = i16::try_from(c.get(Slot::Ordinal).or_else(|| c.get(Slot::Number).map(|n| n / 100))?).ok().filter(|n| (1..=30).contains(n))?;
                let before = c.get(Slot::Era) == Some(-1);
                Some(Some((Calendar::Century(if before { -century } else { century - 1 }), Anchor::None)))
            }
            _ => None,
        }
    }

    fn day(&self, days: i32) -> Found {
        Calendar::Day(self.published?).step(days).map(|d| (d, Anchor::Published))
    }

    /// The day that stands right before a clock time: "on 10 March at 5 p.m."
    fn beside(&self) -> Found {
        let at = self.beside?;
        match self.calendars.get(at as usize).copied().flatten()? {
            day @ Calendar::Day(_) => Some((day, Anchor::Expression(at))),
            _ => None,
        }
    }

    /// The nearest earlier expression that is precise enough, widened to `unit`.
    pub(super) fn nearest(&self, unit: Unit) -> Found {
        self.nearest_of(unit, |_| true)
    }

    fn nearest_of(&self, unit: Unit, fits: impl Fn(&TimeExpression) -> bool) -> Found {
        let from = self.calendars.len().saturating_sub(REACH);
        (from..self.calendars.len()).rev().find_map(|i| {
            self.found.get(i).filter(|e| !(e.header || self.chronicle() && e.anchor == Anchor::Published) && fits(e))?;
            Some((self.calendars[i]?.widen(unit)?, Anchor::Expression(i as u32)))
        })
    }

    /// A dated article that tells of another time: "last year" is seen from that time, not from the day of publication.
    fn chronicle(&self) -> bool {
        self.narrative && self.published.is_some()
    }

    /// What a date without a year is completed from.
    fn base(&self, anchor: DateAnchor, parts: &choose::Parts<'_>) -> Option<(Calendar, Anchor, bool)> {
        let told = if self.narrative || anchor != DateAnchor::Published { self.thread(parts) } else { None };
        told.map(|(cal, anchor)| (cal, anchor, true)).or_else(|| self.published.map(|d| (Calendar::Day(d), Anchor::Published, false)))
    }

    /// The date that the story has come to. A bare year behind the last month or day moves it only a few years on, and not
    /// where the date at hand follows that day closely: "by 2030" and "a study of 2005" leave the thread where it was.
    fn thread(&self, parts: &choose::Parts<'_>) -> Found {
        let last = self.nearest(Unit::Year)?;
        let Anchor::Expression(i) = last.1 else { return None };
        let own = (self.calendars.get(i as usize).copied().flatten()?, last.1);
        if own.0.month().is_some() {
            return Some(own);
        }
        let Some((month, at)) = self.nearest(Unit::Month) else { return (!self.undated).then_some(own) };
        let Anchor::Expression(m) = at else { return Some(own) };
        let precise = (self.calendars.get(m as usize).copied().flatten()?, at);
        let ahead = i32::from(own.0.year()?) - i32::from(month.year()?);
        let follows = parts.in_year(month.year()?).is_some_and(|c| c.follows(precise.0));
        Some(if ahead == 0 || follows || !(-3..=10).contains(&ahead) { precise } else { own })
    }

    fn date(&self, rule: &DateRule, c: &Captures) -> Option<Found> {
        let told = || self.quarter().filter(|_| rule.anchor != DateAnchor::Grain || !self.has_several_quarters());
        let parts = choose::Parts::of(c, self.dates, || told().and_then(|q| if let Calendar::Quarter(_, q) = q.0 { Some(q) } else { None }))?;
        let week = c.get(Slot::Unit).and_then(Unit::of) == Some(Unit::Week);
        // "the week of March 17"
        let whole = |cal: Calendar| if week { cal.widen(Unit::Week).unwrap_or(cal) } else { cal };
        if let Some(year) = self.year(rule, c)? {
            return parts.in_year(year.0).map(|cal| Some((whole(cal), year.1)));
        }
        if let Some(weekday) = parts.weekday_alone() {
            let Some((day, anchor)) = self.weekday_base(rule, c) else { return Some(None) };
            return self.weekday(c, day, weekday, week).map(|d| Some((Calendar::Day(d), anchor)));
        }
        if let Some(day) = parts.day_alone() {
            let Some((base, anchor, told)) = self.base(rule.anchor, &parts).filter(|b| b.0.month().is_some()) else { return Some(None) };
            let policy = if told { Policy::Told } else { choose::policy(None, self.time, Grain::Day) };
            return choose::day_of_month(base, day, policy).map(|d| Some((Calendar::Day(d), anchor)));
        }
        // A day that no year has is no date: 30 February.
        parts.is_possible().then_some(())?;
        let relative = c.get(Slot::Rel).is_some();
        let base = if relative && rule.anchor == DateAnchor::Published {
            self.published.map(|d| (Calendar::Day(d), Anchor::Published, false))
        } else {
            self.base(rule.anchor, &parts)
        };
        let base = if relative && self.chronicle() { self.base(DateAnchor::Text, &parts) } else { base };
        let Some((base, anchor, told)) = base else { return Some(None) };
        let policy = if told && !relative { Policy::Told } else { choose::policy(c.get(Slot::Rel), self.time, parts.grain()) };
        Some(parts.choose(base, policy).map(|cal| (whole(cal), anchor)))
    }

    /// What a weekday is counted from: "the previous Friday" from the day that the text has come to, which "overnight" and
    /// "tonight" do not name.
    fn weekday_base(&self, rule: &DateRule, c: &Captures) -> Option<(Date, Anchor)> {
        if rule.anchor == DateAnchor::Text
            && c.get(Slot::Rel).is_some()
            && let Some((Calendar::Day(day), anchor)) =
                self.nearest_of(Unit::Day, |e| e.kind == TimexType::Date || self.dates.rule(e.rule).is_none_or(|r| r.op != DateOp::Offset))
        {
            return Some((day, anchor));
        }
        self.published.filter(|_| !self.narrative).map(|day| (day, Anchor::Published))
    }

    /// A bare weekday; one of a week that is named ("Monday of last week"); or one counted in weeks ("a week from Monday").
    fn weekday(&self, c: &Captures, day: Date, weekday: i8, week: bool) -> Option<Date> {
        let rel = c.get(Slot::Rel);
        match (rel, c.get(Slot::Number)) {
            (Some(sign), Some(number)) if week && number != VAGUE => {
                let policy = if sign < 0 { Policy::Last } else { Policy::Future };
                choose::weekday(day, weekday, policy)?.checked_add((number / 100).checked_mul(7 * sign)?.days()).ok()
            }
            (Some(weeks), _) if week => choose::weekday_of_week(day, weekday, weeks),
            _ => choose::weekday(day, weekday, choose::policy(rel, self.time, Grain::Month)),
        }
    }

    /// The year that the text gives: in figures, or by "last year" behind a month. `None`: impossible.
    fn year(&self, rule: &DateRule, c: &Captures) -> Option<Option<(i16, Anchor)>> {
        if let Some(year) = c.get(Slot::Year) {
            let told = if self.narrative || rule.anchor != DateAnchor::Published { self.nearest(Unit::Year).and_then(|t| t.0.year()) } else { None };
            let year = match told {
                _ if year >= 100 || c.get(Slot::Era).is_some() => year,
                Some(told) if told > 0 => choose::year_near(year, i32::from(told)),
                _ => choose::short_year(year, self.published),
            };
            let year = i16::try_from(year).ok().filter(|y| (1..=2999).contains(y))?;
            return Some(Some((if c.get(Slot::Era) == Some(-1) { -year } else { year }, Anchor::None)));
        }
        let unit = c.get(Slot::Unit).and_then(Unit::of);
        let numbered = c.get(Slot::Ordinal).is_some() || c.get(Slot::Number).is_some() && c.get(Slot::Weekday).is_none();
        let by_year = unit == Some(Unit::Year) || numbered && matches!(unit, Some(Unit::Quarter | Unit::Half | Unit::Week));
        let Some(rel) = c.get(Slot::Rel).filter(|_| by_year) else { return Some(None) };
        let base = if self.chronicle() { self.nearest(Unit::Year) } else { self.day(0) };
        Some(base.and_then(|(day, anchor)| Some((day.year()?.checked_add(rel as i16)?, anchor))))
    }

    fn unit(&self, rule: &DateRule, c: &Captures) -> Found {
        let unit = c.get(Slot::Unit).and_then(Unit::of)?;
        let rel = c.get(Slot::Rel);
        let told = match rule.anchor {
            DateAnchor::Published if !self.chronicle() => None,
            _ if unit == Unit::Quarter && rel == Some(0) => self.quarter().or_else(|| self.day(0).and_then(|(d, a)| Some((d.widen(unit)?.step(-1)?, a)))),
            _ => self.nearest(unit),
        };
        let (base, anchor) = match told {
            Some(told) => told,
            None if self.chronicle() => return None,
            None => self.day(0).and_then(|(day, anchor)| Some((day.widen(unit)?, anchor)))?,
        };
        // The weekend that a Tuesday's paper looks back on is the one before.
        let rel = match (unit, rel) {
            (Unit::Weekend, None) if self.time != Time::Future && self.published.is_some_and(|d| d.weekday().to_monday_one_offset() < 6) => -1,
            (_, rel) => rel.unwrap_or(0),
        };
        base.step(rel).map(|cal| (cal, anchor))
    }

    /// `Err`: a vague value in words.
    fn shift(&self, rule: &DateRule, c: &Captures) -> Option<Result<(Calendar, Anchor), CompactString>> {
        let unit = c.get(Slot::Unit).and_then(Unit::of)?;
        let sign = c.get(Slot::Rel).unwrap_or(-1);
        let number = text::count(c);
        let vague = Some(Err(CompactString::const_new(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" })));
        if number == VAGUE || unit.is_clock() {
            return vague;
        }
        let (unit, number) = whole_units(unit, number);
        let count = (number / 100).checked_mul(sign)?;
        if rule.anchor == DateAnchor::Text && matches!(unit, Unit::Day | Unit::Week) && self.is_stranded() {
            return vague;
        }
        let told = match rule.anchor {
            DateAnchor::Published if !self.chronicle() => None,
            DateAnchor::Published | DateAnchor::Text => self.told_shift(unit, count),
            DateAnchor::Grain => self.grain(unit, count).or_else(|| self.compared(unit, count)),
        };
        // "Two days later" is never counted from the day of publication.
        let onward = rule.anchor == DateAnchor::Text && count > 0;
        let found = told.or_else(|| {
            let (day, anchor) = self.day(0).filter(|_| !self.narrative && !onward)?;
            let base = if unit == Unit::Week { day.step(count.checked_mul(7)?)?.widen(Unit::Week)? } else { day.widen(unit)?.step(count)? };
            Some((base, anchor))
        });
        found.map_or(vague, |f| Some(Ok(f)))
    }

    /// Counted from the nearest earlier date; weeks from a day give a day.
    fn told_shift(&self, unit: Unit, count: i32) -> Found {
        if unit == Unit::Week
            && let Some((day, anchor)) = self.nearest(Unit::Day)
        {
            return day.step(count.checked_mul(7)?).map(|d| (d, anchor));
        }
        // Behind "in December" no day is known that "four days later" could be counted from.
        if count > 0 && unit == Unit::Day && self.nearest(Unit::Year)?.1 != self.nearest(unit)?.1 {
            return None;
        }
        self.nearest(unit).and_then(|(cal, anchor)| Some((cal.step(count)?, anchor)))
    }

    /// "A year earlier" in a report on a quarter is that quarter of the year before.
    fn grain(&self, unit: Unit, count: i32) -> Found {
        let (quarter, anchor) = self.quarter().filter(|_| unit == Unit::Year && !self.has_several_quarters())?;
        Some((quarter.step(count.checked_mul(4)?)?, anchor))
    }

    /// As [`Self::told_shift`], but a report that says "a year earlier" again means the same year.
    fn compared(&self, unit: Unit, count: i32) -> Found {
        let (told, anchor) = self.nearest(unit)?;
        let Anchor::Expression(at) = anchor else { return None };
        let again = self.found.get(at as usize).and_then(|e| self.dates.rule(e.rule)).is_some_and(|r| r.op == DateOp::Shift && r.anchor == DateAnchor::Grain);
        if again { Some((told, anchor)) } else { self.told_shift(unit, count) }
    }

    /// "The first nine months" were told last: what they are compared with is no quarter.
    fn has_several_quarters(&self) -> bool {
        self.found.last().is_some_and(|e| e.kind == TimexType::Duration && matches!(e.value.as_str(), "P6M" | "P9M" | "P2Q" | "P3Q"))
    }

    /// The quarter that the text reports on: the latest among those it has named, of one that is over if there is any.
    fn quarter(&self) -> Found {
        let from = self.calendars.len().saturating_sub(REACH);
        let quarters = (from..self.calendars.len()).filter_map(|i| match self.calendars[i]? {
            // What is compared with a year before is the quarter reported on, not that of the year before.
            Calendar::Quarter(..) if self.is_shift(i) => None,
            quarter @ Calendar::Quarter(y, q) => {
                let over = quarter.range().zip(self.published).is_none_or(|(range, day)| range.1 < day);
                Some((over, (y, q), i))
            }
            _ => None,
        });
        let (_, (y, q), at) = quarters.max()?;
        Some((Calendar::Quarter(y, q), Anchor::Expression(at as u32)))
    }

    /// The expression was counted from another one.
    fn is_shift(&self, at: usize) -> bool {
        self.found.get(at).and_then(|e| self.dates.rule(e.rule)).is_some_and(|r| r.op == DateOp::Shift)
    }

    fn plain(&self, rule: &DateRule, c: &Captures) -> Option<CompactString> {
        match rule.op {
            DateOp::Fixed => self.dates.constants.fixed.get(c.get(Slot::Fixed)? as usize).map(|f| (**f).into()),
            DateOp::Period => text::period(c, self.dates),
            _ => text::duration(c),
        }
    }

    /// Day and month as they stand, or the other way round where both orders are possible.
    fn numeric(&self, rule: &DateRule, c: &Captures) -> Option<Resolved> {
        let (day, month, year) = (c.get(Slot::Day)?, c.get(Slot::Month)?, c.get(Slot::Year)?);
        let year = i16::try_from(if year < 100 { choose::short_year(year, self.published) } else { year }).ok().filter(|y| *y > 0)?;
        let made = |d: i32, m: i32| Date::new(year, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
        let resolved = |cal: Calendar, text: CompactString| Some(Resolved { text, kind: rule.kind, calendar: Some(cal), anchor: Anchor::None, modifier: None });
        let as_day = |date: Date| resolved(Calendar::Day(date), Calendar::Day(date).text(0));
        match (made(day, month), made(month, day)) {
            (Some(a), Some(b)) if a != b => match self.day_first {
                Some(true) => as_day(a),
                Some(false) => as_day(b),
                None => match choose::near_only(a, b, self.published) {
                    Some(date) => as_day(date),
                    None => resolved(Calendar::Year(year), format_compact!("{year:04}-XX-XX")),
                },
            },
            (Some(a), _) => as_day(a),
            (None, Some(b)) => as_day(b),
            (None, None) => None,
        }
    }
}

/// The time of the day; `None` where the figures are no time.
fn clock(c: &Captures) -> Option<Option<Clock>> {
    let Some(hour) = c.get(Slot::Hour) else { return Some(c.get(Slot::Part).map(Clock::Part)) };
    let (minute, second) = (c.get(Slot::Minute), c.get(Slot::Second));
    // "a quarter to five"
    let (hour, minute) = match minute {
        Some(before) if before < 0 => ((hour + 23) % 24, Some(60 + before)),
        _ => (hour, minute),
    };
    let part = c.get(Slot::Part);
    let hour = match c.get(Slot::Meridiem) {
        Some(_) if !(1..=12).contains(&hour) => return (hour > 12 && hour <= 24).then_some(Some(Clock::At(hour, minute, second))),
        Some(half) => hour % 12 + half,
        // "10 in the evening"
        None if part.is_some_and(|p| (2..=4).contains(&p)) && (1..12).contains(&hour) && !(part == Some(4) && hour < 6) => hour + 12,
        None => hour,
    };
    (hour < 24 || minute.unwrap_or(0) == 0).then_some(Some(Clock::At(hour, minute, second)))
}
