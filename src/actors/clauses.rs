//! Whom `it` and `they` mean: whom the clauses around them leave, and nobody where these leave more than one reading.

use super::anaphor::{Asked, agrees, is_firm};
use super::coref::{Clusterer, Seen};
use super::draft::{Draft, Pronoun};
use super::{EntityKind, Gender, MentionForm, Part};
use crate::lexicon::{SectorList, Tags, WordList};
use crate::syntax::{NounGroup, Tag, Tense, VerbGroup, Voice};
use crate::token::TokenKind;

/// How many verbs before a pronoun, and how many groups, are asked.
const VERBS: usize = 8;
const GROUPS: usize = 12;
/// How many of these verbs a subject may be that of.
const CLAUSES: usize = 3;
/// A mention that holds a token starts this near before it.
const REACH: u32 = 40;

/// What a noun group is to a pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// It may be meant and is this entity.
    Meant(u32),
    /// It may be meant and is no actor, or one of which too little is known: a bill, a currency.
    Rival,
    /// It cannot be meant: a person, another number.
    Other,
}

impl Clusterer<'_, '_> {
    /// The entity that the clauses around the pronoun leave.
    pub fn by_clauses(&self, draft: &Draft, asked: &Asked) -> Option<u32> {
        if self.reader.is(draft.head, WordList::reflexive) {
            let verb = self.verbs_before(asked).next()?;
            return self.subject_of(verb, asked).meant();
        }
        let told = |v: &VerbGroup| self.reports(v, asked.token) && (self.reader.tag(asked.token + 1).is_verb() || self.reader.tag(asked.token + 1).is_aux());
        // `told it to leave`: no subject of its own verb, though who is to leave.
        let finite = asked.acts && self.own_verb(asked).is_none_or(VerbGroup::is_finite);
        let acts = finite || asked.plain && self.verbs_before(asked).next().is_some_and(told);
        match (asked.plain, acts) {
            (false, _) => self.owner_meant(asked),
            (true, true) => self.subject_meant(asked),
            (true, false) if asked.pronoun == Pronoun::They => self.only_one(asked),
            (true, false) => self.object_meant(asked),
        }
    }

    /// The verbs before the pronoun in its sentence, nearest first; a quotation is a closed room.
    pub fn verbs_before(&self, asked: &Asked) -> impl Iterator<Item = &VerbGroup> {
        let syntax = self.reader.syntax;
        let (token, sentence) = (asked.token, asked.sentence);
        let past = syntax.verbs_past(token);
        syntax.verbs.get(..past).unwrap_or_default().iter().rev().take_while(move |v| v.sentence == sentence).filter(|v| self.same_room(v, asked)).take(VERBS)
    }

    fn same_room(&self, verb: &VerbGroup, asked: &Asked) -> bool {
        self.reader.token(verb.head).is_some_and(|t| self.reader.is_quoted(t.span.start)) == asked.quoted
    }

    fn subject_of(&self, verb: &VerbGroup, asked: &Asked) -> Fit {
        self.fit(verb.subject, asked)
    }

    /// The verb's subject; of `Norway's efforts to cut its deficit` who owns the efforts.
    fn doer_of(&self, verb: &VerbGroup, asked: &Asked) -> Fit {
        let owner = || self.group_ending(verb.tokens.start).and_then(|g| self.reader.syntax.nouns.get(g as usize)).and_then(|g| g.possessor);
        match owner().filter(|_| verb.tense == Tense::Infinitive) {
            Some(owner) => self.fit(Some(owner), asked),
            None => self.subject_of(verb, asked),
        }
    }

