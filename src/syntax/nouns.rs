use super::{NounGroup, Tag};
use crate::lexicon::{Lexicon, Tags};
use crate::text::Surface;
use crate::token::{Sym, TokenKind};

/// Groups determiners, modifiers and heads. A group ends at a possessive clitic (its owner becomes `possessor` of the next
/// group), at a mark other than a joining hyphen, and before a determiner.
pub(super) fn chunk(surface: &Surface, lexicon: &Lexicon, tags: &[Tag]) -> Vec<NounGroup> {
    let mut groups: Vec<NounGroup> = Vec::with_capacity(surface.tokens.len() / 4);
    for (number, sentence) in surface.sentences.iter().enumerate() {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let chunker = Chunker { surface, tags, of: lexicon.fixed.of, start, end };
        let mut owner = None;
        let mut i = start;
        while i < end {
            let Some(stop) = chunker.group_end(i) else {
                // `praised Chile's “calm attitude”`
                if tags[i] != Tag::Poss && !(is_opening(surface.tokens[i].kind) && i > start && tags[i - 1] == Tag::Poss) {
                    owner = None;
                }
                i += 1;
                continue;
            };
            let mut group = chunker.group(i, stop, number as u32, start);
            group.possessor = owner.take();
            if stop < end && tags[stop] == Tag::Poss {
                owner = Some(groups.len() as u32);
            }
            groups.push(group);
            i = if owner.is_some() { stop + 1 } else { stop };
        }
    }
    groups
}

fn is_opening(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::OpenDouble | TokenKind::OpenSingle | TokenKind::StraightDouble | TokenKind::StraightSingle)
}

struct Chunker<'a> {
    surface: &'a Surface,
    tags: &'a [Tag],
    of: Sym,
    start: usize,
    end: usize,
}

