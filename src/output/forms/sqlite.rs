//! SQLite: all tables in one database, with keys, indices and full-text search, as the shell, Datasette or any driver opens it.
//!
//! Text is TEXT (days too, as ISO 8601), integers INTEGER, numbers REAL, an empty cell NULL. `metadata` says what made the
//! rows; `PRAGMA user_version` is the version of their form, 100 for 1.0. The `_fts` tables hold no text of their own: they index
//! columns of the table that they are named after, by `rowid`.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use serde_json::Value;

use super::{Form, Wants};
use crate::output::columns::{Column, MENTIONS, TABLES, Table};
use crate::output::files::{Draft, finish_all};
use crate::output::records::Records;
use crate::output::schema::ROWS_VERSION;

/// What people ask for: table and columns.
const INDICES: [(&str, &[&str]); 22] = [
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
    ("mentions", &["actor_id"]),
    ("mentions", &["article_id"]),
];

/// What names an article besides the keys that all forms describe.
const STORIES: [&str; 2] = ["story_id", "near_duplicate_of"];

/// What is searched for words: table and columns.
const SEARCHED: [(&str, &[&str]); 3] = [("incidents", &["sentence", "quote"]), ("quotes", &["text"]), ("evidence", &["text"])];

/// Words are found without their endings and accents.
const TOKENIZER: &str = "porter unicode61 remove_diacritics 2";

/// A database that is being written, in one transaction. Nobody else reads it, and it is worth nothing before it is whole.
pub(super) struct Database {
    connection: Connection,
    draft: Draft,
    /// The statement that takes a row, by the number of its table.
    inserts: Vec<String>,
}

impl Database {
    /// Starts the database that will be `place`.
    pub(super) fn create(place: &Path) -> io::Result<Self> {
        let draft = Draft::create(place)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(draft.path(), flags).map_err(failed)?;
        let mut sql = String::from(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536;\nBEGIN;\n",
        );
        let tables = || TABLES.iter().chain([&MENTIONS]);
        tables().for_each(|t| define(t, &mut sql));
        sql.push_str("CREATE TABLE metadata ( -- what made these tables\n  \"key\" TEXT PRIMARY KEY,\n  \"value\" TEXT NOT NULL\n);\n");
        connection.execute_batch(&sql).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(TABLES.len() + 1);
        Ok(Self { connection, draft, inserts: tables().map(insert).collect() })
    }

    /// Adds indices and the description of the run, and closes the database.
    fn close(self, run: &Value) -> rusqlite::Result<Draft> {
        self.describe(run)?;
        let mut sql = String::new();
        for (table, columns) in INDICES {
            let name = columns.join("_");
            let _ = writeln!(sql, "CREATE INDEX \"{table}_{name}\" ON \"{table}\" ({});", quoted(columns));
        }
        for (table, columns) in SEARCHED {
            // Datasette knows by the quoted content="…" which table it searches.
            let _ = writeln!(sql, "CREATE VIRTUAL TABLE \"{table}_fts\" USING FTS5 ({}, content=\"{table}\", tokenize=\"{TOKENIZER}\");", quoted(columns));
            let _ = writeln!(sql, "INSERT INTO \"{table}_fts\" (\"{table}_fts\") VALUES ('rebuild');");
        }
        let _ = writeln!(sql, "PRAGMA user_version = {};\nCOMMIT;", user_version());
        self.connection.execute_batch(&sql)?;
        self.connection.close().map_err(|(_, error)| error)?;
        Ok(self.draft)
    }

    fn describe(&self, run: &Value) -> rusqlite::Result<()> {
        let about = [
            ("schema", "dateline/tables".to_owned()),
            ("rows_version", ROWS_VERSION.into()),
            ("program", format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))),
            ("run", run.to_string()),
        ];
        let mut insert = self.connection.prepare("INSERT INTO metadata VALUES (?, ?)")?;
        about.iter().try_for_each(|(key, value)| insert.execute((key, value)).map(drop))
    }
}

impl Form for Database {
    fn wants(&self) -> Wants {
        Wants::AllAndMentions
    }

    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()> {
        let Some(insert) = self.inserts.get(table.number()) else { return Ok(()) };
        let mut insert = self.connection.prepare_cached(insert).map_err(failed)?;
        let mut records = Records::new(records)?;
        let mut cells = Vec::with_capacity(table.columns.len());
        while records.read(&mut cells) {
            for (index, (column, cell)) in table.columns.iter().zip(&cells).enumerate() {
                let value = value(column, cell)?;
                insert.raw_bind_parameter(index + 1, ToSqlOutput::Borrowed(value)).map_err(failed)?;
            }
            insert.raw_execute().map_err(failed)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, run: &Value) -> io::Result<()> {
        let draft = self.close(run).map_err(failed)?;
        finish_all(vec![draft])
    }
}

fn value<'c>(column: &Column, cell: &'c str) -> io::Result<ValueRef<'c>> {
    let wrong = || io::Error::other(format!("`{cell}` does not fit its column {}", column.name));
    Ok(match column.kind {
        _ if cell.is_empty() => ValueRef::Null,
        "integer" => ValueRef::Integer(cell.parse().map_err(|_| wrong())?),
        "number" => ValueRef::Real(cell.parse().map_err(|_| wrong())?),
        _ => ValueRef::Text(cell.as_bytes()),
    })
}

fn insert(table: &Table) -> String {
    let names: Vec<_> = table.columns.iter().map(|c| c.name).collect();
    format!("INSERT INTO \"{}\" ({}) VALUES ({})", table.name, quoted(&names), vec!["?"; names.len()].join(", "))
}

/// Names between quotes and commas: some are words of SQL.
fn quoted(names: &[&str]) -> String {
    format!("\"{}\"", names.join("\", \""))
}

/// The statement that makes a table; its columns are explained where the shell's `.schema` and Datasette show it.
fn define(table: &Table, sql: &mut String) {
    let _ = writeln!(sql, "CREATE TABLE \"{}\" ( -- {}", table.name, table.about);
    let mut ends = Vec::new();
    if !table.key.is_empty() {
        ends.push(format!("PRIMARY KEY ({})", quoted(table.key)));
    }
    let stories = STORIES.iter().filter(|c| table.columns.iter().any(|column| column.name == **c)).map(|c| (*c, "articles"));
    for (column, other) in table.references.iter().copied().chain(stories) {
        let first = TABLES.iter().find(|t| t.name == other).and_then(|t| t.columns.first()).map_or("", |c| c.name);
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
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => io::Error::new(io::ErrorKind::StorageFull, error),
        _ => io::Error::other(error),
    }
}
