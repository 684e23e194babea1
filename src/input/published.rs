//! Publication dates as tools write them. Nothing here asks a clock.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use regex::bytes::Regex;
use serde_json::Value;

/// Values that stand for no date.
const NO_DATE: [&str; 7] = ["", "none", "null", "nan", "nat", "n/a", "unknown"];

/// Forms of written dates that leave no doubt about day and month, tried in this order on the whole value.
const WRITTEN: [&str; 9] = ["%d-%b-%Y", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%A, %B %d, %Y", "%A, %d %B %Y"];

/// A value that is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDate;

/// The day that a record's date field names: ISO 8601 or RFC 2822 (the day as written, in its own zone), a number that is a
/// day (20250206), seconds or milliseconds since 1970 (the day in UTC), or a written date. `Ok(None)`: the field says that there is none.
///
/// # Errors
/// A value that is no date.
pub fn from_value(value: &Value) -> Result<Option<Date>, NoDate> {
    match value {
        Value::Null => Ok(None),
        // A number may be the day itself: 20250206.
        Value::Number(number) => {
            // Tables with gaps hold whole numbers as decimals.
            let decimal = number.as_f64().ok_or(NoDate)?;
            let whole = if decimal.fract() == 0.0 && (0.0..1e15).contains(&decimal) { compact_number(decimal as u64) } else { None };
            match whole {
                Some(day) => Ok(Some(day)),
                // Eight digits are meant as a day, be there such a day or not.
                None if (1e7..1e8).contains(&decimal) => Err(NoDate),
                None => instant(decimal),
            }
        }
        Value::String(text) => from_text(text),
        // MongoDB's extended JSON.
        Value::Object(map) => map.get("$date").map_or(Err(NoDate), from_value),
        _ => Err(NoDate),
    }
}

/// See [`from_value`].
///
/// # Errors
/// A value that is no date.
pub fn from_text(text: &str) -> Result<Option<Date>, NoDate> {
    let text = text.trim();
    if NO_DATE.iter().any(|n| n.eq_ignore_ascii_case(text)) {
        return Ok(None);
    }
    if let Some(date) = iso_prefix(text) {
        return Ok(Some(date));
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        // Tables with gaps write whole numbers as decimals.
        let whole = text.split_once('.').filter(|(_, zeros)| zeros.bytes().all(|b| b == b'0')).map_or(text, |(whole, _)| whole);
        if let Some(date) = whole.parse().ok().and_then(compact_number) {
            return Ok(Some(date));
        }
        let day_like = text.split('.').next().is_some_and(|digits| digits.len() == 8);
        return if day_like { Err(NoDate) } else { text.parse().map_or(Err(NoDate), instant) };
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        return Ok(Some(zoned.date()));
    }
    let written = |text: &str| WRITTEN.iter().find_map(|form| Date::strptime(form, text).ok());
    let day_and_time = || text.split_once([' ', 'T']).and_then(|(day, _)| if day.len() == 8 { compact(day) } else { written(day).or_else(|| slashed(day)) });
    written(text).or_else(|| slashed(text)).or_else(day_and_time).map(Some).ok_or(NoDate)
}

/// `25/02/2025` or `02/25/2025`, where the numbers leave no doubt which is the day.
fn slashed(text: &str) -> Option<Date> {
    let mut parts = text.split('/').map(str::parse::<i16>);
    let (Some(Ok(a)), Some(Ok(b)), Some(Ok(year @ 1800..2200)), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else { return None };
    let (day, month) = match (a, b) {
        (13..=31, 1..=12) => (a, b),
        (1..=12, 13..=31) => (b, a),
        (a, b) if a == b => (a, b),
        _ => return None,
    };
    Date::new(year, month as i8, day as i8).ok()
}

/// The ISO day at the start of `text`, where nothing but a time follows.
#[must_use]
pub fn iso_prefix(text: &str) -> Option<Date> {
    let day: Date = text.get(..10).filter(|d| d.is_ascii() && d.as_bytes()[4] == b'-' && d.as_bytes()[7] == b'-')?.parse().ok()?;
    let rest = text.get(10..).unwrap_or("");
    (rest.is_empty() || rest.starts_with(['T', 't', ' ', 'Z', '+'])).then_some(day)
}

/// A number that is a day, with or without its time: `20250206`, `202502061530`, `20250206153000`.
fn compact_number(number: u64) -> Option<Date> {
    // Without a time of day that there is, and before the first computers' clocks, they are milliseconds.
    let clock = |rest: u64, seconds: bool| {
        let (hour, minute, second) = if seconds { (rest / 10_000, rest / 100 % 100, rest % 100) } else { (rest / 100, rest % 100, 0) };
        hour < 24 && minute < 60 && second < 60
    };
    let forms = [(1, 18_000_101, true), (10_000, 19_700_101, false), (1_000_000, 19_700_101, true)];
    let fits = |&(time, first, seconds): &(u64, u64, bool)| (first..22_000_000).contains(&(number / time)) && clock(number % time, seconds);
    let day = forms.iter().find(|form| fits(form)).map(|(time, ..)| number / time)?;
    Date::new((day / 10_000) as i16, (day / 100 % 100) as i8, (day % 100) as i8).ok()
}

/// The day of an instant; zero stands for no instant at all.
fn instant(number: f64) -> Result<Option<Date>, NoDate> {
    if number == 0.0 { Ok(None) } else { epoch(number).map(Some).ok_or(NoDate) }
}

fn compact(text: &str) -> Option<Date> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    Date::new(number(0..4)?, i8::try_from(number(4..6)?).ok()?, i8::try_from(number(6..8)?).ok()?).ok()
}

/// Seconds since 1970, or milliseconds, or microseconds: no news is older than 1800 or younger than 2286.
fn epoch(number: f64) -> Option<Date> {
    let seconds = [1.0, 1e3, 1e6].iter().map(|unit| number / unit).find(|s| s.abs() < 1e10)?;
    Some(Timestamp::from_second(seconds.floor() as i64).ok()?.to_zoned(TimeZone::UTC).date())
}

/// A full date inside a name: year, month and day with one kind of separator, or eight digits; no digit on either side.
/// The classes are of bytes: names are matched at full speed whatever they hold.
const INSIDE: &str = r"(?x-u)
    (?: ^ | [^0-9] )
    (?: ([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})
      | ([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})
      | ([0-9]{4})_([0-9]{1,2})_([0-9]{1,2})
      | ([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})
      | ([0-9]{4})([0-9]{2})([0-9]{2}) )
    (?: [^0-9] | $ )";

static INSIDE_NAME: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(INSIDE).ok());

