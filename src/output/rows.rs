//! The incident row: one line of `incidents.csv`, one flat JSON object.

use compact_str::{CompactString, ToCompactString};
use serde::Serialize;

use super::annotation::Offsets;
use super::names;
use crate::Analysis;
use crate::lexicon::{Lexicon, actor_country, actor_sector};
use crate::link::Incident;

/// An incident with all its columns, in the order of the form. Empty values are empty cells and nulls.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct IncidentRow<'a> {
    pub incident_id: &'a str,
    pub act_id: &'a str,
    pub date: Option<&'a str>,
    pub date_from: Option<CompactString>,
    pub date_to: Option<CompactString>,
    pub date_precision: &'static str,
    pub date_basis: &'static str,
    pub date_text: Option<&'a str>,
    pub status: &'static str,
    pub action: Option<&'a str>,
    pub cameo_code: &'a str,
    pub cameo_label: Option<&'a str>,
    pub cameo_root: Option<&'a str>,
    pub quad_class: Option<u8>,
    pub goldstein: Option<f64>,
    pub plover_event: Option<&'a str>,
    pub plover_mode: Option<&'a str>,
    pub plover_context: Option<&'a str>,
    pub plover_quad: Option<&'a str>,
    pub source_name: Option<&'a str>,
    pub source_code: Option<&'a str>,
    pub source_country: Option<&'a str>,
    pub source_sector: Option<&'a str>,
    pub target_name: Option<&'a str>,
    pub target_code: Option<&'a str>,
    pub target_country: Option<&'a str>,
    pub target_sector: Option<&'a str>,
    pub place: Option<&'a str>,
    pub place_country: Option<&'a str>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub place_basis: Option<&'static str>,
    pub killed: Option<u32>,
    pub injured: Option<u32>,
    pub weapon: Option<&'a str>,
    pub attributed_to: Option<&'a str>,
    pub quote: Option<&'a str>,
    pub quote_speaker: Option<&'a str>,
    pub sentence: Option<&'a str>,
    pub in_response_to: Option<&'a str>,
    pub mentions: usize,
    pub articles: usize,
    pub confidence: f64,
    pub article_id: &'a str,
    pub article_path: &'a str,
    pub article_record: Option<&'a str>,
    pub article_title: Option<&'a str>,
    pub article_source: Option<&'a str>,
    pub article_url: Option<&'a str>,
    pub article_published: Option<CompactString>,
    pub span_start: u32,
    pub span_end: u32,
    pub rule: &'a str,
}

/// The rows of all incidents of one article.
#[must_use]
pub fn incident_rows<'a>(analysis: &'a Analysis, lexicon: &'a Lexicon) -> Vec<IncidentRow<'a>> {
    if analysis.incidents.is_empty() {
        return Vec::new();
    }
    let offsets = Offsets::new(&analysis.article.text);
    analysis.incidents.iter().map(|incident| row(analysis, incident, &offsets, lexicon)).collect()
}

fn row<'a>(analysis: &'a Analysis, incident: &'a Incident, offsets: &Offsets<'_>, lexicon: &'a Lexicon) -> IncidentRow<'a> {
    let quote = incident.quote.and_then(|q| analysis.quotes.get(q as usize));
    let sentence = analysis.surface.sentences.get(incident.sentence as usize);
    let span = offsets.words(incident.span);
    let text = &analysis.article.text;
    IncidentRow {
        incident_id: incident.id.as_str(),
        act_id: incident.act_id.as_str(),
        date: names::filled(&incident.date.value),
        date_from: incident.date.range.map(|r| r.0.to_compact_string()),
        date_to: incident.date.range.map(|r| r.1.to_compact_string()),
        date_precision: incident.date.precision.name(),
        date_basis: incident.date.basis,
        date_text: names::filled(&incident.date.text),
        status: incident.status.name(),
        action: names::filled(&incident.action),
        killed: incident.killed,
        injured: incident.injured,
        weapon: incident.weapon.as_deref().and_then(names::filled),
        attributed_to: incident.attributed_to.as_deref().and_then(names::filled),
        quote: quote.and_then(|q| names::filled(q.span.slice(text))),
        quote_speaker: quote.and_then(|q| q.speaker.as_ref()).and_then(|s| names::filled(&s.name)),
        sentence: sentence.and_then(|s| names::filled(s.span.slice(text))),
        in_response_to: incident.in_response_to.and_then(|i| analysis.incidents.get(i as usize)).map(|i| i.id.as_str()),
        mentions: distinct_mentions(analysis, incident),
        confidence: names::rounded(incident.confidence),
        span_start: span.start,
        span_end: span.end,
        rule: &incident.rule,
        ..with_codes(incident, lexicon, with_sides(incident, of_article(analysis)))
    }
}

/// The cells of the article.
fn of_article(analysis: &Analysis) -> IncidentRow<'_> {
    let article = &analysis.article;
    IncidentRow {
        articles: 1,
        article_id: article.id.as_str(),
        article_path: &article.path,
        article_record: article.record.as_deref(),
        article_title: article.title.as_deref(),
        article_source: article.source.as_deref(),
        article_url: article.url.as_deref(),
        article_published: article.day().map(|d| d.to_compact_string()),
        ..IncidentRow::default()
    }
}

/// The row with who did it to whom, and where.
fn with_sides<'a>(incident: &'a Incident, row: IncidentRow<'a>) -> IncidentRow<'a> {
    let place = incident.place.as_ref();
    IncidentRow {
        source_name: names::filled(&incident.source_name),
        source_code: names::filled(&incident.source_code),
        source_country: names::filled(actor_country(&incident.source_code)),
        source_sector: names::filled(actor_sector(&incident.source_code)),
        target_name: names::filled(&incident.target_name),
        target_code: names::filled(&incident.target_code),
        target_country: names::filled(actor_country(&incident.target_code)),
        target_sector: names::filled(actor_sector(&incident.target_code)),
        place: place.and_then(|p| names::filled(&p.name)),
        place_country: place.and_then(|p| names::filled(&p.country)),
        latitude: place.and_then(|p| p.coordinates).map(|c| c.0),
        longitude: place.and_then(|p| p.coordinates).map(|c| c.1),
        place_basis: place.map(|p| p.basis),
        ..row
    }
}

/// The row with what its code is called in both code books.
fn with_codes<'a>(incident: &'a Incident, lexicon: &'a Lexicon, row: IncidentRow<'a>) -> IncidentRow<'a> {
    let cameo = names::cameo(lexicon, &incident.cameo);
    IncidentRow {
        cameo_code: &incident.cameo,
        cameo_label: cameo.label.and_then(names::filled),
        cameo_root: cameo.root.and_then(names::filled).or_else(|| incident.cameo.get(..2).and_then(names::filled)),
        quad_class: cameo.quad_class,
        goldstein: cameo.goldstein,
        plover_event: cameo.plover_event.and_then(names::filled),
        plover_mode: cameo.plover_mode.and_then(names::filled),
        plover_context: cameo.plover_context.and_then(names::filled),
        plover_quad: cameo.plover_quad.and_then(names::filled),
        ..row
    }
}

/// Mentions of the act in the text: actions that stand at one place count once.
fn distinct_mentions(analysis: &Analysis, incident: &Incident) -> usize {
    let mut spans: Vec<_> = incident.actions.iter().filter_map(|a| analysis.actions.get(*a as usize)).map(|a| a.span).collect();
    spans.sort_unstable();
    spans.dedup();
    spans.len().max(1)
}
