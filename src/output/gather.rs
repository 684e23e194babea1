//! Articles in, the rows of all tables out, in whatever form: what can be written at once is, the rest waits for the end.

use std::collections::HashMap;
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::columns::{ACTORS, ERRORS, MENTIONS, TABLES};
use super::encode;
use super::filter::Filter;
use super::forms::profile::told;
use super::forms::{Form, Wants};
use super::merged::{Merger, Waiting};
use super::rows::{IncidentRow, incident_rows};
use super::tables::{ActorRow, ArticleRows, article_rows, mention_rows};
use crate::Analysis;
use crate::input::InputError;
use crate::lexicon::Lexicon;
use crate::stories::{ArticleKey, Scope};

/// Tables that name incidents or stories, and so wait until the articles are compared; in the order of [`Waiting::others`].
const WAITING: [&str; 3] = ["quotes", "evidence", "articles"];

/// All rows of one article as bytes, one entry a table in the order of [`TABLES`]; made by the workers.
#[derive(Debug, Serialize, Deserialize)]
pub struct Encoded {
    tables: [Vec<u8>; TABLES.len()],
    /// Rows of [`MENTIONS`].
    mentions: Vec<u8>,
    /// The length of each incident row.
    lengths: Vec<u32>,
    actors: Vec<ActorRow>,
    article: String,
    counts: Counts,
}

/// Rows of the main tables.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Counts {
    pub articles: usize,
    pub incidents: usize,
    pub quotes: usize,
    pub dates: usize,
}

impl Encoded {
    /// What a form that wants these tables is handed of an article; of its incidents those that `keep` lets through.
    ///
    /// # Errors
    /// Never in practice.
    pub fn of(wants: Wants, analysis: &Analysis, lexicon: &Lexicon, keep: impl Fn(&IncidentRow<'_>) -> bool) -> io::Result<Self> {
        let id = || analysis.article.id.clone();
        match wants {
            Wants::All => Self::new(&article_rows(analysis, lexicon, keep)),
            Wants::AllAndMentions => {
                let rows = Self::new(&article_rows(analysis, lexicon, keep))?;
                Ok(Self { mentions: encode::rows(&mention_rows(analysis))?, ..rows })
            }
            Wants::Incidents => {
                let mut rows = incident_rows(analysis, lexicon);
                rows.retain(keep);
                Self::incidents(id(), &rows)
            }
            Wants::Events => {
                let told = incident_rows(analysis, lexicon).into_iter().zip(told(analysis));
                Self::incidents(id(), &told.filter(|(row, _)| keep(row)).collect::<Vec<_>>())
            }
        }
    }

    /// Encodes the rows of all tables of an article.
    ///
    /// # Errors
    /// Never in practice.
    pub fn new(rows: &ArticleRows<'_>) -> io::Result<Self> {
        let (incidents, lengths) = encode::rows_with_lengths(&rows.incidents)?;
        let tables = [
            incidents,
            encode::rows(&rows.quotes)?,
            encode::rows(&rows.dates)?,
            Vec::new(), // Actors are summed over all articles first.
            encode::rows(&rows.evidence)?,
            encode::rows(&rows.chains)?,
            encode::rows(std::slice::from_ref(&rows.article))?,
            Vec::new(),
        ];
        let counts = Counts { articles: 1, incidents: rows.incidents.len(), quotes: rows.quotes.len(), dates: rows.dates.len() };
        Ok(Self { tables, mentions: Vec::new(), lengths, actors: rows.actors.clone(), article: rows.article.article_id.clone(), counts })
    }

    fn incidents<T: Serialize>(article: String, rows: &[T]) -> io::Result<Self> {
        let (incidents, lengths) = encode::rows_with_lengths(rows)?;
        let mut tables = [const { Vec::new() }; TABLES.len()];
        tables[0] = incidents;
        let counts = Counts { articles: 1, incidents: rows.len(), ..Counts::default() };
        Ok(Self { tables, mentions: Vec::new(), lengths, actors: Vec::new(), article, counts })
    }

    /// The rows of the table `name`, without its header.
    #[must_use]
    pub fn table(&self, name: &str) -> &[u8] {
        TABLES.iter().zip(&self.tables).find(|(t, _)| t.name == name).map_or(&[], |(_, rows)| rows)
    }
}

/// The rows of a run on their way into a form.
pub struct Gather {
    form: Box<dyn Form>,
    wants: Wants,
    actors: Vec<ActorRow>,
    actor_at: HashMap<String, usize>,
    /// Rows that wait until all articles are compared.
    merger: Merger,
    counts: Counts,
}

impl Gather {
    /// Rows into `form`.
    #[must_use]
    pub fn new(form: Box<dyn Form>) -> Self {
        let wants = form.wants();
        Self { form, wants, actors: Vec::new(), actor_at: HashMap::new(), merger: Merger::default(), counts: Counts::default() }
    }

    /// Takes the rows of an article. With a key, all that may change when the articles are compared waits for that.
    ///
    /// # Errors
    /// Writing failed.
    pub fn write(&mut self, article: Encoded, key: Option<ArticleKey>) -> io::Result<()> {
        let waits = key.is_some();
        if let Some(key) = key {
            let others = WAITING.map(|name| article.table(name));
            self.merger.push(Waiting { incidents: article.table("incidents"), lengths: &article.lengths, others, key }, &article.article)?;
        }
        for (bytes, table) in article.tables.iter().zip(&TABLES).filter(|(bytes, _)| !bytes.is_empty()) {
            if !waits || !WAITING.contains(&table.name) && table.name != "incidents" && table.name != "chains" {
                self.form.rows(table, bytes)?;
            }
        }
        if !article.mentions.is_empty() {
            self.form.rows(&MENTIONS, &article.mentions)?;
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

    /// Appends a row to the table of errors.
    ///
    /// # Errors
    /// Writing failed.
    pub fn error(&mut self, error: &InputError) -> io::Result<()> {
        if !self.wants.all() {
            return Ok(());
        }
        let row = (&error.path, &error.record, error.stage, &error.message);
        self.form.rows(&ERRORS, &encode::rows(&[row])?)
    }

    /// Compares the articles that came with a key, writes what waited for it, and brings the form to its end; `describe`
    /// makes the description of the run from the counts. Gives what the form has to tell the user.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(mut self, filter: &Filter, describe: impl FnOnce(Counts) -> Value) -> io::Result<Option<String>> {
        if !self.merger.is_empty() {
            // Where only incidents are written, articles that tell none were left out.
            let scope = if self.wants.all() { Scope::All } else { Scope::Telling };
            let mut merged = self.merger.link(scope)?;
            self.counts.incidents = merged.incidents(filter, &mut *self.form)?;
            if self.wants.all() {
                merged.tables(&mut *self.form)?;
            }
        }
        self.actors.sort_by(|a, b| (b.articles, b.mentions, &a.name, &a.actor_id).cmp(&(a.articles, a.mentions, &b.name, &b.actor_id)));
        if !self.actors.is_empty() {
            self.form.rows(&ACTORS, &encode::rows(&self.actors)?)?;
        }
        let note = self.form.note();
        self.form.finish(&describe(self.counts))?;
        Ok(note)
    }
}
