//! Diplomats between two states, where the words leave one of them out: `Lima ordered out six diplomats`, `its envoy was expelled`,
//! `Chad responded by expelling five Nigerians`.

use super::matching::{Match, is_conflict};
use super::scene::Scene;
use super::{Party, answers, frame, parties};
use crate::lexicon::{actor_country, actor_sector};
use crate::syntax::{Tag, Voice};

/// How many acts on both sides of one are looked at for whom it faces.
const REACH: usize = 12;
/// How many acts away diplomats may be expelled in an article whose `five Nigerians` are diplomats.
const NATIONALS: usize = 40;
/// How many sentences back the act may stand that a passive answers.
const SENTENCES: usize = 3;
/// The CAMEO code of relations cut and diplomats expelled, and of envoys summoned.
const BREACH: &str = "161";
const SUMMONS: &str = "114";

/// Gives such acts the state that their words leave out.
pub(super) fn settle(scene: &Scene, matches: &mut [Match]) {
    for m in 0..matches.len() {
        let found = &matches[m];
        if !breach(scene, found) && answers::cameo(scene, found) != SUMMONS {
            continue;
        }
        let (sources, targets) = (states(&found.sources), states(&found.targets));
        if targets.is_empty() && !found.targets.is_empty() && !sources.is_empty() {
            let Some(other) = opponent(scene, matches, m, sources[0]).map(str::to_owned) else { continue };
            for target in matches[m].targets.iter_mut().filter(|t| is_servant(&t.code)) {
                target.code.insert_str(0, &other);
            }
        } else if sources.is_empty() && found.sources.is_empty() && !targets.is_empty() && is_passive(scene, found) {
            // `an envoy at his embassy was expelled`: whose it is only the context tells.
            let sure = !found.targets.iter().any(|t| is_owned_by_pronoun(scene, t));
            let other = host(scene, found, targets[0]).or_else(|| if sure { answered(scene, matches, m, targets[0]) } else { None });
            matches[m].sources.extend(other);
        }
    }
}

/// The act is a breach of relations.
pub(super) fn breach(scene: &Scene, found: &Match) -> bool {
    answers::cameo(scene, found) == BREACH
}

/// The sides expel each other's diplomats: of two states each is named as whoever does it and as whom it befalls.
pub(super) fn is_crossed(scene: &Scene, found: &Match) -> bool {
    if found.verb.is_none() || !breach(scene, found) || found.targets.iter().any(|t| actor_sector(&t.code) != "GOV") {
        return false;
    }
    let (sources, targets) = (states(&found.sources), states(&found.targets));
    sources.len() == 2 && targets.len() == 1 && sources.contains(&targets[0])
}

/// `expelled 23 Nigerians`: a people by name, in an article that tells of diplomats whom either state expelled.
pub(super) fn of_nationals(scene: &Scene, matches: &[Match], v: usize) -> Option<Match> {
    let verb = scene.verb(v);
    let object = verb.patient()?;
    if !scene.is_people(&scene.syntax.nouns[object as usize]) {
        return None;
    }
    let rule = ousts(scene, v)?;
    let official = |g: u32| -> Vec<Party> { parties::of_group(scene, g, true).into_iter().filter(|p| !actor_country(&p.code).is_empty()).collect() };
    let (sources, targets) = (verb.doer().map(official).unwrap_or_default(), official(object));
    let (from, to) = (states(&sources).first().copied().unwrap_or_default(), *states(&targets).first()?);
    if from == to || from.is_empty() && verb.voice != Voice::Passive {
        return None;
    }
    let at = matches.partition_point(|m| m.trigger < verb.head);
    let near = &matches[at.saturating_sub(NATIONALS)..matches.len().min(at + NATIONALS)];
    let told = |m: &&Match| breach(scene, m) && !scene.lexicon.actions.rules[m.rule as usize].object.is_empty() && m.verb != Some(v);
    let involved = |m: &Match| states(&m.sources).into_iter().chain(states(&m.targets)).any(|s| s == from || s == to);
    let act = near.iter().filter(told).find(|m| involved(m))?;
    Some(Match { rule, score: act.score, verb: Some(v), trigger: verb.head, sources, targets, ..Match::default() })
}

/// The rule by which verb group `v` expels diplomats, if its clause has all of that but the diplomats.
pub(super) fn ousts(scene: &Scene, v: usize) -> Option<u32> {
    let verb = scene.verb(v);
    let entries = scene.lexicon.actions.with_verb(verb.lemma);
    let fits = |e: &&crate::lexicon::VerbEntry| {
        let rule = &scene.lexicon.actions.rules[e.rule as usize];
        // A rule that asks for a word beside the verb says more than that somebody has to go.
        let plain =
            rule.with.is_empty() && rule.near.is_empty() && rule.subject.is_empty() && !rule.object.is_empty() && !rule.negated && rule.tense.is_empty();
        if rule.cameo != BREACH || !plain || !rule.target.contains(&crate::lexicon::Position::Object) {
            return false;
        }
        let end = scene.clause_end(v);
        let roles = frame::Roles { subject: verb.doer(), object: verb.patient(), recipient: None, end };
        frame::particles(scene, verb.tokens.end, end, &rule.verbs[e.pattern as usize]).is_some() && frame::then_fits(scene, v, rule, &roles).is_some()
    };
    entries.iter().find(fits).map(|e| e.rule)
}

