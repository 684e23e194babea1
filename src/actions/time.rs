//! Which date belongs to an act.

use std::ops::Range;

use super::owner;
use super::scene::Scene;
use crate::dates::{Anchor, Precision, TimeExpression, TimexType};
use crate::lexicon::{Tags, is_verbal};
use crate::syntax::{Link, Tense, VerbGroup};

/// An act whose time is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timed<'a> {
    /// The token that names it.
    pub trigger: u32,
    /// Its verb, as an index into the syntax.
    pub verb: Option<usize>,
    /// A verb in the past tells it: no day behind that of publication is its own.
    pub done: bool,
    /// Its code; empty where that does not matter.
    pub cameo: &'a str,
}

/// The time expression of an act: one in its own clause, else one that opens the sentence. `now` and `recently` give way to a
/// date.
///
/// A date behind a verb of saying says when it was told (`said on Monday it had expelled …`) and is left alone; one
/// inside a quotation belongs to the quoted act.
pub(super) fn date(scene: &Scene, act: Timed) -> Option<u32> {
    let trigger = act.trigger;
    let sentence = scene.surface.sentences.get(scene.surface.sentence_at(trigger as usize))?;
    let from = scene.dates.partition_point(|d| d.span.start < sentence.span.start);
    let here = scene.dates[from..].iter().enumerate().take_while(|(_, d)| d.span.start < sentence.span.end);
    let room = scene.surface.tokens.get(trigger as usize).and_then(|t| scene.surface.quoted_at(t.span.start));
    let mut best: Option<((bool, u32), u32)> = None;
    for (offset, date) in here {
        if date.header || !matches!(date.kind, TimexType::Date | TimexType::Time) || scene.surface.quoted_at(date.span.start) != room {
            continue;
        }
        let tokens = date.tokens.start as usize..date.tokens.end as usize;
        let at = tokens.start as u32..tokens.end as u32;
        if at.start < scene.dateline_end || is_other_day(scene, act, date, &at) || owner::is_of_another(scene, act, &at) {
            continue;
        }
        let coarse = date.precision >= Precision::Month && date.precision != Precision::Unknown;
        let Some(cost) = cost(scene, act, &at, sentence.tokens.start, coarse) else { continue };
        let rank = (date.value.ends_with("_REF"), cost);
        if best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, (from + offset) as u32));
        }
    }
    best.map(|(_, index)| index)
}

/// The day of this time expression lies behind that of publication.
pub(super) fn is_ahead(scene: &Scene, date: u32) -> bool {
    let Some(date) = scene.dates.get(date as usize) else { return false };
    // `are striking until Friday`
    let before = date.tokens.start.checked_sub(1).map(|k| scene.sym(k));
    let limit = before.is_some_and(|word| scene.lexicon.actions.status.sequence.has(word));
    !limit && date.range.zip(scene.article.day()).is_some_and(|(range, day)| range.0 > day)
}

/// How many days back the present tense tells: `Iran seizes a ship on Friday`.
const PRESENT: i32 = 7;

/// What was done lies not behind the day of publication, and what somebody does not long before it.
fn is_other_day(scene: &Scene, act: Timed, date: &TimeExpression, at: &Range<u32>) -> bool {
    let Some((range, day)) = date.range.zip(scene.article.day()) else { return false };
    let past = |token: u32| scene.sym(token) == scene.lexicon.fixed.was || scene.sym(token) == scene.lexicon.fixed.were;
    let present = act.verb.map(|v| scene.verb(v)).filter(|v| v.head == act.trigger).is_some_and(|v| match v.tense {
        // Of deeds the form may be that of the past: `hit`, `cut`, `shut`.
        Tense::Present => is_verbal(act.cameo),
        Tense::Progressive => !past(v.tokens.start),
        _ => false,
    });
    // A full date that the text gives to the act stays, however false.
    let given = || date.anchor == Anchor::None && owner::stands_by(scene, act, at);
    act.done && range.0 > day && !given() || present && range.1.until(day).is_ok_and(|ago| ago.get_days() > PRESENT)
}

/// How much dearer a date is that stands with a verb which shares the act's subject: `killed nine and hurt ten on Friday`.
const SHARED: u32 = 50;

/// Tokens that the phrase of a nominal act may have up to its date.
const PHRASE: u32 = 14;

