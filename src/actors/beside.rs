//! Whose country an agent shares because of a mention beside or before it: its owner, who is coordinated with it, diplomats of
//! the same state.

use super::country::WINDOW;
use super::draft::{Definite, Draft, Refers};
use super::reader::Reader;
use super::{EntityKind, Part};
use crate::lexicon::{Code, WordList};
use crate::syntax::Tag;

/// `the mayor of Aarhus`, `Aarhus's mayor`: of the country of the town, which is known by now.
pub(super) fn owned(drafts: &[Draft], i: usize) -> Option<Code> {
    let owner = drafts.get(drafts[i].owner? as usize).filter(|o| o.kind == EntityKind::Place)?;
    Some(owner.code.country()).filter(|c| !c.is_empty())
}

/// `a Russian diplomat and a spouse`: the second shares the country of the first.
pub(super) fn coordinated(reader: &Reader, drafts: &[Draft], i: usize) -> Option<Code> {
    let draft = &drafts[i];
    // `and the rebel Dawn Front`
    let first = (draft.start.saturating_sub(2)..draft.start).rev().take_while(|t| matches!(reader.tag(*t), Tag::Det | Tag::Adj | Tag::Noun)).last();
    let joint = first.unwrap_or(draft.start).checked_sub(1)?;
    if reader.tag(joint) != Tag::Conj {
        return None;
    }
    let before = drafts[..i].iter().rev().take(6).find(|d| d.end == joint && matches!(d.what, Refers::Agent { .. }) && d.part == Part::Actor)?;
    // `analysts and diplomats`: where the first are says nothing of who sent the others.
    let abroad = before.guessed && reader.is(draft.head, WordList::posted);
    Some(before.code.country()).filter(|c| !c.is_empty() && !abroad)
}

/// A diplomat of no named country whom a state deals with is another state's: of the country of the diplomats named last.
pub(super) fn posted_abroad(reader: &Reader, drafts: &[Draft], i: usize) -> Option<Code> {
    let draft = &drafts[i];
    let post = match draft.what {
        Refers::Agent { definite: Definite::No | Definite::Bare, .. } => draft.head,
        Refers::Name { .. } => draft.role?.1.checked_sub(1)?,
        _ => return None,
    };
    if !reader.is(post, WordList::posted) {
        return None;
    }
    let start = reader.surface.sentences.get(reader.surface.sentence_at(draft.head as usize))?.tokens.start;
    let host = drafts[..i].iter().rev().take_while(|d| d.start >= start).find(|d| d.part == Part::Actor && !d.code.country().is_empty())?.code.country();
    // `Peru has no envoy there`: its own, and nobody knows whose where no diplomat was told of before.
    let envoy = |d: &Draft| reader.is(d.head, WordList::posted) || d.role.is_some_and(|r| r.1 > 0 && reader.is(r.1 - 1, WordList::posted));
    let same = |d: &&Draft| d.code.sector() == Code::GOV && envoy(d) && d.part == Part::Actor && d.code.has_country() && d.code.country() != host && !d.guessed;
    drafts[..i].iter().rev().take(WINDOW).find(same).map(|d| d.code.country())
}
