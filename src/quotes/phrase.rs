//! The words that name a speaker, found from word classes alone: the noun phrase in front of a verb, or behind it.

use std::ops::Range;

use super::reader::Reader;
use super::units::Narrative;
use crate::lexicon::{WordClass, WordList};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// Noun phrases among the units of one paragraph. All ranges are of units.
pub(super) struct Phrases<'a> {
    pub reader: &'a Reader<'a>,
    pub narrative: &'a Narrative,
}

/// The longest stretch that is searched for a subject, in units: real sentences are shorter, and time stays linear.
const REACH: usize = 80;

impl Phrases<'_> {
    #[inline]
    pub fn tag(&self, unit: usize) -> Tag {
        self.narrative.units.get(unit).map_or(Tag::Mark, |u| u.tag)
    }

    #[inline]
    pub fn token(&self, unit: usize) -> Option<usize> {
        self.narrative.units.get(unit).and_then(|u| u.token())
    }

    #[inline]
    pub fn kind(&self, unit: usize) -> Option<TokenKind> {
        self.narrative.units.get(unit).and_then(|u| u.kind)
    }

    #[inline]
    pub fn is_quote(&self, unit: usize) -> bool {
        self.narrative.units.get(unit).is_some_and(|u| u.is_quote())
    }

    /// The word is of one of the classes `class`.
    #[inline]
    pub fn is(&self, unit: usize, class: WordClass) -> bool {
        self.narrative.units.get(unit).is_some_and(|u| u.class.any(class))
    }

    /// A finite verb or an auxiliary.
    #[inline]
    pub fn is_finite(&self, unit: usize) -> bool {
        self.narrative.is_finite(unit)
    }

    #[inline]
    pub fn is_verb(&self, unit: usize) -> bool {
        self.tag(unit).is_verb()
    }

    /// A quotation stands among the units.
    pub fn any_quote(&self, units: Range<usize>) -> bool {
        !self.narrative.quotes.is_empty() && self.narrative.units.get(units).is_some_and(|u| u.iter().any(|u| u.is_quote()))
    }

    #[inline]
    fn nominal(&self, unit: usize) -> bool {
        matches!(self.tag(unit), Tag::Noun | Tag::Name)
    }

    /// Token range of a unit range.
    pub fn tokens(&self, units: &Range<usize>) -> Range<usize> {
        let units = self.narrative.units.get(units.clone()).unwrap_or_default();
        match (units.first(), units.last()) {
            (Some(a), Some(b)) => a.first as usize..b.last as usize + 1,
            _ => 0..0,
        }
    }

    /// The noun phrase that ends right before unit `end`, not reaching before `lo`.
    pub fn back(&self, end: usize, lo: usize) -> Option<Range<usize>> {
        let lo = lo.max(end.saturating_sub(REACH));
        // Most phrases end in no word of time: one read.
        let dated = || self.is_year(end - 1) && end > lo + 1 && self.tag(end - 2) == Tag::Prep;
        let end = if end > lo && (self.is(end - 1, WordClass::TIME) || dated()) { self.before_time(end, lo) } else { end };
        let (mut at, mut start) = (end, end);
        while at > lo {
            let here = at - 1;
            match self.tag(here) {
                // `people close to her`
                Tag::Pron if start == end && here > lo && self.tag(here - 1) == Tag::Prep && self.behind_adjective(here - 1, lo) => start = here,
                Tag::Pron if start == end && here >= lo + 2 && self.tag(here - 1) == Tag::Prep && self.links(here - 1) => {
                    // `one of them`
                    let counts = self.tag(here - 2) == Tag::Num || self.tag(here - 2) == Tag::Det && self.is_quantifier(here - 2);
                    return Some(if counts { here - 2..end } else { here..end });
                }
                // `Ms Okafor herself`
                Tag::Pron if start == end && here > lo && self.nominal(here - 1) && self.is_reflexive(here) => start = here,
                Tag::Pron | Tag::Wh if start == end => return Some(here..end),
                Tag::Noun | Tag::Name | Tag::Num | Tag::Adj | Tag::Ord => start = here,
                // A gerund or participle inside the phrase (`the retiring head`) needs its determiner.
                Tag::VGer | Tag::VPart | Tag::Adv if start < end && here > lo && self.opens_phrase(here - 1) => start = here,
                Tag::Poss => start = here,
                Tag::Mark => match self.over_mark(here, start..end, lo) {
                    Some((first, next)) => {
                        start = first;
                        at = next + 1;
                    }
                    None => break,
                },
                Tag::Det | Tag::PossPron => {
                    start = here;
                    match self.preposition_before(here, lo) {
                        Some(prep) => at = prep + 1,
                        None => break,
                    }
                }
                Tag::Prep if start < end && here > lo && self.nominal(here - 1) && (self.links(here) || self.ties(here, lo)) => {}
                // `officials close to talks`
                Tag::Prep if start < end && self.behind_adjective(here, lo) => {}
                Tag::Conj if start < end && here > lo && self.nominal(here - 1) && self.coordinates(here) => {}
                _ => break,
            }
            at -= 1;
        }
        let start = self.trim_front(start, end);
        (start < end && self.names_something(start..end)).then_some(start..end)
    }

    /// Where a noun phrase of which `units` are known begins, and where its words go on, over the mark at `here` in front of them.
    fn over_mark(&self, here: usize, units: Range<usize>, lo: usize) -> Option<(usize, usize)> {
        match self.kind(here)? {
            TokenKind::Comma if !units.is_empty() => self.listed_before(here, units.start, units.end, lo).map(|first| (first, first)),
            // `26% say`
            TokenKind::Percent if units.is_empty() => Some((here, here)),
            _ if !units.is_empty() && (self.joins(here) || here > lo && self.is_nickname(here)) => Some((here, here)),
            TokenKind::CloseParen => self.open_paren(here, lo).map(|open| (units.start, open)),
            _ => None,
        }
    }

    /// The name in front of the comma at `comma` that a list of names from `start` goes on with: `Tamm, Okafor and Reyes`.
    fn listed_before(&self, comma: usize, start: usize, end: usize, lo: usize) -> Option<usize> {
        let listed = self.tag(start) == Tag::Name && (start..end).any(|u| self.is(u, WordClass::COORDINATION));
        let name = |u: usize| self.tag(u) == Tag::Name || self.kind(u) == Some(TokenKind::Period) && self.joins_names(u);
        let first = (lo..comma).rev().take_while(|u| name(*u)).last().filter(|_| listed)?;
        let opens = first == lo || self.kind(first - 1) == Some(TokenKind::Comma) || self.tag(first - 1) == Tag::Conj;
        (opens && self.tag(first) == Tag::Name).then_some(first)
    }

    /// Without words of time behind a noun phrase: `The dockers this week …`, `Ms Okafor on Monday …`.
    #[inline(never)]
    fn before_time(&self, end: usize, lo: usize) -> usize {
        let mut start = end;
        while start > lo && (self.is(start - 1, WordClass::TIME) || start == end && self.is_year(start - 1)) {
            start -= 1;
        }
        if start < end && start > lo && matches!(self.tag(start - 1), Tag::Det | Tag::Adj | Tag::Ord | Tag::Num) {
            start -= 1;
        }
        // `less than two weeks ago`
        while start < end && start > lo && self.tag(start) == Tag::Num && self.tag(start - 1) == Tag::Adv {
            start -= 1;
        }
        if start < end && start > lo && self.tag(start - 1) == Tag::Prep {
            start -= 1;
        }
        // A group of its own, such as `Last month`, stays.
        let behind = start > lo && (matches!(self.tag(start - 1), Tag::Noun | Tag::Name | Tag::Pron) || self.kind(start - 1) == Some(TokenKind::CloseParen));
        if behind { start } else { end }
    }

    /// The noun phrase that starts at unit `start`, with `of`-phrases, not reaching `hi`.
    pub fn forward(&self, start: usize, hi: usize) -> Option<Range<usize>> {
        let hi = hi.min(start + REACH);
        let (mut at, mut end) = (start, start);
        while at < hi {
            match self.tag(at) {
                Tag::Pron | Tag::Wh if at == start => return Some(at..at + 1),
                Tag::Noun | Tag::Name | Tag::Num | Tag::Poss => end = at + 1,
                Tag::Det | Tag::PossPron if at == start || matches!(self.tag(at - 1), Tag::Prep | Tag::Det | Tag::Conj) => {}
                Tag::Adj | Tag::Ord => end = at + 1,
                Tag::VGer | Tag::VPart | Tag::Adv if at + 1 < hi && at > start && end < at + 1 && self.continues_group(at + 1) => {}
                Tag::Prep if end == at && end > start && self.links(at) && !self.is_time(at + 1) => {}
                Tag::Conj if end == at && end > start && self.coordinates(at) && !self.verb_near(at + 1, hi) => {}
                Tag::Mark if self.joins(at) && at > start => {}
                Tag::Mark if end == at && at > start && self.is_nickname(at) => {}
                _ => break,
            }
            at += 1;
        }
        while end > start + 1 && (self.is_time(end - 1) || matches!(self.tag(end - 1), Tag::Poss)) {
            end -= 1;
        }
        let counted = |u: usize| self.nominal(u) || self.tag(u) == Tag::Num;
        (end > start && ((start..end).any(counted) || self.is_aged(start..end))).then_some(start..end)
    }

    /// A noun, a name, a number, a lone `another`, or `the 46-year-old`; not `the caustic`.
    fn names_something(&self, units: Range<usize>) -> bool {
        // `a third say`
        units.clone().any(|u| self.nominal(u) || matches!(self.tag(u), Tag::Num | Tag::Pron) || self.tag(u) == Tag::Ord && units.len() > 1)
            || self.tag(units.end - 1) == Tag::Det && self.is_quantifier(units.end - 1)
            || self.is_demonym(&units)
            || self.is_aged(units)
    }

    /// `the Italian said`, `Italian said`: an adjective with a capital, a verb behind it.
    fn is_demonym(&self, units: &Range<usize>) -> bool {
        let last = units.end - 1;
        let alone = units.len() == 1 || units.len() == 2 && self.tag(units.start) == Tag::Det;
        let capital = || self.token(last).and_then(|t| self.reader.token(t)).is_some_and(|t| t.shape.is_capital());
        alone && self.tag(last) == Tag::Adj && capital() && matches!(self.tag(units.end), Tag::VPast | Tag::VPres | Tag::Have)
    }

    /// `the 46-year-old`
    fn is_aged(&self, mut units: Range<usize>) -> bool {
        units.len() > 3 && units.any(|u| self.kind(u) == Some(TokenKind::Number))
    }

    /// `phrase` with the apposition that follows it: `Donna Reyes, the head of the port authority`.
    pub fn with_apposition(&self, phrase: Range<usize>, hi: usize) -> Range<usize> {
        let comma = phrase.end;
        if self.kind(comma) != Some(TokenKind::Comma) || comma + 1 >= hi {
            return phrase;
        }
        match self.tag(comma + 1) {
            Tag::Det | Tag::PossPron | Tag::Adj | Tag::Noun | Tag::Num | Tag::Name => {}
            _ => return phrase,
        }
        match self.forward(comma + 1, hi) {
            // Only where the sentence ends, or a comma follows: else it is the subject of something.
            Some(more) if more.end >= hi || self.tag(more.end) == Tag::Mark && !self.is_quote(more.end) => phrase.start..more.end,
            _ => phrase,
        }
    }

    /// The unit where the verb group of the verb at `verb` starts: auxiliaries, adverbs, and verbs that govern it
    /// (`went on to say`).
    #[inline]
    pub fn group_start(&self, verb: usize, lo: usize) -> usize {
        if verb <= lo {
            return verb;
        }
        // Most verbs stand alone: one read.
        match self.tag(verb - 1) {
            Tag::Adv | Tag::Have | Tag::Be | Tag::Do | Tag::Modal | Tag::Neg | Tag::To | Tag::VPast | Tag::VPres | Tag::Ord => self.read_group(verb, lo),
            _ => verb,
        }
    }

    #[inline(never)]
    fn read_group(&self, verb: usize, lo: usize) -> usize {
        let mut at = verb;
        while at > lo {
            match self.tag(at - 1) {
                Tag::Adv | Tag::Have | Tag::Be | Tag::Do | Tag::Modal | Tag::Neg => at -= 1,
                // `was first reported`
                Tag::Ord if at > lo + 1 && matches!(self.tag(at - 2), Tag::Be | Tag::Have) => at -= 1,
                // `she first tweeted`
                Tag::Ord if at > lo + 1 && matches!(self.tag(at - 2), Tag::Pron | Tag::Name | Tag::Wh) => at -= 1,
                Tag::To if at >= lo + 2 && self.governs(at - 2) => at -= 2,
                // `went on to say`
                Tag::To if at >= lo + 3 && matches!(self.tag(at - 2), Tag::Adv | Tag::Prep) && self.governs(at - 3) => at -= 3,
                Tag::VGer if at < verb && self.tag(at) == Tag::To => at -= 1,
                Tag::VPast | Tag::VPres if self.tag(at) == Tag::VGer && at == verb => at -= 1,
                _ => break,
            }
        }
        at
    }

    fn governs(&self, unit: usize) -> bool {
        self.is_verb(unit) || matches!(self.tag(unit), Tag::Adj | Tag::Be | Tag::Have)
    }

    /// A determiner, possessive or adjective.
    fn opens_phrase(&self, unit: usize) -> bool {
        matches!(self.tag(unit), Tag::Det | Tag::PossPron | Tag::Adj | Tag::Poss | Tag::Adv)
    }

    fn continues_group(&self, unit: usize) -> bool {
        matches!(self.tag(unit), Tag::Noun | Tag::Name | Tag::Adj | Tag::VPart)
    }

    /// A hyphen, an ampersand, a slash or a dot inside a phrase.
    fn joins(&self, unit: usize) -> bool {
        matches!(self.kind(unit), Some(TokenKind::Hyphen | TokenKind::Slash | TokenKind::Percent | TokenKind::Currency))
            || self.kind(unit) == Some(TokenKind::Period) && self.token(unit).and_then(|t| self.reader.token(t)).is_some_and(|t| t.glued) && {
                // `Sen. Okafor`, `John F. Tamm`: the stop belongs to the word before, and the sentence goes on.
                !self.narrative.ends_at(unit + 1)
            }
            || self.token(unit).is_some_and(|t| self.reader.words(t) == "&")
    }

    /// A hyphen, or the dot of a title.
    pub fn joins_names(&self, unit: usize) -> bool {
        self.joins(unit) || self.kind(unit) == Some(TokenKind::Period)
    }

    /// `Robert “Bob” Tamm`
    fn is_nickname(&self, unit: usize) -> bool {
        let units = &self.narrative.units;
        let short = units.get(unit).is_some_and(|u| u.is_quote() && u.last - u.first <= 5);
        short && unit > 0 && self.nominal(unit - 1) && self.tag(unit + 1) == Tag::Name
    }

    fn open_paren(&self, close: usize, lo: usize) -> Option<usize> {
        (lo.max(close.saturating_sub(20))..close).rev().find(|u| self.kind(*u) == Some(TokenKind::OpenParen))
    }

    /// A preposition before the determiner at `unit` that ties it to a noun.
    fn preposition_before(&self, unit: usize, lo: usize) -> Option<usize> {
        let prep = unit.checked_sub(1).filter(|p| *p > lo)?;
        // `one of her ads`
        let counted = self.tag(prep - 1) == Tag::Num;
        (self.tag(prep) == Tag::Prep && (self.links(prep) || self.ties(prep, lo)) && (self.nominal(prep - 1) || counted || self.behind_adjective(prep, lo)))
            .then_some(prep)
    }

    /// `officials familiar with the talks`: the preposition belongs to an adjective behind its noun.
    fn behind_adjective(&self, prep: usize, lo: usize) -> bool {
        prep >= lo + 2 && self.tag(prep - 1) == Tag::Adj && self.nominal(prep - 2) && self.links(prep)
    }

    /// Prepositions that tie a noun to the noun before.
    #[inline]
    fn links(&self, unit: usize) -> bool {
        self.is(unit, WordClass::LINK)
    }

    /// `A report by the union`, `Groups including the union`, not `The song was a hit by the union`: the noun in front begins its clause.
    fn ties(&self, prep: usize, lo: usize) -> bool {
        let by = self.is(prep, WordClass::AGENT);
        if !(by || self.is(prep, WordClass::MORE)) || prep <= lo || self.tag(prep - 1) != Tag::Noun {
            return false;
        }
        let inner = |u: &usize| matches!(self.tag(*u), Tag::Noun | Tag::Adj | Tag::Name | Tag::Num | Tag::Det | Tag::PossPron);
        let first = (lo..prep).rev().take_while(inner).last().unwrap_or(prep - 1);
        first == lo || matches!(self.tag(first - 1), Tag::Mark | Tag::Conj | Tag::Sub) && !self.is_quote(first - 1)
    }

    /// `and`, `or` between parts of one subject.
    fn coordinates(&self, unit: usize) -> bool {
        self.is(unit, WordClass::COORDINATION) && matches!(self.tag(unit + 1), Tag::Name | Tag::Noun | Tag::Adj | Tag::Det)
    }

    fn is_reflexive(&self, unit: usize) -> bool {
        let lexicon = self.reader.lexicon;
        self.token(unit).is_some_and(|t| lexicon.actors.grammar().is(self.reader.sym(t), WordList::reflexive))
    }

    pub fn is_quantifier(&self, unit: usize) -> bool {
        self.token(unit).is_some_and(|t| self.reader.is_quantifier(t))
    }

    #[inline]
    pub fn is_time(&self, unit: usize) -> bool {
        self.is(unit, WordClass::TIME) || self.kind(unit) == Some(TokenKind::Number)
    }

    fn verb_near(&self, from: usize, hi: usize) -> bool {
        (from..hi.min(from + 4)).any(|u| self.is_finite(u))
    }

    /// Drops words of time and marks at the front (`Wednesday Ms Okafor`).
    fn trim_front(&self, mut start: usize, end: usize) -> usize {
        while start + 1 < end
            && (self.is_time(start) && !matches!(self.tag(start + 1), Tag::Noun | Tag::Prep) || matches!(self.tag(start), Tag::Poss | Tag::Mark | Tag::Adv))
        {
            start += 1;
        }
        start
    }
}
