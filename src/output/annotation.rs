//! The annotation object: one JSON object an article, all spans as code points of its text.

use serde::Serialize;

use super::names;
use super::rows::IncidentRow;
use crate::Analysis;
use crate::actions::{Action, Party};
use crate::actors::{Entity, Mention};
use crate::dates::{Anchor, TimeExpression};
use crate::lexicon::Lexicon;
use crate::quotes::{Quote, Speaker};
use crate::token::{CodePoints, Span};

/// Name and version of the form.
pub const SCHEMA: &str = "dateline/annotation/1";

/// Everything found in one article, as `annotate` writes it. Lists point into each other by index.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Annotation<'a> {
    pub schema: &'static str,
    pub id: &'a str,
    pub path: &'a str,
    pub record: Option<&'a str>,
    pub title: Option<&'a str>,
    pub source: Option<&'a str>,
    pub url: Option<&'a str>,
    pub language: &'static str,
    pub published: Option<String>,
    pub published_from: &'static str,
    pub text: &'a str,
    pub sentences: Vec<SentenceSpan>,
    pub boilerplate: Vec<BoilerplateSpan<'a>>,
    pub dates: Vec<DateSpan<'a>>,
    pub entities: Vec<EntityObject<'a>>,
    pub mentions: Vec<MentionSpan<'a>>,
    pub quotes: Vec<QuoteSpan<'a>>,
    pub actions: Vec<ActionSpan<'a>>,
    pub incidents: Vec<IncidentRow<'a>>,
}

/// A sentence.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct SentenceSpan {
    pub start: u32,
    pub end: u32,
    pub paragraph: u32,
}

/// A stretch that is no part of the story.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct BoilerplateSpan<'a> {
    pub start: u32,
    pub end: u32,
    pub class: &'a str,
}

/// A time expression.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct DateSpan<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub value: &'a str,
    #[serde(rename = "mod")]
    pub modifier: Option<&'static str>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub anchor: Option<String>,
    pub rule: &'a str,
}

/// Words and where they stand.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Words<'a> {
    pub start: u32,
    pub end: u32,
    pub text: &'a str,
}

/// Somebody or something.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct EntityObject<'a> {
    pub id: usize,
    pub name: &'a str,
    pub kind: &'static str,
    pub code: Option<&'a str>,
    pub country: Option<&'a str>,
    pub sector: Option<&'a str>,
    pub role: Option<&'a str>,
}

/// Words that refer to an entity.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct MentionSpan<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    pub entity: u32,
    pub form: &'static str,
    pub rule: &'static str,
}

/// A quotation or a part of one.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct QuoteSpan<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    pub kind: &'static str,
    pub speech: bool,
    pub group: u32,
    pub cue: Option<Words<'a>>,
    pub speaker: Option<SpeakerSpan<'a>>,
}

/// Who said a quotation.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct SpeakerSpan<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    pub entity: Option<u32>,
    pub name: &'a str,
    pub confidence: f64,
}

/// A coded action.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct ActionSpan<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    pub act: u32,
    pub cameo: &'a str,
    pub plover: Option<&'a str>,
    pub mode: Option<&'a str>,
    pub source: Option<u32>,
    pub source_mention: Option<u32>,
    pub source_code: Option<&'a str>,
    pub target: Option<u32>,
    pub target_mention: Option<u32>,
    pub target_code: Option<&'a str>,
    pub date: Option<u32>,
    pub place: Option<u32>,
    pub status: &'static str,
    pub sentence: u32,
    pub quote: Option<u32>,
    pub incident: Option<usize>,
    pub rule: &'a str,
    pub confidence: f64,
}

/// The annotation object of an analysis.
#[must_use]
pub fn annotation<'a>(analysis: &'a Analysis, lexicon: &'a Lexicon) -> Annotation<'a> {
    let article = &analysis.article;
    let at = Offsets { text: &article.text, points: CodePoints::new(&article.text) };
    let surface = &analysis.surface;
    let sentences = surface.sentences.iter().map(|s| SentenceSpan { start: at.of(s.span.start), end: at.of(s.span.end), paragraph: s.paragraph });
    let boilerplate = surface.boilerplate.iter().map(|b| BoilerplateSpan { start: at.of(b.span.start), end: at.of(b.span.end), class: &b.class });
    let mut incident_of = vec![None; analysis.actions.len()];
    for (index, incident) in analysis.incidents.iter().enumerate() {
        for action in &incident.actions {
            if let Some(slot) = incident_of.get_mut(*action as usize) {
                *slot = Some(index);
            }
        }
    }
    Annotation {
        schema: SCHEMA,
        id: &article.id,
        path: &article.path,
        record: article.record.as_deref(),
        title: article.title.as_deref(),
        source: article.source.as_deref(),
        url: article.url.as_deref(),
        language: analysis.language,
        published: article.day().map(|d| d.to_string()),
        published_from: names::published_from(article),
        text: &article.text,
        sentences: sentences.collect(),
        boilerplate: boilerplate.collect(),
        dates: analysis.dates.iter().map(|d| at.date(d, lexicon)).collect(),
        entities: analysis.actors.entities.iter().enumerate().map(|(id, e)| entity(id, e)).collect(),
        mentions: analysis.actors.mentions.iter().map(|m| at.mention(m)).collect(),
        quotes: analysis.quotes.iter().map(|q| at.quote(q)).collect(),
        actions: analysis.actions.iter().zip(incident_of).map(|(a, incident)| at.action(a, incident, lexicon)).collect(),
        incidents: super::rows::incident_rows(analysis, lexicon),
    }
}

