//! Which act answers which.

mod cues;
mod exchange;
mod facts;
mod rebuke;

use std::collections::BTreeMap;

use super::{Cluster, View};
use crate::actions::Action;
use crate::lexicon::ReplyCue;
pub(super) use cues::{Cue, cues};
use facts::{Facing, Facts, is_one_act, refers_in};

/// Clusters on both sides of an answer that it may answer: an article tells both within reach, and the pass stays linear.
const REACH: usize = 200;

/// How many sentences back the act stands that a cue without a complement means.
const NEAR: u32 = 5;

/// How many sentences back the answer stands that only a pronoun means: `They were a reply to …`.
const PRONOUN: u32 = 3;

/// What the clusters of an article answer.
pub(super) struct Replies {
    /// For each cluster the one that it answers, with the token of the cue. A chain never closes to a circle.
    pub(super) to: Vec<Option<(usize, u32)>>,
    /// For each cluster whether it answers something that the article does not tell.
    pub(super) elsewhere: Vec<bool>,
    /// For each cluster whether words of answering point at it, so that it was done before: `in reply to the closure in May`.
    pub(super) settled: Vec<bool>,
}

/// How well an act fits as the one that is answered, the best last.
type Rank = (bool, Facing, u32, bool, u32);

impl Replies {
    /// Notes that the one answers the other, unless it answers something already or the chain would close.
    fn link(&mut self, answer: usize, answered: usize, token: u32) {
        if self.to[answer].is_none() && !self.leads_to(answered, answer) {
            self.to[answer] = Some((answered, token));
        }
    }

    /// Following the replies from `from` comes to `to`, or the chain is too long to tell.
    fn leads_to(&self, from: usize, to: usize) -> bool {
        let mut at = from;
        for _ in 0..self.to.len().min(REACH) {
            if at == to {
                return true;
            }
            match self.to[at] {
                Some((next, _)) => at = next,
                None => return false,
            }
        }
        true
    }
}

/// The two acts are turned against each other, the later one `answer` not before the other; nor, if `strictly`, before the day of
/// publication where the other one is the news.
pub(super) fn is_counterblow(view: &View, answer: &Cluster, answered: &Cluster, strictly: bool) -> bool {
    let (mine, theirs) = (Facts::new(view, answer), Facts::new(view, answered));
    let before = theirs.is_later(&mine) || strictly && mine.is_before_news(&theirs);
    mine.unfriendly && theirs.unfriendly && mine.faces(&theirs) == Facing::Strict && !before
}

/// Reads the cues of the article.
pub(super) fn find(view: &View, clusters: &[Cluster], cues: &[Cue]) -> Replies {
    let search = Search { view, clusters, facts: clusters.iter().map(|c| Facts::new(view, c)).collect(), told: told_in(view, clusters) };
    let mut replies = Replies { to: vec![None; clusters.len()], elsewhere: vec![false; clusters.len()], settled: vec![false; clusters.len()] };
    for cue in cues {
        search.read(cue, &mut replies);
    }
    rebuke::find(&search, &mut replies);
    exchange::find(&search, &mut replies);
    for (elsewhere, to) in replies.elsewhere.iter_mut().zip(&replies.to) {
        *elsewhere &= to.is_none();
    }
    replies
}

/// For each sentence the clusters that it tells or refers to.
fn told_in(view: &View, clusters: &[Cluster]) -> BTreeMap<u32, Vec<usize>> {
    let mut told: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (c, cluster) in clusters.iter().enumerate() {
        let acts = cluster.actions.iter().map(|a| view.actions[*a as usize].sentence);
        let references = cluster.references.iter().map(|r| view.surface.sentence_at(r.head as usize) as u32);
        for sentence in acts.chain(references) {
            let list = told.entry(sentence).or_default();
            if list.last() != Some(&c) {
                list.push(c);
            }
        }
    }
    told
}

/// What an article tells, to look for answers in.
struct Search<'s, 'v> {
    view: &'s View<'v>,
    clusters: &'s [Cluster],
    /// For each cluster.
    facts: Vec<Facts<'v>>,
    /// For each sentence the clusters that it tells or refers to.
    told: BTreeMap<u32, Vec<usize>>,
}

impl Search<'_, '_> {
    fn told_in(&self, sentence: u32) -> &[usize] {
        self.told.get(&sentence).map_or(&[], Vec::as_slice)
    }

    /// Links what this cue ties together.
    fn read(&self, cue: &Cue, replies: &mut Replies) {
        for answer in self.answers(cue) {
            if replies.to[answer].is_some() || !self.facts[answer].answers {
                continue;
            }
            let Some(answered) = self.answered(answer, cue) else {
                replies.elsewhere[answer] |= cue.kind == ReplyCue::Strong && !self.points_at(answer, cue);
                continue;
            };
            // The words of the answer must not themselves be what the cue points at.
            let pointed = self.points_at(answered, cue);
            if cue.kind == ReplyCue::Onward || !self.points_at(answer, cue) || pointed {
                replies.link(answer, answered, cue.token);
                replies.settled[answered] |= pointed && matches!(cue.kind, ReplyCue::Strong | ReplyCue::Reason);
            }
        }
    }

