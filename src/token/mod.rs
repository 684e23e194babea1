//! What both the lexicon and the text are made of: spans, tokens, interned symbols and phrase tries.
//!
//! This is the lowest layer of the program; it knows no English and no lexicon.

mod hash;
mod intern;
mod kind;
mod letters;
mod scan;
mod span;
mod trie;

pub use hash::{short_hash, stable_hash};
pub use intern::{Interner, Sym, SymSet, fold_key};
pub use kind::{RawToken, Shape, TokenKind};
pub(crate) use scan::is_clitic;
pub use scan::scan;
pub use span::{CodePoints, Span};
pub use trie::{Hit, PhraseTrie, TrieBuilder};

/// One token of an article: a word, a number, a clitic (`'s`, `n't`) or a single mark.
///
/// `sym` is the interned, folded form (see [`fold_key`]), or [`Sym::UNKNOWN`] for a form that no lexicon holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Byte offsets into the article's text.
    pub span: Span,
    /// Interned folded form.
    pub sym: Sym,
    /// What kind of token it is.
    pub kind: TokenKind,
    /// How it is capitalised.
    pub shape: Shape,
    /// No white space stands between this token and the one before it.
    pub glued: bool,
    /// A line ends between the token before and this one.
    pub newline: bool,
    /// A word with a full stop of its own at its end (`U.S.`).
    pub dotted: bool,
}

impl Token {
    /// A token that was read, with its symbol.
    #[must_use]
    #[inline]
    pub fn new(raw: &RawToken, sym: Sym) -> Self {
        Self { span: raw.span, sym, kind: raw.kind, shape: raw.shape, glued: raw.glued, newline: raw.newline, dotted: raw.dotted }
    }

    /// The words of the token as they stand in `text`.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span.slice(text)
    }

    /// A word (not a clitic, number or mark).
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }
}