/// From the program's byte offsets to the code points of the output.
pub(super) struct Offsets<'a> {
    pub(super) text: &'a str,
    pub(super) points: CodePoints<'a>,
}

impl<'a> Offsets<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, points: CodePoints::new(text) }
    }

    fn of(&self, byte: u32) -> u32 {
        self.points.at(byte)
    }

    /// The words of a span and where they stand; an ill-fitting span shrinks to nothing rather than slice wrongly.
    pub(super) fn words(&self, span: Span) -> Words<'a> {
        let text = span.slice(self.text);
        let start = self.of(span.start);
        Words { start, end: if text.is_empty() { start } else { self.of(span.end) }, text }
    }

    fn date(&self, date: &'a TimeExpression, lexicon: &'a Lexicon) -> DateSpan<'a> {
        DateSpan {
            words: self.words(date.span),
            kind: date.kind.name(),
            value: &date.value,
            modifier: date.modifier,
            from: date.range.map(|r| r.0.to_string()),
            to: date.range.map(|r| r.1.to_string()),
            anchor: anchor(date.anchor),
            rule: names::date_rule(lexicon, date.rule),
        }
    }

    fn mention(&self, mention: &Mention) -> MentionSpan<'a> {
        MentionSpan { words: self.words(mention.span), entity: mention.entity, form: mention.form.name(), rule: mention.rule }
    }

    fn quote(&self, quote: &'a Quote) -> QuoteSpan<'a> {
        QuoteSpan {
            words: self.words(quote.span),
            kind: quote.kind.name(),
            speech: quote.speech,
            group: quote.group,
            cue: quote.cue.map(|c| self.words(c)),
            speaker: quote.speaker.as_ref().map(|s| self.speaker(s)),
        }
    }

    fn speaker(&self, speaker: &'a Speaker) -> SpeakerSpan<'a> {
        SpeakerSpan { words: self.words(speaker.span), entity: speaker.entity, name: &speaker.name, confidence: names::rounded(speaker.confidence) }
    }

    fn action(&self, action: &'a Action, incident: Option<usize>, lexicon: &'a Lexicon) -> ActionSpan<'a> {
        let cameo = names::cameo(lexicon, &action.cameo);
        let entity = |party: &Option<Party>| party.as_ref().map(|p| p.entity);
        let mention = |party: &Option<Party>| party.as_ref().and_then(|p| p.mention);
        ActionSpan {
            words: self.words(action.span),
            act: action.act,
            cameo: &action.cameo,
            plover: cameo.plover_event,
            mode: cameo.plover_mode,
            source: entity(&action.source),
            source_mention: mention(&action.source),
            source_code: code(action.source.as_ref()),
            target: entity(&action.target),
            target_mention: mention(&action.target),
            target_code: code(action.target.as_ref()),
            date: action.date,
            place: action.place,
            status: action.status.name(),
            sentence: action.sentence,
            quote: action.quote,
            incident,
            rule: names::action_rule(lexicon, action.rule),
            confidence: names::rounded(action.confidence),
        }
    }
}

fn code(party: Option<&Party>) -> Option<&str> {
    party.and_then(|p| names::filled(&p.code))
}

/// `published`, or the date of this list that it was counted from (`date:3`).
pub(super) fn anchor(anchor: Anchor) -> Option<String> {
    match anchor {
        Anchor::None => None,
        Anchor::Published => Some("published".into()),
        Anchor::Expression(index) => Some(format!("date:{index}")),
    }
}

fn entity(id: usize, entity: &Entity) -> EntityObject<'_> {
    EntityObject {
        id,
        name: &entity.name,
        kind: entity.kind.name(),
        code: names::filled(&entity.code),
        country: names::filled(entity.country()),
        sector: names::filled(entity.sector()),
        role: entity.role.as_deref(),
    }
}
