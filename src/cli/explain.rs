use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::options::{InputArgs, LexiconArgs};
use super::session;
use super::status::{self, Failure};
use crate::output::explain::Explainer;
use crate::pipeline;

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    #[command(flatten)]
    input: InputArgs,

    /// Explain this incident only
    #[arg(long, value_name = "ID")]
    incident: Option<String>,

    /// Tell what was seen in the sentence at this code point of the text, and why it gave no incident if it did not
    #[arg(long, value_name = "OFFSET", conflicts_with = "incident")]
    at: Option<usize>,

    /// Only the article of this id; needed for --at where the file holds several
    #[arg(long, value_name = "ID")]
    article: Option<String>,

    #[command(flatten)]
    lexicon: LexiconArgs,
}

impl Explain {
    /// Writes the explanation, article by article.
    pub fn run(&self) -> Result<u8, Failure> {
        let paths = self.input.resolved("explain")?;
        let lexicon = self.input.lexicon(&self.lexicon.sources()?)?;
        let mut out = io::stdout().lock();
        let (mut explained, mut failed, mut read) = (0, 0, 0);
        for article in self.input.articles(&paths) {
            let article = match article {
                Ok(article) => article,
                Err(error) => {
                    session::complain(&error);
                    failed += usize::from(error.is_failure());
                    continue;
                }
            };
            if self.article.as_ref().is_some_and(|id| *id != article.id) {
                continue;
            }
            read += 1;
            if read == 2 && self.at.is_some() {
                return Err(Failure::usage("--at: the file holds several articles; name one with --article ID"));
            }
            let analysis = pipeline::analyse_with(article, &lexicon, &self.input.analysis());
            let explainer = Explainer::new(&analysis, &lexicon);
            let text = match (&self.incident, self.at) {
                (Some(id), _) => explainer.one(id),
                (None, Some(at)) => explainer.at(at),
                (None, None) => Some(explainer.all()),
            };
            if let Some(text) = text {
                let gap = if explained > 0 { "\n" } else { "" };
                write!(out, "{gap}{text}").map_err(|e| Failure::writing("standard output", &e))?;
                explained += 1;
            }
        }
        out.flush().map_err(|e| Failure::writing("standard output", &e))?;
        match (explained, failed) {
            (0, _) => Err(Failure::nothing(self.nothing(&paths, read))),
            (_, 0) => Ok(0),
            _ => Ok(status::PARTIAL),
        }
    }

    fn nothing(&self, paths: &[PathBuf], read: usize) -> String {
        let path = paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ");
        match (&self.incident, self.at, &self.article) {
            (_, _, Some(id)) if read == 0 => format!("{path}: holds no article {id}"),
            _ if read == 0 => format!("{path}: holds no article"),
            (Some(id), ..) => format!("{path}: holds no incident {id}; `dateline extract` lists them"),
            (_, Some(at), _) => format!("{path}: the text has no code point {at}"),
            _ => format!("{path}: nothing to explain"),
        }
    }
}
