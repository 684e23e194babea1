//! Who did an act that its own words do not say: `The attack was attributed to the Front`, `two men carried out the kidnapping`,
//! `the Front is responsible for the murder of a judge`.

use super::frame::behind;
use super::matching::Match;
use super::scene::Scene;
use super::status::is_nobody;
use super::{BOMBING, Party, parties};
use crate::lexicon::is_violent;
use crate::syntax::{Link, Tag, Tense, VerbGroup, Voice};
use crate::token::Sym;

/// How many sentences back the act may stand, and how far before a toll the act that it belongs to.
const SENTENCES: usize = 5;
const BEFORE_TOLL: usize = 2;
/// How many acts back are looked at.
const REACH: usize = 12;
/// How many tokens behind a verb of being the word that says who is guilty may stand.
const PREDICATE: u32 = 4;

/// Gives each act of violence that nobody is said to have done those who another clause says did it.
pub(super) fn learn(scene: &Scene, matches: &mut [Match]) {
    if !matches.iter().any(|m| is_open(scene, m)) {
        return;
    }
    for v in 0..scene.syntax.verbs.len() {
        let Some((doer, deed, charged)) = told(scene, v).filter(|(doer, ..)| !is_nobody(scene, *doer)) else { continue };
        let Some(k) = meant(scene, matches, deed, scene.verb(v).head) else { continue };
        let struck = |p: &Party| matches[k].targets.iter().any(|t| t.entity == p.entity);
        let doers: Vec<Party> = parties::of_group(scene, doer, false).into_iter().filter(|p| !p.code.is_empty() && !struck(p)).collect();
        // Of `gunmen` a claim may tell who they were, a charge does not.
        if !matches[k].sources.iter().all(|p| p.code.is_empty()) && (charged || !doers.iter().any(|p| is_named(scene, p))) {
            continue;
        }
        // Who is only charged with an act may be another than who did it: what is told elsewhere is not changed.
        if !doers.is_empty() && !(charged && (matches[k].pending || matches[k].noun != Some(deed))) {
            matches[k].sources = doers;
            matches[k].pending = false;
            matches[k].alleged |= charged;
        }
    }
}

/// `was detained by Chadian guards but handed over later`: the second passive is done by whoever did the first.
pub(super) fn share_agent(scene: &Scene, matches: &mut [Match], m: usize) {
    let Some(before) = m.checked_sub(1) else { return };
    let (found, first) = (&matches[m], &matches[before]);
    let (Some(v), Some(u)) = (found.verb, first.verb) else { return };
    let (verb, above) = (scene.verb(v), scene.verb(u));
    let passive = verb.voice == Voice::Passive && above.voice == Voice::Passive && verb.agent.is_none() && above.agent.is_some();
    if passive && found.sources.is_empty() && verb.link == Link::Coordinated && verb.subject == above.subject && verb.subject.is_some() {
        matches[m].sources = matches[before].sources.clone();
    }
}

fn is_open(scene: &Scene, found: &Match) -> bool {
    is_violent(cameo(scene, found)) && found.sources.iter().all(|p| is_vague(scene, p))
}

/// Nobody knows who he is: `gunmen`, `three assailants`, a name without a code.
pub(super) fn is_vague(scene: &Scene, party: &Party) -> bool {
    party.code.is_empty() || !is_named(scene, party) && matches!(crate::lexicon::actor_sector(&party.code), "UAF" | "CVL")
}

pub(super) fn is_named(scene: &Scene, party: &Party) -> bool {
    scene.actors.entities.get(party.entity as usize).is_some_and(|e| e.named)
}

fn cameo<'s>(scene: &'s Scene, found: &Match) -> &'s str {
    &scene.lexicon.actions.rules[found.rule as usize].cameo
}

/// The groups of who did it and of what was done, where verb group `v` says who did something, and whether that is a mere charge.
fn told(scene: &Scene, v: usize) -> Option<(u32, u32, bool)> {
    let (verb, words, fixed) = (scene.verb(v), &scene.lexicon.actions.status, &scene.lexicon.fixed);
    let (charges, joins, proves) = (words.charge.has(verb.lemma), words.join.has(verb.lemma), words.convict.has(verb.lemma));
    if !charges && !joins && !proves {
        return done(scene, v).map(|(doer, deed)| (doer, deed, false));
    }
    if verb.negated || verb.modal.is_some() || verb.tense == Tense::Future {
        return None;
    }
    let doer = if joins { verb.subject } else { verb.patient() }?;
    let preps: &[Sym] = if !joins { &[fixed.with, fixed.in_, fixed.of, fixed.for_] } else { &[fixed.in_] };
    let end = scene.clause_end(v);
    let deed =
        preps.iter().find_map(|p| behind(scene, verb.tokens.end, end, *p).filter(|g| words.deed.ends(scene.lemmas(&scene.syntax.nouns[*g as usize]))))?;
    Some((doer, deed, charges))
}

