//! Second look at the classes of a sentence: hyphenated compounds, and participles behind distant auxiliaries.

use std::ops::Range;

use super::Tag;
use super::tag::Seen;
use crate::lexicon::{Tags, WordInfo};
use crate::token::{Sym, Token, TokenKind};

/// Gives all parts of a hyphenated word one class: `US-backed` an adjective, `tit-for-tat` an adjective before a noun,
/// `co-ordinated` the class of its last part, `Al-Bashir` a name.
pub(super) fn compounds(tokens: &[Token], tags: &mut [Tag], range: Range<usize>, by: Sym, info: impl Fn(usize) -> WordInfo) {
    let mut from = range.start;
    for hyphen in range.clone().skip(1) {
        if tokens[hyphen].kind != TokenKind::Hyphen || hyphen <= from {
            continue;
        }
        let i = hyphen - 1;
        let end = compound_end(tokens, i, range.end);
        if end > i + 1 {
            let tag = compound_tag(tokens, tags, i..end, range.end, by, &info);
            // `they co-operated`: one verb, not three.
            tags[i..end - 1].fill(if tag.is_verb() { Tag::Adv } else { tag });
            tags[end - 1] = tag;
            from = end;
        }
    }
}

/// One past the last part of the compound that starts at `i`; `i + 1` where there is none.
fn compound_end(tokens: &[Token], i: usize, end: usize) -> usize {
    let part = |k: usize| matches!(tokens[k].kind, TokenKind::Word | TokenKind::Number);
    let mut stop = i + 1;
    if !part(i) {
        return stop;
    }
    while stop + 1 < end && tokens[stop].kind == TokenKind::Hyphen && tokens[stop].glued && tokens[stop + 1].glued && part(stop + 1) {
        stop += 2;
    }
    stop
}

fn compound_tag(tokens: &[Token], tags: &[Tag], range: Range<usize>, limit: usize, by: Sym, info: &impl Fn(usize) -> WordInfo) -> Tag {
    let Range { start: i, end } = range;
    let last = end - 1;
    let next = (end < limit).then(|| tags[end]);
    let before_noun = next.is_some_and(|t| t.is_nominal() || t.is_verb() && info(end).tags.any(Tags::ANY_NOUN.or(Tags::ADJ)));
    // `in a co-ordinated show`
    let behind_determiner = i.checked_sub(1).is_some_and(|k| matches!(tags[k], Tag::Det | Tag::PossPron | Tag::Adj | Tag::Num | Tag::Poss));
    let short_prefix = end == i + 3 && tokens[i].span.len() <= 3 && !tokens[i].shape.is_capital();
    if tokens[i].shape.is_capital() && tokens[last].shape.is_capital() && tokens[last].is_word() {
        Tag::Name
    } else if short_prefix && tags[last].is_verb() && !(before_noun && behind_determiner && info(last).tags.any(Tags::V_PART)) {
        tags[last]
    } else if is_compound_verb(tokens, tags, i..end, next.map(|t| (t, tokens[end].sym == by)), info) {
        if matches!(tags[i - 1], Tag::Have | Tag::Be) { Tag::VPart } else { Tag::VPast }
    } else if before_noun {
        Tag::Adj
    } else if info(last).tags.any(Tags::ANY_NOUN) || !info(last).tags.any(Tags::V_PART.or(Tags::ADJ)) {
        Tag::Noun
    } else {
        Tag::Adj
    }
}

/// `Chad test-fired a rocket`, `have frog-marched him`, `were pepper-sprayed by guards`: a noun and a past form, between a subject (or an
/// auxiliary) and what only an object (or who did it) begins with.
fn is_compound_verb(tokens: &[Token], tags: &[Tag], range: Range<usize>, next: Option<(Tag, bool)>, info: &impl Fn(usize) -> WordInfo) -> bool {
    let (first, last) = (info(range.start).tags, info(range.end - 1).tags);
    let Some(before) = range.start.checked_sub(1).map(|k| tags[k]) else { return false };
    if range.len() != 3
        || tokens[range.start].shape.is_capital()
        || !(first.is_none() || first.any(Tags::ANY_NOUN))
        || first.any(Tags::ADV)
        || !last.any(Tags::V_PAST)
    {
        return false;
    }
    match next {
        Some((Tag::Det | Tag::PossPron | Tag::Pron, _)) => matches!(before, Tag::Name | Tag::Noun | Tag::Pron | Tag::Have | Tag::Conj | Tag::Adv),
        Some((Tag::Num, _)) => matches!(before, Tag::Name | Tag::Pron | Tag::Have),
        Some((Tag::Prep, true)) => before == Tag::Be,
        _ => false,
    }
}

