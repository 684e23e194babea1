use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::options::LexiconArgs;
use super::status::{Failure, NOTHING, PARTIAL};
use crate::lexicon::import::{Dictionary, Known};
use crate::lexicon::{Lexicon, LexiconError};

/// Options of `lexicon import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Dictionaries: .actors, .agents and .verbs files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// What the files are; by their names and contents if not given
    #[arg(long, value_enum)]
    kind: Option<Kind>,

    /// Folder to write the lexicon to, for --lexicon; standard output if not given
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,

    #[command(flatten)]
    lexicon: LexiconArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Actors,
    Agents,
    Verbs,
}

struct Loaded(Lexicon);

impl Known for Loaded {
    fn is_verb(&self, lemma: &str) -> bool {
        self.0.words.info(self.0.sym(lemma)).verb.is_some()
    }

    fn is_act(&self, code: &str) -> bool {
        self.0.cameo.get(code).is_some()
    }

    fn unknown_part<'c>(&self, code: &'c str) -> Option<&'c str> {
        self.0.profiles.unknown_part(code)
    }

    fn successor(&self, code: &str) -> Option<&str> {
        self.0.profiles.successor(code)
    }
}

impl Import {
    /// Imports all files. The status is that of a run whose inputs could be read in part where a line was not taken.
    pub fn run(&self, out: &mut impl Write) -> Result<(io::Result<()>, u8), Failure> {
        let known = Loaded(self.lexicon.load()?);
        let (mut taken, mut refused) = (0, 0);
        for path in &self.files {
            let shown = path.display().to_string();
            let bytes = std::fs::read(path).map_err(|e| LexiconError::file(&shown, e.to_string(), "name a file that can be read"))?;
            let text = String::from_utf8_lossy(&bytes);
            let kind = self
                .kind(&shown, &text)
                .ok_or_else(|| LexiconError::file(&shown, "it is not clear what kind of dictionary it is", "say so: --kind actors, agents or verbs"))?;
            let stem = path.file_stem().map_or_else(|| "imported".into(), |s| s.to_string_lossy().into_owned());
            let file = path.file_name().map_or_else(|| stem.clone(), |s| s.to_string_lossy().into_owned());
            let done = kind.import(&file, &text, &known);
            for refusal in &done.refused {
                note(&format!("{shown}:{refusal}"));
            }
            let lines: BTreeSet<u64> = done.refused.iter().map(|r| r.line).collect();
            note(&format!("{shown}: {} entries taken, {} lines not, or in part", done.entries, lines.len()));
            taken += done.entries;
            refused += done.refused.len();
            match &self.output {
                Some(dir) => write(&dir.join(kind.target(&stem)), &done.content)?,
                None => {
                    if let Err(e) = out.write_all(done.content.as_bytes()) {
                        return Ok((Err(e), 0));
                    }
                }
            }
        }
        let status = match (taken, refused) {
            (0, _) => NOTHING,
            (_, 0) => 0,
            _ => PARTIAL,
        };
        Ok((Ok(()), status))
    }

    fn kind(&self, name: &str, text: &str) -> Option<Dictionary> {
        match self.kind {
            Some(Kind::Actors) => Some(Dictionary::Actors),
            Some(Kind::Agents) => Some(Dictionary::Agents),
            Some(Kind::Verbs) => Some(Dictionary::Verbs),
            None => Dictionary::guess(Path::new(name).file_name()?.to_str()?, text),
        }
    }
}

/// A line on standard error, in the form that editors jump to; that nobody can hear it is no reason to stop.
fn note(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// Writes a new file; one that is there is somebody's work.
fn write(path: &Path, content: &str) -> Result<(), Failure> {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::File::create_new(path));
    made.and_then(|mut file| file.write_all(content.as_bytes())).map_err(|e| Failure::cannot_create(path, e))
}
