//! Which date and place belong to an act.

use std::ops::Range;

use super::scene::Scene;
use crate::actors::Part;
use crate::dates::{Precision, TimeExpression, TimexType};
use crate::lexicon::Tags;
use crate::syntax::{Link, Tag, Tense};
use crate::token::Sym;

/// An act whose time is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timed {
    /// The token that names it.
    pub trigger: u32,
    /// Its verb, as an index into the syntax.
    pub verb: Option<usize>,
    /// A verb in the past tells it: no day behind that of publication is its own.
    pub done: bool,
    /// It is words: what it answers or talks of has a time of its own.
    pub verbal: bool,
}

/// The time expression of an act: one in its own clause, else one that opens the sentence.
///
/// A date behind a verb of saying says when it was told (`said on Monday it had expelled …`) and is left alone; one
/// inside a quotation belongs to the quoted act.
pub(super) fn date(scene: &Scene, act: Timed) -> Option<u32> {
    let Timed { trigger, verb, .. } = act;
    let sentence = scene.surface.sentences.get(scene.surface.sentence_at(trigger as usize))?;
    let from = scene.dates.partition_point(|d| d.span.start < sentence.span.start);
    let here = scene.dates[from..].iter().enumerate().take_while(|(_, d)| d.span.start < sentence.span.end);
    let room = scene.surface.tokens.get(trigger as usize).and_then(|t| scene.surface.quoted_at(t.span.start));
    let mut best: Option<(u32, u32)> = None;
    for (offset, date) in here {
        if date.header || !matches!(date.kind, TimexType::Date | TimexType::Time) || scene.surface.quoted_at(date.span.start) != room {
            continue;
        }
        let tokens = scene.surface.tokens_in(date.span);
        let at = tokens.start as u32..tokens.end as u32;
        if at.start < scene.dateline_end || act.done && is_ahead(scene, date) || is_of_another(scene, act, &at) {
            continue;
        }
        let coarse = date.precision >= Precision::Month && date.precision != Precision::Unknown;
        let Some(cost) = cost(scene, trigger, verb, &at, sentence.tokens.start, coarse) else { continue };
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, (from + offset) as u32));
        }
    }
    best.map(|(_, index)| index)
}

/// All of it lies behind the day of publication.
fn is_ahead(scene: &Scene, date: &TimeExpression) -> bool {
    date.range.zip(scene.article.day()).is_some_and(|(range, day)| range.0 > day)
}

/// How many tokens may lie between a participle and its date.
const BESIDE: u32 = 4;

/// The date says when something else was or is to be: an attribute of what the act is about (`condemned last week's raid`,
/// `violated a 1987 treaty`), what it aims at (`a budget for 1990`), the time of a participle or relative clause (`the council,
/// set up in 1997`). A nominal act is dated by its participles (`the raid launched on Monday`).
fn is_of_another(scene: &Scene, act: Timed, at: &Range<u32>) -> bool {
    let Some(own) = act.verb.map(|v| scene.verb(v)).filter(|v| v.head == act.trigger) else { return false };
    let before = at.start.checked_sub(1).map_or(Sym::UNKNOWN, |k| scene.sym(k));
    if act.done && (before == scene.lexicon.fixed.for_ || before == scene.lexicon.fixed.to) {
        return true;
    }
    if let Some(group) = holder(scene, at) {
        let noun = &scene.syntax.nouns[group];
        let side = [own.subject, own.agent].contains(&Some(group as u32)) || !act.verbal && own.object == Some(group as u32);
        // `the raid of May 3 on the port, which killed 12`: what a relative clause tells of a deed is of that deed.
        if !act.verbal && own.link == Link::Relative && at.end <= act.trigger {
            return false;
        }
        let occasion = noun.prep.or_else(|| scene.syntax.noun_at(at.start).and_then(|g| scene.syntax.nouns[g].prep));
        return !side && !occasion.is_some_and(|p| scene.lexicon.actions.status.setting.has(scene.sym(p)));
    }
    let other = scene.syntax.verbs_past(at.start).checked_sub(1).map(|v| scene.verb(v)).filter(|v| v.head != own.head && v.head < at.start);
    other.is_some_and(|v| {
        // `as they fled` is none, however it is read.
        let pronoun = v.tokens.start.checked_sub(1).and_then(|k| scene.syntax.tags.get(k as usize)) == Some(&Tag::Pron);
        let hangs = v.tense == Tense::Reduced && !pronoun || v.link == Link::Relative && v.is_finite() && at.start < act.trigger;
        // `the siege that ended on August 2, when the rebels took the town`: one day for both.
        let when = at.end..act.trigger;
        let hangs = hangs && !when.take(2).any(|k| scene.sym(k) == scene.lexicon.fixed.when);
        let gap = v.tokens.end..at.start;
        hangs && v.sentence == own.sentence && gap.len() as u32 <= BESIDE && own.link != Link::Coordinated && !holds_mark(scene, gap)
    })
}

