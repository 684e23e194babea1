use std::ops::Range;

use super::Paragraph;
use crate::lexicon::{Lexicon, Tags};
use crate::token::{Shape, Span, Token, TokenKind};

/// The longest sentence, in tokens. Real ones are shorter; what is longer is a table, a list or no prose, and is cut between
/// words, so that later stages may look through a whole sentence for each of its words and still take linear time.
pub const LONGEST_SENTENCE: usize = 512;

/// A sentence. Closing marks belong to the sentence that they close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Byte offsets.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Index of its paragraph.
    pub paragraph: u32,
}

/// Splits each paragraph into sentences.
///
/// A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number ("No. 10"), or the text goes
/// on in lower case. The choice is made from the tokens on both sides only, so the pass is linear. What is longer than
/// [`LONGEST_SENTENCE`] is cut.
pub(super) fn split(tokens: &[Token], paragraphs: &[Paragraph], splitter: &Splitter) -> Vec<Sentence> {
    // Few sentences are shorter.
    let mut sentences = Vec::with_capacity(tokens.len() / 12 + paragraphs.len());
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let end = paragraph.tokens.end as usize;
        let mut first = paragraph.tokens.start as usize;
        let mut i = first;
        while i < end {
            // Most tokens end nothing.
            if !may_end(&tokens[i]) && i + 1 < end && i + 1 - first < LONGEST_SENTENCE {
                i += 1;
                continue;
            }
            let stop = if i + 1 == end || is_overlong(tokens, first, i + 1) { i + 1 } else { splitter.end_at(i, end).unwrap_or(0) };
            if stop > i {
                let span = Span::new(tokens[first].span.start, tokens[stop - 1].span.end);
                sentences.push(Sentence { span, tokens: first as u32..stop as u32, paragraph: index as u32 });
                first = stop;
                i = stop;
            } else {
                i += 1;
            }
        }
    }
    sentences
}

/// The tokens from `first` to `stop` are too many for one sentence, and no word is cut in two before `stop`.
fn is_overlong(tokens: &[Token], first: usize, stop: usize) -> bool {
    let length = stop - first;
    length >= LONGEST_SENTENCE && (!tokens[stop].glued || length >= 2 * LONGEST_SENTENCE)
}

/// A mark that ends sentences, or a word with its own full stop.
#[inline]
fn may_end(token: &Token) -> bool {
    const STOPS: u32 = 1 << TokenKind::Period as u32 | 1 << TokenKind::Question as u32 | 1 << TokenKind::Exclamation as u32 | 1 << TokenKind::Ellipsis as u32;
    token.dotted || STOPS >> token.kind as u32 & 1 != 0
}

/// What the choice looks at.
pub(super) struct Splitter<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'a Lexicon,
}

impl Splitter<'_> {
    /// Where the sentence ends (one past its last token) if token `i` ends one.
    fn end_at(&self, i: usize, end: usize) -> Option<usize> {
        let token = &self.tokens[i];
        if !may_end(token) {
            return None;
        }
        let after = self.past_closers(i + 1, end);
        let Some(next) = self.tokens.get(after).filter(|_| after < end) else { return Some(end) };
        if next.glued && self.tokens[after - 1].kind != TokenKind::CloseParen && !is_closer(self.tokens[after - 1].kind) {
            return None;
        }
        let starter = self.past_openers(after, end);
        let goes_on =
            starter.is_some_and(|t| t.shape == Shape::Lower && t.is_word()) || matches!(next.kind, TokenKind::Comma | TokenKind::Semicolon | TokenKind::Dash);
        let ends = match token.kind {
            TokenKind::Question | TokenKind::Exclamation => !goes_on,
            TokenKind::Word => !goes_on && starter.is_some_and(|t| self.opens_sentence(t)),
            TokenKind::Ellipsis => !goes_on,
            _ => !goes_on && !self.abbreviates(i, starter),
        };
        ends.then_some(after)
    }

    fn past_closers(&self, mut i: usize, end: usize) -> usize {
        while i < end {
            let token = &self.tokens[i];
            // A straight mark closes where it touches what stands before it.
            let closes = is_closer(token.kind) || matches!(token.kind, TokenKind::StraightDouble | TokenKind::StraightSingle) && token.glued;
            if !closes {
                break;
            }
            i += 1;
        }
        i
    }

    fn past_openers(&self, mut i: usize, end: usize) -> Option<&Token> {
        while i < end
            && matches!(
                self.tokens[i].kind,
                TokenKind::OpenDouble | TokenKind::OpenSingle | TokenKind::StraightDouble | TokenKind::StraightSingle | TokenKind::OpenParen
            )
        {
            i += 1;
        }
        self.tokens.get(i).filter(|_| i < end)
    }

    /// The full stop at `i` belongs to an abbreviation or an initial, or to "No." before a number.
    fn abbreviates(&self, i: usize, starter: Option<&Token>) -> bool {
        let Some(before) = i.checked_sub(1).map(|b| &self.tokens[b]).filter(|b| b.is_word() && self.tokens[i].glued) else { return false };
        let number_follows = starter.is_some_and(|t| t.kind == TokenKind::Number);
        if let Some(class) = self.lexicon.abbreviations.class(before.sym, before.shape) {
            return class.continues(number_follows, starter.is_some_and(|t| self.opens_sentence(t)));
        }
        // `J. Smith`: one capital letter, not the pronoun I.
        before.span.len() == 1 && before.shape == Shape::Capitalised && before.text(self.text) != "I" && starter.is_some_and(|t| t.shape.is_capital())
    }

    /// After an abbreviation that may end a sentence: the next word is one that starts sentences (a capitalised word of
    /// a closed class), not a name that the abbreviation belongs to.
    fn opens_sentence(&self, token: &Token) -> bool {
        token.shape.is_capital()
            && self
                .lexicon
                .words
                .tags(token.sym)
                .any(Tags::DET.or(Tags::PRON).or(Tags::PREP).or(Tags::CC).or(Tags::SUB).or(Tags::WH).or(Tags::ADV).or(Tags::POSS_PRON))
    }
}

fn is_closer(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::CloseDouble | TokenKind::CloseSingle | TokenKind::CloseParen)
}
