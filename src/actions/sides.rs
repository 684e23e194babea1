//! The sides of a story: who `both sides`, `the two countries` and `the ministers` are.

use compact_str::CompactString;

use super::Party;
use super::answers::{cameo, is_joint, is_own, is_power, is_side, is_told, principal};
use super::frame::Roles;
use super::matching::Match;
use super::scene::Scene;
use crate::lexicon::{ActionRule, Position, Tags, WordList, actor_country, actor_sector};
use crate::syntax::{NounGroup, Tag, Voice};

/// How many groups behind a verb are looked at for `each other`.
const GROUPS: usize = 6;

/// The two sides that the acts told so far are between, those who last did something together, and how often each pair of states
/// has met in an act.
#[derive(Default)]
pub(super) struct Sides {
    /// The sides of the last act between two or more.
    pub(super) last: Vec<Party>,
    /// Those who last did something together.
    pub(super) joint: Vec<Party>,
    /// How often each pair of states met in an act.
    tally: Vec<(Vec<Party>, u32)>,
}

impl Sides {
    /// Each act between two known sides sets them anew.
    pub(super) fn learn(&mut self, scene: &Scene, found: &Match) {
        // Victims, crowds and prisoners are acted on, but they are no side that talks back.
        let known = |side: &[Party]| side.iter().filter(|p| p.code.len() >= 3 && is_party(&p.code)).cloned().collect::<Vec<_>>();
        let (sources, targets) = (known(&found.sources), known(&found.targets));
        let all: Vec<Party> = sources.iter().chain(&targets).cloned().collect();
        if is_joint(scene, found) && all.len() == 2 && actor_country(&all[0].code) != actor_country(&all[1].code) {
            self.joint.clone_from(&all);
        }
        self.count(&all);
        let domestic = |parties: &[Party]| parties.iter().all(|p| actor_country(&p.code) == actor_country(&parties[0].code));
        // A quarrel inside one state does not end one between two.
        if !self.last.is_empty() && !all.is_empty() && domestic(&all) && !domestic(&self.last) {
            return;
        }
        if all.len() >= 2 && all.iter().any(|p| p.code != all[0].code) && all.len() <= 4 && (!targets.is_empty() || sources.len() >= 2) {
            self.last = all;
        }
    }

    /// One more act between two states.
    fn count(&mut self, all: &[Party]) {
        const MOST: usize = 12;
        let [first, second] = all else { return };
        let (a, b) = (actor_country(&first.code), actor_country(&second.code));
        if a.is_empty() || b.is_empty() || a == b {
            return;
        }
        let same = |pair: &[Party]| pair.iter().all(|p| [a, b].contains(&actor_country(&p.code)));
        match self.tally.iter().position(|(pair, _)| same(pair)) {
            Some(at) => self.tally[at].1 += 1,
            None if self.tally.len() < MOST => self.tally.push((all.to_vec(), 1)),
            None => {}
        }
    }

    /// The sides that the group names: of `the two countries` the pair that the article tells most of, where it is one.
    pub(super) fn meant(&self, scene: &Scene, g: u32) -> &[Party] {
        let states = scene.lexicon.actions.status.states.has(scene.lemma(scene.syntax.nouns[g as usize].head));
        let best = self.tally.iter().max_by_key(|(_, times)| *times).filter(|(_, times)| states && *times > 1);
        let last = self.tally.iter().find(|(pair, _)| self.last.len() == 2 && pair.iter().all(|p| self.last.iter().any(|o| same_country(o, p))));
        match best {
            Some((pair, times)) if last.is_none_or(|(_, t)| t < times) => pair,
            // `the two countries`, where the last act was one of more.
            _ if states && self.pair().len() > 2 => self.tally.iter().max_by_key(|(_, times)| *times).map_or(self.pair(), |(pair, _)| pair),
            _ => self.pair(),
        }
    }

