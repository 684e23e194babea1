//! Names that hold the name of a country or town, and names of firms that end behind a noun: `Shell Peru`, `Peru Harbour Trust`,
//! `Quibble Foods Inc`. Nobody but their bearer is meant.

use super::lexical::{Finder, Item, What};
use crate::lexicon::{AgentKind, NameEntry, NameKind, NameUse, SectorList, Tags, WordList};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// In a headline fewer than one long word in so many begins with a small letter.
const HEADLINE: u32 = 4;
/// Shorter words say nothing of how a sentence is written.
const LONG_WORD: u32 = 4;

impl Finder<'_, '_> {
    /// Joins the items of each row of capitalised words that is one name.
    pub fn join_names(&mut self) {
        if self.reader.surface.all_caps {
            return;
        }
        let items = std::mem::take(&mut self.items);
        let mut joined: Vec<Item> = Vec::with_capacity(items.len());
        let mut headline = (u32::MAX, false);
        let mut k = 0;
        while let Some(first) = items.get(k).copied() {
            let end = self.row_end(&items, k);
            let row = items.get(k..end).unwrap_or_default();
            if row.len() > 1 || is_place(self, first) {
                let sentence = self.reader.surface.sentence_at(first.start as usize) as u32;
                if headline.0 != sentence {
                    headline = (sentence, self.is_headline(sentence));
                }
                self.join_row(row, headline.1, &mut joined);
            } else {
                joined.push(first);
            }
            k = end.max(k + 1);
            if let Some(next) = items.get(k).copied()
                && self.reaches(&mut joined, next)
            {
                k += 1;
            }
        }
        self.items = joined;
        self.name_clubs();
        self.name_firms();
        self.name_surnames();
    }

    /// `Harbour Picture Association of Peru`: a land behind `of` is the end of the name of a body by common words; what the
    /// `Quibblo Bank of Peru` is called is not told.
    fn reaches(&self, joined: &mut Vec<Item>, next: Item) -> bool {
        let reader = self.reader;
        let land = matches!(next.what, What::Name(id) if reader.name(id).kind == NameKind::Country && reader.name(id).usage == NameUse::Name);
        let Some(body) = joined.last().copied().filter(|b| land && b.end + 1 == next.start && reader.reads(b.end, reader.lexicon.fixed.of)) else {
            return false;
        };
        let name = if matches!(body.what, What::Agent { .. }) && !self.is_barrier(body) { joined.iter().rev().nth(1).copied() } else { Some(body) };
        let Some(name) = name.filter(|n| n.what == What::Proper && (n.end == body.start || *n == body) && !self.is_firm(*n)) else { return false };
        let given = reader.token(name.start).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
        let known = |t: u32| reader.tags_of(t).any(Tags::ANY_NOUN.or(Tags::ADJ));
        let whole = name != body || name.end > name.start + 1 && (self.names_body(name) || reader.tags_of(name.end - 1).any(Tags::ANY_NOUN));
        if given || !whole || !known(name.start) || !known(name.end - 1) || reader.kind(next.end) == Some(TokenKind::Comma) {
            return false;
        }
        joined.pop();
        if name != body {
            joined.pop();
        }
        joined.push(Item { start: name.start, end: next.end, what: What::Proper });
        true
    }

    /// One past the last item of the row of capitalised words that begins with item `k`.
    fn row_end(&self, items: &[Item], k: usize) -> usize {
        let reader = self.reader;
        let mut n = k + 1;
        let Some(first) = items.get(k).filter(|i| reader.is_capital(i.start)) else { return n };
        let end = reader.surface.sentences.get(reader.surface.sentence_at(first.start as usize)).map_or(first.end, |s| s.tokens.end);
        while let (Some(last), Some(next)) = (items.get(n - 1), items.get(n)) {
            let between = next.start.saturating_sub(last.end);
            let gap = (last.end..next.start).all(|t| reader.is_capital(t) && reader.tag(t).is_nominal() && !reader.in_time(t));
            // `Quibble Brothers and Co Ltd`
            let and = between == 1 && reader.is(last.end, WordList::link) && self.is_suffix(*next);
            if next.start >= end || between > 2 || !(gap || and) || !reader.is_capital(next.start) {
                break;
            }
            n += 1;
        }
        n
    }

