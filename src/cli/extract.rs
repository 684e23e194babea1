use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::options::{InputArgs, LexiconArgs, RunArgs, day};
use super::session::{self, Outcome};
use super::sink::{self, Sink};
use super::status::Failure;
use crate::Analysis;
use crate::output::columns::INCIDENTS;
use crate::output::folder::{Encoded, Folder};
use crate::output::merged::{Merger, Waiting};
use crate::output::{Facets, Filter, Format, article_rows, encode, incident_rows, schema};
use crate::run::Event;
use crate::stories::{self, ArticleKey, Scope, Weigher};

/// Options of `extract`.
#[derive(Debug, Args)]
pub struct Extract {
    #[command(flatten)]
    input: InputArgs,

    /// Where to write: x.csv, x.jsonl, or DIR/ for the whole set of tables; standard output if not given
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,

    /// Form of the rows on standard output, csv if not given
    #[arg(long, value_enum)]
    format: Option<RowFormat>,

    /// Replace what is there
    #[arg(long)]
    overwrite: bool,

    /// Keep each article's incidents apart: nothing is merged or chained across articles, and no stories are found
    #[arg(long)]
    per_article: bool,

    #[command(flatten)]
    filter: FilterArgs,

    #[command(flatten)]
    lexicon: LexiconArgs,

    #[command(flatten)]
    run: RunArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum RowFormat {
    Csv,
    Jsonl,
}

/// Which rows are written.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Rows")]
struct FilterArgs {
    /// Only incidents that may have happened on this day or later; undated ones drop out
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    since: Option<Date>,

    /// Only incidents that may have happened on this day or earlier; undated ones drop out
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    until: Option<Date>,

    /// Only incidents by, on or in these countries (ISO 3166 alpha-3, as GBR)
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = country)]
    country: Vec<String>,

    /// Only these acts: CAMEO codes with all below them (16, 161) or PLOVER events (SANCTION)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    event: Vec<String>,

    /// Only these statuses
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = STATUSES)]
    status: Vec<String>,

    /// Only incidents of at least this confidence
    #[arg(long, value_name = "P", value_parser = probability)]
    min_confidence: Option<f64>,
}

const STATUSES: [&str; 8] = ["occurred", "ongoing", "planned", "threatened", "demanded", "alleged", "denied", "hypothetical"];

fn country(text: &str) -> Result<String, String> {
    let fits = text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic());
    fits.then(|| text.to_ascii_uppercase()).ok_or_else(|| "a country is three letters, as GBR".into())
}

fn probability(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|p| (0.0..=1.0).contains(p)).ok_or_else(|| "a confidence lies between 0 and 1".into())
}

/// What an article is compared by.
fn key(analysis: &Analysis, weigher: &Weigher<'_>) -> ArticleKey {
    let a = analysis;
    stories::key(&a.article, &a.surface, &a.actors, &a.actions, &a.incidents, weigher)
}

/// The rows of an article that tells incidents.
struct Told {
    id: String,
    rows: Vec<u8>,
    lengths: Vec<u32>,
    key: ArticleKey,
}

