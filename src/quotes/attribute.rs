//! Who said the words of one quotation, from the sentence around it.

use std::ops::Range;

use super::left::Left;
use super::phrase::Phrases;
use super::reader::Cue;
use super::units::{Ending, ending};
use crate::lexicon::{Frames, Tags, WordClass};
use crate::syntax::Tag;
use crate::token::TokenKind;

/// The longest headline, in units.
const LONGEST_HEADLINE: usize = 40;

/// How far before a quotation the noun of its clause is looked for, and how far behind the noun its `that`.
const NOUN_REACH: usize = 24;
const JOINT_REACH: usize = 7;

/// How far behind a cue that looks like a noun the verb of what it reports is looked for.
const CLAUSE: usize = 14;

/// A speaker found; ranges are of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribution {
    pub speaker: Range<usize>,
    pub cue: Option<Range<usize>>,
    /// The name of the pattern: its share of right answers stands in the speech lexicon.
    pub pattern: &'static str,
    pub rule: Option<u32>,
}

/// What the sentence tells about a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Said(Attribution),
    /// A title or a name, by its cue (`a book titled “…”`).
    Named,
    Unknown,
}

impl Phrases<'_> {
    /// The attribution of the quotation at unit `at` in `sentence`; `next` is the sentence behind it.
    pub fn attribute(&self, at: usize, sentence: &Range<usize>, next: Option<&Range<usize>>) -> Verdict {
        let Some(unit) = self.narrative.units.get(at) else { return Verdict::Unknown };
        let how = ending(self.reader, unit);
        let lo = sentence.start;
        if let Some(found) = self.label(at, lo).or_else(|| self.headline_label(at, lo)) {
            return Verdict::Said(found);
        }
        let left = self.left(at, lo, sentence.end);
        if let Some(Left { verdict: Verdict::Said(found), direct: true, cue, .. }) = left {
            // `Polls show that “nobody cares,” said Mr Tamm`: the words go on in his voice.
            // `When a docker shouted, “Go,” Mr Tamm laughed`: hers.
            let introduced = cue + 2 == at && self.in_subordinate(cue, lo);
            let trailing =
                if how == Ending::Comma && !introduced { self.right(at, how, lo, sentence.end).filter(|r| r.pattern != "according-to") } else { None };
            return Verdict::Said(trailing.unwrap_or(found));
        }
        if let Some(found) = self.noun_clause(at, lo).filter(|n| left.as_ref().is_none_or(|l| l.cue < n.cue.as_ref().map_or(0, |c| c.start))) {
            return Verdict::Said(found);
        }
        let right = self.right(at, how, lo, sentence.end).or_else(|| self.right_of_next(at, lo, how, sentence.end, next));
        match (left, right) {
            // `He said it was “over”, according to a friend`: the words are his.
            (Some(left), Some(right)) if right.pattern == "according-to" => left.verdict,
            (_, Some(right)) => Verdict::Said(right),
            // A cue that says nothing itself gives way to one that does: `They carry “a lot of weight”, Mr Tamm said.`
            (Some(left), None) if left.weak => self.deep_right(at, sentence.end).map_or(left.verdict, Verdict::Said),
            (Some(left), None) => left.verdict,
            (None, None) => {
                let found =
                    self.owned(at, sentence).or_else(|| self.noun_cue(at, lo)).or_else(|| self.colon(at, lo)).or_else(|| self.deep_right(at, sentence.end));
                found.or_else(|| self.signature(at, sentence)).map_or(Verdict::Unknown, Verdict::Said)
            }
        }
    }

    /// The cue verb at a unit; also a form that was tagged as a noun where only a verb can stand: `The Post reports:`,
    /// `a statement saying, “…”`.
    #[inline]
    pub fn cue_at(&self, unit: usize) -> Option<Cue> {
        // Most words are none: one read.
        if self.is(unit, WordClass::VERB) { self.read_cue_at(unit) } else { None }
    }

    #[inline(never)]
    fn read_cue_at(&self, unit: usize) -> Option<Cue> {
        let token = self.token(unit)?;
        if self.reader.is_surely_noun(token, unit == 0) {
            return None;
        }
        let cue = self.reader.listed_cue(token)?;
        // `both are now claims that …`: no finite verb behind another.
        if self.tag(unit) == Tag::VPres
            && unit > 0
            && self.reader.classes(token).any(Tags::NOUN_PL)
            && self.tag(self.group_start(unit, unit.saturating_sub(3))) == Tag::Be
        {
            return None;
        }
        match self.reader.verb_form(token, &cue) {
            Some(tags) => Some(Cue { tags, ..cue }),
            // `Ada Reyes plans to sell`
            None if cue.frames.any(Frames::INFINITIVE)
                && cue.tags.any(Tags::V_THIRD)
                && unit > 0
                && self.tag(unit - 1) == Tag::Name
                && self.tag(unit + cue.len as usize) == Tag::To =>
            {
                Some(Cue { tags: Tags::V_THIRD, ..cue })
            }
            None if cue.frames.any(Frames::QUOTE) => self.cue_by_place(unit, cue),
            None => None,
        }
    }

    /// The cue at a unit that is not tagged as a verb, where what stands around it makes it one.
    #[inline(never)]
    fn cue_by_place(&self, unit: usize, cue: Cue) -> Option<Cue> {
        // `…, the United States, …`
        let name = self.token(unit).is_some_and(|t| self.reader.token(t).is_some_and(|k| k.shape.is_capital()) && !self.reader.in_title(t));
        if name && unit > 0 && self.tag(unit - 1) != Tag::Mark {
            return None;
        }
        let behind = |tag: Tag| unit > 0 && self.tag(unit - 1) == tag;
        let in_phrase = unit > 0 && matches!(self.tag(unit - 1), Tag::Det | Tag::PossPron | Tag::Poss | Tag::Adj | Tag::Prep | Tag::Num);
        let next = unit + cue.len as usize;
        let colon = self.kind(next) == Some(TokenKind::Colon) && cue.tags.any(Tags::V_THIRD.or(Tags::V_PAST));
        let comma = |u: usize| self.kind(u) == Some(TokenKind::Comma);
        // `…, saying at a rally that`
        let apart = unit > 0 && comma(unit - 1) && matches!(self.tag(next), Tag::Prep | Tag::Sub | Tag::Adv);
        let gerund = cue.is_gerund() && (self.is_quote(next) || comma(next) || apart);
        // `went on by saying, “…”`
        let governed = gerund && behind(Tag::Prep);
        // `One in five say they would go`
        let expletive = || self.is(next, WordClass::EXPLETIVE) && !behind(Tag::Det) && (behind(Tag::Num) || !self.is(next, WordClass::COMPLEMENT));
        let clause = cue.may_be_finite()
            && cue.frames.any(Frames::BARE)
            && (self.tag(next) == Tag::Pron || expletive())
            && (next + 1..next + 3).any(|u| self.is_finite(u));
        let counted = clause && unit > 0 && matches!(self.tag(unit - 1), Tag::Num | Tag::Noun | Tag::Name | Tag::Det | Tag::Pron | Tag::Ord);
        let reports = cue.may_be_finite() && cue.frames.any(Frames::THAT.or(Frames::BARE));
        // `Many said Monday that they would go`
        let quantified = reports
            && unit > 0
            && self.token(unit - 1).is_some_and(|t| self.reader.is_quantifier(t))
            && (self.is(next, WordClass::COMPLEMENT) || self.is_time(next) || self.has_subject(next, next + CLAUSE, false));
        let relative = self.opens_relative(unit, next, &cue);
        let (counted, quantified) = (counted && !(relative && self.is_finite(next + 1)), quantified && !relative);
        let form = if gerund { Tags::V_GER } else { Tags::V_THIRD };
        let opens = matches!(self.tag(next), Tag::Det | Tag::PossPron | Tag::Name | Tag::Num | Tag::Adj | Tag::Noun) && !self.is_time(next);
        let told = cue.may_be_finite()
            && cue.frames.any(Frames::BARE)
            && opens
            && unit > 0
            && (self.agrees(unit - 1, &cue) || comma(unit - 1) && cue.tags.any(Tags::V_THIRD))
            && self.has_subject(next, next + CLAUSE, false);
        // `Ms Okafor, a docker, hopes that …`
        let parted = unit > 0
            && comma(unit - 1)
            && cue.tags.any(Tags::V_THIRD)
            && reports
            && self.is(next, WordClass::COMPLEMENT)
            && !(relative && self.is_finite(next + 1));
        let plural = reports && self.plural_tells(unit, next, &cue);
        (counted || plural || told || parted || quantified || reports && self.is_last_verb(unit, &cue) || governed || !in_phrase && (colon || gerund))
            .then_some(Cue { tags: form, ..cue })
    }

    /// `If it rains, dockers worry that …`: a plural begins the clause, and a whole one follows behind `that` at `next`.
    fn plural_tells(&self, unit: usize, next: usize, cue: &Cue) -> bool {
        let opens = |s: Range<usize>| s.start == 0 || matches!(self.tag(s.start - 1), Tag::Mark | Tag::Conj | Tag::Sub) && !self.is_quote(s.start - 1);
        unit > 0
            && cue.tags.any(Tags::V_BASE)
            && self.tag(next) == Tag::Sub
            && self.is(next, WordClass::COMPLEMENT)
            && self.agrees(unit - 1, cue)
            && self.has_subject(next + 1, next + CLAUSE, true)
            && self.back(unit, 0).is_some_and(opens)
    }

    /// `those states that vote`, `Ohio and Iowa, states that vote`: a plural, and behind it at `next` its relative clause.
    fn opens_relative(&self, unit: usize, next: usize, cue: &Cue) -> bool {
        let plural = || self.token(unit).is_some_and(|t| self.reader.classes(t).any(Tags::NOUN_PL));
        cue.tags.any(Tags::V_THIRD) && self.is(next, WordClass::COMPLEMENT) && plural()
    }

    /// `…, harbour records show.`, `…, the survey shows, …`, `…, many think, …`: between marks nothing but a verb.
    fn is_last_verb(&self, unit: usize, cue: &Cue) -> bool {
        let ends = matches!(self.kind(unit + cue.len as usize), Some(TokenKind::Period | TokenKind::Comma));
        let Some(before) = unit.checked_sub(1).filter(|_| ends) else { return false };
        let plural = self.tag(before) == Tag::Noun && (!cue.tags.any(Tags::V_THIRD) || self.is(before, WordClass::CITED)) && self.agrees(before, cue);
        let named = self.tag(before) == Tag::Name && cue.tags.any(Tags::V_THIRD);
        let many = || self.token(before).is_some_and(|t| self.reader.is_quantifier(t));
        (plural || named || many()) && self.back(unit, 0).is_some_and(|s| s.start > 0 && self.kind(s.start - 1) == Some(TokenKind::Comma))
    }

    /// A noun, singular or plural as the form of the verb asks.
    fn agrees(&self, noun: usize, cue: &Cue) -> bool {
        let known = self.token(noun).map_or(Tags::default(), |t| self.reader.classes(t));
        let number = if cue.tags.any(Tags::V_THIRD) { Tags::NOUN } else { Tags::NOUN_PL };
        self.tag(noun) == Tag::Noun && known.any(number)
    }

    #[inline]
    pub fn phrase_cue(&self, from: usize, hi: usize) -> Option<Attribution> {
        if self.narrative.begins_phrase(from) { self.read_phrase_cue(from, hi) } else { None }
    }

    #[inline(never)]
    fn read_phrase_cue(&self, from: usize, hi: usize) -> Option<Attribution> {
        let token = self.token(from)?;
        let (len, rule) = self.reader.lexicon.speech.phrase(self.reader.surface.tokens.get(token..)?)?;
        let start = from + len;
        // `according to exit polls`: a verb by its tag, behind `to`.
        let noun = self.tag(start) == Tag::VBase && self.tag(start + 1) == Tag::Noun;
        let speaker =
            if noun { self.forward(start + 1, hi).map(|s| start..s.end) } else { self.forward(start, hi).or_else(|| self.source_like_verb(start, hi)) }?;
        let speaker = self.with_apposition(speaker, hi);
        Some(Attribution { speaker, cue: Some(from..from + len), pattern: "according-to", rule: Some(rule) })
    }

    /// `according to partial counts,`: a noun that was read as a verb behind an adjective.
    fn source_like_verb(&self, start: usize, hi: usize) -> Option<Range<usize>> {
        let at = (start..hi.min(start + 3)).find(|u| !matches!(self.tag(*u), Tag::Adj | Tag::Adv | Tag::Det))?;
        let noun = at > start && self.token(at).is_some_and(|t| self.reader.classes(t).any(Tags::ANY_NOUN));
        (noun && self.is_verb(at) && !self.is_verb(at + 1)).then_some(start..at + 1)
    }

    /// `X’s warning that “…”`, `in a statement from X: “…”`, `a message for them: “…”`.
    fn noun_cue(&self, at: usize, lo: usize) -> Option<Attribution> {
        let reach = lo.max(at.saturating_sub(12));
        let noun = (reach..at).rev().find(|u| self.is(*u, WordClass::NOUN))?;
        if !self.leads_to(noun + 1, at) {
            return None;
        }
        let rule = self.token(noun).and_then(|t| self.reader.lexicon.speech.noun(self.reader.sym(t)));
        let make = |speaker| Attribution { speaker, cue: Some(noun..noun + 1), pattern: "noun", rule };
        let source = (noun + 1..at).find(|u| self.is(*u, WordClass::SOURCE));
        if let Some(speaker) = source.and_then(|s| self.forward(s + 1, at)) {
            return Some(make(speaker));
        }
        for owner in (lo.max(noun.saturating_sub(5))..noun).rev() {
            match self.tag(owner) {
                Tag::PossPron => return Some(make(owner..owner + 1)),
                Tag::Poss => return self.back(owner, lo).map(make),
                Tag::Noun | Tag::Adj | Tag::Adv | Tag::Num | Tag::VPart | Tag::Name => {}
                _ => break,
            }
        }
        let mut subject = self.main_subject(lo, noun)?;
        if subject.end > noun {
            subject = subject.start..noun;
        }
        Some(make(subject))
    }

    /// `her claim during the debate that she was “never asked”`: a cue noun with a clause that holds the quotation.
    fn noun_clause(&self, at: usize, lo: usize) -> Option<Attribution> {
        let reach = lo.max(at.saturating_sub(NOUN_REACH));
        let noun = (reach..at).rev().find(|u| self.is(*u, WordClass::NOUN) && self.tag(*u) == Tag::Noun)?;
        let plain = |u: &usize| !self.is_finite(*u) && !self.is_quote(*u) && self.kind(*u) != Some(TokenKind::Comma);
        let that = (noun + 1..at.min(noun + JOINT_REACH)).take_while(plain).find(|u| self.is(*u, WordClass::COMPLEMENT) && self.tag(*u) == Tag::Sub)?;
        let rule = self.token(noun).and_then(|t| self.reader.lexicon.speech.noun(self.reader.sym(t)));
        let source = (noun + 1..that).find(|u| self.is(*u, WordClass::SOURCE)).and_then(|s| self.forward(s + 1, that));
        let speaker = source.or_else(|| self.possessor(noun, lo))?;
        // `said in her speech that …`: the clause belongs to the verb.
        let place = speaker.start.checked_sub(1).filter(|p| *p > lo && self.tag(*p) == Tag::Prep);
        let verb = place.and_then(|p| (lo.max(p.saturating_sub(JOINT_REACH))..p).rev().find(|u| self.is_finite(*u)));
        let told = verb.and_then(|v| self.cue_at(v).map(|c| (v, c))).filter(|(_, c)| c.class.says());
        if told.and_then(|(v, c)| self.content(v + c.len as usize, &c, at)).is_some_and(|(start, _)| start == that + 1) {
            return None;
        }
        Some(Attribution { speaker, cue: Some(noun..noun + 1), pattern: "noun", rule })
    }

    /// `Mr Tamm’s “isolationist” remarks`: the owner of a cue noun behind the quotation.
    fn owned(&self, at: usize, sentence: &Range<usize>) -> Option<Attribution> {
        let owner = at.checked_sub(1).filter(|o| *o >= sentence.start)?;
        let noun = (at + 1..sentence.end.min(at + 4)).take_while(|u| matches!(self.tag(*u), Tag::Noun | Tag::Adj)).find(|u| self.is(*u, WordClass::NOUN))?;
        let rule = self.token(noun).and_then(|t| self.reader.lexicon.speech.noun(self.reader.sym(t)));
        let speaker = match self.tag(owner) {
            Tag::PossPron => owner..owner + 1,
            Tag::Poss => self.back(owner, sentence.start)?,
            _ => return None,
        };
        Some(Attribution { speaker, cue: Some(noun..noun + 1), pattern: "noun", rule })
    }

    /// Only words that tie a noun to its content stand between: `that`, `of`, a colon, or the noun's own speaker.
    fn leads_to(&self, from: usize, at: usize) -> bool {
        let source = (from..at).any(|u| self.is(u, WordClass::SOURCE));
        (from..at).all(|u| match self.tag(u) {
            Tag::Sub | Tag::Wh | Tag::Det | Tag::Adj | Tag::Adv | Tag::Be => true,
            // `her promise to be “neutral”`
            Tag::To => true,
            Tag::VBase => u > from && self.tag(u - 1) == Tag::To,
            Tag::Prep => source || self.is(u, WordClass::CONTENT),
            Tag::Mark => matches!(self.kind(u), Some(TokenKind::Colon | TokenKind::Comma | TokenKind::Dash)),
            Tag::Noun | Tag::Name | Tag::PossPron | Tag::Poss | Tag::Num => source,
            _ => false,
        })
    }

    /// `OKAFOR: “…”`, `… in March – Ms Okafor: “…”`: nothing but a name in front of the colon.
    fn label(&self, at: usize, lo: usize) -> Option<Attribution> {
        let colon = self.colon_before(at, lo)?;
        let glued = |u: usize| self.token(u).and_then(|t| self.reader.token(t)).is_some_and(|t| t.glued);
        let spaced = |u: usize| self.kind(u) == Some(TokenKind::Hyphen) && !glued(u) && !glued(u + 1);
        let cut = |u: &usize| self.is_quote(*u) || spaced(*u) || matches!(self.kind(*u), Some(TokenKind::Dash | TokenKind::Semicolon | TokenKind::Colon));
        let lo = (lo..colon).rev().find(cut).map_or(lo, |u| u + 1);
        let plain = |u: usize| {
            matches!(self.tag(u), Tag::Name | Tag::Noun | Tag::Det | Tag::Adj | Tag::Prep)
                || self.kind(u) == Some(TokenKind::Comma)
                || self.is(u, WordClass::COORDINATION)
                || self.joins_names(u)
        };
        if colon - lo > 8 || !(lo..colon).all(plain) || self.tag(lo) == Tag::Prep || self.token(lo).is_some_and(|t| self.reader.is_gerund_cue(t)) {
            return None;
        }
        let named = |s: &Range<usize>| s.clone().any(|u| self.tag(u) == Tag::Name);
        self.forward(lo, colon).filter(named).map(|speaker| Attribution { speaker, cue: None, pattern: "label", rule: None })
    }

    /// `Ada Reyes: Port ‘Was Never Safe’`: a headline that begins with its speaker.
    fn headline_label(&self, at: usize, lo: usize) -> Option<Attribution> {
        let units = &self.narrative.units;
        if lo != 0 || units.len() > LONGEST_HEADLINE {
            return None;
        }
        let colon = (lo + 1..at.min(lo + 9)).find(|u| self.kind(*u) == Some(TokenKind::Colon))?;
        if !units.get(lo).is_some_and(|u| self.reader.heads_story(u.first as usize)) {
            return None;
        }
        let plain = |u: usize| matches!(self.tag(u), Tag::Name | Tag::Noun | Tag::Adj | Tag::Num) || self.joins_names(u);
        if !(lo..colon).all(plain) {
            return None;
        }
        Some(Attribution { speaker: lo..colon, cue: None, pattern: "label", rule: None })
    }

    fn colon_before(&self, at: usize, lo: usize) -> Option<usize> {
        at.checked_sub(1).filter(|c| *c > lo && self.kind(*c) == Some(TokenKind::Colon))
    }

    /// `Mr Tamm was defiant: “…”`
    fn colon(&self, at: usize, lo: usize) -> Option<Attribution> {
        let colon = self.colon_before(at, lo)?;
        let subject = self.last_subject(lo, colon).or_else(|| self.forward(lo, colon));
        subject.map(|speaker| Attribution { speaker, cue: None, pattern: "colon", rule: None })
    }

    /// `“…” — Ms Okafor` at the end of a paragraph.
    fn signature(&self, at: usize, sentence: &Range<usize>) -> Option<Attribution> {
        let dash = at + 1;
        if at != sentence.start || !self.dash_like(dash) || dash + 1 >= sentence.end {
            return None;
        }
        let speaker = self.forward(dash + 1, sentence.end)?;
        let alone = (speaker.end..sentence.end).all(|u| matches!(self.tag(u), Tag::Mark | Tag::Num | Tag::Name | Tag::Noun | Tag::Prep | Tag::Det | Tag::Adj));
        alone.then_some(Attribution { speaker, cue: None, pattern: "signature", rule: None })
    }

    fn dash_like(&self, unit: usize) -> bool {
        matches!(self.kind(unit), Some(TokenKind::Dash | TokenKind::Hyphen)) || self.token(unit).is_some_and(|t| self.reader.words(t) == "―")
    }
}
