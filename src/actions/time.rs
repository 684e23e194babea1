//! Which date and place belong to an act.

use std::ops::Range;

use super::owner;
use super::scene::Scene;
use super::{Party, parties};
use crate::actors::{EntityKind, MentionForm, Part};
use crate::dates::{Anchor, Precision, TimeExpression, TimexType};
use crate::lexicon::{SectorList, Tags, WordList, actor_country, is_verbal, is_violent};
use crate::syntax::{Link, Tag, Tense, VerbGroup};

/// An act whose time is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timed<'a> {
    /// The token that names it.
    pub trigger: u32,
    /// Its verb, as an index into the syntax.
    pub verb: Option<usize>,
    /// A verb in the past tells it: no day behind that of publication is its own.
    pub done: bool,
    /// Its code; empty where that does not matter.
    pub cameo: &'a str,
}

/// The time expression of an act: one in its own clause, else one that opens the sentence. `now` and `recently` give way to a
/// date.
///
/// A date behind a verb of saying says when it was told (`said on Monday it had expelled …`) and is left alone; one
/// inside a quotation belongs to the quoted act.
pub(super) fn date(scene: &Scene, act: Timed) -> Option<u32> {
    let trigger = act.trigger;
    let sentence = scene.surface.sentences.get(scene.surface.sentence_at(trigger as usize))?;
    let from = scene.dates.partition_point(|d| d.span.start < sentence.span.start);
    let here = scene.dates[from..].iter().enumerate().take_while(|(_, d)| d.span.start < sentence.span.end);
    let room = scene.surface.tokens.get(trigger as usize).and_then(|t| scene.surface.quoted_at(t.span.start));
    let mut best: Option<((bool, u32), u32)> = None;
    for (offset, date) in here {
        if date.header || !matches!(date.kind, TimexType::Date | TimexType::Time) || scene.surface.quoted_at(date.span.start) != room {
            continue;
        }
        let tokens = date.tokens.start as usize..date.tokens.end as usize;
        let at = tokens.start as u32..tokens.end as u32;
        if at.start < scene.dateline_end || is_other_day(scene, act, date, &at) || owner::is_of_another(scene, act, &at) {
            continue;
        }
        let coarse = date.precision >= Precision::Month && date.precision != Precision::Unknown;
        let Some(cost) = cost(scene, act, &at, sentence.tokens.start, coarse) else { continue };
        let rank = (date.value.ends_with("_REF"), cost);
        if best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, (from + offset) as u32));
        }
    }
    best.map(|(_, index)| index)
}

/// The day of this time expression lies behind that of publication.
pub(super) fn is_ahead(scene: &Scene, date: u32) -> bool {
    let Some(date) = scene.dates.get(date as usize) else { return false };
    // `are striking until Friday`
    let before = date.tokens.start.checked_sub(1).map(|k| scene.sym(k));
    let limit = before.is_some_and(|word| scene.lexicon.actions.status.sequence.has(word));
    !limit && date.range.zip(scene.article.day()).is_some_and(|(range, day)| range.0 > day)
}

/// How many days back the present tense tells: `Iran seizes a ship on Friday`.
const PRESENT: i32 = 7;

/// What was done lies not behind the day of publication, and what somebody does not long before it.
fn is_other_day(scene: &Scene, act: Timed, date: &TimeExpression, at: &Range<u32>) -> bool {
    let Some((range, day)) = date.range.zip(scene.article.day()) else { return false };
    let past = |token: u32| scene.sym(token) == scene.lexicon.fixed.was || scene.sym(token) == scene.lexicon.fixed.were;
    let present = act.verb.map(|v| scene.verb(v)).filter(|v| v.head == act.trigger).is_some_and(|v| match v.tense {
        // Of deeds the form may be that of the past: `hit`, `cut`, `shut`.
        Tense::Present => is_verbal(act.cameo),
        Tense::Progressive => !past(v.tokens.start),
        _ => false,
    });
    // A full date that the text gives to the act stays, however false.
    let given = || date.anchor == Anchor::None && owner::stands_by(scene, act, at);
    act.done && range.0 > day && !given() || present && range.1.until(day).is_ok_and(|ago| ago.get_days() > PRESENT)
}

/// How much dearer a date is that stands with a verb which shares the act's subject: `killed nine and hurt ten on Friday`.
const SHARED: u32 = 50;

/// Tokens that the phrase of a nominal act may have up to its date.
const PHRASE: u32 = 14;

