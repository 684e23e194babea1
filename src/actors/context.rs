//! What the context gives: the towns of the gazetteer.

use super::draft::{Draft, Refers};
use super::lexical::Items;
use super::reader::{Reader, combine};
use super::{EntityKind, Gender, Part};
use crate::lexicon::{Code, NameKind, NameUse, Place, SectorList, Term};
use crate::token::{Sym, Token, TokenKind};

/// A town that a text names without any support must have as many inhabitants: smaller ones share their names with persons.
const KNOWN_TOWN: u32 = 100_000;
/// A town that a text names without any support, of a country that it does not name, must have as many.
pub(super) const FAMOUS_TOWN: u32 = 500_000;
/// A town behind `in` must have as many inhabitants where the article names no country.
const FAR_TOWN: u32 = 50_000;

/// A city whose organs a text names without any support must have as many: smaller ones share their names with much else.
const CITY: u32 = 200_000;

/// A town so many times as large as its namesake is meant whatever countries the article names.
const DWARFS: u32 = 20;
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
        let Some((len, towns)) = reader.lexicon.places.longest(tokens, reader.surface.all_caps) else { continue };
        let beside = country_behind(reader, end);
        let Some((town, near)) = beside.and_then(|c| in_country(&towns, c)).or_else(|| choose(&towns, found)).filter(|_| len == tokens.len()) else { continue };
        let located = matches!(draft.what, Refers::Town { .. });
        let dateline = heads_dateline(reader, draft);
        let known = town.population >= KNOWN_TOWN
            && (near || town.population >= FAMOUS_TOWN && draft.part != Part::Modifier && !is_common(reader, tokens))
            && !is_person(reader, tokens, &surnames);
        // `the crash at Tempe` in an article about Greece: a namesake that no gazetteer holds.
        let far = if found.countries.is_empty() { FAR_TOWN } else { FAMOUS_TOWN };
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

/// The country of the place behind a comma: `Bedford, Mass.`, `Basra, Iraq`.
fn country_behind(reader: &Reader, end: u32) -> Option<Code> {
    if reader.kind(end) != Some(TokenKind::Comma) {
        return None;
    }
    let mut country = None;
    reader.actors.each(reader.surface.tokens.get(end as usize + 1..)?, reader.surface.all_caps, |hit| {
        if let Term::Name(id) = hit.value
            && matches!(reader.name(id).kind, NameKind::Country | NameKind::Place)
            && reader.name(id).usage == NameUse::Name
        {
            country = Some(reader.name(id).code.country());
        }
    });
    country.filter(|c| !c.is_empty())
}

fn in_country(towns: &[Place], country: Code) -> Option<(Place, bool)> {
    towns.iter().find(|p| p.country == country).map(|p| (*p, true))
}

/// The town of a country that the article speaks of, else the largest; that one too where it dwarfs its namesake.
fn choose(towns: &[Place], found: &Items) -> Option<(Place, bool)> {
    let named = |p: &Place| found.countries.iter().find(|c| c.0 == p.country).map_or(0, |c| c.1);
    let largest = towns.first()?;
    // The country that is named most; of equals the largest town, which comes first.
    let spoken = towns.iter().filter(|p| named(p) > 0).rev().max_by_key(|p| named(p));
    let dwarfed = |p: &Place| {
        let times = largest.population / p.population.max(1);
        times >= DWARFS || times >= OUTGROWS && named(p) <= 2
    };
    Some(spoken.filter(|p| !dwarfed(p)).map_or((*largest, named(largest) > 0), |p| (*p, true)))
}

/// `GENEVA (AP) –`: capitals at the head of a sentence before a parenthesis, comma or dash.
fn heads_dateline(reader: &Reader, draft: &Draft) -> bool {
    reader.is_upper(draft.start)
        && matches!(reader.kind(draft.end), Some(TokenKind::OpenParen | TokenKind::Comma | TokenKind::Dash | TokenKind::Hyphen))
        && reader.surface.sentences.iter().take(4).any(|s| s.tokens.start == draft.start)
}
