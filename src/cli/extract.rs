use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::options::{InputArgs, LexiconArgs, RunArgs, day};
use super::session::{self, Job, Outcome};
use super::status::Failure;
use crate::Analysis;
use crate::input;
use crate::lexicon::Lexicon;
use crate::output::files::Sink;
use crate::output::forms::profile::Profile;
use crate::output::forms::{self, Beside, Dialect, Form, Kind, Output};
use crate::output::gather::{Counts, Encoded, Gather};
use crate::output::page::Page;
use crate::output::{Facets, Filter, IncidentRow, schema};
use crate::run::Event;
use crate::stories::{self, ArticleKey, Weigher};

/// Options of `extract`.
#[derive(Debug, Args)]
pub struct Extract {
    #[command(flatten)]
    input: InputArgs,

    /// Where to write: x.csv, x.jsonl, x.parquet (incidents), x.xlsx, x.sqlite or DIR/ (all tables), x.html (a page); standard output if not given
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,

    /// Form of the rows on standard output, csv if not given
    #[arg(long, value_enum)]
    format: Option<RowFormat>,

    /// How CSV is written: as the standard has it, with nothing altered, or so that spreadsheet programs open it safely
    #[arg(long, value_enum, default_value_t)]
    dialect: CsvDialect,

    /// Write incidents in the columns of another event data set, between tabs (docs/profiles.md)
    #[arg(long, value_enum, value_name = "SET", conflicts_with = "format")]
    profile: Option<ProfileName>,

    /// Write a page to look at besides: x.html
    #[arg(long, value_name = "FILE", conflicts_with = "profile")]
    report: Option<PathBuf>,

    /// Replace what is there
    #[arg(long)]
    overwrite: bool,

    /// Take up a run that was broken off: given from the start, what is done is kept in .dateline-OUT.resume until the end
    #[arg(long, requires = "output")]
    resume: bool,

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
    /// A page to look at
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Default, ValueEnum)]
enum CsvDialect {
    /// Newlines, no byte-order mark, text as it is
    #[default]
    Rfc4180,
    /// Byte-order mark, CRLF, formulas guarded, line breaks marked, long cells cut and named, files split at 1,048,576 rows
    Excel,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum ProfileName {
    /// POLECAT: 40 columns, with a header
    Polecat,
    /// GDELT 2.0 events: 61 columns, without a header
    Gdelt,
    /// ICEWS: 20 columns, with a header
    Icews,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Self {
        match name {
            ProfileName::Polecat => Self::Polecat,
            ProfileName::Gdelt => Self::Gdelt,
            ProfileName::Icews => Self::Icews,
        }
    }
}

/// A data set's columns, in a file of text whatever its ending.
fn profiled(set: Profile, path: Option<&Path>) -> Result<Kind, Failure> {
    match path.map(|path| (path, Kind::of(path))) {
        None | Some((_, None | Some(Kind::Csv))) => Ok(Kind::Profile(set)),
        Some((path, Some(other))) => {
            let (shown, name) = (path.display(), set.name());
            Err(Failure::usage(format!("-o {shown}: {name} is one file of text, no {}; name it x.txt, x.tsv or x.csv", other.name())))
        }
    }
}

/// Which rows are written.
#[derive(Debug, Clone, Default, Args)]
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

impl Extract {
    /// Writes the incidents.
    pub fn run(&self) -> Result<u8, Failure> {
        let output = self.output()?;
        let paths = self.input.resolved("extract")?;
        output.check()?;
        if let Some(path) = &self.report {
            if self.output.as_ref() == Some(path) {
                return Err(Failure::usage(format!("--report {}: -o writes that file", path.display())));
            }
            super::report::check_place("--report", path, self.overwrite)?;
        }
        let sources = self.lexicon.sources()?;
        let lexicon = self.input.lexicon(&sources)?;
        let filter = self.filter(&lexicon)?;
        let form = self.form(&output, &lexicon)?;
        let wants = form.wants();
        let mut gather = Gather::new(form);
        let weigher = (!self.per_article).then(|| Weigher::new(&lexicon));
        let work = |analysis: Analysis| {
            // Where only incidents are written, nothing waits for an article that tells none.
            let compared = wants.all() || !analysis.incidents.is_empty();
            let key = weigher.as_ref().filter(|_| compared).map(|w| key(&analysis, w));
            // What the other articles add may let a row through: then the filter waits.
            let keep = |row: &IncidentRow<'_>| key.is_some() || filter.keeps(&Facets::of_row(row));
            Ok((Encoded::of(wants, &analysis, &lexicon, keep)?, key))
        };
        let write = |event: Event<(Encoded, Option<ArticleKey>)>| match event {
            Event::Done((article, key)) => gather.write(article, key),
            Event::Failed(error) => gather.error(&error),
        };
        let name = output.name();
        let input = InputArgs { digest: wants.all(), ..self.input.clone() };
        let fingerprint = sources.fingerprint();
        let made_by = json!({"tables": format!("{wants:?}"), "options": self.options(&output), "lexicon": fingerprint});
        let journal = session::journal(self.output.as_deref().filter(|_| self.resume), &made_by, &lexicon)?;
        let job = Job { paths: &paths, input: &input, run: &self.run, name: &name, lexicon: &lexicon, journal };
        let outcome = session::drive(job, work, write)?;
        let describe = |counts: Counts| self.description(&output, &outcome, &fingerprint, counts);
        let note = gather.finish(&filter, describe).map_err(|e| Failure::writing(&name, &e))?;
        if let Some(note) = note.filter(|_| !self.run.quiet) {
            session::say(&note);
        }
        Ok(outcome.finish())
    }

