//! Who is meant by the words that name a speaker.

use super::Speaker;
use super::reader::Reader;
use super::turns::Said;
use crate::actors::{Entity, EntityKind, Mention, MentionForm, Part};
use crate::lexicon::WordClass;
use crate::syntax::Tag;
use crate::token::{Span, TokenKind};

/// A mention may begin this far, in bytes, before the words that it shares with the speaker's.
const REACH: u32 = 80;

/// Ties the speaker's words to a mention.
pub(super) fn speaker(reader: &Reader, said: &Said) -> Speaker {
    let meant = said.means.unwrap_or(said.speaker);
    let near = near(reader, meant);
    let best = named_person(reader, near, meant).or_else(|| author(reader, near, meant)).or_else(|| first_head(reader, near, meant));
    let found = best.and_then(|i| reader.actors.mentions.get(i)).and_then(|m| reader.actors.entities.get(m.entity as usize).map(|e| (m, e)));
    let words = meant.slice(&reader.article.text);
    // `Downing Street denied it`: a name of which only a part was read as a noun.
    let whole = |(m, _): &(&Mention, &Entity)| {
        said.means.is_none()
            && m.form == MentionForm::Name
            && m.span.start < meant.start
            && m.span.end <= meant.end
            && all_named(reader, Span { end: meant.start, ..m.span })
    };
    let span = found.as_ref().filter(|f| whole(f)).map_or(said.speaker, |(m, _)| Span { start: m.span.start, ..said.speaker });
    Speaker {
        span,
        mention: best.map(|i| i as u32),
        entity: found.map(|(m, _)| m.entity),
        name: found.map_or_else(|| without_article(words).into(), |(_, e)| e.name.clone()),
        confidence: reader.lexicon.speech.share(said.pattern),
    }
}

/// Mentions, in order, and the place of the first of them among all.
type Near<'a> = (usize, &'a [Mention]);

/// The mentions around `meant`.
fn near<'a>(reader: &Reader<'a>, meant: Span) -> Near<'a> {
    let mentions = &reader.actors.mentions;
    let first = mentions.partition_point(|m| m.span.start < meant.start.saturating_sub(REACH));
    let rest = mentions.get(first..).unwrap_or_default();
    // Those in front of the words are passed over once, not by each question.
    let before = rest.iter().take_while(|m| m.span.start < meant.start && !m.span.overlaps(meant)).count();
    let rest = rest.get(before..).unwrap_or_default();
    let len = rest.iter().take_while(|m| m.span.start < meant.end).count();
    (first + before, rest.get(..len).unwrap_or_default())
}

/// Those that share words with `meant`, modifiers aside.
fn inside((first, near): Near<'_>, meant: Span) -> impl Iterator<Item = (usize, &Mention)> {
    near.iter().enumerate().filter(move |(_, m)| m.part != Part::Modifier && m.span.overlaps(meant)).map(move |(i, m)| (first + i, m))
}

/// The name of a person that the words as a whole stand for: `American academic Ada Reyes`, `The head of the port (PA),
/// Ada Reyes, …`; not that of somebody whom a preposition or an owner ties to them (`a spokesman for Ada Reyes`).
fn named_person(reader: &Reader, near: Near, meant: Span) -> Option<usize> {
    let person = |m: &Mention| reader.actors.entities.get(m.entity as usize).is_some_and(|e: &Entity| e.named && e.kind == EntityKind::Person);
    let own = |m: &Mention| reader.tag(m.head as usize) == Tag::PossPron && m.span != meant;
    inside(near, meant).find(|(_, m)| person(m) && !own(m) && is_apposed(reader, m.head as usize, meant)).map(|(i, _)| i)
}

/// Between the head at token `head` and the comma, or the start of the words, before it no preposition and no owner stands.
fn is_apposed(reader: &Reader, head: usize, meant: Span) -> bool {
    let inside = |t: usize| reader.token(t).is_some_and(|t| t.span.start >= meant.start && t.span.end <= meant.end);
    if !inside(head) || reader.tag(head + 1) == Tag::Poss && inside(head + 1) {
        return false;
    }
    for at in (head.saturating_sub(12)..head).rev().take_while(|t| inside(*t)) {
        match (reader.tag(at), reader.kind(at)) {
            (_, TokenKind::Comma | TokenKind::CloseParen) => return true,
            (Tag::Prep | Tag::Poss | Tag::To | Tag::PossPron, _) => return false,
            _ => {}
        }
    }
    true
}

/// `Ms Okafor’s statement`, `her statement`: she who made it.
fn author(reader: &Reader, near: Near, meant: Span) -> Option<usize> {
    let owns = |m: &Mention| reader.tag(m.head as usize) == Tag::PossPron || reader.tag(m.head as usize + 1) == Tag::Poss;
    if !inside(near, meant).any(|(_, m)| owns(m)) {
        return None;
    }
    let tokens = reader.surface.tokens_in(meant);
    let last = tokens.end.checked_sub(1)?;
    let owned = reader.tag(last) == Tag::Noun && reader.listed(WordClass::NOUN, last);
    let owner = |t: usize| match reader.tag(t) {
        Tag::Poss => t.checked_sub(1),
        Tag::PossPron => Some(t),
        _ => None,
    };
    let owner = (tokens.start..last).rev().take(3).find_map(owner).filter(|_| owned)?;
    inside(near, meant).find(|(_, m)| m.head as usize == owner).map(|(i, _)| i)
}

/// The first head inside the words, an owner aside (`its minister`, `Mali's envoy`); of two with one head the wider.
fn first_head(reader: &Reader, near: Near, meant: Span) -> Option<usize> {
    let tag = |k: u32| reader.syntax.tags.get(k as usize).copied();
    inside(near, meant)
        // `her claim`: an owner alone speaks itself.
        .filter(|(_, m)| (tag(m.head) != Some(Tag::PossPron) || m.span == meant) && (tag(m.head + 1) != Some(Tag::Poss) || m.span.end >= meant.end))
        .filter(|(_, m)| reader.token(m.head as usize).is_some_and(|t| meant.contains(t.span)))
        .min_by_key(|(_, m)| (m.head, std::cmp::Reverse(m.span.len())))
        .map(|(i, _)| i)
}

/// Words with capitals, none of which joins or tells anything.
fn all_named(reader: &Reader, words: Span) -> bool {
    let named = |t: usize| reader.token(t).is_some_and(|k| k.shape.is_capital()) && matches!(reader.tag(t), Tag::Name | Tag::Noun | Tag::Adj | Tag::VGer);
    let mut tokens = reader.surface.tokens_in(words);
    !tokens.is_empty() && tokens.all(named)
}

fn without_article(words: &str) -> &str {
    ["the ", "a ", "an "].iter().find_map(|a| words.get(..a.len()).filter(|w| w.eq_ignore_ascii_case(a)).and_then(|_| words.get(a.len()..))).unwrap_or(words)
}
