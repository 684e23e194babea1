use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::table::{Column, Row, Table};
use super::{LexiconError, Sources, inflect};
use crate::token::{Interner, Sym};

/// The word classes that a form can have, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tags(u64);

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $bit:expr, $key:expr;)*) => {
        #[allow(missing_docs)]
        impl Tags {
            $($(#[$doc])* pub const $name: Tags = Tags(1 << $bit);)*

            /// The class that `grammar/closed.csv` calls `key`.
            fn of_key(key: &str) -> Option<Tags> {
                match key { $($key => Some(Self::$name),)* _ => None }
            }
        }
    };
}

tags! {
    WH = 0, "wh";
    MODAL = 1, "modal";
    BE = 2, "be";
    HAVE = 3, "have";
    DO = 4, "do";
    NEG = 5, "neg";
    PREP = 6, "prep";
    DET = 7, "det";
    PRON = 8, "pron";
    /// Coordinating conjunction.
    CC = 9, "cc";
    /// Subordinating conjunction.
    SUB = 10, "sub";
    ORD = 11, "ord";
    NUM = 12, "num";
    ADV = 13, "adv";
    POSS_PRON = 14, "posspron";
    TO = 15, "to";
    V_BASE = 16, "vbase";
    V_THIRD = 17, "vthird";
    V_PAST = 18, "vpast";
    V_PART = 19, "vpart";
    V_GER = 20, "vger";
    NOUN = 21, "noun";
    NOUN_PL = 22, "nounpl";
    ADJ = 23, "adj";
    /// Verb (on its lemma) that takes a clause as its object, with or without `that`.
    CLAUSAL = 24, "clausal";
    /// Noun of time: heads adverbials, never a subject or an object.
    TEMPORAL = 25, "temporal";
    /// Modal of the future (`will`, `shall`).
    FUTURE = 26, "future";
    /// Past form of an auxiliary (`was`, `had`, `did`).
    PAST_AUX = 27, "pastaux";
    /// Relative pronoun that stands for persons (`who`).
    PERSONAL = 28, "personal";
    /// First person (`we`, `our`): stands for the speaker of the quotation around it.
    FIRST_PERSON = 29, "first";
    /// Verb (on its lemma) whose object is the subject of the infinitive behind it.
    OBJECT_CONTROL = 30, "control";
    /// Preposition behind which a gerund has the clause's subject (`by revoking`), not its object.
    SUBJECT_CONTROL = 31, "subjcontrol";
    /// Verb (on its lemma) with two objects: `gave Tanzania a grant`.
    DITRANSITIVE = 32, "ditransitive";
    /// Noun of time that is an adverbial by itself (`today`).
    DEICTIC = 33, "deictic";
    /// Goes with a verb (`cut off`).
    PARTICLE = 34, "particle";
    /// Verb whose clause of what is wanted has a bare form: `demanded that Chile end curbs`.
    MANDATE = 35, "mandate";
    /// Verb (on its lemma) with a bare infinitive behind it: `helped defend the town`.
    BARE_INFINITIVE = 36, "bareinf";
    /// Preposition that says why or when: the deed behind it has a doer of its own.
    CAUSE = 37, "cause";
    /// Two of them before a number are no preposition (`at least 14`, `up to 40`, `more than 50`).
    HEDGE = 40, "hedge";
    /// One before a number is no preposition (`about 50 peasants`).
    ROUGHLY = 41, "roughly";
    /// Auxiliary of one: `the lawyer, deputy and poet was` tells of one person.
    OF_ONE = 42, "ofone";
    /// Form of a verb that has no object, hence no passive: `arrived`.
    INTRANSITIVE = 44, "intransitive";
    /// Says as what somebody is held: `held captive by pirates`.
    AS_WHAT = 43, "aswhat";
    /// May be a noun; behind a plural subject and before an infinitive it is the verb: `the two countries plan to sign`.
    AIMING = 45, "aiming";
    /// Verb (on its lemma) of judging: behind a comma its `which` takes up the whole clause.
    JUDGING = 47, "judging";
    /// Noun for persons who act: `docker`, `police`.
    AGENT = 46, "agent";
}

impl Tags {
    /// No class: the lexicon does not know the word.
    pub const NONE: Tags = Tags(0);
    /// Any form of a full verb.
    pub const VERB: Tags = Tags(Self::V_BASE.0 | Self::V_THIRD.0 | Self::V_PAST.0 | Self::V_PART.0 | Self::V_GER.0);
    /// A noun, singular or plural.
    pub const ANY_NOUN: Tags = Tags(Self::NOUN.0 | Self::NOUN_PL.0);
    /// A word of a closed class: never an unknown name.
    pub const CLOSED: Tags = Tags((1 << 16) - 1);

    /// The number of the first class in the order of this list; 64 for none. Of the closed classes of a word the first one is
    /// its most likely.
    #[must_use]
    #[inline]
    pub fn first(self) -> u32 {
        self.0.trailing_zeros()
    }

    /// Shares a class with `other`.
    #[must_use]
    #[inline]
    pub fn any(self, other: Tags) -> bool {
        self.0 & other.0 != 0
    }

    /// Has no class.
    #[must_use]
    #[inline]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// What both sets share.
    #[must_use]
    pub const fn and(self, other: Tags) -> Tags {
        Tags(self.0 & other.0)
    }

    /// Both sets together.
    #[must_use]
    #[inline]
    pub const fn or(self, other: Tags) -> Tags {
        Tags(self.0 | other.0)
    }
}

/// What the lexicon knows of one form.
#[derive(Debug, Clone, Copy, Default)]
pub struct WordInfo {
    /// Its possible classes.
    pub tags: Tags,
    /// The lemma of the verb that it is a form of.
    pub verb: Option<Sym>,
    /// The singular of the noun that it is a form of.
    pub noun: Option<Sym>,
}

/// The words that the grammar itself asks for: closed-class words whose part in a clause is fixed.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct FixedWords {
    pub by: Sym,
    pub and: Sym,
    pub of: Sym,
    pub own: Sym,
    pub for_: Sym,
    pub to: Sym,
    pub from: Sym,
    pub with: Sym,
    pub between: Sym,
    pub on: Sym,
    pub against: Sym,
    pub the: Sym,
    pub be: Sym,
    pub have: Sym,
    pub do_: Sym,
    pub in_: Sym,
    pub when: Sym,
    pub since: Sym,
    pub was: Sym,
    pub were: Sym,
    pub had: Sym,
    pub at: Sym,
    pub as_: Sym,
    pub such: Sym,
    pub that: Sym,
    pub there: Sym,
    pub where_: Sym,
}

