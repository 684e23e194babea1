//! Which act answers which.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Cluster, View};
use crate::actions::{Action, Party, Status};
use crate::lexicon::{ReplyCue, actor_country, is_verbal};
use crate::syntax::Tag;
use crate::token::TokenKind;

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
    let facts: Vec<Facts> = clusters.iter().map(|c| Facts::new(view, c)).collect();
    for cue in cues(view) {
        let there = told.get(&cue.sentence).map_or(&[][..], Vec::as_slice);
        for answer in answers(view, clusters, there, &cue) {
            let answer = &answer;
            if replies[*answer].is_some() || !facts[*answer].answers {
                continue;
            }
            let Some(answered) = answered(view, clusters, &facts, *answer, there, &cue) else {
                elsewhere[*answer] |= cue.kind == ReplyCue::Strong && !points_at(view, &clusters[*answer], &cue);
                continue;
            };
            // The words of the answer must not themselves be what the cue points at.
            if cue.kind != ReplyCue::Onward && points_at(view, &clusters[*answer], &cue) && !points_at(view, &clusters[answered], &cue) {
                continue;
            }
            if !leads_to(&replies, answered, *answer) {
                replies[*answer] = Some((answered, cue.token));
            }
        }
    }
    rebukes(view, clusters, &facts, &told, &mut replies);
    for (elsewhere, to) in elsewhere.iter_mut().zip(&replies) {
        *elsewhere &= to.is_none();
    }
    Replies { to: replies, elsewhere }
}

/// The clusters of the sentence that may be the reply: what the cue itself says (`retaliated by …`); else those told before it,
/// else those told behind it.
fn answers(view: &View, clusters: &[Cluster], there: &[usize], cue: &Cue) -> Vec<usize> {
    if let Some(from) = cue.by.map(|k| view.surface.tokens[k as usize].span.start) {
        let begins = |c: &usize| clusters[*c].actions_in(view, cue.sentence..=cue.sentence).map(|a| a.span.start).filter(|at| *at >= from).min();
        return there.iter().filter_map(|c| Some((begins(c)?, *c))).min().map(|(_, c)| c).into_iter().collect();
    }
    if cue.kind == ReplyCue::Onward {
        let at = view.surface.tokens[cue.token as usize].span.start;
        let first = |c: &usize| clusters[*c].actions_in(view, cue.sentence..=cue.sentence).map(|a| a.span.start).find(|start| *start > at);
        return there.iter().filter_map(|c| Some((first(c)?, *c))).min().map(|(_, c)| c).into_iter().collect();
    }
    let before = |c: &&usize| {
        let cluster = &clusters[**c];
        let at = view.surface.tokens[cue.token as usize].span.start;
        let by_act = cluster.actions_in(view, cue.sentence..=cue.sentence).any(|a| a.span.start < at);
        let start = view.surface.sentences.get(cue.sentence as usize).map_or(cue.end, |s| s.tokens.start);
        by_act || refers_in(cluster, start..cue.end)
    };
    let told: Vec<usize> = there.iter().filter(before).copied().collect();
    if told.is_empty() { there.to_vec() } else { told }
}

/// How many sentences back the act stands that a cue without a complement means.
const NEAR: u32 = 3;

/// How many tokens apart a rebuke and the words for what it is about may stand.
const CLAUSE: u32 = 12;

/// `Chad condemned the move`, `rejected the accusations`: words about an act from the side that it was aimed at answer it.
fn rebukes(view: &View, clusters: &[Cluster], facts: &[Facts], told: &BTreeMap<u32, Vec<usize>>, replies: &mut [Option<(usize, u32)>]) {
    for c in (0..clusters.len()).filter(|c| facts[*c].rebuke && facts[*c].answers) {
        if replies[c].is_some() {
            continue;
        }
        let found = clusters[c].actions.iter().map(|a| &view.actions[*a as usize]).find_map(|action| {
            let at = view.surface.tokens.partition_point(|t| t.span.start < action.span.start) as u32;
            let there = told.get(&action.sentence).map_or(&[][..], Vec::as_slice);
            let sentence = &view.surface.sentences.get(action.sentence as usize)?.tokens;
            let near = at.saturating_sub(CLAUSE).max(sentence.start)..(at + CLAUSE).min(sentence.end);
            let meant = |o: &usize| reference_in(&clusters[*o], near.clone()).map(|r| (*o, r.head));
            there.iter().filter(|o| **o != c && facts[**o].answered && facts[c].faces(&facts[**o])).find_map(meant)
        });
        if let Some((to, head)) = found.filter(|(to, _)| !is_later(view, &clusters[*to], &clusters[c]) && !leads_to(replies, *to, c)) {
            replies[c] = Some((to, head));
        }
    }
}