    /// Whom an act without a target faces: an offer to mediate both sides, the denial of what was told (`rejected the claim`)
    /// the other one. (Other refusals and threats are not aimed at the other side of the story: measured on news they hardly
    /// ever were.)
    pub(super) fn facing(&self, scene: &Scene, found: &Match) -> Option<Vec<Party>> {
        let cameo = found.composed.as_ref().map_or_else(|| cameo(scene, found), |c| &c.cameo);
        let own = found.sources.iter().find(|p| !p.code.is_empty())?;
        let is_one = self.last.iter().any(|p| is_side(p, own));
        let object = || found.verb.and_then(|v| scene.verb(v).object).map(|o| &scene.syntax.nouns[o as usize]);
        let told = |o: &NounGroup| scene.syntax.tags.get(o.head as usize) == Some(&Tag::Pron) || is_told(scene, o);
        let denies = is_one && !found.pending && cameo == "016" && object().is_some_and(told);
        if !denies && (is_one || !["039", "043", "045"].contains(&cameo)) {
            return None;
        }
        let mut others: Vec<Party> = Vec::new();
        for party in self.last.iter().filter(|p| !is_side(p, own)) {
            let principal = if denies { party.clone() } else { principal(scene, party) };
            if !others.iter().any(|o| o.entity == principal.entity) {
                others.push(principal);
            }
        }
        (!others.is_empty()).then_some(others)
    }

    /// `The two leaders`, `the ministers`: those who did something together, where the last act has more than two sides.
    pub(super) fn pair(&self) -> &[Party] {
        if self.last.len() == 2 || self.joint.is_empty() { &self.last } else { &self.joint }
    }

    /// The sides but those in `but`.
    pub(super) fn others(&self, scene: &Scene, g: Option<u32>, but: &[Party]) -> Vec<Party> {
        g.map_or(self.pair(), |g| self.meant(scene, g)).iter().filter(|p| !but.iter().any(|b| is_own(p, b))).cloned().collect()
    }
}

/// `both sides` as subject, and as another part of the clause, of verb group `v`.
pub(super) fn both_sides(scene: &Scene, v: usize) -> (Option<u32>, Option<u32>) {
    let verb = scene.verb(v);
    let (subject, object) = if verb.voice == Voice::Passive { (verb.agent, verb.subject) } else { (verb.subject, verb.object) };
    let of_both = |g: &u32| names_both(scene, &scene.syntax.nouns[*g as usize]);
    let behind = || scene.groups_behind(verb.tokens.end, scene.clause_end(v)).take(3).map(|(g, _)| g).find(of_both);
    (subject.filter(of_both), object.filter(of_both).or_else(behind))
}

pub(super) fn names_both(scene: &Scene, group: &NounGroup) -> bool {
    // `The two leaders met. They condemned …`
    let named = || scene.mention_of_head(group.head).and_then(|m| scene.first_of(m)).and_then(|k| scene.syntax.noun_at(k));
    if scene.syntax.tags.get(group.head as usize) == Some(&Tag::Pron) {
        return named().map(|g| &scene.syntax.nouns[g]).is_some_and(|g| g.head < group.head && names_both(scene, g));
    }
    let words = &scene.lexicon.actions.status;
    // `two men` are no sides, `the two men` and `both sides` are.
    let definite = scene.sym(group.tokens.start) == scene.lexicon.fixed.the;
    let both = |k: u32| words.both.has(scene.sym(k)) && (definite || scene.syntax.tags.get(k as usize) != Some(&Tag::Num));
    words.sides.has(scene.lemma(group.head)) && (group.tokens.start..group.head).any(both)
}

/// `The ministers` (will meet again): those who were told of before.
pub(super) fn is_pair(group: &NounGroup, scene: &Scene) -> bool {
    let plain = group.tokens.len() == 2 && scene.tags(group.head).any(Tags::NOUN_PL) && group.joined.is_none();
    plain && scene.sym(group.tokens.start) == scene.lexicon.fixed.the && scene.lexicon.actions.status.sides.has(scene.lemma(group.head))
}

/// `Peru and Chile held talks between the two countries`: words for both, who are no third side.
pub(super) fn is_both(scene: &Scene, party: &Party) -> bool {
    let head = party.mention.and_then(|m| scene.actors.mentions.get(m as usize)).map(|m| m.head);
    party.code.is_empty() && head.is_some_and(|h| scene.lexicon.actors.grammar().is(scene.sym(h), WordList::nations))
}

