//! Words that may be nouns and are the verb of their clause: `Peru plans to sign`, `three allies cut ties`, `Kenya recalls envoy`.

use super::Tag;
use super::tag::Tagger;
use crate::lexicon::Tags;
use crate::token::{Shape, TokenKind};

impl Tagger<'_> {
    /// `the two countries plan to sign`, `Peru and Chile hope to`, `Peru plans to`: a plural or two names before it, or one where the form
    /// is that of one, are the subject of a clause that has no verb yet, and an infinitive follows.
    pub(super) fn aims(&self, i: usize, start: usize, end: usize, tags: &[Tag]) -> bool {
        const SUBJECT: usize = 10;
        let infinitive = i + 2 < end && self.info(i + 1).tags.any(Tags::TO) && self.info(i + 2).tags.any(Tags::V_BASE.or(Tags::BE).or(Tags::HAVE));
        if !infinitive || i < start + 1 {
            return false;
        }
        let plural = tags[i - 1] == Tag::Noun && self.is_plural(i - 1);
        let opens = |k: &usize| matches!(tags[*k], Tag::Mark | Tag::Sub | Tag::Wh) || tags[*k].is_verb() || tags[*k].is_aux();
        let from = (start.max(i.saturating_sub(SUBJECT))..i).rev().find(opens);
        let joined = tags[i - 1] == Tag::Name && (from.map_or(start, |k| k + 1)..i).any(|k| tags[k] == Tag::Conj);
        let one = || matches!(tags[i - 1], Tag::Name | Tag::Noun) && self.info(i).tags.any(Tags::V_THIRD) && !self.finite_behind(i + 3, end);
        (plural || joined || one()) && from.is_none_or(|k| !tags[k].is_verb() && !tags[k].is_aux())
    }

    /// A word that can only be a finite verb stands behind, before another clause or mark: what looked like a verb was the head of its
    /// subject (`government plans to close the port were dropped`).
    fn finite_behind(&self, from: usize, end: usize) -> bool {
        const REACH: usize = 14;
        let finite = Tags::MODAL.or(Tags::BE).or(Tags::HAVE).or(Tags::DO);
        let clause = Tags::WH.or(Tags::SUB);
        let word = |k: &usize| self.tokens[*k].is_word() || matches!(self.tokens[*k].kind, TokenKind::Number | TokenKind::Hyphen);
        let within = (from..end.min(from + REACH)).take_while(|k| word(k) && !self.info(*k).tags.any(clause));
        within.map(|k| self.info(k).tags).any(|t| t.any(finite) || t.any(Tags::V_PAST) && !t.any(Tags::V_PART.or(Tags::ANY_NOUN).or(Tags::ADJ)))
    }

    /// What is also a past form is the verb between its subject and an object without a determiner: behind a plural and before a
    /// noun (`Dockers set fire to`, `Kenyans set fire to`) or a whole group (`three allies cut diplomatic ties`), behind a name and
    /// before a plural (`Peru cut ties`).
    pub(super) fn cuts(&self, i: usize, start: usize, end: usize, tags: &[Tag]) -> bool {
        let next = self.next_tags(i, end);
        match tags[i - 1] {
            Tag::Noun => {
                self.is_plural(i - 1)
                    && !next.any(Tags::CLOSED)
                    && (next.any(Tags::ANY_NOUN) || next.any(Tags::ADJ) && is_plural_only(self.next_tags(i + 1, end)) && !self.is_told(i + 2, end))
            }
            Tag::Name => {
                is_plural_only(next)
                    || self.is_people(i - 1) && next.any(Tags::NOUN) && !next.any(Tags::CLOSED)
                    || next.any(Tags::ADJ.or(Tags::NOUN)) && !next.any(Tags::CLOSED) && self.cuts_group(i, start, end, tags)
            }
            _ => false,
        }
    }

    /// `Peru cut diplomatic ties`, `Chile set import quotas`: the plural stands behind another word; the name opens the sentence, and
    /// no other verb follows that the plural may be the subject of. `Peru cut military aid to Chile`: nothing else is its verb.
    fn cuts_group(&self, i: usize, start: usize, end: usize, tags: &[Tag]) -> bool {
        let opens = || tags[start..i].iter().all(|t| matches!(t, Tag::Name | Tag::Noun | Tag::Poss | Tag::Det | Tag::Conj | Tag::Prep));
        let only = || self.tokens[i].shape == Shape::Lower && !self.finite_behind(i + 1, end);
        !self.is_told(i + 2, end) && opens() && (is_plural_only(self.next_tags(i + 1, end)) || only())
    }

    /// A finite verb stands behind the word: it is the subject of that one.
    fn is_told(&self, i: usize, end: usize) -> bool {
        let behind = self.next_tags(i, end);
        behind.any(Tags::MODAL.or(Tags::BE).or(Tags::HAVE).or(Tags::DO)) || behind.any(Tags::V_PAST) && !behind.any(Tags::ANY_NOUN)
    }

    /// `Kenya recalls envoy from Somalia`: in a line without a mark at its end, between a name that opens it and a bare object, and
    /// nothing behind it can only be a verb (`Gaza raids kill nine`).
    pub(super) fn heads(&self, i: usize, start: usize, end: usize, tags: &[Tag]) -> bool {
        let next = self.next_tags(i, end);
        let bare = next.any(Tags::ANY_NOUN.or(Tags::ADJ)) && !next.any(Tags::CLOSED);
        let open = end.checked_sub(1).is_some_and(|last| self.tokens[last].is_word());
        let named = || tags[start..i].iter().all(|t| matches!(t, Tag::Name | Tag::Conj | Tag::Mark));
        let only_verb = |k: usize| {
            let t = self.info(k).tags;
            t.any(Tags::V_BASE) && !t.any(Tags::ANY_NOUN.or(Tags::ADJ).or(Tags::CLOSED)) && !self.info(k - 1).tags.any(Tags::TO)
        };
        bare && open && self.tokens[i].shape == Shape::Lower && named() && !self.finite_behind(i + 1, end) && !(i + 1..end).any(only_verb)
    }

    /// The word can only be a plural; an unknown one looks like it.
    fn is_plural(&self, i: usize) -> bool {
        let noun = self.info(i).tags;
        is_plural_only(noun) || noun.is_none() && self.tokens[i].text(self.text).ends_with('s')
    }

    /// A name that looks like a plural: `Kenyans`.
    fn is_people(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        token.shape == Shape::Capitalised && token.text(self.text).ends_with('s')
    }
}

fn is_plural_only(tags: Tags) -> bool {
    tags.any(Tags::NOUN_PL) && !tags.any(Tags::NOUN)
}
