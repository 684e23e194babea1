//! Things that violence strikes and that are no actors: `blew up a water tower in Ardal`.

use super::frame::behind;
use super::matching::Match;
use super::scene::Scene;
use crate::lexicon::{ActionRule, Position, is_violent};
use crate::syntax::{NounGroup, VerbGroup, Voice};
use crate::token::{Span, Sym};

/// How far behind a noun of violence what it struck may stand, in tokens.
const NEAR: u32 = 14;

/// The words for the thing that an act of violence struck, in the positions where its rule looks for a target.
pub(super) fn struck(scene: &Scene, found: &Match, rule: &ActionRule) -> Option<Span> {
    if !is_violent(&rule.cameo) {
        return None;
    }
    let things = &scene.lexicon.actions.status.thing;
    let is_thing = |g: &u32| things.ends(scene.lemmas(&scene.syntax.nouns[*g as usize]));
    let from = found.noun.map_or_else(|| found.verb.map(|v| scene.verb(v).tokens.end), |g| Some(scene.syntax.nouns[g as usize].tokens.end))?;
    let end = match (found.noun, found.verb) {
        (None, Some(v)) => scene.clause_end(v),
        _ => from + NEAR,
    };
    let own = found.verb.filter(|_| found.noun.is_none());
    let object = own.and_then(|v| scene.verb(v).patient().or_else(|| particle_object(scene, v)));
    let fixed = &scene.lexicon.fixed;
    let usual = [fixed.on, fixed.against, fixed.of].into_iter().filter(|_| found.noun.is_some()).map(Position::Behind);
    let group = rule.target.iter().copied().chain(usual).find_map(|position| match position {
        Position::Object => object.filter(is_thing),
        Position::Behind(prep) => behind(scene, from, end, prep).or_else(|| carried_against(scene, found, prep)).filter(is_thing),
        _ => None,
    })?;
    let group = &scene.syntax.nouns[group as usize];
    Some(scene.surface.span_of(group.tokens.start as usize..group.tokens.end as usize))
}

/// `a bombing was staged against two pylons`
fn carried_against(scene: &Scene, found: &Match, prep: Sym) -> Option<u32> {
    let v = found.verb.filter(|v| found.noun.is_some() && scene.verb(*v).voice == Voice::Passive)?;
    [scene.lexicon.fixed.against, scene.lexicon.fixed.on].contains(&prep).then(|| behind(scene, scene.verb(v).tokens.end, scene.clause_end(v), prep))?
}

/// `blew up two pylons`: the particle looks like a preposition of the object.
fn particle_object(scene: &Scene, v: usize) -> Option<u32> {
    let verb = scene.verb(v);
    let (g, group) = scene.groups_behind(verb.tokens.end, scene.clause_end(v)).next()?;
    (verb.voice == Voice::Active && group.prep == Some(verb.tokens.end) && group.tokens.start == verb.tokens.end + 1).then_some(g)
}

/// `the charge exploded`, `the explosion damaged a bank`: the words of the rule were told before.
pub(super) fn is_told(scene: &Scene, found: &Match, rule: &ActionRule) -> bool {
    own(scene, found, rule).is_some_and(|g| scene.lexicon.actions.status.this.has(scene.sym(g.tokens.start)))
}

/// `another charge exploded`, `a third explosion`: no act that was told before.
pub(super) fn is_another(scene: &Scene, found: &Match, rule: &ActionRule) -> bool {
    let further = |g: &NounGroup| (g.tokens.start..g.head).any(|k| scene.lexicon.actions.status.further.has(scene.sym(k)));
    is_violent(&rule.cameo) && own(scene, found, rule).is_some_and(further)
}

/// The group that holds the words of the rule: the noun, else what its verb asks for as subject or object.
fn own<'s>(scene: &'s Scene, found: &Match, rule: &ActionRule) -> Option<&'s NounGroup> {
    let verb = found.verb.filter(|_| found.noun.is_none()).map(|v| scene.verb(v));
    let own = match (found.noun, rule.subject.is_empty(), rule.object.is_empty()) {
        (Some(g), ..) => Some(g),
        (None, false, _) => verb.and_then(VerbGroup::doer),
        (None, true, false) => verb.and_then(VerbGroup::patient),
        _ => None,
    };
    own.and_then(|g| scene.syntax.nouns.get(g as usize))
}
