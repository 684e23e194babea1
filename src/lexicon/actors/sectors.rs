//! The lists of sectors in `actors/grammar.toml`.

use serde::Deserialize;

/// Sectors with a part of their own in combinations.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sectors {
    weak: Vec<String>,
    placeless: Vec<String>,
    armed: Vec<String>,
    nonstate: Vec<String>,
    state: Vec<String>,
    domestic: Vec<String>,
    judging: Vec<String>,
    governing: Vec<String>,
    private: Vec<String>,
    unarmed: Vec<String>,
    trade: Vec<String>,
    insurgent: Vec<String>,
    peaceful: Vec<String>,
    interstate: Vec<String>,
    worldwide: Vec<String>,
    commercial: Vec<String>,
    civil: Vec<String>,
    political: Vec<String>,
    congresses: Vec<String>,
    secretaries: Vec<String>,
}

impl Sectors {
    /// In the order of [`SectorList`].
    pub(super) fn lists(self) -> [Vec<String>; SECTOR_LISTS] {
        [
            self.weak,
            self.placeless,
            self.armed,
            self.nonstate,
            self.state,
            self.domestic,
            self.judging,
            self.governing,
            self.private,
            self.unarmed,
            self.trade,
            self.insurgent,
            self.peaceful,
            self.interstate,
            self.worldwide,
            self.commercial,
            self.civil,
            self.political,
            self.congresses,
            self.secretaries,
        ]
    }
}

/// A list of `[sectors]` in `actors/grammar.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectorList {
    /// Gives way to that of what it belongs to.
    Weak,
    /// Never gets a country from the context alone.
    Placeless,
    /// Bears arms.
    Armed,
    /// No part of a state: what belongs to it and bears arms is of it (`Hamas fighters`).
    Nonstate,
    /// Organs of a state: without an article too they are the story's (`police`, `troops`).
    State,
    /// Exist inside a state only: those that a state deals with are its own.
    Domestic,
    /// Courts and police: those of the country that a story is about, wherever they are not told to be another's (`a judge`).
    Judging,
    /// Organs that act at home: private persons and groups that they deal with are of their country.
    Governing,
    /// Private persons: before a name they do not say that it is somebody in office (`his wife Sharon`).
    Private,
    /// Cannot fight: a war or battle of theirs is a quarrel.
    Unarmed,
    /// Trades: before a noun they are no body (`farm reform`).
    Trade,
    /// Fight against a state.
    Insurgent,
    /// Countries where nobody does: the context alone makes no insurgents theirs.
    Peaceful,
    /// Bodies of states.
    Interstate,
    /// Those of nearly all states, with the sector: they are no `bloc`.
    Worldwide,
    /// Who deals for gain: among themselves that is no politics.
    Commercial,
    /// Who is no power: what they say and share among themselves is no politics, but for demands and rebukes.
    Civil,
    /// Who holds office or seeks it: at home they fight with words.
    Political,
    /// Countries whose parliament is a congress; the first is meant where the story is of none of them.
    Congresses,
    /// Countries whose departments are led by secretaries: a minister without a country is none of theirs.
    Secretaries,
}

/// How many [`SectorList`]s there are.
pub(super) const SECTOR_LISTS: usize = SectorList::Secretaries as usize + 1;
