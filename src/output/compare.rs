//! What differs between two tables of rows, row by row and cell by cell.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Read, Write};

use csv::StringRecord;

/// How the rows of a table are told apart.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    /// The columns that make the key.
    pub key: &'static [&'static str],
    /// Rows without a partner of their key are paired by these columns, one list after the other: a row whose id changed
    /// because its actor changed is a changed row, not one lost and one added.
    pub fallback: &'static [&'static [&'static str]],
    /// The columns that tell a reader what a row is about.
    pub gist: &'static [&'static str],
    /// Confidences that differ by no more than this are equal.
    pub tolerance: f64,
}

/// Keys of `incidents.csv`.
pub const INCIDENTS: Keys = Keys {
    key: &["incident_id"],
    fallback: &[&["article_id", "span_start", "source_code", "target_code"], &["article_id", "span_start", "cameo_code"], &["article_id", "span_start"]],
    gist: &["date", "source_code", "cameo_code", "target_code", "status", "sentence"],
    tolerance: 0.0,
};

/// Keys of `quotes.csv`.
pub const QUOTES: Keys =
    Keys { key: &["article_id", "span_start"], fallback: &[&["article_id", "span_end"]], gist: &["speaker_name", "kind", "text"], tolerance: 0.0 };

/// Keys of `dates.csv`.
pub const DATES: Keys = Keys { key: &["article_id", "span_start"], fallback: &[&["article_id", "span_end"]], gist: &["type", "value", "text"], tolerance: 0.0 };

/// A table as text.
#[derive(Debug, Default)]
pub struct Sheet {
    columns: StringRecord,
    rows: Vec<StringRecord>,
}

impl Sheet {
    /// Reads CSV with a header.
    ///
    /// # Errors
    /// What is no CSV.
    pub fn read(from: impl Read) -> Result<Self, csv::Error> {
        let mut reader = csv::Reader::from_reader(from);
        let columns = reader.headers()?.clone();
        let rows = reader.records().collect::<Result<_, _>>()?;
        Ok(Self { columns, rows })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == name)
    }

    fn cell<'r>(&self, row: &'r StringRecord, name: &str) -> &'r str {
        self.column(name).and_then(|c| row.get(c)).unwrap_or("")
    }

    fn key(&self, row: &StringRecord, columns: &[&str]) -> String {
        columns.iter().map(|c| self.cell(row, c)).collect::<Vec<_>>().join("\u{1f}")
    }

    /// The columns `wanted` that the table lacks.
    #[must_use]
    pub fn lacks<'w>(&self, wanted: &[&'w str]) -> Vec<&'w str> {
        wanted.iter().copied().filter(|w| self.column(w).is_none()).collect()
    }
}

/// A row that differs.
#[derive(Debug)]
pub struct Change {
    /// Its article.
    article: String,
    /// Its key, in words.
    row: String,
    what: What,
}

#[derive(Debug)]
enum What {
    Lost(String),
    Added(String),
    /// Column, cell before, cell now.
    Cells(Vec<(String, String, String)>),
}

/// The differences of two tables.
#[derive(Debug, Default)]
pub struct Differences {
    /// Ordered by article, then as the rows stand.
    changes: Vec<Change>,
    same: usize,
}

/// Compares two tables.
#[must_use]
pub fn compare(old: &Sheet, new: &Sheet, keys: &Keys) -> Differences {
    let pairs = pair(old, new, keys);
    let mut partner = vec![false; new.rows.len()];
    let mut differences = Differences::default();
    for (row, found) in old.rows.iter().zip(&pairs) {
        let change = |what| Change { article: old.cell(row, "article_id").into(), row: old.key(row, keys.key).replace('\u{1f}', ":"), what };
        match found.and_then(|f| Some((f, new.rows.get(f)?))) {
            None => differences.changes.push(change(What::Lost(gist(old, row, keys)))),
            Some((index, other)) => {
                partner[index] = true;
                let cells = cells(old, row, new, other, keys);
                if cells.is_empty() {
                    differences.same += 1;
                } else {
                    differences.changes.push(change(What::Cells(cells)));
                }
            }
        }
    }
    for (row, _) in new.rows.iter().zip(partner).filter(|(_, partner)| !partner) {
        let what = What::Added(gist(new, row, keys));
        differences.changes.push(Change { article: new.cell(row, "article_id").into(), row: new.key(row, keys.key).replace('\u{1f}', ":"), what });
    }
    // Stable: within an article the rows keep their order.
    differences.changes.sort_by(|a, b| a.article.cmp(&b.article));
    differences
}

/// For each row of `old` the row of `new` that is the same one.
fn pair(old: &Sheet, new: &Sheet, keys: &Keys) -> Vec<Option<usize>> {
    let mut pairs = vec![None; old.rows.len()];
    let mut taken = HashSet::new();
    for columns in std::iter::once(&keys.key).chain(keys.fallback) {
        let mut free: HashMap<String, Vec<usize>> = HashMap::new();
        // Backwards, so that of several rows with one key the first is popped first.
        for (index, row) in new.rows.iter().enumerate().rev().filter(|(i, _)| !taken.contains(i)) {
            free.entry(new.key(row, columns)).or_default().push(index);
        }
        for (row, slot) in old.rows.iter().zip(&mut pairs).filter(|(_, slot)| slot.is_none()) {
            *slot = free.get_mut(&old.key(row, columns)).and_then(Vec::pop);
            taken.extend(*slot);
        }
    }
    pairs
}

