//! A digest of what was read, to tell whether two runs had the same input.
//!
//! Each record has a digest, made by the worker that reads it; that of the run is made of those, in the order of the input.
//! So it costs no second pass and is the same at any number of threads. It is of contents, as they lie in the files after
//! unpacking: the names of the files and how they are packed do not count.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::raw::Body;

/// How it is made.
pub const ALGORITHM: &str = "SHA-256 of the SHA-256 of each record, in order";

/// The digest of one record; none where there are no contents.
pub(super) fn of(body: &Body) -> Option<[u8; 32]> {
    let mut hash = Sha256::new();
    match body {
        Body::Text(bytes) | Body::Json(bytes) | Body::Html(bytes, _) | Body::Reuters(bytes) | Body::Xml(bytes) | Body::Lexis(bytes) | Body::Factiva(bytes) => {
            hash.update(bytes);
        }
        Body::Row(columns, row) => {
            // Lengths, so that a text is not the same when it moves to another column.
            for cell in columns.iter().map(String::as_bytes).chain(row.iter()) {
                hash.update((cell.len() as u64).to_le_bytes());
                hash.update(cell);
            }
        }
        Body::Failed(..) | Body::End => return None,
    }
    Some(hash.finalize().into())
}

/// The digest of a run.
#[derive(Debug, Default)]
pub struct Digest {
    hash: Sha256,
    any: bool,
}

impl Digest {
    pub(super) fn add(&mut self, record: Option<[u8; 32]>) {
        if let Some(record) = record {
            self.hash.update(record);
            self.any = true;
        }
    }

    /// In hexadecimal; none where nothing was read, or digests were not asked for.
    #[must_use]
    pub fn hex(&self) -> Option<String> {
        self.any.then(|| {
            self.hash.clone().finalize().iter().fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            })
        })
    }
}
