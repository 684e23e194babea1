//! What follows a group: its owner behind a preposition (`soldiers from Mali`), its post (`ambassador to the UK`), its name
//! or description in apposition, its acronym in parentheses.

use super::chunk::Chunk;
use super::draft::{Draft, Refers};
use super::group::Groups;
use super::lexical::{Item, What};
use super::reader::{Reader, combine};
use super::{EntityKind, Gender, MentionForm, Part};
use crate::lexicon::{AgentKind, Code, NameKind, SectorList, WordList};
use crate::syntax::Tag;

pub(super) fn attach(reader: &Reader, items: &[Item], chunks: &[Chunk], groups: &mut Groups) {
    let mut a = Attacher { reader, items, chunks, groups };
    // From the right, so that what a group depends on is complete when the group is read.
    for c in (0..chunks.len()).rev() {
        a.behind(c);
    }
    for c in 0..chunks.len() {
        a.apposition(c);
        a.caucus(c);
        a.posts(c);
        a.coordinated(c);
        a.quantity(c);
    }
}

pub(super) struct Attacher<'r, 'a> {
    pub reader: &'r Reader<'a>,
    items: &'r [Item],
    pub chunks: &'r [Chunk],
    pub groups: &'r mut Groups,
}

impl Attacher<'_, '_> {
    pub fn main(&self, c: usize) -> Option<&Draft> {
        self.groups.main.get(c).copied().flatten().and_then(|m| self.groups.drafts.get(m as usize))
    }

    pub fn main_id(&self, c: usize) -> Option<u32> {
        self.groups.main.get(c).copied().flatten()
    }

    /// The chunk of the same sentence that starts at token `i`, from chunk `c` on, with the chunks that it owns followed to the last.
    pub fn chunk_at(&self, c: usize, i: u32) -> Option<usize> {
        let mut n = c + 1;
        if self.chunks.get(n).is_none_or(|k| k.start != i || k.sentence != self.chunks[c].sentence) {
            return None;
        }
        while self.chunks[n].owns && self.chunks.get(n + 1).is_some_and(|next| next.possessor == Some(n as u32)) {
            n += 1;
        }
        Some(n)
    }