struct Cue {
    token: u32,
    end: u32,
    /// Where what it points at ends: at a comma, or where the answer begins (`retaliated by ordering …`).
    reach: u32,
    sentence: u32,
    kind: ReplyCue,
    /// It says what is answered: `in response to …`.
    told: bool,
    /// It has words for what is answered, which may be told nowhere else: `retaliated against the sanctions`.
    named: bool,
    /// Where it says what the answer is: the gerund of `retaliated by ordering …`.
    by: Option<u32>,
}

/// The cues of the story, strong ones first, each kind in the order of the text.
fn cues(view: &View) -> Vec<Cue> {
    let mut found = Vec::new();
    let body = view.article.body_start();
    for (i, token) in view.surface.tokens.iter().enumerate() {
        // `a cycle of retaliation`, `a round of tit-for-tat expulsions`: of what kind acts are, and not which one answers.
        if token.span.start < body || i > 0 && view.surface.tokens[i - 1].sym == view.lexicon.fixed.of {
            continue;
        }
        if let Some(hit) = view.lexicon.reply.cues.longest(&view.surface.tokens[i..], true) {
            let (end, sentence) = ((i + hit.len) as u32, view.surface.sentence_at(i) as u32);
            let fixed = &view.lexicon.fixed;
            let next = view.surface.tokens.get(end as usize).map_or(crate::token::Sym::UNKNOWN, |t| t.sym);
            let (told, named) = (next == fixed.to, [fixed.to, fixed.for_, fixed.against].contains(&next));
            let (reach, by) = reach(view, end, sentence);
            found.push(Cue { token: i as u32, end, reach, sentence, kind: hit.value, told, named, by });
        }
    }
    found.sort_by_key(|c| (c.kind != ReplyCue::Strong, c.token));
    found
}

/// Where that ends which a cue that ends at `from` points at, and the gerund that says how it was answered, if it ends there.
fn reach(view: &View, from: u32, sentence: u32) -> (u32, Option<u32>) {
    let end = view.surface.sentences.get(sentence as usize).map_or(from, |s| s.tokens.end);
    let answers = |k: u32| view.surface.tokens[k as usize].sym == view.lexicon.fixed.by && view.syntax.tags.get(k as usize + 1) == Some(&Tag::VGer);
    // `answered by expelling`: where the cue holds it.
    let from = if from > 0 && answers(from - 1) { from - 1 } else { from };
    let stop = (from..end).find(|k| view.surface.tokens[*k as usize].kind == TokenKind::Comma || answers(*k)).unwrap_or(end);
    (stop, (stop < end && answers(stop)).then_some(stop + 1))
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

/// What is asked of a cluster again and again.
struct Facts<'a> {
    /// Country of source and target, empty where unknown.
    source: &'a str,
    target: &'a str,
    /// The start of its code.
    kind: &'a str,
    /// Conflict in words or deeds.
    unfriendly: bool,
    /// More than words.
    deed: bool,
    /// All dates that are told of it lie long before the news.
    old: bool,
    /// It is so far done that it can answer an act.
    answers: bool,
    /// It is so far done that it can be answered.
    answered: bool,
    /// A denial, rebuke, refusal or threat.
    rebuke: bool,
}

impl<'a> Facts<'a> {
    fn new(view: &View<'a>, cluster: &Cluster) -> Self {
        let all = || cluster.actions.iter().map(|a| &view.actions[*a as usize]);
        let country = |side: fn(&Action) -> Option<&Party>| all().filter_map(side).map(|p| actor_country(&p.code)).find(|c| !c.is_empty()).unwrap_or("");
        let cameo = all().next().map_or("", |a| a.cameo.as_str());
        Self {
            source: country(|a| a.source.as_ref()),
            target: country(|a| a.target.as_ref()),
            kind: cameo.get(..3).unwrap_or(cameo),
            unfriendly: cameo.get(..2).is_some_and(|root| ("10"..="20").contains(&root)),
            answers: all().any(|a| matches!(a.status, Status::Occurred | Status::Ongoing | Status::Planned | Status::Threatened)),
            deed: !is_verbal(cameo),
            old: all().filter_map(|a| view.dates.get(a.date? as usize)).map(|d| super::lead::is_old(view, d)).reduce(|a, b| a && b).unwrap_or(false),
            rebuke: cameo == "016" || ["11", "12", "13"].iter().any(|root| cameo.starts_with(root)),
            answered: all().any(|a| !matches!(a.status, Status::Denied | Status::Hypothetical)),
        }
    }

    /// The other is an act by the side that this one is aimed at, on the side that does this one.
    fn faces(&self, other: &Self) -> bool {
        !self.source.is_empty() && self.source == other.target && !other.source.is_empty() && (self.target == other.source || self.target.is_empty())
    }
}

