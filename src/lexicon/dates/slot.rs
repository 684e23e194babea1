use jiff::civil::Date;
use serde::Deserialize;

/// What a part of a date phrase tells. A rule's captures hold at most one value a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
#[repr(u8)]
pub enum Slot {
    Month,
    Day,
    Year,
    /// Monday is 1.
    Weekday,
    /// A cardinal number, in hundredths; [`VAGUE`] for "several".
    Number,
    Ordinal,
    Unit,
    Part,
    Season,
    /// -1 last, 0 this, 1 next.
    Rel,
    Mod,
    Hour,
    Minute,
    Second,
    /// 0 a.m., 12 p.m.
    Meridiem,
    /// Halves that follow a unit: "a year and a half".
    Half,
    /// -1 before Christ.
    Era,
    /// A constant value: index into the lexicon's constants.
    Fixed,
    /// Index into the lexicon's holidays.
    Holiday,
    /// Days from the publication day.
    Offset,
}

/// How many slots there are.
pub const SLOTS: usize = 20;

/// A number that the text leaves open ("several"), as TimeML's X.
pub const VAGUE: i32 = i32::MIN;

/// No value. No phrase gives this number.
const EMPTY: i32 = i32::MIN + 1;

/// What a match has read, by slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Captures([i32; SLOTS]);

impl Default for Captures {
    fn default() -> Self {
        Self([EMPTY; SLOTS])
    }
}

impl Captures {
    /// The value of a slot.
    #[inline]
    #[must_use]
    pub fn get(&self, slot: Slot) -> Option<i32> {
        Some(self.0[slot as usize]).filter(|value| *value != EMPTY)
    }

    /// Sets a slot; the last value counts.
    #[inline]
    pub fn set(&mut self, slot: Slot, value: i32) {
        self.0[slot as usize] = value;
    }

    /// Fills the slots that are empty here from `other`.
    #[inline]
    pub fn fill(&mut self, other: &Captures) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine = if *mine == EMPTY { theirs } else { *mine };
        }
    }
}

/// A unit of the calendar or the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Season,
    Year,
    Decade,
    Century,
}

impl Unit {
    const ALL: [(Unit, &'static str); 14] = [
        (Unit::Second, "S"),
        (Unit::Minute, "MIN"),
        (Unit::Hour, "H"),
        (Unit::Day, "D"),
        (Unit::Weekend, "WE"),
        (Unit::Week, "W"),
        (Unit::Fortnight, "FN"),
        (Unit::Month, "M"),
        (Unit::Quarter, "Q"),
        (Unit::Half, "HF"),
        (Unit::Season, "SN"),
        (Unit::Year, "Y"),
        (Unit::Decade, "DE"),
        (Unit::Century, "CE"),
    ];

    /// The unit of a captured value.
    #[must_use]
    pub fn of(value: i32) -> Option<Unit> {
        Self::ALL.get(usize::try_from(value).ok()?).map(|u| u.0)
    }

    /// As TIMEX3 durations write it.
    #[must_use]
    pub fn key(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Shorter than a day.
    #[must_use]
    pub fn is_clock(self) -> bool {
        matches!(self, Unit::Second | Unit::Minute | Unit::Hour)
    }
}

const PARTS: [&str; 6] = ["MO", "MI", "AF", "EV", "NI", "DT"];
const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];
const MODS: [&str; 12] =
    ["START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"];

/// TIMEX3 part of the day of a captured value.
#[must_use]
pub fn part_key(value: i32) -> Option<&'static str> {
    usize::try_from(value).ok().and_then(|v| PARTS.get(v)).copied()
}

/// TIMEX3 season of a captured value.
#[must_use]
pub fn season_key(value: i32) -> Option<&'static str> {
    usize::try_from(value).ok().and_then(|v| SEASONS.get(v)).copied()
}

/// TIMEX3 modifier of a captured value.
#[must_use]
pub fn mod_key(value: i32) -> Option<&'static str> {
    usize::try_from(value).ok().and_then(|v| MODS.get(v)).copied()
}

/// Texts that captured values point to, filled while the classes are read.
#[derive(Debug, Default)]
pub struct Constants {
    /// Values of class `fixed` and of rules.
    pub fixed: Vec<Box<str>>,
    /// Holidays.
    pub holidays: Vec<Holiday>,
    /// Days of holidays that follow other calendars.
    pub tables: Vec<HolidayTable>,
}

/// When a holiday of another calendar falls, by year.
#[derive(Debug)]
pub struct HolidayTable {
    /// Its name in `holidays.csv`.
    pub name: Box<str>,
    /// Year, first and last day.
    pub spans: Vec<(i16, Date, Date)>,
}

/// A day of the year that a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// `12-25`.
    Fixed(i8, i8),
    /// `11-4-4`: the fourth Thursday of November; `5--1-1`: the last Monday of May.
    Nth(i8, i8, i8),
    /// `easter-2`: days from Easter Sunday (Gregorian).
    Easter(i16),
    /// `election`: the Tuesday behind the first Monday of November.
    Election,
    /// `thanksgiving+1`: days from the fourth Thursday of November.
    Thanksgiving(i16),
    /// `table:ramadan`: an index into the tables. `table:passover+50`: one day, counted from the first in the table.
    Table(u16, Option<i16>),
}

