//! A mention while it is being read.

use super::{EntityKind, Gender, MentionForm, Part};
use crate::lexicon::{Code, Sex};

/// A mention before its entity is known.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// Tokens, with its determiner and what follows its head.
    pub start: u32,
    pub end: u32,
    pub head: u32,
    pub kind: EntityKind,
    pub form: MentionForm,
    pub part: Part,
    pub rule: &'static str,
    pub code: Code,
    pub gender: Gender,
    pub plural: bool,
    pub what: Refers,
    /// Tokens that name the role: `Foreign Secretary`.
    pub role: Option<(u32, u32)>,
    /// Another mention, as an index, that is the same entity by grammar (apposition, acronym in parentheses).
    pub same: Option<u32>,
    /// The mention that owns it (`Russia` of `Russia's ambassador`).
    pub owner: Option<u32>,
    /// No longer in office.
    pub former: bool,
    /// Its words begin with a title.
    pub titled: bool,
    /// Its country comes from the context alone.
    pub guessed: bool,
    /// … and that is the one country that the article is about.
    pub settled: bool,
    /// Its place in the list before that is put in the order of the text.
    pub number: u32,
}

/// By what a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refers {
    /// A row of names.
    Lexicon(u32),
    /// A name that no lexicon holds: its tokens.
    Name {
        start: u32,
        end: u32,
    },
    /// An agent noun.
    Agent {
        id: u32,
        definite: Definite,
    },
    /// A town of the gazetteer; its tokens.
    Town {
        start: u32,
        end: u32,
    },
    Pronoun(Pronoun),
    /// `the pair`.
    Pair,
}

/// Does a noun group point back?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Definite {
    /// `the`, `this`, a possessor.
    Yes,
    /// `a`, `another`, a number.
    No,
    /// Nothing stands before it.
    Bare,
}

/// Third-person pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    They,
}

impl From<Sex> for Gender {
    fn from(sex: Sex) -> Self {
        match sex {
            Sex::Male => Self::Male,
            Sex::Female => Self::Female,
            Sex::Neuter => Self::Neuter,
            Sex::Unknown => Self::Unknown,
        }
    }
}

impl Draft {
    /// A mention of one head with nothing else known.
    pub fn new(start: u32, end: u32, head: u32, what: Refers, rule: &'static str) -> Self {
        Self {
            start,
            end,
            head,
            kind: EntityKind::Organisation,
            form: MentionForm::Name,
            part: Part::Actor,
            rule,
            code: Code::NONE,
            gender: Gender::Unknown,
            plural: false,
            what,
            role: None,
            same: None,
            owner: None,
            former: false,
            titled: false,
            guessed: false,
            settled: false,
            number: 0,
        }
    }
}
