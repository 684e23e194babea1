use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::classes::Classes;
use super::wordset::WordSet;
use crate::lexicon::{CameoTable, LexiconError, Sources, Tags, Words};
use crate::token::{Interner, Sym, scan};

/// One kind of act: the words that name it, what must stand with them, and where its source and target are found.
#[derive(Debug)]
pub struct ActionRule {
    /// Unique name.
    pub id: String,
    /// CAMEO code, leading zero kept.
    pub cameo: String,
    /// What was done, in a few words: the `action` column.
    pub label: String,
    /// Verbs, with particles.
    pub verbs: Vec<VerbPattern>,
    /// Nominal forms (singular), each as its words.
    pub nouns: Vec<Box<[Sym]>>,
    /// Classes of the head of the act's object; empty = anything or nothing.
    pub object: WordSet,
    /// Heads that the object must not have.
    pub not_object: WordSet,
    /// Classes of the subject's head; empty = anything.
    pub subject: WordSet,
    /// Prepositional complements that must be there: preposition and the classes of its head (empty = any).
    pub with: Vec<(Sym, WordSet)>,
    /// Classes of the verb (or noun) in the complement: `urge X to withdraw`.
    pub then: WordSet,
    /// Words one of which must stand behind the verb in its clause: `called the move a provocation`. Empty = none needed.
    pub near: WordSet,
    /// Words none of which may stand behind the act in its clause, of a noun before it either: `held him in esteem`, `lifted the sanctions`.
    pub not_near: WordSet,
    /// Where the source is looked for, in order. Nowhere: only a passive that names no doer fits.
    pub source: Vec<Position>,
    /// Where the target is looked for, in order.
    pub target: Vec<Position>,
    /// The rule holds only where its verb is negated, and the negation is no denial: `will not tolerate`.
    pub negated: bool,
    /// Tenses that its verb must have; empty = any.
    pub tense: Vec<TenseName>,
    /// Modals that the verb of its complement must have (`said China must drop …`); empty = any or none.
    pub then_modal: WordSet,
    /// Both sides do it to each other.
    pub mutual: bool,
    /// Only governments do it: a state named barely stands for its government.
    pub official: bool,
    /// The act needs a source or a target with a known code to count; `both` asks for both.
    pub needs: Needs,
    /// A speech act: the deed in its complement is no act of its own.
    pub absorbs: bool,
    /// Status that the rule itself sets.
    pub status: Option<super::StatusName>,
    /// The sentences that it must and must not code.
    pub accept: Vec<ActionExample>,
    /// See `accept`.
    pub reject: Vec<String>,
    /// Read from a user's old dictionary: examples are not asked for.
    pub imported: bool,
    /// Its file, as messages name it.
    pub file: Arc<str>,
    /// Its line, counted from 1.
    pub line: u64,
}

impl ActionRule {
    /// It asks whom its complement tells of, and what it says of him: `said Chad was responsible`.
    #[must_use]
    pub fn tells(&self) -> bool {
        !self.near.is_empty() && self.target.contains(&Position::Then)
    }
}

/// `kick out`: a lemma and the words that belong to it.
#[derive(Debug)]
pub struct VerbPattern {
    /// The verb.
    pub lemma: Sym,
    /// Particles and fixed words behind it (also behind a short object).
    pub particles: Box<[Sym]>,
}

/// A place in the clause where an actor is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Subject; of a passive the `by` group.
    Subject,
    /// Object; of a passive the subject.
    Object,
    /// Who the object belongs to: `the accreditation of a Russian diplomat`.
    ObjectOwner,
    /// The group behind this preposition.
    Behind(Sym),
    /// The subject of the complement: `demanded that Russia withdraw`.
    Then,
    /// The source's own country: who declares a curfew lays it on his own people.
    OwnCountry,
}

/// Which sides must be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Needs {
    /// Neither: violence is told by what happened alone (`A bomb exploded in the market`).
    None,
    /// One side at least.
    #[default]
    Any,
    /// The source.
    Source,
    /// The target.
    Target,
    /// Both.
    Both,
}

/// Tense of a rule's verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum TenseName {
    Present,
    Past,
    Perfect,
    Progressive,
    Future,
    Modal,
    Infinitive,
    /// The future of reported speech: `said it would retaliate`.
    Reported,
}

