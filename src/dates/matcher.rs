//! Finds the places where a pattern of the date rules matches. Linear: each token is tried once as a start, only the patterns
//! whose trigger word lies ahead are tried, and one trial takes a bounded number of steps.

use std::ops::Range;

use super::numeral::Reader;
use crate::lexicon::{AHEAD, Captures, DateRule, Form, Guard, Index, Program, Slot, Step, TokenClass, mark_fits};

/// A rule that matched.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub rule: u16,
    /// The tokens of the span.
    pub tokens: Range<usize>,
    pub captures: Captures,
}

/// Steps that one pattern may take at one start.
const BUDGET: u32 = 600;
/// How many tokens a guard may look back.
const GUARD: usize = 5;

/// Finds matches, with its working memory.
#[derive(Default)]
pub(super) struct Matcher {
    /// The classes of the tokens around a trigger, and some unknown ones behind them.
    classes: Vec<TokenClass>,
    /// Triggers at or behind each of these tokens.
    ahead: Vec<u64>,
    /// Matches whose pattern starts before their span wait here until their span's start is reached.
    waiting: Vec<(Match, i32)>,
    scratch: Scratch,
}

impl Matcher {
    /// All matches of a sentence in order, none overlapping another: of those whose span starts at a token the longest, then
    /// the one of the highest priority, then the first rule.
    pub fn run(&mut self, reader: Reader, sentence: Range<usize>, out: &mut Vec<Match>) {
        let index = reader.dates.index();
        let tokens = reader.tokens.get(sentence.clone()).unwrap_or_default();
        let (mut at, mut floor) = (0, 0);
        while let Some(ahead) = tokens.get(at..).and_then(|rest| rest.iter().position(|t| index.is_trigger(reader.class(t)))) {
            at += ahead;
            let from = (floor.max(at.saturating_sub(index.reach()))..at).rev().take_while(|i| reader.class(&tokens[*i]) != Index::UNKNOWN).last().unwrap_or(at);
            self.classes.clear();
            self.classes.extend(tokens[from..].iter().map(|t| reader.class(t)).take_while(|class| *class != Index::UNKNOWN));
            self.search(reader, sentence.start + from, &sentence, out);
            at = from + self.ahead.len();
            floor = at;
        }
    }

    /// Fills `ahead`: the triggers that a pattern from each token on can reach, and perhaps some more.
    fn look_ahead(&mut self, index: &Index) {
        self.ahead.clear();
        self.ahead.resize(self.classes.len(), 0);
        let (mut all, mut last) = (0, 0);
        for (at, class) in self.classes.iter().enumerate().rev() {
            if index.is_trigger(*class) {
                all |= index.triggers(*class);
                last = at;
            } else if last > at + index.reach() {
                all = 0;
            }
            self.ahead[at] = all;
        }
        self.classes.resize(self.ahead.len() + AHEAD, Index::UNKNOWN);
    }

    fn search(&mut self, reader: Reader, first: usize, sentence: &Range<usize>, out: &mut Vec<Match>) {
        self.look_ahead(reader.dates.index());
        let mut taken = first;
        for offset in 0..self.ahead.len() {
            let start = first + offset;
            if self.ahead[offset] == 0 && self.waiting.is_empty() {
                continue;
            }
            if self.waiting.is_empty() && !reader.dates.index().is_start(self.classes[offset]) {
                continue;
            }
            let found = self.best_at(reader, offset, start..sentence.end, sentence.start, start < taken);
            if let Some((found, _)) = found.filter(|f| start >= taken && !f.0.tokens.is_empty()) {
                taken = found.tokens.end;
                out.push(found);
            }
        }
        self.waiting.clear();
    }

