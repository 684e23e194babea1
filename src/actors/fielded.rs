//! The country of forces that a state has or sends.

use super::Part;
use super::country::WINDOW;
use super::draft::{Definite, Draft, Refers};
use super::reader::Reader;
use crate::lexicon::{Code, SectorList, WordList};
use crate::syntax::Voice;

/// `Chile, which has 300 soldiers in Peru`: they are of Chile.
pub(super) fn fielded(reader: &Reader, drafts: &[Draft], i: usize) -> Option<Code> {
    let (draft, syntax) = (drafts.get(i)?, reader.syntax);
    let fresh = matches!(draft.what, Refers::Agent { definite: Definite::No | Definite::Bare, .. });
    if !fresh || draft.code.sector() != Code::MIL {
        return None;
    }
    let verb = syntax.verbs.get(syntax.verbs_past(draft.head).checked_sub(1)?)?;
    let head = |group: Option<u32>| group.and_then(|g| syntax.nouns.get(g as usize)).map(|g| g.head);
    let object = head(verb.object).is_some_and(|o| (draft.start..draft.end).contains(&o));
    if !object || verb.negated || verb.voice != Voice::Active || !reader.is(verb.head, WordList::fields) {
        return None;
    }
    let subject = head(verb.subject)?;
    let holder = drafts[..i].iter().rev().take(WINDOW).find(|d| (d.start..d.end).contains(&subject) && d.part == Part::Actor)?;
    let state = holder.code.is_bare_country() || reader.actors.grammar().is_sector(holder.code.sector(), SectorList::State);
    Some(holder.code.country()).filter(|c| state && !c.is_empty())
}
