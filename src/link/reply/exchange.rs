//! Blow and counter-blow told side by side: `Chad expelled two Peruvian envoys in May and Peru threw out a Chadian one a day later`.

use super::facts::{Facing, is_counted, is_told_later};
use super::rebuke::{is_past_perfect, token_of};
use super::{Replies, Search};
use crate::actions::Action;

/// Two acts of two states against each other, in one sentence or in two that follow each other, the day of the one counted from
/// that of the other; where both expel diplomats, in the order of the text.
pub(super) fn find(search: &Search, replies: &mut Replies) {
    for (sentence, there) in &search.told {
        let before = sentence.checked_sub(1).map_or(&[][..], |s| search.told_in(s));
        for one in there.iter().copied().filter(|c| search.facts[*c].unfriendly) {
            let acts = || search.clusters[one].actions_in(search.view, *sentence..=*sentence);
            let counted = acts().find(|a| is_counted(search.view, a) || is_repeated(search, a));
            let Some(counted) = counted.or_else(|| acts().find(|a| a.cameo == EXPULSION)) else { continue };
            for other in there.iter().chain(before).copied().filter(|o| *o != one) {
                // `a week earlier`: the one that is counted is the one that is answered.
                let earlier = search.facts[other].is_later(&search.facts[one]) || is_past_perfect(search, counted);
                let (answer, answered) = if earlier { (other, one) } else { (one, other) };
                let same = is_repeated(search, counted) || search.facts[other].kind == EXPULSION && counted.cameo == EXPULSION;
                let (mine, theirs) = (&search.facts[answer], &search.facts[answered]);
                // `a week later`, where nobody tells the day of the act before.
                let told = !earlier && mine.kind == theirs.kind && is_told_later(search.view, counted);
                let dated = mine.is_later(theirs) || same || told;
                let near = !mine.is_far_from(theirs) && !theirs.is_later(mine);
                if dated && near && is_exchange(search, answer, answered) && is_told_before(search, other, counted) {
                    replies.link(answer, answered, token_of(search, counted));
                }
            }
        }
    }
}

/// Diplomats expelled, missions closed.
const EXPULSION: &str = "161";

/// `Chile did the same`
fn is_repeated(search: &Search, action: &Action) -> bool {
    let view = search.view;
    let verb = view.syntax.verb_at(token_of(search, action));
    verb.is_some_and(|v| view.lexicon.actions.status.repeat.has(view.syntax.verbs[v].lemma))
}

/// Both are hostile, between two countries, and of like weight.
fn is_exchange(search: &Search, answer: usize, answered: usize) -> bool {
    let (mine, theirs) = (&search.facts[answer], &search.facts[answered]);
    let hostile = mine.unfriendly
        && theirs.unfriendly
        && mine.answers
        && theirs.answered
        && (theirs.done || !mine.done)
        && (theirs.deed || !mine.deed)
        && mine.is_violent() == theirs.is_violent();
    hostile && mine.source != theirs.source && mine.faces(theirs) == Facing::Strict
}

/// Its first telling stands before the other act.
fn is_told_before(search: &Search, c: usize, action: &Action) -> bool {
    search.clusters[c].actions.first().is_some_and(|a| search.view.actions[*a as usize].span.start < action.span.start)
}
