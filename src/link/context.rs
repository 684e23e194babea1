//! Days that an act without one takes from what is told around it.

use super::lead::{WEEK, had, is_past, is_perfect, is_told, telling};
use super::{Cluster, View};
use crate::actions::{Action, Status};
use crate::dates::{Precision, TimexType};
use crate::lexicon::is_verbal;

/// The day of the unrest that the lead tells: `Two men were shot on Tuesday … Crowds set fire to a bank`.
pub(super) fn of_scene(view: &View, cluster: &Cluster) -> Option<u32> {
    let lead = view.lead?;
    let (opening, day) = lead.earlier?;
    let shown = |a: &Action| is_unrest(&a.cameo) && a.status == Status::Occurred;
    let told = |a: &Action| shown(a) && (opening + 1..=lead.deeds).contains(&a.sentence) && is_plain(view, a);
    let here = cluster.actions.iter().any(|a| told(&view.actions[*a as usize]));
    let set = || view.actions.iter().take_while(|a| a.sentence <= opening).any(|a| shown(a) && a.date == Some(day));
    (here && set()).then_some(day)
}

/// The day of the news that the sentence before tells: `On Tuesday Chad expelled two envoys. Niger condemned the step.`
pub(super) fn of_news_before(view: &View, cluster: &Cluster) -> Option<u32> {
    let publication = view.article.day()?;
    let follows = |a: &&Action| is_verbal(&a.cameo) && is_told(a) && is_plain(view, a);
    let here = cluster.actions.iter().map(|a| &view.actions[*a as usize]).find(follows)?.sentence;
    let before = here.checked_sub(1)?;
    let paragraph = |s: u32| view.surface.sentences.get(s as usize).map(|s| s.paragraph);
    if paragraph(before) != paragraph(here) {
        return None;
    }
    let from = view.actions.partition_point(|a| a.sentence < before);
    let told = view.actions[from..].iter().take_while(|a| a.sentence == before);
    let mut days = told.filter(|a| a.status == Status::Occurred || is_told(a)).filter_map(|a| a.date);
    let range = |d: u32| view.dates.get(d as usize).and_then(|d| d.range);
    let day = days.next().filter(|d| days.all(|other| range(other) == range(*d)))?;
    let date = view.dates.get(day as usize).filter(|d| d.precision == Precision::Day)?;
    let ago = date.range?.0.until(publication).ok()?.get_days();
    (0..=WEEK).contains(&ago).then_some(day)
}

/// Told by a verb in the simple past, in a sentence that names no time and does not turn to another story.
fn is_plain(view: &View, action: &Action) -> bool {
    let simple = |at: u32| is_past(view, at) && !is_perfect(view, at) && !had(view, at);
    telling(view, action).is_some_and(simple) && !names_day(view, action.sentence) && !turns_away(view, action.sentence)
}

/// Protest, arrest and violence.
fn is_unrest(cameo: &str) -> bool {
    ["14", "17", "18", "19", "20"].iter().any(|root| cameo.starts_with(root))
}

/// A time other than a duration stands in the sentence.
fn names_day(view: &View, sentence: u32) -> bool {
    let Some(span) = view.surface.sentences.get(sentence as usize).map(|s| s.span) else { return true };
    let from = view.dates.partition_point(|d| d.span.start < span.start);
    view.dates[from..].iter().take_while(|d| d.span.start < span.end).any(|d| d.kind != TimexType::Duration || d.range.is_some())
}

/// The sentence turns to another story, or to a later time: `in another attack`, `police later searched`.
fn turns_away(view: &View, sentence: u32) -> bool {
    const OPENING: usize = 4;
    let Some(tokens) = view.surface.sentences.get(sentence as usize).map(|s| s.tokens.clone()) else { return true };
    let sym = |k: u32| view.surface.tokens[k as usize].sym;
    let status = &view.lexicon.actions.status;
    tokens.clone().any(|k| status.afterwards.has(sym(k))) || tokens.take(OPENING).any(|k| status.elsewhere.has(sym(k)))
}
