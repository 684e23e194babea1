//! The large lists are read here, by hand: they are read at each start, and fields are borrowed from the text wherever
//! no quotation mark is doubled.

use std::borrow::Cow;
use std::sync::Arc;

use super::LexiconError;

/// A column that a reader asks for: its name and whether the header must have it.
pub(super) type Column = (&'static str, bool);

/// A CSV text with a header, of which `N` columns are wanted, in whatever order they stand.
pub(super) struct Table<'t, const N: usize> {
    file: Arc<str>,
    text: &'t str,
    /// Where the next line begins.
    at: usize,
    /// Its number, counted from 1.
    line: u64,
    /// What each column of the file is for: the index in what is wanted, or `N` for none.
    slots: Vec<usize>,
}

/// One row: the wanted columns, empty where the file lacks one.
pub(super) struct Row<'t, const N: usize> {
    file: Arc<str>,
    text: &'t str,
    /// Its line.
    pub line: u64,
    fields: [Cow<'t, str>; N],
    /// Where each field begins in the text.
    starts: [u32; N],
}

impl<'t, const N: usize> Table<'t, N> {
    /// Reads the header.
    pub fn open(file: Arc<str>, text: &'t str, columns: &[Column; N]) -> Result<Self, LexiconError> {
        let mut table = Self { file, text: text.strip_prefix('\u{feff}').unwrap_or(text), at: 0, line: 1, slots: Vec::new() };
        let mut names: Vec<Cow<'t, str>> = Vec::new();
        if !table.split(|_, field, _| names.push(field))? {
            let header: Vec<&str> = columns.iter().map(|c| c.0).collect();
            return Err(LexiconError::at(&table.file, 1, "the file has no header", format!("its first line is {}", header.join(","))));
        }
        if let Some((missing, _)) = columns.iter().find(|(name, needed)| *needed && !names.iter().any(|n| n == name)) {
            return Err(LexiconError::at(&table.file, table.line.saturating_sub(1), format!("the header lacks the column `{missing}`"), "add the column"));
        }
        table.slots = names.iter().map(|n| columns.iter().position(|c| c.0 == n).unwrap_or(N)).collect();
        Ok(table)
    }

    /// The next row; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Row<'t, N>>, LexiconError> {
        let mut row = Row { file: self.file.clone(), text: self.text, line: 0, fields: std::array::from_fn(|_| Cow::Borrowed("")), starts: [0; N] };
        let slots = std::mem::take(&mut self.slots);
        let mut count = 0;
        let found = self.split(|at, field, start| {
            count = at + 1;
            if let Some(slot) = slots.get(at).filter(|s| **s < N) {
                row.fields[*slot] = field;
                row.starts[*slot] = start as u32;
            }
        });
        let width = slots.len();
        self.slots = slots;
        if !found? {
            return Ok(None);
        }
        row.line = self.line - 1;
        if count != width {
            return Err(LexiconError::at(
                &self.file,
                row.line,
                format!("the row has {count} fields, the header {width}"),
                "each row has the columns that the header names; quote a value that holds a comma",
            ));
        }
        Ok(Some(row))
    }

    /// Calls `field` with number, text and start of each field of the next line that is neither empty nor a comment;
    /// `false` at the end.
    fn split(&mut self, mut field: impl FnMut(usize, Cow<'t, str>, usize)) -> Result<bool, LexiconError> {
        loop {
            let Some(rest) = self.text.get(self.at..).filter(|r| !r.is_empty()) else { return Ok(false) };
            match rest.as_bytes()[0] {
                b'\n' => self.skip(1),
                b'\r' if rest.starts_with("\r\n") => self.skip(2),
                b'#' => self.skip(rest.find('\n').map_or(rest.len(), |n| n + 1)),
                _ => break,
            }
        }
        let mut number = 0;
        loop {
            let start = self.at;
            let value = if self.text.as_bytes().get(start) == Some(&b'"') { self.quoted()? } else { self.plain() };
            field(number, value, start);
            number += 1;
            match self.text.as_bytes().get(self.at) {
                Some(b',') => self.at += 1,
                _ => {
                    self.skip(1);
                    return Ok(true);
                }
            }
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.at += bytes;
        self.line += 1;
    }

    /// A value without quotation marks; a comma, a line end or the end of the text follows.
    fn plain(&mut self) -> Cow<'t, str> {
        /// Most values are so short that setting up a search takes longer than the search.
        const SHORT: usize = 12;
        let (text, start) = (self.text, self.at);
        let rest = &text.as_bytes()[start..];
        let near = rest.iter().take(SHORT).position(|b| matches!(b, b',' | b'\n'));
        self.at = start + near.or_else(|| memchr::memchr2(b',', b'\n', rest)).unwrap_or(rest.len());
        let end = if self.at > start && text.as_bytes()[self.at - 1] == b'\r' { self.at - 1 } else { self.at };
        Cow::Borrowed(&text[start..end])
    }

    /// A quoted value, which may hold commas, line ends and doubled quotation marks.
    fn quoted(&mut self) -> Result<Cow<'t, str>, LexiconError> {
        let (text, start) = (self.text, self.at + 1);
        let len = closing(&text[start..])
            .ok_or_else(|| LexiconError::at(&self.file, self.line, "a quotation mark is not closed", "close it, or double a mark that belongs to the value"))?;
        let value = &text[start..start + len];
        self.at = start + len + 1;
        if text[self.at..].starts_with("\r\n") {
            self.at += 1;
        }
        if !matches!(text.as_bytes().get(self.at), None | Some(b',' | b'\n')) {
            return Err(LexiconError::at(&self.file, self.line, "words stand behind a closing quotation mark", "quote the whole value"));
        }
        self.line += value.bytes().filter(|b| *b == b'\n').count() as u64;
        Ok(if value.contains('"') { Cow::Owned(value.replace("\"\"", "\"")) } else { Cow::Borrowed(value) })
    }
}

