//! Words of the lexicon that mean something else here: a condition, a manner, a language, the sign of a share.

use super::lexical::{Finder, Item, What};
use crate::lexicon::{NameKind, Tags, Term, WordList};
use crate::syntax::Tag;
use crate::token::{Token, TokenKind};

impl Finder<'_, '_> {
    /// `of` and no name follow.
    pub fn is_condition(&self, i: u32) -> bool {
        let reader = self.reader;
        let next = if reader.tag(i + 1) == Tag::Det { i + 2 } else { i + 1 };
        // `the state of Texas` is a state, `the state of the Danish economy` is none.
        let behind = (next..next + 4).find(|t| !reader.is_capital(*t)).unwrap_or(next);
        let named = behind > next && (reader.tag(behind) != Tag::Noun || reader.in_time(behind));
        // `accused the state of murdering them` means the state.
        reader.reads(i, reader.lexicon.fixed.of) && !named && !reader.surface.all_caps && reader.tag(next) != Tag::VGer
    }

    /// `his physical state`: what stands before is nothing that states are.
    pub fn is_conditional(&self, item: Item) -> bool {
        let reader = self.reader;
        let Some(before) = item.start.checked_sub(1).filter(|_| item.end == item.start + 1 && !reader.surface.all_caps) else { return false };
        let tells = matches!(reader.tag(before), Tag::Adj | Tag::Noun | Tag::VPart | Tag::VGer);
        tells && !reader.is_capital(before) && !reader.is(before, WordList::state_kind)
    }

    /// `good government`, `forms of government`, `heads of state or government`: how is governed, not who governs.
    pub fn is_manner(&self, item: Item) -> bool {
        let reader = self.reader;
        let Some(before) = item.start.checked_sub(1).filter(|_| reader.is(item.start, WordList::mass) && item.end == item.start + 1) else { return false };
        let of = |k: u32| k > 0 && reader.reads(k, reader.lexicon.fixed.of);
        let of_state = reader.tag(before) == Tag::Conj && before >= 2 && reader.is(before - 1, WordList::vague) && of(before - 2);
        reader.is(before, WordList::manner) || of(before) && reader.is(before - 1, WordList::manner) || of_state
    }

    /// `the deal is official`, `became so radical that`: a quality, as who is one has an article.
    pub fn is_predicate(&self, item: Item) -> bool {
        let reader = self.reader;
        if item.end != item.start + 1 || reader.is_capital(item.start) || !reader.tags_of(item.start).any(Tags::ADJ) {
            return false;
        }
        let mut near = (item.start.saturating_sub(3)..item.start).rev().take_while(|k| matches!(reader.tag(*k), Tag::Adv | Tag::Neg | Tag::Be));
        let copula = near.any(|k| reader.tag(k) == Tag::Be);
        copula && !reader.tag(item.end).is_nominal()
    }

    /// `a failure of leadership`: nothing before it says whose.
    pub fn is_quality(&self, item: Item) -> bool {
        let reader = self.reader;
        let Some(before) = item.start.checked_sub(1).filter(|_| item.end == item.start + 1 && reader.is(item.start, WordList::quality)) else { return false };
        let tag = reader.tag(before);
        // `a soldier standing guard`
        let reduced = || reader.tags_of(before).any(Tags::V_GER) && before > 0 && matches!(reader.tag(before - 1), Tag::Noun | Tag::Name);
        !reader.is_capital(item.start) && (matches!(tag, Tag::Prep | Tag::To | Tag::Conj) || tag.is_verb() || reduced())
    }

    /// `in Spanish`, `Spanish-language`, `a Spanish speaker`: a language.
    pub fn is_tongue(&self, item: Item) -> bool {
        let reader = self.reader;
        let behind = if reader.is_joint(item.end) { item.end + 1 } else { item.end };
        let open = !reader.tag(item.end).is_nominal() && !matches!(reader.tag(item.end), Tag::Conj | Tag::Poss) && !reader.is_joint(item.end);
        reader.is(behind, WordList::tongue) || open && item.start > 0 && reader.reads(item.start - 1, reader.lexicon.fixed.in_)
    }

    /// A stop and a small letter are glued to the word before token `i`: an address.
    pub fn is_address(&self, i: u32) -> bool {
        let reader = self.reader;
        let glued = |k: u32| reader.token(k).is_some_and(|t| t.glued);
        reader.kind(i) == Some(TokenKind::Period) && glued(i) && glued(i + 1) && reader.token(i + 1).is_some_and(|t| t.is_word() && !t.shape.is_capital())
    }

    /// `Quibble Bank (Peru) Ltd`: a part of a firm's name.
    pub fn is_branch_mark(&self, i: u32) -> bool {
        let reader = self.reader;
        let open = i > 0 && reader.kind(i - 1) == Some(TokenKind::OpenParen);
        let close = || (i + 1..i + 4).find(|k| reader.kind(*k) == Some(TokenKind::CloseParen));
        open && close().is_some_and(|c| reader.is(c + 1, WordList::suffix))
    }

    /// `King's College`: the name of a body.
    pub fn owns_body(&self, item: Item) -> bool {
        let reader = self.reader;
        let next = item.end + 1;
        let single = item.end == item.start + 1 && reader.is_capital(item.start) && !reader.surface.all_caps;
        single && reader.is_possessive(item.end) && self.opens_body(next) && reader.is(item.start, WordList::patron)
    }

