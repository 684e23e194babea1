use std::fmt;

use thiserror::Error;

/// A lexicon that cannot be used. The message names file, line, column where there is one, what is wrong and what to do.
#[derive(Debug, Error)]
#[error("{file}{}{}: {message}\n  {remedy}", Place(*line), Place(*column))]
pub struct LexiconError {
    /// The file as the user knows it: `lexicon/actors/states.csv`, or the path of an overlay's file.
    pub file: String,
    /// The line, counted from 1, where one can be named.
    pub line: Option<u64>,
    /// The character of the line at which the value begins, counted from 1, where one can be named.
    pub column: Option<u64>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl LexiconError {
    /// An error at a line of a file.
    pub fn at(file: &str, line: u64, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.into(), line: Some(line), column: None, message: message.into(), remedy: remedy.into() }
    }

    /// An error about a file as a whole.
    pub fn file(file: &str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, column: None, message: message.into(), remedy: remedy.into() }
    }
}

/// A number behind a colon, or nothing.
struct Place(Option<u64>);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.map_or(Ok(()), |n| write!(f, ":{n}"))
    }
}
