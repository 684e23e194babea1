//! To whom a date belongs that stands in the sentence of an act: to the act, to a thing that it is about, to another verb, or to
//! those who tell of it.

use std::ops::Range;

use super::scene::Scene;
use super::time::Timed;
use crate::lexicon::{ReplyCue, Tags, is_verbal};
use crate::syntax::{Link, NounGroup, Tag, Tense, VerbGroup};
use crate::token::Sym;

/// How many tokens may lie between a participle and its date.
const BESIDE: usize = 4;

/// How many tokens behind a date a conjunction is looked for.
const CLAUSE: usize = 40;

/// How many tokens may name whom somebody told something, and where; or what a relative clause is about.
const ADDRESSEE: usize = 10;

/// The date says when something else was or is to be: an attribute of what the act is about (`condemned last week's raid`,
/// `violated a 1987 treaty`), what it aims at (`a budget for 1990`, `ruled until 1990`), the time of a participle, of a relative
/// clause (`the council, set up in 1997`) or of the clause above (`raised doubts on Sunday whether they will`). A nominal act is
/// dated by its participles (`the raid launched on Monday`).
pub(super) fn is_of_another(scene: &Scene, act: Timed, at: &Range<u32>) -> bool {
    if is_inside_another(scene, act, at) || is_of_second(scene, act, at) {
        return true;
    }
    let group = holder(scene, at);
    let Some(own) = act.verb.map(|v| scene.verb(v)).filter(|v| v.head == act.trigger) else {
        // `lawsuits behind its 2004 listing`, `talks on the current crisis`
        return group.is_some_and(|g| !scene.syntax.nouns[g].tokens.contains(&act.trigger) && !is_in_course(scene, at, g));
    };
    if act.done && is_aim(scene, act, at) {
        return true;
    }
    if let Some(group) = group {
        return !is_occasion(scene, act, own, at, group);
    }
    is_of_charge(scene, act, own, at)
        || is_of_participle(scene, act, own, at)
        || is_of_clause_above(scene, act, own, at) && !is_told_by_itself(scene, act, at.start)
}

/// It stands between the words of another verb: `is now facing jail after being arrested`.
fn is_inside_another(scene: &Scene, act: Timed, at: &Range<u32>) -> bool {
    let index = scene.syntax.verbs_past(at.start);
    let Some(around) = scene.syntax.verbs.get(index).filter(|v| v.tokens.contains(&at.start)) else { return false };
    let Some(own) = act.verb else { return true };
    let verb = scene.verb(own);
    own != index && verb.governor != Some(index as u32) && !(verb.link == Link::Coordinated && verb.subject == around.subject)
}

/// `a budget for 1990`, `put off to Friday`, `held until May`; what is said of `a treaty of 1951`; `since July` opens a state, but is no
/// day of words.
fn is_aim(scene: &Scene, act: Timed, at: &Range<u32>) -> bool {
    let before = at.start.checked_sub(1).map_or(Sym::UNKNOWN, |k| scene.sym(k));
    let (fixed, sequence) = (&scene.lexicon.fixed, &scene.lexicon.actions.status.sequence);
    let verbal = is_verbal(act.cameo);
    before == fixed.for_ || before == fixed.to || verbal && before == fixed.of || sequence.has(before) && (verbal || before != fixed.since)
}

/// It stands behind the act and a preposition of time, and no other verb between: `expelled him on 5 May`.
pub(super) fn stands_by(scene: &Scene, act: Timed, at: &Range<u32>) -> bool {
    let before = at.start.checked_sub(1).map_or(Sym::UNKNOWN, |k| scene.sym(k));
    let next = scene.syntax.verbs.get(scene.syntax.verbs_past(act.trigger + 1));
    scene.lexicon.actions.status.setting.has(before) && act.trigger < at.start && next.is_none_or(|v| v.tokens.start >= at.start)
}

/// The group that the date is an attribute of is a side of the act, what it was done in the course of, or, of a deed, the deed
/// itself (`launched Monday's raid`; `the raid of May 3 on the port, which killed 12`).
fn is_occasion(scene: &Scene, act: Timed, own: &VerbGroup, at: &Range<u32>, group: usize) -> bool {
    let deed = !is_verbal(act.cameo);
    let side = [own.subject, own.agent].contains(&Some(group as u32)) || deed && own.object == Some(group as u32);
    let antecedent = deed && own.link == Link::Relative && at.end <= act.trigger;
    side || antecedent || is_in_course(scene, at, group)
}

