//! The words that say that an act is answered, and how far what they point at reaches.

use std::ops::Range;

use super::super::View;
use crate::lexicon::ReplyCue;
use crate::syntax::Tag;
use crate::token::{Sym, TokenKind};

/// How many tokens behind a word of reason what it names begins.
const PHRASE: u32 = 16;

/// One of them.
pub(super) struct Cue {
    pub(super) token: u32,
    pub(super) end: u32,
    /// Where what it points at ends: at a comma, or where the answer begins (`retaliated by ordering …`).
    pub(super) reach: u32,
    pub(super) sentence: u32,
    pub(super) kind: ReplyCue,
    /// It says what is answered: `in response to …`.
    pub(super) told: bool,
    /// It has words for what is answered, which may be told nowhere else: `retaliated against the sanctions`.
    pub(super) named: bool,
    /// It says what the answer is: `retaliated by ordering …`, `responded with strikes`.
    pub(super) by: bool,
}

/// The cues of the story, strong ones first, each kind in the order of the text.
pub(super) fn cues(view: &View) -> Vec<Cue> {
    let mut found = Vec::new();
    let body = view.article.body_start();
    for (i, token) in view.surface.tokens.iter().enumerate() {
        // `a cycle of retaliation`, `a round of tit-for-tat expulsions`: of what kind acts are, and not which one answers.
        if token.span.start < body || i > 0 && view.surface.tokens[i - 1].sym == view.lexicon.fixed.of {
            continue;
        }
        if let Some(hit) = view.lexicon.reply.cues.longest(&view.surface.tokens[i..], true) {
            let (end, sentence) = ((i + hit.len) as u32, view.surface.sentence_at(i) as u32);
            // `the following month`, `the week after`: dates.
            if view.dates.get(view.dates.partition_point(|d| d.tokens.end <= i as u32)).is_some_and(|d| d.tokens.contains(&(i as u32)) && d.tokens.end > end) {
                continue;
            }
            // `over 80 people`
            let count = hit.value == ReplyCue::Reason && view.syntax.tags.get(end as usize) == Some(&Tag::Num);
            if count || is_negated(view, i as u32) {
                continue;
            }
            let (told, named) = complement(view, end);
            let (mut reach, by) = reach(view, i as u32..end, sentence);
            if hit.value == ReplyCue::Reason {
                reach = reach.min(end + PHRASE);
            }
            found.push(Cue { token: i as u32, end, reach, sentence, kind: hit.value, told, named, by });
        }
    }
    found.sort_by_key(|c| (order(c.kind), c.token));
    found
}

/// `did not respond`: answers nothing.
fn is_negated(view: &View, token: u32) -> bool {
    view.syntax.verb_at(token).is_some_and(|v| view.syntax.verbs[v].negated)
}

/// What says so in so many words comes first.
fn order(kind: ReplyCue) -> u8 {
    match kind {
        ReplyCue::Strong => 0,
        ReplyCue::Reason | ReplyCue::Onward => 1,
        ReplyCue::Weak => 2,
    }
}

/// Whether the cue that ends at `end` says what is answered, and whether it has words for it: `in response to`, `a mirror
/// measure for`.
fn complement(view: &View, end: u32) -> (bool, bool) {
    let fixed = &view.lexicon.fixed;
    let sym = |k: u32| view.surface.tokens.get(k as usize).map_or(Sym::UNKNOWN, |t| t.sym);
    let noun = view.syntax.tags.get(end as usize).is_some_and(|t| t.is_nominal());
    let next = sym(if noun { end + 1 } else { end });
    (next == fixed.to && !noun, [fixed.to, fixed.for_, fixed.against].contains(&next))
}

/// How many tokens behind a verb of answering the `with` may stand that says what the answer is.
const WITH: u32 = 6;

/// Where that ends which the cue `from..end` points at, and whether the words stand there that say how it was answered:
/// `retaliated by expelling`, `hit back on Monday with air strikes`.
fn reach(view: &View, cue: Range<u32>, sentence: u32) -> (u32, bool) {
    let end = view.surface.sentences.get(sentence as usize).map_or(cue.end, |s| s.tokens.end);
    let sym = |k: u32| view.surface.tokens[k as usize].sym;
    let means = |k: u32| sym(k) == view.lexicon.fixed.by && view.syntax.tags.get(k as usize + 1) == Some(&Tag::VGer);
    let verb = view.syntax.verb_at(cue.start).is_some();
    let with = |k: u32| verb && k < cue.start + WITH && sym(k) == view.lexicon.fixed.with;
    let answers = |k: u32| means(k) || with(k);
    // `answered by expelling`: where the cue holds it.
    let from = if cue.end > cue.start && answers(cue.end - 1) { cue.end - 1 } else { cue.end };
    let stop = (from..end).find(|k| view.surface.tokens[*k as usize].kind == TokenKind::Comma || answers(*k)).unwrap_or(end);
    (stop, stop < end && answers(stop))
}
