//! All tables as the sheets of an Excel workbook.

use std::borrow::Cow;
use std::io;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde_json::Value;

use super::{Form, excel};
use crate::output::columns::{Column, TABLES, Table};
use crate::output::files::OutFile;
use crate::output::records::Records;
use crate::panics;

/// From here on files of the archive need the larger form of ZIP. The bytes counted are those of the cells, the smaller part.
const LARGE: u64 = 1 << 29;
/// The serial numbers of earlier days are not the same in all programs.
const FIRST_DAY: &str = "1900-03-01";
/// Widths of columns, in characters.
const WIDTHS: [(&[&str], f64); 5] = [
    (&["sentence", "quote", "text", "message"], 60.0),
    (&["article_title", "title", "article_url", "url", "article_path", "path", "incident_id", "act_id", "chain_id", "in_response_to"], 36.0),
    (&["action", "cameo_label", "source_name", "target_name", "speaker_name", "name", "attributed_to", "article_id", "quote_id", "actor_id"], 24.0),
    (&["date", "date_from", "date_to", "article_published", "published", "from", "to"], 12.0),
    (&["quad_class", "goldstein", "killed", "injured", "mentions", "articles", "incidents", "confidence", "span_start", "span_end", "position"], 10.0),
];

/// A workbook being written. Rows go through temporary files beside it, so that memory does not grow with them.
pub(super) struct Xlsx {
    book: Workbook,
    /// The sheets of each table, in the order of [`TABLES`]; the last is the one that grows.
    sheets: Vec<Vec<Worksheet>>,
    /// Rows of each table's last sheet, the header counted.
    rows: Vec<u32>,
    out: OutFile,
    bytes: u64,
    formats: Formats,
    most_rows: u32,
}

struct Formats {
    header: Format,
    day: Format,
}

impl Xlsx {
    pub(super) fn create(place: &Path) -> io::Result<Self> {
        let out = OutFile::create(place)?;
        let mut book = Workbook::new();
        let folder = place.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        book.set_tempdir(folder).map_err(as_io)?;
        // The time of writing would make each file another.
        let properties = ExcelDateTime::from_ymd(2000, 1, 1).map(|day| DocProperties::new().set_creation_datetime(&day));
        book.set_properties(&properties.map_err(as_io)?);
        let formats = Formats { header: Format::new().set_bold(), day: Format::new().set_num_format("yyyy-mm-dd") };
        let mut made = Self { book, sheets: Vec::new(), rows: vec![1; TABLES.len()], out, bytes: 0, formats, most_rows: excel::MOST_ROWS };
        for table in &TABLES {
            let sheet = made.sheet(table, 1)?;
            made.sheets.push(vec![sheet]);
        }
        Ok(made)
    }

    /// An empty sheet with its header.
    fn sheet(&mut self, table: &Table, number: usize) -> io::Result<Worksheet> {
        let name = if number == 1 { table.name.to_string() } else { format!("{}-{number}", table.name) };
        let mut sheet = self.book.new_worksheet_with_constant_memory().map_err(as_io)?;
        let header = &self.formats.header;
        guarded(|| {
            sheet.set_name(name)?;
            sheet.set_freeze_panes(1, 0)?;
            let names = table.columns.iter().map(|c| c.name).chain([excel::TRUNCATED]);
            for (at, name) in (0u16..).zip(names) {
                sheet.write_string_with_format(0, at, name, header)?;
                sheet.set_column_width(at, width(name))?;
            }
            Ok(())
        })?;
        Ok(sheet)
    }
}

