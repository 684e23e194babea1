use std::ops::Range;

use crate::actors::{Actors, EntityKind, Gender, MentionForm, Part};
use crate::dates::TimeExpression;
use crate::lexicon::{Lexicon, Tags, WordSet};
use crate::quotes::Quote;
use crate::syntax::{NounGroup, Syntax, Tag, VerbGroup};
use crate::text::{Article, Surface};
use crate::token::{Shape, Sym, TokenKind};

/// Everything that is known of the article when acts are looked for, with the look-ups that all parts of this stage share.
pub(super) struct Scene<'a> {
    pub(super) article: &'a Article,
    pub(super) surface: &'a Surface,
    pub(super) syntax: &'a Syntax,
    pub(super) dates: &'a [TimeExpression],
    pub(super) actors: &'a Actors,
    pub(super) quotes: &'a [Quote],
    pub(super) lexicon: &'a Lexicon,
    /// Singular or base form of each token.
    lemmas: Vec<Sym>,
    /// `(head token, mention)` of all mentions, sorted.
    heads: Vec<(u32, u32)>,
    /// How many of `heads` stand before each token.
    heads_before: Vec<u32>,
    /// The first mention of each entity, and for each mention the next one of its entity; `u32::MAX` ends the chain.
    first_mention: Vec<u32>,
    next_mention: Vec<u32>,
    /// For each verb group the one whose complement clause it heads.
    clause_governors: Vec<Option<u32>>,
    /// One past the last token of the dateline (`MOSCOW, Nov 26 (Agency) –`); its date and place are where and when it was
    /// told, not done. 0 where there is none.
    pub(super) dateline_end: u32,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        article: &'a Article,
        surface: &'a Surface,
        syntax: &'a Syntax,
        dates: &'a [TimeExpression],
        actors: &'a Actors,
        quotes: &'a [Quote],
        lexicon: &'a Lexicon,
    ) -> Self {
        let mut heads: Vec<(u32, u32)> = actors.mentions.iter().enumerate().map(|(i, m)| (m.head, i as u32)).collect();
        heads.sort_unstable();
        let mut heads_before = Vec::with_capacity(surface.tokens.len() + 1);
        for (count, (head, _)) in heads.iter().enumerate() {
            if *head as usize >= heads_before.len() {
                heads_before.resize(*head as usize + 1, count as u32);
            }
        }
        heads_before.resize(surface.tokens.len() + 1, heads.len() as u32);
        let mut first_mention = vec![u32::MAX; actors.entities.len()];
        let mut next_mention = vec![u32::MAX; actors.mentions.len()];
        for (index, mention) in actors.mentions.iter().enumerate().rev() {
            if let Some(first) = first_mention.get_mut(mention.entity as usize) {
                next_mention[index] = std::mem::replace(first, index as u32);
            }
        }
        let lemmas = surface.tokens.iter().zip(&surface.words).map(|(t, w)| w.noun.unwrap_or(t.sym)).collect();
        let dateline_end = dateline_end(article, surface, syntax);
        let mut scene = Self {
            article,
            surface,
            syntax,
            dates,
            actors,
            quotes,
            lexicon,
            lemmas,
            heads,
            heads_before,
            first_mention,
            next_mention,
            clause_governors: Vec::new(),
            dateline_end,
        };
        scene.clause_governors = (0..syntax.verbs.len()).map(|v| super::status::find_clause_governor(&scene, v).map(|u| u as u32)).collect();
        scene
    }

    pub(super) fn sym(&self, token: u32) -> Sym {
        self.surface.tokens.get(token as usize).map_or(Sym::UNKNOWN, |t| t.sym)
    }

    /// Singular or base form of a token, for comparison with word sets.
    pub(super) fn lemma(&self, token: u32) -> Sym {
        self.lemmas.get(token as usize).copied().unwrap_or(Sym::UNKNOWN)
    }

    pub(super) fn tags(&self, token: u32) -> Tags {
        self.surface.tags(token as usize)
    }

    pub(super) fn tags_of_lemma(&self, lemma: Sym) -> Tags {
        self.lexicon.words.tags(lemma)
    }

    /// The words of a group up to its head, as lemmas.
    pub(super) fn lemmas(&self, group: &NounGroup) -> &[Sym] {
        self.lemmas.get(group.tokens.start as usize..group.tokens.end as usize).unwrap_or_default()
    }

    /// The group's head, or another mention of who it stands for, is in the set.
    pub(super) fn is_a(&self, group: &NounGroup, set: &WordSet) -> bool {
        if set.ends(self.lemmas(group)) {
            return true;
        }
        if let Some(whole) = self.whole_of(group) {
            return self.is_a(whole, set);
        }
        // `blocked Highway 37`
        if group.tokens.len() > 1
            && self.syntax.tags.get(group.head as usize) == Some(&Tag::Num)
            && self.lemmas(group).split_last().is_some_and(|l| set.ends(l.1))
        {
            return true;
        }
        // `the opposition newspaper El Faro`: the noun before a name says what it is.
        let lemmas = self.lemmas(group);
        let tags = self.syntax.tags.get(group.tokens.start as usize..group.tokens.end as usize).unwrap_or_default();
        let noun = tags.iter().rposition(|t| *t != Tag::Name).filter(|n| n + 1 < tags.len() && tags[*n] == Tag::Noun);
        if noun.is_some_and(|n| set.ends(&lemmas[..=n])) {
            return true;
        }
        let Some(mention) = self.mention_of_head(group.head) else { return false };
        let entity = self.actors.mentions[mention as usize].entity as usize;
        let person = self.actors.entities.get(entity).is_some_and(|e| e.named && e.kind == EntityKind::Person);
        if person && self.lexicon.actions.status.person.is_some_and(|p| set.has(p)) {
            return true;
        }
        let first = self.first_mention.get(entity).copied();
        let next = |m: &u32| self.next_mention.get(*m as usize).copied();
        std::iter::successors(first, next).take_while(|m| *m != u32::MAX).take(20).any(|m| self.mention_is_a(m, set))
    }

    /// A place by name, or a name of which nothing tells that it is a person's: `captured Hadrak`.
    pub(super) fn is_placename(&self, group: &NounGroup) -> bool {
        let Some(mention) = self.mention_of_head(group.head) else { return false };
        self.actors.entity_of(mention as usize).is_some_and(|e| match e.kind {
            EntityKind::Place => true,
            EntityKind::Person => e.named && e.gender == Gender::Unknown && e.role.is_none() && e.code.is_empty(),
            _ => false,
        })
    }

    /// The head of the first mention of the mention's entity.
    pub(super) fn first_of(&self, mention: u32) -> Option<u32> {
        let entity = self.actors.mentions.get(mention as usize)?.entity as usize;
        let first = self.first_mention.get(entity).copied()?;
        self.actors.mentions.get(first as usize).map(|m| m.head)
    }

    /// A people by name: `Kurds`, `thousands of Nigerians`.
    pub(super) fn is_people(&self, group: &NounGroup) -> bool {
        let group = self.whole_of(group).unwrap_or(group);
        let named = self.syntax.tags.get(group.head as usize) == Some(&Tag::Name);
        let capital = || self.surface.tokens.get(group.head as usize).is_some_and(|t| t.shape.is_capital());
        let entity = self.mention_of_head(group.head).and_then(|m| self.actors.entity_of(m as usize));
        entity.is_some_and(|e| {
            e.kind == EntityKind::Group
                && (named && crate::lexicon::actor_sector(&e.code) == "CVL" || e.code.len() == 3 && !e.country().is_empty() && capital())
        })
    }

    /// The token in front of the `of` that the group stands behind: of `thousands of refugees`, `thousands`.
    pub(super) fn before_of(&self, group: &NounGroup) -> Option<u32> {
        group.prep.filter(|p| p + 1 >= group.tokens.start && self.sym(*p) == self.lexicon.fixed.of)?.checked_sub(1)
    }

    /// Of a measure or part (`thousands of refugees`) the group that it is taken from.
    pub(super) fn whole_of(&self, group: &NounGroup) -> Option<&NounGroup> {
        let whole = self.syntax.nouns.get(self.group_from(group.tokens.end))?;
        let prep = whole.prep.filter(|p| *p == group.tokens.end)?;
        let (fixed, status) = (&self.lexicon.fixed, &self.lexicon.actions.status);
        // `$5 million in emergency aid`
        let sum = self.sym(prep) == fixed.in_ && self.syntax.tags.get(whole.head as usize) == Some(&Tag::Noun);
        if sum && group.tokens.clone().any(|k| status.money.has(self.lemma(k))) {
            return (whole.tokens.start == prep + 1 && whole.sentence == group.sentence).then_some(whole);
        }
        let of = (self.sym(prep) == fixed.of).then_some(prep)?;
        let partitive = status.partitive.has(self.lemma(group.head)) || self.syntax.tags.get(group.head as usize) == Some(&Tag::Num);
        (partitive && whole.tokens.start == of + 1 && whole.sentence == group.sentence).then_some(whole)
    }

    /// A word of the mention up to its head is in the set: `Russian ambassador to the UK Andrei Kelin` is an ambassador.
    fn mention_is_a(&self, mention: u32, set: &WordSet) -> bool {
        let mention = &self.actors.mentions[mention as usize];
        mention.part != Part::Modifier && (mention.tokens.start..mention.tokens.end).take(12).any(|k| set.has(self.lemma(k)))
    }

    /// The first of `heads` that stands at or behind the token.
    fn heads_from(&self, token: u32) -> usize {
        self.heads_before.get(token as usize).map_or(self.heads.len(), |n| *n as usize)
    }

    /// The widest mention with this head that is no mere modifier, else the name that runs over it (`Front for Renewal`).
    pub(super) fn mention_of_head(&self, head: u32) -> Option<u32> {
        // Most words head no mention, nor does one behind them.
        if self.heads_from(head) == self.heads_from(head + 6) {
            return None;
        }
        self.widest(head).or_else(|| {
            (head + 1..head + 6).find_map(|h| self.widest(h)).filter(|m| {
                let mention = &self.actors.mentions[*m as usize];
                mention.tokens.contains(&head) && mention.form == MentionForm::Name
            })
        })
    }

    fn widest(&self, head: u32) -> Option<u32> {
        let from = self.heads_from(head);
        self.heads[from..]
            .iter()
            .take_while(|h| h.0 == head)
            .map(|h| h.1)
            .filter(|m| self.actors.mentions[*m as usize].part != Part::Modifier)
            .max_by_key(|m| self.actors.mentions[*m as usize].span.len())
    }

    /// Mentions with their head in the token range.
    pub(super) fn mentions_with_head_in(&self, tokens: Range<u32>) -> impl Iterator<Item = u32> + '_ {
        let from = self.heads_from(tokens.start);
        self.heads[from..].iter().take_while(move |h| h.0 < tokens.end).map(|h| h.1)
    }

    /// The first noun group that starts at or behind token `at`.
    pub(super) fn group_from(&self, at: u32) -> usize {
        self.syntax.nouns_from(at)
    }

    /// The noun groups behind token `at` in the same sentence, before token `limit`, with their indices.
    pub(super) fn groups_behind(&self, at: u32, limit: u32) -> impl Iterator<Item = (u32, &NounGroup)> + '_ {
        let from = self.group_from(at);
        let sentence = self.surface.sentence_at(at.saturating_sub(1) as usize) as u32;
        self.syntax.nouns[from..]
            .iter()
            .enumerate()
            .take_while(move |(_, g)| g.sentence == sentence && g.tokens.start < limit)
            .map(move |(i, g)| ((from + i) as u32, g))
    }

    /// One past the last token of the clause of verb group `v`: the next verb with a subject of its own behind `v`, a
    /// semicolon, or the sentence's end. Infinitives and participles belong to the clause.
    pub(super) fn clause_end(&self, v: usize) -> u32 {
        let verb = &self.syntax.verbs[v];
        let sentence_end = self.sentence_end(v);
        // `arrested and charged two men on Friday`: what stands behind the second verb is said of both.
        let shares = |w: &VerbGroup| verb.object.is_some_and(|o| w.object == Some(o) && self.syntax.nouns[o as usize].tokens.start >= w.tokens.end);
        let next = self.syntax.verbs[v + 1..].iter().take_while(|w| w.sentence == verb.sentence).find(|w| w.is_finite() && !shares(w));
        // `fired at students who fled`, `sent arms to Chad, which had asked for them`: whom a relative clause tells of stands before it.
        let complement = |k: u32| self.syntax.noun_at(k).is_some_and(|g| self.syntax.nouns[g].prep.is_some());
        let tag = |k: u32| self.syntax.tags.get(k as usize).copied();
        let told = |k: u32| complement(if tag(k - 1) == Some(Tag::Mark) { k.saturating_sub(2) } else { k - 1 });
        let relative = |g: &NounGroup, w: &VerbGroup| (g.tokens.end..w.tokens.start).find(|k| tag(*k) == Some(Tag::Wh)).filter(|k| told(*k));
        next.map_or(sentence_end, |w| {
            let subject = w.subject.map(|s| &self.syntax.nouns[s as usize]).filter(|g| g.tokens.start >= verb.tokens.end);
            subject.map_or(w.tokens.start, |g| relative(g, w).unwrap_or(g.tokens.start))
        })
    }

    /// One past the last token of the sentence of verb group `v`.
    pub(super) fn sentence_end(&self, v: usize) -> u32 {
        let verb = &self.syntax.verbs[v];
        self.surface.sentences.get(verb.sentence as usize).map_or(verb.tokens.end, |s| s.tokens.end)
    }

    /// The quotation that holds token `at`, the innermost first.
    pub(super) fn quote_at(&self, token: u32) -> Option<u32> {
        let at = self.surface.tokens.get(token as usize)?.span.start;
        let before = self.quotes.partition_point(|q| q.span.start <= at);
        (before.saturating_sub(12)..before).rev().find(|q| self.quotes[*q].span.holds(at)).map(|q| q as u32)
    }

    /// The verb whose complement clause `v` heads: `said [that] Russia had left`.
    pub(super) fn clause_governor(&self, v: usize) -> Option<usize> {
        self.clause_governors.get(v).copied().flatten().map(|u| u as usize)
    }

    /// Verb group by index.
    pub(super) fn verb(&self, v: usize) -> &VerbGroup {
        &self.syntax.verbs[v]
    }
}

