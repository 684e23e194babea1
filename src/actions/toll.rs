//! Dead, injured and weapon of a violent act: `attacked a convoy, killing nine soldiers`.

use super::matching::Match;
use super::scene::Scene;
use super::{Toll, parties};
use crate::actors::EntityKind;
use crate::dates::Precision;
use crate::lexicon::{Position, Tags, is_violent};
use crate::syntax::{Link, NounGroup, Tag, Tense, VerbGroup, Voice};
use crate::token::TokenKind;

/// How many verbs behind its own a clause may tell its outcome in.
const VERBS: usize = 5;

/// How far from the verb a word for an accident is looked for, in tokens.
const SPAN: u32 = 24;

/// More than this is no count of persons hurt in one act.
const MOST: u32 = 2_000_000;

/// The toll of an act by its code: only coercion and violence have one.
pub(super) fn of(scene: &Scene, found: &Match, cameo: &str) -> Toll {
    let mut toll = Toll::default();
    if !cameo.get(..2).is_some_and(|root| ("17"..="20").contains(&root) || root == "14") {
        return toll;
    }
    if let Some(g) = found.noun {
        let words = &scene.lexicon.actions.status;
        let victims = super::frame::behind(scene, scene.syntax.nouns[g as usize].tokens.end, found.trigger + 12, scene.lexicon.fixed.of);
        let noun = scene.lemma(found.trigger);
        add(&mut toll.killed, victims.filter(|_| words.fatal.has(noun)).and_then(|o| count(scene, o)));
        add(&mut toll.injured, victims.filter(|_| words.wounding.has(noun)).and_then(|o| count(scene, o)));
    }
    let first = found.verb.unwrap_or_else(|| scene.syntax.verbs.partition_point(|v| v.tokens.start < found.trigger));
    let end = add_clauses(scene, found, first, &mut toll).max(found.trigger + 1);
    if let Some(hurt) = found.hurt {
        add_clauses(scene, found, hurt, &mut toll);
    }
    left(scene, found.trigger, end, &mut toll);
    // What is seized or found is no means of the act.
    if !cameo.starts_with("17") || ["170", "175", "1712"].contains(&cameo) {
        toll.weapon = weapon(scene, found, end);
    }
    toll
}

/// Adds what the clause of verb `first` and those that go on from it tell, and gives where they end.
fn add_clauses(scene: &Scene, found: &Match, first: usize, toll: &mut Toll) -> u32 {
    let sentence = scene.surface.sentence_at(found.trigger as usize) as u32;
    // `sentenced to death` kills nobody.
    let violent = is_violent(&scene.lexicon.actions.rules[found.rule as usize].cameo);
    let (mut end, mut aside) = (0, false);
    for v in first..(first + VERBS).min(scene.syntax.verbs.len()) {
        let verb = scene.verb(v);
        if verb.sentence != sentence {
            break;
        }
        let own = v == first && (found.noun.is_none() || Some(v) == found.verb);
        // `fired on a crowd that tried to storm the gate, wounding six`: the relative clause is passed over, not what follows it.
        if !own && found.noun.is_none() && verb.link == Link::Relative {
            aside = true;
            continue;
        }
        if !own && !goes_on(scene, first, v, found) {
            break;
        }
        let behind_comma = || verb.tokens.start.checked_sub(1).is_some_and(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Mark));
        if aside && !(verb.tense == Tense::Participle && behind_comma()) {
            continue;
        }
        end = scene.clause_end(v);
        add_of_verb(scene, v, violent, toll);
    }
    end
}

/// A participle, or a verb that shares the subject: it tells more of the same act. So does `and three were wounded`.
fn goes_on(scene: &Scene, first: usize, v: usize, found: &Match) -> bool {
    let verb = scene.verb(v);
    match found.verb {
        Some(_) => {
            let shared = verb.link == Link::Coordinated && verb.subject == scene.verb(first).subject && !are_apart(scene, first, v);
            !verb.is_finite() || shared || found.noun.is_none() && (is_joined_toll(scene, first, v) || is_force(scene, found) && is_result(scene, first, v))
        }
        None => v == first,
    }
}

