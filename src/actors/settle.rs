//! Which of the names that are also words, persons or better-known places hold: those that the article supports.

use rustc_hash::FxHashSet;

use super::context::{DWARFS, namesake};
use super::lexical::{Finder, Item, What};
use super::reader::Reader;
use crate::lexicon::{AgentKind, Code, NameKind, NameUse, SectorList, Term, WordList};
use crate::token::{Sym, TokenKind};

/// A country that is named so many times less often than another one is none that the story tells of.
const ASIDE: u32 = 4;

impl Finder<'_, '_> {
    /// The countries that sure names speak of, with their counts.
    pub fn countries(&self) -> Vec<(Code, u32)> {
        let mut counts: Vec<(Code, u32)> = Vec::new();
        for item in &self.items {
            let What::Name(id) = item.what else { continue };
            let name = self.reader.name(id);
            let country = name.code.country();
            // What only backs or opposes (`US-backed`, `anti-Russian`) and the agency that tells the story are no sign of where the story is.
            let joined = self.reader.is_joint(item.end) || item.start > 0 && self.reader.is_joint(item.start - 1);
            let told = name.code.sector() == Code::MED;
            if self.is_doubtful(*item) || country.is_empty() || joined || told {
                continue;
            }
            match counts.iter_mut().find(|c| c.0 == country) {
                Some(c) => c.1 += 1,
                None => counts.push((country, 1)),
            }
        }
        counts
    }

    /// Names that need support and have none become capitalised words of no meaning, or go.
    pub fn settle(&mut self, countries: &mut Vec<(Code, u32)>) {
        self.name_bearers();
        if self.doubtful.is_empty() {
            return;
        }
        let sure: FxHashSet<u32> = self
            .items
            .iter()
            .filter_map(|i| match i.what {
                What::Name(id) if !self.is_doubtful(*i) => Some(self.reader.name(id).entity),
                _ => None,
            })
            .collect();
        self.part_of_name = self
            .items
            .iter()
            .filter(|i| i.what == What::Proper && i.end - i.start > 1)
            .flat_map(|i| i.start..i.end)
            .filter_map(|i| self.reader.token(i).map(|t| t.sym))
            .filter(|s| s.is_known())
            .collect();
        self.part_of_name.sort_unstable();
        let regions = self.regions(countries);
        let mut dropped = Vec::new();
        for at in std::mem::take(&mut self.doubtful) {
            let Some(item) = self.items.get(at).copied() else { continue };
            let What::Name(id) = item.what else { continue };
            if self.is_shouted_word(item) && !sure.contains(&self.reader.name(id).entity) {
                dropped.push(at);
            } else if let Some(better) = self.supported(at, item, id, countries, (&sure, &regions)) {
                self.items[at].what = What::Name(better);
                // `Jordan's King Abdullah`: a name that holds speaks for those behind it.
                let country = self.reader.name(better).code.country();
                match countries.iter_mut().find(|c| c.0 == country) {
                    Some(c) => c.1 += 1,
                    None if country.is_empty() || self.reader.name(better).kind == NameKind::Person => {}
                    None => countries.push((country, 1)),
                }
            } else if self.opens_name(item.start, u32::MAX) && self.is_name_here(item, id) {
                self.items[at].what = What::Proper;
            } else {
                dropped.push(at);
            }
        }
        if !dropped.is_empty() {
            let mut at = 0;
            let mut gone = dropped.into_iter().peekable();
            self.items.retain(|_| {
                let here = gone.next_if_eq(&at).is_some();
                at += 1;
                !here
            });
        }
    }