    /// The clusters that may be the reply: what the cue itself says (`retaliated by …`); else those told before it in its
    /// sentence, else those told behind what it points at, else those that only a pronoun means, or that the next sentence tells.
    fn answers(&self, cue: &Cue) -> Vec<usize> {
        let there = self.told_in(cue.sentence);
        if cue.by || cue.kind == ReplyCue::Onward {
            return self.first_from(there, cue);
        }
        let mut before: Vec<usize> = there.iter().copied().filter(|c| self.is_before(*c, cue)).collect();
        if !before.is_empty() {
            if cue.kind != ReplyCue::Strong {
                self.keep_nearest(&mut before, cue);
            }
            return before;
        }
        let behind: Vec<usize> = there.iter().copied().filter(|c| !self.points_at(*c, cue)).collect();
        if !behind.is_empty() || cue.kind != ReplyCue::Strong {
            return behind;
        }
        if there.is_empty() {
            // `Chad hit back on Monday. Its foreign ministry summoned …`
            let says = self.view.syntax.verb_at(cue.token).is_some_and(|v| self.view.syntax.verbs[v].is_finite());
            return if says && !cue.named { self.told_in(cue.sentence + 1).to_vec() } else { Vec::new() };
        }
        // `It said they were a reply to …`, but `would retaliate against …`
        if !cue.named || self.view.syntax.verb_at(cue.token).is_some() {
            return behind;
        }
        // `It said they were a reply to …`
        let deeds = |s: u32| self.told_in(s).iter().copied().filter(|c| self.facts[*c].deed).collect::<Vec<_>>();
        (cue.sentence.saturating_sub(PRONOUN)..cue.sentence).rev().map(deeds).find(|d| !d.is_empty()).unwrap_or_default()
    }

    /// The clusters of the first act of the sentence from the cue on.
    fn first_from(&self, there: &[usize], cue: &Cue) -> Vec<usize> {
        // `retaliated by expelling`, but of `was met with sanctions` what stands behind the cue.
        let from = if cue.by { cue.token } else { cue.end };
        let from = self.view.surface.tokens.get(from as usize).map_or(u32::MAX, |t| t.span.start);
        let begins = |c: usize| self.clusters[c].actions_in(self.view, cue.sentence..=cue.sentence).map(|a| a.span.start).find(|at| *at >= from);
        let first = there.iter().filter_map(|c| begins(*c)).min();
        there.iter().copied().filter(|c| first.is_some() && begins(*c) == first).collect()
    }

    /// The sentence tells of the cluster, or refers to it, before the cue.
    fn is_before(&self, c: usize, cue: &Cue) -> bool {
        let cluster = &self.clusters[c];
        let at = self.view.surface.tokens[cue.token as usize].span.start;
        let by_act = cluster.actions_in(self.view, cue.sentence..=cue.sentence).any(|a| a.span.start < at && !self.is_about(a, cue));
        let start = self.view.surface.sentences.get(cue.sentence as usize).map_or(cue.end, |s| s.tokens.start);
        by_act || refers_in(cluster, start..cue.end)
    }

    /// `criticised the response to the flood`: the act is about the answer.
    fn is_about(&self, action: &Action, cue: &Cue) -> bool {
        let verb = || self.view.syntax.verb_at(self.view.surface.tokens.partition_point(|t| t.span.start < action.span.start) as u32);
        cue.group.is_some_and(|g| verb().is_some_and(|v| self.view.syntax.verbs[v].object == Some(g)))
    }

    /// Of the clusters before a cue those by the one who did what stands right before it: `Chad accused Peru of theft and Chile
    /// expelled an envoy over the arrest of …`.
    fn keep_nearest(&self, before: &mut Vec<usize>, cue: &Cue) {
        let at = self.view.surface.tokens[cue.token as usize].span.start;
        let last = |c: &usize| self.clusters[*c].actions_in(self.view, cue.sentence..=cue.sentence).map(|a| a.span.start).take_while(|s| *s < at).last();
        if let Some(nearest) = before.iter().max_by_key(|c| last(c)).map(|c| self.facts[*c].source) {
            before.retain(|c| self.facts[*c].source == nearest);
        }
    }

    /// The cluster's words stand in the cue's complement: `in response to Russia's decision to strip …`, `after Moscow expelled`.
    fn points_at(&self, c: usize, cue: &Cue) -> bool {
        if cue.kind == ReplyCue::Strong && !cue.named {
            return false;
        }
        let within = |at: u32| {
            let token = self.view.surface.tokens.partition_point(|t| t.span.start < at) as u32;
            (cue.end..cue.reach).contains(&token)
        };
        let cluster = &self.clusters[c];
        cluster.actions_in(self.view, cue.sentence..=cue.sentence).any(|a| within(a.span.start)) || refers_in(cluster, cue.end..cue.reach)
    }