    /// `College`, `Park`: behind `King's` a body or a place.
    fn opens_body(&self, next: u32) -> bool {
        let reader = self.reader;
        reader.is_capital(next) && (reader.is(next, WordList::organisation) || reader.is(next, WordList::grounds))
    }

    /// `Thousands marched`, `dozens were arrested`, but not `thousands of ducks`: a number that does or suffers something.
    pub fn is_crowd(&self, item: Item) -> bool {
        let syntax = self.reader.syntax;
        let counted = self.reader.token(item.end).is_some_and(|t| t.sym == self.reader.lexicon.fixed.of);
        let Some(g) = syntax.noun_at(item.end - 1).filter(|_| !counted) else { return false };
        let group = &syntax.nouns[g];
        group.tokens.end == item.end && syntax.verbs_of(group.sentence).any(|v| syntax.verbs[v].subject == Some(g as u32))
    }

    /// Keeps the surname of somebody named in full that is a common word too.
    pub fn remember_surname(&mut self, item: Item) {
        let reader = self.reader;
        let given = || reader.token(item.start).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
        let person = match item.what {
            What::Proper => given(),
            What::Name(id) => reader.name(id).kind == NameKind::Person,
            _ => false,
        };
        let last = item.end - 1;
        if item.end > item.start + 1
            && person
            && reader.tags_of(last).any(Tags::ANY_NOUN)
            && let Some(token) = reader.token(last)
        {
            self.surnames.insert(token.sym);
        }
    }

    /// `Price was ill` behind `Ann Price`: the person again, where a verb or a possessive follows.
    pub fn is_surname_again(&self, i: u32) -> bool {
        let reader = self.reader;
        let behind = reader.tag(i + 1);
        !self.surnames.is_empty()
            && !reader.surface.all_caps
            && reader.is_capital(i)
            && (behind.is_verb() || behind.is_aux() || behind == Tag::Poss && !self.opens_body(i + 2))
            && reader.token(i).is_some_and(|t| self.surnames.contains(&t.sym))
    }

    /// `the Gulf of Thailand`: a water, of no country.
    pub fn is_of_water(&self, i: u32) -> bool {
        let reader = self.reader;
        i >= 2 && reader.token(i - 1).is_some_and(|t| t.sym == reader.lexicon.fixed.of) && reader.is(i - 2, WordList::water) && reader.is_capital(i - 2)
    }

    /// One word in marks, behind a given name.
    pub fn is_nickname(&self, mark: u32) -> bool {
        let reader = self.reader;
        let given = mark.checked_sub(1).and_then(|b| reader.token(b)).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
        given && matches!(reader.kind(mark + 2), Some(TokenKind::CloseDouble | TokenKind::StraightDouble))
    }

    /// `Ann "Bibi" Quibble`: the person whom the lexicon knows without the nickname.
    pub fn without_nickname(&self, item: Item) -> Item {
        let reader = self.reader;
        let marked = item.what == What::Proper && matches!(reader.kind(item.start + 1), Some(TokenKind::OpenDouble | TokenKind::StraightDouble));
        let Some([given, _, _, _, rest @ ..]) = reader.surface.tokens.get(item.start as usize..item.end as usize).filter(|_| marked) else { return item };
        let words: Vec<Token> = std::iter::once(given).chain(rest).copied().collect();
        let mut known = None;
        reader.actors.each(&words, reader.surface.all_caps, |hit| {
            if let Term::Name(id) = hit.value
                && hit.len == words.len()
                && reader.name(id).kind == NameKind::Person
                && (known.is_none() || reader.name(id).holds_on(reader.day))
            {
                known = Some(id);
            }
        });
        known.map_or(item, |id| Item { what: What::Name(id), ..item })
    }

    /// `New Britain`: a town or an island that was named after the land.
    pub fn is_renewed(&self, item: Item) -> bool {
        let reader = self.reader;
        let before = item.start.checked_sub(1).filter(|b| reader.is(*b, WordList::renewed) && reader.is_capital(*b) && item.end == item.start + 1);
        before.is_some_and(|b| reader.is_upper(b) == reader.is_upper(item.start))
    }

    /// `it said Fleet would grow`: a thing of war with a capital and no article is a name.
    pub fn is_bare_name(&self, item: Item) -> bool {
        let reader = self.reader;
        let Some(before) = item.start.checked_sub(1).filter(|_| item.end == item.start + 1 && !reader.surface.all_caps) else { return false };
        let small = reader.token(before).is_some_and(|t| t.is_word() && !t.shape.is_capital());
        reader.is_capital(item.start)
            && !reader.is_capital(item.end)
            && reader.is(item.start, WordList::equipment)
            && small
            && (reader.tag(before).is_verb() || matches!(reader.tag(before), Tag::Prep | Tag::Sub | Tag::Conj))
    }

    /// `<QBL.L>`: the sign of a share, in telegrams.
    pub fn is_ticker(&self, i: u32) -> bool {
        let reader = self.reader;
        // Most words that are asked for have small letters.
        if !reader.is_upper(i) {
            return false;
        }
        let dot = reader.kind(i + 1) == Some(TokenKind::Period);
        let first = i > 0 && (reader.word(i - 1) == "<" || i > 2 && reader.kind(i - 1) == Some(TokenKind::Period) && reader.word(i - 3) == "<");
        first && (reader.word(i + 1) == ">" || dot && reader.word(i + 3) == ">")
    }
}
