//! One chunk at a time: its head, the modifiers before it, and the code that they make together.

use super::chunk::Chunk;
use super::draft::{Draft, Refers};
use super::lexical::{Item, What};
use super::reader::{Reader, combine};
use super::{EntityKind, Gender, MentionForm, Part, place};
use crate::lexicon::{AgentKind, Code, Compound, NameKind, NameUse, SectorList, Sex, TitleKind, WordList};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// All mentions that chunks make by themselves, and the main one of each chunk.
pub(super) struct Groups {
    pub drafts: Vec<Draft>,
    pub main: Vec<Option<u32>>,
}

pub(super) fn find(reader: &Reader, items: &[Item], chunks: &[Chunk]) -> Groups {
    let mut groups = Groups { drafts: Vec::with_capacity(items.len()), main: vec![None; chunks.len()] };
    for (number, chunk) in chunks.iter().enumerate() {
        let owner = chunk.possessor.and_then(|p| groups.main.get(p as usize).copied().flatten());
        let first = groups.drafts.len();
        let mut reading =
            Reading { reader, chunk, items: chunk.items(items), owner: owner.map(|o| (o, groups.drafts[o as usize].code, groups.drafts[o as usize].start)) };
        groups.main[number] = reading.read(&mut groups.drafts);
        groups.drafts[first..].iter_mut().for_each(|d| d.chunk = number as u32);
    }
    groups
}

struct Reading<'r, 'a> {
    reader: &'r Reader<'a>,
    chunk: &'r Chunk,
    items: &'r [Item],
    /// The possessor's draft, its code and its first token.
    owner: Option<(u32, Code, u32)>,
}

/// What the words before a head say together.
#[derive(Default, Clone, Copy)]
struct Before {
    country: Code,
    body: Code,
    sector: Code,
    agent: Option<(u32, Item)>,
    title: Option<u32>,
    sex: Sex,
    role: Option<(u32, u32)>,
    /// First token that counts.
    first: Option<u32>,
}

impl Reading<'_, '_> {
    fn read(&mut self, drafts: &mut Vec<Draft>) -> Option<u32> {
        let (last, rest) = self.items.split_last()?;
        if last.end < self.chunk.end {
            return self.modifiers_of_noun(drafts);
        }
        let before = self.fold(rest);
        let head = match last.what {
            What::Agent { id, plural } => self.agent(*last, id, plural, before),
            What::Name(id) => self.name(*last, id, before)?,
            What::Proper => self.proper(*last, before),
            What::Title(_) => return None,
        };
        let main = drafts.len() as u32;
        drafts.push(head);
        self.inner(rest, drafts);
        Some(main)
    }

    /// What stands before the head: countries, bodies, agents and titles, from left to right.
    fn fold(&self, items: &[Item]) -> Before {
        let mut b = Before::default();
        for item in items {
            if self.is_prefixed(*item) {
                continue;
            }
            let gives = self.compound(*item);
            if gives == Some(Compound::Nothing) {
                continue;
            }
            b.first.get_or_insert(item.start);
            match item.what {
                What::Name(id) => {
                    let name = self.reader.name(id);
                    let country = name.code.country();
                    if gives.is_some() || matches!(name.kind, NameKind::Country | NameKind::Place) {
                        b.country = if b.country.is_empty() { country } else { b.country };
                        // A region with a sector of its own code keeps it (`IGOUNO` has no country).
                        if country.is_empty() && gives.is_none() {
                            b.body = name.code;
                        }
                    } else {
                        b.body = name.code;
                    }
                }
                What::Agent { id, .. } => {
                    let agent = self.reader.actors.agent(id);
                    b.sector = self.join_sectors(b.sector, agent.sector);
                    b.sex = agent.sex;
                    b.role = Some((b.role.map_or(item.start, |r| r.0), item.end));
                    b.agent = Some((id, *item));
                }
                What::Title(id) => {
                    let title = self.reader.actors.title(id);
                    b.title = Some(id);
                    b.sex = if title.sex == Sex::Unknown { b.sex } else { title.sex };
                    b.sector = self.join_sectors(b.sector, title_sector(title.kind));
                    if title.kind != TitleKind::Honorific {
                        b.role = Some((b.role.map_or(item.start, |r| r.0), item.end));
                    }
                }
                What::Proper => {}
            }
        }
        b
    }

    /// The sector of a later noun counts, unless it is a weak one: `police official` is police.
    fn join_sectors(&self, earlier: Code, later: Code) -> Code {
        let weak = self.reader.actors.grammar().is_sector(later, SectorList::Weak);
        if later.is_empty() || !earlier.is_empty() && weak { earlier } else { later }
    }

