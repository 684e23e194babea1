//! What all passes of this stage look at.

use jiff::civil::Date;

use crate::dates::TimeExpression;
use crate::lexicon::{ActorLexicon, Code, Lexicon, NameEntry, SectorList, Tags, WordList};
use crate::syntax::{Syntax, Tag};
use crate::text::{Article, Surface};
use crate::token::{Shape, Sym, Token, TokenKind};

/// One article and the lexicon.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub surface: &'a Surface,
    pub syntax: &'a Syntax,
    pub lexicon: &'a Lexicon,
    pub actors: &'a ActorLexicon,
    pub day: Option<Date>,
    /// The first token of the story, behind header lines.
    pub opening: u32,
    /// For each token: it lies in a time expression.
    times: Vec<bool>,
}

impl<'a> Reader<'a> {
    pub fn new(article: &'a Article, surface: &'a Surface, syntax: &'a Syntax, dates: &[TimeExpression], lexicon: &'a Lexicon) -> Self {
        let mut times = vec![false; surface.tokens.len()];
        for date in dates {
            times[date.tokens.start as usize..date.tokens.end as usize].fill(true);
        }
        Self { text: &article.text, surface, syntax, lexicon, actors: &lexicon.actors, day: article.day(), opening: surface.opening(article) as u32, times }
    }

    pub fn token(&self, i: u32) -> Option<&'a Token> {
        self.surface.tokens.get(i as usize)
    }

    pub fn kind(&self, i: u32) -> Option<TokenKind> {
        self.token(i).map(|t| t.kind)
    }

    pub fn tag(&self, i: u32) -> Tag {
        self.syntax.tags.get(i as usize).copied().unwrap_or(Tag::Mark)
    }

    pub fn word(&self, i: u32) -> &'a str {
        self.token(i).map_or("", |t| t.text(self.text))
    }

    /// The token is this word, whatever its capitals.
    pub fn reads(&self, i: u32, word: Sym) -> bool {
        self.token(i).is_some_and(|t| t.sym == word)
    }

    /// Both tokens are one word, whatever its capitals.
    pub fn same_word(&self, a: u32, b: u32) -> bool {
        let (Some(a), Some(b)) = (self.token(a), self.token(b)) else { return false };
        a.sym == b.sym && (a.sym.is_known() || a.text(self.text).eq_ignore_ascii_case(b.text(self.text)))
    }

    pub fn words(&self, start: u32, end: u32) -> &'a str {
        self.surface.span_of(start as usize..end as usize).slice(self.text)
    }

    pub fn is(&self, i: u32, list: WordList) -> bool {
        self.token(i).is_some_and(|t| self.actors.grammar().is(t.sym, list))
    }

    pub fn tags_of(&self, i: u32) -> Tags {
        self.surface.tags(i as usize)
    }

    pub fn name(&self, id: u32) -> &'a NameEntry {
        self.actors.name(id)
    }

    /// The token lies in a time expression.
    pub fn in_time(&self, i: u32) -> bool {
        self.times.get(i as usize).is_some_and(|t| *t)
    }

    /// The byte offset lies in a quotation.
    pub fn is_quoted(&self, at: u32) -> bool {
        let quoted = &self.surface.quoted;
        let before = quoted.partition_point(|q| q.span.start <= at);
        (before.saturating_sub(3)..before).any(|i| quoted[i].span.holds(at))
    }

    /// Starts with a capital that tells something: a name's.
    pub fn is_capital(&self, i: u32) -> bool {
        self.token(i).is_some_and(|t| t.is_word() && t.shape.is_capital())
    }

    pub fn is_upper(&self, i: u32) -> bool {
        self.token(i).is_some_and(|t| t.shape == Shape::Upper)
    }

    /// A possessive clitic stands at `i`.
    pub fn is_possessive(&self, i: u32) -> bool {
        self.tag(i) == Tag::Poss
    }

    /// A hyphen glued to the words on both sides stands at `i`.
    pub fn is_joint(&self, i: u32) -> bool {
        matches!(self.kind(i), Some(TokenKind::Hyphen | TokenKind::Slash))
            && self.token(i).is_some_and(|t| t.glued)
            && self.token(i + 1).is_some_and(|t| t.glued)
    }
}

/// How `sector` combines with what it belongs to: `RUS` + `GOV`, `IGOUNO` + `GOV`, `PSEREB` + `UAF`.
pub(super) fn combine(reader: &Reader, owner: Code, sector: Code) -> Code {
    if owner.is_empty() || sector.is_empty() {
        return if owner.is_empty() { sector } else { owner };
    }
    let grammar = reader.actors.grammar();
    if owner.is_bare_country() || owner.is_bare_region() {
        return owner.with(sector);
    }
    if owner.is_international() || grammar.is_sector(sector, SectorList::Weak) {
        return owner;
    }
    if grammar.is_sector(owner.sector(), SectorList::Nonstate) && grammar.is_sector(sector, SectorList::Armed) {
        return owner;
    }
    let country = owner.country();
    // `a candidate for parliament` is no parliament.
    let outside = grammar.is_sector(sector, SectorList::Nonstate) && grammar.is_sector(owner.sector(), SectorList::State);
    if country.is_empty() && !outside { owner } else { country.with(sector) }
}