/// How far a date is from an act, `None` where it belongs to another verb.
fn cost(scene: &Scene, act: Timed, at: &Range<u32>, sentence_start: u32, coarse: bool) -> Option<u32> {
    let (trigger, verb, date) = (act.trigger, act.verb, at.start);
    let distance = date.abs_diff(trigger);
    let (low, high) = (date.min(trigger), date.max(trigger));
    let first = scene.syntax.verbs_past(low);
    let own = verb.map(|v| scene.verb(v));
    let others = || {
        scene.syntax.verbs[first..]
            .iter()
            .take_while(|v| v.tokens.start < high)
            .filter(|v| Some(v.head) != own.map(|o| o.head) && v.head != trigger && !v.tokens.contains(&date))
    };
    let deed = !is_verbal(act.cameo);
    let clausal = |v: &VerbGroup| scene.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL);
    let shares = |v: &VerbGroup| {
        deed && v.link == Link::Coordinated && date > trigger && !clausal(v) && own.is_some_and(|o| o.subject.is_some() && o.subject == v.subject)
    };
    let shared = others().any(shares);
    let between = others().filter(|v| v.is_finite() && !shares(v)).count();
    let subject = own.and_then(|v| v.subject).map_or(trigger, |s| scene.syntax.nouns[s as usize].tokens.start).min(trigger);
    // `responded in May by closing`: the answer is of the day that stands with the verb of answering.
    let means = own.is_some_and(|o| o.tense == Tense::Participle && o.tokens.start.checked_sub(1).is_some_and(|k| scene.sym(k) == scene.lexicon.fixed.by));
    if date < trigger && !means && owner::told(scene, at, trigger, subject) {
        return None;
    }
    if verb.is_none() {
        // A nominal act takes a date only from right beside it: `the expulsion this week of`, `last month's attack`; or from the
        // end of its own phrase: `the expulsion of the consul in Bialystok on Monday`.
        let in_phrase = || date > trigger && distance <= PHRASE && !owner::holds_mark(scene, trigger..date);
        // `his first visit since 2019`
        let since = date.checked_sub(1).is_some_and(|k| scene.sym(k) == scene.lexicon.fixed.since);
        let near = !since && (distance <= 6 || in_phrase());
        let stranger = || others().any(|v| date < trigger || v.tense != Tense::Reduced);
        let sequence = || (low..high).any(|k| scene.lexicon.actions.status.sequence.has(scene.sym(k)));
        return (between == 0 && near && !stranger() && !sequence()).then_some(distance);
    }
    if between == 0 {
        // `signed on Tuesday, nine months after talks were suspended`
        let other_time = subject > date + 1 && scene.lexicon.actions.status.sequence.has(scene.sym(subject - 1));
        // `expelled the envoy in 2022 and asked his staff to leave the year after`
        let first_of_two = deed && date < trigger && own.is_some_and(|o| o.link == Link::Coordinated && owner::verb_before(scene, o, date).is_some());
        // `the leader behind the siege of the port last year was killed on Friday`
        let of_subject = date < trigger && own.and_then(|o| o.subject).is_some_and(|s| is_within(scene, s, date));
        let dearer = if shared || first_of_two || of_subject { SHARED } else { 0 };
        return (!other_time || date + 1 == subject - 1).then_some(distance + dearer);
    }
    // `On Monday Russia expelled a diplomat, accusing …`: a date that opens the sentence holds for its participles too.
    // Before a verb of saying it tells the act's time only if it is coarse: `Last month the government revealed that …`.
    let relative = own.is_some_and(|o| o.link == Link::Relative && o.is_finite());
    let opens = !relative
        && date.saturating_sub(sentence_start) <= 4
        && scene
            .syntax
            .verbs
            .get(scene.syntax.verbs_from(sentence_start))
            .is_some_and(|v| v.tokens.start > date && (coarse || !scene.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL)));
    opens.then_some(100 + distance)
}

/// Another group stands between the subject and the date: what is told of the subject may have that time.
fn is_within(scene: &Scene, subject: u32, date: u32) -> bool {
    let verb = |from: u32| scene.syntax.verbs.get(scene.syntax.verbs_past(from)).is_some_and(|v| v.is_finite() && v.tokens.start < date);
    let Some(group) = scene.syntax.nouns.get(subject as usize).filter(|g| g.tokens.end <= date && !verb(g.tokens.end)) else { return false };
    scene.syntax.nouns[subject as usize + 1..].iter().take_while(|g| g.tokens.end <= date).any(|g| !g.temporal && g.tokens.start >= group.tokens.end)
}

