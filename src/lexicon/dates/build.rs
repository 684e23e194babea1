//! Makes the index of the patterns.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::classes::{ClassId, Classes};
use super::index::{AHEAD, Class, DOTTED, DOTTED_CLOCK, Index, KINDS, LANES, NUMBERS, Row, TokenClass, YEAR};
use super::pattern::{Form, Node, Step, WordSets, emit, mark_fits};
use super::program::Program;
use crate::lexicon::{Tags, Words};
use crate::token::{Interner, Sym, TokenKind};

/// A token as far as patterns tell tokens apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Atom {
    Word(Sym),
    /// A kind of number.
    Number(u8),
    Mark(u8),
}

/// What the next token is held against: a step, or what a form of several tokens may go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Test {
    Step(Step),
    Inside(Form),
}

#[derive(Default)]
pub(super) struct Builder {
    tests: BTreeMap<Test, usize>,
    /// By test: what it takes; `true` where a word needs its capital.
    takes: Vec<Vec<(Atom, bool)>>,
    /// How many of the tests patterns have; those behind them stand in guards only.
    of_patterns: usize,
    /// The sets of tests that programs ask for, numbered from 1.
    pub(super) sets_of_tests: BTreeMap<BTreeSet<usize>, usize>,
    /// The lists of words in patterns.
    pub(super) words: WordSets,
    /// By program and place: the tests that may be met there; `None` where the pattern may be over.
    places: Vec<[Option<BTreeSet<usize>>; AHEAD]>,
    triggers: Vec<Trigger>,
    /// By program: its trigger.
    needs: Vec<usize>,
    index: Index,
}

/// A set of tests, and how often the words that meet them stand in text, roughly: the set with the least triggers.
struct Trigger {
    tests: Vec<usize>,
    cost: u64,
}

/// How many triggers have a bit of their own.
const OWN_BITS: usize = 52;

/// What a builder looks words up in.
pub(super) struct Lists<'a> {
    pub classes: &'a Classes,
    pub words: &'a Words,
    pub interner: &'a Interner,
}

impl Lists<'_> {
    fn is_figures(&self, sym: Sym) -> bool {
        self.interner.name(sym).starts_with(|c: char| c.is_ascii_digit())
    }

    /// Some form of the class is in figures.
    pub fn has_figures(&self, class: ClassId) -> bool {
        self.classes.forms(class).any(|(sym, _)| self.is_figures(sym))
    }
}

