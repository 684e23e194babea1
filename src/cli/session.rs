//! One run over the inputs: progress, errors on standard error, exit status.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::options::{InputArgs, RunArgs};
use super::status::{self, Failure};
use crate::input::{InputError, KNOWN, total_bytes};
use crate::panics::caught;
use crate::run::{self, Entry, Event, Journal, Progress, Ran};
use crate::text::{Article, ENGLISH};
use crate::{Analysis, Lexicon, pipeline};

/// What came of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How much was read.
    pub progress: Progress,
    /// Inputs and articles that failed.
    pub failed: u64,
    /// A digest of the records, where the input asks for it.
    pub digest: Option<String>,
    /// Articles passed over because they are not English.
    pub foreign: u64,
    /// The journal of the run, to be removed once the output is whole.
    pub journal: Option<Journal>,
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

    /// The output is whole: the journal is not needed any more. Gives the exit status.
    pub fn finish(self) -> u8 {
        let status = self.status();
        note_journal(None);
        if let Some(Err(error)) = self.journal.map(Journal::remove) {
            say(&format!("warning: the journal of --resume cannot be removed: {error}"));
        }
        status
    }
}

/// What is run, and how.
pub struct Job<'a> {
    /// What is read.
    pub paths: &'a [PathBuf],
    /// How it is read.
    pub input: &'a InputArgs,
    /// How the run is done.
    pub run: &'a RunArgs,
    /// What is written, for messages.
    pub name: &'a str,
    /// By what it is read.
    pub lexicon: &'a Lexicon,
    /// Where it is noted what was made of each article, so that the run can be taken up again.
    pub journal: Option<Journal>,
}

/// Analyses all articles, hands what `work` makes of them to `write` in input order, and names failures on standard error.
///
/// # Errors
/// Writing failed.
pub fn drive<T: Send + Serialize + DeserializeOwned>(
    job: Job<'_>,
    work: impl Fn(Analysis) -> io::Result<T> + Sync,
    mut write: impl FnMut(Event<T>) -> io::Result<()>,
) -> Result<Outcome, Failure> {
    let Job { paths, input, run, name, lexicon, journal } = job;
    let bar = bar(paths, input, run);
    let (mut failed, mut foreign) = (0, 0);
    let options = input.analysis();
    let noted = journal.is_some();
    let journal = journal.map(RefCell::new);
    let one = |analysis: Analysis| {
        let passed_over = analysis.language != ENGLISH && !options.any_language;
        caught(|| Made::of(analysis, passed_over, noted, &work))
    };
    let known = |article: &Article| journal.as_ref()?.borrow_mut().take(article).map(|done| Ok(Made { done, entry: None }));
    let work = |articles| pipeline::analyse_all(articles, lexicon, &options).into_iter().map(|a| a.and_then(one)).collect();
    let write = |event| match event {
        Event::Done(made) => {
            let Made { done: (passed_over, done), entry } = made?;
            if let (Some(entry), Some(journal)) = (entry, &journal) {
                journal.borrow_mut().push(&entry).map_err(of_journal)?;
            }
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
    let done = run::run(input.articles(paths), input.limit, run.threads.into(), known, work, write, |progress| show(&bar, progress));
    bar.finish_and_clear();
    let mut journal = journal.map(RefCell::into_inner);
    // What was made is kept even if it could not be written.
    let flushed = journal.as_mut().map_or(Ok(()), Journal::flush).map_err(of_journal);
    let Ran { progress, digest } = done.and_then(|ran| flushed.map(|()| ran)).map_err(|e| Failure::writing(name, &e))?;
    let outcome = Outcome { progress, failed, digest, foreign, journal };
    if !run.quiet {
        summary(&outcome);
    }
    Ok(outcome)
}

/// The journal of the run that is going on, if it has one.
static NOTED: Mutex<Option<PathBuf>> = Mutex::new(None);

fn note_journal(place: Option<&Path>) {
    if let Ok(mut noted) = NOTED.lock() {
        *noted = place.map(Into::into);
    }
}

/// The last word of a run that was broken off: how it is taken up again, if it keeps a journal.
pub fn say_how_to_go_on() {
    if let Some(place) = NOTED.lock().ok().and_then(|noted| noted.clone()) {
        say(&format!("what is done is kept in {}; the same command goes on from there", place.display()));
    }
}

/// The journal of a run that writes to `output` and was asked to note what it does; `made_by` says what its entries depend on.
///
/// # Errors
/// It is in use, of another run, or cannot be written.
pub fn journal(output: Option<&Path>, made_by: &Value, lexicon: &Lexicon) -> Result<Option<Journal>, Failure> {
    let Some(output) = output else { return Ok(None) };
    let place = journal_beside(output);
    // Paragraphs that were learned to be boilerplate count as a part of the lexicon.
    let made_by = format!("{} {made_by} {}", env!("DATELINE_SOURCES"), lexicon.boilerplate.repeated);
    let journal = Journal::open(&place, &made_by).map_err(|e| Failure::cannot_create(&place, e))?;
    note_journal(Some(&place));
    Ok(Some(journal))
}

/// Where the journal of a run lies that writes to `output`.
fn journal_beside(output: &Path) -> PathBuf {
    // `.` and `..` do not say how the folder is called.
    let named = if output.file_name().is_none() { output.canonicalize().ok() } else { None };
    let output = named.as_deref().unwrap_or(output);
    let mut name = OsString::from(".dateline-");
    name.push(output.file_name().unwrap_or_default());
    name.push(".resume");
    output.with_file_name(name)
}

/// What a worker made of an article, and how it is noted in the journal.
struct Made<T> {
    /// Passed over, as it is not English; what was made of it.
    done: (bool, T),
    entry: Option<Entry>,
}

impl<T: Serialize> Made<T> {
    fn of(analysis: Analysis, passed_over: bool, noted: bool, work: &impl Fn(Analysis) -> io::Result<T>) -> io::Result<Self> {
        let digest = noted.then(|| run::digest(&analysis.article));
        let done = (passed_over, work(analysis)?);
        let entry = digest.map(|digest| Entry::new(digest, &done)).transpose()?;
        Ok(Self { done, entry })
    }
}

/// The journal could not be written.
fn of_journal(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("the journal of --resume: {error}"))
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

/// How far the run has come.
fn show(bar: &ProgressBar, progress: Progress) {
    bar.set_position(if bar.length().is_some() { progress.input.bytes } else { progress.articles });
    let rate = progress.articles as f64 / bar.elapsed().as_secs_f64().max(0.001);
    bar.set_message(format!("{} articles, {rate:.0}/s", progress.articles));
}

/// What a user may wonder about: nothing read, files passed over.
fn summary(outcome: &Outcome) {
    let p = &outcome.progress;
    if p.articles == 0 && outcome.failed == 0 {
        say(&format!("warning: no article was found; in folders {KNOWN} are read, any other must be named itself"));
    }
    let mut notes = Vec::new();
    if let Some(taken) = outcome.journal.as_ref().map(Journal::taken).filter(|taken| *taken > 0) {
        notes.push(format!("{taken} taken over from the run before"));
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_lies_beside_its_output() {
        let beside = |output: &str| journal_beside(Path::new(output));
        assert_eq!(beside("out/"), Path::new(".dateline-out.resume"));
        assert_eq!(beside("a/x.csv"), Path::new("a/.dateline-x.csv.resume"));
        let here = std::env::current_dir().unwrap().canonicalize().unwrap();
        let name = here.file_name().unwrap().to_str().unwrap();
        assert_eq!(beside("."), here.with_file_name(format!(".dateline-{name}.resume")));
    }
}
