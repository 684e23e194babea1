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
    // Tokens that open a line: few, and all that can open a paragraph.
    let lines: Vec<usize> = tokens.iter().enumerate().skip(1).filter(|(_, t)| t.newline).map(|(i, _)| i).collect();
    let wrapped = is_hard_wrapped(text, tokens, &lines);
    let body = article.body_start();
    let mut paragraphs = Vec::with_capacity(lines.len() + 2);
    let mut first = 0;
    let mut close = |i: usize| {
        let span = Span::new(tokens[first].span.start, tokens[i - 1].span.end);
        paragraphs.push(Paragraph { span, tokens: first as u32..i as u32 });
        first = i;
    };
    let story = if body > 0 { tokens.partition_point(|t| t.span.start < body) } else { 0 };
    let mut header = Some(story).filter(|s| (1..tokens.len()).contains(s) && tokens[s - 1].span.end <= body);
    for i in lines {
        if let Some(story) = header.take_if(|s| *s <= i) {
            close(story);
            if story == i {
                continue;
            }
        }
        if breaks(&text[tokens[i - 1].span.end as usize..tokens[i].span.start as usize], wrapped) {
            close(i);
        }
    }
    if let Some(story) = header {
        close(story);
    }
    if !tokens.is_empty() {
        close(tokens.len());
    }
    paragraphs
}

/// The white space `gap` between two tokens separates paragraphs.
fn breaks(gap: &str, wrapped: bool) -> bool {
    if gap == "\n" {
        return !wrapped;
    }
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
fn is_hard_wrapped(text: &str, tokens: &[Token], starts: &[usize]) -> bool {
    let (mut lines, mut inside, mut start) = (0u32, 0u32, 0);
    for i in starts {
        let (before, token) = (&tokens[i - 1], &tokens[*i]);
        let end = before.span.end as usize;
        let gap = &text.as_bytes()[end..token.span.start as usize];
        let length = end - start;
        start = end + gap.iter().rposition(|b| matches!(b, b'\n' | b'\r')).map_or(0, |at| at + 1);
        let several = |end: u8| gap.iter().filter(|b| **b == end).count() > 1;
        let blank_behind = several(b'\n') || several(b'\r');
        if length >= 30 && !blank_behind {
            lines += 1;
            inside += u32::from(length < 100 && !text[..end].ends_with(['.', '!', '?', ':', '"', '”', '’', '\'']));
        }
    }
    lines >= 3 && inside * 2 > lines
}