impl Builder {
    /// Adds the next pattern; `Err` where no word of it is sure to be there. All patterns come before the first guard.
    pub(super) fn add(&mut self, node: &Node, lists: &Lists) -> Result<Program, &'static str> {
        let steps = emit(node);
        if steps.iter().any(|s| matches!(s, Step::Form(Form::Capital | Form::Lower))) {
            return Err("`<capital>` and `<lower>` stand in guards only");
        }
        let mut trigger = self.trigger(node, lists).ok_or("the pattern has no word that is always there")?;
        trigger.tests.sort_unstable();
        trigger.tests.dedup();
        let number = self.triggers.iter().position(|t| t.tests == trigger.tests).unwrap_or_else(|| {
            self.triggers.push(trigger);
            self.triggers.len() - 1
        });
        self.needs.push(number);
        self.index.reach = self.index.reach.max(node.tokens().1);
        let places = self.places_of(&steps, lists);
        if places[0].is_none() {
            return Err("the pattern can be empty");
        }
        let number = self.places.len();
        self.index.late.resize(number / 64 + 1, 0);
        if steps.contains(&Step::Start) && steps.first() != Some(&Step::Start) {
            self.index.late[number / 64] |= 1 << (number % 64);
        }
        self.places.push(places);
        let program = self.lower(&steps, lists);
        self.of_patterns = self.takes.len();
        program
    }

    pub(super) fn test(&mut self, test: Test, lists: &Lists) -> usize {
        if let Some(known) = self.tests.get(&test) {
            return *known;
        }
        self.takes.push(match test {
            Test::Step(step) => atoms(&step, lists, &self.words),
            Test::Inside(form) => going_on(form, lists),
        });
        self.tests.insert(test, self.takes.len() - 1);
        self.takes.len() - 1
    }

    /// The tests that may be met at each of the first places, by running the program over all texts at once.
    fn places_of(&mut self, steps: &[Step], lists: &Lists) -> [Option<BTreeSet<usize>>; AHEAD] {
        let mut open = BTreeSet::from([(0u16, false)]);
        let mut over = false;
        std::array::from_fn(|_| {
            let mut tests = BTreeSet::new();
            let mut next = BTreeSet::new();
            let mut todo: Vec<(u16, bool)> = open.iter().copied().collect();
            let mut seen = open.clone();
            while let Some((pc, inside)) = todo.pop() {
                let step = steps.get(usize::from(pc)).copied().unwrap_or(Step::Accept);
                let mut go = |to: u16| {
                    if seen.insert((to, false)) {
                        todo.push((to, false));
                    }
                };
                match step {
                    Step::Accept => over = true,
                    Step::Jump(to) => go(to),
                    Step::Split(to) => {
                        go(pc + 1);
                        go(to);
                    }
                    Step::Glued | Step::Start | Step::End => go(pc + 1),
                    Step::Form(form) if form.is_long() => {
                        tests.insert(self.test(if inside { Test::Inside(form) } else { Test::Step(step) }, lists));
                        next.extend([(pc, true), (pc + 1, false)]);
                    }
                    step => {
                        tests.insert(self.test(Test::Step(step), lists));
                        next.insert((pc + 1, false));
                    }
                }
            }
            open = next;
            (!over).then_some(tests)
        })
    }

    fn trigger(&mut self, node: &Node, lists: &Lists) -> Option<Trigger> {
        match node {
            Node::Opt(_) => None,
            Node::Seq(nodes) => nodes.iter().rev().filter_map(|n| self.trigger(n, lists)).min_by_key(|t| t.cost),
            Node::Alt(nodes) => {
                let mut all = Trigger { tests: Vec::new(), cost: 0 };
                for branch in nodes {
                    let branch = self.trigger(branch, lists)?;
                    all.tests.extend(branch.tests);
                    all.cost += branch.cost;
                }
                Some(all)
            }
            Node::One(step) if !takes_token(*step) => None,
            Node::One(step) => {
                let test = self.test(Test::Step(*step), lists);
                let cost = self.takes[test].iter().map(|(atom, _)| cost(*atom, lists.words)).sum();
                (!self.takes[test].is_empty()).then_some(Trigger { tests: vec![test], cost })
            }
        }
    }

    pub(super) fn build(mut self) -> Index {
        let classes = self.classes();
        let mut met_by = vec![Vec::new(); self.takes.len()];
        for (class, tests) in classes.iter().enumerate() {
            tests.iter().for_each(|test| met_by[*test].push(class + 1));
        }
        self.index.tests = self.rows(classes.len(), &met_by);
        self.index.width = self.places.len().div_ceil(64 * LANES);
        let width = self.index.width;
        self.index.rows = vec![[Row::default(); AHEAD]; (classes.len() + 1) * width];
        for (program, places) in self.places.iter().enumerate() {
            for (place, tests) in places.iter().enumerate() {
                let Index { rows, classes: infos, needs, .. } = &mut self.index;
                let mut set = |class: usize| rows[class * width + program / (64 * LANES)][place][program / 64 % LANES] |= 1 << (program % 64);
                let Some(tests) = tests else {
                    (0..=classes.len()).for_each(set);
                    continue;
                };
                for class in tests.iter().flat_map(|t| &met_by[*t]) {
                    set(*class);
                    infos[*class].starts |= if place == 0 { needs[program] } else { 0 };
                }
            }
        }
        self.index
    }

    /// A bit for each trigger. The rarest share the last ones: a pattern is then tried a little more often.
    fn bits(&self) -> Vec<u64> {
        let mut order: Vec<usize> = (0..self.triggers.len()).collect();
        order.sort_by_key(|t| std::cmp::Reverse(self.triggers[*t].cost));
        let mut bits = vec![0; order.len()];
        for (rank, trigger) in order.into_iter().enumerate() {
            bits[trigger] = 1 << if rank < OWN_BITS { rank } else { OWN_BITS + rank % (64 - OWN_BITS) };
        }
        bits
    }

    /// Gives every token its class: first those that only guards know, triggers last. Returns the tests that each meets.
    fn classes(&mut self) -> Vec<Vec<usize>> {
        let mut met: Vec<((Atom, bool), usize)> = Vec::new();
        for (test, takes) in self.takes.iter().enumerate() {
            for (atom, capital) in takes {
                met.extend([false, true].into_iter().filter(|lower| !(*lower && *capital)).map(|lower| ((*atom, lower), test)));
            }
        }
        met.sort_unstable();
        met.dedup();
        let tests: Vec<usize> = met.iter().map(|m| m.1).collect();
        let met: Vec<((Atom, bool), &[usize])> = by_first(&met).map(|(atom, range)| (atom, &tests[range])).collect();
        let bits = self.bits();
        self.index.needs = self.needs.iter().map(|number| bits[*number]).collect();
        let mut triggers = vec![0u64; self.takes.len()];
        for (trigger, bit) in self.triggers.iter().zip(&bits) {
            trigger.tests.iter().for_each(|test| triggers[*test] |= bit);
        }
        let mask = |tests: &[usize]| tests.iter().fold(0, |all, test| all | triggers[*test]);
        let distinct: FxHashSet<&[usize]> = met.iter().map(|m| m.1).collect();
        let mut distinct: Vec<&[usize]> = distinct.into_iter().collect();
        distinct.sort_unstable();
        let mut classes: Vec<(u64, &[usize])> = distinct.into_iter().map(|tests| (mask(tests), tests)).collect();
        let is_known = |tests: &[usize]| tests.iter().any(|t| *t < self.of_patterns);
        classes.sort_by_key(|(mask, tests)| (*mask != 0, is_known(tests)));
        let from = |at: Option<usize>| at.unwrap_or(classes.len()) as TokenClass + 1;
        self.index.first_known = from(classes.iter().position(|c| is_known(c.1)));
        self.index.first_trigger = from(classes.iter().position(|c| c.0 != 0));
        self.index.classes = std::iter::once(0).chain(classes.iter().map(|c| c.0)).map(|triggers| Class { triggers, starts: 0 }).collect();
        let numbers: FxHashMap<&[usize], TokenClass> = classes.iter().map(|c| c.1).zip(1..).collect();
        for ((atom, lower), tests) in met {
            let class = numbers[tests];
            match atom {
                Atom::Word(sym) => {
                    if self.index.words.len() <= sym.index() {
                        self.index.words.resize(sym.index() + 1, [0; 2]);
                    }
                    self.index.words[sym.index()][usize::from(lower)] = class;
                }
                Atom::Number(kind) => self.index.numbers[usize::from(kind)] = class,
                Atom::Mark(kind) => self.index.marks[usize::from(kind)] = class,
            }
        }
        classes.into_iter().map(|c| c.1.to_vec()).collect()
    }
}

