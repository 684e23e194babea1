//! One chunk at a time: its head, the modifiers before it, and the code that they make together.

use super::chunk::Chunk;
use super::draft::{Draft, Refers};
use super::lexical::{Item, What};
use super::reader::{Reader, combine};
use super::{EntityKind, MentionForm, Part, place};
use crate::lexicon::{AgentKind, Code, Compound, NameKind, NameUse, SectorList, Sex, Tags, TitleKind, WordList};
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
        let mut reading =
            Reading { reader, chunk, items: chunk.items(items), owner: owner.map(|o| (o, groups.drafts[o as usize].code, groups.drafts[o as usize].start)) };
        groups.main[number] = reading.read(&mut groups.drafts);
    }
    groups
}

pub(super) struct Reading<'r, 'a> {
    pub reader: &'r Reader<'a>,
    pub chunk: &'r Chunk,
    pub items: &'r [Item],
    /// The possessor's draft, its code and its first token.
    pub owner: Option<(u32, Code, u32)>,
}

/// What the words before a head say together.
#[derive(Default, Clone, Copy)]
pub(super) struct Before {
    pub country: Code,
    pub body: Code,
    pub sector: Code,
    pub agent: Option<(u32, Item)>,
    pub title: Option<u32>,
    pub sex: Sex,
    pub role: Option<(u32, u32)>,
    /// Capitalised words that no lexicon holds stand before: a body or place of which nothing is known.
    pub unknown: bool,
    /// The country is that of a town.
    pub town: bool,
    /// First token that counts.
    pub first: Option<u32>,
}

impl Reading<'_, '_> {
    fn read(&mut self, drafts: &mut Vec<Draft>) -> Option<u32> {
        let (last, rest) = self.items.split_last()?;
        if (last.end..self.chunk.end).any(|i| matches!(self.reader.tag(i), Tag::Noun | Tag::Name | Tag::Num | Tag::VGer)) {
            return self.modifiers_of_noun(drafts);
        }
        if self.is_no_agent(*last, rest) {
            self.inner(rest, None, drafts);
            return None;
        }
        let before = self.fold(rest);
        let head = match last.what {
            What::Agent { id, plural } => self.agent(*last, id, plural, before),
            What::Name(id) => self.name(*last, id, before)?,
            What::Proper => self.proper(*last, before),
            What::Title(_) => return None,
        };
        let main = drafts.len() as u32;
        let name = self.whole_name(&head);
        drafts.push(head);
        self.inner(rest, name, drafts);
        Some(main)
    }

    /// The last item looks like an agent or a name and is none: `peer-to-peer`, `the film “Official”`, `the general contracting
    /// business`, `A/S`, `executives risk jail`.
    fn is_no_agent(&self, last: Item, rest: &[Item]) -> bool {
        let reader = self.reader;
        let quote = |i: u32| {
            use TokenKind as K;
            matches!(reader.kind(i), Some(K::OpenDouble | K::CloseDouble | K::OpenSingle | K::CloseSingle | K::StraightDouble | K::StraightSingle))
        };
        match last.what {
            What::Proper => {
                let single = last.end == last.start + 1;
                let letter = single && reader.token(last.start).is_some_and(|t| t.span.len() == 1);
                // `General Harbour`: a firm; `General Quibble`: an officer.
                let rank = |i: &Item| i.end == last.start && matches!(i.what, What::Title(_)) && reader.is(i.end - 1, WordList::rank);
                let given = reader.token(last.start).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
                let firm = single && !given && reader.tags_of(last.start).any(Tags::ANY_NOUN) && rest.iter().any(rank);
                firm || letter && !reader.is_capital(last.end) && rest.iter().all(|i| !matches!(i.what, What::Title(_)))
            }
            What::Agent { .. } => {
                let adjective = reader.tags_of(last.end - 1).any(Tags::ADJ);
                let cited = adjective && last.start > self.chunk.start && quote(last.start - 1) && quote(last.end);
                let modifies = adjective && reader.tag(last.end) == Tag::VGer && reader.tag(last.end + 1) == Tag::Noun;
                let joint = last.end == self.chunk.end && reader.is_joint(last.end) && self.compound(last).is_none();
                let acts = |i: &Item| matches!(i.what, What::Agent { plural: true, .. }) && i.end < last.start && reader.tags_of(i.end).any(Tags::VERB);
                // `A Soldier's Story` inside a sentence
                let work = self.chunk.det.is_some_and(|d| {
                    let word = |i: u32| reader.token(i).is_some_and(crate::token::Token::is_word);
                    d > 0
                        && word(d - 1)
                        && reader.is_capital(d)
                        && reader.is(d, WordList::indefinite)
                        && reader.is_capital(last.start)
                        && !reader.surface.all_caps
                });
                // `Supermarkets General`: a firm's name ends so.
                let before = last.start.wrapping_sub(1);
                let ends =
                    last.start > self.chunk.start && last.end == last.start + 1 && reader.is(last.start, WordList::rank) && reader.is_capital(last.start);
                let firm = ends && !reader.surface.all_caps && reader.is_capital(before) && rest.iter().all(|i| i.end != last.start);
                cited || modifies || joint || work || firm || self.counts_another(last) || rest.iter().any(acts)
            }
            _ => false,
        }
    }

