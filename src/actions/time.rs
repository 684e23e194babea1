//! Which date and place belong to an act.

use super::scene::Scene;
use super::{Party, parties};
use crate::actors::{MentionForm, Part};
use crate::dates::{Precision, TimexType};
use crate::lexicon::{SectorList, Tags, actor_country};
use crate::syntax::Tag;

/// The time expression of the act named at token `trigger`: one in its own clause, else one that opens the sentence.
///
/// A date behind a verb of saying says when it was told (`said on Monday it had expelled …`) and is left alone; one
/// inside a quotation belongs to the quoted act.
pub(super) fn date(scene: &Scene, trigger: u32, verb: Option<usize>) -> Option<u32> {
    let sentence = scene.surface.sentences.get(scene.surface.sentence_at(trigger as usize))?;
    let from = scene.dates.partition_point(|d| d.span.start < sentence.span.start);
    let here = scene.dates[from..].iter().enumerate().take_while(|(_, d)| d.span.start < sentence.span.end);
    let room = scene.surface.tokens.get(trigger as usize).and_then(|t| scene.surface.quoted_at(t.span.start));
    let mut best: Option<(u32, u32)> = None;
    for (offset, date) in here {
        if date.header || !matches!(date.kind, TimexType::Date | TimexType::Time) || scene.surface.quoted_at(date.span.start) != room {
            continue;
        }
        let token = scene.surface.tokens_in(date.span).start as u32;
        if token < scene.dateline_end {
            continue;
        }
        let coarse = date.precision >= Precision::Month && date.precision != Precision::Unknown;
        let Some(cost) = cost(scene, trigger, verb, token, sentence.tokens.start, coarse) else { continue };
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, (from + offset) as u32));
        }
    }
    best.map(|(_, index)| index)
}

/// Tokens that the phrase of a nominal act may have up to its date.
const PHRASE: u32 = 14;

