//! Stories: articles on one happening.
//!
//! Articles that share a heavy word are compared; pairs join in the order of their likeness. Two groups join only if they
//! are alike on the average of all their members (the product of their sums of terms), so that no chain of articles, each
//! like the next, ties two stories together.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ArticleKey;
use super::incident::{self, DatedAct};
use super::terms::{cosine, reweighed};

/// Likeness from which two articles, or two groups of them, are one story.
const ALIKE: f32 = 0.19;
/// Of undated articles only the words count. Those of neighbouring days are more likely to be one story…
const SAME_DAYS: f32 = 1.8;
/// …within this many days…
const NEAR: f32 = 3.0;
/// …and less so with every further day: half as likely after this many.
const HALF: f32 = 15.0;
/// A crawler's date may be off by a year, so that very like articles are one story whatever their dates.
const FAR: f32 = 0.6;
/// Where the acts that two articles have in common happened on different days, they tell of two happenings.
const CONTRADICTED: f32 = 0.2;

/// Heavy terms by which an article looks for others.
const PROBES: usize = 16;
/// Articles looked at for a term: the latest before this one.
const HOLDERS: usize = 24;
/// Articles that are compared in full: those that share most of the heavy terms.
const COMPARED: usize = 24;
/// Likest articles that are kept of each.
const NEIGHBOURS: usize = 12;
/// Terms of a group that are kept.
const GROUP_TERMS: usize = 256;
/// Dated acts of a group that are kept.
const GROUP_ACTS: usize = 64;
/// Rounds over the pairs: a group that has grown may fit where it did not before.
const ROUNDS: usize = 2;

/// The first article of each article's story. Articles that have one story in `known` already stay together.
pub(super) fn stories(articles: &[ArticleKey], order: &[u32], duplicate_of: &[Option<u32>], known: &[u32]) -> Vec<u32> {
    let firsts: Vec<u32> = order.iter().copied().filter(|a| duplicate_of[*a as usize].is_none()).collect();
    let acts: Vec<Vec<DatedAct>> = firsts.iter().map(|a| incident::dated_acts(&articles[*a as usize])).collect();
    let terms = reweighed(articles, &firsts);
    let pairs = pairs(articles, &firsts, &terms, &acts);
    let mut groups = Groups::new(articles, &firsts, terms, acts);
    let mut place = vec![u32::MAX; articles.len()];
    for (at, article) in firsts.iter().enumerate() {
        place[*article as usize] = at as u32;
    }
    for (at, article) in firsts.iter().enumerate() {
        let told = known.get(*article as usize).and_then(|first| place.get(*first as usize)).copied();
        if let Some(told) = told.filter(|t| *t != u32::MAX) {
            groups.unite(told, at as u32);
        }
    }
    for _ in 0..ROUNDS {
        for (_, a, b) in &pairs {
            groups.join(*a, *b);
        }
    }
    let mut story: Vec<u32> = (0..articles.len() as u32).collect();
    for (at, article) in firsts.iter().enumerate() {
        story[*article as usize] = firsts[groups.first(at as u32) as usize];
    }
    for (article, first) in duplicate_of.iter().enumerate() {
        if let Some(first) = first {
            story[article] = story[*first as usize];
        }
    }
    story
}

/// How the distance in days changes likeness.
fn by_days(days: f32) -> f32 {
    let near = if days <= NEAR { 1.0 } else { (0.5f32).powf((days - NEAR) / HALF) };
    (SAME_DAYS * near).max(FAR)
}

