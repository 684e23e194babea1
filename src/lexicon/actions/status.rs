use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::wordset::{Classes, WordSet};
use crate::lexicon::{LexiconError, Sources};
use crate::token::{Interner, Sym};

/// The contract's statuses, as the lexicon writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum StatusName {
    Occurred,
    Ongoing,
    Planned,
    Threatened,
    Demanded,
    Alleged,
    Denied,
    Hypothetical,
}

/// What a word makes of the act that it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The act has this status.
    Status(StatusName),
    /// None: the act counts as told (`managed to`, `helped to`).
    Transparent,
}

/// Words that set the status of an act: governing verbs, adverbs, nouns, conjunctions and modals.
#[derive(Debug, Default)]
pub struct StatusLexicon {
    rules: Vec<StatusRule>,
    /// Verbs that carry a nominal act: `carry out an attack`, `impose sanctions`.
    pub light: WordSet,
    /// Verbs whose subject suffers the nominal act: `came under attack`, `suffered a raid`.
    pub light_target: WordSet,
    /// Measures and parts: the group behind their `of` is what is meant (`thousands of refugees`, `a group of diplomats`).
    pub partitive: WordSet,
    /// Modals that tell a future inside reported speech: `said it would expel`.
    pub reported_future: WordSet,
    /// Verbs of promising that two subjects do to each other: `agree`.
    pub joint: WordSet,
    /// Verbs whose passive carries a noun behind its preposition: `were engaged in ethnic cleansing`.
    pub engaged: WordSet,
    /// Nouns of trying: `an attempt to assassinate`.
    pub attempt: WordSet,
    /// What a protest is for, by the fourth digit of its code: leadership, policy, rights, institutions.
    pub protest_for: [WordSet; 4],
    /// Conjunctions that make a threat of an announced unfriendly deed: `unless`, `if`.
    pub condition: WordSet,
    /// Of an unfriendly deed they make a threat: `is ready to close the border`.
    pub ready: WordSet,
    /// Verbs of a complement whose object says what is asked, promised or refused: `agreed to resume talks`.
    pub carrying: WordSet,
    /// Nouns of texts that say what is to be: a resolution, a bill.
    pub text: WordSet,
    /// The member of a rule's `subject` that stands for any people by name (`Kurds`, `Nigerians`).
    pub demonym: Option<Sym>,
    /// The member of a word set that any person by name is.
    pub person: Option<Sym>,
    /// Prepositions behind which a gerund says why: `jailed for throwing`.
    pub reason: WordSet,
    /// Nouns and verbs of accidents and nature: who is killed in them is killed by nobody.
    pub accident: WordSet,
    /// Before `to`, it names who is cited: `according`.
    pub citing: WordSet,
    /// Nouns and determiners of `both sides`, `the two governments`.
    pub sides: WordSet,
    /// See `sides`.
    pub both: WordSet,
    /// Prepositions before the name of a place.
    pub locative: WordSet,
    /// Nouns that behind a preposition and without a determiner name no actor: `in court`, `from prison`.
    pub abode: WordSet,
    /// Words of plays, films and novels; their acts are no news.
    pub fiction: WordSet,
    /// Conjunctions between acts of two times: `after`, `before`.
    pub sequence: WordSet,
    /// Those behind which the earlier act stands (`a week after`), and the later one.
    pub earlier: WordSet,
    /// See `earlier`.
    pub later: WordSet,
    /// Verbs and nouns of death, and of injury.
    pub fatal: WordSet,
    /// See `fatal`.
    pub wounding: WordSet,
    /// Words for those left dead, and injured (`left 12 people dead`).
    pub dead: WordSet,
    /// See `dead`.
    pub injured: WordSet,
    /// Nouns of weapons.
    pub weapon: WordSet,
    /// Nouns for people at large: `the population`.
    pub masses: WordSet,
    /// Determiners that name nobody in particular: `many judges`.
    pub vague: WordSet,
    /// Nouns that count many acts: `the number of people killed`.
    pub sums: WordSet,
    /// Prepositions before a stretch of time or a conflict: `in ten years`, `during the war`.
    pub spanning: WordSet,
    /// What lasts and kills many, each in an act of its own: `the war`.
    pub conflict: WordSet,
    /// Words that deny whom they stand with: `no`, `none of`, `neither`.
    pub nobody: WordSet,
    /// Verbs whose object did not happen: `denied the attack`.
    pub annul: WordSet,
    /// Nouns for the act in which somebody was hurt: `in the blast`.
    pub occasion: WordSet,
    /// Determiners of what was told before: `the`, `this`.
    pub this: WordSet,
    /// Nouns for who suffers an act: `the target of an attack`.
    pub victim: WordSet,
    /// Nouns for very many, in the plural: `thousands of`.
    pub many: WordSet,
    /// Nouns for parts of a country that a name stands beside: `San Telmo district`.
    pub unit: WordSet,
    /// Nouns for things that violence strikes: `a power tower`.
    pub thing: WordSet,
    /// Numbers in words.
    numbers: FxHashMap<Sym, u32>,
    /// Status of speech acts by the beginning of their code.
    by_code: BTreeMap<String, StatusName>,
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
struct File {
    #[serde(default)]
    light: Vec<String>,
    #[serde(default)]
    light_target: Vec<String>,
    #[serde(default)]
    partitive: Vec<String>,
    #[serde(default)]
    reported_future: Vec<String>,
    #[serde(default)]
    joint: Vec<String>,
    #[serde(default)]
    engaged: Vec<String>,
    #[serde(default)]
    attempt: Vec<String>,
    #[serde(default)]
    protest_for: [Vec<String>; 4],
    #[serde(default)]
    condition: Vec<String>,
    #[serde(default)]
    ready: Vec<String>,
    #[serde(default)]
    carrying: Vec<String>,
    #[serde(default)]
    text: Vec<String>,
    #[serde(default)]
    reason: Vec<String>,
    #[serde(default)]
    accident: Vec<String>,
    #[serde(default)]
    citing: Vec<String>,
    #[serde(default)]
    sides: Vec<String>,
    #[serde(default)]
    both: Vec<String>,
    #[serde(default)]
    locative: Vec<String>,
    #[serde(default)]
    abode: Vec<String>,
    #[serde(default)]
    fiction: Vec<String>,
    #[serde(default)]
    sequence: Vec<String>,
    #[serde(default)]
    earlier: Vec<String>,
    #[serde(default)]
    later: Vec<String>,
    #[serde(default)]
    fatal: Vec<String>,
    #[serde(default)]
    wounding: Vec<String>,
    #[serde(default)]
    dead: Vec<String>,
    #[serde(default)]
    injured: Vec<String>,
    #[serde(default)]
    weapon: Vec<String>,
    #[serde(default)]
    masses: Vec<String>,
    #[serde(default)]
    vague: Vec<String>,
    #[serde(default)]
    sums: Vec<String>,
    #[serde(default)]
    spanning: Vec<String>,
    #[serde(default)]
    conflict: Vec<String>,
    #[serde(default)]
    nobody: Vec<String>,
    #[serde(default)]
    annul: Vec<String>,
    #[serde(default)]
    occasion: Vec<String>,
    #[serde(default)]
    this: Vec<String>,
    #[serde(default)]
    victim: Vec<String>,
    #[serde(default)]
    many: Vec<String>,
    #[serde(default)]
    unit: Vec<String>,
    #[serde(default)]
    thing: Vec<String>,
    #[serde(default)]
    numbers: BTreeMap<String, u32>,
    #[serde(default)]
    by_code: BTreeMap<String, StatusName>,
    #[serde(default)]
    status: Vec<Row>,
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
        let mut lexicon = Self { demonym: Some(interner.intern("demonym")), person: Some(interner.intern("person")), ..Self::default() };
        for (file, text, parsed) in sources.toml::<File>("actions/status")? {
            let mut grow = |set: &mut WordSet, names: &[String]| classes.extend(set, interner, &file, 1, names);
            grow(&mut lexicon.light, &parsed.light)?;
            grow(&mut lexicon.light_target, &parsed.light_target)?;
            grow(&mut lexicon.partitive, &parsed.partitive)?;
            grow(&mut lexicon.reported_future, &parsed.reported_future)?;
            grow(&mut lexicon.joint, &parsed.joint)?;
            grow(&mut lexicon.engaged, &parsed.engaged)?;
            grow(&mut lexicon.attempt, &parsed.attempt)?;
            grow(&mut lexicon.condition, &parsed.condition)?;
            grow(&mut lexicon.ready, &parsed.ready)?;
            grow(&mut lexicon.carrying, &parsed.carrying)?;
            grow(&mut lexicon.text, &parsed.text)?;
            for (set, names) in lexicon.protest_for.iter_mut().zip(&parsed.protest_for) {
                grow(set, names)?;
            }
            grow(&mut lexicon.reason, &parsed.reason)?;
            grow(&mut lexicon.accident, &parsed.accident)?;
            grow(&mut lexicon.citing, &parsed.citing)?;
            grow(&mut lexicon.sides, &parsed.sides)?;
            grow(&mut lexicon.both, &parsed.both)?;
            grow(&mut lexicon.locative, &parsed.locative)?;
            grow(&mut lexicon.abode, &parsed.abode)?;
            grow(&mut lexicon.fiction, &parsed.fiction)?;
            grow(&mut lexicon.sequence, &parsed.sequence)?;
            grow(&mut lexicon.earlier, &parsed.earlier)?;
            grow(&mut lexicon.later, &parsed.later)?;
            grow(&mut lexicon.fatal, &parsed.fatal)?;
            grow(&mut lexicon.wounding, &parsed.wounding)?;
            grow(&mut lexicon.dead, &parsed.dead)?;
            grow(&mut lexicon.injured, &parsed.injured)?;
            grow(&mut lexicon.weapon, &parsed.weapon)?;
            grow(&mut lexicon.masses, &parsed.masses)?;
            grow(&mut lexicon.vague, &parsed.vague)?;
            grow(&mut lexicon.sums, &parsed.sums)?;
            grow(&mut lexicon.spanning, &parsed.spanning)?;
            grow(&mut lexicon.conflict, &parsed.conflict)?;
            grow(&mut lexicon.nobody, &parsed.nobody)?;
            grow(&mut lexicon.annul, &parsed.annul)?;
            grow(&mut lexicon.occasion, &parsed.occasion)?;
            grow(&mut lexicon.this, &parsed.this)?;
            grow(&mut lexicon.victim, &parsed.victim)?;
            grow(&mut lexicon.many, &parsed.many)?;
            grow(&mut lexicon.unit, &parsed.unit)?;
            grow(&mut lexicon.thing, &parsed.thing)?;
            lexicon.numbers.extend(parsed.numbers.iter().map(|(word, value)| (interner.intern(word), *value)));
            lexicon.by_code.extend(parsed.by_code);
            for row in parsed.status {
                let line = Sources::line_of(text, row.id.span().start);
                let effect = effect(&row.status).ok_or_else(|| {
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

fn effect(name: &str) -> Option<Effect> {
    use StatusName as S;
    Some(match name {
        "none" => Effect::Transparent,
        "occurred" => Effect::Status(S::Occurred),
        "ongoing" => Effect::Status(S::Ongoing),
        "planned" => Effect::Status(S::Planned),
        "threatened" => Effect::Status(S::Threatened),
        "demanded" => Effect::Status(S::Demanded),
        "alleged" => Effect::Status(S::Alleged),
        "denied" => Effect::Status(S::Denied),
        "hypothetical" => Effect::Status(S::Hypothetical),
        _ => return None,
    })
}
