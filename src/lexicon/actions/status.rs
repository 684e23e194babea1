use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::classes::Classes;
use super::effect::{Effect, StatusName};
use super::wordset::WordSet;
use crate::lexicon::{LexiconError, Sources};
use crate::token::{Interner, Sym};

macro_rules! word_sets {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        /// Words that set the status of an act (governing verbs, adverbs, nouns, conjunctions and modals), and the sets of words that the
        /// grammar of acts asks for by name.
        #[derive(Debug, Default)]
        pub struct StatusLexicon {
            rules: Vec<StatusRule>,
            /// What a protest is for, by the fourth digit of its code: leadership, policy, rights, institutions.
            pub protest_for: [WordSet; 4],
            /// The member of a rule's `subject` that stands for any people by name (`Kurds`, `Nigerians`).
            pub demonym: Option<Sym>,
            /// The member of a word set that any rebel or gunman is.
            pub combatant: Option<Sym>,
            /// The member of a word set that any person by name is.
            pub person: Option<Sym>,
            /// The member of a rule's `object` that any place by name is, and a name of which nothing else is known.
            pub placename: Option<Sym>,
            /// The member of a rule's `subject` that any state by name is.
            pub country: Option<Sym>,
            /// Numbers in words.
            numbers: FxHashMap<Sym, u32>,
            /// Status of speech acts by the beginning of their code.
            by_code: BTreeMap<String, StatusName>,
            $($(#[$doc])* pub $name: WordSet,)*
        }

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            #[serde(default)]
            protest_for: [Vec<String>; 4],
            #[serde(default)]
            numbers: BTreeMap<String, u32>,
            #[serde(default)]
            by_code: BTreeMap<String, StatusName>,
            #[serde(default)]
            status: Vec<Row>,
            $(#[serde(default)] $name: Vec<String>,)*
        }

        impl StatusLexicon {
            /// Adds the words of a file to the sets.
            fn grow(&mut self, file: &File, mut add: impl FnMut(&mut WordSet, &[String]) -> Result<(), LexiconError>) -> Result<(), LexiconError> {
                $(add(&mut self.$name, &file.$name)?;)*
                self.protest_for.iter_mut().zip(&file.protest_for).try_for_each(|(set, names)| add(set, names))
            }
        }
    };
}

word_sets! {
    /// Verbs that carry a nominal act: `carry out an attack`, `impose sanctions`.
    light;
    /// Verbs whose subject suffers the nominal act: `came under attack`, `suffered a raid`.
    light_target;
    /// Verbs that say no more than that their subject, an act, happened: `fighting broke out`.
    happening;
    /// Measures and parts: the group behind their `of` is what is meant (`thousands of refugees`, `a group of diplomats`).
    partitive;
    /// Modals that tell a future inside reported speech: `said it would expel`.
    reported_future;
    /// Verbs of promising that two subjects do to each other: `agree`.
    joint;
    /// Verbs whose passive carries a noun behind its preposition: `were engaged in ethnic cleansing`.
    engaged;
    /// Verbs of answering, whose subject does the nominal act behind `with`: `responded with air strikes`.
    responding;
    /// Nouns of trying: `an attempt to assassinate`.
    attempt;
    /// Verbs and nouns of trying, sending and ordering: `tried to kidnap`, `the order to shoot`.
    trying;
    /// Verbs of wishing: with an infinitive they tell of one's own deed (`wants to help`).
    self_wish;
    /// Before a clause in the present these tell of what is not yet done: `until they are freed`.
    pending;
    /// Conjunctions that make a threat of an announced unfriendly deed: `unless`, `if`.
    condition;
    /// Of an unfriendly deed they make a threat: `is ready to close the border`.
    ready;
    /// Verbs of a complement whose object says what is asked, promised or refused: `agreed to resume talks`.
    carrying;
    /// Nouns of texts that say what is to be: a resolution, a bill.
    text;
    /// Prepositions behind which a gerund says why: `jailed for throwing`.
    reason;
    /// Nouns of accidents and nature: who is killed in them is killed by nobody.
    accident;
    /// Nouns of beasts and things of nature: who is killed by them is killed by nobody.
    beast;
    /// Verbs of accidents: `collided`, `drowned`.
    mishap;
    /// Before `to`, it names who is cited: `according`.
    citing;
    /// Before `with`: who is named behind it does the act too.
    companion;
    /// Words that join two groups as `and` does: `as well as`, `along with`.
    joining;
    /// Prepositions behind which some of those told before are named: `including`.
    naming;
    /// Prepositions before an occasion on which the clause happens: `in a call with`.
    adjunct;
    /// Verbs of doing again: `did the same`, `followed suit`.
    repeat;
    /// What they do: `the same`, `suit`.
    repeated;
    /// Words that stand for a noun told before: `a Peruvian one`.
    stand_in;
    /// Objects that stand for the sides that the subject names: `each other`.
    reciprocal;
    /// What a state has in the reach of another one: its embassy, its ships.
    abroad;
    /// People of a state whom another one may arrest or deport.
    seized_abroad;
    /// Verbs whose progressive tells what is to come: `was going to leave`.
    going;
    /// Works and days that only recall an act: `a film about the raid`, `the anniversary of the raid`.
    memorial;
    /// Prepositions before what they recall.
    recalling;
    /// Nouns and determiners of `both sides`, `the two governments`.
    sides;
    /// See `sides`.
    both;
    /// Those of them that are states: `both governments`.
    states;
    /// Prepositions before the name of a place.
    locative;
    /// Adverbs in a verb that make a deed background: `has already killed`.
    background;
    /// Prepositions before what an act happened in the course of: `agreed at Monday's talks`.
    setting;
    /// Nouns that behind a preposition and without a determiner name no actor: `in court`, `from prison`.
    abode;
    /// Before the words for an act these say that it was not told before: `another bomb`.
    further;
    /// Nouns that name somebody only where they are counted: `one person was killed`.
    counted;
    /// Words of plays, films and novels; their acts are no news.
    fiction;
    /// Verbs by which a noun of violence tells what happened: `the raid on the mill occurred`.
    happen;
    /// Nouns of those who have to do with an act, before the act: `the culprits of the raid on the mill`.
    culprit;
    /// Conjunctions between two times.
    sequence;
    /// Those behind which the earlier act stands (`a week after`), and the later one.
    earlier;
    /// See `earlier`.
    later;
    /// Verbs and nouns of death.
    fatal;
    /// Those of injury.
    wounding;
    /// Words for those left dead (`left 12 people dead`).
    dead;
    /// Behind `to`: `stabbed to death`.
    death;
    /// See `dead`.
    injured;
    /// Nouns of weapons.
    weapon;
    /// Nouns for people at large: `the population`.
    masses;
    /// Determiners that name nobody in particular: `many judges`.
    vague;
    /// Currencies: `$5 million in aid` is aid.
    money;
    /// Nouns for a line that a state shares with the one behind `with`: `its border with Chad`.
    boundary;
    /// Verbs that say whose something is: `a yacht linked to`.
    tie;
    /// Prepositions before a visit on which the clause happens: `on a visit to Chad`.
    visiting;
    /// Nouns for a part of an event, before its `of`: `at the start of a visit`.
    phase;
    /// Nouns that count many acts: `the number of those shot`.
    sums;
    /// Prepositions before a stretch of time or a conflict: `in ten years`, `during the war`.
    spanning;
    /// What lasts and kills many, each in an act of its own: `the war`.
    conflict;
    /// Words that deny whom they stand with: `no`, `none of`, `neither`.
    nobody;
    /// Verbs whose object did not happen: `denied the attack`.
    annul;
    /// Nouns for the act in which somebody was hurt: `in the blast`.
    occasion;
    /// Determiners of what was told before: `the`, `this`.
    this;
    /// Nouns for who suffers an act: `the target of a raid`.
    victim;
    /// Nouns for very many, in the plural: `thousands of`.
    many;
    /// Nouns for parts of a country that a name stands beside: `Ardal district`.
    unit;
    /// Nouns for ground that a name stands before and a deed befalls: `closed the Ardal crossing`.
    ground;
    /// Nouns that behind a preposition mean the place told last: `in the town`.
    settlement;
    /// Nouns for things that violence strikes: `a power tower`.
    thing;
    /// Nouns for an act of violence told before: `the crime`, `these attacks`.
    deed;
    /// Verbs whose object is an act and whose subject did it: `perpetrated the attack`.
    commit;
    /// Verbs that tie an act to who did it: `attributed the attack to the Front`.
    ascribe;
    /// Verbs of `holds the Front responsible for`.
    hold;
    /// Adjectives of who did it: `is responsible for the attack`.
    guilty;
    /// Nouns for what somebody did: `was the work of the Front`.
    work;
    /// Verbs that say who did it, for it was proven: `convicted of the murder`.
    convict;
    /// Verbs that charge somebody with an act: `charged with the murder`, `implicated in the attack`.
    charge;
    /// Verbs of doing an act with others: `took part in the raid`.
    join;
    /// Words that turn to another act: `elsewhere`, `in another attack`.
    elsewhere;
    /// Words that turn to a later time: `the police later searched`.
    afterwards;
    /// Prepositions and adverbs before a gerund that tells what was not done: `without signing`, `instead of signing`.
    lacking;
    /// Modals whose negation forbids or leaves open: `must not attack`.
    duty;
    /// Modals of what somebody wants of another: `that they must leave`.
    wanted;
    /// Nouns of proof and hearsay: `no evidence that he was tortured`.
    grounds;
    /// Verbs that a clause of fact may follow as well as one of what is wanted: `insisted that the talks had failed`.
    assert;
    /// Verbs of forbidding; what they forbid is no act.
    forbid;
    /// Measures of how far off a place is: `90 km from Ardal`, and of where: `north of`.
    distance;
    /// See `distance`.
    bearing;
}

#[derive(Debug)]
struct StatusRule {
    id: String,
    effect: Effect,
    verbs: WordSet,
    passive: WordSet,
    adverbs: WordSet,
    nouns: WordSet,
    conjunctions: WordSet,
    modals: WordSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    /// A status, or `none` for verbs that leave the act as it is.
    status: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    passive: Vec<String>,
    #[serde(default)]
    adverbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    conjunctions: Vec<String>,
    #[serde(default)]
    modals: Vec<String>,
}

impl StatusLexicon {
    pub(super) fn load(sources: &Sources, interner: &mut Interner, classes: &Classes) -> Result<Self, LexiconError> {
        let mut lexicon = Self {
            demonym: Some(interner.intern("demonym")),
            combatant: Some(interner.intern("combatant")),
            person: Some(interner.intern("person")),
            placename: Some(interner.intern("placename")),
            country: Some(interner.intern("country")),
            ..Self::default()
        };
        for (file, text, parsed) in sources.toml::<File>("actions/status")? {
            lexicon.grow(&parsed, |set, names| classes.extend(set, interner, &file, 1, names))?;
            lexicon.numbers.extend(parsed.numbers.iter().map(|(word, value)| (interner.intern(word), *value)));
            lexicon.by_code.extend(parsed.by_code);
            for row in parsed.status {
                let line = Sources::line_of(text, row.id.span().start);
                let effect = Effect::parse(&row.status).ok_or_else(|| {
                    LexiconError::at(
                        &file,
                        line,
                        format!("unknown status `{}`", row.status),
                        "use occurred, ongoing, planned, threatened, demanded, alleged, denied, hypothetical or none",
                    )
                })?;
                let mut set = |names: &[String]| classes.set(interner, &file, line, names);
                let rule = StatusRule {
                    effect,
                    verbs: set(&row.verbs)?,
                    passive: set(&row.passive)?,
                    adverbs: set(&row.adverbs)?,
                    nouns: set(&row.nouns)?,
                    conjunctions: set(&row.conjunctions)?,
                    modals: set(&row.modals)?,
                    id: row.id.into_inner(),
                };
                match lexicon.rules.iter_mut().find(|r| r.id == rule.id) {
                    Some(old) => *old = rule,
                    None => lexicon.rules.push(rule),
                }
            }
        }
        Ok(lexicon)
    }

    /// A verb or noun of death or injury.
    #[must_use]
    pub fn harms(&self, lemma: Sym) -> bool {
        self.fatal.has(lemma) || self.wounding.has(lemma)
    }

    /// The value of a number word (`twelve`, `a`).
    #[must_use]
    pub fn number(&self, sym: Sym) -> Option<u32> {
        self.numbers.get(&sym).copied()
    }

    /// The status that an act of this code has by itself (a threat is `threatened`), if any.
    #[must_use]
    pub fn of_code(&self, cameo: &str) -> Option<StatusName> {
        self.by_code.iter().find(|(prefix, _)| cameo.starts_with(prefix.as_str())).map(|(_, status)| *status)
    }

    /// What an active (or passive) verb makes of the act in its complement.
    #[must_use]
    pub fn of_verb(&self, lemma: Sym, passive: bool) -> Option<Effect> {
        self.first(|r| if passive { r.passive.has(lemma) || r.verbs.has(lemma) && r.passive.is_empty() } else { r.verbs.has(lemma) })
    }

    /// What an adverb inside the verb group, or an adjective before the noun, makes of the act (`allegedly`, `possible`).
    #[must_use]
    pub fn of_adverb(&self, sym: Sym) -> Option<Effect> {
        self.first(|r| r.adverbs.has(sym))
    }

    /// What a noun makes of the act in its complement (`plan to`, `threat of`).
    #[must_use]
    pub fn of_noun(&self, sym: Sym) -> Option<Effect> {
        self.first(|r| r.nouns.has(sym))
    }

    /// What the conjunction before a clause makes of its act (`if`).
    #[must_use]
    pub fn of_conjunction(&self, sym: Sym) -> Option<Effect> {
        self.first(|r| r.conjunctions.has(sym))
    }

    /// What a modal makes of the act (`will`, `may`).
    #[must_use]
    pub fn of_modal(&self, sym: Sym) -> Option<Effect> {
        self.first(|r| r.modals.has(sym))
    }

    fn first(&self, hit: impl Fn(&StatusRule) -> bool) -> Option<Effect> {
        self.rules.iter().find(|r| hit(r)).map(|r| r.effect)
    }
}
