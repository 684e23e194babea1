//! How far an expression lies from what it was counted from, for explanations.

use jiff::civil::Date;

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
