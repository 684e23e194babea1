//! SQLite: all tables in one database, with keys, indices and full-text search, as the shell, Datasette or any driver opens it.
//!
//! Text is TEXT (days too, as ISO 8601), integers INTEGER, numbers REAL, an empty cell NULL. `metadata` says what made the
//! rows; `PRAGMA user_version` is the version of their form, 100 for 1.0. The `_fts` tables hold no text of their own: they index
//! columns of the table that they are named after, by `rowid`.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};

use super::cells::{Cells, Rows, TakeRow};
use crate::output::columns::{TABLES, Table};
use crate::output::schema::ROWS_VERSION;

/// What people ask for: table and columns.
const INDICES: [(&str, &[&str]); 20] = [
    ("incidents", &["date_from", "date_to"]),
    ("incidents", &["act_id"]),
    ("incidents", &["source_country", "target_country"]),
    ("incidents", &["target_country"]),
    ("incidents", &["place_country"]),
    ("incidents", &["cameo_code"]),
    ("incidents", &["plover_event"]),
    ("incidents", &["status"]),
    ("incidents", &["article_id"]),
    ("incidents", &["in_response_to"]),
    ("quotes", &["article_id"]),
    ("quotes", &["incident_id"]),
    ("quotes", &["speaker_name"]),
    ("dates", &["from", "to"]),
    ("actors", &["name"]),
    ("actors", &["country"]),
    ("evidence", &["incident_id"]),
    ("evidence", &["article_id"]),
    ("chains", &["incident_id"]),
    ("articles", &["story_id"]),
];

/// What is searched for words: table and columns.
const SEARCHED: [(&str, &[&str]); 3] = [("incidents", &["sentence", "quote"]), ("quotes", &["text"]), ("evidence", &["text"])];

/// Words are found without their endings and accents.
const TOKENIZER: &str = "porter unicode61 remove_diacritics 2";

/// A database that is being written, in one transaction. Nobody else reads it, and it is worth nothing before it is whole.
pub struct Database(Connection);

impl Database {
    /// Starts the database in the empty file `path`.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn create(path: &Path) -> io::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        let mut sql = String::from(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536;\nBEGIN;\n",
        );
        TABLES.iter().for_each(|t| define(t, &mut sql));
        sql.push_str("CREATE TABLE metadata (\n  \"key\" TEXT PRIMARY KEY, -- what it says\n  \"value\" TEXT NOT NULL\n);\n");
        connection.execute_batch(&sql).map_err(failed)?;
        Ok(Self(connection))
    }

    /// A writer that takes rows of `table` as CSV without a header.
    #[must_use]
    pub fn table(&self, table: &'static Table) -> TableRows<'_> {
        let names = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect::<Vec<_>>().join(", ");
        let values = vec!["?"; table.columns.len()].join(", ");
        let insert = format!("INSERT INTO \"{}\" ({names}) VALUES ({values})", table.name);
        TableRows(Rows::new(Insert { connection: &self.0, table, insert }))
    }

    /// Adds indices and the description of the run, and closes the database.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(self, run: &serde_json::Value) -> io::Result<()> {
        self.describe(run).map_err(failed)?;
        let mut sql = String::new();
        for (table, columns) in INDICES {
            let name = columns.join("_");
            let columns = columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
            let _ = writeln!(sql, "CREATE INDEX \"{table}_{name}\" ON \"{table}\" ({columns});");
        }
        for (table, columns) in SEARCHED {
            let columns = columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
            // Datasette knows by the quoted content="…" which table it searches.
            let _ = writeln!(sql, "CREATE VIRTUAL TABLE \"{table}_fts\" USING FTS5 ({columns}, content=\"{table}\", tokenize=\"{TOKENIZER}\");");
            let _ = writeln!(sql, "INSERT INTO \"{table}_fts\" (\"{table}_fts\") VALUES ('rebuild');");
        }
        let _ = writeln!(sql, "PRAGMA user_version = {};\nCOMMIT;", user_version());
        self.0.execute_batch(&sql).map_err(failed)?;
        self.0.close().map_err(|(_, error)| failed(error))
    }

    fn describe(&self, run: &serde_json::Value) -> rusqlite::Result<()> {
        let about = [
            ("schema", "dateline/tables".to_owned()),
            ("rows_version", ROWS_VERSION.into()),
            ("program", format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))),
            ("run", run.to_string()),
        ];
        let mut insert = self.0.prepare("INSERT INTO metadata VALUES (?, ?)")?;
        about.iter().try_for_each(|(key, value)| insert.execute((key, value)).map(drop))
    }
}

/// The rows of one table, on their way into it.
pub struct TableRows<'d>(Rows<Insert<'d>>);

impl TableRows<'_> {
    /// All rows have come.
    ///
    /// # Errors
    /// The last row is cut off.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish().map(drop)
    }
}

impl Write for TableRows<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Insert<'d> {
    connection: &'d Connection,
    table: &'static Table,
    insert: String,
}

impl TakeRow for Insert<'_> {
    fn take(&mut self, cells: &Cells, _: &[u8]) -> io::Result<()> {
        let mut insert = self.connection.prepare_cached(&self.insert).map_err(failed)?;
        for (index, column) in self.table.columns.iter().enumerate() {
            let cell = cells.bytes(index);
            let wrong = || io::Error::other(format!("`{}` does not fit its column {}", cells.text(index), column.name));
            let value = match column.kind {
                _ if cell.is_empty() => ValueRef::Null,
                "integer" => ValueRef::Integer(cells.text(index).parse().map_err(|_| wrong())?),
                "number" => ValueRef::Real(cells.text(index).parse().map_err(|_| wrong())?),
                _ => ValueRef::Text(cell),
            };
            insert.raw_bind_parameter(index + 1, ToSqlOutput::Borrowed(value)).map_err(failed)?;
        }
        insert.raw_execute().map(drop).map_err(failed)
    }
}

/// The statement that makes a table; its columns are explained where the shell's `.schema` and Datasette show it.
fn define(table: &Table, sql: &mut String) {
    let _ = writeln!(sql, "CREATE TABLE \"{}\" ( -- {}", table.name, table.about);
    let mut ends = Vec::new();
    if !table.key.is_empty() {
        ends.push(format!("PRIMARY KEY ({})", table.key.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ")));
    }
    for (column, other) in table.references {
        let first = TABLES.iter().find(|t| t.name == *other).and_then(|t| t.columns.first()).map_or("", |c| c.name);
        ends.push(format!("FOREIGN KEY (\"{column}\") REFERENCES \"{other}\" (\"{first}\")"));
    }
    for (index, column) in table.columns.iter().enumerate() {
        let kind = match column.kind {
            "integer" => "INTEGER",
            "number" => "REAL",
            _ => "TEXT",
        };
        let comma = if index + 1 < table.columns.len() || !ends.is_empty() { "," } else { "" };
        let _ = writeln!(sql, "  \"{}\" {kind}{comma} -- {}", column.name, column.about);
    }
    let _ = writeln!(sql, "  {}\n);", ends.join(",\n  "));
}

/// 100 for 1.0, 203 for 2.3.
fn user_version() -> u32 {
    let (major, minor) = ROWS_VERSION.split_once('.').unwrap_or((ROWS_VERSION, "0"));
    100 * major.parse::<u32>().unwrap_or(0) + minor.parse::<u32>().unwrap_or(0)
}

fn failed(error: rusqlite::Error) -> io::Error {
    io::Error::other(error)
}
