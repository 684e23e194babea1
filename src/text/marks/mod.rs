//! Pairing of quotation marks.

mod look;
mod single;

use super::{Article, Paragraph};
use crate::token::{Span, Token, TokenKind};
use look::{Look, Mark};

/// Words between a pair of quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The words inside the marks, without the marks (bytes).
    pub span: Span,
    /// Tokens of the opening and the closing mark; no closing one where the quotation runs on into the next paragraph or
    /// was never closed. Where the opening mark is missing, `open` is the first word inside.
    pub open: u32,
    /// See `open`.
    pub close: Option<u32>,
    /// Index of the paragraph that it stands in; a quotation never crosses paragraphs, it is reopened.
    pub paragraph: u32,
    /// The quotation (index into `Surface::quoted`) in the paragraph before that this one continues.
    pub continues: Option<u32>,
    /// Depth of nesting: 0 outside.
    pub depth: u8,
}

/// Pairs the quotation marks of each paragraph.
///
/// Each paragraph is paired by itself, so that one odd mark never shifts the rest of the article. A mark opens or closes
/// by its form, by the white space beside it and by what is open; single marks are taken for apostrophes unless both
/// sides are there. Linear in the tokens.
pub(super) fn pair(article: &Article, tokens: &[Token], paragraphs: &[Paragraph]) -> Vec<Quoted> {
    let mut all: Vec<Quoted> = Vec::new();
    // The quotation that the paragraph before left open.
    let mut running: Option<u32> = None;
    let (mut marks, mut stack, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let (start, end) = (paragraph.tokens.start as usize, (paragraph.tokens.end as usize).min(tokens.len()));
        let inside = tokens.get(start..end).unwrap_or_default();
        let next_opens_single = || paragraphs.get(index + 1).and_then(|p| tokens.get(p.tokens.start as usize)).is_some_and(|t| look::is_single(t.kind));
        look::read(&article.text, inside, next_opens_single, &mut marks);
        if marks.is_empty() {
            running = None;
            continue;
        }
        if runs_on_around(inside, &marks, paragraphs.get(index + 1).and_then(|p| tokens.get(p.tokens.start as usize))) {
            marks.iter_mut().for_each(|m| m.room_for_nesting = true);
        }
        let mut pairer = Pairer { tokens: inside, stack: &mut stack, found: &mut found, running: running.is_some(), free_from: 0 };
        pairer.run(&marks);
        let base = all.len();
        append(&mut found, start as u32, index as u32, &mut all);
        // Only a quotation that is the first thing in its paragraph continues the one before.
        if let Some(first) = all.get_mut(base).filter(|q| q.open as usize == start) {
            first.continues = running;
        }
        running = (base..all.len()).rev().find(|i| all[*i].depth == 0 && all[*i].close.is_none() && all[*i].span.end == paragraph.span.end).map(|i| i as u32);
    }
    all
}

/// A straight mark opens the paragraph and the next one, and only curly marks stand between: they nest, though one closing
/// mark too few follows for both (`"It is no “free port” any more. ¶ "It never was."`).
fn runs_on_around(inside: &[Token], marks: &[Mark], next: Option<&Token>) -> bool {
    let straight = |t: Option<&Token>| t.is_some_and(|t| t.kind == TokenKind::StraightDouble);
    let mut doubles = marks.iter().filter(|m| inside.get(m.at).is_some_and(|t| look::is_double(t.kind)));
    doubles.next().is_some_and(|m| m.at == 0 && m.look == Look::Open && straight(inside.first()))
        && straight(next)
        && !doubles.any(|m| straight(inside.get(m.at)))
}

/// Orders what was found in a paragraph and counts the depth.
fn append(found: &mut Vec<Found>, base: u32, paragraph: u32, all: &mut Vec<Quoted>) {
    found.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
    let mut holders: Vec<u32> = Vec::new();
    for f in found.drain(..) {
        while holders.last().is_some_and(|end| *end <= f.span.start) {
            holders.pop();
        }
        let depth = holders.len().min(usize::from(u8::MAX)) as u8;
        holders.push(f.span.end);
        all.push(Quoted { span: f.span, open: base + f.open as u32, close: f.close.map(|c| base + c as u32), paragraph, continues: None, depth });
    }
}

/// A pair inside one paragraph; tokens are counted from the paragraph's first.
struct Found {
    span: Span,
    open: usize,
    close: Option<usize>,
}

