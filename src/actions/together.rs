//! Plurals that mean those who were named together before: `They` behind `Peru and Chile`, `the three countries` behind
//! `Peru, Chile and Bolivia`.

use compact_str::{CompactString, format_compact};

use super::scene::Scene;
use super::{Party, parties};
use crate::lexicon::WordList;
use crate::syntax::{NounGroup, Tag};
use crate::token::TokenKind;

/// How many sentences and groups back `the three countries` may have been named.
const SENTENCES: u32 = 6;
const GROUPS: usize = 160;
/// How many words of its sentence may stand before `they`.
const LEAD: u32 = 3;

/// The first group of those who are meant by group `g`.
pub(super) fn antecedent(scene: &Scene, g: u32) -> Option<u32> {
    let group = scene.syntax.nouns.get(g as usize)?;
    if scene.syntax.tags.get(group.head as usize) == Some(&Tag::Pron) {
        return they(scene, g, group);
    }
    let count = counted(scene, group)?;
    let nouns = scene.syntax.nouns.get(..g as usize)?;
    let behind = nouns.iter().enumerate().rev().take(GROUPS).take_while(|(_, n)| group.sentence - n.sentence <= SENTENCES);
    // Of an enumeration only the second member hangs on the first.
    let mut leads = behind.filter_map(|(_, n)| n.joined).filter(|lead| nouns.get(*lead as usize).is_some_and(|n| n.joined.is_none()));
    let mut last = None;
    leads.find(|lead| {
        if last.replace(*lead) == Some(*lead) {
            return false;
        }
        let members = parties::members(scene, *lead);
        members.len() == count && members.iter().all(|m| parties::is_known(scene, *m) && !is_new(scene, *m))
    })
}

/// `They` at the head of a sentence: the joint subject of the sentence before.
fn they(scene: &Scene, g: u32, group: &NounGroup) -> Option<u32> {
    let start = scene.surface.sentences.get(group.sentence as usize)?.tokens.start;
    let leads = group.tokens.start - start.min(group.tokens.start) < LEAD && scene.lexicon.actors.grammar().is(scene.sym(group.head), WordList::they);
    let paragraph = |s: u32| scene.surface.sentences.get(s as usize).map(|s| s.paragraph);
    if !leads {
        return announced(scene, g, group);
    }
    let before = group.sentence.checked_sub(1)?;
    let subject = |s: u32| scene.syntax.verbs_of(s).map(|v| scene.verb(v)).find(|v| v.is_finite())?.subject;
    let joint = |s: u32| {
        subject(s).filter(|g| {
            let members = parties::members(scene, *g);
            members.len() >= 2 && members.iter().all(|m| parties::is_known(scene, *m))
        })
    };
    if paragraph(before) == paragraph(group.sentence)
        && let Some(found) = joint(before)
    {
        return Some(found);
    }
    // `Peru and Chile met on Monday. / It was the first meeting. They also agreed`: a pronoun between stands for nobody else.
    let between =
        subject(before).map(|g| &scene.syntax.nouns[g as usize]).is_some_and(|g| scene.syntax.tags.get(g.head as usize) == Some(&Tag::Pron) && !g.plural);
    let first = before.checked_sub(1).filter(|_| between)?;
    let near = paragraph(group.sentence)?.saturating_sub(paragraph(first)?) <= 1;
    joint(first).filter(|_| near)
}

/// `Peru and Chile announced that they would`: of a pronoun in a reported clause the joint subject of the verb of saying.
fn announced(scene: &Scene, g: u32, group: &NounGroup) -> Option<u32> {
    if !scene.lexicon.actors.grammar().is(scene.sym(group.head), WordList::they) {
        return None;
    }
    let v = scene.syntax.verbs_of(group.sentence).find(|v| scene.verb(*v).subject == Some(g))?;
    let lead = scene.verb(scene.clause_governor(v)?).subject?;
    let members = parties::members(scene, lead);
    (members.len() >= 2 && members.iter().all(|m| parties::is_known(scene, *m))).then_some(lead)
}

