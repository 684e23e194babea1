use std::ops::Range;

use super::units::always_finite;
use crate::actors::Actors;
use crate::lexicon::{Frames, Lexicon, SpeechClass, SpeechVerb, Tags, WordClass};
use crate::syntax::{Syntax, Tag};
use crate::text::{Article, Quoted, Surface};
use crate::token::{Shape, Span, Sym, Token, TokenKind};

/// The most tokens of a verb and its particles.
const LONGEST_CUE: usize = 4;

/// The end of a form that stays a verb behind a preposition: its spelling, not a word.
const GERUND: &str = "ing";

/// One article as this stage reads it.
pub(super) struct Reader<'a> {
    pub article: &'a Article,
    pub surface: &'a Surface,
    pub syntax: &'a Syntax,
    pub actors: &'a Actors,
    pub lexicon: &'a Lexicon,
    /// The quotations in marks; those without a closing mark end before their attribution.
    pub quoted: &'a [Quoted],
}

/// A cue verb in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    /// Its rule in the speech lexicon.
    pub rule: u32,
    pub frames: Frames,
    pub class: SpeechClass,
    /// Tokens of the verb and its particles.
    pub len: u32,
    /// Form of the verb.
    pub tags: Tags,
}

impl Cue {
    /// Past or present, as far as its form tells.
    #[inline]
    pub fn may_be_finite(&self) -> bool {
        self.tags.any(Tags::V_PAST.or(Tags::V_THIRD).or(Tags::V_BASE))
    }

    #[inline]
    pub fn is_gerund(&self) -> bool {
        self.tags.any(Tags::V_GER)
    }
}

