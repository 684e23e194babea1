//! Publication dates as tools write them. Nothing here asks a clock.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

/// Values that stand for no date.
const NO_DATE: [&str; 7] = ["", "none", "null", "nan", "nat", "n/a", "unknown"];

/// Forms of written dates that leave no doubt about day and month, tried in this order on the whole value.
const WRITTEN: [&str; 8] = ["%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%A, %B %d, %Y", "%A, %d %B %Y"];

/// A value that is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDate;

/// The day that a record's date field names: ISO 8601 or RFC 2822 (the day as written, in its own zone), seconds or
/// milliseconds since 1970 (the day in UTC), or a written date. `Ok(None)`: the field says that there is none.
///
/// # Errors
/// A value that is no date.
pub fn from_value(value: &Value) -> Result<Option<Date>, NoDate> {
    match value {
        Value::Null => Ok(None),
        Value::Number(number) => number.as_f64().and_then(epoch).map(Some).ok_or(NoDate),
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
        let date = if text.len() == 8 { compact(text) } else { text.parse().ok().and_then(epoch) };
        return date.map(Some).ok_or(NoDate);
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        return Ok(Some(zoned.date()));
    }
    WRITTEN.iter().find_map(|form| Date::strptime(form, text).ok()).map(Some).ok_or(NoDate)
}

/// The ISO day at the start of `text`, where nothing but a time follows.
#[must_use]
pub fn iso_prefix(text: &str) -> Option<Date> {
    let day: Date = text.get(..10).filter(|d| d.is_ascii() && d.as_bytes()[4] == b'-' && d.as_bytes()[7] == b'-')?.parse().ok()?;
    let rest = text.get(10..).unwrap_or("");
    (rest.is_empty() || rest.starts_with(['T', 't', ' ', 'Z', '+'])).then_some(day)
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

/// The first full date inside a URL or file name: `/2025/03/12/`, `2025-03-12`, `2025_03_12`, `20250312`.
#[must_use]
pub fn inside(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    (0..bytes.len()).filter(|at| *at == 0 || !bytes[at - 1].is_ascii_digit()).find_map(|at| date_at(&bytes[at..]))
}

fn date_at(bytes: &[u8]) -> Option<Date> {
    let (year, rest) =
        digits(bytes, 4, 4).or_else(|| digits(bytes.get(..8)?, 8, 8).and_then(|_| digits(bytes.get(..4)?, 4, 4)).map(|(y, _)| (y, &bytes[4..])))?;
    if !(1800..2200).contains(&year) {
        return None;
    }
    let separator = *rest.first()?;
    let (month, day, rest) = if separator.is_ascii_digit() {
        let (month, _) = digits(rest.get(..2)?, 2, 2)?;
        let (day, end) = digits(rest.get(2..)?, 2, 2)?;
        (month, day, end)
    } else {
        if !matches!(separator, b'-' | b'/' | b'_' | b'.') {
            return None;
        }
        let (month, rest) = digits(&rest[1..], 1, 2)?;
        let (day, end) = digits(rest.strip_prefix(&[separator])?, 1, 2)?;
        (month, day, end)
    };
    if rest.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A number of `least` to `most` digits at the start of `bytes` that no further digit follows, and what follows.
fn digits(bytes: &[u8], least: usize, most: usize) -> Option<(i16, &[u8])> {
    let count = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if !(least..=most).contains(&count) {
        return None;
    }
    let number = bytes[..count].iter().take(4).fold(0i16, |n, b| n.wrapping_mul(10).wrapping_add(i16::from(b - b'0')));
    Some((number, &bytes[count..]))
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
            json!("6 February 2025"),
            json!("February 6, 2025"),
            json!("Feb 6, 2025"),
            json!({"$date": "2025-02-06T00:00:00Z"}),
        ] {
            assert_eq!(from_value(&value), day, "{value}");
        }
        for value in [json!(null), json!("None"), json!(""), json!("NaT")] {
            assert_eq!(from_value(&value), Ok(None), "{value}");
        }
        for value in [json!("yesterday"), json!("2025-02-31"), json!([1]), json!("2025-02-06x")] {
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
