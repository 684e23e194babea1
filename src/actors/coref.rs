//! Which mentions are one entity.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::draft::{Definite, Draft, Refers};
use super::names::{Key, Names};
use super::reader::Reader;
use super::wording::{first_word, fold_into, last_word, plain, same_words};
use super::{Entity, EntityKind, Gender, Part};
use crate::lexicon::{Code, NameKind, Tags, WordList};
use crate::syntax::{Tag, VerbGroup};
use crate::token::Sym;

/// How many mentions back an antecedent may stand: long texts stay linear.
pub(super) const WINDOW: usize = 60;
/// The most letters of an article that is written together with a surname: `al-`, `el-`, `as-`.
const ARTICLE: usize = 2;
/// The most letters of what tells father and son apart: `Jr.`, `Senior`.
const GENERATION: usize = 6;

/// Entities, and the entity of each draft (`u32::MAX`: none found, a pronoun without antecedent).
pub(super) struct Clusters {
    pub entities: Vec<Entity>,
    pub of: Vec<u32>,
}

/// Groups the drafts, which are in order of the text.
pub(super) fn cluster(reader: &Reader, drafts: &[Draft]) -> Clusters {
    // Of two mentions one is of somebody new, roughly.
    let most = drafts.len() / 2 + 1;
    let mut c = Clusterer {
        reader,
        drafts,
        entities: Vec::with_capacity(most),
        roles: Vec::with_capacity(most),
        codes: Vec::with_capacity(most),
        of: vec![u32::MAX; drafts.len()],
        lexicon: FxHashMap::default(),
        names: Names::with_room(drafts.len()),
        folded: String::new(),
        seen: Vec::with_capacity(drafts.len()),
        subjects: subjects(reader),
    };
    for i in 0..drafts.len() {
        c.resolve(i);
    }
    Clusters { entities: c.entities, of: c.of }
}

pub(super) struct Seen {
    pub draft: u32,
    pub entity: u32,
    pub sentence: u32,
    /// Symbol of its head, for `the ministry`.
    pub head: Sym,
    pub subject: bool,
    pub quoted: bool,
}

pub(super) struct Clusterer<'r, 'a> {
    pub reader: &'r Reader<'a>,
    pub drafts: &'r [Draft],
    pub entities: Vec<Entity>,
    /// Roles of the entities in lower case, and their codes in place: both are compared often.
    pub roles: Vec<String>,
    pub codes: Vec<Code>,
    of: Vec<u32>,
    lexicon: FxHashMap<(u32, Code), u32>,
    pub names: Names,
    /// The words at hand, folded; written over.
    folded: String,
    pub seen: Vec<Seen>,
    /// Head tokens of subjects, sorted.
    pub subjects: Vec<u32>,
}

/// The head tokens of subjects, sorted.
fn subjects(reader: &Reader) -> Vec<u32> {
    let of = |verb: &VerbGroup| verb.subject.and_then(|g| reader.syntax.nouns.get(g as usize)).map(|g| g.head);
    let mut heads: Vec<u32> = reader.syntax.verbs.iter().filter_map(of).collect();
    heads.sort_unstable();
    heads.dedup();
    heads
}

/// One of the sorted head tokens lies in the draft.
fn holds(heads: &[u32], draft: &Draft) -> bool {
    heads.get(heads.partition_point(|h| *h < draft.start)).is_some_and(|h| *h < draft.end)
}

impl Clusterer<'_, '_> {
    pub(super) fn resolve(&mut self, i: usize) -> u32 {
        if self.of[i] != u32::MAX {
            return self.of[i];
        }
        let draft = &self.drafts[i];
        let entity = match draft.same {
            Some(other) if (other as usize) != i && self.drafts[other as usize].same.is_none() => Some(self.resolve(other as usize)),
            _ => self.find(i),
        };
        let Some(entity) = entity.filter(|e| *e != u32::MAX) else { return u32::MAX };
        self.of[i] = entity;
        // `its envoy, Ana Quibble`: the name has the code of what describes it, which tells of no country.
        let code = self.codes[entity as usize];
        if draft.same.is_some() && code.country().is_empty() && code.as_str().len() <= 3 && !code.is_international() {
            self.take_owner(i, entity);
        }
        self.enrich(entity, i);
        self.see(i, entity);
        entity
    }

