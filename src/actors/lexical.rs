//! The first pass: which words are names, agent nouns and titles, and which capitals may be names that no lexicon holds.

use rustc_hash::FxHashSet;

use super::reader::Reader;
use crate::lexicon::{AgentKind, Code, NameKind, NameUse, Tags, Term, WordList};
use crate::syntax::Tag;
use crate::token::{Sym, Token, TokenKind};

/// A given name that is also a town of as many inhabitants says nothing of the word behind it.
const TOWN: u32 = 100_000;

/// A run of tokens with a meaning; items are in order and do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub start: u32,
    pub end: u32,
    pub what: What,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A row of names.
    Name(u32),
    Agent {
        id: u32,
        plural: bool,
    },
    Title(u32),
    /// Capitalised words that no lexicon holds.
    Proper,
}

/// All items of the article and the countries that its sure names speak of.
pub(super) struct Items {
    pub items: Vec<Item>,
    /// How often each country is named, in the order of first naming.
    pub countries: Vec<(Code, u32)>,
}

pub(super) fn find(reader: &Reader) -> Items {
    let mut finder = Finder {
        reader,
        items: Vec::with_capacity(reader.surface.tokens.len() / 8),
        doubtful: Vec::new(),
        part_of_name: Vec::new(),
        surnames: FxHashSet::default(),
    };
    for sentence in &reader.surface.sentences {
        if !reader.surface.boilerplate.is_empty() && reader.surface.is_boilerplate(sentence.span.start) {
            continue;
        }
        finder.sentence(sentence.tokens.start, sentence.tokens.end);
    }
    if !reader.surface.all_caps {
        finder.name_teams();
    }
    let mut countries = finder.countries();
    finder.settle(&mut countries);
    finder.join_names();
    Items { items: finder.items, countries }
}

pub(super) struct Finder<'r, 'a> {
    pub reader: &'r Reader<'a>,
    pub items: Vec<Item>,
    /// Indices of items whose names need support.
    pub doubtful: Vec<usize>,
    /// Words of unknown names of two words and more, sorted; filled before doubtful names are settled.
    pub part_of_name: Vec<Sym>,
    /// The surnames of the persons named in full so far that are also common words.
    pub surnames: FxHashSet<Sym>,
}

impl Finder<'_, '_> {
    fn sentence(&mut self, start: u32, end: u32) {
        let mut i = start;
        while i < end {
            let reader = self.reader;
            // Most words start nothing that the lexicon holds and are no name.
            let may_start = |t: &Token| t.is_word() && (reader.surface.all_caps || reader.tag(i) == Tag::Name || reader.actors.may_start(t, false));
            if i == start && self.is_surname_again(i) {
                self.items.push(Item { start: i, end: i + 1, what: What::Proper });
                i += 1;
                continue;
            }
            if !reader.token(i).is_some_and(may_start) || self.is_of_water(i) || self.is_ticker(i) || self.is_branch_mark(i) {
                i += 1;
                continue;
            }
            let item = self
                .half(i, end)
                .or_else(|| self.known(i, end))
                .or_else(|| self.proper(i, start, end))
                .map(|item| self.long_name(item, end))
                .map(|item| self.without_nickname(item));
            match item {
                Some(item) => {
                    if self.is_doubtful(item) {
                        self.doubtful.push(self.items.len());
                    }
                    i = item.end;
                    self.remember_surname(item);
                    self.items.push(item);
                }
                None => i += 1,
            }
        }
    }

    /// A name that needs support: one that is also something else, or a surname alone outside its bearer's days in office.
    pub fn is_doubtful(&self, item: Item) -> bool {
        let What::Name(id) = item.what else { return false };
        let name = self.reader.name(id);
        name.caution || name.kind == NameKind::Person && item.end == item.start + 1 && !name.holds_on(self.reader.day)
    }

