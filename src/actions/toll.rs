//! Dead, injured and weapon of a violent act, and the clauses that only tell them: `attacked a convoy, killing nine soldiers`.

use super::matching::Match;
use super::parties::is_place;
use super::scene::Scene;
use super::{BOMBING, Toll};
use crate::actors::EntityKind;
use crate::lexicon::is_violent;
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
    let sentence = scene.surface.sentence_at(found.trigger as usize) as u32;
    let mut end = found.trigger + 1;
    for v in first..(first + VERBS).min(scene.syntax.verbs.len()) {
        let verb = scene.verb(v);
        let own = Some(v) == found.verb;
        if verb.sentence != sentence || !own && !goes_on(scene, first, v, found) {
            break;
        }
        end = scene.clause_end(v);
        add_of_verb(scene, v, &mut toll);
    }
    left(scene, found.trigger, end, &mut toll);
    // What is seized or found is no means of the act.
    if !cameo.starts_with("17") || ["170", "175", "1712"].contains(&cameo) {
        toll.weapon = weapon(scene, found, end);
    }
    toll
}

/// A participle, or a verb that shares the subject: it tells more of the same act. So does `and three were wounded`.
fn goes_on(scene: &Scene, first: usize, v: usize, found: &Match) -> bool {
    let verb = scene.verb(v);
    match found.verb {
        Some(_) => {
            let shared = verb.link == Link::Coordinated && verb.subject == scene.verb(first).subject;
            !verb.is_finite() || shared || found.noun.is_none() && is_joined_toll(scene, first, v)
        }
        None => v == first,
    }
}

