//! Which patterns may start at a token, and near which tokens it is worth trying.

use super::program::Tests;
use crate::token::{Shape, Token, TokenKind};

/// What a token can be for the patterns: tokens of one class are alike to all of them. [`Index::UNKNOWN`] is a token that
/// no pattern has.
pub type TokenClass = u16;

/// How many tokens from a start on are compared before a pattern is tried.
pub const AHEAD: usize = 4;

/// Kinds of number that patterns tell apart.
pub(super) const NUMBERS: usize = 16;

/// How many kinds of token there are.
pub(super) const KINDS: usize = TokenKind::Symbol as usize + 1;

/// Words of bits that are compared at once.
pub(super) const LANES: usize = 4;

/// Patterns, as bits.
pub(super) type Row = [u64; LANES];

/// What is known of a class.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Class {
    /// The triggers that it is, as bits.
    pub triggers: u64,
    /// The triggers of the patterns that may start with it.
    pub starts: u64,
}

/// Patterns by the tokens that they may have at their first places, and the words that each must have.
///
/// A pattern's trigger is the rarest word (or set of words) that every match of it holds. Triggers are numbered, so that the
/// triggers near a start are one word of bits. Only near triggers is anything looked for; there, the patterns that fit the
/// tokens at the next few places are what four rows of bits have in common.
#[derive(Debug, Default)]
pub struct Index {
    /// Class by symbol, for a word with a capital and for one in small letters.
    pub(super) words: Vec<[TokenClass; 2]>,
    pub(super) numbers: [TokenClass; NUMBERS],
    pub(super) marks: [TokenClass; KINDS],
    /// Classes from here on stand in patterns; those before it in guards only.
    pub(super) first_known: TokenClass,
    /// Classes from here on are triggers.
    pub(super) first_trigger: TokenClass,
    /// What is known of each class.
    pub(super) classes: Vec<Class>,
    /// The sets of classes that programs ask for.
    pub(super) tests: Tests,
    /// By class: the patterns that may have the class at each place, as bits.
    pub(super) rows: Vec<[Row; AHEAD]>,
    /// How many rows a class has.
    pub(super) width: usize,
    /// By pattern: its trigger.
    pub(super) needs: Vec<u64>,
    /// Patterns whose span may start behind their first token, as bits.
    pub(super) late: Vec<u64>,
    /// How many tokens before its trigger a pattern may start.
    pub(super) reach: usize,
}

impl Index {
    /// The class of tokens that no pattern has.
    pub const UNKNOWN: TokenClass = 0;

    /// The class of `token`, a token of `text`. With `any_case` capitals tell nothing.
    #[inline]
    #[must_use]
    pub fn class(&self, token: &Token, text: &str, any_case: bool) -> TokenClass {
        match token.kind {
            TokenKind::Word | TokenKind::Clitic => {
                let lower = token.shape == Shape::Lower && !any_case;
                self.words.get(token.sym.index()).map_or(Self::UNKNOWN, |classes| classes[usize::from(lower)])
            }
            TokenKind::Number => self.numbers[number(bytes(token, text))],
            kind => self.marks[kind as usize],
        }
    }

    /// The class is a trigger of some pattern.
    #[inline]
    #[must_use]
    pub fn is_trigger(&self, class: TokenClass) -> bool {
        class >= self.first_trigger
    }

    /// Some pattern has the class.
    #[inline]
    #[must_use]
    pub fn is_known(&self, class: TokenClass) -> bool {
        class >= self.first_known
    }

    /// The triggers that a class is and those of the patterns that may start with it, as bits.
    #[inline]
    #[must_use]
    pub fn role(&self, class: TokenClass) -> (u64, u64) {
        self.classes.get(usize::from(class)).map_or((0, 0), |c| (c.triggers, c.starts))
    }

    /// The sets of classes that programs ask for.
    #[inline]
    #[must_use]
    pub fn tests(&self) -> &Tests {
        &self.tests
    }

    /// How many tokens before its trigger a pattern may start.
    #[inline]
    #[must_use]
    pub fn reach(&self) -> usize {
        self.reach
    }

    /// Calls `found` for every pattern that may start where the next classes are `classes` and has its trigger among
    /// `triggers`; with `late` only for those whose span may start behind their first token.
    #[inline]
    pub fn each(&self, classes: &[TokenClass; AHEAD], triggers: u64, late: bool, mut found: impl FnMut(u16)) {
        let from = |place: usize| usize::from(classes[place]) * self.width;
        let (a, b, c, d) = (from(0), from(1), from(2), from(3));
        for at in 0..self.width {
            let row = |from: usize, place: usize| self.rows.get(from + at).map(|places| &places[place]);
            let (Some(a), Some(b), Some(c), Some(d)) = (row(a, 0), row(b, 1), row(c, 2), row(d, 3)) else { return };
            let common = both(&both(a, b), &both(c, d));
            if common[0] | common[1] | common[2] | common[3] == 0 {
                continue;
            }
            for (lane, bits) in common.iter().enumerate() {
                let (mut bits, word) = (*bits, at * LANES + lane);
                if bits == 0 {
                    continue;
                }
                if late {
                    bits &= self.late.get(word).copied().unwrap_or(0);
                }
                while bits != 0 {
                    let program = word * 64 + bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    if self.needs.get(program).is_some_and(|need| need & triggers != 0) {
                        found(program as u16);
                    }
                }
            }
        }
    }
}

#[inline]
fn both(a: &Row, b: &Row) -> Row {
    [a[0] & b[0], a[1] & b[1], a[2] & b[2], a[3] & b[3]]
}

/// The bytes of a token; any split of a character is as good as no figure.
#[inline]
#[must_use]
pub fn bytes<'t>(token: &Token, text: &'t str) -> &'t [u8] {
    text.as_bytes().get(token.span.start as usize..token.span.end as usize).unwrap_or_default()
}

/// The kind of a number.
pub(super) fn number(text: &[u8]) -> usize {
    let digit = |i: usize| usize::from(text.get(i).copied().unwrap_or(b'0') & 15);
    let dots = || text.iter().filter(|b| **b == b'.').count();
    match text.len() {
        1 => usize::from(digit(0) > 0),
        2 => match digit(0) * 10 + digit(1) {
            0 => 2,
            1..=12 => 3,
            13..=24 => 4,
            25..=31 => 5,
            32..=59 => 6,
            _ => 7,
        },
        len if !text.iter().all(u8::is_ascii_digit) => match dots() {
            1 if len <= 5 => DOTTED_CLOCK,
            2 if len <= 10 => DOTTED,
            _ => 15,
        },
        3 => 8,
        4 if (1000..=2200).contains(&(digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3))) => YEAR + usize::from(digit(3) == 0),
        4 => 11,
        _ => 12,
    }
}

/// Four digits that can be a year; those that end in 0 are the kind behind it.
pub(super) const YEAR: usize = 9;
/// `19.30`.
pub(super) const DOTTED_CLOCK: usize = 13;
/// `26.11.2024`.
pub(super) const DOTTED: usize = 14;
