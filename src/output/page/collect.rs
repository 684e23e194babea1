//! What the page holds of the tables: the first rows of each, and the count of all.

use std::borrow::Cow;
use std::io;

use rustc_hash::FxHashMap;

use super::marks::{self, Mark, Words};
use crate::output::columns::{ARTICLES, ERRORS, EVIDENCE, INCIDENTS, QUOTES, Table};
use crate::output::records::Records;

/// Words behind one row that are listed. A story that everybody prints repeats them a thousand times.
const MOST_EVIDENCE: usize = 100;

/// Rows of a table: how many there were, and how many the page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Total {
    pub name: &'static str,
    pub found: usize,
    pub held: usize,
}

/// An incident, its cells in the order of the columns.
#[derive(Debug)]
pub(super) struct Held {
    pub cells: Vec<String>,
    /// The words that its cells came from.
    pub evidence: Vec<Words>,
    /// Words left out of `evidence`.
    pub more: usize,
}

/// The rows of a page.
#[derive(Debug)]
pub(super) struct Collected {
    most: usize,
    pub incidents: Vec<Held>,
    pub quotes: Vec<Vec<String>>,
    /// Articles that incidents of the page come from.
    pub articles: Vec<Vec<String>>,
    pub errors: Vec<Vec<String>>,
    found: [usize; 4],
    /// Places in `incidents` by id.
    at: FxHashMap<String, usize>,
    /// Articles that are wanted, and whether they came.
    sources: FxHashMap<String, bool>,
    columns: Columns,
}

/// Places of cells.
#[derive(Debug)]
struct Columns {
    article: usize,
    sentence: usize,
    start: usize,
}

impl Collected {
    /// At most `most` rows of each table.
    pub fn new(most: usize) -> Self {
        let columns = Columns { article: INCIDENTS.place("article_id"), sentence: INCIDENTS.place("sentence"), start: INCIDENTS.place("span_start") };
        Self {
            most,
            incidents: Vec::new(),
            quotes: Vec::new(),
            articles: Vec::new(),
            errors: Vec::new(),
            found: [0; 4],
            at: FxHashMap::default(),
            sources: FxHashMap::default(),
            columns,
        }
    }

    /// Takes rows of a table. Those of incidents come before those of what belongs to them.
    pub fn take(&mut self, table: &Table, records: &[u8]) -> io::Result<()> {
        let mut records = Records::new(records)?;
        let mut cells: Vec<Cow<'_, str>> = Vec::new();
        while records.read(&mut cells) {
            if table.name == INCIDENTS.name {
                self.found[0] += 1;
                self.incident(&cells);
            } else if table.name == EVIDENCE.name {
                self.evidence(&cells);
            } else if table.name == QUOTES.name {
                self.found[1] += 1;
                hold(&mut self.quotes, &cells, self.most);
            } else if table.name == ARTICLES.name {
                self.found[2] += 1;
                self.article(&cells);
            } else if table.name == ERRORS.name {
                self.found[3] += 1;
                hold(&mut self.errors, &cells, self.most);
            }
        }
        Ok(())
    }

    fn incident(&mut self, cells: &[Cow<'_, str>]) {
        let Some(id) = cells.first().filter(|_| self.incidents.len() < self.most) else { return };
        if let Some(article) = cells.get(self.columns.article) {
            self.sources.entry(article.to_string()).or_default();
        }
        self.at.insert(id.to_string(), self.incidents.len());
        self.incidents.push(Held { cells: owned(cells), evidence: Vec::new(), more: 0 });
    }

    fn evidence(&mut self, cells: &[Cow<'_, str>]) {
        let [id, article, role, start, end, text, rule] = cells else { return };
        let Some(held) = self.at.get(id.as_ref()).and_then(|at| self.incidents.get_mut(*at)) else { return };
        if held.evidence.len() == MOST_EVIDENCE {
            held.more += 1;
            return;
        }
        self.sources.entry(article.to_string()).or_default();
        held.evidence.push(Words {
            article: article.to_string(),
            role: role.to_string(),
            start: start.parse().unwrap_or_default(),
            end: end.parse().unwrap_or_default(),
            text: text.to_string(),
            rule: rule.to_string(),
        });
    }

    fn article(&mut self, cells: &[Cow<'_, str>]) {
        let wanted = cells.first().and_then(|id| self.sources.get_mut(id.as_ref()));
        if let Some(came) = wanted.filter(|came| !**came) {
            *came = true;
            self.articles.push(owned(cells));
        }
    }

    /// The words of an incident's sentence that its cells came from.
    pub fn marks(&self, held: &Held) -> Vec<Mark> {
        let cell = |column: usize| held.cells.get(column).map_or("", String::as_str);
        let own: Vec<_> = held.evidence.iter().filter(|w| w.article == cell(self.columns.article)).collect();
        marks::of(cell(self.columns.sentence), cell(self.columns.start).parse().unwrap_or_default(), &own)
    }

    /// Rows found and held. Articles are held where an incident of the page names them: those are never short.
    pub fn totals(&self) -> [Total; 4] {
        let [incidents, quotes, articles, errors] = self.found;
        [
            Total { name: "incidents", found: incidents, held: self.incidents.len() },
            Total { name: "quotations", found: quotes, held: self.quotes.len() },
            Total { name: "articles", found: articles, held: articles },
            Total { name: "errors", found: errors, held: self.errors.len() },
        ]
    }
}

fn owned(cells: &[Cow<'_, str>]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

fn hold(rows: &mut Vec<Vec<String>>, cells: &[Cow<'_, str>], most: usize) {
    if rows.len() < most {
        rows.push(owned(cells));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::encode;

    /// A row of `table` with these cells, the others empty.
    fn row(table: &Table, cells: &[(&str, &str)]) -> Vec<u8> {
        let mut row = vec![String::new(); table.columns.len()];
        cells.iter().for_each(|(column, cell)| row[table.place(column)] = (*cell).to_string());
        encode::cells(&row).unwrap()
    }

    #[test]
    fn rows_beyond_the_most_are_counted() {
        let mut collected = Collected::new(2);
        for id in ["a", "b", "c"] {
            collected.take(&INCIDENTS, &row(&INCIDENTS, &[("incident_id", id), ("article_id", "x")])).unwrap();
            collected.take(&EVIDENCE, &row(&EVIDENCE, &[("incident_id", id), ("article_id", "y"), ("role", "source")])).unwrap();
        }
        for id in ["x", "y", "z", "x"] {
            collected.take(&ARTICLES, &row(&ARTICLES, &[("article_id", id)])).unwrap();
        }
        assert_eq!(collected.totals()[0], Total { name: "incidents", found: 3, held: 2 });
        assert_eq!(collected.incidents.iter().map(|i| i.evidence.len()).sum::<usize>(), 2);
        assert_eq!(collected.articles.iter().map(|a| a[0].as_str()).collect::<Vec<_>>(), ["x", "y"]);
    }

    #[test]
    fn evidence_of_one_row_is_bounded() {
        let mut collected = Collected::new(1);
        collected.take(&INCIDENTS, &row(&INCIDENTS, &[("incident_id", "a")])).unwrap();
        for _ in 0..MOST_EVIDENCE + 5 {
            collected.take(&EVIDENCE, &row(&EVIDENCE, &[("incident_id", "a")])).unwrap();
        }
        assert_eq!((collected.incidents[0].evidence.len(), collected.incidents[0].more), (MOST_EVIDENCE, 5));
    }
}
