//! From pairs of marks to entries: drafts with what their sentences tell, and the finished quotations.

use std::ops::Range;

use super::attribute::Attribution;
use super::block::Block;
use super::group::holder;
use super::indirect::Reported;
use super::phrase::Phrases;
use super::reader::Reader;
use super::resolve::speaker;
use super::turns::{Draft, Lead, Said, Told};
use super::units::{Narrative, sentences};
use super::{Quote, QuoteKind, transcript, within};
use crate::lexicon::{Frames, SpeechClass, WordClass};
use crate::syntax::Tag;
use crate::text::Quoted;
use crate::token::{Span, TokenKind};

/// The longest title of a work, in tokens.
const LONGEST_TITLE: usize = 14;

/// The longest crosshead, in tokens, marks included.
const LONGEST_CROSSHEAD: usize = 9;

/// The longest headline, in tokens.
const LONGEST_HEADLINE: usize = 40;

/// The longest line that signs a quotation above it, in tokens.
const LONGEST_SIGNATURE: usize = 16;

/// A draft for each outermost quotation of the story, and the finished entries of indirect speech.
pub(super) fn drafts(reader: &Reader) -> (Vec<Draft>, Vec<Quote>) {
    let surface = reader.surface;
    // Room for what most articles hold: one entry in three sentences.
    let mut indirect = Vec::with_capacity(surface.sentences.len() / 2 + reader.quoted.len());
    let (mut drafts, mut found) = (Vec::with_capacity(reader.quoted.len()), Vec::new());
    let talk = transcript::of(reader);
    let mut narrative = Narrative::with_room(reader);
    let (mut at, mut begun, mut block) = (0, false, Block::default());
    for (index, paragraph) in surface.paragraphs.iter().enumerate() {
        let end = at + reader.quoted.get(at..).unwrap_or_default().iter().take_while(|q| q.paragraph as usize == index).count();
        let outer = (at..end).filter_map(|i| reader.quoted.get(i).map(|q| (i as u32, q))).filter(|(_, q)| q.depth == 0 && in_story(reader, q.span));
        let spoken = talk.filter(|_| end == at && in_story(reader, paragraph.span));
        if spoken.is_some_and(|t| transcript::line(reader, paragraph, index as u32, t, &mut indirect)) {
            continue;
        }
        let quoted = end > at;
        at = end;
        if !in_story(reader, paragraph.span) {
            continue;
        }
        if block.line(reader, paragraph, index as u32, &mut indirect) {
            continue;
        }
        let opens = !std::mem::replace(&mut begun, true);
        if !quoted {
            if opens && transcript::headline(reader, paragraph, index as u32, &mut indirect) {
                continue;
            }
            for sentence in sentences(reader, &paragraph.tokens) {
                if narrative.read_sentence(reader, &sentence, &paragraph.tokens) {
                    reports(&Phrases { reader, narrative: &narrative }, &mut found, &mut indirect);
                }
            }
            continue;
        }
        narrative.read(reader, &paragraph.tokens, outer);
        narrative.cut(reader);
        let phrases = Phrases { reader, narrative: &narrative };
        let first = drafts.len();
        paragraph_drafts(&phrases, index as u32, &mut drafts);
        reports(&phrases, &mut found, &mut indirect);
        within::tell(&phrases, drafts.get_mut(first..).unwrap_or_default());
    }
    (drafts, indirect)
}

/// The entries of the reported clauses of all sentences; `found` serves one after the other.
fn reports(phrases: &Phrases, found: &mut Vec<Reported>, quotes: &mut Vec<Quote>) {
    let mut cues = phrases.narrative.cues.as_slice();
    for sentence in &phrases.narrative.sentences {
        let (here, rest) = cues.split_at(cues.iter().take_while(|c| **c < sentence.end).count());
        cues = rest;
        if here.is_empty() {
            continue;
        }
        phrases.reported(sentence, here, found);
        if !found.is_empty() {
            outermost(found);
            found.drain(..).for_each(|r| reported(phrases, r, sentence.start, quotes));
        }
    }
}

/// The entries of a reported clause: one for each of its parts.
fn reported(phrases: &Phrases, found: Reported, lo: usize, quotes: &mut Vec<Quote>) {
    let span = |units: &Range<usize>| phrases.reader.span(phrases.tokens(units));
    let Reported { clause, rest, speaker: who, cue, pattern, rule } = found;
    let (first, cue_span) = (span(&clause), span(&cue));
    let who = who.map(|w| speaker(phrases.reader, &said(phrases, Attribution { speaker: w, cue: Some(cue), pattern, rule: Some(rule) }, lo)));
    let entry = |span, who| Quote { span, kind: QuoteKind::Indirect, speech: true, group: first.start, cue: Some(cue_span), speaker: who, pattern };
    if let Some(rest) = rest.as_ref().map(span) {
        quotes.push(entry(first, who.clone()));
        quotes.push(entry(rest, who));
    } else {
        quotes.push(entry(first, who));
    }
}

