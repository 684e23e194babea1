//! The rows of all tables but the incidents, one article at a time.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::annotation::Offsets;
use super::names;
use super::rows::{IncidentRow, incident_rows};
use crate::Analysis;
use crate::actors::{Entity, Mention};
use crate::dates::{self, Anchor};
use crate::lexicon::Lexicon;
use crate::text;

/// All rows of one article.
#[derive(Debug)]
pub struct ArticleRows<'a> {
    /// `incidents.csv`.
    pub incidents: Vec<IncidentRow<'a>>,
    /// `quotes.csv`: what someone said.
    pub quotes: Vec<QuoteRow>,
    /// `dates.csv`.
    pub dates: Vec<DateRow>,
    /// The article's part of `actors.csv`.
    pub actors: Vec<ActorRow>,
    /// `evidence.csv`.
    pub evidence: Vec<EvidenceRow>,
    /// `chains.csv`.
    pub chains: Vec<ChainRow>,
    /// `articles.csv`.
    pub article: ArticleRow,
}

/// A row of `quotes.csv`.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct QuoteRow {
    pub quote_id: String,
    pub group: String,
    pub article_id: String,
    pub kind: &'static str,
    pub text: String,
    pub speaker_name: Option<String>,
    pub speaker_code: Option<String>,
    pub speaker_text: Option<String>,
    pub cue: Option<String>,
    pub confidence: Option<f64>,
    pub incident_id: Option<String>,
    pub span_start: u32,
    pub span_end: u32,
}

/// A row of the table of mentions.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct MentionRow {
    pub article_id: String,
    pub actor_id: String,
    pub text: String,
    pub form: &'static str,
    pub rule: &'static str,
    pub span_start: u32,
    pub span_end: u32,
}

/// A row of `dates.csv`.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct DateRow {
    pub article_id: String,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub value: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub anchor: Option<String>,
    pub span_start: u32,
    pub span_end: u32,
    pub rule: String,
}

/// A row of `actors.csv`; the counts grow as articles come in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ActorRow {
    pub actor_id: String,
    pub name: String,
    pub kind: Cow<'static, str>,
    pub code: Option<String>,
    pub country: Option<String>,
    pub sector: Option<String>,
    pub role: Option<String>,
    pub articles: u64,
    pub mentions: u64,
}

/// A row of `evidence.csv`.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct EvidenceRow {
    pub incident_id: String,
    pub article_id: String,
    pub role: &'static str,
    pub span_start: u32,
    pub span_end: u32,
    pub text: String,
    pub rule: String,
}

/// A row of `chains.csv`.
#[derive(Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct ChainRow {
    pub chain_id: String,
    pub position: usize,
    pub incident_id: String,
}

/// A row of `articles.csv`.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct ArticleRow {
    pub article_id: String,
    pub path: String,
    pub record: Option<String>,
    pub title: Option<String>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub published: Option<String>,
    pub published_from: &'static str,
    pub language: &'static str,
    pub encoding: &'static str,
    pub characters: u32,
    pub story_id: Option<String>,
    pub near_duplicate_of: Option<String>,
    pub boilerplate_characters: u32,
    pub incidents: usize,
    pub format: &'static str,
    pub replacement_characters: usize,
    pub author: Option<String>,
    pub dateline: Option<String>,
    pub agency: Option<String>,
    pub updated: Option<String>,
}

/// The rows of all tables for one article; of its incidents those that `keep` lets through.
#[must_use]
pub fn article_rows<'a>(analysis: &'a Analysis, lexicon: &'a Lexicon, keep: impl Fn(&IncidentRow<'_>) -> bool) -> ArticleRows<'a> {
    let offsets = Offsets::new(&analysis.article.text);
    let all = incident_rows(analysis, lexicon);
    let kept: Vec<bool> = all.iter().map(keep).collect();
    let incidents: Vec<_> = all.into_iter().zip(&kept).filter(|(_, keep)| **keep).map(|(row, _)| row).collect();
    ArticleRows {
        quotes: quotes(analysis, &offsets, &kept),
        dates: dates(analysis, &offsets, lexicon),
        actors: actors(analysis),
        evidence: evidence(analysis, &offsets, &kept),
        chains: chains(analysis, &kept),
        article: article(analysis, &offsets, lexicon, incidents.len()),
        incidents,
    }
}

