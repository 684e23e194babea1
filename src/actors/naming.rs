//! Heads that are names: of the lexicon, of persons behind their titles, and such as no lexicon holds.

use super::context::{FAMOUS_TOWN, namesake};
use super::draft::{Draft, Refers};
use super::group::{Before, Reading, title_sector};
use super::lexical::{Item, What};
use super::reader::combine;
use super::{EntityKind, Gender, MentionForm, Part, place};
use crate::lexicon::{AgentKind, Code, NameKind, NameUse, SectorList, Tags, Term, WordList};
use crate::syntax::Tag;

impl Reading<'_, '_> {
    pub(super) fn name(&self, item: Item, id: u32, before: Before) -> Option<Draft> {
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
                draft.code = namesake(reader, item.start, item.end).unwrap_or(draft.code);
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
                if !bare && !country.is_empty() && draft.code.country() != country && self.is_organ(item, name.kind, draft.code) {
                    self.namesake(&mut draft, country, before);
                }
            }
        }
        draft.owner = self.owner.map(|o| o.0);
        Some(draft)
    }

    /// An organ of a state, right behind the name or adjective of one: in `the Bahrain-based Fifth Fleet` it is none.
    fn is_organ(&self, item: Item, kind: NameKind, code: Code) -> bool {
        let beside = self.items.iter().any(|i| i.end == item.start && matches!(i.what, What::Name(_))) || self.owner.is_some();
        beside && kind == NameKind::Organisation && code.has_country() && self.reader.actors.grammar().is_sector(code.sector(), SectorList::State)
    }

    /// `Peru's Home Office`: not the body that has this name elsewhere.
    fn namesake(&self, draft: &mut Draft, country: Code, before: Before) {
        let start = match self.owner {
            Some(o) if before.country.is_empty() => o.2,
            _ => before.first.unwrap_or(draft.start),
        };
        draft.start = start;
        draft.what = Refers::Name { start, end: draft.end };
        draft.code = combine(self.reader, country, draft.code.sector());
        draft.rule = "namesake";
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
    pub(super) fn person(&self, item: Item, what: Refers, before: Before) -> Draft {
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
        let sector = if former && before.sector == Code::GOV { Code::parse("ELI").unwrap_or_default() } else { before.sector };
        let posted = before.agent.is_some_and(|a| reader.is(a.1.end - 1, WordList::posted));
        let owner = if titled { self.owner_code(before, posted) } else { before.country };
        let rules = owner.is_bare_country() && sector.is_empty() && before.agent.is_some_and(|a| reader.is(a.1.end - 1, WordList::ruler));
        let sector = if rules { Code::parse("GOV").unwrap_or_default() } else { sector };
        draft.code = combine(reader, owner, sector);
        if titled {
            draft.owner = self.owner.map(|o| o.0);
        }
        if let Refers::Lexicon(id) = what {
            let (own_title, text) = if titled { (true, draft.code) } else { self.title_inside(item) };
            draft.titled = own_title;
            draft.code = self.lexicon_person(id, text, own_title && !former, former);
        }
        if draft.gender == Gender::Unknown {
            draft.gender = self.given_gender(item);
        }
        draft
    }

    /// A form of the lexicon that begins with a title (`President Obama`) says that its bearer is in office.
    fn title_inside(&self, item: Item) -> (bool, Code) {
        let mut found = (false, Code::NONE);
        if let Some(tokens) = self.reader.surface.tokens.get(item.start as usize..item.end as usize - 1) {
            self.reader.actors.each(tokens, true, |hit| match hit.value {
                Term::Agent { id, .. } => found = (true, self.reader.actors.agent(id).sector),
                Term::Title(id) => found = (true, title_sector(self.reader.actors.title(id).kind)),
                Term::Name(_) => {}
            });
        }
        found
    }

    /// The code of a person of the lexicon on the day of the article: what the text says of the office counts where the row
    /// does not hold that day.
    fn lexicon_person(&self, id: u32, text: Code, in_office: bool, former: bool) -> Code {
        let name = self.reader.name(id);
        let country = name.code.country();
        // Told by the office though the lexicon knows it as past: the text is older than the article's date or has none.
        if in_office && text.sector() == Code::GOV && name.code.sector().as_str() == "ELI" {
            return country.with(text.sector());
        }
        if name.holds_on(self.reader.day) && !former || country.is_empty() {
            return name.code;
        }
        if in_office && !text.is_empty() {
            return if text.country().is_empty() && !text.is_international() { country.with(text) } else { text };
        }
        // Who led rebels and is dead or gone is still known as theirs.
        if self.reader.actors.grammar().is_sector(name.code.sector(), SectorList::Insurgent) && !former {
            return name.code;
        }
        let over = former || self.reader.day.is_some_and(|d| name.to.is_some_and(|t| t < d));
        if over { country.with(Code::parse("ELI").unwrap_or_default()) } else { country }
    }

    fn given_gender(&self, item: Item) -> Gender {
        let sex = self.reader.token(item.start).and_then(|t| self.reader.actors.given_name(t.sym)).unwrap_or_default();
        sex.into()
    }

    /// A name that no lexicon holds.
    pub(super) fn proper(&self, item: Item, before: Before) -> Draft {
        let reader = self.reader;
        let what = Refers::Name { start: item.start, end: item.end };
        let person_agent = before.agent.is_some_and(|a| matches!(reader.actors.agent(a.0).kind, AgentKind::Person | AgentKind::Office));
        let given = reader.token(item.start).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
        let long = item.end - item.start > 1;
        let upper = long && reader.is_upper(item.start) && !reader.surface.all_caps;
        let body = (item.start..item.end).any(|i| reader.is(i, WordList::organisation)) || upper;
        // `manager Quibble Bank Ltd`
        let firm = long && reader.is(item.end - 1, WordList::suffix);
        // `the Official Gazette`, `Regent Street`
        let occasion = reader.is(item.end - 1, WordList::occasion) && (long || before.first.is_some_and(|f| reader.is_capital(f)));
        if let Some(place) = self.titled_place(item, before) {
            return place;
        }
        if !firm && !occasion && (before.title.is_some() || person_agent || given && long && !body) {
            return self.person(item, what, before);
        }
        let inside = if long && !given { self.country_inside(item) } else { Code::NONE };
        let body = body
            || !inside.is_empty()
            || long && !given && reader.tags_of(item.end - 1).any(Tags::ANY_NOUN)
            || self.items.last().is_some_and(|l| l.end == item.end && l.start > item.start);
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
        if body && long && draft.code.is_empty() {
            draft.code = if given { self.country_inside(item) } else { inside };
        }
        // `the Peru Agriculture Department`
        if draft.code.is_bare_country() && reader.is(item.end - 1, WordList::ministry) {
            draft.code = draft.code.with(Code::GOV);
        }
        // `Peru Telecom`, `Peru Quibble Inc`
        let linked = (item.start..item.end).any(|t| reader.is(t, WordList::link));
        if draft.code.is_bare_country() && !linked && [WordList::suffix, WordList::trading].into_iter().any(|list| reader.is(item.end - 1, list)) {
            draft.code = draft.code.with(Code::BUS);
        }
        // Nobody acts in the name of a cup or a prize, nor of a sea.
        let water = reader.is(item.end - 1, WordList::water);
        if water && long || occasion {
            draft.code = Code::NONE;
            draft.kind = if water { EntityKind::Place } else { draft.kind };
            draft.part = if water { Part::Place } else { draft.part };
        }
        // `at the time Quibble was shot`, `in the film Quibble sings`: what kind of town it is may stand before it, no other noun.
        let noun = item.start > self.chunk.start && reader.tag(item.start - 1) == Tag::Noun && !reader.is(item.start - 1, WordList::relation);
        let time = noun || item.start > self.chunk.start && reader.tags_of(item.start - 1).any(Tags::TEMPORAL);
        if !time && place::is_located(reader, self.chunk) && draft.kind == EntityKind::Person {
            draft.kind = EntityKind::Place;
            draft.part = Part::Place;
            draft.what = Refers::Town { start: item.start, end: item.end };
            draft.rule = "place";
        }
        draft
    }

    /// `St Petersburg`: a title and a name that are together the name of a town.
    fn titled_place(&self, item: Item, before: Before) -> Option<Draft> {
        let reader = self.reader;
        let start = before.first.filter(|f| before.title.is_some() && *f < item.start)?;
        let tokens = reader.surface.tokens.get(start as usize..item.end as usize)?;
        let (length, towns) = reader.lexicon.places.longest(tokens, reader.surface.all_caps)?;
        let located = place::is_located(reader, self.chunk);
        // `in St Paul's Cathedral`
        let church = reader.is_possessive(item.end) && reader.is_capital(item.end + 1) && reader.is(item.end + 1, WordList::grounds);
        if church || length != tokens.len() || !located && !towns.iter().any(|t| t.population >= FAMOUS_TOWN) {
            return None;
        }
        let (what, rule) = if located { (Refers::Town { start, end: item.end }, "place") } else { (Refers::Name { start, end: item.end }, "unknown-name") };
        let mut draft = Draft::new(start, item.end, item.end - 1, what, rule);
        draft.kind = EntityKind::Place;
        draft.gender = Gender::Neuter;
        draft.part = if located { Part::Place } else { draft.part };
        Some(draft)
    }

    /// The country that the words of a long name speak of: `Movement for the Sovereign State of Biafra`.
    fn country_inside(&self, item: Item) -> Code {
        let reader = self.reader;
        let mut country = Code::NONE;
        for i in item.start..item.end {
            let Some(tokens) = reader.surface.tokens.get(i as usize..item.end as usize) else { break };
            reader.actors.each(tokens, false, |hit| {
                if let Term::Name(id) = hit.value
                    && matches!(reader.name(id).kind, NameKind::Country | NameKind::Place)
                    && !reader.name(id).caution
                    && country.is_empty()
                {
                    country = reader.name(id).code.country();
                }
            });
        }
        country
    }

    /// A name that only modifies.
    pub(super) fn modifier(&self, item: Item, id: u32) -> Draft {
        let name = self.reader.name(id);
        let mut draft = Draft::new(item.start, item.end, item.end - 1, Refers::Lexicon(id), "modifier");
        draft.part = Part::Modifier;
        draft.form = if matches!(name.usage, NameUse::Adjective | NameUse::Demonym) { MentionForm::Adjective } else { MentionForm::Name };
        draft.code = if matches!(name.usage, NameUse::Capital) { name.code.country() } else { name.code };
        // `Lima restaurants` are in the town, `the Lima-backed rebels` have its government behind them.
        let town = name.usage == NameUse::Capital && !self.reader.is_joint(item.end);
        if town {
            draft.what = Refers::Town { start: item.start, end: item.end };
        }
        draft.kind = match name.kind {
            NameKind::Country if !town => EntityKind::Country,
            NameKind::Country | NameKind::Place => EntityKind::Place,
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
}