/// The cluster's words stand in the cue's complement: `in response to Russia's decision to strip …`, `after Moscow expelled`.
fn points_at(view: &View, cluster: &Cluster, cue: &Cue) -> bool {
    let within = |at: u32| {
        let token = view.surface.tokens.partition_point(|t| t.span.start < at) as u32;
        (cue.end..cue.reach).contains(&token)
    };
    cluster.actions_in(view, cue.sentence..=cue.sentence).any(|a| within(a.span.start)) || refers_in(cluster, cue.end..cue.reach)
}

/// One of the cluster's references, which stand in the order of the text, is one of these tokens.
fn refers_in(cluster: &Cluster, tokens: Range<u32>) -> bool {
    reference_in(cluster, tokens).is_some()
}

/// The first of them.
fn reference_in(cluster: &Cluster, tokens: Range<u32>) -> Option<&super::Reference> {
    let first = cluster.references.partition_point(|r| r.head < tokens.start);
    cluster.references.get(first).filter(|r| r.head < tokens.end)
}

/// The best act that `answer` can answer: by the other side, done before; one of the same kind or in the same sentence.
fn answered(view: &View, clusters: &[Cluster], facts: &[Facts], answer: usize, there: &[usize], cue: &Cue) -> Option<usize> {
    let mine = &facts[answer];
    let mut best: Option<((u32, u32, u32), usize)> = None;
    let conditional = is_conditional(view, cue.sentence);
    let near = answer.saturating_sub(REACH)..clusters.len().min(answer + REACH);
    for c in near {
        let theirs = &facts[c];
        if c == answer
            || is_one_act(view, &clusters[c], &clusters[answer])
            || !theirs.answered
            || !mine.faces(theirs)
            || is_later(view, &clusters[c], &clusters[answer])
        {
            continue;
        }
        let alike = mine.kind == theirs.kind;
        let told = last_told(view, &clusters[c], cue);
        let score = 2 * u32::from(alike) + u32::from(there.contains(&c));
        let enough = match cue.kind {
            // What is answered in so many words is not an act that is told further on.
            ReplyCue::Strong if cue.told => score >= 1 && (there.contains(&c) || told.is_some()),
            // `Chad vowed to respond`: to what was told right before.
            ReplyCue::Strong => score >= 1 || !cue.named && !conditional && theirs.unfriendly && !theirs.old && told.is_some_and(|s| cue.sentence - s <= NEAR),
            ReplyCue::Onward => there.contains(&c) && told == Some(cue.sentence),
            ReplyCue::Weak => alike && there.contains(&c) && points_at(view, &clusters[c], cue),
        };
        // Of several a deed, and the one told last before the cue.
        let rank = (score, u32::from(theirs.deed), told.map_or(0, |s| s + 1));
        if enough && best.is_none_or(|(s, _)| rank > s) {
            best = Some((rank, c));
        }
    }
    best.map(|(_, c)| c)
}

/// `would respond if it was attacked`: nothing that was done is answered.
fn is_conditional(view: &View, sentence: u32) -> bool {
    let condition = &view.lexicon.actions.status.condition;
    let tokens = view.surface.sentences.get(sentence as usize).map_or(0..0, |s| s.tokens.clone());
    tokens.into_iter().any(|k| condition.has(view.surface.tokens[k as usize].sym))
}

/// Two rows of one act, which both sides did: `Peru and Chile signed`.
fn is_one_act(view: &View, a: &Cluster, b: &Cluster) -> bool {
    const TELLINGS: usize = 8;
    let same = |x: &u32, y: &u32| view.actions[*x as usize].act == view.actions[*y as usize].act;
    a.actions.iter().take(TELLINGS).any(|x| b.actions.iter().take(TELLINGS).any(|y| same(x, y)))
}

/// The sentence of the last mention of the cluster that stands before the cue.
fn last_told(view: &View, cluster: &Cluster, cue: &Cue) -> Option<u32> {
    let at = view.surface.tokens[cue.token as usize].span.start;
    let before = cluster.actions.partition_point(|a| view.actions[*a as usize].span.start < at);
    before.checked_sub(1).and_then(|k| cluster.actions.get(k)).map(|a| view.actions[*a as usize].sentence)
}

/// All days that are told of the one lie behind those of the other.
fn is_later(view: &View, cluster: &Cluster, than: &Cluster) -> bool {
    let days = |c: &Cluster| {
        let dates = c.actions.iter().filter_map(|a| view.actions[*a as usize].date).filter_map(|d| view.dates.get(d as usize));
        let ranges: Vec<_> = dates.filter_map(|d| d.range).collect();
        ranges.iter().map(|r| r.0).min().zip(ranges.iter().map(|r| r.1).max())
    };
    days(cluster).zip(days(than)).is_some_and(|(one, other)| one.0 > other.1)
}

/// Following the replies from `from` comes to `to`, or the chain is too long to tell.
fn leads_to(replies: &[Option<(usize, u32)>], from: usize, to: usize) -> bool {
    let mut at = from;
    for _ in 0..replies.len().min(REACH) {
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