/// A past form behind `be` or `have` with only adverbs between is a participle (`was allegedly attacked`); one behind a
/// noun and before `by` is a reduced relative (`a ship seized by Iran`).
pub(super) fn repair(tokens: &[Token], tags: &mut [Tag], range: Range<usize>, info: impl Fn(usize) -> WordInfo) {
    /// Behind no auxiliary only these are looked at, and what [`is_told_past`] may mean.
    const WATCHED: Seen = Seen::of(&[Tag::Num, Tag::VPast, Tag::Be, Tag::Have]);
    const ADVERBIAL: Seen = Seen::of(&[Tag::Neg, Tag::Ord]);
    let mut aux = false;
    for i in range.clone() {
        let behind_adverb = i > range.start && ADVERBIAL.has(tags[i - 1]);
        if !aux && !behind_adverb && !WATCHED.has(tags[i]) {
            continue;
        }
        if tags[i] == Tag::Num {
            hedge(tags, range.start, i, &info);
        }
        match tags[i] {
            // `from Peruvian armed groups`: behind a preposition and a name an adjective, not a verb.
            Tag::VPast if is_modifier(tags, range.clone(), i) && info(i).tags.any(Tags::ADJ) => {
                tags[i] = Tag::Adj;
                aux = false;
            }
            // `was found stabbed in Riga`, but `that the port was lost surprised nobody`
            Tag::VPast if is_found_done(tags, &range, i) && info(i).tags.any(Tags::V_PART) => {
                tags[i] = Tag::VPart;
                aux = false;
            }
            Tag::Be | Tag::Have => {
                aux = true;
                if let Some(verb) = behind_aside(tokens, tags, i, range.end).filter(|v| info(*v).tags.any(Tags::V_PART)) {
                    tags[verb] = Tag::VPart;
                }
            }
            Tag::Adv | Tag::Neg => {}
            Tag::Adj | Tag::VPart | Tag::Noun if behind_adverb && !aux && is_told_past(tags, range.start, i, &info) => {
                tags[i] = Tag::VPast;
                if tags[i - 1] == Tag::Ord {
                    tags[i - 1] = Tag::Adv;
                }
            }
            Tag::VPast if aux && info(i).tags.any(Tags::V_PART) => {
                tags[i] = Tag::VPart;
                aux = false;
            }
            Tag::Noun | Tag::Adj if aux && info(i).tags.any(Tags::V_PART) && !info(i).tags.any(Tags::ADJ.or(Tags::ANY_NOUN)) => {
                tags[i] = Tag::VPart;
                aux = false;
            }
            _ => aux = false,
        }
    }
}

/// `has, since the coup, jailed`, `has, Niger said, jailed`: the past form behind an aside that stands right behind the auxiliary at `i`; the
/// aside holds no verb but one that ends it.
pub(super) fn behind_aside(tokens: &[Token], tags: &[Tag], i: usize, end: usize) -> Option<usize> {
    const WORDS: usize = 14;
    if tags.get(i + 1..end)?.first() != Some(&Tag::Mark) {
        return None;
    }
    let close = match tokens[i + 1].kind {
        TokenKind::OpenParen => TokenKind::CloseParen,
        kind @ (TokenKind::Comma | TokenKind::Dash) => kind,
        // A hyphen with blanks is a dash.
        TokenKind::Hyphen if !tokens[i + 1].glued => TokenKind::Hyphen,
        // `is “a fraud,” said Quibble`
        _ => return None,
    };
    for k in i + 2..end.min(i + 2 + WORDS) {
        match tags[k] {
            Tag::Mark if tokens[k].kind == close && matches!(tags.get(k + 1), Some(Tag::VPast | Tag::VPart)) && k > i + 2 => {
                return Some(k + 1).filter(|v| *v < end);
            }
            Tag::Wh | Tag::Sub => return None,
            Tag::VPast | Tag::VPres if k > i + 2 && tokens.get(k + 1).is_some_and(|t| t.kind == close) => {}
            t if t.is_verb() || t.is_aux() => return None,
            _ => {}
        }
    }
    None
}

/// The participle behind a passive, with no object of its own.
fn is_found_done(tags: &[Tag], range: &Range<usize>, i: usize) -> bool {
    let passive = i >= range.start + 2 && tags[i - 1] == Tag::VPart && tags[i - 2] == Tag::Be;
    passive && (i + 1 >= range.end || matches!(tags[i + 1], Tag::Prep | Tag::Mark | Tag::Adv | Tag::Conj | Tag::To))
}