    /// The best match whose span starts at `range.start`; those that start behind it wait. Inside an expression (`late`) only
    /// the latter are of use.
    fn best_at(&mut self, reader: Reader, offset: usize, range: Range<usize>, sentence: usize, late: bool) -> Option<(Match, i32)> {
        let Self { classes, ahead, waiting, scratch } = self;
        let start = range.start;
        let mut best: Option<(Match, i32)> = None;
        let mut keep = |found: (Match, i32)| {
            let better = best.as_ref().is_none_or(|(b, priority)| (found.0.tokens.end, found.1) > (b.tokens.end, *priority));
            if better {
                best = Some(found);
            }
        };
        let next = classes.get(offset..).and_then(|c| c.first_chunk()).unwrap_or(&[Index::UNKNOWN; AHEAD]);
        reader.dates.index().each(next, ahead[offset], late, |program| {
            let Some((number, program)) = reader.dates.program(program) else { return };
            let Some(rule) = reader.dates.rule(number) else { return };
            let Some(Found { tokens, mut captures, .. }) = (Run { reader, program, end: range.end, scratch }).go(start) else { return };
            if guarded(reader, rule, &tokens, &(sentence..range.end), scratch) {
                return;
            }
            captures.fill(&rule.constants);
            let found = (Match { rule: number, tokens, captures }, rule.priority);
            if found.0.tokens.start > start { waiting.push(found) } else { keep(found) }
        });
        if !waiting.is_empty() {
            waiting.iter().filter(|w| w.0.tokens.start == start).for_each(|w| keep(w.clone()));
            waiting.retain(|w| w.0.tokens.start > start);
        }
        best
    }
}

/// A guard of the rule stands before or behind the span.
fn guarded(reader: Reader, rule: &DateRule, tokens: &Range<usize>, sentence: &Range<usize>, scratch: &mut Scratch) -> bool {
    let mut run = |guard: &Guard, from| {
        let token = reader.token(from)?;
        if guard.first.as_ref().is_some_and(|first| first.binary_search(&token.sym).is_err()) {
            return None;
        }
        Run { reader, program: &guard.program, end: sentence.end, scratch }.go(from)
    };
    if rule.unless_after.iter().any(|guard| run(guard, tokens.end).is_some()) {
        return true;
    }
    rule.unless_before.iter().any(|guard| {
        let (least, most) = guard.tokens;
        let from = sentence.start.max(tokens.start.saturating_sub(most.min(GUARD)));
        (from..(tokens.start + 1).saturating_sub(least)).any(|at| run(guard, at).is_some_and(|f| f.behind == tokens.start))
    })
}

/// Where a run stands; small, so that alternatives are cheap.
#[derive(Clone, Copy)]
struct State {
    pc: u16,
    /// How many captures are in the log.
    log: u16,
    glue: bool,
    at: u32,
    start: u32,
    end: u32,
}

/// No span mark yet.
const OPEN: u32 = u32::MAX;
/// Captures that one match may make, and alternatives that may wait.
const DEPTH: usize = 48;

/// Memory of a run, kept from one to the next.
struct Scratch {
    /// Alternatives not yet tried, the next one last.
    waiting: [State; DEPTH],
    /// Captures in order; alternatives take theirs back by its length.
    log: [(Slot, i32); DEPTH],
}

impl Default for Scratch {
    fn default() -> Self {
        Self { waiting: [State { pc: 0, log: 0, glue: false, at: 0, start: OPEN, end: OPEN }; DEPTH], log: [(Slot::Month, 0); DEPTH] }
    }
}

struct Run<'a, 's> {
    reader: Reader<'a>,
    program: &'a Program,
    end: usize,
    scratch: &'s mut Scratch,
}

/// What a run has found.
struct Found {
    tokens: Range<usize>,
    /// Where the pattern ends, behind the span.
    behind: usize,
    captures: Captures,
}