/// `A guard was shot and two clerks were hurt`: two passives of one sentence that tell who was hurt, by nobody who is
/// named, and in one place as far as it is told.
fn is_joined_toll(scene: &Scene, first: usize, v: usize) -> bool {
    let words = &scene.lexicon.actions.status;
    let hurt = |w: usize| {
        let verb = scene.verb(w);
        words.harms(verb.lemma) && verb.voice == Voice::Passive && verb.agent.is_none() && verb.is_finite()
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
    bound && !(placed(gap) && placed(scene.verb(v).tokens.end..scene.clause_end(v)))
}

fn add(total: &mut Option<u32>, more: Option<u32>) {
    if let Some(more) = more {
        *total = Some(total.unwrap_or(0).saturating_add(more));
    }
}

fn add_of_verb(scene: &Scene, v: usize, toll: &mut Toll) {
    let verb = scene.verb(v);
    let words = &scene.lexicon.actions.status;
    let (fatal, wounding) = (words.fatal.has(verb.lemma), words.wounding.has(verb.lemma));
    if !fatal && !wounding || verb.negated {
        return;
    }
    let struck = if verb.voice == Voice::Passive { verb.subject } else { verb.object.or(verb.subject.filter(|_| fatal && verb.object.is_none())) };
    let number = struck.and_then(|g| count(scene, g));
    add(if fatal { &mut toll.killed } else { &mut toll.injured }, number);
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

/// How many a group and those coordinated with it are, where a number or a singular tells it.
fn count(scene: &Scene, first: u32) -> Option<u32> {
    let nouns = &scene.syntax.nouns;
    let lead = nouns.get(first as usize)?;
    let mut total = numbered(scene, lead).or_else(|| named(scene, lead))?;
    for group in nouns[first as usize + 1..].iter().take(6).take_while(|g| g.sentence == lead.sentence) {
        if group.joined.is_some_and(|j| j >= first) {
            total = total.saturating_add(numbered(scene, group).or_else(|| named(scene, group)).unwrap_or(0));
        }
    }
    (1..=MOST).contains(&total).then_some(total)
}

/// One person by name.
fn named(scene: &Scene, group: &NounGroup) -> Option<u32> {
    let mention = scene.mention_of_head(group.head)?;
    let entity = scene.actors.entity_of(mention as usize)?;
    (entity.named && entity.kind == EntityKind::Person).then_some(1)
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
    let g = subject.into_iter().chain(own).chain(inside.take(8)).find(|g| words.ends(scene.lemmas(&scene.syntax.nouns[*g as usize])))?;
    let group = &scene.syntax.nouns[g as usize];
    let start = group.tokens.clone().find(|k| !matches!(scene.syntax.tags.get(*k as usize), Some(Tag::Det | Tag::Num | Tag::PossPron))).unwrap_or(group.head);
    Some(scene.surface.span_of(start as usize..group.tokens.end as usize))
}

/// What a protest demands is no act beside it: `marched to demand his resignation`. Whom it is demanded of is the target.
pub(super) fn absorb_demands(scene: &Scene, matches: &mut Vec<Match>) {
    let root = |m: &Match| scene.lexicon.actions.rules[m.rule as usize].cameo.get(..2).unwrap_or_default();
    let mut gone = vec![false; matches.len()];
    for m in 1..matches.len() {
        let Some(v) = matches[m].verb.filter(|v| matches[m].noun.is_none() && !scene.verb(*v).is_finite()) else { continue };
        if !matches!(root(&matches[m]), "02" | "10" | "11" | "12") {
            continue;
        }
        let sentence = scene.verb(v).sentence;
        let before =
            (m.saturating_sub(3)..m).rev().find(|b| root(&matches[*b]) == "14" && scene.surface.sentence_at(matches[*b].trigger as usize) as u32 == sentence);
        let Some(b) = before else { continue };
        gone[m] = true;
        take_targets(matches, b, m);
    }
    let mut gone = gone.into_iter();
    matches.retain(|_| !gone.next().unwrap_or(false));
}

/// Takes clauses that only tell the toll of the act before them for no acts of their own: the participle, or the second
/// verb, of one clause with one doer. Who was hurt is the target where the act has no other.
pub(super) fn absorb(scene: &Scene, matches: &mut Vec<Match>) {
    let mut gone = vec![false; matches.len()];
    for m in 1..matches.len() {
        let Some(last) = (m.saturating_sub(3)..m).rev().find(|b| !gone[*b]) else { continue };
        gone[m] = joins_last(scene, matches, last, m);
        let verb = matches[m].verb.filter(|_| !gone[m] && matches[m].noun.is_none());
        if let Some(dropped) = verb.and_then(|v| join_clauses(scene, matches, &gone, m, v)) {
            gone[dropped] = true;
        }
    }
    let mut gone = gone.into_iter();
    matches.retain(|_| !gone.next().unwrap_or(false));
}

/// Match `m` only tells more of match `last`, which takes over what it leaves open.
fn joins_last(scene: &Scene, matches: &mut [Match], last: usize, m: usize) -> bool {
    let verb = |k: usize| matches[k].verb.map(|v| scene.verb(v));
    let own = |k: usize| matches[k].verb.filter(|_| matches[k].noun.is_none());
    if is_occasion(scene, &matches[last], verb(m - 1).or_else(|| verb(last)), &matches[m]) {
        if matches[last].sources.is_empty() {
            matches[last].sources = std::mem::take(&mut matches[m].sources);
        }
    } else if is_more_hurt(scene, &matches[last], &matches[m]) {
        // It names nobody.
    } else if is_in_which(scene, &matches[last], &matches[m]) {
        take_targets(matches, last, m);
    } else if own(last).zip(own(m)).is_some_and(|(u, v)| is_joined_toll(scene, u, v)) {
        let more = std::mem::take(&mut matches[m].targets);
        add_parties(&mut matches[last].targets, more);
    } else {
        return false;
    }
    true
}

/// Of match `m`, the clause of verb `v`, and one before it that tell of one act, the one that says less; the other takes over what
/// it tells.
fn join_clauses(scene: &Scene, matches: &mut [Match], gone: &[bool], m: usize, v: usize) -> Option<usize> {
    if let Some(first) = (m.saturating_sub(2)..m).rev().find(|b| !gone[*b]).filter(|b| is_blast(scene, &matches[*b], &matches[m])) {
        // The blast says more than the deaths, whom they befell tells its target.
        let aimed = std::mem::take(&mut matches[m].targets);
        matches[m].targets = std::mem::take(&mut matches[first].targets);
        add_parties(&mut matches[m].targets, aimed.into_iter().filter(|t| !is_place(scene, t)).collect());
        return Some(first);
    }
    if let Some(first) = m.checked_sub(1).filter(|b| !gone[*b] && is_outcome(scene, &matches[*b], &matches[m])) {
        matches[first].sources = std::mem::take(&mut matches[m].sources);
        return Some(m);
    }
    let verb = scene.verb(v);
    if verb.voice == Voice::Passive || !scene.lexicon.actions.status.harms(verb.lemma) {
        return None;
    }
    let before = (m.saturating_sub(3)..m).rev().find(|b| !gone[*b] && is_told_on(scene, &matches[*b], v))?;
    take_targets(matches, before, m);
    Some(m)
}

/// The targets of match `m` are those of an act that has no others.
fn take_targets(matches: &mut [Match], act: usize, m: usize) {
    let targets = std::mem::take(&mut matches[m].targets);
    if !matches[act].targets.iter().any(|t| !t.code.is_empty()) {
        matches[act].targets = targets;
    }
}

/// How far behind a verb of death the noun for what killed may stand.
const OCCASION: u32 = 8;

/// `Two guards were killed in the raid`, `in a bombing in Kirkuk`: the noun says how they died. Whom else it was aimed at
/// makes it an act of its own.
fn is_occasion(scene: &Scene, hurt: &Match, near: Option<&VerbGroup>, noun: &Match) -> bool {
    let words = &scene.lexicon.actions.status;
    let root = &scene.lexicon.actions.rules[noun.rule as usize].cameo;
    let (Some(v), Some(g), Some(last)) = (hurt.verb.filter(|_| hurt.noun.is_none()), noun.noun, near) else { return false };
    let (verb, group) = (scene.verb(v), &scene.syntax.nouns[g as usize]);
    let dies = words.harms(verb.lemma) && hurt.targets.iter().any(|t| !t.code.is_empty());
    let near = group.prep.is_some_and(|p| p >= last.tokens.end && p - last.tokens.end <= OCCASION) && group.sentence == verb.sentence;
    let aimed = noun.targets.iter().any(|t| !is_place(scene, t) && !t.code.is_empty() && hurt.targets.iter().all(|h| h.code != t.code));
    dies && near && !aimed && is_violent(root)
}

/// `Nine sailors were killed and a cook wounded`, `killed by bullets fired by a soldier`: more of the same act, by nobody else.
fn is_more_hurt(scene: &Scene, hurt: &Match, more: &Match) -> bool {
    let words = &scene.lexicon.actions.status;
    let own = |m: &Match| m.verb.filter(|_| m.noun.is_none()).map(|v| scene.verb(v));
    let (Some(first), Some(second)) = (own(hurt), own(more)) else { return false };
    let harms = |v: &VerbGroup| words.harms(v.lemma);
    let unknown = |side: &[super::Party]| side.iter().all(|p| p.code.is_empty());
    let told_on =
        harms(first) && harms(second) && (second.voice == Voice::Passive || second.object.is_none()) && unknown(&more.sources) && unknown(&more.targets);
    let means = second.tense == Tense::Reduced && second.subject.is_some() && first.agent == second.subject && unknown(&more.targets);
    first.sentence == second.sentence && (told_on || means)
}

/// `the attack, in which ten clerks were killed`: of a violent act right before.
fn is_in_which(scene: &Scene, before: &Match, hurt: &Match) -> bool {
    let words = &scene.lexicon.actions.status;
    let violent = is_violent(&scene.lexicon.actions.rules[before.rule as usize].cameo);
    let Some(verb) = hurt.verb.filter(|_| hurt.noun.is_none()).map(|v| scene.verb(v)) else { return false };
    let Some(group) = verb.subject.map(|g| &scene.syntax.nouns[g as usize]).filter(|_| violent && verb.voice == Voice::Passive && verb.agent.is_none()) else {
        return false;
    };
    let start = (group.tokens.start.saturating_sub(4)..group.tokens.start).rev().find(|k| scene.syntax.tags.get(*k as usize) == Some(&Tag::Wh));
    let which = start.and_then(|k| k.checked_sub(1)).is_some_and(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Prep));
    let harms = words.harms(verb.lemma);
    which && harms && before.trigger < group.tokens.start && scene.surface.sentence_at(before.trigger as usize) as u32 == verb.sentence
}

/// `Two people were killed when soldiers opened fire`: the first tells whom, the second who.
fn is_outcome(scene: &Scene, hurt: &Match, doer: &Match) -> bool {
    let violent = |m: &Match| is_violent(&scene.lexicon.actions.rules[m.rule as usize].cameo);
    let known = |side: &[super::Party]| side.iter().any(|p| !p.code.is_empty());
    let (Some(u), Some(v)) = (hurt.verb, doer.verb) else { return false };
    let one_sentence = scene.verb(u).sentence == scene.verb(v).sentence;
    let bound = (scene.verb(u).tokens.end..scene.verb(v).tokens.start).any(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Sub));
    violent(hurt) && violent(doer) && one_sentence && bound && !known(&hurt.sources) && known(&hurt.targets) && known(&doer.sources) && !known(&doer.targets)
}

