use super::index::GroupIndex;
use super::{Link, NounGroup, Tag, Tense, VerbGroup, Voice};
use crate::lexicon::{Lexicon, Tags};
use crate::text::Surface;
use crate::token::TokenKind;

/// Gives each verb group its subject, object and agent.
///
/// Verbs are taken from left to right; the subject of one may be that of a verb before it (coordination, infinitives,
/// participles). Quotations that hold a verb are closed rooms: nothing outside is the subject of a verb inside.
pub(super) fn link(
    surface: &Surface,
    lexicon: &Lexicon,
    tags: &[Tag],
    nouns: &[NounGroup],
    noun_index: &GroupIndex,
    verbs: &mut [VerbGroup],
    verb_index: &GroupIndex,
) {
    let rooms = rooms(surface, tags, verbs, verb_index);
    for v in 0..verbs.len() {
        let linker = Linker { surface, lexicon, tags, nouns, noun_index, verbs, rooms: &rooms, v };
        let (subject, link, governor, voice) = linker.subject();
        let verb = &mut verbs[v];
        (verb.subject, verb.link, verb.governor) = (subject, link, governor);
        if let Some((voice, tense)) = voice {
            (verb.voice, verb.tense) = (voice, tense);
        }
        if link == Link::Coordinated {
            shared_auxiliaries(tags, verbs, v);
        }
        let linker = Linker { surface, lexicon, tags, nouns, noun_index, verbs, rooms: &rooms, v };
        let (object, agent) = (linker.object(), linker.agent());
        (verbs[v].object, verbs[v].agent) = (object, agent);
    }
    fronted_participles(tags, nouns, verbs);
}

/// `would not trade prisoners or take action`: what stands before the first of several bare forms holds for all of them.
fn shared_auxiliaries(tags: &[Tag], verbs: &mut [VerbGroup], v: usize) {
    let verb = &verbs[v];
    if verb.tokens.len() > 1 || !matches!(tags[verb.head as usize], Tag::VBase | Tag::VPres) || verb.tense == Tense::Present {
        return;
    }
    let first = verbs[..v].iter().rev().take(4).find(|w| w.sentence == verb.sentence && w.tense == verb.tense && w.subject == verb.subject);
    let Some((modal, negated)) = first.map(|w| (w.modal, w.negated)) else { return };
    verbs[v].modal = verbs[v].modal.or(modal);
    verbs[v].negated |= negated;
}

/// For each token the quotation (index + 1) whose words it belongs to, where that holds a verb; 0 outside. Empty without quotations.
fn rooms(surface: &Surface, tags: &[Tag], verbs: &[VerbGroup], verb_index: &GroupIndex) -> Vec<u32> {
    let mut rooms = vec![0; if surface.quoted.is_empty() { 0 } else { surface.tokens.len() }];
    for (index, quoted) in surface.quoted.iter().enumerate() {
        let tokens = surface.tokens_in(quoted.span);
        let first = verb_index.from(tokens.start as u32);
        let finite = verbs[first..].iter().take_while(|v| (v.tokens.end as usize) <= tokens.end).any(VerbGroup::is_finite);
        // `the Agency “strongly condemns” it`: the quotation goes on with the clause around it.
        let opens = verbs.get(first).map_or(tokens.end, |v| v.tokens.start as usize);
        let goes_on = verbs.get(first).is_some_and(VerbGroup::is_finite) && (tokens.start..opens).all(|k| tags[k] == Tag::Adv || tags[k] == Tag::Mark);
        let goes_on = goes_on && tokens.start >= 2 && tags[tokens.start - 2].is_nominal() && surface.tokens[tokens.start - 1].kind != TokenKind::Comma;
        if finite && tokens.len() > 3 && !goes_on {
            rooms[tokens].fill(index as u32 + 1);
        }
    }
    rooms
}

pub(super) struct Linker<'a> {
    pub(super) surface: &'a Surface,
    pub(super) lexicon: &'a Lexicon,
    pub(super) tags: &'a [Tag],
    pub(super) nouns: &'a [NounGroup],
    pub(super) noun_index: &'a GroupIndex,
    pub(super) verbs: &'a [VerbGroup],
    pub(super) rooms: &'a [u32],
    /// The verb group at hand.
    pub(super) v: usize,
}

pub(super) type Subject = (Option<u32>, Link, Option<u32>, Option<(Voice, Tense)>);