impl FixedWords {
    pub(super) fn new(interner: &mut Interner) -> Self {
        let mut sym = |form: &str| interner.intern(form);
        Self {
            by: sym("by"),
            and: sym("and"),
            of: sym("of"),
            own: sym("own"),
            for_: sym("for"),
            to: sym("to"),
            from: sym("from"),
            with: sym("with"),
            between: sym("between"),
            on: sym("on"),
            against: sym("against"),
            the: sym("the"),
            be: sym("be"),
            have: sym("have"),
            do_: sym("do"),
            in_: sym("in"),
            when: sym("when"),
            since: sym("since"),
            was: sym("was"),
            were: sym("were"),
            had: sym("had"),
            at: sym("at"),
            as_: sym("as"),
            such: sym("such"),
            that: sym("that"),
            there: sym("there"),
            where_: sym("where"),
        }
    }
}

/// Classes and lemmas of all known forms, by symbol.
#[derive(Debug, Default)]
pub struct Words {
    info: Vec<WordInfo>,
    /// The verb that each nominal is made of: `agree` of `agreement`.
    nominals: FxHashMap<Sym, Sym>,
}

/// Columns of `grammar/verbs.csv`.
const VERB: [Column; 6] = [("lemma", true), ("past", false), ("participle", false), ("third", false), ("gerund", false), ("noun", false)];

impl Words {
    /// Reads `grammar/*.csv`.
    ///
    /// # Errors
    /// An unknown word class, an empty form.
    pub(super) fn load(sources: &Sources, interner: &mut Interner) -> Result<Self, LexiconError> {
        let mut words = Words::default();
        for file in ["grammar/closed.csv", "grammar/features.csv"] {
            each(sources, file, &[("form", true), ("tag", true)], |row| {
                let tag = Tags::of_key(row.get(1)).ok_or_else(|| {
                    row.error(
                        1,
                        format!("unknown word class `{}`", row.get(1)),
                        "use det, posspron, pron, wh, prep, cc, sub, modal, be, have, do, to, neg, adv, num or ord",
                    )
                })?;
                words.add(interner, row.get(0), tag);
                Ok(())
            })?;
        }
        each(sources, "grammar/verbs.csv", &VERB, |row| {
            words.add_verb(interner, row);
            Ok(())
        })?;
        each(sources, "grammar/nouns.csv", &[("lemma", true), ("plural", false)], |row| {
            words.add_noun(interner, row.get(0), row.get(1));
            Ok(())
        })?;
        each(sources, "grammar/nominals.csv", &[("noun", true), ("verb", true)], |row| {
            non_empty(row, 1)?;
            words.add_noun(interner, row.get(0), "");
            let (noun, verb) = (interner.intern(row.get(0)), interner.intern(row.get(1)));
            words.nominals.insert(noun, verb);
            Ok(())
        })?;
        let lists = [
            ("grammar/adjectives.csv", "form", Tags::ADJ),
            ("grammar/clausal.csv", "lemma", Tags::CLAUSAL),
            ("grammar/control.csv", "lemma", Tags::OBJECT_CONTROL),
            ("grammar/ditransitive.csv", "lemma", Tags::DITRANSITIVE),
        ];
        for (file, column, tags) in lists {
            each(sources, file, &[(column, true)], |row| {
                words.add(interner, row.get(0), tags);
                Ok(())
            })?;
        }
        words.share_frames();
        each(sources, "grammar/temporal.csv", &[("noun", true)], |row| {
            words.add_temporal(interner, row.get(0));
            Ok(())
        })?;
        Ok(words)
    }

