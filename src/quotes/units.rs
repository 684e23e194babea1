use std::ops::Range;

use super::reader::Reader;
use crate::lexicon::WordClass;
use crate::syntax::Tag;
use crate::text::{LONGEST_SENTENCE, Quoted};
use crate::token::TokenKind;

/// What the narrative is made of: a token outside quotation marks, or a whole quotation.
///
/// There are as many as tokens: small, and without what can be told from its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its first token; of a quotation the opening mark.
    pub first: u32,
    /// Its last token.
    pub last: u32,
    /// Of a token, what the word can be for this stage.
    pub class: WordClass,
    /// The word class of a token; a quotation is a mark.
    pub tag: Tag,
    /// The kind of a token; none of a quotation.
    pub kind: Option<TokenKind>,
}

impl Unit {
    fn quotation(first: u32, last: u32) -> Self {
        Self { first, last, class: WordClass::default(), tag: Tag::Mark, kind: None }
    }

    /// The token of a unit of the narrative.
    #[inline]
    pub fn token(&self) -> Option<usize> {
        if self.is_quote() { None } else { Some(self.first as usize) }
    }

    #[inline]
    pub fn is_quote(&self) -> bool {
        self.kind.is_none()
    }
}

/// The narrative of one paragraph, cut into its sentences. Sentences that end inside a quotation end nothing here.
///
/// What the patterns ask of a token stands beside it: they ask for it many times over. The vectors serve one paragraph
/// after the other.
#[derive(Default)]
pub(super) struct Narrative {
    pub units: Vec<Unit>,
    pub sentences: Vec<Range<usize>>,
    /// The units that are quotations, with their indices into `Surface::quoted`.
    pub quotes: Vec<(usize, u32)>,
    /// The units from which something may be reported.
    pub cues: Vec<usize>,
    /// A word such as `that` stands in the sentences.
    pub joined: bool,
    /// A word such as `reportedly` stands in them.
    pub rumoured: bool,
    /// Units of the paragraph in front of the first one here.
    pub skipped: usize,
    /// The tag of the token in front of the first unit.
    before: Option<Tag>,
}

/// How many units behind a sentence are read with it: patterns look at the next few.
const BEHIND: u32 = 4;

impl Narrative {
    /// With room for the longest paragraph of the article.
    pub fn with_room(reader: &Reader) -> Self {
        let longest = reader.surface.paragraphs.iter().map(|p| p.tokens.len()).max().unwrap_or_default();
        Self { units: Vec::with_capacity(longest), ..Self::default() }
    }

