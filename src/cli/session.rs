//! One run over the inputs: progress, errors on standard error, exit status.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use super::options::{InputArgs, RunArgs};
use super::status::{self, Failure};
use crate::input::{InputError, KNOWN, total_bytes};
use crate::panics::caught;
use crate::run::{self, Event, Progress, Ran};
use crate::text::ENGLISH;
use crate::{Analysis, Lexicon, pipeline};

/// What came of a run.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// How much was read.
    pub progress: Progress,
    /// Inputs and articles that failed.
    pub failed: u64,
    /// A digest of the records, where the input asks for it.
    pub digest: Option<String>,
    /// Articles passed over because they are not English.
    pub foreign: u64,
}

impl Outcome {
    /// Exit status of a run that came to its end.
    #[must_use]
    pub fn status(&self) -> u8 {
        match (self.progress.articles, self.failed) {
            (_, 0) => 0,
            (0, _) => status::NOTHING,
            _ => status::PARTIAL,
        }
    }
}

/// Analyses all articles, hands what `work` makes of them to `write` in input order, and names failures on standard error.
///
/// # Errors
/// Writing to `what` failed.
pub fn drive<T: Send>(
    paths: &[PathBuf],
    input: &InputArgs,
    run: &RunArgs,
    what: &str,
    lexicon: &Lexicon,
    work: impl Fn(Analysis) -> T + Sync,
    mut write: impl FnMut(Event<T>) -> io::Result<()>,
) -> Result<Outcome, Failure> {
    let bar = bar(paths, input, run);
    let (mut failed, mut foreign) = (0, 0);
    let options = input.analysis();
    let one = |analysis: Analysis| {
        let passed_over = analysis.language != ENGLISH && !options.any_language;
        caught(|| (passed_over, work(analysis)))
    };
    let work = |articles| pipeline::analyse_all(articles, lexicon, &options).into_iter().map(|a| a.and_then(one)).collect();
    let write = |event| match event {
        Event::Done((passed_over, done)) => {
            foreign += u64::from(passed_over);
            write(Event::Done(done))
        }
        Event::Failed(error) => {
            // What holds no words was read, and is listed only.
            if error.is_failure() {
                failed += 1;
                bar.suspend(|| complain(&error));
            }
            write(Event::Failed(error))
        }
    };
    let progressed = |progress: Progress| {
        bar.set_position(if bar.length().is_some() { progress.input.bytes } else { progress.articles });
        let rate = progress.articles as f64 / bar.elapsed().as_secs_f64().max(0.001);
        bar.set_message(format!("{} articles, {rate:.0}/s", progress.articles));
    };
    let done = run::run(input.articles(paths), input.limit, run.threads, work, write, progressed);
    bar.finish_and_clear();
    let Ran { progress, digest } = done.map_err(|e| Failure::writing(what, &e))?;
    let outcome = Outcome { progress, failed, digest, foreign };
    if !run.quiet {
        summary(&outcome);
    }
    Ok(outcome)
}

/// Names an input that failed.
pub fn complain(error: &InputError) {
    say(&format!("{error}"));
}

/// One message on standard error; that nobody can hear it is no reason to stop.
pub fn say(message: &str) {
    let _ = writeln!(io::stderr().lock(), "dateline: {message}");
}

/// A bar on a terminal, nothing elsewhere.
fn bar(paths: &[PathBuf], input: &InputArgs, run: &RunArgs) -> ProgressBar {
    if run.quiet || run.no_progress || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let total = if input.limit.is_some() { None } else { total_bytes(paths) };
    let (bar, template) = match total {
        Some(bytes) => (ProgressBar::new(bytes), "{bar:30} {percent}% {msg}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// What a user may wonder about: nothing read, files passed over.
fn summary(outcome: &Outcome) {
    let p = &outcome.progress;
    if p.articles == 0 && outcome.failed == 0 {
        say(&format!("warning: no article was found; in folders {KNOWN} are read, any other must be named itself"));
    }
    let mut notes = Vec::new();
    if p.input.skipped > 0 {
        notes.push(format!("{} hidden or other files passed over", p.input.skipped));
    }
    if p.blank > 0 {
        notes.push(format!("{} without words", p.blank));
    }
    if outcome.foreign > 0 {
        notes.push(format!("{} not English, passed over (--any-language reads them)", outcome.foreign));
    }
    if outcome.failed > 0 {
        notes.push(format!("{} could not be read", outcome.failed));
    }
    if !notes.is_empty() {
        say(&format!("{} articles read; {}", p.articles, notes.join("; ")));
    }
}
