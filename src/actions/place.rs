//! Which place belongs to an act.

use std::ops::Range;

use super::scene::Scene;
use super::{Party, owner, parties};
use crate::actors::{EntityKind, MentionForm, Part};
use crate::lexicon::{SectorList, Tags, WordList, actor_country, is_verbal, is_violent};
use crate::syntax::{Link, Tag, Tense, VerbGroup};
use crate::token::TokenKind;

/// The place of the act with this code: the nearest place behind it in its clause, else one that opens its sentence, else the
/// nearest in the sentence. What is said has the place of its own clause, not one of what it is about.
pub(super) fn place(scene: &Scene, trigger: u32, verb: Option<usize>, cameo: &str) -> Option<u32> {
    let sentence = scene.surface.sentences.get(scene.surface.sentence_at(trigger as usize))?;
    let end = reach(scene, Deed { trigger, verb, cameo }, sentence.tokens.end);
    let start = sentence.tokens.start.max(scene.dateline_end);
    let is_place = |m: &u32| is_place(scene, *m) && !is_reference(scene, *m) && !is_owner(scene, *m) && (is_violent(cameo) || !is_post(scene, *m));
    let head = |m: u32| scene.actors.mentions.get(m as usize).map_or(trigger, |m| m.head);
    let first = |range: Range<u32>| scene.mentions_with_head_in(range).find(is_place);
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
    let act = Deed { trigger, verb, cameo };
    let named = scene.mentions_with_head_in(trigger..end).find(|m| is_place(m) && !is_of_reason(scene, act, *m)).map(|m| (head(m), m));
    let ground = scene.mentions_with_head_in(start..end).find(|m| is_ground(scene, act, *m)).map(|m| (head(m).max(trigger), m));
    if let Some((_, m)) = [ground, named, pointed(scene, trigger..end, start)].into_iter().flatten().min_by_key(|f| f.0) {
        return Some(m);
    }
    let opening = first(start..trigger.min(start + 6).max(start));
    let behind = || first(end..sentence.tokens.end);
    let last = || scene.mentions_with_head_in(start..trigger.max(start)).filter(is_place).last();
    let near = |m: &u32| is_of_clause(scene, act, *m) || sets_scene(scene, act, *m, start);
    let again = || pointed(scene, start..trigger.max(start), start).map(|(_, m)| m);
    opening.filter(near).or_else(|| behind().filter(near)).or_else(|| last().filter(near)).or_else(again)
}

/// An act whose place is looked for: the token that names it, and its verb.
#[derive(Debug, Clone, Copy)]
struct Deed<'c> {
    trigger: u32,
    verb: Option<usize>,
    cameo: &'c str,
}

/// Where the words end that may tell where the act was: with its clause; of a noun before the next verb that tells more than that it
/// happened.
fn reach(scene: &Scene, act: Deed, sentence_end: u32) -> u32 {
    const PHRASE: u32 = 12;
    if let Some(v) = act.verb {
        return scene.clause_end(v);
    }
    let status = &scene.lexicon.actions.status;
    let from = scene.syntax.verbs_from(act.trigger + 1);
    // `the talks were to go on in Ardal`: its own verb goes on with it.
    let group = scene.syntax.noun_at(act.trigger).map(|g| g as u32);
    let phrase = (act.trigger + PHRASE).min(sentence_end);
    if scene.syntax.verbs.get(from).is_some_and(|v| v.is_finite() && group.is_some() && v.subject == group) {
        return scene.clause_end(from).max(if is_violent(act.cameo) { phrase } else { 0 });
    }
    let tells_more = |v: &&VerbGroup| v.is_finite() && ![&status.happening, &status.happen, &status.light].iter().any(|set| set.has(v.lemma));
    let next = || scene.syntax.verbs[from..].iter().find(tells_more).map_or(sentence_end, |v| v.tokens.start);
    if is_violent(act.cameo) { phrase } else { phrase.min(next()) }
}

