use std::path::{Path, PathBuf};

use clap::Args;

use super::extract::Extract;
use super::options::{LexiconArgs, RunArgs};
use super::session;
use super::status::Failure;
use crate::output::files::{self, Sink};
use crate::output::forms::{Form, Kind};
use crate::output::page::Page;
use crate::output::results::Results;

/// Options of `report`.
#[derive(Debug, Args)]
pub struct Report {
    /// What `extract` wrote (a folder of tables, x.sqlite, x.csv, x.jsonl), or articles
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Where to write the page: x.html; standard output if not given
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,

    /// Replace what is there
    #[arg(long)]
    overwrite: bool,

    #[command(flatten)]
    lexicon: LexiconArgs,

    #[command(flatten)]
    run: RunArgs,
}

impl Report {
    /// Writes the page.
    pub fn run(&self) -> Result<u8, Failure> {
        if let Some(path) = &self.output {
            check_place("-o", path, self.overwrite)?;
        }
        let mut results = Vec::new();
        for path in self.paths.iter().filter(|p| p.exists()) {
            if path.is_file() && matches!(Kind::of(path), Some(Kind::Xlsx | Kind::Parquet)) {
                return Err(Failure::nothing(format!("{}: is not read back; a folder of tables, x.sqlite, x.csv and x.jsonl are", path.display())));
            }
            let found = Results::at(path).map_err(|e| Failure::nothing(format!("{}: cannot be read: {e}", path.display())))?;
            results.extend(found);
        }
        match results.as_slice() {
            [] => Extract::page(&self.paths, self.output.as_deref(), self.overwrite, &self.lexicon, &self.run).run(),
            [one] if self.paths.len() == 1 => self.page(one),
            _ => Err(Failure::usage("name one result of `extract`, or articles, not both: ids of two runs may be the same")),
        }
    }

    fn page(&self, results: &Results) -> Result<u8, Failure> {
        let lexicon = self.lexicon.load()?;
        let name = self.output.as_ref().map_or_else(|| "standard output".into(), |p| p.display().to_string());
        let sink = Sink::open(self.output.as_deref()).map_err(|e| Failure::cannot_create(self.output.as_deref().unwrap_or_else(|| "-".as_ref()), e))?;
        let mut page = Box::new(Page::new(sink, &lexicon.cameo));
        let run = results.hand(page.as_mut()).map_err(|e| Failure::nothing(e.to_string()))?;
        let note = page.note();
        page.finish(&run).map_err(|e| Failure::writing(&name, &e))?;
        if let Some(note) = note.filter(|_| !self.run.quiet) {
            session::say(&note);
        }
        Ok(0)
    }
}

/// A page can be written to `path`, which `option` names.
pub(super) fn check_place(option: &str, path: &Path, overwrite: bool) -> Result<(), Failure> {
    if Kind::of(path) != Some(Kind::Page) {
        return Err(Failure::usage(format!("{option} {}: a page is one file; name it x.html", path.display())));
    }
    Ok(files::check_free(path, overwrite)?)
}
