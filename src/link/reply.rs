//! Which act answers which.

use std::collections::BTreeMap;

use super::{Cluster, View};
use crate::actions::{Action, Status};
use crate::lexicon::{ReplyCue, actor_country};

/// Clusters on both sides of an answer that it may answer: an article tells both within reach, and the pass stays linear.
const REACH: usize = 200;

/// What the clusters of an article answer.
pub(super) struct Replies {
    /// For each cluster the one that it answers, with the token of the cue. A chain never closes to a circle.
    pub(super) to: Vec<Option<(usize, u32)>>,
    /// For each cluster whether it answers something that the article does not tell.
    pub(super) elsewhere: Vec<bool>,
}

/// Reads the cues of the article.
pub(super) fn find(view: &View, clusters: &[Cluster]) -> Replies {
    let mut replies: Vec<Option<(usize, u32)>> = vec![None; clusters.len()];
    let mut elsewhere = vec![false; clusters.len()];
    let told = told_in(view, clusters);
    for cue in cues(view) {
        let Some(sentence) = view.surface.sentences.get(cue.sentence as usize) else { continue };
        let there = told.get(&cue.sentence).map_or(&[][..], Vec::as_slice);
        for answer in answers(view, clusters, there, &cue) {
            let answer = &answer;
            if replies[*answer].is_some() || !is_done(view, &clusters[*answer]) {
                continue;
            }
            let Some(answered) = answered(view, clusters, *answer, there, &cue) else {
                elsewhere[*answer] |= cue.kind == ReplyCue::Strong && !points_at(view, &clusters[*answer], &cue, sentence.tokens.end);
                continue;
            };
            // The words of the answer must not themselves be what the cue points at.
            if points_at(view, &clusters[*answer], &cue, sentence.tokens.end) && !points_at(view, &clusters[answered], &cue, sentence.tokens.end) {
                continue;
            }
            if !leads_to(&replies, answered, *answer) {
                replies[*answer] = Some((answered, cue.token));
            }
        }
    }
    for (elsewhere, to) in elsewhere.iter_mut().zip(&replies) {
        *elsewhere &= to.is_none();
    }
    Replies { to: replies, elsewhere }
}

/// The clusters of the sentence that may be the reply: those told before the cue, else those told behind it.
fn answers(view: &View, clusters: &[Cluster], there: &[usize], cue: &Cue) -> Vec<usize> {
    let before = |c: &&usize| {
        let cluster = &clusters[**c];
        let at = view.surface.tokens[cue.token as usize].span.start;
        let by_act = actions_in(view, cluster, cue.sentence).any(|a| view.actions[a as usize].span.start < at);
        by_act || cluster.references.iter().any(|r| r.head < cue.end && view.surface.sentence_at(r.head as usize) as u32 == cue.sentence)
    };
    let told: Vec<usize> = there.iter().filter(before).copied().collect();
    if told.is_empty() { there.to_vec() } else { told }
}

struct Cue {
    token: u32,
    end: u32,
    sentence: u32,
    kind: ReplyCue,
}

/// The cues of the story, strong ones first, each kind in the order of the text.
fn cues(view: &View) -> Vec<Cue> {
    let mut found = Vec::new();
    let body = view.article.body_start();
    for (i, token) in view.surface.tokens.iter().enumerate() {
        if token.span.start < body {
            continue;
        }
        if let Some(hit) = view.lexicon.reply.cues.longest(&view.surface.tokens[i..], true) {
            found.push(Cue { token: i as u32, end: (i + hit.len) as u32, sentence: view.surface.sentence_at(i) as u32, kind: hit.value });
        }
    }
    found.sort_by_key(|c| (c.kind == ReplyCue::Weak, c.token));
    found
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

fn is_done(view: &View, cluster: &Cluster) -> bool {
    cluster.actions.iter().any(|a| matches!(view.actions[*a as usize].status, Status::Occurred | Status::Ongoing | Status::Planned | Status::Threatened))
}

/// The cluster's actions of one sentence: they stand in the order of the text, and there may be thousands.
fn actions_in<'c>(view: &View<'c>, cluster: &'c Cluster, sentence: u32) -> impl Iterator<Item = u32> + 'c {
    let actions = view.actions;
    let first = cluster.actions.partition_point(|a| actions[*a as usize].sentence < sentence);
    cluster.actions[first..].iter().copied().take_while(move |a| actions[*a as usize].sentence == sentence)
}

/// The cluster's words stand in the cue's complement: `in response to Russia's decision to strip …`, `after Moscow expelled`.
fn points_at(view: &View, cluster: &Cluster, cue: &Cue, sentence_end: u32) -> bool {
    let comma = (cue.end..sentence_end).find(|k| view.surface.tokens[*k as usize].kind == crate::token::TokenKind::Comma).unwrap_or(sentence_end);
    let within = |at: u32| {
        let token = view.surface.tokens.partition_point(|t| t.span.start < at) as u32;
        (cue.end..comma).contains(&token)
    };
    actions_in(view, cluster, cue.sentence).any(|a| within(view.actions[a as usize].span.start))
        || cluster.references.iter().any(|r| (cue.end..comma).contains(&r.head))
}

/// The best act that `answer` can answer: by the other side, done before; one of the same kind or in the same sentence.
fn answered(view: &View, clusters: &[Cluster], answer: usize, there: &[usize], cue: &Cue) -> Option<usize> {
    let mine = sides(view, &clusters[answer]);
    let mut best: Option<(u32, usize)> = None;
    let near = answer.saturating_sub(REACH)..clusters.len().min(answer + REACH);
    for (c, cluster) in near.map(|c| (c, &clusters[c])) {
        if c == answer || !cluster.actions.iter().any(|a| matches!(view.actions[*a as usize].status, Status::Occurred | Status::Ongoing | Status::Alleged)) {
            continue;
        }
        let theirs = sides(view, cluster);
        let opposite = !mine.0.is_empty() && mine.0 == theirs.1 && !theirs.0.is_empty() && (mine.1 == theirs.0 || mine.1.is_empty());
        if !opposite {
            continue;
        }
        let alike = kind(view, &clusters[answer]) == kind(view, cluster);
        let score = 2 * u32::from(alike) + u32::from(there.contains(&c));
        let enough = match cue.kind {
            ReplyCue::Strong => score >= 1,
            ReplyCue::Weak => alike && there.contains(&c) && points_at(view, cluster, cue, view.surface.sentences[cue.sentence as usize].tokens.end),
        };
        if enough && best.is_none_or(|(s, _)| score > s) {
            best = Some((score, c));
        }
    }
    best.map(|(_, c)| c)
}

/// Countries of source and target, empty where unknown.
fn sides(view: &View, cluster: &Cluster) -> (String, String) {
    let country = |side: fn(&Action) -> Option<&crate::actions::Party>| {
        cluster.actions.iter().filter_map(|a| side(&view.actions[*a as usize])).map(|p| actor_country(&p.code)).find(|c| !c.is_empty()).unwrap_or("").to_owned()
    };
    (country(|a| a.source.as_ref()), country(|a| a.target.as_ref()))
}

fn kind(view: &View, cluster: &Cluster) -> String {
    view.actions[cluster.actions[0] as usize].cameo.chars().take(3).collect()
}

/// Following the replies from `from` comes to `to`.
fn leads_to(replies: &[Option<(usize, u32)>], from: usize, to: usize) -> bool {
    let mut at = from;
    for _ in 0..replies.len() {
        if at == to {
            return true;
        }
        match replies[at] {
            Some((next, _)) => at = next,
            None => return false,
        }
    }
    true
}
