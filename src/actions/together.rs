//! Plurals that mean those who were named together before: `They` behind `Peru and Chile`, `the three countries` behind
//! `Peru, Chile and Bolivia`.

use super::parties;
use super::scene::Scene;
use crate::lexicon::WordList;
use crate::syntax::{NounGroup, Tag};

/// How many sentences and groups back `the three countries` may have been named.
const SENTENCES: u32 = 6;
const GROUPS: usize = 160;
/// How many words of its sentence may stand before `they`.
const LEAD: u32 = 3;

/// The first group of those who are meant by group `g`.
pub(super) fn antecedent(scene: &Scene, g: u32) -> Option<u32> {
    let group = scene.syntax.nouns.get(g as usize)?;
    let before = group.sentence.checked_sub(1)?;
    if scene.syntax.tags.get(group.head as usize) == Some(&Tag::Pron) {
        return they(scene, group, before);
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
        members.len() == count && members.iter().all(|m| parties::is_known(scene, *m))
    })
}

/// `They` at the head of a sentence: the joint subject of the sentence before.
fn they(scene: &Scene, group: &NounGroup, before: u32) -> Option<u32> {
    let start = scene.surface.sentences.get(group.sentence as usize)?.tokens.start;
    let leads = group.tokens.start - start.min(group.tokens.start) < LEAD && scene.lexicon.actors.grammar().is(scene.sym(group.head), WordList::they);
    let paragraph = |s: u32| scene.surface.sentences.get(s as usize).map(|s| s.paragraph);
    if !leads || paragraph(before) != paragraph(group.sentence) {
        return None;
    }
    let subject = scene.syntax.verbs_of(before).map(|v| scene.verb(v)).find(|v| v.is_finite())?.subject?;
    let members = parties::members(scene, subject);
    (members.len() >= 2 && members.iter().all(|m| parties::is_known(scene, *m))).then_some(subject)
}

/// `three countries, Peru, Chile and Cuba`: the first of an enumeration says what all others are.
pub(super) fn is_sum(scene: &Scene, members: &[u32]) -> bool {
    let Some((first, rest)) = members.split_first().filter(|(_, rest)| rest.len() >= 2) else { return false };
    let Some(group) = scene.syntax.nouns.get(*first as usize) else { return false };
    let sides = group.plural && scene.lexicon.actions.status.sides.has(scene.lemma(group.head));
    sides && !parties::is_known(scene, *first) && rest.iter().all(|m| parties::is_known(scene, *m))
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
