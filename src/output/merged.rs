//! The end of a run across articles: rows of all articles wait until it is known which incidents are one, which articles
//! are one story and what answers what; then they are written.

use std::io;

use rustc_hash::FxHashMap;

use super::columns::{ARTICLES, CHAINS, EVIDENCE, INCIDENTS, QUOTES, Table};
use super::encode;
use super::filter::{Facets, Filter};
use super::forms::Form;
use super::join;
use super::records::Records;
use super::spool::Spool;
use super::tables::ChainRow;
use crate::stories::{self, ArticleKey, Linked, Scope};

/// The first cell of a row, its id, is never longer.
const ID: usize = 512;
/// Records that a row is filled up from; what a thousand reprints add is the same again.
const JOINED: usize = 50;

/// Rows of one article, on their way into the wait.
pub struct Waiting<'a> {
    /// Its incident rows, as CSV.
    pub incidents: &'a [u8],
    /// The length of each.
    pub lengths: &'a [u32],
    /// Its rows of `quotes.csv`, `evidence.csv` and `articles.csv`; empty where only incidents are wanted.
    pub others: [&'a [u8]; 3],
    /// What it is compared by.
    pub key: ArticleKey,
}

/// Rows that wait for the end of the run.
pub struct Merger {
    keys: Vec<ArticleKey>,
    rows: Spool,
    others: [Spool; 3],
    ids: Vec<Box<str>>,
}

impl Default for Merger {
    fn default() -> Self {
        Self { keys: Vec::new(), rows: Spool::new(), others: [Spool::new(), Spool::new(), Spool::new()], ids: Vec::new() }
    }
}

/// The run, linked.
pub struct Merged {
    linked: Linked,
    keys: Vec<ArticleKey>,
    rows: Spool,
    others: [Spool; 3],
    ids: Vec<Box<str>>,
    /// Whether each incident has a row in the end.
    kept: Vec<bool>,
    columns: Columns,
}

/// Places of the cells that are changed.
struct Columns {
    act: usize,
    answers: usize,
}

impl Merger {
    /// Nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Takes the rows of an article.
    ///
    /// # Errors
    /// The temporary file cannot be written.
    pub fn push(&mut self, article: Waiting<'_>, id: &str) -> io::Result<()> {
        let mut at = 0;
        for length in article.lengths {
            let end = at + *length as usize;
            self.rows.push(&article.incidents[at..end])?;
            at = end;
        }
        for (spool, bytes) in self.others.iter_mut().zip(article.others) {
            spool.push(bytes)?;
        }
        self.ids.push(id.into());
        self.keys.push(article.key);
        Ok(())
    }

    /// Compares all articles.
    ///
    /// # Errors
    /// The temporary file cannot be written.
    pub fn link(mut self, scope: Scope) -> io::Result<Merged> {
        self.rows.close()?;
        self.others.iter_mut().try_for_each(Spool::close)?;
        let linked = stories::link(&self.keys, scope);
        let kept = vec![false; self.rows.len()];
        let columns = Columns { act: INCIDENTS.place("act_id"), answers: INCIDENTS.place("in_response_to") };
        // Only what says which incident an article's are is still needed.
        for key in &mut self.keys {
            (key.terms, key.sketch) = (Box::default(), Box::default());
        }
        Ok(Merged { linked, keys: self.keys, rows: self.rows, others: self.others, ids: self.ids, kept, columns })
    }
}

impl Merged {
    /// Writes the incident rows; gives their number.
    ///
    /// # Errors
    /// Writing failed.
    pub fn incidents(&mut self, filter: &Filter, form: &mut dyn Form) -> io::Result<usize> {
        let mut count = 0;
        for article in 0..self.keys.len() {
            let first = self.linked.first_incident[article] as usize;
            for local in 0..self.keys[article].incidents.len() {
                let index = first + local;
                if self.linked.stands_for[index] as usize != index {
                    continue;
                }
                if filter.is_empty() && !self.is_changed(article, local) {
                    form.rows(&INCIDENTS, self.rows.next(index)?)?;
                } else {
                    let cells = self.cells(article, local)?;
                    if !filter.keeps(&Facets::of_cells(&cells)) {
                        continue;
                    }
                    form.rows(&INCIDENTS, &encode::cells(&cells)?)?;
                }
                self.kept[index] = true;
                count += 1;
            }
        }
        Ok(count)
    }

    /// The row differs from what its article alone gave.
    fn is_changed(&self, article: usize, local: usize) -> bool {
        let first = self.linked.first_incident[article];
        let index = first + local as u32;
        let key = &self.keys[article].incidents[local];
        let act = first + key.act;
        key.answers.is_some()
            || self.linked.answers[index as usize].is_some()
            || self.linked.stands_for[act as usize] != act
            || self.linked.merged.contains_key(&index)
    }

    /// The cells of a standing row, with what the other articles add.
    fn cells(&mut self, article: usize, local: usize) -> io::Result<Vec<String>> {
        let first = self.linked.first_incident[article];
        let index = first + local as u32;
        let mut cells = encode::split(self.rows.next(index as usize)?);
        if let Some(members) = self.linked.merged.get(&index) {
            let count = members.len();
            let others: Vec<u32> = members.iter().skip(1).take(JOINED).copied().collect();
            for other in others {
                let row = self.rows.peek(other as usize, usize::MAX)?;
                join::fill(&mut cells, &encode::split(&row));
            }
            join::count(&mut cells, count);
        }
        let act = self.linked.stands_for[(first + self.keys[article].incidents[local].act) as usize];
        if act != index {
            cells[self.columns.act] = self.act_of(act)?;
        }
        let answered = self.linked.answers[index as usize];
        cells[self.columns.answers] = answered.map(|a| self.id(a)).transpose()?.unwrap_or_default();
        Ok(cells)
    }

