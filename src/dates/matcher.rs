//! Finds the places where a pattern of the date rules matches. Linear: patterns are tried only near trigger words, each
//! token is tried once as a start, and one trial takes a bounded number of steps.

use std::ops::Range;

use super::numeral::Reader;
use crate::lexicon::{Captures, DateRule, Form, Program, Slot, Step, mark_fits};

/// A rule that matched.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub rule: u16,
    /// The tokens of the span.
    pub tokens: Range<usize>,
    pub captures: Captures,
}

/// How far before a trigger word a phrase may start.
const BACK: usize = 12;
/// Steps that one pattern may take at one start.
const BUDGET: u32 = 600;
/// How many tokens a guard may look back.
const GUARD: usize = 5;

/// All matches in order, none overlapping another: of those whose span starts at a token the longest, then the one of the
/// highest priority, then the first rule.
pub(super) fn matches(reader: Reader, sentence: Range<usize>, out: &mut Vec<Match>) {
    let (mut tried, mut taken) = (sentence.start, sentence.start);
    // Matches whose pattern starts before their span wait here until their span's start is reached.
    let mut waiting: Vec<(Match, i32)> = Vec::new();
    for trigger in sentence.clone() {
        if !reader.token(trigger).is_some_and(|t| reader.dates.triggers(t)) {
            continue;
        }
        let mut start = tried.max(trigger.saturating_sub(BACK));
        while start <= trigger || !waiting.is_empty() {
            let found = best_at(reader, start, &sentence, &mut waiting);
            if let Some((found, _)) = found.filter(|f| start >= taken && !f.0.tokens.is_empty()) {
                taken = found.tokens.end;
                out.push(found);
            }
            start += 1;
        }
        tried = start;
    }
}

fn best_at(reader: Reader, start: usize, sentence: &Range<usize>, waiting: &mut Vec<(Match, i32)>) -> Option<(Match, i32)> {
    let mut best: Option<(Match, i32)> = None;
    let mut keep = |found: (Match, i32)| {
        let better = best.as_ref().is_none_or(|(b, priority)| (found.0.tokens.end, found.1) > (b.tokens.end, *priority));
        if better {
            best = Some(found);
        }
    };
    for (number, program) in reader.token(start).into_iter().flat_map(|t| reader.dates.starting(t)) {
        let Some(rule) = reader.dates.rule(number) else { continue };
        let mut run = Run { reader, program, end: sentence.end, budget: BUDGET };
        let Some(state) = run.go(0, State::at(start)) else { continue };
        let tokens = state.span.0.unwrap_or(start)..state.span.1.unwrap_or(state.at);
        if guarded(reader, rule, &tokens, sentence) {
            continue;
        }
        let mut captures = state.captures;
        captures.fill(&rule.constants);
        let found = (Match { rule: number, tokens, captures }, rule.priority);
        if found.0.tokens.start > start { waiting.push(found) } else { keep(found) }
    }
    waiting.retain(|w| w.0.tokens.start >= start);
    waiting.iter().filter(|w| w.0.tokens.start == start).for_each(|w| keep(w.clone()));
    waiting.retain(|w| w.0.tokens.start > start);
    best
}

/// A guard of the rule stands before or behind the span.
fn guarded(reader: Reader, rule: &DateRule, tokens: &Range<usize>, sentence: &Range<usize>) -> bool {
    let ends_at = |program: &Program, from: usize| {
        let mut run = Run { reader, program, end: sentence.end, budget: BUDGET };
        run.go(0, State::at(from)).is_some_and(|s| s.at == tokens.start)
    };
    let before = |program| (sentence.start.max(tokens.start.saturating_sub(GUARD))..tokens.start).any(|from| ends_at(program, from));
    let after = |program| Run { reader, program, end: sentence.end, budget: BUDGET }.go(0, State::at(tokens.end)).is_some();
    rule.unless_after.iter().any(after) || rule.unless_before.iter().any(before)
}

#[derive(Clone, Copy)]
struct State {
    at: usize,
    glue: bool,
    captures: Captures,
    span: (Option<usize>, Option<usize>),
}

impl State {
    fn at(at: usize) -> Self {
        Self { at, glue: false, captures: Captures::default(), span: (None, None) }
    }
}

struct Run<'a> {
    reader: Reader<'a>,
    program: &'a Program,
    end: usize,
    budget: u32,
}

impl Run<'_> {
    /// Runs the program from step `pc`; alternatives in the order of the pattern.
    fn go(&mut self, mut pc: usize, mut state: State) -> Option<State> {
        loop {
            self.budget = self.budget.checked_sub(1)?;
            match *self.program.steps.get(pc)? {
                Step::Accept => return Some(state),
                Step::Jump(to) => {
                    pc = to as usize;
                    continue;
                }
                Step::Split(first, second) => {
                    if let Some(done) = self.go(first as usize, state) {
                        return Some(done);
                    }
                    pc = second as usize;
                    continue;
                }
                Step::Glued => state.glue = true,
                Step::Start => state.span.0 = Some(state.at),
                Step::End => state.span.1 = Some(state.at),
                step => self.token(step, &mut state)?,
            }
            pc += 1;
        }
    }

    /// A step that takes tokens.
    fn token(&self, step: Step, state: &mut State) -> Option<()> {
        let token = self.reader.token(state.at).filter(|_| state.at < self.end)?;
        if std::mem::take(&mut state.glue) && !token.glued {
            return None;
        }
        let len = match step {
            Step::Word(sym, capital) => (token.sym == sym && (!capital || self.reader.any_case || token.shape.is_capital())).then_some(1)?,
            Step::Mark(kind) => mark_fits(kind, token.kind).then_some(1)?,
            Step::Class(class) => {
                let entry = self.reader.dates.classes.entry(token, class, self.reader.any_case)?;
                if let Some((slot, value)) = entry.fills {
                    state.captures.set(slot, value);
                }
                1
            }
            Step::Other(class) => self.reader.dates.classes.entry(token, class, self.reader.any_case).map(|_| 1)?,
            Step::Form(form) => self.form(form, state)?,
            _ => 0,
        };
        state.at += len;
        (state.at <= self.end).then_some(())
    }

    fn form(&self, form: Form, state: &mut State) -> Option<usize> {
        let figure = self.reader.form(form, state.at)?;
        let slot = match form {
            Form::Day | Form::DayDigits => Slot::Day,
            Form::MonthDigits => Slot::Month,
            Form::Year | Form::ShortYear | Form::AnyYear | Form::Decade | Form::ShortDecade => Slot::Year,
            Form::Number => Slot::Number,
            Form::Ordinal => Slot::Ordinal,
            Form::Hour => Slot::Hour,
            Form::Minute => Slot::Minute,
            Form::Second => Slot::Second,
            Form::Dotted => {
                state.captures.set(Slot::Month, figure.more.0);
                state.captures.set(Slot::Year, figure.more.1);
                Slot::Day
            }
            Form::ClockDotted => {
                state.captures.set(Slot::Minute, figure.more.0);
                Slot::Hour
            }
            Form::Other | Form::OtherDay | Form::Digits | Form::Capital | Form::Lower => return Some(figure.len),
        };
        state.captures.set(slot, figure.value);
        Some(figure.len)
    }
}
