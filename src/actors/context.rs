//! What the context gives: the towns of the gazetteer.

use super::draft::{Draft, Refers};
use super::lexical::Items;
use super::reader::{Reader, combine};
use super::{EntityKind, Gender, Part};
use crate::lexicon::{Code, NameEntry, NameKind, NameUse, Place, SectorList, Term, WordList};
use crate::syntax::Tag;
use crate::token::{Sym, Token, TokenKind};

/// A town that a text names without any support must have as many inhabitants: smaller ones share their names with persons.
const KNOWN_TOWN: u32 = 100_000;
/// A town that a text names without any support, of a country that it does not name, must have as many.
pub(super) const FAMOUS_TOWN: u32 = 500_000;
/// A town behind `in` must have as many inhabitants where the article names no country.
const FAR_TOWN: u32 = 50_000;

/// A city behind `in`, or whose organs a text names, without any support must have as many: smaller ones share their names with much
/// else.
const CITY: u32 = 200_000;

/// A town so many times as large as its namesake is meant whatever countries the article names.
pub(super) const DWARFS: u32 = 20;
/// … and so it is of a small town.
const OVERSHADOWS: u32 = 9;
/// A town so many times as large is meant unless the other's country is named often.
const OUTGROWS: u32 = 5;

/// Looks capitalised words up in the gazetteer.
pub(super) fn towns(reader: &Reader, found: &Items, drafts: &mut [Draft]) {
    if reader.lexicon.places.is_empty() {
        return;
    }
    let surnames = surnames(reader, drafts);
    for draft in drafts {
        town_body(reader, found, draft);
        let (start, end) = match draft.what {
            Refers::Town { start, end } => (start, end),
            Refers::Name { start, end } if draft.rule == "unknown-name" => (start, end),
            _ => continue,
        };
        if !draft.code.is_empty() && draft.rule != "unknown-name" {
            continue;
        }
        let Some(tokens) = reader.surface.tokens.get(start as usize..end as usize) else { continue };
        let Some((len, towns)) = reader.lexicon.places.longest(tokens, reader.surface.all_caps) else {
            let region = reader.kind(end) == Some(TokenKind::Comma) && region_behind(reader, end + 1).is_some();
            if draft.rule == "place" && !region && is_person(reader, tokens, &surnames) {
                be_person(draft, start, end);
            }
            continue;
        };
        let beside = town_beside(reader, start, end, &towns).or_else(|| town_in_region(reader, end, &towns)).map(|t| (t, true));
        let Some((town, near)) = beside.or_else(|| choose(&towns, found)).filter(|_| len == tokens.len()) else { continue };
        let located = matches!(draft.what, Refers::Town { .. });
        let dateline = heads_dateline(reader, draft);
        let known = town.population >= KNOWN_TOWN
            && (near || town.population >= FAMOUS_TOWN && draft.part != Part::Modifier && !is_common(reader, tokens))
            && !is_person(reader, tokens, &surnames);
        // `the crash at Tempe` in an article about Greece: a namesake that no gazetteer holds.
        let far = if found.countries.is_empty() { FAR_TOWN } else { CITY };
        if !(known || (located || dateline) && (near || town.population >= far)) {
            continue;
        }
        draft.what = Refers::Town { start, end };
        draft.kind = EntityKind::Place;
        draft.gender = Gender::Neuter;
        if draft.part == Part::Actor {
            draft.part = Part::Place;
        }
        draft.code = town.country;
        draft.rule = if dateline { "dateline" } else { "town" };
    }
}

/// The last words of the unknown names of two words and more, sorted: `Chandler` behind `Mary Chandler` is no town.
fn surnames(reader: &Reader, drafts: &[Draft]) -> Vec<Sym> {
    let mut all: Vec<Sym> = drafts
        .iter()
        .filter_map(|d| match d.what {
            Refers::Name { start, end } if end - start > 1 && d.kind == EntityKind::Person => reader.token(end - 1).map(|t| t.sym),
            _ => None,
        })
        .filter(|s| s.is_known())
        .collect();
    all.sort_unstable();
    all
}

/// `between Quibble and Tamm`, `at Quibble's side`: no gazetteer holds it, and the article names somebody so.
fn be_person(draft: &mut Draft, start: u32, end: u32) {
    draft.what = Refers::Name { start, end };
    draft.kind = EntityKind::Person;
    draft.part = Part::Actor;
    draft.gender = Gender::Unknown;
    draft.rule = "unknown-name";
}

