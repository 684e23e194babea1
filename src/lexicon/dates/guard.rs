//! Patterns that must not stand beside a match, compiled so that most of them cost one look-up.

use super::classes::Classes;
use super::pattern::{Node, Program, Step, emit, parse};
use crate::token::{Interner, Sym};

/// A pattern that must not stand beside a match.
#[derive(Debug)]
pub struct Guard {
    /// The pattern.
    pub program: Program,
    /// The fewest and the most tokens that it takes.
    pub tokens: (usize, usize),
    /// The words that it starts with, sorted; none where it can start with other things too.
    pub first: Option<Box<[Sym]>>,
}

/// The program of a parsed pattern in which a list of alternative words is one step.
pub(super) fn gathered(mut node: Node) -> Program {
    let mut sets = Vec::new();
    gather(&mut node, &mut sets);
    let mut steps = Vec::new();
    emit(&node, &mut steps);
    steps.push(Step::Accept);
    Program { steps, sets }
}

/// Compiles the pattern of a guard, in which a list of alternative words is one step.
pub(super) fn compile_guard(text: &str, classes: &Classes, interner: &mut Interner) -> Result<Guard, String> {
    let node = parse(text, classes, interner)?;
    let (tokens, mut first) = (node.tokens(), Vec::new());
    let first = (starts(&node, classes, &mut first) == Some(false)).then(|| {
        first.sort_unstable();
        first.into()
    });
    Ok(Guard { tokens, first, program: gathered(node) })
}

/// Collects the words that `node` may start with; `Some(true)` if it can match nothing, none where not only words start it.
fn starts(node: &Node, classes: &Classes, words: &mut Vec<Sym>) -> Option<bool> {
    match node {
        Node::Opt(inner) => starts(inner, classes, words).map(|_| true),
        Node::Alt(nodes) => nodes.iter().try_fold(false, |empty, n| Some(starts(n, classes, words)? | empty)),
        Node::Seq(nodes) => {
            for node in nodes {
                if !starts(node, classes, words)? {
                    return Some(false);
                }
            }
            Some(true)
        }
        Node::One(step) => {
            match step {
                Step::Word(sym, _) => words.push(*sym),
                Step::Class(class) | Step::Other(class) => words.extend(classes.forms(*class).map(|f| f.0)),
                Step::Glued | Step::Start | Step::End => return Some(true),
                _ => return None,
            }
            Some(false)
        }
    }
}

/// Makes one step of the branches that are a single word in any case.
fn gather(node: &mut Node, sets: &mut Vec<Box<[Sym]>>) {
    match node {
        Node::Seq(nodes) => nodes.iter_mut().for_each(|n| gather(n, sets)),
        Node::Opt(inner) => gather(inner, sets),
        Node::Alt(branches) => {
            let mut words: Vec<Sym> = branches.iter().filter_map(Node::word).collect();
            if words.len() > 1 {
                branches.retain(|b| b.word().is_none());
                words.sort_unstable();
                branches.push(Node::One(Step::AnyOf(sets.len() as u16)));
                sets.push(words.into());
            }
            branches.iter_mut().for_each(|n| gather(n, sets));
        }
        Node::One(_) => {}
    }
}
