//! Acts done once more after a counter-blow: `Chad shelled Zwara. Libya shelled Faya. Chad shelled Zwara again in revenge`.

use std::ops::Range;

use super::counted::first_token;
use super::reply::{self, Cue};
use super::{Cluster, View, counted, lead};
use crate::actions::{Action, Reading};
use crate::lexicon::ReplyCue;
use crate::syntax::{Tag, VerbGroup};

/// Tokens behind the words of an act among which one may stand that says that it was done once more.
const BEHIND: u32 = 10;

/// The words that say so.
pub(super) struct Anew<'v> {
    view: &'v View<'v>,
    /// The tokens of strong cues, in the order of the text.
    cues: Vec<u32>,
}

impl<'v> Anew<'v> {
    pub(super) fn new(view: &'v View<'v>, cues: &[Cue]) -> Self {
        // Strong ones come first, in the order of the text.
        Self { view, cues: cues.iter().take_while(|c| c.kind == ReplyCue::Strong).map(|c| c.token).collect() }
    }

    /// The action is told as done once more, or in answer, and none of the `near` clusters' acts but one against its own side was told
    /// since the cluster `c` that it seems to be of.
    pub(super) fn is_counterblow(&self, clusters: &[Cluster], near: Range<usize>, c: usize, index: u32) -> bool {
        let action = &self.view.actions[index as usize];
        let again = self.is_again(action);
        let answers = |a: &Action| self.answers(a);
        if !again && !answers(action) || lead::had(self.view, self.token(action)) {
            return false;
        }
        let Some(last) = clusters[c].actions.last().copied() else { return false };
        let first_of = |cluster: &Cluster| Cluster { actions: cluster.actions.iter().take(TELLINGS).copied().collect(), references: Vec::new() };
        let (alone, before) = (Cluster { actions: vec![index], references: Vec::new() }, first_of(&clusters[c]));
        // Of two tellings with words of answering the second one may tell the first once more.
        let first = || before.actions.iter().any(|a| answers(&self.view.actions[*a as usize]));
        let between = clusters[near].iter().rev().take_while(|o| o.actions.first() > Some(&last));
        between.take(TELLINGS).any(|o| {
            let blow = &self.view.actions[o.actions[0] as usize];
            let told =
                matches!(blow.reading, Reading::Active | Reading::Passive) && !lead::had(self.view, self.token(blow)) && !counted::is_earlier(self.view, blow);
            told && (again || answers(blow) || !first())
                && reply::is_counterblow(self.view, &alone, &first_of(o), false)
                && reply::is_counterblow(self.view, &first_of(o), &before, !again)
        })
    }

    /// `shelled the port again`, `expelled three more envoys`.
    fn is_again(&self, action: &Action) -> bool {
        let (view, at) = (self.view, self.token(action));
        let sentence = view.surface.sentences.get(action.sentence as usize).map_or(at..at, |s| s.tokens.clone());
        let verbs = &view.syntax.verbs;
        let next = verbs.get(verbs.partition_point(|v| v.tokens.start <= at)).map_or(u32::MAX, |v| v.tokens.start);
        let from = first_token(view, action).saturating_sub(1).max(sentence.start);
        // `then` opens its clause; of `by then`, `more than` the words say something else.
        let is = |k: u32| {
            let word = view.surface.tokens.get(k as usize).is_some_and(|t| view.lexicon.reply.is_anew(t.sym));
            word && k.checked_sub(1).and_then(|b| view.syntax.tags.get(b as usize)) != Some(&Tag::Prep)
        };
        (from..sentence.end.min(at + BEHIND).min(next)).any(is)
    }

    /// A word of answering stands in its sentence, with no other finite verb between.
    fn answers(&self, action: &Action) -> bool {
        let (view, at) = (self.view, self.token(action));
        let Some(sentence) = view.surface.sentences.get(action.sentence as usize) else { return false };
        let from = self.cues.partition_point(|c| *c < sentence.tokens.start);
        self.cues[from..].iter().take_while(|c| **c < sentence.tokens.end).any(|cue| {
            let (low, high) = (at.min(*cue), at.max(*cue));
            let verbs = &view.syntax.verbs[view.syntax.verbs_from(low)..view.syntax.verbs_from(high)];
            !verbs.iter().any(|v: &VerbGroup| v.is_finite() && !v.tokens.contains(&at) && !v.tokens.contains(cue))
        })
    }

    /// The first token of the words that name the act.
    fn token(&self, action: &Action) -> u32 {
        self.view.surface.tokens.partition_point(|t| t.span.start < action.span.start) as u32
    }
}

/// How many tellings of an act, and acts told since, are looked at.
const TELLINGS: usize = 8;
