//! Transcripts and interviews: paragraphs that begin with `NAME:` hold what that person said, without any marks.

use std::ops::Range;

use super::reader::Reader;
use super::resolve::speaker;
use super::turns::Said;
use super::{Quote, QuoteKind};
use crate::actors::{EntityKind, Mention, MentionForm};
use crate::lexicon::WordClass;
use crate::text::Paragraph;
use crate::token::{Shape, Span, Sym, Token, TokenKind};

/// So many turns make a transcript: one `NAME:` alone may be a headline or a list.
const TURNS: usize = 3;

/// More persons than this do not speak in one interview.
const MOST_SPEAKERS: usize = 6;

/// The first turn of an interview stands among so many paragraphs.
const LEAD: usize = 12;

/// The longest label, in tokens.
const LONGEST_LABEL: usize = 5;

/// The longest headline, in tokens.
const LONGEST_HEADLINE: usize = 40;

/// The turn that a paragraph holds: the tokens of its label and those of the words.
type Turn = (Range<usize>, Range<usize>);

/// How the labels of an article are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    /// `REYES:`, `Q:`
    Capitals,
    /// `Ada Reyes:`; there must be more of them, by few persons: `Price: …` begins a list.
    Names,
}

/// An article that is a transcript.
#[derive(Debug, Clone, Copy)]
pub(super) struct Transcript {
    labels: Labels,
    /// The letter of who answers, and the words that name him above the interview.
    answers: Option<(Sym, Span)>,
}

/// Whether the article is a transcript, and of what kind.
pub(super) fn of(reader: &Reader) -> Option<Transcript> {
    let labels = labels(reader)?;
    Some(Transcript { labels, answers: if labels == Labels::Capitals { answers(reader) } else { None } })
}

/// Who answers in an interview of `Q` and `A`: the only person named above it.
fn answers(reader: &Reader) -> Option<(Sym, Span)> {
    let paragraphs = &reader.surface.paragraphs;
    let first = paragraphs.windows(2).position(|pair| asks_and_answers(reader, pair))?;
    let letter = reader.sym(paragraphs.get(first + 1)?.tokens.start as usize);
    let above = paragraphs.get(first)?.span.start;
    let person =
        |m: &&Mention| m.form == MentionForm::Name && reader.actors.entities.get(m.entity as usize).is_some_and(|e| e.named && e.kind == EntityKind::Person);
    let persons = || reader.actors.mentions.iter().take_while(|m| m.span.end <= above).filter(person);
    let one = persons().find(|m| may_answer(reader, m))?;
    persons().all(|m| m.entity == one.entity).then_some((letter, one.span))
}

/// `Ada Reyes spoke to the Gazette`, `spoke to Ada Reyes`, `an interview with Ada Reyes`; of whom somebody is asked (`about Ada Reyes`) does
/// not answer.
fn may_answer(reader: &Reader, mention: &Mention) -> bool {
    let group = reader.syntax.noun_at(mention.head).and_then(|g| reader.syntax.nouns.get(g));
    let fixed = &reader.lexicon.fixed;
    group.and_then(|g| g.prep).is_none_or(|p| [fixed.to, fixed.with, fixed.by].contains(&reader.sym(p as usize)))
}

/// How the turns of the article are marked, if it has any.
fn labels(reader: &Reader) -> Option<Labels> {
    let paragraphs = &reader.surface.paragraphs;
    let capitals = |p: &&Paragraph| turn(reader, p, Labels::Capitals).is_some();
    if paragraphs.iter().filter(capitals).take(TURNS).count() >= TURNS || paragraphs.windows(2).any(|pair| asks_and_answers(reader, pair)) {
        return Some(Labels::Capitals);
    }
    // Most articles have no such label at all, and an interview has one soon.
    paragraphs.iter().take(LEAD).find(|p| turn(reader, p, Labels::Names).is_some())?;
    let mut turns = 0;
    let mut speakers: Vec<&str> = Vec::new();
    for (label, _) in paragraphs.iter().filter_map(|p| turn(reader, p, Labels::Names)) {
        turns += 1;
        let name = reader.span(label).slice(&reader.article.text);
        if speakers.len() <= MOST_SPEAKERS && !speakers.contains(&name) {
            speakers.push(name);
        }
    }
    let few = speakers.len() >= 2 && speakers.len() <= MOST_SPEAKERS && turns >= 2 * speakers.len();
    few.then_some(Labels::Names)
}

/// `Q: …` and, in the next line, `A: …`: two letters are enough.
fn asks_and_answers(reader: &Reader, pair: &[Paragraph]) -> bool {
    let letter = |p: &Paragraph| turn(reader, p, Labels::Capitals).map(|(label, _)| label).filter(|l| l.len() == 1 && !is_named(reader, l));
    let [asked, answered] = pair else { return false };
    let Some(asked) = letter(asked) else { return false };
    let Some(answered) = letter(answered) else { return false };
    let question = |p: &Paragraph| (p.tokens.start..p.tokens.end).any(|t| reader.kind(t as usize) == TokenKind::Question);
    reader.listed(WordClass::ASKS, asked.start) && reader.sym(asked.start) != reader.sym(answered.start) && pair.first().is_some_and(question)
}

