//! Acts whose day is counted from another act: `recalled its envoy on Monday, two weeks after Eritrea freed …`.

use super::Cluster;
use super::View;
use crate::actions::{Action, Reading};
use crate::dates::TimexType;
use crate::token::Sym;

/// How the text counts the day of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    /// Index of the duration among the article's time expressions.
    pub duration: u32,
    /// Index of the cluster that it is counted from.
    pub from: usize,
    /// The act lies before the other one.
    pub back: bool,
}

/// How the day of `action`, of the cluster `own`, is counted, if it is: its clause or phrase stands behind a duration and
/// `after` or `before`. `near` are the clusters that may share its sentence.
pub(super) fn count(view: &View, clusters: &[Cluster], own: usize, action: &Action, near: std::ops::Range<usize>) -> Option<Count> {
    let start = first_token(view, action);
    let conjunction = start.checked_sub(1)?;
    let status = &view.lexicon.actions.status;
    let back = status.earlier.has(sym(view, conjunction));
    if !back && !status.later.has(sym(view, conjunction)) {
        return None;
    }
    let duration = duration_before(view, conjunction)?;
    let at = view.dates[duration as usize].span.start;
    let sentence = view.surface.sentences.get(action.sentence as usize)?;
    // `Three days before France expelled …, Russia arrested …`: what opens the sentence is counted from what follows.
    let opens = view.dates[duration as usize].tokens.start <= sentence.tokens.start + 1;
    let others = near
        .filter(|c| *c != own)
        .flat_map(|c| clusters[c].actions_in(view, action.sentence..=action.sentence).map(move |o| (c, o)))
        .filter(|(_, o)| matches!(o.reading, Reading::Active | Reading::Passive) && o.act != action.act);
    let from = if opens {
        others.filter(|(_, o)| o.span.start > action.span.end).min_by_key(|(c, o)| (o.span.start, *c))
    } else {
        others.filter(|(_, o)| o.span.end <= at).max_by_key(|(c, o)| (o.span.start, usize::MAX - *c))
    };
    Some(Count { duration, from: from?.0, back })
}

/// Its clause stands behind `after`: what the news came after.
pub(super) fn is_earlier(view: &View, action: &Action) -> bool {
    first_token(view, action).checked_sub(1).is_some_and(|before| view.lexicon.actions.status.earlier.has(sym(view, before)))
}

fn sym(view: &View, token: u32) -> Sym {
    view.surface.tokens.get(token as usize).map_or(Sym::UNKNOWN, |t| t.sym)
}

/// Where the clause of a verb begins, with its subject; for a noun its phrase.
fn first_token(view: &View, action: &Action) -> u32 {
    let token = view.surface.tokens.partition_point(|t| t.span.start < action.span.start) as u32;
    let group = |g: u32| view.syntax.nouns[g as usize].tokens.start;
    match view.syntax.verb_at(token) {
        Some(v) => {
            let verb = &view.syntax.verbs[v];
            let start = verb.tokens.start;
            verb.subject.map_or(start, |s| group(s).min(start))
        }
        None => view.syntax.noun_at(token).map_or(token, |g| view.syntax.nouns[g].tokens.start),
    }
}

/// The duration that ends right before this token.
fn duration_before(view: &View, token: u32) -> Option<u32> {
    let start = view.surface.tokens.get(token as usize)?.span.start;
    let at = view.dates.partition_point(|d| d.span.start < start).checked_sub(1)?;
    let date = &view.dates[at];
    (date.kind == TimexType::Duration && date.tokens.end == token).then_some(at as u32)
}
