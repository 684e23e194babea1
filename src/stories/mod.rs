//! What articles have to do with each other: reprints, stories, incidents told in several, and answers across them.
//!
//! A second pass over compact keys. The workers make an [`ArticleKey`] of each article; [`link`] compares the keys of the
//! whole run. Articles are gone through in an order of their own (day, then id), never in that of the input, so that the
//! result depends neither on the order of files nor on threads.

mod chain;
mod cluster;
mod duplicates;
mod incident;
mod merge;
mod terms;

pub use incident::{IncidentKey, Side, Spot, When};
pub use terms::Weigher;

use serde::{Deserialize, Serialize};

use crate::actions::Action;
use crate::actors::Actors;
use crate::link::Incident;
use crate::text::{Article, Surface};
use crate::token::stable_hash;

/// All that the second pass knows of an article.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ArticleKey {
    /// Day of publication, counted from 1970.
    pub day: Option<i32>,
    /// Hash of its id: puts articles of one day in order.
    pub order: u64,
    /// Its telling words, by hash, with their weights; the squares of all weights sum up to one.
    pub terms: Box<[(u32, f32)]>,
    /// The least hashes of its runs of words: what two reprints share.
    pub sketch: Box<[u32]>,
    /// Its incidents.
    pub incidents: Box<[IncidentKey]>,
}

/// The key of one article.
#[must_use]
pub fn key(article: &Article, surface: &Surface, actors: &Actors, actions: &[Action], incidents: &[Incident], weigher: &Weigher) -> ArticleKey {
    let (terms, sketch) = weigher.describe(article, surface);
    ArticleKey {
        day: article.day().map(incident::day_number),
        order: stable_hash(&article.id),
        terms,
        sketch,
        incidents: incident::keys(actors, actions, incidents),
    }
}

/// What the second pass found, by article and by incident in the order of the input.
#[derive(Debug, Default)]
pub struct Linked {
    /// The first article of each article's story.
    pub story: Vec<u32>,
    /// The article that it is a reprint of.
    pub duplicate_of: Vec<Option<u32>>,
    /// Where the incidents of each article begin in the lists below; one more entry than articles.
    pub first_incident: Vec<u32>,
    /// The incident that stands for each incident: itself, unless it is told in several articles.
    pub stands_for: Vec<u32>,
    /// The incident that each standing one answers.
    pub answers: Vec<Option<u32>>,
    /// All incidents of each record that was merged from several, the standing one first.
    pub merged: std::collections::BTreeMap<u32, Vec<u32>>,
}

/// Which articles are to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those that tell an incident: enough for rows of incidents.
    Telling,
    /// All of them: for stories and reprints.
    All,
}

/// Compares the articles of a run.
///
/// Incidents are joined within the stories of the articles that tell any, whatever the scope, so that the rows are the same.
/// The stories of all articles start from these.
#[must_use]
pub fn link(articles: &[ArticleKey], scope: Scope) -> Linked {
    let mut order: Vec<u32> = (0..articles.len() as u32).collect();
    // Undated articles come last: the first of a story should tell when.
    order.sort_by_key(|a| (articles[*a as usize].day.unwrap_or(i32::MAX), articles[*a as usize].order, *a));
    let telling: Vec<u32> = order.iter().copied().filter(|a| !articles[*a as usize].incidents.is_empty()).collect();
    let none: Vec<u32> = (0..articles.len() as u32).collect();
    let duplicate_of = duplicates::find(articles, &telling);
    let story = cluster::stories(articles, &telling, &duplicate_of, &none);
    let mut linked = Linked { story, duplicate_of, ..Linked::default() };
    merge::incidents(articles, &order, &mut linked);
    chain::answers(articles, &order, &mut linked);
    if scope == Scope::All {
        linked.duplicate_of = duplicates::find(articles, &order);
        linked.story = cluster::stories(articles, &order, &linked.duplicate_of, &linked.story);
    }
    linked
}
