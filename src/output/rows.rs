//! The incident row: one line of `incidents.csv`, one flat JSON object.

use serde::Serialize;

use super::annotation::Offsets;
use super::names;
use crate::Analysis;
use crate::lexicon::{Lexicon, actor_country, actor_sector};
use crate::link::Incident;

/// An incident with all its columns, in the order of the form. Empty values are empty cells and nulls.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct IncidentRow {
    pub incident_id: String,
    pub act_id: String,
    pub date: Option<String>,
    pub date_from: Option<String>,
    pub date_to: Option<String>,
    pub date_precision: &'static str,
    pub date_basis: &'static str,
    pub date_text: Option<String>,
    pub status: &'static str,
    pub action: Option<String>,
    pub cameo_code: String,
    pub cameo_label: Option<String>,
    pub cameo_root: Option<String>,
    pub quad_class: Option<u8>,
    pub goldstein: Option<f64>,
    pub plover_event: Option<String>,
    pub plover_mode: Option<String>,
    pub plover_context: Option<String>,
    pub plover_quad: Option<String>,
    pub source_name: Option<String>,
    pub source_code: Option<String>,
    pub source_country: Option<String>,
    pub source_sector: Option<String>,
    pub target_name: Option<String>,
    pub target_code: Option<String>,
    pub target_country: Option<String>,
    pub target_sector: Option<String>,
    pub place: Option<String>,
    pub place_country: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub place_basis: Option<&'static str>,
    pub killed: Option<u32>,
    pub injured: Option<u32>,
    pub weapon: Option<String>,
    pub attributed_to: Option<String>,
    pub quote: Option<String>,
    pub quote_speaker: Option<String>,
    pub sentence: Option<String>,
    pub in_response_to: Option<String>,
    pub mentions: usize,
    pub articles: usize,
    pub confidence: f64,
    pub article_id: String,
    pub article_path: String,
    pub article_record: Option<String>,
    pub article_title: Option<String>,
    pub article_source: Option<String>,
    pub article_url: Option<String>,
    pub article_published: Option<String>,
    pub span_start: u32,
    pub span_end: u32,
    pub rule: String,
}

/// The rows of all incidents of one article.
#[must_use]
pub fn incident_rows(analysis: &Analysis, lexicon: &Lexicon) -> Vec<IncidentRow> {
    if analysis.incidents.is_empty() {
        return Vec::new();
    }
    let offsets = Offsets::new(&analysis.article.text);
    analysis.incidents.iter().map(|incident| row(analysis, incident, &offsets, lexicon)).collect()
}

fn row(analysis: &Analysis, incident: &Incident, offsets: &Offsets<'_>, lexicon: &Lexicon) -> IncidentRow {
    let article = &analysis.article;
    let cameo = names::cameo(lexicon, &incident.cameo);
    let quote = incident.quote.and_then(|q| analysis.quotes.get(q as usize));
    let sentence = analysis.surface.sentences.get(incident.sentence as usize);
    let place = incident.place.as_ref();
    let span = offsets.words(incident.span);
    IncidentRow {
        incident_id: incident.id.clone(),
        act_id: incident.act_id.clone(),
        date: text(&incident.date.value),
        date_from: incident.date.range.map(|r| r.0.to_string()),
        date_to: incident.date.range.map(|r| r.1.to_string()),
        date_precision: incident.date.precision.name(),
        date_basis: incident.date.basis,
        date_text: text(&incident.date.text),
        status: incident.status.name(),
        action: text(&incident.action),
        cameo_code: incident.cameo.clone(),
        cameo_label: cameo.label.and_then(text),
        cameo_root: cameo.root.and_then(text).or_else(|| incident.cameo.get(..2).and_then(text)),
        quad_class: cameo.quad_class,
        goldstein: cameo.goldstein,
        plover_event: cameo.plover_event.and_then(text),
        plover_mode: cameo.plover_mode.and_then(text),
        plover_context: cameo.plover_context.and_then(text),
        plover_quad: cameo.plover_quad.and_then(text),
        source_name: text(&incident.source_name),
        source_code: text(&incident.source_code),
        source_country: text(actor_country(&incident.source_code)),
        source_sector: text(actor_sector(&incident.source_code)),
        target_name: text(&incident.target_name),
        target_code: text(&incident.target_code),
        target_country: text(actor_country(&incident.target_code)),
        target_sector: text(actor_sector(&incident.target_code)),
        place: place.and_then(|p| text(&p.name)),
        place_country: place.and_then(|p| text(&p.country)),
        latitude: place.and_then(|p| p.coordinates).map(|c| c.0),
        longitude: place.and_then(|p| p.coordinates).map(|c| c.1),
        place_basis: place.map(|p| p.basis),
        killed: incident.killed,
        injured: incident.injured,
        weapon: incident.weapon.as_deref().and_then(text),
        attributed_to: incident.attributed_to.as_deref().and_then(text),
        quote: quote.and_then(|q| text(q.span.slice(&article.text))),
        quote_speaker: quote.and_then(|q| q.speaker.as_ref()).and_then(|s| text(&s.name)),
        sentence: sentence.and_then(|s| text(s.span.slice(&article.text))),
        in_response_to: incident.in_response_to.and_then(|i| analysis.incidents.get(i as usize)).map(|i| i.id.clone()),
        mentions: distinct_mentions(analysis, incident),
        articles: 1,
        confidence: names::rounded(incident.confidence),
        article_id: article.id.clone(),
        article_path: article.path.clone(),
        article_record: article.record.clone(),
        article_title: article.title.clone(),
        article_source: article.source.clone(),
        article_url: article.url.clone(),
        article_published: article.day().map(|d| d.to_string()),
        span_start: span.start,
        span_end: span.end,
        rule: incident.rule.clone(),
    }
}

/// Mentions of the act in the text: actions that stand at one place count once.
fn distinct_mentions(analysis: &Analysis, incident: &Incident) -> usize {
    let mut spans: Vec<_> = incident.actions.iter().filter_map(|a| analysis.actions.get(*a as usize)).map(|a| a.span).collect();
    spans.sort_unstable();
    spans.dedup();
    spans.len().max(1)
}

fn text(value: &str) -> Option<String> {
    names::filled(value).map(Into::into)
}
