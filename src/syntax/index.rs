//! Groups by token, without searching.

use std::ops::Range;

/// How many groups of a list start before each token; the groups are in order and do not overlap.
#[derive(Debug, Default)]
pub(super) struct GroupIndex {
    /// One entry a token and one more.
    before: Vec<u32>,
}

impl GroupIndex {
    /// An index of the groups with these token ranges.
    pub(super) fn new<'g>(tokens: usize, groups: impl Iterator<Item = &'g Range<u32>>) -> Self {
        let mut before = vec![0; tokens + 1];
        for group in groups {
            if let Some(behind) = before.get_mut(group.start as usize + 1) {
                *behind = 1;
            }
        }
        let mut count = 0;
        for slot in &mut before {
            count += *slot;
            *slot = count;
        }
        Self { before }
    }

    /// How many groups start before the token: the index of the first one that starts at or behind it.
    #[inline]
    pub(super) fn from(&self, token: u32) -> usize {
        let last = self.before.len().saturating_sub(1);
        self.before.get((token as usize).min(last)).map_or(0, |n| *n as usize)
    }

    /// How many groups end before or at the token: the index of the first one that holds it or starts behind it.
    #[inline]
    pub(super) fn past(&self, token: u32, end_of: impl Fn(usize) -> u32) -> usize {
        let from = self.from(token);
        if from > 0 && end_of(from - 1) > token { from - 1 } else { from }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_index_says_what_a_search_says(gaps in proptest::collection::vec((0u32..4, 1u32..4), 0..20), rest in 0usize..4) {
            let mut at = 0;
            let mut groups = Vec::new();
            for (gap, len) in gaps {
                groups.push(at + gap..at + gap + len);
                at += gap + len;
            }
            let tokens = at as usize + rest;
            let index = GroupIndex::new(tokens, groups.iter());
            for token in 0..tokens as u32 + 3 {
                prop_assert_eq!(index.from(token), groups.partition_point(|g| g.start < token));
                prop_assert_eq!(index.past(token, |g| groups[g].end), groups.partition_point(|g| g.end <= token));
            }
        }
    }
}
