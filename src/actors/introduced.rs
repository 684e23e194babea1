//! Who is described in the lead and named where the next paragraph begins: `Peru's trade minister flew to Quito on Monday. /
//! Ana Quibble was met by …`.

use super::draft::{Draft, Refers};
use super::reader::Reader;
use super::{EntityKind, Gender, Part};
use crate::lexicon::AgentKind;
use crate::syntax::Tag;
use crate::text::Sentence;
use crate::token::TokenKind;

/// How many lines of headlines may stand above the lead.
const HEADLINES: usize = 3;
/// How many paragraphs behind the lead may begin with the name.
const BEHIND: usize = 2;

/// Ties the first name that opens one of the paragraphs behind the lead, and that nothing else describes, to the only person
/// whom the lead describes without a name. `drafts` are in the order of the text.
pub(super) fn find(reader: &Reader, drafts: &mut [Draft]) {
    let Some((name, description)) = pair(reader, drafts) else { return };
    let told = drafts[description].clone();
    let named = &mut drafts[name];
    named.code = told.code;
    named.role = told.role;
    named.kind = EntityKind::Person;
    if named.gender == Gender::Unknown {
        named.gender = told.gender;
    }
    named.rule = "name+lead";
    drafts[description].same = Some(name as u32);
}

fn pair(reader: &Reader, drafts: &[Draft]) -> Option<(usize, usize)> {
    let first = reader.surface.sentences.partition_point(|s| s.tokens.end <= reader.opening);
    let sentences = reader.surface.sentences.get(first..)?;
    let headlines = sentences.iter().take(HEADLINES).take_while(|s| is_headline(reader, s)).count();
    let sentences = sentences.get(headlines..)?;
    let start = sentences.first()?.tokens.start;
    let lead = sentences.first()?.paragraph;
    let behind = sentences.iter().take_while(|s| s.paragraph == lead).count();
    let mut heads =
        sentences.get(behind..)?.iter().scan(lead, |last, s| Some((std::mem::replace(last, s.paragraph) != s.paragraph).then_some(s))).flatten().take(BEHIND);
    let name = heads.find_map(|s| opens(reader, drafts, s))?;
    let end = sentences.get(behind.checked_sub(1)?)?.tokens.end;
    let described = |d: &&usize| {
        let draft = &drafts[**d];
        let person = matches!(draft.what, Refers::Agent { id, .. } if matches!(reader.actors.agent(id).kind, AgentKind::Person | AgentKind::Office));
        person && !draft.plural && draft.part == Part::Actor && draft.same.is_none() && !draft.code.is_empty() && draft.start >= reader.opening
    };
    let agents: Vec<usize> = (drafts.partition_point(|d| d.start < start)..drafts.partition_point(|d| d.start < end)).filter(|d| described(&d)).collect();
    // Of several the one that the first verb has as its subject.
    let only = match agents.as_slice() {
        [one] => *one,
        [] => return None,
        several => *several.iter().find(|d| is_first_subject(reader, &drafts[**d], sentences.first()))?,
    };
    let unlike = |a: Gender, b: Gender| a != Gender::Unknown && b != Gender::Unknown && a != b;
    (!unlike(drafts[name].gender, drafts[only].gender)).then_some((name, only))
}

/// A line above the lead: it ends without a mark.
fn is_headline(reader: &Reader, sentence: &Sentence) -> bool {
    let next = reader.surface.sentences.get(reader.surface.sentence_at(sentence.tokens.start as usize) + 1);
    let alone = next.is_some_and(|n| n.paragraph != sentence.paragraph);
    alone && sentence.tokens.end.checked_sub(1).and_then(|last| reader.token(last)).is_some_and(|t| t.is_word() || t.kind == TokenKind::Number)
}

/// The unknown full name that opens the sentence, tells more (`Ana Quibble was met`, `Ana Quibble, 47,`) and stands nowhere
/// before, nor as the first words of a longer name (`Harbour Express` of `Harbour Express Corp`).
fn opens(reader: &Reader, drafts: &[Draft], sentence: &Sentence) -> Option<usize> {
    let at = drafts.iter().position(|d| d.start == sentence.tokens.start && d.part == Part::Actor)?;
    let draft = &drafts[at];
    let Refers::Name { start, end } = draft.what else { return None };
    let unknown = draft.kind == EntityKind::Person && end - start > 1 && draft.code.is_empty() && draft.role.is_none() && draft.same.is_none();
    let tag = reader.tag(draft.end);
    let aged =
        reader.kind(draft.end) == Some(TokenKind::Comma) && reader.tag(draft.end + 1) == Tag::Num && reader.kind(draft.end + 2) == Some(TokenKind::Comma);
    let described = drafts.iter().any(|d| d.same == Some(at as u32));
    let named_before =
        drafts[..at].iter().any(|d| matches!(d.what, Refers::Name { start: s, end: e } if reader.words(s, e).starts_with(reader.words(start, end))));
    (unknown && (tag.is_verb() || tag.is_aux() || aged) && !described && !named_before).then_some(at)
}

/// The group is the subject of the first finite verb.
fn is_first_subject(reader: &Reader, draft: &Draft, sentence: Option<&Sentence>) -> bool {
    let start = sentence.map_or(0, |s| s.tokens.start);
    let first = reader.syntax.verbs.iter().skip(reader.syntax.verbs_from(start)).find(|v| v.is_finite());
    let subject = first.and_then(|v| v.subject).and_then(|g| reader.syntax.nouns.get(g as usize));
    subject.is_some_and(|g| draft.start <= g.head && g.head < draft.end)
}
