//! Place as place against place as actor: `in Moscow`, `Moscow said`.

use super::chunk::Chunk;
use super::draft::Draft;
use super::lexical::Item;
use super::reader::Reader;
use super::{EntityKind, Part};
use crate::lexicon::{Code, NameEntry, NameKind, NameUse, Tags, WordList};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// Whether the name that heads `chunk` acts there or is a place, and its code in that part.
pub(super) fn part(reader: &Reader, chunk: &Chunk, item: Item, name: &NameEntry) -> (Part, Code) {
    let acts = match name.usage {
        NameUse::Capital => capital_acts(reader, chunk, item),
        NameUse::Metonym => !is_located(reader, chunk) || !matches!(name.kind, NameKind::Country | NameKind::Place),
        _ if matches!(name.kind, NameKind::Country | NameKind::Place) => !is_located(reader, chunk) && !follows_place(reader, chunk.start, item.end),
        _ => true,
    };
    match (acts, name.usage) {
        (true, NameUse::Capital) if name.code.is_bare_country() => (Part::Actor, name.code.with(Code::parse("GOV").unwrap_or_default())),
        (true, _) => (Part::Actor, name.code),
        (false, _) => (Part::Place, name.code.country()),
    }
}

/// A preposition of place governs the chunk, or one of direction behind a word of motion; of several places in a row the one
/// before the first.
pub(super) fn is_located(reader: &Reader, chunk: &Chunk) -> bool {
    let Some(prep) = chunk.prep else { return lists_places(reader, chunk.start, chunk.end) };
    if reader.is(prep, WordList::locative) || is_of_region(reader, prep) {
        return true;
    }
    // `shot down a drone over Niger`, but `anger over Niger`
    if reader.is(prep, WordList::above) && (prep.saturating_sub(3)..prep).any(|i| reader.is(i, WordList::airborne)) {
        return true;
    }
    let fixed = &reader.lexicon.fixed;
    (reader.reads(prep, fixed.to) || reader.reads(prep, fixed.from)) && goes(reader, prep) && !chunk.owns
}

/// `in the Pakistani province of Balochistan`: behind the `of` of a part of a land in which something happens.
fn is_of_region(reader: &Reader, of: u32) -> bool {
    /// The words that may stand before the word for the part.
    const GROUP: u32 = 5;
    let Some(part) = of.checked_sub(1).filter(|p| reader.reads(of, reader.lexicon.fixed.of) && reader.is(*p, WordList::region)) else { return false };
    let group = |t: &u32| matches!(reader.tag(*t), Tag::Det | Tag::Adj | Tag::Noun | Tag::Name);
    let first = (part.saturating_sub(GROUP)..part).rev().take_while(group).last().unwrap_or(part);
    first.checked_sub(1).is_some_and(|p| reader.is(p, WordList::locative))
}

/// `in Lima and Quito`, `the cities of Lima and Quito`: the name at `start` goes on a list of places.
fn lists_places(reader: &Reader, start: u32, end: u32) -> bool {
    /// The tokens that the list before the name may have.
    const LONGEST: u32 = 16;
    let joins = |i: u32| reader.tag(i) == Tag::Conj || reader.kind(i) == Some(TokenKind::Comma);
    // `In Lima, Peru said` is no list.
    if !start.checked_sub(1).is_some_and(|b| reader.tag(b) == Tag::Conj || joins(b) && joins(end)) {
        return false;
    }
    let case = |i: u32| if reader.surface.all_caps { reader.tag(i) == Tag::Name } else { reader.is_capital(i) && reader.tag(i).is_nominal() };
    let name = |i: u32| case(i) && !reader.in_time(i);
    let listed = |i: u32| joins(i) || name(i) || reader.is(i, WordList::definite);
    let before = (start.saturating_sub(LONGEST)..start).rev().find(|i| !listed(*i));
    before.is_some_and(|p| matches!(reader.tag(p), Tag::Prep | Tag::To) && (reader.is(p, WordList::locative) || names_kind(reader, p)))
}

/// `cities like Lima`, `the towns of`, `places such as`: the preposition gives examples of places.
fn names_kind(reader: &Reader, prep: u32) -> bool {
    let such = prep > 0 && reader.reads(prep - 1, reader.lexicon.fixed.such);
    prep.checked_sub(if such { 2 } else { 1 }).is_some_and(|k| reader.is(k, WordList::relation))
}

/// A word of motion stands up to four words before the preposition.
fn goes(reader: &Reader, prep: u32) -> bool {
    (prep.saturating_sub(4)..prep).rev().take_while(|i| reader.kind(*i) != Some(TokenKind::Period)).any(|i| reader.is(i, WordList::motion))
}

/// `Basra, Iraq`: behind a comma and a place, with no verb behind it.
fn follows_place(reader: &Reader, start: u32, end: u32) -> bool {
    let (Some(comma), Some(before)) = (start.checked_sub(1), start.checked_sub(2)) else { return false };
    if reader.kind(comma) != Some(TokenKind::Comma) || !reader.is_capital(before) {
        return false;
    }
    let closes = reader.token(end).is_none_or(|t| matches!(t.kind, TokenKind::Comma | TokenKind::Period | TokenKind::CloseParen | TokenKind::Semicolon));
    let first = (before.saturating_sub(3)..=before).rev().take_while(|i| reader.is_capital(*i)).last().unwrap_or(before);
    // `between the Gambia, Mali, Chad and Togo`
    let listed = || reader.kind(end) == Some(TokenKind::Comma) && (reader.is_capital(end + 1) || reader.tag(end + 1) == Tag::Conj);
    let definite = |p: u32| reader.is(p, WordList::definite) && !listed();
    closes && first.checked_sub(1).is_some_and(|p| reader.is(p, WordList::locative) || definite(p))
}

