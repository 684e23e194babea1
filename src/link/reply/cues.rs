//! The words that say that an act is answered, and how far what they point at reaches.

use std::ops::Range;

use super::super::View;
use crate::lexicon::ReplyCue;
use crate::syntax::Tag;
use crate::token::{Sym, TokenKind};

/// How many tokens behind a word of reason what it names begins.
const PHRASE: u32 = 16;

/// One of them.
pub(in crate::link) struct Cue {
    pub(in crate::link) token: u32,
    pub(super) end: u32,
    /// Where what it points at ends: at a comma, or where the answer begins (`retaliated by ordering …`).
    pub(super) reach: u32,
    pub(super) sentence: u32,
    pub(in crate::link) kind: ReplyCue,
    /// It says what is answered: `in response to …`.
    pub(super) told: bool,
    /// It has words for what is answered, which may be told nowhere else: `retaliated against the sanctions`.
    pub(super) named: bool,
    /// It says what the answer is: `retaliated by ordering …`, `responded with strikes`.
    pub(super) by: bool,
    /// It is a noun that has words for what is answered, as an index: `criticised the response to the flood`.
    pub(super) group: Option<u32>,
    /// Its sentence says on what condition there is an answer: `would respond if it was attacked`.
    pub(super) conditional: bool,
}

/// The cues of the story, strong ones first, each kind in the order of the text.
pub(in crate::link) fn cues(view: &View) -> Vec<Cue> {
    let mut found = Vec::new();
    let tokens = &view.surface.tokens;
    let mut i = tokens.partition_point(|t| t.span.start < view.article.body_start());
    while i < tokens.len() {
        // `a cycle of retaliation`, `a round of tit-for-tat expulsions`: of what kind acts are, and not which one answers.
        let of_kind = i > 0 && tokens[i - 1].sym == view.lexicon.fixed.of;
        let Some(hit) = view.lexicon.reply.cues.longest(&tokens[i..], true).filter(|_| !of_kind) else {
            i += 1;
            continue;
        };
        found.extend(cue(view, i as u32..(i + hit.len) as u32, hit.value));
        i += hit.len;
    }
    found.sort_by_key(|c| (order(c.kind), c.token));
    found
}

/// The cue of these words, if they are one here.
fn cue(view: &View, words: Range<u32>, kind: ReplyCue) -> Option<Cue> {
    let (token, end) = (words.start, words.end);
    // `the following month`, `the week after`: dates.
    if view.dates.get(view.dates.partition_point(|d| d.tokens.end <= token)).is_some_and(|d| d.tokens.contains(&token) && d.tokens.end > end) {
        return None;
    }
    // `over 80 people`
    let count = kind == ReplyCue::Reason && view.syntax.tags.get(end as usize) == Some(&Tag::Num);
    if count || is_negated(view, token) {
        return None;
    }
    let sentence = view.surface.sentence_at(token as usize) as u32;
    let (told, named) = complement(view, end);
    let (mut reach, by) = reach(view, words, sentence);
    if kind == ReplyCue::Reason {
        reach = reach.min(end + PHRASE);
    }
    let noun = || view.syntax.noun_at(token).filter(|g| view.syntax.nouns[*g].head == token).map(|g| g as u32);
    let group = if told && end == token + 1 && kind == ReplyCue::Strong { noun() } else { None };
    Some(Cue { token, end, reach, sentence, kind, told, named, by, group, conditional: kind == ReplyCue::Strong && is_conditional(view, sentence) })
}

/// `would respond if it was attacked`: nothing that was done is answered.
pub(super) fn is_conditional(view: &View, sentence: u32) -> bool {
    let condition = &view.lexicon.actions.status.condition;
    let tokens = view.surface.sentences.get(sentence as usize).map_or(0..0, |s| s.tokens.clone());
    tokens.into_iter().any(|k| condition.has(view.surface.tokens[k as usize].sym))
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
