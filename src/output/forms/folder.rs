//! The folder that `extract -o DIR/` writes: all tables as CSV, their description and that of the run.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Form, Refused};
use crate::output::columns::{TABLES, Table};
use crate::output::files::{self, MadeFolder, OutFile, finish_all, pretty};
use crate::output::schema;

const PACKAGE: &str = "datapackage.json";
const RUN: &str = "run.json";

/// A folder being written. Its files take their names at the end, all of them or none.
pub(super) struct CsvFolder {
    path: PathBuf,
    /// In the order of [`TABLES`].
    files: Vec<OutFile>,
    made: MadeFolder,
}

/// The files that the folder will hold.
fn names() -> impl Iterator<Item = String> {
    TABLES.iter().map(|t| format!("{}.csv", t.name)).chain([PACKAGE.into(), RUN.into()])
}

/// The folder may be written to.
pub(super) fn check(path: &Path, overwrite: bool) -> Result<(), Refused> {
    names().try_for_each(|name| files::check_free(&path.join(name), overwrite))
}

impl CsvFolder {
    /// Starts the tables of the folder `path`, which is made if it is not there.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let made = MadeFolder::create(path)?;
        let mut files = Vec::new();
        for table in &TABLES {
            let mut file = OutFile::create(&path.join(format!("{}.csv", table.name)))?;
            writeln!(file, "{}", table.header())?;
            files.push(file);
        }
        Ok(Self { path: path.to_path_buf(), files, made })
    }
}

impl Form for CsvFolder {
    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()> {
        self.files.get_mut(table.number()).map_or(Ok(()), |file| file.write_all(records))
    }

    fn finish(self: Box<Self>, run: &Value) -> io::Result<()> {
        let mut files = self.files;
        for (name, value) in [(PACKAGE, &schema::package()), (RUN, run)] {
            let mut file = OutFile::create(&self.path.join(name))?;
            file.write_all(&pretty(value)?)?;
            files.push(file);
        }
        let drafts = files.into_iter().map(OutFile::whole).collect::<io::Result<Vec<_>>>()?;
        finish_all(drafts)?;
        self.made.keep();
        Ok(())
    }
}
