//! Actions: who did what to whom, coded in CAMEO.

mod answers;
mod compose;
mod counterpart;
mod doer;
mod envoys;
mod examples;
mod find;
mod frame;
mod general;
mod journey;
mod matching;
mod nominal;
mod outcome;
mod owner;
mod pairs;
mod parties;
mod place;
mod private;
mod same;
mod scene;
mod sides;
mod status;
mod thing;
mod time;
mod together;
mod toll;

pub use examples::run_examples;
pub use find::find;
pub use scene::dateline_end;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::token::Span;

/// The CAMEO code of bombings.
pub(crate) const BOMBING: &str = "183";

/// One mention of an act, for one pair of actors.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// The words that name the act: verb or nominal head (bytes).
    pub span: Span,
    /// The rule, as an index into the lexicon's action rules.
    pub rule: u32,
    /// CAMEO code, leading zero kept: the rule's, or composed from a speech act and its deed.
    pub cameo: CompactString,
    /// What was done, in a few words.
    pub label: CompactString,
    /// Who did it.
    pub source: Option<Party>,
    /// To whom.
    pub target: Option<Party>,
    /// The words for the thing that violence struck, which is no actor (bytes).
    pub thing: Option<Span>,
    /// Its words say that it was told before: `the bomb`, `the explosion`.
    pub told: bool,
    /// Its words say that it is none of those told before: `another bomb`, `a third explosion`.
    pub another: bool,
    /// When, as an index into the article's time expressions.
    pub date: Option<u32>,
    /// Where, as an index into `Actors::mentions`.
    pub place: Option<u32>,
    /// What is said of it.
    pub status: Status,
    /// Its sentence.
    pub sentence: u32,
    /// The quotation that it stands in, as an index into the article's quotations.
    pub quote: Option<u32>,
    /// Who is cited for it, as an index into `Actors::entities`.
    pub attributed_to: Option<u32>,
    /// Actions with the same number are one act with several pairs of actors.
    pub act: u32,
    /// 0 to 1.
    pub confidence: f32,
    /// Dead, injured and weapon, as far as the clause tells.
    pub toll: Toll,
    /// How the clause was read; for `explain`.
    pub reading: Reading,
}

/// What an act did to people, and by what means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Toll {
    /// How many died.
    pub killed: Option<u32>,
    /// How many were injured.
    pub injured: Option<u32>,
    /// The words for the weapon (bytes).
    pub weapon: Option<Span>,
}

/// One side of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Index into `Actors::mentions`, where the text has words for it at this place.
    pub mention: Option<u32>,
    /// Index into `Actors::entities`.
    pub entity: u32,
    /// CAMEO actor code in this act (a state that expels is its government: `RUSGOV`).
    pub code: CompactString,
    /// Further entities on the same side with the same code.
    pub also: Vec<u32>,
}

/// What the text says about the act, as the contract defines it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Status {
    Occurred,
    Ongoing,
    Planned,
    Threatened,
    Demanded,
    Alleged,
    Denied,
    Hypothetical,
}

/// How a clause was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Reading {
    Active,
    Passive,
    Nominal,
    Participle,
    Relative,
}

impl Status {
    /// As the contract writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Occurred => "occurred",
            Self::Ongoing => "ongoing",
            Self::Planned => "planned",
            Self::Threatened => "threatened",
            Self::Demanded => "demanded",
            Self::Alleged => "alleged",
            Self::Denied => "denied",
            Self::Hypothetical => "hypothetical",
        }
    }
}