/// `three countries, Peru, Chile and Cuba`: the first of an enumeration says what all others are.
pub(super) fn is_sum(scene: &Scene, members: &[u32]) -> bool {
    let Some((first, rest)) = members.split_first().filter(|(_, rest)| rest.len() >= 2) else { return false };
    let Some(group) = scene.syntax.nouns.get(*first as usize) else { return false };
    let sides = group.plural && scene.lexicon.actions.status.sides.has(scene.lemma(group.head));
    sides && !parties::is_known(scene, *first) && rest.iter().all(|m| parties::is_known(scene, *m))
}

/// `a Frenchman`: one who is new is none of `the three countries`.
fn is_new(scene: &Scene, g: u32) -> bool {
    let first = scene.syntax.nouns.get(g as usize).map_or(0, |g| g.tokens.start);
    scene.syntax.tags.get(first as usize) == Some(&Tag::Det) && scene.sym(first) != scene.lexicon.fixed.the
}

/// How many `the three countries` are: three and more, of a noun for sides, and no name among them.
fn counted(scene: &Scene, group: &NounGroup) -> Option<usize> {
    let definite = scene.sym(group.tokens.start) == scene.lexicon.fixed.the;
    if !definite || !scene.lexicon.actions.status.sides.has(scene.lemma(group.head)) {
        return None;
    }
    let number = (group.tokens.start + 1..group.head).take(2).find(|k| scene.syntax.tags.get(*k as usize) == Some(&Tag::Num))?;
    scene.lexicon.actions.status.number(scene.sym(number)).map(|n| n as usize).filter(|n| (3..=6).contains(n))
}

/// `envoys from Peru, Chile and Cuba`: beside the envoys of the first country, those of the others.
pub(super) fn of_several(scene: &Scene, g: u32) -> Vec<Party> {
    let of_country = || {
        let group = scene.syntax.nouns.get(g as usize).filter(|n| n.plural)?;
        let (prep, first) = parties::hung_on(scene, g)?;
        let joined = scene.syntax.nouns.get(first as usize + 1..)?.iter().take(2).any(|n| n.joined == Some(first));
        let fixed = &scene.lexicon.fixed;
        (joined && [fixed.of, fixed.from].contains(&prep) && scene.mention_of_head(group.head).is_some()).then_some(first)
    };
    let Some(first) = of_country() else { return Vec::new() };
    let state = |g: u32| parties::single(scene, g, 0).filter(|p| parties::is_place(scene, p) && crate::lexicon::actor_country(&p.code).len() == 3);
    let sector = || {
        let (all, land) = (parties::single(scene, g, 0)?, state(first)?);
        let same = crate::lexicon::actor_country(&all.code) == crate::lexicon::actor_country(&land.code);
        // `representatives from Peru and Chile` are of no branch.
        all.code.get(3..).filter(|_| same).map(CompactString::from)
    };
    let Some(sector) = sector() else { return Vec::new() };
    let others = parties::members(scene, first).into_iter().filter(|m| *m > first).filter_map(state);
    others.map(|p| Party { code: format_compact!("{}{sector}", crate::lexicon::actor_country(&p.code)), ..p }).collect()
}

/// `five states, including Peru and Chile`, `five states, among them Peru and Chile`: those who are named behind the group.
pub(super) fn named_among(scene: &Scene, g: u32) -> Vec<u32> {
    const GAP: u32 = 2;
    let named = || {
        let (group, next) = (scene.syntax.nouns.get(g as usize)?, scene.syntax.nouns.get(g as usize + 1)?);
        // `, notably Peru`: an adverb in the place of a preposition.
        let adverb = || next.tokens.start.checked_sub(1).filter(|k| scene.syntax.tags.get(*k as usize) == Some(&Tag::Adv));
        let prep = next.prep.or_else(adverb).filter(|p| *p >= group.tokens.end && *p < group.tokens.end + GAP && next.sentence == group.sentence)?;
        let comma = prep == group.tokens.end || scene.surface.tokens.get(group.tokens.end as usize)?.kind == TokenKind::Comma;
        if !comma || !scene.lexicon.actions.status.naming.has(scene.sym(prep)) {
            return None;
        }
        let pronoun = scene.syntax.tags.get(next.head as usize) == Some(&Tag::Pron);
        let behind = || scene.syntax.nouns.get(g as usize + 2).filter(|n| n.tokens.start == next.tokens.end && n.sentence == group.sentence);
        if pronoun { behind().map(|_| g + 2) } else { Some(g + 1) }
    };
    named().map(|first| parties::members(scene, first)).unwrap_or_default()
}
