//! Who is who: names with their codes and dates, agent nouns with their sectors, titles and given names.

mod code;
mod grammar;
mod rows;
mod sectors;
#[cfg(test)]
mod tests;

pub use code::Code;
pub use grammar::{Compound, Grammar, GrammarExample, GrammarRule, WordList};
pub(super) use rows::ActorRows;
pub use rows::{AgentKind, NameKind, NameUse, Sex, TitleKind};
pub use sectors::SectorList;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{LexiconError, Sources, Tags, Words, inflect};
use crate::token::{Hit, Interner, PhraseTrie, Sym, Token, TrieBuilder};

/// What a phrase of the lexicon stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// A row of names, as an index into [`ActorLexicon::name`].
    Name(u32),
    /// An agent noun.
    Agent {
        /// Index into [`ActorLexicon::agent`].
        id: u32,
        /// The plural form.
        plural: bool,
    },
    /// A title, as an index into [`ActorLexicon::title`].
    Title(u32),
}

/// One form of one entity.
#[derive(Debug, Clone, Copy)]
pub struct NameEntry {
    /// Index into [`ActorLexicon::entity_name`].
    pub entity: u32,
    /// What the entity is.
    pub kind: NameKind,
    /// How the form is used.
    pub usage: NameUse,
    /// CAMEO actor code.
    pub code: Code,
    /// Index into [`ActorLexicon::role`]; 0 is none.
    pub role: u32,
    /// First day of validity.
    pub from: Option<Date>,
    /// Last day of validity.
    pub to: Option<Date>,
    /// Also a common word, a personal name or another well-known place: needs support from its context.
    pub caution: bool,
}

/// An agent noun (`diplomat`).
#[derive(Debug, Clone)]
pub struct Agent {
    /// The noun, singular.
    pub noun: Box<str>,
    /// Symbol of its last content word (`minister` of `foreign minister`).
    pub last: Sym,
    /// Sector of CAMEO; empty where it is taken from what the noun depends on.
    pub sector: Code,
    /// What it names.
    pub kind: AgentKind,
    /// Grammatical gender.
    pub sex: Sex,
}

/// A title.
#[derive(Debug, Clone, Copy)]
pub struct Title {
    /// What it says of the name behind it.
    pub kind: TitleKind,
    /// Gender of who bears it.
    pub sex: Sex,
}

/// Names, agents, titles and given names, from `actors/`, `agents.csv`, `titles.csv`, `given_names.csv`.
#[derive(Debug)]
pub struct ActorLexicon {
    trie: PhraseTrie<Term>,
    names: Vec<NameEntry>,
    entities: Vec<Box<str>>,
    roles: Vec<Box<str>>,
    agents: Vec<Agent>,
    titles: Vec<Title>,
    /// By symbol index.
    given: Vec<Option<Sex>>,
    grammar: Grammar,
}

impl ActorLexicon {
    pub(super) fn load(sources: &Sources, rows: ActorRows, interner: &mut Interner, words: &mut Words) -> Result<Self, LexiconError> {
        let mut builder = Builder { trie: TrieBuilder::default(), interner, words };
        let (names, entities, roles) = builder.names(&rows.names);
        let agents = builder.agents(rows.agents);
        let titles = builder.titles(rows.titles);
        let trie = builder.trie.build();
        let mut given = Vec::new();
        for row in rows.given {
            let at = interner.intern(&row.name).index();
            if given.len() <= at {
                given.resize(at + 1, None);
            }
            given[at] = Some(row.gender);
        }
        let grammar = Grammar::load(sources, interner)?;
        Ok(Self { trie, names, entities, roles, agents, titles, given, grammar })
    }

    /// Some name, agent or title starts with this word.
    #[must_use]
    #[inline]
    pub fn starts(&self, word: Sym) -> bool {
        self.trie.starts(word)
    }

    /// Some name, agent or title may start with this token, as far as its capitals tell.
    #[must_use]
    #[inline]
    pub fn may_start(&self, token: &Token, any_case: bool) -> bool {
        self.trie.may_start(token, any_case)
    }

    /// Calls `found` for every name, agent and title that starts at `tokens[0]`, shorter ones first.
    pub fn each(&self, tokens: &[Token], any_case: bool, found: impl FnMut(Hit<Term>)) {
        self.trie.each(tokens, any_case, found);
    }

    /// A row of names.
    #[must_use]
    pub fn name(&self, id: u32) -> &NameEntry {
        &self.names[id as usize]
    }

    /// The name under which an entity is reported.
    #[must_use]
    pub fn entity_name(&self, entity: u32) -> &str {
        self.entities.get(entity as usize).map_or("", |n| n)
    }

    /// The text of a role; empty for none.
    #[must_use]
    pub fn role(&self, id: u32) -> &str {
        self.roles.get(id as usize).map_or("", |n| n)
    }

    /// An agent noun.
    #[must_use]
    pub fn agent(&self, id: u32) -> &Agent {
        &self.agents[id as usize]
    }