    /// The group behind a preposition that follows chunk `c`.
    fn behind(&mut self, c: usize) {
        let reader = self.reader;
        let chunk = &self.chunks[c];
        let Some(main) = self.main(c).filter(|d| d.part == Part::Actor && !chunk.owns).cloned() else { return };
        if !matches!(main.what, Refers::Agent { .. }) {
            return self.name_of_country(c, &main);
        }
        // `rebels in Mali`, `rebels based in Mali`, `militants loyal to …`
        let mut prep = main.end;
        let apart = matches!(reader.tag(prep), Tag::VPart | Tag::VGer | Tag::VPast | Tag::Adj) && matches!(reader.tag(prep + 1), Tag::Prep | Tag::To);
        if apart {
            prep += 1;
        }
        let loyal = apart && reader.is(prep - 1, WordList::loyal) && reader.reads(prep, reader.lexicon.fixed.to);
        if !matches!(reader.tag(prep), Tag::Prep | Tag::To) || apart && !loyal && !reader.is(prep, WordList::location) {
            return;
        }
        if self.of_nations(c, prep) || self.of_function(c, prep) {
            return;
        }
        // `the president of <Quibble Inc>`
        let first = prep + 1 + u32::from(reader.word(prep + 1) == "<");
        let Some(n) = self.chunk_at(c, first) else { return self.of_another(c, prep) };
        let posted = reader.is(main.head, WordList::posted);
        let fixed = &reader.lexicon.fixed;
        let to = reader.reads(prep, fixed.to);
        let post = posted && (to || reader.is(prep, WordList::location) || reader.reads(prep, fixed.at));
        let Some(id) = self.main_id(c) else { return };
        if let Some(person) = self.person_behind_place(n) {
            if main.kind == EntityKind::Person && (post || reader.is(prep, WordList::owner)) {
                self.title_with_place(id, person, n, post);
            }
            return;
        }
        // `Government of Chile bonds`: though the land modifies, the body is of it.
        let organ = reader.actors.grammar().is_sector(main.code.sector(), SectorList::State) && main.kind == EntityKind::Organisation;
        let of_land = |d: &Draft| organ && reader.reads(prep, fixed.of) && d.kind == EntityKind::Country && d.form == MentionForm::Name;
        let Some(inner) = self.main(n).cloned().filter(|d| d.part != Part::Modifier || of_land(d)) else { return };
        // `an attaché at the Russian embassy`: of whom the body is; `the ambassador at the talks` is not.
        let staff = post && !to && inner.kind == EntityKind::Organisation && matches!(inner.what, Refers::Agent { .. });
        let draft = &mut self.groups.drafts[id as usize];
        if post && !staff {
            if to {
                draft.end = draft.end.max(inner.end);
                draft.role = draft.role.map(|r| (r.0, inner.end));
                draft.rule = "agent-posted-to";
            }
            return;
        }
        // `adviser to Quibble Bank`, `an aide to Quibble`, `aides to the chief executive`
        let served = match inner.what {
            Refers::Name { .. } => matches!(inner.kind, EntityKind::Organisation | EntityKind::Person),
            Refers::Lexicon(_) => inner.kind == EntityKind::Person,
            Refers::Agent { id, .. } => reader.actors.agent(id).kind != AgentKind::Group && !inner.code.is_empty(),
            _ => false,
        };
        let advises = to && reader.is(main.head, WordList::post) && served;
        if ((reader.is(prep, WordList::owner) || staff) && !to || advises) && !apart {
            if serves_nobody(reader, &main, &inner, prep) {
                return;
            }
            let origin = inner.kind == EntityKind::Country && reader.reads(prep, fixed.from) && reader.is(main.head, WordList::taught);
            if origin && self.chunks[c].possessor.is_none() && main.code.has_country() {
                draft.code = inner.code.country().with(main.code.sector());
            }
            let named_body = inner.kind == EntityKind::Organisation && inner.form == MentionForm::Name && matches!(inner.what, Refers::Name { .. });
            let stranger =
                matches!(inner.what, Refers::Name { .. }) && inner.code.is_empty() && matches!(inner.kind, EntityKind::Organisation | EntityKind::Person);
            // `a representative of Quibble` sits in no parliament.
            let held = reader.is(main.head, WordList::post) || posted;
            if stranger && main.code.country().is_empty() && !main.code.is_international() && held {
                draft.code = inner.code;
                draft.rule = "agent-of-unknown";
            } else if named_body && inner.code.is_bare_country() && main.code.country().is_empty() && reader.is(main.head, WordList::post) {
                // `the president of the Peru Harbour Club` is none of Peru.
                draft.code = inner.code;
                draft.rule = "agent-of-unknown";
            } else if let Some(code) = owned_code(reader, sent_by(reader, &main, &inner), owner_of(reader, &main, &inner, prep)) {
                draft.code = code;
                draft.rule = "agent-of";
            }
            draft.end = draft.end.max(inner.end);
            if draft.owner.is_none() {
                draft.owner = self.groups.main[n];
            }
        } else if (loyal || reader.is(prep, WordList::location) && reader.tag(main.start) != Tag::PossPron)
            && !main.code.is_empty()
            && main.code.country().is_empty()
            && !main.code.is_international()
        {
            let country = inner.code.country();
            // `the commanders in the Danish navy` are the navy's.
            let state = |code: Code| reader.actors.grammar().is_sector(code.sector(), SectorList::State);
            let serves = inner.kind == EntityKind::Organisation && state(inner.code) && state(main.code);
            let placed = matches!(inner.kind, EntityKind::Country | EntityKind::Place) && !reader.is(main.head, WordList::equipment);
            if !country.is_empty() && (loyal || placed || serves) {
                draft.code = combine(reader, country, main.code);
                draft.rule = "agent-in-place";
            }
        }
    }