    /// What the group is to the pronoun; one behind it says nothing.
    fn fit(&self, group: Option<u32>, asked: &Asked) -> Fit {
        let Some(group) = group.and_then(|g| self.reader.syntax.nouns.get(g as usize)).filter(|g| g.head < asked.token && !g.temporal) else {
            return Fit::Other;
        };
        // `Iraq, its enemy in the war`
        let faces = |t: u32| [WordList::rivals, WordList::neighbours, WordList::opposite].into_iter().any(|l| self.reader.is(t, l));
        let comma = group.tokens.end + 1 == asked.token && self.reader.kind(group.tokens.end) == Some(TokenKind::Comma);
        if comma && !asked.plain && (asked.token + 1..asked.token + 4).any(faces) {
            return Fit::Other;
        }
        let Some(seen) = self.seen_at(group) else { return self.thing(group, asked) };
        let (other, e) = (&self.drafts[seen.draft as usize], &self.entities[seen.entity as usize]);
        if other.part != Part::Actor {
            return if asked.pronoun == Pronoun::It && !group.plural { Fit::Rival } else { Fit::Other };
        }
        // `The authorities said it …`: several by their form.
        let several = group.plural && other.form == MentionForm::Nominal;
        let one_body = asked.pronoun == Pronoun::They && several && e.kind == EntityKind::Organisation;
        let firm = asked.pronoun == Pronoun::It && is_firm(self.reader, other, e);
        if firm || one_body || agrees(asked.pronoun, e) && !(several && asked.pronoun == Pronoun::It) {
            return if asked.bars(seen, e) { Fit::Other } else { Fit::Meant(seen.entity) };
        }
        let traders = !e.named && !e.plural && self.reader.actors.grammar().is_sector(self.codes[seen.entity as usize].sector(), SectorList::Trade);
        let unknown = other.rule == "unknown-name" && e.gender == Gender::Unknown && e.role.is_none();
        let firms = e.named && e.kind == EntityKind::Group && other.form == MentionForm::Name;
        let rival = asked.pronoun == Pronoun::It && (traders || unknown || firms);
        if rival { Fit::Rival } else { Fit::Other }
    }

    /// The mention with the head of the group, else one that holds it or that the group begins with (`soldiers loyal` to somebody).
    fn seen_at(&self, group: &NounGroup) -> Option<&Seen> {
        let head = group.head;
        let near = || self.seen.iter().rev().take_while(|s| self.drafts[s.draft as usize].start + REACH > head);
        let draft = |s: &&Seen| &self.drafts[s.draft as usize];
        let main = |s: &&Seen| draft(s).part != Part::Modifier;
        near()
            .find(|s| draft(s).head == head && main(s))
            .or_else(|| near().find(|s| (draft(s).start..draft(s).end).contains(&head)))
            .or_else(|| near().find(|s| draft(s).start == group.tokens.start && group.tokens.contains(&draft(s).head) && main(s)))
    }

    /// A group that is no mention: a thing, or a pronoun that nobody is known for. The narrator means nothing that only a quotation
    /// names.
    fn thing(&self, group: &NounGroup, asked: &Asked) -> Fit {
        let reader = self.reader;
        let same = match asked.pronoun {
            Pronoun::They => WordList::they,
            _ => WordList::it,
        };
        let quoted = || reader.token(group.head).is_some_and(|t| reader.is_quoted(t.span.start));
        let fits = match reader.tag(group.head) {
            Tag::Pron | Tag::PossPron | Tag::Wh => reader.is(group.head, same),
            _ => !asked.people && group.plural == (asked.pronoun == Pronoun::They),
        };
        if fits && (asked.quoted || !quoted()) { Fit::Rival } else { Fit::Other }
    }

    /// `their spokesman`, `arrested them`, `they were arrested`: the plural pronoun at the token means people.
    pub fn are_people(&self, token: u32) -> bool {
        let (reader, syntax) = (self.reader, self.reader.syntax);
        if reader.tag(token) == Tag::PossPron {
            let owned = syntax.nouns.get(syntax.nouns_past(token + 1)).filter(|g| g.tokens.start <= token + 1);
            return owned.is_some_and(|g| reader.is(g.head, WordList::post) && !reader.is(g.head, WordList::aboard));
        }
        let personal = |v: &VerbGroup| reader.actors.grammar().is(v.lemma, WordList::personal);
        let past = syntax.verbs_past(token);
        let before = past.checked_sub(1).and_then(|v| syntax.verbs.get(v)).filter(|v| v.tokens.end == token && v.voice == Voice::Active);
        let behind = || syntax.verbs.get(past).filter(|v| v.tokens.start == token + 1 && v.voice == Voice::Passive);
        before.or_else(behind).is_some_and(personal)
    }