/// Without reports inside reports: as of quotations, the outermost holds them all.
pub(super) fn outermost(found: &mut Vec<Reported>) {
    // Most sentences hold one.
    if found.len() < 2 {
        return;
    }
    found.sort_by_key(|r| (r.clause.start, std::cmp::Reverse(r.clause.end)));
    let mut held = 0;
    found.retain(|r| {
        let end = r.rest.as_ref().map_or(r.clause.end, |rest| rest.end);
        let inside = end <= held;
        held = held.max(end);
        !inside
    });
}

fn in_story(reader: &Reader, span: Span) -> bool {
    span.start >= reader.article.body_start() && !reader.surface.is_boilerplate(span.start)
}

fn paragraph_drafts(phrases: &Phrases, paragraph: u32, drafts: &mut Vec<Draft>) {
    let narrative = phrases.narrative;
    let mut quotes = narrative.quotes.as_slice();
    for (index, sentence) in narrative.sentences.iter().enumerate() {
        while let [quotation, rest @ ..] = quotes
            && quotation.0 < sentence.end
        {
            drafts.push(draft(phrases, *quotation, index, sentence, paragraph));
            quotes = rest;
        }
    }
}

/// What the sentence `index` tells about the quotation at unit `at`.
fn draft(phrases: &Phrases, (at, quoted): (usize, u32), index: usize, sentence: &Range<usize>, paragraph: u32) -> Draft {
    let (reader, narrative) = (phrases.reader, phrases.narrative);
    let short = || quoted_is_short(reader, quoted);
    let mut draft = Draft {
        quoted,
        paragraph,
        sentence: index as u32,
        said: None,
        named: false,
        whole: is_whole(phrases, at, sentence),
        opens: at == sentence.start && !short(),
        fragment: false,
        titled_place: phrases.is_place_of_title(at) || phrases.presents_work(at) && reader.quoted.get(quoted as usize).is_some_and(|q| is_title(reader, q)),
        lead_in: None,
        told: None,
        group: 0,
    };
    draft.settle(phrases.attribute(at, sentence, narrative.sentences.get(index + 1)), |found| said(phrases, found, sentence.start));
    // `“The Old Pier,” by Ada Reyes`
    draft.named |= draft.said.is_none() && phrases.is_authored(at, sentence);
    if draft.said.is_none() && !draft.named {
        let cue = phrases.judged_by_nobody(at, sentence.start);
        draft.told = cue.map(|cue| Told { said: None, cue: reader.span(phrases.tokens(&cue)) });
    }
    draft.fragment = draft.said.is_none() && !draft.named && !draft.whole && !draft.opens && !draft.titled_place && !short();
    if let Some(signed) = signed_inside(reader, quoted).filter(|_| draft.whole) {
        (draft.named, draft.said) = (true, Some(signed));
    }
    if draft.said.is_none() && draft.whole {
        if index + 1 == narrative.sentences.len() {
            draft.said = signed_below(reader, paragraph);
        }
        draft.lead_in = lead_in(phrases, index, paragraph);
    }
    draft
}

pub(super) fn said(phrases: &Phrases, found: Attribution, lo: usize) -> Said {
    let span = |units: &Range<usize>| phrases.reader.span(phrases.tokens(units));
    let cue = found.cue.as_ref().map(span);
    let first = found.speaker.start;
    let relative = found.speaker.len() == 1 && phrases.tag(first) == Tag::Wh;
    let means = if relative { phrases.antecedent(first, lo) } else { None };
    Said { speaker: span(&found.speaker), means: means.as_ref().map(span), cue, pattern: found.pattern, rule: found.rule }
}

/// Only quotations and marks stand in the sentence.
fn is_whole(phrases: &Phrases, at: usize, sentence: &Range<usize>) -> bool {
    // `Adding, “…”`, `But “…”`
    let lead = |u: usize| matches!(phrases.tag(u), Tag::Conj | Tag::Adv) || u == sentence.start && phrases.tag(u) == Tag::VGer;
    sentence.clone().all(|u| u == at || phrases.is_quote(u) || phrases.kind(u).is_some_and(is_stop) || u < at && lead(u))
}

fn is_stop(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Period | TokenKind::Ellipsis | TokenKind::Dash | TokenKind::Comma | TokenKind::Question | TokenKind::Exclamation)
}