    /// `Norway said` behind `Ann Norway`, `Quibble said` behind `Ann Quibble`: the person again, not the land or the better-known
    /// bearer of the surname.
    fn name_bearers(&mut self) {
        let reader = self.reader;
        let given = |i: u32| reader.token(i).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
        let bearer = |i: &&Item| i.what == What::Proper && i.end == i.start + 2 && given(i.start);
        let last = |i: &Item| reader.token(i.end - 1).map(|t| t.sym);
        let mut surnames: Vec<Sym> = self.items.iter().filter(bearer).filter_map(last).filter(|s| reader.actors.starts(*s)).collect();
        if surnames.is_empty() {
            return;
        }
        surnames.sort_unstable();
        surnames.dedup();
        let name = |i: &Item| if let What::Name(id) = i.what { Some(reader.name(id)) } else { None };
        // The better-known bearer, where the text names him in full too.
        let full = |i: &&Item| i.end > i.start + 1 && name(i).is_some_and(|n| n.kind == NameKind::Person);
        let famous: FxHashSet<u32> = self.items.iter().filter(full).filter_map(|i| name(i).map(|n| n.entity)).collect();
        let land = |i: &Item| name(i).is_some_and(|n| n.kind == NameKind::Country && matches!(n.usage, NameUse::Name | NameUse::Capital));
        let person = |i: &Item| name(i).is_some_and(|n| n.kind == NameKind::Person && !famous.contains(&n.entity));
        let shared = |i: &Item| i.end == i.start + 1 && (land(i) || person(i)) && last(i).is_some_and(|s| surnames.binary_search(&s).is_ok());
        let placed = |i: &Item| i.start > 0 && reader.is(i.start - 1, WordList::locative);
        let gone: Vec<usize> = self.items.iter().enumerate().filter(|(_, i)| shared(i) && !placed(i)).map(|(at, _)| at).collect();
        for at in gone {
            self.items[at].what = What::Proper;
        }
    }

    /// `the Gunners`: persons with a capital in the middle of a sentence are a team, and so are the same words elsewhere.
    pub fn name_teams(&mut self) {
        let reader = self.reader;
        let persons = |item: &Item| match item.what {
            What::Agent { id, plural: true } if item.end == item.start + 1 && reader.is_capital(item.start) && !reader.is(item.start, WordList::corps) => {
                let agent = reader.actors.agent(id);
                // `Thai Bakers fell`: a firm.
                let firm = reader.actors.grammar().is_sector(agent.sector, SectorList::Trade) && item.start > 0 && reader.is_capital(item.start - 1);
                agent.kind == AgentKind::Person && (firm || matches!(agent.sector, Code::GOV | Code::MIL))
            }
            _ => false,
        };
        let inside = |item: &&Item| {
            let before = item.start.wrapping_sub(1);
            reader.token(before).is_some_and(|t| t.is_word() && !reader.is_capital(before)) && !reader.is_capital(item.end)
        };
        let of = |item: &Item| reader.token(item.start).map(|t| t.sym);
        let mut teams: Vec<Sym> = self.items.iter().filter(|i| persons(i)).filter(inside).filter_map(of).collect();
        teams.sort_unstable();
        teams.dedup();
        for item in self.items.iter_mut().filter(|i| !teams.is_empty() && persons(i)) {
            if of(item).is_some_and(|s| teams.binary_search(&s).is_ok()) {
                item.what = What::Proper;
            }
        }
    }

    /// In a text of capitals a short noun is that noun and no abbreviation: `CAR`.
    fn is_shouted_word(&self, item: Item) -> bool {
        let surface = self.reader.surface;
        let short = self.reader.token(item.start).is_some_and(|t| t.span.len() <= 3);
        surface.all_caps && short && item.end == item.start + 1 && surface.tags(item.start as usize).any(crate::lexicon::Tags::NOUN)
    }

    /// The word is part of a longer name that no lexicon holds (`Michael Jordan`).
    fn is_part_of_name(&self, sym: Sym) -> bool {
        self.part_of_name.binary_search(&sym).is_ok()
    }

    /// `Macon, Georgia`: behind a town that is in another land only.
    fn is_elsewhere(&self, item: Item, id: u32) -> bool {
        let reader = self.reader;
        let name = reader.name(id);
        let land = name.kind == NameKind::Country && name.usage == NameUse::Name;
        let Some(last) = item.start.checked_sub(2).filter(|_| land && reader.kind(item.start - 1) == Some(TokenKind::Comma)) else { return false };
        let tokens = reader.surface.tokens.get(last as usize..=last as usize).unwrap_or_default();
        let towns = reader.lexicon.places.longest(tokens, reader.surface.all_caps);
        towns.is_some_and(|t| t.1.iter().all(|p| p.country != name.code.country()))
    }

    /// The words are a name, though perhaps of nothing that the lexicon holds; those of a capital where words beside them tell of a namesake.
    fn is_name_here(&self, item: Item, id: u32) -> bool {
        match self.reader.name(id).usage {
            NameUse::Capital => namesake(self.reader, item.start, item.end).is_some(),
            usage => usage == NameUse::Name,
        }
    }

    fn is_land(&self, id: u32) -> bool {
        self.reader.name(id).kind == NameKind::Country && self.reader.name(id).usage == NameUse::Name
    }

