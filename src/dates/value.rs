//! Values of the calendar, from a day to a century: TIMEX3 text, first and last day, precision.

use compact_str::CompactString;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::Precision;
use crate::lexicon::{Unit, part_key, season_key};

/// A stretch of the calendar. Years before Christ are negative: 490 BC is -490.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    Day(Date),
    Week(i16, i8),
    Weekend(i16, i8),
    Month(i16, i8),
    /// Year and quarter.
    Quarter(i16, i8),
    /// Year and half.
    Half(i16, i8),
    /// Year and season; winter begins in December of its year.
    Season(i16, u8),
    Year(i16),
    /// From a day to another: a holiday of several days.
    Span(Date, Date),
    /// The year without its last figure.
    Decade(i16),
    /// The year without its last two figures; -1 is the first century before Christ.
    Century(i16),
}

/// A time of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// Index of TIMEX3 parts of the day.
    Part(i32),
    /// Hour, minute, second.
    At(i32, Option<i32>, Option<i32>),
}

impl Clock {
    /// Appends it as TIMEX3 writes it.
    pub fn write(self, out: &mut CompactString) {
        out.push('T');
        match self {
            Clock::Part(part) => out.push_str(part_key(part).unwrap_or("XX")),
            Clock::At(hour, minute, second) => {
                figures(out, hour.unsigned_abs(), 2);
                for one in [Some(minute.unwrap_or(0)), second].into_iter().flatten() {
                    out.push(':');
                    figures(out, one.unsigned_abs(), 2);
                }
            }
        }
    }
}

/// Appends a number in at least `places` figures, without the detour of format strings.
pub(super) fn figures(out: &mut CompactString, number: u32, places: usize) {
    let mut digits = [b'0'; 10];
    let (mut rest, mut from) = (number, digits.len());
    while from > 0 && (rest > 0 || digits.len() - from < places) {
        from -= 1;
        digits[from] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.push_str(std::str::from_utf8(&digits[from..]).unwrap_or_default());
}

/// `2024-11-26`: most values are days.
fn iso(date: Date) -> [u8; 10] {
    let (year, month, day) = (date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs());
    let digit = |n: u16| b'0' + (n % 10) as u8;
    let two = |n: u8| [b'0' + n / 10, b'0' + n % 10];
    let ([m1, m2], [d1, d2]) = (two(month), two(day));
    [digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), b'-', m1, m2, b'-', d1, d2]
}

impl Calendar {
    /// As TIMEX3 writes it, with `more` bytes of room behind it.
    pub fn text(self, more: usize) -> CompactString {
        let mut out = CompactString::with_capacity(10 + more);
        let part = |out: &mut CompactString, mark: &str, number: i8, places| {
            out.push_str(mark);
            figures(out, number.unsigned_abs().into(), places);
        };
        let year = |out: &mut CompactString, number: i16, places| {
            if number < 0 {
                out.push_str("BC");
            }
            figures(out, number.unsigned_abs().into(), places);
        };
        let day = |out: &mut CompactString, date: Date| {
            out.push_str(if date.year() < 0 { "BC" } else { "" });
            out.push_str(std::str::from_utf8(&iso(date)).unwrap_or_default());
        };
        match self {
            Calendar::Day(date) => day(&mut out, date),
            Calendar::Span(from, to) => {
                day(&mut out, from);
                out.push('/');
                day(&mut out, to);
            }
            Calendar::Decade(decade) => year(&mut out, decade, 3),
            Calendar::Century(century) if century < 0 => {
                out.push_str("BC");
                figures(&mut out, u32::from(century.unsigned_abs()) - 1, 2);
            }
            Calendar::Century(century) => year(&mut out, century, 2),
            Calendar::Year(y)
            | Calendar::Week(y, _)
            | Calendar::Weekend(y, _)
            | Calendar::Month(y, _)
            | Calendar::Quarter(y, _)
            | Calendar::Half(y, _)
            | Calendar::Season(y, _) => year(&mut out, y, 4),
        }
        match self {
            Calendar::Week(_, w) | Calendar::Weekend(_, w) => part(&mut out, "-W", w, 2),
            Calendar::Month(_, m) => part(&mut out, "-", m, 2),
            Calendar::Quarter(_, q) => part(&mut out, "-Q", q, 1),
            Calendar::Half(_, h) => part(&mut out, "-H", h, 1),
            Calendar::Season(_, s) => {
                out.push('-');
                out.push_str(season_key(i32::from(s)).unwrap_or("XX"));
            }
            _ => {}
        }
        if let Calendar::Weekend(..) = self {
            out.push_str("-WE");
        }
        out
    }

