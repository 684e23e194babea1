//! Tables as CSV, in one of two dialects.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Form, Wants, excel};
use crate::output::columns::{INCIDENTS, Table};
use crate::output::files::{Draft, OutFile, Sink, finish_all};
use crate::output::records::Records;

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// RFC 4180 with a bare newline, UTF-8, no byte-order mark. Nothing is altered.
    #[default]
    Rfc4180,
    /// For spreadsheet programs: a byte-order mark, CRLF, no formulas, no line breaks inside cells, cells and files no
    /// longer than these programs hold.
    Excel,
}

impl Dialect {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rfc4180 => "rfc4180",
            Self::Excel => "excel",
        }
    }

    /// What it alters in `table`, for the data package; nothing where it alters nothing.
    #[must_use]
    pub fn alterations(self, table: &Table) -> Option<Value> {
        let free: Vec<&str> = table.columns.iter().filter(|c| c.free).map(|c| c.name).collect();
        (self == Self::Excel).then(|| {
            json!({
                "dialect": self.name(),
                "line_break": {"written_as": excel::LINE_BREAK, "fields": free},
                "formula_guard": {"prefix": excel::GUARD, "before": excel::FORMULA, "fields": free},
                "cut": {"utf16_characters": excel::MOST_CHARACTERS, "named_in": excel::TRUNCATED},
                "rows_per_file": excel::MOST_ROWS,
            })
        })
    }

    /// The last column, which names the cells that were cut.
    #[must_use]
    pub fn extra_column(self) -> Option<&'static str> {
        (self == Self::Excel).then_some(excel::TRUNCATED)
    }
}

/// A table being written.
pub(super) struct CsvTable {
    table: &'static Table,
    dialect: Dialect,
    out: Sink,
    /// Where it goes; none is standard output, which is never split.
    place: Option<PathBuf>,
    /// Files that are full.
    full: Vec<Draft>,
    /// Rows of the present file, the header counted; counted only where it matters.
    rows: u32,
    most_rows: u32,
    row: Vec<u8>,
}

impl CsvTable {
    pub(super) fn create(table: &'static Table, dialect: Dialect, place: Option<&Path>) -> io::Result<Self> {
        let out = Sink::open(place)?;
        let mut made =
            Self { table, dialect, out, place: place.map(Path::to_path_buf), full: Vec::new(), rows: 0, most_rows: excel::MOST_ROWS, row: Vec::new() };
        made.header()?;
        Ok(made)
    }

    fn header(&mut self) -> io::Result<()> {
        self.rows = 1;
        match self.dialect {
            Dialect::Rfc4180 => writeln!(self.out, "{}", self.table.header()),
            Dialect::Excel => write!(self.out, "\u{feff}{},{}\r\n", self.table.header(), excel::TRUNCATED),
        }
    }

    pub(super) fn rows(&mut self, records: &[u8]) -> io::Result<()> {
        if self.dialect == Dialect::Rfc4180 {
            return self.out.write_all(records);
        }
        let mut records = Records::new(records)?;
        let mut cells = Vec::new();
        while records.read(&mut cells) {
            self.excel_row(&cells)?;
        }
        Ok(())
    }

    fn excel_row(&mut self, cells: &[Cow<'_, str>]) -> io::Result<()> {
        if self.rows == self.most_rows
            && let Some(place) = &self.place
        {
            let next = OutFile::create(&part(place, self.full.len() + 2))?;
            if let Sink::File(full) = std::mem::replace(&mut self.out, Sink::File(Box::new(next))) {
                self.full.push(full.whole()?);
            }
            self.header()?;
        }
        self.row.clear();
        let mut truncated = String::new();
        for (column, cell) in self.table.columns.iter().zip(cells) {
            let line = if column.free { excel::one_line(cell) } else { Cow::Borrowed(cell.as_ref()) };
            let line = if column.free && excel::needs_guard(&line) { Cow::Owned(format!("{}{line}", excel::GUARD)) } else { line };
            let kept = excel::cut(&line).inspect(|_| {
                truncated.push_str(if truncated.is_empty() { "" } else { "; " });
                truncated.push_str(column.name);
            });
            quote(kept.unwrap_or(&line), &mut self.row);
            self.row.push(b',');
        }
        quote(&truncated, &mut self.row);
        self.row.extend_from_slice(b"\r\n");
        self.rows = self.rows.saturating_add(1);
        self.out.write_all(&self.row)
    }

    /// Writes out what is left. The files are whole, and only their names are missing; standard output has none.
    pub(super) fn whole(mut self) -> io::Result<Vec<Draft>> {
        match self.out {
            Sink::Stdout(mut out) => out.flush()?,
            Sink::File(file) => self.full.push(file.whole()?),
        }
        Ok(self.full)
    }
}

/// Appends a cell.
fn quote(cell: &str, row: &mut Vec<u8>) {
    if !cell.bytes().any(|b| matches!(b, b'"' | b',' | b'\n' | b'\r')) {
        return row.extend_from_slice(cell.as_bytes());
    }
    row.push(b'"');
    for (index, part) in cell.split('"').enumerate() {
        row.extend_from_slice(if index == 0 { b"" } else { b"\"\"" });
        row.extend_from_slice(part.as_bytes());
    }
    row.push(b'"');
}

/// The name of a further file of a table: `incidents-2.csv`.
pub(in crate::output) fn part(place: &Path, number: usize) -> PathBuf {
    let stem = place.file_stem().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!("{stem}-{number}.csv"))
}

