//! Exit statuses and what is said with them.

use std::io;
use std::path::Path;

use crate::lexicon::LexiconError;
use crate::output::forms::Refused;

/// Done, but some inputs could not be read.
pub const PARTIAL: u8 = 2;
/// Nothing could be read, or `check` or `diff` found differences.
pub const NOTHING: u8 = 1;
const USAGE: u8 = 64;
const CANNOT_CREATE: u8 = 73;
/// Writing failed.
pub const WRITE_FAILED: u8 = 74;
/// Ended by the user.
pub const INTERRUPTED: i32 = 130;

/// Why the program ends early.
#[derive(Debug)]
pub struct Failure {
    /// Exit status.
    pub status: u8,
    /// What is wrong and what to do; empty where nothing is to be said (a closed pipe).
    pub message: String,
}

impl Failure {
    /// A broken lexicon.
    pub const LEXICON: u8 = 65;

    /// The command line is wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { status: USAGE, message: message.into() }
    }

    /// Nothing can be read, or nothing can be compared.
    pub fn nothing(message: impl Into<String>) -> Self {
        Self { status: NOTHING, message: message.into() }
    }

    /// An output cannot be made.
    pub fn cannot_create(path: &Path, why: impl std::fmt::Display) -> Self {
        Self { status: CANNOT_CREATE, message: format!("{}: {why}", path.display()) }
    }

    /// Writing failed on the way. A reader that has closed the pipe has seen enough: that is no failure.
    pub fn writing(what: &str, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { status: 0, message: String::new() };
        }
        let remedy = if error.kind() == io::ErrorKind::StorageFull { "; free some space and run again" } else { "" };
        Self { status: WRITE_FAILED, message: format!("writing {what} failed: {error}{remedy}") }
    }
}

impl From<LexiconError> for Failure {
    fn from(error: LexiconError) -> Self {
        Self { status: Self::LEXICON, message: error.to_string() }
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::cannot_create(&refused.path, refused.why)
    }
}
