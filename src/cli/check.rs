use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::options::{InputArgs, LexiconArgs, RunArgs};
use super::session::{self, Job};
use super::status::{self, Failure};
use crate::output::article_rows;
use crate::output::columns::TABLES;
use crate::output::compare::{self, Keys, Sheet, Sides, compare};
use crate::output::files::write_whole;
use crate::output::gather::Encoded;
use crate::run::Event;

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Folder with articles/ and expected/{incidents,quotes,dates}.csv
    #[arg(value_name = "DIR")]
    dir: PathBuf,

    /// Write what is found now as what is expected
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    lexicon: LexiconArgs,

    #[command(flatten)]
    run: RunArgs,
}

const CHECKED: [(&str, Keys); 3] =
    [("incidents", Keys { tolerance: 0.1, ..compare::INCIDENTS }), ("quotes", Keys { tolerance: 0.1, ..compare::QUOTES }), ("dates", compare::DATES)];

impl Check {
    /// Extracts the articles and compares the rows with the expected ones.
    pub fn run(&self) -> Result<u8, Failure> {
        let articles = self.dir.join("articles");
        if !articles.is_dir() {
            return Err(Failure::nothing(format!("{}: there is no such folder; DIR holds articles/ and expected/", articles.display())));
        }
        let (found, read) = self.extract(articles)?;
        let expected = self.dir.join("expected");
        if self.update {
            std::fs::create_dir_all(&expected).map_err(|e| Failure::cannot_create(&expected, e))?;
            for ((name, _), bytes) in CHECKED.iter().zip(&found) {
                let path = expected.join(format!("{name}.csv"));
                write_whole(&path, bytes).map_err(|e| Failure::cannot_create(&path, e))?;
            }
            return Ok(read);
        }
        let mut out = io::stdout().lock();
        let mut status = read;
        for ((name, keys), bytes) in CHECKED.iter().zip(&found) {
            let path = expected.join(format!("{name}.csv"));
            let old = sheet(&path)?;
            let new = Sheet::read(bytes.as_slice()).map_err(|e| Failure::nothing(format!("{name}: {e}")))?;
            let differences = compare(&old, &new, keys);
            differences.write(&mut out, name, Sides { old: "expected", new: "found" }).map_err(|e| Failure::writing("standard output", &e))?;
            if !differences.is_empty() {
                status = status::NOTHING;
            }
        }
        out.flush().map_err(|e| Failure::writing("standard output", &e))?;
        Ok(status)
    }

    /// The three tables of all articles, as files would hold them, and the exit status of reading them.
    fn extract(&self, articles: PathBuf) -> Result<(Vec<Vec<u8>>, u8), Failure> {
        let lexicon = self.lexicon.load()?;
        // Rows name the articles from DIR, so that the expected ones do not depend on where the check is run.
        let input = InputArgs { paths: vec![articles.clone()], base: Some(self.dir.clone()), ..InputArgs::default() };
        let mut tables: Vec<Vec<u8>> = CHECKED.iter().map(|(name, _)| header(name)).collect();
        let work = |analysis| Encoded::new(&article_rows(&analysis, &lexicon, |_| true));
        let write = |event: Event<Encoded>| {
            if let Event::Done(rows) = event {
                for ((name, _), table) in CHECKED.iter().zip(&mut tables) {
                    table.extend_from_slice(rows.table(name));
                }
            }
            Ok(())
        };
        let job = Job { paths: &[articles], input: &input, run: &self.run, name: "memory", lexicon: &lexicon, journal: None };
        let outcome = session::drive(job, work, write)?;
        Ok((tables, outcome.status()))
    }
}

fn header(name: &str) -> Vec<u8> {
    TABLES.iter().find(|t| t.name == name).map(|t| t.header() + "\n").unwrap_or_default().into_bytes()
}

/// Reads a table; one that is not there is empty, and said to be missing.
fn sheet(path: &Path) -> Result<Sheet, Failure> {
    match File::open(path) {
        Ok(file) => Sheet::read(file).map_err(|e| Failure::nothing(format!("{}: is no table: {e}; --update writes it anew", path.display()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            session::say(&format!("{}: is not there; --update writes it", path.display()));
            Ok(Sheet::default())
        }
        Err(error) => Err(Failure::nothing(format!("{}: {error}", path.display()))),
    }
}