/// `A guard was shot and two clerks were hurt`: two passives of one sentence that tell who was hurt, by nobody who is
/// named, and in one place as far as it is told.
pub(super) fn is_joined_toll(scene: &Scene, first: usize, v: usize) -> bool {
    let words = &scene.lexicon.actions.status;
    let hurt = |w: usize| {
        let verb = scene.verb(w);
        // `twelve died and 30 were hurt`, `two were killed and 70 wounded`
        words.harms(verb.lemma) && (verb.voice == Voice::Passive || verb.object.is_none()) && verb.agent.is_none() && verb.is_finite()
    };
    if v != first + 1 || !hurt(first) || !hurt(v) {
        return false;
    }
    let Some(subject) = scene.verb(v).subject.map(|g| scene.syntax.nouns[g as usize].tokens.start) else { return false };
    let gap = scene.verb(first).tokens.end..subject;
    let placed = |range: std::ops::Range<u32>| {
        scene.mentions_with_head_in(range).any(|m| scene.actors.mentions.get(m as usize).is_some_and(|m| m.part == crate::actors::Part::Place))
    };
    let bound = gap.end.checked_sub(1).is_some_and(|k| matches!(scene.syntax.tags.get(k as usize), Some(Tag::Conj | Tag::Sub | Tag::Mark | Tag::Adv)));
    bound && !are_apart(scene, first, v) && !(placed(gap) && placed(scene.verb(v).tokens.end..scene.clause_end(v)))
}

/// `killed two in Ardal on Monday and wounded nine in Osen`: both clauses have a day, or a place, of their own.
pub(super) fn are_apart(scene: &Scene, first: usize, v: usize) -> bool {
    let clauses = [scene.verb(first).tokens.end..scene.verb(v).tokens.start, scene.verb(v).tokens.end..scene.clause_end(v)];
    let place = |range: &std::ops::Range<u32>| {
        let mentions = scene.mentions_with_head_in(range.clone()).filter_map(|m| scene.actors.mentions.get(m as usize));
        mentions.filter(|m| m.part == crate::actors::Part::Place).map(|m| m.entity).next()
    };
    let day = |range: &std::ops::Range<u32>| {
        let from = scene.dates.partition_point(|d| d.tokens.start < range.start);
        let inside = scene.dates[from..].iter().take_while(|d| d.tokens.start < range.end);
        inside.filter(|d| d.precision == Precision::Day && !d.header).filter_map(|d| d.range).next()
    };
    let differ = |a: Option<u32>, b: Option<u32>| a.zip(b).is_some_and(|(a, b)| a != b);
    let [one, two] = &clauses;
    differ(place(one), place(two)) || day(one).zip(day(two)).is_some_and(|(a, b)| a != b)
}

/// Violence, a riot or its suppression: people are hurt in it, but in no arrest.
fn is_force(scene: &Scene, found: &Match) -> bool {
    let cameo = &scene.lexicon.actions.rules[found.rule as usize].cameo;
    is_violent(cameo) || cameo.starts_with("14") || cameo == "175"
}

/// `Police used batons to clear the square, and twelve people were hurt`: a passive that names nobody who did it, joined to the
/// clause of an act.
fn is_result(scene: &Scene, first: usize, v: usize) -> bool {
    /// How far before its subject the conjunction may stand, in tokens.
    const HEDGE: u32 = 3;
    let verb = scene.verb(v);
    let hurt = scene.lexicon.actions.status.harms(verb.lemma) && verb.voice == Voice::Passive && verb.agent.is_none();
    let Some(subject) = verb.subject.filter(|_| hurt).map(|g| scene.syntax.nouns[g as usize].tokens.start) else { return false };
    let joined = (subject.saturating_sub(HEDGE)..subject).any(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Conj));
    joined && subject > scene.verb(first).tokens.end && (first + 1..v).all(|w| !scene.verb(w).is_finite())
}

fn add(total: &mut Option<u32>, more: Option<u32>) {
    if let Some(more) = more {
        *total = Some(total.unwrap_or(0).saturating_add(more));
    }
}

fn add_of_verb(scene: &Scene, v: usize, violent: bool, toll: &mut Toll) {
    let verb = scene.verb(v);
    let words = &scene.lexicon.actions.status;
    let wounding = words.wounding.has(verb.lemma);
    let fatal = words.fatal.has(verb.lemma) || !wounding && violent && leaves_dead(scene, verb);
    if !fatal && !wounding || verb.negated {
        return;
    }
    // `shot and wounded two`: those whom the next verb shares count once.
    let next = scene.syntax.verbs.get(v + 1);
    if next.is_some_and(|w| verb.object.is_some() && w.object == verb.object && w.sentence == verb.sentence) {
        return;
    }
    // `two were killed and 70 wounded`: without an object its subject suffered it.
    let struck = if verb.voice == Voice::Passive { verb.subject } else { verb.object.or_else(|| behind_particle(scene, verb)).or(verb.subject) };
    let number = struck.and_then(|g| count(scene, g));
    add(if fatal { &mut toll.killed } else { &mut toll.injured }, number);
}

