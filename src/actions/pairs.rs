//! Who does an act to whom: one pair of sides a row.

use super::matching::Match;
use super::scene::Scene;
use super::{Party, envoys, parties, sides};
use crate::lexicon::ActionRule;
use crate::syntax::Voice;

/// Who does it, and to whom.
type Pair = (Option<Party>, Option<Party>);

/// All pairs of source and target; mutual acts in both directions, also among the members of one side.
pub(super) fn of(scene: &Scene, found: &Match, rule: &ActionRule) -> Vec<Pair> {
    // `Fiji and Tonga agreed to stop firing`: with each other.
    let joint = rule.cameo.starts_with("03") && found.verb.is_some_and(|v| scene.lexicon.actions.status.joint.has(scene.verb(v).lemma));
    // `Bosnia and Slovenia plan to meet`
    let joint = joint || ["036", "037"].contains(&rule.cameo.as_str());
    let (sources, mut targets) = (&found.sources, found.targets.as_slice());
    let country = |p: &Party| crate::lexicon::actor_country(&p.code).to_owned();
    // `Fiji and Tonga agreed to trade records of lost sailors`: who is of no country is no third side.
    let open = |t: &Party| joint && country(t).is_empty() && t.code.len() == 3 || rule.mutual && super::sides::is_both(scene, t);
    if sources.iter().any(|s| country(s) != country(&sources[0])) && targets.iter().all(open) {
        targets = &[];
    }
    // `will be followed by Fijian and Tongan yachts`: each joins whom the subject names.
    let joined = |v: usize| scene.verb(v).subject.filter(|_| scene.verb(v).voice == Voice::Passive && scene.verb(v).agent.is_some());
    let by =
        found.verb.filter(|_| found.noun.is_none()).and_then(joined).is_some_and(|g| parties::of_group(scene, g, false).iter().any(|p| !p.code.is_empty()));
    let mut pairs: Vec<Pair> = Vec::new();
    // `Fiji and Tonga expelled each other's consuls`
    let crossed = found.crossed.is_some() || envoys::is_crossed(scene, found);
    if crossed {
        targets = &[];
    }
    if (rule.mutual || joint || crossed) && targets.is_empty() && sources.len() >= 2 && !by {
        for (i, a) in sources.iter().enumerate() {
            for (j, b) in sources.iter().enumerate() {
                if i != j && (a.code != b.code || a.code.is_empty()) {
                    let b = found.crossed.as_ref().map_or_else(|| b.clone(), |role| sides::victim(b, role));
                    pairs.push((Some(a.clone()), Some(b)));
                }
            }
        }
        return distinct(pairs);
    }
    let side = |list: &[Party]| if list.is_empty() { vec![None] } else { list.iter().cloned().map(Some).collect() };
    for source in side(sources).into_iter().map(|p: Option<Party>| p.map(|p| parties::of_people(scene, rule, p))) {
        for target in side(targets) {
            // Of two sides with one code one row tells all.
            if rule.mutual && source.as_ref().zip(target.as_ref()).is_some_and(|(s, t)| s.code != t.code || s.code.is_empty()) {
                pairs.push((target.clone(), source.clone()));
            }
            pairs.push((source.clone(), target));
        }
    }
    distinct(pairs)
}

/// Somebody stands on this side and on that one.
fn crosses(side: &Option<Party>, other: &Option<Party>) -> bool {
    side.as_ref().zip(other.as_ref()).is_some_and(|(s, o)| s.entity == o.entity || s.also.contains(&o.entity))
}

/// One pair a pair of codes (contract, "Pairs"): further entities on the same side with the same code are named with it, and
/// so is one of no known code, which makes no pair of its own.
fn distinct(pairs: Vec<Pair>) -> Vec<Pair> {
    let same = |a: &Option<Party>, b: &Option<Party>| match (a, b) {
        (Some(a), Some(b)) => a.code == b.code || a.code.is_empty() || b.code.is_empty(),
        (None, None) => true,
        _ => false,
    };
    let mut kept: Vec<Pair> = Vec::new();
    for (source, target) in pairs {
        match kept.iter_mut().find(|(s, t)| same(s, &source) && same(t, &target) && !crosses(s, &target) && !crosses(t, &source)) {
            Some((s, t)) => {
                name_too(s, source);
                name_too(t, target);
            }
            None => kept.push((source, target)),
        }
    }
    kept
}

/// Who has a code speaks for the side.
fn name_too(side: &mut Option<Party>, other: Option<Party>) {
    let (Some(side), Some(mut other)) = (side, other) else { return };
    if side.code.is_empty() && !other.code.is_empty() {
        std::mem::swap(side, &mut other);
        side.also.append(&mut other.also);
    }
    if side.entity != other.entity && !side.also.contains(&other.entity) {
        side.also.push(other.entity);
    }
}
