//! Speech acts about a deed: `demanded that Syria withdraw` is a demand for the deed that `withdraw` codes.

use super::matching::{Composed, Match};
use super::scene::Scene;
use super::{Status, status};
use crate::lexicon::{ActionRule, SpeechAct};

/// Gives the bare speech acts (020, 030, 100, 120, 130) the code of what they are about, and a target where only the deed
/// has one. `deeds` are the nominal acts, by noun group.
pub(super) fn speech_acts(scene: &Scene, verbs: &mut [Option<Match>], deeds: &[Match]) {
    for v in 0..verbs.len() {
        let Some(act) = verbs[v].as_ref().and_then(|m| SpeechAct::of_code(&rule(scene, m).cameo)) else { continue };
        let Some(deed) = deed(scene, v, verbs, deeds).cloned() else { continue };
        let deed_rule = rule(scene, &deed);
        let code = scene.lexicon.actions.composition.code(act, &deed_rule.cameo).map(str::to_owned);
        let label = deed_rule.label.clone();
        let Some(found) = verbs[v].as_mut() else { continue };
        if let Some(cameo) = code {
            let own = &scene.lexicon.actions.rules[found.rule as usize].label;
            found.composed = Some(Composed { cameo, label: format!("{own}: {label}") });
        }
        if found.targets.is_empty() {
            let side = if deed.targets.is_empty() { deed.sources } else { deed.targets };
            found.targets = side.into_iter().filter(|t| !found.sources.iter().any(|s| s.entity == t.entity)).collect();
        }
    }
}

/// A friendly deed that is only announced is an intent (03x) in CAMEO: `will send aid`.
pub(super) fn intent(scene: &Scene, rule: &ActionRule, status: Status) -> Option<Composed> {
    let friendly = ["04", "06", "07", "08"].iter().any(|root| rule.cameo.starts_with(root));
    let code = scene.lexicon.actions.composition.code(SpeechAct::Intent, &rule.cameo).filter(|_| friendly && status == Status::Planned)?;
    Some(Composed { cameo: code.to_owned(), label: format!("intend to {}", rule.label) })
}

fn rule<'s>(scene: &'s Scene, found: &Match) -> &'s ActionRule {
    &scene.lexicon.actions.rules[found.rule as usize]
}

/// The deed in the complement of verb group `v`: the first matched verb under it, or a nominal act right behind it.
fn deed<'m>(scene: &Scene, v: usize, verbs: &'m [Option<Match>], deeds: &'m [Match]) -> Option<&'m Match> {
    let sentence = scene.verb(v).sentence;
    let below = (v + 1..(v + 6).min(verbs.len())).take_while(|w| scene.verb(*w).sentence == sentence).filter(|w| is_under(scene, *w, v));
    let verbal = below.filter_map(|w| verbs[w].as_ref()).next();
    verbal.or_else(|| {
        let end = scene.clause_end(v);
        let from = scene.verb(v).tokens.end;
        deeds.iter().find(|d| d.trigger >= from && d.trigger < end.min(from + 12))
    })
}

/// `w` is governed by `v`, through any number of verbs between, or heads its object clause.
fn is_under(scene: &Scene, w: usize, v: usize) -> bool {
    let mut at = w;
    for _ in 0..4 {
        let above = scene.verb(at).governor.map(|g| g as usize).filter(|g| *g < at).or_else(|| status::clause_governor(scene, at));
        match above {
            Some(u) if u == v => return true,
            Some(u) if u > v => at = u,
            _ => return false,
        }
    }
    false
}
