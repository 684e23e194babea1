use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use serde::Deserialize;
use toml::Spanned;

use super::{LexiconError, Sources, Words};
use crate::token::Interner;

/// How much is marked where a marker stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// Several sentences of one paragraph, from the first to the last that holds a marker.
    Run,
    /// The sentence.
    Sentence,
    /// The paragraph.
    Paragraph,
    /// The paragraph, where it starts with a marker.
    Start,
    /// The paragraph, where it ends with a marker.
    End,
    /// The paragraph, where it holds nothing but markers.
    Whole,
}

/// A rule of boilerplate.
#[derive(Debug, Clone)]
pub struct BoilerplateRule {
    /// Its id.
    pub id: String,
    /// What it marks: `donation`, `sign-up`, ….
    pub class: String,
    /// How much is marked.
    pub extent: Extent,
    /// Least number of different markers (of `run`).
    pub least: usize,
    /// Most tokens of what is marked.
    pub most: usize,
    /// Accepted examples.
    pub accept: Vec<BoilerplateExample>,
    /// Texts of which the rule marks nothing.
    pub reject: Vec<String>,
    /// Its file, as messages name it.
    pub file: Arc<str>,
    /// Its line, counted from 1.
    pub line: u64,
}

/// A text and what is marked in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoilerplateExample {
    /// The article.
    pub text: String,
    /// The stretch that is marked.
    pub marked: String,
}

/// A marker, closer or filler.
#[derive(Debug, Clone, Copy)]
pub struct Marker {
    /// Index of its rule.
    pub rule: usize,
    /// Number of the marker in its rule; the forms of one marker share it.
    pub number: usize,
    /// A closer or filler: it marks nothing by itself.
    pub minor: bool,
}

/// Rules of boilerplate, from `boilerplate.toml`.
#[derive(Debug, Default)]
pub struct BoilerplateLexicon {
    /// The rules, in the order of the files.
    pub rules: Vec<BoilerplateRule>,
    /// All markers of all rules; none where there are no rules.
    automaton: Option<AhoCorasick>,
    /// Parallel to the automaton's patterns.
    markers: Vec<Marker>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    class: String,
    extent: Extent,
    markers: Vec<String>,
    #[serde(default)]
    closers: Vec<String>,
    #[serde(default)]
    fillers: Vec<String>,
    #[serde(default = "one")]
    least: usize,
    most: Option<usize>,
    #[serde(default)]
    accept: Vec<BoilerplateExample>,
    #[serde(default)]
    reject: Vec<String>,
}

fn one() -> usize {
    1
}

impl BoilerplateLexicon {
    pub(super) fn load(sources: &Sources, _interner: &mut Interner, _words: &mut Words) -> Result<Self, LexiconError> {
        let mut rows: Vec<(Row, BoilerplateRule)> = Vec::new();
        for (file, text, parsed) in sources.toml::<File>("boilerplate")? {
            for row in parsed.rule {
                let rule = rule(&row, &file, Sources::line_of(text, row.id.span().start))?;
                match rows.iter_mut().find(|(_, r)| r.id == rule.id) {
                    Some(old) => *old = (row, rule),
                    None => rows.push((row, rule)),
                }
            }
        }
        let mut lexicon = Self::default();
        let mut patterns = Vec::new();
        for (index, (row, rule)) in rows.into_iter().enumerate() {
            let minor = row.closers.iter().chain(&row.fillers).map(|m| (m, true));
            for (number, (phrase, minor)) in row.markers.iter().map(|m| (m, false)).chain(minor).enumerate() {
                for form in forms(phrase) {
                    patterns.push(form);
                    lexicon.markers.push(Marker { rule: index, number, minor });
                }
            }
            lexicon.rules.push(rule);
        }
        if !patterns.is_empty() {
            let built = AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(patterns);
            lexicon.automaton = Some(built.map_err(|e| LexiconError::file("boilerplate.toml", e.to_string(), "use fewer or shorter markers"))?);
        }
        Ok(lexicon)
    }

    /// All markers in `text`, overlapping ones too, ordered by their end: `(marker, start, end)` in bytes. Whole words
    /// only.
    pub fn markers<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Marker, usize, usize)> + 't {
        let found = self.automaton.iter().flat_map(move |a| a.find_overlapping_iter(text));
        found.filter(move |m| is_whole(text, m.start(), m.end())).filter_map(move |m| Some((*self.markers.get(m.pattern().as_usize())?, m.start(), m.end())))
    }
}

/// The phrase with straight and with curly apostrophes.
fn forms(phrase: &str) -> Vec<String> {
    let straight = phrase.to_lowercase();
    let curly = straight.replace('\'', "’");
    if curly == straight { vec![straight] } else { vec![straight, curly] }
}

/// The match does not end inside a word; a marker that ends in a digit (`copyright 20`) may go on.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let (Some(before), Some(inside), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..)) else { return false };
    let joined = |a: Option<char>, b: Option<char>| a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric);
    let ends_in_digit = inside.ends_with(|c: char| c.is_ascii_digit());
    !joined(before.chars().next_back(), inside.chars().next()) && (ends_in_digit || !joined(inside.chars().next_back(), after.chars().next()))
}

fn rule(row: &Row, file: &Arc<str>, line: u64) -> Result<BoilerplateRule, LexiconError> {
    let id = row.id.get_ref().clone();
    let wrong = |what: &str, remedy: &str| Err(LexiconError::at(file, line, format!("rule `{id}` {what}"), remedy));
    if row.accept.is_empty() || row.reject.is_empty() {
        return wrong("lacks an accepted or a rejected example", "give at least one of each: `accept = [{ text = …, marked = … }]` and `reject = [\"…\"]`");
    }
    if row.markers.iter().chain(&row.closers).chain(&row.fillers).any(|m| m.trim().len() != m.len() || m.is_empty()) {
        return wrong("has an empty marker or one with blanks around it", "write the phrase only");
    }
    if row.extent != Extent::Run && (!row.closers.is_empty() || row.least != 1) {
        return wrong("has `closers` or `least`, which only the extent `run` knows", "leave them out, or make the extent `run`");
    }
    if row.extent != Extent::Whole && !row.fillers.is_empty() {
        return wrong("has `fillers`, which only the extent `whole` knows", "leave them out, or make the extent `whole`");
    }
    let most = row.most.unwrap_or(if row.extent == Extent::Run { usize::MAX } else { 60 });
    let (class, extent, least) = (row.class.clone(), row.extent, row.least);
    Ok(BoilerplateRule { id, class, extent, least, most, accept: row.accept.clone(), reject: row.reject.clone(), file: file.clone(), line })
}
