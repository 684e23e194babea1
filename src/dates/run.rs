//! Runs the program of a pattern on the tokens of an article.

use std::ops::Range;

use super::numeral::Reader;
use crate::lexicon::{Captures, ClassId, Form, Index, Op, Slot, TokenClass};
use crate::token::Token;

/// Steps that one pattern may take at one start.
const BUDGET: u32 = 600;
/// Captures that one match may make, and alternatives that may wait.
const DEPTH: usize = 48;
/// How many of each most runs have.
const ROOM: usize = 16;
/// No span mark yet.
const OPEN: u32 = u32::MAX;

/// Where a run stands; small, so that alternatives are cheap.
#[derive(Clone, Copy)]
struct State {
    pc: u16,
    /// How many captures are in the log.
    log: u16,
    at: u32,
    start: u32,
    end: u32,
}

/// A value that was read, or a word that has one: most runs fail, so that its value is looked up last.
#[derive(Clone, Copy)]
enum Capture {
    Value(Slot, i32),
    Word(ClassId, u32),
}

/// What a run has found.
pub(super) struct Found {
    pub tokens: Range<usize>,
    /// Where its captures end in the log.
    log: u16,
}

/// Runs programs, with its working memory.
pub(super) struct Run<'a> {
    pub reader: Reader<'a>,
    /// The class of each token.
    pub classes: Vec<TokenClass>,
    /// Alternatives not yet tried, the next one last.
    waiting: Vec<State>,
    /// Captures in order; alternatives take theirs back by its length.
    log: Vec<Capture>,
}

impl<'a> Run<'a> {
    /// For the first `tokens` of a text.
    pub fn new(reader: Reader<'a>, tokens: usize) -> Self {
        let classes = reader.tokens.iter().take(tokens).map(|t| reader.class(t)).collect();
        Self { reader, classes, waiting: Vec::with_capacity(ROOM), log: Vec::with_capacity(ROOM) }
    }

