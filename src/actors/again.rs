//! Organs of a state that are spoken of once more: `lawmakers` behind `Peruvian lawmakers`; those of several states at once, or of
//! another one.

use super::EntityKind;
use super::country::WINDOW;
use super::draft::{Definite, Draft, Refers};
use super::reader::Reader;
use super::sides::Sides;
use super::story::tells;
use crate::lexicon::{AgentKind, Code, SectorList, WordList};
use crate::syntax::Tag;
use crate::token::Sym;

/// Sentences back in which the same are looked for.
const BACK: usize = 2;

/// `soldiers` behind `Danish soldiers`, `one official said` behind `Danish officials`: the same, of a sentence or two before.
pub(super) fn same_kind(reader: &Reader, sides: &Sides, drafts: &[Draft], i: usize) -> Option<Code> {
    let draft = drafts.get(i)?;
    let Refers::Agent { id, definite } = draft.what else { return None };
    let fresh = match definite {
        Definite::Yes => false,
        Definite::Bare => draft.plural,
        Definite::No => !draft.plural && sides.only_tells(draft),
    };
    let of = |list| reader.actors.grammar().is_sector(draft.code.sector(), list);
    if !fresh || !(of(SectorList::State) || of(SectorList::Insurgent)) || reader.is(draft.head, WordList::posted) {
        return None;
    }
    let first = reader.surface.sentence_at(draft.head as usize).saturating_sub(BACK);
    let from = reader.surface.sentences.get(first)?.tokens.start;
    let mut near = drafts[..i].iter().rev().take(WINDOW).take_while(|d| d.start >= from);
    let same = |d: &&Draft| matches!(d.what, Refers::Agent { id: other, .. } if other == id) && tells(reader, d);
    near.find(same).map(|d| d.code.country())
}

/// `The ambassador, Ann Quibble, left` behind `the Peruvian ambassador`: the state that sent whom the text calls so, and none where
/// it does not tell. An envoy beside whose name stands more than the post, or who is none, is not looked for.
pub(super) fn of_post_before(reader: &Reader, drafts: &[Draft], i: usize) -> Option<Code> {
    let draft = drafts.get(i)?;
    let apart = |r: &(u32, u32)| r.1 <= draft.start || r.0 >= draft.end;
    let post = draft.role.filter(apart)?.1.checked_sub(1).filter(|head| reader.is(*head, WordList::posted))?;
    let called = reader.token(post)?.sym;
    let same = |d: &&Draft| reader.token(d.head).is_some_and(|t| t.sym == called) && !d.guessed && !d.code.country().is_empty();
    let before = drafts[..i].iter().rev().take(WINDOW).find(same);
    Some(before.map_or(Code::NONE, |d| d.code.country()))
}

/// `ministers and governors of seven nations`: the first are of several states too.
pub(super) fn is_of_nations(reader: &Reader, drafts: &[Draft], i: usize) -> bool {
    const AHEAD: usize = 6;
    let Some(end) = drafts.get(i).filter(|d| d.plural).map(|d| d.end) else { return false };
    let of_nations = |d: &Draft| d.rule == "agent-of-nations" && d.start == end + 1;
    reader.tag(end) == Tag::Conj && drafts[i + 1..].iter().take(AHEAD).any(of_nations)
}

/// `Congress` in a story of a state that has none is that of the first state of the list of those that have one.
pub(super) fn with_congress(reader: &Reader, draft: &Draft, country: Code) -> Code {
    let (grammar, list) = (reader.actors.grammar(), SectorList::Congresses);
    let bare = draft.start == draft.head && reader.is_capital(draft.head) && reader.is(draft.head, WordList::congress);
    if !bare || reader.surface.all_caps || grammar.is_sector(country, list) {
        return country;
    }
    grammar.first_of(list).unwrap_or(country)
}

/// `finance ministers`: a state has one at a time.
pub(super) fn is_several(reader: &Reader, draft: &Draft) -> bool {
    draft.plural && matches!(draft.what, Refers::Agent { id, .. } if reader.actors.agent(id).kind == AgentKind::Office)
}

/// Of another state than the story's, of several or of none: `foreign soldiers`, `finance ministers`, `the Dawn Brigade`.
pub(super) fn is_of_others(reader: &Reader, draft: &Draft, several: &[Sym]) -> bool {
    let Refers::Agent { id, definite } = draft.what else {
        // Brigades and task forces by name fight for a state, for several or against one.
        return draft.rule == "name+agent" && draft.kind != EntityKind::Person && draft.code.sector() == Code::MIL;
    };
    let agent = reader.actors.agent(id);
    // `foreign minister` is one word.
    let within = |t: u32| agent.sector != Code::MIL && has_word(&agent.noun, reader.word(t)) || t + 1 < draft.head && reader.is(t + 1, WordList::portfolio);
    let foreign = (draft.start..draft.head).any(|t| reader.is(t, WordList::foreign) && !within(t));
    let again = || definite == Definite::Yes && draft.plural && reader.token(draft.head).is_some_and(|t| several.contains(&t.sym));
    // `led forces from the country`: where they leave.
    let leaves = reader.is(draft.end - 1, WordList::realm) && reader.reads(draft.head + 1, reader.lexicon.fixed.from);
    // `some member governments`, `the neighbouring states`
    let several = draft.plural && reader.is(draft.head, WordList::nations) && (draft.start..draft.head).any(|t| reader.is(t, WordList::state_kind));
    // `The neighbours fought for a week`
    let both = definite == Definite::Yes && draft.plural && reader.is(draft.head, WordList::neighbours);
    foreign || both || several || leaves || is_several(reader, draft) || again()
}

fn has_word(noun: &str, word: &str) -> bool {
    noun.split(' ').any(|w| w.eq_ignore_ascii_case(word))
}
