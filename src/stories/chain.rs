//! Answers across articles: what a record answers, wherever its answer and the answered act are told.

use rustc_hash::FxHashMap;

use super::incident::When;
use super::{ArticleKey, IncidentKey, Linked};
use crate::actions::Status;

/// An answer comes within so many days.
const ANSWERED_WITHIN: i32 = 60;
/// Acts looked at for one answer: the latest.
const REACH: usize = 64;
/// Links that are followed to see whether a chain closes.
const LINKS: usize = 1000;

/// Fills in `answers`. No chain closes to a circle: links are made one after the other, and one that would is left out.
pub(super) fn answers(articles: &[ArticleKey], order: &[u32], linked: &mut Linked) {
    linked.answers = vec![None; linked.stands_for.len()];
    let told = told(articles, order, linked);
    // First what the articles say themselves.
    for &a in order {
        let first = linked.first_incident[a as usize];
        for (index, key) in articles[a as usize].incidents.iter().enumerate() {
            if let Some(answered) = key.answers {
                link(linked, &told, first + index as u32, first + answered);
            }
        }
    }
    // Then answers to an act that only another article of the story tells.
    let acts = acts(articles, order, linked);
    for &a in order {
        let first = linked.first_incident[a as usize];
        for (index, key) in articles[a as usize].incidents.iter().enumerate() {
            let incident = first + index as u32;
            if !key.replies || linked.answers[linked.stands_for[incident as usize] as usize].is_some() {
                continue;
            }
            let others = acts.get(&(linked.story[a as usize], toward(key, true)));
            let day = articles[a as usize].day;
            let may = |act: &&Act| before((act.key, act.day), (key, day));
            if let Some(act) = others.into_iter().flatten().rev().take(REACH).filter(may).max_by_key(|act| (act.key.when.last(), act.incident)) {
                link(linked, &told, incident, act.incident);
            }
        }
    }
}

/// What the records of all mentions of an incident tell.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    /// The first incident of the act.
    act: u32,
    /// First and last day that any of its mentions has.
    days: Option<(i32, i32)>,
}

/// For each incident what stands in its record, looked up by the one that stands for it.
fn told(articles: &[ArticleKey], order: &[u32], linked: &Linked) -> Vec<Told> {
    let mut told = vec![Told::default(); linked.stands_for.len()];
    for &a in order {
        let first = linked.first_incident[a as usize];
        for (index, key) in articles[a as usize].incidents.iter().enumerate() {
            let incident = first + index as u32;
            let standing = linked.stands_for[incident as usize];
            let slot = &mut told[standing as usize];
            if standing == incident {
                slot.act = linked.stands_for[(first + key.act) as usize];
            }
            if let When::Days(from, to) = key.when {
                slot.days = Some(slot.days.map_or((from, to), |d| (d.0.min(from), d.1.max(to))));
            }
        }
    }
    told
}

/// An act that may be answered.
struct Act<'k> {
    incident: u32,
    key: &'k IncidentKey,
    /// The day of its article.
    day: Option<i32>,
}

/// The acts of each story that may be answered, by source, target and kind.
fn acts<'k>(articles: &'k [ArticleKey], order: &[u32], linked: &Linked) -> FxHashMap<(u32, u64), Vec<Act<'k>>> {
    let mut acts: FxHashMap<(u32, u64), Vec<Act>> = FxHashMap::default();
    for &a in order {
        for (index, key) in articles[a as usize].incidents.iter().enumerate() {
            let incident = linked.first_incident[a as usize] + index as u32;
            let done = matches!(key.status, Status::Occurred | Status::Ongoing | Status::Alleged);
            if done && key.is_international() && linked.stands_for[incident as usize] == incident {
                acts.entry((linked.story[a as usize], toward(key, false))).or_default().push(Act { incident, key, day: articles[a as usize].day });
            }
        }
    }
    acts
}

/// Source, target and kind of an act, or of the act by the other side.
fn toward(key: &IncidentKey, back: bool) -> u64 {
    let (from, to) = if back { (&key.target, &key.source) } else { (&key.source, &key.target) };
    from.block() ^ to.block().rotate_left(21) ^ (u64::from(key.root()) << 56)
}

/// The act may have been done before its answer: of what has no day of its own the day on which it was told is the last possible one.
fn before(act: (&IncidentKey, Option<i32>), answer: (&IncidentKey, Option<i32>)) -> bool {
    let last = |(key, told): (&IncidentKey, Option<i32>)| key.when.last().or(told);
    match (last(act), last(answer)) {
        (Some(act), Some(answer)) => act <= answer && answer - act <= ANSWERED_WITHIN,
        _ => true,
    }
}

/// Links the records of two incidents, unless that closes a circle, they are of one act, or what is answered came later: what one
/// article tells rightly may not be so where it is joined to what others tell.
fn link(linked: &mut Linked, told: &[Told], answer: u32, answered: u32) {
    let (answer, answered) = (linked.stands_for[answer as usize], linked.stands_for[answered as usize]);
    let (mine, theirs) = (told[answer as usize], told[answered as usize]);
    let later = theirs.days.zip(mine.days).is_some_and(|(theirs, mine)| theirs.0 > mine.1);
    if linked.answers[answer as usize].is_some() || mine.act == theirs.act || later {
        return;
    }
    let mut at = answered;
    for _ in 0..LINKS {
        if at == answer {
            return;
        }
        match linked.answers[at as usize] {
            Some(next) => at = next,
            None => {
                linked.answers[answer as usize] = Some(answered);
                return;
            }
        }
    }
}
