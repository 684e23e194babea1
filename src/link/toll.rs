//! Deaths and injuries that tell more of an act told before: `A bomb went off in a market. Four people were killed in the blast.`

use super::merge::{dates, is_violent, places, same_footing, sides};
use super::{Cluster, View};
use crate::actions::{Action, Reading, Status};

/// How many sentences back the act may stand: with words for it (`in the blast`), and without.
const REACH: u32 = 6;
const NEXT: u32 = 1;
/// How many clusters back.
const BACK: usize = 24;
/// How far behind its verb the words for the act are looked for, in tokens.
const SPAN: u32 = 12;

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
        Occasion::Untold => NEXT,
        Occasion::Another => return None,
    };
    let fits = |cluster: &Cluster| {
        let members = || cluster.actions.iter().take(50).map(|m| &view.actions[*m as usize]);
        let near = cluster.actions.last().is_some_and(|m| action.sentence.abs_diff(view.actions[*m as usize].sentence) <= reach);
        // Of one clause with several who were hurt each is a row of its own.
        let one = |m: &Action| {
            m.act != action.act
                && is_violent(&m.cameo)
                && !m.cameo.starts_with("181")
                && m.status != Status::Planned
                && same_footing(m.status, action.status)
                && places(view, m, action)
                && dates(view, m, action).is_some()
        };
        near && members().all(one) && members().any(|m| !is_toll(view, m)) && !members().any(|m| m.source.is_some() && same_side(view, m, action))
    };
    clusters.iter().enumerate().rev().take(BACK).find(|(_, c)| fits(c)).map(|(c, _)| c)
}

/// `The bomb went off at noon`: the bombing told last, whatever each says that it struck.
pub(super) fn told_bomb(view: &View, clusters: &[Cluster], action: &Action) -> Option<usize> {
    let bomb = |a: &Action| a.cameo.starts_with("183");
    if !bomb(action) || !action.told {
        return None;
    }
    let fits = |cluster: &Cluster| {
        let mut members = cluster.actions.iter().take(50).map(|m| &view.actions[*m as usize]);
        let near = cluster.actions.last().is_some_and(|m| action.sentence.abs_diff(view.actions[*m as usize].sentence) <= REACH);
        let one = |m: &Action| {
            let agrees = sides(view, m.source.as_ref(), action.source.as_ref()).is_some() && places(view, m, action) && dates(view, m, action).is_some();
            m.act != action.act && bomb(m) && m.status != Status::Planned && same_footing(m.status, action.status) && agrees
        };
        near && members.all(one)
    };
    clusters.iter().enumerate().rev().take(BACK).find(|(_, c)| fits(c)).map(|(c, _)| c)
}

/// Who was hurt is who did it: `guerrillas attacked … Two guerrillas were killed`.
fn same_side(view: &View, member: &Action, action: &Action) -> bool {
    sides(view, member.source.as_ref(), action.target.as_ref()).is_some()
}

/// Told by a passive of killing or wounding: `two were killed`.
pub(super) fn is_toll(view: &View, action: &Action) -> bool {
    let words = &view.lexicon.actions.status;
    let first = view.surface.tokens_in(action.span).start;
    let lemma = view.surface.words.get(first).and_then(|w| w.verb);
    is_violent(&action.cameo) && action.reading == Reading::Passive && lemma.is_some_and(|l| words.fatal.has(l) || words.wounding.has(l))
}

fn occasion(view: &View, action: &Action) -> Occasion {
    let words = &view.lexicon.actions.status;
    let Some(sentence) = view.surface.sentences.get(action.sentence as usize) else { return Occasion::Untold };
    let verb = view.surface.tokens_in(action.span).end as u32;
    let range = sentence.tokens.start..(verb + SPAN).min(sentence.tokens.end);
    let from = view.syntax.nouns_from(range.start);
    let mut groups = view.syntax.nouns[from..].iter().take_while(|g| g.tokens.start < range.end);
    let of_act =
        groups.find(|g| g.prep.is_some() && view.surface.words.get(g.head as usize).is_some_and(|_| words.occasion.ends(&lemmas(view, g.tokens.clone()))));
    match of_act {
        Some(group) if view.surface.tokens.get(group.tokens.start as usize).is_some_and(|t| words.this.has(t.sym)) => Occasion::This,
        Some(_) => Occasion::Another,
        None => Occasion::Untold,
    }
}

fn lemmas(view: &View, tokens: std::ops::Range<u32>) -> Vec<crate::token::Sym> {
    let lemma = |k: u32| view.surface.words.get(k as usize).and_then(|w| w.noun).or_else(|| view.surface.tokens.get(k as usize).map(|t| t.sym));
    tokens.filter_map(lemma).collect()
}
