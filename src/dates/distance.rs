//! How far an expression lies from what it was counted from, for explanations; whether a day is known that days can be counted from.

use compact_str::CompactString;
use jiff::civil::Date;

use super::resolve::Context;
use super::value::Calendar;
use super::{Anchor, Precision, TimeExpression};
use crate::lexicon::Unit;

/// What a value was counted from, and how many units further on it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distance {
    /// The first day of what it was counted from.
    pub from: Date,
    /// Units from there; negative for the past.
    pub count: i32,
    /// Day, week, month, quarter, year or decade: the precision of the value.
    pub unit: Unit,
}

impl Context<'_> {
    /// Behind "in 2018" no day is known that "a week later" could be counted from.
    pub(super) fn is_stranded(&self) -> bool {
        let last = self.nearest(Unit::Year).filter(|y| self.published.is_none_or(|p| y.0.year() != Some(p.year())));
        last.is_some_and(|last| self.nearest(Unit::Day).is_none_or(|day| day.1 != last.1))
    }
}

/// The arithmetic of `expression`, one of the article's `all`; none for a value that was not counted.
#[must_use]
pub fn distance(expression: &TimeExpression, all: &[TimeExpression], published: Option<Date>) -> Option<Distance> {
    let from = match expression.anchor {
        Anchor::None => return None,
        Anchor::Published => published?,
        Anchor::Expression(i) => all.get(i as usize)?.range?.0,
    };
    let to = expression.range?.0;
    let days = from.until(to).ok()?.get_days();
    let months = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month());
    let monday = |day: Date| i32::from(day.weekday().to_monday_zero_offset());
    let (count, unit) = match expression.precision {
        Precision::Day => (days, Unit::Day),
        Precision::Week => ((days + monday(from) - monday(to)).div_euclid(7), Unit::Week),
        Precision::Month => (months, Unit::Month),
        Precision::Quarter => ((months + (i32::from(from.month()) - 1) % 3).div_euclid(3), Unit::Quarter),
        Precision::Season | Precision::Year => (i32::from(to.year()) - i32::from(from.year()), Unit::Year),
        Precision::Decade => (i32::from(to.year()).div_euclid(10) - i32::from(from.year()).div_euclid(10), Unit::Decade),
        Precision::Range | Precision::Unknown => return None,
    };
    Some(Distance { from, count, unit })
}

/// What was counted from another date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// TIMEX3 value, no more precise than the unit that was counted in: three weeks before a day is a week.
    pub value: CompactString,
    /// First and last day.
    pub range: (Date, Date),
    /// Day, week, month, quarter or year.
    pub precision: Precision,
}

/// The date that lies a duration (`P2W`) before or behind another one; none for durations that are vague, of several
/// units or shorter than a day, and where the other date is less precise than the unit.
#[must_use]
pub fn counted(duration: &str, base: (Date, Date), precision: Precision, back: bool) -> Option<Counted> {
    let amount = duration.strip_prefix('P')?;
    let (count, unit) = amount.split_at_checked(amount.len().checked_sub(1)?)?;
    let unit = match unit {
        "D" => Unit::Day,
        "W" => Unit::Week,
        "M" => Unit::Month,
        "Q" => Unit::Quarter,
        "Y" => Unit::Year,
        _ => return None,
    };
    let count: i32 = count.parse().ok()?;
    let day = Calendar::Day(base.0);
    let base = match precision {
        Precision::Day => day,
        Precision::Week => day.widen(Unit::Week)?,
        Precision::Month => day.widen(Unit::Month)?,
        Precision::Quarter => day.widen(Unit::Quarter)?,
        Precision::Year => day.widen(Unit::Year)?,
        _ => return None,
    };
    let found = base.widen(unit)?.step(if back { -count } else { count })?;
    Some(Counted { value: found.text(0), range: found.range()?, precision: found.precision() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_tells_how_precise_the_sum_is() {
        let day = Date::constant(2025, 8, 4);
        let value = |duration: &str, precision, back| counted(duration, (day, day), precision, back).map(|c| c.value);
        assert_eq!(value("P1D", Precision::Day, true).as_deref(), Some("2025-08-03"));
        assert_eq!(value("P2W", Precision::Day, true).as_deref(), Some("2025-W30"));
        assert_eq!(value("P9M", Precision::Month, true).as_deref(), Some("2024-11"));
        assert_eq!(value("P3Q", Precision::Day, true).as_deref(), Some("2024-Q4"));
        assert_eq!(value("P2Y", Precision::Day, false).as_deref(), Some("2027"));
        for vague in ["PXW", "PT3H", "P1Y2M", "P0.5Y", "P", "", "P99999999999D"] {
            assert_eq!(value(vague, Precision::Day, true), None, "{vague}");
        }
        assert_eq!(value("P3D", Precision::Month, true), None, "a month is no day to count from");
    }
}