impl Form for Xlsx {
    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()> {
        let number = table.number();
        self.bytes += records.len() as u64;
        let mut records = Records::new(records)?;
        let mut cells = Vec::new();
        while records.read(&mut cells) {
            if self.rows[number] == self.most_rows {
                let next = self.sheet(table, self.sheets[number].len() + 1)?;
                self.sheets[number].push(next);
                self.rows[number] = 1;
            }
            let Some(sheet) = self.sheets[number].last_mut() else { continue };
            guarded(|| write_row(sheet, self.rows[number], table.columns, &cells, &self.formats.day))?;
            self.rows[number] += 1;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &Value) -> io::Result<()> {
        let Self { mut book, sheets, rows, mut out, bytes, most_rows, .. } = *self;
        guarded(|| {
            for ((table, sheets), last_rows) in TABLES.iter().zip(sheets).zip(rows) {
                let last = sheets.len() - 1;
                for (number, mut sheet) in sheets.into_iter().enumerate() {
                    let rows = if number == last { last_rows } else { most_rows };
                    sheet.autofilter(0, 0, rows - 1, table.columns.len() as u16)?;
                    book.push_worksheet(sheet);
                }
            }
            book.use_zip_large_file(bytes > LARGE);
            book.save_to_writer(&mut out)
        })?;
        out.finish()
    }
}

/// Writes a row: numbers and whole days as what they are, all else as text. No text is ever a formula or a link.
fn write_row(sheet: &mut Worksheet, row: u32, columns: &[Column], cells: &[Cow<'_, str>], day: &Format) -> Result<(), XlsxError> {
    let mut truncated = String::new();
    for (at, (column, cell)) in (0u16..).zip(columns.iter().zip(cells)) {
        if cell.is_empty() {
            continue;
        }
        if column.is_number()
            && let Ok(number) = cell.parse::<f64>()
        {
            sheet.write_number(row, at, number)?;
        } else if let Some(date) = whole_day(column, cell) {
            sheet.write_datetime_with_format(row, at, &date, day)?;
        } else {
            let text = line_feeds(cell);
            let kept = excel::cut(&text).inspect(|_| {
                truncated.push_str(if truncated.is_empty() { "" } else { "; " });
                truncated.push_str(column.name);
            });
            sheet.write_string(row, at, kept.unwrap_or(&text))?;
        }
    }
    if !truncated.is_empty() {
        sheet.write_string(row, columns.len() as u16, truncated)?;
    }
    Ok(())
}

/// The day that the cell holds, if its column holds dates and it is no month or year.
fn whole_day(column: &Column, cell: &str) -> Option<ExcelDateTime> {
    if column.kind != "date" && column.name != "date" || cell.len() != 10 || cell < FIRST_DAY {
        return None;
    }
    let mut parts = cell.split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// Line breaks as cells of a workbook have them.
fn line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

fn width(column: &str) -> f64 {
    WIDTHS.iter().find(|(names, _)| names.contains(&column)).map_or(14.0, |(_, width)| *width)
}

/// The library panics where a temporary file cannot be written.
fn guarded(work: impl FnOnce() -> Result<(), XlsxError>) -> io::Result<()> {
    match panics::caught(work) {
        Ok(done) => done.map_err(as_io),
        Err(what) if what.contains("StorageFull") => Err(io::ErrorKind::StorageFull.into()),
        Err(what) => Err(io::Error::other(format!("the workbook's temporary file: {what}"))),
    }
}

fn as_io(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        XlsxError::ZipError(error) => error.into(),
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::output::columns::CHAINS;
    use crate::output::encode;

    #[test]
    fn full_sheets_go_on_and_cut_cells_are_named() {
        let dir = tempfile::TempDir::new().unwrap();
        let place = dir.path().join("x.xlsx");
        let mut book = Xlsx::create(&place).unwrap();
        book.most_rows = 3;
        let long = "x".repeat(40_000);
        book.rows(&CHAINS, &encode::rows(&[("a", 1, "b"), ("c", 2, "d"), (&long, 3, "f"), ("g", 4, "h")]).unwrap()).unwrap();
        book.rows(&CHAINS, &encode::rows(&[("i", 5, "j")]).unwrap()).unwrap();
        Box::new(book).finish(&Value::Null).unwrap();
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "no temporary files");
        let mut archive = zip::ZipArchive::new(std::fs::File::open(&place).unwrap()).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let names = part("xl/workbook.xml");
        assert!(names.contains("name=\"chains\"") && names.contains("name=\"chains-3\"") && !names.contains("chains-4"));
        // Chains are the sixth table.
        let second = part("xl/worksheets/sheet7.xml");
        assert!(second.contains("<t>chain_id</t>") && second.contains("<v>4</v>") && !second.contains("<v>5</v>"));
        assert!(second.contains(&format!("<t>{}</t>", &long[..excel::MOST_CHARACTERS])) && second.contains("r=\"D2\" t=\"inlineStr\"><is><t>chain_id</t>"));
        assert!(second.contains("<autoFilter ref=\"A1:D3\"/>"));
    }
}
