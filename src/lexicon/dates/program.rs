//! What the matcher runs: a pattern as a small program over classes of tokens.

use super::classes::ClassId;
use super::index::TokenClass;
use super::pattern::Form;
use crate::token::Sym;

/// A set of token classes, by number.
pub type TestId = u16;

/// One step of a compiled pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// A token of these classes.
    Meets(TestId),
    /// A token of these classes, whose word is kept as one of that word class.
    Keeps(TestId, ClassId),
    /// A word of a class that holds figures too, which token classes do not tell apart; `true`: its value is kept.
    Entry(ClassId, bool),
    /// These very figures.
    Figures(Sym),
    /// A form that the engine reads, where the token has one of these classes.
    Reads(Form, TestId),
    /// The next token is glued to the one before.
    Glued,
    /// The span starts here.
    Start,
    /// The span ends here.
    End,
    /// On with the next step, then from another one: each only where the next token has one of its classes.
    Split {
        /// What the next step can go on with.
        first: TestId,
        /// What the other one can go on with.
        second: TestId,
        /// The other step.
        to: u16,
    },
    /// Go on there.
    Jump(u16),
    /// Done.
    Accept,
}

/// A compiled pattern.
#[derive(Debug, Default)]
pub struct Program {
    /// Its steps; starts at 0.
    pub ops: Vec<Op>,
}

/// Which sets of classes each class of tokens is in, as rows of bits.
#[derive(Debug, Default)]
pub struct Tests {
    pub(super) width: usize,
    pub(super) rows: Vec<u64>,
}

impl Tests {
    /// The set that holds every class, and the end of the sentence too.
    pub const ANY: TestId = 0;

    /// The sets that the class is in.
    #[inline]
    #[must_use]
    pub fn of(&self, class: TokenClass) -> Met<'_> {
        Met { rows: &self.rows, from: usize::from(class) * self.width }
    }
}

/// The sets that a class is in.
#[derive(Debug, Clone, Copy)]
pub struct Met<'a> {
    rows: &'a [u64],
    from: usize,
}

impl Met<'_> {
    /// The class is in that set.
    #[inline]
    #[must_use]
    pub fn meets(self, test: TestId) -> bool {
        self.rows.get(self.from + usize::from(test / 64)).is_some_and(|bits| bits >> (test % 64) & 1 != 0)
    }
}

/// A pattern that must not stand beside a match.
#[derive(Debug)]
pub struct Guard {
    /// The pattern.
    pub program: Program,
    /// The fewest and the most tokens that it takes.
    pub tokens: (usize, usize),
    /// What it can start with.
    pub first: TestId,
}

/// The guards of one side of a rule's matches.
#[derive(Debug, Default)]
pub struct Guards {
    /// What any of them can start with.
    pub first: TestId,
    /// Each of them.
    pub list: Vec<Guard>,
}
