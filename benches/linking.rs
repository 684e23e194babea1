//! The pass over a whole run: 300,000 articles with a million incidents, about a third of them told again elsewhere.
//!
//! `cargo bench --bench linking` prints the time and the peak memory (Linux); with `-- 10` it is ten times as many. Keys are
//! made up from a fixed seed, so that each run has the same work.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::time::Instant;

use dateline::actions::Status;
use dateline::stories::{ArticleKey, IncidentKey, Scope, Side, When, link};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ARTICLES: u32 = 300_000;
const INCIDENTS: u32 = 1_000_000;
const COUNTRIES: [&[u8; 3]; 12] = [b"GBR", b"RUS", b"USA", b"CHN", b"FRA", b"DEU", b"IND", b"PAK", b"ISR", b"IRN", b"UKR", b"POL"];
const CODES: [&[u8; 3]; 8] = [b"161", b"190", b"114", b"040", b"172", b"112", b"130", b"173"];

/// Xorshift, for the same keys everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % u64::from(n)) as u32
    }
}

fn side(country: usize) -> Side {
    let mut code = [0; 12];
    code[..3].copy_from_slice(COUNTRIES[country]);
    code[3..6].copy_from_slice(b"GOV");
    Side { code, name: country as u32 + 1, person: false }
}

fn incident(random: &mut Random, day: i32, act: u32) -> IncidentKey {
    let mut cameo = [0; 4];
    cameo[..3].copy_from_slice(CODES[random.below(8) as usize]);
    let source = random.below(12);
    let target = (source + 1 + random.below(11)) % 12;
    IncidentKey {
        source: side(source as usize),
        target: side(target as usize),
        cameo,
        status: Status::Occurred,
        when: if random.below(4) == 0 { When::Unknown } else { When::Days(day, day) },
        place: None,
        answers: (act > 0 && random.below(10) == 0).then(|| act - 1),
        replies: random.below(20) == 0,
        act,
    }
}

/// Words of the article's own story, and some that many share.
fn terms(random: &mut Random, story: u32) -> Box<[(u32, f32)]> {
    let mut terms: Vec<u32> = (0..20).map(|i| story * 64 + 1_000_000 + (i + random.below(8)) % 24).collect();
    terms.extend((0..40).map(|_| random.below(60_000)));
    terms.sort_unstable();
    terms.dedup();
    let weight = 1.0 / (terms.len() as f32).sqrt();
    terms.into_iter().map(|t| (t, weight)).collect()
}

fn articles(times: u32) -> Vec<ArticleKey> {
    let all = ARTICLES * times;
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let article = |a: u32| {
        let story = random.below(all / 3);
        let day = 18_000 + (story % 2_000) as i32 + random.below(3) as i32;
        let count = INCIDENTS / ARTICLES + u32::from(a.is_multiple_of(3));
        ArticleKey {
            day: Some(day),
            order: u64::from(a).wrapping_mul(0x9e37_79b9_7f4a_7c15),
            terms: terms(&mut random, story),
            sketch: (0..32).map(|i| i * 1000 + random.below(1_000_000_000)).collect::<std::collections::BTreeSet<_>>().into_iter().collect(),
            incidents: (0..count).map(|act| incident(&mut random, day, act)).collect(),
        }
    };
    (0..all).map(article).collect()
}

/// Peak memory in megabytes.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kb| kb / 1024)
}

fn main() {
    let times = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(1);
    let articles = articles(times);
    let incidents: usize = articles.iter().map(|a| a.incidents.len()).sum();
    let before = peak();
    let began = Instant::now();
    let linked = link(&articles, Scope::All);
    let took = began.elapsed();
    let records = linked.stands_for.iter().enumerate().filter(|(i, s)| **s as usize == *i).count();
    println!("{incidents} incidents of {} articles linked to {records} records in {:.1} s", articles.len(), took.as_secs_f64());
    if let (Some(before), Some(after)) = (before, peak()) {
        println!("peak memory {after} MB, {before} MB of it the keys");
    }
}
