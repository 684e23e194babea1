//! The pattern language of date rules, compiled to a small program that the matcher runs.
//!
//! Elements are separated by blanks:
//! - `word` a literal word or mark; a capital in the pattern needs a capital in the text; `-` is any hyphen or dash, `'` any
//!   apostrophe
//! - `<class>` a word of a class of `classes.csv`, or a form that the engine reads: `<day>` `<year>` `<num>` …
//! - `<open>`, `<close>`, `<currency>` these marks
//! - `<other:class>` the same, but its value is not kept
//! - `[a b]` optional, `(a b|c)` alternatives
//! - `~x` nothing stands between x and what is before it
//! - `{ a b }` the span, where the pattern tells more than belongs to it

use super::classes::{ClassId, Classes};
use crate::token::{Interner, Shape, Sym, TokenKind, scan};

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// The word with this symbol; `true`: it needs a capital.
    Word(Sym, bool),
    /// These figures.
    Figures(Sym),
    /// A mark of this kind.
    Mark(TokenKind),
    /// A word of a class.
    Class(ClassId),
    /// A word of a class whose value is not kept.
    Other(ClassId),
    /// A form that the engine reads.
    Form(Form),
    /// Any word of a set.
    AnyOf(u16),
    /// The next token is glued to the one before.
    Glued,
    /// The span starts here.
    Start,
    /// The span ends here.
    End,
    /// Try what follows, then what is there.
    Split(u16),
    /// Go on there.
    Jump(u16),
    /// Done.
    Accept,
}

/// Forms of number that the engine reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Form {
    /// 1 to 31, with or without `st`, or an ordinal in words.
    Day,
    /// The same, read but not kept.
    OtherDay,
    /// Two or one digits, 1 to 31.
    DayDigits,
    /// Two or one digits, 1 to 12.
    MonthDigits,
    /// Four digits.
    Year,
    /// "nineteen ninety-four".
    YearWords,
    /// Two digits.
    ShortYear,
    /// One to four digits, before or behind an era.
    AnyYear,
    /// Four digits that end in 0.
    Decade,
    /// Two digits that are read but not kept.
    OtherShortYear,
    /// Two digits that end in 0.
    ShortDecade,
    /// A cardinal: digits, words, fractions, "several".
    Number,
    /// A cardinal that is read but not kept.
    Other,
    /// `3rd`, "third".
    Ordinal,
    /// 0 to 24, digits or words.
    Hour,
    Minute,
    Second,
    /// `26.11.2024`.
    Dotted,
    /// `19.30`.
    ClockDotted,
    /// `0930`: hour and minute without a mark.
    ClockDigits,
    /// Four digits, also before a slash: `2019/20`.
    FirstYear,
    /// Three digits.
    Triple,
    /// Any digits.
    Digits,
    /// Any capitalised word.
    Capital,
    /// Any word in small letters.
    Lower,
}

impl Form {
    fn of(name: &str) -> Option<Form> {
        Some(match name {
            "day" => Form::Day,
            "otherday" => Form::OtherDay,
            "dd" => Form::DayDigits,
            "mm" => Form::MonthDigits,
            "year" => Form::Year,
            "yearwords" => Form::YearWords,
            "yy" => Form::ShortYear,
            "otheryy" => Form::OtherShortYear,
            "anyyear" => Form::AnyYear,
            "decade" => Form::Decade,
            "shortdecade" => Form::ShortDecade,
            "num" => Form::Number,
            "other" => Form::Other,
            "ord" => Form::Ordinal,
            "hour" => Form::Hour,
            "minute" => Form::Minute,
            "second" => Form::Second,
            "dotted" => Form::Dotted,
            "clockdotted" => Form::ClockDotted,
            "hhmm" => Form::ClockDigits,
            "firstyear" => Form::FirstYear,
            "triple" => Form::Triple,
            "digits" => Form::Digits,
            "capital" => Form::Capital,
            "lower" => Form::Lower,
            _ => return None,
        })
    }

    /// May take several tokens.
    pub(super) fn is_long(self) -> bool {
        matches!(self, Form::Day | Form::OtherDay | Form::YearWords | Form::Number | Form::Other | Form::Ordinal)
    }