fn is_owned_by_pronoun(scene: &Scene, party: &Party) -> bool {
    let tokens = party.mention.and_then(|m| scene.actors.mentions.get(m as usize)).map(|m| m.tokens.clone());
    tokens.is_some_and(|t| t.into_iter().any(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::PossPron)))
}

/// A servant of a state that is not named.
fn is_servant(code: &str) -> bool {
    matches!(code, "GOV" | "SPY")
}

/// The states of a side, each once.
fn states(side: &[Party]) -> Vec<&str> {
    let mut states: Vec<&str> = Vec::new();
    for country in side.iter().map(|p| actor_country(&p.code)).filter(|c| !c.is_empty()) {
        if !states.contains(&country) {
            states.push(country);
        }
    }
    states
}

/// The state that `mine` faces in the unfriendly acts nearest to act `m`, those before it first.
fn opponent<'m>(scene: &Scene, matches: &'m [Match], m: usize, mine: &str) -> Option<&'m str> {
    let faces = |x: &'m Match| {
        if !is_conflict(answers::cameo(scene, x)) {
            return None;
        }
        let (sources, targets) = (states(&x.sources), states(&x.targets));
        let other = if sources.contains(&mine) {
            targets
        } else if targets.contains(&mine) {
            sources
        } else {
            Vec::new()
        };
        other.into_iter().find(|s| *s != mine)
    };
    let before = matches[m.saturating_sub(REACH)..m].iter().rev().find_map(faces);
    let near = &matches[m.saturating_sub(REACH)..matches.len().min(m + 1 + REACH)];
    // `Lima has expelled two Chileans. Oslo sent home six embassy staff`: allies do the same to the same.
    let like = |x: &'m Match| states(&x.targets).into_iter().find(|s| breach(scene, x) && *s != mine && !states(&x.sources).contains(&mine));
    before.or_else(|| matches[m + 1..matches.len().min(m + 1 + REACH)].iter().find_map(faces)).or_else(|| near.iter().find_map(like))
}

fn is_passive(scene: &Scene, found: &Match) -> bool {
    found.noun.is_none() && found.verb.is_some_and(|v| scene.verb(v).voice == Voice::Passive && scene.verb(v).agent.is_none())
}

/// `a Chadian envoy in Lima was expelled`, `was expelled from Peru`: the government of the place where he served.
fn host(scene: &Scene, found: &Match, own: &str) -> Option<Party> {
    let v = found.verb?;
    let start = scene.verb(v).subject.map(|g| scene.syntax.nouns[g as usize].tokens.start)?;
    let fixed = &scene.lexicon.fixed;
    let served = scene.groups_behind(start, scene.clause_end(v)).filter(|(_, g)| g.prep.is_some_and(|p| [fixed.in_, fixed.from].contains(&scene.sym(p))));
    let place = |(_, g): (u32, &crate::syntax::NounGroup)| {
        let party = scene.mention_of_head(g.head).and_then(|m| parties::of_mention(scene, m)).filter(|p| parties::is_place(scene, p))?;
        let country = actor_country(&party.code).to_owned();
        (!country.is_empty() && country != own).then_some(Party { code: country.into(), ..party })
    };
    // `was ordered to leave Peru`
    let left = || {
        let below = scene.syntax.verbs.get(v + 1).filter(|w| w.governor == Some(v as u32))?;
        below.object.and_then(|g| place((g, &scene.syntax.nouns[g as usize])))
    };
    let found = served.filter_map(place).next();
    found.or_else(left).map(|p| Party { code: p.code.clone() + "GOV", ..p })
}

/// The state on which `own` did something right before: whoever did that is answered.
fn answered(scene: &Scene, matches: &[Match], m: usize, own: &str) -> Option<Party> {
    let here = scene.surface.sentence_at(matches[m].trigger as usize);
    let near = matches[m.saturating_sub(REACH)..m].iter().rev().take_while(|x| here - scene.surface.sentence_at(x.trigger as usize) <= SENTENCES);
    let struck = |x: &Match| {
        if !is_conflict(answers::cameo(scene, x)) || !states(&x.sources).contains(&own) {
            return None;
        }
        let target = x.targets.iter().find(|t| !actor_country(&t.code).is_empty() && actor_country(&t.code) != own)?;
        parties::own_country(scene, target).map(|p| Party { code: p.code.clone() + "GOV", ..p })
    };
    near.filter_map(struck).next()
}
