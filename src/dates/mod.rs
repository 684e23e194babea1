//! Time expressions (TIMEX3) and their values.

mod choose;
mod distance;
mod examples;
mod filed;
mod find;
mod interval;
mod matcher;
mod numeral;
mod resolve;
mod run;
mod speech;
mod tense;
mod text;
mod value;

#[cfg(test)]
mod tests;

pub use distance::{Counted, Distance, counted, distance};
pub use examples::run_examples;
pub use filed::{dateline_words, published};
pub use find::find;

use std::ops::Range;

use compact_str::CompactString;
use jiff::civil::Date;

use crate::token::Span;

/// A time expression of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeExpression {
    /// Its words (bytes).
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// DATE, TIME, DURATION or SET.
    pub kind: TimexType,
    /// TIMEX3 value as TimeML 1.2.1 writes it: `2024-11`, `2025-W10`, `P2W`, `PAST_REF`, `XXXX-WXX-1`.
    pub value: CompactString,
    /// TimeML `mod`: `START`, `MID`, `END`, `APPROX`, ….
    pub modifier: Option<&'static str>,
    /// First and last possible day; none for durations, sets, vague and underspecified values.
    pub range: Option<(Date, Date)>,
    /// How precise the value is.
    pub precision: Precision,
    /// What the value was resolved against.
    pub anchor: Anchor,
    /// Part of the header of a text file: listed, never an act's date.
    pub header: bool,
    /// Index of its rule in the lexicon's date rules; [`crate::lexicon::Lexicon`] gives its id.
    pub rule: u16,
}

/// TIMEX3 type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TimexType {
    Date,
    Time,
    Duration,
    Set,
}

/// The contract's `date_precision`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Precision {
    Day,
    Week,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Range,
    Unknown,
}

/// What a value was resolved against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Nothing: a full date, a duration, a vague reference.
    None,
    /// The article's publication day.
    Published,
    /// Another time expression, by index in the article's list.
    Expression(u32),
}

impl TimexType {
    /// As TimeML writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

impl Precision {
    /// As the contract writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Range => "range",
            Self::Unknown => "unknown",
        }
    }
}