    fn join_row(&self, row: &[Item], headline: bool, joined: &mut Vec<Item>) {
        let mut from = 0;
        while from < row.len() {
            let rest = row.get(from..).unwrap_or_default();
            let barrier = rest.iter().position(|i| self.is_barrier(*i)).unwrap_or(rest.len());
            let part = rest.get(..barrier).unwrap_or_default();
            match self.name_of(part, headline) {
                Some((mut item, lo, hi)) => {
                    joined.extend_from_slice(part.get(..lo).unwrap_or_default());
                    if lo == 0 && self.is_firm(item) {
                        item.start = self.front(item.start, joined);
                    }
                    joined.push(item);
                    joined.extend_from_slice(part.get(hi..).unwrap_or_default());
                }
                None => joined.extend_from_slice(part),
            }
            joined.extend(rest.get(barrier));
            from += barrier + 1;
        }
    }

    /// The name that items of the row make together, and their range.
    fn name_of(&self, row: &[Item], headline: bool) -> Option<(Item, usize, usize)> {
        let whole = |lo: usize, hi: usize| {
            let (a, b) = (row.get(lo)?, row.get(hi.checked_sub(1)?)?);
            Some((Item { start: a.start, end: b.end, what: What::Proper }, lo, hi))
        };
        if let Some(hi) = row.iter().rposition(|i| self.is_firm(*i)).filter(|s| *s > 0) {
            // `Walmart Inc` is the body that the lexicon knows.
            if let (Some(What::Name(id)), true) = (row.get(hi - 1).map(|i| i.what), self.is_suffix(row[hi]))
                && !is_land(self.reader.name(id))
            {
                let known = row[hi - 1];
                return Some((Item { end: row[hi].end, ..known }, hi - 1, hi + 1));
            }
            let lo = usize::from(self.is_foreign(row, hi));
            return whole(lo, hi + 1).filter(|n| n.2 - n.1 > 1);
        }
        if row.first().is_some_and(|i| self.is_firm(*i)) {
            return whole(0, 1);
        }
        if headline {
            return None;
        }
        if let Some(hi) = row.iter().rposition(|i| i.what == What::Proper && self.closes_name(*i))
            && let Some(lo) = row.get(..hi).unwrap_or_default().iter().position(|i| is_place(self, *i))
            && self.is_body_of(row, lo, hi)
        {
            let before = lo.checked_sub(1).filter(|b| row.get(*b).is_some_and(|p| p.what == What::Proper && self.may_begin(*p)));
            return whole(before.unwrap_or(lo), hi + 1);
        }
        if let Some(hi) = row.iter().rposition(|i| i.what == What::Proper).filter(|hi| *hi > 0 && self.is_bearer(row, hi - 1, *hi)) {
            return whole(hi - 1, hi + 1);
        }
        if let Some(branch) = self.known_branch(row) {
            return Some(branch);
        }
        self.branch(row).and_then(|(lo, hi)| whole(lo, hi)).or_else(|| self.club(row))
    }

