//! Quotations marked by `> ` at the start of each line.

use super::collect::lead_in_above;
use super::reader::Reader;
use super::resolve::speaker;
use super::turns::{Lead, Said};
use super::{Quote, QuoteKind, Speaker};
use crate::text::Paragraph;
use crate::token::TokenKind;

/// What stands in front of each line.
const MARK: &str = ">";

/// The block that goes on, line after line.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The paragraph that its last line is, its group, and who speaks.
    open: Option<(u32, u32, Option<Speaker>)>,
}

impl Block {
    /// Reads a paragraph that is a line of a block; false where it is none.
    pub fn line(&mut self, reader: &Reader, paragraph: &Paragraph, index: u32, quotes: &mut Vec<Quote>) -> bool {
        let (start, end) = (paragraph.tokens.start as usize, paragraph.tokens.end as usize);
        let mark = |t: &usize| reader.kind(*t) == TokenKind::Symbol && reader.words(*t) == MARK;
        if start >= end || !mark(&start) {
            return false;
        }
        let words = (start..end).find(|t| !mark(t)).unwrap_or(end)..end;
        let (_, group, who) = self.open.take().filter(|o| o.0 + 1 == index).unwrap_or_else(|| (index, u32::MAX - index, introduced(reader, index)));
        if !words.is_empty() {
            let pattern = if who.is_some() { "block" } else { "" };
            quotes.push(Quote { span: reader.span(words), kind: QuoteKind::Direct, speech: true, group, cue: None, speaker: who.clone(), pattern });
        }
        self.open = Some((index, group, who));
        true
    }
}

/// The subject of the paragraph in front, where that ends in a colon.
fn introduced(reader: &Reader, paragraph: u32) -> Option<Speaker> {
    let (span, _) = lead_in_above(reader, paragraph).filter(|l| l.1 == Lead::Colon)?;
    Some(speaker(reader, &Said { speaker: span, means: None, cue: None, pattern: "block", rule: None }))
}