/// How far a date is from an act, `None` where it belongs to another verb.
fn cost(scene: &Scene, trigger: u32, verb: Option<usize>, date: u32, sentence_start: u32, coarse: bool) -> Option<u32> {
    let distance = date.abs_diff(trigger);
    let (low, high) = (date.min(trigger), date.max(trigger));
    let first = scene.syntax.verbs_past(low);
    let own = verb.map(|v| scene.verb(v).head);
    let between = scene.syntax.verbs[first..]
        .iter()
        .take_while(|v| v.tokens.start < high)
        .filter(|v| v.is_finite() && Some(v.head) != own && v.head != trigger && !v.tokens.contains(&date))
        .count();
    if date < trigger && told(scene, date, trigger) {
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
        let subject = verb.and_then(|v| scene.verb(v).subject).map_or(trigger, |s| scene.syntax.nouns[s as usize].tokens.start).min(trigger);
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

/// The date stands right behind a verb of saying whose complement holds the act.
fn told(scene: &Scene, date: u32, trigger: u32) -> bool {
    let before = scene.syntax.verbs_past(date);
    before
        .checked_sub(1)
        .map(|b| scene.verb(b))
        .is_some_and(|v| scene.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL) && date - v.tokens.end <= 2 && v.head != trigger && v.is_finite())
}

/// The place of the act: the nearest place behind it in its clause, else one that opens its sentence, else the nearest in
/// the sentence.
pub(super) fn place(scene: &Scene, trigger: u32, verb: Option<usize>) -> Option<u32> {
    let sentence = scene.surface.sentences.get(scene.surface.sentence_at(trigger as usize))?;
    let end = verb.map_or((trigger + 12).min(sentence.tokens.end), |v| scene.clause_end(v));
    let start = sentence.tokens.start.max(scene.dateline_end);
    let is_place = |scene: &Scene, m: u32| is_place(scene, m) && !is_reference(scene, m);
    let first = |range: std::ops::Range<u32>| scene.mentions_with_head_in(range).find(|m| is_place(scene, *m));
    first(trigger..end)
        .or_else(|| first(start..trigger.min(start + 6).max(start)))
        .or_else(|| first(end..sentence.tokens.end))
        .or_else(|| scene.mentions_with_head_in(start..trigger.max(start)).filter(|m| is_place(scene, *m)).last())
}

/// `90 km north of Ardal`, `ten miles from Ardal`: it is not there.
fn is_reference(scene: &Scene, mention: u32) -> bool {
    const REACH: u32 = 5;
    let words = &scene.lexicon.actions.status;
    let head = scene.actors.mentions[mention as usize].head;
    // `is 90 km from Ardal, where`: there it is.
    let where_it_is = (head + 1..head + 3).any(|k| matches!(scene.syntax.tags.get(k as usize), Some(Tag::Wh | Tag::Sub)));
    let prep = scene.syntax.noun_at(head).and_then(|g| scene.syntax.nouns[g].prep);
    let Some(before) = prep.and_then(|p| p.checked_sub(1)).filter(|_| !where_it_is) else { return false };
    let far = |k: u32| words.distance.has(scene.lemma(k));
    far(before) || words.bearing.has(scene.lemma(before)) && (before.saturating_sub(REACH)..before).any(far)
}

/// A place of another clause than the act's, abroad, where both sides are of one country: `rebels killed the judge, who had lived in
/// Lisbon`.
pub(super) fn is_foreign(scene: &Scene, trigger: u32, verb: Option<usize>, place: u32, [source, target]: [&str; 2]) -> bool {
    let Some(head) = scene.actors.mentions.get(place as usize).map(|m| m.head) else { return false };
    let end = verb.map_or(trigger + 12, |v| scene.clause_end(v));
    let country = scene.actors.entity_of(place as usize).map_or("", |e| e.country());
    let strange = !country.is_empty() && !source.is_empty() && source == target && source != country;
    strange && !(trigger..end).contains(&head)
}

/// How many sentences of the story the place in its dateline speaks for.
const DATELINE_SPEAKS: u32 = 8;

/// Where the story was filed: the place of a violent act near its beginning that names no place, unless a side of the act
/// belongs to another country. In the lead, what rebels and gangs of the country do to foreigners they do at home.
pub(super) fn filed_at(scene: &Scene, trigger: u32, sides: [&Option<Party>; 2]) -> Option<u32> {
    let first = scene.surface.sentence_at(scene.dateline_end.checked_sub(1)? as usize) as u32;
    let here = scene.surface.sentence_at(trigger as usize) as u32;
    if here >= first + DATELINE_SPEAKS {
        return None;
    }
    let place = scene.mentions_with_head_in(0..scene.dateline_end).find(|m| scene.actors.mentions[*m as usize].part == Part::Place)?;
    let country = scene.actors.entity_of(place as usize)?.country();
    let of = |p: &Option<Party>| p.as_ref().map_or("", |p| actor_country(&p.code)).to_owned();
    let at_home = |p: &Party| [SectorList::Nonstate, SectorList::Private].into_iter().any(|list| parties::is_of(scene, p, list));
    let native = || of(sides[0]) == country && sides[0].as_ref().is_some_and(at_home);
    let home = sides.iter().all(|p| of(p).is_empty() || of(p) == country) || here == first && native();
    (!country.is_empty() && home).then_some(place)
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
    // `in an Ardal suburb`, `at Ardal airport`
    let town = found.part == Part::Modifier && found.form == MentionForm::Name && entity.kind == crate::actors::EntityKind::Place && entity.code.len() == 3;
    let site = || scene.lexicon.actions.status.unit.ends(scene.lemmas(group)) || scene.lexicon.actions.status.thing.ends(scene.lemmas(group));
    if town && group.prep.is_some_and(|p| scene.lexicon.actions.status.locative.has(scene.sym(p))) && site() {
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