    /// `Norway said it would …`, `It sold …` behind what the sentence before was about.
    fn subject_meant(&self, asked: &Asked) -> Option<u32> {
        let reader = self.reader;
        let own = self.own_verb(asked);
        let Some(nearest) = self.verbs_before(asked).next() else {
            // `It was seen as a signal`: what things suffer.
            let suffers = asked.pronoun == Pronoun::It && own.is_some_and(|v| v.voice == Voice::Passive);
            return self.topic(asked, None).filter(|_| !suffers);
        };
        if self.reports(nearest, asked.token) {
            let subject = self.subject_of(nearest, asked);
            // `men loyal to Quibble said they …`
            if asked.pronoun == Pronoun::They && subject == Fit::Other {
                return self.only_one(asked);
            }
            return subject.meant().filter(|_| !asked.is);
        }
        // `to stop it falling`: what an act is done to.
        let done_to = nearest.tokens.end == asked.token || own.is_some_and(|v| !v.is_finite());
        if asked.is || done_to || self.has_other(nearest, asked) {
            return None;
        }
        // `what it called`, `the islands it holds`, `unless it leaves`: of the doers of the clause before.
        // `Chad went further: it recalled its envoy`.
        let apart = |b: u32| matches!(reader.kind(b), Some(TokenKind::Colon | TokenKind::Semicolon));
        let joint = asked.token.checked_sub(1).is_some_and(|b| matches!(reader.tag(b), Tag::Wh | Tag::Noun | Tag::Sub | Tag::Prep | Tag::Conj) || apart(b));
        self.climb(asked, None).filter(|_| joint)
    }

    /// The verb whose subject the pronoun is.
    fn own_verb(&self, asked: &Asked) -> Option<&VerbGroup> {
        let syntax = self.reader.syntax;
        let verb = syntax.verbs.get(syntax.verbs_past(asked.token)).filter(|v| v.sentence == asked.sentence)?;
        verb.subject.and_then(|s| syntax.nouns.get(s as usize)).is_some_and(|g| g.head == asked.token).then_some(verb)
    }

    /// Somebody or something else that may be meant stands between the verb's subject and the pronoun; where it is one thing, only as
    /// the verb's object.
    fn has_other(&self, verb: &VerbGroup, asked: &Asked) -> bool {
        let syntax = self.reader.syntax;
        // `the gas that it sells, though it threatened …`: the subject that is taken up again.
        let list = if asked.pronoun == Pronoun::They { WordList::they } else { WordList::it };
        if asked.acts && verb.subject.and_then(|s| syntax.nouns.get(s as usize)).is_some_and(|g| self.reader.is(g.head, list)) {
            return false;
        }
        let subject = self.subject_of(verb, asked);
        let other = |group: u32| !matches!(self.fit(Some(group), asked), Fit::Other) && self.fit(Some(group), asked) != subject;
        if asked.pronoun != Pronoun::They {
            // `the gas it sells`, `the gas that it sells`
            let ends = |b: u32| verb.object.and_then(|o| syntax.nouns.get(o as usize)).is_some_and(|g| g.tokens.end == b);
            let that = |b: u32| self.reader.tag(b) == Tag::Sub && self.reader.tags_of(b).any(Tags::WH) && ends(b);
            let relative = asked.token.checked_sub(1).is_some_and(|b| matches!(self.reader.tag(b), Tag::Wh | Tag::Noun) || that(b));
            return !relative && verb.object.filter(|o| Some(*o) != verb.subject).is_some_and(other);
        }
        let from = verb.subject.map_or(verb.tokens.start, |s| syntax.nouns.get(s as usize).map_or(verb.tokens.start, |g| g.head.min(verb.tokens.start) + 1));
        (syntax.nouns_from(from)..syntax.nouns_from(asked.token)).take(GROUPS).any(|g| other(g as u32))
    }

    /// The first subject of the verbs before that may be meant.
    fn climb(&self, asked: &Asked, other_than: Option<u32>) -> Option<u32> {
        let verbs = if asked.plain { CLAUSES } else { VERBS };
        for verb in self.verbs_before(asked).take(verbs) {
            match self.doer_of(verb, asked) {
                Fit::Meant(e) if other_than == Some(e) => {}
                Fit::Meant(e) => return Some(e),
                Fit::Rival => return None,
                Fit::Other => {}
            }
        }
        None
    }

    /// The verb reports what begins at the token: `said on Monday that it`.
    fn reports(&self, verb: &VerbGroup, token: u32) -> bool {
        let reader = self.reader;
        // `that`, and no `when`: it may be a relative word too.
        let that = token.checked_sub(1).is_some_and(|b| reader.tag(b) == Tag::Sub && reader.tags_of(b).any(Tags::WH));
        let timed = |t: u32| reader.in_time(t) || reader.tag(t) == Tag::Prep && reader.in_time(t + 1);
        let direct = || (verb.tokens.end..token).all(|t| timed(t) || matches!(reader.tag(t), Tag::Adv | Tag::Sub));
        reader.lexicon.words.tags(verb.lemma).any(Tags::CLAUSAL) && (that || direct())
    }

