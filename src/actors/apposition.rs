//! What stands beside a group for the same entity: its name or description in apposition, its acronym in parentheses, the
//! tag of a member of Congress.

use super::attach::Attacher;
use super::draft::{Draft, Refers};
use super::group::opens_paren;
use super::{EntityKind, Gender, MentionForm, Part};
use crate::lexicon::{Code, SectorList, WordList};
use crate::syntax::Tag;
use crate::token::TokenKind;

impl Attacher<'_, '_> {
    /// `X, the ambassador`; `the ambassador, X`; `the security service the FSB`; `X (FMLN)`.
    pub fn apposition(&mut self, c: usize) {
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
        if !paren && self.is_teller(&draft, &other) {
            return;
        }
        // `KABUL (Reuters)`: who reports from a place is not the place.
        let reports = other.code.sector() == Code::MED && draft.code.sector() != Code::MED || matches!(draft.what, Refers::Town { .. }) && is_name(&other);
        if paren && reports {
            return;
        }
        let (name, description) = match (is_name(&draft), is_name(&other)) {
            (true, false) => (id, other_id),
            (false, true) => (other_id, id),
            (true, true) if paren && reader.is_upper(other.head) && !matches!(draft.kind, EntityKind::Country | EntityKind::Place) => (id, other_id),
            _ => return,
        };
        if paren || self.agrees(name, description) && self.closes(&other, n) {
            self.join(name, description, paren);
        }
    }

    /// `Ann Quibble (R-Ohio)`, `Ann Quibble, D-Texas`: a member of the Congress of the United States.
    pub fn caucus(&mut self, c: usize) {
        let reader = self.reader;
        let Some(id) = self.main_id(c) else { return };
        let draft = &mut self.groups.drafts[id as usize];
        let (mark, party) = (draft.end, draft.end + 1);
        let tagged = (opens_paren(reader, mark) || reader.kind(mark) == Some(TokenKind::Comma))
            && reader.is(party, WordList::caucus)
            && reader.is_capital(party)
            && reader.is_joint(party + 1)
            && reader.is_capital(party + 2);
        if tagged && draft.kind == EntityKind::Person && matches!(draft.what, Refers::Name { .. }) {
            draft.code = Code::parse("USALEG").unwrap_or_default();
            draft.rule = "name+caucus";
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
        // `In a letter to the Senate, the group …`: no organ of a state is a group.
        let organ = self.reader.actors.grammar().is_sector(n.code.sector(), SectorList::State);
        if organ && d.code.sector().is_empty() && self.reader.is(d.head, WordList::private_body) {
            return false;
        }
        kinds && (a.is_empty() || b.is_empty() || a == b)
    }

    /// `Peru expelled the envoy, Minister Ana Quibble said`: behind a comma and a clause the subject of a verb of saying is somebody else.
    fn is_teller(&self, first: &Draft, name: &Draft) -> bool {
        let (reader, syntax) = (self.reader, self.reader.syntax);
        let tells = reader.tag(name.end).is_verb() && reader.is(name.end, WordList::telling);
        let start = reader.surface.sentences.get(reader.surface.sentence_at(name.head as usize)).map_or(0, |s| s.tokens.start);
        tells && syntax.verbs.get(syntax.verbs_past(start)).is_some_and(|v| v.head < first.start)
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
                // `Peru's defence minister, General Quibble`: the description knows the country that the rank does not.
                let homeless = n.code.country().is_empty() && !n.code.is_international() && !d.code.country().is_empty();
                if n.code.is_empty() || n.code.is_bare_country() || homeless {
                    n.code = d.code;
                }
                if n.gender == Gender::Unknown || d.kind != EntityKind::Person {
                    n.gender = d.gender;
                }
                n.rule = "name+apposition";
            }
            n.role = n.role.or(d.role);
            n.owner = n.owner.or(d.owner);
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
}

fn is_name(draft: &Draft) -> bool {
    matches!(draft.what, Refers::Lexicon(_) | Refers::Name { .. }) && draft.form == MentionForm::Name
        || matches!(draft.what, Refers::Town { .. }) && draft.rule == "place"
}

fn is_body(draft: &Draft) -> bool {
    matches!(draft.what, Refers::Agent { .. }) && draft.kind == EntityKind::Organisation
}