/// The group that the date is an attribute of: `last week's talks`, `the 1987 treaty`.
fn holder(scene: &Scene, at: &Range<u32>) -> Option<usize> {
    let inside = scene.syntax.noun_at(at.start);
    if let Some(group) = inside.filter(|g| scene.syntax.nouns[*g].head >= at.end) {
        return Some(group);
    }
    let owned = scene.syntax.tags.get(at.end as usize) == Some(&Tag::Poss);
    scene.syntax.noun_at(at.end + 1).filter(|g| owned && inside.is_some() && scene.syntax.nouns[*g].possessor == inside.map(|i| i as u32))
}

fn holds_mark(scene: &Scene, tokens: Range<u32>) -> bool {
    tokens.into_iter().any(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Mark))
}

/// Tokens that the phrase of a nominal act may have up to its date.
const PHRASE: u32 = 14;

/// How far a date is from an act, `None` where it belongs to another verb.
fn cost(scene: &Scene, trigger: u32, verb: Option<usize>, at: &Range<u32>, sentence_start: u32, coarse: bool) -> Option<u32> {
    let date = at.start;
    let distance = date.abs_diff(trigger);
    let (low, high) = (date.min(trigger), date.max(trigger));
    let first = scene.syntax.verbs_past(low);
    let own = verb.map(|v| scene.verb(v).head);
    let between = scene.syntax.verbs[first..]
        .iter()
        .take_while(|v| v.tokens.start < high)
        .filter(|v| v.is_finite() && Some(v.head) != own && v.head != trigger && !v.tokens.contains(&date))
        .count();
    let subject = verb.and_then(|v| scene.verb(v).subject).map_or(trigger, |s| scene.syntax.nouns[s as usize].tokens.start).min(trigger);
    if date < trigger && told(scene, at, trigger, subject) {
        return None;
    }
    if verb.is_none() {
        // A nominal act takes a date only from right beside it: `the expulsion this week of`, `last month's attack`; or from the
        // end of its own phrase: `the expulsion of the consul in Bialystok on Monday`.
        let in_phrase = || date > trigger && distance <= PHRASE && (trigger..date).all(|k| scene.syntax.tags.get(k as usize) != Some(&Tag::Mark));
        return (between == 0 && (distance <= 6 || in_phrase())).then_some(distance);
    }
    if between == 0 {
        // `signed on Tuesday, nine months after talks were suspended`
        let other_time = subject > date + 1 && scene.lexicon.actions.status.sequence.has(scene.sym(subject - 1));
        return (!other_time || date + 1 == subject - 1).then_some(distance);
    }
    // `On Monday Russia expelled a diplomat, accusing …`: a date that opens the sentence holds for its participles too.
    // Before a verb of saying it tells the act's time only if it is coarse: `Last month the government revealed that …`.
    let opens = date.saturating_sub(sentence_start) <= 4
        && scene
            .syntax
            .verbs
            .get(scene.syntax.verbs_from(sentence_start))
            .is_some_and(|v| v.tokens.start > date && (coarse || !scene.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL)));
    opens.then_some(100 + distance)
}