    /// The id of an incident's row.
    fn id(&mut self, index: u32) -> io::Result<String> {
        Ok(encode::split(&self.rows.peek(index as usize, ID)?).swap_remove(0))
    }

    fn act_of(&mut self, index: u32) -> io::Result<String> {
        let cells = encode::split(&self.rows.peek(index as usize, 2 * ID)?);
        Ok(cells.into_iter().nth(self.columns.act).unwrap_or_default())
    }

    /// Writes the tables that name incidents and stories; after [`Merged::incidents`].
    ///
    /// # Errors
    /// Writing failed.
    pub fn tables(&mut self, form: &mut dyn Form) -> io::Result<()> {
        for article in 0..self.keys.len() {
            let names = self.renamed(article)?;
            for (place, column, table) in [(0, QUOTE_INCIDENT, &QUOTES), (1, EVIDENCE_INCIDENT, &EVIDENCE)] {
                let bytes = self.others[place].next(article)?;
                match &names {
                    Some(names) if !bytes.is_empty() => form.rows(table, &rename(bytes, column, names, place == 1)?)?,
                    _ => form.rows(table, bytes)?,
                }
            }
            let row = self.article(article)?;
            form.rows(&ARTICLES, &row)?;
        }
        let chains = self.chains()?;
        form.rows(&CHAINS, &encode::rows(&chains)?)
    }

    /// For the incidents of an article that have no row of their own, the id that stands for them, if any has a row.
    fn renamed(&mut self, article: usize) -> io::Result<Option<FxHashMap<String, Option<String>>>> {
        let range = self.linked.first_incident[article]..self.linked.first_incident[article + 1];
        let changed: Vec<u32> = range.filter(|i| !self.kept[*i as usize]).collect();
        if changed.is_empty() {
            return Ok(None);
        }
        let mut names = FxHashMap::default();
        for index in changed {
            let standing = self.linked.stands_for[index as usize];
            let name = if self.kept[standing as usize] { Some(self.id(standing)?) } else { None };
            names.insert(self.id(index)?, name);
        }
        Ok(Some(names))
    }

    /// The row of an article, with its story.
    fn article(&mut self, article: usize) -> io::Result<Vec<u8>> {
        let range = self.linked.first_incident[article] as usize..self.linked.first_incident[article + 1] as usize;
        let incidents = self.kept[range].iter().filter(|k| **k).count();
        let mut cells = encode::split(self.others[2].next(article)?);
        let mut set = |column: &str, value: String| cells[ARTICLES.place(column)] = value;
        set("story_id", self.ids[self.linked.story[article] as usize].to_string());
        set("near_duplicate_of", self.linked.duplicate_of[article].map(|d| self.ids[d as usize].to_string()).unwrap_or_default());
        set("incidents", incidents.to_string());
        encode::cells(&cells)
    }

    /// Acts that answer each other, the first one first, in the order of the rows.
    fn chains(&mut self) -> io::Result<Vec<ChainRow>> {
        let answers = &self.linked.answers;
        let mut members: Vec<(u32, usize, u32)> = Vec::new(); // first act, depth, incident
        let mut answered: Vec<u32> = answers.iter().flatten().copied().collect();
        answered.sort_unstable();
        answered.dedup();
        for index in 0..answers.len() as u32 {
            if answers[index as usize].is_none() && answered.binary_search(&index).is_err() {
                continue;
            }
            let (mut first, mut depth) = (index, 0);
            while let Some(next) = answers[first as usize] {
                first = next;
                depth += 1;
            }
            members.push((first, depth, index));
        }
        members.retain(|(_, _, index)| self.kept[*index as usize]);
        members.sort_unstable();
        let mut rows = Vec::new();
        for chain in members.chunk_by(|a, b| a.0 == b.0).filter(|c| c.len() > 1) {
            let chain_id = self.id(chain[0].2)?;
            for (position, (_, _, index)) in chain.iter().enumerate() {
                rows.push(ChainRow { chain_id: chain_id.clone(), position: position + 1, incident_id: self.id(*index)? });
            }
        }
        Ok(rows)
    }
}

/// Places of `incident_id`.
const QUOTE_INCIDENT: usize = 10;
const EVIDENCE_INCIDENT: usize = 0;

/// Rows with other names for incidents. Where an incident has no row, its evidence goes and its quotation names none.
fn rename(rows: &[u8], column: usize, names: &FxHashMap<String, Option<String>>, drop: bool) -> io::Result<Vec<u8>> {
    let mut records = Records::new(rows)?;
    let mut kept = Vec::new();
    let mut cells = Vec::new();
    while records.read(&mut cells) {
        match cells.get(column).and_then(|cell| names.get(cell.as_ref())) {
            Some(None) if drop => continue,
            Some(name) => cells[column] = name.as_deref().unwrap_or_default().to_string().into(),
            None => {}
        }
        kept.push(std::mem::take(&mut cells));
    }
    encode::texts(&kept)
}

impl Table {
    /// The place of a column; behind the last one if there is none of that name.
    pub(super) fn place(&self, column: &str) -> usize {
        self.columns.iter().position(|c| c.name == column).unwrap_or(self.columns.len())
    }
}
