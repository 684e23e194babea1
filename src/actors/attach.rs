//! What follows a group: its owner behind a preposition (`soldiers from Mali`), its post (`ambassador to the UK`), its name
//! or description in apposition, its acronym in parentheses.

use super::chunk::Chunk;
use super::draft::{Draft, Refers};
use super::group::{Groups, opens_paren};
use super::lexical::{Item, What};
use super::reader::{Reader, combine};
use super::{EntityKind, Gender, MentionForm, Part};
use crate::lexicon::{Code, NameKind, WordList};
use crate::syntax::Tag;
use crate::token::TokenKind;

pub(super) fn attach(reader: &Reader, items: &[Item], chunks: &[Chunk], groups: &mut Groups) {
    let mut a = Attacher { reader, items, chunks, groups };
    // From the right, so that what a group depends on is complete when the group is read.
    for c in (0..chunks.len()).rev() {
        a.behind(c);
    }
    for c in 0..chunks.len() {
        a.apposition(c);
        a.posts(c);
        a.coordinated(c);
        a.quantity(c);
    }
}

struct Attacher<'r, 'a> {
    reader: &'r Reader<'a>,
    items: &'r [Item],
    chunks: &'r [Chunk],
    groups: &'r mut Groups,
}

impl Attacher<'_, '_> {
    fn main(&self, c: usize) -> Option<&Draft> {
        self.groups.main.get(c).copied().flatten().and_then(|m| self.groups.drafts.get(m as usize))
    }

    fn main_id(&self, c: usize) -> Option<u32> {
        self.groups.main.get(c).copied().flatten()
    }

