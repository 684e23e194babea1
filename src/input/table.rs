//! Tables: CSV and its dialects.

use std::io::BufRead;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use csv::{ByteRecord, ReaderBuilder};

use super::decode;
use super::feed::{At, Feed, Gone};
use super::limits::Fused;
use super::raw::Body;

/// Reads the rows; the first names the columns.
pub(super) fn read(feed: &mut Feed, at: &At, delimiter: u8, input: &mut dyn BufRead) -> Result<(), Gone> {
    // The reader counts a line where its line feed is read, which is after the row where a carriage return stands before it.
    let two_marks = input.fill_buf().is_ok_and(|head| memchr::memchr(b'\n', head).is_some_and(|at| at > 0 && head.get(at - 1) == Some(&b'\r')));
    let since = Arc::new(AtomicU64::new(0));
    let end = Arc::new(AtomicU8::new(0));
    let fused = Fused { inner: input, since: since.clone(), most: feed.limits.record_bytes, end: end.clone(), last: 0 };
    let mut rows = ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(fused);
    let mut row = ByteRecord::new();
    let mut columns: Option<Arc<Vec<String>>> = None;
    loop {
        since.store(0, Ordering::Relaxed);
        match rows.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => {
                let line = rows.position().line();
                let message = match error.into_kind() {
                    csv::ErrorKind::Io(error) => format!("the row {error}; a quotation mark may be missing. The rest of the file is left out"),
                    other => format!("the table is broken: {other:?}"),
                };
                return feed.fail(&at.place, Some(line), "read", message);
            }
        }
        match &columns {
            None => {
                let usual = |name: String| feed.names.usual(&name).map_or(name.clone(), str::to_string);
                columns = Some(Arc::new(row.iter().map(heading).map(usual).collect()));
            }
            Some(columns) => {
                let line = row.position().map_or(0, csv::Position::line) + u64::from(two_marks);
                let open = is_open(&row, end.load(Ordering::Relaxed));
                if open || has_swallowed(&row, columns.len(), delimiter) {
                    let lines = row.iter().map(|cell| memchr::memchr_iter(b'\n', cell).count()).sum::<usize>() + 1;
                    let message = format!("the row runs over {lines} lines: a quotation mark is missing, and rows may have been taken for its text; close it");
                    feed.fail(&at.place, Some(line), "read", message)?;
                    continue;
                }
                feed.put(&at.place, Some(line), Body::Row(columns.clone(), std::mem::take(&mut row)))?;
            }
        }
    }
}

/// The row has taken other rows for the text of a cell: the number of its columns is wrong, and a line inside a cell has as
/// many delimiters as a row.
fn has_swallowed(row: &ByteRecord, columns: usize, delimiter: u8) -> bool {
    let is_row = |line: &[u8]| memchr::memchr_iter(delimiter, line).count() + 1 >= columns;
    row.len() != columns && row.iter().any(|cell| cell.split(|b| *b == b'\n').skip(1).any(is_row))
}

/// The row goes on to the end of the table without the mark that would close its last cell; `end` is the last byte of the
/// table, 0 while there is more.
fn is_open(row: &ByteRecord, end: u8) -> bool {
    !matches!(end, 0 | b'"') && row.iter().next_back().is_some_and(|cell| cell.contains(&b'\n'))
}

fn heading(cell: &[u8]) -> String {
    let cell = decode::decode(cell.to_vec()).map(|d| d.text).unwrap_or_default();
    cell.trim_start_matches('\u{feff}').trim().trim_matches('"').to_string()
}