/// A dateline opens the story, holds no verb and ends in a dash within its first words; its first word is a name.
#[must_use]
pub fn dateline_end(article: &Article, surface: &Surface, syntax: &Syntax) -> u32 {
    let first = surface.opening(article);
    let opens = surface.tokens.get(first).is_some_and(|t| t.shape.is_capital());
    let words = (first..surface.tokens.len().min(first + 16)).take_while(|k| !syntax.tags.get(*k).is_some_and(|t| t.is_verb() || t.is_aux()));
    let dash = words.filter(|_| opens).find(|k| surface.tokens[*k].kind == TokenKind::Dash);
    // `The cabinet - which meets today - sacked`: an aside, and no story begins behind it.
    let begins = |k: &usize| surface.tokens.get(k + 1).is_none_or(|t| !t.is_word() || t.shape != Shape::Lower);
    dash.filter(begins).or_else(|| town_and_colon(surface, syntax, first).filter(|_| opens)).map_or(0, |k| k as u32 + 1)
}

/// `Aden: Two men were shot`: up to three names that open the story, before a colon and a sentence.
fn town_and_colon(surface: &Surface, syntax: &Syntax, first: usize) -> Option<usize> {
    const NAMES: usize = 3;
    let name = |k: &usize| syntax.tags.get(*k) == Some(&Tag::Name);
    let end = first + (first..first + NAMES).take_while(name).count();
    let sentence = surface.tokens.get(end + 1).is_some_and(|t| t.shape.is_capital());
    (end > first && sentence && surface.tokens[end].kind == TokenKind::Colon).then_some(end)
}