    /// `US-backed`, `Hamas-run`: what the hyphen compound gives.
    fn compound(&self, item: Item) -> Option<Compound> {
        let reader = self.reader;
        if !reader.is_joint(item.end) {
            return None;
        }
        reader.token(item.end + 1).and_then(|t| reader.actors.grammar().compound(t.sym))
    }

    /// `anti-Russian`.
    fn is_prefixed(&self, item: Item) -> bool {
        item.start >= 2 && self.reader.is_joint(item.start - 1) && self.reader.is(item.start - 2, WordList::prefix)
    }

    fn is_former(&self) -> bool {
        (self.chunk.start..self.chunk.end).any(|i| self.reader.is(i, WordList::former))
    }

    /// What the group belongs to: a body before the head, a country before it, its possessor.
    fn owner_code(&self, before: Before, posted: bool) -> Code {
        let owner = self.owner.map_or(Code::NONE, |o| o.1);
        if posted && !owner.is_empty() {
            return owner;
        }
        if !before.body.is_empty() {
            // `Nigerian opposition party`: a body without a country takes the country before it.
            let bare_sector = before.body.country().is_empty() && !before.body.is_international();
            return if bare_sector && !before.country.is_empty() { before.country.with(before.body) } else { before.body };
        }
        if !before.country.is_empty() { before.country } else { owner }
    }

    fn agent(&self, item: Item, id: u32, plural: bool, before: Before) -> Draft {
        let reader = self.reader;
        let agent = reader.actors.agent(id);
        let posted = reader.is(item.end - 1, WordList::posted);
        let owner = self.owner_code(before, posted);
        let former = self.is_former();
        let mut sector = self.join_sectors(before.sector, agent.sector);
        if former && sector.as_str() == "GOV" && agent.kind != AgentKind::Body {
            sector = Code::parse("ELI").unwrap_or_default();
        }
        let proper = self.items.iter().any(|i| i.what == What::Proper && i.end == item.start) && reader.is_capital(item.end - 1);
        let start = self.owner.map_or(self.chunk.start, |o| o.2);
        let rule = match () {
            () if proper => "name+agent",
            () if self.owner.is_some() => "possessive+agent",
            () if !before.body.is_empty() => "organisation+agent",
            () if !before.country.is_empty() => "adjective+agent",
            () => "agent",
        };
        let mut draft = Draft::new(start, self.chunk.end, item.end - 1, Refers::Agent { id, definite: self.chunk.definite(reader) }, rule);
        draft.form = MentionForm::Nominal;
        draft.code = combine(reader, owner, sector);
        draft.plural = plural;
        draft.gender = agent.sex.into();
        draft.former = former;
        draft.owner = self.owner.map(|o| o.0);
        draft.kind = match agent.kind {
            AgentKind::Person | AgentKind::Office if !plural => EntityKind::Person,
            AgentKind::Body if !plural => EntityKind::Organisation,
            _ => EntityKind::Group,
        };
        if proper {
            let start = self.items.iter().find(|i| i.what == What::Proper).map_or(item.start, |i| i.start);
            draft.what = Refers::Name { start, end: item.end };
            draft.form = MentionForm::Name;
            draft.start = start;
        }
        if draft.kind == EntityKind::Person {
            draft.role = Some((before.role.map_or(item.start, |r| r.0), item.end));
        }
        draft
    }

    fn name(&self, item: Item, id: u32, before: Before) -> Option<Draft> {
        let reader = self.reader;
        let name = reader.name(id);
        if self.is_prefixed(item) || self.compound(item).is_some() {
            return Some(self.modifier(item, id));
        }
        if name.kind == NameKind::Person {
            return Some(self.person(item, Refers::Lexicon(id), before));
        }
        let mut draft = Draft::new(item.start, item.end, item.end - 1, Refers::Lexicon(id), "name");
        let (part, code) = place::part(reader, self.chunk, item, name);
        draft.part = part;
        draft.code = code;
        draft.gender = Gender::Neuter;
        draft.kind = match name.kind {
            NameKind::Country => EntityKind::Country,
            NameKind::Place => EntityKind::Place,
            NameKind::Organisation => EntityKind::Organisation,
            NameKind::Group => EntityKind::Group,
            NameKind::Person => EntityKind::Person,
        };
        match name.usage {
            NameUse::Adjective | NameUse::Demonym => self.nationals(&mut draft, item, name.usage)?,
            NameUse::Capital if part == Part::Place => {
                draft.kind = EntityKind::Place;
                draft.rule = "capital-as-place";
                draft.what = Refers::Town { start: item.start, end: item.end };
            }
            NameUse::Capital => draft.rule = "capital-as-government",
            NameUse::Metonym => draft.rule = "metonym",
            _ if part == Part::Place => draft.rule = "place",
            _ => {
                // `the Nigerian Union of Teachers`: a body without a country takes the one before it.
                let bare = draft.code.country().is_empty() && !draft.code.is_international();
                let country = if before.country.is_empty() { self.owner.map(|o| o.1.country()).unwrap_or_default() } else { before.country };
                if bare && !draft.code.is_empty() && !country.is_empty() {
                    draft.code = country.with(draft.code);
                }
            }
        }
        draft.owner = self.owner.map(|o| o.0);
        Some(draft)
    }

