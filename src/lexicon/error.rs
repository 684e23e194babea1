use thiserror::Error;

/// A lexicon that cannot be used. The message names file, line, what is wrong and what to do.
#[derive(Debug, Error)]
#[error("{file}{}: {message}\n  {remedy}", line.map(|l| format!(":{l}")).unwrap_or_default())]
pub struct LexiconError {
    /// The file as the user knows it: `lexicon/actors/states.csv`, or the path of an overlay's file.
    pub file: String,
    /// The line, counted from 1, where one can be named.
    pub line: Option<u64>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl LexiconError {
    /// An error at a line of a file.
    pub fn at(file: &str, line: u64, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.into(), line: Some(line), message: message.into(), remedy: remedy.into() }
    }

    /// An error about a file as a whole.
    pub fn file(file: &str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, message: message.into(), remedy: remedy.into() }
    }
}