impl<'a> Reader<'a> {
    #[inline]
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        self.surface.tokens.get(at)
    }

    #[inline]
    pub fn kind(&self, at: usize) -> TokenKind {
        self.token(at).map_or(TokenKind::Symbol, |t| t.kind)
    }

    #[inline]
    pub fn words(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |t| t.text(&self.article.text))
    }

    #[inline]
    pub fn sym(&self, at: usize) -> Sym {
        self.token(at).map_or(Sym::UNKNOWN, |t| t.sym)
    }

    /// All classes that the word can have.
    #[inline]
    pub fn classes(&self, at: usize) -> Tags {
        self.lexicon.words.tags(self.sym(at))
    }

    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.surface.span_of(tokens)
    }

    #[inline]
    pub fn listed(&self, class: WordClass, at: usize) -> bool {
        self.lexicon.speech.is(self.sym(at), class)
    }

    /// The word class of a token.
    #[inline]
    pub fn tag(&self, at: usize) -> Tag {
        self.syntax.tags.get(at).copied().unwrap_or(Tag::Mark)
    }

    /// The tokens between the marks of a quotation.
    pub fn inside(&self, quoted: &Quoted) -> Range<usize> {
        let open = quoted.open as usize;
        let start = if self.token(open).is_some_and(|t| t.span.start < quoted.span.start) { open + 1 } else { open };
        let end = quoted.close.map_or_else(|| self.surface.tokens_in(quoted.span).end, |c| c as usize);
        start..end.max(start)
    }

    /// The words of a sentence from which something may be reported, counted from its first; and all that its words can be.
    #[inline(never)]
    pub fn cues(&self, sentence: &Range<u32>, cues: &mut Vec<usize>) -> WordClass {
        let table = self.lexicon.speech.classes().view();
        let start = sentence.start as usize;
        let tokens = self.surface.tokens.get(start..sentence.end as usize).unwrap_or_default();
        let mut seen = WordClass::default();
        let mut at = 0;
        // Nine words of ten are none: a loop of its own over them.
        while let Some(past) = tokens.get(at..).and_then(|rest| {
            rest.iter().position(|token| {
                let here = table.get(token.sym);
                seen = seen.or(here);
                here.any(WordClass::CUE.or(WordClass::PHRASE))
            })
        }) {
            at += past;
            if self.may_report(start + at, at == 0) {
                cues.push(at);
            }
            at += 1;
        }
        seen
    }

    /// Something may be reported from the token `at`, by what stands around it. `opens`: nothing is read in front of it.
    #[inline(never)]
    fn may_report(&self, at: usize, opens: bool) -> bool {
        let class = |at: usize| self.lexicon.speech.classes().get(self.sym(at));
        let here = class(at);
        let verb = || here.any(WordClass::REPORTING) && !self.is_surely_noun(at, opens);
        let noun = || here.any(WordClass::TELLING) && (class(at + 1).any(WordClass::JOINT) || self.tag(at + 1) == Tag::To);
        verb() || noun() || here.any(WordClass::RUMOUR) || here.begins_phrase(|behind| class(at + behind))
    }

    /// A form of a cue verb that was not tagged as a verb and that nothing beside it makes one: told before its frames are
    /// looked up, since it is so for most nouns that are also verbs. `opens`: nothing is read in front of it.
    #[inline]
    pub fn is_surely_noun(&self, at: usize, opens: bool) -> bool {
        !self.tag(at).is_verb() && self.nothing_makes_it_a_verb(at, opens)
    }

    #[inline(never)]
    fn nothing_makes_it_a_verb(&self, at: usize, opens: bool) -> bool {
        let Some(token) = self.token(at) else { return true };
        if token.shape.is_capital() {
            return false;
        }
        if !opens && matches!(self.tag(at - 1), Tag::PossPron | Tag::Poss | Tag::Adj) {
            return true;
        }
        let near = |t: usize| self.tag(t) == Tag::Pron || self.kind(t) == TokenKind::Colon;
        // `Polls show a shift is near`
        let told = || self.tag(at - 1) == Tag::Noun && matches!(self.tag(at + 1), Tag::Det | Tag::PossPron | Tag::Name | Tag::Num | Tag::Adj | Tag::Noun);
        let determined = || matches!(self.tag(at + 1), Tag::Det | Tag::PossPron | Tag::Sub | Tag::Wh | Tag::Name) && self.kind(at - 1) == TokenKind::Comma;
        let counted = || {
            let that = self.listed(WordClass::COMPLEMENT, at + 1);
            (self.tag(at - 1) == Tag::Num || self.tag(at - 1) == Tag::Noun && !that) && self.listed(WordClass::EXPLETIVE, at + 1)
        };
        if !opens
            && (self.tag(at - 1) == Tag::Name && self.tag(at + 1) == Tag::To
                || self.tag(at - 1) == Tag::Noun && self.tag(at + 1) == Tag::Sub && self.listed(WordClass::COMPLEMENT, at + 1)
                || told()
                || determined()
                || counted()
                || self.is_quantifier(at - 1)
                || matches!(self.tag(at - 1), Tag::Noun | Tag::Name) && matches!(self.kind(at + 1), TokenKind::Period | TokenKind::Comma))
        {
            return false;
        }
        !(at + 1..at + 1 + LONGEST_CUE).any(near) && !token.text(&self.article.text).ends_with(GERUND)
    }

    /// A determiner that can be a noun phrase: `many say`.
    pub fn is_quantifier(&self, at: usize) -> bool {
        self.tag(at) == Tag::Det && self.classes(at).any(Tags::PRON)
    }

    /// A finite verb or an auxiliary.
    #[inline]
    pub fn is_finite(&self, at: usize) -> bool {
        let tag = self.tag(at);
        always_finite(tag) || tag == Tag::VBase && at.checked_sub(1).is_some_and(|b| self.tag(b) != Tag::To)
    }

    /// The cue verb at token `at`. A form that may be a noun (`calls`) counts only where it is tagged as a verb.
    pub fn cue(&self, at: usize) -> Option<Cue> {
        let cue = self.loose_cue(at)?;
        self.verb_form(at, &cue).map(|tags| Cue { tags, ..cue })
    }

    /// The form of the cue at token `at`, where it is tagged as a verb or stands in a title.
    #[inline]
    pub fn verb_form(&self, at: usize, cue: &Cue) -> Option<Tags> {
        let tag = self.tag(at);
        if tag.is_verb() { Some(form_of(tag, cue.tags)) } else { self.form_in_title(at, cue) }
    }

    #[inline(never)]
    fn form_in_title(&self, at: usize, cue: &Cue) -> Option<Tags> {
        let capital = self.token(at).is_some_and(|t| t.shape.is_capital());
        // `Rains Will Come Late, Pilots Say`
        let plural = || at > 0 && cue.tags.any(Tags::V_BASE) && cue.frames.any(Frames::BARE) && self.classes(at - 1).any(Tags::NOUN_PL);
        (capital && (cue.tags.any(Tags::V_THIRD.or(Tags::V_PAST).or(Tags::V_GER)) || plural()) && self.in_title(at)).then_some(cue.tags)
    }

    /// The verb that the form belongs to, and its possible forms.
    fn lemma(&self, at: usize, sym: Sym) -> Option<(Sym, Tags)> {
        let info = self.surface.words.get(at)?;
        match info.verb {
            Some(lemma) => Some((lemma, info.tags)),
            None => self.lexicon.speech.form(sym),
        }
    }

    /// The token may be a gerund of a cue verb, whatever its tag.
    pub fn is_gerund_cue(&self, at: usize) -> bool {
        // The form tells before the frames are read.
        self.lemma(at, self.sym(at)).is_some_and(|(_, tags)| tags.any(Tags::V_GER)) && self.loose_cue(at).is_some()
    }

    /// The longest entry of a cue verb that fits, with its further words from `first` on.
    fn entry_at(&self, lemma: Sym, first: usize) -> Option<&'a SpeechVerb> {
        let next = self.sym(first);
        // Most entries with particles fail at the first.
        let fits = |particles: &[Sym]| match particles {
            [] => true,
            [word, rest @ ..] => *word == next && rest.iter().enumerate().all(|(i, p)| self.sym(first + 1 + i) == *p),
        };
        self.lexicon.speech.verbs(lemma).iter().find(|v| fits(&v.particles))
    }

    /// The token stands in the first paragraph of the story, or in one with headline capitals.
    pub fn heads_story(&self, at: usize) -> bool {
        let first = self.surface.paragraphs.iter().find(|p| p.span.start >= self.article.body_start());
        first.is_some_and(|p| p.tokens.contains(&(at as u32))) || self.in_title(at)
    }

    /// Headline capitals: no longer word of the sentence is in lower case.
    pub fn in_title(&self, at: usize) -> bool {
        let Some(sentence) = self.surface.sentences.get(self.surface.sentence_at(at)) else { return false };
        let words = self.surface.tokens.get(sentence.tokens.start as usize..sentence.tokens.end as usize).unwrap_or_default();
        words.len() <= 40 && words.iter().filter(|t| t.shape == Shape::Lower && t.span.len() > 4 && t.is_word()).nth(1).is_none()
    }

    /// The cue verb at token `at`, whatever its tag: for places where only a verb can stand.
    pub fn loose_cue(&self, at: usize) -> Option<Cue> {
        // Most words are none: one read.
        if self.listed(WordClass::VERB, at) { self.listed_cue(at) } else { None }
    }

    /// The cue verb at token `at`, a form that the lexicon lists.
    #[inline]
    pub fn listed_cue(&self, at: usize) -> Option<Cue> {
        let token = self.token(at).filter(|t| t.kind == TokenKind::Word)?;
        // `self-styled`
        if token.glued && at > 0 && self.kind(at - 1) == TokenKind::Hyphen {
            return None;
        }
        let (lemma, tags) = self.lemma(at, token.sym)?;
        let close = self.entry_at(lemma, at + 1);
        // `spoke warmly of the pier`
        let apart = if close.is_none_or(|v| v.particles.is_empty()) && self.tag(at + 1) == Tag::Adv { self.entry_at(lemma, at + 2) } else { None };
        let (verb, between) = apart.filter(|v| !v.particles.is_empty()).map(|v| (v, 1)).or(close.map(|v| (v, 0)))?;
        Some(Cue { rule: verb.rule, frames: verb.frames, class: verb.class, len: 1 + between + verb.particles.len() as u32, tags })
    }
}

/// The form narrowed by the tagger's choice.
#[inline]
fn form_of(tag: Tag, tags: Tags) -> Tags {
    match tag {
        Tag::VPast => Tags::V_PAST,
        Tag::VPart if tags.any(Tags::V_PART) => Tags::V_PART,
        Tag::VGer => Tags::V_GER,
        Tag::VPres => Tags::V_THIRD,
        _ => tags,
    }
}
