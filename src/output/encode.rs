//! Rows as bytes.

use std::io;

use serde::Serialize;

/// Form of a stream of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// RFC 4180 with a bare newline, UTF-8, no byte-order mark.
    #[default]
    Csv,
    /// One flat JSON object a line.
    Jsonl,
}

/// `rows` in the form `format`, without a header.
///
/// # Errors
/// Never in practice: rows are flat structures of text and numbers.
pub fn rows<T: Serialize>(rows: &[T], format: Format) -> io::Result<Vec<u8>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    match format {
        Format::Csv => csv(rows),
        Format::Jsonl => {
            let mut out = Vec::new();
            for row in rows {
                serde_json::to_writer(&mut out, row)?;
                out.push(b'\n');
            }
            Ok(out)
        }
    }
}

fn csv<T: Serialize>(rows: &[T]) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).map_err(io::Error::other)?;
    }
    writer.into_inner().map_err(|e| io::Error::other(e.to_string()))
}