    /// `the finance ministers of seven nations`: of no one country.
    fn of_nations(&mut self, c: usize, prep: u32) -> bool {
        const MOST: u32 = 6;
        let reader = self.reader;
        if !reader.reads(prep, reader.lexicon.fixed.of) {
            return false;
        }
        let end = (prep + 1..prep + 1 + MOST).find(|i| !(reader.tag(*i).is_nominal() || matches!(reader.tag(*i), Tag::Num | Tag::Det | Tag::Adv)));
        let head = end.unwrap_or(prep + 1 + MOST) - 1;
        let Some(id) = self.main_id(c).filter(|_| reader.is(head, WordList::nations)) else { return false };
        let draft = &mut self.groups.drafts[id as usize];
        draft.end = draft.end.max(head + 1);
        draft.rule = "agent-of-nations";
        true
    }

    /// `vice president of marketing`: a function inside some body, no organ of a state.
    fn of_function(&mut self, c: usize, prep: u32) -> bool {
        let reader = self.reader;
        let next = prep + 1;
        let plain = reader.tag(next) == Tag::Noun && !reader.is_capital(next) && self.chunk_at(c, next).is_none();
        let Some(id) = self.main_id(c).filter(|_| plain && reader.reads(prep, reader.lexicon.fixed.of)) else { return false };
        let draft = &mut self.groups.drafts[id as usize];
        let post = reader.is(draft.head, WordList::post) && draft.code.country().is_empty() && !draft.code.is_international();
        if post {
            draft.code = Code::NONE;
            draft.rule = "agent-of-unknown";
        }
        post
    }

    /// `King Hassan of Morocco`.
    fn name_of_country(&mut self, c: usize, main: &Draft) {
        let reader = self.reader;
        let titled = main.kind == EntityKind::Person && (main.role.is_some() || main.rule == "title+name") && main.code.country().is_empty();
        if !titled || !reader.reads(main.end, reader.lexicon.fixed.of) {
            return;
        }
        let Some(n) = self.chunk_at(c, main.end + 1) else { return };
        let Some(inner) = self.main(n).filter(|d| d.part != Part::Modifier && matches!(d.kind, EntityKind::Country | EntityKind::Place)) else { return };
        let (country, end) = (inner.code.country(), inner.end);
        let Some(id) = self.main_id(c).filter(|_| !country.is_empty()) else { return };
        let draft = &mut self.groups.drafts[id as usize];
        draft.code = combine(reader, country, draft.code);
        draft.end = end;
        draft.rule = "name-of-place";
    }

    /// `a diplomat and the spouse of another`: of the same country as the person before.
    fn of_another(&mut self, c: usize, prep: u32) {
        let reader = self.reader;
        let another = reader.is(prep, WordList::owner)
            && reader.is(prep + 1, WordList::indefinite)
            && reader.tag(prep + 1) != Tag::Num
            && !reader.tag(prep + 2).is_nominal();
        let before = c.checked_sub(1).and_then(|b| self.groups.main[b]).filter(|_| self.chunks[c].sentence == self.chunks[c - 1].sentence);
        let (Some(id), Some(before)) = (self.groups.main[c], before.filter(|_| another)) else { return };
        let other = self.groups.drafts[before as usize].code;
        let draft = &mut self.groups.drafts[id as usize];
        if !draft.code.country().is_empty() {
            return;
        }
        draft.end = prep + 2;
        draft.rule = "agent-of-another";
        if let Refers::Agent { id, .. } = draft.what {
            draft.what = Refers::Agent { id, definite: super::draft::Definite::No };
        }
        if other.country().is_empty() {
            draft.owner = Some(before);
        } else {
            draft.code = combine(reader, other, draft.code);
        }
    }