fn capital_acts(reader: &Reader, chunk: &Chunk, item: Item) -> bool {
    // `the capital Juba`, `the city of Khartoum`
    if item.start > chunk.start && reader.is(item.start - 1, WordList::relation) || is_described(reader, chunk, item) || is_befallen(reader, item.end) {
        return false;
    }
    // `the Lima and Quito markets`
    if chunk.det.is_some_and(|d| d + 1 == item.start && reader.is(d, WordList::definite)) && !chunk.owns {
        return false;
    }
    if chunk.owns {
        return owned_follows(reader, chunk.end + 1);
    }
    match chunk.prep {
        _ if is_located(reader, chunk) => false,
        // `cities such as Lima`, `Quito as well as Lima`
        Some(prep) if names_kind(reader, prep) || reader.reads(prep, reader.lexicon.fixed.as_) => false,
        // `air strikes on Lima`
        Some(prep) if reader.reads(prep, reader.lexicon.fixed.on) && prep.checked_sub(1).is_some_and(|p| reader.is(p, WordList::assault)) => false,
        Some(prep) if reader.reads(prep, reader.lexicon.fixed.of) => prep.checked_sub(1).is_some_and(|p| reader.is(p, WordList::owned)),
        // `proof from Lima`, `she said from Lima`, but `support from Lima`, `demanded from Lima`
        Some(prep) if reader.reads(prep, reader.lexicon.fixed.from) => prep
            .checked_sub(1)
            .is_some_and(|p| reader.is(p, WordList::owned) || reader.tag(p).is_verb() && !reader.is(p, WordList::motion) && !reader.is(p, WordList::reported)),
        Some(_) => true,
        None => !follows_place(reader, chunk.start, item.end) && (verb_follows(reader, item.end) || verb_precedes(reader, chunk.start)),
    }
}

/// `1930s Lima`, `war-torn Lima`: who tells what the town is like means the town; `an angry Lima` is its government.
fn is_described(reader: &Reader, chunk: &Chunk, item: Item) -> bool {
    let first = chunk.det.map_or(chunk.start, |d| d + 1);
    let plain = chunk.det.is_none_or(|d| reader.is(d, WordList::definite));
    let tells = |i: u32| matches!(reader.tag(i), Tag::Adj | Tag::Num | Tag::VPart);
    // A decade is no part of the group.
    let figures = |i: u32| reader.word(i).starts_with(|c: char| c.is_ascii_digit());
    let decade = |i: u32| reader.word(i).ends_with('s') && (figures(i) || i > 0 && reader.token(i).is_some_and(|t| t.glued) && figures(i - 1));
    let decade = item.start.checked_sub(1).is_some_and(decade);
    decade || plain && first < item.start && tells(item.start - 1) && !reader.is(item.start - 1, WordList::former)
}

/// `Lima fell`, `Lima could have burned`: what befalls a town.
fn is_befallen(reader: &Reader, end: u32) -> bool {
    let verb = (end..end + 4).find(|i| !reader.tag(*i).is_aux() && reader.tag(*i) != Tag::Adv);
    verb.is_some_and(|v| reader.tag(v).is_verb() && reader.is(v, WordList::befalls))
}

/// What an actor owns (`decision`, `refusal`) heads the group at `i`.
fn owned_follows(reader: &Reader, i: u32) -> bool {
    (i..i + 4).take_while(|k| reader.tag(*k).is_nominal() || reader.is(*k, WordList::owned)).any(|k| reader.is(k, WordList::owned))
}

/// A verb stands behind the token, an adverb, a time or a relative clause between commas aside.
pub(super) fn verb_follows(reader: &Reader, end: u32) -> bool {
    let mut i = end;
    while i < end + 4 {
        let tag = reader.tag(i);
        if tag.is_verb() || tag.is_aux() {
            return true;
        }
        let skipped = tag == Tag::Adv || reader.in_time(i) || reader.tags_of(i).any(Tags::TEMPORAL) || tag == Tag::Conj || tag == Tag::Name;
        if !skipped {
            return false;
        }
        i += 1;
    }
    false
}

fn verb_precedes(reader: &Reader, start: u32) -> bool {
    // `entered Baghdad`, `approaching Kyiv`
    start.checked_sub(1).is_some_and(|p| reader.tag(p).is_verb() && !reader.is(p, WordList::entering) || reader.tag(p) == Tag::Conj)
}

/// `near Niger`, `such as those in Peru`: nothing of what the sentence tells happens there.
pub(super) fn is_aside(reader: &Reader, place: &Draft) -> bool {
    let Some(before) = place.start.checked_sub(1) else { return false };
    let Some(prep) = (if reader.tag(before) == Tag::Det { before.checked_sub(1) } else { Some(before) }) else { return false };
    // `near Niger`, `those in Peru`, `ambassador to the Philippines`
    let to = reader.reads(prep, reader.lexicon.fixed.to);
    let apart = |k: u32| reader.is(k, WordList::compared) || to && reader.is(k, WordList::posted);
    place.kind == EntityKind::Country && reader.is(prep, WordList::beside) || prep.checked_sub(1).is_some_and(apart)
}
