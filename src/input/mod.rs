//! Articles from files, folders, archives and standard input: found, unpacked, split into records, decoded, dated.
//!
//! Two steps, so that all cores can share the costly one. A thread of its own finds the files and cuts them into raw
//! records, in order and in constant memory (`feed`, `pack`, `archive`, `stream`, and the splitters `lines`, `json`,
//! `table`, `warc`, `marked`). A raw record is then decoded and read by whoever has time ([`Parser`]): `record`, `html`,
//! `xml`, `reuters`, `export`, `header`. Ids are given in input order at the end ([`Finisher`]).

mod archive;
mod articles;
mod decode;
mod digest;
mod discover;
mod export;
mod feed;
mod fields;
pub mod header;
mod html;
mod ids;
mod json;
mod limits;
mod lines;
mod marked;
mod mojibake;
mod pack;
mod parse;
mod published;
mod raw;
mod record;
mod reuters;
mod sniff;
mod stream;
mod table;
mod warc;
mod xml;

pub use articles::{Articles, Finisher, Records};
pub use decode::{Decoded, decode};
pub use digest::{ALGORITHM, Digest};
pub use discover::{KNOWN, total_bytes};
pub use fields::FieldNames;
pub use limits::Limits;
pub use parse::{Parsed, Parser};
pub use published::{from_text as parse_date, inside as date_inside, iso_prefix};
pub use raw::{Progress, Raw};

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
    /// Names of the fields of records.
    pub fields: FieldNames,
    /// Undo text that was decoded in the wrong encoding before it was written.
    pub fix_mojibake: bool,
    /// What is refused as too big.
    pub limits: Limits,
    /// Make a digest of what is read.
    pub digest: bool,
}

/// An input, or a part of one, that gave no article.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}{}: {message}", record.as_ref().map(|r| format!(":{r}")).unwrap_or_default())]
pub struct InputError {
    /// The file as rows name it.
    pub path: String,
    /// The member of the archive, the line or number of the record in it.
    pub record: Option<String>,
    /// `read`, `unpack`, `decode`, `record`, `blank` or `panic`.
    pub stage: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// Stage of files and records without any words: listed, but no failure.
pub const BLANK: &str = "blank";

impl InputError {
    /// A file that the system does not give.
    #[must_use]
    pub fn read(path: String, error: &std::io::Error) -> Self {
        Self { path, record: None, stage: "read", message: reason(error) }
    }

    /// The input could not be read; one without words could.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        self.stage != BLANK
    }
}

/// Why the system, or a decompressor, gives no more bytes.
fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder; check the spelling".into(),
        ErrorKind::PermissionDenied => "may not be read; change its permissions".into(),
        ErrorKind::Other => error.to_string(),
        _ => format!("cannot be read: {error}"),
    }
}
