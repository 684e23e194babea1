//! Whom a pronoun, or `the diplomat`, means.

use super::clauses::is_described;
use super::coref::{Clusterer, Seen, WINDOW};
use super::draft::{Definite, Draft, Pronoun, Refers};
use super::reader::Reader;
use super::wording::{ends_with, has_words};
use super::{Entity, EntityKind, Gender, Part};
use crate::lexicon::{Code, SectorList, Tags, WordList};
use crate::syntax::{Tag, VerbGroup};
use crate::token::Sym;

/// How much it counts that an antecedent is a subject, and that it is the same pronoun as subject of the same sentence.
const SUBJECT: i32 = 7;
const AGAIN: i32 = 3;
/// By how much a person must stand better than any other.
const MARGIN: i32 = 2;
/// Sentences back beyond which an antecedent is of the country that the context tells.
const FAR: u32 = 3;

/// What a pronoun asks of its antecedent besides gender and number.
pub(super) struct Asked {
    pub pronoun: Pronoun,
    pub token: u32,
    pub sentence: u32,
    /// No possessive, and not `itself`.
    pub plain: bool,
    /// It stands in a quotation.
    pub quoted: bool,
    /// It is the subject of a verb.
    pub acts: bool,
    /// Something is said of it: `it was a shame`.
    pub is: bool,
    /// No thing can be meant: `their spokesman`, `arrested them`.
    pub people: bool,
}

impl Asked {
    /// The mention cannot be meant. The narrator does not mean what only a quotation names, nor do quoted words such as
    /// `“It was a mistake”` and `“They never won”` mean what only the narrator names.
    pub fn bars(&self, s: &Seen, e: &Entity) -> bool {
        let it = self.pronoun == Pronoun::It && self.plain;
        let narrated = self.quoted && !s.quoted && (it || self.pronoun == Pronoun::They && !e.plural);
        s.quoted && !self.quoted || narrated
    }
}

impl Clusterer<'_, '_> {
    /// Whom the pronoun means, if that is certain.
    pub fn of_pronoun(&self, i: usize, pronoun: Pronoun) -> Option<u32> {
        let (draft, reader) = (&self.drafts[i], self.reader);
        let asked = Asked {
            pronoun,
            token: draft.head,
            sentence: reader.surface.sentence_at(draft.head as usize) as u32,
            plain: reader.tag(draft.head) == Tag::Pron && !reader.is(draft.head, WordList::reflexive),
            quoted: reader.token(draft.head).is_some_and(|t| reader.is_quoted(t.span.start)),
            acts: self.subjects.binary_search(&draft.head).is_ok(),
            is: pronoun == Pronoun::It && is_described(reader, draft.head),
            people: pronoun == Pronoun::They && self.are_people(draft.head),
        };
        match pronoun {
            Pronoun::He | Pronoun::She => self.teller(&asked).or_else(|| self.person_meant(draft, &asked)),
            Pronoun::It | Pronoun::They => self.by_clauses(draft, &asked),
        }
    }