/// The turn of a transcript that a paragraph is; false where it is none.
pub(super) fn line(reader: &Reader, paragraph: &Paragraph, index: u32, transcript: Transcript, quotes: &mut Vec<Quote>) -> bool {
    let Some((label, words)) = turn(reader, paragraph, transcript.labels) else { return false };
    let answers = transcript.answers.filter(|(letter, _)| label.len() == 1 && reader.sym(label.start) == *letter);
    let named = answers.is_some() || is_named(reader, &label);
    let who = answers.map_or_else(|| reader.span(label), |(_, words)| words);
    let said = Said { speaker: who, means: None, cue: None, pattern: "label", rule: None };
    quotes.push(Quote {
        span: reader.span(words),
        kind: QuoteKind::Direct,
        speech: true,
        // Apart from the numbers of the drafts.
        group: u32::MAX - index,
        cue: None,
        speaker: named.then(|| speaker(reader, &said)),
        pattern: if named { "label" } else { "" },
    });
    true
}

/// `Q:` and `A:` name nobody by themselves.
fn is_named(reader: &Reader, label: &Range<usize>) -> bool {
    label.clone().any(|t| reader.words(t).len() > 1)
}

/// `Ada Reyes: Port was never safe`, `Poll: Dockers back the strike; owners hold out`: a headline without marks that begins
/// with whom it cites; an entry a part. False where the paragraph is none.
pub(super) fn headline(reader: &Reader, paragraph: &Paragraph, index: u32, quotes: &mut Vec<Quote>) -> bool {
    let Some((label, words)) = turn(reader, paragraph, Labels::Names).filter(|(label, words)| words.len() <= LONGEST_HEADLINE && is_named(reader, label))
    else {
        return false;
    };
    let span = reader.span(label.clone());
    let speaks = |kind: EntityKind| matches!(kind, EntityKind::Person | EntityKind::Organisation | EntityKind::Group);
    let known = |m: &Mention| reader.actors.entities.get(m.entity as usize).is_some_and(|e| speaks(e.kind));
    let mentions = &reader.actors.mentions;
    let named = mentions.iter().take_while(|m| m.span.start < span.end).any(|m| m.span.end == span.end && m.form != MentionForm::Adjective && known(m));
    // `KICKED OUT: Riga expels two`: a cry, not a name.
    let cries = label.len() > 1 && label.clone().all(|t| reader.token(t).is_some_and(|t| t.shape == Shape::Upper));
    if (cries || !named) && !reader.listed(WordClass::CITED, label.end - 1) {
        return false;
    }
    let said = Said { speaker: span, means: None, cue: None, pattern: "label", rule: None };
    let who = speaker(reader, &said);
    let mut start = words.start;
    while start < words.end {
        let end = (start..words.end).find(|t| reader.kind(*t) == TokenKind::Semicolon).unwrap_or(words.end);
        let last = if reader.kind(end - 1) == TokenKind::Period { end - 1 } else { end };
        if last > start + 1 {
            let (span, speaker) = (reader.span(start..last), Some(who.clone()));
            quotes.push(Quote { span, kind: QuoteKind::Indirect, speech: true, group: u32::MAX - index, cue: None, speaker, pattern: "label" });
        }
        start = end + 1;
    }
    true
}

/// The token can stand in a label.
#[inline]
fn fits(token: &Token, labels: Labels) -> bool {
    match labels {
        Labels::Capitals => token.shape == Shape::Upper || token.kind == TokenKind::Period || token.span.len() == 1 && token.shape.is_capital(),
        Labels::Names => token.shape.is_capital() || token.kind == TokenKind::Period,
    }
}

#[inline]
fn turn(reader: &Reader, paragraph: &Paragraph, labels: Labels) -> Option<Turn> {
    // Most paragraphs begin otherwise: the cheapest test first.
    let first = reader.token(paragraph.tokens.start as usize)?;
    if fits(first, labels) { turn_of(reader, paragraph, labels) } else { None }
}

#[inline(never)]
fn turn_of(reader: &Reader, paragraph: &Paragraph, labels: Labels) -> Option<Turn> {
    let (start, end) = (paragraph.tokens.start as usize, paragraph.tokens.end as usize);
    let behind = reader.surface.tokens.get(start + 1..end.min(start + 1 + LONGEST_LABEL)).unwrap_or_default();
    // Most paragraphs begin with one word that fits.
    let past = behind.iter().position(|t| t.kind == TokenKind::Colon || !fits(t, labels))?;
    let colon = start + 1 + past;
    let follows = reader.kind(colon) == TokenKind::Colon && reader.token(colon + 1).is_some_and(|t| !t.glued) && colon + 3 < end;
    follows.then_some((start..colon, colon + 1..end))
}

#[cfg(test)]
mod tests {
    use super::super::tests::lines;

    #[test]
    fn who_answers_is_named_above() {
        let text = "Ada Reyes, who runs the port, spoke to the Gazette.\nQ: Why did you shut it?\nA: It was lost.\nQ: And when?\nA: In May.";
        let found = lines(text);
        assert_eq!(
            found.get(..4).unwrap_or_default(),
            ["Why did you shut it? | - | 0", "It was lost. | Ada Reyes | 1", "And when? | - | 2", "In May. | Ada Reyes | 3"]
        );
        let asked = lines("The minister was asked about Jon Tamm.\nQ: Will you meet him?\nA: We shut nothing.");
        assert!(asked.iter().any(|l| l.starts_with("We shut nothing. | -")), "{asked:?}");
        assert_eq!(lines("The Gazette spoke to Jon Tamm.\nQ: Will you meet him?\nA: We shut nothing.")[1], "We shut nothing. | Jon Tamm | 1");
        // Of two persons nobody knows which.
        assert_eq!(lines("Ada Reyes spoke to Jon Tamm.\nQ: Why did you shut it?\nA: It was lost.")[1], "It was lost. | - | 1");
    }
}