    /// The longest phrase of the lexicon at `i`; of equally long ones a sure and valid name, then an agent, then the rest.
    pub(super) fn known(&self, i: u32, end: u32) -> Option<Item> {
        let reader = self.reader;
        let tokens =
            reader.surface.tokens.get(i as usize..end as usize).filter(|t| t.first().is_some_and(|t| reader.actors.may_start(t, reader.surface.all_caps)))?;
        let mut best: Option<(usize, u8, What)> = None;
        reader.actors.each(tokens, reader.surface.all_caps, |hit| {
            let (rank, what) = match hit.value {
                Term::Name(id) => {
                    let name = reader.name(id);
                    let valid = name.holds_on(reader.day);
                    // `MARINES` in a text of capitals are those of any state.
                    let shouted = reader.surface.all_caps && hit.len == 1 && name.kind == NameKind::Organisation;
                    (
                        if shouted {
                            2
                        } else if name.caution {
                            u8::from(valid)
                        } else {
                            4 + u8::from(valid)
                        },
                        What::Name(id),
                    )
                }
                // `Dean Kamen`, `King Abdullah`: no agent here, but perhaps a title.
                Term::Agent { .. } if hit.len == 1 && self.is_given(i) => return,
                Term::Title(_) if hit.len == 1 && self.is_first_of_two(i) => return,
                Term::Agent { id, plural } => (3, What::Agent { id, plural }),
                Term::Title(id) => (2, What::Title(id)),
            };
            if best.is_none_or(|(len, r, _)| hit.len > len || hit.len == len && rank > r) {
                best = Some((hit.len, rank, what));
            }
        });
        let (len, _, what) = best?;
        let item = Item { start: i, end: i + len as u32, what };
        self.fits(item).then_some(item)
    }

    /// The words around allow the reading.
    fn fits(&self, item: Item) -> bool {
        let reader = self.reader;
        match item.what {
            // `an MP3 player`
            What::Agent { .. } if reader.kind(item.end) == Some(TokenKind::Number) && reader.token(item.end).is_some_and(|t| t.glued) => false,
            // `to force`, `it sources`: a verb here.
            // `pro-government newspapers`
            What::Agent { .. } if item.start >= 2 && reader.is(item.start - 2, WordList::prefix) && reader.is_joint(item.start - 1) => false,
            // `the state of technology`: a condition.
            What::Agent { .. } if reader.is(item.end - 1, WordList::vague) && (self.is_condition(item.end) || self.is_conditional(item)) => false,
            What::Agent { .. } if reader.is(item.end - 1, WordList::deed) && self.is_condition(item.end) => false,
            What::Agent { .. } if self.is_manner(item) || self.is_quality(item) || self.is_bare_name(item) || self.owns_body(item) => false,
            What::Agent { id, .. } if reader.actors.agent(id).kind == AgentKind::Person && (self.is_surname(item) || self.is_predicate(item)) => false,
            // `Soldiers ousted President Moyo`: a verb and no former president.
            What::Agent { .. } if reader.tag(item.start) == Tag::VPast && reader.is(item.start, WordList::former) => false,
            What::Agent { .. } if reader.is(item.end - 1, WordList::count) => self.is_crowd(item),
            What::Agent { .. } => {
                let tag = reader.tag(item.end - 1);
                !(item.end - item.start == 1 && (tag.is_verb() || tag.is_aux() || tag == Tag::Adv || tag == Tag::Prep)) && !reader.in_time(item.start)
            }
            What::Title(_) => {
                let next = if reader.kind(item.end) == Some(TokenKind::Period) { item.end + 1 } else { item.end };
                reader.is_capital(next) || reader.surface.all_caps
            }
            What::Name(id) if reader.name(id).usage == NameUse::Adjective && self.is_given_here(item) => false,
            What::Name(id) if reader.name(id).usage == NameUse::Adjective && self.is_tongue(item) => false,
            // `New Britain, Conn.`
            What::Name(id) if reader.name(id).kind == NameKind::Country && self.is_renewed(item) => false,
            // `peru.com`
            What::Name(_) if self.is_address(item.end) => false,
            // `US $5 million`; `gave Malta $5 million` names a country.
            What::Name(_) if reader.kind(item.end) == Some(TokenKind::Currency) && item.end == item.start + 1 && reader.is_upper(item.start) => false,
            What::Name(id) => {
                let closed = item.end - item.start == 1 && reader.tags_of(item.start).any(Tags::CLOSED);
                if closed && (reader.surface.all_caps || !reader.is_upper(item.start)) {
                    // `US` in a text of capitals, `May`: only with an article before it or nothing to speak against it.
                    return reader.surface.all_caps && item.start > 0 && reader.is(item.start - 1, WordList::definite);
                }
                !(reader.in_time(item.start) && item.end - item.start == 1) && self.is_whole_name(item, id)
            }
            What::Proper => true,
        }
    }

    /// `Ian Gunner`: a noun that is a surname here.
    fn is_surname(&self, item: Item) -> bool {
        let reader = self.reader;
        let Some(before) = item.start.checked_sub(1).filter(|_| item.end == item.start + 1 && !reader.surface.all_caps) else { return false };
        reader.is_capital(item.start)
            && !reader.is_capital(item.end)
            && !reader.reads(item.end, reader.lexicon.fixed.of)
            && reader.is_capital(before)
            && reader.token(before).is_some_and(|t| reader.actors.given_name(t.sym).is_some())
            && self.items.last().is_none_or(|i| i.end != item.start)
    }

