//! Whose country an agent shares because of a mention beside or before it: its owner, who is coordinated with it, diplomats of
//! the same state.

use super::country::WINDOW;
use super::draft::{Definite, Draft, Refers};
use super::reader::Reader;
use super::{EntityKind, Part};
use crate::lexicon::{Code, WordList};
use crate::syntax::Tag;

/// `the mayor of Aarhus`, `Aarhus's mayor`: of the country of the town, which is known by now; `the rebels' commander`: of that of
/// the rebels.
pub(super) fn owned(drafts: &[Draft], i: usize) -> Option<Code> {
    let owner = drafts[i].owner? as usize;
    let group = |o: &Draft| owner < i && o.guessed && drafts[i].code == o.code.sector();
    let owner = drafts.get(owner).filter(|o| o.kind == EntityKind::Place || group(o))?;
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
    let shares =
        |d: &&Draft| d.end == joint && d.part == Part::Actor && (matches!(d.what, Refers::Agent { .. }) || is_colleague(reader, &drafts[..i], d, draft));
    let before = drafts[..i].iter().rev().take(6).find(shares)?;
    // `analysts and diplomats`: where the first are says nothing of who sent the others.
    let abroad = before.guessed && reader.is(draft.head, WordList::posted);
    Some(before.code.country()).filter(|c| !c.is_empty() && !abroad)
}

/// `Peruvian President Abel Quibble and Trade Minister Ana Tamm`: two posts of one cabinet with their names, of which the first says
/// its country. Who has the same post is another state's.
fn is_colleague(reader: &Reader, before: &[Draft], first: &Draft, second: &Draft) -> bool {
    let (Some(post), Some(other)) = (first.role, second.role) else { return false };
    let told = |d: &&Draft| d.part == Part::Modifier && d.kind == EntityKind::Country && d.start >= first.start && d.end <= post.1;
    let named = |d: &Draft| matches!(d.what, Refers::Name { .. } | Refers::Lexicon(_)) && d.kind == EntityKind::Person;
    let govern = |d: &Draft| d.code.sector() == Code::GOV && !d.former;
    named(first)
        && named(second)
        && govern(first)
        && govern(second)
        && !first.guessed
        && !reader.same_word(post.1 - 1, other.1 - 1)
        && before.iter().rev().take(8).find(told).is_some_and(|d| d.code.country() == first.code.country())
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
