//! What the profiles ask of a row beyond its columns. It is told by the row's own article and travels behind the row.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::Analysis;
use crate::actors::EntityKind;
use crate::link::Incident;
use crate::output::names;

/// The most names of a kind: the lists stand in each row of an article.
const MOST_NAMES: usize = 40;
/// The cells behind a row, in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// The sentence's number in the story, from 1.
    pub sentence_number: usize,
    /// 1 where the sentence stands in the first paragraph of the story.
    pub leads: u8,
    /// The words for the source, where its mention is known.
    pub source_text: Option<String>,
    /// Its office or trade.
    pub source_title: Option<String>,
    /// The words for the target.
    pub target_text: Option<String>,
    /// Its office or trade.
    pub target_title: Option<String>,
    /// The words for the place.
    pub place_text: Option<String>,
    /// Persons whom the article names, joined by `; `.
    pub people: String,
    /// Organisations and groups that it names.
    pub organisations: String,
    /// Countries and places that it names.
    pub locations: String,
    /// ISO 639-1.
    pub language: &'static str,
}

/// The columns of [`Told`].
pub(super) const COLUMNS: [&str; 11] = [
    "sentence_number",
    "leads",
    "source_text",
    "source_title",
    "target_text",
    "target_title",
    "place_text",
    "people",
    "organisations",
    "locations",
    "language",
];

/// For each incident of the article, in order.
#[must_use]
pub fn told(analysis: &Analysis) -> Vec<Told> {
    if analysis.incidents.is_empty() {
        return Vec::new();
    }
    let story = Story::new(analysis);
    analysis.incidents.iter().map(|incident| story.told(incident)).collect()
}

/// What the incidents of an article share.
struct Story<'a> {
    analysis: &'a Analysis,
    /// Number of the first sentence of the story.
    first_sentence: usize,
    /// The first paragraph of the story.
    lead: Option<u32>,
    /// Entity by the place of its mention.
    mentions: FxHashMap<(u32, u32), u32>,
    names: [String; 3],
}

impl<'a> Story<'a> {
    fn new(analysis: &'a Analysis) -> Self {
        let body = analysis.article.body_start();
        let surface = &analysis.surface;
        Self {
            analysis,
            first_sentence: surface.sentences.partition_point(|s| s.span.end <= body),
            lead: surface.story(&analysis.article).next(),
            mentions: analysis.actors.mentions.iter().map(|m| ((m.span.start, m.span.end), m.entity)).collect(),
            names: [
                listed(analysis, &[EntityKind::Person]),
                listed(analysis, &[EntityKind::Organisation, EntityKind::Group]),
                listed(analysis, &[EntityKind::Country, EntityKind::Place]),
            ],
        }
    }

    fn told(&self, incident: &Incident) -> Told {
        let paragraph = self.analysis.surface.sentences.get(incident.sentence as usize).map(|s| s.paragraph);
        let [people, organisations, locations] = self.names.clone();
        let (source_text, source_title) = self.words(incident, "source");
        let (target_text, target_title) = self.words(incident, "target");
        Told {
            sentence_number: (incident.sentence as usize + 1).saturating_sub(self.first_sentence),
            leads: u8::from(paragraph.is_some() && paragraph == self.lead),
            source_text,
            source_title,
            target_text,
            target_title,
            place_text: self.words(incident, "place").0,
            people,
            organisations,
            locations,
            language: self.analysis.language,
        }
    }

    /// The words that a side or place was read from, and the office of whom they name.
    fn words(&self, incident: &Incident, role: &str) -> (Option<String>, Option<String>) {
        let Some(evidence) = incident.evidence.iter().find(|e| e.role == role) else { return (None, None) };
        let entity = self.mentions.get(&(evidence.span.start, evidence.span.end)).and_then(|e| self.analysis.actors.entities.get(*e as usize));
        (names::filled(evidence.span.slice(&self.analysis.article.text)).map(Into::into), entity.and_then(|e| e.role.clone()))
    }
}

/// Names of the kinds, each once, in the order of the text.
fn listed(analysis: &Analysis, kinds: &[EntityKind]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for entity in analysis.actors.entities.iter().filter(|e| e.named && kinds.contains(&e.kind)) {
        if names.len() == MOST_NAMES {
            break;
        }
        if !names.contains(&entity.name.as_str()) {
            names.push(&entity.name);
        }
    }
    names.join("; ")
}