/// `Two drivers were killed when a mine exploded by the bridge`: the blast that hurt them.
fn is_blast(scene: &Scene, hurt: &Match, blast: &Match) -> bool {
    let words = &scene.lexicon.actions.status;
    let own = |m: &Match| m.verb.filter(|_| m.noun.is_none()).map(|v| scene.verb(v));
    let (Some(first), Some(second)) = (own(hurt), own(blast)) else { return false };
    let harms = words.harms(first.lemma);
    let bound = (first.tokens.end..second.tokens.start).any(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Sub));
    let bomb = scene.lexicon.actions.rules[blast.rule as usize].cameo.starts_with(BOMBING);
    harms && bomb && bound && first.sentence == second.sentence && hurt.sources.is_empty() && !hurt.targets.is_empty()
}

/// Each entity once.
fn add_parties(side: &mut Vec<super::Party>, more: Vec<super::Party>) {
    for party in more {
        if !side.iter().any(|p| p.entity == party.entity) {
            side.push(party);
        }
    }
}

/// Nobody did it: hurt by the weather, a beast, or in a crash.
pub(super) fn is_accident(scene: &Scene, found: &Match) -> bool {
    let words = &scene.lexicon.actions.status;
    let Some(verb) = found.verb.map(|v| scene.verb(v)).filter(|v| words.harms(v.lemma)) else { return false };
    let by = |g: Option<u32>| g.is_some_and(|g| words.accident.ends(scene.lemmas(&scene.syntax.nouns[g as usize])));
    if by(verb.doer()) {
        return true;
    }
    let Some(sentence) = scene.surface.sentences.get(verb.sentence as usize).filter(|_| !found.sources.iter().any(|p| !p.code.is_empty())) else {
        return false;
    };
    let near = verb.tokens.start.saturating_sub(SPAN).max(sentence.tokens.start)..(verb.tokens.end + SPAN).min(sentence.tokens.end);
    near.into_iter()
        .any(|k| words.accident.has(scene.lexicon.words.info(scene.sym(k)).verb.unwrap_or_else(|| scene.lemma(k))) || words.accident.has(scene.lemma(k)))
}

/// The act `before` is violent and verb `v` goes on telling it.
fn is_told_on(scene: &Scene, before: &Match, v: usize) -> bool {
    let violent = scene.lexicon.actions.rules[before.rule as usize].cameo.get(..2).is_some_and(|root| ("17"..="20").contains(&root));
    let verb = scene.verb(v);
    let Some(u) = before.verb.filter(|u| *u < v) else { return false };
    let first = scene.verb(u);
    // `attacked a bank in Lima killing two`: the participle tells of the attack, not of the bank.
    let between = u + 1..v;
    let outcome = verb.tense == Tense::Participle && between.into_iter().all(|w| !scene.verb(w).is_finite());
    if violent && outcome && first.sentence == verb.sentence {
        return true;
    }
    violent
        && first.sentence == verb.sentence
        && (!verb.is_finite() || verb.link == Link::Coordinated)
        && (verb.subject == first.subject || verb.governor == Some(u as u32))
}
