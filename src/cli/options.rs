//! Options that several commands share.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::status::Failure;
use crate::input::{self, Articles, InputOptions};
use crate::lexicon::{Lexicon, Sources};
use crate::pipeline;

/// What is read.
#[derive(Debug, Clone, Default, Args)]
pub struct InputArgs {
    /// Files, folders (walked in the order of names; .txt, .text, .jsonl and .ndjson are read) or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Publication date of articles that give none themselves
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub published: Option<Date>,

    /// Stop after N articles
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,

    /// Extract from donation appeals, sign-ups, captions and the like too
    #[arg(long)]
    pub keep_boilerplate: bool,

    /// Read articles that are clearly not English too; they are passed over otherwise
    #[arg(long)]
    pub any_language: bool,

    /// Rows name files from this folder; for checks.
    #[arg(skip)]
    pub base: Option<PathBuf>,
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
    /// Threads to work on; 0 for all cores
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,

    /// Say nothing but errors
    #[arg(long, short)]
    pub quiet: bool,

    /// Show no progress bar
    #[arg(long)]
    pub no_progress: bool,
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
        Articles::new(paths, InputOptions { published: self.published, base: self.base.clone() })
    }

    /// Options of the analysis.
    #[must_use]
    pub fn analysis(&self) -> pipeline::Options {
        pipeline::Options { keep_boilerplate: self.keep_boilerplate, any_language: self.any_language }
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

/// Reads a day given on the command line.
pub(super) fn day(text: &str) -> Result<Date, String> {
    input::iso_prefix(text).filter(|_| text.len() == 10).ok_or_else(|| "a day is written YYYY-MM-DD, as 2025-02-06".into())
}