/// An accepted example: the sentence and the actors that it must give.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionExample {
    /// The sentence.
    pub text: String,
    /// CAMEO actor code of the source; empty for none.
    #[serde(default)]
    pub source: String,
    /// CAMEO actor code of the target; empty for none.
    #[serde(default)]
    pub target: String,
    /// Status, where it is not `occurred`.
    #[serde(default)]
    pub status: Option<super::StatusName>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    cameo: String,
    label: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    object: Vec<String>,
    #[serde(default)]
    not_object: Vec<String>,
    #[serde(default)]
    subject: Vec<String>,
    #[serde(default)]
    with: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    then: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    not_near: Vec<String>,
    #[serde(default)]
    source: Option<Vec<String>>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    negated: bool,
    #[serde(default)]
    tense: Vec<TenseName>,
    #[serde(default)]
    then_modal: Vec<String>,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    official: bool,
    #[serde(default)]
    needs: Needs,
    #[serde(default)]
    absorbs: Option<bool>,
    #[serde(default)]
    status: Option<super::StatusName>,
    #[serde(default)]
    accept: Vec<ActionExample>,
    #[serde(default)]
    reject: Vec<String>,
    #[serde(default)]
    imported: bool,
}

/// The layer of a file: what stands before its folder.
fn layer(file: &str) -> &str {
    file.rfind("actions/").map_or("", |at| &file[..at])
}

/// Reads all rules; one of a later layer replaces that of the same id.
pub(super) fn load(
    sources: &Sources,
    codes: &CameoTable,
    interner: &mut Interner,
    words: &mut Words,
    classes: &Classes,
) -> Result<Vec<ActionRule>, LexiconError> {
    let mut rules: Vec<ActionRule> = Vec::new();
    let mut by_id: FxHashMap<String, usize> = FxHashMap::default();
    for name in sources.names("actions/", ".toml") {
        if name.starts_with("actions/classes") || name.starts_with("actions/status") {
            continue;
        }
        for (file, text, parsed) in sources.toml::<File>(name)? {
            // The rules come in the order of the file: each line is counted on from the one before.
            let (mut counted, mut line) = (0, 1);
            for row in parsed.rule {
                let at = row.id.span().start;
                line += Sources::line_of(text.get(counted..).unwrap_or_default(), at.saturating_sub(counted)) - 1;
                counted = at;
                if !codes.knows(&row.cameo) {
                    return Err(LexiconError::at(
                        &file,
                        line,
                        format!("rule `{}` has the CAMEO code `{}`, which cameo.csv lacks", row.id.get_ref(), row.cameo),
                        "write one of its codes as text, with the leading zero, or add the code there",
                    ));
                }
                let rule = compile(row, &file, line, interner, words, classes)?;
                match by_id.get(&rule.id).and_then(|at| rules.get_mut(*at)) {
                    Some(old) if layer(&old.file) == layer(&rule.file) => {
                        return Err(LexiconError::at(
                            &file,
                            line,
                            format!("the rule `{}` stands twice, first in {}, line {}", rule.id, old.file, old.line),
                            "give each rule an id of its own",
                        ));
                    }
                    Some(old) => *old = rule,
                    None => {
                        by_id.insert(rule.id.clone(), rules.len());
                        rules.push(rule);
                    }
                }
            }
        }
    }
    Ok(rules)
}

