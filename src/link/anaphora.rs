//! Words that refer back to an act: `the move`, `the UK's response on Wednesday`, `a similar move by Moscow`.

use super::{Cluster, Reference, View};
use crate::actions::{Action, Status};
use crate::dates::TimexType;
use crate::lexicon::{is_verbal, is_violent};
use crate::syntax::{NounGroup, Tag};
use crate::token::Sym;

/// Acts that a reference may mean: the first ones of the article, and the last ones before it.
const REACH: usize = 200;

/// How many sentences back an act may stand that `the move` means, before the first act of the article is meant.
const NEAR: u32 = 3;

/// For each reference the cluster that it means: of the owner's acts the first of the article, without an owner the deed told
/// last, if that was shortly before, else the first act that the article tells; after a word of likeness the like act of the other
/// side. `The accusations`, `the closure` mean the act of that kind told last.
pub(super) fn resolve(view: &View, clusters: &[Cluster]) -> Vec<(usize, Reference)> {
    let mut found = Vec::new();
    let mut owners = vec![None; view.actions.len()];
    for (c, cluster) in clusters.iter().enumerate() {
        cluster.actions.iter().for_each(|a| owners[*a as usize] = Some(c));
    }
    for (g, group) in view.syntax.nouns.iter().enumerate() {
        let noun = view.surface.words[group.head as usize].noun.unwrap_or(view.surface.tokens[group.head as usize].sym);
        if !view.lexicon.reply.refers_back(noun) {
            let named = if is_definite(view, group) { of_kind(view, &owners, (g, group), noun) } else { None };
            found.extend(named.map(|cluster| (cluster, Reference { head: group.head, date: None })));
            continue;
        }
        if !is_definite(view, group) && !is_like(view, group) || is_to_other(view, g) {
            continue;
        }
        let owner = owner_country(view, g, group);
        if let Some(cluster) = meant(view, (clusters, &owners), owner.as_deref(), is_like(view, group), group) {
            found.push((cluster, Reference { head: group.head, date: date_beside(view, group) }));
        }
    }
    found
}

/// `the response to the flood`: to what is no act, so that it is none that was told.
pub(super) fn is_to_other(view: &View, g: usize) -> bool {
    let group = &view.syntax.nouns[g];
    let Some(next) = view.syntax.nouns.get(g + 1).filter(|n| n.prep == Some(group.head + 1) && n.possessor.is_none()) else { return false };
    let to = view.surface.tokens.get(group.head as usize + 1).is_some_and(|t| t.sym == view.lexicon.fixed.to);
    let noun = view.surface.words[next.head as usize].noun.unwrap_or(view.surface.tokens[next.head as usize].sym);
    let at = view.surface.tokens[next.tokens.start as usize].span.start;
    let act =
        view.actions.get(view.actions.partition_point(|a| a.span.start < at)).is_some_and(|a| a.span.start < view.surface.tokens[next.head as usize].span.end);
    to && !act && !view.lexicon.reply.refers_back(noun) && view.lexicon.actions.with_noun(noun).is_empty()
}

fn is_definite(view: &View, group: &NounGroup) -> bool {
    group.possessor.is_some()
        || view.surface.tokens[group.tokens.start as usize].sym == view.lexicon.fixed.the
        || view.syntax.tags[group.tokens.start as usize] == Tag::PossPron
}

fn is_like(view: &View, group: &NounGroup) -> bool {
    (group.tokens.start..group.head).any(|k| view.lexicon.reply.is_likeness(view.surface.tokens[k as usize].sym))
}

/// The country of who made the move: its owner, or the group behind `by`.
fn owner_country(view: &View, g: usize, group: &NounGroup) -> Option<String> {
    let by = view.lexicon.fixed.by;
    // `The move follows the arrest of a priest by Chad`: what stands behind a verb is no part of the group.
    let verb = view.syntax.verbs.get(view.syntax.verbs_from(group.tokens.end)).map_or(u32::MAX, |v| v.tokens.start);
    let behind = || {
        view.syntax.nouns[g + 1..]
            .iter()
            .take(3)
            .take_while(|n| n.sentence == group.sentence && n.tokens.start < verb)
            .position(|n| n.prep.is_some_and(|p| view.surface.tokens[p as usize].sym == by))
            .map(|k| g + 1 + k)
    };
    let start = group.possessor.map(|p| p as usize).or_else(behind)?;
    // `by Russian President Vladimir Putin's government`: any mention in the chain tells the country.
    view.syntax.nouns[start..].iter().take(2).find_map(|n| {
        // Mentions stand in the order of their first tokens; one with its head in the group starts in it or shortly before.
        let from = view.actors.mentions.partition_point(|m| m.tokens.start + 16 < n.tokens.start);
        let mention = view.actors.mentions[from..].iter().take_while(|m| m.tokens.start < n.tokens.end).find(|m| n.tokens.contains(&m.head))?;
        let country = view.actors.entities.get(mention.entity as usize)?.country().to_owned();
        (!country.is_empty()).then_some(country)
    })
}

