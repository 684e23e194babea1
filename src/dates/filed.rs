//! The day on which an article that nothing else dates was published, by its head: the dateline, or a line of its own above the
//! story (`Monday 10 March 2025`, `Lantern | 6 May 2024`, `Published: 6 May 2024 at 10:15`).

use std::ops::Range;

use jiff::civil::Date;

use super::find::order_of_source;
use super::matcher::{Match, Matcher};
use super::numeral::Reader;
use super::resolve::Context;
use super::tense;
use super::value::Calendar;
use crate::lexicon::{Lexicon, Slot};
use crate::text::{Article, Published, PublishedFrom, Surface, TIMESTAMP};
use crate::token::{Span, TokenKind};

/// How many tokens a dateline may have.
const DATELINE: usize = 24;

/// How many lines may stand above the story.
const LINES: usize = 8;

/// How many tokens a line may have that tells when the article was published.
const LINE: usize = 20;

/// A line of so many tokens that ends like a sentence is one of the story.
const SENTENCE: usize = 8;

/// The publication day that the dateline of an undated article gives (`MOSCOW, Nov 26, 2024 (Agency) –`), else a line above its
/// story: only a full date counts, never the clock. Called before [`super::find`] where nothing else gave a date.
#[must_use]
pub fn published(article: &Article, surface: &Surface, lexicon: &Lexicon) -> Option<Published> {
    let head = Head { article, surface, lexicon, reader: reader(article, surface, lexicon) };
    head.dateline(surface.opening(article)).or_else(|| head.above()).map(|date| Published { date, from: PublishedFrom::Dateline })
}

/// The words of the dateline, up to its dash.
#[must_use]
pub fn dateline_words(article: &Article, surface: &Surface, lexicon: &Lexicon) -> Option<Span> {
    let first = surface.opening(article);
    let end = dateline_end(reader(article, surface, lexicon), first)?;
    Some(surface.span_of(first..end)).filter(|s| !s.is_empty())
}

fn reader<'a>(article: &'a Article, surface: &'a Surface, lexicon: &'a Lexicon) -> Reader<'a> {
    Reader { text: &article.text, tokens: &surface.tokens, dates: &lexicon.dates, any_case: surface.all_caps }
}

/// The dash that ends the dateline: a place, a date, an agency before it, all in the first line.
pub(super) fn dateline_end(reader: Reader, first: usize) -> Option<usize> {
    if !reader.token(first).is_some_and(|t| t.is_word() && t.shape.is_capital()) {
        return None;
    }
    (first..first + DATELINE).find(|i| reader.token(*i).is_some_and(|t| t.kind == TokenKind::Dash)).filter(|end| {
        // A verb or any other word in small letters makes it a sentence; "of", "de" do not.
        (first..*end).all(|i| !is_small(reader, i))
    })
}

/// A word in small letters that is no "of", "de" or "at".
fn is_small(reader: Reader, at: usize) -> bool {
    reader.token(at).is_some_and(|t| t.is_word() && !t.shape.is_capital() && t.span.len() > 3)
}

struct Head<'a> {
    article: &'a Article,
    surface: &'a Surface,
    lexicon: &'a Lexicon,
    reader: Reader<'a>,
}

