use std::ops::Range;

use jiff::civil::Date;

use super::filed::dateline_end;
use super::matcher::{Match, Matcher};
use super::numeral::Reader;
use super::resolve::{Context, Resolved};
use super::speech::Speech;
use super::value::Calendar;
use super::{Anchor, Precision, TimeExpression, TimexType, interval, tense};
use crate::lexicon::{DateAnchor, DateOp, DateType, Lexicon, Slot, Unit};
use crate::syntax::Syntax;
use crate::text::{Article, Boilerplate, PublishedFrom, Surface};
use crate::token::Span;

/// All time expressions of the article, in order, none overlapping another.
#[must_use]
pub fn find(article: &Article, surface: &Surface, syntax: &Syntax, lexicon: &Lexicon) -> Vec<TimeExpression> {
    let reader = Reader { text: &article.text, tokens: &surface.tokens, dates: &lexicon.dates, any_case: surface.all_caps };
    let matches = all_matches(article, surface, reader);
    let mut found = Vec::with_capacity(matches.len() + 1);
    let mut calendars: Vec<Option<Calendar>> = Vec::with_capacity(matches.len() + 1);
    if let Some((header, calendar)) = header(article, surface, lexicon) {
        found.push(header);
        calendars.push(calendar);
    }
    let mut boilerplate = surface.boilerplate.as_slice();
    let published = article.day();
    let narrative = is_narrative(&matches, published, lexicon);
    let undated = published.is_none() && matches.iter().any(|one| counts_from_publication(one, lexicon));
    let body = surface.opening(article);
    let dateline = dateline_end(reader, body).unwrap_or(0);
    let day_first = surface.day_first.or_else(|| day_first(&matches, reader)).or_else(|| order_of_source(article, lexicon));
    let mut speech = Speech::new(reader, surface, syntax);
    let mut spoken: Vec<(usize, Span)> = Vec::new();
    for (at, one) in matches.iter().enumerate() {
        let Some(time) = time(reader, surface, syntax, one, lexicon) else { continue };
        let mut context = Context {
            dates: &lexicon.dates,
            published,
            narrative,
            undated,
            day_first,
            found: &found,
            calendars: &calendars,
            time,
            beside: beside(&found, surface, one, lexicon),
        };
        let cue = speech.dated_by(&matches, at).and_then(|cue| Some((context.spoken_on(cue)?, surface.span_of(cue.tokens.clone()))));
        if let Some((day, _)) = cue {
            context = Context { published: Some(day), narrative: false, ..context };
        }
        let Some(resolved) = context.resolve(one) else { continue };
        let span = surface.span_of(one.tokens.clone());
        // Boilerplate is no part of the story: of its dates only full ones are listed (the page's stamp), and nothing is
        // counted from them. A dateline is none, even where it stands alone like a caption.
        let outside = !is_inside(&mut boilerplate, span.start) || one.tokens.end <= dateline;
        let calendar = resolved.calendar.filter(|_| outside);
        let listed = expression(span, one.tokens.clone(), one.rule, resolved);
        if outside || surface.keep_boilerplate || listed.anchor == Anchor::None && listed.precision == Precision::Day {
            spoken.extend(cue.map(|(_, cue)| (found.len(), cue)));
            calendars.push(calendar);
            found.push(listed);
            if let Some(first) = at.checked_sub(1).and_then(|before| matches.get(before)) {
                let told = interval::Told::of(narrative, time);
                mend_range(reader, surface, (first, one), (told, published), &mut found, &mut calendars);
            }
        }
    }
    anchor_speech(&mut found, &spoken);
    found
}

/// Where the last two expressions are the ends of a range, makes it run forward.
fn mend_range(
    reader: Reader,
    surface: &Surface,
    (first, second): (&Match, &Match),
    (told, today): (interval::Told, Option<Date>),
    found: &mut [TimeExpression],
    calendars: &mut [Option<Calendar>],
) {
    let Some(at) = found.len().checked_sub(2).filter(|_| interval::is_range(reader, first, second)) else { return };
    let ([.., a, b], [.., from, to]) = (found, calendars) else { return };
    let listed = a.span == surface.span_of(first.tokens.clone()) && b.span == surface.span_of(second.tokens.clone());
    let (Some(begins), Some(ends)) = (from.filter(|_| listed), *to) else { return };
    let (begins, ends) = (interval::End { found: first, calendar: begins }, interval::End { found: second, calendar: ends });
    let (one, stretch, calendar, other) = match interval::mend(reader, begins, ends, told, today) {
        Some(interval::Mended::First(calendar)) => (a, from, calendar, at + 1),
        Some(interval::Mended::Second(calendar)) => (b, to, calendar, at),
        None => return,
    };
    *stretch = Some(calendar);
    one.value = calendar.text(0);
    (one.range, one.precision) = (calendar.range(), calendar.precision());
    one.anchor = Anchor::Expression(other as u32);
}

