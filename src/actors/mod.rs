//! Actors: who is mentioned where, and which mentions are one entity.

mod again;
mod anaphor;
mod apposition;
mod attach;
mod beside;
mod body;
mod chunk;
mod clauses;
mod context;
#[cfg(test)]
mod context_tests;
mod coref;
mod country;
mod draft;
mod examples;
mod fielded;
mod group;
mod halves;
mod home;
mod insurgent;
mod introduced;
mod lexical;
mod longer;
mod names;
mod naming;
mod officers;
mod owner;
mod place;
mod pronoun;
mod reader;
mod sense;
mod settle;
mod short;
mod sides;
mod stateless;
mod story;
#[cfg(test)]
mod tests;
mod wording;

use compact_str::CompactString;

use crate::dates::TimeExpression;
use crate::lexicon::Lexicon;
use crate::syntax::Syntax;
use crate::text::{Article, Surface};
use crate::token::Span;

use draft::Draft;
pub use examples::run_examples;

/// Somebody or something that acts or is acted upon in one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Resolved name: `David Lammy`, `UK Foreign Office`; for one that is not named its fullest description (`a British diplomat`).
    pub name: CompactString,
    /// What it is.
    pub kind: EntityKind,
    /// CAMEO actor code: `GBRGOV`, `RUS`, `IGOUNO`; empty where nothing is known.
    pub code: CompactString,
    /// `Foreign Secretary`, `ambassador to the UK`.
    pub role: Option<String>,
    /// Gender as far as name, title or noun tell.
    pub gender: Gender,
    /// More than one (`British diplomats`).
    pub plural: bool,
    /// Has a name (its own, or a lexicon's).
    pub named: bool,
    /// Its country comes from the context alone.
    pub guessed: bool,
}

/// Kind of an entity, as the contract names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum EntityKind {
    Person,
    Country,
    Organisation,
    Group,
    Place,
}

/// Gender of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Gender {
    Male,
    Female,
    /// A body or a thing: `it`.
    Neuter,
    Unknown,
}

/// Words that refer to an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The words, without a leading article for names, with it for descriptions (bytes).
    pub span: Span,
    /// Token range of `span`.
    pub tokens: std::ops::Range<u32>,
    /// Token of the head.
    pub head: u32,
    /// Index into [`Actors::entities`].
    pub entity: u32,
    /// How it refers.
    pub form: MentionForm,
    /// In what part it stands.
    pub part: Part,
    /// The rule that found it (`name`, `title+surname`, `agent`, `pronoun`, …).
    pub rule: &'static str,
}

/// How a mention refers, as the contract names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum MentionForm {
    Name,
    Nominal,
    Adjective,
    Pronoun,
}

/// The part that a mention plays, as far as its own words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// May act or be acted upon.
    Actor,
    /// A place as place: `in Moscow`.
    Place,
    /// Only modifies another mention or noun: `Russian` in `Russian diplomat`, `UK` in `UK diplomats`.
    Modifier,
}

/// All entities and mentions of one article. Mentions are ordered by start, then longer first; one may lie inside another
/// (`Russian` and `UK` inside `Russian ambassador to the UK Andrei Kelin`).
#[derive(Debug, Default)]
pub struct Actors {
    /// The entities.
    pub entities: Vec<Entity>,
    /// The mentions.
    pub mentions: Vec<Mention>,
}

impl Entity {
    /// ISO 3166 alpha-3 country of the code; empty for international actors and unknown ones.
    #[must_use]
    pub fn country(&self) -> &str {
        crate::lexicon::actor_country(&self.code)
    }

    /// First sector of the code (`GOV`), empty where it has none.
    #[must_use]
    pub fn sector(&self) -> &str {
        crate::lexicon::actor_sector(&self.code)
    }
}

impl Actors {
    /// The mention whose head is token `head`; the widest one that is no mere modifier first.
    #[must_use]
    pub fn mention_at(&self, head: u32) -> Option<usize> {
        self.mentions.iter().position(|m| m.head == head && m.part != Part::Modifier)
    }

