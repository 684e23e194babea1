//! Incidents that several articles tell.
//!
//! Articles are gone through in their own order, and each incident joins the record that it agrees with best. In one
//! story, records between the same two and of the same kind are looked at; across stories, only those of the same day.

use rustc_hash::FxHashMap;

use super::incident::{Side, When};
use super::{ArticleKey, IncidentKey, Linked};

/// Records looked at for one incident: the latest.
const REACH: usize = 64;

/// A record, told in one article or several.
struct Record {
    /// Its incident in the first article.
    first: u32,
    /// The last article that joined: an article's own incidents were told apart already.
    article: u32,
    /// What is known of it by now.
    key: IncidentKey,
}

/// Fills in `first_incident`, `stands_for` and `merged`.
pub(super) fn incidents(articles: &[ArticleKey], order: &[u32], linked: &mut Linked) {
    let mut first = Vec::with_capacity(articles.len() + 1);
    let mut count = 0u32;
    for article in articles {
        first.push(count);
        count += article.incidents.len() as u32;
    }
    first.push(count);
    linked.stands_for = (0..count).collect();
    let mut records: Vec<Record> = Vec::new();
    let mut in_story: FxHashMap<(u64, u32), Vec<u32>> = FxHashMap::default();
    let mut on_day: FxHashMap<(u64, i32), Vec<u32>> = FxHashMap::default();
    for &a in order {
        let story = linked.story[a as usize];
        for (index, key) in articles[a as usize].incidents.iter().enumerate() {
            let incident = first[a as usize] + index as u32;
            let block = block(key);
            let day = day_of(key);
            let near = blocks_near(key).into_iter().filter_map(|b| in_story.get(&(b, story)));
            let best = near.filter_map(|r| best(&records, r, a, key, true)).max_by_key(|(fit, record)| (*fit, std::cmp::Reverse(*record)));
            let best = best.map(|(_, record)| record);
            let best =
                best.or_else(|| day.and_then(|d| on_day.get(&(block, d))).and_then(|r| self::best(&records, r, a, key, false)).map(|(_, record)| record));
            let record = match best {
                Some(record) => {
                    let known = &mut records[record as usize];
                    known.take_in(a, key);
                    linked.stands_for[incident as usize] = known.first;
                    linked.merged.entry(known.first).or_insert_with(|| vec![known.first]).push(incident);
                    record
                }
                None => {
                    records.push(Record { first: incident, article: a, key: *key });
                    records.len() as u32 - 1
                }
            };
            for block in blocks_of(key) {
                enter(in_story.entry((block, story)).or_default(), record);
            }
            if let Some(day) = day {
                enter(on_day.entry((block, day)).or_default(), record);
            }
        }
    }
    linked.first_incident = first;
}

fn enter(list: &mut Vec<u32>, record: u32) {
    if list.last() != Some(&record) {
        list.push(record);
    }
}

/// Only incidents that share this are compared: the two countries and the kind of act.
fn block(key: &IncidentKey) -> u64 {
    pair(key.source.block(), key.target.block(), key)
}

fn pair(source: u64, target: u64, key: &IncidentKey) -> u64 {
    source ^ target.rotate_left(21) ^ (u64::from(key.root()) << 56)
}

/// Stands for a side of any name in a block, so that a telling that leaves a side out finds those that name it.
const ANY: u64 = 0x5bd1_e995_97f4_a7c5;

/// The blocks under which a record is found.
fn blocks_of(key: &IncidentKey) -> Vec<u64> {
    let mut blocks = vec![block(key)];
    if key.source.is_known() && key.target.is_known() {
        blocks.push(pair(ANY, key.target.block(), key));
        blocks.push(pair(key.source.block(), ANY, key));
    }
    blocks
}

/// The blocks in which an incident looks for its record.
fn blocks_near(key: &IncidentKey) -> Vec<u64> {
    let none = Side::default().block();
    match (key.source.is_known(), key.target.is_known()) {
        (true, true) => vec![block(key), pair(none, key.target.block(), key), pair(key.source.block(), none, key)],
        (false, true) => vec![block(key), pair(ANY, key.target.block(), key)],
        (true, false) => vec![block(key), pair(key.source.block(), ANY, key)],
        (false, false) => vec![block(key)],
    }
}

/// The day by which a deed is known outside its story. Words are spoken every day, and of acts inside a country there are
/// many of a kind on one day.
fn day_of(key: &IncidentKey) -> Option<i32> {
    let deed = matches!(key.root(), 6..=8 | 14..=20);
    key.when.day().filter(|_| deed && key.is_international())
}

/// The record that agrees best; of equals the one told first.
fn best(records: &[Record], candidates: &[u32], article: u32, key: &IncidentKey, one_story: bool) -> Option<(u32, u32)> {
    let mut best: Option<(u32, u32)> = None;
    for &candidate in candidates.iter().rev().take(REACH) {
        let record = &records[candidate as usize];
        if record.article == article {
            continue;
        }
        let Some(fit) = agreement(&record.key, key, one_story) else { continue };
        if best.is_none_or(|(b, r)| (fit, std::cmp::Reverse(candidate)) > (b, std::cmp::Reverse(r))) {
            best = Some((fit, candidate));
        }
    }
    best
}

/// How well two incidents agree; `None` where they are two.
fn agreement(a: &IncidentKey, b: &IncidentKey, one_story: bool) -> Option<u32> {
    if !a.same_kind(b) || !a.same_footing(b) || !a.same_place(b) {
        return None;
    }
    let side = |x: &Side, y: &Side| if x.is_known() && y.is_known() { x.agreement(y) } else { Some(0) };
    let (source, target) = (side(&a.source, &b.source)?, side(&a.target, &b.target)?);
    let when = a.when.agreement(b.when)?;
    // Where only one of them names a side, the day must speak for them.
    let left_out = a.source.is_known() != b.source.is_known() || a.target.is_known() != b.target.is_known();
    if left_out && when < 2 {
        return None;
    }
    if !one_story {
        // Far from the story's context all must be said: the codes, the day, and for violence the place.
        let violent = a.root() >= 18;
        let placed = a.place.is_some() && b.place.is_some();
        return (a.cameo == b.cameo && source >= 2 && target >= 2 && when == 2 && (placed || !violent)).then_some(source + target);
    }
    (source + target >= 2).then_some(source + target + when + u32::from(a.cameo == b.cameo))
}

impl Record {
    fn take_in(&mut self, article: u32, key: &IncidentKey) {
        self.article = article;
        self.key.when = match (self.key.when, key.when) {
            (When::Days(..), When::Days(..)) => self.key.when.narrowed(key.when),
            (mine, theirs) => mine.narrowed(theirs),
        };
        self.key.place = self.key.place.or(key.place);
        for (mine, theirs) in [(&mut self.key.source, key.source), (&mut self.key.target, key.target)] {
            if !mine.is_known() {
                *mine = theirs;
            }
        }
        if self.key.cameo[2..].contains(&b'0') && key.cameo != self.key.cameo {
            self.key.cameo = key.cameo;
        }
    }
}
