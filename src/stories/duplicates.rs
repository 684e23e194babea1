//! Reprints: articles that share most of their wording.

use rustc_hash::FxHashMap;

use super::ArticleKey;

/// The share of common runs from which two articles are one text: agency copy with another head and a shorter tail.
const ALIKE: f32 = 0.5;
/// The hashes of a sketch by which articles find each other: two that share half of their runs miss in one of 256 cases.
const PROBES: usize = 8;
/// The texts that are looked at for one hash.
const HOLDERS: usize = 16;
/// Texts of fewer runs are headlines and captions: too short to be told apart by their wording.
const LEAST: usize = 12;

/// For each article the first one that it reprints. Copies of copies name the first text.
pub(super) fn find(articles: &[ArticleKey], order: &[u32]) -> Vec<Option<u32>> {
    let mut duplicate_of = vec![None; articles.len()];
    let mut holders: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for &a in order {
        let sketch = &articles[a as usize].sketch;
        if sketch.len() < LEAST {
            continue;
        }
        let probes = &sketch[..sketch.len().min(PROBES)];
        let mut candidates: Vec<u32> = probes.iter().filter_map(|p| holders.get(p)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let alike = |b: &u32| resemblance(sketch, &articles[*b as usize].sketch);
        let best = candidates.iter().map(|b| (alike(b), *b)).max_by(|x, y| x.0.total_cmp(&y.0).then(rank(articles, y.1).cmp(&rank(articles, x.1))));
        match best.filter(|b| b.0 >= ALIKE) {
            // Only first texts are kept to compare with: a thousand copies cost as much as a thousand articles.
            Some((_, first)) => duplicate_of[a as usize] = Some(first),
            None => {
                for probe in probes {
                    let held = holders.entry(*probe).or_default();
                    if held.len() < HOLDERS {
                        held.push(a);
                    }
                }
            }
        }
    }
    duplicate_of
}

fn rank(articles: &[ArticleKey], a: u32) -> (i32, u64, u32) {
    (articles[a as usize].day.unwrap_or(i32::MAX), articles[a as usize].order, a)
}

/// The share of common runs, estimated by the least hashes of both.
fn resemblance(a: &[u32], b: &[u32]) -> f32 {
    let size = a.len().min(b.len());
    let (mut i, mut j, mut common, mut all) = (0, 0, 0u32, 0u32);
    while (all as usize) < size && i < a.len() && j < b.len() {
        all += 1;
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    if all == 0 { 0.0 } else { common as f32 / all as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_least_hashes_in_common() {
        assert!((resemblance(&[1, 2, 3, 4], &[1, 2, 3, 4]) - 1.0).abs() < 1e-6);
        assert!((resemblance(&[1, 2, 3, 4], &[1, 3, 8, 9]) - 0.5).abs() < 1e-6);
        assert!(resemblance(&[1, 2], &[3, 4]) < 0.1);
    }
}