    /// Reads the tokens `tokens` of one paragraph, with its outermost quotations `quoted` (indices and entries).
    pub fn read<'q>(&mut self, reader: &Reader, tokens: &Range<u32>, quoted: impl Iterator<Item = (u32, &'q Quoted)>) {
        self.read_open(reader, tokens, quoted, |_| false);
    }

    /// The same; the quotations that are `open` are read as words without their marks.
    pub fn read_open<'q>(&mut self, reader: &Reader, tokens: &Range<u32>, quoted: impl Iterator<Item = (u32, &'q Quoted)>, open: impl Fn(u32) -> bool) {
        self.units.clear();
        self.sentences.clear();
        self.quotes.clear();
        self.skipped = 0;
        let mut at = tokens.start;
        for (index, q) in quoted {
            let last = q.close.unwrap_or_else(|| last_token(reader, q)).min(tokens.end.saturating_sub(1));
            if q.open < at || last < q.open {
                continue;
            }
            self.words(reader, at..q.open);
            if open(index) {
                let inside = reader.inside(q);
                self.words(reader, inside.start as u32..(inside.end as u32).min(last + 1));
            } else {
                self.quotes.push((self.units.len(), index));
                self.units.push(Unit::quotation(q.open, last));
            }
            at = last + 1;
        }
        self.words(reader, at..tokens.end);
        self.find_cues();
    }

    fn find_cues(&mut self) {
        self.cues.clear();
        let mut seen = WordClass::default();
        for (at, unit) in self.units.iter().enumerate() {
            seen = seen.or(unit.class);
            if unit.class.any(WordClass::CUE.or(WordClass::PHRASE)) && (unit.class.any(WordClass::CUE) || self.begins_phrase(at)) {
                self.cues.push(at);
            }
        }
        self.joined = seen.any(WordClass::COMPLEMENT);
        self.rumoured = seen.any(WordClass::RUMOUR);
    }

    /// Reads one sentence of a paragraph without quotations; false where nothing can be reported in it.
    pub fn read_sentence(&mut self, reader: &Reader, sentence: &Range<u32>, paragraph: &Range<u32>) -> bool {
        self.cues.clear();
        let seen = reader.cues(sentence, &mut self.cues);
        self.joined = seen.any(WordClass::COMPLEMENT);
        self.rumoured = seen.any(WordClass::RUMOUR);
        if self.cues.is_empty() {
            return false;
        }
        self.units.clear();
        self.sentences.clear();
        self.quotes.clear();
        self.skipped = (sentence.start - paragraph.start) as usize;
        self.words(reader, sentence.start..paragraph.end.min(sentence.end + BEHIND));
        self.sentences.push(0..sentence.len());
        true
    }

    /// Cuts the units into sentences.
    pub fn cut(&mut self, reader: &Reader) {
        cut(reader, &self.units, &self.quotes, &mut self.sentences);
    }

    fn words(&mut self, reader: &Reader, tokens: Range<u32>) {
        let range = tokens.start as usize..tokens.end as usize;
        let (Some(words), Some(tags)) = (reader.surface.tokens.get(range.clone()), reader.syntax.tags.get(range)) else { return };
        let table = reader.lexicon.speech.classes().view();
        if self.units.is_empty() {
            self.before = tokens.start.checked_sub(1).map(|b| reader.tag(b as usize));
        }
        self.units.extend(words.iter().zip(tags).zip(tokens).map(|((word, &tag), at)| Unit {
            first: at,
            last: at,
            class: table.get(word.sym),
            tag,
            kind: Some(word.kind),
        }));
    }

    /// A finite verb or an auxiliary.
    #[inline]
    pub fn is_finite(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at) else { return false };
        // The tag before decides whether a base form is finite; at the start of the text there is none.
        let before = || at.checked_sub(1).map_or(self.before, |b| self.units.get(b).map(|u| u.tag)).unwrap_or(Tag::To);
        always_finite(unit.tag) || unit.tag == Tag::VBase && before() != Tag::To
    }

    /// A cue phrase may begin at unit `at`.
    #[inline]
    pub fn begins_phrase(&self, at: usize) -> bool {
        let class = |u: usize| self.units.get(u).map_or(WordClass::default(), |u| u.class);
        class(at).begins_phrase(|behind| class(at + behind))
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

/// A finite verb or an auxiliary whatever stands before it.
#[inline]
pub(super) fn always_finite(tag: Tag) -> bool {
    matches!(tag, Tag::VPast | Tag::VPres | Tag::Be | Tag::Have | Tag::Do | Tag::Modal)
}

/// The sentences of the text that the tokens `tokens` hold, as far as they hold them.
pub(super) fn sentences<'r>(reader: &'r Reader, tokens: &Range<u32>) -> impl Iterator<Item = Range<u32>> + use<'r> {
    let tokens = tokens.clone();
    let first = reader.surface.sentence_at(tokens.start as usize);
    let all = reader.surface.sentences.get(first..).unwrap_or_default();
    let inside = all.iter().map(move |s| s.tokens.start.max(tokens.start)..s.tokens.end.min(tokens.end));
    inside.take_while(move |s| s.start < s.end)
}

fn cut(reader: &Reader, units: &[Unit], quotes: &[(usize, u32)], sentences: &mut Vec<Range<usize>>) {
    let mut start = 0;
    let Some(first) = units.first() else { return };
    let mut quotes = quotes.iter().map(|q| q.0);
    let mut next_quote = quotes.next().unwrap_or(units.len());
    let all = &reader.surface.sentences;
    let end_of = |sentence: usize| all.get(sentence).map_or(0, |s| s.tokens.end);
    let mut next = reader.surface.sentence_at(first.first as usize);
    let mut next_end = end_of(next);
    let mut next_unit = 0;
    while let Some(unit) = units.get(next_unit) {
        let at = next_unit;
        let end = unit.last + 1;
        if at == next_quote {
            next_quote = quotes.next().unwrap_or(units.len());
        }
        if end < next_end && at + 1 < units.len() {
            // Words alone are a token each: on to the one that ends the sentence, to a quotation or to the last.
            next_unit = (at + (next_end - end) as usize).min(next_quote).min(units.len() - 1);
            continue;
        }
        next_unit += 1;
        let mut before = false;
        // The first sentence of the text that reaches the end of this unit.
        while let Some(sentence) = all.get(next).filter(|s| s.tokens.end < end) {
            // A straight mark that opens may have been counted to the sentence before it.
            before |= sentence.tokens.end == unit.first + 1;
            next += 1;
        }
        next_end = end_of(next);
        if before && at > start {
            sentences.push(start..at);
            start = at;
        }
        // Where each sentence of the text ends inside a quotation, the narrative has to be cut by itself.
        let ends = next >= all.len() || next_end == end || at + 1 - start >= LONGEST_SENTENCE;
        if ends || at + 1 == units.len() {
            sentences.push(start..at + 1);
            start = at + 1;
        }
    }
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
