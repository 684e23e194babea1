//! Values that stand for no stretch of the calendar: underspecified dates, durations, sets.

use crate::lexicon::{Captures, DateLexicon, DateOp, Holiday, Slot, Unit, VAGUE, part_key, season_key};

/// What is known of a date that nothing completes.
pub(super) fn open(op: DateOp, c: &Captures, dates: &DateLexicon) -> Option<String> {
    let unit = c.get(Slot::Unit).and_then(Unit::of);
    Some(match op {
        DateOp::Offset if c.get(Slot::Offset) == Some(0) => "PRESENT_REF".into(),
        DateOp::Offset | DateOp::Clock => "XXXX-XX-XX".into(),
        DateOp::Unit => of_unit(unit?).into(),
        DateOp::Date => of_parts(c, unit, dates)?,
        _ => return None,
    })
}

fn of_parts(c: &Captures, unit: Option<Unit>, dates: &DateLexicon) -> Option<String> {
    if unit == Some(Unit::Week) && c.get(Slot::Month).is_some() {
        return Some(of_unit(Unit::Week).into());
    }
    if let Some(month) = c.get(Slot::Month) {
        return Some(c.get(Slot::Day).map_or_else(|| format!("XXXX-{month:02}"), |day| format!("XXXX-{month:02}-{day:02}")));
    }
    if let Some(holiday) = c.get(Slot::Holiday).and_then(|h| dates.constants.holidays.get(h as usize)) {
        return Some(if let Holiday::Fixed(month, day) = holiday { format!("XXXX-{month:02}-{day:02}") } else { "XXXX-XX-XX".into() });
    }
    if let Some(weekday) = c.get(Slot::Weekday) {
        return Some(format!("XXXX-WXX-{weekday}"));
    }
    if let Some(season) = c.get(Slot::Season).and_then(season_key) {
        return Some(format!("XXXX-{season}"));
    }
    let ordinal = c.get(Slot::Ordinal).or_else(|| c.get(Slot::Number).map(|n| n / 100));
    match unit {
        Some(Unit::Quarter) => Some(format!("XXXX-Q{}", ordinal?)),
        Some(Unit::Half) => Some(format!("XXXX-H{}", ordinal?)),
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

/// `P2W`, `PT30M`, `PXD`, `P2.5Y`.
pub(super) fn duration(c: &Captures) -> Option<String> {
    let unit = c.get(Slot::Unit).and_then(Unit::of)?;
    let number = c.get(Slot::Number).unwrap_or(100);
    // Units that TIMEX3 writes as a number of others.
    let (times, key) = match unit {
        Unit::Fortnight => (2, "W"),
        Unit::Quarter => (3, "M"),
        Unit::Half => (6, "M"),
        Unit::Season => (3, "M"),
        Unit::Minute => (1, "M"),
        unit => (1, unit.key()),
    };
    let clock = if unit.is_clock() { "T" } else { "" };
    if number == VAGUE {
        return Some(format!("P{clock}X{key}"));
    }
    let number = number.checked_mul(times)?;
    // "A quarter of an hour", "half an hour" are minutes.
    if unit == Unit::Hour && number % 100 != 0 && number < 100 {
        return Some(format!("PT{}M", number * 60 / 100));
    }
    Some(match number % 100 {
        50 if unit == Unit::Hour => format!("PT{}H30M", number / 100),
        50 if unit == Unit::Year && number > 100 => format!("P{}Y6M", number / 100),
        0 => format!("P{clock}{}{key}", number / 100),
        rest if rest % 10 == 0 => format!("P{clock}{}.{}{key}", number / 100, rest / 10),
        rest => format!("P{clock}{}.{rest:02}{key}", number / 100),
    })
}

/// `P1D`, `XXXX-WXX-2`, `XXXX-WXX-2TNI`, `XXXX-12`.
pub(super) fn period(c: &Captures, dates: &DateLexicon) -> Option<String> {
    if let Some(fixed) = c.get(Slot::Fixed) {
        return dates.constants.fixed.get(fixed as usize).map(|f| f.to_string());
    }
    let part = c.get(Slot::Part).and_then(part_key).map(|p| format!("T{p}")).unwrap_or_default();
    if let Some(weekday) = c.get(Slot::Weekday) {
        return Some(format!("XXXX-WXX-{weekday}{part}"));
    }
    if c.get(Slot::Month).is_some() || c.get(Slot::Season).is_some() || c.get(Slot::Holiday).is_some() {
        return of_parts(c, None, dates);
    }
    if c.get(Slot::Unit).and_then(Unit::of) == Some(Unit::Weekend) {
        return Some("XXXX-WXX-WE".into());
    }
    if part.is_empty() { duration(c) } else { Some(format!("XXXX-XX-XX{part}")) }
}
