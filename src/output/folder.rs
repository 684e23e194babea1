//! The folder that `extract -o DIR/` writes: all tables, their description and that of the run.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::columns::TABLES;
use super::encode::{self, Format};
use super::files::{self, OutFile, write_whole};
use super::filter::Filter;
use super::merged::{Merger, Tables, Waiting};
use super::tables::{ActorRow, ArticleRows};
use crate::input::InputError;
use crate::stories::{ArticleKey, Scope};

/// Tables that name incidents or stories, and so wait until the articles are compared; in the order of [`Waiting::others`].
const WAITING: [&str; 3] = ["quotes", "evidence", "articles"];

/// All rows of one article as bytes, one entry a table in the order of [`TABLES`]; made by the workers.
#[derive(Debug)]
pub struct Encoded {
    tables: [Vec<u8>; TABLES.len()],
    /// The length of each incident row.
    lengths: Vec<u32>,
    actors: Vec<ActorRow>,
    article: String,
    counts: Counts,
}

/// Rows of the main tables.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs)]
pub struct Counts {
    pub articles: usize,
    pub incidents: usize,
    pub quotes: usize,
    pub dates: usize,
}

impl Encoded {
    /// Encodes the rows of an article.
    ///
    /// # Errors
    /// Never in practice.
    pub fn new(rows: &ArticleRows) -> io::Result<Self> {
        let csv = Format::Csv;
        let (incidents, lengths) = encode::rows_with_lengths(&rows.incidents)?;
        let tables = [
            incidents,
            encode::rows(&rows.quotes, csv)?,
            encode::rows(&rows.dates, csv)?,
            Vec::new(), // Actors are summed over all articles first.
            encode::rows(&rows.evidence, csv)?,
            encode::rows(&rows.chains, csv)?,
            encode::rows(std::slice::from_ref(&rows.article), csv)?,
            Vec::new(),
        ];
        let counts = Counts { articles: 1, incidents: rows.incidents.len(), quotes: rows.quotes.len(), dates: rows.dates.len() };
        Ok(Self { tables, lengths, actors: rows.actors.clone(), article: rows.article.article_id.clone(), counts })
    }
}

impl Encoded {
    /// The rows of the table `name`, without its header.
    #[must_use]
    pub fn table(&self, name: &str) -> &[u8] {
        TABLES.iter().zip(&self.tables).find(|(t, _)| t.name == name).map_or(&[], |(_, rows)| rows)
    }
}

/// The folder being written. Its files take their names at the end, all of them or none.
pub struct Folder {
    path: PathBuf,
    /// In the order of [`TABLES`].
    files: Vec<OutFile>,
    actors: Vec<ActorRow>,
    actor_at: HashMap<String, usize>,
    /// Rows that wait until all articles are compared.
    merger: Merger,
    /// What was written so far.
    pub counts: Counts,
}

impl Folder {
    /// Starts the tables of the folder `path`, which is made if it is not there.
    ///
    /// # Errors
    /// The folder or a file cannot be made.
    pub fn create(path: &Path) -> io::Result<Self> {
        let made = !path.exists();
        std::fs::create_dir_all(path)?;
        if made {
            files::forget_on_interrupt(path);
        }
        let mut files = Vec::new();
        for table in &TABLES {
            let mut file = OutFile::create(&path.join(format!("{}.csv", table.name)))?;
            writeln!(file, "{}", table.header())?;
            files.push(file);
        }
        Ok(Self { path: path.to_path_buf(), files, actors: Vec::new(), actor_at: HashMap::new(), merger: Merger::default(), counts: Counts::default() })
    }

    /// The files that the folder will hold.
    pub fn names() -> impl Iterator<Item = String> {
        TABLES.iter().map(|t| format!("{}.csv", t.name)).chain(["datapackage.json".into(), "run.json".into()])
    }

    /// Appends the rows of an article. With a key, all that may change when the articles are compared waits for that.
    ///
    /// # Errors
    /// Writing failed.
    pub fn write(&mut self, article: Encoded, key: Option<ArticleKey>) -> io::Result<()> {
        let waits = key.is_some();
        if let Some(key) = key {
            let others = WAITING.map(|name| article.table(name));
            self.merger.push(Waiting { incidents: article.table("incidents"), lengths: &article.lengths, others, key }, &article.article)?;
        }
        for ((file, bytes), table) in self.files.iter_mut().zip(&article.tables).zip(&TABLES) {
            if !waits || !WAITING.contains(&table.name) && table.name != "incidents" && table.name != "chains" {
                file.write_all(bytes)?;
            }
        }
        let (all, new) = (&mut self.counts, article.counts);
        all.articles += new.articles;
        all.incidents += new.incidents;
        all.quotes += new.quotes;
        all.dates += new.dates;
        for actor in article.actors {
            match self.actor_at.get(&actor.actor_id) {
                Some(at) => {
                    let known = &mut self.actors[*at];
                    known.articles += actor.articles;
                    known.mentions += actor.mentions;
                    known.role = known.role.take().or(actor.role);
                }
                None => {
                    self.actor_at.insert(actor.actor_id.clone(), self.actors.len());
                    self.actors.push(actor);
                }
            }
        }
        Ok(())
    }

    /// Appends a row to `errors.csv`.
    ///
    /// # Errors
    /// Writing failed.
    pub fn error(&mut self, error: &InputError) -> io::Result<()> {
        let row = (&error.path, &error.record, error.stage, &error.message);
        let bytes = encode::rows(&[row], Format::Csv)?;
        self.table("errors").map_or(Ok(()), |file| file.write_all(&bytes))
    }

    fn table(&mut self, name: &str) -> Option<&mut OutFile> {
        let at = TABLES.iter().position(|t| t.name == name)?;
        self.files.get_mut(at)
    }

    /// Compares the articles and writes the rows that waited for it.
    ///
    /// # Errors
    /// Writing failed.
    pub fn merge(&mut self, filter: &Filter) -> io::Result<()> {
        let mut merged = std::mem::take(&mut self.merger).link(Scope::All)?;
        if let Some(file) = self.table("incidents") {
            self.counts.incidents = merged.incidents(Format::Csv, filter, file)?;
        }
        let place = |name: &str| TABLES.iter().position(|t| t.name == name).unwrap_or_default();
        if let Ok([quotes, evidence, articles, chains]) = self.files.get_disjoint_mut([place("quotes"), place("evidence"), place("articles"), place("chains")])
        {
            merged.tables(Tables { others: [quotes, evidence, articles], chains })?;
        }
        Ok(())
    }

    /// Writes what is left, with `run` as the description of the run, and gives all files their names.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(mut self, run: &serde_json::Value) -> io::Result<()> {
        let mut actors = std::mem::take(&mut self.actors);
        actors.sort_by(|a, b| (b.articles, b.mentions, &a.name, &a.actor_id).cmp(&(a.articles, a.mentions, &b.name, &b.actor_id)));
        let bytes = encode::rows(&actors, Format::Csv)?;
        if let Some(file) = self.table("actors") {
            file.write_all(&bytes)?;
        }
        let mut files = std::mem::take(&mut self.files);
        files.iter_mut().try_for_each(OutFile::flush)?;
        files.into_iter().try_for_each(OutFile::finish)?;
        write_whole(&self.path.join("datapackage.json"), &pretty(&super::schema::package())?)?;
        write_whole(&self.path.join("run.json"), &pretty(run)?)
    }
}

/// JSON for people to read.
pub(crate) fn pretty(value: &serde_json::Value) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
