//! Third-person pronouns and `the pair` as mentions; whom they mean is settled with all others.

use super::draft::{Draft, Pronoun, Refers};
use super::reader::Reader;
use super::{EntityKind, Gender, MentionForm};
use crate::lexicon::WordList;
use crate::syntax::Tag;
use crate::token::TokenKind;

pub(super) fn find(reader: &Reader, drafts: &mut Vec<Draft>) {
    let groups = drafts.len();
    // Pronouns by token, with their draft.
    let mut owners: Vec<(u32, u32)> = Vec::new();
    for sentence in &reader.surface.sentences {
        if !reader.surface.boilerplate.is_empty() && reader.surface.is_boilerplate(sentence.span.start) {
            continue;
        }
        let tags = reader.syntax.tags.get(sentence.tokens.start as usize..sentence.tokens.end as usize).unwrap_or_default();
        for (i, tag) in sentence.tokens.clone().zip(tags) {
            match tag {
                Tag::Pron | Tag::PossPron => {
                    if let Some(draft) = pronoun(reader, i) {
                        owners.push((i, drafts.len() as u32));
                        drafts.push(draft);
                    }
                }
                Tag::Noun if reader.is(i, WordList::pair) && i > 0 && reader.is(i - 1, WordList::definite) => {
                    let mut draft = Draft::new(i - 1, i + 1, i, Refers::Pair, "pair");
                    draft.form = MentionForm::Nominal;
                    draft.kind = EntityKind::Group;
                    draft.plural = true;
                    drafts.push(draft);
                }
                _ => {}
            }
        }
    }
    // `his spokesman`: what begins with a possessive pronoun belongs to whom it means.
    for draft in drafts.iter_mut().take(groups).filter(|d| matches!(d.what, Refers::Agent { .. }) && reader.tag(d.start) == Tag::PossPron) {
        if let Ok(at) = owners.binary_search_by_key(&draft.start, |o| o.0) {
            draft.owner = Some(owners[at].1);
        }
    }
}

fn pronoun(reader: &Reader, i: u32) -> Option<Draft> {
    let (what, gender) = [
        (WordList::he, Pronoun::He, Gender::Male),
        (WordList::she, Pronoun::She, Gender::Female),
        (WordList::it, Pronoun::It, Gender::Neuter),
        (WordList::they, Pronoun::They, Gender::Unknown),
    ]
    .into_iter()
    .find(|(list, ..)| reader.is(i, *list))
    .map(|(_, p, g)| (p, g))?;
    if what == Pronoun::It && is_impersonal(reader, i) {
        return None;
    }
    let mut draft = Draft::new(i, i + 1, i, Refers::Pronoun(what), "pronoun");
    draft.form = MentionForm::Pronoun;
    draft.gender = gender;
    draft.plural = what == Pronoun::They;
    Some(draft)
}

/// `it is clear that`, `it seems`, `it was reported that`, `legend has it that`.
fn is_impersonal(reader: &Reader, i: u32) -> bool {
    let that = |k: u32| reader.reads(k, reader.lexicon.fixed.that);
    if that(i + 1) && i > 0 && reader.tag(i - 1) == Tag::Have {
        return true;
    }
    let told = (i + 1..i + 6)
        .take_while(|k| matches!(reader.tag(*k), Tag::Be | Tag::Have | Tag::Adv | Tag::Neg | Tag::Modal | Tag::VPart | Tag::VPast | Tag::Adj))
        .find(|k| reader.is(*k, WordList::reported) && reader.tag(k - 1) != Tag::Modal);
    let passive = |k: u32| (i + 1..k).any(|b| reader.tag(b) == Tag::Be);
    if told.is_some_and(|k| passive(k) && (that(k + 1) || reader.token(k + 1).is_none_or(|t| !t.is_word()))) {
        return true;
    }
    // `isn't it odd`
    let asks = i > 0 && matches!(reader.tag(i - 1), Tag::Be | Tag::Neg) && reader.tag(i + 1) == Tag::Adj;
    // `it had been expected`
    let perfect = |k: u32| reader.tag(k) == Tag::Have && reader.tag(k + 1) == Tag::Be;
    // `it's clear`
    let first = if reader.kind(i + 1) == Some(TokenKind::Clitic) { i + 2 } else { i + 1 };
    let between = |k: u32| matches!(reader.tag(k), Tag::Be | Tag::Adv | Tag::Neg | Tag::Modal | Tag::Adj | Tag::VPart | Tag::VPres | Tag::VPast | Tag::Noun);
    asks || (first..first + 4).take_while(|k| between(*k) || perfect(*k)).any(|k| reader.is(k, WordList::impersonal))
}
