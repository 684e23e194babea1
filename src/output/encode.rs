//! Rows as bytes.

use std::io;

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
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    let mut lengths = Vec::with_capacity(rows.len());
    let mut end = 0;
    for row in rows {
        writer.serialize(row).map_err(io::Error::other)?;
        writer.flush()?;
        lengths.push((writer.get_ref().len() - end) as u32);
        end = writer.get_ref().len();
    }
    let bytes = writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
    Ok((bytes, lengths))
}

/// The cells of the first row in `bytes`, which this program wrote; a row that is cut off gives the cells that are there.
///
/// A reader of the csv crate builds its tables anew for each row, which costs more than all else that is done with it.
#[must_use]
pub fn split(bytes: &[u8]) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell: Vec<u8> = Vec::new();
    let mut quoted = false;
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'"' if quoted => {
                if rest.next_if_eq(&b'"').is_some() {
                    cell.push(b'"');
                } else {
                    quoted = false;
                }
            }
            b'"' => quoted = true,
            b',' if !quoted => cells.push(String::from_utf8_lossy(&std::mem::take(&mut cell)).into_owned()),
            b'\n' if !quoted => break,
            _ => cell.push(byte),
        }
    }
    cells.push(String::from_utf8_lossy(&cell).into_owned());
    cells
}

/// A row of `table` that is held as text, in the form `format`.
///
/// # Errors
/// Never in practice.
pub fn cells(cells: &[String], table: &Table, format: Format) -> io::Result<Vec<u8>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_split_as_they_were_written() {
        let row = ("plain", "with, comma", "two\nlines", "a \"word\"", None::<u8>, 1.5);
        let (bytes, lengths) = rows_with_lengths(&[row, row]).unwrap();
        assert_eq!(lengths, [bytes.len() as u32 / 2; 2]);
        assert_eq!(split(&bytes), ["plain", "with, comma", "two\nlines", "a \"word\"", "", "1.5"]);
    }
}