/// Where the rows go.
enum Target<'a> {
    Rows(Option<&'a Path>, Format),
    Folder(&'a Path),
}

impl Extract {
    /// Writes the incidents.
    pub fn run(&self) -> Result<u8, Failure> {
        let target = self.target()?;
        let paths = self.input.resolved("extract")?;
        let outcome = match target {
            Target::Rows(path, format) => self.rows(&paths, path, format)?,
            Target::Folder(path) => self.folder(&paths, path)?,
        };
        Ok(outcome.status())
    }

    fn target(&self) -> Result<Target<'_>, Failure> {
        let Some(path) = self.output.as_deref() else {
            let jsonl = self.format == Some(RowFormat::Jsonl);
            return Ok(Target::Rows(None, if jsonl { Format::Jsonl } else { Format::Csv }));
        };
        let shown = path.display().to_string();
        let is_folder = shown.ends_with('/') || path.is_dir();
        let format = match path.extension().and_then(|e| e.to_str()) {
            _ if is_folder => None,
            Some("csv") => Some(RowFormat::Csv),
            Some("jsonl" | "ndjson") => Some(RowFormat::Jsonl),
            _ => {
                return Err(Failure::usage(format!(
                    "-o {shown}: rows are written as x.csv or x.jsonl, the whole set of tables as a folder DIR/ (end it with a slash)"
                )));
            }
        };
        if self.format.is_some() && self.format != format {
            return Err(Failure::usage(format!("-o {shown} and --format name two forms; leave --format out")));
        }
        Ok(match format {
            None => Target::Folder(path),
            Some(RowFormat::Csv) => Target::Rows(Some(path), Format::Csv),
            Some(RowFormat::Jsonl) => Target::Rows(Some(path), Format::Jsonl),
        })
    }

    /// One stream of incident rows.
    fn rows(&self, paths: &[PathBuf], path: Option<&Path>, format: Format) -> Result<Outcome, Failure> {
        let lexicon = self.input.lexicon(&self.lexicon.sources()?)?;
        let filter = self.filter();
        let mut sink = Sink::open(path, self.overwrite)?;
        let name = sink.name();
        let mut out = BufWriter::with_capacity(1 << 17, &mut sink);
        if format == Format::Csv {
            writeln!(out, "{}", INCIDENTS.header()).map_err(|e| Failure::writing(&name, &e))?;
        }
        let outcome = if self.per_article {
            let work = |analysis: Analysis| {
                let mut rows = incident_rows(&analysis, &lexicon);
                rows.retain(|row| filter.keeps(&Facets::of_row(row)));
                encode::rows(&rows, format)
            };
            let write = |event: Event<io::Result<Vec<u8>>>| match event {
                Event::Done(rows) => out.write_all(&rows?),
                Event::Failed(_) => Ok(()),
            };
            session::drive(paths, &self.input, &self.run, &name, &lexicon, work, write)?
        } else {
            let weigher = Weigher::new(&lexicon);
            let mut merger = Merger::default();
            let work = |analysis: Analysis| {
                if analysis.incidents.is_empty() {
                    return Ok(None);
                }
                let (rows, lengths) = encode::rows_with_lengths(&incident_rows(&analysis, &lexicon))?;
                let key = key(&analysis, &weigher);
                Ok(Some(Told { id: analysis.article.id, rows, lengths, key }))
            };
            let write = |event: Event<io::Result<Option<Told>>>| match event {
                Event::Done(told) => match told? {
                    Some(told) => merger.push(Waiting { incidents: &told.rows, lengths: &told.lengths, others: [&[]; 3], key: told.key }, &told.id),
                    None => Ok(()),
                },
                Event::Failed(_) => Ok(()),
            };
            let outcome = session::drive(paths, &self.input, &self.run, &name, &lexicon, work, write)?;
            merger.link(Scope::Telling).and_then(|mut merged| merged.incidents(format, &filter, &mut out)).map_err(|e| Failure::writing(&name, &e))?;
            outcome
        };
        out.flush().map_err(|e| Failure::writing(&name, &e))?;
        drop(out);
        sink.finish().map_err(|e| Failure::writing(&name, &e))?;
        Ok(outcome)
    }

    /// The whole set of tables.
    fn folder(&self, paths: &[PathBuf], path: &Path) -> Result<Outcome, Failure> {
        for name in Folder::names() {
            sink::free(&path.join(name), self.overwrite)?;
        }
        let sources = self.lexicon.sources()?;
        let lexicon = self.input.lexicon(&sources)?;
        let filter = self.filter();
        let mut folder = Folder::create(path).map_err(|e| Failure::cannot_create(path, format!("cannot be made: {e}")))?;
        let name = path.display().to_string();
        let weigher = (!self.per_article).then(|| Weigher::new(&lexicon));
        let work = |analysis: Analysis| {
            let key = weigher.as_ref().map(|w| key(&analysis, w));
            // What the other articles add may let a row through: then the filter waits.
            let keep = |row: &_| key.is_some() || filter.keeps(&Facets::of_row(row));
            Ok((Encoded::new(&article_rows(&analysis, &lexicon, keep))?, key))
        };
        let write = |event: Event<io::Result<(Encoded, Option<ArticleKey>)>>| match event {
            Event::Done(done) => {
                let (article, key) = done?;
                folder.write(article, key)
            }
            Event::Failed(error) => folder.error(&error),
        };
        let outcome = session::drive(paths, &self.input, &self.run, &name, &lexicon, work, write)?;
        if !self.per_article {
            folder.merge(&filter).map_err(|e| Failure::writing(&name, &e))?;
        }
        let counts = folder.counts;
        let run = self.description(
            &outcome,
            &sources.fingerprint(),
            json!({
                "articles": counts.articles, "incidents": counts.incidents, "quotes": counts.quotes, "dates": counts.dates,
            }),
        );
        folder.finish(&run).map_err(|e| Failure::writing(&name, &e))?;
        Ok(outcome)
    }

    fn filter(&self) -> Filter {
        let f = self.filter.clone();
        Filter { since: f.since, until: f.until, countries: f.country, events: f.event, statuses: f.status, min_confidence: f.min_confidence }
    }

    /// What made these rows. No time, no thread count, no absolute path: the same run gives the same bytes.
    fn description(&self, outcome: &Outcome, lexicon: &str, rows: Value) -> Value {
        let f = &self.filter;
        let day = |d: &Option<Date>| d.map(|d| d.to_string());
        json!({
            "schema": "dateline/run/1",
            "program": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "rows_version": schema::ROWS_VERSION,
            "lexicon": lexicon,
            "options": {
                "published": day(&self.input.published), "limit": self.input.limit, "keep_boilerplate": self.input.keep_boilerplate, "boilerplate_from": self.input.boilerplate_from.is_some(), "any_language": self.input.any_language, "fix_mojibake": self.input.fix_mojibake,
                "map": self.input.map.iter().map(|(kind, field)| format!("{kind}={field}")).collect::<Vec<_>>(),
                "no_default_lexicon": self.lexicon.no_default_lexicon, "lexicons": self.lexicon.lexicon.len(),
                "per_article": self.per_article, "since": day(&f.since), "until": day(&f.until), "country": f.country, "event": f.event, "status": f.status, "min_confidence": f.min_confidence,
            },
            "read": {"files": outcome.progress.input.opened, "passed_over": outcome.progress.input.skipped, "without_words": outcome.progress.blank, "not_english": outcome.foreign, "failed": outcome.failed},
            "rows": rows,
        })
    }
}
