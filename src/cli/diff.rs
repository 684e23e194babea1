use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::status::{self, Failure};
use crate::output::compare::{self, Sheet, Sides, compare};

/// Options of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// Incidents of the run before: a CSV file, or a folder that holds incidents.csv
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// Incidents of the run now
    #[arg(value_name = "NEW")]
    new: PathBuf,
}

impl Diff {
    /// Says which rows were added, lost and changed.
    pub fn run(&self) -> Result<u8, Failure> {
        let differences = compare(&read(&self.old)?, &read(&self.new)?, &compare::INCIDENTS);
        let mut out = BufWriter::new(io::stdout().lock());
        let written = differences.write(&mut out, "incidents", Sides { old: "old", new: "new" }).and_then(|()| out.flush());
        written.map_err(|e| Failure::writing("standard output", &e))?;
        Ok(if differences.is_empty() { 0 } else { status::NOTHING })
    }
}

fn read(path: &Path) -> Result<Sheet, Failure> {
    let path = if path.is_dir() { path.join("incidents.csv") } else { path.to_path_buf() };
    let broken = |why: String| Failure::nothing(format!("{}: {why}", path.display()));
    let file = File::open(&path).map_err(|e| broken(format!("cannot be read: {e}; name a CSV file of incidents or the folder that holds it")))?;
    let sheet = Sheet::read(file).map_err(|e| broken(format!("is no CSV: {e}; `dateline extract -o x.csv` writes what is compared")))?;
    match sheet.lacks(&["incident_id", "article_id", "span_start"]).as_slice() {
        [] => Ok(sheet),
        lacking => Err(broken(format!("is no table of incidents: it lacks {}; write one with `dateline extract -o x.csv`", lacking.join(", ")))),
    }
}
