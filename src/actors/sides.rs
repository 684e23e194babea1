//! On which side of a verb a mention stands.

use super::draft::Draft;
use super::reader::Reader;
use crate::lexicon::WordList;
use crate::syntax::Voice;

/// What a mention is to its verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Subject of an active verb, agent of a passive one.
    Source,
    /// Object of an active verb, subject of a passive one.
    Target,
}

/// The sides of all verbs, by the head of the noun group.
pub(super) struct Sides {
    /// Head token, its side, and the heads of the groups on the other side of its verb.
    of: Vec<(u32, Side, [Option<u32>; 2])>,
    /// The heads of the subjects of verbs of telling, in order.
    tellers: Vec<u32>,
}

impl Sides {
    pub fn of(reader: &Reader) -> Self {
        let head = |group: Option<u32>| group.and_then(|g| reader.syntax.nouns.get(g as usize)).map(|g| g.head);
        let mut of = Vec::with_capacity(reader.syntax.verbs.len() * 2);
        let mut tellers = Vec::new();
        for verb in &reader.syntax.verbs {
            let (subject, object, agent) = (head(verb.subject), head(verb.object), head(verb.agent));
            let side = if verb.voice == Voice::Active { Side::Source } else { Side::Target };
            if side == Side::Source && reader.is(verb.head, WordList::telling) {
                tellers.extend(subject);
            }
            of.extend(subject.map(|s| (s, side, [object, agent])));
            of.extend(object.map(|o| (o, Side::Target, [subject, None])));
            of.extend(agent.map(|a| (a, Side::Source, [subject, None])));
        }
        of.sort_by_key(|s| s.0);
        tellers.sort_unstable();
        Self { of, tellers }
    }

    fn within(&self, draft: &Draft) -> impl Iterator<Item = &(u32, Side, [Option<u32>; 2])> {
        let from = self.of.partition_point(|s| s.0 < draft.start);
        let end = draft.end;
        self.of.iter().skip(from).take_while(move |s| s.0 < end)
    }

    /// The mention is the one who acts, for some verb.
    pub fn acts(&self, draft: &Draft) -> bool {
        self.within(draft).any(|s| s.1 == Side::Source)
    }

    /// The mention is subject, object or agent of a verb.
    pub fn any(&self, draft: &Draft) -> bool {
        self.within(draft).next().is_some()
    }

    /// All that the mention does is to tell something: `the ministry said`.
    pub fn only_tells(&self, draft: &Draft) -> bool {
        let told = |head: u32| self.tellers.binary_search(&head).is_ok();
        self.any(draft) && self.within(draft).all(|s| s.1 == Side::Source && told(s.0))
    }

    /// The other mention stands on the other side of a verb of this one.
    pub fn opposed(&self, draft: &Draft, other: &Draft) -> bool {
        self.within(draft).take(8).any(|s| s.2.iter().flatten().any(|h| (other.start..other.end).contains(h)))
    }
}
