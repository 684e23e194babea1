//! Values that stand for no stretch of the calendar: underspecified dates, durations, sets.

use compact_str::{CompactString, format_compact};

use super::value;
use crate::lexicon::{Captures, DateLexicon, DateOp, Holiday, Slot, Unit, VAGUE, part_key, season_key};

/// What is known of a date that nothing completes.
pub(super) fn open(op: DateOp, c: &Captures, dates: &DateLexicon) -> Option<CompactString> {
    let unit = c.get(Slot::Unit).and_then(Unit::of);
    Some(match op {
        DateOp::Offset if c.get(Slot::Offset) == Some(0) => "PRESENT_REF".into(),
        DateOp::Offset | DateOp::Clock => "XXXX-XX-XX".into(),
        DateOp::Unit => of_unit(unit?).into(),
        DateOp::Date => of_parts(c, unit, dates)?,
        _ => return None,
    })
}

fn of_parts(c: &Captures, unit: Option<Unit>, dates: &DateLexicon) -> Option<CompactString> {
    if unit == Some(Unit::Week) && c.get(Slot::Month).is_some() {
        return Some(of_unit(Unit::Week).into());
    }
    if let Some(month) = c.get(Slot::Month) {
        return Some(c.get(Slot::Day).map_or_else(|| format_compact!("XXXX-{month:02}"), |day| format_compact!("XXXX-{month:02}-{day:02}")));
    }
    if let Some(holiday) = c.get(Slot::Holiday).and_then(|h| dates.constants.holidays.get(h as usize)) {
        return Some(if let Holiday::Fixed(month, day) = holiday { format_compact!("XXXX-{month:02}-{day:02}") } else { "XXXX-XX-XX".into() });
    }
    if let Some(weekday) = c.get(Slot::Weekday) {
        return Some(format_compact!("XXXX-WXX-{weekday}"));
    }
    if let Some(season) = c.get(Slot::Season).and_then(season_key) {
        return Some(format_compact!("XXXX-{season}"));
    }
    let ordinal = c.get(Slot::Ordinal).or_else(|| c.get(Slot::Number).map(|n| n / 100));
    match unit {
        Some(Unit::Quarter) => Some(format_compact!("XXXX-Q{}", ordinal?)),
        Some(Unit::Half) => Some(format_compact!("XXXX-H{}", ordinal?)),
        Some(Unit::Week) => Some(format_compact!("XXXX-W{:02}", ordinal?)),
        _ => None,
    }
}

fn of_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Season => "XXXX-XX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}

/// How many units, in hundredths: one where no number stands; a half may follow the unit ("a year and a half").
pub(super) fn count(c: &Captures) -> i32 {
    match c.get(Slot::Number).unwrap_or(100) {
        VAGUE => VAGUE,
        number => number.saturating_add(c.get(Slot::Half).map_or(0, |half| half * 50)),
    }
}

/// `P2W`, `PT30M`, `PXD`, `P2.5Y`.
pub(super) fn duration(c: &Captures) -> Option<CompactString> {
    let unit = c.get(Slot::Unit).and_then(Unit::of)?;
    let number = count(c);
    // Units that TIMEX3 writes as a number of others.
    let (times, key) = match unit {
        Unit::Fortnight => (2, "W"),
        Unit::Half => (6, "M"),
        Unit::Season => (3, "M"),
        Unit::Minute => (1, "M"),
        unit => (1, unit.key()),
    };
    let start = if unit.is_clock() { "PT" } else { "P" };
    if number == VAGUE {
        return Some(format_compact!("{start}X{key}"));
    }
    let number = u32::try_from(number.checked_mul(times)?).ok()?;
    let (whole, rest) = (number / 100, number % 100);
    // "A quarter of an hour", "half an hour" are minutes.
    if unit == Unit::Hour && rest != 0 && whole == 0 {
        return Some(format_compact!("PT{}M", number * 60 / 100));
    }
    let mut out = CompactString::with_capacity(8);
    out.push_str(start);
    value::figures(&mut out, whole, 1);
    match rest {
        50 if unit == Unit::Hour => out.push_str("H30M"),
        50 if unit == Unit::Year && whole > 0 => out.push_str("Y6M"),
        0 => out.push_str(key),
        rest => {
            out.push('.');
            let tenths = rest % 10 == 0;
            value::figures(&mut out, if tenths { rest / 10 } else { rest }, if tenths { 1 } else { 2 });
            out.push_str(key);
        }
    }
    Some(out)
}

/// `P1D`, `XXXX-WXX-2`, `XXXX-WXX-2TNI`, `XXXX-12`.
pub(super) fn period(c: &Captures, dates: &DateLexicon) -> Option<CompactString> {
    if let Some(fixed) = c.get(Slot::Fixed) {
        return dates.constants.fixed.get(fixed as usize).map(|f| (**f).into());
    }
    let part = c.get(Slot::Part).and_then(part_key).map(|p| format_compact!("T{p}")).unwrap_or_default();
    if let Some(weekday) = c.get(Slot::Weekday) {
        return Some(format_compact!("XXXX-WXX-{weekday}{part}"));
    }
    if c.get(Slot::Month).is_some() || c.get(Slot::Season).is_some() || c.get(Slot::Holiday).is_some() {
        return of_parts(c, None, dates);
    }
    if c.get(Slot::Unit).and_then(Unit::of) == Some(Unit::Weekend) {
        return Some("XXXX-WXX-WE".into());
    }
    if part.is_empty() { duration(c) } else { Some(format_compact!("XXXX-XX-XX{part}")) }
}
