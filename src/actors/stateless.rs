//! Which agents without a country of their own belong to some state.

use super::EntityKind;
use super::Part;
use super::draft::{Definite, Draft, Refers};
use super::reader::Reader;
use super::sides::Sides;
use crate::lexicon::{AgentKind, Code, SectorList, WordList};
use crate::syntax::Tag;

/// An agent that belongs to some state, by its sector, but names none.
pub(super) fn wants_country(reader: &Reader, draft: &Draft) -> bool {
    // `police gunfire`, `an opposition boycott`: who modifies a noun may do its act.
    let sector = |list| reader.actors.grammar().is_sector(draft.code.sector(), list);
    let modifies = draft.part == Part::Modifier && matches!(draft.what, Refers::Agent { .. }) && (sector(SectorList::State) || sector(SectorList::Domestic));
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

/// `the foreign minister` where secretaries lead the departments: of another country.
pub(super) fn has_no_minister(reader: &Reader, draft: &Draft, country: Code) -> bool {
    let post = draft.role.map_or(draft.head, |r| r.1.saturating_sub(1));
    reader.actors.grammar().is_sector(country, SectorList::Secretaries) && reader.is(post, WordList::minister)
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

/// The first token of the agent noun itself: `air` of `a small air force`.
fn own_words(reader: &Reader, draft: &Draft) -> Option<u32> {
    let Refers::Agent { id, .. } = draft.what else { return None };
    let words = reader.actors.agent(id).noun.split(' ').count() as u32;
    (draft.head + 1).checked_sub(words)
}

/// `the embassy`, `the court`, `the state`: of any country, as far as the context tells.
pub(super) fn is_unplaced(reader: &Reader, sides: &Sides, draft: &Draft) -> bool {
    // `army aircraft` says more than `an aircraft`, `Quibble Prison` more than `the prison`.
    let tag = reader.tag(draft.start);
    let named = tag == Tag::Name && reader.actors.grammar().is_sector(draft.code.sector(), SectorList::State);
    let free = !reader.reads(draft.head + 1, reader.lexicon.fixed.of) || reader.tag(draft.head + 2) == Tag::VGer;
    let alone = (draft.head == draft.start || draft.head == draft.start + 1 && tag != Tag::Noun && !named) && free;
    // `a government must govern`
    let generic = matches!(draft.what, Refers::Agent { definite: Definite::No, .. }) && reader.is(draft.head, WordList::generic);
    // `used as foot soldiers`
    let bare = matches!(draft.what, Refers::Agent { definite: Definite::No | Definite::Bare, .. });
    let behind_as = draft.start > 0 && reader.reads(draft.start - 1, reader.lexicon.fixed.as_) && reader.tag(draft.start - 1) == Tag::Prep;
    // `as police fought rioters` tells of no role.
    let is_role = bare && behind_as && !sides.any(draft);
    // `an air force`, `approaching governments`: nothing before them says whose.
    let plain = |t: u32| matches!(reader.tag(t), Tag::Det | Tag::Num | Tag::Adv | Tag::VGer);
    let alone = alone || free && bare && own_words(reader, draft).is_some_and(|first| (draft.start..first).all(plain));
    let any = |list| (draft.start..=draft.head).any(|t| reader.is(t, list));
    let some_state = matches!(draft.what, Refers::Agent { definite: Definite::No, .. }) && reader.is(draft.head, WordList::vague);
    let against = (draft.start..draft.head).any(|t| reader.is(t, WordList::prefix) && reader.is_joint(t + 1));
    let against = against && reader.actors.grammar().is_sector(draft.code.sector(), SectorList::State);
    any(WordList::posted)
        || some_state
        || against
        || is_role
        || reader.is(draft.head, WordList::equipment) && !any(WordList::organ)
        || alone && (generic || reader.is(draft.head, WordList::unplaced))
}