/// Names longer than this are not looked through to their end.
const LONGEST_NAME: usize = 4096;

/// The first full date inside a URL or file name: `/2025/03/12/`, `2025-03-12`, `2025_03_12`, `20250312`.
#[must_use]
pub fn inside(name: &str) -> Option<Date> {
    let name = name.as_bytes().get(..LONGEST_NAME).unwrap_or(name.as_bytes());
    let pattern = INSIDE_NAME.as_ref()?;
    let mut from = 0;
    while let Some(found) = pattern.captures_at(name, from) {
        let mut parts = found.iter().skip(1).flatten().filter_map(|m| std::str::from_utf8(m.as_bytes()).ok()?.parse::<i16>().ok());
        if let (Some(year @ 1800..2200), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) {
            let date = i8::try_from(month).ok().zip(i8::try_from(day).ok()).and_then(|(month, day)| Date::new(year, month, day).ok());
            if date.is_some() {
                return date;
            }
        }
        // The mark behind one candidate may open the next.
        from = found.get(0).map_or(name.len(), |m| m.end().saturating_sub(1).max(m.start() + 1));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    #[test]
    fn record_dates() {
        let day = Ok(Some(date(2025, 2, 6)));
        for value in [
            json!("2025-02-06"),
            json!("2025-02-06T23:30:00-05:00"),
            json!("2025-02-06 08:00:00"),
            json!("Thu, 06 Feb 2025 10:00:00 GMT"),
            json!("Thu, 6 Feb 2025 10:00:00 +0100"),
            json!(1_738_800_000),
            json!(1_738_800_000_000_i64),
            json!("1738800000"),
            json!("20250206"),
            json!(20_250_206),
            json!(20_250_206.0),
            json!(20_250_206_153_000_i64),
            json!("20250206153000"),
            json!("6 February 2025"),
            json!("February 6, 2025"),
            json!("Feb 6, 2025"),
            json!("06-FEB-2025 15:01:01.79"),
            json!("20250206T080000Z"),
            json!({"$date": "2025-02-06T00:00:00Z"}),
        ] {
            assert_eq!(from_value(&value), day, "{value}");
        }
        assert_eq!(from_value(&json!("25/02/2025")), from_value(&json!("02/25/2025")));
        for value in [json!(null), json!("None"), json!(""), json!("NaT"), json!(0), json!("0")] {
            assert_eq!(from_value(&value), Ok(None), "{value}");
        }
        for value in [
            json!("yesterday"),
            json!("2025-02-31"),
            json!([1]),
            json!("2025-02-06x"),
            json!("06/02/2025"),
            json!("1/2/3/4"),
            json!("20251306"),
            json!("20250206.5"),
            json!(20_251_306),
            json!(20_250_230),
        ] {
            assert_eq!(from_value(&value), Err(NoDate), "{value}");
        }
    }

    #[test]
    fn dates_inside_names() {
        let day = Some(date(2025, 3, 12));
        for name in ["https://x.example/2025/03/12/port", "/news/2025/3/12/", "2025-03-12-port", "port_20250312", "a-2025_03_12.b", "id1234567-2025-03-12"] {
            assert_eq!(inside(name), day, "{name}");
        }
        for name in ["/2025/03/", "2025-13-12", "port-12025-03-12", "202503121200", "", "2025", "1500-03-12", "2025-03-123"] {
            assert_eq!(inside(name), None, "{name}");
        }
    }
}
