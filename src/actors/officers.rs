//! Words for persons who serve or lead a body that is named elsewhere: `officers` behind `the police`, `Ann Quibble, who leads the
//! Dawn Party`.

use super::country::WINDOW;
use super::draft::{Draft, Refers};
use super::reader::Reader;
use super::{EntityKind, Part};
use crate::lexicon::{Code, WordList};
use crate::syntax::{Tag, Tense, Voice};
use crate::token::TokenKind;

/// Sentences back in which a force is looked for.
const BACK: usize = 6;
/// In how many tokens behind the pronoun the verb of leading is looked for.
const FAR: u32 = 4;

/// `Officers fired` behind `Peruvian police`: those of the force that was named last.
pub(super) fn of_force(reader: &Reader, drafts: &[Draft], i: usize) -> Option<Code> {
    let draft = drafts.get(i)?;
    let bare = matches!(draft.what, Refers::Agent { .. }) && draft.part == Part::Actor && draft.code.is_empty() && draft.owner.is_none();
    if !bare || draft.same.is_some() || !reader.is(draft.head, WordList::officers) {
        return None;
    }
    let sentence = reader.surface.sentence_at(draft.head as usize);
    // `the chief executive and other officers`: of the firm of which the sentence tells.
    let here = reader.surface.sentences.get(sentence)?.tokens.start;
    let firm = |d: &Draft| d.code.sector() == Code::BUS || d.rule == "unknown-name" && d.kind == EntityKind::Organisation;
    if drafts[..i].iter().rev().take(WINDOW).take_while(|d| d.start >= here).any(firm) {
        return None;
    }
    let first = sentence.saturating_sub(BACK);
    let from = reader.surface.sentences.get(first)?.tokens.start;
    let force = |d: &&Draft| [Code::COP, Code::MIL].contains(&d.code.sector()) && !reader.is(d.head, WordList::equipment);
    let last = drafts[..i].iter().rev().take(WINDOW).take_while(|d| d.start >= from).find(force)?;
    Some(last.code.country().with(last.code.sector())).filter(|c| c.has_country())
}

/// Gives somebody of whom nothing is known the code of the body that he leads: `Ann Quibble, who leads the Dawn Party, said`.
pub(super) fn leaders(reader: &Reader, drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        if let Some(code) = led_by(reader, drafts, i) {
            drafts[i].code = code;
            drafts[i].kind = EntityKind::Person;
            drafts[i].rule = "name+relative";
        }
    }
}

fn led_by(reader: &Reader, drafts: &[Draft], i: usize) -> Option<Code> {
    const AHEAD: usize = 6;
    let draft = drafts.get(i)?;
    let unknown =
        matches!(draft.what, Refers::Name { .. }) && draft.role.is_none() && draft.same.is_none() && draft.code.is_empty() && draft.part == Part::Actor;
    let relative = reader.kind(draft.end) == Some(TokenKind::Comma) && reader.tag(draft.end + 1) == Tag::Wh;
    if !unknown || draft.kind != EntityKind::Person || !relative {
        return None;
    }
    let verb = (draft.end + 2..draft.end + 2 + FAR).find(|t| !reader.tag(*t).is_aux() && reader.tag(*t) != Tag::Adv)?;
    if !reader.tag(verb).is_verb() || !reader.is(verb, WordList::leads) {
        return None;
    }
    // What is led is the object: `who runs against the party`, `who was led by the army` lead none.
    let syntax = reader.syntax;
    let group = syntax.verbs.get(syntax.verbs_past(verb)).filter(|v| v.tokens.contains(&verb) && v.voice == Voice::Active)?;
    let object = syntax.nouns.get(group.object? as usize)?;
    let body = |d: &&Draft| {
        (d.start..d.end).contains(&object.head) && d.part == Part::Actor && matches!(d.kind, EntityKind::Organisation | EntityKind::Group) && !d.plural
    };
    // `who headed the army until 2010`: who led it at a time of the past does so no more.
    let former = group.tense == Tense::Past && (object.tokens.end..object.tokens.end + 2).any(|t| reader.in_time(t));
    let led = drafts[i + 1..].iter().take(AHEAD).find(body)?;
    Some(led.code).filter(|c| !former && (!c.sector().is_empty() || c.is_international()))
}