    /// `the Russians`, `Russians`, `a Russian`; a bare adjective at the end of a group only modifies.
    fn nationals(&self, draft: &mut Draft, item: Item, usage: NameUse) -> Option<()> {
        let determined = self.chunk.det.is_some() || self.reader.tag(self.chunk.start) == Tag::Num;
        draft.form = MentionForm::Nominal;
        draft.kind = EntityKind::Group;
        draft.gender = Gender::Unknown;
        draft.rule = "nationals";
        draft.plural = usage == NameUse::Demonym || !self.chunk.det.is_some_and(|d| self.reader.is(d, WordList::indefinite));
        if usage == NameUse::Adjective && !determined {
            draft.part = Part::Modifier;
            draft.form = MentionForm::Adjective;
            draft.rule = "adjective";
        } else {
            draft.start = self.chunk.start;
            if !draft.plural {
                draft.kind = EntityKind::Person;
            }
        }
        let _ = item;
        Some(())
    }

    /// A person: a name of the lexicon or an unknown one, with the titles and agents before it.
    fn person(&self, item: Item, what: Refers, before: Before) -> Draft {
        let reader = self.reader;
        let agent = before.agent.map(|a| reader.actors.agent(a.0));
        let former = self.is_former();
        let titled = before.title.is_some() || agent.is_some();
        let start = match self.owner {
            Some(o) if agent.is_some() => o.2,
            _ if titled => before.first.unwrap_or(item.start),
            _ => item.start,
        };
        let rule = if agent.is_some() || before.role.is_some() {
            "role+name"
        } else if titled {
            "title+name"
        } else {
            "name"
        };
        let mut draft = Draft::new(start, item.end, item.end - 1, what, rule);
        draft.kind = EntityKind::Person;
        draft.gender = before.sex.into();
        draft.role = before.role;
        draft.former = former;
        let sector = if former && before.sector.as_str() == "GOV" { Code::parse("ELI").unwrap_or_default() } else { before.sector };
        let posted = before.agent.is_some_and(|a| reader.is(a.1.end - 1, WordList::posted));
        let owner = if titled { self.owner_code(before, posted) } else { before.country };
        draft.code = combine(reader, owner, sector);
        if titled {
            draft.owner = self.owner.map(|o| o.0);
        }
        if let Refers::Lexicon(id) = what {
            draft.code = self.lexicon_person(id, draft.code, titled && !former, former);
        }
        if draft.gender == Gender::Unknown {
            draft.gender = self.given_gender(item);
        }
        draft
    }

    /// The code of a person of the lexicon on the day of the article: what the text says of the office counts where the row
    /// does not hold that day.
    fn lexicon_person(&self, id: u32, text: Code, in_office: bool, former: bool) -> Code {
        let name = self.reader.name(id);
        let country = name.code.country();
        if name.holds_on(self.reader.day) && !former || country.is_empty() {
            return name.code;
        }
        if in_office && !text.is_empty() {
            return if text.country().is_empty() && !text.is_international() { country.with(text) } else { text };
        }
        let over = former || self.reader.day.is_some_and(|d| name.to.is_some_and(|t| t < d));
        if over { country.with(Code::parse("ELI").unwrap_or_default()) } else { country }
    }

    fn given_gender(&self, item: Item) -> Gender {
        let sex = self.reader.token(item.start).and_then(|t| self.reader.actors.given_name(t.sym)).unwrap_or_default();
        sex.into()
    }

