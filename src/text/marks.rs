use super::{Article, Paragraph};
use crate::token::{Span, Token};

/// Words between a pair of quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The words inside the marks, without the marks (bytes).
    pub span: Span,
    /// Tokens of the opening and the closing mark; no closing one where the quotation runs on into the next paragraph or
    /// was never closed.
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
pub(super) fn pair(_article: &Article, _tokens: &[Token], _paragraphs: &[Paragraph]) -> Vec<Quoted> {
    Vec::new()
}
