//! Which patterns may start at a token, and near which tokens it is worth trying.

use super::classes::Classes;
use super::pattern::{Node, Step};
use crate::lexicon::{Tags, Words};
use crate::token::{Sym, Token, TokenKind};

/// What a token can be for the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Word(Sym),
    Digits,
    Mark(u8),
}

/// Patterns by first token, and the tokens that trigger.
#[derive(Debug, Default)]
pub struct Index {
    /// By symbol: 1 + index into `groups`, 0 for none.
    words: Vec<u32>,
    digits: Vec<u16>,
    marks: Vec<(TokenKind, Vec<u16>)>,
    groups: Vec<Vec<u16>>,
    triggers: Vec<bool>,
    digits_trigger: bool,
}

impl Index {
    pub(super) fn triggers(&self, token: &Token) -> bool {
        match token.kind {
            TokenKind::Number => self.digits_trigger || self.triggers.get(token.sym.index()).copied().unwrap_or(false),
            _ => self.triggers.get(token.sym.index()).copied().unwrap_or(false),
        }
    }

    pub(super) fn starting(&self, token: &Token) -> &[u16] {
        match token.kind {
            TokenKind::Number => &self.digits,
            TokenKind::Word | TokenKind::Clitic => {
                let group = self.words.get(token.sym.index()).copied().unwrap_or(0);
                self.groups.get((group as usize).wrapping_sub(1)).map_or(&[], |g| g)
            }
            kind => self.marks.iter().find(|m| m.0 == kind).map_or(&[], |m| &m.1),
        }
    }
}

#[derive(Default)]
pub(super) struct Builder {
    starts: Vec<(Key, u16)>,
    index: Index,
}

/// How often the words of a set stand in text, roughly: the set with the least triggers.
struct Trigger {
    keys: Vec<Key>,
    cost: u64,
}

impl Builder {
    /// Adds a pattern; `Err` where no word of it is sure to be there.
    pub(super) fn add(&mut self, program: u16, node: &Node, classes: &Classes, words: &Words) -> Result<(), &'static str> {
        let mut keys = Vec::new();
        if first(node, classes, &mut keys) {
            return Err("the pattern can be empty");
        }
        keys.sort_unstable();
        keys.dedup();
        self.starts.extend(keys.into_iter().map(|k| (k, program)));
        let trigger = trigger(node, classes, words).ok_or("the pattern has no word that is always there")?;
        for key in trigger.keys {
            match key {
                Key::Word(sym) => {
                    if self.index.triggers.len() <= sym.index() {
                        self.index.triggers.resize(sym.index() + 1, false);
                    }
                    self.index.triggers[sym.index()] = true;
                }
                _ => self.index.digits_trigger = true,
            }
        }
        Ok(())
    }

    pub(super) fn build(mut self) -> Index {
        self.starts.sort_unstable();
        for (key, program) in self.starts {
            match key {
                Key::Digits => self.index.digits.push(program),
                Key::Word(sym) => {
                    let sym = sym.index();
                    if self.index.words.len() <= sym {
                        self.index.words.resize(sym + 1, 0);
                    }
                    if self.index.words[sym] == 0 {
                        self.index.groups.push(Vec::new());
                        self.index.words[sym] = self.index.groups.len() as u32;
                    }
                    self.index.groups[self.index.words[sym] as usize - 1].push(program);
                }
                Key::Mark(kind) => {
                    let kind = MARKS[kind as usize];
                    match self.index.marks.iter_mut().find(|m| m.0 == kind) {
                        Some(mark) => mark.1.push(program),
                        None => self.index.marks.push((kind, vec![program])),
                    }
                }
            }
        }
        self.index
    }
}

/// Marks that a pattern may start with.
const MARKS: [TokenKind; 9] = [
    TokenKind::StraightSingle,
    TokenKind::CloseSingle,
    TokenKind::OpenSingle,
    TokenKind::Hyphen,
    TokenKind::Dash,
    TokenKind::Comma,
    TokenKind::Slash,
    TokenKind::OpenParen,
    TokenKind::Currency,
];

/// Collects what `node` may start with; true if it can match nothing.
fn first(node: &Node, classes: &Classes, keys: &mut Vec<Key>) -> bool {
    match node {
        Node::One(step) => match step {
            Step::Glued | Step::Start | Step::End => true,
            step => {
                keys.extend(keys_of(step, classes));
                false
            }
        },
        Node::Seq(nodes) => nodes.iter().all(|n| first(n, classes, keys)),
        Node::Alt(nodes) => nodes.iter().fold(false, |empty, n| first(n, classes, keys) | empty),
        Node::Opt(inner) => {
            first(inner, classes, keys);
            true
        }
    }
}

fn keys_of(step: &Step, classes: &Classes) -> Vec<Key> {
    match step {
        Step::Word(sym, _) => vec![Key::Word(*sym)],
        Step::Class(class) | Step::Other(class) => classes.forms(*class).map(Key::Word).collect(),
        Step::Form(form) => {
            let mut keys: Vec<Key> = form.word_classes().iter().filter_map(|c| classes.id(c)).flat_map(|c| classes.forms(c)).map(Key::Word).collect();
            if form.digits() {
                keys.push(Key::Digits);
            }
            keys
        }
        Step::Mark(kind) => MARKS.iter().enumerate().filter(|(_, m)| super::pattern::mark_fits(*kind, **m)).map(|(i, _)| Key::Mark(i as u8)).collect(),
        _ => Vec::new(),
    }
}

fn trigger(node: &Node, classes: &Classes, words: &Words) -> Option<Trigger> {
    match node {
        Node::Opt(_) => None,
        Node::Seq(nodes) => nodes.iter().filter_map(|n| trigger(n, classes, words)).min_by_key(|t| t.cost),
        Node::Alt(nodes) => {
            let mut all = Trigger { keys: Vec::new(), cost: 0 };
            for branch in nodes {
                let branch = trigger(branch, classes, words)?;
                all.keys.extend(branch.keys);
                all.cost += branch.cost;
            }
            Some(all)
        }
        Node::One(step) => {
            let keys = keys_of(step, classes);
            if keys.is_empty() || keys.iter().any(|k| matches!(k, Key::Mark(_))) {
                return None;
            }
            let cost = keys.iter().map(|k| cost(*k, words)).sum();
            Some(Trigger { keys, cost })
        }
    }
}

/// Words of closed classes and digits stand everywhere; words of date classes do not.
fn cost(key: Key, words: &Words) -> u64 {
    match key {
        Key::Word(sym) => {
            let closed = words.tags(sym).any(Tags::DET.or(Tags::PREP).or(Tags::CC).or(Tags::PRON).or(Tags::TO).or(Tags::BE).or(Tags::NUM).or(Tags::ORD));
            if closed { 400 } else { 1 }
        }
        _ => 300,
    }
}
