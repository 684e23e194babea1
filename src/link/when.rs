//! When an incident happened, and how that is known.

use compact_str::ToCompactString;

use super::counted;
use super::{Cluster, IncidentDate, View};
use crate::actions::{Action, Reading, Status};
use crate::dates::{self, Anchor, Precision, TimeExpression, TimexType};
use crate::lexicon::is_verbal;
use crate::syntax::{Tense, VerbGroup, Voice};
use crate::token::Sym;

/// Paragraphs of the story that count as its lead.
const LEAD: usize = 4;

/// How many sentences they may hold: some pages have all of the text in four paragraphs.
const LEAD_SENTENCES: u32 = 5;

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
            return (date, None);
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
fn none() -> IncidentDate {
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
    day.split("-XX").next().unwrap_or(day)
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

/// A verb in the past or perfect tense, without an adverb of background, and not before another past.
fn is_past(view: &View, token: u32) -> bool {
    let Some(v) = view.syntax.verb_at(token) else { return false };
    let verb = &view.syntax.verbs[v];
    let sym = |k: u32| view.surface.tokens.get(k as usize).map_or(Sym::UNKNOWN, |t| t.sym);
    let background = |k: u32| view.lexicon.actions.status.background.has(sym(k));
    // `the pair had been charged`, where nobody says so, is older than the news.
    let older = sym(verb.tokens.start) == view.lexicon.fixed.had
        && !view.syntax.verbs[..v].iter().rev().take_while(|o| o.sentence == verb.sentence).any(VerbGroup::is_finite);
    matches!(verb.tense, Tense::Past | Tense::Perfect) && !older && !(verb.tokens.start.saturating_sub(1)..verb.tokens.end).any(background)
}

/// The token of the finite verb that tells the act: its own, or, of `announced the expulsion of two envoys`, the one that has it as
/// its object.
fn telling(view: &View, action: &Action) -> Option<u32> {
    let token = view.surface.tokens.partition_point(|t| t.span.start < action.span.start) as u32;
    match action.reading {
        Reading::Active | Reading::Passive => Some(token),
        Reading::Nominal => {
            let group = view.syntax.noun_at(token)? as u32;
            let before = view.syntax.verbs[..view.syntax.verbs_from(token)].last().filter(|v| v.object == Some(group) && v.voice == Voice::Active)?;
            view.lexicon.actions.status.light.has(before.lemma).then_some(before.head)
        }
        _ => None,
    }
}

/// The verb at this token is in the present perfect: `has ordered`.
fn is_perfect(view: &View, token: u32) -> bool {
    let perfect = |v: &VerbGroup| v.tense == Tense::Perfect && view.surface.tokens[v.tokens.start as usize].sym != view.lexicon.fixed.had;
    view.syntax.verb_at(token).is_some_and(|v| perfect(&view.syntax.verbs[v]))
}

/// The paragraphs that open the story and tell its news.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead {
    /// Its last sentence.
    end: u32,
    /// Its first sentence.
    opening: u32,
    /// The last one that may tell a deed as news.
    deeds: u32,
    /// The first sentence from which on the news is of a day before that of publication.
    earlier: u32,
}

impl Lead {
    pub(super) fn of(view: &View) -> Option<Self> {
        let mut story = view.surface.story(view.article);
        let first = story.next()?;
        let last = story.take(LEAD - 1).last().unwrap_or(first);
        let sentences = &view.surface.sentences;
        let opening = sentences.partition_point(|s| s.paragraph < first) as u32;
        let end = sentences.partition_point(|s| s.paragraph <= last) as u32;
        let deeds = end.min(opening + LEAD_SENTENCES).checked_sub(1)?;
        Some(Self { end: end.checked_sub(1)?, opening, deeds, earlier: earlier(view).unwrap_or(u32::MAX) })
    }

    /// Told in it, not behind `after`, by a verb in the past or perfect tense, as done. What people say is news wherever it is
    /// told; a deed behind the first sentences, or behind the day of the news, is not of the day of publication.
    fn tells(&self, view: &View, cluster: &Cluster) -> bool {
        cluster.actions.iter().any(|a| self.tells_action(view, &view.actions[*a as usize]))
    }

    /// The same of one telling.
    pub(super) fn tells_action(&self, view: &View, action: &Action) -> bool {
        if action.sentence > self.end || action.status != Status::Occurred {
            return false;
        }
        let Some(at) = telling(view, action) else { return false };
        // `has ordered two envoys out over the raid of two days ago`: the perfect tells the news, whatever day it names besides.
        let news = action.sentence <= self.opening + 1 && is_perfect(view, at);
        let fresh = action.sentence <= self.deeds && (action.sentence < self.earlier || news);
        (is_verbal(&action.cameo) || fresh) && is_past(view, at) && !counted::is_earlier(view, action) && (is_perfect(view, at) || !is_framed(view, action))
    }
}

/// `The quarrel began in May 2018, when … Lima backed the charge within days`: behind an old date in its paragraph an act belongs to
/// the story that the date opens.
fn is_framed(view: &View, action: &Action) -> bool {
    let sentences = &view.surface.sentences;
    let Some(paragraph) = sentences.get(action.sentence as usize).map(|s| s.paragraph) else { return false };
    let first = sentences.partition_point(|s| s.paragraph < paragraph);
    let Some(start) = sentences.get(first).map(|s| s.span.start) else { return false };
    let end = view.dates.partition_point(|d| d.span.start < action.span.start);
    let start = view.surface.tokens.get(view.filed_end as usize).map_or(start, |t| t.span.start.max(start));
    // Of `the 1951 treaty` and `since May` no story is told.
    let opens = |d: &&TimeExpression| {
        let before = view.surface.tokens.partition_point(|t| t.span.start < d.span.start).checked_sub(1).and_then(|k| view.surface.tokens.get(k));
        !d.header && d.range.is_some() && before.is_some_and(|t| view.lexicon.actions.status.setting.has(t.sym))
    };
    let told = view.dates[..end].iter().rev().take(DATES).take_while(|d| d.span.start >= start);
    told.filter(|d| matches!(d.kind, TimexType::Date | TimexType::Time)).find(opens).is_some_and(|d| is_old(view, d))
}

/// It lies so long before the day of publication that it is no news.
pub(super) fn is_old(view: &View, date: &TimeExpression) -> bool {
    let before = date.range.zip(view.article.day()).and_then(|(range, day)| range.1.until(day).ok());
    before.is_some_and(|ago| ago.get_days() > OLD)
}

/// How many dates back one is looked for that opens the story of an act.
const DATES: usize = 8;

/// Days from which on an act is background.
const OLD: i32 = 45;

/// The sentence of the first full day which the story names, where that is one of the week before publication.
fn earlier(view: &View) -> Option<u32> {
    let day = view.article.day()?;
    let start = view.surface.tokens.get(view.filed_end as usize)?.span.start.max(view.article.body_start());
    let from = view.dates.partition_point(|d| d.span.start < start);
    let first = view.dates[from..].iter().filter(|d| !d.header && d.precision == Precision::Day).find_map(|d| Some((d, d.range?.0)))?;
    let before = first.1.until(day).ok()?.get_days();
    let sentence = view.surface.sentences.partition_point(|s| s.span.end <= first.0.span.start) as u32;
    (1..=WEEK).contains(&before).then_some(sentence)
}

/// Days that the news may be old.
const WEEK: i32 = 7;
