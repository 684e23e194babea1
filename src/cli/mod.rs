//! The command line: arguments to library calls, results to exit statuses.

mod annotate;
mod check;
mod diff;
mod explain;
mod extract;
mod generate;
mod import;
mod lexicon;
mod options;
mod report;
mod schema;
mod session;
mod status;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use crate::output::files;
use status::Failure;

/// Reads news articles and writes incident records: who did what to whom, when, where, who said what about it.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, arg_required_else_help = true, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Articles in, incident records out
    Extract(extract::Extract),
    /// One JSON object an article: every date, mention, quotation and action with its place in the text
    Annotate(annotate::Annotate),
    /// Why each incident is there, or why a sentence gave none
    Explain(explain::Explain),
    /// Extract DIR/articles and compare with DIR/expected, cell by cell
    Check(check::Check),
    /// What changed between two runs: incidents added, lost, changed
    Diff(diff::Diff),
    /// One self-contained page to look at
    Report(report::Report),
    /// Table Schema of the rows, JSON Schema of the annotations
    Schema(schema::Schema),
    /// What the lexicons hold; whether your own are sound
    Lexicon(lexicon::LexiconCommand),
    /// Completions for your shell
    Completions(generate::Completions),
    /// Manual page
    Man(generate::Man),
}

impl Command {
    fn run(&self) -> Result<u8, Failure> {
        match self {
            Self::Extract(command) => command.run(),
            Self::Annotate(command) => command.run(),
            Self::Explain(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Diff(command) => command.run(),
            Self::Report(command) => command.run(),
            Self::Schema(command) => command.run(),
            Self::Lexicon(command) => command.run(),
            Self::Completions(command) => command.run(),
            Self::Man(command) => command.run(),
        }
    }
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    run(std::env::args_os()).into()
}

/// Runs the program with these arguments, the first of which is its name; gives its exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    crate::panics::silence_caught();
    // Without a handler an interrupt still ends the program, only less tidily.
    let _ = ctrlc::set_handler(|| {
        files::remove_unfinished();
        session::say_how_to_go_on();
        std::process::exit(status::INTERRUPTED);
    });
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    match cli.command.run() {
        Ok(status) => status,
        Err(failure) => {
            if !failure.message.is_empty() {
                session::say(&failure.message);
            }
            if failure.status == status::WRITE_FAILED {
                session::say_how_to_go_on();
            }
            failure.status
        }
    }
}

/// Help and version are what was asked for; all else is a usage error.
fn usage(error: &clap::Error) -> u8 {
    // A closed pipe is no failure here either.
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => 0,
        _ => Failure::usage("").status,
    }
}