    fn see(&mut self, i: usize, entity: u32) {
        let draft = &self.drafts[i];
        if draft.part == Part::Modifier && !matches!(draft.what, Refers::Lexicon(_)) {
            return;
        }
        let subject = holds(&self.subjects, draft);
        let token = self.reader.token(draft.head);
        let quoted = token.is_some_and(|t| self.reader.is_quoted(t.span.start));
        let sentence = self.reader.surface.sentence_at(draft.head as usize) as u32;
        self.seen.push(Seen { draft: i as u32, entity, sentence, head: token.map_or(Sym::UNKNOWN, |t| t.sym), subject, quoted });
    }

    fn find(&mut self, i: usize) -> Option<u32> {
        let draft = &self.drafts[i];
        Some(match draft.what {
            Refers::Lexicon(id) => self.of_lexicon(i, id),
            Refers::Name { start, end } => self.of_name(i, start, end)?,
            Refers::Town { start, end } => self.with_folded(self.reader.words(start, end), |c, words| c.of_key(i, Key::Town, words, start, end)),
            Refers::Agent { id, definite } => self.of_agent(i, id, definite),
            Refers::Pronoun(p) => self.of_pronoun(i, p)?,
            Refers::Pair => self.of_pair(i)?,
        })
    }

    fn of_lexicon(&mut self, i: usize, id: u32) -> u32 {
        let draft = &self.drafts[i];
        let name = *self.reader.name(id);
        if draft.rule == "nationals" {
            return self.of_key(i, Key::Nationals, draft.code.as_str(), draft.start, draft.end);
        }
        let code = if matches!(name.kind, NameKind::Country | NameKind::Place) { draft.code } else { Code::NONE };
        if let Some(entity) = self.lexicon.get(&(name.entity, code)) {
            return *entity;
        }
        let text = self.reader.actors.entity_name(name.entity);
        let person = draft.kind == EntityKind::Person;
        // The text may have named a person before that the lexicon knows under a longer name.
        let known = person.then(|| self.with_folded(text, |c, words| c.names.get(Key::Full, words))).flatten();
        let role = self.reader.actors.role(name.role);
        let entity = known.unwrap_or_else(|| self.create(i, text.into(), true));
        if !role.is_empty() && name.holds_on(self.reader.day) {
            self.set_role(entity, role);
        }
        self.lexicon.insert((name.entity, code), entity);
        if person {
            self.with_folded(text, |c, words| c.remember_person(words, entity));
        } else if matches!(draft.kind, EntityKind::Organisation | EntityKind::Group) {
            self.with_folded(self.reader.words(draft.start, draft.end), |c, words| c.remember_body(words, entity));
            self.with_folded(text, |c, words| c.remember_short(words, entity));
        }
        entity
    }

    /// What `then` makes of the words in lower case.
    pub fn with_folded<R>(&mut self, words: &str, then: impl FnOnce(&mut Self, &str) -> R) -> R {
        let mut folded = std::mem::take(&mut self.folded);
        fold_into(words, &mut folded);
        let result = then(self, &folded);
        self.folded = folded;
        result
    }

    /// `David Lammy`, later `Lammy`, `Mr Lammy`.
    fn of_name(&mut self, i: usize, start: u32, end: u32) -> Option<u32> {
        self.with_folded(self.reader.words(start, end), |c, full| c.named_before(i, start, full).unwrap_or_else(|| c.first_named(i, (start, end), full)))
    }