/// How far a date is from an act, `None` where it belongs to another verb.
fn cost(scene: &Scene, act: Timed, at: &Range<u32>, sentence_start: u32, coarse: bool) -> Option<u32> {
    let (trigger, verb, date) = (act.trigger, act.verb, at.start);
    let distance = date.abs_diff(trigger);
    let (low, high) = (date.min(trigger), date.max(trigger));
    let first = scene.syntax.verbs_past(low);
    let own = verb.map(|v| scene.verb(v));
    let others = || {
        scene.syntax.verbs[first..]
            .iter()
            .take_while(|v| v.tokens.start < high)
            .filter(|v| Some(v.head) != own.map(|o| o.head) && v.head != trigger && !v.tokens.contains(&date))
    };
    let deed = !is_verbal(act.cameo);
    let clausal = |v: &VerbGroup| scene.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL);
    let shares = |v: &VerbGroup| {
        let one = own.is_some_and(|o| o.subject.is_some() && o.subject == v.subject);
        let behind = || deed && v.link == Link::Coordinated && date > trigger;
        // `on Monday condemned the raid and recalled its envoy`
        let before = || v.tokens.end <= trigger && own.is_some_and(|o| o.link == Link::Coordinated) && owner::is_within_clause(scene, v, date);
        one && !clausal(v) && (behind() || before())
    };
    let shared = others().any(shares);
    let between = others().filter(|v| v.is_finite() && !shares(v) && !(owner::is_within_clause(scene, v, date) && owner::is_speech(scene, act, v))).count();
    let subject = own.and_then(|v| v.subject).map_or(trigger, |s| scene.syntax.nouns[s as usize].tokens.start).min(trigger);
    // `responded in May by closing`: the answer is of the day that stands with the verb of answering.
    let means = own.is_some_and(|o| o.tense == Tense::Participle && o.tokens.start.checked_sub(1).is_some_and(|k| scene.sym(k) == scene.lexicon.fixed.by));
    if date < trigger && !means && owner::told(scene, at, trigger, subject) && !owner::is_told_by_itself(scene, act, date) {
        return None;
    }
    if owner::is_across_answer(scene, act, at, coarse) {
        return None;
    }
    if verb.is_none() {
        // A nominal act takes a date only from right beside it: `the expulsion this week of`, `last month's attack`; or from the
        // end of its own phrase: `the expulsion of the consul in Bialystok on Monday`.
        let in_phrase = || date > trigger && distance <= PHRASE && !owner::holds_mark(scene, trigger..date);
        // `his first visit since 2019`
        let since = date.checked_sub(1).is_some_and(|k| scene.sym(k) == scene.lexicon.fixed.since);
        let near = !since && (distance <= 6 || in_phrase());
        let stranger = || others().any(|v| date < trigger || v.tense != Tense::Reduced);
        let sequence = || (low..high).any(|k| scene.lexicon.actions.status.sequence.has(scene.sym(k)));
        return (between == 0 && near && !stranger() && !sequence()).then_some(distance);
    }
    if between == 0 {
        // `signed on Tuesday, nine months after talks were suspended`
        let opening = own.map_or(subject, |v| owner::opening(scene, v)).min(subject);
        let other_time = opening > date + 1 && scene.lexicon.actions.status.sequence.has(scene.sym(opening - 1));
        // `expelled the envoy in 2022 and asked his staff to leave the year after`
        // … or `deported her on Monday and Congo expelled a banker two days later`
        let apart = |o: &VerbGroup| o.link == Link::Coordinated || subject > date;
        // … or `on Monday and summoned the envoy on Tuesday`
        let second = |o: &VerbGroup| deed && apart(o) || o.link == Link::Coordinated;
        let first_of_two = date < trigger && own.is_some_and(|o| second(o) && owner::verb_before(scene, o, date).is_some());
        // `the leader behind the siege of the port last year was killed on Friday`
        let of_subject = date < trigger && own.and_then(|o| o.subject).is_some_and(|s| is_within(scene, s, date));
        // `agreed on Monday to meet in May`, `called on Monday and agreed to meet in May`
        let of_complement = !deed && date > trigger && others().next().is_some();
        let dearer = if shared || first_of_two || of_subject || of_complement { SHARED } else { 0 };
        return (!other_time || date + 1 == opening - 1).then_some(distance + dearer);
    }
    // `On Monday Russia expelled a diplomat, accusing …`: a date that opens the sentence holds for its participles too.
    // Before a verb of saying it tells the act's time only if it is coarse: `Last month the government revealed that …`.
    let relative = own.is_some_and(|o| o.link == Link::Relative && o.is_finite());
    let opens = !relative
        && date.saturating_sub(sentence_start) <= 4
        && scene
            .syntax
            .verbs
            .get(scene.syntax.verbs_from(sentence_start))
            .is_some_and(|v| v.tokens.start > date && (coarse || !scene.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL)));
    opens.then_some(100 + distance)
}

/// Another group stands between the subject and the date: what is told of the subject may have that time.
fn is_within(scene: &Scene, subject: u32, date: u32) -> bool {
    let verb = |from: u32| scene.syntax.verbs.get(scene.syntax.verbs_past(from)).is_some_and(|v| v.is_finite() && v.tokens.start < date);
    let Some(group) = scene.syntax.nouns.get(subject as usize).filter(|g| g.tokens.end <= date && !verb(g.tokens.end)) else { return false };
    scene.syntax.nouns[subject as usize + 1..].iter().take_while(|g| g.tokens.end <= date).any(|g| !g.temporal && g.tokens.start >= group.tokens.end)
}