    /// A title.
    #[must_use]
    pub fn title(&self, id: u32) -> Title {
        self.titles[id as usize]
    }

    /// Gender of a given name; `None` where the word is none.
    #[must_use]
    pub fn given_name(&self, sym: Sym) -> Option<Sex> {
        self.given.get(sym.index()).copied().flatten()
    }

    /// The lists and rules of `actors/grammar.toml`.
    #[must_use]
    pub fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// How many forms of names, agent nouns and titles are loaded.
    #[must_use]
    pub fn sizes(&self) -> (usize, usize, usize) {
        (self.names.len(), self.agents.len(), self.titles.len())
    }
}

impl NameEntry {
    /// The row holds on `day`; always where no day is known.
    #[must_use]
    pub fn holds_on(&self, day: Option<Date>) -> bool {
        day.is_none_or(|d| self.from.is_none_or(|f| f <= d) && self.to.is_none_or(|t| d <= t))
    }
}

struct Builder<'a> {
    trie: TrieBuilder<Term>,
    interner: &'a mut Interner,
    words: &'a mut Words,
}

impl Builder<'_> {
    fn names(&mut self, rows: &[rows::Name]) -> (Vec<NameEntry>, Vec<Box<str>>, Vec<Box<str>>) {
        let (mut entities, mut roles) = (Names::default(), Names::default());
        roles.id("");
        let mut entries = Vec::with_capacity(rows.len());
        self.trie.reserve(rows.len());
        // `Lesotho` is an adjective too, but at the head of a sentence it is the country.
        let countries: FxHashSet<&str> = rows.iter().filter(|r| r.kind == NameKind::Country && r.usage == NameUse::Name).map(|r| &*r.form).collect();
        for row in rows {
            self.trie.insert(self.interner, &row.form, Term::Name(entries.len() as u32));
            self.tag_name(row, &countries);
            entries.push(NameEntry {
                entity: entities.id(&row.entity),
                kind: row.kind,
                usage: row.usage,
                code: row.code,
                role: roles.id(&row.role),
                from: row.from,
                to: row.to,
                caution: row.caution,
            });
        }
        (entries, entities.list, roles.list)
    }

    /// Tells the tagger the word class of adjectives and demonyms; names it knows by their capitals.
    fn tag_name(&mut self, row: &rows::Name, countries: &FxHashSet<&str>) {
        let tag = match row.usage {
            NameUse::Adjective => Tags::ADJ,
            NameUse::Demonym => Tags::NOUN_PL,
            _ => return,
        };
        if let Some(last) = row.form.split([' ', '-']).next_back().filter(|last| !row.caution && !countries.contains(last)) {
            self.words.add(self.interner, last, tag);
        }
    }

    fn agents(&mut self, rows: Vec<rows::AgentNoun>) -> Vec<Agent> {
        let mut agents = Vec::with_capacity(rows.len());
        for row in rows {
            let id = agents.len() as u32;
            let plural = if row.plural.is_empty() { inflect::plural(&row.agent).into() } else { row.plural };
            // `police`, `troops`: one form for both numbers counts as plural.
            let same = plural == row.agent;
            self.trie.insert(self.interner, &row.agent, Term::Agent { id, plural: same && row.kind != AgentKind::Body });
            if !same {
                self.trie.insert(self.interner, &plural, Term::Agent { id, plural: true });
            }
            let last = content_word(&row.agent);
            let many = content_word(&plural);
            self.words.add_noun(self.interner, last, if same && row.kind == AgentKind::Body { "-" } else { many });
            if row.kind != AgentKind::Body {
                self.words.add(self.interner, last, Tags::AGENT);
                self.words.add(self.interner, many, Tags::AGENT);
            }
            let last = self.interner.intern(last);
            agents.push(Agent { noun: (&*row.agent).into(), last, sector: row.sector, kind: row.kind, sex: row.sex });
        }
        agents
    }

    fn titles(&mut self, rows: Vec<rows::TitleRow>) -> Vec<Title> {
        rows.into_iter()
            .enumerate()
            .map(|(id, row)| {
                self.trie.insert(self.interner, row.form.trim_end_matches('.'), Term::Title(id as u32));
                Title { kind: row.kind, sex: row.gender }
            })
            .collect()
    }
}

/// The word that is inflected: the last one, or the one before `of`, `to`, `without`.
fn content_word(noun: &str) -> &str {
    let stem = [" of ", " to ", " without ", " in "].iter().filter_map(|p| noun.find(p)).min().map_or(noun, |at| &noun[..at]);
    stem.split([' ', '-']).next_back().unwrap_or(stem)
}

/// Numbers for texts, each once.
#[derive(Default)]
struct Names<'t> {
    ids: FxHashMap<&'t str, u32>,
    list: Vec<Box<str>>,
}

impl<'t> Names<'t> {
    fn id(&mut self, name: &'t str) -> u32 {
        let next = self.list.len() as u32;
        let id = *self.ids.entry(name).or_insert(next);
        if id == next {
            self.list.push(name.into());
        }
        id
    }
}
