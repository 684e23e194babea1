//! Reads back what a run wrote, as rows for another form: a folder of tables, a database, or one file of incidents.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::columns::{ARTICLES, ERRORS, EVIDENCE, INCIDENTS, QUOTES, Table};
use super::encode;
use super::forms::{Form, MOST_ROWS, TRUNCATED, original, part};

/// Rows handed over at a time.
const ROWS: usize = 512;
/// A line of incidents is never longer; what is longer is no such line.
const LINE: u64 = 1 << 20;
/// Columns that tell a file of incidents.
const INCIDENT: [&str; 2] = ["incident_id", "cameo_code"];
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
    /// The results at `path`; none where it holds something else, as articles do, or is a pipe, which can be read but once.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn at(path: &Path) -> io::Result<Option<Self>> {
        if path.is_dir() {
            let table = path.join("incidents.csv");
            let is_set = table.is_file() && matches!(Self::at(&table)?, Some(Self::Csv(_)));
            return Ok(is_set.then(|| Self::Folder(path.into())));
        }
        if !path.is_file() {
            return Ok(None);
        }
        let mut head = Vec::new();
        File::open(path)?.take(LINE).read_to_end(&mut head)?;
        let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
        Ok(if head.starts_with(b"SQLite format 3\0") {
            Some(Self::Sqlite(path.into()))
        } else if delimiter(line, &INCIDENT).is_some() {
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
            Self::Csv(path) => csv_parts(path, &TABLES[0], Some(MOST_ROWS), form).map(|()| Value::Null),
            Self::Jsonl(path) => json_lines(path, form).map(|()| Value::Null),
            Self::Folder(folder) => {
                let place = |table: &Table| folder.join(format!("{}.csv", table.name));
                TABLES.iter().filter(|t| place(t).is_file()).try_for_each(|t| csv_parts(&place(t), t, None, form))?;
                description(&folder.join("run.json"))
            }
            #[cfg(feature = "sqlite")]
            Self::Sqlite(path) => sqlite::hand(path, form).map_err(|e| broken(path, &e)),
            #[cfg(not(feature = "sqlite"))]
            Self::Sqlite(path) => Err(broken(path, &"this build of the program reads no SQLite; build it with --features sqlite")),
        }
    }
}

/// What a run said of itself; nothing where the file was taken away.
fn description(path: &Path) -> io::Result<Value> {
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|e| broken(path, &e)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Value::Null),
        Err(e) => Err(broken(path, &e)),
    }
}

fn broken(path: &Path, why: &dyn std::fmt::Display) -> io::Error {
    io::Error::other(format!("{}: {why}", path.display()))
}

/// What stands between the names in a header that has all of `wanted`: spreadsheet programs of many countries write `;`, and
/// others put every name between quotation marks.
fn delimiter(header: &[u8], wanted: &[&str]) -> Option<u8> {
    let header = header.strip_prefix("\u{feff}".as_bytes()).unwrap_or(header).trim_ascii_end();
    [b',', b';', b'\t'].into_iter().find(|between| {
        let names: Vec<_> = header.split(|b| b == between).map(unquoted).collect();
        wanted.iter().all(|name| names.contains(&name.as_bytes()))
    })
}

fn unquoted(name: &[u8]) -> &[u8] {
    name.strip_prefix(b"\"").and_then(|n| n.strip_suffix(b"\"")).unwrap_or(name)
}

/// The line is an incident.
fn is_object(line: &[u8]) -> bool {
    serde_json::from_slice::<Map<String, Value>>(line).is_ok_and(|row| INCIDENT.iter().all(|name| row.contains_key(*name)))
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

/// A table in a file, and in the further files that it was split into. A lone file of fewer rows than `full` was not split: what
/// has the name of a further part is of another run.
fn csv_parts(path: &Path, table: &'static Table, full: Option<u32>, form: &mut dyn Form) -> io::Result<()> {
    let mut place = Cow::Borrowed(path);
    for number in 2.. {
        let rows = csv_table(&place, table, form).map_err(|e| broken(&place, &e))?;
        place = Cow::Owned(part(path, number));
        if full.is_some_and(|full| rows < full - 1)
            || !place.is_file()
            || table.name == INCIDENTS.name && !matches!(Results::at(&place)?, Some(Results::Csv(_)))
        {
            break;
        }
    }
    Ok(())
}

/// Hands the rows of a file over and counts them. Columns are told by their names: those that a file lacks stay empty, those that
/// it has besides are left. What the dialect for spreadsheets alters is put back.
fn csv_table(path: &Path, table: &'static Table, form: &mut dyn Form) -> io::Result<u32> {
    let mut file = BufReader::new(File::open(path)?);
    let first = file.fill_buf()?.split(|b| *b == b'\n').next().unwrap_or_default();
    let key = table.columns[0].name;
    let between = delimiter(first, &[key]).ok_or_else(|| io::Error::other(format!("is no table of {}: its header lacks {key}", table.name)))?;
    let mut reader = csv::ReaderBuilder::new().delimiter(between).from_reader(file);
    let header = reader.headers()?;
    let altered = header.iter().any(|name| name == TRUNCATED);
    let places: Vec<_> = table.columns.iter().map(|c| (header.iter().position(|name| name == c.name), altered && c.free)).collect();
    let mut hand = Hand::new(table, form);
    let mut row = csv::StringRecord::new();
    let mut rows = 0u32;
    while reader.read_record(&mut row)? {
        let cell = |(place, altered): &(Option<usize>, bool)| {
            let cell = place.and_then(|p| row.get(p)).unwrap_or_default();
            if *altered { original(cell) } else { cell.to_owned() }
        };
        hand.push(places.iter().map(cell).collect())?;
        rows = rows.saturating_add(1);
    }
    hand.finish()?;
    Ok(rows)
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

    use super::{Hand, INCIDENTS, TABLES};
    use crate::output::columns::Column;
    use crate::output::forms::Form;

    pub(super) fn hand(path: &Path, form: &mut dyn Form) -> Result<Value> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        let failed = |e| rusqlite::Error::ToSqlConversionFailure(Box::new(e));
        for table in &TABLES {
            // Asked for by the name, as a column that is not there is read as text: a database of an earlier version lacks some.
            let there = columns(&connection, table.name)?;
            if there.is_empty() && table.name != INCIDENTS.name {
                continue;
            }
            let name = |c: &Column| if there.iter().any(|n| n == c.name) { format!("\"{}\"", c.name) } else { "NULL".into() };
            let names: Vec<_> = table.columns.iter().map(name).collect();
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

    /// The names of the columns of a table; none where there is no such table.
    fn columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
        connection.prepare("SELECT name FROM pragma_table_info(?1)")?.query_map([table], |row| row.get(0))?.collect()
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