/// Pairs of articles (as places in `firsts`) that may be one story, the likest first.
fn pairs(articles: &[ArticleKey], firsts: &[u32], terms: &[Vec<(u32, f32)>], acts: &[Vec<DatedAct>]) -> Vec<(u32, u32, u32)> {
    let holders = Holders::new(terms);
    let mut pairs: Vec<(u32, u32, u32)> = (0..firsts.len() as u32)
        .into_par_iter()
        .with_min_len(1024)
        .map_init(Shared::default, |shared, at| {
            let me = &articles[firsts[at as usize] as usize];
            let mut found: Vec<(u32, u32, u32)> = holders
                .before(at, shared)
                .into_iter()
                .filter_map(|other| {
                    let them = &articles[firsts[other as usize] as usize];
                    let mut alike = cosine(&terms[at as usize], &terms[other as usize]);
                    if let (Some(a), Some(b)) = (me.day, them.day) {
                        alike *= by_days(a.abs_diff(b) as f32);
                    }
                    if alike >= ALIKE && incident::contradict(&acts[at as usize], &acts[other as usize]) {
                        alike *= CONTRADICTED;
                    }
                    // As a whole number, so that pairs have one order everywhere.
                    (alike >= ALIKE).then_some((u32::MAX - (alike * 1e6) as u32, other, at))
                })
                .collect();
            found.sort_unstable();
            found.truncate(NEIGHBOURS);
            found
        })
        .flatten_iter()
        .collect();
    pairs.sort_unstable();
    pairs
}

/// For each heavy term the articles that have it, in order.
struct Holders {
    lists: Vec<Vec<(u32, f32)>>,
    /// Of each article in turn its places: a list, and the place in it.
    places: Vec<(u32, u32)>,
    /// Where the places of each article begin; one more entry than articles.
    starts: Vec<u32>,
}

impl Holders {
    fn new(terms: &[Vec<(u32, f32)>]) -> Self {
        let mut lists: Vec<Vec<(u32, f32)>> = Vec::new();
        let mut of_term: FxHashMap<u32, u32> = FxHashMap::default();
        let mut places = Vec::with_capacity(terms.len() * PROBES);
        let mut starts = Vec::with_capacity(terms.len() + 1);
        for (at, terms) in terms.iter().enumerate() {
            starts.push(places.len() as u32);
            for (term, weight) in heaviest(terms) {
                let number = *of_term.entry(term).or_insert(lists.len() as u32);
                if number as usize == lists.len() {
                    lists.push(Vec::new());
                }
                let list = &mut lists[number as usize];
                places.push((number, list.len() as u32));
                list.push((at as u32, weight));
            }
        }
        starts.push(places.len() as u32);
        Self { lists, places, starts }
    }

    /// Articles before `at` that share its heavy terms: those that share the most.
    fn before(&self, at: u32, shared: &mut Shared) -> Vec<u32> {
        for (list, place) in &self.places[self.starts[at as usize] as usize..self.starts[at as usize + 1] as usize] {
            let (list, place) = (&self.lists[*list as usize], *place as usize);
            let weight = list[place].1;
            for (other, theirs) in &list[place.saturating_sub(HOLDERS)..place] {
                shared.add(*other, weight * theirs);
            }
        }
        let mut sums = shared.take();
        if sums.len() > COMPARED {
            sums.select_nth_unstable_by(COMPARED, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            sums.truncate(COMPARED);
        }
        sums.into_iter().map(|s| s.0).collect()
    }
}

/// What articles share with the one at hand, added up; kept from one article to the next.
#[derive(Default)]
struct Shared {
    /// The sum of each article, 0 for those that share nothing.
    sums: Vec<f32>,
    /// The articles whose sum is not 0.
    touched: Vec<u32>,
}

impl Shared {
    fn add(&mut self, article: u32, weight: f32) {
        let at = article as usize;
        if self.sums.len() <= at {
            self.sums.resize(at + 1, 0.0);
        }
        if self.sums[at] == 0.0 {
            self.touched.push(article);
        }
        self.sums[at] += weight;
    }

