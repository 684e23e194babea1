//! Dictionaries of TABARI and PETRARCH, read as they are and written as files of this lexicon. Whatever cannot be taken is
//! reported with its line: nothing is dropped in silence.

mod actors;
mod agents;
mod lines;
#[cfg(test)]
mod tests;
mod verbs;

use std::fmt;

use crate::lexicon::Code;

/// What a dictionary holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dictionary {
    /// Names with codes, synonyms behind `+`, dates in the brackets.
    Actors,
    /// Nouns with `~` codes, plurals in braces, sets between exclamation marks.
    Agents,
    /// Verbs with codes and patterns.
    Verbs,
}

/// What the lexicon knows that an import must ask.
pub trait Known {
    /// The word is the lemma of a verb.
    fn is_verb(&self, lemma: &str) -> bool;
    /// The code is one of CAMEO's acts.
    fn is_act(&self, code: &str) -> bool;
    /// The part of an actor code that is no country, sector or group.
    fn unknown_part<'c>(&self, code: &'c str) -> Option<&'c str>;
    /// The country of today that a code of former days means.
    fn successor(&self, code: &str) -> Option<&str>;
}

/// A line that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its number, counted from 1.
    pub line: u64,
    /// What it says.
    pub text: String,
    /// Why it was not taken, and what to do where something can be done.
    pub why: String,
}

/// What became of a dictionary.
#[derive(Debug, Default)]
pub struct Imported {
    /// The file of this lexicon, whole.
    pub content: String,
    /// Its rows or rules.
    pub entries: usize,
    /// What was not taken, in the order of lines.
    pub refused: Vec<Refusal>,
}

/// The code as this lexicon writes it, of a state of today; what the lexicon would refuse is told with what to do.
fn actor_code(text: &str, known: &dyn Known) -> Result<Code, String> {
    let today = text.get(..3).and_then(|country| known.successor(country)).map_or_else(|| text.to_owned(), |new| format!("{new}{}", &text[3..]));
    let code = Code::parse(&today).ok_or_else(|| format!("`{text}` is no actor code: groups of three capitals, at most five"))?;
    match known.unknown_part(&today) {
        None => Ok(code),
        Some(part) => Err(format!(
            "`{part}` of `{text}` is no country, sector or group; write a code of profiles/countries.csv, sectors.csv or groups.csv, or add it there"
        )),
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: `{}`: {}", self.line, self.text, self.why)
    }
}

impl Imported {
    fn refuse(&mut self, line: u64, text: &str, why: impl Into<String>) {
        self.refused.push(Refusal { line, text: text.trim().to_owned(), why: why.into() });
    }

    /// Writes rows below their header.
    fn write_csv(&mut self, header: &[&str], rows: &[Vec<String>]) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory does not fail; a row that did would be missed by the count below.
        let written = writer.write_record(header).is_ok() as usize + rows.iter().filter(|r| writer.write_record(*r).is_ok()).count();
        self.entries = written.saturating_sub(1);
        self.content += &writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        self.refused.sort_by_key(|r| r.line);
    }
}

impl Dictionary {
    /// By the ending or name of a file (`CAMEO.actors`, `Phoenix.agents.txt`), else by what it holds.
    #[must_use]
    pub fn guess(name: &str, text: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let named = [("agent", Self::Agents), ("verb", Self::Verbs), ("actor", Self::Actors)].into_iter().find(|(part, _)| name.contains(part));
        named.map(|n| n.1).or_else(|| {
            let has = |test: fn(&str) -> bool| text.lines().map(str::trim_start).any(test);
            if has(|l| l.starts_with("- ") || l.starts_with("---")) {
                Some(Self::Verbs)
            } else if has(|l| l.contains("[~") || l.contains("~]")) {
                Some(Self::Agents)
            } else if has(|l| l.contains('[')) {
                Some(Self::Actors)
            } else {
                None
            }
        })
    }

    /// Where the file belongs in a lexicon; `stem` names it.
    #[must_use]
    pub fn target(self, stem: &str) -> String {
        match self {
            Self::Actors => format!("actors/{stem}.csv"),
            Self::Agents => "agents.csv".into(),
            Self::Verbs => format!("actions/{stem}.toml"),
        }
    }

    /// Reads a dictionary; `name` is what its rows give as their source.
    #[must_use]
    pub fn import(self, name: &str, text: &str, known: &dyn Known) -> Imported {
        match self {
            Self::Actors => actors::import(name, text, known),
            Self::Agents => agents::import(name, text, known),
            Self::Verbs => verbs::import(name, text, known),
        }
    }
}
