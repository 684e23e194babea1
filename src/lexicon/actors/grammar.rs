//! `actors/grammar.toml`: the closed word lists that the grammar of actors uses, and its named rules with their examples.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::Code;
use super::sectors::{SECTOR_LISTS, SectorList, Sectors};
use crate::lexicon::{LexiconError, Sources};
use crate::token::{Interner, Sym, SymSet};

/// What a country or organisation before a hyphen and this word gives to the group that it modifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compound {
    /// Nothing: `US-backed fighters` are no Americans.
    Nothing,
    /// Its country: `Hamas-run ministry`, `US-led coalition`.
    Country,
    /// Its place: `Geneva-based agency`.
    Place,
}

/// A rule's example.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrammarExample {
    /// The sentence.
    pub text: String,
    /// The words of the mention.
    pub words: String,
    /// The code of its entity; not compared where absent.
    pub code: Option<String>,
    /// The name of its entity; not compared where absent.
    pub name: Option<String>,
}

/// A named rule of the grammar of actors with its examples.
#[derive(Debug, Clone)]
pub struct GrammarRule {
    /// Its name, which mentions carry.
    pub id: String,
    /// Its file, as messages name it.
    pub file: Arc<str>,
    /// Its line.
    pub line: u64,
    /// The rule must find these.
    pub accept: Vec<GrammarExample>,
    /// The rule must find nothing in these.
    pub reject: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    lists: FxHashMap<String, Vec<String>>,
    #[serde(default)]
    compound: FxHashMap<String, Compound>,
    #[serde(default)]
    sectors: Sectors,
    #[serde(default)]
    rule: Vec<RuleRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleRow {
    id: Spanned<String>,
    #[serde(default)]
    accept: Vec<GrammarExample>,
    #[serde(default)]
    reject: Vec<String>,
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        /// A list of `[lists]` in `actors/grammar.toml`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(non_camel_case_types)]
        pub enum WordList { $($(#[$doc])* $name = $bit,)* }

        impl WordList {
            fn of_key(key: &str) -> Option<Self> {
                match key { $(stringify!($name) => Some(Self::$name),)* _ => None }
            }
        }
    };
}

lists! {
    /// Prepositions before a place as place: `in Moscow`.
    locative = 0;
    /// Prepositions that tie an agent to whom it belongs: `spokesman for the ministry`.
    owner = 1;
    /// Prepositions that say where an agent is: `rebels in Mali`.
    location = 2;
    /// Agents that are posted abroad: the place behind `to`, `in` or `at` is no owner.
    posted = 3;
    /// Verbs and nouns of going: what is behind `to` or `from` is a place.
    motion = 4;
    /// `former`, `ousted`: no longer in office.
    former = 5;
    /// Before a hyphen, takes the country away: `anti-Russian`.
    prefix = 6;
    /// Small words inside names: `bin`, `de`, `van`.
    particle = 7;
    /// Nouns that stand for any person of an article: `the official`, `the man`.
    general = 8;
    /// Nouns of quantity: the group behind `of` is meant.
    quantity = 9;
    /// Pronouns.
    he = 10;
    /// See `he`.
    she = 11;
    /// See `he`.
    it = 12;
    /// See `he`.
    they = 13;
    /// `pair`, `duo`.
    pair = 14;
    /// Determiners that point back: `the`, `this`, `that`, `these`, `those`, `both`.
    definite = 15;
    /// Determiners of something new: `a`, `an`, `another`, `some`.
    indefinite = 16;
    /// Abstract and public acts that only an actor can own: `Moscow's decision`.
    owned = 17;
    /// Last words of the names of organisations that are no agents: `Inc`, `Foundation`.
    organisation = 18;
    /// Posts that bodies of every kind have, after their last word: of an unknown body they are no organs of a state.
    post = 19;
    /// Parties in the tag of a member of the Congress of the United States: `(R-Ohio)`.
    caucus = 20;
    /// Common words at the head of a headline or sentence that are no names though capitalised.
    no_name = 21;
    /// Before the name of a town: it is meant as a place (`the capital Juba`).
    relation = 22;
    /// Impersonal `it`: adjectives and verbs behind `it is`.
    impersonal = 23;
    /// Words between the parts of a body's name: `of`, `for`, `the`, `and`.
    link = 24;
    /// Persons who stand for their state where they belong to no other body: `the Palestinian leader`.
    ruler = 25;
    /// Bodies of which every country has many: alone, they get no country from the context (`the court`).
    unplaced = 26;
    /// Nouns that are nobody in particular where nothing says whose: `the state`.
    vague = 27;
    /// Plurals behind `of` that make what stands before of no one country: `the leaders of seven nations`.
    nations = 28;
    /// Nouns that stand for a body named before: `the group`, `the movement`.
    bodies = 29;
    /// Nouns that stand for a country named before: `the central African state`.
    realm = 30;
    /// Pronouns that mean the subject of their own verb: `itself`.
    reflexive = 31;
    /// What states are: before `state` or `states` any other adjective or noun tells of a condition (`his physical state`).
    state_kind = 32;
    /// Nouns that are a body only where something says which: `government`, `leadership`.
    mass = 33;
    /// Words that make a manner of a mass noun behind them, or behind `of` after them: `good government`, `forms of government`.
    manner = 34;
    /// Relatives: of the people of the country of whom they belong to, whatever his office.
    kin = 35;
    /// Waters with the name of a country behind `of`: `the Gulf of Thailand`.
    water = 36;
    /// Verbs of coming near: a capital behind them is the town.
    entering = 37;
    /// Persons against whom they belong to: `the minister's rivals`.
    rivals = 38;
    /// Of another state than the one that they belong to: `Peru's neighbours`.
    neighbours = 39;
    /// Say of an agent that it is of another state or of several: `foreign soldiers`, `allied forces`.
    foreign = 40;
    /// Nouns of doing, where `of` and a common noun follow: `the commission of crimes`.
    deed = 41;
    /// A quality where nothing stands before them: `a failure of leadership`.
    quality = 42;
    /// Nobody in particular behind `a` or `any`: `a government`.
    generic = 43;
    /// Plurals of persons that are written with a capital and still mean these persons: `the Marines`. Others are names of teams.
    corps = 44;
    /// Of no country that the context tells, whatever stands before: `two fighter jets`, `the secretive regime`.
    equipment = 45;
    /// Before a thing of war: it is the story's own (`army trucks`).
    organ = 46;
    /// Before `to`: of the country of whom they follow (`forces loyal to the president of Mali`).
    loyal = 47;
    /// Ends the name of a firm: `Inc`, `Ltd`.
    suffix = 48;
    /// Last words of the names of occasions and works that are no bodies: `Open`, `Festival`.
    occasion = 49;
    /// Nouns that no name of a body ends with, whatever land stands before them: `the Korea War`.
    matter = 50;
    /// What is done with news: behind `it was`, `it` is nobody.
    reported = 51;
    /// Last words of the names of organs of a state that are no agents: `the Agriculture Department`.
    ministry = 52;
    /// Stand for a group of people named before, never for an organ of a state: `the group`, `the movement`.
    private_body = 53;
    /// Behind an adjective of a land: its language is meant (`a Spanish speaker`).
    tongue = 54;
    /// Verbs of what befalls a town: a capital before them is the town (`Lima burned`).
    befalls = 55;
    /// Verbs of having and sending: the forces behind them are of who is their subject.
    fields = 56;
    /// Persons who follow somebody and hold no office under him: `the president's supporters`.
    followers = 57;
    /// Persons who sail with a ship: `its captain` is not of who spoke last.
    aboard = 58;
    /// Stand for a league of states named before, however far: `the bloc`.
    league = 59;
    /// Behind a surname: `Jr`, `Sr`.
    generation = 60;
    /// Numbers that stand for people where they do or suffer something: `Thousands marched`.
    count = 61;
    /// States of mind and readiness that only an actor has: `it was ready to leave`.
    disposed = 62;
    /// Sides of things, not of actors: behind `its`, a thing is meant.
    aspects = 63;
    /// Before a post: `senior`, `vice`.
    rank = 64;
    /// Verbs of what is done to people and to no thing: `arrested them`.
    personal = 65;
    /// Verbs of telling: who tells something is on no side of what he tells.
    telling = 66;
    /// Behind `foreign`: a state's own ministry for it.
    portfolio = 67;
    /// Prepositions of what lies outside: before a country, nothing happens in it.
    beside = 68;
    /// Before a preposition and a place: nothing that is told happens there (`those in Peru`, `based in Peru`).
    compared = 69;
    /// The parliament that is a name where it stands alone with a capital.
    congress = 70;
    /// Before `'s` and a capital: the name of a body (`King's College`).
    patron = 71;
    /// Of the other one of two countries: `its neighbour`, `his counterpart`.
    opposite = 72;
    /// Before the name of a land: a town that was named after it (`New Britain`).
    renewed = 73;
    /// Before `from` and a land: the adjective before them tells of a language (`an English teacher from Peru`).
    taught = 74;
    /// Persons of the force that was named last: `officers` behind `the police`.
    officers = 75;
    /// Verbs of heading a body: `who leads the party`.
    leads = 76;
    /// The people of a state, whatever organ of it they belong to: `the government and its citizens`.
    governed = 77;
    /// Behind `'s` and with a capital: a place or thing that was named after somebody (`Queen's Park`).
    grounds = 78;
    /// Nouns of what strikes a town: behind their `on` a capital is the town (`air strikes on Lima`).
    assault = 79;
    /// Prepositions of what happens in the air of a place: `a drone over Niger`.
    above = 80;
    /// What is in the air, before one of `above`.
    airborne = 81;
    /// Behind a name that a land and a region of another one share: what only the region has (`Georgia's governor`).
    provincial = 82;
    /// … and what the land has too (`Georgia police`).
    provincial_too = 83;
    /// Before the name of a land: a part of it (`northern Lebanon`).
    direction = 84;
    /// Posts that the countries of [`SectorList::Secretaries`](super::SectorList) do not have.
    minister = 85;
    /// Verbs of what two sides do with each other.
    mutual = 86;
    /// Last words of the names of firms: `Peru Telecom`.
    trading = 87;
    /// Before `of` and a name: parts of a land (`the province of Balochistan`).
    region = 88;
}

/// Lists and rules of the grammar of actors.
#[derive(Debug, Default)]
pub struct Grammar {
    /// Bits of [`WordList`] by symbol index.
    lists: Vec<u128>,
    /// The words of all lists: few words of a text are in any.
    listed: SymSet,
    compounds: FxHashMap<Sym, Compound>,
    sectors: [Vec<Code>; SECTOR_LISTS],
    /// The codes of each list as their bits.
    sector_bits: [u64; SECTOR_LISTS],
    rules: Vec<GrammarRule>,
}

impl Grammar {
    pub(super) fn load(sources: &Sources, interner: &mut Interner) -> Result<Self, LexiconError> {
        let mut grammar = Self::default();
        for (file, text, parsed) in sources.toml::<File>("actors/grammar.toml")? {
            for (key, words) in parsed.lists {
                let list = WordList::of_key(&key)
                    .ok_or_else(|| LexiconError::file(&file, format!("unknown list `{key}`"), "use one of the lists of the built-in actors/grammar.toml"))?;
                for word in words {
                    grammar.add(interner.intern(&word), list);
                }
            }
            for (word, gives) in parsed.compound {
                grammar.compounds.insert(interner.intern(&word), gives);
            }
            for (list, codes) in parsed.sectors.lists().into_iter().enumerate() {
                for code in codes {
                    let code = Code::parse(&code).ok_or_else(|| LexiconError::file(&file, format!("`{code}` is no sector"), "write three capitals"))?;
                    grammar.sectors[list].push(code);
                    grammar.sector_bits[list] |= code.bit();
                }
            }
            for row in parsed.rule {
                grammar.add_rule(&file, text, row)?;
            }
        }
        Ok(grammar)
    }

    fn add(&mut self, sym: Sym, list: WordList) {
        if self.lists.len() <= sym.index() {
            self.lists.resize(sym.index() + 1, 0);
        }
        self.lists[sym.index()] |= 1 << list as u32;
        self.listed.insert(sym);
    }

    fn add_rule(&mut self, file: &Arc<str>, text: &str, row: RuleRow) -> Result<(), LexiconError> {
        let line = Sources::line_of(text, row.id.span().start);
        let id = row.id.into_inner();
        if row.accept.is_empty() || row.reject.is_empty() {
            return Err(LexiconError::at(file, line, format!("rule `{id}` lacks accepted or rejected examples"), "give at least one of each"));
        }
        let rule = GrammarRule { id, file: file.clone(), line, accept: row.accept, reject: row.reject };
        match self.rules.iter_mut().find(|r| r.id == rule.id) {
            Some(old) => *old = rule,
            None => self.rules.push(rule),
        }
        Ok(())
    }

    /// The word is in the list.
    #[must_use]
    pub fn is(&self, sym: Sym, list: WordList) -> bool {
        self.listed.has(sym) && self.lists.get(sym.index()).is_some_and(|bits| bits >> list as u32 & 1 != 0)
    }

    /// The sector is in the list.
    #[must_use]
    pub fn is_sector(&self, code: Code, list: SectorList) -> bool {
        self.sector_bits[list as usize] & code.bit() != 0 && self.sectors[list as usize].contains(&code)
    }

    /// The first code of the list.
    #[must_use]
    pub fn first_of(&self, list: SectorList) -> Option<Code> {
        self.sectors[list as usize].first().copied()
    }

    /// What stands before a hyphen and this word gives to its group; `None` where the word makes no such compound.
    #[must_use]
    pub fn compound(&self, sym: Sym) -> Option<Compound> {
        self.compounds.get(&sym).copied()
    }

    /// The named rules.
    #[must_use]
    pub fn rules(&self) -> &[GrammarRule] {
        &self.rules
    }
}
