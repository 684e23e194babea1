//! The article and its surface: paragraphs, tokens, sentences, quotation marks, boilerplate.

mod about;
mod article;
mod boilerplate;
mod language;
mod marks;
mod paragraph;
mod repeated;
mod sentence;

pub use about::{TIMESTAMP, authors};
pub use article::{Article, Header, Published, PublishedFrom};
pub use boilerplate::{Boilerplate, run_boilerplate_examples};
pub use language::{ENGLISH, language};
pub use marks::Quoted;
pub use paragraph::Paragraph;
pub use repeated::Learner;
pub use sentence::{LONGEST_SENTENCE, Sentence};

use std::ops::Range;

use crate::lexicon::{Lexicon, Tags, WordInfo};
use crate::token::{Span, Token};

/// The surface of one article. All token indices in the program point into `tokens`.
#[derive(Debug, Default)]
pub struct Surface {
    /// All tokens, in order, boilerplate and header included.
    pub tokens: Vec<Token>,
    /// What the lexicon knows of each token: looked up once, since every stage asks.
    pub words: Vec<WordInfo>,
    /// Paragraphs, in order; each token belongs to exactly one.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences, in order; each token belongs to exactly one. None crosses a paragraph.
    pub sentences: Vec<Sentence>,
    /// The sentence of each token, as an index into `sentences`.
    sentence_of: Vec<u32>,
    /// Pairs of quotation marks, ordered by their opening.
    pub quoted: Vec<Quoted>,
    /// What is no part of the story; marked, never cut.
    pub boilerplate: Vec<Boilerplate>,
    /// The user wants boilerplate read as story: [`Surface::is_boilerplate`] is false everywhere.
    pub keep_boilerplate: bool,
    /// The user says whether numeric dates have the day first.
    pub day_first: Option<bool>,
    /// The text is in capitals throughout (old wires): capitals tell nothing.
    pub all_caps: bool,
}

/// Splits `article` into tokens, paragraphs and sentences and marks quotations and boilerplate.
#[must_use]
pub fn surface(article: &Article, lexicon: &Lexicon) -> Surface {
    let mut tokens = Vec::with_capacity(article.text.len() / 4);
    lexicon.tokenize(&article.text, &mut tokens);
    let all_caps = is_all_caps(&tokens);
    let paragraphs = paragraph::split(article, &tokens);
    let quoted = marks::pair(article, &tokens, &paragraphs);
    let words: Vec<WordInfo> = tokens.iter().map(|t| lexicon.words.info(t.sym)).collect();
    let sentences = sentence::split(&tokens, &paragraphs, &sentence::Splitter { text: &article.text, tokens: &tokens, lexicon });
    let mut sentence_of = Vec::with_capacity(tokens.len());
    for (index, sentence) in sentences.iter().enumerate() {
        sentence_of.resize(sentence.tokens.end as usize, index as u32);
    }
    let mut surface = Surface { tokens, words, paragraphs, sentences, sentence_of, quoted, all_caps, ..Surface::default() };
    surface.boilerplate = boilerplate::find(article, &surface, lexicon);
    surface
}

/// At least 20 words, of which hardly any has a small letter.
fn is_all_caps(tokens: &[Token]) -> bool {
    use crate::token::Shape;
    let words = || tokens.iter().filter(|t| t.is_word() && t.span.len() > 1);
    // So many others are too many in any text of this length: most texts show them in their first sentences.
    let most = tokens.len() / 20;
    if words().filter(|t| t.shape != Shape::Upper).nth(most).is_some() {
        return false;
    }
    let (mut all, mut upper) = (0u32, 0u32);
    for token in words() {
        all += 1;
        upper += u32::from(token.shape == Shape::Upper);
    }
    all >= 20 && upper * 20 >= all * 19
}

impl Surface {
    /// The tokens that lie wholly inside `span`.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.start < span.start);
        let end = self.tokens.partition_point(|t| t.span.end <= span.end);
        start..end.max(start)
    }

    /// The span from the first to the last token of a range; empty for an empty range.
    #[must_use]
    pub fn span_of(&self, range: Range<usize>) -> Span {
        match (self.tokens.get(range.start), self.tokens.get(range.end.wrapping_sub(1))) {
            (Some(a), Some(b)) if range.start < range.end => Span::new(a.span.start, b.span.end),
            _ => Span::default(),
        }
    }

    /// The sentence that holds the token `index`; of a token behind the text the last one.
    #[must_use]
    pub fn sentence_at(&self, index: usize) -> usize {
        self.sentence_of.get(index).map_or(self.sentences.len().saturating_sub(1), |s| *s as usize)
    }

    /// The word classes that the token can have; none behind the text.
    #[must_use]
    #[inline]
    pub fn tags(&self, token: usize) -> Tags {
        self.words.get(token).map_or(Tags::NONE, |w| w.tags)
    }

    /// The byte offset lies in boilerplate, and boilerplate is to be left out.
    #[must_use]
    #[inline]
    pub fn is_boilerplate(&self, at: u32) -> bool {
        if self.boilerplate.is_empty() {
            return false;
        }
        let next = self.boilerplate.partition_point(|b| b.span.end <= at);
        !self.keep_boilerplate && self.boilerplate.get(next).is_some_and(|b| !b.kept && b.span.holds(at))
    }

    /// The innermost quotation that holds the byte offset, as an index into `quoted`.
    #[must_use]
    pub fn quoted_at(&self, at: u32) -> Option<usize> {
        let before = self.quoted.partition_point(|q| q.span.start <= at);
        // Quotations nest two or three deep; a short look back finds the holder.
        (before.saturating_sub(16)..before).rev().find(|i| self.quoted[*i].span.holds(at))
    }
}