    /// A name that no lexicon holds.
    fn proper(&self, item: Item, before: Before) -> Draft {
        let reader = self.reader;
        let what = Refers::Name { start: item.start, end: item.end };
        let person_agent = before.agent.is_some_and(|a| matches!(reader.actors.agent(a.0).kind, AgentKind::Person | AgentKind::Office));
        let given = reader.token(item.start).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
        let long = item.end - item.start > 1;
        let body = (item.start..item.end).any(|i| reader.is(i, WordList::organisation)) || long && reader.is_upper(item.start);
        if before.title.is_some() || person_agent || given && long && !body {
            return self.person(item, what, before);
        }
        let the = self.chunk.det.is_some_and(|d| d + 1 == item.start && reader.is(d, WordList::definite));
        let acronym = !long && reader.is_upper(item.start) && !reader.surface.all_caps;
        let agent = before.agent.map(|a| reader.actors.agent(a.0));
        let mut draft = Draft::new(item.start, item.end, item.end - 1, what, "unknown-name");
        draft.kind = if body || the || acronym || agent.is_some() { EntityKind::Organisation } else { EntityKind::Person };
        if draft.kind == EntityKind::Organisation {
            draft.gender = Gender::Neuter;
        }
        draft.code = combine(reader, self.owner_code(Before { body: before.body, ..before }, false), before.sector);
        if !before.body.is_empty() && agent.is_none() {
            draft.code = Code::NONE;
        }
        if place::is_located(reader, self.chunk) && draft.kind == EntityKind::Person {
            draft.kind = EntityKind::Place;
            draft.part = Part::Place;
            draft.what = Refers::Town { start: item.start, end: item.end };
            draft.rule = "place";
        }
        draft
    }

    /// A name that only modifies.
    fn modifier(&self, item: Item, id: u32) -> Draft {
        let name = self.reader.name(id);
        let mut draft = Draft::new(item.start, item.end, item.end - 1, Refers::Lexicon(id), "modifier");
        draft.part = Part::Modifier;
        draft.form = if matches!(name.usage, NameUse::Adjective | NameUse::Demonym) { MentionForm::Adjective } else { MentionForm::Name };
        draft.code = if matches!(name.usage, NameUse::Capital) { name.code.country() } else { name.code };
        draft.kind = match name.kind {
            NameKind::Country => EntityKind::Country,
            NameKind::Place => EntityKind::Place,
            NameKind::Organisation => EntityKind::Organisation,
            NameKind::Group => EntityKind::Group,
            NameKind::Person => EntityKind::Person,
        };
        if draft.kind == EntityKind::Person {
            draft.code = self.lexicon_person(id, Code::NONE, false, false);
        } else {
            draft.gender = Gender::Neuter;
        }
        draft
    }

    /// Names before the head are mentions of their own.
    fn inner(&self, items: &[Item], drafts: &mut Vec<Draft>) {
        for item in items {
            if let What::Name(id) = item.what {
                drafts.push(self.modifier(*item, id));
            }
        }
    }

    /// `rebel attacks`, `UK decision`: the head is no agent; what stands before it modifies.
    fn modifiers_of_noun(&self, drafts: &mut Vec<Draft>) -> Option<u32> {
        let (last, rest) = self.items.split_last()?;
        let main = drafts.len() as u32;
        match last.what {
            // `national interests`: an adjective here, no agent.
            What::Agent { .. } if self.reader.tag(last.end - 1) == Tag::Adj => {
                self.inner(rest, drafts);
                return None;
            }
            What::Agent { id, plural } => {
                let mut draft = self.agent(*last, id, plural, self.fold(rest));
                draft.end = last.end;
                draft.part = Part::Modifier;
                drafts.push(draft);
            }
            What::Name(id) if self.reader.name(id).kind == NameKind::Person => {
                let mut draft = self.person(*last, Refers::Lexicon(id), self.fold(rest));
                draft.part = Part::Modifier;
                drafts.push(draft);
            }
            What::Name(id) => drafts.push(self.modifier(*last, id)),
            What::Proper => {
                let mut draft = self.proper(*last, self.fold(rest));
                draft.part = Part::Modifier;
                drafts.push(draft);
            }
            What::Title(_) => return None,
        }
        self.inner(rest, drafts);
        Some(main)
    }
}

fn title_sector(kind: TitleKind) -> Code {
    let sector = match kind {
        TitleKind::Office | TitleKind::Royal => "GOV",
        TitleKind::Rank => "MIL",
        TitleKind::Honorific | TitleKind::Religious => "",
    };
    Code::parse(sector).unwrap_or_default()
}

/// The token opens a parenthesis.
pub(super) fn opens_paren(reader: &Reader, i: u32) -> bool {
    reader.kind(i) == Some(TokenKind::OpenParen)
}