struct Open {
    token: usize,
    /// Of a single mark: the token of its closing mark, chosen beforehand. None for double marks and for a single mark
    /// that runs on into the next paragraph.
    closes_at: Option<usize>,
    single: bool,
}

/// The state of one paragraph.
struct Pairer<'a> {
    tokens: &'a [Token],
    /// The marks that are open; empty at the start and the end of a paragraph, as is `found` at its start.
    stack: &'a mut Vec<Open>,
    found: &'a mut Vec<Found>,
    /// The paragraph before left a quotation open.
    running: bool,
    /// Behind the last mark that took part in a pair.
    free_from: usize,
}

/// Deeper nesting than this is no quotation but noise.
const MAX_DEPTH: usize = 8;

impl Pairer<'_> {
    fn run(&mut self, marks: &[Mark]) {
        for mark in marks {
            let at = mark.at;
            match mark.look {
                Look::None => {}
                Look::OpenSingle(closes_at) => self.push(at, closes_at, true),
                Look::CloseSingle => self.close_single(at),
                Look::Open => self.open_double(mark),
                Look::Close if self.double().is_none() && mark.misplaced => self.push(at, None, false),
                Look::Close => self.close_double(at),
                Look::Either if self.double().is_some() => self.close_double(at),
                Look::Either => self.push(at, None, false),
            }
        }
        while let Some(open) = self.stack.pop() {
            // A lone single mark is an apostrophe, unless it was seen to run on.
            if !open.single || open.closes_at.is_none() {
                self.add(open.token, self.tokens.len(), None);
            }
        }
    }

    fn push(&mut self, token: usize, closes_at: Option<usize>, single: bool) {
        if self.stack.len() < MAX_DEPTH {
            self.stack.push(Open { token, closes_at, single });
        }
    }

    /// Position on the stack of the innermost open double mark.
    fn double(&self) -> Option<usize> {
        self.stack.iter().rposition(|o| !o.single)
    }

    /// A mark that looks like an opening one. Where one is open already, it nests if enough closing marks follow for
    /// both; else the one before lacks its closing mark and ends here.
    fn open_double(&mut self, mark: &Mark) {
        let at = mark.at;
        let unclosed = self.double().filter(|_| !mark.room_for_nesting);
        if let Some(open) = unclosed.and_then(|outer| self.stack.drain(outer..).next()) {
            self.add(open.token, at, None);
        }
        self.push(at, None, false);
    }

    fn close_double(&mut self, at: usize) {
        if let Some(open) = self.double() {
            let token = self.stack[open].token;
            self.stack.truncate(open);
            self.add(token, at, Some(at));
            return;
        }
        // No opening mark: the words of this sentence, or all from the start where the paragraph before runs on.
        let after = std::mem::replace(&mut self.free_from, at + 1);
        let start = if self.running && self.found.is_empty() { 0 } else { self.sentence_start(after, at) };
        if start < at {
            let (Some(first), Some(last)) = (self.tokens.get(start), self.tokens.get(at - 1)) else { return };
            self.found.push(Found { span: Span::new(first.span.start, last.span.end), open: start, close: Some(at) });
        }
    }

    /// Where the sentence of the token `at` starts, roughly: behind the last stop or colon, at or behind `lo`. The stop right
    /// before a closing mark ends nothing yet.
    fn sentence_start(&self, lo: usize, at: usize) -> usize {
        let stops = |t: &Token| matches!(t.kind, TokenKind::Period | TokenKind::Question | TokenKind::Exclamation | TokenKind::Colon);
        let last = (lo..at).rev().find(|u| self.tokens.get(*u).is_some_and(stops) && self.tokens.get(*u + 1).is_some_and(|t| !t.glued));
        last.map_or(lo, |u| u + 1)
    }

    fn close_single(&mut self, at: usize) {
        if let Some(open) = self.stack.pop_if(|o| o.single && o.closes_at == Some(at)) {
            self.add(open.token, at, Some(at));
        }
    }

    /// The words between the mark `open` and the token `end`; nothing where there are none.
    fn add(&mut self, open: usize, end: usize, close: Option<usize>) {
        self.free_from = self.free_from.max(close.unwrap_or(open) + 1);
        if open + 1 < end {
            let (Some(first), Some(last)) = (self.tokens.get(open + 1), self.tokens.get(end - 1)) else { return };
            self.found.push(Found { span: Span::new(first.span.start, last.span.end), open, close });
        }
    }
}

#[cfg(test)]
mod tests;