impl Linker<'_> {
    pub(super) fn verb(&self) -> &VerbGroup {
        &self.verbs[self.v]
    }

    /// The first noun group that holds the token or starts behind it.
    pub(super) fn nouns_past(&self, token: u32) -> usize {
        self.noun_index.past(token, |g| self.nouns[g].tokens.end)
    }

    /// The verb group before, in the same sentence and room.
    fn before(&self) -> Option<usize> {
        let verb = self.verb();
        (self.v.saturating_sub(8)..self.v).rev().find(|u| self.verbs[*u].sentence == verb.sentence && self.room(self.verbs[*u].head) == self.room(verb.head))
    }

    pub(super) fn room(&self, token: u32) -> u32 {
        self.rooms.get(token as usize).copied().unwrap_or(0)
    }

    pub(super) fn sentence_start(&self) -> u32 {
        self.surface.sentences[self.verb().sentence as usize].tokens.start
    }

    /// The last token before the verb group that is no adverb.
    pub(super) fn token_before(&self, at: u32) -> Option<u32> {
        (self.sentence_start()..at).rev().find(|k| self.tags[*k as usize] != Tag::Adv)
    }

    pub(super) fn kind(&self, token: u32) -> TokenKind {
        self.surface.tokens[token as usize].kind
    }

    /// The noun group that ends right before token `at`.
    pub(super) fn group_ending(&self, at: u32) -> Option<u32> {
        let i = self.nouns_past(at);
        let g = i.checked_sub(1)?;
        (self.nouns[g].tokens.end == at && self.nouns[g].sentence == self.verb().sentence).then_some(g as u32)
    }

    /// May be a subject or object: not governed by a preposition (one that may open a clause does not count), no owner,
    /// no adverbial of time, in the verb's room.
    pub(super) fn is_free(&self, g: u32) -> bool {
        let group = &self.nouns[g as usize];
        let governed = group.prep.is_some_and(|p| !self.surface.tags(p as usize).any(Tags::SUB));
        !governed && !group.temporal && !self.is_owner(g) && self.room(group.head) == self.room(self.verb().head)
    }

    /// `sailors with knives and axes boarded`: joined to what a preposition governs; but of `envoys from Peru and Chile met` those
    /// who are named act; of `talks between Peru and Chile failed` the talks.
    fn joins_governed(&self, g: u32) -> bool {
        let group = &self.nouns[g as usize];
        let prep = group.joined.filter(|l| *l < g).and_then(|l| self.nouns[l as usize].prep);
        let may = |p: u32| self.tags[group.head as usize] != Tag::Name || self.surface.tokens[p as usize].sym == self.lexicon.fixed.between;
        prep.is_some_and(|p| !self.surface.tags(p as usize).any(Tags::SUB) && may(p))
    }

    pub(super) fn is_owner(&self, g: u32) -> bool {
        self.tags.get(self.nouns[g as usize].tokens.end as usize) == Some(&Tag::Poss)
    }

    /// The head of a chain `the ambassador to the UK`, from its last group.
    pub(super) fn chain_head(&self, g: u32) -> u32 {
        self.chain_head_within(g, |_, _| true)
    }

    /// The head of a chain, as far as its groups may belong to it.
    pub(super) fn chain_head_within(&self, mut g: u32, may: impl Fn(&NounGroup, &NounGroup) -> bool) -> u32 {
        while g > 0 {
            let (here, left) = (&self.nouns[g as usize], &self.nouns[g as usize - 1]);
            let attached =
                here.prep.is_some_and(|p| p >= left.tokens.end && p <= left.tokens.end + 1 && here.tokens.start == p + 1) && left.sentence == here.sentence;
            let owned = here.possessor == Some(g - 1);
            if !attached && !owned || left.temporal || self.is_behind_conjunction(g) || !may(here, left) {
                break;
            }
            if !attached {
                // `in Russia's capital`: go on from the owner's own preposition
                if left.prep.is_none() {
                    break;
                }
            }
            g -= 1;
        }
        g
    }

    fn subject(&self) -> Subject {
        let verb = self.verb();
        let start = verb.tokens.start;
        let u = self.before();
        let Some(left) = self.token_before(start) else {
            return self.fronted().unwrap_or_else(|| (self.inverted(), Link::Main, None, None));
        };
        match self.tags[left as usize] {
            Tag::Wh => return (self.antecedent(left), Link::Relative, None, None),
            Tag::Conj => {
                if let Some(shared) = self.coordinated(u) {
                    return shared;
                }
            }
            Tag::Prep if matches!(verb.tense, Tense::Participle) => return self.governed(u),
            _ => {}
        }
        if self.is_bare_infinitive(left, u) {
            let (subject, link, governor, _) = self.governed(u);
            return (subject, link, governor, Some((verb.voice, Tense::Infinitive)));
        }
        match verb.tense {
            Tense::Infinitive => {
                let (subject, link, governor, form) = self.governed(u);
                return (self.willed_by().or(subject), link, governor, form);
            }
            Tense::Participle | Tense::Reduced => return self.participle(left, u),
            _ => {}
        }
        if let Some(told) = self.told_of(left, u) {
            return (Some(told), Link::Relative, None, None);
        }
        if let Some(reduced) = self.reduced(left, u) {
            return reduced;
        }
        if let Some(shared) = self.coordinated_behind_adverbial(u).or_else(|| self.listed(left, u)) {
            return shared;
        }
        let found = self.finite_subject(left, u).or_else(|| self.inverted());
        (found, Link::Main, None, None)
    }

    /// The subject of a finite verb: the free group before it, across a parenthesis between commas.
    fn finite_subject(&self, left: u32, u: Option<usize>) -> Option<u32> {
        let left = self.before_times(left);
        if matches!(self.kind(left), TokenKind::Comma | TokenKind::Dash | TokenKind::CloseParen)
            && let Some(g) = self.before_parenthesis(left)
        {
            return Some(g);
        }
        let willed = u.and_then(|u| self.before_infinitive(u));
        let stop = u.map_or(self.sentence_start(), |u| self.verbs[u].tokens.end);
        let last = self.nouns_past(self.verb().tokens.start);
        let near = (self.noun_index.from(stop)..last).rev().map(|g| g as u32).find(|g| self.is_free(*g) && !self.joins_governed(*g));
        let resumed = || near.zip(u).and_then(|(g, u)| self.resumed(u, g));
        willed
            .or_else(resumed)
            .or_else(|| near.map(|g| self.first_joined(g)))
            .or_else(|| u.map_or_else(|| self.behind_adverbial(left), |u| self.shared_subject(u)))
    }

    /// `On Tuesday bandits burned a bus`, `Outside the court riot police used gas`: where nothing else can be the subject of the first
    /// verb, it is the noun that the group before it ends in, behind another noun, a name or a time that the preposition governs.
    fn behind_adverbial(&self, left: u32) -> Option<u32> {
        let verb = self.verb();
        if verb.lemma == self.lexicon.fixed.be || self.surface.tags(verb.head as usize).any(Tags::INTRANSITIVE) {
            return None;
        }
        let g = self.chain_head(self.group_ending(left + 1)?);
        let group = &self.nouns[g as usize];
        let opens = group.prep.is_some_and(|p| p == self.sentence_start()) && !self.is_behind_conjunction(g);
        let two =
            group.head.checked_sub(1).filter(|k| *k >= group.tokens.start).is_some_and(|k| matches!(self.tags[k as usize], Tag::Name | Tag::Noun | Tag::Num));
        let named = self.tags[group.head as usize] == Tag::Noun && !group.temporal && !self.is_owner(g);
        (opens && two && named && self.room(group.head) == self.room(verb.head)).then_some(g)
    }

    /// `Chad, which borders Niger, on Monday shut`, `…, at once shut`: the last token before the words of time that end at `left`, if a
    /// comma stands there.
    fn before_times(&self, left: u32) -> u32 {
        let at_once = self.tags[left as usize] == Tag::Prep && self.tags.get(left as usize + 1) == Some(&Tag::Adv);
        if let Some(comma) = left.checked_sub(1).filter(|k| at_once && self.kind(*k) == TokenKind::Comma) {
            return comma;
        }
        let Some(group) = self.group_ending(left + 1).map(|g| &self.nouns[g as usize]).filter(|g| g.temporal) else { return left };
        let comma = group.prep.unwrap_or(group.tokens.start).checked_sub(1);
        comma.filter(|k| self.kind(*k) == TokenKind::Comma).unwrap_or(left)
    }

    /// `Russia, which invaded Ukraine in 2022, said`: the group before the comma that matches the one at `right`.
    fn before_parenthesis(&self, right: u32) -> Option<u32> {
        let open = match self.kind(right) {
            TokenKind::CloseParen => TokenKind::OpenParen,
            kind => kind,
        };
        let mut k = right;
        let mut found = None;
        while k > self.sentence_start() && right - k < 60 {
            k -= 1;
            if self.kind(k) == open
                && self.room(k) == self.room(right)
                && let Some(g) = self
                    .group_ending(k)
                    .filter(|g| self.aged(*g).is_none())
                    .map(|g| if self.is_behind_conjunction(g) { g } else { self.chain_head(g) })
                    .filter(|g| self.is_free(*g))
                    .or_else(|| k.checked_sub(1).and_then(|left| self.behind_adverbial(left)))
            {
                // The clause before the comma must not have a verb that the group belongs to as object.
                let verb_before = self.verbs[..self.v]
                    .iter()
                    .rev()
                    .take(8)
                    .any(|w| w.sentence == self.verb().sentence && w.is_finite() && w.tokens.end <= self.nouns[g as usize].tokens.start);
                let opens = self.opens_clause(g);
                if !verb_before || found.is_none() || opens {
                    found = Some(g);
                }
                if !verb_before || opens {
                    break;
                }
            }
        }
        found
    }

    /// `came to town after the mayor`: what looks like a preposition may open a clause.
    fn is_behind_conjunction(&self, g: u32) -> bool {
        let conjunctions = &self.lexicon.actions.status.sequence;
        self.nouns[g as usize].prep.is_some_and(|p| self.surface.tokens.get(p as usize).is_some_and(|t| conjunctions.has(t.sym)))
    }

    /// `said that the mayor, one of …`, `said the mayor, one of …`: the group opens a clause that still lacks its verb.
    fn opens_clause(&self, g: u32) -> bool {
        let start = self.nouns[g as usize].tokens.start;
        let Some(before) = start.checked_sub(1) else { return false };
        // `told reporters, …`: who is told is no subject.
        let says = |w: &VerbGroup| {
            let tags = self.lexicon.words.tags(w.lemma);
            tags.any(Tags::CLAUSAL) && !tags.any(Tags::DITRANSITIVE)
        };
        let told = |w: &VerbGroup| w.tokens.end == start && w.is_finite() && says(w);
        let here = || self.verbs[..self.v].iter().rev().take(8).take_while(|w| w.sentence == self.verb().sentence);
        let opens = self.tags[before as usize] == Tag::Sub || self.is_behind_conjunction(g) || here().any(told);
        opens && !here().any(|w| w.is_finite() && w.subject == Some(g) && w.link != Link::Relative)
    }

    /// The first member of an enumeration.
    pub(super) fn first_joined(&self, mut g: u32) -> u32 {
        while let Some(lead) = self.nouns[g as usize].joined.filter(|l| *l < g && self.is_free(*l)) {
            g = lead;
        }
        g
    }

    pub(super) fn shared_subject(&self, u: usize) -> Option<u32> {
        self.verbs[u].subject
    }

    /// `said David Lammy`: a verb of saying without a subject before it takes the group behind it.
    fn inverted(&self) -> Option<u32> {
        let verb = self.verb();
        if !self.lexicon.words.tags(verb.lemma).any(Tags::CLAUSAL) || !verb.is_finite() {
            return None;
        }
        let g = self.noun_index.from(verb.tokens.end);
        self.nouns.get(g).filter(|n| n.tokens.start == verb.tokens.end && n.sentence == verb.sentence && !n.temporal).map(|_| g as u32)
    }
}

/// `Announcing the response, a spokesman said …`: a participle at the head of its sentence takes the subject of the next
/// finite verb.
fn fronted_participles(tags: &[Tag], nouns: &[NounGroup], verbs: &mut [VerbGroup]) {
    for v in 0..verbs.len() {
        let verb = &verbs[v];
        if verb.subject.is_some() || !matches!(verb.tense, Tense::Participle | Tense::Reduced) {
            continue;
        }
        let main = verbs[v + 1..].iter().take(4).find(|w| w.sentence == verb.sentence && w.is_finite());
        let subject = main.and_then(|w| w.subject).filter(|s| nouns[*s as usize].tokens.start > verb.tokens.start && tags.len() > verb.head as usize);
        verbs[v].subject = subject;
    }
}
