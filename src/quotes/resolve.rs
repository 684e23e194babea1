//! Who is meant by the words that name a speaker.

use compact_str::CompactString;

use super::Speaker;
use super::reader::Reader;
use super::turns::Said;
use crate::actors::{Entity, EntityKind, Mention, MentionForm, Part};
use crate::lexicon::WordClass;
use crate::syntax::Tag;
use crate::text::authors;
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
    let narrator = if found.as_ref().is_none_or(|(_, e)| !e.named) { narrator(reader, meant) } else { None };
    let span = found.as_ref().filter(|f| whole(f)).map_or(said.speaker, |(m, _)| Span { start: m.span.start, ..said.speaker });
    Speaker {
        span,
        mention: best.map(|i| i as u32),
        entity: found.map(|(m, _)| m.entity),
        // `Ms Okafor and the owners`: the words name all of them, the entity is the first.
        name: narrator.unwrap_or_else(|| {
            let several = found.is_some_and(|(m, _)| is_one_of_several(reader, m.span, meant));
            let all = || if several { all_of(reader, meant).slice(&reader.article.text) } else { words };
            found.filter(|_| !several).map_or_else(|| single_spaced(without_article(all())), |(_, e)| single_spaced(&e.name))
        }),
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

/// `I`, `we`, `you` outside quotation marks: no person of whom the article tells, but the one who wrote it, if anybody did.
fn narrator(reader: &Reader, meant: Span) -> Option<CompactString> {
    let tokens = reader.surface.tokens_in(meant);
    if tokens.len() != 1 || !reader.listed(WordClass::NARRATOR, tokens.start) {
        return None;
    }
    let writes = reader.listed(WordClass::WRITER, tokens.start);
    let author = if writes { authors(reader.article, reader.surface, reader.lexicon) } else { None };
    Some(author.filter(|a| !a.contains(';')).map_or_else(CompactString::default, Into::into))
}

/// Before the name stand somebody else without one and `and`: `the minister and Ms Okafor`.
fn is_last_of_several(reader: &Reader, mention: Span, meant: Span) -> bool {
    let own = reader.surface.tokens_in(mention).start;
    let first = reader.surface.tokens_in(meant).start;
    let capital = |t: usize| reader.token(t).is_some_and(|k| k.shape.is_capital());
    own >= first + 2 && capital(own) && reader.listed(WordClass::COORDINATION, own - 1) && reader.tag(own - 2) == Tag::Noun && !capital(own - 2)
}

/// Behind the mention the words go on with `and` and somebody else: `the US and Britain`.
fn is_one_of_several(reader: &Reader, mention: Span, meant: Span) -> bool {
    if is_last_of_several(reader, mention, meant) {
        return true;
    }
    let rest = reader.surface.tokens_in(Span { start: mention.end.max(meant.start), end: meant.end.max(mention.end) });
    let opens = |t: usize| matches!(reader.tag(t), Tag::Name | Tag::Noun | Tag::Adj | Tag::Det | Tag::PossPron | Tag::Num);
    // `Tamm, Okafor and Reyes`
    let listed = |t: &usize| reader.tag(*t) == Tag::Name || reader.kind(*t) == TokenKind::Comma;
    let joint = rest.clone().take_while(listed).count() + rest.start;
    let named = rest.start..joint;
    let all_commas = named.is_empty() || reader.kind(named.start) == TokenKind::Comma;
    all_commas && joint + 1 < rest.end && reader.listed(WordClass::COORDINATION, joint) && opens(joint + 1)
}

/// `Peru and Chile` of `Peru and Chile in a statement`: the words end before the first preposition behind `and` that is no `of`.
fn all_of(reader: &Reader, meant: Span) -> Span {
    let tokens = reader.surface.tokens_in(meant);
    let and = tokens.clone().find(|t| reader.listed(WordClass::COORDINATION, *t)).unwrap_or(tokens.end);
    let prep = (and..tokens.end).find(|t| reader.tag(*t) == Tag::Prep && reader.sym(*t) != reader.lexicon.fixed.of);
    let end = prep.and_then(|p| p.checked_sub(1)).and_then(|t| reader.token(t)).map_or(meant.end, |t| t.span.end);
    Span { end, ..meant }
}

/// A name that stands over the end of a line has one blank there.
fn single_spaced(words: &str) -> CompactString {
    if !words.contains(['\n', '\r', '\t']) && !words.contains("  ") {
        return words.into();
    }
    let mut name = CompactString::with_capacity(words.len());
    for word in words.split_whitespace() {
        name.push_str(if name.is_empty() { "" } else { " " });
        name.push_str(word);
    }
    name
}

fn without_article(words: &str) -> &str {
    ["the ", "a ", "an "].iter().find_map(|a| words.get(..a.len()).filter(|w| w.eq_ignore_ascii_case(a)).and_then(|_| words.get(a.len()..))).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::single_spaced;

    fn names(text: &str) -> Vec<String> {
        read(text).iter().filter_map(|q| q.speaker.as_ref().map(|s| s.name.to_string())).collect()
    }

    #[test]
    fn a_group_of_speakers_has_all_their_names() {
        assert_eq!(names("“We are ready,” the US and Britain said."), ["US and Britain"]);
        assert_eq!(names("“We are ready,” said Mr Tamm, Ms Okafor and the owners."), ["Mr Tamm, Ms Okafor and the owners"]);
        assert_eq!(names("The minister and Ms Okafor told reporters: “We are ready.”"), ["minister and Ms Okafor"]);
        assert_eq!(names("The head of port and rail Ada Reyes told reporters: “We are ready.”"), ["Ada Reyes"]);
        assert_eq!(names("“We are ready,” said Mr Tamm."), ["Tamm"]);
    }

    #[test]
    fn a_name_over_the_end_of_a_line_has_one_blank() {
        assert_eq!(single_spaced("Ada\n  Reyes and Jon\tTamm"), "Ada Reyes and Jon Tamm");
        assert_eq!(single_spaced("Ada Reyes"), "Ada Reyes");
    }

    #[test]
    fn the_writer_of_the_article_has_no_name() {
        let quotes = read("“The port is lost,” I told him.");
        assert_eq!(quotes[0].speaker.as_ref().map(|s| s.name.as_str()), Some(""));
        assert_eq!(names("By Ada Reyes\n\n“The port is lost,” I told him.").last().map(String::as_str), Some("Ada Reyes"));
    }
}
