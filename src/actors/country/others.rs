//! Whose countries an agent cannot have: those of the other side.

use super::super::Part;
use super::super::draft::{Definite, Draft, Refers};
use super::super::stateless::has_no_minister;
use super::{Finder, WINDOW};
use crate::lexicon::{Code, SectorList};

impl Finder<'_, '_> {
    /// The countries of the other side: of the mentions across its verb, of who acts in its sentence if it does not itself.
    pub(super) fn others(&self, drafts: &[Draft], i: usize) -> Vec<Code> {
        let (reader, draft) = (self.reader, &drafts[i]);
        let acts = self.sides.acts(draft);
        let Some(sentence) = self.reader.surface.sentences.get(self.sentence as usize) else { return Vec::new() };
        let start = sentence.tokens.start;
        let before = drafts[..i].iter().rev().take(WINDOW).take_while(|d| d.start >= start);
        let behind = drafts[i + 1..].iter().take(WINDOW).take_while(|d| d.start < sentence.tokens.end);
        // Rebels and citizens face a state of their own as a rule: `insurgents said that the cabinet must go`.
        let grammar = reader.actors.grammar();
        let domestic = grammar.is_sector(draft.code.sector(), SectorList::State);
        // Soldiers who harm citizens may be of another state.
        let armed = grammar.is_sector(draft.code.sector(), SectorList::Armed);
        let people = |d: &Draft| grammar.is_sector(d.code.sector(), SectorList::Nonstate) || !armed && grammar.is_sector(d.code.sector(), SectorList::Private);
        // `The Peruvian parliament approved a new government`
        let fresh = matches!(draft.what, Refers::Agent { definite: Definite::No, .. }) && draft.code.sector() == Code::GOV;
        let house = |d: &Draft| fresh && grammar.is_sector(d.code.sector(), SectorList::Domestic);
        // Whom the courts, the police and the ministers of a story's country deal with are its own.
        let governed = self.story.inner && !domestic;
        let rules = |d: &Draft| governed && d.code.country() == self.story.country && grammar.is_sector(d.code.sector(), SectorList::Governing);
        let within = |d: &Draft| domestic && !d.code.is_bare_country() && (people(d) || house(d)) || rules(d);
        // `Peru's agency said that the government saves`: what an organ of the story's country tells or does says nothing of another state.
        let ours = |c: Code| c == self.story.country && (self.story.inner || self.home.is_some_and(|h| h.country == c));
        let organ = |d: &Draft| grammar.is_sector(d.code.sector(), SectorList::State);
        let own = |d: &Draft| domestic && ours(d.code.country()) && (organ(d) || d.code.is_bare_country() && self.sides.only_tells(d));
        // `The opposition leader said that marchers were held`: at home who tells something is no other side.
        let teller = |d: &Draft| !armed && self.story.inner && ours(d.code.country()) && !organ(d) && !d.code.is_bare_country() && self.sides.only_tells(d);
        before
            .chain(behind)
            .filter(|d| d.part == Part::Actor && d.code.has_country() && !d.guessed && !within(d))
            .filter(|d| self.sides.opposed(draft, d) || !acts && d.start < draft.start && self.sides.any(d) && !own(d) && !teller(d))
            .map(|d| d.code.country())
            .chain([self.story.country, self.home.map(|h| h.country).unwrap_or_default()].into_iter().filter(|c| has_no_minister(reader, draft, *c)))
            .collect()
    }
}