/// `agreed at Monday's talks`
fn is_in_course(scene: &Scene, at: &Range<u32>, group: usize) -> bool {
    let inside = scene.syntax.noun_at(at.start);
    let prep = scene.syntax.nouns[group].prep.or_else(|| inside.and_then(|g| scene.syntax.nouns[g].prep));
    prep.is_some_and(|p| scene.lexicon.actions.status.setting.has(scene.sym(p)))
}

/// The next of two verbs stands right behind it: `attacked villages and last week took the town`.
fn is_of_second(scene: &Scene, act: Timed, at: &Range<u32>) -> bool {
    let next = scene.syntax.verbs.get(scene.syntax.verbs_past(at.end)).filter(|v| v.tokens.start <= at.end + 1 && v.link == Link::Coordinated);
    let start = scene.syntax.noun_at(at.start).map_or(at.start, |g| scene.syntax.nouns[g].tokens.start.min(at.start));
    let joined = (1..=2).any(|back| start.checked_sub(back).and_then(|k| tag(scene, k)) == Some(Tag::Conj));
    let own = act.verb.map_or(act.trigger, |v| scene.verb(v).head);
    at.start > act.trigger && joined && next.is_some_and(|v| v.head != act.trigger && v.head != own)
}

/// A participle or, before the act, a relative clause ends right before it.
fn is_of_participle(scene: &Scene, act: Timed, own: &VerbGroup, at: &Range<u32>) -> bool {
    let Some(v) = verb_before(scene, own, at.start).filter(|_| own.link != Link::Coordinated) else { return false };
    // `as they fled` is none, however it is read.
    let pronoun = v.tokens.start.checked_sub(1).and_then(|k| tag(scene, k)) == Some(Tag::Pron);
    let early = at.start < act.trigger && (v.link == Link::Relative && v.is_finite() || v.tense == Tense::Participle && v.link == Link::Governed);
    let hangs = v.tense == Tense::Reduced && !pronoun || early;
    // `the siege that ended on August 2, when the rebels took the town`: one day for both.
    let when = (at.end..act.trigger).take(2).any(|k| scene.sym(k) == scene.lexicon.fixed.when);
    // `for brokering the deal in May that freed the crew`
    let antecedent = own.link == Link::Relative && matches!(tag(scene, at.end), Some(Tag::Wh | Tag::Sub));
    let gap = v.tokens.end..at.start;
    let near = if v.link == Link::Relative && v.is_finite() { ADDRESSEE } else { BESIDE };
    hangs && !when && !antecedent && gap.len() <= near && !holds_mark(scene, gap)
}

/// `ordered him out, accusing him of plotting a raid on Monday`, `was jailed for robbing a bank in May`: behind the act and `of` or
/// `for` a participle tells of what was done before, and the date ends its words.
fn is_of_charge(scene: &Scene, act: Timed, own: &VerbGroup, at: &Range<u32>) -> bool {
    let fixed = &scene.lexicon.fixed;
    let verbs = scene.syntax.verbs_past(own.tokens.end)..scene.syntax.verbs_past(at.start);
    let charge = |v: &VerbGroup| {
        let before = v.tokens.start.checked_sub(1).map_or(Sym::UNKNOWN, |k| scene.sym(k));
        v.tense == Tense::Participle && (before == fixed.of || before == fixed.for_)
    };
    let between = scene.syntax.verbs.get(verbs).unwrap_or_default();
    let Some(first) = between.iter().position(|v| v.tokens.start > act.trigger && charge(v)) else { return false };
    let told = &between[first..];
    act.trigger < at.start && !told.iter().any(VerbGroup::is_finite) && !holds_mark(scene, told[0].tokens.end..at.start)
}

