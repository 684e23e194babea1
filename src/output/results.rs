//! Reads back what a run wrote, as rows for another form: a folder of tables, a database, or one file of incidents.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::columns::{ARTICLES, ERRORS, EVIDENCE, INCIDENTS, QUOTES, Table};
use super::encode;
use super::forms::{Form, part};

/// Rows handed over at a time.
const ROWS: usize = 512;
/// A line of incidents is never longer; what is longer is no such line.
const LINE: u64 = 1 << 20;
/// Tables that are read, incidents before what belongs to them.
static TABLES: [Table; 5] = [INCIDENTS, EVIDENCE, QUOTES, ARTICLES, ERRORS];

/// What an earlier run wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Results {
    /// The folder of all tables.
    Folder(PathBuf),
    /// Incidents as CSV, in either dialect.
    Csv(PathBuf),
    /// Incidents as JSON Lines.
    Jsonl(PathBuf),
    /// All tables in a SQLite database.
    Sqlite(PathBuf),
}

impl Results {
    /// The results at `path`; none where it holds something else, as articles do.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn at(path: &Path) -> io::Result<Option<Self>> {
        if path.is_dir() {
            let table = path.join("incidents.csv");
            let is_set = table.is_file() && matches!(Self::at(&table)?, Some(Self::Csv(_)));
            return Ok(is_set.then(|| Self::Folder(path.into())));
        }
        let mut head = Vec::new();
        File::open(path)?.take(LINE).read_to_end(&mut head)?;
        let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
        Ok(if head.starts_with(b"SQLite format 3\0") {
            Some(Self::Sqlite(path.into()))
        } else if is_header(line) {
            Some(Self::Csv(path.into()))
        } else if is_object(line) {
            Some(Self::Jsonl(path.into()))
        } else {
            None
        })
    }

    /// Hands the rows of incidents, and of what belongs to them, to `form`; gives what the run said of itself.
    ///
    /// # Errors
    /// The file that is broken and what is wrong with it; or `form` failed.
    pub fn hand(&self, form: &mut dyn Form) -> io::Result<Value> {
        match self {
            Self::Csv(path) => csv_parts(path, &TABLES[0], form).map(|()| Value::Null),
            Self::Jsonl(path) => json_lines(path, form).map(|()| Value::Null),
            Self::Folder(folder) => {
                let place = |table: &Table| folder.join(format!("{}.csv", table.name));
                TABLES.iter().filter(|t| place(t).is_file()).try_for_each(|t| csv_parts(&place(t), t, form))?;
                let run = std::fs::read(folder.join("run.json")).ok();
                Ok(run.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
            }
            #[cfg(feature = "sqlite")]
            Self::Sqlite(path) => sqlite::hand(path, form).map_err(|e| broken(path, &e)),
            #[cfg(not(feature = "sqlite"))]
            Self::Sqlite(path) => Err(broken(path, &"this build of the program reads no SQLite; build it with --features sqlite")),
        }
    }
}

fn broken(path: &Path, why: &dyn std::fmt::Display) -> io::Error {
    io::Error::other(format!("{}: {why}", path.display()))
}

/// The line names the columns of incidents.
fn is_header(line: &[u8]) -> bool {
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    let names: Vec<_> = line.split(|b| *b == b',').collect();
    [b"incident_id".as_slice(), b"cameo_code"].iter().all(|wanted| names.contains(wanted))
}

/// The line is an incident.
fn is_object(line: &[u8]) -> bool {
    serde_json::from_slice::<Map<String, Value>>(line).is_ok_and(|row| row.contains_key("incident_id") && row.contains_key("cameo_code"))
}

/// Collects rows and hands them over, some at a time.
struct Hand<'f> {
    form: &'f mut dyn Form,
    table: &'static Table,
    rows: Vec<Vec<String>>,
}

impl<'f> Hand<'f> {
    fn new(table: &'static Table, form: &'f mut dyn Form) -> Self {
        Self { form, table, rows: Vec::with_capacity(ROWS) }
    }

    fn push(&mut self, row: Vec<String>) -> io::Result<()> {
        self.rows.push(row);
        if self.rows.len() < ROWS { Ok(()) } else { self.finish() }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.form.rows(self.table, &encode::texts(&std::mem::take(&mut self.rows))?)
    }
}

/// A table in a file, and in the further files that it was split into.
fn csv_parts(path: &Path, table: &'static Table, form: &mut dyn Form) -> io::Result<()> {
    let mut place = Cow::Borrowed(path);
    for number in 2.. {
        csv_table(&place, table, form).map_err(|e| broken(&place, &e))?;
        place = Cow::Owned(part(path, number));
        if !place.is_file() || !matches!(Results::at(&place)?, Some(Results::Csv(_))) && table.name == INCIDENTS.name {
            break;
        }
    }
    Ok(())
}

/// Columns are told by their names: those that a file lacks stay empty, those that it has besides are left.
fn csv_table(path: &Path, table: &'static Table, form: &mut dyn Form) -> io::Result<()> {
    let mut reader = csv::Reader::from_path(path)?;
    let header = reader.headers()?;
    let places: Vec<_> = table.columns.iter().map(|c| header.iter().position(|name| name == c.name)).collect();
    let mut hand = Hand::new(table, form);
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        hand.push(places.iter().map(|p| p.and_then(|p| row.get(p)).unwrap_or_default().to_owned()).collect())?;
    }
    hand.finish()
}

fn json_lines(path: &Path, form: &mut dyn Form) -> io::Result<()> {
    let table = &TABLES[0];
    let mut reader = BufReader::new(File::open(path)?);
    let mut hand = Hand::new(table, form);
    let mut line = Vec::new();
    for number in 1u64.. {
        line.clear();
        if (&mut reader).take(LINE).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let row: Map<String, Value> = serde_json::from_slice(&line).map_err(|e| broken(path, &format!("line {number} is no incident: {e}")))?;
        hand.push(table.columns.iter().map(|c| cell(row.get(c.name))).collect())?;
    }
    hand.finish()
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use std::path::Path;

    use rusqlite::types::ValueRef;
    use rusqlite::{Connection, OpenFlags, Result};
    use serde_json::Value;

    use super::{Hand, TABLES};
    use crate::output::forms::Form;

    pub(super) fn hand(path: &Path, form: &mut dyn Form) -> Result<Value> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        let failed = |e| rusqlite::Error::ToSqlConversionFailure(Box::new(e));
        for table in &TABLES {
            let names: Vec<_> = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
            let mut statement = connection.prepare(&format!("SELECT {} FROM \"{}\" ORDER BY rowid", names.join(", "), table.name))?;
            let mut rows = statement.query(())?;
            let mut hand = Hand::new(table, form);
            while let Some(row) = rows.next()? {
                let cells = (0..names.len()).map(|place| row.get_ref(place).map(text)).collect::<Result<_>>()?;
                hand.push(cells).map_err(failed)?;
            }
            hand.finish().map_err(failed)?;
        }
        let run: Option<String> = connection.query_row("SELECT \"value\" FROM metadata WHERE \"key\" = 'run'", (), |row| row.get(0)).ok();
        Ok(run.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    fn text(value: ValueRef<'_>) -> String {
        match value {
            ValueRef::Null => String::new(),
            ValueRef::Integer(number) => number.to_string(),
            // As rows write them: `4.0`.
            ValueRef::Real(number) => format!("{number:?}"),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        }
    }
}