/// One word that is a given name or the surname of somebody in the article.
fn is_person(reader: &Reader, tokens: &[Token], surnames: &[Sym]) -> bool {
    matches!(tokens, [one] if reader.actors.given_name(one.sym).is_some() || surnames.binary_search(&one.sym).is_ok())
}

/// `Aarhus City Council`, `Aarhus mayor Jens Holgersen`: an organ of a state whose name or post begins with a known town is of
/// its country.
fn town_body(reader: &Reader, found: &Items, draft: &mut Draft) {
    let Refers::Name { start, end } = draft.what else { return };
    let start = if draft.rule == "role+name" { draft.start } else { start };
    let organ = matches!(draft.rule, "name+agent" | "role+name")
        && draft.code.country().is_empty()
        && reader.actors.grammar().is_sector(draft.code.sector(), SectorList::State);
    let Some(tokens) = reader.surface.tokens.get(start as usize..end as usize).filter(|_| organ) else { return };
    let Some((_, towns)) = reader.lexicon.places.longest(tokens, reader.surface.all_caps) else { return };
    if let Some((town, _)) = choose(&towns, found).filter(|(town, near)| *near || town.population >= CITY) {
        draft.code = combine(reader, town.country, draft.code);
    }
}

/// One word that is a common noun, verb or adjective too: `Reading`, `Sale`.
fn is_common(reader: &Reader, tokens: &[Token]) -> bool {
    matches!(tokens, [one] if !reader.lexicon.words.tags(one.sym).is_none())
}

/// The town of the country that stands beside the name: `Bedford, Mass.`, `Basra in Iraq`, `Tripoli, in northern Lebanon`, `the
/// Lebanese port city of Tripoli`.
fn town_beside(reader: &Reader, start: u32, end: u32, towns: &[Place]) -> Option<Place> {
    let fixed = &reader.lexicon.fixed;
    let comma = reader.kind(end) == Some(TokenKind::Comma);
    let at = if comma && reader.reads(end + 1, fixed.in_) { end + 2 } else { end + 1 };
    let behind = comma || reader.reads(end, fixed.in_);
    let behind = behind.then(|| town_of(reader, past_direction(reader, at), NameUse::Name, towns, |close| closes(reader, close))).flatten();
    behind.or_else(|| {
        let of = start.checked_sub(1).filter(|k| reader.reads(*k, fixed.of))?;
        let kind = (of.saturating_sub(KIND)..of).rev().take_while(|k| reader.is(*k, WordList::relation)).last()?;
        (1..=3).filter_map(|back| kind.checked_sub(back)).find_map(|at| town_of(reader, at, NameUse::Adjective, towns, |close| close == kind))
    })
}

/// `Lyons, Kansas`: a town that the gazetteer knows elsewhere only is in the country of the region behind it all the same.
fn town_in_region(reader: &Reader, end: u32, towns: &[Place]) -> Option<Place> {
    let country = region_behind(reader, end + 1).filter(|_| reader.kind(end) == Some(TokenKind::Comma))?;
    Some(Place { country, population: 0, ..*towns.first()? })
}

/// How many words may tell what kind of town it is: `port city`.
const KIND: u32 = 3;

/// One past `the`, `northern`, `north-eastern` at token `at`.
fn past_direction(reader: &Reader, at: u32) -> u32 {
    let at = at + u32::from(reader.is(at, WordList::definite));
    let part = |k: &u32| reader.is(*k, WordList::direction) || *k > at && reader.is_joint(*k);
    at + (at..at + KIND).take_while(part).count() as u32
}

/// The name of a land that ends before token `end` stands by itself: it owns and modifies nothing there (`in US custody`) and is no
/// member of a list of lands.
fn closes(reader: &Reader, end: u32) -> bool {
    if reader.token(end).is_none() || reader.in_time(end) {
        return true;
    }
    let joint = if reader.kind(end) == Some(TokenKind::Comma) { end + 1 } else { end };
    let and = reader.tag(joint) == Tag::Conj;
    let next = if and { joint + 1 } else { joint };
    if next > end && is_listed(reader, next, and) {
        return false;
    }
    let modifies = reader.tag(end).is_nominal() || matches!(reader.tag(end), Tag::Adj | Tag::Poss) || reader.is_capital(end) || reader.is_joint(end);
    !modifies
}

