//! How far reaches what a verb is about: `criticised the long wait at the gates`.

use super::indirect::LEAST;
use super::phrase::Phrases;
use crate::lexicon::{Tags, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// How far behind a comma the `and` of a list is looked for.
const LIST: usize = 12;

/// The longest parenthesis that is passed over, in units.
const PARENTHESIS: usize = 20;

impl Phrases<'_> {
    /// What a verb is about ends sooner: at a comma, at words of time, or where a further verb or clause starts.
    pub fn matter_end(&self, start: usize, end: usize) -> usize {
        // `backed it as a docker`, not `accused him of lying`
        let person =
            self.tag(start) == Tag::Pron && self.tag(start + 1) == Tag::Prep && !self.is(start + 1, WordClass::CONTENT) && !self.is(start + 1, WordClass::LINK);
        if person {
            return start + 1;
        }
        // Behind `how`, `which` an `and` may join what belongs to its clause.
        let clause = (start..end).find(|u| matches!(self.tag(*u), Tag::Wh | Tag::Sub)).unwrap_or(end);
        let cut = self.matter_cut(start, end, clause);
        // One word alone would be no entry.
        let end = if cut >= start + LEAST
            || matches!(self.tag(start), Tag::Name | Tag::Pron)
            || !matches!(self.tag(cut), Tag::Prep | Tag::Det | Tag::Adj | Tag::Name)
        {
            cut
        } else {
            end
        };
        if self.tag(end - 1) == Tag::Conj { end - 1 } else { end }
    }

    /// The first unit that ends what a verb is about; a parenthesis that tells something ends it, one that does not is passed over.
    fn matter_cut(&self, start: usize, end: usize, clause: usize) -> usize {
        let mut at = start + 1;
        while at < end {
            if self.kind(at) == Some(TokenKind::OpenParen) {
                let close = (at..end.min(at + PARENTHESIS)).find(|u| self.kind(*u) == Some(TokenKind::CloseParen));
                match close.filter(|c| !(at..*c).any(|u| self.is_finite(u))) {
                    Some(close) => at = close,
                    None => return at,
                }
            } else if self.ends_matter(at, end, at < clause) {
                return at;
            }
            at += 1;
        }
        end
    }

    fn ends_matter(&self, at: usize, end: usize, plain: bool) -> bool {
        match self.tag(at) {
            Tag::Conj => self.joins_verb(at + 1) || plain && self.joins_clause(at + 1, end),
            // `as the strike went on`, not `as a joke`
            Tag::Sub | Tag::Prep if self.is(at, WordClass::AS) => self.clause_at(at + 1, end),
            Tag::Sub => !self.is(at, WordClass::COMPLEMENT.or(WordClass::WHETHER).or(WordClass::QUESTION)),
            // `on Friday`, `in the last week`, `by saying …`
            Tag::Prep if self.is(at, WordClass::AGENT) => self.tag(at + 1) == Tag::VGer || self.tag(at + 2) == Tag::VGer,
            // `after the debate`, `before he left`
            Tag::Prep => {
                let when = |t: usize| self.reader.classes(t).any(Tags::SUB) && self.reader.classes(t).any(Tags::CAUSE);
                self.is_when(at + 1, end) || !self.is(at, WordClass::LINK) && self.token(at).is_some_and(when)
            }
            // `backed Mr Tamm last week`
            Tag::Det | Tag::Adj | Tag::Name if self.is(at + 1, WordClass::TIME) || self.is(at, WordClass::TIME) => {
                matches!(self.tag(at - 1), Tag::Noun | Tag::Name | Tag::Pron) && self.is_when(at, end)
            }
            _ if self.kind(at) == Some(TokenKind::Dash) => true,
            _ => self.kind(at) == Some(TokenKind::Comma) && !self.is(at + 1, WordClass::MORE) && !self.is_as_well_as(at + 1) && !self.goes_on_list(at + 1, end),
        }
    }

    /// Behind `and` a further verb of who speaks stands at `at`: `praised the pier and left`, `praising it and calling it safe`.
    fn joins_verb(&self, at: usize) -> bool {
        let at = if self.tag(at) == Tag::Adv { at + 1 } else { at };
        self.is_finite(at) || self.tag(at) == Tag::VGer && self.cue_at(at).is_some()
    }

    /// Behind `and` somebody else does something: `praised the pier and Mr Tamm left`.
    fn joins_clause(&self, at: usize, end: usize) -> bool {
        self.forward(at, end).is_some_and(|p| self.is_finite(p.end) || self.tag(p.end) == Tag::Adv && self.is_finite(p.end + 1))
    }

    /// `as well as`, by its two outer words.
    fn is_as_well_as(&self, at: usize) -> bool {
        self.is(at, WordClass::AS) && self.is(at + 2, WordClass::AS) && self.opens_matter(at + 3)
    }

    /// `the owners, their bankers and the town`: behind the comma only nouns stand before `and`.
    pub fn goes_on_list(&self, at: usize, end: usize) -> bool {
        let noun = |u: &usize| match self.tag(*u) {
            Tag::Det | Tag::PossPron | Tag::Adj | Tag::Noun | Tag::Name | Tag::Num | Tag::Poss | Tag::Ord => true,
            Tag::Prep => *u > at,
            _ => self.kind(*u) == Some(TokenKind::Comma) || self.joins_names(*u),
        };
        let stop = (at..end.min(at + LIST)).find(|u| !noun(u));
        stop.is_some_and(|u| self.is(u, WordClass::COORDINATION) && u > at && !self.is_finite(u + 1) && !(u + 1..end.min(u + 5)).any(|v| self.is_finite(v)))
    }

    /// A day, a month or a year, with what stands in front of it: `Friday`, `the last week`, `2016`.
    fn is_when(&self, at: usize, end: usize) -> bool {
        let word = (at..end.min(at + 3)).find(|u| !matches!(self.tag(*u), Tag::Det | Tag::Adj | Tag::Ord));
        word.is_some_and(|w| {
            // `accused the owners on Monday of lying`: what it is about goes on.
            let goes_on = matches!(self.tag(w + 1), Tag::Noun | Tag::Name | Tag::Adj | Tag::Poss) || self.is(w + 1, WordClass::CONTENT);
            let ends = w + 1 >= end || !goes_on;
            self.is(w, WordClass::TIME) && ends || self.tag(w) == Tag::Num && self.is_year(w) && ends
        })
    }

    pub fn is_year(&self, unit: usize) -> bool {
        self.token(unit).and_then(|t| self.reader.token(t)).is_some_and(|t| t.kind == TokenKind::Number && t.span.len() == 4)
    }

    /// A noun phrase and, soon, its verb.
    fn clause_at(&self, at: usize, end: usize) -> bool {
        self.tag(at) == Tag::Pron || self.tag(at) != Tag::VGer && self.joins_clause(at, end)
    }
}