    /// The person that agrees in gender and stands best: near, a subject, named; nobody where another stands nearly as well.
    fn person_meant(&self, draft: &Draft, asked: &Asked) -> Option<u32> {
        let other_than = self.own_subject(draft);
        let repeats = |other: &Draft| asked.acts && other.what == draft.what && self.subjects.binary_search(&other.head).is_ok();
        // `As the aide of Quibble, he …`: somebody of a sentence before.
        let opens = asked.acts && self.verbs_before(asked).next().is_none();
        let mut best: Option<(i32, u32)> = None;
        let mut second = i32::MIN;
        for (back, s) in self.seen.iter().rev().take(WINDOW).enumerate() {
            let distance = asked.sentence.saturating_sub(s.sentence);
            // Nobody further back can stand better than one with a name in the same kind of speech and in the best part.
            let most = distance as i32 * -10 + SUBJECT + AGAIN + 2 - back as i32 / 3;
            if distance > 2 || best.is_some_and(|b| b.0 >= most + MARGIN) {
                break;
            }
            let (other, e) = (&self.drafts[s.draft as usize], &self.entities[s.entity as usize]);
            let inside = other.start <= draft.start && draft.end <= other.end;
            let fits = agrees(asked.pronoun, e) || self.is_surname(other, e);
            let beside = distance == 0 && (opens || asked.quoted && !s.quoted && s.subject && self.speaks(other));
            if other_than == Some(s.entity) || other.part != Part::Actor || inside || !fits || beside || asked.bars(s, e) {
                continue;
            }
            // A word that may be a name, and nothing more known of it, is a poor antecedent.
            let vague = other.rule == "unknown-name" && e.gender == Gender::Unknown && e.role.is_none() && other.end - other.start == 1;
            // `denied that any soldier had crossed. … he said`: whoever was brought in without a name is seldom meant.
            let indefinite = !e.named && matches!(other.what, Refers::Agent { definite: Definite::No, .. });
            let score = distance as i32 * -10 - if vague { 9 } else { 0 } - if indefinite { 4 } else { 0 }
                + SUBJECT * i32::from(s.subject)
                + i32::from(e.named)
                + i32::from(s.quoted == asked.quoted)
                + AGAIN * i32::from(distance == 0 && repeats(other))
                - back as i32 / 3;
            match best {
                Some(b) if b.1 == s.entity => best = Some((b.0.max(score), s.entity)),
                Some(b) if score <= b.0 => second = second.max(score),
                _ => {
                    second = second.max(best.map_or(i32::MIN, |b| b.0));
                    best = Some((score, s.entity));
                }
            }
        }
        best.filter(|b| second == i32::MIN || b.0 - second >= MARGIN).map(|b| b.1)
    }

    /// The mention is subject of a verb of saying: in his own words he is `I`.
    fn speaks(&self, other: &Draft) -> bool {
        let syntax = self.reader.syntax;
        let subject = |v: &VerbGroup| v.subject.and_then(|s| syntax.nouns.get(s as usize)).is_some_and(|g| (other.start..other.end).contains(&g.head));
        let near = syntax.verbs_from(other.start).saturating_sub(2);
        let verbs = syntax.verbs.get(near..).unwrap_or_default().iter().take(4);
        verbs.filter(|v| self.reader.lexicon.words.tags(v.lemma).any(Tags::CLAUSAL)).any(subject)
    }

    /// `…, Quibble said`: a surname that was taken for a body.
    fn is_surname(&self, other: &Draft, e: &Entity) -> bool {
        let told = || Code::parse(&e.code).is_some_and(|c| !c.sector().is_empty());
        other.rule == "unknown-name" && other.end - other.start == 1 && e.kind == EntityKind::Organisation && !self.reader.is_upper(other.head) && !told()
    }

    /// `the group` behind `the rebel Dawn Movement`, `the landlocked state` behind `Chad`: what was named in the sentences before.
    pub fn named_body(&self, i: usize, holder: Code) -> Option<u32> {
        const BACK: u32 = 2;
        let (draft, reader) = (&self.drafts[i], self.reader);
        if !draft.plural
            && reader.is(draft.head, WordList::league)
            && let Some(league) = self.league(draft)
        {
            return Some(league);
        }
        let (body, realm) = (reader.is(draft.head, WordList::bodies), reader.is(draft.head, WordList::realm));
        let own = !draft.guessed && draft.code.has_country() && !draft.code.country().is_bare_region();
        let acts = self.subjects.binary_search(&draft.head).is_ok();
        if draft.plural || own || !acts || !(body || realm) {
            return None;
        }
        let private = reader.is(draft.head, WordList::private_body);
        let sentence = reader.surface.sentence_at(draft.head as usize) as u32;
        let before = self.seen.iter().rev().take(WINDOW).take_while(|s| sentence.saturating_sub(s.sentence) <= BACK);
        let fits = |s: &&Seen| {
            let (other, e) = (&self.drafts[s.draft as usize], &self.entities[s.entity as usize]);
            let kind = if realm { e.kind == EntityKind::Country } else { matches!(e.kind, EntityKind::Organisation | EntityKind::Group) && e.named };
            let organ = private && reader.actors.grammar().is_sector(self.codes[s.entity as usize].sector(), SectorList::State);
            // `his country` is that of whom it belongs to.
            let his = holder.is_empty() || self.codes[s.entity as usize].country() == holder;
            kind && his && !organ && s.subject && other.part == Part::Actor && other.end <= draft.start && s.sentence < sentence
        };
        before.into_iter().find(fits).map(|s| s.entity)
    }