/// The tense that has a say in what the match means; `None` where its rule asks for a time ahead and this is none.
fn time(reader: Reader, surface: &Surface, syntax: &Syntax, one: &Match, lexicon: &Lexicon) -> Option<tense::Time> {
    let time = if needs_time(one, lexicon) {
        let sentence = &surface.sentences[surface.sentence_at(one.tokens.start)];
        tense::time(reader, syntax, &(sentence.tokens.start as usize..sentence.tokens.end as usize), &one.tokens)
    } else {
        tense::Time::Unknown
    };
    let ahead = lexicon.dates.rule(one.rule).is_some_and(|r| r.future);
    (!ahead || time == tense::Time::Future).then_some(time)
}

/// The byte offset lies in boilerplate; what ends before it is dropped from the list, as offsets come in order.
fn is_inside(boilerplate: &mut &[Boilerplate], at: u32) -> bool {
    while let Some((_, rest)) = boilerplate.split_first().filter(|(first, _)| first.span.end <= at) {
        *boilerplate = rest;
    }
    boilerplate.first().is_some_and(|b| b.span.holds(at))
}

/// What was counted from the day of a quotation names the expression of that day.
fn anchor_speech(found: &mut [TimeExpression], spoken: &[(usize, Span)]) {
    for (index, cue) in spoken {
        let day = found.partition_point(|e| e.header || e.span.start < cue.start);
        if found.get(day).is_some_and(|e| e.span == *cue)
            && let Some(one) = found.get_mut(*index).filter(|e| e.anchor == Anchor::Published)
        {
            one.anchor = Anchor::Expression(day as u32);
        }
    }
}

/// How many bytes may lie between a day and its clock time.
const BESIDE: u32 = 30;

/// The expression right before the match, where both are in one sentence; for a part of the day, too, a day that this
/// sentence or the one before it names: "It closed on Friday. Buyers came in the morning."
fn beside(found: &[TimeExpression], surface: &Surface, one: &Match, lexicon: &Lexicon) -> Option<u32> {
    lexicon.dates.rule(one.rule).filter(|r| r.op == DateOp::Clock)?;
    let last = found.last().filter(|l| !l.header)?;
    let first = surface.tokens.get(one.tokens.start)?;
    let near = first.span.start.saturating_sub(last.span.end) <= BESIDE;
    let at = surface.sentence_at(one.tokens.start);
    let sentence = surface.sentences.get(at)?;
    let day = last.kind == TimexType::Date && last.precision == Precision::Day;
    let named = day && lexicon.dates.rule(last.rule).is_some_and(|r| r.op == DateOp::Date);
    let told = named && one.captures.get(Slot::Hour).is_none() && surface.sentences.get(at.saturating_sub(1)).is_some_and(|s| s.span.start <= last.span.start);
    (told || near && sentence.span.holds(last.span.start)).then(|| found.len() as u32 - 1)
}

/// The tense of its verb has a say in what the match means.
fn needs_time(one: &Match, lexicon: &Lexicon) -> bool {
    let Some(rule) = lexicon.dates.rule(one.rule) else { return false };
    let has = |slot| one.captures.get(slot).is_some();
    rule.future
        || match rule.op {
            DateOp::Date => !has(Slot::Year) && (!has(Slot::Rel) || has(Slot::Day)),
            DateOp::Unit => one.captures.get(Slot::Unit).and_then(Unit::of) == Some(Unit::Weekend),
            _ => false,
        }
}

/// How many matches most articles have at most.
const MATCHES: usize = 16;

fn all_matches(article: &Article, surface: &Surface, reader: Reader) -> Vec<Match> {
    let (mut matches, mut matcher) = (Vec::with_capacity(MATCHES), Matcher::new(reader, reader.tokens.len()));
    let header = article.header.map_or(Span::default(), |h| h.span);
    let sentence = |at| {
        let sentence = surface.sentences.get(surface.sentence_at(at)).filter(|s| !header.contains(s.span))?;
        Some(sentence.tokens.start as usize..sentence.tokens.end as usize)
    };
    matcher.find(sentence, &mut matches);
    let outside = |m: &Match| {
        let span = surface.span_of(m.tokens.clone());
        !span.is_empty() && !span.overlaps(header)
    };
    matches.retain(outside);
    matches
}

