//! Times that last: `between 3 and 5 March`, `in the past two days`; and the day on which somebody told of what was done before.

use jiff::civil::Date;

use super::lead::{had, is_perfect, telling};
use super::when::none;
use super::{Cluster, IncidentDate, View};
use crate::actions::{Action, Status};
use crate::dates::{self, Anchor, Precision, TimeExpression, TimexType};
use crate::lexicon::is_verbal;
use crate::syntax::{Tag, VerbGroup};
use crate::token::{Sym, TokenKind};

/// How many tokens may stand between a verb of saying and the day on which it was said: `told reporters in Osen on Tuesday`.
const SAID: u32 = 6;

/// The time between the date and the one that it is coordinated with, where both bound one act.
pub(super) fn range(view: &View, cluster: &Cluster, own: u32) -> Option<IncidentDate> {
    // `put off from Monday to Friday`: words are of a day.
    if cluster.actions.iter().any(|a| is_verbal(&view.actions[*a as usize].cameo)) {
        return None;
    }
    if let Some(date) = since(view, cluster, own) {
        return Some(date);
    }
    let (from, to, start, end) = pair(view, own).or_else(|| pair(view, own.checked_sub(1)?))?;
    let basis = if from.anchor == Anchor::None && to.anchor == Anchor::None { "explicit" } else { "relative" };
    let text = view.article.text.get(from.span.start as usize..to.span.end as usize).unwrap_or_default();
    Some(IncidentDate { text: text.to_owned(), ..of_days(start, end, basis) })
}

/// Two expressions that bound a time, of which the first is `first`, with its first and last day.
fn pair<'v>(view: &View<'v>, first: u32) -> Option<(&'v TimeExpression, &'v TimeExpression, Date, Date)> {
    let (from, to) = (view.dates.get(first as usize)?, view.dates.get(first as usize + 1)?);
    let (start, end) = (from.range?.0, to.range?.1);
    (is_bounded(view, from, to) && start < end && from.precision == to.precision).then_some((from, to, start, end))
}

/// Codes of relations and talks broken off, which is done in a moment.
const BROKEN: [&str; 2] = ["161", "164"];

/// `postponed the talks from Monday to Friday`: what is put off has two days, and putting it off neither.
pub(super) fn is_moved(view: &View, cluster: &Cluster, own: u32) -> bool {
    let broken = |a: &u32| BROKEN.iter().any(|code| view.actions[*a as usize].cameo.starts_with(code));
    cluster.actions.iter().all(broken) && pair(view, own).or_else(|| pair(view, own.checked_sub(1)?)).is_some()
}

/// `has shelled the town since Monday`: from that day to the day of publication.
fn since(view: &View, cluster: &Cluster, own: u32) -> Option<IncidentDate> {
    let date = view.dates.get(own as usize)?;
    let before = date.tokens.start.checked_sub(1).map(|k| sym(view, k));
    let perfect = |a: &u32| telling(view, &view.actions[*a as usize]).is_some_and(|at| is_perfect(view, at));
    if before != Some(view.lexicon.fixed.since) || !cluster.actions.iter().any(perfect) {
        return None;
    }
    let (start, end) = (date.range?.0, view.article.day()?);
    (start < end).then(|| of_days(start, end, if date.anchor == Anchor::None { "explicit" } else { "relative" }))
}

/// The month or day behind that of publication which stands right behind the verb or object of what was done: `expelled an envoy in
/// March`, told in February.
pub(super) fn day_ahead(view: &View, cluster: &Cluster) -> Option<u32> {
    let day = view.article.day()?;
    let done = cluster.actions.iter().map(|a| &view.actions[*a as usize]).filter(|a| a.date.is_none() && a.status == Status::Occurred);
    done.filter_map(|action| {
        let verb = &view.syntax.verbs[view.syntax.verb_at(telling(view, action)?)?];
        let object = verb.object.map_or(verb.tokens.end, |o| view.syntax.nouns[o as usize].tokens.end).max(verb.tokens.end);
        let at = view.dates.partition_point(|d| d.tokens.start <= object);
        let date = view.dates.get(at).filter(|d| d.tokens.start == object + 1 && view.lexicon.actions.status.setting.has(sym(view, object)))?;
        let ahead = date.range.is_some_and(|r| r.0 > day) && date.anchor == Anchor::Published && matches!(date.precision, Precision::Month | Precision::Day);
        ahead.then_some(at as u32)
    })
    .next()
}

/// A time of several days; of its ISO form what both ends share.
fn of_days(start: Date, end: Date, basis: &'static str) -> IncidentDate {
    let value = common(&start.to_string(), &end.to_string()).into();
    IncidentDate { value, range: Some((start, end)), precision: Precision::Range, basis, ..none() }
}

/// What two ISO dates share: `2025-03` of two days of a month, `2025` of two months, nothing of two years.
pub(super) fn common<'v>(from: &'v str, to: &str) -> &'v str {
    if from == to {
        return from;
    }
    let shared = |end: usize| from.get(..end).filter(|part| to.get(..end) == Some(*part));
    shared("2025-03".len()).or_else(|| shared("2025".len())).unwrap_or_default()
}

/// `between … and …`, `from … to …`, `…-…`.
fn is_bounded(view: &View, from: &TimeExpression, to: &TimeExpression) -> bool {
    let fixed = &view.lexicon.fixed;
    let kind = |d: &TimeExpression| d.kind == TimexType::Date && !d.header;
    let gap = from.tokens.end..to.tokens.start;
    if !kind(from) || !kind(to) || gap.len() != 1 {
        return false;
    }
    let before = from.tokens.start.checked_sub(1).map_or(Sym::UNKNOWN, |k| sym(view, k));
    let between = before == fixed.between && sym(view, gap.start) == fixed.and;
    let open = before == fixed.from && view.syntax.tags.get(gap.start as usize).is_some_and(|t| matches!(t, Tag::Prep | Tag::To | Tag::Sub));
    let dash = view.surface.tokens.get(gap.start as usize).is_some_and(|t| matches!(t.kind, TokenKind::Hyphen | TokenKind::Dash));
    between || open || dash
}

