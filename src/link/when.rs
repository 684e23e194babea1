//! When an incident happened, and how that is known.

use compact_str::{CompactString, ToCompactString};
use jiff::ToSpan;
use jiff::civil::Date;

use super::counted::{self, Count};
use super::lead::{DATES, Lead, is_old};
use super::spell;
use super::{Cluster, IncidentDate, View};
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
    /// For each cluster how its day is counted from another one's, and which one's day is counted from it.
    counts: Vec<Option<Count>>,
    counting: Vec<Option<usize>>,
    /// See [`Lead`].
    lead: Option<Lead>,
}

impl<'a> Days<'a> {
    pub(super) fn new(view: &'a View<'a>, clusters: &'a [Cluster]) -> Self {
        let counts: Vec<Option<Count>> = (0..clusters.len()).map(|c| count_of(view, clusters, c)).collect();
        let mut counting = vec![None; clusters.len()];
        for (c, from) in counts.iter().enumerate().filter_map(|(c, count)| Some((c, count.as_ref()?.from))) {
            counting[from] = counting[from].or(Some(c));
        }
        Self { view, clusters, own: clusters.iter().map(|c| own(view, c)).collect(), counts, counting, lead: view.lead }
    }

    /// The date of a cluster: its mentions' own, that of an act told in the same breath, or, for the news that the lead
    /// tells, the article's day.
    pub(super) fn date(&self, index: usize, answered: bool) -> (IncidentDate, Option<u32>) {
        self.counted(index).or_else(|| self.counted_from(index)).unwrap_or_else(|| self.told(index, answered))
    }

    /// The date of the act that the sentence counts another one's from, where only that other one has a day: `bombed the port two days
    /// before Chad arrested nine on Monday`. What happened so long before another deed is not of the day of publication.
    fn counted_from(&self, index: usize) -> Option<(IncidentDate, Option<u32>)> {
        let other = self.counting[index].filter(|_| self.own[index].is_none())?;
        let measure = self.counts[other].as_ref()?.measure;
        let Some(day) = self.own[other].map(|own| &self.view.dates[own as usize]) else {
            return (!measure.back && self.is_done(other)).then(|| (none(), None));
        };
        let found = dates::counted(&self.view.dates[measure.duration as usize].value, day.range?, day.precision, !measure.back)?;
        // `two days after Chad arrested nine on Sunday`; weeks tell less than the day of the news does.
        if measure.back && (found.precision != Precision::Day || self.view.article.day().is_none_or(|day| found.range.0 > day)) {
            return None;
        }
        let date = IncidentDate { value: found.value, range: Some(found.range), precision: found.precision, basis: "relative", ..none() };
        Some((date, Some(measure.duration)))
    }

    /// It is told as done.
    fn is_done(&self, index: usize) -> bool {
        self.clusters[index].actions.iter().any(|a| matches!(self.view.actions[*a as usize].status, Status::Occurred | Status::Ongoing))
    }