fn header(article: &Article, surface: &Surface, lexicon: &Lexicon) -> Option<(TimeExpression, Option<Calendar>)> {
    let span = article.header?.date?;
    let published = article.published.filter(|p| p.from == PublishedFrom::Header).or(article.published)?;
    let calendar = Calendar::Day(published.date);
    let resolved = Resolved { text: calendar.text(0), kind: DateType::Date, calendar: Some(calendar), anchor: Anchor::None, modifier: None };
    let expression = TimeExpression { header: true, ..expression(span, surface.tokens_in(span), lexicon.dates.header_rule(), resolved) };
    (!span.is_empty()).then_some((expression, Some(calendar)))
}

fn expression(span: Span, tokens: Range<usize>, rule: u16, resolved: Resolved) -> TimeExpression {
    let kind = match resolved.kind {
        DateType::Date => TimexType::Date,
        DateType::Time => TimexType::Time,
        DateType::Duration => TimexType::Duration,
        DateType::Set => TimexType::Set,
    };
    TimeExpression {
        span,
        tokens: tokens.start as u32..tokens.end as u32,
        kind,
        value: resolved.text,
        modifier: resolved.modifier,
        range: resolved.calendar.and_then(Calendar::range),
        precision: resolved.calendar.map_or(Precision::Unknown, Calendar::precision),
        anchor: resolved.anchor,
        header: false,
        rule,
    }
}

/// How many dates with month and year make a chronicle, and how many of them are of another year than the article's.
const CHRONICLE: (usize, usize) = (6, 4);
/// How many years make a chronicle of an article that nothing ties to its own day.
const HISTORY: usize = 5;

/// The text tells of another time than its own: many dates with month and year, few that count from the day of publication;
/// or years of another time alone.
fn is_narrative(matches: &[Match], published: Option<Date>, lexicon: &Lexicon) -> bool {
    let Some(day) = published else { return true };
    let (mut full, mut far, mut near, mut years, mut far_years) = (0, 0, 0, 0, 0);
    for one in matches {
        let Some(rule) = lexicon.dates.rule(one.rule) else { continue };
        let month = one.captures.get(Slot::Month).is_some() || one.captures.get(Slot::Era).is_some();
        match one.captures.get(Slot::Year) {
            Some(year) if rule.op == DateOp::Date => {
                let distant = usize::from((year - i32::from(day.year())).abs() > 1);
                full += usize::from(month);
                far += distant * usize::from(month);
                years += 1;
                far_years += distant;
            }
            Some(_) => {}
            None => near += usize::from(counts_from_publication(one, lexicon)),
        }
    }
    full >= CHRONICLE.0 && far >= CHRONICLE.1 && full > 2 * near || near == 0 && far_years >= HISTORY && far_years * 5 >= years * 4
}

/// The expression is seen from the day of publication: "yesterday", "on Monday", "last week".
fn counts_from_publication(one: &Match, lexicon: &Lexicon) -> bool {
    let Some(rule) = lexicon.dates.rule(one.rule) else { return false };
    let from_day = rule.op == DateOp::Offset || one.captures.get(Slot::Weekday).is_some() || rule.op == DateOp::Unit && rule.anchor == DateAnchor::Published;
    from_day && one.captures.get(Slot::Year).is_none()
}

/// Whether the source of the article writes the day first, as its domain tells.
pub(super) fn order_of_source(article: &Article, lexicon: &Lexicon) -> Option<bool> {
    [&article.url, &article.source].into_iter().flatten().find_map(|address| lexicon.dates.orders.day_first(address))
}

/// Whether a numeric date of the article that can be read in one order only has the day first.
fn day_first(matches: &[Match], reader: Reader) -> Option<bool> {
    matches.iter().find_map(|one| {
        reader.dates.rule(one.rule).filter(|r| r.op == DateOp::Numeric)?;
        let (day, month) = (one.captures.get(Slot::Day)?, one.captures.get(Slot::Month)?);
        let figures: String = reader.slice(one.tokens.start).chars().take_while(char::is_ascii_digit).collect();
        let first: i32 = figures.parse().ok()?;
        match (day > 12, month > 12) {
            (true, false) => Some(first == day),
            (false, true) => Some(first == month),
            _ => None,
        }
    })
}