    /// `the 40 new pilot areas`: a number above one before a singular counts what stands behind it.
    fn counts_another(&self, item: Item) -> bool {
        let reader = self.reader;
        let What::Agent { id, plural: false } = item.what else { return false };
        let agent = reader.actors.agent(id);
        let digits = |i: u32| reader.word(i).parse::<u32>().is_ok_and(|n| n > 1);
        let counted = (self.chunk.start..item.start).any(|i| reader.tag(i) == Tag::Num && !reader.in_time(i) && digits(i));
        // `10 rebel positions` are still theirs.
        let insurgent = reader.actors.grammar().is_sector(agent.sector, SectorList::Insurgent);
        counted && !insurgent && matches!(agent.kind, AgentKind::Person | AgentKind::Office) && !reader.tags_of(item.end - 1).any(Tags::NOUN_PL)
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
                        b.town |= b.country.is_empty() && gives.is_none() && name.usage == NameUse::Capital;
                        b.country = if b.country.is_empty() { country } else { b.country };
                        // A region with a sector of its own code keeps it (`IGOUNO` has no country).
                        if country.is_empty() && gives.is_none() {
                            b.body = name.code;
                        }
                    } else {
                        b.body = name.code;
                    }
                }
                // `a peer-to-peer group`
                What::Agent { .. } if self.reader.is_joint(item.end) && self.reader.tag(item.end + 1) == Tag::To => {}
                What::Agent { id, .. } => {
                    let agent = self.reader.actors.agent(id);
                    // `Quibble State Bank`, `the Quibble vice president`
                    // `deputy planning director Quibble` sits in no parliament.
                    let last = self.items.last().map_or(item.end, |l| l.start);
                    // `general manager`: the manager may be of any body.
                    let post = || self.items.last().is_some_and(|l| matches!(l.what, What::Agent { id, .. } if self.reader.actors.agent(id).sector.is_empty()));
                    let ranks = item.end == item.start + 1 && (item.end < last || post()) && self.reader.is(item.start, WordList::rank);
                    let none = ranks || b.unknown && (self.reader.is(item.end - 1, WordList::post) || self.reader.is(item.end - 1, WordList::vague));
                    let sector = if none { Code::NONE } else { agent.sector };
                    b.sector = self.join_sectors(b.sector, sector);
                    b.sex = agent.sex;
                    b.role = Some((b.role.map_or(item.start, |r| r.0), item.end));
                    b.agent = Some((id, *item));
                }
                What::Title(id) => {
                    let title = self.reader.actors.title(id);
                    b.title = Some(id);
                    b.sex = if title.sex == Sex::Unknown { b.sex } else { title.sex };
                    let stranger = b.unknown && self.reader.is(item.end - 1, WordList::post);
                    b.sector = self.join_sectors(b.sector, if stranger { Code::NONE } else { title_sector(title.kind) });
                    if title.kind != TitleKind::Honorific {
                        b.role = Some((b.role.map_or(item.start, |r| r.0), item.end));
                    }
                }
                What::Proper => b.unknown = true,
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
    pub(super) fn compound(&self, item: Item) -> Option<Compound> {
        let reader = self.reader;
        if !reader.is_joint(item.end) {
            return None;
        }
        reader.token(item.end + 1).and_then(|t| reader.actors.grammar().compound(t.sym))
    }

    /// `anti-Russian`.
    pub(super) fn is_prefixed(&self, item: Item) -> bool {
        item.start >= 2 && self.reader.is_joint(item.start - 1) && self.reader.is(item.start - 2, WordList::prefix)
    }

    pub(super) fn is_former(&self) -> bool {
        (self.chunk.start..self.chunk.end).any(|i| self.reader.is(i, WordList::former))
    }

    /// What the group belongs to: a body before the head, a country before it, its possessor.
    pub(super) fn owner_code(&self, before: Before, posted: bool) -> Code {
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
        // `the Cairo embassy` is another state's.
        // `Doha rebels` are those who talk in Doha.
        let before = if before.town && (posted && agent.kind == AgentKind::Body || plural && self.is_fighter(id)) {
            Before { country: Code::NONE, ..before }
        } else {
            before
        };
        let owner = self.owner_code(before, posted);
        let former = self.is_former();
        // `a police helicopter` is no army's, `an embassy representative` no member of parliament.
        let lends = reader.is(item.end - 1, WordList::equipment) && reader.actors.grammar().is_sector(before.sector, SectorList::Armed);
        let mut sector = if lends { before.sector } else { self.join_sectors(before.sector, agent.sector) };
        sector = self.of_name(item, before, sector);
        if self.is_firm(item, plural) {
            sector = Code::NONE;
        }
        if former && sector == Code::GOV && agent.kind != AgentKind::Body {
            sector = Code::parse("ELI").unwrap_or_default();
        }
        let named = self.name_before(item, agent);
        let proper = named.is_some();
        // `the first time Danish officials …`: no noun modifies the adjective of a land.
        let adjective = self.items.iter().find(|i| matches!(i.what, What::Name(id) if reader.name(id).usage == NameUse::Adjective));
        let cut = adjective.filter(|a| a.start > self.chunk.start && reader.tag(a.start - 1) == Tag::Noun && self.items.iter().all(|i| i.end != a.start));
        let start = self.owner.map_or(cut.map_or(self.chunk.start, |a| a.start), |o| o.2);
        if reader.is(item.end - 1, WordList::ruler) && owner.is_bare_country() && sector.is_empty() {
            sector = Code::parse("GOV").unwrap_or_default();
        }
        let nonstate = reader.actors.grammar().is_sector(owner.sector(), SectorList::Nonstate) && !owner.country().is_empty();
        // `the rebels' leadership` is theirs, `the party's government` is the state's.
        let theirs = reader.is(item.end - 1, WordList::quality);
        let owner = if nonstate && !theirs && agent.kind == AgentKind::Body && agent.sector == Code::GOV { owner.country() } else { owner };
        let (owner, sector) = self.apart(item, owner, sector);
        let rule = match () {
            () if proper => "name+agent",
            () if self.owner.is_some() => "possessive+agent",
            () if !before.body.is_empty() => "organisation+agent",
            () if !before.country.is_empty() => "adjective+agent",
            () => "agent",
        };
        let mut draft = Draft::new(start, item.end, item.end - 1, Refers::Agent { id, definite: self.chunk.definite(reader) }, rule);
        draft.form = MentionForm::Nominal;
        // `Quibble vice president`: of a body that nothing is known of.
        let unknown = before.unknown && !proper || self.owner.is_some() && !posted;
        let stranger = unknown && owner.is_empty() && reader.is(item.end - 1, WordList::post);
        // `the president's brother` holds no office.
        let follows = reader.is(item.end - 1, WordList::followers) && reader.actors.grammar().is_sector(owner.sector(), SectorList::State);
        let owner = if follows || reader.is(item.end - 1, WordList::kin) { owner.country() } else { owner };
        draft.code = if stranger { Code::NONE } else { combine(reader, owner, sector) };
        draft.plural = plural;
        draft.gender = agent.sex.into();
        draft.former = former;
        draft.owner = self.owner.map(|o| o.0);
        draft.kind = match agent.kind {
            AgentKind::Person | AgentKind::Office if !plural => EntityKind::Person,
            AgentKind::Body if !plural => EntityKind::Organisation,
            _ => EntityKind::Group,
        };
        if let Some(start) = named {
            draft.what = Refers::Name { start, end: item.end };
            draft.form = MentionForm::Name;
            draft.start = start;
        }
        if self.is_region(item) {
            let start = self.items.iter().find(|i| i.end == item.start).map_or(item.start, |i| i.start);
            (draft.what, draft.form, draft.start) = (Refers::Name { start, end: item.end }, MentionForm::Name, start);
            draft.kind = EntityKind::Place;
            draft.code = draft.code.country();
            draft.part = if place::verb_follows(reader, item.end) && !place::is_located(reader, self.chunk) { Part::Actor } else { Part::Place };
        }
        if draft.kind == EntityKind::Person {
            draft.role = Some((before.role.map_or(item.start, |r| r.0), item.end));
        }
        draft
    }

    /// Owner and sector of those who are not of whom they belong to: `the president's rivals` are his countrymen; who a state's
    /// neighbours are is not told.
    fn apart(&self, item: Item, owner: Code, sector: Code) -> (Code, Code) {
        let (rival, neighbour) = (self.reader.is(item.end - 1, WordList::rivals), self.reader.is(item.end - 1, WordList::neighbours));
        match () {
            () if self.owner.is_none() || !rival && !neighbour => (owner, sector),
            () if rival && owner.sector() == Code::GOV => (owner.country(), Code::OPP),
            () if rival || owner.is_bare_country() => (Code::NONE, Code::NONE),
            () => (owner, sector),
        }
    }

    fn is_fighter(&self, id: u32) -> bool {
        let sector = self.reader.actors.agent(id).sector;
        [SectorList::Armed, SectorList::Nonstate].into_iter().all(|l| self.reader.actors.grammar().is_sector(sector, l))
    }

    /// Names before the head are mentions of their own, unless they are parts of its name.
    fn inner(&self, items: &[Item], name: Option<(u32, u32)>, drafts: &mut Vec<Draft>) {
        for item in items.iter().filter(|i| name.is_none_or(|n| i.start < n.0 || i.start >= n.1)) {
            if let What::Name(id) = item.what {
                drafts.push(self.modifier(*item, id));
            }
        }
    }

    /// `rebel attacks`, `UK decision`: the head is no agent; what stands before it modifies.
    fn modifiers_of_noun(&self, drafts: &mut Vec<Draft>) -> Option<u32> {
        let (last, rest) = self.items.split_last()?;
        let main = drafts.len() as u32;
        let mut name = None;
        match last.what {
            // `national interests`: an adjective here, no agent; `rebel positions` are the rebels'.
            What::Agent { id, .. } if self.reader.tag(last.end - 1) == Tag::Adj && !self.is_fighter(id) => {
                self.inner(rest, None, drafts);
                return None;
            }
            // `farm reform`, `airline mergers`: of a trade at large.
            What::Agent { id, plural: false } if self.is_trade(*last, id) || self.counts_another(*last) => return None,
            What::Agent { id, plural } => {
                let mut draft = self.agent(*last, id, plural, self.fold(rest));
                draft.end = last.end;
                draft.part = Part::Modifier;
                name = self.whole_name(&draft);
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
                // `at Quibble research`: no town because of the preposition.
                if let Refers::Town { start, end } = draft.what {
                    draft.what = Refers::Name { start, end };
                    draft.kind = EntityKind::Organisation;
                    draft.rule = "unknown-name";
                }
                draft.part = Part::Modifier;
                drafts.push(draft);
            }
            What::Title(_) => return None,
        }
        self.inner(rest, name, drafts);
        Some(main)
    }
}

pub(super) fn title_sector(kind: TitleKind) -> Code {
    let sector = match kind {
        TitleKind::Office | TitleKind::Royal => "GOV",
        TitleKind::Rank => "MIL",
        TitleKind::Police => "COP",
        TitleKind::Honorific | TitleKind::Religious => "",
    };
    Code::parse(sector).unwrap_or_default()
}

/// The token opens a parenthesis.
pub(super) fn opens_paren(reader: &Reader, i: u32) -> bool {
    reader.kind(i) == Some(TokenKind::OpenParen)
}