    /// The date that is counted from that of another act, or from a day: `recalled its envoy on Monday, a week after Eritrea freed …`.
    fn counted(&self, index: usize) -> Option<(IncidentDate, Option<u32>)> {
        let view = self.view;
        let (measure, range, precision) = match &self.counts[index] {
            Some(count) => {
                let (base, _) = self.told(count.from, false);
                // `freed her three weeks before Chad closed …`: both are over, and the day of the news is neither's.
                if base.basis == "published" && !count.measure.back && self.is_done(index) {
                    return self.own[index].is_none().then(|| (none(), None));
                }
                (count.measure, base.range, base.precision)
            }
            None => {
                let (measure, day) = self.clusters[index].actions.iter().find_map(|a| counted::count_from_day(view, &view.actions[*a as usize]))?;
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
        // What was done lies not ahead.
        if self.is_done(index) && view.article.day().is_some_and(|day| found.range.0 > day) {
            return None;
        }
        let date = IncidentDate { value: found.value, range: Some(found.range), precision: found.precision, basis: "relative", ..none() };
        Some((date, Some(measure.duration)))
    }

    /// The date that the text tells of a cluster.
    fn told(&self, index: usize, answered: bool) -> (IncidentDate, Option<u32>) {
        let view = self.view;
        if let Some(own) = self.own[index] {
            let expression = &view.dates[own as usize];
            // `postponed the talks from Monday to Friday`: of the talks.
            let moved = spell::is_moved(view, &self.clusters[index], own);
            if !expression.value.ends_with("_REF") && !moved {
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
                && !moved
                && !planned
                && let Some(year) = self.year_told(own)
            {
                return (year, Some(own));
            }
            if !moved && (expression.value != PRESENT || planned) {
                return (from_expression(expression, "none"), Some(own));
            }
            if !moved && let Some(date) = published(view, Some(expression)) {
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
            if let Some(ahead) = spell::day_ahead(view, &self.clusters[index]) {
                let date = a_year_before(from_expression(&view.dates[ahead as usize], "relative"));
                return (date, Some(ahead));
            }
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
pub(super) const LATER: &str = "FUTURE_REF";

/// The TIMEX3 value of `now`.
const PRESENT: &str = "PRESENT_REF";

/// How the day of a cluster is counted from that of another.
fn count_of(view: &View, clusters: &[Cluster], index: usize) -> Option<Count> {
    let near = index.saturating_sub(REACH)..clusters.len().min(index + REACH);
    clusters[index].actions.iter().find_map(|a| counted::count(view, clusters, index, &view.actions[*a as usize], near.clone()))
}

/// What is over in the month or on the day that the words name lies a year before the one that lies ahead; other words name no other
/// time.
pub(super) fn a_year_before(date: IncidentDate) -> IncidentDate {
    let back = |day: Date| day.checked_sub(1.year()).ok();
    let Some((from, to)) = date.range.and_then(|(from, to)| back(from).zip(back(to))) else { return date };
    match date.precision {
        Precision::Day if from == to => IncidentDate { value: from.to_compact_string(), range: Some((from, from)), ..date },
        Precision::Month => IncidentDate { value: spell::common(&from.to_string(), &to.to_string()).into(), range: Some((from, from.last_of_month())), ..date },
        _ => none(),
    }
}

/// Unknown.
pub(super) fn none() -> IncidentDate {
    IncidentDate { value: "".into(), range: None, precision: Precision::Unknown, basis: "none", text: String::new(), open: "".into() }
}

fn from_expression(expression: &TimeExpression, basis: &'static str) -> IncidentDate {
    // The day of an underspecified value is not known: the row stays empty, the words are kept.
    let known = expression.range.is_some();
    IncidentDate {
        value: if known { iso(expression) } else { "".into() },
        range: expression.range,
        precision: if known { expression.precision } else { Precision::Unknown },
        basis: if known { basis } else { "none" },
        text: String::new(),
        open: if known { "".into() } else { expression.value.clone() },
    }
}

/// What is known of the date, in ISO 8601: of `2025-03-10TMO` `2025-03-10`, of `2025-XX-XX` `2025`; of a weekend (`2025-W05-WE`) the
/// week, of a season, quarter or half (`2024-SP`, `2024-Q3`, `2024-H1`) the year if it lies in one: the first and last day tell the rest.
fn iso(expression: &TimeExpression) -> CompactString {
    let value = expression.value.as_str();
    let day = value.split('T').next().unwrap_or(value);
    let known = day.split("-XX").next().unwrap_or(day);
    let part = known.rsplit_once('-').filter(|(_, part)| part.starts_with(|c: char| c.is_ascii_uppercase()) && !part.starts_with('W'));
    if let Some((week, _)) = known.rsplit_once('-').filter(|(_, part)| *part == WEEKEND) {
        return week.into();
    }
    if part.is_some() || known.ends_with(WINTER) {
        let ends = expression.range.map(|(from, to)| (from.to_string(), to.to_string()));
        return ends.map_or_else(|| "".into(), |(from, to)| spell::common(&from, &to).into());
    }
    known.split_once('/').map_or(known, |(from, to)| spell::common(from, to)).into()
}

/// The ends of TIMEX3 values for a weekend and a winter; `W05` is a week.
const WEEKEND: &str = "WE";
const WINTER: &str = "-WI";

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