/// The place of the act with this code: the nearest place behind it in its clause, else one that opens its sentence, else the
/// nearest in the sentence. What is said has the place of its own clause, not one of what it is about.
pub(super) fn place(scene: &Scene, trigger: u32, verb: Option<usize>, cameo: &str) -> Option<u32> {
    let sentence = scene.surface.sentences.get(scene.surface.sentence_at(trigger as usize))?;
    let end = verb.map_or((trigger + 12).min(sentence.tokens.end), |v| scene.clause_end(v));
    let start = sentence.tokens.start.max(scene.dateline_end);
    let is_place = |scene: &Scene, m: u32| is_place(scene, m) && !is_reference(scene, m) && !is_owner(scene, m) && (is_violent(cameo) || !is_post(scene, m));
    let first = |range: std::ops::Range<u32>| scene.mentions_with_head_in(range).find(|m| is_place(scene, *m));
    // `closed the consulate as anger grew over the killings in Aden`; what is planned has the place where it will be: `agreed to
    // meet in Aden`.
    if is_verbal(cameo) && !cameo.starts_with("03") || cameo.starts_with("16") {
        let above = || {
            // `gathered in Aden to demand`
            let own = scene.verb(verb.filter(|v| scene.verb(*v).tense == Tense::Infinitive)?);
            first(scene.verb(own.governor? as usize).tokens.start..trigger)
        };
        return first(trigger..told_end(scene, trigger, end)).or_else(|| first(start..trigger.min(start + 6).max(start))).or_else(above);
    }
    first(trigger..end)
        .or_else(|| first(start..trigger.min(start + 6).max(start)))
        .or_else(|| first(end..sentence.tokens.end))
        .or_else(|| scene.mentions_with_head_in(start..trigger.max(start)).filter(|m| is_place(scene, *m)).last())
}

/// Where the words that belong to the one at `from` end, and what it is about begins: `accused him in Aden | of stoking a war`.
fn told_end(scene: &Scene, from: u32, end: u32) -> u32 {
    let next = scene.syntax.verbs.get(scene.syntax.verbs_from(from + 1)).map_or(end, |w| w.tokens.start).min(end);
    let opens = |k: &u32| matches!(scene.syntax.tags.get(*k as usize), Some(Tag::Sub | Tag::Wh));
    (from..next).find(opens).unwrap_or(next)
}

/// `at Fiji's request`, `over Fiji's ban`: whose it is, unless the words name a part of it.
fn is_owner(scene: &Scene, mention: u32) -> bool {
    let Some(g) = scene.actors.mentions.get(mention as usize).and_then(|m| scene.syntax.noun_at(m.head)) else { return false };
    let Some(owned) = scene.syntax.nouns.get(g + 1).filter(|n| n.possessor == Some(g as u32)) else { return false };
    let words = &scene.lexicon.actions.status;
    let inside = scene.syntax.nouns[g].prep.is_some_and(|p| scene.sym(p) == scene.lexicon.fixed.in_);
    !inside && !words.unit.ends(scene.lemmas(owned)) && !words.thing.ends(scene.lemmas(owned))
}

/// The word for who is posted to the place: `ambassador` in `ambassador to Peru`, `envoy in Lima`; and the word between.
fn posted_to(scene: &Scene, mention: u32) -> Option<(u32, u32)> {
    let head = scene.actors.mentions.get(mention as usize)?.head;
    let prep = scene.syntax.noun_at(head).and_then(|g| scene.syntax.nouns[g].prep)?;
    let post = prep.checked_sub(1)?;
    scene.lexicon.actors.grammar().is(scene.sym(post), WordList::posted).then_some((post, prep))
}

/// `arrested the ambassador to Peru`: that is his post, not where it happened; `sent an envoy to Peru` tells where he goes.
fn is_post(scene: &Scene, mention: u32) -> bool {
    let sent = |post: u32| (post.saturating_sub(4)..post).any(|k| scene.lexicon.actors.grammar().is(scene.sym(k), WordList::motion));
    posted_to(scene, mention).is_some_and(|(post, prep)| scene.sym(prep) == scene.lexicon.fixed.to && !sent(post))
}

