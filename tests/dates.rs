//! Bad input, long runs and far years: no panic, no day that the text does not name, linear time.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use dateline::dates::{Anchor, Precision, TimeExpression, distance};
use dateline::lexicon::Unit;
use dateline::text::{Published, PublishedFrom};
use dateline::{Article, Lexicon, analyse};
use jiff::civil::{Date, date};
use proptest::prelude::*;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

/// A Wednesday.
const TODAY: Date = date(2025, 3, 12);

fn found(text: &str, published: Option<Date>) -> Vec<TimeExpression> {
    let published = published.map(|date| Published { date, from: PublishedFrom::Record });
    analyse(Article { text: text.into(), published, ..Article::default() }, &LEXICON).dates
}

fn days(text: &str) -> Vec<String> {
    found(text, Some(TODAY)).into_iter().filter(|d| d.precision == Precision::Day && d.anchor == Anchor::None).map(|d| d.value.to_string()).collect()
}

const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The ways in which news writes a day; `None` where the order of day and month is open.
fn written(year: i32, month: usize, day: u32) -> Vec<String> {
    let name = MONTHS[month - 1];
    let short = if (5..=7).contains(&month) { name.to_owned() } else { format!("{}.", &name[..3]) };
    vec![
        format!("They met on {day} {name} {year}."),
        format!("They met on {name} {day}, {year}."),
        format!("They met on the {day}th of {name}, {year}."),
        format!("They met on {year:04}-{month:02}-{day:02}."),
        format!("They met on {short} {day}, {year}."),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_day_is_read_as_written_or_not_at_all(year in 1000i32..2200, month in 1usize..=12, day in 1u32..=31) {
        let real = Date::new(year as i16, month as i8, day as i8).ok().map(|d| d.to_string());
        for text in written(year, month, day) {
            let days = days(&text);
            match &real {
                Some(real) => prop_assert_eq!(&days, &vec![real.clone()], "{}", text),
                None => prop_assert!(days.is_empty(), "{}: {:?}", text, days),
            }
        }
    }

    #[test]
    fn numbers_out_of_range_give_no_day(year in prop_oneof![Just(0u32), 10_000u32..200_000], month in 13u32..99, day in 32u32..99) {
        for text in [
            format!("They met on {day} May 2024."),
            format!("They met on May {day}, 2024."),
            format!("They met on 2024-{month}-05."),
            format!("They met on {month}/{day}/2024."),
            format!("They met on {day}.{month}.2024."),
            format!("They met on 3 May {year}."),
        ] {
            let days = days(&text);
            prop_assert!(days.is_empty(), "{}: {:?}", text, days);
        }
    }

    #[test]
    fn clock_times_stay_within_the_day(hour in 0u32..99, minute in 0u32..99) {
        for d in found(&format!("They met at {hour}:{minute:02} on Monday."), Some(TODAY)) {
            if let Some((_, clock)) = d.value.split_once('T') {
                let (h, m) = clock.split_once(':').unwrap();
                prop_assert!(h.parse::<u32>().unwrap() == hour && hour <= 24, "{}", d.value);
                prop_assert!(m.parse::<u32>().unwrap() == minute && minute < 60, "{}", d.value);
            }
        }
    }

    #[test]
    fn far_counts_never_panic(number in any::<u64>(), unit in "(day|week|month|year|decade|century|hour|fortnight|quarter)s?", tail in "(ago|later|earlier|from now|before)", year in 1i16..9999) {
        let text = format!("He left {number} {unit} {tail}. The next {unit} he came. On 29 February he left.");
        for d in found(&text, Some(date(year, 2, 28))) {
            prop_assert!(d.range.is_none_or(|r| r.0 <= r.1));
        }
    }

    #[test]
    fn ranges_hold_the_value(text in "(They (met|will meet) )(last|next|this|on|in|by|two|a few|the) (Monday|March|week|month|year|years ago|quarter|weekend|Easter|Ramadan|summer|decade|3rd of May)( 2019| morning| later)?[.]") {
        for d in found(&text, Some(TODAY)) {
            if d.precision == Precision::Day {
                let (from, to) = d.range.unwrap();
                prop_assert_eq!(from, to);
                prop_assert!(d.value.starts_with(&from.to_string()), "{} {}", d.value, from);
            }
        }
    }
}

#[test]
fn days_that_are_none() {
    for text in [
        "On 30 February 2024 they met.",
        "On Feb 29, 2015 they met.",
        "On 31 April they met.",
        "At 25:61 they met.",
        "In the year 0 they met.",
        "In year 99999 they met.",
        "On 00.00.0000 they met.",
        "On 2024-00-10 they met.",
    ] {
        assert!(days(text).is_empty() && found(text, Some(TODAY)).iter().all(|d| d.precision != Precision::Day), "{text}");
    }
    // A day that only some years have is one of those.
    assert_eq!(found("On 29 February they met.", Some(TODAY))[0].value, "2024-02-29");
}

/// Seconds for `text` repeated to some length; the best of three.
fn seconds(unit: &str, bytes: usize) -> Duration {
    let text = unit.repeat(bytes / unit.len());
    let article = Article { text, published: Some(Published { date: TODAY, from: PublishedFrom::Record }), ..Article::default() };
    let surface = dateline::text::surface(&article, &LEXICON);
    let syntax = dateline::syntax::parse(&article, &surface, &LEXICON);
    let run = || {
        let start = Instant::now();
        std::hint::black_box(dateline::dates::find(&article, &surface, &syntax, &LEXICON));
        start.elapsed()
    };
    (0..3).map(|_| run()).min().unwrap()
}

#[test]
fn long_runs_cost_linear_time() {
    for unit in [
        "1",
        "1,",
        "1/",
        "1-",
        "12:",
        "1.1.",
        "2024-",
        "2024 ",
        "10 ",
        "two hundred and ",
        "the ",
        "of the last ",
        "May ",
        "3 May, ",
        "year ",
        "two years ",
        "half a ",
        "Monday, ",
        "March 3 to ",
        "' 98 ",
        "24/7 ",
        "(0735 GMT) ",
        "first quarter of the ",
        "in the early hours of ",
        "a week ago on ",
    ] {
        let (short, long) = (seconds(unit, 20_000), seconds(unit, 160_000));
        // Eight times the text; a quadratic search would take 64 times as long.
        assert!(long < (short + Duration::from_millis(2)) * 24, "{unit:?}: {short:?} for 20 kB, {long:?} for 160 kB");
    }
}

#[test]
fn the_arithmetic_of_a_value_is_told() {
    let text = "He left on Monday. Two days later she came. Last month they met. In 2019 it rained.";
    let dates = found(text, Some(TODAY));
    let of = |i: usize| distance(&dates[i], &dates, Some(TODAY)).map(|d| (d.from.to_string(), d.count, d.unit));
    assert_eq!(of(0), Some(("2025-03-12".into(), -2, Unit::Day)));
    assert_eq!(of(1), Some(("2025-03-10".into(), 2, Unit::Day)));
    assert_eq!(of(2), Some(("2025-03-12".into(), -1, Unit::Month)));
    assert_eq!(of(3), None);
}