    /// Where a firm's name begins that goes on at `start`: `General Quibble Corp` is no general, `Eastern Quibble Inc` no Quibble,
    /// `First Quibble of Peru Inc` not of Peru alone. The items that it takes are taken away.
    fn front(&self, mut start: u32, joined: &mut Vec<Item>) -> u32 {
        /// The most pieces before the last.
        const PIECES: u32 = 4;
        let reader = self.reader;
        let first = reader.surface.sentences.get(reader.surface.sentence_at(start as usize)).map_or(start, |s| s.tokens.start);
        for _ in 0..PIECES {
            let Some(before) = start.checked_sub(1).filter(|b| *b >= first) else { break };
            let of = reader.reads(before, reader.lexicon.fixed.of);
            let last = joined.last().copied().filter(|i| i.end > before || of && i.end == before).filter(|i| reader.is_capital(i.start));
            start = match last {
                Some(item) if of && !self.is_barrier(item) => item.start,
                Some(item) if !of && item.end == item.start + 1 && matches!(item.what, What::Title(_) | What::Agent { plural: false, .. }) => item.start,
                // `Quibble Emergency Services Inc`
                Some(item) if !of && item.end == start && matches!(item.what, What::Agent { .. }) && self.organ(item) => item.start,
                None if !of && reader.is_capital(before) && reader.tag(before).is_nominal() && !reader.in_time(before) => {
                    start = before;
                    continue;
                }
                _ => break,
            };
            joined.pop();
        }
        start
    }

    /// The name of a firm, by a word that ends such names: `Quibble Inc`, `Quibble Co of Lima`.
    pub fn is_firm(&self, item: Item) -> bool {
        item.what == What::Proper && (item.start..item.end).any(|t| self.reader.is(t, WordList::suffix))
    }

    /// A body of a state by an agent noun.
    fn organ(&self, item: Item) -> bool {
        let What::Agent { id, .. } = item.what else { return false };
        let agent = self.reader.actors.agent(id);
        agent.kind == AgentKind::Body && self.reader.actors.grammar().is_sector(agent.sector, SectorList::State)
    }

    /// A word of the kind that ends a firm's name, and nothing else.
    fn is_suffix(&self, item: Item) -> bool {
        item.what == What::Proper && (item.start..item.end).all(|t| self.reader.is(t, WordList::suffix) || self.reader.tag(t) == Tag::Mark)
    }

    /// `the Swedish Quibblo AB`: the adjective tells where a firm of that name is from.
    fn is_foreign(&self, row: &[Item], hi: usize) -> bool {
        let reader = self.reader;
        let adjective = row.first().is_some_and(|i| matches!(i.what, What::Name(id) if reader.name(id).usage == NameUse::Adjective));
        adjective && row.get(1).is_some_and(|i| hi >= 1 && reader.tags_of(i.start).is_none() && !reader.is(i.start, WordList::organisation))
    }

    /// Nothing behind it belongs to the name, nor what stands before: persons, organs of a state, known bodies.
    fn is_barrier(&self, item: Item) -> bool {
        let reader = self.reader;
        match item.what {
            What::Agent { id, .. } => {
                let agent = reader.actors.agent(id);
                let organ = reader.actors.grammar().is_sector(agent.sector, SectorList::State) && !reader.is(item.end - 1, WordList::quality);
                agent.kind != AgentKind::Body || !reader.is_capital(item.start) || organ
            }
            What::Title(_) => true,
            What::Name(id) => {
                let name = reader.name(id);
                name.kind == NameKind::Person
            }
            What::Proper => false,
        }
    }

    /// The words end with a noun that ends the names of bodies and occasions, or with some other noun with a capital.
    fn closes_name(&self, item: Item) -> bool {
        let reader = self.reader;
        let last = item.end - 1;
        let known = self.names_body(item) || reader.is(last, WordList::water);
        let noun = || {
            reader.tags_of(last).any(Tags::ANY_NOUN)
                && !reader.is(last, WordList::matter)
                && !reader.tags_of(item.start).is_none()
                && reader.token(item.start).is_some_and(|t| reader.actors.given_name(t.sym).is_none())
                && !self.heads_more(item.end)
        };
        known || noun()
    }