    /// `the bloc`: the league of states that was named last; the United Nations are none.
    fn league(&self, draft: &Draft) -> Option<u32> {
        let grammar = self.reader.actors.grammar();
        let fits = |s: &&Seen| {
            let (other, e) = (&self.drafts[s.draft as usize], &self.entities[s.entity as usize]);
            let code = self.codes[s.entity as usize];
            let league = grammar.is_sector(code.sector(), SectorList::Interstate) && !grammar.is_sector(code.body(), SectorList::Worldwide);
            league && e.kind == EntityKind::Organisation && e.named && other.end <= draft.start
        };
        self.seen.iter().rev().take(WINDOW).find(fits).map(|s| s.entity)
    }

    /// `its neighbour`, `his counterpart`: of the one other country that was named in the sentences before.
    pub fn of_other(&self, i: usize, holder: Code) -> Option<Code> {
        const BACK: u32 = 2;
        let (draft, reader) = (&self.drafts[i], self.reader);
        if holder.is_empty() || draft.plural || draft.code.has_country() || !reader.is(draft.head, WordList::opposite) {
            return None;
        }
        let sentence = reader.surface.sentence_at(draft.head as usize) as u32;
        let near = self.seen.iter().rev().take(WINDOW).take_while(|s| sentence.saturating_sub(s.sentence) <= BACK);
        let mut other = Code::NONE;
        for s in near.filter(|s| self.drafts[s.draft as usize].part != Part::Place) {
            let country = self.codes[s.entity as usize].country();
            if country.is_empty() || country == holder || country == other {
                continue;
            }
            if !other.is_empty() {
                return None;
            }
            other = country;
        }
        let office = if draft.code.is_empty() { Code::GOV } else { Code::NONE };
        Some(other).filter(|o| !o.is_empty()).map(|o| o.with(office))
    }

    /// What `the diplomat`, `the ministry`, `the official` points back to.
    pub fn antecedent(&self, i: usize, id: u32, holder: Code) -> Option<u32> {
        let draft = &self.drafts[i];
        let reader = self.reader;
        let agent = reader.actors.agent(id);
        let head = reader.token(draft.head).map_or(Sym::UNKNOWN, |t| t.sym);
        let general = reader.is(draft.head, WordList::general) && (draft.guessed || draft.code.country().is_empty());
        let sentence = reader.surface.sentence_at(draft.head as usize) as u32;
        let country = if draft.guessed || !holder.is_empty() { holder } else { draft.code.country() };
        // `the state` is no `state media`, `the Jesuits` are the `Jesuit priests`.
        let shares_noun = if reader.is(draft.head, WordList::vague) || reader.is(draft.head, WordList::generic) { ends_with } else { has_words };
        let owner = draft.owner.and_then(|o| self.drafts.get(o as usize));
        let owned = draft.plural && owner.is_some_and(|o| matches!(o.what, Refers::Pronoun(_)));
        // The cheapest questions first: this is asked of many mentions.
        let fits = |s: &&Seen| {
            let (other, e) = (&self.drafts[s.draft as usize], &self.entities[s.entity as usize]);
            if e.plural != draft.plural || !(draft.kind == e.kind || e.kind == EntityKind::Group || draft.kind == EntityKind::Group) {
                return false;
            }
            // `its troops` are not the `300 troops` that somebody sent.
            if owned && matches!(other.what, Refers::Agent { definite: Definite::No, .. }) && other.owner.is_none() {
                return false;
            }
            let code = self.codes[s.entity as usize];
            // `the Russian leader` is no leader of rebels.
            let state = reader.actors.grammar().is_sector(draft.code.sector(), SectorList::State) && !draft.guessed;
            let rebel = state && reader.actors.grammar().is_sector(code.sector(), SectorList::Insurgent);
            let countries = !rebel && !self.is_stranger(draft, s, sentence) && (country.is_empty() || code.is_empty() || code.country() == country);
            if !countries || other.end > draft.start && other.start <= draft.start {
                return false;
            }
            let same_noun = || match other.what {
                Refers::Agent { id: other_id, .. } => other_id == id || shares_noun(&reader.actors.agent(other_id).noun, &agent.noun),
                _ => s.head == head && head.is_known(),
            };
            let by_role = || e.kind == EntityKind::Person && has_words(&self.roles[s.entity as usize], &agent.noun);
            let by_kind = || {
                let alike = agent.sector.is_empty() || code.sector() == agent.sector;
                let counted =
                    || draft.plural && draft.owner.is_none() && e.kind == EntityKind::Group && (alike || agent.sector == Code::CVL) && self.is_counted(other);
                general && !e.named && sentence.saturating_sub(s.sentence) <= 2 && (e.kind == EntityKind::Person && alike || counted())
            };
            (same_noun() || by_role() || by_kind()) && self.shares_names(draft, e)
        };
        self.seen.iter().rev().take(WINDOW).find(fits).map(|s| s.entity)
    }