    /// `minister German Quibble`: an adjective that is a given name here.
    fn is_given_here(&self, item: Item) -> bool {
        let reader = self.reader;
        let office = self.items.last().is_some_and(|i| {
            let person = matches!(i.what, What::Agent { id, .. } if matches!(reader.actors.agent(id).kind, AgentKind::Person | AgentKind::Office));
            i.end == item.start && (person || matches!(i.what, What::Title(_)))
        });
        let surname = |i: u32| reader.is_capital(i) && reader.tags_of(i).is_none() && reader.token(i).is_some_and(|t| !reader.actors.starts(t.sym));
        office && !reader.surface.all_caps && surname(item.end)
    }

    /// A capitalised word that is also a given name, before a word that only a name can be.
    fn is_given(&self, i: u32) -> bool {
        let reader = self.reader;
        let given = || reader.token(i).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
        !reader.surface.all_caps && reader.is_capital(i) && reader.is_capital(i + 1) && given() && (reader.tags_of(i + 1).is_none() || self.is_first_of_two(i))
    }

    /// `Dean Rowan Quibble`: two given names and a surname.
    fn is_first_of_two(&self, i: u32) -> bool {
        let reader = self.reader;
        let given = |k: u32| reader.is_capital(k) && reader.token(k).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
        !reader.surface.all_caps && given(i) && given(i + 1) && reader.is_capital(i + 2) && reader.tag(i + 2) == Tag::Name
    }

    /// The name is no part of a longer one: `Michelle Obama` is not `Obama`, `Jordan Smith` no country.
    fn is_whole_name(&self, item: Item, id: u32) -> bool {
        let reader = self.reader;
        let name = reader.name(id);
        if reader.surface.all_caps {
            return true;
        }
        let next_is_name = reader.is_capital(item.end) && reader.tag(item.end) == Tag::Name;
        // `Nelson Mandela Quibble` is another man, `Nelson Mandela Bay` was named after him.
        let unknown =
            || reader.tags_of(item.end).is_none() && !reader.in_time(item.end) && reader.token(item.end).is_some_and(|t| !reader.actors.starts(t.sym));
        if name.kind == NameKind::Person && next_is_name && unknown() {
            return false;
        }
        if item.end - item.start > 1 {
            return true;
        }
        match name.kind {
            NameKind::Person => {
                let before = item.start.wrapping_sub(1);
                let given = item.start > 0
                    && reader.is_capital(before)
                    && reader.tag(before) == Tag::Name
                    && self.items.last().is_none_or(|l| l.end != item.start || matches!(l.what, What::Proper))
                    && reader.token(before).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
                !given
            }
            NameKind::Country | NameKind::Place => {
                let given = reader.token(item.start).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
                !(given && next_is_name && reader.tags_of(item.end).is_none())
            }
            _ => true,
        }
    }

    /// A capitalised word that no lexicon holds, with the rest of its name.
    fn proper(&self, i: u32, start: u32, end: u32) -> Option<Item> {
        if !self.opens_name(i, start) {
            return None;
        }
        let mut stop = i + 1;
        while stop < end {
            let Some(next) = self.continues(stop, end) else { break };
            stop = next;
        }
        Some(Item { start: i, end: stop, what: What::Proper })
    }

    /// `Movement for the Actualization of Biafra`, `Association of African Jurists`: a body's name goes on behind `of` and
    /// `for` as long as capitals do.
    fn long_name(&self, item: Item, end: u32) -> Item {
        let reader = self.reader;
        let last = item.end - 1;
        let open = matches!(item.what, What::Agent { .. } | What::Proper);
        if reader.surface.all_caps || !open || !reader.is_capital(last) || !reader.is(last, WordList::organisation) {
            return item;
        }
        let mut stop = item.end;
        while stop < end {
            let mut next = stop;
            while next < end && next < stop + 3 && reader.is(next, WordList::link) {
                next += 1;
            }
            // `the Harbour Office and the Fish Board`, `Quibble Inc and Peru` are two.
            let and = reader.tag(stop) == Tag::Conj;
            let two =
                and && (next > stop + 1 || reader.is(stop - 1, WordList::suffix) || matches!(self.known(next, end), Some(Item { what: What::Name(_), .. })));
            if two || next == stop && stop == item.end || next >= end || !reader.is_capital(next) || reader.in_time(next) {
                break;
            }
            // `the Government of Sudan` is read by the grammar; in `University of Westminster` nobody is meant but the university.
            if stop == item.end
                && matches!(item.what, What::Agent { .. })
                && let Some(Item { what: What::Name(id), end: known, .. }) = self.known(next, end)
                && !reader.is_capital(known)
                && reader.name(id).usage != NameUse::Metonym
            {
                return item;
            }
            stop = next + 1;
        }
        if stop == item.end { item } else { Item { end: stop, what: What::Proper, ..item } }
    }

