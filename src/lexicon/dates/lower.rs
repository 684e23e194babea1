//! From the steps of a parsed pattern to a program over classes of tokens.

use std::collections::BTreeSet;

use super::build::{Builder, Lists, Test};
use super::pattern::{Form, Node, Step, emit};
use super::program::{Guard, Guards, Op, Program, TestId, Tests};

impl Builder {
    /// Compiles the patterns of the guards of one side.
    pub(super) fn guards(&mut self, nodes: &[Node], lists: &Lists) -> Result<Guards, &'static str> {
        let mut all = Some(BTreeSet::new());
        let mut list = Vec::with_capacity(nodes.len());
        for node in nodes {
            let steps = emit(node);
            let first = self.first(&steps, 0, lists);
            all = all.zip(first.as_ref()).map(|(all, first)| &all | first);
            list.push(Guard { program: self.lower(&steps, lists)?, tokens: node.tokens(), first: self.test_of(first)? });
        }
        Ok(Guards { first: self.test_of(all)?, list })
    }

    /// The program of a pattern.
    pub(super) fn lower(&mut self, steps: &[Step], lists: &Lists) -> Result<Program, &'static str> {
        let ops = steps.iter().enumerate().map(|(pc, step)| self.op(steps, pc, *step, lists));
        Ok(Program { ops: ops.collect::<Result<_, _>>()? })
    }

    fn op(&mut self, steps: &[Step], pc: usize, step: Step, lists: &Lists) -> Result<Op, &'static str> {
        Ok(match step {
            Step::Class(class) | Step::Other(class) if lists.has_figures(class) => Op::Entry(class, matches!(step, Step::Class(_))),
            Step::Class(class) if lists.classes.fills(class) => Op::Keeps(self.only(step, lists)?, class),
            Step::Word(..) | Step::Mark(_) | Step::Class(_) | Step::Other(_) | Step::AnyOf(_) => Op::Meets(self.only(step, lists)?),
            Step::Figures(sym) => Op::Figures(sym),
            Step::Form(form) => Op::Reads(form, self.only(step, lists)?),
            Step::Glued => Op::Glued,
            Step::Start => Op::Start,
            Step::End => Op::End,
            Step::Split(to) => {
                let (first, second) = (self.first(steps, pc + 1, lists), self.first(steps, usize::from(to), lists));
                Op::Split { first: self.test_of(first)?, second: self.test_of(second)?, to }
            }
            Step::Jump(to) => Op::Jump(to),
            Step::Accept => Op::Accept,
        })
    }

    fn only(&mut self, step: Step, lists: &Lists) -> Result<TestId, &'static str> {
        let first = self.first(&[step], 0, lists);
        self.test_of(first)
    }

    /// The tests of the tokens that the steps from `pc` on may begin with; none where there may be no token, or any.
    fn first(&mut self, steps: &[Step], pc: usize, lists: &Lists) -> Option<BTreeSet<usize>> {
        let (mut todo, mut tests) = (vec![pc], BTreeSet::new());
        while let Some(pc) = todo.pop() {
            match *steps.get(pc)? {
                Step::Accept | Step::Form(Form::Capital | Form::Lower) => return None,
                // Steps go forward only.
                Step::Jump(to) => todo.push(usize::from(to)),
                Step::Split(to) => todo.extend([pc + 1, usize::from(to)]),
                Step::Glued | Step::Start | Step::End => todo.push(pc + 1),
                step => {
                    tests.insert(self.test(Test::Step(step), lists));
                }
            }
        }
        Some(tests)
    }

    /// The number of the set of classes that meet one of these tests.
    pub(super) fn test_of(&mut self, tests: Option<BTreeSet<usize>>) -> Result<TestId, &'static str> {
        let Some(tests) = tests else { return Ok(Tests::ANY) };
        let fresh = self.sets_of_tests.len() + 1;
        let number = *self.sets_of_tests.entry(tests).or_insert(fresh);
        TestId::try_from(number).map_err(|_| "there are too many patterns")
    }

    /// The rows of bits for so many classes, by the classes that meet each test, numbered from 1; the first is that of no class.
    pub(super) fn rows(&self, classes: usize, met_by: &[Vec<usize>]) -> Tests {
        let width = (self.sets_of_tests.len() + 1).div_ceil(64);
        let mut rows = vec![0; (classes + 1) * width];
        rows.iter_mut().step_by(width).for_each(|row| *row |= 1u64);
        for (set, number) in &self.sets_of_tests {
            for class in set.iter().flat_map(|test| &met_by[*test]) {
                rows[class * width + number / 64] |= 1 << (number % 64);
            }
        }
        Tests { width, rows }
    }
}