/// The last act told before the group that its noun is a word for; none where the group tells an act of its own.
fn of_kind(view: &View, owners: &[Option<usize>], (g, group): (usize, &NounGroup), noun: Sym) -> Option<usize> {
    // `the talks` are answered by nobody; a refusal is one whatever is refused, an expulsion no embargo.
    let root = |cameo: &str| if ("12".."14").contains(&cameo) { 2 } else { 3 };
    let killing = view.lexicon.reply.is_killing(noun);
    let rules = view.lexicon.actions.with_noun(noun);
    let kinds = || rules.iter().map(|n| view.lexicon.actions.rules[n.rule as usize].cameo.as_str()).filter(|c| ("10".."21").contains(c));
    if !killing {
        kinds().next()?;
    }
    let at = view.surface.tokens.get(group.head as usize)?.span.start;
    let own = view.actions.partition_point(|a| a.span.start < at);
    if view.actions.get(own).is_some_and(|a| a.span.start == at) {
        return None;
    }
    let owner = owner_country(view, g, group);
    let by = |a: &Action| a.source.as_ref().map_or("", |s| crate::lexicon::actor_country(&s.code)).to_owned();
    // Of violence one telling may be a shot and the next one a bombing; a murder is none.
    let force = |cameo: &str| is_violent(cameo) && !is_taking(cameo);
    let blow = |cameo: &str| force(cameo) && !cameo.starts_with("180") && !cameo.starts_with("182");
    let alike = |a: &Action, kind: &str| a.cameo.get(..root(kind)) == kind.get(..root(kind)) || blow(&a.cameo) && blow(kind);
    let fits = |a: &Action| killing && force(&a.cameo) || kinds().any(|kind| alike(a, kind));
    let meant = |a: &&Action| a.sentence < group.sentence && fits(a) && owner.as_ref().is_none_or(|o| by(a) == *o);
    last_told(view, owners, at, meant)
}

/// Of people or land, which is neither a blow nor a death.
pub(super) fn is_taking(cameo: &str) -> bool {
    ["181", "184", "185", "191", "192"].iter().any(|other| cameo.starts_with(other))
}

/// The deed told last before the token, in its sentence or shortly before.
fn last_deed(view: &View, owners: &[Option<usize>], head: u32, sentence: u32) -> Option<usize> {
    let at = view.surface.tokens.get(head as usize)?.span.start;
    let deed =
        |a: &&Action| !is_verbal(&a.cameo) && sentence.abs_diff(a.sentence) <= NEAR && matches!(a.status, Status::Occurred | Status::Planned | Status::Ongoing);
    last_told(view, owners, at, deed)
}

/// The cluster of the last act before the offset that `fits`; `owners` holds the cluster of each act.
fn last_told(view: &View, owners: &[Option<usize>], at: u32, fits: impl Fn(&&Action) -> bool) -> Option<usize> {
    let before = view.actions.partition_point(|a| a.span.start < at);
    let acts = view.actions[..before].iter().zip(owners).rev().take(REACH);
    acts.into_iter().find(|(action, owner)| owner.is_some() && fits(action)).and_then(|(_, owner)| *owner)
}

fn meant(view: &View, (clusters, owners): (&[Cluster], &[Option<usize>]), owner: Option<&str>, like: bool, group: &NounGroup) -> Option<usize> {
    // What is referred back to without more words is told early.
    let clusters = &clusters[..clusters.len().min(REACH)];
    let action = |c: &Cluster| &view.actions[c.actions[0] as usize];
    let country = |c: &Cluster| {
        let code = action(c).source.as_ref().map_or("", |s| s.code.as_str());
        crate::lexicon::actor_country(code).to_owned()
    };
    let done = |c: &Cluster| c.actions.iter().any(|a| matches!(view.actions[*a as usize].status, Status::Occurred | Status::Planned | Status::Ongoing));
    let first = clusters.iter().position(done)?;
    match owner {
        // `a similar move by Moscow`: Moscow's act of the same code as the article's first.
        Some(owner) if like => clusters.iter().position(|c| done(c) && country(c) == owner && action(c).cameo == action(&clusters[first]).cameo),
        Some(owner) => clusters.iter().position(|c| done(c) && country(c) == owner),
        None if like => None,
        None => last_deed(view, owners, group.head, group.sentence).or(Some(first)),
    }
}

/// A date right behind the noun (`response on Wednesday`, `move by … earlier this week`), before the next finite verb.
fn date_beside(view: &View, group: &NounGroup) -> Option<u32> {
    let sentence = view.surface.sentences.get(group.sentence as usize)?;
    let at = view.syntax.verbs_from(group.tokens.end);
    let limit = view.syntax.verbs[at..]
        .iter()
        .take_while(|v| v.sentence == group.sentence)
        .find(|v| v.is_finite())
        .map_or(sentence.tokens.end, |v| v.tokens.start)
        .min(sentence.tokens.end);
    let (from, to) = (view.surface.tokens.get(group.head as usize)?.span.end, view.surface.tokens.get(limit as usize - 1)?.span.end);
    let first = view.dates.partition_point(|d| d.span.start < from);
    view.dates[first..].iter().take_while(|d| d.span.end <= to).position(|d| matches!(d.kind, TimexType::Date | TimexType::Time)).map(|k| (first + k) as u32)
}