    /// What the sentence before is about: its first subject that may be meant; for who says something, who said that.
    fn topic(&self, asked: &Asked, other_than: Option<u32>) -> Option<u32> {
        let syntax = self.reader.syntax;
        if asked.is {
            return None;
        }
        for distance in 1..=2 {
            let sentence = asked.sentence.checked_sub(distance)?;
            let all = || syntax.verbs[syntax.verbs_of(sentence)].iter().filter(|v| self.same_room(v, asked));
            let verbs = || all().take(VERBS);
            let Some(last) = all().next_back() else { continue };
            let last = Some(last).filter(|v| self.attributes(v));
            if let Some(last) = last.filter(|_| self.says(asked)) {
                return self.subject_of(last, asked).meant();
            }
            // `They were held`: whoever of them.
            if asked.pronoun == Pronoun::They && self.own_verb(asked).is_some_and(|v| v.voice == Voice::Passive) {
                // `Police held ten men. They were freed`: of several, those to whom something was done.
                let patient = || verbs().filter(|v| v.voice == Voice::Active).filter_map(|v| self.fit(v.object, asked).meant()).last();
                return self.only_one(asked).or_else(patient).filter(|e| other_than != Some(*e));
            }
            for verb in verbs().filter(|v| last.is_none_or(|l| l.head != v.head)) {
                match [verb.subject, verb.agent].map(|g| self.fit(g, asked)) {
                    [Fit::Meant(e), _] | [Fit::Other, Fit::Meant(e)] if other_than != Some(e) => return Some(e),
                    [Fit::Rival, _] => return None,
                    _ => {}
                }
            }
            return last.and_then(|l| self.subject_of(l, asked).meant()).filter(|e| other_than != Some(*e));
        }
        None
    }

