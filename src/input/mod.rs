//! Articles from files, folders and standard input: found, decoded, split into records, dated.

mod decode;
mod discover;
pub mod header;
mod ids;
mod published;
mod reader;
mod record;

pub use decode::{Decoded, decode};
pub use discover::{ENDINGS, total_bytes};
pub use published::{from_text as parse_date, inside as date_inside, iso_prefix};
pub use reader::Articles;

use std::path::PathBuf;

use jiff::civil::Date;
use thiserror::Error;

/// What is known before anything is read.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    /// The day for articles that give none themselves.
    pub published: Option<Date>,
    /// Files below this folder are named from there.
    pub base: Option<PathBuf>,
}

/// An input, or a part of one, that gave no article.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}{}: {message}", record.as_ref().map(|r| format!(":{r}")).unwrap_or_default())]
pub struct InputError {
    /// The file as rows name it.
    pub path: String,
    /// The line or member.
    pub record: Option<String>,
    /// `read`, `decode`, `record` or `panic`.
    pub stage: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

impl InputError {
    /// A file that the system does not give.
    #[must_use]
    pub fn read(path: String, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let message = match error.kind() {
            ErrorKind::NotFound => "there is no such file or folder; check the spelling".into(),
            ErrorKind::PermissionDenied => "may not be read; change its permissions".into(),
            _ => format!("cannot be read: {error}"),
        };
        Self { path, record: None, stage: "read", message }
    }
}