    fn take(&mut self) -> Vec<(u32, f32)> {
        let sums = &mut self.sums;
        self.touched.drain(..).map(|a| (a, std::mem::take(&mut sums[a as usize]))).collect()
    }
}

fn heaviest(terms: &[(u32, f32)]) -> impl Iterator<Item = (u32, f32)> {
    let mut terms: Vec<(u32, f32)> = terms.to_vec();
    if terms.len() > PROBES {
        terms.select_nth_unstable_by(PROBES, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(PROBES);
    }
    terms.into_iter()
}

/// Articles joined so far.
struct Groups {
    /// Another article of the group, nearer to its root; a root names itself.
    parent: Vec<u32>,
    groups: Vec<Group>,
}

#[derive(Default)]
struct Group {
    /// Sum of the terms of all members.
    terms: Vec<(u32, f32)>,
    acts: Vec<DatedAct>,
    members: u32,
    first: u32,
    /// Dated members, and the sum of their days.
    dated: u32,
    days: f64,
}

impl Groups {
    fn new(articles: &[ArticleKey], firsts: &[u32], terms: Vec<Vec<(u32, f32)>>, acts: Vec<Vec<DatedAct>>) -> Self {
        let groups = firsts.iter().zip(terms).zip(acts).enumerate().map(|(at, ((article, terms), acts))| {
            let article = &articles[*article as usize];
            Group { terms, acts, members: 1, first: at as u32, dated: u32::from(article.day.is_some()), days: f64::from(article.day.unwrap_or(0)) }
        });
        Self { parent: (0..firsts.len() as u32).collect(), groups: groups.collect() }
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            let up = self.parent[at as usize];
            self.parent[at as usize] = self.parent[up as usize];
            at = up;
        }
        at
    }

    /// The first article of the group of `at`.
    fn first(&mut self, at: u32) -> u32 {
        let root = self.root(at);
        self.groups[root as usize].first
    }

    /// Joins the groups of two articles if they are alike as wholes.
    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b && self.groups[a as usize].alike(&self.groups[b as usize]) >= ALIKE {
            self.unite(a, b);
        }
    }

    /// Joins the groups of two articles.
    fn unite(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let (large, small) = if self.groups[a as usize].members < self.groups[b as usize].members { (b, a) } else { (a, b) };
        let small_group = std::mem::take(&mut self.groups[small as usize]);
        self.groups[large as usize].take_in(small_group);
        self.parent[small as usize] = large;
    }
}

impl Group {
    /// The likeness of two groups: the mean over all pairs of members.
    fn alike(&self, other: &Group) -> f32 {
        let mut alike = cosine(&self.terms, &other.terms) / (self.members as f32 * other.members as f32);
        if self.dated > 0 && other.dated > 0 {
            let apart = (self.days / f64::from(self.dated) - other.days / f64::from(other.dated)).abs() as f32;
            let share = (self.dated as f32 / self.members as f32) * (other.dated as f32 / other.members as f32);
            alike *= share * by_days(apart) + (1.0 - share);
        }
        if alike >= ALIKE && incident::contradict(&self.acts, &other.acts) {
            alike *= CONTRADICTED;
        }
        alike
    }

    fn take_in(&mut self, other: Group) {
        self.terms = sum(&self.terms, &other.terms);
        self.acts.extend(other.acts);
        self.acts.sort_unstable();
        self.acts.dedup();
        self.acts.truncate(GROUP_ACTS);
        self.members += other.members;
        self.first = self.first.min(other.first);
        self.dated += other.dated;
        self.days += other.days;
    }
}

/// The sum of two lists of terms, cut to the heaviest.
fn sum(a: &[(u32, f32)], b: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let mut all = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                all.push((x.0, x.1 + y.1));
                i += 1;
                j += 1;
            }
            (Some(x), y) if y.is_none_or(|y| x.0 < y.0) => {
                all.push(*x);
                i += 1;
            }
            (_, Some(y)) => {
                all.push(*y);
                j += 1;
            }
            _ => break,
        }
    }
    if all.len() > GROUP_TERMS {
        all.select_nth_unstable_by(GROUP_TERMS, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.truncate(GROUP_TERMS);
        all.sort_unstable_by_key(|t| t.0);
    }
    all
}