fn cells(old: &Sheet, row: &StringRecord, new: &Sheet, other: &StringRecord, keys: &Keys) -> Vec<(String, String, String)> {
    let all = old.columns.iter().chain(new.columns.iter().filter(|c| old.column(c).is_none()));
    let differing = all.filter_map(|column| {
        let (before, now) = (old.cell(row, column), new.cell(other, column));
        (before != now && !is_close(column, before, now, keys.tolerance)).then(|| (column.into(), before.into(), now.into()))
    });
    differing.collect()
}

fn is_close(column: &str, before: &str, now: &str, tolerance: f64) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    // A little more than the tolerance: 0.9 - 0.8 is not quite 0.1 in binary.
    column == "confidence" && number(before).zip(number(now)).is_some_and(|(a, b)| (a - b).abs() <= tolerance + 1e-9)
}

fn gist(sheet: &Sheet, row: &StringRecord, keys: &Keys) -> String {
    keys.gist.iter().map(|c| sheet.cell(row, c)).filter(|c| !c.is_empty()).map(|c| shorten(c, 120)).collect::<Vec<_>>().join(" | ")
}

/// One line of at most `most` characters.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// Words for the two sides.
#[derive(Debug, Clone, Copy)]
pub struct Sides {
    /// The side before: `expected`, `old`.
    pub old: &'static str,
    /// The side now: `found`, `new`.
    pub new: &'static str,
}

impl Differences {
    /// There are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Writes them for a reader: the article, its rows, and of each changed row the cells on both sides.
    ///
    /// # Errors
    /// Writing failed.
    pub fn write(&self, out: &mut impl Write, table: &str, sides: Sides) -> io::Result<()> {
        let mut article = None;
        for change in &self.changes {
            if article != Some(&change.article) {
                writeln!(out, "{table}: {}", change.article)?;
                article = Some(&change.article);
            }
            match &change.what {
                What::Lost(gist) => writeln!(out, "  - {} ({}, not {})\n      {gist}", change.row, sides.old, sides.new)?,
                What::Added(gist) => writeln!(out, "  + {} ({}, not {})\n      {gist}", change.row, sides.new, sides.old)?,
                What::Cells(cells) => {
                    writeln!(out, "  ~ {}", change.row)?;
                    for (column, before, now) in cells {
                        writeln!(out, "      {column}: {} {}, {} {}", sides.old, shown(before), sides.new, shown(now))?;
                    }
                }
            }
        }
        let count = |f: fn(&What) -> bool| self.changes.iter().filter(|c| f(&c.what)).count();
        let (changed, lost, added) = (count(|w| matches!(w, What::Cells(_))), count(|w| matches!(w, What::Lost(_))), count(|w| matches!(w, What::Added(_))));
        writeln!(out, "{table}: {} rows the same, {changed} changed, {lost} lost, {added} added", self.same)?;
        self.columns(out)
    }

    /// How often each column changed, where many rows did.
    fn columns(&self, out: &mut impl Write) -> io::Result<()> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for change in &self.changes {
            if let What::Cells(cells) = &change.what {
                cells.iter().for_each(|(column, ..)| *counts.entry(column).or_default() += 1);
            }
        }
        if counts.values().sum::<usize>() < 10 {
            return Ok(());
        }
        let list: Vec<_> = counts.iter().map(|(column, count)| format!("{column} {count}")).collect();
        writeln!(out, "  changed cells by column: {}", list.join(", "))
    }
}

fn shown(cell: &str) -> String {
    if cell.is_empty() { "(empty)".into() } else { format!("`{}`", shorten(cell, 200)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDES: Sides = Sides { old: "expected", new: "found" };

    fn sheet(rows: &str) -> Sheet {
        Sheet::read(format!("incident_id,article_id,span_start,cameo_code,status,confidence\n{rows}").as_bytes()).unwrap()
    }

    fn differences(old: &str, new: &str, tolerance: f64) -> String {
        let mut out = Vec::new();
        compare(&sheet(old), &sheet(new), &Keys { tolerance, ..INCIDENTS }).write(&mut out, "incidents", SIDES).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn cells_are_named_with_both_sides() {
        let text = differences("i1,a,3,161,occurred,0.9\n", "i1,a,3,161,alleged,0.8\n", 0.1);
        assert_eq!(text, "incidents: a\n  ~ i1\n      status: expected `occurred`, found `alleged`\nincidents: 0 rows the same, 1 changed, 0 lost, 0 added\n");
    }

    #[test]
    fn a_changed_id_is_a_changed_row() {
        let text = differences("i1,a,3,161,occurred,0.9\n", "i2,a,3,161,occurred,0.9\n", 0.0);
        assert!(text.contains("incident_id: expected `i1`, found `i2`"), "{text}");
    }

    #[test]
    fn rows_come_and_go() {
        let text = differences("i1,a,3,161,occurred,0.9\ni2,b,9,190,occurred,0.5\n", "i2,b,9,190,occurred,0.5\ni3,c,1,114,occurred,0.4\n", 0.0);
        assert!(text.contains("- i1 (expected, not found)") && text.contains("+ i3 (found, not expected)"), "{text}");
        assert!(text.ends_with("1 rows the same, 0 changed, 1 lost, 1 added\n"), "{text}");
    }

    #[test]
    fn repeated_keys_are_paired_in_order() {
        assert!(compare(&sheet("i1,a,3,161,x,1\ni1,a,3,161,y,1\n"), &sheet("i1,a,3,161,x,1\ni1,a,3,161,y,1\n"), &INCIDENTS).is_empty());
    }
}