    /// A run that writes a page of the articles at `paths`.
    pub(super) fn page(paths: &[PathBuf], output: Option<&Path>, overwrite: bool, lexicon: &LexiconArgs, run: &RunArgs) -> Self {
        Self {
            input: InputArgs { paths: paths.to_vec(), ..InputArgs::default() },
            output: output.map(Into::into),
            format: Some(RowFormat::Html),
            dialect: CsvDialect::default(),
            profile: None,
            report: None,
            overwrite,
            resume: false,
            per_article: false,
            filter: FilterArgs::default(),
            lexicon: lexicon.clone(),
            run: run.clone(),
        }
    }

    /// The output, and the page beside it if one is asked for.
    fn form(&self, output: &Output, lexicon: &Lexicon) -> Result<Box<dyn Form>, Failure> {
        let main = output.open(lexicon)?;
        let Some(path) = &self.report else { return Ok(main) };
        let sink = Sink::open(Some(path)).map_err(|e| Failure::cannot_create(path, e))?;
        Ok(Box::new(Beside::new(main, Page::new(sink, &lexicon.cameo))))
    }

    /// Where the rows go.
    fn output(&self) -> Result<Output, Failure> {
        let named = self.format.map(|format| match format {
            RowFormat::Csv => Kind::Csv,
            RowFormat::Jsonl => Kind::Jsonl,
            RowFormat::Html => Kind::Page,
        });
        let kind = match (&self.output, self.profile) {
            (path, Some(set)) => profiled(set.into(), path.as_deref())?,
            (None, None) => named.unwrap_or(Kind::Csv),
            (Some(path), None) => {
                let shown = path.display();
                let kind = Kind::of(path).ok_or_else(|| {
                    Failure::usage(format!(
                        "-o {shown}: incidents are written as {}, the whole set of tables as x.xlsx, x.sqlite or a folder DIR/ (end it with a slash), a page as x.html",
                        forms::ENDINGS
                    ))
                })?;
                if named.is_some_and(|named| named != kind) {
                    return Err(Failure::usage(format!("-o {shown} and --format name two forms; leave --format out")));
                }
                kind
            }
        };
        let dialect = match self.dialect {
            CsvDialect::Rfc4180 => Dialect::Rfc4180,
            CsvDialect::Excel if matches!(kind, Kind::Csv | Kind::Folder) => Dialect::Excel,
            CsvDialect::Excel => return Err(Failure::usage("--dialect excel is for CSV: leave it out, or write x.csv or DIR/")),
        };
        Ok(Output { kind, path: self.output.clone(), dialect, overwrite: self.overwrite })
    }

    /// Which rows are written. What no row can be is a slip, and no empty result.
    fn filter(&self, lexicon: &Lexicon) -> Result<Filter, Failure> {
        let f = self.filter.clone();
        if let Some((since, until)) = f.since.zip(f.until).filter(|(since, until)| since > until) {
            return Err(Failure::usage(format!("--since {since} is later than --until {until}")));
        }
        if let Some(event) = f.event.iter().find(|e| !lexicon.cameo.has_event(e)) {
            return Err(Failure::usage(format!("--event {event}: no CAMEO code begins so, and no PLOVER event has this name (16, 161, SANCTION)")));
        }
        if let Some(country) = f.country.iter().find(|c| !lexicon.profiles.is_country(c)) {
            return Err(Failure::usage(format!("--country {country}: no country has this code of ISO 3166 alpha-3")));
        }
        Ok(Filter { since: f.since, until: f.until, countries: f.country, events: f.event, statuses: f.status, min_confidence: f.min_confidence })
    }

    /// The options that rows depend on, but for `--limit`.
    fn options(&self, output: &Output) -> Map<String, Value> {
        let f = &self.filter;
        let day = |d: &Option<Date>| d.map(|d| d.to_string());
        let mut options = Map::new();
        options.insert("dialect".into(), output.dialect.name().into());
        options.extend(self.input.described());
        let own = json!({
            "no_default_lexicon": self.lexicon.no_default_lexicon, "lexicons": self.lexicon.lexicon.len(),
            "per_article": self.per_article, "since": day(&f.since), "until": day(&f.until), "country": f.country, "event": f.event, "status": f.status, "min_confidence": f.min_confidence,
        });
        options.extend(own.as_object().cloned().unwrap_or_default());
        options
    }

    /// What made these rows. No time, no thread count, no absolute path: the same run gives the same bytes.
    fn description(&self, output: &Output, outcome: &Outcome, lexicon: &str, counts: Counts) -> Value {
        let mut options = self.options(output);
        options.insert("limit".into(), self.input.limit.into());
        json!({
            "schema": "dateline/run/1",
            "program": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "rows_version": schema::ROWS_VERSION,
            "lexicon": lexicon,
            "options": options,
            "read": {"files": outcome.progress.input.opened, "passed_over": outcome.progress.input.skipped, "without_words": outcome.progress.blank, "not_english": outcome.foreign, "failed": outcome.failed, "digest": outcome.digest, "digest_algorithm": input::ALGORITHM},
            "rows": {"articles": counts.articles, "incidents": counts.incidents, "quotes": counts.quotes, "dates": counts.dates},
        })
    }
}
