//! The folder that `extract -o DIR/` writes: all tables as CSV, their description and that of the run.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::csv::{CsvTable, Dialect};
use super::{Form, Refused};
use crate::output::columns::{TABLES, Table};
use crate::output::files::{MadeFolder, OutFile, finish_all, pretty};
use crate::output::schema;

const PACKAGE: &str = "datapackage.json";
const RUN: &str = "run.json";

/// A folder being written. Its files take their names at the end, all of them or none.
pub(super) struct CsvFolder {
    path: PathBuf,
    dialect: Dialect,
    /// In the order of [`TABLES`].
    tables: Vec<CsvTable>,
    made: MadeFolder,
}

/// The folder may be written to: there is none, it is empty, or it holds an earlier set that may be replaced. Files that
/// are hidden do not count.
pub(super) fn check(path: &Path, overwrite: bool) -> Result<(), Refused> {
    let refuse = |why: String| Err(Refused { path: path.to_path_buf(), why });
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return refuse("is a file and no folder".into()),
        Err(error) => return refuse(format!("cannot be looked into: {error}")),
    };
    let names = entries.filter_map(Result::ok).map(|e| e.file_name().to_string_lossy().into_owned());
    let first = names.filter(|name| !name.starts_with('.')).min();
    match first {
        None => Ok(()),
        Some(_) if is_set(path) && overwrite => Ok(()),
        Some(_) if is_set(path) => refuse("holds a set of tables already; --overwrite replaces its files".into()),
        Some(other) => refuse(format!("holds other things ({other}) and no set of dateline's; name a folder that is new or empty")),
    }
}

/// The folder holds a set that this program wrote.
fn is_set(path: &Path) -> bool {
    package(path).is_some()
}

/// The description of the set that the folder holds.
fn package(path: &Path) -> Option<Value> {
    let package: Value = serde_json::from_slice(&std::fs::read(path.join(PACKAGE)).ok()?).ok()?;
    (package.get("name")?.as_str()? == schema::PACKAGE_NAME).then_some(package)
}

/// The tables that the set in the folder consists of.
fn listed(path: &Path) -> Vec<String> {
    let package = package(path).unwrap_or_default();
    let resources = package["resources"].as_array().cloned().unwrap_or_default();
    let paths = resources.iter().filter_map(|r| r["path"].as_str());
    paths.filter(|name| is_own(name)).map(Into::into).collect()
}

/// The file is a table of a set, or a further part of one: `quotes.csv`, `quotes-2.csv`.
fn is_own(name: &str) -> bool {
    let is_part = |rest: &str| rest.is_empty() || rest.strip_prefix('-').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let stem = name.strip_suffix(".csv");
    stem.is_some_and(|stem| TABLES.iter().any(|t| stem.strip_prefix(t.name).is_some_and(is_part)))
}

impl CsvFolder {
    /// Starts the tables of the folder `path`, which is made if it is not there.
    pub(super) fn create(path: &Path, dialect: Dialect) -> io::Result<Self> {
        let made = MadeFolder::create(path)?;
        let table = |table: &'static Table| CsvTable::create(table, dialect, Some(&path.join(format!("{}.csv", table.name))));
        let tables = TABLES.iter().map(table).collect::<io::Result<_>>()?;
        Ok(Self { path: path.to_path_buf(), dialect, tables, made })
    }
}

impl Form for CsvFolder {
    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()> {
        self.tables.get_mut(table.number()).map_or(Ok(()), |file| file.rows(records))
    }

    fn finish(self: Box<Self>, run: &Value) -> io::Result<()> {
        let Self { path, dialect, tables, made } = *self;
        let mut drafts = Vec::new();
        let mut parts = Vec::new();
        for table in tables {
            let files = table.whole()?;
            parts.push(files.len());
            drafts.extend(files);
        }
        for (name, value) in [(PACKAGE, &schema::package(dialect, &parts)), (RUN, run)] {
            let mut file = OutFile::create(&path.join(name))?;
            file.write_all(&pretty(value)?)?;
            drafts.push(file.whole()?);
        }
        // Parts of an earlier, longer set are no part of this one.
        let mut old: Vec<PathBuf> = listed(&path).iter().map(|name| path.join(name)).collect();
        old.retain(|old| drafts.iter().all(|new| new.place() != old));
        finish_all(drafts)?;
        made.keep();
        old.iter().filter(|old| old.is_file()).try_for_each(std::fs::remove_file)
    }
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn own_files_are_told() {
        assert!(["quotes.csv", "quotes-2.csv", "incidents-13.csv"].iter().all(|n| is_own(n)));
        assert!(["quotes-a.csv", "quotes-.csv", "quotes2.csv", "my-quotes.csv", "quotes-2.txt", "notes.csv"].iter().all(|n| !is_own(n)));
    }
}