/// `gunned down a senator`, `shot dead a guard`: the object behind one word that belongs to the verb.
fn behind_particle(scene: &Scene, verb: &VerbGroup) -> Option<u32> {
    if scene.lexicon.words.tags(scene.sym(verb.head)).any(Tags::INTRANSITIVE) {
        return None;
    }
    let from = verb.tokens.end;
    let (g, group) = scene.groups_behind(from, from + 3).next()?;
    let particle = matches!(scene.syntax.tags.get(from as usize), Some(Tag::Prep | Tag::Adv | Tag::Adj));
    let after = particle && group.prep.is_none_or(|p| p == from) && group.tokens.start <= from + 1 && group.tokens.end > from + 1;
    (after && !group.temporal).then_some(g)
}

/// `shot dead a guard`, `was shot dead`, `hacked nine villagers to death`.
fn leaves_dead(scene: &Scene, verb: &VerbGroup) -> bool {
    let words = &scene.lexicon.actions.status;
    let to_death = |k: u32| scene.sym(k) == scene.lexicon.fixed.to && words.death.has(scene.sym(k + 1));
    let object = verb.object.filter(|_| verb.voice == Voice::Active).map(|g| scene.syntax.nouns[g as usize].tokens.end);
    words.dead.has(scene.sym(verb.tokens.end)) || to_death(verb.tokens.end) || object.is_some_and(to_death)
}

/// `left 12 people dead and three injured`, `12 dead`.
fn left(scene: &Scene, from: u32, end: u32, toll: &mut Toll) {
    let words = &scene.lexicon.actions.status;
    for k in from + 1..end {
        let word = scene.sym(k);
        let (dead, injured) = (words.dead.has(word), words.injured.has(word));
        if !dead && !injured || scene.syntax.tags.get(k as usize).is_some_and(|t| t.is_verb()) {
            continue;
        }
        let Some(g) = scene.syntax.noun_at(k).or_else(|| scene.syntax.noun_at(k - 1)) else { continue };
        let number = numbered(scene, &scene.syntax.nouns[g]);
        let side = if dead { &mut toll.killed } else { &mut toll.injured };
        if side.is_none() {
            *side = number;
        }
    }
}

/// How many a group and those coordinated with it are, where numbers or singulars tell it: `a judge and two guards`.
fn count(scene: &Scene, first: u32) -> Option<u32> {
    let nouns = &scene.syntax.nouns;
    let of = |g: u32| numbered(scene, &nouns[g as usize]).or_else(|| single(scene, &nouns[g as usize]));
    let members = parties::members(scene, first);
    let total = of(*members.first()?)?;
    let total = members[1..].iter().filter_map(|g| of(*g)).fold(total, u32::saturating_add);
    (1..=MOST).contains(&total).then_some(total)
}

/// One person: by name, or `the driver`, `his bodyguard`.
fn single(scene: &Scene, group: &NounGroup) -> Option<u32> {
    let mention = scene.mention_of_head(group.head)?;
    let entity = scene.actors.entity_of(mention as usize)?;
    let told = || matches!(scene.syntax.tags.get(group.tokens.start as usize), Some(Tag::Det | Tag::PossPron)) && !group.plural;
    (entity.kind == EntityKind::Person && (entity.named || told())).then_some(1)
}

/// The number that opens a group: `12`, `1,200`, `twenty-one`, `two hundred`, `a`.
fn numbered(scene: &Scene, group: &NounGroup) -> Option<u32> {
    let mut total: Option<u32> = None;
    for k in group.tokens.clone() {
        match value(scene, k).filter(|_| !is_measure(scene, k)) {
            Some(times @ (100 | 1000)) if total.is_some() => total = total.map(|t| t.saturating_mul(times)),
            Some(number) if total.is_none_or(|t| t >= 20 && number < 10 || t >= 100) => add(&mut total, Some(number)),
            Some(_) => break,
            None if total.is_some() && scene.syntax.tags.get(k as usize) != Some(&Tag::Mark) => break,
            None => {}
        }
    }
    let article = group.tokens.len() > 1 && scene.syntax.tags.get(group.tokens.start as usize) == Some(&Tag::Det);
    // `a dozen`, `a hundred` are no ones.
    total.filter(|t| *t <= MOST && (*t != 1 || !article || !group.plural))
}