/// `Chile recalled its envoy in Lima`: what a state does about its own people abroad it does at home.
pub(super) fn is_post_abroad(scene: &Scene, cameo: &str, source: Option<&Party>, place: u32) -> bool {
    let Some((post, _)) = posted_to(scene, place).filter(|_| cameo.starts_with("16")) else { return false };
    let person = scene.mention_of_head(post).and_then(|m| scene.actors.entity_of(m as usize)).is_some_and(|e| e.kind != EntityKind::Organisation);
    let host = scene.actors.entity_of(place as usize).map_or("", |e| e.country());
    person && source.map(|p| actor_country(&p.code)).is_some_and(|c| !c.is_empty() && c != host)
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
    let place = filed(scene)?;
    let country = scene.actors.entity_of(place as usize)?.country();
    let of = |p: &Option<Party>| p.as_ref().map_or("", |p| actor_country(&p.code)).to_owned();
    let at_home = |p: &Party| [SectorList::Nonstate, SectorList::Private].into_iter().any(|list| parties::is_of(scene, p, list));
    let native = || of(sides[0]) == country && sides[0].as_ref().is_some_and(at_home);
    let home = sides.iter().all(|p| of(p).is_empty() || of(p) == country) || here == first && native();
    (!country.is_empty() && home).then_some(place)
}

/// The place in the dateline.
fn filed(scene: &Scene) -> Option<u32> {
    scene.mentions_with_head_in(0..scene.dateline_end).find(|m| scene.actors.mentions[*m as usize].part == Part::Place)
}

/// The story tells where it was filed: a place in it that nobody knows is in a known country.
pub(super) fn is_filed(scene: &Scene) -> bool {
    filed(scene).and_then(|m| scene.actors.entity_of(m as usize)).is_some_and(|e| !e.country().is_empty())
}

/// `hauled in Peru's ambassador`: whose the ambassador is, not where he is.
fn owns_somebody(scene: &Scene, end: u32) -> bool {
    let owned = scene.syntax.noun_at(end + 1).filter(|_| scene.syntax.tags.get(end as usize) == Some(&Tag::Poss));
    let mention = owned.and_then(|g| scene.mention_of_head(scene.syntax.nouns[g].head)).and_then(|m| scene.actors.entity_of(m as usize));
    mention.is_some_and(|e| e.kind == EntityKind::Person)
}

/// A place, or a name that nobody knows behind `in`, `at` or `near`, or beside a word for a place (`Ardal district`, `the town of
/// Ardal`).
fn is_place(scene: &Scene, mention: u32) -> bool {
    let found = &scene.actors.mentions[mention as usize];
    if found.part == Part::Place && owns_somebody(scene, found.tokens.end) {
        return false;
    }
    if found.part == Part::Place {
        return true;
    }
    let Some(group) = scene.syntax.noun_at(found.head).map(|g| &scene.syntax.nouns[g]) else { return false };
    let Some(entity) = scene.actors.entity_of(mention as usize).filter(|e| e.named) else { return false };
    let unit = |k: u32| scene.lexicon.actions.status.unit.has(scene.lemma(k));
    let before_unit =
        || found.tokens.end == group.head && unit(group.head) && group.prep.is_some_and(|p| scene.lexicon.actions.status.locative.has(scene.sym(p)));
    let behind_unit = || found.head == group.head && scene.before_of(group).is_some_and(unit);
    let nobody = entity.code.is_empty() || entity.kind == EntityKind::Place;
    if nobody && (before_unit() || behind_unit()) {
        return true;
    }
    // `in an Ardal suburb`, `at Ardal airport`
    let town = found.part == Part::Modifier && found.form == MentionForm::Name && entity.kind == EntityKind::Place && entity.code.len() == 3;
    // A newspaper or a bank is no site.
    let body = || scene.mention_of_head(group.head).is_some_and(|m| scene.actors.mentions[m as usize].part == Part::Actor);
    let site = || scene.lexicon.actions.status.unit.ends(scene.lemmas(group)) || scene.lexicon.actions.status.thing.ends(scene.lemmas(group)) && !body();
    if town && group.prep.is_some_and(|p| scene.lexicon.actions.status.locative.has(scene.sym(p))) && site() {
        return true;
    }
    let located = || {
        group.prep.is_some_and(|p| scene.lexicon.actions.status.locative.has(scene.sym(p))) && scene.syntax.tags.get(found.head as usize) == Some(&Tag::Name)
    };
    // `in the boathouse`, where all words have capitals, is no name.
    let article = scene.surface.all_caps && scene.syntax.tags.get(group.tokens.start as usize) == Some(&Tag::Det);
    // `at the Department of Foreign Affairs` says whose house it was, not where it stands.
    let body = entity.kind == EntityKind::Organisation && !scene.surface.all_caps;
    // `in Romanian and in Russian`
    let tongue = scene.lexicon.actors.starts(scene.sym(found.head)) && found.tokens.len() == 1;
    found.part == Part::Actor && found.head == group.head && located() && !(article || body || tongue) && entity.code.is_empty()
}