/// No other clause stands between the act and a place outside its own: none but that of somebody who tells of it aside, one that
/// shares its subject, or the one that `when` or `as` ties to it. Behind `where` it happened in the place before that.
fn is_of_clause(scene: &Scene, act: Deed, mention: u32) -> bool {
    let Some(found) = scene.actors.mentions.get(mention as usize) else { return false };
    let (low, high) = (found.head.min(act.trigger), found.head.max(act.trigger));
    let tag = |k: u32| scene.syntax.tags.get(k as usize).copied();
    let own = act.verb.map(|v| scene.verb(v));
    let says = |v: &VerbGroup| scene.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL);
    let aside = |v: &VerbGroup| says(v) && tag(v.tokens.end) == Some(Tag::Mark);
    let shares = |v: &VerbGroup| own.is_some_and(|o| o.subject.is_some() && o.subject == v.subject);
    let from = scene.syntax.verbs_past(low);
    let verbs = scene.syntax.verbs[from..].iter().take_while(|v| v.tokens.start < high);
    // Behind a semicolon another sentence begins.
    if (low..high).any(|k| scene.surface.tokens.get(k as usize).is_some_and(|t| t.kind == TokenKind::Semicolon)) {
        return false;
    }
    // A sentence about violence tells of one scene, but for what somebody says and who somebody is (`a judge, who had lived in Lisbon`).
    let status = &scene.lexicon.actions.status;
    let relates = |v: &VerbGroup| v.link == Link::Relative && ![&status.happening, &status.happen].iter().any(|set| set.has(v.lemma));
    let strange = |v: &VerbGroup| !aside(v) && !shares(v) && (says(v) || !is_violent(act.cameo) || relates(v));
    let mut between = verbs.filter(|v| v.is_finite() && v.head != act.trigger && Some(v.head) != own.map(|o| o.head) && strange(v));
    let where_behind = || (found.tokens.end..found.tokens.end + 2).any(|k| scene.sym(k) == scene.lexicon.fixed.where_);
    let Some(next) = between.next() else { return found.head > act.trigger || where_behind() || !is_left(scene, own, found.head) };
    if found.head < act.trigger {
        // `sealed off a street in Ardal after a shop burned, and arrested two`
        let holder = own.filter(|o| o.link == Link::Coordinated).and_then(|o| owner::verb_before(scene, o, found.head));
        return where_behind() || holder.is_some_and(|v| v.is_finite() && shares(v));
    }
    let opening = owner::opening(scene, next);
    let tied = opening.checked_sub(1).map(|k| scene.sym(k)).is_some_and(|s| s == scene.lexicon.fixed.when || s == scene.lexicon.fixed.as_);
    tied && opening > act.trigger && between.next().is_none()
}

/// `In Ardal, a gunman shot a guard, and a bomb killed two`: what opens the sentence holds for all of its clauses, but for what
/// somebody says.
fn sets_scene(scene: &Scene, act: Deed, mention: u32, start: u32) -> bool {
    let Some(found) = scene.actors.mentions.get(mention as usize).filter(|m| m.head < act.trigger) else { return false };
    let prep = scene.syntax.noun_at(found.head).and_then(|g| scene.syntax.nouns[g].prep);
    let opens = scene.syntax.nouns.get(scene.syntax.nouns_from(start)).and_then(|g| g.prep) == Some(start) && prep.is_some_and(|p| p <= start + 3);
    let mut verbs = scene.syntax.verbs[scene.syntax.verbs_past(found.head)..].iter().take_while(|v| v.tokens.end <= act.trigger);
    opens && !verbs.any(|v| scene.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL))
}