/// Removes the parts from `first` on that an earlier, longer output of the same name left.
fn remove_parts(place: &Path, first: usize) -> io::Result<()> {
    let header = format!("\u{feff}{},", INCIDENTS.header());
    for path in (first.max(2)..).map(|number| part(place, number)) {
        let mut head = vec![0; header.len()];
        let is_own = File::open(&path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == header.as_bytes();
        if !is_own {
            break;
        }
        std::fs::remove_file(path)?;
    }
    Ok(())
}

/// One CSV file of incidents, or standard output.
pub(super) struct Csv(pub CsvTable);

impl Form for Csv {
    fn wants(&self) -> Wants {
        Wants::Incidents
    }

    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()> {
        if table.name == INCIDENTS.name { self.0.rows(records) } else { Ok(()) }
    }

    fn note(&self) -> Option<String> {
        let rows = self.0.rows;
        (rows > self.0.most_rows).then(|| format!("{} rows are more than a sheet holds; a file x.csv is split, standard output is not", rows - 1))
    }

    fn finish(self: Box<Self>, _: &Value) -> io::Result<()> {
        let place = self.0.place.clone().filter(|_| self.0.dialect == Dialect::Excel);
        let files = self.0.whole()?;
        let next = files.len() + 1;
        finish_all(files)?;
        place.map_or(Ok(()), |place| remove_parts(&place, next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::columns::CHAINS;
    use crate::output::encode;

    fn table(place: &Path) -> CsvTable {
        CsvTable::create(&CHAINS, Dialect::Excel, Some(place)).unwrap()
    }

    #[test]
    fn long_tables_are_split() {
        let dir = tempfile::TempDir::new().unwrap();
        let mut table = table(&dir.path().join("x.csv"));
        table.most_rows = 3;
        table.rows(&encode::rows(&[("a", 1, "b"), ("c", 2, "d"), ("e", 3, "f"), ("g", 4, "h"), ("i", 5, "j")]).unwrap()).unwrap();
        finish_all(table.whole().unwrap()).unwrap();
        let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();
        let header = "\u{feff}chain_id,position,incident_id,truncated\r\n";
        assert_eq!(read("x.csv"), format!("{header}a,1,b,\r\nc,2,d,\r\n"));
        assert_eq!(read("x-2.csv"), format!("{header}e,3,f,\r\ng,4,h,\r\n"));
        assert_eq!(read("x-3.csv"), format!("{header}i,5,j,\r\n"));
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 3);
    }

    #[test]
    fn parts_of_an_earlier_output_go_with_it() {
        let dir = tempfile::TempDir::new().unwrap();
        let place = dir.path().join("x.csv");
        for (name, begins) in [("x-2.csv", INCIDENTS.header()), ("x-3.csv", INCIDENTS.header()), ("x-4.csv", "mine".into()), ("x-5.csv", INCIDENTS.header())] {
            std::fs::write(dir.path().join(name), format!("\u{feff}{begins},truncated\r\n")).unwrap();
        }
        let table = CsvTable::create(&INCIDENTS, Dialect::Excel, Some(&place)).unwrap();
        Box::new(Csv(table)).finish(&Value::Null).unwrap();
        let is_there = |name: &str| dir.path().join(name).exists();
        assert!(is_there("x.csv") && !is_there("x-2.csv") && !is_there("x-3.csv") && is_there("x-4.csv") && is_there("x-5.csv"));
    }

    #[test]
    fn cells_are_made_safe_and_the_cut_ones_named() {
        let dir = tempfile::TempDir::new().unwrap();
        let mut table = table(&dir.path().join("x.csv"));
        let long = "x".repeat(40_000);
        table.rows(&encode::rows(&[("=1,\"2\"\n3", -1, long.as_str())]).unwrap()).unwrap();
        finish_all(table.whole().unwrap()).unwrap();
        let written = std::fs::read_to_string(dir.path().join("x.csv")).unwrap();
        let row = written.split_once("\r\n").unwrap().1;
        assert_eq!(row, format!("\"'=1,\"\"2\"\"⏎3\",-1,{},incident_id\r\n", &long[..32_767]));
    }
}