impl Holiday {
    fn parse(text: &str, tables: &[HolidayTable]) -> Option<Self> {
        if text == "election" {
            return Some(Self::Election);
        }
        if let Some(days) = text.strip_prefix("easter") {
            return Some(Self::Easter(if days.is_empty() { 0 } else { days.parse().ok()? }));
        }
        if let Some(days) = text.strip_prefix("thanksgiving") {
            return Some(Self::Thanksgiving(days.parse().ok()?));
        }
        if let Some(name) = text.strip_prefix("table:") {
            // Names hold hyphens too: a number behind the last one counts days.
            let counted = name.rfind(['+', '-']).and_then(|at| Some((name.get(..at)?, name.get(at..)?.parse().ok()?)));
            let (name, days) = counted.map_or((name, None), |(name, days)| (name, Some(days)));
            return tables.iter().position(|t| *t.name == *name).map(|at| Self::Table(at as u16, days));
        }
        let (month, rest) = text.split_once('-')?;
        let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
        match rest.rsplit_once('-') {
            Some((nth, weekday)) => {
                let nth = nth.parse().ok().filter(|n| (-1..=5).contains(n) && *n != 0)?;
                Some(Self::Nth(month, nth, weekday.parse().ok().filter(|w| (1..=7).contains(w))?))
            }
            None => Some(Self::Fixed(month, rest.parse().ok().filter(|d| (1..=31).contains(d))?)),
        }
    }
}

impl Constants {
    fn fixed(&mut self, text: &str) -> i32 {
        let at = self.fixed.iter().position(|f| &**f == text).unwrap_or_else(|| {
            self.fixed.push(text.into());
            self.fixed.len() - 1
        });
        at as i32
    }

    /// Reads the value `text` of a slot named `name`; `Err` says what values there are.
    pub(super) fn read(&mut self, name: &str, text: &str) -> Result<Option<(Slot, i32)>, &'static str> {
        let list = |keys: &[&str]| keys.iter().position(|k| *k == text).map(|i| i as i32);
        let number = |low: i32, high: i32| text.parse().ok().filter(|n| (low..=high).contains(n));
        // `month-full` holds months.
        let (slot, value, remedy) = match name.split_once('-').map_or(name, |n| n.0) {
            "month" => (Slot::Month, number(1, 12), "a month is a number from 1 to 12"),
            "weekday" => (Slot::Weekday, number(1, 7), "a weekday is a number from 1 (Monday) to 7"),
            "unit" | "units" => {
                (Slot::Unit, Unit::ALL.iter().position(|u| u.1 == text).map(|i| i as i32), "use S, MIN, H, D, WE, W, FN, M, Q, HF, SN, Y, DE or CE")
            }
            "part" => (Slot::Part, list(&PARTS), "use MO, MI, AF, EV, NI or DT"),
            "season" => (Slot::Season, list(&SEASONS), "use SP, SU, FA or WI"),
            "rel" => (Slot::Rel, number(-1, 1), "use -1 (last), 0 (this) or 1 (next)"),
            "mod" => (Slot::Mod, list(&MODS), "use START, MID, END, APPROX, LESS_THAN, MORE_THAN, … as TimeML 1.2.1 lists them"),
            "meridiem" => (Slot::Meridiem, number(0, 12), "use 0 (a.m.) or 12 (p.m.)"),
            "half" => (Slot::Half, number(1, 1), "use 1"),
            "era" => (Slot::Era, number(-1, 1), "use -1 (BC) or 1 (AD)"),
            "offset" => (Slot::Offset, number(-7, 7), "a number of days from the publication day"),
            "year" => (Slot::Year, number(0, 9999), "a year"),
            "hour" => (Slot::Hour, number(0, 24), "an hour from 0 to 24"),
            "minute" => (Slot::Minute, number(-30, 59), "a minute; before the hour negative"),
            "number" => (Slot::Number, if text == "X" { Some(VAGUE) } else { text.parse::<i32>().ok().map(|n| n.saturating_mul(100)) }, "a number, or X"),
            "ordinal" => (Slot::Ordinal, number(-1, 100), "a number"),
            "fixed" | "period" => (Slot::Fixed, Some(self.fixed(text)), ""),
            "holiday" => {
                let holiday = Holiday::parse(text, &self.tables).map(|h| {
                    self.holidays.push(h);
                    self.holidays.len() as i32 - 1
                });
                (
                    Slot::Holiday,
                    holiday,
                    "use month-day (12-25), month-nth-weekday (11-4-4), easter+1, thanksgiving+1, election, or table:NAME as in holidays.csv, also with +1",
                )
            }
            _ => return Ok(None),
        };
        value.map(|v| Some((slot, v))).ok_or(remedy)
    }
}
