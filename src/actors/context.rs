//! What the context gives: the towns of the gazetteer, and the country of agents that name none.

use super::draft::{Definite, Draft, Refers};
use super::lexical::Items;
use super::reader::{Reader, combine};
use super::{EntityKind, Gender, Part};
use crate::lexicon::{Code, Place, SectorList, WordList};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// A town that a text names without any support must have as many inhabitants.
const KNOWN_TOWN: u32 = 100_000;

/// Looks capitalised words up in the gazetteer.
pub(super) fn towns(reader: &Reader, found: &Items, drafts: &mut [Draft]) {
    if reader.lexicon.places.is_empty() {
        return;
    }
    for draft in drafts {
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
        let Some((town, near)) = choose(&towns, found).filter(|_| len == tokens.len()) else { continue };
        let located = matches!(draft.what, Refers::Town { .. });
        let dateline = heads_dateline(reader, draft);
        let known = near && town.population > 5_000 || town.population >= KNOWN_TOWN && draft.part != Part::Modifier;
        if !(located || dateline || known) {
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

/// The town of a country that the article speaks of, else the largest.
fn choose<'p>(towns: &[&'p Place], found: &Items) -> Option<(&'p Place, bool)> {
    let spoken = |p: &&&Place| found.countries.iter().any(|c| c.0 == p.country);
    towns.iter().find(spoken).map(|p| (*p, true)).or_else(|| towns.first().map(|p| (*p, false)))
}

/// `GENEVA (AP) –`: capitals at the head of a sentence before a parenthesis, comma or dash.
fn heads_dateline(reader: &Reader, draft: &Draft) -> bool {
    reader.is_upper(draft.start)
        && matches!(reader.kind(draft.end), Some(TokenKind::OpenParen | TokenKind::Comma | TokenKind::Dash | TokenKind::Hyphen))
        && reader.surface.sentences.iter().take(4).any(|s| s.tokens.start == draft.start)
}

/// Gives agents without a country the one that their sentence, the text before, the dateline or the whole article supports.
pub(super) fn countries(reader: &Reader, found: &Items, drafts: &mut [Draft]) {
    let story = found.countries.iter().max_by(|a, b| a.1.cmp(&b.1).then(std::cmp::Ordering::Greater)).map(|c| c.0);
    let dateline = drafts.iter().take(8).find(|d| d.rule == "dateline" || d.part == Part::Place && reader.is_upper(d.start) && d.start < 60).map(|d| d.code);
    // The last country that acted, by sector, and the last place.
    let mut state = Trail { gov: None, place: None, any: None };
    let mut sentence = u32::MAX;
    for i in 0..drafts.len() {
        let here = reader.surface.sentence_at(drafts[i].head as usize) as u32;
        if here != sentence {
            sentence = here;
            state.place = place_in(reader, drafts, i, here).map(|c| (c, here));
        }
        if wants_country(reader, &drafts[i]) {
            let draft = &drafts[i];
            let near = |t: Option<(Code, u32)>| t.filter(|(_, s)| here.saturating_sub(*s) <= 2).map(|t| t.0);
            let body = !matches!(draft.kind, EntityKind::Person);
            let mut country = coordinated(reader, drafts, i).or_else(|| posted_abroad(reader, drafts, i));
            if country.is_none() && takes_any_country(reader, draft) {
                country = near(state.place.filter(|p| p.1 == here && body))
                    .or_else(|| if draft.code.sector().as_str() == "GOV" { near(state.gov) } else { None })
                    .or_else(|| near(state.any.filter(|a| a.1 == here)))
                    .or(dateline)
                    .or(story);
            }
            if let Some(country) = country.filter(|c| !c.is_empty()) {
                drafts[i].code = combine(reader, country, drafts[i].code);
                drafts[i].guessed = true;
            }
            continue;
        }
        let country = drafts[i].code.country();
        let joined = reader.is_joint(drafts[i].end) || drafts[i].start > 0 && reader.is_joint(drafts[i].start - 1);
        let told = drafts[i].code.sector().as_str() == "MED";
        if !country.is_empty() && drafts[i].part != Part::Place && !joined && !told {
            state.any = Some((country, here));
            if drafts[i].code.sector().as_str() == "GOV" {
                state.gov = Some((country, here));
            }
        }
    }
}

/// `a Russian diplomat and a spouse`: the second shares the country of the first.
fn coordinated(reader: &Reader, drafts: &[Draft], i: usize) -> Option<Code> {
    let draft = &drafts[i];
    let joint = draft.start.checked_sub(1)?;
    if reader.tag(joint) != Tag::Conj {
        return None;
    }
    let before = drafts[..i].iter().rev().take(6).find(|d| d.end == joint && matches!(d.what, Refers::Agent { .. }) && d.part == Part::Actor)?;
    Some(before.code.country()).filter(|c| !c.is_empty())
}

/// A diplomat of no named country whom a state deals with is another state's: of the country of the diplomats named last.
fn posted_abroad(reader: &Reader, drafts: &[Draft], i: usize) -> Option<Code> {
    let draft = &drafts[i];
    if !reader.is(draft.head, WordList::posted) || !matches!(draft.what, Refers::Agent { definite: Definite::No | Definite::Bare, .. }) {
        return None;
    }
    let start = reader.surface.sentences.get(reader.surface.sentence_at(draft.head as usize))?.tokens.start;
    let host = drafts[..i].iter().rev().take_while(|d| d.start >= start).find(|d| d.part == Part::Actor && !d.code.country().is_empty())?.code.country();
    let same =
        |d: &&Draft| d.code.sector().as_str() == "GOV" && d.part == Part::Actor && !d.code.country().is_empty() && d.code.country() != host && !d.guessed;
    drafts[..i].iter().rev().take(60).find(same).map(|d| d.code.country())
}

struct Trail {
    gov: Option<(Code, u32)>,
    place: Option<(Code, u32)>,
    any: Option<(Code, u32)>,
}

/// The country of the first place as place in the sentence that starts at draft `i`.
fn place_in(reader: &Reader, drafts: &[Draft], i: usize, sentence: u32) -> Option<Code> {
    let end = reader.surface.sentences.get(sentence as usize)?.tokens.end;
    drafts[i..].iter().take_while(|d| d.start < end).find(|d| d.part == Part::Place && !d.code.is_empty()).map(|d| d.code.country())
}

/// An agent that belongs to some state, by its sector, but names none.
fn wants_country(reader: &Reader, draft: &Draft) -> bool {
    draft.part == Part::Actor
        && matches!(draft.what, Refers::Agent { .. } | Refers::Name { .. })
        && !draft.code.is_empty()
        && draft.code.country().is_empty()
        && !draft.code.is_international()
        && draft.same.is_none()
        && !(draft.rule == "agent-of-another" && draft.owner.is_some())
        && reader.tag(draft.start) != Tag::PossPron
        && !reader.actors.grammar().is_sector(draft.code.sector(), SectorList::Placeless)
}

/// A single person takes the country of the story only with a post or the article (`the president`, `police chief`); `a man`
/// does not.
fn takes_any_country(reader: &Reader, draft: &Draft) -> bool {
    match draft.what {
        Refers::Agent { id, definite } => {
            draft.kind != EntityKind::Person || definite != Definite::No || reader.actors.agent(id).kind == crate::lexicon::AgentKind::Office
        }
        _ => draft.role.is_some() || draft.kind == EntityKind::Organisation,
    }
}
