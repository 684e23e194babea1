//! Quotations and who said them.

mod aside;
mod attribute;
mod block;
mod collect;
mod content;
mod examples;
mod extent;
mod group;
mod hearsay;
mod indirect;
mod joint;
mod left;
mod matter;
mod modifier;
mod phrase;
mod reader;
mod resolve;
mod right;
mod subject;
mod transcript;
mod turns;
mod unclosed;
mod units;
mod within;
mod works;

use compact_str::CompactString;

use crate::actors::Actors;
use crate::lexicon::Lexicon;
use crate::syntax::Syntax;
use crate::text::{Article, LONGEST_SENTENCE, Surface};
use crate::token::Span;
use reader::Reader;

pub use examples::run_examples;

/// A quotation, or a part of one: a quotation over paragraphs or around its cue is one entry a part, joined by `group`.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// The words inside the marks; of indirect speech the reported clause without `that` (bytes).
    pub span: Span,
    /// Direct, mixed or indirect.
    pub kind: QuoteKind,
    /// Somebody's utterance; false for titles, nicknames, scare quotes, terms.
    pub speech: bool,
    /// Entries with the same number are one quotation.
    pub group: u32,
    /// The words that introduce it (`said`, `according to`).
    pub cue: Option<Span>,
    /// Who said it.
    pub speaker: Option<Speaker>,
    /// The pattern that found the speaker (`inverted`, `leading`, `floating`, …); empty where none did.
    pub pattern: &'static str,
}

impl Quote {
    /// It states that something is so: no wish, question or mere matter of talk. Acts inside are told by its speaker.
    #[must_use]
    pub fn states(&self) -> bool {
        !matches!(self.pattern, "indirect-matter" | "indirect-to" | "indirect-hearsay" | "indirect-whether" | "indirect-noun")
    }
}

/// The speaker of a quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// The mention beside the cue as written (`Mr Lammy`, `a Foreign Office spokesman`).
    pub span: Span,
    /// Index into `Actors::mentions`, where a mention has these words.
    pub mention: Option<u32>,
    /// Index into `Actors::entities`.
    pub entity: Option<u32>,
    /// Resolved name: the entity's, else the words of the mention; of several speakers the words that name them all (the entity
    /// is the first); empty for whoever writes (`I`, `we`) or reads (`you`).
    pub name: CompactString,
    /// Share of attributions of this kind that are right on annotated sets, 0 to 1.
    pub confidence: f32,
}

/// Kind of a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum QuoteKind {
    Direct,
    Mixed,
    Indirect,
}

impl QuoteKind {
    /// As the contract writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// All quotations of the article, ordered by start.
#[must_use]
pub fn find(article: &Article, surface: &Surface, syntax: &Syntax, actors: &Actors, lexicon: &Lexicon) -> Vec<Quote> {
    let marked = Reader { article, surface, syntax, actors, lexicon, quoted: &surface.quoted };
    let repaired = unclosed::repair(&marked);
    let reader = Reader { quoted: repaired.as_deref().unwrap_or(&surface.quoted), ..marked };
    let (mut drafts, mut quotes) = collect::drafts(&reader);
    let continues = |quoted: u32| surface.quoted.get(quoted as usize).and_then(|q| q.continues);
    turns::carry(&mut drafts, continues, |draft| collect::above(&reader, draft));
    quotes.extend(drafts.iter().filter_map(|draft| collect::entry(&reader, draft)));
    quotes.sort_by_key(|q| (q.span.start, q.span.end));
    group::settle(&mut quotes, actors);
    number(&mut quotes);
    quotes
}

/// Numbers the groups by their first entry; indirect speech has groups of its own.
fn number(quotes: &mut [Quote]) {
    // Those of quotations in marks count up from 0; apart from them stand those of lines without marks.
    let mut numbers: Vec<Option<u32>> = vec![None; quotes.len()];
    let mut apart = rustc_hash::FxHashMap::default();
    let mut reported: Vec<(u32, u32)> = Vec::with_capacity(quotes.len());
    let mut next = 0;
    for quote in quotes {
        let number = if quote.kind != QuoteKind::Indirect {
            match numbers.get_mut(quote.group as usize) {
                Some(number) => *number.get_or_insert(next),
                None => *apart.entry(quote.group).or_insert(next),
            }
        } else {
            // The first part names its group by its place: only one with the same start may stand before it.
            let reach = if quote.group == quote.span.start { 1 } else { LONGEST_SENTENCE };
            let known = reported.iter().rev().take(reach).find(|r| r.0 == quote.group).map(|r| r.1);
            known.unwrap_or_else(|| {
                reported.push((quote.group, next));
                next
            })
        };
        next = next.max(number + 1);
        quote.group = number;
    }
}

#[cfg(test)]
mod tests;
