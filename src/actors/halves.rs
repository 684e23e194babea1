//! Two names that share their last words: `North and South Korea`.

use super::lexical::{Finder, Item, What};
use crate::lexicon::Term;
use crate::syntax::Tag;
use crate::token::Token;

/// How many words a name may have whose rest another one shares.
const MOST: usize = 4;

impl Finder<'_, '_> {
    /// A word before `and` that makes a name with the rest of the name behind it: of `North and South Korea`, `North`.
    pub(super) fn half(&self, i: u32, end: u32) -> Option<Item> {
        let reader = self.reader;
        if reader.tag(i + 1) != Tag::Conj || i + 3 >= end || !reader.is_capital(i) || !reader.is_capital(i + 2) {
            return None;
        }
        let whole = self.known(i + 2, end).filter(|w| matches!(w.what, What::Name(_)) && w.end > w.start + 1)?;
        let tokens = &reader.surface.tokens;
        let first = tokens.get(i as usize)?;
        let rest = tokens.get(i as usize + 3..whole.end as usize).filter(|r| r.len() < MOST)?;
        let mut name = [*first; MOST];
        name[1..=rest.len()].copy_from_slice(rest);
        let words: &[Token] = &name[..=rest.len()];
        let mut found = None;
        reader.actors.each(words, reader.surface.all_caps, |hit| {
            if let Term::Name(id) = hit.value
                && hit.len == words.len()
                && self.is_alike(id, whole)
            {
                found = Some(id);
            }
        });
        found.map(|id| Item { start: i, end: i + 1, what: What::Name(id) })
    }

    /// Both name the same kind of thing: two states, two peoples.
    fn is_alike(&self, id: u32, whole: Item) -> bool {
        let What::Name(other) = whole.what else { return false };
        let (one, two) = (self.reader.name(id), self.reader.name(other));
        one.kind == two.kind && one.usage == two.usage
    }
}
