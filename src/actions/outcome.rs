//! Clauses that only tell more of another act and are no act of their own: `attacked a convoy, killing nine soldiers`, `two were
//! killed when a mine exploded`, `marched to demand`.

use super::matching::Match;
use super::parties::is_place;
use super::scene::Scene;
use super::toll::{are_apart, is_joined_toll};
use super::{BOMBING, Party};
use crate::lexicon::is_violent;
use crate::syntax::{Link, Tag, Tense, VerbGroup, Voice};

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
        matches[m].hurt = matches[first].verb;
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
    if let Some(deed) = (m.saturating_sub(3)..m).rev().find(|b| !gone[*b] && is_own_toll(scene, &matches[*b], v)) {
        matches[deed].verb = Some(v);
        take_victims(matches, deed, m);
        return Some(m);
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

/// `Peru's raid on Chile killed nine`: the verb tells the toll, the day and the place of the act that is its subject.
fn is_own_toll(scene: &Scene, deed: &Match, v: usize) -> bool {
    let known = |side: &[Party]| side.iter().any(|p| !p.code.is_empty());
    let violent = is_violent(&scene.lexicon.actions.rules[deed.rule as usize].cameo);
    let subject = scene.verb(v).subject;
    violent && deed.noun.is_some() && deed.noun == subject && deed.verb.is_none() && !deed.pending && known(&deed.sources) && known(&deed.targets)
}

/// Whom a deed killed or hurt is its target where it is told more of him than that he was somebody, and of the deed only the ground.
fn take_victims(matches: &mut [Match], deed: usize, m: usize) {
    let victims = std::mem::take(&mut matches[m].targets);
    let land = |p: &Party| p.code.len() <= 3;
    let of_land = |p: &Party| matches[deed].targets.iter().all(|t| land(t) && p.code.len() > 3 && p.code.starts_with(t.code.as_str()));
    if !victims.is_empty() && victims.iter().all(of_land) {
        matches[deed].targets = victims;
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
    let unknown = |side: &[Party]| side.iter().all(|p| p.code.is_empty());
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
    let known = |side: &[Party]| side.iter().any(|p| !p.code.is_empty());
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
fn add_parties(side: &mut Vec<Party>, more: Vec<Party>) {
    for party in more {
        if !side.iter().any(|p| p.entity == party.entity) {
            side.push(party);
        }
    }
}

/// The act `before` is one of coercion or violence and verb `v` goes on telling it.
fn is_told_on(scene: &Scene, before: &Match, v: usize) -> bool {
    let forceful = scene.lexicon.actions.rules[before.rule as usize].cameo.get(..2).is_some_and(|root| ("17"..="20").contains(&root));
    let verb = scene.verb(v);
    let Some(u) = before.verb.filter(|u| *u < v && forceful) else { return false };
    let first = scene.verb(u);
    // `attacked a bank in Lima killing two`: the participle tells of the attack, not of the bank.
    let outcome = || verb.tense == Tense::Participle && (u + 1..v).all(|w| !scene.verb(w).is_finite());
    let joined = verb.link == Link::Coordinated && !are_apart(scene, u, v);
    let goes_on = (!verb.is_finite() || joined) && (verb.subject == first.subject || verb.governor == Some(u as u32));
    // `captured and executed two farmers`, `arrested a teacher and killed two guards`: who is arrested is not killed by that.
    let another =
        verb.object.is_some() && (verb.object == first.object || verb.is_finite()) && !is_violent(&scene.lexicon.actions.rules[before.rule as usize].cameo);
    first.sentence == verb.sentence && !another && (goes_on || outcome())
}
