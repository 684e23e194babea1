//! Finds the places where a pattern of the date rules matches. Linear: each token is tried once as a start, only the patterns
//! whose trigger word lies ahead are tried, and one trial takes a bounded number of steps.

use std::ops::Range;

use super::numeral::Reader;
use super::run::{Found, Run};
use crate::lexicon::{Captures, DateRule};

/// A rule that matched.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub rule: u16,
    /// The tokens of the span.
    pub tokens: Range<usize>,
    pub captures: Captures,
}

/// How many tokens a guard may look back.
const GUARD: usize = 5;

/// How many tokens most stretches have.
const STRETCH: usize = 64;

/// Finds matches, with its working memory.
pub(super) struct Matcher<'a> {
    run: Run<'a>,
    /// Triggers at or behind each token of a stretch, the last token first.
    ahead: Vec<u64>,
    /// Matches whose pattern starts before their span wait here until their span's start is reached.
    waiting: Vec<(Match, i32)>,
}

impl<'a> Matcher<'a> {
    /// A matcher for the first `tokens` of a text.
    pub fn new(reader: Reader<'a>, tokens: usize) -> Self {
        Self { run: Run::new(reader, tokens), ahead: Vec::with_capacity(STRETCH), waiting: Vec::new() }
    }

    /// All matches in order, none overlapping another: of those whose span starts at a token the longest, then the one of the
    /// highest priority, then the first rule. `sentence` tells the tokens of the sentence around a token, if it is to be read.
    pub fn find(&mut self, sentence: impl Fn(usize) -> Option<Range<usize>>, out: &mut Vec<Match>) {
        let index = self.run.index();
        let (mut next, mut floor) = (0, 0);
        while let Some(at) = self.run.triggers.get(next).map(|t| *t as usize) {
            next += 1;
            if at < floor {
                continue;
            }
            let Some(sentence) = sentence(at) else { continue };
            let known = |at: &usize| self.run.classes.get(*at).is_some_and(|c| index.is_known(*c));
            let first = floor.max(sentence.start).max(at.saturating_sub(index.reach()));
            let start = (first..at).rev().take_while(known).last().unwrap_or(at);
            floor = (at..sentence.end).find(|at| !known(at)).unwrap_or(sentence.end);
            self.search(start..floor, &sentence, out);
        }
    }

    /// Fills `ahead`: the triggers that a pattern from each token on can reach, and perhaps some more.
    fn look_ahead(&mut self, stretch: &Range<usize>) {
        let index = self.run.index();
        let classes = self.run.classes.get(stretch.clone()).unwrap_or_default();
        self.ahead.clear();
        let (mut all, mut since) = (0, 0);
        for class in classes.iter().rev() {
            let (triggers, starts) = index.role(*class);
            since = if triggers == 0 { since + 1 } else { 0 };
            all = if since > index.reach() { 0 } else { all | triggers };
            self.ahead.push(all & starts);
        }
    }

    fn search(&mut self, stretch: Range<usize>, sentence: &Range<usize>, out: &mut Vec<Match>) {
        self.look_ahead(&stretch);
        let mut taken = stretch.start;
        for start in stretch {
            let ahead = self.ahead.pop().unwrap_or(0);
            if ahead == 0 && self.waiting.is_empty() {
                continue;
            }
            let found = self.best_at(start, ahead, sentence, start < taken);
            if let Some((found, _)) = found.filter(|f| start >= taken && !f.0.tokens.is_empty()) {
                taken = found.tokens.end;
                out.push(found);
            }
        }
        self.waiting.clear();
    }

    /// The best match whose span starts at `start`; those that start behind it wait. Inside an expression (`late`) only the
    /// latter are of use.
    fn best_at(&mut self, start: usize, ahead: u64, sentence: &Range<usize>, late: bool) -> Option<(Match, i32)> {
        let Self { run, waiting, .. } = self;
        let (dates, index) = (run.reader.dates, run.index());
        let mut best: Option<(Match, i32)> = None;
        let rivals = |best: &Option<(Match, i32)>, end: usize, priority: i32| best.as_ref().is_none_or(|(b, p)| (end, priority) > (b.tokens.end, *p));
        let next = run.next(start, sentence.end);
        index.each(&next, ahead, late, |program| {
            let Some((number, program)) = dates.program(program) else { return };
            let Some(rule) = dates.rule(number) else { return };
            let Some(found) = run.go(&program.ops, start, sentence.end) else { return };
            let waits = found.tokens.start > start;
            if !waits && !rivals(&best, found.tokens.end, rule.priority) || guarded(run, rule, &found, sentence) {
                return;
            }
            let captures = run.captures(&found, &rule.constants);
            let found = (Match { rule: number, tokens: found.tokens, captures }, rule.priority);
            if waits { waiting.push(found) } else { best = Some(found) }
        });
        if !waiting.is_empty() {
            for one in waiting.extract_if(.., |w| w.0.tokens.start <= start) {
                if one.0.tokens.start == start && rivals(&best, one.0.tokens.end, one.1) {
                    best = Some(one);
                }
            }
        }
        best
    }
}

/// A guard of the rule stands before or behind the span.
fn guarded(run: &mut Run, rule: &DateRule, found: &Found, sentence: &Range<usize>) -> bool {
    let (index, tokens) = (run.index(), &found.tokens);
    let tests = index.tests();
    let behind = tests.of(run.class(tokens.end, sentence.end));
    if behind.meets(rule.unless_after.first)
        && rule.unless_after.list.iter().any(|guard| behind.meets(guard.first) && run.aside(&guard.program.ops, tokens.end, sentence.end, found).is_some())
    {
        return true;
    }
    rule.unless_before.list.iter().any(|guard| {
        let (least, most) = guard.tokens;
        let from = sentence.start.max(tokens.start.saturating_sub(most.min(GUARD)));
        let mut starts = from..(tokens.start + 1).saturating_sub(least);
        starts
            .any(|at| tests.of(run.class(at, sentence.end)).meets(guard.first) && run.aside(&guard.program.ops, at, sentence.end, found) == Some(tokens.start))
    })
}
