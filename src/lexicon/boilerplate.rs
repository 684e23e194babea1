use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde::Deserialize;
use toml::Spanned;

use super::{LexiconError, Sources, Words};
use crate::token::{Interner, Span, Sym, SymSet, Token, scan};

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
    /// The paragraph, where it starts with a marker and all its other words are capitalised.
    Names,
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
    /// It is told apart from the story but read with it: corrections.
    pub kept: bool,
    /// Words that may stand between names (of `names`).
    pub fillers: Vec<Sym>,
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

/// Paragraphs that the articles of a source share, as hashes of source and text.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct RepeatedParagraphs(FxHashSet<u64>);

/// The first line of a file of repeated paragraphs.
const REPEATED: &str = "dateline/repeated-paragraphs/1";

impl RepeatedParagraphs {
    /// Reads the file that [`Display`](fmt::Display) writes; none where it is no such file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        lines.next().filter(|first| *first == REPEATED)?;
        Some(Self(lines.filter_map(|line| u64::from_str_radix(line, 16).ok()).collect()))
    }

    /// The paragraph of this hash is repeated.
    #[must_use]
    pub fn contains(&self, hash: u64) -> bool {
        self.0.contains(&hash)
    }

    /// Nothing was learned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<u64> for RepeatedParagraphs {
    fn from_iter<I: IntoIterator<Item = u64>>(hashes: I) -> Self {
        Self(hashes.into_iter().collect())
    }
}

impl fmt::Display for RepeatedParagraphs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut hashes: Vec<_> = self.0.iter().collect();
        hashes.sort_unstable();
        writeln!(f, "{REPEATED}")?;
        hashes.into_iter().try_for_each(|hash| writeln!(f, "{hash:016x}"))
    }
}

/// Rules of boilerplate, from `boilerplate.toml`.
#[derive(Debug, Default)]
pub struct BoilerplateLexicon {
    /// The rules, in the order of the files.
    pub rules: Vec<BoilerplateRule>,
    /// What the users' own articles repeat; learned before a run.
    pub repeated: RepeatedParagraphs,
    /// Markers that count wherever they stand.
    anywhere: Markers,
    /// Markers that count at the start of a paragraph.
    opening: Markers,
    /// Markers and fillers that count in paragraphs that hold nothing else.
    alone: Markers,
}

/// The phrases of markers, by their first token.
#[derive(Debug, Default)]
pub struct Markers {
    /// The tokens that begin one.
    starts: SymSet,
    /// An index into `phrases` by symbol, one higher; 0 for none.
    first: Vec<u32>,
    /// Those that begin with one token.
    phrases: Vec<Vec<(Box<str>, Marker)>>,
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
    kept: bool,
    #[serde(default)]
    accept: Vec<BoilerplateExample>,
    #[serde(default)]
    reject: Vec<String>,
}

fn one() -> usize {
    1
}

impl BoilerplateLexicon {
    pub(super) fn load(sources: &Sources, interner: &mut Interner, _words: &mut Words) -> Result<Self, LexiconError> {
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
        for (index, (row, rule)) in rows.into_iter().enumerate() {
            let mut rule = rule;
            let (markers, fillers) = match row.extent {
                // The fillers of names are little words, of which every text is full.
                Extent::Names => {
                    rule.fillers = row.fillers.iter().map(|f| interner.intern(f)).collect();
                    (&mut lexicon.opening, &[][..])
                }
                Extent::Start => (&mut lexicon.opening, &[][..]),
                Extent::Whole => (&mut lexicon.alone, row.fillers.as_slice()),
                _ => (&mut lexicon.anywhere, &[][..]),
            };
            let minor = row.closers.iter().chain(fillers).map(|m| (m, true));
            for (number, (phrase, minor)) in row.markers.iter().map(|m| (m, false)).chain(minor).enumerate() {
                for form in forms(phrase) {
                    markers.add(form, Marker { rule: index, number, minor }, interner);
                }
            }
            lexicon.rules.push(rule);
        }
        Ok(lexicon)
    }

    /// Markers that count wherever they stand.
    #[must_use]
    pub fn anywhere(&self) -> &Markers {
        &self.anywhere
    }

    /// Markers that count at the start of a paragraph.
    #[must_use]
    pub fn opening(&self) -> &Markers {
        &self.opening
    }

    /// Markers and fillers that count in paragraphs that hold nothing else, and the most tokens of such a paragraph.
    #[must_use]
    pub fn alone(&self) -> (&Markers, usize) {
        let most = self.rules.iter().filter(|r| r.extent == Extent::Whole).map(|r| r.most).max();
        (&self.alone, most.unwrap_or(0))
    }
}

impl Markers {
    fn add(&mut self, phrase: String, marker: Marker, interner: &mut Interner) {
        let Some(token) = scan(&phrase).next() else { return };
        let sym = interner.intern(token.span.slice(&phrase));
        self.starts.insert(sym);
        let sym = sym.index();
        if self.first.len() <= sym {
            self.first.resize(sym + 1, 0);
        }
        if self.first[sym] == 0 {
            self.phrases.push(Vec::new());
            self.first[sym] = self.phrases.len() as u32;
        }
        if let Some(phrases) = self.phrases.get_mut(self.first[sym] as usize - 1) {
            phrases.push((phrase.into_boxed_str(), marker));
        }
    }

    /// Hands the markers in `text` that begin with one of `tokens`, overlapping ones too, to `found`, with their bytes. Whole
    /// words only. A token that begins no marker, as nearly all do, costs one table read.
    pub fn each(&self, text: &str, tokens: &[Token], mut found: impl FnMut(Marker, Span)) {
        for token in tokens {
            if !self.starts.has(token.sym) {
                continue;
            }
            let at = self.first.get(token.sym.index()).copied().unwrap_or(0);
            let start = token.span.start as usize;
            for (phrase, marker) in self.phrases.get((at as usize).wrapping_sub(1)).into_iter().flatten() {
                let end = start + phrase.len();
                // Common words begin many phrases; nearly all are told to be others by their last letter.
                let last = |bytes: &[u8]| bytes.last().map(u8::to_ascii_lowercase);
                if last(text.as_bytes().get(..end).unwrap_or_default()) != last(phrase.as_bytes()) {
                    continue;
                }
                let same = text.as_bytes().get(start..end).is_some_and(|words| words.eq_ignore_ascii_case(phrase.as_bytes()));
                if same && is_whole(text, start, end) {
                    found(*marker, Span::new(start as u32, end as u32));
                }
            }
        }
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
    if !matches!(row.extent, Extent::Whole | Extent::Names) && !row.fillers.is_empty() {
        return wrong("has `fillers`, which only the extents `whole` and `names` know", "leave them out, or take one of these extents");
    }
    let most = row.most.unwrap_or(if row.extent == Extent::Run { usize::MAX } else { 60 });
    let (class, extent, least) = (row.class.clone(), row.extent, row.least);
    Ok(BoilerplateRule {
        id,
        class,
        extent,
        least,
        most,
        kept: row.kept,
        fillers: Vec::new(),
        accept: row.accept.clone(),
        reject: row.reject.clone(),
        file: file.clone(),
        line,
    })
}
