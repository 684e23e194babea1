//! Objects and agents of verb groups.

use super::clause::Linker;
use super::{Link, NounGroup, Tag, Tense, Voice};
use crate::lexicon::{Position, Tags, VerbEntry};
use crate::token::TokenKind;

impl Linker<'_> {
    /// The first free group behind the verb; of `a diplomat it accused`, the group before its subject.
    pub(super) fn object(&self) -> Option<u32> {
        let verb = self.verb();
        if verb.voice == Voice::Passive {
            return None;
        }
        let from = self.noun_index.from(verb.tokens.end);
        let limit = self.verbs.get(self.v + 1).filter(|w| w.sentence == verb.sentence).map_or(u32::MAX, |w| w.tokens.start);
        let behind = self.nouns[from..]
            .iter()
            .take(3)
            .take_while(|n| n.sentence == verb.sentence && n.tokens.start < limit)
            .position(|n| !n.temporal && !self.is_owner_group(n));
        let g = behind
            .map(|k| from + k)
            .filter(|g| !self.opens_reported_clause(*g))
            .filter(|g| self.nouns[*g].prep.is_none() && self.reaches(verb.tokens.end, self.nouns[*g].tokens.start) && Some(*g as u32) != verb.subject);
        g.map(|g| g as u32).or_else(|| self.shared_object()).or_else(|| self.gap_object()).or_else(|| self.object_behind_aside())
    }

    /// `arrested and charged two men`: what stands behind the verb that follows is done by both, where rules of acts know that the
    /// first takes an object.
    fn shared_object(&self) -> Option<u32> {
        const GAP: usize = 3;
        let verb = self.verb();
        let next = self.verbs.get(self.v + 1).filter(|w| w.sentence == verb.sentence && w.tokens.len() == 1 && w.voice == Voice::Active)?;
        let gap = self.tags.get(verb.tokens.end as usize..next.tokens.start as usize).filter(|gap| (1..=GAP).contains(&gap.len()))?;
        if gap[0] != Tag::Conj || gap[1..].iter().any(|t| *t != Tag::Adv) {
            return None;
        }
        let form = self.surface.tags(next.head as usize);
        let bare = form.any(Tags::V_BASE) && matches!(verb.tense, Tense::Infinitive | Tense::Future | Tense::Modal);
        let alike = next.tense == verb.tense || bare || verb.tense == Tense::Perfect && form.any(Tags::V_PART);
        let actions = &self.lexicon.actions;
        let takes = |e: &VerbEntry| {
            let rule = &actions.rules[e.rule as usize];
            rule.target.contains(&Position::Object) && rule.verbs[e.pattern as usize].particles.is_empty()
        };
        if !alike || self.lexicon.words.tags(verb.lemma).any(Tags::CLAUSAL) || !actions.with_verb(verb.lemma).iter().any(takes) {
            return None;
        }
        let mut g = self.noun_index.from(next.tokens.end);
        let first = self.nouns.get(g).filter(|n| n.tokens.start == next.tokens.end && n.prep.is_none() && !n.temporal)?;
        let sentence = first.sentence;
        while self.is_owner_group(self.nouns.get(g)?) {
            g += 1;
        }
        self.nouns.get(g).filter(|n| n.sentence == sentence).map(|_| g as u32)
    }

    /// `expelled, on the king's orders, two envoys`: the group behind an aside between commas that holds no verb and hangs on a preposition or
    /// an adverb.
    fn object_behind_aside(&self) -> Option<u32> {
        const WORDS: u32 = 16;
        let verb = self.verb();
        let open = verb.tokens.end;
        let comma = |k: u32| self.surface.tokens.get(k as usize).is_some_and(|t| t.kind == TokenKind::Comma);
        let hangs = || matches!(self.tags.get(open as usize + 1), Some(Tag::Prep | Tag::Adv));
        if !comma(open) || !hangs() || self.lexicon.words.tags(verb.lemma).any(Tags::CLAUSAL) || self.surface.tags(verb.head as usize).any(Tags::INTRANSITIVE) {
            return None;
        }
        // `when it attacked, on Monday, rebels near the dam fled`: behind a clause of time stands the subject of the next one.
        let opens = |g: u32| self.nouns[g as usize].tokens.start.checked_sub(1).is_some_and(|k| self.surface.tags(k as usize).any(Tags::SUB));
        if verb.subject.is_some_and(opens) {
            return None;
        }
        // `without giving reasons`
        let next = self.verbs[self.v + 1..].iter().take(3).take_while(|w| w.sentence == verb.sentence).find(|w| w.is_finite());
        let end = self.surface.sentences[verb.sentence as usize].tokens.end.min(next.map_or(u32::MAX, |w| w.tokens.start));
        let close = (open + 2..end.min(open + WORDS)).find(|k| comma(*k))?;
        let g = self.noun_index.from(close + 1);
        let group = self.nouns.get(g).filter(|n| n.tokens.start == close + 1 && n.prep.is_none() && n.joined.is_none())?;
        // `when it left, on Monday, the army fired`: a subject; `hit, in May, the mill, …`: who knows.
        let told = next.is_some_and(|w| w.is_finite() && w.tokens.start == group.tokens.end);
        (self.is_free(g as u32) && !told && !comma(group.tokens.end) && Some(g as u32) != verb.subject).then_some(g as u32)
    }

    /// `said her government would …`: the group is the subject of the reported clause.
    fn opens_reported_clause(&self, g: usize) -> bool {
        let next = self.verbs.get(self.v + 1);
        // `dockers demanding more pay clashed`: what is demanded has a bare form.
        let wanted = |w: &super::VerbGroup| self.surface.tags(self.verb().head as usize).any(Tags::MANDATE) && w.tense == Tense::Past;
        let next = next.filter(|w| !wanted(w));
        self.lexicon.words.tags(self.verb().lemma).any(Tags::CLAUSAL) && next.is_some_and(|w| w.is_finite() && w.tokens.start == self.nouns[g].tokens.end)
    }

    fn is_owner_group(&self, group: &NounGroup) -> bool {
        self.tags.get(group.tokens.end as usize) == Some(&Tag::Poss)
    }

    /// Only adverbs, owners, times (`imposed on Monday a curfew`) and quotation marks stand between.
    fn reaches(&self, from: u32, to: u32) -> bool {
        (from..to).all(|k| {
            let before_time = || self.nouns.get(self.nouns_past(k)).is_some_and(|n| n.temporal && n.prep == Some(k));
            let kind = self.kind(k);
            let quote = matches!(kind, TokenKind::OpenDouble | TokenKind::OpenSingle | TokenKind::StraightDouble | TokenKind::StraightSingle);
            // `condemned not only Peru but also Chile`
            let not_only = self.tags[k as usize] == Tag::Neg && self.tags.get(k as usize + 1) == Some(&Tag::Adv);
            matches!(self.tags[k as usize], Tag::Adv | Tag::Poss)
                || not_only
                || quote
                || self.tags[k as usize] == Tag::Prep && before_time()
                || self.nouns.get(self.nouns_past(k)).is_some_and(|n| n.tokens.contains(&k))
        })
    }

    /// `a British diplomat it accused of spying`, `the diplomat whom Moscow expelled`: the group before the subject.
    fn gap_object(&self) -> Option<u32> {
        let verb = self.verb();
        let subject = &self.nouns[verb.subject? as usize];
        if subject.tokens.end > verb.tokens.start || verb.link != Link::Main {
            return None;
        }
        let (mut at, mut aside) = (subject.tokens.start, false);
        if at > self.sentence_start() && (self.tags[at as usize - 1] == Tag::Wh || self.surface.tags(at as usize - 1).any(Tags::WH)) {
            at -= 1;
            // `Chad, whom Niger accused of`; `…, which Niger denied` takes up what was said.
            let clausal = self.lexicon.words.tags(verb.lemma).any(Tags::CLAUSAL);
            let comma = at.checked_sub(1).filter(|k| !clausal && self.tags[at as usize] == Tag::Wh && self.kind(*k) == TokenKind::Comma);
            aside = comma.is_some();
            if aside && let Some(doer) = self.judged(at, comma.unwrap_or(at)) {
                return doer;
            }
            at = comma.unwrap_or(at);
        }
        let g = self.group_ending(at)?;
        // `banned the party, which Niger opposes`: the whole clause, unless what stands before has a name or is new (`a party`).
        let group = &self.nouns[g as usize];
        let known = self.tags[group.head as usize] != Tag::Name && self.surface.tokens[group.tokens.start as usize].sym == self.lexicon.fixed.the;
        if aside && known && self.verbs[..self.v].last().is_some_and(|u| u.sentence == verb.sentence) {
            return None;
        }
        // `told reporters the ministry agreed`
        let told = |u: &super::VerbGroup| u.object == Some(g) && self.lexicon.words.tags(u.lemma).any(Tags::CLAUSAL);
        if self.verbs[..self.v].last().is_some_and(told) {
            return None;
        }
        // A gap needs a verb or a clause before the antecedent, or the antecedent is the clause's own beginning.
        (self.nouns[g as usize].temporal.then_some(()).is_none() && !self.is_owner(g)).then(|| self.chain_head(g)).filter(|g| Some(*g) != verb.subject)
    }

    /// `Chad seized the port, which Niger condemned`: judged is what the clause in front of the comma tells, hence who did it. Of a name
    /// (`joined the Dawn Party, which Niger has condemned`) only a past form says so.
    fn judged(&self, which: u32, comma: u32) -> Option<Option<u32>> {
        let verb = self.verb();
        let judges = self.lexicon.words.tags(verb.lemma).any(Tags::JUDGING) && !self.surface.tags(which as usize).any(Tags::PERSONAL);
        let above = self.verbs[..self.v].last().filter(|u| judges && u.sentence == verb.sentence && u.is_finite() && u.tokens.end <= comma)?;
        let named = self.group_ending(comma).is_some_and(|g| self.tags[self.nouns[g as usize].head as usize] == Tag::Name);
        (!named || verb.tense == Tense::Past).then_some(if above.voice == Voice::Passive { above.agent } else { above.subject })
    }

    /// `were expelled for the arrest of a sailor by police`: who is behind `by` did what the noun before names.
    fn is_doer_of_noun(&self, from: usize, by: usize) -> bool {
        let (the, of) = (self.lexicon.fixed.the, self.lexicon.fixed.of);
        let prep = |g: &NounGroup| g.prep.map(|p| self.surface.tokens[p as usize].sym);
        self.nouns[from..by].windows(2).any(|w| {
            let cause = w[0].prep.is_some_and(|p| self.surface.tags(p as usize).any(Tags::CAUSE));
            cause && self.surface.tokens[w[0].tokens.start as usize].sym == the && prep(&w[1]) == Some(of)
        })
    }

    /// The group behind `by`, of a passive, before the next finite verb.
    pub(super) fn agent(&self) -> Option<u32> {
        let verb = self.verb();
        if verb.voice != Voice::Passive {
            return None;
        }
        let by = self.lexicon.fixed.by;
        let from = self.noun_index.from(verb.tokens.end);
        let limit =
            self.verbs[self.v + 1..].iter().take(3).take_while(|w| w.sentence == verb.sentence).find(|w| w.is_finite()).map_or(u32::MAX, |w| w.tokens.start);
        let mut group = self.nouns[from..].iter().take(8).take_while(|n| n.sentence == verb.sentence && n.tokens.start < limit);
        let at = group.position(|n| n.prep.is_some_and(|p| self.surface.tokens[p as usize].sym == by) && !n.temporal)?;
        let mut g = from + at;
        if self.is_doer_of_noun(from, g) {
            return None;
        }
        // `by Russia's government`: the agent is the owned group
        while self.is_owner(g as u32) && self.nouns.get(g + 1).is_some_and(|n| n.possessor == Some(g as u32)) {
            g += 1;
        }
        Some(g as u32)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use crate::lexicon::Lexicon;
    use crate::text::Article;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

    /// The head of the object of the last verb.
    fn object(text: &str) -> Option<String> {
        let article = Article { text: text.into(), ..Article::default() };
        let surface = crate::text::surface(&article, &LEXICON);
        let syntax = crate::syntax::parse(&article, &surface, &LEXICON);
        let group = &syntax.nouns[syntax.verbs.last()?.object? as usize];
        Some(surface.tokens[group.head as usize].text(text).to_owned())
    }

    #[test]
    fn what_is_judged_behind_a_comma_is_the_clause() {
        assert_eq!(object("Chad seized Bardai, which Niger condemned.").as_deref(), Some("Chad"));
        assert_eq!(object("Bardai was seized by Chad, which Niger condemned.").as_deref(), Some("Chad"));
        assert_eq!(object("Chad met the Dawn Party, which Niger has condemned.").as_deref(), Some("Party"));
        assert_eq!(object("Chad freed the envoy, whom Niger praised."), None);
        assert_eq!(object("Chad freed Ana Quibble, whom Niger praised.").as_deref(), Some("Quibble"));
    }

    #[test]
    fn an_aside_of_saying_stands_between_an_auxiliary_and_its_verb() {
        assert_eq!(object("Chad has, Niger said, attacked Togo.").as_deref(), Some("Togo"));
    }
}
