use std::ops::Range;

use super::reader::Reader;
use crate::text::{LONGEST_SENTENCE, Quoted};
use crate::token::TokenKind;

/// What the narrative is made of: a token outside quotation marks, or a whole quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its first token; of a quotation the opening mark.
    pub first: u32,
    /// Its last token.
    pub last: u32,
    /// Of a quotation, the index into `Surface::quoted`.
    pub quoted: Option<u32>,
}

impl Unit {
    /// The token of a unit of the narrative.
    pub fn token(&self) -> Option<usize> {
        if self.quoted.is_none() { Some(self.first as usize) } else { None }
    }
}

/// The narrative of one paragraph, cut into its sentences. Sentences that end inside a quotation end nothing here.
pub(super) struct Narrative {
    pub units: Vec<Unit>,
    pub sentences: Vec<Range<usize>>,
}

impl Narrative {
    /// Of the tokens `tokens` of one paragraph, with its outermost quotations `quoted` (indices and entries).
    pub fn new<'q>(reader: &Reader, tokens: Range<u32>, quoted: impl Iterator<Item = (u32, &'q Quoted)>) -> Self {
        let mut units: Vec<Unit> = Vec::with_capacity((tokens.end - tokens.start) as usize);
        let mut at = tokens.start;
        for (index, q) in quoted {
            let last = q.close.unwrap_or_else(|| last_token(reader, q)).min(tokens.end.saturating_sub(1));
            if q.open < at || last < q.open {
                continue;
            }
            units.extend((at..q.open).map(|t| Unit { first: t, last: t, quoted: None }));
            units.push(Unit { first: q.open, last, quoted: Some(index) });
            at = last + 1;
        }
        units.extend((at..tokens.end).map(|t| Unit { first: t, last: t, quoted: None }));
        // Without any quotation the sentences are those of the text.
        let plain = units.len() == (tokens.end - tokens.start) as usize && units.iter().all(|u| u.quoted.is_none());
        let sentences = if plain { whole_sentences(reader, &tokens) } else { cut(reader, &units) };
        Self { units, sentences }
    }

    /// A sentence ends before unit `unit`.
    pub fn ends_at(&self, unit: usize) -> bool {
        self.sentences.binary_search_by_key(&unit, |s| s.end).is_ok()
    }
}

fn last_token(reader: &Reader, q: &Quoted) -> u32 {
    let end = reader.surface.tokens.partition_point(|t| t.span.end <= q.span.end);
    end.saturating_sub(1) as u32
}

/// The sentences of the tokens `tokens`, counted from their first.
fn whole_sentences(reader: &Reader, tokens: &Range<u32>) -> Vec<Range<usize>> {
    let first = reader.surface.sentence_at(tokens.start as usize);
    let inside = reader.surface.sentences.iter().skip(first).take_while(|s| s.tokens.start < tokens.end);
    let count = |at: u32| at.clamp(tokens.start, tokens.end) - tokens.start;
    inside.map(|s| count(s.tokens.start) as usize..count(s.tokens.end) as usize).filter(|s| !s.is_empty()).collect()
}

fn cut(reader: &Reader, units: &[Unit]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let Some(first) = units.first() else { return sentences };
    let mut next = reader.surface.sentence_at(first.first as usize);
    for (at, unit) in units.iter().enumerate() {
        let end = unit.last + 1;
        let mut before = false;
        // The first sentence of the text that reaches the end of this unit.
        while let Some(sentence) = reader.surface.sentences.get(next).filter(|s| s.tokens.end < end) {
            // A straight mark that opens may have been counted to the sentence before it.
            before |= sentence.tokens.end == unit.first + 1;
            next += 1;
        }
        if before && at > start {
            sentences.push(start..at);
            start = at;
        }
        // Where each sentence of the text ends inside a quotation, the narrative has to be cut by itself.
        let ends = reader.surface.sentences.get(next).is_none_or(|s| s.tokens.end == end) || at + 1 - start >= LONGEST_SENTENCE;
        if ends || at + 1 == units.len() {
            sentences.push(start..at + 1);
            start = at + 1;
        }
    }
    sentences
}

/// The last mark inside the quotation is one that lets its sentence go on outside: a comma, a dash, or a question or
/// exclamation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// `“…,” she said`
    Comma,
    /// `“…?” she asked`
    Question,
    /// `“… –” she said`
    Dash,
    /// A full stop.
    Stop,
    /// None: the quotation is part of a sentence.
    None,
}

/// How the words inside the marks end.
pub(super) fn ending(reader: &Reader, unit: &Unit) -> Ending {
    let Some(mut last) = (unit.last as usize).checked_sub(1) else { return Ending::None };
    // `…,' ”`: the mark of a quotation inside.
    while last > unit.first as usize && is_mark(reader.kind(last)) {
        last -= 1;
    }
    match reader.kind(last) {
        TokenKind::Comma => Ending::Comma,
        TokenKind::Question | TokenKind::Exclamation => Ending::Question,
        TokenKind::Dash | TokenKind::Ellipsis => Ending::Dash,
        TokenKind::Period => Ending::Stop,
        _ => Ending::None,
    }
}

fn is_mark(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::StraightSingle | TokenKind::CloseSingle | TokenKind::StraightDouble | TokenKind::CloseDouble)
}
