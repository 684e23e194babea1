//! Which agents without a country of their own belong to some state.

use super::EntityKind;
use super::Part;
use super::draft::{Definite, Draft, Refers};
use super::reader::Reader;
use crate::lexicon::{AgentKind, Code, SectorList, WordList};
use crate::syntax::Tag;

/// An agent that belongs to some state, by its sector, but names none.
pub(super) fn wants_country(reader: &Reader, draft: &Draft) -> bool {
    // `police gunfire`: a force that modifies a noun may do its act.
    let sector = |list| reader.actors.grammar().is_sector(draft.code.sector(), list);
    let modifies = draft.part == Part::Modifier && matches!(draft.what, Refers::Agent { .. }) && sector(SectorList::State) && sector(SectorList::Armed);
    (draft.part == Part::Actor || modifies)
        && matches!(draft.what, Refers::Agent { .. } | Refers::Name { .. })
        && !draft.code.is_empty()
        && draft.code.country().is_empty()
        && !draft.code.is_international()
        && draft.same.is_none()
        && !(draft.rule == "agent-of-another" && draft.owner.is_some())
        && draft.rule != "agent-of-nations"
        && !is_plain_post(reader, draft)
        && reader.tag(draft.start) != Tag::PossPron
        && (!sector(SectorList::Placeless) || is_reporter(reader, draft))
}

/// `a journalist`, `two reporters`: of the country where something happens to them, never of that of the story.
pub(super) fn is_reporter(reader: &Reader, draft: &Draft) -> bool {
    matches!(draft.what, Refers::Agent { id, .. } if draft.code.sector() == Code::MED && reader.actors.agent(id).kind == AgentKind::Person)
}

/// `secretary Ann Quibble`, `was appointed president`: the press writes the posts of a state with a capital before a name,
/// and a post without an article is one that somebody gets; this one may be of any body.
fn is_plain_post(reader: &Reader, draft: &Draft) -> bool {
    // `senior vice president`
    let plain = |start: u32, head: u32| {
        let state = start == head || draft.code.sector() == Code::GOV;
        state && reader.is(head, WordList::post) && (start..head).all(|t| reader.is(t, WordList::rank)) && (start..=head).all(|t| !reader.is_capital(t))
    };
    let alone = plain(draft.start, draft.head);
    if alone && matches!(draft.what, Refers::Agent { definite: Definite::Bare, .. }) && !draft.plural {
        return true;
    }
    // `ministry spokeswoman Ann Quibble` says more than a post.
    let post = draft.role.filter(|r| r.1 > r.0 && plain(r.0, r.1 - 1));
    matches!(draft.what, Refers::Name { .. }) && draft.rule == "role+name" && post.is_some()
}

/// `the president`, `police chief`, a post, a body: somebody that the reader is to know. `a man` and `rebels` are not.
pub(super) fn points(reader: &Reader, draft: &Draft) -> bool {
    match draft.what {
        Refers::Agent { definite: Definite::Yes, .. } => true,
        Refers::Agent { id, definite: Definite::Bare } => reader.actors.agent(id).kind != AgentKind::Group && !draft.plural,
        Refers::Agent { .. } => false,
        _ => draft.role.is_some() || draft.kind == EntityKind::Organisation,
    }
}