    /// The classes of all words that it may hold.
    pub(super) fn all_classes(self) -> &'static [&'static str] {
        match self.word_classes() {
            [] => &["suffix"],
            _ => &["cardinal", "tens", "one", "vague", "multiplier", "halfword", "ordinal", "suffix", "and", "partitive"],
        }
    }

    /// The classes of words that it may start with.
    pub(super) fn word_classes(self) -> &'static [&'static str] {
        match self {
            Form::Day | Form::OtherDay => &["ordinal", "tens"],
            Form::YearWords => &["yearstart"],
            Form::Number | Form::Other => &["cardinal", "tens", "one", "vague", "multiplier", "halfword"],
            Form::Ordinal => &["ordinal", "tens"],
            Form::Hour => &["cardinal"],
            _ => &[],
        }
    }
}

#[derive(Debug)]
pub(super) enum Node {
    One(Step),
    Seq(Vec<Node>),
    Alt(Vec<Node>),
    Opt(Box<Node>),
}

/// Sets of words, each sorted, that [`Step::AnyOf`] points to.
pub(super) type WordSets = Vec<Box<[Sym]>>;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    classes: &'a Classes,
    interner: &'a mut Interner,
}

/// Reads a pattern, in which a list of alternative words is one step; the error says what is wrong.
pub(super) fn parse(text: &str, classes: &Classes, interner: &mut Interner, sets: &mut WordSets) -> Result<Node, String> {
    let mut parser = Parser { text, at: 0, classes, interner };
    let mut node = parser.alternatives()?;
    if parser.at < text.len() {
        return Err(format!("`{}` closes nothing", &text[parser.at..]));
    }
    node.gather(sets)?;
    if emit(&node).len() > 4000 { Err("the pattern is too long".into()) } else { Ok(node) }
}

impl Node {
    /// Makes one step of the branches that are a single word in any case.
    fn gather(&mut self, sets: &mut WordSets) -> Result<(), String> {
        match self {
            Node::Seq(nodes) => nodes.iter_mut().try_for_each(|n| n.gather(sets)),
            Node::Opt(inner) => inner.gather(sets),
            Node::Alt(branches) => {
                let mut words: Vec<Sym> = branches.iter().filter_map(Node::word).collect();
                if words.len() > 1 {
                    branches.retain(|b| b.word().is_none());
                    words.sort_unstable();
                    words.dedup();
                    let at = sets.iter().position(|s| **s == *words).unwrap_or_else(|| {
                        sets.push(words.into());
                        sets.len() - 1
                    });
                    branches.push(Node::One(Step::AnyOf(u16::try_from(at).map_err(|_| "there are too many lists of words")?)));
                }
                branches.iter_mut().try_for_each(|n| n.gather(sets))
            }
            Node::One(_) => Ok(()),
        }
    }

    /// The word that the node is, if it is one that needs no capital.
    fn word(&self) -> Option<Sym> {
        match self {
            Node::One(Step::Word(sym, false)) => Some(*sym),
            Node::Seq(nodes) if nodes.len() == 1 => nodes[0].word(),
            _ => None,
        }
    }

    /// The fewest and the most tokens that it takes.
    pub(super) fn tokens(&self) -> (usize, usize) {
        match self {
            Node::Opt(inner) => (0, inner.tokens().1),
            Node::Seq(nodes) => nodes.iter().map(Node::tokens).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1)),
            Node::Alt(nodes) => nodes.iter().map(Node::tokens).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or_default(),
            Node::One(Step::Form(Form::Number | Form::Other | Form::YearWords)) => (1, 12),
            Node::One(Step::Form(form)) if form.is_long() => (1, 3),
            Node::One(Step::Glued | Step::Start | Step::End) => (0, 0),
            Node::One(_) => (1, 1),
        }
    }
}

/// The steps of a pattern.
pub(super) fn emit(node: &Node) -> Vec<Step> {
    let mut steps = Vec::new();
    emit_to(node, &mut steps);
    steps.push(Step::Accept);
    steps
}

