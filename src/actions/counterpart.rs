//! The side that a noun leaves out and the act that answers it tells: `summoned the Chadian envoy over the arrest of two Peruvians`,
//! `banned Chilean wine in response to Chile's tariffs`.

use super::matching::{Match, is_conflict, is_political};
use super::scene::Scene;
use super::{Party, answers, parties};
use crate::actors::{EntityKind, Part};
use crate::lexicon::{ReplyCue, actor_country};

/// How many tokens before a noun the words may stand that say that it is answered.
const NEAR: u32 = 8;
/// How many acts around the noun the answer may stand.
const REACH: usize = 8;

/// The words of answering that the noun group `g` stands behind, as a token.
pub(super) fn cue_before(scene: &Scene, g: u32) -> Option<u32> {
    let group = &scene.syntax.nouns[g as usize];
    let start = scene.surface.sentences.get(group.sentence as usize)?.tokens.start;
    let first = group.tokens.start;
    (first.saturating_sub(NEAR).max(start)..first).rev().find(|k| {
        let hit = scene.lexicon.reply.cues.longest(&scene.surface.tokens[*k as usize..], true);
        hit.is_some_and(|h| matches!(h.value, ReplyCue::Strong | ReplyCue::Reason) && k + h.len as u32 <= first)
    })
}

/// Takes the side that the noun of the act leaves out from the act that answers it.
pub(super) fn complete(scene: &Scene, matches: &mut [Match], m: usize) {
    let found = &matches[m];
    let Some(g) = found.noun.filter(|_| found.sources.is_empty() != found.targets.is_empty()) else { return };
    let Some(cue) = cue_before(scene, g) else { return };
    let Some(answer) = answer(scene, matches, (m, cue)).filter(|a| !is_elsewhere(scene, g, a)) else { return };
    if found.sources.is_empty() && found.targets.iter().any(|t| is_countryman(t, &answer.sources)) {
        // `summoned the envoy over the arrest of two Peruvians`: his state did it.
        let state = |p: &Party| {
            let person = scene.actors.entities.get(p.entity as usize).is_some_and(|e| e.kind == EntityKind::Person);
            if person { parties::own_country(scene, p) } else { Some(p.clone()) }
        };
        let doers: Vec<Party> = answer.targets.iter().filter_map(state).filter(|p| !actor_country(&p.code).is_empty()).collect();
        if doers.is_empty() {
            return;
        }
        matches[m].sources = doers;
    } else if found.targets.is_empty() && found.sources.iter().any(|s| is_countryman(s, &answer.targets)) {
        let victims = answer.sources.clone();
        matches[m].targets = victims;
    } else {
        return;
    }
    matches[m].pending = false;
}

/// `criticised Chile over the arrest of a Peruvian in Bolivia`: where it happened a third state rules.
fn is_elsewhere(scene: &Scene, g: u32, answer: &Match) -> bool {
    const PHRASE: u32 = 10;
    let group = &scene.syntax.nouns[g as usize];
    let end = scene.surface.sentences.get(group.sentence as usize).map_or(group.tokens.end, |s| s.tokens.end.min(group.tokens.end + PHRASE));
    let verb = scene.syntax.verbs.get(scene.syntax.verbs_from(group.tokens.end)).map_or(end, |v| v.tokens.start);
    let mut places = scene.mentions_with_head_in(group.tokens.end..end.min(verb)).filter(|m| scene.actors.mentions[*m as usize].part == Part::Place);
    let sides = || answer.sources.iter().chain(&answer.targets).map(|p| actor_country(&p.code));
    places.any(|m| scene.actors.entity_of(m as usize).map(|e| e.country()).is_some_and(|c| !c.is_empty() && sides().all(|s| s != c)))
}

/// The act of the sentence that answers the one of the noun: told before the cue, else behind the noun.
fn answer<'m>(scene: &Scene, matches: &'m [Match], (m, cue): (usize, u32)) -> Option<&'m Match> {
    let sentence = |x: &Match| scene.surface.sentence_at(x.trigger as usize);
    let here = sentence(&matches[m]);
    let known = |side: &[Party]| side.iter().any(|p| is_political(&p.code));
    let hostile = is_conflict(answers::cameo(scene, &matches[m]));
    let fits = |x: &&Match| !x.pending && is_conflict(answers::cameo(scene, x)) == hostile && known(&x.sources) && known(&x.targets);
    let before = matches[..m].iter().rev().take(REACH).take_while(|x| sentence(x) == here).find(|x| x.trigger < cue && fits(x));
    before.or_else(|| matches[m + 1..].iter().take(REACH).take_while(|x| sentence(x) == here).find(fits))
}

fn is_countryman(party: &Party, others: &[Party]) -> bool {
    let country = actor_country(&party.code);
    !country.is_empty() && others.iter().any(|o| actor_country(&o.code) == country)
}