/// The date stands behind a verb of saying whose complement holds the act, and before that complement: `said on Monday it had`,
/// `told the council in Oslo on Monday that`, but `said that on Monday`, `said after the raid on Monday that`.
fn told(scene: &Scene, at: &Range<u32>, trigger: u32, subject: u32) -> bool {
    let before = scene.syntax.verbs_past(at.start);
    before
        .checked_sub(1)
        .map(|b| scene.verb(b))
        .filter(|v| scene.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL) && v.head != trigger && v.is_finite() && v.tokens.end <= at.start)
        .is_some_and(|v| {
            let gap = v.tokens.end..at.start;
            let tag = |k: u32| scene.syntax.tags.get(k as usize).copied();
            let ends = tag(at.end) == Some(Tag::Sub) || at.end == subject;
            let close = gap.len() <= 2 || gap.len() <= ADDRESSEE && ends && !holds_mark(scene, gap.clone());
            let other = |k: u32| tag(k) == Some(Tag::Sub) || scene.lexicon.actions.status.sequence.has(scene.sym(k));
            close && !gap.into_iter().any(other)
        })
}

/// How many tokens may name whom somebody told something, and where.
const ADDRESSEE: usize = 10;

/// The place of the act: the nearest place behind it in its clause, else one that opens its sentence, else the nearest in
/// the sentence.
pub(super) fn place(scene: &Scene, trigger: u32, verb: Option<usize>) -> Option<u32> {
    let sentence = scene.surface.sentences.get(scene.surface.sentence_at(trigger as usize))?;
    let end = verb.map_or((trigger + 12).min(sentence.tokens.end), |v| scene.clause_end(v));
    let start = sentence.tokens.start.max(scene.dateline_end);
    let first = |range: std::ops::Range<u32>| scene.mentions_with_head_in(range).find(|m| is_place(scene, *m));
    first(trigger..end)
        .or_else(|| first(start..trigger.min(start + 6).max(start)))
        .or_else(|| first(end..sentence.tokens.end))
        .or_else(|| scene.mentions_with_head_in(start..trigger.max(start)).filter(|m| is_place(scene, *m)).last())
}

/// How many sentences of the story the place in its dateline speaks for.
const DATELINE_SPEAKS: u32 = 8;

/// Where the story was filed: the place of a violent act near its beginning that names no place, unless a side of the act
/// belongs to another country.
pub(super) fn filed_at(scene: &Scene, trigger: u32, countries: &[&str]) -> Option<u32> {
    let first = scene.surface.sentence_at(scene.dateline_end.checked_sub(1)? as usize) as u32;
    let here = scene.surface.sentence_at(trigger as usize) as u32;
    if here >= first + DATELINE_SPEAKS {
        return None;
    }
    let place = scene.mentions_with_head_in(0..scene.dateline_end).find(|m| scene.actors.mentions[*m as usize].part == Part::Place)?;
    let country = scene.actors.entity_of(place as usize)?.country();
    (!country.is_empty() && countries.iter().all(|c| c.is_empty() || *c == country)).then_some(place)
}

/// A place, or a name that nobody knows behind `in`, `at` or `near`, or beside a word for a place (`Ardal district`, `the town of
/// Ardal`).
fn is_place(scene: &Scene, mention: u32) -> bool {
    let found = &scene.actors.mentions[mention as usize];
    if found.part == Part::Place {
        return true;
    }
    let Some(group) = scene.syntax.noun_at(found.head).map(|g| &scene.syntax.nouns[g]) else { return false };
    let Some(entity) = scene.actors.entity_of(mention as usize).filter(|e| e.named) else { return false };
    let unit = |k: u32| scene.lexicon.actions.status.unit.has(scene.lemma(k));
    let before_unit =
        || found.tokens.end == group.head && unit(group.head) && group.prep.is_some_and(|p| scene.lexicon.actions.status.locative.has(scene.sym(p)));
    let behind_unit = || found.head == group.head && scene.before_of(group).is_some_and(unit);
    let nobody = entity.code.is_empty() || entity.kind == crate::actors::EntityKind::Place;
    if nobody && (before_unit() || behind_unit()) {
        return true;
    }
    let located = || {
        group.prep.is_some_and(|p| scene.lexicon.actions.status.locative.has(scene.sym(p))) && scene.syntax.tags.get(found.head as usize) == Some(&Tag::Name)
    };
    // `in the boathouse`, where all words have capitals, is no name.
    let article = scene.surface.all_caps && scene.syntax.tags.get(group.tokens.start as usize) == Some(&Tag::Det);
    // `at the Department of Foreign Affairs` says whose house it was, not where it stands.
    let body = entity.kind == crate::actors::EntityKind::Organisation && !scene.surface.all_caps;
    found.part == Part::Actor && found.head == group.head && located() && !article && !body && entity.code.is_empty()
}
