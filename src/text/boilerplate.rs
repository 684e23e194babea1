use super::{Article, Surface};
use crate::lexicon::Lexicon;
use crate::token::Span;

/// A stretch of text that is no part of the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boilerplate {
    /// Byte offsets.
    pub span: Span,
    /// `donation`, `sign-up`, `read-more`, `copyright`, `caption`, …: the class of its rule.
    pub class: String,
}

/// Marks boilerplate by the rules of `boilerplate.toml`. Spans are in order and do not overlap; the header is none.
pub(super) fn find(_article: &Article, _surface: &Surface, _lexicon: &Lexicon) -> Vec<Boilerplate> {
    Vec::new()
}