    /// First and last day; none before Christ.
    pub fn range(self) -> Option<(Date, Date)> {
        let months = |y: i16, first: i8, count: i32| -> Option<(Date, Date)> {
            let from = Date::new(y, first, 1).ok().filter(|_| y > 0)?;
            let last = i32::from(y) * 12 + i32::from(first) - 1 + count - 1;
            let to = Date::new(i16::try_from(last / 12).ok()?, (last % 12 + 1) as i8, 1).ok()?;
            Some((from, to.last_of_month()))
        };
        let years = |first: i16, count: i32| months(first.max(1), 1, count * 12);
        let monday = |y, w| ISOWeekDate::new(y, w, Weekday::Monday).ok().map(ISOWeekDate::date);
        match self {
            Calendar::Day(date) => (date.year() > 0).then_some((date, date)),
            Calendar::Span(from, to) => Some((from, to)),
            Calendar::Week(y, w) => monday(y, w).and_then(|m| Some((m, m.checked_add(6.days()).ok()?))),
            Calendar::Weekend(y, w) => monday(y, w).and_then(|m| Some((m.checked_add(5.days()).ok()?, m.checked_add(6.days()).ok()?))),
            Calendar::Month(y, m) => months(y, m, 1),
            Calendar::Quarter(y, q) => months(y, q * 3 - 2, 3),
            Calendar::Half(y, h) => months(y, h * 6 - 5, 6),
            Calendar::Season(y, s) => months(y, s as i8 * 3 + 3, 3),
            Calendar::Year(y) => years(y, 1).filter(|_| y > 0),
            Calendar::Decade(d) => d.checked_mul(10).filter(|_| d >= 0).and_then(|y| years(y, 10)),
            Calendar::Century(c) => c.checked_mul(100).filter(|_| c >= 0).and_then(|y| years(y, 100)),
        }
    }

    pub fn precision(self) -> Precision {
        match self {
            Calendar::Day(_) => Precision::Day,
            Calendar::Week(..) | Calendar::Weekend(..) => Precision::Week,
            Calendar::Month(..) => Precision::Month,
            Calendar::Quarter(..) => Precision::Quarter,
            Calendar::Season(..) => Precision::Season,
            Calendar::Year(_) => Precision::Year,
            Calendar::Decade(_) => Precision::Decade,
            Calendar::Half(..) | Calendar::Century(_) | Calendar::Span(..) => Precision::Range,
        }
    }

    /// The year, where there is one.
    pub fn year(self) -> Option<i16> {
        match self {
            Calendar::Day(d) | Calendar::Span(d, _) => Some(d.year()),
            Calendar::Week(y, _)
            | Calendar::Weekend(y, _)
            | Calendar::Month(y, _)
            | Calendar::Quarter(y, _)
            | Calendar::Half(y, _)
            | Calendar::Season(y, _)
            | Calendar::Year(y) => Some(y),
            _ => None,
        }
    }

    /// Year and month, where both are known.
    pub fn month(self) -> Option<(i16, i8)> {
        match self {
            Calendar::Day(d) | Calendar::Span(d, _) => Some((d.year(), d.month())),
            Calendar::Month(y, m) => Some((y, m)),
            Calendar::Week(..) | Calendar::Weekend(..) => self.range().map(|r| (r.0.year(), r.0.month())),
            _ => None,
        }
    }

    /// Both are days, and this one is at most six weeks behind `other`.
    pub fn follows(self, other: Calendar) -> bool {
        let (Calendar::Day(day), Calendar::Day(other)) = (self, other) else { return false };
        other.until(day).is_ok_and(|s| (0..=42).contains(&s.get_days()))
    }