    /// `to the UK Andrei Kelin`: the person of a chunk whose items are a place or body and a name.
    fn person_behind_place(&self, n: usize) -> Option<u32> {
        let [first, last] = self.chunks[n].items(self.items) else { return None };
        let What::Name(id) = first.what else { return None };
        // `director of the Africa Programme`: a longer name; only states have an article of their own.
        if self.chunks[n].det.is_some() && self.reader.name(id).kind != NameKind::Country {
            return None;
        }
        let person = match last.what {
            What::Name(id) => self.reader.name(id).kind == NameKind::Person,
            What::Proper => self.main(n).is_some_and(|d| matches!(d.kind, EntityKind::Person | EntityKind::Place)),
            _ => false,
        };
        // `critics of US President X`: the title belongs to the name.
        let titled = self.main(n).is_some_and(|d| d.role.is_some() || d.titled);
        let place = !titled && !matches!(self.reader.name(id).kind, NameKind::Person) && self.reader.name(id).usage != crate::lexicon::NameUse::Adjective;
        (person && place && !self.reader.is_joint(first.end)).then(|| self.main_id(n)).flatten()
    }

    /// `the Russian ambassador to the UK Andrei Kelin`: one mention, headed by the name.
    fn title_with_place(&mut self, title: u32, person: u32, n: usize, post: bool) {
        let reader = self.reader;
        let Some(first) = self.chunks[n].items(self.items).first().copied() else { return };
        let What::Name(id) = first.what else { return };
        let place = reader.name(id).code;
        let main = self.groups.drafts[title as usize].clone();
        let code = if post { main.code } else { owned_code(reader, main.code, place).unwrap_or(main.code) };
        let name = &mut self.groups.drafts[person as usize];
        name.start = main.start;
        name.kind = EntityKind::Person;
        name.part = Part::Actor;
        name.gender = if name.gender == Gender::Unknown { main.gender } else { name.gender };
        if let Refers::Town { start, end } = name.what {
            name.what = Refers::Name { start, end };
        }
        if !matches!(name.what, Refers::Lexicon(_)) {
            name.code = code;
        }
        name.role = main.role.map(|r| (r.0, if post { first.end } else { r.1 }));
        name.rule = "role-of-place+name";
        name.owner = main.owner;
        // The title alone is no mention of its own.
        self.groups.drafts[title as usize].part = Part::Modifier;
        self.groups.drafts[title as usize].same = Some(person);
    }

    /// `president and chief executive of Quibble`: of one body.
    fn posts(&mut self, c: usize) {
        let reader = self.reader;
        let Some(id) = self.main_id(c) else { return };
        let draft = &self.groups.drafts[id as usize];
        let post = matches!(draft.what, Refers::Agent { .. }) && draft.code.country().is_empty() && reader.is(draft.head, WordList::post);
        if !post || reader.tag(draft.end) != Tag::Conj {
            return;
        }
        let Some(other) = self.chunk_at(c, draft.end + 1).and_then(|n| self.main(n)) else { return };
        if matches!(other.what, Refers::Agent { .. }) && matches!(other.rule, "agent-of" | "agent-of-unknown") && other.kind == EntityKind::Person {
            let code = other.code;
            self.groups.drafts[id as usize].code = code;
        }
    }

    /// `British and French diplomats`: the adjective shares the head of the next group.
    fn coordinated(&mut self, c: usize) {
        let reader = self.reader;
        let chunk = &self.chunks[c];
        let Some(id) = self.main_id(c) else { return };
        let draft = &self.groups.drafts[id as usize];
        if draft.rule != "adjective" || reader.tag(chunk.end) != Tag::Conj {
            return;
        }
        let Some(n) = self.chunk_at(c, chunk.end + 1) else { return };
        let Some(other) = self.main(n).cloned().filter(|d| d.part == Part::Actor && d.rule == "adjective+agent") else { return };
        let Refers::Agent { id: agent, .. } = other.what else { return };
        let draft = &mut self.groups.drafts[id as usize];
        draft.what = Refers::Agent { id: agent, definite: super::draft::Definite::Bare };
        draft.code = combine(reader, draft.code, reader.actors.agent(agent).sector);
        draft.part = Part::Actor;
        draft.plural = other.plural;
        draft.kind = other.kind;
        draft.rule = "coordinated-adjective";
    }