    /// The chunk that starts at token `i`, from chunk `c` on, with the chunks that it owns followed to the last.
    fn chunk_at(&self, c: usize, i: u32) -> Option<usize> {
        let mut n = c + 1;
        if self.chunks.get(n)?.start != i {
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
        let apart = matches!(reader.tag(prep), Tag::VPart | Tag::VGer | Tag::VPast | Tag::Adj) && reader.tag(prep + 1) == Tag::Prep;
        if apart {
            prep += 1;
        }
        if !matches!(reader.tag(prep), Tag::Prep | Tag::To) || apart && !reader.is(prep, WordList::location) {
            return;
        }
        let Some(n) = self.chunk_at(c, prep + 1) else { return self.of_another(c, prep) };
        let posted = reader.is(main.head, WordList::posted);
        let word = reader.word(prep);
        let to = word.eq_ignore_ascii_case("to");
        let post = posted && (to || reader.is(prep, WordList::location) || word.eq_ignore_ascii_case("at"));
        let Some(id) = self.main_id(c) else { return };
        if let Some(person) = self.person_behind_place(n) {
            if main.kind == EntityKind::Person && (post || reader.is(prep, WordList::owner)) {
                self.title_with_place(id, person, n, post);
            }
            return;
        }
        let Some(inner) = self.main(n).cloned().filter(|d| d.part != Part::Modifier) else { return };
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
        if (reader.is(prep, WordList::owner) || staff) && !to && !apart {
            let stranger =
                matches!(inner.what, Refers::Name { .. }) && inner.code.is_empty() && matches!(inner.kind, EntityKind::Organisation | EntityKind::Person);
            if stranger && main.code.country().is_empty() && !main.code.is_international() && reader.is(main.head, WordList::post) {
                draft.code = Code::NONE;
                draft.rule = "agent-of-unknown";
            } else if let Some(code) = owned_code(reader, main.code, inner.code) {
                draft.code = code;
                draft.rule = "agent-of";
            }
            draft.end = draft.end.max(inner.end);
            if draft.owner.is_none() {
                draft.owner = self.groups.main[n];
            }
        } else if reader.is(prep, WordList::location) && !main.code.is_empty() && main.code.country().is_empty() && !main.code.is_international() {
            let country = inner.code.country();
            if !country.is_empty() && matches!(inner.kind, EntityKind::Country | EntityKind::Place) {
                draft.code = combine(reader, country, main.code);
                draft.rule = "agent-in-place";
            }
        }
    }

    /// `King Hassan of Morocco`.
    fn name_of_country(&mut self, c: usize, main: &Draft) {
        let reader = self.reader;
        let titled = main.kind == EntityKind::Person && (main.role.is_some() || main.rule == "title+name") && main.code.country().is_empty();
        if !titled || !reader.word(main.end).eq_ignore_ascii_case("of") {
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

    /// `X, the ambassador`; `the ambassador, X`; `the security service the FSB`; `X (FMLN)`.
    fn apposition(&mut self, c: usize) {
        let reader = self.reader;
        let Some(id) = self.main_id(c) else { return };
        let draft = self.groups.drafts[id as usize].clone();
        if draft.part == Part::Modifier || self.chunks[c].owns || draft.same.is_some() {
            return;
        }
        let end = draft.end.max(self.chunks[c].end);
        // The chunk behind may not be the next one where the group took owners behind it.
        let from = self.last_chunk_before(c, end);
        let next = match reader.kind(end) {
            Some(TokenKind::Comma) => self.after_comma(from, end),
            _ if opens_paren(reader, end) => self.in_parentheses(from, end),
            _ => self.chunk_at(from, end).filter(|n| self.chunks[*n].det.is_some() && is_body(&draft)),
        };
        let Some(n) = next else { return };
        let Some(other_id) = self.main_id(n).filter(|o| *o != id) else { return };
        let other = self.groups.drafts[other_id as usize].clone();
        if other.part == Part::Modifier || other.same.is_some() {
            return;
        }
        let paren = opens_paren(reader, end);
        let (name, description) = match (is_name(&draft), is_name(&other)) {
            (true, false) => (id, other_id),
            (false, true) => (other_id, id),
            (true, true) if paren && reader.is_upper(other.head) => (id, other_id),
            _ => return,
        };
        if paren || self.agrees(name, description) && self.closes(&other, n) {
            self.join(name, description, paren);
        }
    }

    fn last_chunk_before(&self, c: usize, end: u32) -> usize {
        let mut n = c;
        while self.chunks.get(n + 1).is_some_and(|k| k.start < end) {
            n += 1;
        }
        n
    }

    /// The chunk behind a comma, an age between commas passed over.
    fn after_comma(&self, c: usize, comma: u32) -> Option<usize> {
        let reader = self.reader;
        let age = reader.tag(comma + 1) == Tag::Num && reader.kind(comma + 2) == Some(TokenKind::Comma);
        self.chunk_at(c, if age { comma + 3 } else { comma + 1 })
    }

    fn in_parentheses(&self, c: usize, open: u32) -> Option<usize> {
        let n = self.chunk_at(c, open + 1)?;
        (self.reader.kind(self.chunks[n].end) == Some(TokenKind::CloseParen)).then_some(n)
    }

    /// Name and description may be one: number, kind and country do not speak against it.
    fn agrees(&self, name: u32, description: u32) -> bool {
        let (n, d) = (&self.groups.drafts[name as usize], &self.groups.drafts[description as usize]);
        let Refers::Agent { .. } = d.what else { return false };
        if d.plural || n.part == Part::Place && !matches!(n.what, Refers::Town { .. }) {
            return false;
        }
        let kinds = match (n.kind, d.kind) {
            (EntityKind::Person, EntityKind::Person) | (EntityKind::Organisation | EntityKind::Group, EntityKind::Organisation | EntityKind::Group) => true,
            // A name of which nothing is known takes the kind of its description.
            (EntityKind::Person | EntityKind::Organisation, _) => n.code.is_empty() && matches!(n.what, Refers::Name { .. }) && n.rule == "unknown-name",
            _ => false,
        };
        let (a, b) = (n.code.country(), d.code.country());
        kinds && (a.is_empty() || b.is_empty() || a == b)
    }

    /// The apposition ends as appositions end, not as a list does.
    fn closes(&self, other: &Draft, n: usize) -> bool {
        let reader = self.reader;
        let end = other.end.max(self.chunks[n].end);
        let Some(token) = reader.token(end) else { return true };
        matches!(token.kind, TokenKind::Comma | TokenKind::Period | TokenKind::CloseParen | TokenKind::Semicolon | TokenKind::Dash)
            || matches!(reader.tag(end), Tag::Wh)
            || reader.tag(end).is_verb()
            || reader.tag(end).is_aux()
            || reader.tag(end) == Tag::Prep
    }

    fn join(&mut self, name: u32, description: u32, acronym: bool) {
        let d = self.groups.drafts[description as usize].clone();
        let n = &mut self.groups.drafts[name as usize];
        if !acronym {
            if matches!(n.what, Refers::Name { .. } | Refers::Town { .. }) {
                n.kind = d.kind;
                n.part = Part::Actor;
                if let Refers::Town { start, end } = n.what {
                    n.what = Refers::Name { start, end };
                }
                if n.code.is_empty() || n.code.is_bare_country() {
                    n.code = d.code;
                }
                if n.gender == Gender::Unknown || d.kind != EntityKind::Person {
                    n.gender = d.gender;
                }
                n.rule = "name+apposition";
            }
            n.role = n.role.or(d.role);
        } else if n.code.is_empty() {
            n.code = d.code;
        }
        let code = n.code;
        let d = &mut self.groups.drafts[description as usize];
        d.same = Some(name);
        d.code = code;
        if !acronym {
            d.rule = "apposition";
        }
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
        if !reader.word(prep).eq_ignore_ascii_case("of") || !reader.is(head, WordList::quantity) {
            return;
        }
        let covered = c.checked_sub(1).and_then(|b| self.chunks.get(b)).is_some_and(|b| b.end > head);
        let Some(id) = self.main_id(c).filter(|_| !covered) else { return };
        let draft = &self.groups.drafts[id as usize];
        if draft.part != Part::Actor || matches!(draft.kind, EntityKind::Country | EntityKind::Place) || chunk.owns {
            return;
        }
        let start = (0..2).fold(head, |s, _| s.checked_sub(1).filter(|p| matches!(reader.tag(*p), Tag::Det | Tag::Num | Tag::Adv)).unwrap_or(s));
        let mut wide = Draft { start, head, rule: "quantity-of", plural: true, form: MentionForm::Nominal, same: Some(id), ..draft.clone() };
        wide.kind = EntityKind::Group;
        self.groups.drafts.push(wide);
    }
}

/// The code of an agent that belongs to `owner`; `None` where it has a country of its own.
fn owned_code(reader: &Reader, agent: Code, owner: Code) -> Option<Code> {
    if owner.is_empty() || !agent.country().is_empty() || agent.is_international() {
        return None;
    }
    Some(combine(reader, owner, agent))
}

fn is_name(draft: &Draft) -> bool {
    matches!(draft.what, Refers::Lexicon(_) | Refers::Name { .. }) && draft.form == MentionForm::Name
        || matches!(draft.what, Refers::Town { .. }) && draft.rule == "place"
}

fn is_body(draft: &Draft) -> bool {
    matches!(draft.what, Refers::Agent { .. }) && draft.kind == EntityKind::Organisation
}
