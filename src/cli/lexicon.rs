use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::options::{InputArgs, LexiconArgs};
use super::status::Failure;
use crate::lexicon::{ExampleResult, Lexicon, LexiconError, Sources};
use crate::pipeline;

/// Options of `lexicon`.
#[derive(Debug, Args)]
pub struct LexiconCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// What the lexicons hold
    List {
        /// Its files, its rules of acts, or the codes of acts
        #[arg(value_enum, default_value = "files")]
        what: What,

        #[command(flatten)]
        lexicon: LexiconArgs,
    },
    /// Load the lexicons and run the examples of their rules
    Check {
        /// Lay this one file over the lexicon and run its examples only
        #[arg(long, value_name = "X")]
        file: Option<PathBuf>,

        #[command(flatten)]
        lexicon: LexiconArgs,
    },
    /// Learn which paragraphs the articles of a source repeat; writes a list for --boilerplate-from
    Repeated {
        #[command(flatten)]
        input: Box<InputArgs>,

        #[command(flatten)]
        lexicon: LexiconArgs,
    },
    /// Read dictionaries of TABARI or PETRARCH; what cannot be taken is named line by line
    Import(super::import::Import),
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    Files,
    Rules,
    Codes,
}

impl LexiconCommand {
    /// Lists or checks the lexicon.
    pub fn run(&self) -> Result<u8, Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        let mut status = 0;
        let written = match &self.action {
            Action::List { what, lexicon } => list(*what, &lexicon.sources()?, &mut out)?,
            Action::Check { file, lexicon } => {
                let mut sources = lexicon.sources()?;
                let only = file.as_deref().map(|f| push_file(&mut sources, f)).transpose()?;
                let mut results = pipeline::run_examples(&Lexicon::load(&sources)?);
                if let Some(only) = &only {
                    results.retain(|r| *r.file == **only);
                }
                if results.iter().any(|r| r.outcome.is_err()) {
                    status = Failure::LEXICON;
                }
                report(&results, &mut out)
            }
            Action::Repeated { input, lexicon } => {
                let learned = input.learned(&input.resolved("lexicon repeated")?, &lexicon.load()?)?;
                write!(out, "{learned}")
            }
            Action::Import(import) => {
                let (written, partial) = import.run(&mut out)?;
                status = partial;
                written
            }
        };
        written.and_then(|()| out.flush()).map_err(|e| Failure::writing("standard output", &e))?;
        Ok(status)
    }
}

fn list(what: What, sources: &Sources, out: &mut impl Write) -> Result<io::Result<()>, Failure> {
    let lexicon = Lexicon::load(sources)?;
    Ok(match what {
        What::Files => files(sources, out),
        What::Rules => lexicon.actions.rules.iter().try_for_each(|r| writeln!(out, "{}\t{}\t{}\t{}:{}", r.id, r.cameo, r.label, r.file, r.line)),
        What::Codes => lexicon.cameo.iter().try_for_each(|c| writeln!(out, "{}\t{}\t{}", c.code, c.label, c.plover_event)),
    })
}

/// Each file of each layer and how many entries it holds.
fn files(sources: &Sources, out: &mut impl Write) -> io::Result<()> {
    for name in sources.names("", "") {
        for (file, text) in sources.texts(name) {
            writeln!(out, "{file}\t{} entries", entries(name, text))?;
        }
    }
    Ok(())
}

/// Rows of a list; tables of a file of rules.
fn entries(name: &str, text: &str) -> usize {
    if name.ends_with(".csv") {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
        return reader.byte_records().count();
    }
    text.parse::<toml::Table>().map_or(0, |t| t.values().map(|v| v.as_array().map_or(1, Vec::len)).sum())
}

fn report(results: &[ExampleResult], out: &mut impl Write) -> io::Result<()> {
    let mut failed = 0;
    for result in results {
        if let Err(why) = &result.outcome {
            failed += 1;
            let kind = if result.accept { "accept" } else { "reject" };
            writeln!(out, "{}:{}: {}: {kind} \"{}\"\n  {why}", result.file, result.line, result.rule, result.text)?;
        }
    }
    match results.len() {
        0 => writeln!(out, "the lexicon loads; it holds no examples to run"),
        all => writeln!(out, "the lexicon loads; {} of {all} examples hold", all - failed),
    }
}

/// Lays one file over the lexicon. Gives its name in messages.
fn push_file(sources: &mut Sources, path: &Path) -> Result<String, Failure> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|e| LexiconError::file(&shown, e.to_string(), "lexicon files are UTF-8 text that can be read"))?;
    let name = place(sources, path, &text).ok_or_else(|| {
        LexiconError::file(&shown, "it is not clear which lexicon it belongs to", "name it as `dateline lexicon list` names its like, as actions/mine.toml")
    })?;
    let label = shown.strip_suffix(&name).map_or_else(|| format!("{shown} as "), Into::into);
    let known = format!("{label}{name}");
    sources.push_files(&label, [(name, text)]);
    Ok(known)
}

/// The name inside the lexicon of a file that stands by itself: by its folder, by the name of a file that is there, or
/// as a rule of acts.
fn place(sources: &Sources, path: &Path, text: &str) -> Option<String> {
    let file = path.file_name()?.to_string_lossy().into_owned();
    let folder = path.parent().and_then(Path::file_name).map(|f| format!("{}/", f.to_string_lossy()));
    if let Some(folder) = folder.filter(|f| !sources.names(f, "").is_empty()) {
        return Some(folder + &file);
    }
    let same = sources.names("", &file).into_iter().find(|n| n.rsplit('/').next() == Some(file.as_str()));
    let rule_of_acts = || (file.ends_with(".toml") && text.lines().any(|l| l.trim_start().starts_with("cameo"))).then(|| format!("actions/{file}"));
    same.map(Into::into).or_else(rule_of_acts)
}