/// Of pairs in order, each first with the range of its pairs.
fn by_first<A: Copy + PartialEq, B>(pairs: &[(A, B)]) -> impl Iterator<Item = (A, std::ops::Range<usize>)> {
    let mut start = 0;
    pairs.chunk_by(|a, b| a.0 == b.0).map(move |chunk| {
        let range = start..start + chunk.len();
        start = range.end;
        (chunk[0].0, range)
    })
}

fn takes_token(step: Step) -> bool {
    matches!(step, Step::Word(..) | Step::Figures(_) | Step::Mark(_) | Step::Class(_) | Step::Other(_) | Step::AnyOf(_) | Step::Form(_))
}

/// What a step may take as its first token.
fn atoms(step: &Step, lists: &Lists, sets: &WordSets) -> Vec<(Atom, bool)> {
    match step {
        Step::Word(sym, capital) => word(*sym, *capital, lists),
        Step::Figures(sym) => word(*sym, false, lists),
        Step::AnyOf(set) => sets.get(usize::from(*set)).into_iter().flatten().map(|sym| (Atom::Word(*sym), false)).collect(),
        Step::Class(class) | Step::Other(class) => lists.classes.forms(*class).flat_map(|(sym, capital)| word(sym, capital, lists)).collect(),
        Step::Form(form) => {
            let words = form_words(form.word_classes(), lists);
            words.into_iter().chain(numbers(*form).iter().map(|n| (Atom::Number(*n), false))).collect()
        }
        Step::Mark(kind) => (0..KINDS as u8).filter(|k| fits(*kind, *k)).map(|k| (Atom::Mark(k), false)).collect(),
        _ => Vec::new(),
    }
}

