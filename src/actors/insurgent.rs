//! Insurgents and whom they fight.

use super::Part;
use super::country::WINDOW;
use super::draft::{Draft, Refers};
use super::reader::Reader;
use super::sides::Sides;
use crate::lexicon::{Code, SectorList};

/// `Rebels killed soldiers`: insurgents stand across the verb of the mention.
pub(super) fn faces_insurgents(reader: &Reader, sides: &Sides, drafts: &[Draft], i: usize) -> bool {
    let grammar = reader.actors.grammar();
    beside(reader, drafts, i).any(|d| grammar.is_sector(d.code.sector(), SectorList::Insurgent) && sides.opposed(&drafts[i], d))
}

/// `Peruvian aircraft bombed rebel positions`: the one state whose forces or rulers act in the sentence; a state by its name may be any's
/// enemy (`Peru blamed rebels`).
pub(super) fn state_faced(reader: &Reader, sides: &Sides, drafts: &[Draft], i: usize) -> Option<Code> {
    let grammar = reader.actors.grammar();
    let state = |d: &&Draft| {
        let organ = [SectorList::State, SectorList::Armed].iter().any(|list| grammar.is_sector(d.code.sector(), *list));
        d.part == Part::Actor
            && d.code.has_country()
            && !d.guessed
            && sides.acts(d)
            && (organ || d.code.is_bare_country() && matches!(d.what, Refers::Agent { .. }))
    };
    let mut countries = beside(reader, drafts, i).filter(state).map(|d| d.code.country());
    countries.next().filter(|first| countries.all(|other| other == *first))
}

/// The other mentions of the sentence.
fn beside<'d>(reader: &Reader, drafts: &'d [Draft], i: usize) -> impl Iterator<Item = &'d Draft> {
    let sentence = |d: &Draft| reader.surface.sentence_at(d.head as usize);
    let here = sentence(&drafts[i]);
    let same = move |d: &&Draft| sentence(d) == here;
    drafts[..i].iter().rev().take(WINDOW).take_while(same).chain(drafts[i + 1..].iter().take(WINDOW).take_while(same))
}
