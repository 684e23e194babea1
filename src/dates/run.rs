//! Runs the program of a pattern on the tokens of an article.

use std::ops::Range;

use super::numeral::Reader;
use crate::lexicon::{AHEAD, Captures, ClassId, Form, Index, Op, Slot, TokenClass};

/// Steps that one pattern may take at one start.
const BUDGET: u32 = 600;
/// Captures that one match may make, and alternatives that may wait.
const DEPTH: usize = 48;
/// How many captures most matches have at most.
const ROOM: usize = 16;
/// No span mark yet.
const OPEN: u32 = u32::MAX;

/// An alternative that waits.
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
    /// The tokens near which it is worth looking.
    pub triggers: Vec<u32>,
    /// Alternatives not yet tried, the next one last.
    waiting: Vec<State>,
    /// Captures in order; alternatives take theirs back by its length.
    log: Vec<Capture>,
}

impl<'a> Run<'a> {
    /// For the first `tokens` of a text.
    pub fn new(reader: Reader<'a>, tokens: usize) -> Self {
        let tokens = reader.tokens.get(..tokens).unwrap_or(reader.tokens);
        let (mut classes, mut triggers) = (vec![Index::UNKNOWN; tokens.len()], Vec::with_capacity(tokens.len() / 16 + ROOM));
        let index = reader.dates.index();
        for (at, (token, class)) in tokens.iter().zip(&mut classes).enumerate() {
            *class = index.class(token, reader.text, reader.any_case);
            if index.is_trigger(*class) {
                triggers.push(at as u32);
            }
        }
        Self { reader, classes, triggers, waiting: Vec::new(), log: Vec::with_capacity(ROOM) }
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

    /// The classes of the next tokens.
    #[inline]
    pub fn next(&self, at: usize, end: usize) -> [TokenClass; AHEAD] {
        let classes = self.classes.get(at..end).unwrap_or_default();
        if let Some(next) = classes.first_chunk() {
            return *next;
        }
        let mut next = [Index::UNKNOWN; AHEAD];
        next[..classes.len()].copy_from_slice(classes);
        next
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
        for one in self.log.get(..usize::from(found.log)).unwrap_or_default() {
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
        let Self { reader, classes, waiting, log: kept, .. } = self;
        let (reader, tests) = (*reader, reader.dates.index().tests());
        let classes = classes.get(..end).unwrap_or(classes);
        let sets = |at: usize| tests.of(classes.get(at).copied().unwrap_or(Index::UNKNOWN));
        waiting.clear();
        kept.truncate(usize::from(log));
        let (mut pc, mut at, mut first, mut last) = (0, at, OPEN, OPEN);
        // The sets of the token that comes next.
        let mut next = sets(at);
        for _ in 0..BUDGET {
            let op = *ops.get(pc)?;
            pc += 1;
            let fits = match op {
                Op::Split { first: here, second: there, to } => {
                    let there = next.meets(there);
                    if next.meets(here) {
                        if there {
                            if waiting.len() == DEPTH {
                                return None;
                            }
                            waiting.push(State { pc: to, log: kept.len() as u16, at: at as u32, start: first, end: last });
                        }
                        continue;
                    }
                    pc = usize::from(to);
                    there
                }
                Op::Meets(test) => {
                    at += 1;
                    next.meets(test)
                }
                Op::Keeps(test, class) => {
                    at += 1;
                    next.meets(test) && keep(kept, Capture::Word(class, at as u32 - 1))
                }
                Op::Reads(form, test) => {
                    let tokens = if next.meets(test) { reads(reader, form, at, end, kept) } else { 0 };
                    at += tokens;
                    tokens > 0
                }
                Op::Glued => reader.token(at).is_some_and(|t| t.glued && at < end),
                Op::Start => {
                    first = at as u32;
                    continue;
                }
                Op::End => {
                    last = at as u32;
                    continue;
                }
                Op::Jump(to) => {
                    pc = usize::from(to);
                    continue;
                }
                Op::Entry(class, keeps) => {
                    at += 1;
                    at <= end && entry(reader, class, keeps, at - 1, kept)
                }
                Op::Figures(sym) => {
                    at += 1;
                    at <= end && reader.token(at - 1).is_some_and(|t| t.sym == sym)
                }
                Op::Accept => return Some(State { pc: 0, log: kept.len() as u16, at: at as u32, start: first, end: last }),
            };
            if !fits {
                let state = waiting.pop()?;
                kept.truncate(usize::from(state.log));
                (pc, at, first, last) = (usize::from(state.pc), state.at as usize, state.start, state.end);
            }
            next = sets(at);
        }
        None
    }
}

/// Logs a capture, if there is room.
#[inline]
fn keep(log: &mut Vec<Capture>, capture: Capture) -> bool {
    let room = log.len() < DEPTH;
    if room {
        log.push(capture);
    }
    room
}

fn entry(reader: Reader, class: ClassId, keeps: bool, at: usize, log: &mut Vec<Capture>) -> bool {
    let known = reader.token(at).is_some_and(|t| reader.dates.classes.entry(t, class, reader.any_case).is_some());
    known && (!keeps || keep(log, Capture::Word(class, at as u32)))
}

/// Reads a form, which ends before `end`; how many tokens it takes, 0 where it is not there.
#[inline(never)]
fn reads(reader: Reader, form: Form, at: usize, end: usize, log: &mut Vec<Capture>) -> usize {
    let Some(figure) = reader.form(form, at).filter(|f| at + f.len <= end) else { return 0 };
    let slot = match form {
        Form::Day | Form::DayDigits => Slot::Day,
        Form::MonthDigits => Slot::Month,
        Form::Year | Form::FirstYear | Form::YearWords | Form::ShortYear | Form::AnyYear | Form::Decade | Form::ShortDecade => Slot::Year,
        Form::Number => Slot::Number,
        Form::Ordinal => Slot::Ordinal,
        Form::Hour => Slot::Hour,
        Form::Minute => Slot::Minute,
        Form::Second => Slot::Second,
        Form::Dotted => Slot::Day,
        Form::ClockDotted | Form::ClockDigits => Slot::Hour,
        Form::Other | Form::OtherDay | Form::OtherShortYear | Form::Triple | Form::Digits | Form::Capital | Form::Lower => return figure.len,
    };
    let fits = match form {
        Form::Dotted => keep(log, Capture::Value(Slot::Month, figure.more.0)) && keep(log, Capture::Value(Slot::Year, figure.more.1)),
        Form::ClockDotted | Form::ClockDigits => keep(log, Capture::Value(Slot::Minute, figure.more.0)),
        _ => true,
    };
    if fits && keep(log, Capture::Value(slot, figure.value)) { figure.len } else { 0 }
}