/// `— Ada Reyes, docker`: a short paragraph of its own behind a quotation that begins with a dash and a name.
fn signed_below(reader: &Reader, paragraph: u32) -> Option<Said> {
    let below = reader.surface.paragraphs.get(paragraph as usize + 1)?;
    let (start, end) = (below.tokens.start as usize, below.tokens.end as usize);
    let dash = matches!(reader.kind(start), TokenKind::Dash | TokenKind::Hyphen);
    if !dash || end - start > LONGEST_SIGNATURE || (start + 1..end).any(|t| reader.is_finite(t)) {
        return None;
    }
    let name = (start + 1..end).take_while(|t| matches!(reader.tag(*t), Tag::Name | Tag::Noun)).last()?;
    let named = (start + 1..=name).any(|t| reader.tag(t) == Tag::Name);
    named.then(|| Said { speaker: reader.span(start + 1..name + 1), means: None, cue: None, pattern: "signature", rule: None })
}

/// `… by May.\n Ada Reyes, docker.”`: the last line inside the marks names who said those before it.
fn signed_inside(reader: &Reader, quoted: u32) -> Option<Said> {
    let quoted = reader.quoted.get(quoted as usize).filter(|q| q.continues.is_some() && q.close.is_some())?;
    let words = reader.inside(quoted);
    let last = words.end.checked_sub(1).filter(|l| words.len() <= LONGEST_SIGNATURE && words.start < *l)?;
    let nominal = |t: usize| matches!(reader.tag(t), Tag::Name | Tag::Noun | Tag::Adj);
    let plain = |t: usize| nominal(t) || matches!(reader.tag(t), Tag::Mark | Tag::Prep | Tag::Det | Tag::Num) && reader.kind(t) != TokenKind::OpenParen;
    let name = words.clone().take_while(|t| nominal(*t) || reader.token(*t).is_some_and(|k| k.kind == TokenKind::Period && *t < last)).last()?;
    let named = (words.start..name + 1).any(|t| reader.tag(t) == Tag::Name) && reader.token(words.start).is_some_and(|t| t.shape.is_capital());
    let signed = named && words.clone().all(plain) && reader.token(words.start).is_some_and(|t| t.is_word());
    signed.then(|| Said { speaker: reader.span(words.start..name + 1), means: None, cue: None, pattern: "signature", rule: None })
}

/// The subject of the sentence before; or, at the start of a paragraph, of the paragraph before where that ends in a colon.
fn lead_in(phrases: &Phrases, index: usize, paragraph: u32) -> Option<(Span, Lead)> {
    if let Some(before) = index.checked_sub(1).and_then(|b| phrases.narrative.sentences.get(b)) {
        let colon = before.clone().next_back().is_some_and(|u| phrases.kind(u) == Some(TokenKind::Colon));
        let subject = phrases.last_speaker(before).or_else(|| phrases.main_subject(before.start, before.end))?;
        return Some((phrases.reader.span(phrases.tokens(&subject)), if colon { Lead::Colon } else { Lead::Sentence }));
    }
    if ends_in_colon(phrases.reader, paragraph.checked_sub(1)?) { lead_in_above(phrases.reader, paragraph) } else { None }
}

/// What leads to the quotation; or, at the start of a paragraph, the subject of the last sentence of the paragraph before.
pub(super) fn above(reader: &Reader, draft: &Draft) -> Option<(Span, Lead)> {
    draft.lead_in.or_else(|| if draft.sentence == 0 { lead_in_above(reader, draft.paragraph) } else { None })
}

fn ends_in_colon(reader: &Reader, paragraph: u32) -> bool {
    let last = reader.surface.paragraphs.get(paragraph as usize).and_then(|p| p.tokens.end.checked_sub(1));
    last.is_some_and(|l| reader.kind(l as usize) == TokenKind::Colon)
}

/// The subject of the last sentence of the paragraph before.
pub(super) fn lead_in_above(reader: &Reader, paragraph: u32) -> Option<(Span, Lead)> {
    let previous = reader.surface.paragraphs.get((paragraph as usize).checked_sub(1)?)?;
    let last = (previous.tokens.end as usize).checked_sub(1)?;
    if previous.span.start < reader.article.body_start() {
        return None;
    }
    let colon = reader.kind(last) == TokenKind::Colon;
    // Its last sentence is enough; quotations inside it are read as words.
    let from = reader.surface.sentences.get(reader.surface.sentence_at(last))?.tokens.start.max(previous.tokens.start);
    let mut narrative = Narrative::default();
    narrative.read(reader, &(from..previous.tokens.end), std::iter::empty());
    narrative.cut(reader);
    let phrases = Phrases { reader, narrative: &narrative };
    let whole = 0..narrative.units.len();
    let named = |s: &Range<usize>| colon || s.clone().any(|u| phrases.tag(u) == Tag::Name) || s.len() == 1 && !phrases.is_expletive(s);
    let subject = phrases.last_speaker(&whole).or_else(|| phrases.main_subject(0, whole.end)).filter(named)?;
    let span = reader.span(phrases.tokens(&subject));
    holder(reader.quoted, span).is_none().then_some((span, if colon { Lead::Colon } else { Lead::Paragraph }))
}