    #[inline]
    pub fn index(&self) -> &'a Index {
        self.reader.dates.index()
    }

    /// The class of a token; behind the end that of no token.
    #[inline]
    pub fn class(&self, at: usize, end: usize) -> TokenClass {
        if at < end { self.classes.get(at).copied().unwrap_or(Index::UNKNOWN) } else { Index::UNKNOWN }
    }

    /// Runs a pattern from token `at`, alternatives in their order, not beyond token `end`.
    pub fn go(&mut self, ops: &[Op], at: usize, end: usize) -> Option<Found> {
        let state = self.run(ops, at, end, 0)?;
        let or = |mark: u32, other: usize| if mark == OPEN { other } else { mark as usize };
        Some(Found { tokens: or(state.start, at)..or(state.end, state.at as usize), log: state.log })
    }

    /// Runs a guard of what was found; where it ends.
    pub fn aside(&mut self, ops: &[Op], at: usize, end: usize, found: &Found) -> Option<usize> {
        self.run(ops, at, end, found.log).map(|state| state.at as usize)
    }

    /// The values of what was found last, and of its rule.
    pub fn captures(&self, found: &Found, constants: &Captures) -> Captures {
        let mut captures = *constants;
        for one in self.log.iter().take(usize::from(found.log)) {
            match *one {
                Capture::Value(slot, value) => captures.set(slot, value),
                Capture::Word(class, at) => {
                    let entry = self.reader.token(at as usize).and_then(|t| self.reader.dates.classes.entry(t, class, self.reader.any_case));
                    if let Some((slot, value)) = entry.and_then(|e| e.fills) {
                        captures.set(slot, value);
                    }
                }
            }
        }
        captures
    }

    fn run(&mut self, ops: &[Op], at: usize, end: usize, log: u16) -> Option<State> {
        let tests = self.index().tests();
        let mut state = State { pc: 0, log, at: at as u32, start: OPEN, end: OPEN };
        self.waiting.clear();
        self.log.truncate(usize::from(log));
        // The sets of the token that comes next.
        let mut next = tests.of(self.class(at, end));
        for _ in 0..BUDGET {
            let op = *ops.get(usize::from(state.pc))?;
            state.pc += 1;
            let before = state.at;
            let fits = match op {
                Op::Meets(test) => next.meets(test) && advance(&mut state, 1),
                Op::Keeps(test, class) => next.meets(test) && self.keep(Capture::Word(class, before), &mut state) && advance(&mut state, 1),
                Op::Split { first, second, to } => {
                    let (here, there) = (next.meets(first), next.meets(second));
                    if here && there {
                        if self.waiting.len() == DEPTH {
                            return None;
                        }
                        self.waiting.push(State { pc: to, ..state });
                    } else if there {
                        state.pc = to;
                    }
                    here || there
                }
                Op::Jump(to) => {
                    state.pc = to;
                    true
                }
                Op::Reads(form, test) => next.meets(test) && self.reads(form, &mut state, end),
                Op::Glued => self.token(before, end).is_some_and(|t| t.glued),
                Op::Start => {
                    state.start = before;
                    true
                }
                Op::End => {
                    state.end = before;
                    true
                }
                Op::Entry(class, keep) => self.entry(class, keep, &mut state, end),
                Op::Figures(sym) => self.token(before, end).is_some_and(|t| t.sym == sym) && advance(&mut state, 1),
                Op::Accept => return Some(state),
            };
            if !fits {
                state = self.waiting.pop()?;
                self.log.truncate(usize::from(state.log));
            }
            if state.at != before {
                next = tests.of(self.class(state.at as usize, end));
            }
        }
        None
    }

    fn token(&self, at: u32, end: usize) -> Option<&'a Token> {
        self.reader.token(at as usize).filter(|_| (at as usize) < end)
    }

    fn keep(&mut self, capture: Capture, state: &mut State) -> bool {
        if self.log.len() < 2 * DEPTH {
            self.log.push(capture);
            state.log += 1;
        }
        self.log.len() < 2 * DEPTH
    }

    fn entry(&mut self, class: ClassId, keep: bool, state: &mut State, end: usize) -> bool {
        let known = self.token(state.at, end).is_some_and(|t| self.reader.dates.classes.entry(t, class, self.reader.any_case).is_some());
        known && (!keep || self.keep(Capture::Word(class, state.at), state)) && advance(state, 1)
    }

    /// A form, which ends before the end.
    fn reads(&mut self, form: Form, state: &mut State, end: usize) -> bool {
        let at = state.at as usize;
        let Some(figure) = self.reader.form(form, at).filter(|f| at + f.len <= end) else { return false };
        let slot = match form {
            Form::Day | Form::DayDigits => Slot::Day,
            Form::MonthDigits => Slot::Month,
            Form::Year | Form::FirstYear | Form::YearWords | Form::ShortYear | Form::AnyYear | Form::Decade | Form::ShortDecade => Slot::Year,
            Form::Number => Slot::Number,
            Form::Ordinal => Slot::Ordinal,
            Form::Hour | Form::ClockDotted | Form::ClockDigits => Slot::Hour,
            Form::Minute => Slot::Minute,
            Form::Second => Slot::Second,
            Form::Dotted => Slot::Day,
            Form::Other | Form::OtherDay | Form::OtherShortYear | Form::Triple | Form::Digits | Form::Capital | Form::Lower => return advance(state, figure.len),
        };
        let more = match form {
            Form::Dotted => [Some(Slot::Month), Some(Slot::Year)],
            Form::ClockDotted | Form::ClockDigits => [Some(Slot::Minute), None],
            _ => [None; 2],
        };
        let others = more.into_iter().zip([figure.more.0, figure.more.1]).filter_map(|(slot, value)| Some(Capture::Value(slot?, value)));
        self.keep(Capture::Value(slot, figure.value), state) && others.into_iter().all(|one| self.keep(one, state)) && advance(state, figure.len)
    }
}

fn advance(state: &mut State, tokens: usize) -> bool {
    state.at += tokens as u32;
    true
}