    /// Names that a land shares with a region of another one, where the article tells of the region: its words stand behind one of
    /// them, and nothing else speaks of the land.
    fn regions(&self, countries: &[(Code, u32)]) -> Vec<Sym> {
        let reader = self.reader;
        let (mut found, mut asked) = (Vec::new(), Vec::new());
        for item in self.doubtful.iter().filter_map(|at| self.items.get(*at)) {
            let What::Name(id) = item.what else { continue };
            let (Some(first), true) = (reader.token(item.start), matches!(reader.name(id).usage, NameUse::Name)) else { continue };
            let possessive = reader.is_possessive(item.end);
            let next = if possessive { item.end + 1 } else { item.end };
            let placed = item.start > 0 && reader.is(item.start - 1, WordList::locative);
            let own = reader.is(next, WordList::provincial);
            if !own && !reader.is(next, WordList::provincial_too) || placed && !possessive || asked.contains(&(first.sym, own)) {
                continue;
            }
            // Each name once: the rest of the text is looked through for it.
            asked.push((first.sym, own));
            let names = self.namesakes(*item, id).unwrap_or_default();
            let code = |n: Option<&u32>| n.map(|n| reader.name(*n).code.country());
            let land = code(names.iter().find(|n| self.is_land(**n)));
            let region = code(names.iter().find(|n| reader.name(**n).kind == NameKind::Place));
            let told = |country: Code| countries.iter().any(|c| c.0 == country) || self.names_town_of(country);
            if let (Some(land), Some(region)) = (land, region)
                && !told(land)
                && !self.names_people_of(land)
                && (own || told(region))
            {
                found.push(first.sym);
            }
        }
        found
    }

    /// `in Batumi`: a town that is better known than its namesakes, in the country.
    fn names_town_of(&self, country: Code) -> bool {
        let reader = self.reader;
        let placed = |i: &&Item| i.what == What::Proper && i.start > 0 && reader.is(i.start - 1, WordList::locative);
        self.items.iter().filter(placed).any(|i| {
            let tokens = reader.surface.tokens.get(i.start as usize..i.end as usize).unwrap_or_default();
            let towns = reader.lexicon.places.longest(tokens, reader.surface.all_caps).filter(|(len, _)| *len == tokens.len());
            towns.is_some_and(|(_, t)| t.first().is_some_and(|p| p.country == country))
        })
    }

    /// `Georgian`: though others are called so too.
    fn names_people_of(&self, country: Code) -> bool {
        self.items.iter().any(|i| match i.what {
            What::Name(id) => self.reader.name(id).code.country() == country && matches!(self.reader.name(id).usage, NameUse::Adjective | NameUse::Demonym),
            _ => false,
        })
    }

    /// `Macon, Georgia`: behind a town of the region's land, none so much better known elsewhere (`Moscow, Georgia and Peru`).
    fn is_province(&self, item: Item, region: u32) -> bool {
        let reader = self.reader;
        let Some(comma) = item.start.checked_sub(1).filter(|c| reader.kind(*c) == Some(TokenKind::Comma)) else { return false };
        let country = reader.name(region).code.country();
        (1..=3).filter_map(|back| comma.checked_sub(back)).any(|first| {
            let tokens = reader.surface.tokens.get(first as usize..comma as usize).unwrap_or_default();
            let towns = reader.lexicon.places.longest(tokens, reader.surface.all_caps).filter(|(len, _)| *len == tokens.len());
            towns.is_some_and(|(_, t)| {
                let most = t.first().map_or(0, |p| p.population);
                t.iter().any(|p| p.country == country && most / p.population.max(1) < DWARFS)
            })
        })
    }

    /// The name `id` and all others with the same words.
    fn namesakes(&self, item: Item, id: u32) -> Option<Vec<u32>> {
        let reader = self.reader;
        let mut candidates = vec![id];
        let tokens = reader.surface.tokens.get(item.start as usize..item.end as usize)?;
        reader.actors.each(tokens, reader.surface.all_caps, |hit| {
            if let Term::Name(other) = hit.value
                && other != id
                && hit.len == tokens.len()
            {
                candidates.push(other);
            }
        });
        // Of lands that share a name the first in the lexicon is the better known.
        if reader.name(id).kind == NameKind::Country {
            candidates.sort_unstable();
        }
        Some(candidates)
    }

