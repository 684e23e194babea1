use super::clause::Linker;
use super::index::GroupIndex;
use super::{NounGroup, Tag, Tense, VerbGroup, Voice};
use crate::lexicon::Tags;
use crate::text::Surface;
use crate::token::TokenKind;

/// Links the groups of an enumeration: `Britain, France and Germany`. The last member needs its `and` or `or`, so that
/// an apposition is no enumeration; a group that opens the next clause (`… and Britain responded`) is no member.
pub(super) fn join(surface: &Surface, tags: &[Tag], nouns: &mut [NounGroup], verbs: &[VerbGroup], verb_index: &GroupIndex) {
    for i in 1..nouns.len() {
        if nouns[i].sentence != nouns[i - 1].sentence || nouns[i].temporal || nouns[i - 1].temporal {
            continue;
        }
        let first = lead(nouns, i - 1);
        let gap = nouns[i - 1].tokens.end as usize..nouns[i].tokens.start as usize;
        if !is_conjunction(surface, tags, gap) || opens_clause(surface, tags, nouns, verbs, verb_index, i, first) {
            continue;
        }
        nouns[i].joined = Some(first);
        comma_members(surface, tags, nouns, first as usize);
    }
}

/// The group that an enumeration's next member joins: the one before, or the group that owns or governs it
/// (`the ambassador of France and an aide` joins `the ambassador`).
fn lead(nouns: &[NounGroup], last: usize) -> u32 {
    let mut at = last;
    while at > 0
        && nouns[at].possessor.is_none()
        && nouns[at].prep.is_some_and(|p| p == nouns[at - 1].tokens.end)
        && nouns[at - 1].sentence == nouns[at].sentence
    {
        at -= 1;
    }
    // Only `X of Y and Z` with a determiner before Z is read so; `the leaders of France and Germany` joins France.
    if at != last { last as u32 } else { at as u32 }
}

fn is_conjunction(surface: &Surface, tags: &[Tag], gap: std::ops::Range<usize>) -> bool {
    let mut conjunctions = 0;
    for k in gap {
        match tags[k] {
            Tag::Conj => conjunctions += 1,
            Tag::Mark if surface.tokens[k].kind == TokenKind::Comma => {}
            Tag::Adv => {}
            _ => return false,
        }
    }
    conjunctions == 1
}

/// Group `i` is the subject of a finite verb of its own, while the enumeration stands behind another verb.
fn opens_clause(surface: &Surface, tags: &[Tag], nouns: &[NounGroup], verbs: &[VerbGroup], verb_index: &GroupIndex, i: usize, first: u32) -> bool {
    let at = verb_index.from(nouns[i].tokens.end);
    let followed = verbs.get(at).is_some_and(|v| v.sentence == nouns[i].sentence && v.tokens.start == nouns[i].tokens.end && v.is_finite());
    let behind_verb =
        at.checked_sub(1).and_then(|b| verbs.get(b)).is_some_and(|v| v.sentence == nouns[i].sentence && v.tokens.end <= nouns[first as usize].tokens.start);
    followed && behind_verb && !is_subject(surface, tags, nouns, first as usize)
}

/// `said that the government and the rebels must`, `after Peru, Chile and Cuba protested`: what stands behind the conjunction is
/// a subject.
fn is_subject(surface: &Surface, tags: &[Tag], nouns: &[NounGroup], mut first: usize) -> bool {
    while first > 0 && is_comma(surface, tags, nouns, first) && !nouns[first - 1].temporal {
        first -= 1;
    }
    let before = nouns[first].tokens.start.checked_sub(1);
    before.is_some_and(|k| tags[k as usize] == Tag::Sub || tags[k as usize] == Tag::Prep && surface.tags(k as usize).any(Tags::SUB))
}

/// Only a comma stands between the group and the one before.
fn is_comma(surface: &Surface, tags: &[Tag], nouns: &[NounGroup], at: usize) -> bool {
    let gap = nouns[at - 1].tokens.end as usize..nouns[at].tokens.start as usize;
    gap.len() == 1 && surface.tokens[gap.start].kind == TokenKind::Comma && tags[gap.start] == Tag::Mark && nouns[at - 1].sentence == nouns[at].sentence
}

/// `Britain, France and Germany`: the members before the last, joined by commas, walk back from `first`.
fn comma_members(surface: &Surface, tags: &[Tag], nouns: &mut [NounGroup], first: usize) {
    let mut at = first;
    while at > 0 && nouns[at - 1].sentence == nouns[at].sentence {
        if !is_comma(surface, tags, nouns, at) || nouns[at].joined.is_some() || nouns[at - 1].temporal {
            return;
        }
        nouns[at].joined = Some(at as u32 - 1);
        at -= 1;
    }
}

impl Linker<'_> {
    /// `It said that others could stay, and denied …`, `imposed a curfew after a shop was looted, and arrested two`: a past
    /// tense goes on from the past tense above, not from a modal or, behind a comma, from the passive of a clause of time.
    pub(super) fn parallel(&self, u: usize) -> usize {
        let (verb, first) = (self.verb(), &self.verbs[u]);
        if verb.tense != Tense::Past || self.tags[verb.head as usize] == Tag::VBase {
            return u;
        }
        let opens = first.subject.and_then(|s| self.nouns[s as usize].tokens.start.checked_sub(1)).map(|k| self.tags[k as usize]);
        let comma = self.token_before(verb.tokens.start).and_then(|k| k.checked_sub(1)).is_some_and(|k| self.kind(k) == TokenKind::Comma);
        let aside = comma && self.goes_on() && first.voice == Voice::Passive && matches!(opens, Some(Tag::Sub | Tag::Prep));
        if !aside && !matches!(first.tense, Tense::Modal | Tense::Future) {
            return u;
        }
        let fits = |w: &VerbGroup| w.tense == Tense::Past && w.voice == Voice::Active && self.room(w.head) == self.room(verb.head);
        (u.saturating_sub(8)..u).rev().take_while(|w| self.verbs[*w].sentence == verb.sentence).find(|w| fits(&self.verbs[*w])).unwrap_or(u)
    }

    /// A group stands right behind the verb.
    pub(super) fn goes_on(&self) -> bool {
        let end = self.verb().tokens.end;
        self.nouns.get(self.noun_index.from(end)).is_some_and(|g| g.tokens.start == end && !g.temporal)
    }
}