impl Run<'_, '_> {
    /// Runs the program from token `at`; alternatives in the order of the pattern.
    fn go(&mut self, at: usize) -> Option<Found> {
        self.scratch.waiting[0] = State { pc: 0, log: 0, glue: false, at: at as u32, start: OPEN, end: OPEN };
        let mut depth = 1;
        let mut budget = BUDGET;
        while depth > 0 {
            depth -= 1;
            let mut state = self.scratch.waiting[depth];
            loop {
                budget = u32::checked_sub(budget, 1)?;
                match *self.program.steps.get(state.pc as usize)? {
                    Step::Accept => return Some(self.found(at, state)),
                    Step::Jump(to) => {
                        state.pc = to;
                        continue;
                    }
                    Step::Split(first, second) => {
                        *self.scratch.waiting.get_mut(depth)? = State { pc: second, ..state };
                        depth += 1;
                        state.pc = first;
                        continue;
                    }
                    Step::Glued => state.glue = true,
                    Step::Start => state.start = state.at,
                    Step::End => state.end = state.at,
                    step => {
                        if self.token(step, &mut state).is_none() {
                            break;
                        }
                    }
                }
                state.pc += 1;
            }
        }
        None
    }

    fn found(&self, from: usize, state: State) -> Found {
        let mut captures = Captures::default();
        for (slot, value) in &self.scratch.log[..state.log as usize] {
            captures.set(*slot, *value);
        }
        let or = |mark: u32, other: usize| if mark == OPEN { other } else { mark as usize };
        Found { tokens: or(state.start, from)..or(state.end, state.at as usize), behind: state.at as usize, captures }
    }

    fn keep(&mut self, state: &mut State, slot: Slot, value: i32) -> Option<()> {
        *self.scratch.log.get_mut(state.log as usize)? = (slot, value);
        state.log += 1;
        Some(())
    }

    /// A step that takes tokens.
    fn token(&mut self, step: Step, state: &mut State) -> Option<()> {
        let at = state.at as usize;
        let token = self.reader.token(at).filter(|_| at < self.end)?;
        if std::mem::take(&mut state.glue) && !token.glued {
            return None;
        }
        let any_case = self.reader.any_case;
        let len = match step {
            Step::Word(sym, capital) => (token.sym == sym && (!capital || any_case || token.shape.is_capital())).then_some(1)?,
            Step::Mark(kind) => mark_fits(kind, token.kind).then_some(1)?,
            Step::Class(class) => {
                if let Some((slot, value)) = self.reader.dates.classes.entry(token, class, any_case)?.fills {
                    self.keep(state, slot, value)?;
                }
                1
            }
            Step::Other(class) => self.reader.dates.classes.entry(token, class, any_case).map(|_| 1)?,
            Step::Form(form) => self.form(form, state)?,
            Step::AnyOf(set) => self.program.sets.get(usize::from(set))?.binary_search(&token.sym).map(|_| 1).ok()?,
            _ => 0,
        };
        state.at += len as u32;
        (state.at as usize <= self.end).then_some(())
    }

    fn form(&mut self, form: Form, state: &mut State) -> Option<usize> {
        let figure = self.reader.form(form, state.at as usize)?;
        let slot = match form {
            Form::Day | Form::DayDigits => Slot::Day,
            Form::MonthDigits => Slot::Month,
            Form::Year | Form::FirstYear | Form::YearWords | Form::ShortYear | Form::AnyYear | Form::Decade | Form::ShortDecade => Slot::Year,
            Form::Number => Slot::Number,
            Form::Ordinal => Slot::Ordinal,
            Form::Hour => Slot::Hour,
            Form::Minute => Slot::Minute,
            Form::Second => Slot::Second,
            Form::Dotted => {
                self.keep(state, Slot::Month, figure.more.0)?;
                self.keep(state, Slot::Year, figure.more.1)?;
                Slot::Day
            }
            Form::ClockDotted | Form::ClockDigits => {
                self.keep(state, Slot::Minute, figure.more.0)?;
                Slot::Hour
            }
            Form::Other | Form::OtherDay | Form::OtherShortYear | Form::Triple | Form::Digits | Form::Capital | Form::Lower => return Some(figure.len),
        };
        self.keep(state, slot, figure.value)?;
        Some(figure.len)
    }
}
