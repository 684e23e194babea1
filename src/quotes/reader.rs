use std::ops::Range;

use crate::actors::Actors;
use crate::lexicon::{Frames, Lexicon, Tags};
use crate::syntax::{Syntax, Tag};
use crate::text::{Article, Surface};
use crate::token::{Span, Sym, Token, TokenKind};

/// One article as this stage reads it.
pub(super) struct Reader<'a> {
    pub article: &'a Article,
    pub surface: &'a Surface,
    pub syntax: &'a Syntax,
    pub actors: &'a Actors,
    pub lexicon: &'a Lexicon,
}

/// A cue verb in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    /// Its rule in the speech lexicon.
    pub rule: u32,
    pub frames: Frames,
    /// Tokens of the verb and its particles.
    pub len: u32,
    /// Form of the verb.
    pub tags: Tags,
}

impl Cue {
    /// Past or present, as far as its form tells.
    pub fn may_be_finite(&self) -> bool {
        self.tags.any(Tags::V_PAST.or(Tags::V_THIRD).or(Tags::V_BASE))
    }

    pub fn is_gerund(&self) -> bool {
        self.tags.any(Tags::V_GER)
    }
}

impl<'a> Reader<'a> {
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        self.surface.tokens.get(at)
    }

    pub fn kind(&self, at: usize) -> TokenKind {
        self.token(at).map_or(TokenKind::Symbol, |t| t.kind)
    }

    pub fn words(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |t| t.text(&self.article.text))
    }

    pub fn sym(&self, at: usize) -> Sym {
        self.token(at).map_or(Sym::UNKNOWN, |t| t.sym)
    }

    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.surface.span_of(tokens)
    }

    pub fn listed(&self, list: &str, at: usize) -> bool {
        self.lexicon.speech.listed(list, self.sym(at))
    }

    /// The word class of a token.
    pub fn tag(&self, at: usize) -> Tag {
        self.syntax.tags.get(at).copied().unwrap_or(Tag::Mark)
    }

    /// A finite verb or an auxiliary.
    pub fn is_finite(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::VPast | Tag::VPres | Tag::Be | Tag::Have | Tag::Do | Tag::Modal)
            || self.tag(at) == Tag::VBase && at > 0 && !matches!(self.tag(at - 1), Tag::To)
    }

    pub fn is_verb(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::VPast | Tag::VPres | Tag::VBase | Tag::VPart | Tag::VGer)
    }

    /// The cue verb at token `at`. A form that may be a noun (`calls`) counts only where it is tagged as a verb.
    pub fn cue(&self, at: usize) -> Option<Cue> {
        let token = self.token(at).filter(|t| t.is_word() && t.sym.is_known())?;
        let info = self.lexicon.words.info(token.sym);
        let (lemma, tags) = match (info.verb, self.lexicon.speech.form(token.sym)) {
            (Some(lemma), _) => (lemma, info.tags),
            (None, Some((lemma, tags))) => (lemma, tags),
            _ => return None,
        };
        let verbs = self.lexicon.speech.verbs(lemma);
        if verbs.is_empty() {
            return None;
        }
        let tags = if self.is_verb(at) {
            self.form_of(at, tags)
        } else if token.shape.is_capital() && tags.any(Tags::V_THIRD.or(Tags::V_PAST).or(Tags::V_GER)) && self.in_title(at) {
            tags
        } else {
            return None;
        };
        let mut frames = Frames::default();
        let mut best: Option<(u32, u32)> = None;
        for verb in verbs {
            let fits = verb.particles.iter().enumerate().all(|(i, p)| self.sym(at + 1 + i) == *p);
            let len = 1 + verb.particles.len() as u32;
            match best {
                _ if !fits => {}
                None => {
                    best = Some((verb.rule, len));
                    frames = self.lexicon.speech.frames(verb.rule);
                }
                // A verb of several rules takes the frames of all.
                Some((_, longest)) if longest == len => frames = frames.or(self.lexicon.speech.frames(verb.rule)),
                Some(_) => {}
            }
        }
        best.map(|(rule, len)| Cue { rule, frames, len, tags })
    }

    /// The form narrowed by the tagger's choice.
    fn form_of(&self, at: usize, tags: Tags) -> Tags {
        match self.tag(at) {
            Tag::VPast => Tags::V_PAST,
            Tag::VPart if tags.any(Tags::V_PART) => Tags::V_PART,
            Tag::VGer => Tags::V_GER,
            Tag::VPres => Tags::V_THIRD,
            _ => tags,
        }
    }

    /// Headline capitals: the words on both sides are capitalised.
    fn in_title(&self, at: usize) -> bool {
        let capital = |i: usize| self.token(i).is_some_and(|t| t.shape.is_capital() || !t.is_word() || t.span.len() <= 3);
        at > 0 && capital(at - 1) && self.token(at - 1).is_some_and(|t| t.shape.is_capital()) && capital(at + 1)
    }
}
