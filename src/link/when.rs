//! When an incident happened, and how that is known.

use super::counted;
use super::{Cluster, IncidentDate, View};
use crate::actions::{Action, Reading, Status};
use crate::dates::{self, Anchor, Precision, TimeExpression};

/// Paragraphs of the story that count as its lead.
const LEAD: usize = 4;

/// Clusters on both sides that may share a sentence with one: merging reaches no further.
const REACH: usize = 200;

/// What dates clusters, looked for once an article.
pub(super) struct Days<'a> {
    view: &'a View<'a>,
    clusters: &'a [Cluster],
    /// See [`own`].
    own: Vec<Option<u32>>,
    /// See [`lead_end`].
    lead: Option<u32>,
}

impl<'a> Days<'a> {
    pub(super) fn new(view: &'a View<'a>, clusters: &'a [Cluster]) -> Self {
        Self { view, clusters, own: clusters.iter().map(|c| own(view, c)).collect(), lead: lead_end(view) }
    }

    /// The date of a cluster: its mentions' own, that of an act told in the same breath, or, for the news that the lead
    /// tells, the article's day.
    pub(super) fn date(&self, index: usize, answered: bool) -> (IncidentDate, Option<u32>) {
        self.counted(index).unwrap_or_else(|| self.told(index, answered))
    }

    /// The date that is counted from that of another act: `recalled its envoy on Monday, a week after Eritrea freed …`.
    fn counted(&self, index: usize) -> Option<(IncidentDate, Option<u32>)> {
        let (view, clusters) = (self.view, self.clusters);
        let near = index.saturating_sub(REACH)..clusters.len().min(index + REACH);
        let count = clusters[index].actions.iter().find_map(|a| counted::count(view, clusters, index, &view.actions[*a as usize], near.clone()))?;
        // A date of its own is the better one, if it stands in its own clause.
        let duration = &view.dates[count.duration as usize];
        if self.own[index].is_some_and(|own| view.dates[own as usize].span.start > duration.span.end) {
            return None;
        }
        let (base, _) = self.told(count.from, false);
        let found = dates::counted(&duration.value, base.range?, base.precision, count.back)?;
        let date = IncidentDate { value: found.value, range: Some(found.range), precision: found.precision, basis: "relative", ..none() };
        Some((date, Some(count.duration)))
    }

    /// The date that the text tells of a cluster.
    fn told(&self, index: usize, answered: bool) -> (IncidentDate, Option<u32>) {
        let view = self.view;
        if let Some(own) = self.own[index] {
            let expression = &view.dates[own as usize];
            if !expression.value.ends_with("_REF") {
                let basis = if expression.anchor == Anchor::None { "explicit" } else { "relative" };
                return (from_expression(expression, basis), Some(own));
            }
            if let Some(date) = published(view, Some(expression)) {
                return (date, Some(own));
            }
        }
        if let Some(near) = self.in_one_breath(index) {
            return (from_expression(&view.dates[near as usize], "context"), Some(near));
        }
        if !answered
            && self.lead.is_some_and(|last| is_news_of_the_lead(view, &self.clusters[index], last))
            && let Some(date) = published(view, None)
        {
            return (date, None);
        }
        (none(), None)
    }

    /// The date of another act whose clause this one hangs on: `expelled a diplomat it accused of spying`, `…, accusing …`.
    fn in_one_breath(&self, index: usize) -> Option<u32> {
        let (view, clusters) = (self.view, self.clusters);
        for action in &clusters[index].actions {
            let action = &view.actions[*action as usize];
            if !matches!(action.reading, Reading::Relative | Reading::Participle) && !hangs_on_object(view, action.span.start) {
                continue;
            }
            let before = |o: &Action| o.span.start < action.span.start && o.reading == Reading::Active;
            let neighbour = |c: &usize| clusters[*c].actions_in(view, action.sentence..=action.sentence).any(before);
            let mut near = index.saturating_sub(REACH)..clusters.len().min(index + REACH);
            let found = near.find(|c| *c != index && self.own[*c].is_some() && neighbour(c)).and_then(|c| self.own[c]);
            if found.is_some_and(|d| view.dates[d as usize].range.is_some()) {
                return found;
            }
        }
        None
    }
}

