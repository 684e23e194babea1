//! Relative clauses: whom a pronoun stands for, and which noun a verb behind the clause goes on from.

use super::clause::Linker;
use super::{Link, NounGroup, Tag, Tense, VerbGroup, Voice};
use crate::lexicon::Tags;
use crate::token::TokenKind;

impl Linker<'_> {
    /// The group that a relative pronoun at `wh` stands for.
    pub(super) fn antecedent(&self, wh: u32) -> Option<u32> {
        let mut at = wh;
        while at > self.sentence_start() && matches!(self.tags[at as usize - 1], Tag::Mark | Tag::Prep) {
            at -= 1;
        }
        let near = self.group_ending(at)?;
        let near = self.aged(near).unwrap_or(near);
        // `who` goes back to the head of a chain, `which` to the group right before it.
        let person = self.surface.tags(wh as usize).any(Tags::PERSONAL);
        // `attacks by rebels who`
        let by = self.nouns[near as usize].prep.is_some_and(|p| self.surface.tokens[p as usize].sym == self.lexicon.fixed.by);
        // `raids near Aden that destroyed three trucks`: nothing narrows down a name.
        let group = &self.nouns[near as usize];
        let name = group.prep.is_some() && self.tags[group.tokens.start as usize] == Tag::Name;
        let narrows = at == wh;
        Some(match () {
            () if by => near,
            // `the murder of Ana Quibble, who had worked there`: whose name stands last is told of.
            () if person && name && !narrows => near,
            () if person => self.person_head(near),
            () if narrows && name => self.chain_head(near),
            () => near,
        })
    }

    /// Of an age between commas (`Ana Quibble, 47, who`), whose it is.
    pub(super) fn aged(&self, g: u32) -> Option<u32> {
        let group = &self.nouns[g as usize];
        let number = group.tokens.len() == 1 && self.tags[group.head as usize] == Tag::Num;
        let comma = group.tokens.start.checked_sub(1).filter(|k| number && self.kind(*k) == TokenKind::Comma)?;
        self.group_ending(comma)
    }

    /// `a raid that officials said killed six`: right behind a verb of saying, what the relative clause around it tells of.
    pub(super) fn told_of(&self, left: u32, u: Option<usize>) -> Option<u32> {
        let above = &self.verbs[u?];
        let says = above.is_finite() && above.voice == Voice::Active && self.lexicon.words.tags(above.lemma).any(Tags::CLAUSAL);
        let start = self.verb().tokens.start as usize;
        // `who claimed to have been beaten`: whoever claims.
        if !says || !self.verb().is_finite() || above.tokens.end != left + 1 || self.tags[start] == Tag::To {
            return None;
        }
        let opens = self.nouns[above.subject? as usize].tokens.start.checked_sub(1)?;
        matches!(self.tags[opens as usize], Tag::Wh | Tag::Sub).then(|| self.antecedent(opens))?
    }

    /// The same of a person: `the murder of a driver who was stabbed` says what befell the driver, no act has a `who`.
    fn person_head(&self, g: u32) -> u32 {
        let is_deed = |here: &NounGroup, left: &NounGroup| {
            let head = self.surface.tokens[left.head as usize].sym;
            let info = self.lexicon.words.info(head);
            // `the beheading of`, but not `the building in`
            let of = || here.prep.is_some_and(|p| self.surface.tokens[p as usize].sym == self.lexicon.fixed.of);
            if info.tags.any(Tags::V_GER) { of() } else { self.lexicon.words.verb_of(info.noun.unwrap_or(head)).is_some() }
        };
        // `the gas fired at boys who`: of a person, and nothing.
        let is_agent = |g: &NounGroup| self.tags[g.head as usize] == Tag::Noun && self.surface.tags(g.head as usize).any(Tags::AGENT);
        let is_thing = |g: &NounGroup| self.tags[g.head as usize] == Tag::Noun && !self.surface.tags(g.head as usize).any(Tags::AGENT);
        self.chain_head_within(g, |here, left| !(is_deed(here, left) || is_agent(here) && is_thing(left)))
    }

    /// `the rebels who took two nurses freed them`, `dockers seeking more pay clashed`, `word that Chad would sell the mine pleased`: where
    /// the group `near` before the verb is the object of verb `u`, the noun that the clause of `u` hangs on, which still lacks its verb.
    pub(super) fn resumed(&self, u: usize, near: u32) -> Option<u32> {
        const DEPTH: usize = 5;
        /// Verbs back that are looked over for the one whose object a clause hangs on.
        const BACK: usize = 8;
        let (verb, below) = (self.verb(), &self.verbs[u]);
        let lead = self.first_joined(near);
        let objects = below.voice == Voice::Active && below.object.is_some_and(|o| o == near || o == lead);
        let joined = lead != near;
        let parts = |k: u32| match self.tags[k as usize] {
            Tag::Sub | Tag::Wh => true,
            Tag::Mark | Tag::Conj => !joined || k >= self.nouns[near as usize].tokens.end,
            _ => false,
        };
        let wanted = self.surface.tags(below.head as usize).any(Tags::MANDATE) && verb.tense == Tense::Past;
        if !objects || self.tells(below) && !wanted || (below.tokens.end..verb.tokens.start).any(parts) {
            return None;
        }
        let mut at = u;
        for _ in 0..DEPTH {
            let below = &self.verbs[at];
            let head = if below.tense == Tense::Infinitive { self.before_infinitive(at) } else { self.hangs_on(below) };
            let above = match head {
                Some(g) => {
                    let mut before = (at.saturating_sub(BACK)..at).rev().take_while(|w| self.verbs[*w].sentence == verb.sentence);
                    match before.find(|w| self.verbs[*w].object == Some(g) && !self.tells(&self.verbs[*w])) {
                        None => return Some(g).filter(|g| self.is_free(*g) && !self.has_verb(*g)),
                        Some(above) => above,
                    }
                }
                None => below.governor.map(|g| g as usize).filter(|g| *g < at)?,
            };
            at = above;
        }
        None
    }

    /// A verb of saying: what stands behind it may open a clause.
    fn tells(&self, verb: &VerbGroup) -> bool {
        verb.is_finite() && self.lexicon.words.tags(verb.lemma).any(Tags::CLAUSAL)
    }

    /// The group is the subject of a finite verb before that stands in no relative clause.
    fn has_verb(&self, g: u32) -> bool {
        let here = self.verbs[..self.v].iter().rev().take(8).take_while(|w| w.sentence == self.verb().sentence);
        here.into_iter().any(|w| w.subject == Some(g) && w.is_finite() && w.link != Link::Relative)
    }

    /// The noun that the clause of a verb tells of: `the man who fled`, `dockers seeking work`, `the man whom police shot`, `word that Chad left`.
    fn hangs_on(&self, below: &VerbGroup) -> Option<u32> {
        let subject = below.subject?;
        let start = self.nouns[subject as usize].tokens.start;
        if start >= below.tokens.start {
            return None;
        }
        if below.link == Link::Relative {
            // `the Peruvian acting minister`: an adjective acts for nobody.
            let head = self.surface.tags(self.nouns[subject as usize].head as usize);
            return Some(self.chain_head(subject)).filter(|_| !head.any(Tags::ADJ) || head.any(Tags::ANY_NOUN));
        }
        let opens = start.checked_sub(1).filter(|k| *k >= self.sentence_start())?;
        let noun = match self.tags[opens as usize] {
            Tag::Wh => self.antecedent(opens)?,
            Tag::Sub if self.surface.tags(opens as usize).any(Tags::WH) => {
                // `told reporters that Chad left`: they only hear it.
                let hears = |g: u32| self.verbs[..self.v].iter().rev().take(8).any(|w| w.object == Some(g) && self.tells(w));
                self.group_ending(opens).filter(|g| self.tags[self.nouns[*g as usize].head as usize] == Tag::Noun && !hears(*g))?
            }
            _ => return None,
        };
        Some(self.chain_head(noun))
    }
}
