//! When an incident happened, and how that is known.

use compact_str::ToCompactString;

use super::lead::{DATES, Lead, is_old};
use super::{Cluster, IncidentDate, View};
use super::{counted, spell};
use crate::actions::{Action, Reading, Status};
use crate::dates::{self, Anchor, Precision, TimeExpression, TimexType};

/// Clusters on both sides that may share a sentence with one: merging reaches no further.
const REACH: usize = 200;

/// What dates clusters, looked for once an article.
pub(super) struct Days<'a> {
    view: &'a View<'a>,
    clusters: &'a [Cluster],
    /// See [`own`].
    own: Vec<Option<u32>>,
    /// See [`Lead`].
    lead: Option<Lead>,
}

impl<'a> Days<'a> {
    pub(super) fn new(view: &'a View<'a>, clusters: &'a [Cluster]) -> Self {
        Self { view, clusters, own: clusters.iter().map(|c| own(view, c)).collect(), lead: view.lead }
    }

    /// The date of a cluster: its mentions' own, that of an act told in the same breath, or, for the news that the lead
    /// tells, the article's day.
    pub(super) fn date(&self, index: usize, answered: bool) -> (IncidentDate, Option<u32>) {
        self.counted(index).unwrap_or_else(|| self.told(index, answered))
    }

    /// The date that is counted from that of another act, or from a day: `recalled its envoy on Monday, a week after Eritrea freed …`.
    fn counted(&self, index: usize) -> Option<(IncidentDate, Option<u32>)> {
        let (view, clusters) = (self.view, self.clusters);
        let near = index.saturating_sub(REACH)..clusters.len().min(index + REACH);
        let own = || clusters[index].actions.iter().map(|a| &view.actions[*a as usize]);
        let count = own().find_map(|a| counted::count(view, clusters, index, a, near.clone()));
        let (measure, range, precision) = match count {
            Some(count) => {
                let (base, _) = self.told(count.from, false);
                (count.measure, base.range, base.precision)
            }
            None => {
                let (measure, day) = own().find_map(|a| counted::count_from_day(view, a))?;
                let day = &view.dates[day as usize];
                (measure, day.range, day.precision)
            }
        };
        // A date of its own is the better one, if it stands in its own clause.
        let duration = &view.dates[measure.duration as usize];
        if self.own[index].is_some_and(|own| view.dates[own as usize].span.start > duration.span.end) {
            return None;
        }
        let found = dates::counted(&duration.value, range?, precision, measure.back)?;
        let date = IncidentDate { value: found.value, range: Some(found.range), precision: found.precision, basis: "relative", ..none() };
        Some((date, Some(measure.duration)))
    }

    /// The date that the text tells of a cluster.
    fn told(&self, index: usize, answered: bool) -> (IncidentDate, Option<u32>) {
        let view = self.view;
        if let Some(own) = self.own[index] {
            let expression = &view.dates[own as usize];
            if !expression.value.ends_with("_REF") {
                if let Some(date) = spell::range(view, &self.clusters[index], own) {
                    return (date, Some(own));
                }
                let basis = if expression.anchor == Anchor::None { "explicit" } else { "relative" };
                return (from_expression(expression, basis), Some(own));
            }
            // `now` is the article's day, but not of what is planned; `recently`, `hours later` tell that it is another one, but
            // not which.
            let planned = self.clusters[index].actions.iter().all(|a| view.actions[*a as usize].status == Status::Planned);
            if expression.value == LATER
                && !planned
                && let Some(year) = self.year_told(own)
            {
                return (year, Some(own));
            }
            if expression.value != PRESENT || planned {
                return (from_expression(expression, "none"), Some(own));
            }
            if let Some(date) = published(view, Some(expression)) {
                return (date, Some(own));
            }
        }
        if let Some(near) = self.in_one_breath(index) {
            return (from_expression(&view.dates[near as usize], "context"), Some(near));
        }
        if !answered
            && self.lead.as_ref().is_some_and(|lead| lead.tells(view, &self.clusters[index]))
            && let Some(date) = published(view, None)
        {
            return match spell::told(view, &self.clusters[index]) {
                Some(spell::Told::Lasting(words)) => (spell::lasting(view, &self.clusters[index], words).unwrap_or_else(none), Some(words)),
                Some(spell::Told::Said(day)) => (from_expression(&view.dates[day as usize], "context"), Some(day)),
                None => (date, None),
            };
        }
        (none(), None)
    }

    /// `In May 2018 Peru expelled two envoys. Chile did so a week later`: the year of the date that is counted from, where that names no
    /// day.
    fn year_told(&self, own: u32) -> Option<IncidentDate> {
        const SENTENCES: u32 = 2;
        let view = self.view;
        let sentence = |d: &TimeExpression| view.surface.sentences.partition_point(|s| s.span.end <= d.span.start) as u32;
        let here = sentence(view.dates.get(own as usize)?);
        let told = view.dates[..own as usize].iter().rev().take(DATES).find(|d| !d.header && d.kind == TimexType::Date && d.range.is_some());
        // `He left in December`: a year that only the day of publication tells is none that the text is set in.
        let told = told.filter(|d| d.anchor == Anchor::None)?;
        let year = told.range.map(|r| r.0.year()).filter(|_| here - sentence(told) <= SENTENCES && told.precision != Precision::Day && is_old(view, told))?;
        let range = jiff::civil::Date::new(year, 1, 1).ok().zip(jiff::civil::Date::new(year, 12, 31).ok());
        Some(IncidentDate { value: year.to_compact_string(), range, precision: Precision::Year, basis: "relative", ..none() })
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

/// The TIMEX3 value of `weeks later`.
const LATER: &str = "FUTURE_REF";

/// The TIMEX3 value of `now`.
const PRESENT: &str = "PRESENT_REF";

/// Unknown.
pub(super) fn none() -> IncidentDate {
    IncidentDate { value: "".into(), range: None, precision: Precision::Unknown, basis: "none", text: String::new(), open: "".into() }
}

fn from_expression(expression: &TimeExpression, basis: &'static str) -> IncidentDate {
    // The day of an underspecified value is not known: the row stays empty, the words are kept.
    let known = expression.range.is_some();
    IncidentDate {
        value: if known { iso(&expression.value) } else { "" }.into(),
        range: expression.range,
        precision: if known { expression.precision } else { Precision::Unknown },
        basis: if known { basis } else { "none" },
        text: String::new(),
        open: if known { "".into() } else { expression.value.clone() },
    }
}

/// What is known of the date of a TIMEX3 value: `2025-03-10TMO` → `2025-03-10`, `2025-XX-XX` → `2025`.
fn iso(value: &str) -> &str {
    let day = value.split('T').next().unwrap_or(value);
    let known = day.split("-XX").next().unwrap_or(day);
    known.split_once('/').map_or(known, |(from, to)| spell::common(from, to))
}

/// The article's own day. With `now` or `today` the words are kept.
fn published(view: &View, words: Option<&TimeExpression>) -> Option<IncidentDate> {
    let day = view.article.day()?;
    let text = words.map(|w| w.span.slice(&view.article.text).to_owned()).unwrap_or_default();
    Some(IncidentDate { value: day.to_compact_string(), range: Some((day, day)), precision: Precision::Day, basis: "published", text, open: "".into() })
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
