//! The forms of output: each takes the rows of tables as they come and writes them in its own way.
//!
//! A new form is a file here that implements [`Form`], and an ending in [`Kind::of`].

mod beside;
mod csv;
mod excel;
mod folder;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;
pub mod profile;
#[cfg(feature = "parquet")]
mod sort;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub use self::beside::Beside;
pub use self::csv::Dialect;
pub(super) use self::csv::part;
pub(super) use self::excel::{MOST_ROWS, TRUNCATED, original};
use super::columns::{INCIDENTS, Table};
use super::files::{self, Sink};
use super::page::Page;
use crate::lexicon::Lexicon;
use profile::Profile;

/// Which tables a form is handed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// `incidents` alone: then nothing else is made.
    Incidents,
    /// `incidents` alone, each row with the cells of [`Told`](profile::Told) behind its own.
    Events,
    /// All of [`TABLES`](super::columns::TABLES).
    All,
    /// All of them, and [`MENTIONS`](super::columns::MENTIONS).
    AllAndMentions,
}

impl Wants {
    /// More than incidents.
    #[must_use]
    pub fn all(self) -> bool {
        matches!(self, Self::All | Self::AllAndMentions)
    }
}

/// A form of output being written. Dropped before [`finish`](Form::finish), it leaves nothing behind.
pub trait Form {
    /// The tables that it is to be handed.
    fn wants(&self) -> Wants {
        Wants::All
    }

    /// Takes some rows of a table: whole CSV records without a header, as [`encode`](super::encode) writes them
    /// ([`Records`](super::records::Records) reads them). The rows of one table come in their order; those of several are
    /// mixed.
    ///
    /// # Errors
    /// Writing failed.
    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()>;

    /// What a user may wonder about, once all rows were handed over.
    fn note(&self) -> Option<String> {
        None
    }

    /// All rows were handed over: writes what is left and gives the files their names. `run` says what made the rows.
    ///
    /// # Errors
    /// Writing failed; then there is no new file.
    fn finish(self: Box<Self>, run: &Value) -> io::Result<()>;
}

/// The forms there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Incidents as CSV.
    Csv,
    /// Incidents as one flat JSON object a line.
    Jsonl,
    /// All tables as the sheets of an Excel workbook.
    Xlsx,
    /// All tables as CSV in a folder, with their description.
    Folder,
    /// Incidents as Parquet.
    Parquet,
    /// All tables in a SQLite database.
    Sqlite,
    /// A page to look at.
    Page,
    /// Incidents in the columns of another data set.
    Profile(Profile),
}

impl Kind {
    /// The form that `path` names by a slash at its end, by its ending, or by being a folder.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ends_in_slash = path.as_os_str().as_encoded_bytes().last().is_some_and(|b| std::path::is_separator(char::from(*b)));
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        match ending.as_str() {
            _ if ends_in_slash => Some(Self::Folder),
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "xlsx" => Some(Self::Xlsx),
            "parquet" => Some(Self::Parquet),
            "sqlite" | "sqlite3" | "db" => Some(Self::Sqlite),
            "html" | "htm" => Some(Self::Page),
            _ => path.is_dir().then_some(Self::Folder),
        }
    }

    /// As messages name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Jsonl => "JSON Lines",
            Self::Xlsx => "workbook",
            Self::Folder => "folder",
            Self::Parquet => "Parquet",
            Self::Sqlite => "SQLite",
            Self::Page => "page",
            Self::Profile(profile) => profile.name(),
        }
    }
}

/// The endings for incidents alone, for messages.
pub const ENDINGS: &str = "x.csv, x.jsonl or x.parquet";

/// Where an output goes, and in which form.
#[derive(Debug, Clone)]
pub struct Output {
    /// The form.
    pub kind: Kind,
    /// The file or folder; none is standard output.
    pub path: Option<PathBuf>,
    /// How CSV is written.
    pub dialect: Dialect,
    /// What is there already may be replaced.
    pub overwrite: bool,
}

/// Why an output cannot be made.
#[derive(Debug)]
pub struct Refused {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong and what to do.
    pub why: String,
}

impl Output {
    /// As messages name it.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| "standard output".into(), |p| p.display().to_string())
    }

    /// The place is free, or may be taken; for a message before the work is done and not behind it.
    ///
    /// # Errors
    /// Something is there already.
    pub fn check(&self) -> Result<(), Refused> {
        match (&self.path, self.kind) {
            (Some(path), Kind::Folder) => folder::check(path, self.overwrite),
            (Some(path), Kind::Csv) if self.dialect == Dialect::Excel => {
                files::check_free(path, self.overwrite)?;
                files::check_free(&csv::part(path, 2), self.overwrite)
            }
            (Some(path), _) => files::check_free(path, self.overwrite),
            (None, _) => Ok(()),
        }
    }

    /// Starts the output.
    ///
    /// # Errors
    /// Something is there already, or it cannot be made.
    pub fn open(&self, lexicon: &Lexicon) -> Result<Box<dyn Form>, Refused> {
        self.check()?;
        let path = self.path.as_deref();
        let made = match (path, self.kind) {
            (Some(path), Kind::Folder) => folder::CsvFolder::create(path, self.dialect).map(|f| Box::new(f) as Box<dyn Form>),
            #[cfg(feature = "xlsx")]
            (Some(path), Kind::Xlsx) => xlsx::Xlsx::create(path).map(|x| Box::new(x) as _),
            #[cfg(feature = "sqlite")]
            (Some(path), Kind::Sqlite) => sqlite::Database::create(path).map(|d| Box::new(d) as _),
            (_, Kind::Csv) => csv::CsvTable::create(&INCIDENTS, self.dialect, path).map(|t| Box::new(csv::Csv(t)) as _),
            (path, kind) => Sink::open(path).and_then(|sink| one_stream(kind, sink, lexicon)),
        };
        made.map_err(|e| Refused { path: self.path.clone().unwrap_or_default(), why: format!("cannot be made: {e}") })
    }
}

fn one_stream(kind: Kind, sink: Sink, lexicon: &Lexicon) -> io::Result<Box<dyn Form>> {
    Ok(match kind {
        Kind::Jsonl => Box::new(jsonl::Jsonl::new(sink)),
        Kind::Page => Box::new(Page::new(sink, &lexicon.cameo)),
        Kind::Profile(profile) => Box::new(profile::ProfileRows::new(profile, lexicon.profiles.clone(), sink)?),
        #[cfg(feature = "parquet")]
        Kind::Parquet => Box::new(parquet::Parquet::new(sink)?),
        // What was left out when the program was built; the others are no streams.
        kind => return Err(io::Error::other(format!("this build of the program writes no {}; build it with --features parquet,sqlite,xlsx", kind.name()))),
    })
}