/// `a 40-year-old`, `a 12-member board`: the number counts nobody who was hurt.
fn is_measure(scene: &Scene, token: u32) -> bool {
    let joined = scene.surface.tokens.get(token as usize + 1).is_some_and(|t| t.kind == TokenKind::Hyphen && t.glued);
    joined && value(scene, token + 2).is_none()
}

fn value(scene: &Scene, token: u32) -> Option<u32> {
    let word = scene.surface.tokens.get(token as usize)?;
    if let Some(number) = scene.lexicon.actions.status.number(word.sym) {
        return Some(number);
    }
    let text = word.text(&scene.article.text);
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    text.bytes().filter(|b| *b != b',').try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n.saturating_mul(10).saturating_add(u32::from(b - b'0'))))
}

/// The first weapon in the clause: its subject, its object, or behind a preposition.
fn weapon(scene: &Scene, found: &Match, end: u32) -> Option<crate::token::Span> {
    let words = &scene.lexicon.actions.status.weapon;
    let subject = found.verb.and_then(|v| scene.verb(v).subject);
    let inside = scene.syntax.nouns.iter().enumerate().skip(scene.group_from(found.trigger)).take_while(|(_, g)| g.tokens.start < end).map(|(i, _)| i as u32);
    let own = found.noun;
    // `shot down a drone`: what the act befalls is no means of it.
    let rule = &scene.lexicon.actions.rules[found.rule as usize];
    let verb = found.verb.filter(|_| own.is_none() && rule.target.contains(&Position::Object)).map(|v| scene.verb(v));
    let struck = verb.and_then(|v| {
        let particle = || rule.verbs.iter().any(|p| p.lemma == v.lemma && p.particles.first() == Some(&scene.sym(v.tokens.end)));
        v.patient().or_else(|| behind_particle(scene, v).filter(|_| particle()))
    });
    let g = subject.into_iter().chain(own).chain(inside.take(8)).find(|g| Some(*g) != struck && words.ends(scene.lemmas(&scene.syntax.nouns[*g as usize])))?;
    let group = &scene.syntax.nouns[g as usize];
    let start = group.tokens.clone().find(|k| !matches!(scene.syntax.tags.get(*k as usize), Some(Tag::Det | Tag::Num | Tag::PossPron))).unwrap_or(group.head);
    Some(scene.surface.span_of(start as usize..group.tokens.end as usize))
}

/// Nobody did it: hurt by the weather, a beast, or in a crash.
pub(super) fn is_accident(scene: &Scene, found: &Match) -> bool {
    let words = &scene.lexicon.actions.status;
    let Some(verb) = found.verb.map(|v| scene.verb(v)).filter(|v| words.harms(v.lemma)) else { return false };
    let by = |g: Option<u32>| {
        // `Tigers`, `the Lions` with a capital are no beasts.
        let group = g.map(|g| &scene.syntax.nouns[g as usize]);
        let named = |g: &NounGroup| scene.syntax.tags.get(g.head as usize) == Some(&Tag::Name);
        group.is_some_and(|g| words.accident.ends(scene.lemmas(g)) || words.beast.ends(scene.lemmas(g)) && !named(g))
    };
    if by(verb.doer()) {
        return true;
    }
    let Some(sentence) = scene.surface.sentences.get(verb.sentence as usize).filter(|_| !found.sources.iter().any(|p| !p.code.is_empty())) else {
        return false;
    };
    let near = verb.tokens.start.saturating_sub(SPAN).max(sentence.tokens.start)..(verb.tokens.end + SPAN).min(sentence.tokens.end);
    // `stormed the house` is no storm; what is no word for a verb is one for a mishap.
    near.into_iter().any(|k| {
        let verbal = scene.syntax.tags.get(k as usize).is_some_and(|t| t.is_verb());
        if verbal { scene.lexicon.words.info(scene.sym(k)).verb.is_some_and(|l| words.mishap.has(l)) } else { words.accident.has(scene.lemma(k)) }
    })
}
