//! The news that the first paragraphs tell, and of which day it is.

use super::counted;
use super::{Cluster, View};
use crate::actions::{Action, Reading, Status};
use crate::dates::{Precision, TimeExpression, TimexType};
use crate::lexicon::is_verbal;
use crate::syntax::{Tense, VerbGroup, Voice};
use crate::token::Sym;

/// Paragraphs of the story that count as its lead.
const LEAD: usize = 4;

/// How many sentences they may hold: some pages have all of the text in four paragraphs.
const LEAD_SENTENCES: u32 = 5;

/// A verb in the past or perfect tense, without an adverb of background, and not before another past.
pub(super) fn is_past(view: &View, token: u32) -> bool {
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
pub(super) fn telling(view: &View, action: &Action) -> Option<u32> {
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
pub(super) fn is_perfect(view: &View, token: u32) -> bool {
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
    pub(super) deeds: u32,
    /// The first sentence from which on the news is of a day before that of publication, and the words for that day, as an index.
    pub(super) earlier: Option<(u32, u32)>,
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
        Some(Self { end: end.checked_sub(1)?, opening, deeds, earlier: earlier(view) })
    }

    /// Told in it, not behind `after`, by a verb in the past or perfect tense, as done. What people say is news wherever it is
    /// told; a deed behind the first sentences, or behind the day of the news, is not of the day of publication.
    pub(super) fn tells(&self, view: &View, cluster: &Cluster) -> bool {
        cluster.actions.iter().any(|a| self.tells_action(view, &view.actions[*a as usize]))
    }

    /// The same of one telling.
    pub(super) fn tells_action(&self, view: &View, action: &Action) -> bool {
        if action.sentence > self.end || !is_told(action) {
            return false;
        }
        let Some(at) = telling(view, action) else { return false };
        // `has ordered two envoys out over the raid of two days ago`: the perfect tells the news, whatever day it names besides.
        let news = action.sentence <= self.opening + 1 && is_perfect(view, at);
        let fresh = action.sentence <= self.deeds && (self.earlier.is_none_or(|(from, _)| action.sentence < from) || news);
        // `warned at the weekend that it may`: what is asked for or threatened is no news of the day where the sentence looks back.
        let settled = action.status == Status::Occurred || !had(view, at) && !looks_back(view, action.sentence);
        settled
            && (is_verbal(&action.cameo) || fresh)
            && is_past(view, at)
            && !counted::is_earlier(view, action)
            && (is_perfect(view, at) || !is_framed(view, action))
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
pub(super) const DATES: usize = 8;

/// Days from which on an act is background.
const OLD: i32 = 45;

/// The sentence of the first full day which the story names, and that day as an index, where it is one of the week before
/// publication.
fn earlier(view: &View) -> Option<(u32, u32)> {
    let day = view.article.day()?;
    let start = view.surface.tokens.get(view.filed_end as usize)?.span.start.max(view.article.body_start());
    let from = view.dates.partition_point(|d| d.span.start < start);
    let named = |d: &TimeExpression| !d.header && d.precision == Precision::Day && d.range.is_some();
    let first = from + view.dates[from..].iter().position(named)?;
    let before = view.dates[first].range?.0.until(day).ok()?.get_days();
    let sentence = view.surface.sentences.partition_point(|s| s.span.end <= view.dates[first].span.start) as u32;
    (1..=WEEK).contains(&before).then_some((sentence, first as u32))
}

/// Done; of words, spoken: a demand is made, whatever comes of it.
pub(super) fn is_told(action: &Action) -> bool {
    let spoken = |roots: &[&str]| roots.iter().any(|root| action.cameo.starts_with(root));
    match action.status {
        Status::Occurred => true,
        Status::Demanded => spoken(&["02", "10"]),
        Status::Threatened => spoken(&["13"]),
        Status::Planned => spoken(&["03"]),
        _ => false,
    }
}

/// Days that the news may be old.
pub(super) const WEEK: i32 = 7;

/// The verb at this token is a pluperfect: `had ordered`.
pub(super) fn had(view: &View, token: u32) -> bool {
    view.syntax.verb_at(token).is_some_and(|v| view.surface.tokens[view.syntax.verbs[v].tokens.start as usize].sym == view.lexicon.fixed.had)
}

/// The sentence names a time that begins before the day of publication.
fn looks_back(view: &View, sentence: u32) -> bool {
    let Some((span, day)) = view.surface.sentences.get(sentence as usize).map(|s| s.span).zip(view.article.day()) else { return true };
    let from = view.dates.partition_point(|d| d.span.start < span.start);
    let here = view.dates[from..].iter().take_while(|d| d.span.start < span.end);
    here.filter(|d| d.tokens.start >= view.filed_end).any(|d| d.range.is_some_and(|range| range.0 < day))
}