fn quoted_is_short(reader: &Reader, quoted: u32) -> bool {
    reader.quoted.get(quoted as usize).is_none_or(|q| is_short(reader, q))
}

impl Phrases<'_> {
    /// `on “…”`, `CNN’s “…”`, `the film “…”`: where the title of a work stands.
    pub fn is_place_of_title(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        // `the programme, “…”`, `told “Port and Friends”`
        let before = if self.kind(before) == Some(TokenKind::Comma) && before > 0 { before - 1 } else { before };
        let listener = self.cue_at(before).is_some_and(|c| c.frames.any(Frames::LISTENER));
        listener || before + 1 == at && matches!(self.tag(before), Tag::Prep | Tag::Poss) && !self.is(before, WordClass::AS) || self.is(before, WordClass::WORK)
    }

    /// A name stands behind the quotation with `by`, and no verb that would make it a passive: a headline and its author.
    fn is_authored(&self, at: usize, sentence: &Range<usize>) -> bool {
        let by = at + 1 + usize::from(self.kind(at + 1) == Some(TokenKind::Comma));
        let opens = at == sentence.start || !(sentence.start..at).any(|u| self.token(u).and_then(|t| self.reader.token(t)).is_some_and(|t| t.is_word()));
        opens && by < sentence.end && self.is(by, WordClass::AGENT) && self.tag(by + 1) == Tag::Name && !(by..sentence.end).any(|u| self.is_finite(u))
    }

    /// The subject of the last cue verb of a sentence.
    fn last_speaker(&self, sentence: &Range<usize>) -> Option<Range<usize>> {
        let lo = sentence.start.max(sentence.end.saturating_sub(60));
        let speaker = |u: usize| self.subject(u, sentence.start).or_else(|| self.inverted_subject(u, sentence.end));
        let cues = |report: bool| {
            (lo..sentence.end)
                .rev()
                .filter(move |u| self.cue_at(*u).is_some_and(|c| (report || c.class != SpeechClass::Report) && !c.frames.any(Frames::SEEMS)))
        };
        // `Ms Okafor noted that the figures show a rise`: she goes on, not the figures.
        cues(false).find_map(speaker).or_else(|| cues(true).find_map(speaker))
    }

    /// `Said Ms Okafor:`
    fn inverted_subject(&self, cue: usize, hi: usize) -> Option<Range<usize>> {
        let found = self.cue_at(cue).filter(|c| c.frames.any(Frames::INVERTED) && !c.is_gerund())?;
        self.forward(cue + found.len as usize, hi)
    }
}

/// The finished entry.
pub(super) fn entry(reader: &Reader, draft: &Draft) -> Option<Quote> {
    let quoted = reader.quoted.get(draft.quoted as usize)?;
    let uttered = is_uttered(reader, quoted, draft);
    let said = draft.said.as_ref().filter(|_| uttered);
    // What somebody reports holds the words, whatever they are by themselves.
    let told = draft.told.as_ref().filter(|_| said.is_none() && !is_crosshead(reader, quoted, draft));
    // Nobody speaks who is only named in somebody's words; but a quotation may end in its signature.
    let signs = |at: usize, s: &Said| signed_inside(reader, at as u32).is_some_and(|signed| signed.speaker == s.speaker);
    // `‘Gazette’ Names Its ‘Docker Of The Year’`: the name of who speaks stands in marks of its own.
    let named = |at: usize, s: &Said| at != draft.quoted as usize && reader.quoted.get(at).is_some_and(|q| q.span == s.speaker);
    let apart = |s: &&Said| holder(reader.quoted, s.speaker).is_none_or(|at| signs(at, s) || named(at, s));
    let said = said.filter(apart).or_else(|| told.and_then(|t| t.said.as_ref()).filter(apart));
    Some(Quote {
        span: quoted.span,
        kind: if draft.whole || is_clause(reader, quoted, draft) { QuoteKind::Direct } else { QuoteKind::Mixed },
        speech: uttered || told.is_some(),
        group: draft.group,
        cue: said.and_then(|s| s.cue).or_else(|| told.map(|t| t.cue)),
        speaker: said.map(|s| speaker(reader, s)),
        pattern: said.map_or("", |s| s.pattern),
    })
}

