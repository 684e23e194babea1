//! Acts whose day is counted from another act: `recalled its envoy on Monday, two weeks after Eritrea freed …`.

use super::Cluster;
use super::View;
use crate::actions::{Action, Reading};
use crate::dates::TimexType;
use crate::syntax::Tag;
use crate::token::Sym;

/// How far an act lies from another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measure {
    /// Index of the duration among the article's time expressions.
    pub duration: u32,
    /// The act lies before the other time.
    pub back: bool,
}

/// How the text counts the day of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    /// How far it lies from the other act.
    pub measure: Measure,
    /// Index of the cluster that it is counted from.
    pub from: usize,
}

/// The duration before the clause or phrase of `action`, and the conjunction behind it.
fn measure(view: &View, action: &Action) -> Option<Measure> {
    let conjunction = first_token(view, action).checked_sub(1)?;
    let status = &view.lexicon.actions.status;
    let back = status.earlier.has(sym(view, conjunction));
    if !back && !status.later.has(sym(view, conjunction)) {
        return None;
    }
    Some(Measure { duration: duration_before(view, conjunction)?, back })
}

/// How the day of `action`, of the cluster `own`, is counted, if it is: its clause or phrase stands behind a duration and
/// `after` or `before`. `near` are the clusters that may share its sentence.
pub(super) fn count(view: &View, clusters: &[Cluster], own: usize, action: &Action, near: std::ops::Range<usize>) -> Option<Count> {
    let measure = measure(view, action)?;
    let duration = &view.dates[measure.duration as usize];
    let at = duration.span.start;
    let sentence = view.surface.sentences.get(action.sentence as usize)?;
    // `Three days before France expelled …, Russia arrested …`: what opens the sentence is counted from what follows.
    let opens = duration.tokens.start <= sentence.tokens.start + 1;
    let others = near
        .filter(|c| *c != own)
        .flat_map(|c| clusters[c].actions_in(view, action.sentence..=action.sentence).map(move |o| (c, o)))
        .filter(|(_, o)| matches!(o.reading, Reading::Active | Reading::Passive) && o.act != action.act);
    let from = if opens {
        others.filter(|(_, o)| o.span.start > action.span.end).min_by_key(|(c, o)| (o.span.start, *c))
    } else {
        others.filter(|(_, o)| o.span.end <= at).max_by_key(|(c, o)| (o.span.start, usize::MAX - *c))
    };
    Some(Count { measure, from: from?.0 })
}

/// `on Thursday, a day after they seized …`: counted from the day that stands right before, as an index.
pub(super) fn count_from_day(view: &View, action: &Action) -> Option<(Measure, u32)> {
    /// Tokens that may stand between the two: a comma, an adverb.
    const GAP: u32 = 2;
    let measure = measure(view, action)?;
    let day = measure.duration.checked_sub(1)?;
    let (date, duration) = (view.dates.get(day as usize)?, &view.dates[measure.duration as usize]);
    let beside = date.kind == TimexType::Date && date.tokens.end <= duration.tokens.start && duration.tokens.start - date.tokens.end <= GAP;
    (beside && date.range.is_some()).then_some((measure, day))
}

/// Its clause stands behind `after`: what the news came after.
pub(super) fn is_earlier(view: &View, action: &Action) -> bool {
    first_token(view, action).checked_sub(1).is_some_and(|before| view.lexicon.actions.status.earlier.has(sym(view, before)))
}

fn sym(view: &View, token: u32) -> Sym {
    view.surface.tokens.get(token as usize).map_or(Sym::UNKNOWN, |t| t.sym)
}

/// Where the clause of a verb begins, with its subject; for a noun its phrase.
pub(super) fn first_token(view: &View, action: &Action) -> u32 {
    let token = view.surface.tokens.partition_point(|t| t.span.start < action.span.start) as u32;
    match view.syntax.verb_at(token) {
        Some(v) => {
            let own = clause_start(view, v);
            // `a day after crowds stormed the hall and guards shot nine`: one day for both.
            let joined = own.checked_sub(1).is_some_and(|k| view.syntax.tags.get(k as usize) == Some(&Tag::Conj));
            let before = view.syntax.verbs_from(own).checked_sub(1).filter(|b| joined && view.syntax.verbs[*b].sentence == view.syntax.verbs[v].sentence);
            before.filter(|b| view.syntax.verbs[*b].is_finite()).map_or(own, |b| clause_start(view, b))
        }
        None => view.syntax.noun_at(token).map_or(token, |g| view.syntax.nouns[g].tokens.start),
    }
}

/// Where the clause of a verb begins: with its subject, and whoever owns that.
fn clause_start(view: &View, v: usize) -> u32 {
    let verb = &view.syntax.verbs[v];
    let subject = verb.subject.map(|s| &view.syntax.nouns[s as usize]).filter(|g| g.tokens.start < verb.tokens.start);
    let owner = subject.and_then(|g| g.possessor).map(|p| &view.syntax.nouns[p as usize]);
    owner.or(subject).map_or(verb.tokens.start, |g| g.tokens.start)
}

/// The duration that ends right before this token.
fn duration_before(view: &View, token: u32) -> Option<u32> {
    let start = view.surface.tokens.get(token as usize)?.span.start;
    let at = view.dates.partition_point(|d| d.span.start < start).checked_sub(1)?;
    let date = &view.dates[at];
    (date.kind == TimexType::Duration && date.tokens.end == token).then_some(at as u32)
}
