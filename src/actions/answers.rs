//! Acts that answer an act told before: `Moscow rejected the accusation`, `Oslo condemned the launch`, `arrested two men
//! and seized their boats`. Who they are aimed at is not in their clause but in the act that they answer.

use super::Party;
use super::matching::{Match, is_political};
use super::scene::Scene;
use crate::lexicon::{ActionRule, Needs, actor_country};
use crate::syntax::Link;

/// How many acts back, and how many sentences, the answered act may stand.
const REACH: usize = 24;
const SENTENCES: u32 = 6;

/// A speech act with a known source may wait for its target: what it answers tells it.
pub(super) fn may_wait(rule: &ActionRule, sources: &[Party], targets: &[Party]) -> bool {
    let answers = Answer::of_code(&rule.cameo).is_some_and(|a| a != Answer::Welcome);
    answers && rule.needs == Needs::Both && targets.is_empty() && !rule.mutual && sources.iter().any(|p| is_political(&p.code) && p.code.len() > 3)
}

/// What kind of act an act answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// A denial answers an accusation.
    Denial,
    /// A refusal answers a demand, an appeal or an offer.
    Refusal,
    /// A rebuke, complaint, demand or threat answers an unfriendly deed.
    Rebuke,
    /// Praise answers a friendly deed.
    Welcome,
}

impl Answer {
    fn of_code(cameo: &str) -> Option<Self> {
        match cameo.get(..2)? {
            "12" => Some(Self::Refusal),
            "10" | "13" => Some(Self::Rebuke),
            "11" if cameo != "115" && cameo != "116" => Some(Self::Rebuke),
            "01" if cameo == "016" => Some(Self::Denial),
            "05" if cameo == "051" => Some(Self::Welcome),
            _ => None,
        }
    }

    /// How well an earlier act of this code fits; 0 for not at all.
    fn fits(self, cameo: &str) -> u32 {
        let root = cameo.get(..2).unwrap_or_default();
        let is = |roots: &[&str]| roots.contains(&root);
        match self {
            Self::Denial if cameo.starts_with("112") => 3,
            Self::Denial => u32::from(is(&["11"])),
            Self::Refusal if is(&["10", "02"]) => 3,
            Self::Refusal if is(&["03", "13"]) => 2,
            Self::Refusal => u32::from(is(&["05", "11"])),
            Self::Rebuke if is(&["14", "15", "16", "17", "18", "19", "20"]) => 3,
            Self::Rebuke => u32::from(is(&["11", "12", "13"])),
            Self::Welcome if is(&["03", "05", "06", "07", "08"]) => 2,
            Self::Welcome => u32::from(is(&["04"])),
        }
    }
}

/// Gives acts without a target that of the act they answer or go on from. `matches` are in the order of the text.
pub(super) fn resolve(scene: &Scene, matches: &mut [Match]) {
    for m in 0..matches.len() {
        if !matches[m].targets.is_empty() || scene.lexicon.actions.rules[matches[m].rule as usize].mutual {
            continue;
        }
        let found = shared(scene, matches, m).or_else(|| opponent(scene, matches, m));
        if let Some(targets) = found {
            matches[m].targets = targets;
            matches[m].pending = false;
        }
    }
}

fn cameo<'s>(scene: &'s Scene, found: &Match) -> &'s str {
    &scene.lexicon.actions.rules[found.rule as usize].cameo
}

/// `arrested two men and seized a boat`: the second verb of a coordination shares the target of the first, where both are
/// material conflict.
fn shared(scene: &Scene, matches: &[Match], m: usize) -> Option<Vec<Party>> {
    let (found, before) = (&matches[m], matches.get(m.checked_sub(1)?)?);
    let (verb, first) = (scene.verb(found.verb?), scene.verb(before.verb?));
    let material = |x: &Match| cameo(scene, x).get(..2).is_some_and(|root| ("14"..="20").contains(&root));
    let joined = verb.link == Link::Coordinated && verb.sentence == first.sentence && verb.subject == first.subject && verb.subject.is_some();
    (joined && material(found) && material(before) && !before.targets.is_empty()).then(|| before.targets.clone())
}

/// The source of the act that is answered: the nearest one of the best kind, by somebody else; one that was aimed at the
/// answering side goes before all others.
fn opponent(scene: &Scene, matches: &[Match], m: usize) -> Option<Vec<Party>> {
    let found = &matches[m];
    let answer = Answer::of_code(cameo(scene, found))?;
    let own = found.sources.iter().find(|p| !p.code.is_empty())?;
    let here = scene.surface.sentence_at(found.trigger as usize) as u32;
    let mut best: Option<(u32, &Match)> = None;
    for earlier in matches[..m].iter().rev().take(REACH) {
        let sentence = scene.surface.sentence_at(earlier.trigger as usize) as u32;
        if here - sentence > SENTENCES {
            break;
        }
        let kind = answer.fits(earlier.composed.as_ref().map_or_else(|| cameo(scene, earlier), |c| &c.cameo));
        let known = earlier.sources.iter().any(|p| !p.code.is_empty());
        let others = earlier.sources.iter().all(|p| p.entity != own.entity && p.code != own.code && !same_state(&p.code, &own.code));
        if kind == 0 || !known || !others {
            continue;
        }
        let score = kind + 3 * u32::from(earlier.targets.iter().any(|t| is_side(t, own)));
        if best.is_none_or(|(b, _)| score > b) {
            best = Some((score, earlier));
        }
    }
    let least = if found.pending { 4 } else { 2 };
    best.filter(|(score, _)| *score >= least).map(|(_, earlier)| earlier.sources.clone())
}

/// A government, its army and its ministries are one side.
fn same_state(a: &str, b: &str) -> bool {
    let state = |code: &str| !actor_country(code).is_empty() && matches!(code.get(3..).unwrap_or(""), "" | "GOV" | "MIL" | "COP" | "SPY" | "GOVMIL");
    actor_country(a) == actor_country(b) && state(a) && state(b)
}

fn is_side(target: &Party, own: &Party) -> bool {
    target.entity == own.entity || !target.code.is_empty() && (target.code == own.code || same_state(&target.code, &own.code))
}