fn quotes(analysis: &Analysis, offsets: &Offsets<'_>, kept: &[bool]) -> Vec<QuoteRow> {
    let id = &analysis.article.id;
    let ids = quote_ids(analysis, offsets);
    let mut groups = HashMap::new();
    for (quote, id) in analysis.quotes.iter().zip(&ids) {
        groups.entry(quote.group).or_insert(id);
    }
    let speech = analysis.quotes.iter().enumerate().filter(|(_, q)| q.speech);
    let rows = speech.map(|(index, quote)| {
        let words = offsets.words(quote.span);
        let speaker = quote.speaker.as_ref();
        let entity = speaker.and_then(|s| s.entity).and_then(|e| analysis.actors.entities.get(e as usize));
        let incident = analysis.incidents.iter().zip(kept).find(|(i, keep)| **keep && i.quote == Some(index as u32));
        QuoteRow {
            quote_id: ids[index].clone(),
            group: groups.get(&quote.group).map(|id| (*id).clone()).unwrap_or_default(),
            article_id: id.clone(),
            kind: quote.kind.name(),
            text: words.text.into(),
            speaker_name: speaker.map(|s| s.name.to_string()),
            speaker_code: entity.and_then(|e| names::filled(&e.code)).map(Into::into),
            speaker_text: speaker.map(|s| s.span.slice(offsets.text).into()),
            cue: quote.cue.map(|c| c.slice(offsets.text).into()),
            confidence: speaker.map(|s| names::rounded(s.confidence)),
            incident_id: incident.map(|(i, _)| i.id.clone()),
            span_start: words.start,
            span_end: words.end,
        }
    });
    rows.collect()
}

/// Quotations are named by their place, so that one more does not rename those behind it. Where one opens another, as in
/// "he said that she had said", the later in the list is named by its end too.
fn quote_ids(analysis: &Analysis, offsets: &Offsets<'_>) -> Vec<String> {
    let mut known = HashMap::new();
    let ids = analysis.quotes.iter().map(|quote| {
        let words = offsets.words(quote.span);
        let id = format!("{}/q{}", analysis.article.id, words.start);
        let id = if known.contains_key(&id) { format!("{id}-{}", words.end) } else { id };
        let repeated: &mut u32 = known.entry(id.clone()).or_insert(0);
        *repeated += 1;
        if *repeated == 1 { id } else { format!("{id}~{repeated}") }
    });
    ids.collect()
}

fn dates(analysis: &Analysis, offsets: &Offsets<'_>, lexicon: &Lexicon) -> Vec<DateRow> {
    let rows = analysis.dates.iter().map(|date| {
        let words = offsets.words(date.span);
        DateRow {
            article_id: analysis.article.id.clone(),
            text: words.text.into(),
            kind: date.kind.name(),
            value: date.value.to_string(),
            from: date.range.map(|r| r.0.to_string()),
            to: date.range.map(|r| r.1.to_string()),
            // A row has no number, so that an anchor in the text is named by its value.
            anchor: match date.anchor {
                Anchor::None => None,
                Anchor::Published => Some("published".into()),
                Anchor::Expression(index) => analysis.dates.get(index as usize).map(|d| d.value.to_string()),
            },
            span_start: words.start,
            span_end: words.end,
            rule: names::date_rule(lexicon, date.rule).into(),
        }
    });
    rows.collect()
}

fn actors(analysis: &Analysis) -> Vec<ActorRow> {
    let mut mentions = vec![0u64; analysis.actors.entities.len()];
    for mention in &analysis.actors.mentions {
        if let Some(count) = mentions.get_mut(mention.entity as usize) {
            *count += 1;
        }
    }
    // Two entities of one name and code are one actor.
    let mut at = HashMap::new();
    let mut rows: Vec<ActorRow> = Vec::new();
    let known = analysis.actors.entities.iter().zip(mentions).filter(|(e, _)| e.named || !e.code.is_empty());
    for row in known.map(|(entity, mentions)| actor(entity, mentions)) {
        match at.get(&row.actor_id).and_then(|i: &usize| rows.get_mut(*i)) {
            Some(known) => known.mentions += row.mentions,
            None => {
                at.insert(row.actor_id.clone(), rows.len());
                rows.push(row);
            }
        }
    }
    rows
}

/// The mentions of the actors that have rows, in the order of the text.
#[must_use]
pub(super) fn mention_rows(analysis: &Analysis) -> Vec<MentionRow> {
    let offsets = Offsets::new(&analysis.article.text);
    let known: Vec<Option<String>> = analysis.actors.entities.iter().map(|e| (e.named || !e.code.is_empty()).then(|| actor_id(e))).collect();
    let row = |mention: &Mention| {
        let words = offsets.words(mention.span);
        Some(MentionRow {
            article_id: analysis.article.id.clone(),
            actor_id: known.get(mention.entity as usize)?.clone()?,
            text: words.text.into(),
            form: mention.form.name(),
            rule: mention.rule,
            span_start: words.start,
            span_end: words.end,
        })
    };
    analysis.actors.mentions.iter().filter_map(row).collect()
}

