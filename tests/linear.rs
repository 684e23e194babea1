//! Time grows with the length of a text, whatever is said in it over and over.
//!
//! Measured only where the program is optimised, in time that this thread has had a processor, so that a busy machine does
//! not matter; a unit that seems to cost more is measured again before it counts.

#![allow(clippy::unwrap_used)]
#![cfg(not(debug_assertions))]

use std::sync::LazyLock;
use std::time::Instant;

use dateline::output::annotation;
use dateline::pipeline::{Options, analyse_with};
use dateline::{Article, Lexicon};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

/// The shorter text takes about 20 to 200 ms; the longer one is four times as long.
const SHORT: usize = 200_000;

/// What two doublings may cost: 2.6 times each. Linear work gives 4, quadratic work 16.
const MOST: f64 = 2.6 * 2.6;

const UNITS: &[&str] = &[
    "Mr Tamm said that “a” ",
    "“a,” said b, ",
    "X, who said, ",
    "“ he said ",
    "“We attacked. They left” ",
    "” “",
    "‘“",
    "' \"a ",
    "A. ",
    ", and ",
    "Russia ",
    "RUSSIA ATTACKED UKRAINE ON MONDAY ",
    "Russian troops attacked Ukrainian soldiers ",
    "after Russia attacked Ukraine ",
    "In response to the attack, Russia expelled the diplomats ",
    "attacked killed said went expelled ",
    "dead injured wounded killed 5 12 ",
    "plans to threaten to attempt to agree to ",
    "Police arrested him.\n\n",
    "The move to attack the decision to withdraw ",
    "Oslo expelled two Danish envoys on Monday. Copenhagen retaliated. The move came after Oslo expelled the envoys. ",
    "he it they who its ",
    "very really quite officially official ",
    "Another bomb exploded in Lima. They met. ",
    "Russia expelled two British diplomats on Monday. Britain expelled two Russian diplomats a day later. ",
    "Chad expelled two Libyan envoys and Libya vowed to retaliate if Chad responded ",
    "Chad shelled Libya in revenge. Libya shelled Chad again in response. ",
];

/// Seconds on a processor since this thread began; wall time where the system does not tell.
fn now() -> f64 {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|t| t.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| BEGAN.elapsed().as_secs_f64(), |n| n / 1e9)
}

/// Seconds for the text of `bytes` bytes, the best of three.
fn seconds(unit: &str, bytes: usize) -> f64 {
    let options = Options { any_language: true, ..Options::default() };
    let run = || {
        let article = Article { id: "x".into(), text: unit.repeat(bytes / unit.len()), ..Article::default() };
        let began = now();
        std::hint::black_box(annotation(&analyse_with(article, &LEXICON, &options), &LEXICON));
        now() - began
    };
    (0..3).map(|_| run()).fold(f64::INFINITY, f64::min)
}

#[test]
fn four_times_the_text_takes_about_four_times_as_long() {
    for unit in UNITS {
        let times = || (seconds(unit, SHORT), seconds(unit, 4 * SHORT));
        let mut last = times();
        for _ in 0..3 {
            if last.1 < MOST * last.0 {
                break;
            }
            last = times();
        }
        assert!(last.1 < MOST * last.0, "`{unit}` takes {} s, and {} s for four times as much", last.0, last.1);
    }
}
