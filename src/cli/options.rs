//! Options that several commands share.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::session;
use super::status::Failure;
use crate::input::{self, Articles, FieldNames, InputOptions, Limits};
use crate::lexicon::{Lexicon, RepeatedParagraphs, Sources};
use crate::pipeline;
use crate::text::Learner;

/// What is read.
#[derive(Debug, Clone, Args)]
pub struct InputArgs {
    /// Files, folders (walked in the order of names; text, JSON, CSV, HTML, WARC, SGML and XML files are read, packed or not) or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Publication date of articles that give none themselves
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub published: Option<Date>,

    /// Stop after N articles
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub limit: Option<u64>,

    /// Extract from donation appeals, sign-ups, captions and the like too
    #[arg(long)]
    pub keep_boilerplate: bool,

    /// Leave out paragraphs that at least three articles of a source share: learned in a first pass over PATH, or read from a
    /// list that `dateline lexicon repeated` wrote
    #[arg(long, value_name = "PATH")]
    pub boilerplate_from: Option<PathBuf>,

    /// Read articles that are clearly not English too; they are passed over otherwise
    #[arg(long)]
    pub any_language: bool,

    /// What stands first in dates as 3/4/2024: auto takes what the article's other dates or its address tell
    #[arg(long, value_enum, default_value_t)]
    pub date_order: DateOrder,

    /// Names of a record's fields beside the usual ones, as text=story,date=day; the kinds are text, date, title, url, source, author, id
    #[arg(long, value_name = "KIND=FIELD", value_delimiter = ',', value_parser = mapping)]
    pub map: Vec<(String, String)>,

    /// Repair text that was decoded wrongly before it was written (donâ€™t)
    #[arg(long)]
    pub fix_mojibake: bool,

    /// Refuse articles and records longer than this many MiB: each is held in memory as a whole
    #[arg(long, value_name = "MIB", default_value_t = Limits::default().record_bytes >> 20, value_parser = clap::value_parser!(u64).range(1..=2048), hide_short_help = true)]
    pub max_article: u64,

    /// Give up packed files that unpack to more than N times their size
    #[arg(long, value_name = "N", default_value_t = Limits::default().expansion, value_parser = clap::value_parser!(u64).range(1..=1_000_000), hide_short_help = true)]
    pub max_expansion: u64,

    /// Rows name files from this folder; for checks.
    #[arg(skip)]
    pub base: Option<PathBuf>,

    /// Make a digest of what is read.
    #[arg(skip)]
    pub digest: bool,
}

/// Which lexicon is used.
#[derive(Debug, Clone, Args)]
pub struct LexiconArgs {
    /// Folder of lexicon files laid over the built-in ones; repeatable, later ones win
    #[arg(long, value_name = "DIR")]
    pub lexicon: Vec<PathBuf>,

    /// Leave the built-in lexicon out
    #[arg(long)]
    pub no_default_lexicon: bool,
}

/// How the run is done.
#[derive(Debug, Clone, Args)]
pub struct RunArgs {
    /// Threads to work on, at most 1024; 0 for all cores
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(..=1024))]
    pub threads: u16,

    /// Say nothing but errors
    #[arg(long, short)]
    pub quiet: bool,

    /// Show no progress bar
    #[arg(long)]
    pub no_progress: bool,
}

/// The order of the figures of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum DateOrder {
    /// As the article's other dates tell, else its address
    #[default]
    Auto,
    /// The day
    Dmy,
    /// The month
    Mdy,
}

impl DateOrder {
    /// As the option has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
        }
    }
}

impl Default for InputArgs {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            paths: Vec::new(),
            published: None,
            limit: None,
            keep_boilerplate: false,
            boilerplate_from: None,
            any_language: false,
            date_order: DateOrder::Auto,
            map: Vec::new(),
            fix_mojibake: false,
            max_article: limits.record_bytes >> 20,
            max_expansion: limits.expansion,
            base: None,
            digest: false,
        }
    }
}

impl InputArgs {
    /// The paths to read: standard input where none is named and something is piped in.
    ///
    /// # Errors
    /// No path, and standard input is a terminal.
    pub fn resolved(&self, command: &str) -> Result<Vec<PathBuf>, Failure> {
        if !self.paths.is_empty() {
            return Ok(self.paths.clone());
        }
        if std::io::stdin().is_terminal() {
            let example = format!("for example: dateline {command} articles/ -o out/\n         or: dateline {command} dump.jsonl > out");
            return Err(Failure::usage(format!("no PATH: name files or folders of articles, or pipe one in\n{example}")));
        }
        Ok(vec!["-".into()])
    }