impl Head<'_> {
    /// The full dates of a stretch of tokens, with their tokens.
    fn days(&self, stretch: Range<usize>) -> Vec<(Date, Range<usize>)> {
        let full = |m: &Match| [Slot::Year, Slot::Month, Slot::Day].iter().all(|s| m.captures.get(*s).is_some());
        let day = |m: Match| match self.context().resolve(&m)?.calendar? {
            Calendar::Day(day) => Some((day, m.tokens)),
            _ => None,
        };
        self.matches(stretch).into_iter().filter(full).filter_map(day).collect()
    }

    fn matches(&self, stretch: Range<usize>) -> Vec<Match> {
        let mut matches = Vec::new();
        Matcher::new(self.reader, stretch.end).find(|at| (at >= stretch.start).then(|| stretch.clone()), &mut matches);
        matches
    }

    fn context(&self) -> Context<'_> {
        Context {
            dates: &self.lexicon.dates,
            published: None,
            narrative: false,
            undated: false,
            day_first: self.surface.day_first.or_else(|| order_of_source(self.article, self.lexicon)),
            found: &[],
            calendars: &[],
            time: tense::Time::Unknown,
            beside: None,
        }
    }

    /// The day of the dateline that begins at a token.
    fn dateline(&self, first: usize) -> Option<Date> {
        self.days(first..dateline_end(self.reader, first)?).first().map(|(day, _)| *day)
    }

    /// The first day that the lines above the story tell, or the dateline behind them: of `Updated: 8 May 2024 | Published: 6 May
    /// 2024` the latter.
    fn above(&self) -> Option<Date> {
        let tokens = &self.surface.tokens;
        let body = self.article.body_start();
        let mut start = tokens.partition_point(|t| t.span.start < body);
        let mut first = None;
        for _ in 0..LINES {
            let end = (start + 1..tokens.len()).find(|i| tokens[*i].newline).unwrap_or(tokens.len());
            if start >= end {
                break;
            }
            let dateline = self.dateline(start);
            if dateline.is_some() || self.is_sentence(start..end) {
                return first.or(dateline);
            }
            let days = self.days(start..end.min(start + LINE));
            let told = end - start <= LINE && self.is_stamp(start..end, &days);
            first = days.into_iter().map(|d| d.0).filter(|_| told).chain(first).min();
            start = end;
        }
        first
    }

    fn is_sentence(&self, line: Range<usize>) -> bool {
        use TokenKind as K;
        let last = self.reader.token(line.end - 1).map(|t| t.kind);
        let stop = matches!(last, Some(K::Period | K::Question | K::Exclamation | K::CloseDouble | K::StraightDouble | K::CloseSingle));
        stop && line.len() >= SENTENCE
    }

    /// A line that is marked as one of times, or of nothing but time, with names beside it that a mark parts from it.
    fn is_stamp(&self, line: Range<usize>, days: &[(Date, Range<usize>)]) -> bool {
        let span = self.surface.span_of(line.clone());
        if self.surface.boilerplate.iter().any(|b| b.class == TIMESTAMP && b.span.overlaps(span)) {
            return true;
        }
        let times: Vec<Range<usize>> = self.matches(line.clone()).into_iter().map(|m| m.tokens).collect();
        let is_time = |at: usize| times.iter().any(|t| t.contains(&at));
        let other = |at: usize| !is_time(at) && self.reader.token(at).is_some_and(|t| t.is_word() || t.kind == TokenKind::Number);
        let plain = line.clone().all(|at| !(other(at) && is_small(self.reader, at)));
        let parted = |at: Option<usize>| at.is_none_or(|at| !line.contains(&at) || is_time(at) || self.parts(at));
        let apart = |tokens: &Range<usize>| parted(tokens.start.checked_sub(1)) && parted(Some(tokens.end));
        plain && days.iter().any(|d| apart(&d.1))
    }

    /// A mark between the parts of such a line, or a clock time in a form that is none in prose (`12.30`).
    fn parts(&self, at: usize) -> bool {
        use TokenKind as K;
        self.reader
            .token(at)
            .is_some_and(|t| matches!(t.kind, K::Number | K::Symbol | K::Dash | K::Hyphen | K::Comma | K::Slash | K::Period | K::OpenParen | K::CloseParen))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::text;

    fn day(head: &str, lexicon: &Lexicon) -> Option<String> {
        let story = "The harbour board closed the old swing bridge on Friday after a barge had struck it.";
        let article = Article { text: format!("{head}\n\n{story}\n\n6 June 2021\n"), ..Article::default() };
        let surface = text::surface(&article, lexicon);
        published(&article, &surface, lexicon).map(|p| p.date.to_string())
    }

    #[test]
    fn a_line_above_the_story_tells_the_day() {
        let lexicon = Lexicon::builtin().unwrap();
        for head in [
            "6 May 2024",
            "Barge strikes bridge at Tollhaven\nBy Ann Orme in Tollhaven\n6 May 2024",
            "Barge strikes bridge\n\nMonday 6 May 2024",
            "Lantern | 6 May 2024",
            "Mon 6 May 2024 12.30 BST",
            "Published: 6 May 2024 at 10:15",
            "Updated: 8 May 2024 | Published: 6 May 2024",
            "TOLLHAVEN, May 6, 2024",
            "2024-05-06",
            "Barge strikes bridge at Tollhaven\n\nTOLLHAVEN, May 6, 2024 (Halyard) - The bridge is shut.",
        ] {
            assert_eq!(day(head, &lexicon).as_deref(), Some("2024-05-06"), "{head}");
        }
    }

    #[test]
    fn headlines_and_the_story_tell_none() {
        let lexicon = Lexicon::builtin().unwrap();
        for head in ["", "What the harbour lost on 6 May 2024", "Remembering 6 May 2024", "May 2024", "The inquiry into the flood of 6 May 2024 has begun."] {
            assert_eq!(day(head, &lexicon), None, "{head}");
        }
    }
}