impl Chunker<'_> {
    /// One past the last token of the group that starts at `i`; `None` where none starts.
    fn group_end(&self, i: usize) -> Option<usize> {
        match self.tags[i] {
            Tag::Pron => return Some(i + 1),
            Tag::Det | Tag::PossPron | Tag::Adj | Tag::Noun | Tag::Name | Tag::Num | Tag::Ord => {}
            Tag::Mark if self.opens_amount(i) => {}
            _ => return None,
        }
        let mut j = i;
        let mut last_content = None;
        while j < self.end {
            match self.tags[j] {
                Tag::Det | Tag::PossPron if j > i && last_content.is_some() => break,
                Tag::Det | Tag::PossPron => {}
                // `from Riga last week`, `expelled diplomats Thursday`: a time behind a full group is a group of its own.
                Tag::Ord | Tag::Name | Tag::Noun if last_content.is_some_and(|last| self.opens_time(j, last)) => break,
                // `In 2018 Malta expelled`, `on 3 May 2018 Malta expelled`: no name joins the year before it.
                Tag::Name if self.ends_in_year(i, j) || self.opens_subject(i, j) => break,
                // `gave Malta 5 million euros`: an amount behind a name is a group of its own.
                Tag::Num if j > i && self.tags[j - 1] == Tag::Name && self.tags.get(j + 1) == Some(&Tag::Num) && j + 1 < self.end => break,
                // `gave Malta two tugs`: so is a count in words; names have their numbers in figures or capitals.
                Tag::Num if j > i && self.tags[j - 1] == Tag::Name && self.counts(j) => break,
                // `signed the law two days after`
                Tag::Num if last_content == Some(j.wrapping_sub(1)) && self.measures_time(j) => break,
                // `gave Malta $5 million`, but `a new $5 million loan`
                Tag::Mark
                    if last_content.is_some() && self.opens_amount(j) && !self.surface.tokens[j].glued && matches!(self.tags[j - 1], Tag::Noun | Tag::Name) =>
                {
                    break;
                }
                Tag::Noun if last_content == Some(j.wrapping_sub(1)) && self.says_as_what(i, j) => break,
                Tag::Adj | Tag::Noun | Tag::Name | Tag::Num | Tag::Ord => last_content = Some(j),
                // `three more journalists`, `a very large crowd`: an adverb before a modifier.
                // `promised a loan over two years`
                Tag::Adv if last_content == Some(j.wrapping_sub(1)) && self.tags[j - 1] == Tag::Noun && self.surface.tags(j).any(Tags::ROUGHLY) => break,
                Tag::Adv if self.modifier_follows(j + 1) => {}
                Tag::Conj if self.joins_adjectives(i, j) => {}
                Tag::Mark if self.joins(j) || self.opens_amount(j) => {}
                Tag::Mark if self.is_scare_mark(i, j) => {}
                _ => break,
            }
            j += 1;
        }
        match last_content {
            Some(last) => Some(last + 1),
            // A bare determiner is a pronoun: `this`, `both`, `some`.
            None => matches!(self.tags[i], Tag::Det).then_some(i + 1),
        }
    }

    /// `took nine guards hostage`: behind the object of a verb, as what it is held.
    fn says_as_what(&self, i: usize, j: usize) -> bool {
        if self.tags[j - 1] != Tag::Noun || !self.surface.tags(j).any(Tags::AS_WHAT) {
            return false;
        }
        let last = j + 1 >= self.end || !self.tags[j + 1].is_nominal() && self.tags[j + 1] != Tag::Poss;
        last && self.tags[..i].iter().rfind(|t| **t != Tag::Adv).is_some_and(|t| t.is_verb())
    }

    fn opens_time(&self, j: usize, last: usize) -> bool {
        let is_temporal = |k: usize| self.surface.tags(k).any(Tags::TEMPORAL);
        if self.surface.tags(j).any(Tags::DEICTIC) {
            return true;
        }
        if self.tags[j] == Tag::Noun {
            // `flew to Peru hours after the quake`
            let before = last + 1 == j && self.tags[last] == Tag::Name && !is_temporal(last);
            let counts = before && is_temporal(j) && self.surface.tags(j).any(Tags::NOUN_PL);
            return counts && j + 1 < self.end && (self.tags[j + 1] == Tag::Adv || self.tags[j + 1] == Tag::Prep && self.surface.tags(j + 1).any(Tags::SUB));
        }
        if !matches!(self.tags[last], Tag::Noun | Tag::Name) || last + 1 != j {
            return false;
        }
        // `on Monday Russia expelled`: neither does a name join the time before it.
        if is_temporal(last) { self.tags[j] == Tag::Name && !is_temporal(j) } else { self.tags[j] == Tag::Ord || is_temporal(j) }
    }

    /// `In reply to the vote Peru shut its port`: behind a preposition that opens the sentence, the name before its first verb is its
    /// subject and no part of the group that the preposition governs.
    fn opens_subject(&self, i: usize, j: usize) -> bool {
        if j == 0 || self.tags[j - 1] != Tag::Noun || i <= self.start || self.tags[i - 1] != Tag::Prep || self.tags[self.start] != Tag::Prep {
            return false;
        }
        // `After the envoy Quibble left, …` is a clause.
        let may_join = |k: usize| self.surface.tags(k).any(Tags::SUB);
        let verb = |t: &Tag| t.is_verb() || t.is_aux();
        let open = || self.tags[self.start..j].iter().all(|t| !verb(t) && !matches!(t, Tag::Mark | Tag::Sub | Tag::Wh));
        let next = self.tags[j..self.end].iter().find(|t| **t != Tag::Name);
        next.is_some_and(|t| t.is_aux() || matches!(t, Tag::VPast | Tag::VPres)) && !may_join(i - 1) && !may_join(self.start) && open()
    }

    /// A year stands before `j`, behind a month or alone behind a preposition (`the 2018 World Cup` has another word before it).
    fn ends_in_year(&self, i: usize, j: usize) -> bool {
        let Some(year) = j.checked_sub(1).filter(|y| *y >= i && self.tags[*y] == Tag::Num) else { return false };
        let token = &self.surface.tokens[year];
        let figures = token.kind == TokenKind::Number && token.span.len() == 4;
        let dated = || year > i && self.surface.tags(year - 1).any(Tags::TEMPORAL);
        let alone = || year == i && i > 0 && self.tags[i - 1] == Tag::Prep;
        figures && (dated() || alone())
    }

    /// A number word in small letters before what it counts.
    fn counts(&self, j: usize) -> bool {
        let token = &self.surface.tokens[j];
        token.is_word() && !token.shape.is_capital() && self.modifier_follows(j + 1)
    }

    /// A number before a unit of time, behind a noun that is none.
    fn measures_time(&self, j: usize) -> bool {
        let temporal = |k: usize| self.surface.tags(k).any(Tags::TEMPORAL);
        matches!(self.tags[j - 1], Tag::Noun | Tag::Name) && !temporal(j - 1) && j + 1 < self.end && self.tags[j + 1] == Tag::Noun && temporal(j + 1)
    }

    fn modifier_follows(&self, j: usize) -> bool {
        j < self.end && matches!(self.tags[j], Tag::Adj | Tag::Num | Tag::Noun)
    }

    /// `deep and bitter quarrels`: two adjectives in small letters before one noun.
    fn joins_adjectives(&self, i: usize, j: usize) -> bool {
        let small = |k: usize| self.tags[k] == Tag::Adj && !self.surface.tokens[k].shape.is_capital();
        j > i && j + 2 < self.end && small(j - 1) && small(j + 1) && self.tags[j + 2] == Tag::Noun
    }

    /// A hyphen or slash inside a word, or the dot of an abbreviation inside a name.
    fn joins(&self, j: usize) -> bool {
        let token = &self.surface.tokens[j];
        let next = self.surface.tokens.get(j + 1).filter(|_| j + 1 < self.end);
        match token.kind {
            TokenKind::Hyphen | TokenKind::Slash => token.glued && next.is_some_and(|n| n.glued),
            TokenKind::Period => token.glued && next.is_some_and(|n| n.is_word() && !n.glued),
            TokenKind::Percent => token.glued,
            _ => false,
        }
    }

    /// A currency mark before its number.
    fn opens_amount(&self, j: usize) -> bool {
        self.surface.tokens[j].kind == TokenKind::Currency && j + 1 < self.end && self.tags[j + 1] == Tag::Num
    }

    /// A quotation mark inside a group whose head is still to come: `an “increasingly aggressive” campaign`.
    fn is_scare_mark(&self, i: usize, j: usize) -> bool {
        use TokenKind as K;
        let kind = self.surface.tokens[j].kind;
        let mark = matches!(kind, K::OpenDouble | K::CloseDouble | K::OpenSingle | K::CloseSingle | K::StraightDouble | K::StraightSingle);
        mark && j > i
            && j + 1 < self.end
            && matches!(self.tags[j + 1], Tag::Adj | Tag::Noun | Tag::Adv | Tag::Name)
            && matches!(self.tags[j - 1], Tag::Det | Tag::PossPron | Tag::Adj)
    }

    fn group(&self, i: usize, stop: usize, sentence: u32, start: usize) -> NounGroup {
        let head = (i..stop).rev().find(|k| self.tags[*k] != Tag::Mark).unwrap_or(i);
        let tags = self.surface.tags(head);
        let prep = self.governing_preposition(i, start);
        // `launched ten days of exercises`: a measure of what stands behind `of`.
        let measure = self.tags[i] == Tag::Num && self.surface.tokens.get(stop).is_some_and(|t| stop < self.end && t.sym == self.of);
        // `at first`
        let at_first = self.tags[head] == Tag::Ord && stop == i + 1 && prep.is_some_and(|p| p as usize + 1 == i);
        // `a silent march`: no month
        let time = tags.any(Tags::TEMPORAL) && (!tags.any(Tags::V_BASE) || self.surface.tokens[head].shape.is_capital());
        let temporal = (time || at_first) && self.tags[head] != Tag::Pron && !measure;
        let plural = tags.any(Tags::NOUN_PL) && !tags.any(Tags::NOUN);
        NounGroup { tokens: i as u32..stop as u32, head: head as u32, possessor: None, prep, joined: None, plural, temporal, sentence }
    }

    /// The preposition right before the group (an adverb or an opening mark may stand between).
    fn governing_preposition(&self, i: usize, start: usize) -> Option<u32> {
        let mut j = i;
        while j > start {
            j -= 1;
            match self.tags[j] {
                Tag::Prep => return Some(j as u32),
                Tag::Adv | Tag::Poss => {}
                Tag::Mark
                    if matches!(
                        self.surface.tokens[j].kind,
                        TokenKind::OpenDouble | TokenKind::OpenSingle | TokenKind::StraightDouble | TokenKind::StraightSingle
                    ) => {}
                _ => return None,
            }
            if i - j > 4 {
                return None;
            }
        }
        None
    }
}