    /// The articles of `paths`.
    #[must_use]
    pub fn articles(&self, paths: &[PathBuf]) -> Articles {
        let mut fields = FieldNames::default();
        // The first that was named is tried first. The kinds were checked when they were read.
        for (kind, field) in self.map.iter().rev() {
            let _ = fields.map(kind, field);
        }
        let limits = Limits { record_bytes: self.max_article << 20, expansion: self.max_expansion };
        let options = InputOptions { published: self.published, base: self.base.clone(), fields, fix_mojibake: self.fix_mojibake, limits, digest: self.digest };
        Articles::new(paths, options)
    }

    /// The lexicon, with what the articles of --boilerplate-from repeat.
    ///
    /// # Errors
    /// A broken file of the lexicon; nothing to learn from.
    pub fn lexicon(&self, sources: &Sources) -> Result<Lexicon, Failure> {
        let mut lexicon = Lexicon::load(sources)?;
        if let Some(path) = &self.boilerplate_from {
            lexicon.boilerplate.repeated = match listed(path) {
                Some(listed) => listed,
                None => self.learned(std::slice::from_ref(path), &lexicon)?,
            };
        }
        Ok(lexicon)
    }

    /// Learns which paragraphs the articles of `paths` repeat.
    ///
    /// # Errors
    /// There are none.
    pub fn learned(&self, paths: &[PathBuf], lexicon: &Lexicon) -> Result<RepeatedParagraphs, Failure> {
        let mut learner = Learner::default();
        let mut read = 0u64;
        for article in self.articles(paths) {
            match article {
                Ok(article) => {
                    learner.learn(&article, lexicon);
                    read += 1;
                }
                Err(error) if error.is_failure() => session::complain(&error),
                Err(_) => {}
            }
        }
        if read == 0 {
            return Err(Failure::nothing("no article was found to learn boilerplate from"));
        }
        Ok(learner.learned())
    }

    /// The options that say what is made of an article, by name.
    #[must_use]
    pub fn described(&self) -> Map<String, Value> {
        let described = json!({
            "published": self.published.map(|d| d.to_string()), "date_order": self.date_order.name(),
            "max_article": self.max_article, "max_expansion": self.max_expansion, "keep_boilerplate": self.keep_boilerplate,
            "boilerplate_from": self.boilerplate_from.is_some(), "any_language": self.any_language, "fix_mojibake": self.fix_mojibake,
            "map": self.map.iter().map(|(kind, field)| format!("{kind}={field}")).collect::<Vec<_>>(),
        });
        described.as_object().cloned().unwrap_or_default()
    }

    /// Options of the analysis.
    #[must_use]
    pub fn analysis(&self) -> pipeline::Options {
        let day_first = match self.date_order {
            DateOrder::Auto => None,
            DateOrder::Dmy => Some(true),
            DateOrder::Mdy => Some(false),
        };
        pipeline::Options { keep_boilerplate: self.keep_boilerplate, any_language: self.any_language, day_first }
    }
}

impl LexiconArgs {
    /// The layers named.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn sources(&self) -> Result<Sources, Failure> {
        let mut sources = if self.no_default_lexicon { Sources::none() } else { Sources::builtin() };
        for dir in &self.lexicon {
            sources.push_dir(dir)?;
        }
        Ok(sources)
    }

    /// The lexicon.
    ///
    /// # Errors
    /// A broken file.
    pub fn load(&self) -> Result<Lexicon, Failure> {
        Ok(Lexicon::load(&self.sources()?)?)
    }
}

/// The list of repeated paragraphs in a file, if it holds one.
fn listed(path: &Path) -> Option<RepeatedParagraphs> {
    let mut head = [0; 64];
    let length = std::fs::File::open(path).ok()?.read(&mut head).ok()?;
    let begins = RepeatedParagraphs::default().to_string();
    head.get(..length)?.starts_with(begins.trim_end().as_bytes()).then(|| std::fs::read_to_string(path).ok())?.and_then(|text| RepeatedParagraphs::parse(&text))
}

/// Reads a `KIND=FIELD`.
fn mapping(text: &str) -> Result<(String, String), String> {
    let (kind, field) = text.split_once('=').filter(|(_, field)| !field.is_empty()).ok_or("write KIND=FIELD, as text=story")?;
    FieldNames::default().map(kind, field)?;
    Ok((kind.into(), field.into()))
}

/// Reads a day given on the command line.
pub(super) fn day(text: &str) -> Result<Date, String> {
    input::iso_prefix(text).filter(|_| text.len() == 10).ok_or_else(|| "a day is written YYYY-MM-DD, as 2025-02-06".into())
}
