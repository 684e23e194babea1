//! Words that answer an act without a word of answering: a rebuke of it, a denial of a charge.

use super::super::{anaphora, lead};
use super::cues::is_conditional;
use super::facts::{Facing, reference_in};
use super::{Replies, Search};
use crate::actions::{Action, Reading};
use crate::syntax::Tag;

/// How many tokens apart a rebuke and the words for what it is about may stand.
const CLAUSE: u32 = 12;

/// How many tellings of an act are looked at.
const TELLINGS: usize = 8;

/// How many sentences back the charge stands that is denied.
const CHARGED: u32 = 3;

/// `Chad condemned the move`, `rejected the accusations`: words about an act from the side that it was aimed at answer it.
pub(super) fn find(search: &Search, replies: &mut Replies) {
    for c in (0..search.clusters.len()).filter(|c| search.facts[*c].rebuke && search.facts[*c].answers) {
        if replies.to[c].is_some() {
            continue;
        }
        // `criticised the response to the flood`
        let other = |a: &&Action| object_of(search, a).is_some_and(|g| anaphora::is_to_other(search.view, g as usize));
        let acts = || search.clusters[c].actions.iter().map(|a| &search.view.actions[*a as usize]).filter(|a| !other(a));
        let found = acts().find_map(|a| about(search, c, a)).or_else(|| acts().find_map(|a| charge(search, c, a)));
        let found = found.or_else(|| acts().find_map(|a| blow_before(search, c, a)));
        if let Some((to, head)) = found.filter(|(to, _)| !search.facts[*to].is_later(&search.facts[c])) {
            replies.link(c, to, head);
        }
    }
}

/// The object of the verb that tells the act.
fn object_of(search: &Search, action: &Action) -> Option<u32> {
    search.view.syntax.verbs[search.view.syntax.verb_at(token_of(search, action))?].object
}

/// What stands beside a rebuke, named once more or told by a noun behind it: `condemned the Chadian air raids`.
fn about(search: &Search, c: usize, action: &Action) -> Option<(usize, u32)> {
    let view = search.view;
    let at = token_of(search, action);
    let sentence = &view.surface.sentences.get(action.sentence as usize)?.tokens;
    let near = at.saturating_sub(CLAUSE).max(sentence.start)..(at + CLAUSE).min(sentence.end);
    let there = search.told_in(action.sentence);
    let others = || there.iter().copied().filter(|o| *o != c && search.facts[*o].answered);
    let referred = others().filter(|o| search.facts[c].faces(&search.facts[*o]) == Facing::Strict);
    let referred = referred.filter_map(|o| reference_in(&search.clusters[o], near.clone()).map(|r| (o, r.head))).next();
    if referred.is_some() || !search.facts[c].kind.starts_with("111") {
        return referred;
    }
    // Its own side may be hit without being named: `condemned the raids that killed three`.
    let hit = |o: &usize| search.facts[c].faces(&search.facts[*o]) == Facing::Strict || search.facts[c].is_at_doer(&search.facts[*o]);
    let told = |o: usize| {
        let mut acts = search.clusters[o].actions_in(view, action.sentence..=action.sentence).map(|a| token_of(search, a));
        acts.find(|t| (at + 1..near.end).contains(t)).map(|t| (o, t))
    };
    others().filter(|o| search.facts[*o].deed && search.facts[*o].unfriendly).filter(hit).filter_map(told).min_by_key(|(_, t)| *t)
}

/// `Chad arrested two Peruvians. Lima protested to Chad`: the hostile deed told right before, by the side that is rebuked on the
/// side that rebukes; a refusal may be about words as well.
fn blow_before(search: &Search, c: usize, action: &Action) -> Option<(usize, u32)> {
    let facts = &search.facts[c];
    let refusal = facts.kind.starts_with("12");
    // `warned that it would respond if it was provoked`: about what was not done.
    // `executed nine for refusing to serve`: what stands behind a preposition was done before.
    let tag = |k: u32| search.view.syntax.tags.get(k as usize);
    let behind = action.reading == Reading::Participle && token_of(search, action).checked_sub(1).and_then(tag) == Some(&Tag::Prep);
    if behind
        || is_conditional(search.view, action.sentence)
        || is_past_perfect(search, action)
        || !refusal && !matches!(facts.kind, "111" | "113" | "114") && !facts.kind.starts_with("13")
    {
        return None;
    }
    let strict = |o: &usize| {
        let theirs = &search.facts[*o];
        theirs.unfriendly && theirs.answered && (theirs.deed || refusal) && !facts.is_domestic(theirs) && facts.faces(theirs) == Facing::Strict
    };
    let told = |o: &usize, s: u32| search.clusters[*o].actions_in(search.view, s..=s).map(|a| a.span.start).find(|at| *at < action.span.start);
    let before = [action.sentence, action.sentence.saturating_sub(1)];
    let found = before.into_iter().find_map(|s| {
        let there = search.told_in(s).iter().copied().filter(|o| *o != c && search.facts[*o].source != facts.source);
        there.filter(strict).filter_map(|o| Some((told(&o, s)?, o))).max().map(|(_, o)| o)
    });
    found.map(|o| (o, token_of(search, action)))
}

/// The charge that a denial is about: one against who denies it, told shortly before.
fn charge(search: &Search, c: usize, action: &Action) -> Option<(usize, u32)> {
    if action.cameo != "016" {
        return None;
    }
    let charged = |o: &usize| matches!(search.facts[*o].kind, "112" | "115") && search.facts[c].faces(&search.facts[*o]) == Facing::Strict;
    let before = (action.sentence.saturating_sub(CHARGED)..=action.sentence).rev();
    let found = before.flat_map(|s| search.told_in(s).iter().rev().copied()).filter(|o| *o != c).find(charged);
    // `Chad dismissed the charge. Peru had accused it of …`
    let found = found.or_else(|| search.told_in(action.sentence + 1).iter().copied().filter(charged).find(|o| precedes(search, *o, c)));
    found.map(|o| (o, token_of(search, action)))
}

/// The act is dated before the other, or told as past before what is told.
fn precedes(search: &Search, one: usize, other: usize) -> bool {
    let past = || search.clusters[one].actions.iter().take(TELLINGS).any(|a| is_past_perfect(search, &search.view.actions[*a as usize]));
    search.facts[other].is_later(&search.facts[one]) || past()
}

/// `Peru had accused`: told as past before what is told.
pub(super) fn is_past_perfect(search: &Search, action: &Action) -> bool {
    lead::had(search.view, token_of(search, action))
}

/// The first token of the words that name the act.
pub(super) fn token_of(search: &Search, action: &Action) -> u32 {
    search.view.surface.tokens.partition_point(|t| t.span.start < action.span.start) as u32
}
