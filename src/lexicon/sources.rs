use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::LexiconError;
use crate::token::stable_hash;

/// The files of the lexicon that is compiled in, by name.
static BUILTIN: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// Where the lexicon's files come from: the built-in layer and the users' folders over it, in order; later wins.
///
/// A file is known by its path inside the layer (`actors/states.csv`); what a layer adds to a file of that name is read
/// after what the layers before it hold, and each sub-lexicon lets a later entry with the same key replace the earlier.
#[derive(Debug, Default)]
pub struct Sources {
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    /// Put before a file's name in messages.
    label: String,
    files: BTreeMap<String, Cow<'static, str>>,
}

/// A record of a lexicon file and where it stands.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// The record.
    pub value: T,
    /// Its file, as messages name it.
    pub file: Arc<str>,
    /// Its line, counted from 1.
    pub line: u64,
}

impl<T> Located<T> {
    /// An error about this record.
    pub fn error(&self, message: impl Into<String>, remedy: impl Into<String>) -> LexiconError {
        LexiconError::at(&self.file, self.line, message, remedy)
    }
}

impl Sources {
    /// No layer: for `--no-default-lexicon`.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The lexicon that is compiled into the program.
    #[must_use]
    pub fn builtin() -> Self {
        let files = BUILTIN.iter().map(|(name, text)| ((*name).into(), Cow::Borrowed(*text))).collect();
        Self { layers: vec![Layer { label: "lexicon/".into(), files }] }
    }

    /// Adds a layer that is held in memory: `(name, content)` pairs; for tests and examples.
    pub fn push_files(&mut self, label: &str, files: impl IntoIterator<Item = (String, String)>) {
        self.layers.push(Layer { label: label.into(), files: files.into_iter().map(|(name, text)| (name, text.into())).collect() });
    }

    /// Adds a user's folder. Only `.csv` and `.toml` files are read.
    ///
    /// # Errors
    /// A folder or file that cannot be read, or that holds no lexicon file.
    pub fn push_dir(&mut self, dir: &Path) -> Result<(), LexiconError> {
        let shown = dir.display().to_string();
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(dir).sort_by_file_name() {
            let entry = entry.map_err(|e| LexiconError::file(&shown, e.to_string(), "name a folder that can be read"))?;
            let path = entry.path();
            if !entry.file_type().is_file() || !is_lexicon_file(path) {
                continue;
            }
            let name = path.strip_prefix(dir).unwrap_or(path).to_string_lossy().replace('\\', "/");
            if !is_read(&name) {
                return Err(LexiconError::file(
                    &path.display().to_string(),
                    "no part of a lexicon has this name: it would not be read",
                    "put it into actors/, actions/, dates/ or places/, or name it as `dateline lexicon list` shows",
                ));
            }
            let text = std::fs::read_to_string(path)
                .map_err(|e| LexiconError::file(&path.display().to_string(), e.to_string(), "lexicon files are UTF-8 text that can be read"))?;
            files.insert(name, text.into());
        }
        if files.is_empty() {
            return Err(LexiconError::file(&shown, "holds no .csv or .toml file", "name a folder laid out as `dateline lexicon list` shows"));
        }
        let label = if shown.ends_with('/') { shown } else { format!("{shown}/") };
        self.layers.push(Layer { label, files });
        Ok(())
    }

    /// The file, as messages name it, is of the last layer: nothing is laid over it.
    #[must_use]
    pub fn is_topmost(&self, file: &str) -> bool {
        self.layers.last().is_some_and(|layer| file.strip_prefix(layer.label.as_str()).is_some_and(|name| layer.files.contains_key(name)))
    }

    /// The names of all files with the prefix and the ending, over all layers, sorted, each once.
    #[must_use]
    pub fn names(&self, prefix: &str, ending: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.layers.iter().flat_map(|l| l.files.keys()).map(String::as_str).filter(|n| n.starts_with(prefix) && n.ends_with(ending)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// All contents of the file `name`, the lowest layer first: `(name in messages, text)`.
    pub fn texts<'s>(&'s self, name: &'s str) -> impl Iterator<Item = (Arc<str>, &'s str)> + 's {
        self.layers.iter().filter_map(move |l| l.files.get(name).map(|t| (Arc::from(format!("{}{name}", l.label)), &**t)))
    }