    /// `Quibble Trust`, `Association of Quibble Dealers`, `Quibble Cup`.
    fn names_body(&self, item: Item) -> bool {
        let (reader, last) = (self.reader, item.end - 1);
        let body = |t: u32| reader.is(t, WordList::organisation);
        let of = item.end - item.start > 2 && (item.start..item.end).any(|t| reader.is(t, WordList::link));
        body(last) || reader.is(last, WordList::occasion) || of && body(item.start)
    }

    /// What stands at `i` is the head of a group that the words before it only modify: `UK Chinook helicopters`.
    fn heads_more(&self, i: u32) -> bool {
        let reader = self.reader;
        reader.tag(i).is_nominal() && !reader.in_time(i)
    }

    /// The land that begins or breaks the name is a part of it. Telegrams write a capital behind `U.S.` whatever follows.
    fn is_body_of(&self, row: &[Item], lo: usize, hi: usize) -> bool {
        let reader = self.reader;
        let (Some(place), Some(last)) = (row.get(lo), row.get(hi)) else { return false };
        let dotted = reader.word(place.end - 1).contains('.');
        // `the Brit Awards`, but `Briton Tom Trust`
        let people = matches!(place.what, What::Name(id) if reader.name(id).usage == NameUse::Demonym);
        let known = self.names_body(*last);
        // `the British Olympic Trust`, but `the Danish Quibblo Group`
        let occasion = reader.is(last.end - 1, WordList::occasion);
        !(dotted && (!known || self.heads_more(last.end)))
            && (occasion || !people)
            && (occasion || !self.is_foreign(row.get(lo..).unwrap_or_default(), hi - lo))
    }

    /// `Quibble Foods America`, `at Quibble Canada`, `Team Norway`, `Quibble Industries Peru`: the branch of a body that no lexicon
    /// holds.
    fn branch(&self, row: &[Item]) -> Option<(usize, usize)> {
        let hi = row.iter().position(|i| matches!(i.what, What::Name(id) if is_land(self.reader.name(id)) && self.reader.name(id).usage == NameUse::Name))?;
        let (first, place) = (row.get(hi.checked_sub(1)?)?, row.get(hi)?);
        let What::Name(id) = place.what else { return None };
        if first.end != place.start {
            return None;
        }
        let single = first.end - first.start == 1;
        let firm = hi.checked_sub(2).filter(|b| row.get(*b).is_some_and(|i| i.what == What::Proper && i.end == first.start));
        let body = match first.what {
            What::Proper => !single || !self.reader.name(id).caution && self.may_begin(*first),
            What::Agent { plural, .. } => firm.is_some() || !plural && single && self.may_begin(*first),
            _ => false,
        };
        let lo = if matches!(first.what, What::Agent { .. }) { firm.unwrap_or(hi - 1) } else { hi - 1 };
        body.then_some((lo, hi + 1))
    }

    /// `Walmart Chile`: the branch of a firm of the lexicon is that firm.
    fn known_branch(&self, row: &[Item]) -> Option<(Item, usize, usize)> {
        let reader = self.reader;
        let firm = |i: &Item| match i.what {
            What::Name(id) => {
                let name = reader.name(id);
                let organ = reader.actors.grammar().is_sector(name.code.sector(), SectorList::State);
                name.kind == NameKind::Organisation && name.usage == NameUse::Name && !organ && !name.code.is_bare_country() && !name.caution
            }
            _ => false,
        };
        let land = |i: &Item| matches!(i.what, What::Name(id) if reader.name(id).kind == NameKind::Country && reader.name(id).usage == NameUse::Name);
        let lo = row.windows(2).position(|w| matches!(w, [a, b] if firm(a) && land(b) && a.end == b.start))?;
        Some((Item { end: row.get(lo + 1)?.end, ..*row.get(lo)? }, lo, lo + 2))
    }