/// Who did what, where verb group `v` says so.
fn done(scene: &Scene, v: usize) -> Option<(u32, u32)> {
    let (verb, words, fixed) = (scene.verb(v), &scene.lexicon.actions.status, &scene.lexicon.fixed);
    let (ascribes, commits, is) = (words.ascribe.has(verb.lemma), words.commit.has(verb.lemma), verb.lemma == fixed.be || words.hold.has(verb.lemma));
    if !(ascribes || commits || is) || verb.negated || verb.modal.is_some() || verb.tense == Tense::Future {
        return None;
    }
    let end = scene.clause_end(v);
    let after = |prep: Sym| behind(scene, verb.tokens.end, end, prep);
    let is_deed = |g: &u32| words.deed.ends(scene.lemmas(&scene.syntax.nouns[*g as usize]));
    let patient = verb.patient();
    if commits {
        let deed = patient.or_else(|| carried(scene, verb)).filter(is_deed)?;
        return Some((verb.doer().or_else(|| after(fixed.by).filter(|_| verb.voice == Voice::Passive))?, deed));
    }
    // `murdered a judge to blame the crime on the Front`
    if ascribes && verb.tense == Tense::Infinitive {
        return None;
    }
    if ascribes {
        return match patient.filter(is_deed) {
            Some(deed) => Some((after(fixed.to).or_else(|| after(fixed.on))?, deed)),
            None => Some((patient?, after(fixed.for_).filter(is_deed)?)),
        };
    }
    // `the Front is responsible for the raid`, `holds the Front responsible for it`
    let near = |k: u32| (k..(k + PREDICATE).min(end)).find(|k| words.guilty.has(scene.sym(*k)));
    let held = patient.filter(|_| verb.lemma != fixed.be);
    if let Some(guilty) = near(held.map_or(verb.tokens.end, |g| scene.syntax.nouns[g as usize].tokens.end)) {
        return Some((held.or(verb.subject)?, behind(scene, guilty, end, fixed.for_).filter(is_deed)?));
    }
    // `the raid was the work of the Front`
    let deed = verb.subject.filter(is_deed)?;
    let (_, work) = scene.groups_behind(verb.tokens.end, end).next().filter(|(_, g)| g.tokens.start < verb.tokens.end + PREDICATE)?;
    Some((words.work.ends(scene.lemmas(work)).then(|| behind(scene, work.tokens.end, end, fixed.of)).flatten()?, deed))
}

/// `carried out the attack`: the particle looks like a preposition of the object.
fn carried(scene: &Scene, verb: &VerbGroup) -> Option<u32> {
    let (g, group) = scene.groups_behind(verb.tokens.end, verb.tokens.end + PREDICATE).next()?;
    (verb.voice == Voice::Active && group.prep == Some(verb.tokens.end)).then_some(g)
}

/// The act that group `deed` names: an act of its own words, else, of `the attack`, the last one told that fits and that nobody did.
fn meant(scene: &Scene, matches: &[Match], deed: u32, at: u32) -> Option<usize> {
    let group = scene.syntax.nouns.get(deed as usize)?;
    if let Some(own) = matches.iter().position(|m| m.noun == Some(deed)) {
        return Some(own).filter(|k| is_open(scene, &matches[*k]));
    }
    let first = group.tokens.start;
    let told = scene.lexicon.actions.status.this.has(scene.sym(first)) || scene.syntax.tags.get(first as usize) == Some(&Tag::PossPron);
    if !told {
        return None;
    }
    let sentence = |m: &Match| scene.surface.sentence_at(m.trigger as usize);
    let here = scene.surface.sentence_at(at as usize);
    let before = matches.iter().take_while(|m| m.trigger < first.min(at)).count();
    let fits = |k: &usize| is_violent(cameo(scene, &matches[*k])) && is_kind(scene, scene.lemma(group.head), cameo(scene, &matches[*k]));
    let back = || (before.saturating_sub(REACH)..before).rev().take_while(|k| here - sentence(&matches[*k]) <= SENTENCES).filter(fits);
    let last = back().next()?;
    // `A mine exploded. Two porters were hurt. The attack was blamed on the Front.`
    let act = Some(last).filter(|k| is_toll(scene, &matches[*k])).and_then(|toll| {
        let near = |k: &usize| sentence(&matches[toll]) - sentence(&matches[*k]) <= BEFORE_TOLL;
        back().skip(1).take_while(near).find(|k| !is_toll(scene, &matches[*k]))
    });
    act.or(Some(last)).filter(|k| is_open(scene, &matches[*k]))
}

/// `the kidnapping` is no murder, `the blast` no kidnapping.
fn is_kind(scene: &Scene, noun: Sym, cameo: &str) -> bool {
    let actions = &scene.lexicon.actions;
    let names = |code: &str| actions.with_noun(noun).iter().any(|r| actions.rules[r.rule as usize].cameo.starts_with(code));
    match () {
        () if names("181") => cameo.starts_with("181"),
        () if names(BOMBING) => cameo.starts_with(BOMBING),
        () => actions.with_noun(noun).is_empty() || !cameo.starts_with("181"),
    }
}

/// Told by a passive of killing or wounding.
fn is_toll(scene: &Scene, found: &Match) -> bool {
    let verb = found.verb.filter(|_| found.noun.is_none()).map(|v| scene.verb(v));
    verb.is_some_and(|v| v.voice == Voice::Passive && scene.lexicon.actions.status.harms(v.lemma))
}
