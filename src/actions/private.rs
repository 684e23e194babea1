//! Affairs of private persons and firms, which are no politics: `the mill offered to buy the bakery`, `the baker said he was hopeful`.

use super::matching::Match;
use super::scene::Scene;
use super::{Party, parties};
use crate::actors::EntityKind;
use crate::lexicon::{SectorList, actor_country, actor_sector};

/// Words and dealings in which nobody takes part who governs, fights or stands for people. What firms of two countries agree on
/// counts, and so do arrests, protests and violence, whoever they befall.
pub(super) fn is_private(scene: &Scene, found: &Match) -> bool {
    /// Words of cooperation and dealings; demands, rebukes, refusals and threats.
    const FRIENDLY: [&str; 7] = ["01", "02", "03", "04", "05", "06", "07"];
    const UNFRIENDLY: [&str; 4] = ["10", "11", "12", "13"];
    /// The promise to set somebody free is as public as his arrest.
    const RELEASE: &str = "0353";
    /// Who leaves a post in a firm yields to nobody; who travels abroad for himself visits no state.
    const RESIGNATION: &str = "0831";
    const VISIT: &str = "042";
    /// Who is charged or found guilty, and nobody says by whom, is so by a state.
    const PROSECUTION: [&str; 2] = ["115", "116"];
    let cameo = &scene.lexicon.actions.rules[found.rule as usize].cameo;
    let root = cameo.get(..2).unwrap_or_default();
    let friendly = FRIENDLY.contains(&root) || cameo == RESIGNATION;
    let prosecuted = PROSECUTION.contains(&cameo.as_str()) && found.sources.iter().all(|p| p.code.is_empty());
    if !friendly && !UNFRIENDLY.contains(&root) || cameo.as_str() == RELEASE || prosecuted {
        return false;
    }
    let public = |p: &Party| {
        let private = parties::is_of(scene, p, SectorList::Commercial) || friendly && parties::is_of(scene, p, SectorList::Civil);
        !p.code.is_empty() && !private && !is_citizen(scene, p)
    };
    let sides = || found.sources.iter().chain(&found.targets);
    !sides().any(public) && (!is_abroad(found) || cameo == VISIT) || is_home_trade(scene, cameo, found) || cameo == VISIT && is_home_journey(scene, found)
}

/// A person or body by name of whom no more is known than the country.
fn is_citizen(scene: &Scene, party: &Party) -> bool {
    let kind = scene.actors.entities.get(party.entity as usize).map(|e| e.kind);
    party.code.len() == 3 && actor_country(&party.code) == party.code && matches!(kind, Some(EntityKind::Person | EntityKind::Organisation))
}

/// Sides of two countries.
fn is_abroad(found: &Match) -> bool {
    let mut countries = found.sources.iter().chain(&found.targets).map(|p| country(&p.code)).filter(|c| !c.is_empty());
    let first = countries.next();
    countries.any(|c| Some(c) != first)
}

/// A state that buys from its own people, or they from each other, cooperates with no one. A firm that sells all over its land
/// may do so.
fn is_home_trade(scene: &Scene, cameo: &str, found: &Match) -> bool {
    const TRADE: &str = "061";
    let known = found.sources.iter().chain(&found.targets).all(|p| !country(&p.code).is_empty());
    let firm = |p: &Party| parties::is_of(scene, p, SectorList::Commercial);
    let land = || found.sources.iter().all(firm) && found.targets.iter().any(|t| parties::is_place(scene, t));
    cameo == TRADE && known && !is_abroad(found) && !land()
}

/// Who returns to the capital of his own country, or goes to another town of it, visits no state.
fn is_home_journey(scene: &Scene, found: &Match) -> bool {
    let at_home = |t: &Party| parties::is_place(scene, t) && !country(&t.code).is_empty();
    !is_abroad(found) && found.sources.iter().any(|s| !country(&s.code).is_empty()) && found.targets.iter().all(at_home)
}

/// Where an actor is at home: of a firm of the world (`MNCUSA`) the country behind its sector.
fn country(code: &str) -> &str {
    const WORLDWIDE: &str = "MNC";
    if actor_sector(code) == WORLDWIDE { code.get(3..6).unwrap_or("") } else { actor_country(code) }
}