fn compile(row: Row, file: &Arc<str>, line: u64, interner: &mut Interner, words: &mut Words, classes: &Classes) -> Result<ActionRule, LexiconError> {
    let id = row.id.into_inner();
    check(&id, (row.verbs.len(), row.nouns.len()), (row.accept.len(), row.reject.len()), row.imported, file, line)?;
    let verbs = classes.words(file, line, &row.verbs)?.into_iter().map(|v| verb_pattern(interner, v)).collect::<Option<Vec<_>>>();
    let verbs =
        verbs.ok_or_else(|| LexiconError::at(file, line, format!("rule `{id}` has an empty verb"), "write a lemma, with its particle if it has one"))?;
    if let Some(unknown) = verbs.iter().find(|v| !is_verb(words, v.lemma)) {
        return Err(LexiconError::at(
            file,
            line,
            format!("rule `{id}` has the verb `{}`, which no form table knows", interner.name(unknown.lemma)),
            "write its lemma, or add it with its forms to grammar/verbs.csv",
        ));
    }
    let nouns = classes.words(file, line, &row.nouns)?.into_iter().map(|n| noun_words(interner, words, n)).collect();
    let mut set = |names: &[String]| classes.set(interner, file, line, names);
    let (object, not_object, subject) = (set(&row.object)?, set(&row.not_object)?, set(&row.subject)?);
    let (then, then_modal, near, not_near) = (set(&row.then)?, set(&row.then_modal)?, set(&row.near)?, set(&row.not_near)?);
    let with = row.with.iter().map(|(prep, names)| Ok((prep, set(names)?))).collect::<Result<Vec<_>, LexiconError>>()?;
    let with = with.into_iter().map(|(prep, set)| (interner.intern(prep), set)).collect();
    let default = |given: Vec<String>, usual: &[&str]| if given.is_empty() { usual.iter().map(|s| (*s).to_owned()).collect() } else { given };
    let positions = |interner: &mut Interner, names: Vec<String>| names.iter().map(|n| position(interner, n)).collect();
    let absorbs = row.absorbs.unwrap_or_else(|| is_speech_act(&row.cameo));
    Ok(ActionRule {
        source: positions(interner, row.source.unwrap_or_else(|| vec!["subject".to_owned()])),
        target: positions(interner, default(row.target, &["object"])),
        id,
        cameo: row.cameo,
        label: row.label,
        verbs,
        nouns,
        object,
        not_object,
        subject,
        with,
        then,
        negated: row.negated,
        tense: row.tense,
        then_modal,
        near,
        not_near,
        mutual: row.mutual,
        official: row.official,
        needs: row.needs,
        absorbs,
        status: row.status,
        accept: row.accept,
        reject: row.reject,
        imported: row.imported,
        file: file.clone(),
        line,
    })
}

fn check(id: &str, forms: (usize, usize), examples: (usize, usize), imported: bool, file: &Arc<str>, line: u64) -> Result<(), LexiconError> {
    let fail = |message: String, remedy: &str| Err(LexiconError::at(file, line, message, remedy));
    if forms == (0, 0) {
        return fail(format!("rule `{id}` has neither verbs nor nouns"), "give the words that name the act");
    }
    if !imported && (examples.0 == 0 || examples.1 == 0) {
        return fail(format!("rule `{id}` lacks an accepted or a rejected example"), "add one sentence to `accept` and one to `reject`");
    }
    Ok(())
}

/// Appeals, intents, demands, refusals, threats, accusations and denials (codes whose act is the word): the deed in the
/// complement is no second row (contract, "Code and status").
fn is_speech_act(cameo: &str) -> bool {
    ["02", "03", "10", "12", "13", "112", "016"].iter().any(|root| cameo.starts_with(root))
}

/// The lemma of a verb whose forms the tagger knows; without them the rule could never match.
fn is_verb(words: &Words, lemma: Sym) -> bool {
    let info = words.info(lemma);
    info.verb == Some(lemma) || info.tags.any(Tags::BE.or(Tags::HAVE).or(Tags::DO))
}

fn verb_pattern(interner: &mut Interner, pattern: &str) -> Option<VerbPattern> {
    let mut syms: Vec<Sym> = scan(pattern).map(|t| interner.intern(t.span.slice(pattern))).collect();
    if syms.is_empty() {
        return None;
    }
    let lemma = syms.remove(0);
    Some(VerbPattern { lemma, particles: syms.into() })
}

fn noun_words(interner: &mut Interner, words: &mut Words, noun: &str) -> Box<[Sym]> {
    let last = noun.rsplit(' ').next().unwrap_or(noun);
    // The tagger must know the noun; one whose plural is irregular stands in grammar/nouns.csv already.
    if words.info(interner.get(last)).noun.is_none() {
        words.add_noun(interner, last, "");
    }
    scan(noun).map(|t| interner.intern(t.span.slice(noun))).collect()
}

fn position(interner: &mut Interner, name: &str) -> Position {
    match name {
        "subject" => Position::Subject,
        "object" => Position::Object,
        "object-owner" => Position::ObjectOwner,
        "then" => Position::Then,
        "own-country" => Position::OwnCountry,
        preposition => Position::Behind(interner.intern(preposition)),
    }
}
