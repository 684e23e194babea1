//! Deaths and injuries that tell more of an act told before: `A charge went off in a mill. Six porters died in the blast.`

use std::ops::Range;

use super::merge::{BACK, MEMBERS, dates, places, same_footing, sides, two_persons, two_strangers};
use super::{Cluster, View};
use crate::actions::{Action, BOMBING, Reading, Status};
use crate::lexicon::is_violent;
use crate::syntax::Voice;
use crate::token::Sym;

/// How many sentences back the act may stand, with words for it (`in the blast`) and without, and without in one paragraph.
const REACH: u32 = 6;
const NEXT: u32 = 1;
const PARAGRAPH: u32 = 3;
/// In how many words a sentence turns to another act.
const OPENING: usize = 4;
/// How far behind its verb the words for the act are looked for, in tokens.
const SPAN: u32 = 20;

/// The code of deaths and injuries that say nothing of how they came about: `was killed`, but not `was assassinated`.
const TOLL: &str = "190";

/// What the clause of a toll says of its act.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Occasion {
    /// `in the blast`
    This,
    /// `in a clash near the river`, `during attacks`
    Another,
    /// Nothing.
    Untold,
}

/// The act told shortly before that the deaths or injuries of `action` belong to: the nearest that is more than a toll itself.
pub(super) fn told_of(view: &View, clusters: &[Cluster], action: &Action) -> Option<usize> {
    if !is_toll(view, action) || action.source.is_some() {
        return None;
    }
    let reach = match occasion(view, action) {
        Occasion::This => REACH,
        Occasion::Untold if goes_on(view, action) => PARAGRAPH,
        Occasion::Untold => NEXT,
        Occasion::Another => return None,
    };
    let violent = |m: &Action| is_violent(&m.cameo) && !["181", "191", "192"].iter().any(|code| m.cameo.starts_with(code));
    let victim = |m: &Action| reach == NEXT && (two_persons(view, m, action) || two_strangers(view, m, action));
    nearest(view, clusters, action, reach, |members| {
        members.iter().all(|m| violent(m) && !victim(m))
            && (reach == REACH || members.iter().any(|m| !is_toll(view, m) || m.cameo != TOLL))
            && !members.iter().any(|m| m.source.is_some() && same_side(view, m, action))
    })
}

/// `The charge went off`: the bombing told last, whatever each says that it struck.
pub(super) fn told_bomb(view: &View, clusters: &[Cluster], action: &Action) -> Option<usize> {
    let bomb = |a: &Action| a.cameo.starts_with(BOMBING);
    if !bomb(action) || !action.told {
        return None;
    }
    let one = |m: &Action| bomb(m) && sides(view, m.source.as_ref(), action.source.as_ref()).is_some();
    nearest(view, clusters, action, REACH, |members| members.iter().all(|m| one(m)))
}

/// The last cluster told at most `reach` sentences back whose members can be one act with `action` and fit.
fn nearest(view: &View, clusters: &[Cluster], action: &Action, reach: u32, fits: impl Fn(&[&Action]) -> bool) -> Option<usize> {
    // Of one clause with several who were hurt each is a row of its own.
    let one = |m: &&Action| {
        m.act != action.act
            && m.status != Status::Planned
            && same_footing(m.status, action.status)
            && places(view, m, action)
            && dates(view, m, action).is_some()
    };
    let paragraph = |s: u32| view.surface.sentences.get(s as usize).map(|s| s.paragraph);
    let near = |cluster: &Cluster| {
        cluster.actions.last().map(|m| view.actions[*m as usize].sentence).is_some_and(|last| {
            let distance = action.sentence.abs_diff(last);
            distance <= reach && (reach != PARAGRAPH || distance <= NEXT || paragraph(last) == paragraph(action.sentence))
        })
    };
    let joins = |cluster: &Cluster| {
        let members: Vec<&Action> = cluster.actions.iter().take(MEMBERS).map(|m| &view.actions[*m as usize]).collect();
        members.iter().all(one) && fits(&members)
    };
    clusters.iter().enumerate().rev().take(BACK).find(|(_, c)| near(c) && joins(c)).map(|(c, _)| c)
}

/// Who was hurt is who did it: `bandits attacked … Two bandits were killed`.
fn same_side(view: &View, member: &Action, action: &Action) -> bool {
    sides(view, member.source.as_ref(), action.target.as_ref()).is_some()
}

/// Told by a passive of killing or wounding: `two were killed`.
pub(super) fn is_toll(view: &View, action: &Action) -> bool {
    let words = &view.lexicon.actions.status;
    let first = view.surface.tokens_in(action.span).start;
    let lemma = view.surface.words.get(first).and_then(|w| w.verb);
    let passive = || view.syntax.verbs.get(view.syntax.verbs_past(first as u32)).is_some_and(|v| v.head == first as u32 && v.voice == Voice::Passive);
    let told = || action.reading == Reading::Passive || action.reading == Reading::Relative && passive();
    is_violent(&action.cameo) && lemma.is_some_and(|l| words.harms(l)) && told()
}

/// The sentence goes on with its paragraph: it names no place or day of its own, nor tells of `another` act.
fn goes_on(view: &View, action: &Action) -> bool {
    let Some(sentence) = view.surface.sentences.get(action.sentence as usize) else { return false };
    let filed = |m: u32| view.actors.mentions.get(m as usize).is_some_and(|m| m.head < view.filed_end);
    let own = action.date.is_some() || action.place.is_some_and(|m| !filed(m));
    let turns =
        || sentence.tokens.clone().take(OPENING).any(|k| view.surface.tokens.get(k as usize).is_some_and(|t| view.lexicon.actions.status.elsewhere.has(t.sym)));
    !own && !turns()
}

/// What is said of the act in the sentence of `action`, up to some words behind its verb.
fn occasion(view: &View, action: &Action) -> Occasion {
    let words = &view.lexicon.actions.status;
    let Some(sentence) = view.surface.sentences.get(action.sentence as usize) else { return Occasion::Untold };
    let verb = view.surface.tokens_in(action.span).end as u32;
    let range = sentence.tokens.start..(verb + SPAN).min(sentence.tokens.end);
    let from = view.syntax.nouns_from(range.start);
    let mut groups = view.syntax.nouns[from..].iter().take_while(|g| g.tokens.start < range.end);
    let of_act = groups.find(|g| g.prep.is_some() && words.occasion.ends(&lemmas(view, g.tokens.clone())));
    match of_act {
        Some(group) if view.surface.tokens.get(group.tokens.start as usize).is_some_and(|t| words.this.has(t.sym)) => Occasion::This,
        Some(_) => Occasion::Another,
        None => Occasion::Untold,
    }
}

/// The words of a group, as lemmas.
fn lemmas(view: &View, tokens: Range<u32>) -> Vec<Sym> {
    let lemma = |k: u32| view.surface.words.get(k as usize).and_then(|w| w.noun).or_else(|| view.surface.tokens.get(k as usize).map(|t| t.sym));
    tokens.filter_map(lemma).collect()
}
