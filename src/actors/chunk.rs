//! Noun groups around names and agents: determiner, modifiers, head. Items of the lexicon count as one word each, so
//! that `Ministry of Defence` stays whole.

use super::lexical::Item;
use super::reader::Reader;
use crate::lexicon::{Tags, WordList};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// A noun group with at least one item, or one that owns or is quantified.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    /// Tokens, determiner included.
    pub start: u32,
    pub end: u32,
    /// Its items, as indices.
    pub items: (u32, u32),
    /// The determiner or possessive pronoun.
    pub det: Option<u32>,
    /// The token before it that governs it, if it is a preposition.
    pub prep: Option<u32>,
    /// The chunk that owns it.
    pub possessor: Option<u32>,
    /// A possessive clitic follows.
    pub owns: bool,
    pub sentence: u32,
}

/// All chunks of the article, in order.
pub(super) fn find(reader: &Reader, items: &[Item]) -> Vec<Chunk> {
    let mut chunks = Vec::with_capacity(items.len());
    let mut next_item = 0;
    for (number, sentence) in reader.surface.sentences.iter().enumerate() {
        let (start, end) = (sentence.tokens.start, sentence.tokens.end);
        // A sentence without any item has no chunk.
        while items.get(next_item).is_some_and(|i| i.start < start) {
            next_item += 1;
        }
        if items.get(next_item).is_none_or(|i| i.start >= end) {
            continue;
        }
        let mut chunker = Chunker { reader, items, next: next_item, end };
        let mut owner = None;
        let mut i = start;
        // Behind the last item of the sentence there is nothing to group.
        while i < end && chunker.item_from(i).is_some_and(|item| item.start < end) {
            let (chunk, past) = chunker.at(i);
            let Some(mut chunk) = chunk else {
                if !reader.is_possessive(i) {
                    owner = None;
                }
                i = past.max(i + 1);
                continue;
            };
            chunk.sentence = number as u32;
            chunk.possessor = owner.take();
            i = chunk.end;
            if chunk.owns {
                owner = Some(chunks.len() as u32);
                i += 1;
            }
            chunks.push(chunk);
        }
    }
    chunks
}

struct Chunker<'r, 'a> {
    reader: &'r Reader<'a>,
    items: &'r [Item],
    next: usize,
    end: u32,
}

impl Chunker<'_, '_> {
    /// `took nine guards hostage`: the grammar has begun another group.
    fn says_as_what(&self, j: u32) -> bool {
        let syntax = self.reader.syntax;
        self.reader.surface.tags(j as usize).any(Tags::AS_WHAT) && syntax.noun_at(j).is_some_and(|g| syntax.nouns[g].tokens.start == j)
    }

    /// The first item at or behind token `i`.
    fn item_from(&mut self, i: u32) -> Option<Item> {
        while self.items.get(self.next).is_some_and(|item| item.start < i) {
            self.next += 1;
        }
        self.items.get(self.next).copied()
    }

    fn item_at(&mut self, i: u32) -> Option<Item> {
        self.item_from(i).filter(|item| item.start == i)
    }

