//! Which actions of an article tell of one act.

use super::{Cluster, View};
use crate::actions::{Action, Party, Status};
use crate::dates::TimeExpression;

/// How many clusters back an action is compared with: an article tells of an act within reach, and the pass stays linear.
const REACH: usize = 200;

/// Groups the actions, in the order of the text: each joins the best cluster that it agrees with, else it opens one.
pub(super) fn cluster(view: &View) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (index, action) in view.actions.iter().enumerate() {
        let from = clusters.len().saturating_sub(REACH);
        let best = clusters[from..].iter().enumerate().filter_map(|(c, cluster)| fit(view, cluster, action).map(|fit| (fit, from + c))).max();
        match best {
            Some((_, c)) => clusters[c].actions.push(index as u32),
            None => clusters.push(Cluster { actions: vec![index as u32], references: Vec::new() }),
        }
    }
    clusters
}

/// How well an action agrees with all actions of a cluster; `None` where they are two acts.
fn fit(view: &View, cluster: &Cluster, action: &Action) -> Option<u32> {
    let mut total = 0;
    for member in cluster.actions.iter().take(50) {
        total = total.max(agreement(view, &view.actions[*member as usize], action)?);
    }
    Some(total)
}

fn agreement(view: &View, a: &Action, b: &Action) -> Option<u32> {
    if a.act == b.act || !same_kind(&a.cameo, &b.cameo) || !same_footing(a.status, b.status) {
        return None;
    }
    let source = sides(view, a.source.as_ref(), b.source.as_ref())?;
    let target = sides(view, a.target.as_ref(), b.target.as_ref())?;
    // Agreement on nothing but the kind of act makes no one act of two.
    if source + target == 0 {
        return None;
    }
    let date = dates(view, a, b)?;
    Some(source + target + date)
}

/// Equal codes, or one is the general form of the other (`190` of `194`, `13` of `138`).
fn same_kind(a: &str, b: &str) -> bool {
    a == b || a.get(..2) == b.get(..2) && (general(a, b) || general(b, a))
}

fn general(wide: &str, narrow: &str) -> bool {
    let stem = wide.trim_end_matches('0');
    stem.len() >= 2 && stem.len() < wide.len().max(narrow.len()) && narrow.starts_with(stem) && wide.len() <= narrow.len()
}

/// What was done, is being done or was only announced may be one act; what was denied or supposed is not what was done.
fn same_footing(a: Status, b: Status) -> bool {
    let real = |s| matches!(s, Status::Occurred | Status::Ongoing | Status::Planned | Status::Alleged);
    a == b || real(a) && real(b)
}

/// How well two sides agree: 3 one entity, 2 one code, 1 one country, 0 one of them unknown; `None` for two actors.
fn sides(view: &View, a: Option<&Party>, b: Option<&Party>) -> Option<u32> {
    let (Some(a), Some(b)) = (a, b) else { return Some(0) };
    if a.entity == b.entity {
        return Some(3);
    }
    if a.code.is_empty() || b.code.is_empty() {
        return None;
    }
    let person = |p: &Party| view.actors.entities.get(p.entity as usize).is_some_and(|e| e.named && e.kind == crate::actors::EntityKind::Person);
    if a.code == b.code {
        // Two named persons of one government are two targets, but either stands for the government as a source.
        return Some(if person(a) && person(b) { 1 } else { 2 });
    }
    // `a diplomat` (GOV) may be the British diplomat (GBRGOV) told elsewhere.
    let bare = |x: &str, y: &str| x.len() == 3 && crate::lexicon::actor_country(x).is_empty() && y.len() > 3 && y.ends_with(x);
    let one = a.code.starts_with(b.code.as_str()) || b.code.starts_with(a.code.as_str()) || bare(&a.code, &b.code) || bare(&b.code, &a.code);
    one.then_some(1)
}

/// Dates that can be one: 2 both known, 0 one unknown.
fn dates(view: &View, a: &Action, b: &Action) -> Option<u32> {
    let known = |x: &Action| x.date.and_then(|d| view.dates.get(d as usize));
    let (Some(a), Some(b)) = (known(a), known(b)) else { return Some(0) };
    compatible(a, b).then_some(2)
}

/// Both can mean one day.
pub(super) fn compatible(a: &TimeExpression, b: &TimeExpression) -> bool {
    match (a.range, b.range) {
        (Some((a_from, a_to)), Some((b_from, b_to))) => a_from <= b_to && b_from <= a_to,
        _ => a.value == b.value || one_holds_the_other(&a.value, &b.value) || a.value.ends_with("_REF") || b.value.ends_with("_REF"),
    }
}

/// Underspecified values: `XXXX-WXX-1` (a Monday) lies in `XXXX-WXX` (a week).
fn one_holds_the_other(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}
