//! The way of one article through the program, from its text to its incidents.

use crate::actions::{self, Action};
use crate::actors::{self, Actors};
use crate::dates::{self, TimeExpression};
use crate::lexicon::{ExampleResult, Lexicon};
use crate::link::{self, Incident};
use crate::panics::caught;
use crate::quotes::{self, Quote};
use crate::syntax::{self, Syntax};
use crate::text::{self, Article, Surface};

/// Everything that was found in one article. Lists point into each other by index; spans are bytes of `article.text`.
#[derive(Debug, Default)]
pub struct Analysis {
    /// The article, its publication date completed from the dateline where nothing else gave one.
    pub article: Article,
    /// ISO 639-1. All lists are empty where it is not English, unless the user wants any language read.
    pub language: &'static str,
    /// Tokens, sentences, boilerplate.
    pub surface: Surface,
    /// Word classes and groups.
    pub syntax: Syntax,
    /// Time expressions.
    pub dates: Vec<TimeExpression>,
    /// Entities and mentions.
    pub actors: Actors,
    /// Quotations.
    pub quotes: Vec<Quote>,
    /// Coded actions.
    pub actions: Vec<Action>,
    /// Incidents.
    pub incidents: Vec<Incident>,
}

/// Runs the accepted and rejected examples of all rules.
#[must_use]
pub fn run_examples(lexicon: &Lexicon) -> Vec<ExampleResult> {
    let acts = |article| analyse(article, lexicon).actions;
    let mut results = text::run_boilerplate_examples(lexicon);
    results.extend(dates::run_examples(lexicon));
    results.extend(actors::run_examples(lexicon));
    results.extend(quotes::run_examples(lexicon));
    results.extend(actions::run_examples(lexicon, &acts));
    results
}

/// What the user may choose about the analysis.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Extract from boilerplate too; it is marked all the same.
    pub keep_boilerplate: bool,
    /// Numeric dates (`3/4/2024`) have the day first, or the month; told by the article and its source where not given.
    pub day_first: Option<bool>,
    /// Read articles that are clearly not English too.
    pub any_language: bool,
}

/// Runs all stages over one article.
#[must_use]
pub fn analyse(article: Article, lexicon: &Lexicon) -> Analysis {
    analyse_with(article, lexicon, &Options::default())
}

/// Runs all stages over one article, with options.
#[must_use]
pub fn analyse_with(article: Article, lexicon: &Lexicon, options: &Options) -> Analysis {
    let mut analysis = Analysis { article, ..Analysis::default() };
    for stage in STAGES {
        stage(&mut analysis, lexicon, options);
    }
    analysis
}

/// Runs all stages over several articles, each stage over all of them before the next: what a stage reads of the lexicon, and
/// its code, then stay in the cache that a core has for itself.
///
/// # Errors
/// For an article in which a stage panicked, what the panic said; the others are as if it had not been there.
#[must_use]
pub fn analyse_all(articles: Vec<Article>, lexicon: &Lexicon, options: &Options) -> Vec<Result<Analysis, String>> {
    let mut all: Vec<_> = articles.into_iter().map(|article| Ok(Analysis { article, ..Analysis::default() })).collect();
    for stage in STAGES {
        for slot in &mut all {
            if let Ok(analysis) = slot
                && let Err(what) = caught(|| stage(analysis, lexicon, options))
            {
                *slot = Err(what);
            }
        }
    }
    all
}

/// Adds to an analysis what can be said from what is there already.
type Stage = fn(&mut Analysis, &Lexicon, &Options);

/// All stages, in order.
const STAGES: [Stage; 8] = [
    surface,
    language,
    |a, lexicon, options| read(a, options, |a| a.syntax = syntax::parse(&a.article, &a.surface, lexicon)),
    |a, lexicon, options| read(a, options, |a| a.dates = dates::find(&a.article, &a.surface, &a.syntax, lexicon)),
    |a, lexicon, options| read(a, options, |a| a.actors = actors::find(&a.article, &a.surface, &a.syntax, &a.dates, lexicon)),
    |a, lexicon, options| read(a, options, |a| a.quotes = quotes::find(&a.article, &a.surface, &a.syntax, &a.actors, lexicon)),
    |a, lexicon, options| read(a, options, |a| a.actions = actions::find(&a.article, &a.surface, &a.syntax, &a.dates, &a.actors, &a.quotes, lexicon)),
    |a, lexicon, options| {
        read(a, options, |a| a.incidents = link::incidents(&a.article, &a.surface, &a.syntax, &a.dates, &a.actors, &a.quotes, &a.actions, lexicon));
    },
];

fn surface(a: &mut Analysis, lexicon: &Lexicon, options: &Options) {
    a.surface = text::surface(&a.article, lexicon);
    a.surface.keep_boilerplate = options.keep_boilerplate;
    a.surface.day_first = options.day_first;
}

fn language(a: &mut Analysis, lexicon: &Lexicon, options: &Options) {
    a.language = text::language(&a.article, &a.surface);
    if is_foreign(a, options) {
        a.surface = Surface::default();
    } else if a.article.published.is_none() {
        a.article.published = dates::published(&a.article, &a.surface, lexicon);
    }
}

/// The article is in a language that is not read.
fn is_foreign(a: &Analysis, options: &Options) -> bool {
    a.language != text::ENGLISH && !options.any_language
}

/// Runs `stage`, unless the article is in a language that is not read.
fn read(a: &mut Analysis, options: &Options, stage: impl FnOnce(&mut Analysis)) {
    if !is_foreign(a, options) {
        stage(a);
    }
}