    /// Every form of a verb that takes a clause or a bare infinitive tells so: `said` as `say`.
    fn share_frames(&mut self) {
        let frames = Tags::CLAUSAL.or(Tags::BARE_INFINITIVE);
        for form in 0..self.info.len() {
            let lemma = self.info[form].verb.and_then(|v| self.info.get(v.index()));
            let taken = lemma.map_or(Tags::NONE, |l| l.tags.and(frames));
            self.info[form].tags = self.info[form].tags.or(taken);
        }
    }

    fn add_temporal(&mut self, interner: &mut Interner, noun: &str) {
        for form in [noun.to_owned(), inflect::plural(noun)] {
            self.add(interner, &form, Tags::TEMPORAL);
        }
    }

    /// Adds classes to a form.
    pub(crate) fn add(&mut self, interner: &mut Interner, form: &str, tags: Tags) -> Sym {
        let sym = interner.intern(form);
        let info = self.slot(sym);
        info.tags = info.tags.or(tags);
        sym
    }

    /// Adds a noun with its plural: empty = regular, `-` = none.
    pub(crate) fn add_noun(&mut self, interner: &mut Interner, lemma: &str, plural: &str) {
        let singular = self.add(interner, lemma, Tags::NOUN);
        self.slot(singular).noun.get_or_insert(singular);
        if plural != "-" {
            let form = if plural.is_empty() { inflect::plural(lemma) } else { plural.into() };
            let many = self.add(interner, &form, Tags::NOUN_PL);
            self.slot(many).noun.get_or_insert(singular);
        }
    }

    fn add_verb(&mut self, interner: &mut Interner, row: &Row<'_, 6>) {
        let base = row.get(0);
        let lemma = interner.intern(base);
        let given = |column: usize, regular: fn(&str) -> String| match row.get(column) {
            "" => Cow::Owned(regular(base)),
            form => Cow::Borrowed(form),
        };
        let past = given(1, inflect::past);
        let participle = if row.get(2).is_empty() { &past } else { row.get(2) };
        let (third, gerund) = (given(3, inflect::third), given(4, inflect::gerund));
        let forms = [(base, Tags::V_BASE), (&third, Tags::V_THIRD), (&past, Tags::V_PAST), (participle, Tags::V_PART), (&gerund, Tags::V_GER)];
        for (form, tag) in forms {
            let sym = self.add(interner, form, tag);
            // The first verb that claims a form keeps it: `found` is of `find`, whichever order `found` (establish) comes in.
            self.slot(sym).verb.get_or_insert(lemma);
        }
        if row.get(5) == "y" {
            self.add_noun(interner, base, "");
        }
    }

    fn slot(&mut self, sym: Sym) -> &mut WordInfo {
        if self.info.len() <= sym.index() {
            self.info.resize(sym.index() + 1, WordInfo::default());
        }
        &mut self.info[sym.index()]
    }

    /// Fits the table to the finished interner.
    pub(super) fn freeze(mut self, interner: &Interner) -> Self {
        self.info.resize(interner.len(), WordInfo::default());
        self.info[Sym::UNKNOWN.index()] = WordInfo::default();
        self
    }

    /// What is known of a form.
    #[must_use]
    pub fn info(&self, sym: Sym) -> WordInfo {
        self.info.get(sym.index()).copied().unwrap_or_default()
    }

    /// The verb that a noun is made of: `agree` of `agreement`.
    #[must_use]
    pub fn verb_of(&self, noun: Sym) -> Option<Sym> {
        self.nominals.get(&noun).copied()
    }

    /// The classes of a form.
    #[must_use]
    #[inline]
    pub fn tags(&self, sym: Sym) -> Tags {
        self.info(sym).tags
    }
}

/// Calls `read` for each row of the file of this name, in all layers; the first column must not be empty.
fn each<const N: usize>(
    sources: &Sources,
    name: &str,
    columns: &[Column; N],
    mut read: impl FnMut(&Row<'_, N>) -> Result<(), LexiconError>,
) -> Result<(), LexiconError> {
    for (_, file, text) in sources.csv_texts(name) {
        let mut table = Table::open(file, text, columns)?;
        while let Some(row) = table.next()? {
            non_empty(&row, 0)?;
            read(&row)?;
        }
    }
    Ok(())
}

fn non_empty<const N: usize>(row: &Row<'_, N>, column: usize) -> Result<(), LexiconError> {
    if row.get(column).trim().is_empty() { Err(row.error(column, "an empty form", "delete the row or fill it in")) } else { Ok(()) }
}
