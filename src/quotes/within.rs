//! Words in marks inside a report: `She said the “night shift” would go on`. Nothing beside them tells who says them; the
//! report does.

use std::ops::Range;

use super::attribute::Attribution;
use super::collect::{is_uttered, outermost, said};
use super::indirect::Reported;
use super::phrase::Phrases;
use super::reader::Reader;
use super::turns::{Draft, Told};
use super::units::Narrative;
use crate::lexicon::WordClass;

/// Reads the sentences of a paragraph again, with those of its quotations `drafts` that nobody says as words without marks,
/// and gives them to the reports that hold them.
pub(super) fn tell(phrases: &Phrases, drafts: &mut [Draft]) {
    for same in drafts.chunk_by_mut(|a, b| a.sentence == b.sentence) {
        // Most are whole, or somebody says them.
        if !same.iter().any(|d| is_loose(phrases.reader, d)) {
            continue;
        }
        let sentence = same.first().and_then(|d| phrases.narrative.sentences.get(d.sentence as usize));
        if let Some(sentence) = sentence.filter(|s| may_report(phrases, s)) {
            let loose: Vec<bool> = same.iter().map(|d| is_loose(phrases.reader, d)).collect();
            tell_sentence(phrases, sentence, same, &loose);
        }
    }
}

/// A word that may be a cue, or begin one, stands outside the marks: without one nothing is reported.
fn may_report(phrases: &Phrases, sentence: &Range<usize>) -> bool {
    let units = phrases.narrative.units.get(sentence.clone()).unwrap_or_default();
    units.iter().any(|u| u.class.any(WordClass::CUE.or(WordClass::PHRASE)))
}

fn tell_sentence(phrases: &Phrases, sentence: &Range<usize>, drafts: &mut [Draft], loose: &[bool]) {
    let reader = phrases.reader;
    let tokens = phrases.tokens(sentence);
    let quoted = drafts.iter().filter_map(|d| reader.quoted.get(d.quoted as usize).map(|q| (d.quoted, q)));
    let open = |quoted: u32| drafts.binary_search_by_key(&quoted, |d| d.quoted).is_ok_and(|i| loose.get(i) == Some(&true));
    let mut narrative = Narrative::default();
    narrative.read_open(reader, &(tokens.start as u32..tokens.end as u32), quoted, open);
    narrative.skipped = sentence.start;
    let whole = 0..narrative.units.len();
    let phrases = Phrases { reader, narrative: &narrative };
    let mut found = Vec::new();
    phrases.reported(&whole, &narrative.cues, &mut found);
    outermost(&mut found);
    // `praised the “night shift”`: what somebody speaks about is not told in her words.
    for report in found.into_iter().filter(|r| r.pattern != "indirect-matter") {
        give(&phrases, report, drafts, loose);
    }
}

/// Part of a sentence in which nothing beside it tells who says it; no name that is given (`a crane called “Big Ada”`).
fn is_loose(reader: &Reader, draft: &Draft) -> bool {
    !draft.whole && !draft.named && (draft.said.is_none() || reader.quoted.get(draft.quoted as usize).is_some_and(|q| !is_uttered(reader, q, draft)))
}

/// Tells the open quotations inside a report of it.
fn give(phrases: &Phrases, report: Reported, drafts: &mut [Draft], loose: &[bool]) {
    let reader = phrases.reader;
    let place = |draft: &Draft| reader.quoted.get(draft.quoted as usize).map_or(0, |q| q.span.start);
    let mut told = None;
    for part in std::iter::once(&report.clause).chain(&report.rest).map(|units| reader.span(phrases.tokens(units))) {
        // They are in the order of the text: only those inside are looked at.
        let first = drafts.partition_point(|d| place(d) < part.start);
        let inside = drafts.iter_mut().zip(loose).skip(first).take_while(|(d, _)| place(d) < part.end);
        for (draft, _) in inside.filter(|(d, loose)| **loose && d.told.as_ref().is_none_or(|t| t.said.is_none())) {
            let told: &Told = told.get_or_insert_with(|| {
                let Reported { speaker, cue, pattern, rule, .. } = report.clone();
                let span = reader.span(phrases.tokens(&cue));
                Told { cue: span, said: speaker.map(|speaker| said(phrases, Attribution { speaker, cue: Some(cue), pattern, rule: Some(rule) }, 0)) }
            });
            draft.told = Some(told.clone());
        }
    }
}
