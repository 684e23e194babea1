//! Shell completions and manual pages, made from the command line's own description.

use std::io::{self, Write};

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Cli;
use super::status::Failure;

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// Your shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Options of `man`.
#[derive(Debug, Args)]
pub struct Man {
    /// The page of this command; of dateline itself if not given
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

impl Completions {
    /// Writes the completion script.
    pub fn run(&self) -> Result<u8, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "dateline", &mut script);
        print(&script)
    }
}

impl Man {
    /// Writes the page.
    pub fn run(&self) -> Result<u8, Failure> {
        let mut page = Vec::new();
        let mut cli = Cli::command();
        // Names the commands as they are called: `dateline-extract`.
        cli.build();
        let command = match &self.command {
            None => cli,
            Some(name) => match cli.find_subcommand(name) {
                Some(found) => found.clone(),
                None => return Err(Failure::usage(format!("man: there is no command {name}; `dateline --help` lists them"))),
            },
        };
        clap_mangen::Man::new(command).render(&mut page).map_err(|e| Failure::writing("the page", &e))?;
        print(&page)
    }
}

fn print(bytes: &[u8]) -> Result<u8, Failure> {
    io::stdout().lock().write_all(bytes).map_err(|e| Failure::writing("standard output", &e))?;
    Ok(0)
}