    /// The best act that `answer` can answer: turned against its side, done before; what the cue points at, or one of the same
    /// kind or in the same sentence.
    fn answered(&self, answer: usize, cue: &Cue) -> Option<usize> {
        let mut best: Option<(Rank, usize)> = None;
        let near = answer.saturating_sub(REACH)..self.clusters.len().min(answer + REACH);
        for c in near {
            let theirs = &self.facts[c];
            let facing = self.facts[answer].faces(theirs);
            if c == answer || facing == Facing::Away || !theirs.answered {
                continue;
            }
            if theirs.is_later(&self.facts[answer]) || is_one_act(self.view, &self.clusters[c], &self.clusters[answer]) {
                continue;
            }
            let there = self.told_in(cue.sentence).contains(&c);
            let found = Candidate { c, facing, there, pointed: there && self.points_at(c, cue), told: self.last_told(c, cue) };
            let score = 2 * u32::from(self.facts[answer].kind == theirs.kind) + u32::from(there);
            // Of several what is pointed at, a deed, and the one told last before the cue.
            let rank = (found.pointed, facing, score, theirs.deed, found.told.map_or(0, |s| s + 1));
            // What the sentence only refers to was told before, and so was what it answered.
            let told_on = !found.pointed && self.is_only_named(answer, cue) && self.clusters[c].actions.first() > self.clusters[answer].actions.first();
            if !told_on && self.is_meant(answer, &found, cue) && best.is_none_or(|(s, _)| rank > s) {
                best = Some((rank, c));
            }
        }
        best.map(|(_, c)| c)
    }

    /// The sentence of the cue refers to the cluster and does not tell it.
    fn is_only_named(&self, c: usize, cue: &Cue) -> bool {
        self.told_in(cue.sentence).contains(&c) && self.clusters[c].actions_in(self.view, cue.sentence..=cue.sentence).next().is_none()
    }

    /// The words of the cue are enough to tie the two.
    fn is_meant(&self, answer: usize, found: &Candidate, cue: &Cue) -> bool {
        let (mine, theirs) = (&self.facts[answer], &self.facts[found.c]);
        let (strict, alike) = (found.facing == Facing::Strict, mine.kind == theirs.kind);
        // `to punish Chad for the jailing of a bishop`: only what stands right behind such words.
        if found.facing == Facing::Vague {
            return found.pointed && matches!(cue.kind, ReplyCue::Strong | ReplyCue::Reason);
        }
        let unfriendly = mine.unfriendly && theirs.unfriendly;
        let domestic = mine.is_domestic(theirs);
        match cue.kind {
            ReplyCue::Strong if found.pointed => strict || unfriendly,
            _ if domestic && !mine.is_strife() && !theirs.is_strife() && !found.pointed => false,
            // `criticised the response to the flood`: of a noun what it is a response to.
            ReplyCue::Strong if cue.group.is_some() => false,
            // What is answered in so many words is not an act that is told further on.
            ReplyCue::Strong if cue.told => strict && (found.there || alike && !domestic && found.told.is_some()),
            // `Chad vowed to respond`: to what was told right before.
            ReplyCue::Strong => {
                let open = !cue.named && theirs.unfriendly && !cue.conditional;
                let within = |most: u32| found.told.is_some_and(|s| cue.sentence - s <= most);
                let near = within(if domestic { 1 } else { NEAR }) && !theirs.old || within(1);
                let like = mine.unfriendly == theirs.unfriendly && found.told.is_some();
                strict && like && (found.there || alike && !domestic || open && near)
            }
            ReplyCue::Onward => found.there && self.is_before(found.c, cue) && (unfriendly || strict && mine.unfriendly == theirs.unfriendly),
            ReplyCue::Reason => found.pointed && unfriendly,
            ReplyCue::Weak if domestic => found.pointed && strict && unfriendly && (mine.is_strife() || theirs.is_strife()),
            // Those who meet twice answer nobody.
            ReplyCue::Weak => found.pointed && (unfriendly || strict && alike && !mine.kind.starts_with("04")),
        }
    }

    /// The sentence of the last mention of the cluster that stands before the cue.
    fn last_told(&self, c: usize, cue: &Cue) -> Option<u32> {
        let (view, cluster) = (self.view, &self.clusters[c]);
        let at = view.surface.tokens[cue.token as usize].span.start;
        let before = cluster.actions.partition_point(|a| view.actions[*a as usize].span.start < at);
        before.checked_sub(1).and_then(|k| cluster.actions.get(k)).map(|a| view.actions[*a as usize].sentence)
    }
}

/// An act that may be answered.
struct Candidate {
    c: usize,
    facing: Facing,
    /// The sentence of the cue tells of it.
    there: bool,
    /// The cue points at it.
    pointed: bool,
    /// The sentence of its last mention before the cue.
    told: Option<u32>,
}