fn word(sym: Sym, capital: bool, lists: &Lists) -> Vec<(Atom, bool)> {
    if lists.is_figures(sym) {
        return (0..NUMBERS as u8).map(|n| (Atom::Number(n), false)).collect();
    }
    vec![(Atom::Word(sym), capital)]
}

fn fits(pattern: TokenKind, kind: u8) -> bool {
    MARKS.iter().any(|m| *m as u8 == kind && mark_fits(pattern, *m))
}

/// Marks that a pattern may have.
const MARKS: [TokenKind; 21] = [
    TokenKind::Question,
    TokenKind::Exclamation,
    TokenKind::Ellipsis,
    TokenKind::StraightDouble,
    TokenKind::OpenDouble,
    TokenKind::CloseDouble,
    TokenKind::Symbol,
    TokenKind::Percent,
    TokenKind::Currency,
    TokenKind::StraightSingle,
    TokenKind::CloseSingle,
    TokenKind::OpenSingle,
    TokenKind::Hyphen,
    TokenKind::Dash,
    TokenKind::Comma,
    TokenKind::Colon,
    TokenKind::Period,
    TokenKind::Slash,
    TokenKind::OpenParen,
    TokenKind::CloseParen,
    TokenKind::Semicolon,
];

/// The kinds of number that a form may start with.
fn numbers(form: Form) -> &'static [u8] {
    const ALL: [u8; NUMBERS] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    match form {
        Form::Day | Form::OtherDay | Form::DayDigits => &[1, 3, 4, 5],
        Form::ClockDigits => &ALL[9..12],
        Form::Triple => &ALL[8..9],
        Form::MonthDigits => &[1, 3],
        Form::Year | Form::FirstYear => &[YEAR as u8, YEAR as u8 + 1],
        Form::Decade => &[YEAR as u8 + 1],
        Form::ShortYear | Form::OtherShortYear | Form::ShortDecade => &ALL[2..8],
        Form::AnyYear | Form::Ordinal => &ALL[..12],
        Form::Hour => &ALL[..5],
        Form::Minute | Form::Second => &ALL[2..7],
        Form::Dotted => &[DOTTED as u8],
        Form::ClockDotted => &[DOTTED_CLOCK as u8],
        Form::Number | Form::Other | Form::Digits => &ALL,
        Form::YearWords | Form::Capital | Form::Lower => &[],
    }
}

/// What a form of several tokens may go on with.
fn going_on(form: Form, lists: &Lists) -> Vec<(Atom, bool)> {
    let marks = [TokenKind::Hyphen, TokenKind::Slash].map(|k| (Atom::Mark(k as u8), false));
    let numbers = (0..NUMBERS as u8).map(|n| (Atom::Number(n), false));
    form_words(form.all_classes(), lists).into_iter().chain(marks).chain(numbers).collect()
}

fn form_words(names: &[&str], lists: &Lists) -> Vec<(Atom, bool)> {
    names.iter().filter_map(|c| lists.classes.id(c)).flat_map(|c| lists.classes.forms(c)).map(|(sym, _)| (Atom::Word(sym), false)).collect()
}

/// Words of closed classes and digits stand everywhere; words of date classes do not.
fn cost(atom: Atom, words: &Words) -> u64 {
    match atom {
        Atom::Word(sym) => {
            let tags = words.tags(sym);
            if tags.any(Tags::DET.or(Tags::PREP).or(Tags::CC).or(Tags::PRON).or(Tags::TO).or(Tags::BE).or(Tags::NUM).or(Tags::ORD)) {
                400
            } else if tags.any(Tags::ADJ.or(Tags::ADV)) {
                60
            } else {
                1
            }
        }
        Atom::Number(kind) if usize::from(kind) == DOTTED => 5,
        Atom::Number(kind) if matches!(usize::from(kind), YEAR | 10 | DOTTED_CLOCK) => 50,
        Atom::Number(_) => 150,
        Atom::Mark(kind) if kind == TokenKind::Slash as u8 => 30,
        Atom::Mark(kind) if kind == TokenKind::Colon as u8 => 60,
        Atom::Mark(_) => 300,
    }
}
