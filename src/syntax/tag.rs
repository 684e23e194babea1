use crate::lexicon::{Tags, WordInfo};
use crate::text::{Article, Surface};
use crate::token::{Shape, Sym, Token, TokenKind};

use super::tag_choice::{Context, closed, open};

/// The word class that a token has in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Tag {
    Det,
    PossPron,
    Pron,
    /// `who`, `which`, relative `that`.
    Wh,
    Prep,
    /// `and`, `or`, `but`.
    Conj,
    /// `that`, `if`, `because`.
    Sub,
    Modal,
    Be,
    Have,
    Do,
    To,
    Neg,
    Adv,
    Num,
    Ord,
    Adj,
    Noun,
    /// A capitalised word that is (part of) a name.
    Name,
    VBase,
    VPres,
    VPast,
    VPart,
    VGer,
    /// `'s` or `'` behind a possessor.
    Poss,
    /// Any mark.
    Mark,
}

impl Tag {
    /// A form of a full verb.
    #[must_use]
    #[inline]
    pub fn is_verb(self) -> bool {
        matches!(self, Self::VBase | Self::VPres | Self::VPast | Self::VPart | Self::VGer)
    }

    /// An auxiliary.
    #[must_use]
    pub fn is_aux(self) -> bool {
        matches!(self, Self::Modal | Self::Be | Self::Have | Self::Do)
    }

    /// May stand inside a noun group before its head.
    #[must_use]
    pub fn is_nominal(self) -> bool {
        matches!(self, Self::Adj | Self::Noun | Self::Name | Self::Num | Self::Ord)
    }
}

/// The classes of a sentence, one bit each.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen(u32);

impl Seen {
    pub(super) const fn of(tags: &[Tag]) -> Self {
        let (mut seen, mut i) = (0, 0);
        while i < tags.len() {
            seen |= 1 << tags[i] as u32;
            i += 1;
        }
        Self(seen)
    }

    fn add(&mut self, tag: Tag) {
        self.0 |= 1 << tag as u32;
    }

    #[inline]
    pub(super) const fn has(self, tag: Tag) -> bool {
        self.0 >> tag as u32 & 1 != 0
    }
}

/// Chooses a class for each token: one pass from left to right over each sentence; a choice looks at the class chosen
/// before and at the possible classes of the next word only. `by` is the preposition of who did it.
pub(super) fn tag(article: &Article, surface: &Surface, by: Sym) -> Vec<Tag> {
    let mut closings: Vec<u32> = surface.quoted.iter().filter_map(|q| q.close).collect();
    closings.sort_unstable();
    let mut tags = vec![Tag::Mark; surface.tokens.len()];
    let tagger = Tagger { text: &article.text, tokens: &surface.tokens, words: &surface.words, all_caps: surface.all_caps, closings };
    for sentence in &surface.sentences {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let (mut seen, mut hyphens) = (Seen::default(), false);
        for i in start..end {
            tags[i] = tagger.choose(i, start, end, &tags);
            seen.add(tags[i]);
            hyphens |= surface.tokens[i].kind == TokenKind::Hyphen;
        }
        if hyphens {
            super::tag_fix::compounds(&surface.tokens, &mut tags, start..end, by, |i| tagger.info(i));
        }
        super::tag_fix::repair(&surface.tokens, &mut tags, start..end, |i| tagger.info(i));
        if seen.has(Tag::Sub) {
            super::tag_fix::bare_forms(&mut tags, start..end, |i| tagger.info(i));
        }
        if seen.has(Tag::Wh) {
            super::tag_fix::plural_subjects(&mut tags, start..end, |i| tagger.info(i));
        }
    }
    tags
}

pub(super) struct Tagger<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    words: &'a [WordInfo],
    all_caps: bool,
    /// Tokens that close a quotation, sorted.
    closings: Vec<u32>,
}