    pub fn opens_name(&self, i: u32, start: u32) -> bool {
        let reader = self.reader;
        // The cheapest test first: this is asked of every word.
        if !reader.surface.all_caps && reader.tag(i) != Tag::Name || reader.is(i, WordList::no_name) || reader.in_time(i) {
            return false;
        }
        let tags = reader.tags_of(i);
        if reader.surface.all_caps {
            return tags.is_none() && reader.tag(i) == Tag::Name
                || reader.token(i).is_some_and(|t| reader.actors.given_name(t.sym).is_some()) && !tags.any(Tags::CLOSED);
        }
        if !reader.is_capital(i) || tags.any(Tags::CLOSED) && !reader.is_upper(i) {
            return false;
        }
        // A known word at the head of a sentence is a name only as a given name.
        i != start || tags.is_none() || reader.token(i).is_some_and(|t| reader.actors.given_name(t.sym).is_some()) || reader.is_capital(i + 1)
    }

    /// One past what belongs to the name at `i`; `None` where it ends before.
    fn continues(&self, i: u32, end: u32) -> Option<u32> {
        let reader = self.reader;
        let named = |k: u32| {
            k < end
                && reader.token(k).is_some_and(|t| t.is_word())
                && if reader.surface.all_caps { reader.tags_of(k).is_none() } else { reader.is_capital(k) && reader.tag(k) == Tag::Name }
                && !reader.in_time(k)
        };
        if named(i) {
            // A name of the lexicon, an agent or a title inside ends it, a known surname does not (`Michelle Obama`).
            return match self.known(i, end) {
                None => Some(i + 1),
                Some(Item { what: What::Name(id), end, start }) if end - start == 1 && self.may_be_surname(id, i) => Some(i + 1),
                _ => None,
            };
        }
        let glued = |k: u32| reader.token(k).is_some_and(|t| t.glued);
        match reader.kind(i)? {
            // `Ann "Bibi" Quibble`
            TokenKind::OpenDouble | TokenKind::StraightDouble if self.is_nickname(i) && named(i + 1) && named(i + 3) => Some(i + 4),
            TokenKind::Hyphen if glued(i) && glued(i + 1) && named(i + 1) => Some(i + 2),
            TokenKind::Period
                if glued(i)
                    && reader.token(i - 1).is_some_and(|t| t.span.len() <= 3 && t.shape.is_capital())
                    && named(i + 1)
                    && reader.word(i - 1).len() == 1 =>
            {
                Some(i + 1)
            }
            TokenKind::Word if reader.is(i, WordList::particle) && (reader.surface.all_caps || !reader.is_capital(i)) => {
                let next = if reader.is_joint(i + 1) { i + 2 } else { i + 1 };
                let next = if reader.is(next, WordList::particle) && next < end { next + 1 } else { next };
                // `Ahmed al-Quibbli`: the parts of a compound have one class, be it that of a name or not.
                let capital = |k: u32| k < end && reader.is_capital(k) && !reader.in_time(k);
                (named(next) || reader.is_joint(i + 1) && !reader.surface.all_caps && capital(next)).then_some(next + 1)
            }
            _ => None,
        }
    }

    /// A person's name, or a country's that is also a surname, behind a given name: `Michael Jordan`.
    fn may_be_surname(&self, id: u32, i: u32) -> bool {
        let name = self.reader.name(id);
        let given = || self.reader.token(i - 1).is_some_and(|t| self.reader.actors.given_name(t.sym).is_some());
        // `Ann Norway`, but `Paris France`
        let town = || {
            let first = self.reader.surface.tokens.get(i as usize - 1..i as usize);
            first
                .and_then(|t| self.reader.lexicon.places.longest(t, false))
                .is_some_and(|t| t.1.iter().any(|p| p.population >= TOWN && p.country == name.code.country()))
        };
        let plain = || self.reader.tags_of(i - 1).is_none() && !town();
        name.kind == NameKind::Person || name.kind == NameKind::Country && given() && (name.caution || plain())
    }
}