/// A verb stands before it, and a conjunction between it and the act.
fn is_of_clause_above(scene: &Scene, act: Timed, own: &VerbGroup, at: &Range<u32>) -> bool {
    let conjunction = |k: u32| {
        let sym = scene.sym(k);
        tag(scene, k) == Some(Tag::Sub) && sym != scene.lexicon.fixed.when && !scene.lexicon.actions.status.sequence.has(sym)
    };
    verb_before(scene, own, at.start).is_some_and(VerbGroup::is_finite) && (at.end..act.trigger).take(CLAUSE).any(conjunction)
}

/// The last verb of the sentence of `own` that ends before the token, if it is another one.
pub(super) fn verb_before<'s>(scene: &'s Scene, own: &VerbGroup, token: u32) -> Option<&'s VerbGroup> {
    let last = scene.syntax.verbs_past(token).checked_sub(1).map(|v| scene.verb(v))?;
    Some(last).filter(|v| v.sentence == own.sentence && v.head != own.head && v.tokens.end <= token)
}

/// The date stands behind a verb of saying whose complement holds the act, and before that complement: `said on Monday it had`,
/// `told the council in Oslo on Monday that`, but `said that on Monday`, `said after the raid on Monday that`.
pub(super) fn told(scene: &Scene, at: &Range<u32>, trigger: u32, subject: u32) -> bool {
    let before = scene.syntax.verbs_past(at.start);
    before
        .checked_sub(1)
        .map(|b| scene.verb(b))
        .filter(|v| v.sentence == scene.surface.sentence_at(at.start as usize) as u32)
        .filter(|v| scene.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL) && v.head != trigger && v.is_finite() && v.tokens.end <= at.start)
        .is_some_and(|v| {
            let gap = v.tokens.end..at.start;
            let ends = tag(scene, at.end) == Some(Tag::Sub) || at.end == subject;
            let close = gap.len() <= 2 || gap.len() <= ADDRESSEE && ends && !holds_mark(scene, gap.clone());
            let other = |k: u32| tag(scene, k) == Some(Tag::Sub) || scene.lexicon.actions.status.sequence.has(scene.sym(k));
            close && !gap.into_iter().any(other)
        })
}

/// Words of answering stand between a date and the act: `imposed sanctions on Monday in response to the expulsion of its envoy` gives
/// the expulsion no day; in `expelled an envoy in response to Peru's arrest of a sailor in May` the month, or any date that ends the
/// words for what somebody else did, is that of the arrest.
pub(super) fn is_across_answer(scene: &Scene, act: Timed, at: &Range<u32>, coarse: bool) -> bool {
    let (low, high) = (at.start.min(act.trigger), at.start.max(act.trigger));
    let cue = (low..high).find_map(|k| {
        let hit = scene.lexicon.reply.cues.longest(&scene.surface.tokens[k as usize..], true)?;
        let end = k + hit.len as u32;
        (matches!(hit.value, ReplyCue::Strong | ReplyCue::Reason) && end < high).then_some(end)
    });
    let Some(end) = cue else { return false };
    if at.start < act.trigger {
        return act.verb.is_none();
    }
    let mut between = scene.syntax.nouns[scene.syntax.nouns_from(end)..].iter().take_while(|g| g.tokens.end <= at.start).filter(|g| !g.temporal);
    let is_act = |g: &NounGroup| !scene.lexicon.actions.with_noun(scene.lemma(g.head)).is_empty();
    act.verb.is_some() && !holds_mark(scene, end..at.start) && between.any(|g| is_act(g) && (coarse || g.possessor.is_some()))
}

/// The date stands behind a verb of saying by which who says it does the act: see [`is_speech`].
pub(super) fn is_told_by_itself(scene: &Scene, act: Timed, date: u32) -> bool {
    let said = scene.syntax.verbs_past(date).checked_sub(1).map(|v| scene.verb(v));
    said.is_some_and(|v| is_speech(scene, act, v))
}

/// `said on Monday that it rejected the plan`, `said on Monday Peru would not sign`: what somebody says of the stand that he or his
/// state takes is that stand, on the day on which he says it.
pub(super) fn is_speech(scene: &Scene, act: Timed, said: &VerbGroup) -> bool {
    let Some(own) = act.verb.map(|v| scene.verb(v)).filter(|_| is_verbal(act.cameo) && !act.cameo.starts_with("03")) else { return false };
    let stand = matches!(own.tense, Tense::Past | Tense::Present | Tense::Progressive | Tense::Modal | Tense::Future);
    let clausal = said.is_finite() && said.sentence == own.sentence && scene.lexicon.words.tags(said.lemma).any(Tags::CLAUSAL);
    stand && clausal && is_speaker(scene, own, said)
}

