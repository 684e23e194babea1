//! Which patterns may start at a token, and near which tokens it is worth trying.

use super::classes::Classes;
use super::pattern::{Form, Node, Step};
use rustc_hash::FxHashMap;

use crate::lexicon::{Tags, Words};
use crate::token::{Sym, Token, TokenKind};

/// What a token can be for the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Word(Sym),
    /// Four digits.
    Year,
    /// Digits with a mark inside or glued behind them: `26.11`, `10:30`, `3/4`.
    Figure,
    /// Any digits.
    Digits,
    Mark(u8),
}

/// Patterns by first token, and the words that each must have.
///
/// A pattern's trigger is the rarest word (or set of words) that every match of it holds. Triggers are numbered, so that the
/// triggers near a start are one word of bits, and a pattern is tried only where its own is among them.
#[derive(Debug, Default)]
pub struct Index {
    /// By symbol: 1 + index into `groups`, 0 for none.
    words: Vec<u32>,
    digits: Vec<u16>,
    marks: Vec<(TokenKind, Vec<u16>)>,
    groups: Vec<Vec<u16>>,
    /// By symbol: 0 for a word of no pattern, else 1 + index into `masks`.
    known: Vec<u16>,
    masks: Vec<u64>,
    /// Triggers that any digits, four digits, and figures are.
    digit_masks: (u64, u64, u64),
    /// By program: its trigger.
    needs: Vec<u64>,
}

impl Index {
    /// The triggers that `token` is, where `next` stands behind it; none for a token that no pattern has.
    pub(super) fn mask(&self, token: &Token, next: Option<&Token>) -> Option<u64> {
        match token.kind {
            TokenKind::Word | TokenKind::Clitic => {
                let known = self.known.get(token.sym.index()).copied().unwrap_or(0);
                self.masks.get(usize::from(known).wrapping_sub(1)).copied()
            }
            TokenKind::Number => {
                let (any, year, figure) = self.digit_masks;
                let len = token.span.len();
                let marked = next.is_some_and(|n| n.glued && matches!(n.kind, TokenKind::Colon | TokenKind::Slash | TokenKind::Hyphen));
                let own = self.known.get(token.sym.index()).and_then(|k| self.masks.get(usize::from(*k).wrapping_sub(1))).copied().unwrap_or(0);
                Some(own | any | if len == 4 { year } else { 0 } | if marked || matches!(len, 4..=10) { figure } else { 0 })
            }
            kind => KNOWN.contains(&kind).then_some(0),
        }
    }

    /// The trigger of a program.
    pub(super) fn need(&self, program: u16) -> u64 {
        self.needs.get(program as usize).copied().unwrap_or(0)
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
    triggers: Vec<Vec<Key>>,
    words: FxHashMap<Sym, u64>,
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
        let mut keys = trigger.keys;
        keys.sort_unstable();
        keys.dedup();
        let number = self.triggers.iter().position(|t| *t == keys).unwrap_or_else(|| {
            self.triggers.push(keys.clone());
            self.triggers.len() - 1
        });
        // More than 64 triggers share bits: a pattern is then tried a little more often.
        let bit = 1u64 << (number % 64);
        self.index.needs.push(bit);
        for key in keys {
            let masks = &mut self.index.digit_masks;
            match key {
                Key::Word(sym) => *self.words.entry(sym).or_default() |= bit,
                Key::Year => masks.1 |= bit,
                Key::Figure => masks.2 |= bit,
                _ => masks.0 |= bit,
            }
        }
        self.know(node, classes)
    }

    /// Marks all words of the pattern, so that a search need not look past other words.
    fn know(&mut self, node: &Node, classes: &Classes) -> Result<(), &'static str> {
        match node {
            Node::Seq(nodes) | Node::Alt(nodes) => nodes.iter().try_for_each(|n| self.know(n, classes)),
            Node::Opt(inner) => self.know(inner, classes),
            Node::One(Step::Form(Form::Capital | Form::Lower)) => Err("`<capital>` and `<lower>` stand in guards only"),
            Node::One(Step::Mark(kind)) if !KNOWN.contains(kind) => Err("the mark stands in guards only"),
            Node::One(step) => {
                let words = match step {
                    Step::Form(form) => form_words(&form.all_classes(), classes),
                    step => keys_of(step, classes),
                };
                for key in words {
                    if let Key::Word(sym) = key {
                        self.words.entry(sym).or_default();
                    }
                }
                Ok(())
            }
        }
    }

    pub(super) fn build(mut self) -> Index {
        for (sym, mask) in self.words {
            if self.index.known.len() <= sym.index() {
                self.index.known.resize(sym.index() + 1, 0);
            }
            let at = self.index.masks.iter().position(|m| *m == mask).unwrap_or_else(|| {
                self.index.masks.push(mask);
                self.index.masks.len() - 1
            });
            self.index.known[sym.index()] = at as u16 + 1;
        }
        self.starts.sort_unstable();
        for (key, program) in self.starts {
            match key {
                Key::Digits | Key::Year | Key::Figure => self.index.digits.push(program),
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

/// Marks that a pattern may have.
const KNOWN: [TokenKind; 12] = [
    TokenKind::Percent,
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
];

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
            let mut keys = form_words(form.word_classes(), classes);
            keys.extend(match form {
                Form::Year | Form::Decade => Some(Key::Year),
                Form::Dotted | Form::ClockDotted | Form::DayDigits | Form::MonthDigits | Form::Hour | Form::Minute | Form::Second => Some(Key::Figure),
                Form::YearWords | Form::Capital | Form::Lower => None,
                _ => Some(Key::Digits),
            });
            keys
        }
        Step::Mark(kind) => MARKS.iter().enumerate().filter(|(_, m)| super::pattern::mark_fits(*kind, **m)).map(|(i, _)| Key::Mark(i as u8)).collect(),
        _ => Vec::new(),
    }
}

fn form_words(names: &[&str], classes: &Classes) -> Vec<Key> {
    names.iter().filter_map(|c| classes.id(c)).flat_map(|c| classes.forms(c)).map(Key::Word).collect()
}

fn trigger(node: &Node, classes: &Classes, words: &Words) -> Option<Trigger> {
    match node {
        Node::Opt(_) => None,
        Node::Seq(nodes) => nodes.iter().rev().filter_map(|n| trigger(n, classes, words)).min_by_key(|t| t.cost),
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
            let tags = words.tags(sym);
            if tags.any(Tags::DET.or(Tags::PREP).or(Tags::CC).or(Tags::PRON).or(Tags::TO).or(Tags::BE).or(Tags::NUM).or(Tags::ORD)) {
                400
            } else if tags.any(Tags::ADJ.or(Tags::ADV)) {
                60
            } else {
                1
            }
        }
        Key::Year => 100,
        Key::Figure => 150,
        _ => 300,
    }
}