    /// `Peru Quibblink said`: a land by its name before a word that only a name can be.
    fn is_bearer(&self, row: &[Item], lo: usize, hi: usize) -> bool {
        let reader = self.reader;
        let (Some(place), Some(word)) = (row.get(lo), row.get(hi)) else { return false };
        let land = matches!(place.what, What::Name(id) if reader.name(id).kind == NameKind::Country && reader.name(id).usage == NameUse::Name);
        let given = || reader.token(word.start).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
        let tokens = reader.surface.tokens.get(word.start as usize..word.end as usize).unwrap_or_default();
        let town = || reader.lexicon.places.longest(tokens, false).is_some();
        let apart = word.start == place.end && !reader.is_upper(place.start) && !reader.is_upper(word.start) && !self.heads_more(word.end);
        land && apart && (word.start..word.end).all(|t| reader.tags_of(t).is_none()) && !given() && !town()
    }

    /// One word before a place that may be the first of a longer name: no given name, no adjective, none that its place in the
    /// sentence gives a capital, nobody who is told something.
    fn may_begin(&self, first: Item) -> bool {
        let reader = self.reader;
        let opens = reader.surface.sentences.get(reader.surface.sentence_at(first.start as usize)).is_none_or(|s| s.tokens.start == first.start);
        let given = || reader.token(first.start).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
        let told = || {
            let verb = first.start.checked_sub(1).and_then(|b| reader.surface.words.get(b as usize)).and_then(|w| w.verb);
            verb.is_some_and(|v| reader.lexicon.words.tags(v).any(Tags::DITRANSITIVE))
        };
        first.end - first.start > 1 || !(opens || given() || reader.tags_of(first.start).any(Tags::ADJ) || told())
    }

    /// `Sporting Lima` in the middle of a sentence: a capital behind a word with a capital is part of the name of a club.
    fn club(&self, row: &[Item]) -> Option<(Item, usize, usize)> {
        let reader = self.reader;
        let at = row.iter().position(|i| matches!(i.what, What::Name(id) if reader.name(id).usage == NameUse::Capital))?;
        let town = row.get(at)?;
        let before = town.start.checked_sub(1)?;
        let start = reader.surface.sentences.get(reader.surface.sentence_at(town.start as usize)).map_or(0, |s| s.tokens.start);
        let word = before > start && matches!(reader.tag(before), Tag::Adj | Tag::Noun | Tag::Name) && reader.is_capital(before) && !reader.in_time(before);
        if !word || reader.is(before, WordList::no_name) || reader.is(before, WordList::relation) || reader.is_joint(town.end) {
            return None;
        }
        let first = at.checked_sub(1).and_then(|b| row.get(b));
        match first {
            Some(item) if item.end == town.start => {
                matches!(item.what, What::Proper | What::Agent { .. }).then_some((Item { start: item.start, ..*town }, at - 1, at + 1))
            }
            _ => Some((Item { start: before, ..*town }, at, at + 1)),
        }
        .map(|(item, lo, hi)| (Item { what: What::Proper, ..item }, lo, hi))
    }

    /// Nearly all long words of the sentence begin with a capital.
    fn is_headline(&self, sentence: u32) -> bool {
        let Some(tokens) = self.reader.surface.sentences.get(sentence as usize).map(|s| s.tokens.clone()) else { return false };
        let (mut small, mut all) = (0, 0);
        for (i, token) in tokens.clone().zip(self.reader.surface.tokens.get(tokens.start as usize..tokens.end as usize).unwrap_or_default()) {
            // A verb in small letters: no headline, however short its other words.
            if self.reader.tag(i).is_verb() && token.is_word() && !token.shape.is_capital() {
                return false;
            }
            if token.is_word() && token.span.len() >= LONG_WORD {
                all += 1;
                small += u32::from(!token.shape.is_capital());
            }
        }
        all > 0 && small * HEADLINE < all
    }
}

fn is_land(name: &NameEntry) -> bool {
    matches!(name.kind, NameKind::Country | NameKind::Place)
}

fn is_place(finder: &Finder, item: Item) -> bool {
    matches!(item.what, What::Name(id) if is_land(finder.reader.name(id)))
}
