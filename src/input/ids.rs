use rustc_hash::FxHashSet;

use crate::token::{short_hash, stable_hash};

/// Sees to it that no two articles of a run have the same id.
///
/// Articles pass in input order, so which of two keeps the bare id does not depend on threads. Only hashes are kept: eight
/// bytes an article.
#[derive(Debug, Default)]
pub(super) struct Ids {
    seen: FxHashSet<u64>,
}

impl Ids {
    /// `id`, or where it was seen before `id~` and a short hash of `place`: the path relative to the PATH argument, and
    /// the record in it.
    pub(super) fn unique(&mut self, id: String, place: &str) -> String {
        if self.seen.insert(stable_hash(&id)) {
            return id;
        }
        let marked = format!("{id}~{}", short_hash(place));
        let mut unique = marked.clone();
        // The same file named twice.
        for count in 2.. {
            if self.seen.insert(stable_hash(&unique)) {
                break;
            }
            unique = format!("{marked}-{count}");
        }
        unique
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_ids_are_marked_by_their_place() {
        let mut ids = Ids::default();
        assert_eq!(ids.unique("a".into(), "x/a.txt"), "a");
        let second = ids.unique("a".into(), "y/a.txt");
        assert!(second.starts_with("a~") && second.len() == 8, "{second}");
        assert_eq!(ids.unique("a".into(), "y/a.txt"), format!("{second}-2"));
        assert_eq!(ids.unique("b".into(), "y/a.txt"), "b");
    }
}