    /// The mentions that lie wholly inside a span, as indices, in order.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        (from..self.mentions.len()).take_while(move |i| self.mentions[*i].span.start < span.end).filter(move |i| span.contains(self.mentions[*i].span))
    }

    /// The widest mention that holds token `index` and is no mere modifier.
    #[must_use]
    pub fn outermost(&self, index: u32) -> Option<usize> {
        self.holding(index).max_by_key(|i| (self.mentions[*i].tokens.len(), std::cmp::Reverse(*i)))
    }

    /// The narrowest mention that holds token `index` and is no mere modifier.
    #[must_use]
    pub fn innermost(&self, index: u32) -> Option<usize> {
        self.holding(index).min_by_key(|i| (self.mentions[*i].tokens.len(), *i))
    }

    fn holding(&self, index: u32) -> impl Iterator<Item = usize> + '_ {
        // No mention is long: what holds the token starts within a few mentions before it.
        let past = self.mentions.partition_point(|m| m.tokens.start <= index);
        (past.saturating_sub(24)..past).filter(move |i| self.mentions[*i].tokens.contains(&index) && self.mentions[*i].part != Part::Modifier)
    }

    /// The first entity of this name.
    #[must_use]
    pub fn entity_named(&self, name: &str) -> Option<u32> {
        self.entities.iter().position(|e| e.name == name).map(|i| i as u32)
    }

    /// The entity of a mention.
    #[must_use]
    pub fn entity_of(&self, mention: usize) -> Option<&Entity> {
        self.mentions.get(mention).and_then(|m| self.entities.get(m.entity as usize))
    }
}

impl EntityKind {
    /// As the contract writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Country => "country",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Place => "place",
        }
    }
}

impl MentionForm {
    /// As the contract writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Adjective => "adjective",
            Self::Pronoun => "pronoun",
        }
    }
}

/// Finds and resolves the actors of the article.
///
/// The passes, each over the whole article: words of the lexicon ([`lexical`]), names that hold one ([`longer`]), noun groups around them ([`chunk`]), the
/// codes that modifiers and heads make ([`group`]), what follows a group ([`attach`]), towns from the context
/// ([`context`]), pronouns, who is described in the lead and named behind it ([`introduced`]), countries from the context ([`country`]), and at last which mentions are one entity ([`coref`]).
#[must_use]
pub fn find(article: &Article, surface: &Surface, syntax: &Syntax, dates: &[TimeExpression], lexicon: &Lexicon) -> Actors {
    let reader = reader::Reader::new(article, surface, syntax, dates, lexicon);
    let found = lexical::find(&reader);
    let chunks = chunk::find(&reader, &found.items);
    let mut groups = group::find(&reader, &found.items, &chunks);
    attach::attach(&reader, &found.items, &chunks, &mut groups);
    let mut drafts = groups.drafts;
    context::towns(&reader, &found, &mut drafts);
    pronoun::find(&reader, &mut drafts);
    let mut drafts = in_order(drafts);
    introduced::find(&reader, &mut drafts);
    officers::leaders(&reader, &mut drafts);
    country::find(&reader, &mut drafts);
    let clusters = coref::cluster(&reader, &drafts);
    let mentions = drafts
        .into_iter()
        .zip(clusters.of)
        .filter(|(_, entity)| *entity != u32::MAX)
        .map(|(d, entity)| Mention {
            span: surface.span_of(d.start as usize..d.end as usize),
            tokens: d.start..d.end,
            head: d.head,
            entity,
            form: d.form,
            part: d.part,
            rule: d.rule,
        })
        .collect();
    Actors { entities: clusters.entities, mentions }
}

/// Drafts by start, then longer first; what they point to is renumbered.
fn in_order(mut drafts: Vec<Draft>) -> Vec<Draft> {
    for (i, d) in drafts.iter_mut().enumerate() {
        d.number = i as u32;
    }
    // Groups, quantities and pronouns are each in order already, so that a merge sort has little to do.
    drafts.sort_by_key(|d| (d.start, std::cmp::Reverse(d.end), d.part == Part::Modifier));
    let mut place = vec![0u32; drafts.len()];
    for (new, d) in drafts.iter().enumerate() {
        place[d.number as usize] = new as u32;
    }
    for d in &mut drafts {
        d.same = d.same.map(|s| place[s as usize]);
        d.owner = d.owner.map(|o| place[o as usize]);
    }
    drafts
}