/// Unknown.
fn none() -> IncidentDate {
    IncidentDate { value: String::new(), range: None, precision: Precision::Unknown, basis: "none", text: String::new(), open: String::new() }
}

fn from_expression(expression: &TimeExpression, basis: &'static str) -> IncidentDate {
    // The day of an underspecified value is not known: the row stays empty, the words are kept.
    let known = expression.range.is_some();
    IncidentDate {
        value: if known { iso(&expression.value) } else { String::new() },
        range: expression.range,
        precision: if known { expression.precision } else { Precision::Unknown },
        basis: if known { basis } else { "none" },
        text: String::new(),
        open: if known { String::new() } else { expression.value.clone() },
    }
}

/// What is known of the date of a TIMEX3 value: `2025-03-10TMO` → `2025-03-10`, `2025-XX-XX` → `2025`.
fn iso(value: &str) -> String {
    let day = value.split('T').next().unwrap_or(value);
    day.split("-XX").next().unwrap_or(day).to_owned()
}

/// The article's own day. With `now` or `today` the words are kept.
fn published(view: &View, words: Option<&TimeExpression>) -> Option<IncidentDate> {
    let day = view.article.day()?;
    let text = words.map(|w| w.span.slice(&view.article.text).to_owned()).unwrap_or_default();
    Some(IncidentDate { value: day.to_string(), range: Some((day, day)), precision: Precision::Day, basis: "published", text, open: String::new() })
}

/// The most precise of the dates that stand by the mentions and references of the cluster; of equals the first.
fn own(view: &View, cluster: &Cluster) -> Option<u32> {
    let of_actions = cluster.actions.iter().filter_map(|a| view.actions[*a as usize].date);
    let of_references = cluster.references.iter().filter_map(|r| r.date);
    let rank = |d: &u32| {
        let date = &view.dates[*d as usize];
        (date.value.ends_with("_REF"), date.range.is_none(), date.precision)
    };
    of_actions.chain(of_references).filter(|d| (*d as usize) < view.dates.len()).min_by_key(rank)
}

/// The verb at this byte takes as object the group before its subject (`a diplomat it accused`).
fn hangs_on_object(view: &View, at: u32) -> bool {
    let token = view.surface.tokens.partition_point(|t| t.span.start < at) as u32;
    let Some(v) = view.syntax.verb_at(token) else { return false };
    let verb = &view.syntax.verbs[v];
    let start = |g: Option<u32>| g.map(|g| view.syntax.nouns[g as usize].tokens.start);
    start(verb.object).is_some_and(|o| start(verb.subject).is_some_and(|s| o < s && s < verb.tokens.start))
}

/// Told in the paragraphs up to `last` by a verb in the past or perfect tense, as done.
fn is_news_of_the_lead(view: &View, cluster: &Cluster, last: u32) -> bool {
    cluster.actions.iter().any(|a| {
        let action = &view.actions[*a as usize];
        let verbal = matches!(action.reading, Reading::Active | Reading::Passive);
        verbal
            && action.status == Status::Occurred
            && view.surface.sentences.get(action.sentence as usize).is_some_and(|s| s.paragraph <= last)
            && is_past(view, action.span.start)
    })
}

fn is_past(view: &View, at: u32) -> bool {
    use crate::syntax::Tense;
    let token = view.surface.tokens.partition_point(|t| t.span.start < at) as u32;
    view.syntax.verb_at(token).map(|v| view.syntax.verbs[v].tense).is_some_and(|t| matches!(t, Tense::Past | Tense::Perfect))
}

/// The last paragraph of the lead: the fourth that holds a sentence of the story.
fn lead_end(view: &View) -> Option<u32> {
    let mut story = view.surface.story(view.article);
    let first = story.next()?;
    Some(story.take(LEAD - 1).last().unwrap_or(first))
}