/// `… and Armenia`, `…, Armenia and Chile`: the name of a land at token `at` goes on a list.
fn is_listed(reader: &Reader, at: u32, last: bool) -> bool {
    let mut listed = false;
    each_land(reader, at, NameUse::Name, |_, end| listed |= last || reader.kind(end) == Some(TokenKind::Comma) || reader.tag(end) == Tag::Conj);
    listed
}

/// The country of a town that has the name of a capital, where the words beside it tell that: `Tripoli, Lebanon`, `Moscow, Idaho`.
pub(super) fn namesake(reader: &Reader, start: u32, end: u32) -> Option<Code> {
    let comma = reader.kind(end) == Some(TokenKind::Comma);
    let fixed = &reader.lexicon.fixed;
    if !(comma || reader.reads(end, fixed.in_) || start > 0 && reader.reads(start - 1, fixed.of)) {
        return None;
    }
    let tokens = reader.surface.tokens.get(start as usize..end as usize)?;
    let towns = reader.lexicon.places.longest(tokens, reader.surface.all_caps).filter(|(len, _)| *len == tokens.len());
    let town = towns.and_then(|(_, towns)| town_beside(reader, start, end, &towns)).map(|t| t.country);
    town.or_else(|| if comma { region_behind(reader, end + 1) } else { None })
}

/// The country of a region that stands between a comma and a mark, where the gazetteer knows no such town in it.
fn region_behind(reader: &Reader, at: u32) -> Option<Code> {
    let mut country = Code::NONE;
    each_land(reader, at, NameUse::Name, |name, end| {
        let mark = matches!(reader.kind(end), Some(TokenKind::Comma | TokenKind::Period | TokenKind::CloseParen)) || reader.in_time(end);
        if name.kind == NameKind::Place && mark && closes(reader, end) {
            country = name.code.country();
        }
    });
    Some(country).filter(|c| !c.is_empty())
}

/// The town of a country whose name or adjective begins at token `at` and ends where `fits` allows it.
fn town_of(reader: &Reader, at: u32, usage: NameUse, towns: &[Place], fits: impl Fn(u32) -> bool) -> Option<Place> {
    let mut found = None;
    each_land(reader, at, usage, |name, end| {
        if fits(end) {
            found = towns.iter().find(|p| p.country == name.code.country()).copied().or(found);
        }
    });
    found
}

/// Each land or region whose name or adjective begins at token `at`, and the token behind it.
fn each_land(reader: &Reader, at: u32, usage: NameUse, mut see: impl FnMut(&NameEntry, u32)) {
    let Some(tokens) = reader.surface.tokens.get(at as usize..) else { return };
    reader.actors.each(tokens, reader.surface.all_caps, |hit| {
        if let Term::Name(id) = hit.value
            && matches!(reader.name(id).kind, NameKind::Country | NameKind::Place)
            && reader.name(id).usage == usage
        {
            see(reader.name(id), at + hit.len as u32);
        }
    });
}

/// The town of a country that the article speaks of, else the largest; that one too where it dwarfs its namesake.
fn choose(towns: &[Place], found: &Items) -> Option<(Place, bool)> {
    let named = |p: &Place| found.countries.iter().find(|c| c.0 == p.country).map_or(0, |c| c.1);
    let largest = towns.first()?;
    // The country that is named most; of equals the largest town, which comes first.
    let spoken = towns.iter().filter(|p| named(p) > 0).rev().max_by_key(|p| named(p));
    let dwarfed = |p: &Place| {
        let times = largest.population / p.population.max(1);
        // Where no other country is named at all, a large town of that one is meant.
        let alone = p.population >= KNOWN_TOWN && found.countries.len() == 1;
        times >= DWARFS || times >= OVERSHADOWS && p.population < FAR_TOWN || times >= OUTGROWS && named(p) <= 2 && !alone
    };
    Some(spoken.filter(|p| !dwarfed(p)).map_or((*largest, named(largest) > 0), |p| (*p, true)))
}

/// `GENEVA (AP) –`: capitals at the head of a sentence before a parenthesis, comma or dash.
fn heads_dateline(reader: &Reader, draft: &Draft) -> bool {
    reader.is_upper(draft.start)
        && matches!(reader.kind(draft.end), Some(TokenKind::OpenParen | TokenKind::Comma | TokenKind::Dash | TokenKind::Hyphen))
        && reader.surface.sentences.iter().take(4).any(|s| s.tokens.start == draft.start)
}
