//! The way of one article through the program, from its text to its incidents.

use crate::actions::{self, Action};
use crate::actors::{self, Actors};
use crate::dates::{self, TimeExpression};
use crate::lexicon::{ExampleResult, Lexicon};
use crate::link::{self, Incident};
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
pub fn analyse_with(mut article: Article, lexicon: &Lexicon, options: &Options) -> Analysis {
    let mut surface = text::surface(&article, lexicon);
    surface.keep_boilerplate = options.keep_boilerplate;
    surface.day_first = options.day_first;
    let language = text::language(&article, &surface, lexicon);
    if language != text::ENGLISH && !options.any_language {
        return Analysis { article, language, ..Analysis::default() };
    }
    if article.published.is_none() {
        article.published = dates::dateline(&article, &surface, lexicon);
    }
    let syntax = syntax::parse(&article, &surface, lexicon);
    let dates = dates::find(&article, &surface, &syntax, lexicon);
    let actors = actors::find(&article, &surface, &syntax, &dates, lexicon);
    let quotes = quotes::find(&article, &surface, &syntax, &actors, lexicon);
    let actions = actions::find(&article, &surface, &syntax, &dates, &actors, &quotes, lexicon);
    let incidents = link::incidents(&article, &surface, &syntax, &dates, &actors, &quotes, &actions, lexicon);
    Analysis { article, language, surface, syntax, dates, actors, quotes, actions, incidents }
}