/// `accused each other`, `fired at each other`, `expelled each other's envoys`: the sides that the subject names, or that were told of
/// before, do it to one another. Of what they own its role is given, else nothing.
pub(super) fn crossed(scene: &Scene, v: usize, rule: &ActionRule, roles: &Roles, (sources, targets): (&[Party], &[Party])) -> Option<CompactString> {
    let verb = scene.verb(v);
    let several = sources.len() > 1 || verb.subject.is_some_and(|g| names_both(scene, &scene.syntax.nouns[g as usize]));
    if verb.voice == Voice::Passive || !several {
        return None;
    }
    let nouns = &scene.syntax.nouns;
    let reciprocal = |g: u32| {
        let first = nouns[g as usize].tokens.start;
        scene.lexicon.actions.status.reciprocal.ends(&[scene.sym(first), scene.sym(first + 1)])
    };
    let owned = |g: u32| nouns[g as usize].possessor.is_some_and(reciprocal);
    let struck = |g: &u32| reciprocal(*g) || owned(*g);
    let behind = || scene.groups_behind(verb.tokens.end, roles.end).map(|(g, _)| g).take(GROUPS).find(struck);
    let nobody = targets.iter().all(|t| t.code.is_empty());
    let g = roles.object.filter(struck).or_else(|| if nobody && !rule.target.is_empty() { behind() } else { None })?;
    let role = targets.first().map(|t| actor_sector(&t.code)).filter(|s| owned(g) && targets.iter().all(|t| t.code == **s));
    Some(role.unwrap_or_default().into())
}

/// `Peru and Chile recalled their ambassadors from Cuba`, `… after Cuba shelled a school`: from a third state, where the rule is for
/// what two do to each other. Nothing else may be told of in the sentence or right before.
pub(super) fn is_of_third(scene: &Scene, v: usize, rule: &ActionRule, sources: &[Party]) -> bool {
    // They may well discuss a third state.
    if !rule.mutual || !matches!(rule.target[..], [Position::Subject]) || rule.cameo.starts_with("04") {
        return false;
    }
    let sentence = scene.verb(v).sentence as usize;
    let of = |s: usize| scene.surface.sentences.get(s).map(|s| s.tokens.clone());
    let here = of(sentence).unwrap_or_default();
    let start = sentence.checked_sub(1).and_then(of).map_or(here.start, |s| s.start).max(scene.dateline_end);
    let third = |m: u32| {
        let entity = scene.actors.entity_of(m as usize);
        entity.is_some_and(|e| !e.country().is_empty() && sources.iter().all(|p| actor_country(&p.code) != e.country()))
    };
    sources.len() != 2 || scene.mentions_with_head_in(start..here.end).any(third)
}

/// The sides, if there are two of known codes.
pub(super) fn both<'p>(scene: &Scene, sources: &'p [Party]) -> Option<&'p [Party]> {
    let known = |p: &&Party| !p.code.is_empty();
    let first = sources.iter().find(known)?;
    let power = |p: &Party| is_power(&p.code) || super::parties::is_place(scene, p) || !actor_country(&p.code).is_empty();
    let two = sources.iter().filter(known).any(|p| p.code != first.code);
    (two && sources.iter().any(power)).then_some(sources)
}

/// Of an act that the sides do to each other, whom it befalls on the side of `party`.
pub(super) fn victim(party: &Party, role: &str) -> Party {
    let country = actor_country(&party.code);
    let code = if role.is_empty() || country.is_empty() { party.code.clone() } else { CompactString::from(country) + role };
    Party { code, ..party.clone() }
}

fn same_country(a: &Party, b: &Party) -> bool {
    actor_country(&a.code) == actor_country(&b.code)
}

/// May be one of two sides: a state, a power, or who is organised to bargain.
fn is_party(code: &str) -> bool {
    let sector = crate::lexicon::actor_sector(code);
    is_power(code) || !actor_country(code).is_empty() && code.len() == 3 || ["LAB", "BUS", "MNC", "COP", "SPY", "INS"].contains(&sector)
}
