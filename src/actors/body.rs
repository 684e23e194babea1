//! Agents that are bodies with a name: how far the name reaches, and what the words before its head say of it.

use super::draft::{Draft, Refers};
use super::group::{Before, Reading};
use super::lexical::{Item, What};
use crate::lexicon::{Agent, AgentKind, Code, NameKind, NameUse, SectorList, WordList};

impl Reading<'_, '_> {
    /// The first token of the name that ends with an agent with a capital: `Quibble Bank`; of one that is no organ of a state a
    /// land or town before it is a part: `Peru Harbour Bank`, `Peru Airlines`, `the Cuban Harbour Bank`.
    pub(super) fn name_before(&self, item: Item, agent: &Agent) -> Option<u32> {
        let reader = self.reader;
        if !reader.is_capital(item.end - 1) {
            return None;
        }
        let at = self.items.iter().position(|i| *i == item)?;
        let words = |i: &Item| i.what == What::Proper;
        let first = || self.items.iter().find(|i| words(i)).map(|i| i.start);
        let unknown = self.items.get(..at)?.last().is_some_and(|i| words(i) && i.end == item.start).then(first).flatten();
        let free = agent.kind == AgentKind::Body && !reader.actors.grammar().is_sector(agent.sector, SectorList::State);
        if !free || reader.surface.all_caps || !reader.is_capital(item.start) {
            return unknown;
        }
        let mut start = item.start;
        for i in self.items.get(..at)?.iter().rev() {
            let gap = (i.end..start).all(|t| reader.is_capital(t) && reader.tag(t).is_nominal());
            let part = match i.what {
                What::Proper => true,
                What::Name(id) => {
                    let name = reader.name(id);
                    let land = matches!(name.kind, NameKind::Country | NameKind::Place) || name.usage == NameUse::Metonym;
                    // `the Danish Quibblo Bank` is the Quibblo Bank of Denmark.
                    let adjective = matches!(name.usage, NameUse::Adjective | NameUse::Demonym);
                    land && (!adjective || start < item.start && (agent.sector.is_empty() || !reader.tags_of(i.end).is_none()))
                }
                _ => false,
            };
            if !gap || !part || !reader.is_capital(i.start) {
                break;
            }
            start = i.start;
        }
        (start < item.start).then_some(start).or(unknown)
    }

    /// The tokens of a name that ends with an agent: nothing in it is a mention of its own, unless it is an organ of a state.
    pub(super) fn whole_name(&self, head: &Draft) -> Option<(u32, u32)> {
        let grammar = self.reader.actors.grammar();
        match head.what {
            Refers::Name { start, end } if head.rule == "name+agent" && !grammar.is_sector(head.code.sector(), SectorList::State) => Some((start, end)),
            _ => None,
        }
    }

    /// `Quibble Management Advisors`: persons behind a name are a firm or a team.
    pub(super) fn is_firm(&self, item: Item, plural: bool) -> bool {
        let named = self.items.iter().any(|i| i.what == What::Proper && i.end == item.start) && self.reader.is_capital(item.start);
        // `Quibble Dock Workers` are workers.
        let weak = |sector: Code| self.reader.actors.grammar().is_sector(sector, SectorList::Weak);
        let agent = match item.what {
            What::Agent { id, .. } => Some(self.reader.actors.agent(id)),
            _ => None,
        };
        let persons = agent.is_some_and(|a| a.kind == AgentKind::Person && weak(a.sector));
        plural && persons && named && !self.reader.surface.all_caps
    }

    /// `Queen Quibble airport`: the title belongs to the name; `the airline fleet`: no fleet of war.
    pub(super) fn of_name(&self, item: Item, before: Before, sector: Code) -> Code {
        let reader = self.reader;
        let What::Agent { id, .. } = item.what else { return sector };
        let head = reader.actors.agent(id);
        let person = before.agent.is_some_and(|a| reader.actors.agent(a.0).kind != AgentKind::Body && reader.is_capital(a.1.start));
        let named = self.items.iter().any(|i| i.what == What::Proper);
        if (before.title.is_some() || person) && head.kind == AgentKind::Body && named {
            return head.sector;
        }
        // `the police cruiser`, `rebel tanks`, `the airline fleet` are whose they are.
        if !before.sector.is_empty() && reader.is(item.end - 1, WordList::equipment) { before.sector } else { sector }
    }

    /// `Oregon State`, `in Kano state`: a part of a land, no government.
    pub(super) fn is_region(&self, item: Item) -> bool {
        let reader = self.reader;
        let part = |i: &Item| match i.what {
            What::Proper => true,
            What::Name(id) => reader.name(id).kind == NameKind::Place && reader.name(id).usage == NameUse::Name,
            _ => false,
        };
        let alone = item.end == item.start + 1 && reader.is(item.start, WordList::vague) && !reader.surface.all_caps;
        alone && self.items.iter().any(|i| i.end == item.start && part(i))
    }

    /// A body of trade in small letters that nothing stands before.
    pub(super) fn is_trade(&self, item: Item, id: u32) -> bool {
        let agent = self.reader.actors.agent(id);
        let trade = agent.kind == AgentKind::Body && self.reader.actors.grammar().is_sector(agent.sector, SectorList::Trade);
        trade && !self.reader.is_capital(item.start) && self.items.len() == 1 && self.owner.is_none()
    }
}
