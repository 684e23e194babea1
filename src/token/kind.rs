//! What a token is: its kind, its capitals, its place.

use super::Span;

/// What kind of token a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names say it
pub enum TokenKind {
    /// Letters, with inner apostrophes (`O'Brien`) and dots (`U.S.`); hyphens split words.
    Word,
    /// `'s`, `n't`, `'ll`, `'ve`, `'re`, `'d`, `'m` after a word.
    Clitic,
    /// Digits with inner `,` and `.` (`1,000.5`); a following letter starts a new glued token (`20` `th`).
    Number,
    Period,
    Ellipsis,
    Comma,
    Colon,
    Semicolon,
    Question,
    Exclamation,
    /// En and em dashes, `--`, and a hyphen between blanks.
    Dash,
    /// A hyphen inside or beside a word.
    Hyphen,
    Slash,
    OpenParen,
    CloseParen,
    /// `"`: opens or closes.
    StraightDouble,
    /// `“`, `„`, `«` and ``` `` ```.
    OpenDouble,
    /// `”`, `»` and `''`.
    CloseDouble,
    /// `'` outside a word: opens, closes or marks a plural possessive.
    StraightSingle,
    /// `‘` and `` ` ``.
    OpenSingle,
    /// `’` outside a word: closes or marks a plural possessive.
    CloseSingle,
    Percent,
    Currency,
    /// Any other mark.
    Symbol,
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Shape {
    /// No letters.
    None,
    Lower,
    Capitalised,
    /// Two letters or more, all capital; dots do not count (`U.S.`).
    Upper,
    /// `McDonald`, `iPhone`.
    Mixed,
}

impl Shape {
    /// Starts with a capital letter.
    #[must_use]
    pub fn is_capital(self) -> bool {
        matches!(self, Shape::Capitalised | Shape::Upper | Shape::Mixed)
    }
}

/// A token before interning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawToken {
    /// Byte offsets.
    pub span: Span,
    /// Its kind.
    pub kind: TokenKind,
    /// Its capitals.
    pub shape: Shape,
    /// Nothing stands between it and the token before.
    pub glued: bool,
    /// A line ends between the token before and this one.
    pub newline: bool,
    /// A word with a full stop of its own at its end (`U.S.`).
    pub dotted: bool,
    /// The small letters of a word of up to sixteen ASCII letters, or what stands for a short number or mark, the first in the
    /// lowest byte; 0 where they must be read from the text.
    pub key: u128,
}