    /// The stretch of that unit which holds this one; none where this one is longer or not precise enough.
    pub fn widen(self, unit: Unit) -> Option<Calendar> {
        let day = || if let Calendar::Day(d) = self { Some(d) } else { None };
        match unit {
            Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => day().map(Calendar::Day),
            Unit::Week | Unit::Fortnight | Unit::Weekend => {
                let week = match self {
                    Calendar::Week(y, w) | Calendar::Weekend(y, w) => (y, w),
                    _ => iso_week(day()?),
                };
                Some(if unit == Unit::Weekend { Calendar::Weekend(week.0, week.1) } else { Calendar::Week(week.0, week.1) })
            }
            Unit::Month => self.month().map(|(y, m)| Calendar::Month(y, m)),
            Unit::Quarter => match self {
                Calendar::Quarter(..) => Some(self),
                _ => self.month().map(|(y, m)| Calendar::Quarter(y, (m - 1) / 3 + 1)),
            },
            Unit::Half => self.month().map(|(y, m)| Calendar::Half(y, (m - 1) / 6 + 1)),
            Unit::Season => match self {
                Calendar::Season(..) => Some(self),
                _ => self.month().map(|(y, m)| season_of(y, m)),
            },
            Unit::Year => self.year().map(Calendar::Year),
            Unit::Decade => match self {
                Calendar::Decade(_) => Some(self),
                _ => self.year().map(|y| Calendar::Decade(y / 10)),
            },
            Unit::Century => match self {
                Calendar::Century(_) => Some(self),
                Calendar::Decade(d) => Some(Calendar::Century(d.div_euclid(10))),
                // 490 BC lies in the fifth century before Christ, 100 BC in the first.
                _ => self.year().map(|y| Calendar::Century(if y < 0 { (y + 1) / 100 - 1 } else { y / 100 })),
            },
        }
    }

    /// `count` stretches of its own length further on.
    pub fn step(self, count: i32) -> Option<Calendar> {
        let small = i16::try_from(count).ok()?;
        let year = |y: i16| y.checked_add(small).filter(|n| (*n != 0) && (n.signum() == y.signum()) && *n < 9000);
        match self {
            Calendar::Day(d) => d.checked_add(count.days()).ok().map(Calendar::Day),
            Calendar::Week(..) => Some(self.range()?.0.checked_add(count.checked_mul(7)?.days()).ok()?).map(|d| Calendar::Day(d).widen(Unit::Week))?,
            Calendar::Weekend(..) => Some(self.range()?.0.checked_add(count.checked_mul(7)?.days()).ok()?).map(|d| Calendar::Day(d).widen(Unit::Weekend))?,
            Calendar::Month(y, m) => cycle(y, i32::from(m), count, 12).map(|(y, m)| Calendar::Month(y, m)),
            Calendar::Quarter(y, q) => cycle(y, i32::from(q), count, 4).map(|(y, q)| Calendar::Quarter(y, q)),
            Calendar::Half(y, h) => cycle(y, i32::from(h), count, 2).map(|(y, h)| Calendar::Half(y, h)),
            Calendar::Season(y, s) => cycle(y, i32::from(s) + 1, count, 4).map(|(y, s)| Calendar::Season(y, s as u8 - 1)),
            Calendar::Year(y) => year(y).map(Calendar::Year),
            Calendar::Span(..) => None,
            Calendar::Decade(d) => d.checked_add(small).map(Calendar::Decade),
            Calendar::Century(c) => c.checked_add(small).map(Calendar::Century),
        }
    }
}

/// `at` of `of` in year `y`, `count` further on.
fn cycle(y: i16, at: i32, count: i32, of: i32) -> Option<(i16, i8)> {
    let all = i32::from(y).checked_mul(of)?.checked_add(at - 1)?.checked_add(count)?;
    let year = i16::try_from(all.div_euclid(of)).ok().filter(|y| (1..9000).contains(y))?;
    Some((year, (all.rem_euclid(of) + 1) as i8))
}

/// ISO year and week of a day.
pub(super) fn iso_week(date: Date) -> (i16, i8) {
    let week = date.iso_week_date();
    (week.year(), week.week())
}

/// The season that a month lies in; January and February belong to the winter that began the year before.
fn season_of(y: i16, m: i8) -> Calendar {
    match m {
        3..=5 => Calendar::Season(y, 0),
        6..=8 => Calendar::Season(y, 1),
        9..=11 => Calendar::Season(y, 2),
        12 => Calendar::Season(y, 3),
        _ => Calendar::Season(y - 1, 3),
    }
}

/// The number in a unit that it is a whole number of: half a century is fifty years.
pub(super) fn whole_units(unit: Unit, number: i32) -> (Unit, i32) {
    let smaller = match unit {
        Unit::Fortnight => Some((Unit::Week, 2)),
        _ if number % 100 == 0 => None,
        Unit::Century => Some((Unit::Year, 100)),
        Unit::Decade => Some((Unit::Year, 10)),
        Unit::Year => Some((Unit::Month, 12)),
        Unit::Week => Some((Unit::Day, 7)),
        _ => None,
    };
    smaller.map_or((unit, number), |(unit, times)| (unit, number.saturating_mul(times)))
}
