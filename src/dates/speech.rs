//! The day on which direct speech was spoken: "tomorrow" in it is counted from that day.

use std::ops::Range;

use super::matcher::Match;
use super::numeral::Reader;
use crate::lexicon::DateOp;
use crate::syntax::Syntax;
use crate::text::Surface;
use crate::token::TokenKind;

/// How many tokens may lie between a quotation, the verb of saying and the day.
const CUE: usize = 12;
/// How many expressions before and behind one in a quotation are looked at.
const AROUND: usize = 8;

/// Finds the expressions that date quotations; asked for the matches of an article in order.
pub(super) struct Speech<'a> {
    reader: Reader<'a>,
    surface: &'a Surface,
    syntax: &'a Syntax,
    /// Quotations that open behind the last match.
    next: usize,
    /// The last outer one that opened before it.
    current: Option<usize>,
}

impl<'a> Speech<'a> {
    pub fn new(reader: Reader<'a>, surface: &'a Surface, syntax: &'a Syntax) -> Self {
        Self { reader, surface, syntax, next: 0, current: None }
    }

    /// The match that tells when the quotation around the match `at` was spoken: "…," he said on Monday. Only days counted
    /// from the speaker's own ("tomorrow") ask for it.
    pub fn dated_by<'m>(&mut self, matches: &'m [Match], at: usize) -> Option<&'m Match> {
        let one = matches.get(at)?;
        self.reader.dates.rule(one.rule).filter(|r| r.op == DateOp::Offset)?;
        let (open, close) = self.around(one.tokens.start)?;
        self.behind(matches.get(at + 1..)?, close).or_else(|| self.before(matches.get(..at)?, open))
    }

    /// The marks of the outermost quotation around a token.
    fn around(&mut self, token: usize) -> Option<(usize, usize)> {
        while let Some(quoted) = self.surface.quoted.get(self.next).filter(|q| (q.open as usize) < token) {
            if quoted.depth == 0 {
                self.current = Some(self.next);
            }
            self.next += 1;
        }
        let quoted = self.surface.quoted.get(self.current?)?;
        quoted.close.map(|close| (quoted.open as usize, close as usize)).filter(|(_, close)| *close > token)
    }

    fn behind<'m>(&self, matches: &'m [Match], close: usize) -> Option<&'m Match> {
        let end = self.sentence(close).end.min(close + 1 + CUE);
        let day = matches.iter().take(AROUND).find(|m| m.tokens.start > close)?;
        let between = close + 1..day.tokens.start;
        let verb = (between.end < end && self.is_plain(between.clone())).then(|| self.verb_of_saying(between.clone()))??;
        (self.is_day(day) && self.is_free(verb + 1..between.end)).then_some(day)
    }

    fn before<'m>(&self, matches: &'m [Match], open: usize) -> Option<&'m Match> {
        let start = self.sentence(open).start.max(open.saturating_sub(2 * CUE));
        let day = matches.iter().rev().take(AROUND).find(|m| m.tokens.end <= open)?;
        let verb = self.verb_of_saying(start.max(open.saturating_sub(CUE))..open)?;
        let between = if verb < day.tokens.start { verb + 1..day.tokens.start } else { day.tokens.end..verb };
        let fits = day.tokens.start >= start && self.is_plain(day.tokens.end..open) && self.is_day(day) && self.is_free(between);
        fits.then_some(day)
    }

    fn sentence(&self, token: usize) -> Range<usize> {
        self.surface.sentences.get(self.surface.sentence_at(token)).map_or(0..0, |s| s.tokens.start as usize..s.tokens.end as usize)
    }

    fn is_day(&self, one: &Match) -> bool {
        self.reader.dates.rule(one.rule).is_some_and(|r| matches!(r.op, DateOp::Date | DateOp::Offset))
    }

    /// No quotation mark stands there.
    fn is_plain(&self, range: Range<usize>) -> bool {
        let mark = |i| matches!(self.reader.token(i).map(|t| t.kind), Some(TokenKind::OpenDouble | TokenKind::CloseDouble | TokenKind::StraightDouble));
        !range.into_iter().any(mark)
    }

    /// No verb stands there that the day could belong to.
    fn is_free(&self, range: Range<usize>) -> bool {
        let verbs = &self.syntax.verbs;
        verbs.get(verbs.partition_point(|v| (v.tokens.start as usize) < range.start)).is_none_or(|v| v.tokens.start as usize >= range.end)
    }

    fn verb_of_saying(&self, range: Range<usize>) -> Option<usize> {
        let class = self.reader.dates.numerals().saying?;
        range.rev().find(|i| self.reader.token(*i).is_some_and(|t| self.reader.dates.classes.entry(t, class, true).is_some()))
    }
}