    /// A title or an office stands right before the name; `his wife Sharon` is nobody in office.
    fn is_titled(&self, at: usize, item: Item) -> bool {
        let reader = self.reader;
        let before = at.checked_sub(1).and_then(|b| self.items.get(b)).filter(|b| {
            let dotted = matches!(b.what, What::Title(_)) && b.end + 1 == item.start && reader.kind(b.end) == Some(TokenKind::Period);
            b.end == item.start || dotted
        });
        before.is_some_and(|b| match b.what {
            What::Title(_) => true,
            What::Agent { id, .. } => !reader.actors.grammar().is_sector(reader.actors.agent(id).sector, SectorList::Private),
            _ => false,
        })
    }

    /// Which of the names that the item may be its context supports.
    fn supported(&self, at: usize, item: Item, id: u32, countries: &[(Code, u32)], (sure, regions): (&FxHashSet<u32>, &[Sym])) -> Option<u32> {
        let reader = self.reader;
        let mut candidates = self.namesakes(item, id)?;
        if candidates.iter().all(|c| reader.name(*c).kind == NameKind::Country) && self.is_elsewhere(item, id) {
            return None;
        }
        let shared = reader.token(item.start).is_some_and(|t| regions.contains(&t.sym));
        if let Some(region) = candidates.iter().copied().find(|c| reader.name(*c).kind == NameKind::Place && candidates.iter().any(|l| self.is_land(*l))) {
            if shared || self.is_province(item, region) {
                return Some(region);
            }
            candidates.retain(|c| *c != region);
        }
        let titled = self.is_titled(at, item);
        let listed = is_listed(reader, item);
        let placed = item.start > 0 && (reader.is(item.start - 1, WordList::locative) || reader.is_possessive(item.end));
        // A state or its people, unless the article has a person of that name.
        let unshared = reader.token(item.end - 1).is_some_and(|t| !self.is_part_of_name(t.sym));
        let governs = self
            .items
            .get(at + 1)
            .is_some_and(|n| n.start == item.end && matches!(n.what, What::Agent { id, .. } if reader.actors.agent(id).kind == AgentKind::Body));
        // `Catalan separatists`
        let leads = self.items.get(at + 1).is_some_and(|n| n.start == item.end && matches!(n.what, What::Agent { .. }));
        let known = |code: Code| {
            let country = code.country();
            !country.is_empty() && countries.iter().any(|c| c.0 == country)
        };
        // `Mr Quibble` in a story of one country is no minister of another that is only named in it.
        let most = countries.iter().map(|c| c.1).max().unwrap_or_default();
        let told = |code: Code| countries.iter().any(|c| c.0 == code.country() && c.1 * ASIDE >= most);
        // `House of Commons`: that of the country of which the article tells most.
        let count = |c: &u32| countries.iter().find(|n| n.0 == reader.name(*c).code.country()).map_or(0, |n| n.1);
        if matches!(reader.name(id).kind, NameKind::Organisation | NameKind::Country) {
            candidates.sort_by_key(|c| std::cmp::Reverse(count(c)));
        }
        let likely = |c: u32| reader.name(c).kind != NameKind::Person || item.end > item.start + 1 || told(reader.name(c).code);
        candidates
            .iter()
            .copied()
            .find(|c| sure.contains(&reader.name(*c).entity))
            .or_else(|| {
                candidates.iter().copied().find(|c| likely(*c) && known(reader.name(*c).code) && (titled || !listed && reader.name(*c).holds_on(reader.day)))
            })
            .or_else(|| {
                candidates.iter().copied().find(|c| match reader.name(*c).kind {
                    NameKind::Person => titled || governs,
                    NameKind::Country | NameKind::Place if leads && reader.name(*c).usage == NameUse::Adjective => true,
                    NameKind::Country if reader.name(*c).usage != NameUse::Capital => !titled && unshared,
                    NameKind::Country | NameKind::Place => placed && unshared,
                    _ => reader.is_upper(item.start) && item.start > 0 && reader.is(item.start - 1, WordList::definite),
                })
            })
    }
}

/// `Voyce, Abbott, Noon`: one word in a row of names, of a team as a rule.
fn is_listed(reader: &Reader, item: Item) -> bool {
    let comma = |i: u32| reader.kind(i) == Some(TokenKind::Comma);
    let Some(before) = item.start.checked_sub(2) else { return false };
    item.end - item.start == 1 && comma(item.start - 1) && comma(item.end) && reader.is_capital(before) && reader.is_capital(item.end + 1)
}
