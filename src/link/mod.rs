//! Incidents: mentions of one act merged, dated, placed, quoted, and chained to what they answer.

mod anaphora;
mod anew;
mod build;
mod confidence;
mod counted;
mod lead;
mod merge;
mod place;
mod reply;
mod spell;
mod toll;
mod town;
mod when;

use std::ops::RangeInclusive;

use compact_str::CompactString;
use jiff::civil::Date;

use crate::actions::{Action, Status};
use crate::actors::Actors;
use crate::dates::{Precision, TimeExpression};
use crate::lexicon::Lexicon;
use crate::quotes::Quote;
use crate::syntax::Syntax;
use crate::text::{Article, Surface};
use crate::token::Span;

/// One incident of one article: an act by someone, usually on someone, merged from all its mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Readable prefix and hash, see the contract.
    pub id: String,
    /// The act that it is a row of.
    pub act_id: String,
    /// CAMEO code.
    pub cameo: CompactString,
    /// What was done, in a few words.
    pub action: CompactString,
    /// Said of it.
    pub status: Status,
    /// When.
    pub date: IncidentDate,
    /// Resolved names of the source side, joined by `; `.
    pub source_name: String,
    /// CAMEO actor code.
    pub source_code: CompactString,
    /// Resolved names of the target side.
    pub target_name: String,
    /// CAMEO actor code.
    pub target_code: CompactString,
    /// Where, if the text says.
    pub place: Option<IncidentPlace>,
    /// Dead, injured and weapon, if the clause says.
    pub killed: Option<u32>,
    /// See `killed`.
    pub injured: Option<u32>,
    /// See `killed`.
    pub weapon: Option<String>,
    /// Who is cited for it.
    pub attributed_to: Option<CompactString>,
    /// Index of the quotation that bears most on it.
    pub quote: Option<u32>,
    /// Index of the sentence of its clearest mention.
    pub sentence: u32,
    /// Index of the incident (in the article's list) that it answers.
    pub in_response_to: Option<u32>,
    /// The text says that it answers something, but the article does not tell what.
    pub replies: bool,
    /// Its actions, as indices; the clearest one first.
    pub actions: Vec<u32>,
    /// 0 to 1.
    pub confidence: f32,
    /// Where its clearest mention names the act (bytes).
    pub span: Span,
    /// Id of the rule of its clearest mention.
    pub rule: String,
    /// The words that each field came from.
    pub evidence: Vec<Evidence>,
}

/// When an incident happened.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentDate {
    /// ISO 8601, as precise as is known; empty if unknown.
    pub value: CompactString,
    /// First and last possible day.
    pub range: Option<(Date, Date)>,
    /// Precision.
    pub precision: Precision,
    /// `explicit`, `relative`, `context`, `published` or `none`.
    pub basis: &'static str,
    /// The words it was read from.
    pub text: String,
    /// TIMEX3 value of words that leave the day open (`XXXX-WXX-3`); empty otherwise.
    pub open: CompactString,
}

/// Where an incident happened.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentPlace {
    /// Its name.
    pub name: CompactString,
    /// ISO 3166 alpha-3, or empty.
    pub country: CompactString,
    /// WGS 84 degrees.
    pub coordinates: Option<(f64, f64)>,
    /// `text` or `dateline`.
    pub basis: &'static str,
}

/// The words that a field of an incident came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// `action`, `source`, `target`, `date`, `place`, `quote` or `response`.
    pub role: &'static str,
    /// The words (bytes).
    pub span: Span,
    /// The rule that read them.
    pub rule: String,
}

/// Merges the actions of the article into incidents, ordered by the place of their clearest mention.
#[must_use]
#[allow(clippy::too_many_arguments)] // the lists of all stages before, as everywhere in the pipeline
pub fn incidents(
    article: &Article,
    surface: &Surface,
    syntax: &Syntax,
    dates: &[TimeExpression],
    actors: &Actors,
    quotes: &[Quote],
    actions: &[Action],
    lexicon: &Lexicon,
) -> Vec<Incident> {
    if actions.is_empty() {
        return Vec::new();
    }
    let filed_end = crate::actions::dateline_end(article, surface, syntax);
    let mut view = View { article, surface, syntax, dates, actors, quotes, actions, lexicon, filed_end, lead: None };
    view.lead = lead::Lead::of(&view);
    let cues = reply::cues(&view);
    let mut clusters = merge::cluster(&view, &cues);
    let references = anaphora::resolve(&view, &clusters);
    for (cluster, reference) in references {
        clusters[cluster].references.push(reference);
    }
    let replies = reply::find(&view, &clusters, &cues);
    build::incidents(&view, &clusters, &replies)
}

/// The lists of all stages before.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    article: &'a Article,
    surface: &'a Surface,
    syntax: &'a Syntax,
    dates: &'a [TimeExpression],
    actors: &'a Actors,
    quotes: &'a [Quote],
    actions: &'a [Action],
    lexicon: &'a Lexicon,
    /// One past the last token of the dateline: what stands before it is where the story was filed.
    filed_end: u32,
    /// The paragraphs that tell the news.
    lead: Option<lead::Lead>,
}

/// Actions that tell of one act.
#[derive(Debug, Clone)]
pub(crate) struct Cluster {
    /// Indices of its actions, in the order of the text.
    actions: Vec<u32>,
    /// Later words for the act (`the move`), with the dates that stand by them.
    references: Vec<Reference>,
}

impl Cluster {
    /// Its actions of a range of sentences: they stand in the order of the text, and there may be thousands.
    fn actions_in<'c>(&'c self, view: &View<'c>, sentences: RangeInclusive<u32>) -> impl Iterator<Item = &'c Action> + use<'c> {
        let actions = view.actions;
        let first = self.actions.partition_point(|a| actions[*a as usize].sentence < *sentences.start());
        self.actions[first..].iter().map(move |a| &actions[*a as usize]).take_while(move |a| a.sentence <= *sentences.end())
    }
}

/// `the move`, `the UK's response on Wednesday`: words for an act told elsewhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reference {
    /// The noun that refers back, as a token.
    head: u32,
    /// The time expression right beside it.
    date: Option<u32>,
}