    /// `three Iranian nationals`: a group that `the men` of the next sentence may be.
    fn is_counted(&self, other: &Draft) -> bool {
        (other.start..other.head).any(|t| self.reader.tag(t) == Tag::Num)
    }

    /// `the president` of the country that the story is about is none of another who was named long ago.
    fn is_stranger(&self, draft: &Draft, s: &Seen, sentence: u32) -> bool {
        let code = self.codes[s.entity as usize];
        let other = draft.settled && code.has_country() && code.country() != draft.code.country();
        let person = self.entities[s.entity as usize].kind == EntityKind::Person;
        other && person && sentence.saturating_sub(s.sentence) > FAR && self.is_seldom(s.entity)
    }

    /// The entity was mentioned once.
    fn is_seldom(&self, entity: u32) -> bool {
        self.seen.iter().rev().take(WINDOW).filter(|s| s.entity == entity).nth(1).is_none()
    }

    /// A name before the head (`the European team`) that no lexicon holds is one of the antecedent's too.
    fn shares_names(&self, draft: &Draft, e: &Entity) -> bool {
        let reader = self.reader;
        !draft.code.country().is_empty()
            || draft.head <= draft.start + 1
            || reader.surface.all_caps
            || (draft.start + 1..draft.head).all(|i| !reader.is_capital(i) || e.name.contains(reader.word(i)))
    }

    /// Who is subject of the verb that the pronoun is an object of, and so not meant by it: `the soldiers killed ten of them`.
    fn own_subject(&self, draft: &Draft) -> Option<u32> {
        let syntax = self.reader.syntax;
        let plain = self.reader.tag(draft.head) == Tag::Pron && !self.reader.is(draft.head, WordList::reflexive);
        if !plain || self.subjects.binary_search(&draft.head).is_ok() {
            return None;
        }
        let verb = syntax.verbs.get(syntax.verbs_past(draft.head).checked_sub(1)?)?;
        let sentence = self.reader.surface.sentence_at(draft.head as usize) as u32;
        let subject = syntax.nouns.get(verb.subject.filter(|_| verb.sentence == sentence)? as usize)?.head;
        let here = self.seen.iter().rev().take_while(|s| s.sentence == sentence).take(WINDOW);
        here.into_iter().find(|s| (self.drafts[s.draft as usize].start..self.drafts[s.draft as usize].end).contains(&subject)).map(|s| s.entity)
    }
}

/// `Quibble said it would …`: one unknown word that is never more is a firm, as persons are named in full first.
pub(super) fn is_firm(reader: &Reader, other: &Draft, e: &Entity) -> bool {
    let unknown = other.rule == "unknown-name" && other.end - other.start == 1 && e.kind == EntityKind::Person && e.role.is_none();
    let given = || reader.token(other.head).is_some_and(|t| reader.actors.given_name(t.sym).is_some());
    unknown && matches!(e.gender, Gender::Unknown | Gender::Neuter) && !e.name.contains(' ') && !given()
}

pub(super) fn agrees(pronoun: Pronoun, e: &Entity) -> bool {
    let person = e.kind == EntityKind::Person;
    match pronoun {
        Pronoun::He => person && !e.plural && matches!(e.gender, Gender::Male | Gender::Unknown),
        Pronoun::She => person && !e.plural && matches!(e.gender, Gender::Female | Gender::Unknown),
        Pronoun::It => !person && !e.plural && e.kind != EntityKind::Place,
        Pronoun::They => e.plural || e.kind == EntityKind::Group,
    }
}
