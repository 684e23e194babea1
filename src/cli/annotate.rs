use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;

use super::options::{InputArgs, LexiconArgs, RunArgs};
use super::session;
use super::sink::Sink;
use super::status::Failure;
use crate::output;
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
        let lexicon = self.input.lexicon(&self.lexicon.sources()?)?;
        let mut sink = Sink::open(self.output.as_deref(), self.overwrite)?;
        let name = sink.name();
        let mut out = BufWriter::with_capacity(1 << 17, &mut sink);
        let outcome = session::drive(
            &paths,
            &self.input,
            &self.run,
            &name,
            &lexicon,
            |analysis| {
                let mut line = Vec::with_capacity(analysis.article.text.len() * 3);
                serde_json::to_writer(&mut line, &output::annotation(&analysis, &lexicon))?;
                line.push(b'\n');
                Ok(line)
            },
            |event: Event<io::Result<Vec<u8>>>| match event {
                Event::Done(line) => out.write_all(&line?),
                Event::Failed(_) => Ok(()),
            },
        )?;
        out.flush().map_err(|e| Failure::writing(&name, &e))?;
        drop(out);
        sink.finish().map_err(|e| Failure::writing(&name, &e))?;
        Ok(outcome.status())
    }
}
