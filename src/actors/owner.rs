//! What somebody has of whom he belongs to: `his spokesman`, `its envoy, Ann Quibble`.

use super::EntityKind;
use super::coref::Clusterer;
use super::draft::{Pronoun, Refers};
use super::reader::combine;
use crate::lexicon::{Code, SectorList, WordList};

impl Clusterer<'_, '_> {
    /// Gives the entity of a draft without a country the code of its owner: `his spokesman`, `the spouse of another`.
    pub(super) fn take_owner(&mut self, i: usize, entity: u32) {
        let (reader, drafts) = (self.reader, self.drafts);
        let draft = &drafts[i];
        let Some(o) = draft.owner.map(|o| o as usize).filter(|o| *o != i && drafts[*o].owner.is_none()) else { return };
        // `Its captain`: of a ship, which is no actor.
        let sails = drafts[o].what == Refers::Pronoun(Pronoun::It) && reader.is(draft.head, WordList::aboard);
        if sails || !draft.code.country().is_empty() || reader.is(draft.head, WordList::rivals) {
            return;
        }
        let holder = self.resolve(o);
        if holder == u32::MAX {
            return;
        }
        let owner = self.codes[holder as usize];
        let is = |list| reader.is(draft.head, list);
        let state = reader.actors.grammar().is_sector(owner.sector(), SectorList::State);
        // `the ministry and its citizens`: the people are those of its country; so are `his brother`, `his country`.
        let land = is(WordList::governed) && state || is(WordList::kin) || is(WordList::realm);
        let owner = if land { owner.country() } else { owner };
        // `the airline and its fleet`
        let fleet = is(WordList::equipment) && !state && self.entities[holder as usize].kind == EntityKind::Organisation;
        let joined = combine(reader, owner, if fleet { Code::NONE } else { draft.code });
        self.set_code(entity, joined);
    }
}
