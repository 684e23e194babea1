//! What holds for the quotations of an article as a whole: the parts of one quotation have one speaker, and nobody speaks
//! who is only named in somebody's words.

use rustc_hash::FxHashMap;

use super::{Quote, QuoteKind, Speaker};
use crate::actors::{Actors, EntityKind, MentionForm};
use crate::text::Quoted;
use crate::token::Span;

/// Quotations inside one another are looked at so far.
const NESTED: usize = 64;

/// Groups of their own for entries that are no speech, apart from the numbers of drafts and of lines without marks.
const APART: u32 = u32::MAX / 2;

/// The quotation inside whose marks the words stand.
pub(super) fn holder(quoted: &[Quoted], words: Span) -> Option<usize> {
    let before = quoted.partition_point(|q| q.span.start <= words.start);
    // The last outermost one that begins before the words is the only one that may hold them.
    let outer = (0..before).rev().take(NESTED).find(|i| quoted.get(*i).is_some_and(|q| q.depth == 0));
    outer.filter(|i| quoted.get(*i).is_some_and(|q| words.end <= q.span.end))
}

/// Gives each group of entries in marks one speaker; a title between two parts of a quotation is no part of it.
pub(super) fn settle(quotes: &mut [Quote], actors: &Actors) {
    let mut groups: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (at, quote) in quotes.iter_mut().enumerate().filter(|(_, q)| q.kind != QuoteKind::Indirect) {
        if quote.speech {
            groups.entry(quote.group).or_default().push(at);
        } else {
            quote.group = APART - at as u32;
        }
    }
    // Most quotations have one part.
    groups.retain(|_, parts| parts.len() > 1);
    for (_, parts) in groups {
        let mut from = 0;
        while from < parts.len() {
            let first = parts.get(from).copied().unwrap_or_default();
            // Who is named for a later part is not who was named for an earlier one: no part of one quotation.
            let mut last = None;
            let same = |p: &&usize| {
                let own = named_speaker(quotes, **p, actors);
                let another = matches!((last, own), (Some(a), Some(b)) if a != b);
                last = own.or(last);
                !another
            };
            let len = parts.get(from..).unwrap_or_default().iter().take_while(same).count().max(1);
            let run = parts.get(from..from + len).unwrap_or_default();
            if from > 0 {
                run.iter().for_each(|p| quotes[*p].group = APART - first as u32);
            }
            share(quotes, run, actors);
            from += len;
        }
    }
}

/// To whom a part is attributed by name.
fn named_speaker(quotes: &[Quote], at: usize, actors: &Actors) -> Option<u32> {
    let quote = quotes.get(at).filter(|q| q.cue.is_some())?;
    quote.speaker.as_ref().filter(|s| is_name(s, actors))?.entity
}

/// The words of the speaker are a name; a person's title or part of a name stands for the name.
fn is_name(speaker: &Speaker, actors: &Actors) -> bool {
    let named = |e: &u32| actors.entities.get(*e as usize).is_some_and(|e| e.named);
    let form = speaker.mention.and_then(|m| actors.mentions.get(m as usize)).map(|m| m.form);
    speaker.entity.as_ref().is_some_and(named) && form == Some(MentionForm::Name)
}

/// The words of `own` may mean `other`: a pronoun or a noun, of a person where that is one.
fn may_mean(own: &Speaker, other: &Speaker, actors: &Actors) -> bool {
    let person = |s: &Speaker| s.entity.and_then(|e| actors.entities.get(e as usize)).map(|e| e.kind == EntityKind::Person);
    !is_name(own, actors) && !matches!((person(own), person(other)), (Some(a), Some(b)) if a != b)
}

/// The best of their speakers is that of all: one with a name, then the surest, then the first.
fn share(quotes: &mut [Quote], parts: &[usize], actors: &Actors) {
    let rank = |s: &Speaker| {
        let named = s.entity.and_then(|e| actors.entities.get(e as usize)).is_some_and(|e| e.named);
        (named, (s.confidence * 100.0) as u32)
    };
    let of = |at: &usize| quotes.get(*at).and_then(|q| q.speaker.as_ref());
    let Some(best) = parts.iter().rev().filter(|p| of(p).is_some()).max_by_key(|p| of(p).map(rank)).copied() else { return };
    let Some(Quote { speaker: Some(speaker), cue, pattern, .. }) = quotes.get(best).cloned() else { return };
    for at in parts {
        let Some(quote) = quotes.get_mut(*at) else { continue };
        match &mut quote.speaker {
            Some(own) if own.entity.is_some() && own.entity == speaker.entity => {}
            // `she added` names the same person in other words.
            Some(own) if own.span != speaker.span && may_mean(own, &speaker, actors) => {
                (own.entity, own.mention, own.name) = (speaker.entity, speaker.mention, speaker.name.clone())
            }
            Some(_) => {}
            none => {
                (*none, quote.cue) = (Some(speaker.clone()), quote.cue.or(cue));
                quote.pattern = pattern;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{lines, read};

    #[test]
    fn nobody_speaks_who_is_only_named_in_somebodys_words() {
        let text = "“We are ready.\n\n“We will act.\n\nIt was raining.";
        assert_eq!(lines(text), ["We are ready. | - | 0", "We will act. | - | 0"]);
        let quotes = read("“Gulls can be seen.”\n\n“It is a fine place for a party.”");
        assert!(quotes.len() == 2 && quotes.iter().all(|q| q.speaker.is_none()));
    }

    #[test]
    fn a_title_between_two_parts_is_no_part() {
        let text = "“The port stays,” Mr Tamm said on the show “Harbour Lights”. “It pays.”";
        assert_eq!(lines(text), ["The port stays, | Mr Tamm | 0", "~Harbour Lights | - | 1", "It pays. | Mr Tamm | 0"]);
    }

    #[test]
    fn the_parts_of_a_quotation_have_one_speaker() {
        let text = "Mr Tamm said: “The port stays.\n\n“It pays,” he added.";
        let quotes = read(text);
        assert_eq!(quotes.iter().map(|q| q.group).collect::<Vec<_>>(), [0, 0]);
        assert_eq!(quotes[0].speaker.as_ref().map(|s| s.name.clone()), quotes[1].speaker.as_ref().map(|s| s.name.clone()));
        let text = "“The port stays,” said Ada Reyes. “It pays.\n\n“It sinks,” said Jon Tamm.";
        assert_eq!(lines(text).last().map(String::as_str), Some("It sinks, | Jon Tamm | 1"));
        let text = "“We are ready,” said the minister. “It sinks.\n\n“It pays,” said Jon Tamm. “It rains.\n\n“It snows,” said Ada Reyes.";
        assert!(lines(text).last().is_some_and(|l| l.starts_with("It snows, | Ada Reyes")), "{:?}", lines(text));
        let text = "“We shut no port,” the Dockers’ Union said. “The owners lie again.\n\n“The port stays,” said Jon Tamm.";
        let ends = |n: usize| lines(text)[n].split(" | ").nth(1).map(str::to_owned);
        assert_eq!((ends(0), ends(2)), (Some("the Dockers’ Union".to_owned()), Some("Jon Tamm".to_owned())), "{:?}", lines(text));
    }
}