    /// All CSV files whose name starts with `prefix`, in order of name, then layer: the number of the layer, the name in
    /// messages, the text.
    pub(super) fn csv_texts<'s>(&'s self, prefix: &str) -> Vec<(usize, Arc<str>, &'s str)> {
        let of = |name: &'s str| {
            let layers = self.layers.iter().enumerate();
            layers.filter_map(move |(n, l)| l.files.get(name).map(|t| (n, Arc::from(format!("{}{name}", l.label)), &**t)))
        };
        self.names(prefix, ".csv").into_iter().flat_map(of).collect()
    }

    /// The records of all CSV files whose name starts with `prefix` (a whole name or a folder), in order of name, then layer.
    ///
    /// # Errors
    /// A file that is no CSV, lacks a column or holds a value of the wrong kind: file, line, what is wrong.
    pub fn csv<T: DeserializeOwned>(&self, prefix: &str) -> Result<Vec<Located<T>>, LexiconError> {
        let mut records = Vec::new();
        for name in self.names(prefix, ".csv") {
            for (file, text) in self.texts(name) {
                read_csv(&file, text, &mut records)?;
            }
        }
        Ok(records)
    }

    /// All TOML files whose name starts with `prefix`, parsed as `T`, in order of name, then layer, with their text (so
    /// that byte spans inside `T` can be turned into lines by [`line_of`](Sources::line_of)).
    ///
    /// # Errors
    /// A file that is no TOML or does not have the form of `T`: file, line, what is wrong.
    pub fn toml<T: DeserializeOwned>(&self, prefix: &str) -> Result<Vec<ParsedFile<'_, T>>, LexiconError> {
        let mut parsed = Vec::new();
        for name in self.names(prefix, ".toml") {
            for (file, text) in self.texts(name) {
                let value = toml::from_str(text).map_err(|e| {
                    let line = e.span().map_or(1, |s| Self::line_of(text, s.start));
                    LexiconError::at(&file, line, e.message(), "CONTRIBUTING.md shows the form of a rule; `dateline lexicon check` tries it")
                })?;
                parsed.push((file, text, value));
            }
        }
        Ok(parsed)
    }

    /// A hash of all contents, to tell whether two runs used the same lexicon.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let files: Vec<_> = self.layers.iter().flat_map(|l| &l.files).collect();
        let hashes = files.par_iter().map(|(name, text)| format!("{name}\0{:016x}\0", stable_hash(text)));
        format!("{:016x}", stable_hash(&hashes.collect::<Vec<_>>().concat()))
    }

    /// The line, counted from 1, of a byte offset in `text`.
    #[must_use]
    pub fn line_of(text: &str, offset: usize) -> u64 {
        memchr::memchr_iter(b'\n', &text.as_bytes()[..offset.min(text.len())]).count() as u64 + 1
    }
}

/// A TOML file: its name in messages, its text, and what it says.
pub type ParsedFile<'s, T> = (Arc<str>, &'s str, T);

/// Some part of the lexicon reads a file of this name: the built-in one holds it, or it is one of the folders that take any.
fn is_read(name: &str) -> bool {
    const OPEN: [(&str, &str); 4] = [("actors/", ".csv"), ("actions/", ".toml"), ("dates/", ".toml"), ("places/", ".csv")];
    BUILTIN.iter().any(|(known, _)| *known == name) || OPEN.iter().any(|(folder, ending)| name.starts_with(folder) && name.ends_with(ending))
}

fn is_lexicon_file(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "csv" || e == "toml")
}

fn read_csv<T: DeserializeOwned>(file: &Arc<str>, text: &str, records: &mut Vec<Located<T>>) -> Result<(), LexiconError> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let broken = |e: csv::Error| {
        let line = e.position().map_or(1, csv::Position::line);
        LexiconError::at(file, line, e.to_string(), "each row has the columns that the header names; quote a value that holds a comma")
    };
    let headers = reader.headers().map_err(broken)?.clone();
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row).map_err(broken)? {
        let line = row.position().map_or(1, csv::Position::line);
        records.push(Located { value: row.deserialize(Some(&headers)).map_err(broken)?, file: file.clone(), line });
    }
    Ok(())
}