fn actor_id(entity: &Entity) -> String {
    let kind = entity.kind.name();
    let key = format!("{}\t{kind}\t{}", entity.name, entity.code);
    let prefix = names::filled(&entity.code).unwrap_or(kind);
    format!("{prefix}-{:010x}", crate::token::stable_hash(&key) & 0xff_ffff_ffff)
}

fn actor(entity: &Entity, mentions: u64) -> ActorRow {
    ActorRow {
        actor_id: actor_id(entity),
        name: entity.name.to_string(),
        kind: entity.kind.name().into(),
        code: names::filled(&entity.code).map(Into::into),
        country: names::filled(entity.country()).map(Into::into),
        sector: names::filled(entity.sector()).map(Into::into),
        role: entity.role.clone(),
        articles: 1,
        mentions,
    }
}

fn evidence(analysis: &Analysis, offsets: &Offsets<'_>, kept: &[bool]) -> Vec<EvidenceRow> {
    let incidents = analysis.incidents.iter().zip(kept).filter(|(_, keep)| **keep).map(|(incident, _)| incident);
    let rows = incidents.flat_map(|incident| {
        incident.evidence.iter().map(|evidence| {
            let words = offsets.words(evidence.span);
            EvidenceRow {
                incident_id: incident.id.clone(),
                article_id: analysis.article.id.clone(),
                role: evidence.role,
                span_start: words.start,
                span_end: words.end,
                text: words.text.into(),
                rule: evidence.rule.clone(),
            }
        })
    });
    rows.collect()
}

/// Acts that answer each other, the answered one first; answers to one act in the order of the text.
fn chains(analysis: &Analysis, kept: &[bool]) -> Vec<ChainRow> {
    let answered = |index: usize| analysis.incidents.get(index).and_then(|i| i.in_response_to).map(|i| i as usize);
    let count = analysis.incidents.len();
    let mut members: Vec<(usize, usize, usize)> = Vec::new(); // first act, depth, incident
    for index in 0..count {
        let (mut first, mut depth) = (index, 0);
        while let Some(next) = answered(first).filter(|n| *n < count && depth < count) {
            first = next;
            depth += 1;
        }
        // A circle of answers has no first act.
        if depth < count {
            members.push((first, depth, index));
        }
    }
    members.retain(|(_, _, index)| kept.get(*index) == Some(&true));
    members.sort_unstable();
    let mut rows = Vec::new();
    for chain in members.chunk_by(|a, b| a.0 == b.0).filter(|c| c.len() > 1) {
        for (position, (_, _, index)) in chain.iter().enumerate() {
            // The first act that is kept gives the chain its name.
            rows.push(ChainRow {
                chain_id: analysis.incidents[chain[0].2].id.clone(),
                position: position + 1,
                incident_id: analysis.incidents[*index].id.clone(),
            });
        }
    }
    rows
}

/// The last day that a line of timestamps names.
fn updated(analysis: &Analysis) -> Option<String> {
    let lines = analysis.surface.boilerplate.iter().filter(|b| b.class == text::TIMESTAMP);
    let days = lines.flat_map(|b| analysis.dates.iter().filter(|d| b.span.contains(d.span))).filter_map(|d| d.range.filter(|r| r.0 == r.1));
    days.map(|r| r.0).max().map(|day| day.to_string())
}

fn article(analysis: &Analysis, offsets: &Offsets<'_>, lexicon: &Lexicon, incidents: usize) -> ArticleRow {
    let article = &analysis.article;
    let surface = &analysis.surface;
    let dateline = dates::dateline_words(article, surface, lexicon).map(|span| span.slice(&article.text));
    let length = |span| {
        let words = offsets.words(span);
        words.end - words.start
    };
    ArticleRow {
        article_id: article.id.clone(),
        path: article.path.clone(),
        record: article.record.clone(),
        title: article.title.clone(),
        source: article.source.clone(),
        url: article.url.clone(),
        published: article.day().map(|d| d.to_string()),
        published_from: names::published_from(article),
        language: analysis.language,
        encoding: article.encoding,
        characters: offsets.points.at(u32::MAX),
        story_id: None,
        near_duplicate_of: None,
        boilerplate_characters: analysis.surface.boilerplate.iter().map(|b| length(b.span)).sum(),
        incidents,
        format: article.format,
        replacement_characters: article.text.matches(char::REPLACEMENT_CHARACTER).count(),
        author: text::authors(article, surface, lexicon),
        // `OSLO, May 6 (Halyard) –`
        agency: dateline.and_then(|d| Some(d.rsplit_once('(')?.1.split_once(')')?.0.trim().to_string())).filter(|a| !a.is_empty()),
        dateline: dateline.map(str::to_string),
        updated: updated(analysis),
    }
}