    /// The entity that a name stood for before, `Some(None)` where it is none.
    fn named_before(&self, i: usize, start: u32, full: &str) -> Option<Option<u32>> {
        let (reader, draft) = (self.reader, &self.drafts[i]);
        let known = |key, words: &str| self.names.get(key, words);
        if let Some(entity) = known(Key::Full, full).filter(|e| self.compatible(*e, draft)) {
            return Some(Some(entity));
        }
        let bare = self.without_generation(full);
        let (first, last) = (first_word(bare), last_word(bare));
        let single = first.len() == bare.len();
        let same_first = |e: u32| self.entities[e as usize].name.split_whitespace().next().is_some_and(|word| same_words(word, first));
        if let Some(entity) = known(Key::Surname, last).filter(|e| self.compatible(*e, draft) && (single || same_first(*e))) {
            return Some(Some(entity));
        }
        let body = single && draft.kind != EntityKind::Person;
        // `the Front` behind `Dawn Liberation Front`
        let definite = || start > 0 && reader.is(start - 1, WordList::definite);
        if let Some(entity) = known(Key::Body, full).filter(|_| body && definite()) {
            return Some(Some(entity));
        }
        // `Recognition` with a capital: a common word, unless it is the last part of a name given before.
        let common =
            single && draft.rule == "unknown-name" && !reader.is_upper(start) && reader.tags_of(start).any(Tags::ANY_NOUN.or(Tags::VERB).or(Tags::ADJ));
        if common && reader.token(start).is_some_and(|t| reader.actors.given_name(t.sym).is_none()) {
            return Some(None);
        }
        // `Port Workers’ Union`, later `PWU`.
        known(Key::Initials, full).filter(|_| body && reader.is_upper(start)).map(Some)
    }

    /// A new entity for a name that stood for none before.
    fn first_named(&mut self, i: usize, (start, end): (u32, u32), full: &str) -> Option<u32> {
        let body = self.drafts[i].kind != EntityKind::Person;
        let entity = self.create(i, plain(self.reader.words(start, end)), true);
        if body {
            self.remember_body(full, entity);
            self.names.insert(Key::Full, full, entity);
            let capitals = self.entities[entity as usize].name.split(' ').filter_map(|w| w.chars().next().filter(|c| c.is_uppercase()));
            let initials: CompactString = capitals.flat_map(char::to_lowercase).collect();
            if self.names.get(Key::Initials, &initials).is_none() {
                self.names.insert(Key::Initials, &initials, entity);
            }
        } else {
            self.remember_person(full, entity);
        }
        Some(entity)
    }

    fn remember_person(&mut self, full: &str, entity: u32) {
        self.names.insert(Key::Full, full, entity);
        let bare = self.without_generation(full);
        let last = last_word(bare);
        self.names.insert(Key::Surname, last, entity);
        // `Bashir` behind `Ahmed al-Bashir`
        if let Some((_, bare)) = last.split_once('-').filter(|(article, bare)| article.len() <= ARTICLE && !bare.contains('-')) {
            self.names.insert(Key::Surname, bare, entity);
        }
    }