    /// `thousands of Nigerians`: the quantity heads the phrase, the group behind it is meant.
    fn quantity(&mut self, c: usize) {
        let reader = self.reader;
        let chunk = &self.chunks[c];
        let (Some(prep), Some(head)) = (chunk.prep, chunk.prep.and_then(|p| p.checked_sub(1))) else { return };
        if !reader.reads(prep, reader.lexicon.fixed.of) || !reader.is(head, WordList::quantity) {
            return;
        }
        let covered = c.checked_sub(1).and_then(|b| self.chunks.get(b)).is_some_and(|b| b.end > head);
        let Some(id) = self.main_id(c).filter(|_| !covered) else { return };
        let draft = &self.groups.drafts[id as usize];
        if draft.part != Part::Actor || matches!(draft.kind, EntityKind::Country | EntityKind::Place) || chunk.owns {
            return;
        }
        let first = reader.surface.sentences.get(chunk.sentence as usize).map_or(head, |s| s.tokens.start);
        let counts = |p: &u32| *p >= first && matches!(reader.tag(*p), Tag::Det | Tag::Num | Tag::Adv);
        let start = (0..2).fold(head, |s, _| s.checked_sub(1).filter(counts).unwrap_or(s));
        let mut wide = Draft { start, head, rule: "quantity-of", plural: true, form: MentionForm::Nominal, same: Some(id), ..draft.clone() };
        wide.kind = EntityKind::Group;
        self.groups.drafts.push(wide);
    }
}

/// `a business for the government`, `the service of the missing soldiers`: a body is no part of whom it is for, nor of persons.
fn serves_nobody(reader: &Reader, main: &Draft, inner: &Draft, prep: u32) -> bool {
    let body = main.kind == EntityKind::Organisation && !reader.is(main.head, WordList::posted);
    let persons = inner.plural && matches!(inner.what, Refers::Agent { id, .. } if reader.actors.agent(id).kind == AgentKind::Person);
    let organ = reader.actors.grammar().is_sector(inner.code.sector(), SectorList::State);
    body && organ && (reader.reads(prep, reader.lexicon.fixed.for_) || persons)
}

/// Whose an agent is: private persons at an organ of a state are of its country (`the men at Lima prison`), and so is the head of a
/// body of which no more is known.
fn owner_of(reader: &Reader, main: &Draft, inner: &Draft, prep: u32) -> Code {
    let grammar = reader.actors.grammar();
    let organ = grammar.is_sector(inner.code.sector(), SectorList::State);
    let beside =
        main.kind != EntityKind::Organisation && grammar.is_sector(main.code.sector(), SectorList::Private) && !reader.reads(prep, reader.lexicon.fixed.of);
    if organ && beside { inner.code.country() } else { inner.code }
}

/// What an agent is by its noun: a representative sits in the parliament of a state only where a house, a party or a district
/// sent him.
fn sent_by(reader: &Reader, main: &Draft, inner: &Draft) -> Code {
    let grammar = reader.actors.grammar();
    let speaks = reader.is(main.head, WordList::posted) && grammar.is_sector(main.code, SectorList::Domestic);
    let sector = inner.code.sector();
    let house = grammar.is_sector(sector, SectorList::Domestic) || grammar.is_sector(sector, SectorList::Nonstate);
    match () {
        () if !speaks || sector.is_empty() || house => main.code,
        () => Code::NONE,
    }
}

/// The code of an agent that belongs to `owner`; `None` where it has a country of its own.
fn owned_code(reader: &Reader, agent: Code, owner: Code) -> Option<Code> {
    if owner.is_empty() || !agent.country().is_empty() || agent.is_international() {
        return None;
    }
    Some(combine(reader, owner, agent))
}
