use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::options::{InputArgs, LexiconArgs, RunArgs};
use super::session::{self, Job};
use super::status::Failure;
use crate::output;
use crate::output::files::{Sink, check_free};
use crate::run::Event;

/// Options of `annotate`.
#[derive(Debug, Args)]
pub struct Annotate {
    #[command(flatten)]
    input: InputArgs,

    /// Write to this file (.jsonl) instead of standard output
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,

    /// Replace the file if it is there
    #[arg(long)]
    overwrite: bool,

    /// Take up a run that was broken off: given from the start, what is done is kept in .dateline-OUT.resume until the end
    #[arg(long, requires = "output")]
    resume: bool,

    #[command(flatten)]
    lexicon: LexiconArgs,

    #[command(flatten)]
    run: RunArgs,
}

impl Annotate {
    /// Writes one annotation object an article.
    pub fn run(&self) -> Result<u8, Failure> {
        let paths = self.input.resolved("annotate")?;
        if let Some(path) = self.output.as_deref().filter(|p| p.extension().is_none_or(|e| e != "jsonl" && e != "ndjson")) {
            return Err(Failure::usage(format!("-o {}: annotations are written as .jsonl", path.display())));
        }
        let sources = self.lexicon.sources()?;
        let lexicon = self.input.lexicon(&sources)?;
        let path = self.output.as_deref();
        path.map_or(Ok(()), |path| check_free(path, self.overwrite))?;
        let cannot = |e| Failure::cannot_create(path.unwrap_or(Path::new("")), format!("cannot be made: {e}"));
        let mut out = Sink::open(path).map_err(cannot)?;
        let name = path.map_or_else(|| "standard output".into(), |p| p.display().to_string());
        let made_by = json!({"command": "annotate", "options": self.input.described(), "lexicon": sources.fingerprint()});
        let journal = session::journal(path.filter(|_| self.resume), &made_by, &lexicon)?;
        let outcome = session::drive(
            Job { paths: &paths, input: &self.input, run: &self.run, name: &name, lexicon: &lexicon, journal },
            |analysis| {
                let mut line = Vec::with_capacity(analysis.article.text.len() * 3);
                serde_json::to_writer(&mut line, &output::annotation(&analysis, &lexicon))?;
                line.push(b'\n');
                Ok(line)
            },
            |event: Event<Vec<u8>>| match event {
                Event::Done(line) => out.write_all(&line),
                Event::Failed(_) => Ok(()),
            },
        )?;
        out.finish().map_err(|e| Failure::writing(&name, &e))?;
        Ok(outcome.finish())
    }
}