/// `she first heard shots`, `the port never opened`: behind a subject and a word that is also an adverb a past form is the verb.
fn is_told_past(tags: &[Tag], start: usize, i: usize, info: &impl Fn(usize) -> WordInfo) -> bool {
    let known = info(i).tags;
    if i < start + 2 || !known.any(Tags::V_PAST) || known.any(Tags::V_BASE) || !info(i - 1).tags.any(Tags::ADV) {
        return false;
    }
    match tags[i - 1] {
        Tag::Neg => matches!(tags[i - 2], Tag::Noun | Tag::Name | Tag::Pron | Tag::Wh),
        // `Nauru first recognised it`; behind a noun, only a form that is no participle: `the presidents last spoke`.
        Tag::Ord => matches!(tags[i - 2], Tag::Pron | Tag::Wh | Tag::Name) || tags[i - 2] == Tag::Noun && !known.any(Tags::V_PART),
        _ => false,
    }
}

/// How many words the subject of a clause of what is wanted may have.
const SUBJECT: usize = 10;

/// `demanded that the government end curbs`: in a clause of what is wanted the bare form is its verb, though it may be a noun.
pub(super) fn bare_forms(tags: &mut [Tag], range: Range<usize>, info: impl Fn(usize) -> WordInfo) {
    for i in range.start + 1..range.end {
        if tags[i] == Tag::Sub && info(i).tags.any(Tags::WH) && tags[i - 1].is_verb() && info(i - 1).tags.any(Tags::MANDATE) {
            bare_form(tags, i + 1..range.end.min(i + 1 + SUBJECT), &info);
        }
    }
}

/// How far in front of `that` the verb is looked for that takes its clause.
const GOVERNOR: usize = 5;

/// `said on Friday that prices rose`, `told pilots that rates had risen`: behind a day or a plural no singular verb can stand,
/// so what may be one is the subject of a clause.
pub(super) fn plural_subjects(tags: &mut [Tag], range: Range<usize>, info: impl Fn(usize) -> WordInfo) {
    for i in range.start + 2..range.end.saturating_sub(2) {
        let that = tags[i] == Tag::Wh && tags[i + 1] == Tag::VPres && info(i).tags.any(Tags::SUB) && info(i + 1).tags.any(Tags::NOUN_PL);
        if !that {
            continue;
        }
        let before = info(i - 1).tags;
        let disagrees = before.any(Tags::TEMPORAL) || before.any(Tags::NOUN_PL) && !before.any(Tags::NOUN);
        let verb = matches!(tags[i + 2], Tag::Be | Tag::Have | Tag::Do | Tag::Modal) || info(i + 2).tags.any(Tags::V_PAST);
        let governed = || (range.start.max(i.saturating_sub(GOVERNOR))..i).any(|k| tags[k].is_verb());
        if (disagrees || verb) && governed() {
            tags[i] = Tag::Sub;
            tags[i + 1] = Tag::Noun;
            if !tags[i + 2].is_verb() && info(i + 2).tags.any(Tags::V_PAST) {
                tags[i + 2] = Tag::VPast;
            }
        }
    }
}

fn bare_form(tags: &mut [Tag], clause: Range<usize>, info: &impl Fn(usize) -> WordInfo) {
    for k in clause.start + 1..clause.end {
        match tags[k] {
            Tag::Noun if matches!(tags[k - 1], Tag::Noun | Tag::Name) && info(k).tags.any(Tags::V_BASE) => {
                let goes_on = k + 1 < clause.end && matches!(tags[k + 1], Tag::Noun | Tag::Name | Tag::Adj | Tag::Num | Tag::Det | Tag::PossPron | Tag::To);
                // `demanded that the rebels hand back the airport`
                let particle =
                    || k + 2 < clause.end && info(k + 1).tags.any(Tags::PARTICLE) && matches!(tags[k + 2], Tag::Det | Tag::PossPron | Tag::Num | Tag::Name);
                if goes_on || particle() {
                    tags[k] = Tag::VBase;
                    return;
                }
            }
            t if t.is_nominal() => {}
            Tag::Det | Tag::PossPron | Tag::Poss | Tag::Prep => {}
            _ => return,
        }
    }
}

fn is_modifier(tags: &[Tag], range: Range<usize>, i: usize) -> bool {
    i >= range.start + 2 && i + 1 < range.end && tags[i - 1] == Tag::Name && matches!(tags[i - 2], Tag::Prep | Tag::Det) && tags[i + 1] == Tag::Noun
}

/// Words before the number at `i` that only say how exact it is are adverbs: `at least 14`, `up to 40`, `about 50 peasants`.
fn hedge(tags: &mut [Tag], start: usize, i: usize, info: &impl Fn(usize) -> WordInfo) {
    let mut j = i;
    while j > start && i - j < 3 && info(j - 1).tags.any(Tags::HEDGE) {
        j -= 1;
    }
    if i - j == 0 && i > start && info(i - 1).tags.any(Tags::ROUGHLY) {
        j = i - 1;
    } else if i - j < 2 {
        return;
    }
    tags[j..i].fill(Tag::Adv);
}