/// Why what the lead tells is not of the day of publication.
pub(super) enum Told {
    /// It went on for, or happened in the course of, the time that these words tell, as an index.
    Lasting(u32),
    /// Somebody told of it on this day, as an index.
    Said(u32),
}

/// What the sentence of one of the tellings says of that.
pub(super) fn told(view: &View, cluster: &Cluster) -> Option<Told> {
    let actions = || cluster.actions.iter().map(|a| &view.actions[*a as usize]);
    let lasts = actions().find_map(|a| duration(view, a)).map(Told::Lasting);
    lasts.or_else(|| actions().find_map(|a| day_of_report(view, a)).map(Told::Said))
}

/// The last days, where the words tell how many: `in the past two days`, `has shelled the town for three days`.
pub(super) fn lasting(view: &View, cluster: &Cluster, words: u32) -> Option<IncidentDate> {
    let duration = view.dates.get(words as usize)?;
    let whole = view.syntax.tags.get(duration.tokens.start as usize) == Some(&Tag::Det);
    let perfect = |a: &u32| telling(view, &view.actions[*a as usize]).is_some_and(|at| is_perfect(view, at));
    if !whole && !cluster.actions.iter().any(perfect) {
        return None;
    }
    Some(of_days(days_before(view, duration)?, view.article.day()?, "relative"))
}

/// The day that lies so long before that of publication, where the words count days or more.
fn days_before(view: &View, duration: &TimeExpression) -> Option<Date> {
    let today = view.article.day()?;
    dates::counted(&duration.value, (today, today), Precision::Day, true).map(|found| found.range.0)
}

/// The duration in the clause of a deed in whose course it happened, with no other verb between: behind a preposition and `the`, but
/// not `for delivery in the next weeks`; of force and protest also as many days behind `for`.
fn duration(view: &View, action: &Action) -> Option<u32> {
    let sentence = view.surface.sentences.get(action.sentence as usize)?;
    let from = view.dates.partition_point(|d| d.span.start < action.span.end);
    let here = view.dates[from..].iter().take_while(|d| d.span.start < sentence.span.end).enumerate();
    let force = ["14", "19", "20"].iter().any(|root| action.cameo.starts_with(root));
    let lasts = |d: &TimeExpression| {
        let before = d.tokens.start.saturating_sub(1);
        let prep = view.syntax.tags.get(before as usize) == Some(&Tag::Prep);
        let the = view.syntax.tags.get(d.tokens.start as usize) == Some(&Tag::Det) && sym(view, d.tokens.end) != view.lexicon.fixed.of;
        let for_ = view.lexicon.fixed.for_;
        let during = the && prep && !(token(view, action.span.end)..d.tokens.start).any(|k| sym(view, k) == for_);
        // `has shelled the town for weeks`: on no day that is known.
        let perfect = || telling(view, action).is_some_and(|at| is_perfect(view, at));
        during || force && sym(view, before) == for_ && (days_before(view, d).is_some() || perfect())
    };
    let (offset, _) = here
        .filter(|(_, d)| d.kind == TimexType::Duration && !is_verbal(&action.cameo) && action.status == Status::Occurred)
        .find(|(_, d)| lasts(d) && verbs_between(view, action.span.end, d.span.start).is_empty())?;
    Some((from + offset) as u32)
}

/// The day before that of publication on which somebody told of what had been done: `“We have expelled two envoys,” he said on Tuesday`.
fn day_of_report(view: &View, action: &Action) -> Option<u32> {
    let at = telling(view, action).filter(|at| is_perfect(view, *at) || had(view, *at))?;
    let cue = view.quotes.get(action.quote? as usize)?.cue?;
    let end = token(view, cue.end);
    let from = view.dates.partition_point(|d| d.tokens.start < end);
    let day = view.dates.get(from).filter(|d| d.kind == TimexType::Date && d.precision == Precision::Day && d.tokens.start <= end + SAID)?;
    let range = day.range.filter(|r| Some(r.1) < view.article.day())?;
    let near = !verbs_between(view, cue.end, day.span.start).iter().any(VerbGroup::is_finite) && !(end..day.tokens.start).contains(&at);
    let marks = (end..day.tokens.start).any(|k| view.syntax.tags.get(k as usize) == Some(&Tag::Mark));
    (near && !marks && range.0 == range.1).then_some(from as u32)
}

/// The verbs between two places of the text (bytes).
fn verbs_between<'v>(view: &View<'v>, from: u32, to: u32) -> &'v [VerbGroup] {
    let verbs = view.syntax.verbs_from(token(view, from))..view.syntax.verbs_from(token(view, to));
    view.syntax.verbs.get(verbs).unwrap_or_default()
}

/// The first token from this byte on.
fn token(view: &View, at: u32) -> u32 {
    view.surface.tokens.partition_point(|t| t.span.start < at) as u32
}

fn sym(view: &View, token: u32) -> Sym {
    view.surface.tokens.get(token as usize).map_or(Sym::UNKNOWN, |t| t.sym)
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn what_two_days_share() {
        assert_eq!(common("2025-03-03", "2025-03-07"), "2025-03");
        assert_eq!(common("2025-03-31", "2025-04-02"), "2025");
        assert_eq!(common("2012-01-01", "2016-12-31"), "");
        assert_eq!(common("2025-03-03", "2025-03-03"), "2025-03-03");
    }
}