    /// The chunk that starts at `i`, and where to go on if there is none.
    fn at(&mut self, i: u32) -> (Option<Chunk>, u32) {
        let reader = self.reader;
        let starts = self.item_at(i).is_some() || matches!(reader.tag(i), Tag::Det | Tag::PossPron | Tag::Adj | Tag::Noun | Tag::Name | Tag::Num | Tag::Ord);
        if !starts {
            return (None, i + 1);
        }
        let (mut j, mut content) = (i, None);
        let mut det = None;
        let mut items: Option<(u32, u32)> = None;
        while j < self.end {
            if let Some(item) = self.item_at(j) {
                if content.is_some() && self.says_as_what(j) {
                    break;
                }
                let at = self.next as u32;
                items = Some((items.map_or(at, |r| r.0), at + 1));
                j = item.end;
                content = Some(j);
                continue;
            }
            match reader.tag(j) {
                Tag::Det | Tag::PossPron if content.is_some() => break,
                Tag::Det | Tag::PossPron => det = Some(j),
                Tag::Adj | Tag::Noun | Tag::Name | Tag::Num | Tag::Ord if self.is_time(j) => break,
                // `handed over to Malta two smugglers`
                Tag::Num if j > i && reader.tag(j - 1) == Tag::Name && self.counts(j) => break,
                Tag::Adj | Tag::Noun | Tag::Name | Tag::Num | Tag::Ord => content = Some(j + 1),
                // `the port using Danish pilots`
                Tag::VGer | Tag::VPart if j > i && reader.tag(j - 1) == Tag::Noun && !reader.is_joint(j + 1) => break,
                Tag::VGer | Tag::VPart | Tag::Adv if det.is_some() && self.modifier_follows(j + 1) => {}
                Tag::Mark if reader.is_joint(j) && j > i => {}
                Tag::VPart | Tag::VPast | Tag::VGer | Tag::VBase if j > i && reader.is_joint(j - 1) => content = Some(j + 1),
                Tag::Mark if self.is_initial_dot(j) => {}
                Tag::Mark if det.is_some() && self.is_scare_mark(j) => {}
                _ => break,
            }
            j += 1;
        }
        let (Some(end), Some(items)) = (content, items) else { return (None, j) };
        let prep = i.checked_sub(1).filter(|p| matches!(reader.tag(*p), Tag::Prep | Tag::To));
        (Some(Chunk { start: i, end, items, det, prep, possessor: None, owns: reader.is_possessive(end), sentence: 0 }), end)
    }

    fn modifier_follows(&mut self, j: u32) -> bool {
        j < self.end && (matches!(self.reader.tag(j), Tag::Adj | Tag::Noun | Tag::Name | Tag::Num) || self.reader.is_joint(j))
    }

    /// A number word in small letters before what it counts.
    fn counts(&mut self, j: u32) -> bool {
        self.reader.token(j).is_some_and(|t| t.is_word() && !t.shape.is_capital()) && self.modifier_follows(j + 1)
    }

    /// A word of time between group and verb: `Israel Friday closed …`.
    fn is_time(&self, j: u32) -> bool {
        self.reader.in_time(j) || self.reader.tags_of(j).any(Tags::TEMPORAL) && !self.reader.is_joint(j + 1)
    }

    /// `Mr. Smith`, `J. Smith`.
    fn is_initial_dot(&self, j: u32) -> bool {
        let reader = self.reader;
        reader.kind(j) == Some(TokenKind::Period) && reader.token(j).is_some_and(|t| t.glued) && j + 1 < self.end && reader.is_capital(j + 1)
    }

    /// A quotation mark inside a group: `an "increasingly aggressive" regime`.
    fn is_scare_mark(&self, j: u32) -> bool {
        use TokenKind as K;
        let mark = matches!(self.reader.kind(j), Some(K::OpenDouble | K::CloseDouble | K::OpenSingle | K::CloseSingle | K::StraightDouble | K::StraightSingle));
        mark && j + 1 < self.end && self.reader.tag(j + 1).is_nominal()
    }
}

impl Chunk {
    /// The items of the chunk.
    pub fn items<'i>(&self, items: &'i [Item]) -> &'i [Item] {
        items.get(self.items.0 as usize..self.items.1 as usize).unwrap_or_default()
    }

    /// Whether the group points back.
    pub fn definite(&self, reader: &Reader) -> super::draft::Definite {
        use super::draft::Definite;
        match self.det {
            _ if self.possessor.is_some() => Definite::Yes,
            Some(d) if reader.is(d, WordList::definite) || reader.tag(d) == Tag::PossPron => Definite::Yes,
            Some(_) => Definite::No,
            None if reader.tag(self.start) == Tag::Num => Definite::No,
            None => Definite::Bare,
        }
    }
}