impl Tagger<'_> {
    pub(super) fn info(&self, i: usize) -> WordInfo {
        self.words.get(i).copied().unwrap_or_default()
    }

    fn choose(&self, i: usize, start: usize, end: usize, tags: &[Tag]) -> Tag {
        let token = &self.tokens[i];
        let before = (i > start).then(|| tags[i - 1]);
        match token.kind {
            TokenKind::Number if self.ends_name(i, start) => Tag::Name,
            TokenKind::Number => self.number(i, end),
            TokenKind::Clitic => self.clitic(i, before),
            TokenKind::CloseSingle | TokenKind::StraightSingle if self.is_plural_possessive(i, end) => Tag::Poss,
            TokenKind::Word => self.word(i, start, end, tags),
            _ => Tag::Mark,
        }
    }

    /// `M23`, `G7`: figures glued to a capital are the end of a name.
    fn ends_name(&self, i: usize, start: usize) -> bool {
        let before = i.checked_sub(1).filter(|b| *b >= start && self.tokens[i].glued).map(|b| &self.tokens[b]);
        before.is_some_and(|b| b.is_word() && b.shape.is_capital() && b.span.len() <= 3)
    }

    fn number(&self, i: usize, end: usize) -> Tag {
        let ordinal = self.tokens.get(i + 1).is_some_and(|n| i + 1 < end && n.glued && n.is_word() && is_ordinal_ending(n.text(self.text)));
        if ordinal { Tag::Ord } else { Tag::Num }
    }

    fn clitic(&self, i: usize, before: Option<Tag>) -> Tag {
        let tags = self.info(i).tags;
        let word = self.tokens[i].text(self.text);
        if word.ends_with(['s', 'S']) {
            // After a pronoun it is a verb (`he's`), after a noun a possessive.
            return if matches!(before, Some(Tag::Pron | Tag::Wh | Tag::Adv)) { Tag::Be } else { Tag::Poss };
        }
        [(Tags::NEG, Tag::Neg), (Tags::MODAL, Tag::Modal), (Tags::HAVE, Tag::Have), (Tags::BE, Tag::Be)]
            .into_iter()
            .find(|(t, _)| tags.any(*t))
            .map_or(Tag::Mark, |(_, t)| t)
    }

    /// `the diplomats' visas`: an apostrophe behind an s that closes no quotation, with a word behind it.
    fn is_plural_possessive(&self, i: usize, end: usize) -> bool {
        let Some(before) = i.checked_sub(1).map(|b| &self.tokens[b]) else { return false };
        self.tokens[i].glued
            && before.is_word()
            && before.text(self.text).ends_with(['s', 'S'])
            && self.tokens.get(i + 1).is_some_and(|n| i + 1 < end && n.is_word() && !n.glued)
            && self.closings.binary_search(&(i as u32)).is_err()
    }

    fn word(&self, i: usize, start: usize, end: usize, tags: &[Tag]) -> Tag {
        let token = &self.tokens[i];
        let known = self.info(i).tags;
        let before = (i > start).then(|| tags[i - 1]);
        if token.glued && before == Some(Tag::Ord) && is_ordinal_ending(token.text(self.text)) {
            return Tag::Ord;
        }
        if !self.all_caps && self.is_name(i, start, known) {
            return Tag::Name;
        }
        // `16 MAY 90`, where all words have capitals
        if self.all_caps && before == Some(Tag::Num) && known.any(Tags::MODAL) && self.number_next(i, end) {
            return Tag::Name;
        }
        if known.any(Tags::PARTICLE) && known.any(Tags::ANY_NOUN) && self.is_particle(i, end, before) {
            return Tag::Adv;
        }
        let adverb_only = known.and(Tags::CLOSED) == Tags::ADV && known.any(Tags::ANY_NOUN.or(Tags::VERB));
        let context = Context::new(before, self.next_tags(i, end), i + 1 < end && self.is_capital(i + 1));
        if known.any(Tags::CLOSED) && !adverb_only {
            return closed(known, &context);
        }
        let context = Context {
            ends: i + 1 >= end,
            singular: self.is_singular(i, start, tags),
            object: matches!(before, Some(Tag::Name | Tag::Noun)) && known.any(Tags::ANY_NOUN) && self.is_object(i, start, tags),
            aims: known.any(Tags::AIMING) && self.aims(i, start, end, tags),
            cuts: i > start && known.any(Tags::V_PAST) && known.any(Tags::V_BASE) && self.cuts(i, start, end, tags),
            heads: before == Some(Tag::Name) && known.any(Tags::V_THIRD) && known.any(Tags::ANY_NOUN) && self.heads(i, start, end, tags),
            opens: token.shape.is_capital() && !self.all_caps && self.opens(i, start),
            ..context
        };
        if known.is_none() || known == Tags::CLAUSAL || known == Tags::TEMPORAL {
            return self.unknown(token, &context);
        }
        open(known, &context)
    }

    /// `hit back with strikes`, `pulled its troops back from`.
    fn is_particle(&self, i: usize, end: usize, before: Option<Tag>) -> bool {
        let next = self.next_tags(i, end);
        match before {
            Some(t) if t.is_verb() => {
                next.any(Tags::DET.or(Tags::POSS_PRON).or(Tags::NUM).or(Tags::NOUN_PL).or(Tags::PREP))
                    || self.number_next(i, end)
                    || i + 1 < end && self.is_capital(i + 1)
            }
            Some(Tag::Noun | Tag::Name | Tag::Pron) => next.any(Tags::PREP.or(Tags::TO)),
            _ => false,
        }
    }

    /// A determiner and a noun in the singular stand before: a verb would have an `s`, so that `a phone call this week` has none.
    fn is_singular(&self, i: usize, start: usize, tags: &[Tag]) -> bool {
        if i < start + 2 || tags[i - 1] != Tag::Noun || tags[i - 2] != Tag::Det {
            return false;
        }
        self.info(i - 1).tags.any(Tags::NOUN) && !self.info(i - 1).tags.any(Tags::NOUN_PL)
    }

    /// `dismissed the British claims`, `scrambled fighter jets`: what stands behind a verb that takes an object and no clause without
    /// `that` is its object, not the subject of another verb.
    fn is_object(&self, i: usize, start: usize, tags: &[Tag]) -> bool {
        const WORDS: usize = 4;
        let from = start.max(i.saturating_sub(WORDS));
        let first = (from..i).rev().take_while(|k| tags[*k].is_nominal()).last().unwrap_or(i);
        let first = if first > start && tags[first - 1] == Tag::Det { first - 1 } else { first };
        // `said US-led planes hit`, `helped rebels hit`
        let compound = first >= start + 2 && self.tokens[first - 2].kind == TokenKind::Hyphen;
        let others = Tags::CLAUSAL.or(Tags::INTRANSITIVE).or(Tags::BARE_INFINITIVE);
        first > start && !compound && matches!(tags[first - 1], Tag::VPast | Tag::VPres | Tag::VBase) && !self.info(first - 1).tags.any(others)
    }

    /// A capital inside a sentence makes a name; at its start only where the word is unknown or a name follows it.
    fn is_name(&self, i: usize, start: usize, known: Tags) -> bool {
        let token = &self.tokens[i];
        match token.shape {
            Shape::Upper => true,
            Shape::Mixed => true,
            Shape::Capitalised if token.span.len() == 1 => {
                !known.any(Tags::CLOSED) || (i > start && !known.any(Tags::PRON) && matches!(self.tokens[i - 1].kind, TokenKind::Word | TokenKind::Slash))
            }
            Shape::Capitalised if self.opens(i, start) => {
                let name_next = self.tokens.get(i + 1).is_some_and(|n| n.shape.is_capital() && !self.info(i + 1).tags.any(Tags::CLOSED) && n.is_word());
                !known.any(Tags::CLOSED) && (known.is_none() || known == Tags::TEMPORAL || name_next && !known.any(Tags::V_GER.or(Tags::V_PAST)))
            }
            // `But`, `The` inside a headline are no names.
            Shape::Capitalised => !known.any(Tags::CLOSED) || known.any(Tags::MODAL) || known.any(Tags::NOUN) && !known.any(Tags::DET.or(Tags::PREP)),
            _ => false,
        }
    }

    /// The word opens a sentence or a quotation: its capital tells nothing.
    fn opens(&self, i: usize, start: usize) -> bool {
        i == start
            || !matches!(
                self.tokens[i - 1].kind,
                TokenKind::Word
                    | TokenKind::Clitic
                    | TokenKind::Number
                    | TokenKind::Comma
                    | TokenKind::Hyphen
                    | TokenKind::Period
                    | TokenKind::CloseParen
                    | TokenKind::Slash
                    | TokenKind::Percent
            )
    }

    /// Its capital tells something: where all words have one, only a word that nobody knows may be a name.
    fn is_capital(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.shape.is_capital() && (!self.all_caps || t.is_word() && self.info(i).tags.is_none()))
    }

    fn number_next(&self, i: usize, end: usize) -> bool {
        i + 1 < end && self.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Number)
    }

    pub(super) fn next_tags(&self, i: usize, end: usize) -> Tags {
        if i + 1 < end { self.info(i + 1).tags } else { Tags::NONE }
    }

    fn unknown(&self, token: &Token, context: &Context) -> Tag {
        let word = token.text(self.text);
        let ends =
            |endings: &[&str]| endings.iter().any(|e| word.len() > e.len() + 2 && word.get(word.len() - e.len()..).is_some_and(|w| w.eq_ignore_ascii_case(e)));
        if ends(&["ly"]) {
            Tag::Adv
        } else if ends(&["ing"]) {
            open(Tags::V_GER, context)
        } else if ends(&["ed"]) {
            open(Tags::V_PAST.or(Tags::V_PART), context)
        } else if ends(&["ous", "ful", "less", "able", "ible"]) && !context.ends || !self.all_caps && ends(&["al", "ive", "ic", "ese"]) && !context.ends {
            open(Tags::ADJ.or(Tags::NOUN), context)
        } else if self.all_caps {
            Tag::Name
        } else {
            Tag::Noun
        }
    }
}

fn is_ordinal_ending(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|e| word.eq_ignore_ascii_case(e))
}