/// The clause that holds the place before that of the act is another story: the act's one begins with a conjunction (`left Ardal
/// after he was shot`), or that one tells more of its subject (`the two, who were seized in Ardal, were freed`).
fn is_left(scene: &Scene, own: Option<&VerbGroup>, place: u32) -> bool {
    let Some(own) = own else { return false };
    let opening = owner::opening(scene, own);
    let before = opening.checked_sub(1).filter(|k| *k > place);
    let fixed = &scene.lexicon.fixed;
    let conjunction = |k: u32| scene.syntax.tags.get(k as usize) == Some(&Tag::Sub) && scene.sym(k) != fixed.when && scene.sym(k) != fixed.as_;
    let holder = owner::verb_before(scene, own, place);
    let aside = holder.is_some_and(|v| v.link == Link::Relative && v.is_finite() && own.link != Link::Relative && own.subject == v.subject);
    before.is_some_and(conjunction) || aside && own.link != Link::Coordinated
}

/// `arrested over the bombing in Ardal`: where the deed was for which this one is done.
fn is_of_reason(scene: &Scene, act: Deed, mention: u32) -> bool {
    let Some(found) = scene.actors.mentions.get(mention as usize) else { return false };
    let status = &scene.lexicon.actions.status;
    let group = scene.syntax.noun_at(found.head).map(|g| &scene.syntax.nouns[g]);
    let prep = group.and_then(|g| g.prep).filter(|p| *p > act.trigger);
    let deed = prep.and_then(|p| p.checked_sub(1)).and_then(|k| scene.syntax.noun_at(k)).map(|g| &scene.syntax.nouns[g]);
    deed.is_some_and(|g| {
        let reason = g.prep.is_some_and(|p| p > act.trigger && status.reason.has(scene.sym(p)) && scene.sym(p) != scene.lexicon.fixed.of);
        reason && (status.occasion.ends(scene.lemmas(g)) || status.deed.ends(scene.lemmas(g)))
    })
}

/// `shelled the Ardal camp`, `the siege of Ardal`: the mention names the ground that a deed befell.
fn is_ground(scene: &Scene, act: Deed, mention: u32) -> bool {
    let (Some(found), Some(entity)) = (scene.actors.mentions.get(mention as usize), scene.actors.entity_of(mention as usize)) else { return false };
    let Some(g) = scene.syntax.noun_at(found.head).filter(|_| entity.named) else { return false };
    let group = &scene.syntax.nouns[g];
    let (status, fixed) = (&scene.lexicon.actions.status, &scene.lexicon.fixed);
    // Who is arrested or killed is no ground.
    let struck = ["042", "15", "183", "19"].iter().any(|root| act.cameo.starts_with(root)) && !status.fatal.has(scene.lemma(act.trigger));
    let befallen = act.verb.is_some_and(|v| scene.verb(v).head == act.trigger && scene.verb(v).patient() == Some(g as u32));
    let of_deed = || group.prep.is_some_and(|p| p == act.trigger + 1 && [fixed.on, fixed.of, fixed.against].contains(&scene.sym(p)));
    if !befallen && !of_deed() {
        return false;
    }
    let town = matches!(entity.kind, EntityKind::Place);
    let nobody = entity.code.is_empty() && found.form == MentionForm::Name;
    let body = || scene.mention_of_head(group.head).is_some_and(|m| m != mention && scene.actors.mentions[m as usize].part == Part::Actor);
    let beside = found.tokens.end == group.head && (town && entity.code.len() == 3 || nobody) && status.ground.ends(scene.lemmas(group)) && !body();
    beside || struck && found.head == group.head && town
}

/// The place that a word in the range points to, and the word: `there`, `in the city`.
fn pointed(scene: &Scene, range: Range<u32>, start: u32) -> Option<(u32, u32)> {
    let points = |k: &u32| {
        let tag = |k: u32| scene.syntax.tags.get(k as usize).copied();
        let before = k.checked_sub(1);
        let from = before.is_some_and(|p| scene.sym(p) == scene.lexicon.fixed.from);
        // `there were`, `were there`
        let exists = || {
            let behind = tag(k + 1).is_some_and(|t| t.is_aux() || t.is_verb()) && !before.and_then(tag).is_some_and(|t| t.is_nominal());
            behind || before.and_then(tag).is_some_and(Tag::is_aux)
        };
        let there = scene.sym(*k) == scene.lexicon.fixed.there && !from && !exists();
        there || is_again(scene, *k)
    };
    let at = range.clone().find(points)?;
    antecedent(scene, at, start).map(|m| (at, m))
}