fn emit_to(node: &Node, steps: &mut Vec<Step>) {
    match node {
        Node::One(step) => steps.push(*step),
        Node::Seq(nodes) => nodes.iter().for_each(|n| emit_to(n, steps)),
        Node::Opt(inner) => {
            let split = steps.len();
            steps.push(Step::Accept);
            emit_to(inner, steps);
            steps[split] = Step::Split(steps.len() as u16);
        }
        Node::Alt(branches) => {
            let mut jumps = Vec::new();
            for (i, branch) in branches.iter().enumerate() {
                let split = steps.len();
                let last = i + 1 == branches.len();
                if !last {
                    steps.push(Step::Accept);
                }
                emit_to(branch, steps);
                if !last {
                    jumps.push(steps.len());
                    steps.push(Step::Accept);
                    steps[split] = Step::Split(steps.len() as u16);
                }
            }
            let end = steps.len() as u16;
            for jump in jumps {
                steps[jump] = Step::Jump(end);
            }
        }
    }
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn alternatives(&mut self) -> Result<Node, String> {
        let mut branches = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.at += 1;
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Alt(branches) })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            match c {
                '|' | ')' | ']' => break,
                '(' | '[' => {
                    self.at += 1;
                    let inner = self.alternatives()?;
                    let close = if c == '(' { ')' } else { ']' };
                    if self.peek() != Some(close) {
                        return Err(format!("`{c}` is not closed"));
                    }
                    self.at += 1;
                    nodes.push(if c == '[' { Node::Opt(inner.into()) } else { inner });
                }
                '{' | '}' | '~' => {
                    self.at += 1;
                    nodes.push(Node::One(match c {
                        '{' => Step::Start,
                        '}' => Step::End,
                        _ => Step::Glued,
                    }));
                }
                '<' => nodes.push(self.class()?),
                _ => self.literal(&mut nodes)?,
            }
        }
        if nodes.is_empty() {
            return Err("an empty alternative".into());
        }
        Ok(Node::Seq(nodes))
    }

    fn class(&mut self) -> Result<Node, String> {
        let rest = &self.text[self.at + 1..];
        let end = rest.find('>').ok_or("`<` is not closed")?;
        let name = &rest[..end];
        self.at += end + 2;
        let mark = match name {
            "currency" => Some(TokenKind::Currency),
            "open" => Some(TokenKind::OpenParen),
            "close" => Some(TokenKind::CloseParen),
            _ => None,
        };
        if let Some(kind) = mark {
            return Ok(Node::One(Step::Mark(kind)));
        }
        if let Some(form) = Form::of(name) {
            return Ok(Node::One(Step::Form(form)));
        }
        if let Some(id) = name.strip_prefix("other:").and_then(|n| self.classes.id(n)) {
            return Ok(Node::One(Step::Other(id)));
        }
        self.classes.id(name).map(|id| Node::One(Step::Class(id))).ok_or_else(|| format!("there is no class `{name}`"))
    }

    fn literal(&mut self, nodes: &mut Vec<Node>) -> Result<(), String> {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| c.is_whitespace() || "()[]{}|~<>".contains(c)).unwrap_or(rest.len());
        let word = &rest[..end.max(1)];
        self.at += word.len();
        // A clitic is one token only behind a word, so it cannot be scanned alone.
        if word.strip_prefix('\'').is_some_and(|w| w.starts_with(char::is_alphabetic)) {
            nodes.push(Node::One(Step::Word(self.interner.intern(word), false)));
            return Ok(());
        }
        let mut first = true;
        for raw in scan(word) {
            if raw.glued && !first {
                nodes.push(Node::One(Step::Glued));
            }
            first = false;
            nodes.push(Node::One(match raw.kind {
                TokenKind::Number => Step::Figures(self.interner.intern(raw.span.slice(word))),
                TokenKind::Word | TokenKind::Clitic => {
                    Step::Word(self.interner.intern(raw.span.slice(word)), matches!(raw.shape, Shape::Capitalised | Shape::Upper | Shape::Mixed))
                }
                kind => Step::Mark(kind),
            }));
        }
        if first { Err(format!("`{word}` is no word")) } else { Ok(()) }
    }
}

/// Whether a mark of the text can stand for the mark of a pattern.
pub(super) fn mark_fits(pattern: TokenKind, text: TokenKind) -> bool {
    use TokenKind as K;
    match pattern {
        K::Hyphen | K::Dash => matches!(text, K::Hyphen | K::Dash),
        K::StraightSingle => matches!(text, K::StraightSingle | K::CloseSingle | K::OpenSingle),
        K::StraightDouble => matches!(text, K::StraightDouble | K::CloseDouble | K::OpenDouble),
        _ => pattern == text,
    }
}
