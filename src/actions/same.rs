//! `Paris did the same to two envoys`, `Riga followed suit`, `Oslo expelled 12`: an act told by pointing at the one before.

use super::answers::is_power;
use super::frame::behind;
use super::matching::Match;
use super::scene::Scene;
use super::{Party, parties};
use crate::lexicon::actor_country;
use crate::syntax::{Link, Tag, Tense, Voice};

/// How many sentences back the act may stand that is done again.
const SENTENCES: usize = 1;
/// How many acts back are looked at.
const REACH: usize = 8;

/// Adds the acts that are told in this way; `matches` stay ordered by their trigger.
pub(super) fn repeat(scene: &Scene, matches: &mut Vec<Match>) {
    let words = &scene.lexicon.actions.status;
    if matches.is_empty() {
        return;
    }
    let points = |v: &usize| words.repeat.has(scene.verb(*v).lemma) && words.repeated.has(scene.sym(pointer(scene, *v)));
    let mut found: Vec<Match> = Vec::new();
    for v in 0..scene.syntax.verbs.len() {
        found.extend(if points(&v) {
            again(scene, matches, v)
        } else {
            of_others(scene, matches, v).or_else(|| super::envoys::of_nationals(scene, matches, v))
        });
    }
    if !found.is_empty() {
        // They come in the order of their verbs.
        let told = |m: &Match| m.noun.is_none() && found.binary_search_by_key(&m.verb, |f| f.verb).is_ok();
        matches.retain(|m| !told(m));
        matches.append(&mut found);
        matches.sort_by_key(|m| (m.trigger, m.rule));
    }
}

/// The token of `same`, `suit`: right behind the verb or its determiner.
fn pointer(scene: &Scene, v: usize) -> u32 {
    let end = scene.verb(v).tokens.end;
    end + u32::from(scene.sym(end) == scene.lexicon.fixed.the)
}

/// The act of verb group `v`: that of the last finite verb before it, by its own subject.
fn again(scene: &Scene, matches: &[Match], v: usize) -> Option<Match> {
    let verb = scene.verb(v);
    let told = matches!(verb.tense, Tense::Past | Tense::Perfect) && verb.is_finite() && verb.modal.is_none() && !verb.negated;
    let sources: Vec<Party> = parties::of_group(scene, verb.subject.filter(|_| told)?, true).into_iter().filter(|p| !p.code.is_empty()).collect();
    let act = before(scene, matches, verb.tokens.start).next().filter(|_| !sources.is_empty())?;
    let fixed = &scene.lexicon.fixed;
    let (from, end) = (pointer(scene, v) + 1, scene.clause_end(v));
    let behind = [fixed.to, fixed.with, fixed.for_, fixed.against].into_iter().find_map(|p| behind(scene, from, end, p));
    let targets = match behind {
        Some(group) => parties::of_group(scene, group, true),
        None => faced(&sources, act),
    };
    Some(repeated(scene, act, v, sources, targets))
}

/// The act of verb group `v` whose object only counts or points, where the verb and its object were told right before: `Peru
/// expelled two envoys; Chile expelled 12`, `Chile expelled a Peruvian one`.
fn of_others(scene: &Scene, matches: &[Match], v: usize) -> Option<Match> {
    let verb = scene.verb(v);
    let (group, object) = verb.object.map(|g| (g, &scene.syntax.nouns[g as usize])).filter(|_| verb.voice == Voice::Active)?;
    let stands_in = scene.lexicon.actions.status.stand_in.has(scene.sym(object.head));
    let counts = object.tokens.len() == 1 && scene.syntax.tags.get(object.head as usize) == Some(&Tag::Num);
    if !stands_in && !counts {
        return None;
    }
    let rules = &scene.lexicon.actions.rules;
    let same_verb = |m: &&Match| {
        let rule = &rules[m.rule as usize];
        let lemmas = || scene.lexicon.actions.with_verb(verb.lemma).iter().any(|e| e.rule == m.rule && rule.verbs[e.pattern as usize].particles.is_empty());
        !rule.object.is_empty() && (lemmas() || super::envoys::breach(scene, m) && super::envoys::ousts(scene, v).is_some())
    };
    let act = before(scene, matches, verb.tokens.start).find(same_verb)?;
    let sources: Vec<Party> = parties::of_group(scene, verb.subject?, true).into_iter().filter(|p| !p.code.is_empty()).collect();
    let own: Vec<Party> = parties::of_group(scene, group, true).into_iter().filter(|p| !actor_country(&p.code).is_empty()).collect();
    let targets = if own.is_empty() { faced(&sources, act) } else { own };
    // `Peru expelled two envoys. The school expelled 12.`
    let fits = |p: &Party| !rules[act.rule as usize].official || is_power(&p.code);
    sources.iter().any(fits).then(|| repeated(scene, act, v, sources, targets))
}

/// The act once more, by verb group `v`: its kind is the same, its toll is not.
fn repeated(scene: &Scene, act: &Match, v: usize, sources: Vec<Party>, targets: Vec<Party>) -> Match {
    Match { verb: Some(v), trigger: scene.verb(v).head, sources, targets, pending: false, hurt: None, ..act.clone() }
}

/// The acts told by finite verbs right before this token, the last one first; what was not done is not done again.
fn before<'m>(scene: &'m Scene, matches: &'m [Match], token: u32) -> impl Iterator<Item = &'m Match> {
    let here = scene.surface.sentence_at(token as usize);
    let count = matches.partition_point(|m| m.trigger < token);
    let near = move |m: &&Match| here - scene.surface.sentence_at(m.trigger as usize) <= SENTENCES;
    let main = |m: &&Match| m.noun.is_none() && m.verb.map(|u| scene.verb(u)).is_some_and(|u| u.is_finite() && !u.negated && u.link != Link::Relative);
    matches[count.saturating_sub(REACH)..count].iter().rev().take_while(near).filter(main)
}

/// On whom an act is done again of which that is not said: on whoever it was done on, or, by that one, on whoever did it.
fn faced(sources: &[Party], act: &Match) -> Vec<Party> {
    let country = |p: &Party| actor_country(&p.code).to_owned();
    let of = |side: &[Party]| side.iter().map(country).find(|c| !c.is_empty());
    if of(sources) == of(&act.targets) { act.sources.clone() } else { act.targets.clone() }
}