    /// The pronoun is subject of a verb of saying.
    fn says(&self, asked: &Asked) -> bool {
        asked.acts && self.own_verb(asked).is_some_and(|v| self.reader.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL))
    }

    /// `…,” Quibble said. He said …`: who told the sentence before.
    pub fn teller(&self, asked: &Asked) -> Option<u32> {
        let syntax = self.reader.syntax;
        if asked.quoted || !self.says(asked) || self.verbs_before(asked).next().is_some() {
            return None;
        }
        let verbs = syntax.verbs_of(asked.sentence.checked_sub(1)?);
        let last = syntax.verbs[verbs].iter().rev().find(|v| self.same_room(v, asked)).filter(|v| self.attributes(v))?;
        self.subject_of(last, asked).meant()
    }

    /// `…, the ministry said`: behind the words that it reports.
    fn attributes(&self, verb: &VerbGroup) -> bool {
        let (reader, syntax) = (self.reader, self.reader.syntax);
        let Some(subject) = verb.subject.and_then(|s| syntax.nouns.get(s as usize)) else { return false };
        let first = reader.surface.sentences.get(verb.sentence as usize).map_or(0, |s| s.tokens.start);
        let before = subject.tokens.start.min(verb.tokens.start);
        let told = syntax.verbs.get(..syntax.verbs_from(before)).and_then(<[_]>::last).is_some_and(|v| v.tokens.start >= first);
        told && verb.object.is_none() && reader.lexicon.words.tags(verb.lemma).any(Tags::CLAUSAL)
    }

    /// `asked it to leave`; what else is done to it may be done to anything.
    fn object_meant(&self, asked: &Asked) -> Option<u32> {
        let syntax = self.reader.syntax;
        let verb = syntax.verbs.get(syntax.verbs_past(asked.token).checked_sub(1)?)?;
        let tags = self.reader.lexicon.words.tags(verb.lemma);
        if verb.tokens.end != asked.token || !tags.any(Tags::OBJECT_CONTROL) || !matches!(self.reader.tag(asked.token + 1), Tag::To | Tag::Prep) {
            return None;
        }
        let own = self.subject_of(verb, asked).meant();
        let before = self.verbs_before(asked).count();
        if before > 1 { self.climb(asked, own) } else { self.topic(asked, own) }
    }

    /// `police held two men and charged them`: the only ones of that number in this sentence and the one before.
    fn only_one(&self, asked: &Asked) -> Option<u32> {
        let syntax = self.reader.syntax;
        let own = self.verbs_before(asked).next().and_then(|v| self.subject_of(v, asked).meant());
        let from = syntax.nouns_of(asked.sentence.saturating_sub(1)).start;
        let mut found = None;
        for group in (from..syntax.nouns_from(asked.token)).rev().take(2 * GROUPS) {
            // `talks with them`
            let g = &syntax.nouns[group];
            if g.tokens.end + 1 == asked.token && self.reader.tag(g.tokens.end) == Tag::Prep {
                continue;
            }
            match self.fit(Some(group as u32), asked) {
                Fit::Meant(e) if own == Some(e) || found == Some(e) => {}
                Fit::Meant(e) if found.is_none() => found = Some(e),
                Fit::Other => {}
                _ => return None,
            }
        }
        found
    }

    /// `Norway and its allies`, `Norway raised its rates`, `Its rates rose` behind a sentence about Norway.
    fn owner_meant(&self, asked: &Asked) -> Option<u32> {
        let (reader, syntax) = (self.reader, self.reader.syntax);
        let start = reader.surface.sentences.get(asked.sentence as usize)?.tokens.start;
        // `its legality`: that of a thing.
        let owns = syntax.nouns.get(syntax.nouns_past(asked.token + 1)).filter(|g| g.tokens.start <= asked.token + 1);
        if owns.is_some_and(|g| reader.is(g.head, WordList::aspects)) {
            return None;
        }
        let before = asked.token.checked_sub(1).filter(|b| *b >= start);
        // `the bank and its owner`
        if before.is_some_and(|b| reader.tag(b) == Tag::Conj)
            && let Some(joined) = self.group_ending(asked.token - 1)
        {
            return self.fit(Some(joined), asked).meant();
        }
        let Some(nearest) = self.verbs_before(asked).next() else {
            let opens = (start..asked.token).all(|t| reader.token(t).is_none_or(|w| !w.is_word()) || reader.tag(t) == Tag::Conj);
            return if opens { self.topic(asked, None) } else { self.beside(asked, start) };
        };
        if asked.pronoun == Pronoun::They && self.has_other(nearest, asked) {
            return None;
        }
        // `helped the airline out of its debts`: who helped or who is helped.
        let subject = self.subject_of(nearest, asked);
        let reported = self.reports(nearest, asked.token);
        if !reported && nearest.object.is_some_and(|o| syntax.nouns.get(o as usize).is_some_and(|g| g.head < asked.token)) {
            let object = self.fit(nearest.object, asked);
            if let Fit::Meant(e) = object {
                return Some(e).filter(|_| matches!(subject, Fit::Other) || subject == object);
            }
        }
        self.climb(asked, None).or_else(|| self.beside(asked, nearest.tokens.end))
    }

    /// The group that ends before the token.
    fn group_ending(&self, end: u32) -> Option<u32> {
        let syntax = self.reader.syntax;
        let at = syntax.nouns_from(end).checked_sub(1)?;
        syntax.nouns.get(at).filter(|g| g.tokens.end == end).map(|_| at as u32)
    }

    /// `Norway, with its fjords`: the nearest group before that may be meant, but for those that what it owns belongs to.
    fn beside(&self, asked: &Asked, from: u32) -> Option<u32> {
        let (reader, syntax) = (self.reader, self.reader.syntax);
        for group in (0..syntax.nouns_from(asked.token)).rev().take(GROUPS) {
            let g = &syntax.nouns[group];
            if g.tokens.start < from {
                break;
            }
            let holds = g.tokens.end + 1 == asked.token && reader.tag(g.tokens.end) == Tag::Prep;
            match self.fit(Some(group as u32), asked) {
                Fit::Meant(e) => return Some(e),
                Fit::Rival if !holds => return None,
                _ => {}
            }
        }
        None
    }
}

impl Fit {
    fn meant(self) -> Option<u32> {
        if let Self::Meant(e) = self { Some(e) } else { None }
    }
}

/// Something is said of the pronoun at the token: `it was a shame`; not what it does or suffers.
pub(super) fn is_described(reader: &super::reader::Reader, token: u32) -> bool {
    let passes = |t: u32| matches!(reader.tag(t), Tag::Modal | Tag::Adv | Tag::Neg | Tag::Have);
    let Some(be) = (token + 1..token + 6).find(|t| !passes(*t)).filter(|b| reader.tag(*b) == Tag::Be) else { return false };
    let said = (be + 1..be + 5).find(|t| !matches!(reader.tag(*t), Tag::Adv | Tag::Neg | Tag::Be | Tag::Mark));
    said.is_none_or(|t| !matches!(reader.tag(t), Tag::To | Tag::VGer | Tag::VPart | Tag::VPast) && !reader.is(t, WordList::disposed))
}
