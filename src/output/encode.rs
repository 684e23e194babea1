//! Rows as bytes.

use std::io;

use serde::Serialize;

/// `rows` as CSV, without a header: a bare newline behind each, UTF-8, quotes only where they are needed.
///
/// # Errors
/// Never in practice: rows are flat structures of text and numbers.
pub fn rows<T: Serialize>(rows: &[T]) -> io::Result<Vec<u8>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut writer = writer();
    for row in rows {
        writer.serialize(row).map_err(io::Error::other)?;
    }
    writer.into_inner().map_err(|e| io::Error::other(e.to_string()))
}

/// A writer for a few rows. The crate's own buffer is small: it is cleared when it is made, which costs more than to empty it.
fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().has_headers(false).buffer_capacity(1 << 10).from_writer(Vec::new())
}

/// `rows` as CSV, with the length of each.
///
/// # Errors
/// Never in practice.
pub fn rows_with_lengths<T: Serialize>(rows: &[T]) -> io::Result<(Vec<u8>, Vec<u32>)> {
    if rows.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let mut writer = writer();
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

/// A row that is held as text.
///
/// # Errors
/// Never in practice.
pub fn cells(cells: &[String]) -> io::Result<Vec<u8>> {
    texts(&[cells])
}

/// Rows that are held as text.
///
/// # Errors
/// Never in practice.
pub fn texts<R: AsRef<[T]>, T: AsRef<str>>(rows: &[R]) -> io::Result<Vec<u8>> {
    let mut writer = writer();
    for row in rows {
        writer.write_record(row.as_ref().iter().map(|cell| cell.as_ref().as_bytes())).map_err(io::Error::other)?;
    }
    writer.into_inner().map_err(|e| io::Error::other(e.to_string()))
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