/// The subject of a verb is who says it, one of his state, or a pronoun right behind the verb of saying (`said that they backed`).
fn is_speaker(scene: &Scene, own: &VerbGroup, said: &VerbGroup) -> bool {
    let (Some(subject), Some(speaker)) = (own.subject, said.subject) else { return false };
    let group = &scene.syntax.nouns[subject as usize];
    let first = scene.syntax.verbs.get(scene.syntax.verbs_from(said.tokens.end)).is_some_and(|v| v.head == own.head);
    if first && group.tokens.start >= said.tokens.end && tag(scene, group.head) == Some(Tag::Pron) {
        return true;
    }
    let entity = |g: u32| {
        let mention = scene.mention_of_head(scene.syntax.nouns[g as usize].head)?;
        scene.actors.entity_of(mention as usize).map(|e| (scene.actors.mentions[mention as usize].entity, e.country()))
    };
    entity(subject).zip(entity(speaker)).is_some_and(|(a, b)| a.0 == b.0 || !a.1.is_empty() && a.1 == b.1)
}

/// The date stands in the clause of the verb before it: between its subject and the verb, or where that clause opens the sentence.
pub(super) fn is_within_clause(scene: &Scene, v: &VerbGroup, date: u32) -> bool {
    let Some(sentence) = scene.surface.sentences.get(v.sentence as usize).filter(|_| date < v.tokens.start) else { return false };
    let Some(subject) = v.subject.map(|s| &scene.syntax.nouns[s as usize]).filter(|g| g.tokens.start < v.tokens.start) else { return false };
    let before = subject.tokens.start > date;
    let from = if before { sentence.tokens.start } else { subject.tokens.end.min(date) };
    let next = scene.syntax.verbs.get(scene.syntax.verbs_from(from)).is_some_and(|w| w.head == v.head);
    let beside = || v.tokens.start - date <= OPENING && !holds_mark(scene, date..v.tokens.start);
    next && if before { date - sentence.tokens.start <= OPENING } else { beside() }
}

/// How many tokens may stand before the date that opens a sentence, and from a date to its verb.
const OPENING: u32 = 3;

/// Where the clause of a verb begins: with its subject and whoever owns that; of a clause behind `and` where the one before begins
/// (`after crowds stormed the hall and guards shot nine`).
pub(super) fn opening(scene: &Scene, own: &VerbGroup) -> u32 {
    let start = |v: &VerbGroup| {
        let group = v.subject.map(|s| &scene.syntax.nouns[s as usize]).filter(|g| g.tokens.start < v.tokens.start);
        let owner = group.and_then(|g| g.possessor).map(|p| &scene.syntax.nouns[p as usize]);
        owner.or(group).map_or(v.tokens.start, |g| g.tokens.start)
    };
    let first = start(own);
    let joined = first.checked_sub(1).and_then(|k| tag(scene, k)) == Some(Tag::Conj);
    let before = scene.syntax.verbs[..scene.syntax.verbs_from(first)].last().filter(|v| joined && v.sentence == own.sentence && v.is_finite());
    before.map_or(first, start)
}

/// The group that the date is an attribute of: `last week's talks`, `the 1987 treaty`.
fn holder(scene: &Scene, at: &Range<u32>) -> Option<usize> {
    let inside = scene.syntax.noun_at(at.start);
    if let Some(group) = inside.filter(|g| scene.syntax.nouns[*g].head >= at.end) {
        return Some(group);
    }
    let owned = tag(scene, at.end) == Some(Tag::Poss);
    scene.syntax.noun_at(at.end + 1).filter(|g| owned && inside.is_some() && scene.syntax.nouns[*g].possessor == inside.map(|i| i as u32))
}

pub(super) fn holds_mark(scene: &Scene, tokens: Range<u32>) -> bool {
    tokens.into_iter().any(|k| tag(scene, k) == Some(Tag::Mark))
}

fn tag(scene: &Scene, token: u32) -> Option<Tag> {
    scene.syntax.tags.get(token as usize).copied()
}
