//! Short forms of names that stand in full before: `Lima` of `Sporting Lima`, `Emperor` of `Emperor Fisheries Ltd`, `the Bank` of
//! `Harbour Bank of Lima`.

use super::EntityKind;
use super::coref::Clusterer;
use super::lexical::{Finder, Item, What};
use super::names::Key;
use crate::lexicon::{NameUse, WordList};
use crate::syntax::Tag;
use crate::token::Sym;

impl Finder<'_, '_> {
    /// `Lima said` behind `Sporting Lima`: the club again, unless it stands as a place.
    pub fn name_clubs(&mut self) {
        let reader = self.reader;
        let last = |i: &Item| reader.token(i.end - 1).map(|t| t.sym);
        let town = |i: &Item| matches!(i.what, What::Name(id) if reader.name(id).usage == NameUse::Capital) && i.end == i.start + 1;
        let mut towns: Vec<Sym> = self.items.iter().filter(|i| town(i)).filter_map(last).collect();
        towns.sort_unstable();
        let club = |i: &&Item| i.what == What::Proper && i.end == i.start + 2;
        let mut clubs: Vec<Sym> = self.items.iter().filter(club).filter_map(last).collect();
        clubs.sort_unstable();
        clubs.retain(|c| towns.binary_search(c).is_ok());
        clubs.dedup();
        let placed = |i: &Item| i.start > 0 && (reader.is(i.start - 1, WordList::locative) || reader.tag(i.start - 1).is_nominal());
        for item in self.items.iter_mut().filter(|i| !clubs.is_empty() && town(i) && !placed(i)) {
            if last(item).is_some_and(|s| clubs.binary_search(&s).is_ok()) {
                item.what = What::Proper;
            }
        }
    }

    /// `Emperor said` behind `Emperor Fisheries Ltd`: the firm again.
    pub fn name_firms(&mut self) {
        let reader = self.reader;
        let first = |i: &Item| reader.token(i.start).map(|t| t.sym);
        let word = |i: &Item| i.end == i.start + 1 && reader.is_capital(i.start) && matches!(i.what, What::Title(_) | What::Agent { plural: false, .. });
        let mut words: Vec<Sym> = self.items.iter().filter(|i| word(i)).filter_map(first).collect();
        if words.is_empty() {
            return;
        }
        words.sort_unstable();
        let firm = |i: &&Item| i.end > i.start + 1 && self.is_firm(**i);
        let mut firms: Vec<Sym> = self.items.iter().filter(firm).filter_map(first).filter(|s| words.binary_search(s).is_ok()).collect();
        firms.sort_unstable();
        // `the Emperor`, `Emperor Quibble` is none.
        let alone = |i: &Item| !reader.is_capital(i.end) && !i.start.checked_sub(1).is_some_and(|b| reader.tag(b) == Tag::Det);
        for item in self.items.iter_mut().filter(|i| !firms.is_empty() && word(i) && alone(i)) {
            if first(item).is_some_and(|s| firms.binary_search(&s).is_ok()) {
                item.what = What::Proper;
            }
        }
    }
}

impl Finder<'_, '_> {
    /// `Baker said` behind `Ann Baker`: a trade or office that is a surname here.
    pub fn name_surnames(&mut self) {
        let reader = self.reader;
        let word = |i: &Item| i.end == i.start + 1 && reader.is_capital(i.start) && matches!(i.what, What::Agent { plural: false, .. });
        let alone = |i: &Item| {
            let before = i.start.checked_sub(1);
            !before.is_some_and(|b| matches!(reader.tag(b), Tag::Det | Tag::PossPron | Tag::Poss) || reader.is_capital(b)) && !reader.is_capital(i.end)
        };
        let last = |i: &Item| reader.token(i.end - 1).map(|t| t.sym);
        let mut words: Vec<Sym> = self.items.iter().filter(|i| word(i) && alone(i)).filter_map(last).collect();
        if words.is_empty() {
            return;
        }
        words.sort_unstable();
        let given = |i: &Item| reader.token(i.start).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
        let bearer = |i: &&Item| i.what == What::Proper && i.end > i.start + 1 && given(i);
        let mut surnames: Vec<Sym> = self.items.iter().filter(bearer).filter_map(last).filter(|s| words.binary_search(s).is_ok()).collect();
        surnames.sort_unstable();
        for item in self.items.iter_mut().filter(|i| !surnames.is_empty() && word(i) && alone(i)) {
            if last(item).is_some_and(|s| surnames.binary_search(&s).is_ok()) {
                item.what = What::Proper;
            }
        }
    }
}

impl Clusterer<'_, '_> {
    /// Keeps by what words a body is called for short.
    pub fn remember_body(&mut self, full: &str, entity: u32) {
        if let Some((_, last)) = full.rsplit_once(' ') {
            self.names.insert(Key::Body, last, entity);
        }
        self.remember_short(full, entity);
    }

    /// `the Bank` behind `Harbour Bank of Lima`, `the Agency` behind the letters that stand for one.
    pub fn remember_short(&mut self, full: &str, entity: u32) {
        let (interner, fixed) = (&self.reader.lexicon.interner, &self.reader.lexicon.fixed);
        let own = full.split(' ').take_while(|word| ![fixed.of, fixed.for_].contains(&interner.get_folded(word)));
        let short = own.last().filter(|s| s.len() < full.len()).unwrap_or_default();
        if !short.is_empty() {
            let shared = self.names.get(Key::Short, short).is_some_and(|other| other != entity);
            self.names.insert(Key::Short, short, if shared { u32::MAX } else { entity });
        }
    }

    /// `the Guards` behind `the Revolutionary Guards`: a capital on the noun alone tells that the body of that name is meant.
    pub fn short_name(&mut self, i: usize) -> Option<u32> {
        let (reader, draft) = (self.reader, &self.drafts[i]);
        let short = draft.head == draft.start + 1 && reader.is(draft.start, WordList::definite) && reader.is_capital(draft.head);
        if !short || reader.surface.all_caps || !matches!(draft.kind, EntityKind::Organisation | EntityKind::Group) {
            return None;
        }
        let known = self.with_folded(reader.words(draft.head, draft.head + 1), |c, words| c.names.get(Key::Short, words)).filter(|e| *e != u32::MAX)?;
        let own = self.codes[known as usize].country();
        (draft.guessed || draft.code.country().is_empty() || draft.code.country() == own).then_some(known)
    }
}