/// `in the city`, `from the town`: a definite word for a place, without more words.
fn is_again(scene: &Scene, head: u32) -> bool {
    let status = &scene.lexicon.actions.status;
    if !status.settlement.has(scene.lemma(head)) {
        return false;
    }
    let Some(group) = scene.syntax.noun_at(head).map(|g| &scene.syntax.nouns[g]).filter(|g| g.head == head) else { return false };
    let the = scene.sym(group.tokens.start) == scene.lexicon.fixed.the;
    the && group.tokens.len() == 2 && !group.plural && group.prep.is_some() && scene.sym(head + 1) != scene.lexicon.fixed.of
}

/// How many sentences back a place may stand that `there` means.
const BACK: u32 = 2;

/// The one place told last before the token, in its sentence or shortly before.
fn antecedent(scene: &Scene, at: u32, start: u32) -> Option<u32> {
    let told = |range: Range<u32>| {
        let entity = |m: u32| scene.actors.mentions[m as usize].entity;
        let town = |m: &u32| scene.actors.entity_of(*m as usize).is_some_and(|e| e.kind == EntityKind::Place);
        // `returned from Ardal`: he is there no more.
        let left = |m: &u32| {
            let prep = scene.syntax.noun_at(scene.actors.mentions[*m as usize].head).and_then(|g| scene.syntax.nouns[g].prep);
            prep.is_some_and(|p| scene.sym(p) == scene.lexicon.fixed.from)
        };
        let places: Vec<u32> = scene.mentions_with_head_in(range).filter(|m| town(m) && is_place(scene, *m) && !is_reference(scene, *m) && !left(m)).collect();
        let first = places.first().copied()?;
        // `in Ardal, Vestland`: the wider place stands behind.
        let end = scene.actors.mentions[first as usize].tokens.end;
        let comma = scene.surface.tokens.get(end as usize).is_some_and(|t| t.kind == TokenKind::Comma);
        let wider = |m: &u32| entity(*m) == entity(first) || comma && scene.actors.mentions[*m as usize].tokens.start == end + 1;
        Some(Some(first).filter(|_| places.iter().all(wider)).ok_or(()))
    };
    let here: Option<Result<u32, ()>> = told(start..at);
    if let Some(found) = here {
        return found.ok();
    }
    let sentence = scene.surface.sentence_at(at as usize);
    let paragraph = scene.surface.sentences.get(sentence)?.paragraph;
    for back in 1..=BACK as usize {
        let before = scene.surface.sentences.get(sentence.checked_sub(back)?)?;
        if before.paragraph + 1 < paragraph {
            return None;
        }
        if let Some(found) = told(before.tokens.start.max(scene.dateline_end)..before.tokens.end) {
            return found.ok();
        }
    }
    None
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
    mention.is_some_and(|e| e.kind == crate::actors::EntityKind::Person)
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
    let nobody = entity.code.is_empty() || entity.kind == crate::actors::EntityKind::Place;
    if nobody && (before_unit() || behind_unit()) {
        return true;
    }
    // `in an Ardal suburb`, `at Ardal airport`
    let town = found.part == Part::Modifier && found.form == MentionForm::Name && entity.kind == crate::actors::EntityKind::Place && entity.code.len() == 3;
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
    let body = entity.kind == crate::actors::EntityKind::Organisation && !scene.surface.all_caps;
    // `in Romanian and in Russian`
    let tongue = scene.lexicon.actors.starts(scene.sym(found.head)) && found.tokens.len() == 1;
    found.part == Part::Actor && found.head == group.head && located() && !(article || body || tongue) && entity.code.is_empty()
}
