//! Rows as bytes.

use std::io;

use csv::StringRecord;
use serde::Serialize;

use super::columns::Table;

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

/// `rows` as CSV, with the length of each.
///
/// # Errors
/// Never in practice.
pub fn rows_with_lengths<T: Serialize>(rows: &[T]) -> io::Result<(Vec<u8>, Vec<u32>)> {
    let (mut bytes, mut lengths) = (Vec::new(), Vec::with_capacity(rows.len()));
    for row in rows {
        let before = bytes.len();
        let mut writer = csv::WriterBuilder::new().has_headers(false).buffer_capacity(1 << 10).from_writer(&mut bytes);
        writer.serialize(row).map_err(io::Error::other)?;
        writer.flush()?;
        drop(writer);
        lengths.push((bytes.len() - before) as u32);
    }
    Ok((bytes, lengths))
}

/// A row of `table` that is held as text, in the form `format`.
///
/// # Errors
/// Never in practice.
pub fn cells(cells: &StringRecord, table: &Table, format: Format) -> io::Result<Vec<u8>> {
    match format {
        Format::Csv => {
            let mut writer = csv::WriterBuilder::new().has_headers(false).buffer_capacity(1 << 10).from_writer(Vec::new());
            writer.write_record(cells).map_err(io::Error::other)?;
            writer.into_inner().map_err(|e| io::Error::other(e.to_string()))
        }
        Format::Jsonl => {
            let mut out = Vec::with_capacity(1 << 10);
            for (index, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
                out.push(if index == 0 { b'{' } else { b',' });
                serde_json::to_writer(&mut out, column.name)?;
                out.push(b':');
                match column.kind {
                    _ if cell.is_empty() => out.extend_from_slice(b"null"),
                    "integer" | "number" => out.extend_from_slice(cell.as_bytes()),
                    _ => serde_json::to_writer(&mut out, cell)?,
                }
            }
            out.extend_from_slice(b"}\n");
            Ok(out)
        }
    }
}
