//! Demands and threats that go on from an act of their clause: `summoned the Ugandan envoy and demanded an apology`.

use super::matching::Match;
use super::scene::Scene;
use crate::lexicon::actor_country;
use crate::syntax::Link;

/// How many acts before it in its sentence may be the one that a clause goes on from.
const REACH: usize = 4;

/// Gives a coordinated demand or threat that names nobody those at whom the unfriendly act before it was aimed, if the same did
/// both.
pub(super) fn on(scene: &Scene, matches: &mut [Match]) {
    let cameo = |m: &Match| scene.lexicon.actions.rules[m.rule as usize].cameo.get(..2).unwrap_or_default();
    for i in 1..matches.len() {
        let own = &matches[i];
        let open = own.noun.is_none() && own.targets.is_empty() && ["10", "13"].contains(&cameo(own));
        let Some(v) = own.verb.filter(|v| open && scene.verb(*v).link == Link::Coordinated) else { continue };
        let sentence = scene.verb(v).sentence;
        let goes_on = |m: &&Match| {
            let together = m.noun.is_none() && m.verb.is_some_and(|u| scene.verb(u).sentence == sentence);
            let same = m.sources.first().zip(own.sources.first()).is_some_and(|(a, b)| a.entity == b.entity);
            together && same && ("10".."18").contains(&cameo(m)) && m.targets.iter().any(|t| !actor_country(&t.code).is_empty())
        };
        if let Some(before) = matches[..i].iter().rev().take(REACH).find(goes_on) {
            let targets = before.targets.clone();
            matches[i].targets = targets;
        }
    }
}
