use std::ops::Range;

use super::Article;
use crate::token::{Span, Token};

/// A paragraph: a run of lines without a blank line between them, or one line where the text is not hard-wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Byte offsets, without the white space around it.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
}

/// Splits the tokens into paragraphs. A text file's header is a paragraph of its own, even where the story runs on in
/// the same line.
pub(super) fn split(article: &Article, tokens: &[Token]) -> Vec<Paragraph> {
    let text = &article.text;
    let wrapped = is_hard_wrapped(text);
    let body = article.body_start();
    let mut paragraphs = Vec::new();
    let mut first = 0;
    for i in 1..=tokens.len() {
        let ends = i == tokens.len() || {
            let (before, here) = (tokens[i - 1].span, tokens[i].span);
            before.end <= body && here.start >= body && body > 0 || breaks_between(text, before.end as usize, here.start as usize, wrapped)
        };
        if ends && first < tokens.len() {
            let span = Span::new(tokens[first].span.start, tokens[i - 1].span.end);
            paragraphs.push(Paragraph { span, tokens: first as u32..i as u32 });
            first = i;
        }
    }
    paragraphs
}

/// The white space between two tokens, from `start` to `end`, separates paragraphs. Nearly always it is one blank, or none.
fn breaks_between(text: &str, start: usize, end: usize, wrapped: bool) -> bool {
    match end - start {
        0 => false,
        1 => !wrapped && matches!(text.as_bytes()[start], b'\n' | b'\r'),
        _ => breaks(&text[start..end], wrapped),
    }
}

/// The white space `gap` between two tokens separates paragraphs.
fn breaks(gap: &str, wrapped: bool) -> bool {
    let mut lines = 0;
    let mut indent = 0;
    let mut last = ' ';
    for c in gap.chars() {
        match c {
            '\n' if last == '\r' => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{c}' => {
                lines += 1;
                indent = 0;
            }
            ' ' | '\t' | '\u{a0}' => indent += if c == '\t' { 4 } else { 1 },
            _ => {}
        }
        last = c;
    }
    // In hard-wrapped text a paragraph starts behind a blank line or at an indented line.
    lines >= 2 || lines == 1 && (!wrapped || indent >= 2)
}

/// Lines are broken at a column, not at paragraphs: many lines of similar length, most of which end inside a sentence.
fn is_hard_wrapped(text: &str) -> bool {
    let (mut lines, mut inside) = (0u32, 0u32);
    let mut all = text.lines().map(str::trim_end).peekable();
    while let Some(line) = all.next() {
        let Some(next) = all.peek() else { break };
        if line.len() < 30 || next.trim().is_empty() {
            continue;
        }
        lines += 1;
        inside += u32::from(line.len() < 100 && !line.ends_with(['.', '!', '?', ':', '"', '”', '’', '\'']));
    }
    lines >= 3 && inside * 2 > lines
}