/// They are somebody's words; not a title, a name, a term or a crosshead.
pub(super) fn is_uttered(reader: &Reader, quoted: &Quoted, draft: &Draft) -> bool {
    if draft.named || draft.said.is_none() && !draft.whole && is_short(reader, quoted) || is_crosshead(reader, quoted, draft) {
        return false;
    }
    let doubtful = draft.said.as_ref().is_none_or(|s| matches!(s.pattern, "subject" | "judging-far" | "noun" | "deep-right" | "lead-in-paragraph"));
    !((draft.titled_place || doubtful) && is_title(reader, quoted))
}

/// A crosshead between paragraphs: `'Nobody was safe.'`
fn is_crosshead(reader: &Reader, quoted: &Quoted, draft: &Draft) -> bool {
    let single = matches!(reader.kind(quoted.open as usize), TokenKind::StraightSingle | TokenKind::OpenSingle);
    let guessed = draft.said.as_ref().is_none_or(|s| s.cue.is_none() || matches!(s.pattern, "floating" | "same-paragraph"));
    let paragraph = reader.surface.paragraphs.get(quoted.paragraph as usize);
    single && draft.whole && guessed && paragraph.is_some_and(|p| p.tokens.len() <= LONGEST_CROSSHEAD && p.tokens.start == quoted.open)
}

/// Whole words of somebody: starts with a capital and ends as a sentence or before its attribution.
fn is_clause(reader: &Reader, quoted: &Quoted, draft: &Draft) -> bool {
    let tokens = reader.inside(quoted);
    let capital = reader.token(tokens.start).is_some_and(|t| t.shape.is_capital());
    let last = reader.kind(tokens.end.saturating_sub(1));
    let stops = is_stop(last);
    let trailing = draft.said.as_ref().is_some_and(|s| matches!(s.pattern, "trailing" | "inverted" | "trailing-next" | "leading" | "leading-agreed"));
    capital && stops && (trailing || tokens.len() > 4)
}

/// Capitals on all longer words, and no stop at the end: the title of a work or programme.
fn is_title(reader: &Reader, quoted: &Quoted) -> bool {
    let tokens = reader.inside(quoted);
    let first = reader.token(tokens.start).is_some_and(|t| t.shape.is_capital() || t.kind == TokenKind::Number);
    if !first || tokens.len() > LONGEST_TITLE {
        return false;
    }
    let words = tokens.clone().filter_map(|t| reader.token(t).map(|k| (t, k))).filter(|(_, t)| t.is_word());
    let (mut long, mut capital) = (0, 0);
    for (at, word) in words {
        // `and`, `from`, `the` stay small in titles.
        let small = matches!(reader.tag(at), Tag::Prep | Tag::Det | Tag::Conj | Tag::To | Tag::Sub);
        if word.shape.is_capital() || !small {
            long += 1;
            capital += u32::from(word.shape.is_capital());
        }
    }
    let calls = |t: usize| matches!(reader.kind(t), TokenKind::Question | TokenKind::Exclamation);
    let called = tokens.clone().any(calls) || quoted.close.is_some_and(|c| calls(c as usize + 1));
    long == capital && !called && !in_headline(reader, quoted)
}

/// The words around the marks have capitals too: `Guns Are ‘The Worst Thing,’ Mayor Says`.
fn in_headline(reader: &Reader, quoted: &Quoted) -> bool {
    let Some(paragraph) = reader.surface.paragraphs.get(quoted.paragraph as usize).filter(|p| p.tokens.len() <= LONGEST_HEADLINE) else { return false };
    let around = (paragraph.tokens.start as usize..paragraph.tokens.end as usize).filter_map(|t| reader.token(t));
    let (mut capital, mut small) = (0, 0);
    for word in around.filter(|t| t.is_word() && t.span.len() > 3 && !quoted.span.contains(t.span)) {
        if word.shape.is_capital() { capital += 1 } else { small += 1 }
    }
    capital >= 2 && small == 0
}

/// Three words at most; those that a hyphen joins are one.
fn is_short(reader: &Reader, quoted: &Quoted) -> bool {
    let joined = |t: usize| t > 0 && reader.kind(t - 1) == TokenKind::Hyphen;
    reader.inside(quoted).filter(|t| reader.token(*t).is_some_and(|t| t.is_word()) && !joined(*t)).take(4).count() <= 3
}