/// Where the quotation mark is that closes a value; a doubled one is part of it.
fn closing(quoted: &str) -> Option<usize> {
    let bytes = quoted.as_bytes();
    let mut at = 0;
    loop {
        at += quoted.get(at..)?.find('"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

impl<'t, const N: usize> Row<'t, N> {
    /// The value of a wanted column.
    pub fn get(&self, column: usize) -> &str {
        &self.fields[column]
    }

    /// The value, moved out: borrowed from the text as a rule.
    pub fn take(&mut self, column: usize) -> Cow<'t, str> {
        std::mem::take(&mut self.fields[column])
    }

    /// An error about a column of this row.
    pub fn error(&self, column: usize, message: impl Into<String>, remedy: impl Into<String>) -> LexiconError {
        let start = self.starts[column] as usize;
        let line = self.text[..start].rfind('\n').map_or(0, |n| n + 1);
        let at = self.text[line..start].chars().count() as u64 + 1;
        LexiconError { column: Some(at), ..LexiconError::at(&self.file, self.line, message, remedy) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 2] = [("b", true), ("a", true)];

    fn rows(text: &str) -> Result<Vec<(u64, String, String)>, String> {
        let mut table = Table::open("t.csv".into(), text, &COLUMNS).map_err(|e| e.to_string())?;
        let mut rows = Vec::new();
        while let Some(row) = table.next().map_err(|e| e.to_string())? {
            rows.push((row.line, row.get(0).to_owned(), row.get(1).to_owned()));
        }
        Ok(rows)
    }

    #[test]
    fn fields_are_plain_quoted_or_empty() {
        let text = "# head\na,x,b\r\n1,,2\r\n\n# note\n\"one, two\",\"\"\"q\"\"\",\"three\nfour\"\nlast,,";
        let all = rows(text).unwrap();
        let want = [(3, "2", "1"), (6, "three\nfour", "one, two"), (8, "", "last")];
        let want: Vec<_> = want.into_iter().map(|(n, b, a): (u64, &str, &str)| (n, b.to_owned(), a.to_owned())).collect();
        assert_eq!(all.iter().map(|r| (&r.1, &r.2)).collect::<Vec<_>>(), want.iter().map(|r| (&r.1, &r.2)).collect::<Vec<_>>());
        assert_eq!((all[0].0, all[2].0), (3, 8));
    }

    #[test]
    fn broken_tables_are_named() {
        for (text, says) in [
            ("", "t.csv:1: the file has no header"),
            ("a,c\n", "lacks the column `b`"),
            ("a,b\n1\n", "t.csv:2: the row has 1 fields, the header 2"),
            ("a,b\n\"1,2\n", "t.csv:2: a quotation mark is not closed"),
            ("a,b\n\"1\"x,2\n", "words stand behind"),
        ] {
            let error = rows(text).unwrap_err();
            assert!(error.contains(says), "{text:?}: {error}");
        }
    }

    #[test]
    fn an_error_names_its_column() {
        let mut table = Table::open("t.csv".into(), "a,b\né1,\"x\"\n", &COLUMNS).unwrap();
        let row = table.next().unwrap().unwrap();
        assert!(row.error(0, "no", "do").to_string().starts_with("t.csv:2:4: no"));
    }
}