    /// `Abel Quibbler` of `Abel Quibbler Jr.`, in lower case.
    fn without_generation<'t>(&self, full: &'t str) -> &'t str {
        let last = last_word(full);
        let Some(name) = full.strip_suffix(last).and_then(|name| name.strip_suffix(' ')).filter(|_| last.len() <= GENERATION) else { return full };
        let (interner, grammar) = (&self.reader.lexicon.interner, self.reader.actors.grammar());
        if grammar.is(interner.get_folded(last.trim_end_matches('.')), WordList::generation) { name.trim_end_matches(',') } else { full }
    }

    fn compatible(&self, entity: u32, draft: &Draft) -> bool {
        let e = &self.entities[entity as usize];
        let genders = e.gender == draft.gender || e.gender == Gender::Unknown || draft.gender == Gender::Unknown;
        let kinds = (e.kind == EntityKind::Person) == (draft.kind == EntityKind::Person) || draft.rule == "unknown-name" || draft.part == Part::Modifier;
        genders && kinds
    }

    fn of_key(&mut self, i: usize, key: Key, words: &str, start: u32, end: u32) -> u32 {
        if let Some(entity) = self.names.get(key, words) {
            return entity;
        }
        let entity = self.create(i, plain(self.reader.words(start, end)), true);
        self.names.insert(key, words, entity);
        entity
    }

    fn of_agent(&mut self, i: usize, id: u32, definite: Definite) -> u32 {
        let drafts = self.drafts;
        let draft = &drafts[i];
        // `Brazil sent its envoy`: no envoy of another state is meant.
        let holder = draft.owner.map(|o| o as usize).filter(|o| *o != i && matches!(drafts[*o].what, Refers::Pronoun(_)));
        let holder = holder.map(|o| self.resolve(o)).filter(|e| *e != u32::MAX).map_or(Code::NONE, |e| self.codes[e as usize].country());
        if definite == Definite::Yes
            && draft.part == Part::Actor
            && let Some(entity) = self.short_name(i).or_else(|| self.antecedent(i, id, holder)).or_else(|| self.named_body(i, holder))
        {
            return entity;
        }
        if definite == Definite::Bare && draft.plural {
            return self.of_key(i, Key::Group(id), draft.code.as_str(), draft.start, draft.end);
        }
        let name = plain(self.reader.words(draft.start, draft.end));
        if let Some(code) = self.of_other(i, holder) {
            let entity = self.create(i, name, false);
            self.set_code(entity, code);
            return entity;
        }
        let entity = self.create(i, name, false);
        self.take_owner(i, entity);
        entity
    }

    /// `the pair`: a group of its own with what the persons named last have in common.
    fn of_pair(&mut self, i: usize) -> Option<u32> {
        let code = self.of_two()?;
        let draft = &self.drafts[i];
        let entity = self.create(i, self.reader.words(draft.start, draft.end).into(), false);
        self.set_code(entity, code);
        Some(entity)
    }

    /// The code of the group that was counted last (`two Cuban diplomats`), or what the two persons named last share; `None` where
    /// neither was named.
    fn of_two(&self) -> Option<Code> {
        const BACK: usize = 10;
        let mut first: Option<u32> = None;
        for s in self.seen.iter().rev().take(BACK) {
            let (draft, e) = (&self.drafts[s.draft as usize], &self.entities[s.entity as usize]);
            let code = self.codes[s.entity as usize];
            let counted = e.plural && (draft.start..draft.head).any(|t| self.reader.tag(t) == Tag::Num);
            match first {
                _ if counted => return Some(code),
                _ if e.plural || e.kind != EntityKind::Person || first == Some(s.entity) => {}
                None => first = Some(s.entity),
                Some(other) => {
                    let other = self.codes[other as usize];
                    let country = if other.country() == code.country() { code.country() } else { Code::NONE };
                    return Some(if other == code { code } else { country });
                }
            }
        }
        first.map(|_| Code::NONE)
    }

    fn create(&mut self, i: usize, name: CompactString, named: bool) -> u32 {
        let draft = &self.drafts[i];
        let named = named && !matches!(draft.what, Refers::Agent { .. });
        self.entities.push(Entity {
            name,
            kind: draft.kind,
            code: draft.code.as_str().into(),
            role: None,
            gender: draft.gender,
            plural: draft.plural,
            named,
            guessed: draft.guessed,
        });
        self.roles.push(String::new());
        self.codes.push(draft.code);
        self.entities.len() as u32 - 1
    }

    /// What a further mention adds to its entity.
    fn enrich(&mut self, entity: u32, i: usize) {
        let draft = &self.drafts[i];
        let e = &mut self.entities[entity as usize];
        if matches!(draft.what, Refers::Pronoun(_)) {
            if e.gender == Gender::Unknown {
                e.gender = draft.gender;
            }
            return;
        }
        let known = self.codes[entity as usize];
        let better = known.is_empty()
            || known.country().is_empty() && !draft.code.country().is_empty() && (known.as_str().len() == 3 || !draft.guessed)
            || known.is_bare_country() && draft.code.country() == known && draft.code != known;
        let place = matches!(e.kind, EntityKind::Country | EntityKind::Place);
        if better && !draft.code.is_empty() && !place {
            e.code = draft.code.as_str().into();
            e.guessed = draft.guessed;
            self.codes[entity as usize] = draft.code;
        }
        if e.gender == Gender::Unknown {
            e.gender = draft.gender;
        }
        if e.role.is_none()
            && e.kind == EntityKind::Person
            && let Some((start, end)) = draft.role
        {
            self.set_role(entity, &plain(self.reader.words(start, end)));
        }
    }

    pub(super) fn set_code(&mut self, entity: u32, code: Code) {
        self.entities[entity as usize].code = code.as_str().into();
        self.codes[entity as usize] = code;
    }

    fn set_role(&mut self, entity: u32, role: &str) {
        let slot = &mut self.entities[entity as usize].role;
        if slot.is_none() {
            *slot = Some(role.to_owned());
            self.roles[entity as usize] = role.to_lowercase();
        }
    }
}
