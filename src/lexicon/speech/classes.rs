use crate::token::Sym;

/// What a word can be for the reader of quotations, as a set of bits: the lists of the lexicon, and whether a cue may
/// be or begin here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordClass(u64);

impl WordClass {
    /// A form of a cue verb.
    pub const VERB: WordClass = WordClass(1);
    /// A form of a cue noun.
    pub const NOUN: WordClass = WordClass(1 << 1);
    /// First word of a cue phrase (`according`).
    pub const PHRASE: WordClass = WordClass(1 << 2);
    /// Words of time that are no part of a speaker's words.
    pub const TIME: WordClass = WordClass(1 << 3);
    /// Works whose title may follow in marks.
    pub const WORK: WordClass = WordClass(1 << 4);
    /// Prepositions that tie a noun to the noun before.
    pub const LINK: WordClass = WordClass(1 << 5);
    /// `and`, `or`.
    pub const COORDINATION: WordClass = WordClass(1 << 6);
    /// Relative pronouns that stand for persons.
    pub const RELATIVE: WordClass = WordClass(1 << 7);
    /// `what he called “…”`.
    pub const WHAT: WordClass = WordClass(1 << 8);
    /// Subjects that stand for nobody.
    pub const EXPLETIVE: WordClass = WordClass(1 << 9);
    /// `as a memo put it`.
    pub const AS: WordClass = WordClass(1 << 10);
    /// Joins a clause to its cue.
    pub const COMPLEMENT: WordClass = WordClass(1 << 11);
    /// Follows the participle of a passive.
    pub const PASSIVE: WordClass = WordClass(1 << 12);
    /// `by`.
    pub const AGENT: WordClass = WordClass(1 << 13);
    /// Ties a cue noun to its content.
    pub const CONTENT: WordClass = WordClass(1 << 14);
    /// Ties a cue noun to its speaker.
    pub const SOURCE: WordClass = WordClass(1 << 15);

    /// Joins a question to its cue: `whether`, `if`.
    pub const WHETHER: WordClass = WordClass(1 << 16);
    /// Behind a comma the narrator takes over: `…, but they left`.
    pub const TURN: WordClass = WordClass(1 << 17);

    /// Makes a say-verb another verb where it follows it: `rule out`.
    pub const PARTICLE: WordClass = WordClass(1 << 18);
    /// Opens a clause with a subject of its own and a gerund: `with dockers chanting`.
    pub const ABSOLUTE: WordClass = WordClass(1 << 19);
    /// What words are sent by, no speaker: `said by telephone`.
    pub const MEANS: WordClass = WordClass(1 << 20);
    /// Opens a question that is reported: `how`, `why`.
    pub const QUESTION: WordClass = WordClass(1 << 21);
    /// Ties a cue noun to what it is about: `her criticism of the plan`.
    pub const TOPIC: WordClass = WordClass(1 << 22);
    /// Behind a comma it adds to what is spoken about: `three faults, including …`.
    pub const MORE: WordClass = WordClass(1 << 23);
    /// A form of a cue noun that reports something: with frames.
    pub const TELLING: WordClass = WordClass(1 << 24);
    /// A cue phrase of one word.
    pub const PHRASE_ALONE: WordClass = WordClass(1 << 25);
    /// Second word of a cue phrase of two (`to` of `according to`).
    pub const PHRASE_PAIR: WordClass = WordClass(1 << 26);
    /// Second and third word of a longer cue phrase (`the opinion` of `in the opinion of`).
    pub const PHRASE_SECOND: WordClass = WordClass(1 << 27);
    /// See `PHRASE_SECOND`.
    pub const PHRASE_THIRD: WordClass = WordClass(1 << 28);

    /// Makes hearsay of its sentence: `reportedly`.
    pub const RUMOUR: WordClass = WordClass(1 << 29);
    /// Nouns that head what a headline cites: `Poll: …`.
    pub const CITED: WordClass = WordClass(1 << 30);

    /// A form of a cue verb that may report something without marks.
    pub const REPORTING: WordClass = WordClass(1 << 31);
    /// Said of who wants no name in the paper: `asked not to be identified`.
    pub const UNNAMED: WordClass = WordClass(1 << 32);

    /// Lemmas of verbs that have a work for their object: `read “War and Peace”`.
    pub const SHOWN: WordClass = WordClass(1 << 33);
    /// What words are written on: `the notice read “No Entry”`.
    pub const INSCRIBED: WordClass = WordClass(1 << 34);
    /// Whoever writes or reads the article: nobody of whom it tells.
    pub const NARRATOR: WordClass = WordClass(1 << 35);
    /// Its one writer.
    pub const WRITER: WordClass = WordClass(1 << 36);
    /// The letter of who asks, where two letters alone make a transcript: `Q: …`, `A: …`.
    pub const ASKS: WordClass = WordClass(1 << 37);

    /// A verb or noun that may report something.
    pub const CUE: WordClass = Self::REPORTING.or(Self::TELLING).or(Self::RUMOUR);

    /// Stands between a cue noun and what it reports.
    pub const JOINT: WordClass = Self::COMPLEMENT.or(Self::TOPIC);

    /// A cue phrase may begin at a word of this class, by the classes of the two words behind it: `in` and `to` begin so many
    /// phrases that are none that each look-up saved counts.
    #[must_use]
    #[inline]
    pub fn begins_phrase(self, behind: impl Fn(usize) -> WordClass) -> bool {
        self.any(Self::PHRASE)
            && (self.any(Self::PHRASE_ALONE) || behind(1).any(Self::PHRASE_PAIR) || behind(1).any(Self::PHRASE_SECOND) && behind(2).any(Self::PHRASE_THIRD))
    }

    /// Both sets together.
    #[must_use]
    #[inline]
    pub const fn or(self, other: WordClass) -> WordClass {
        WordClass(self.0 | other.0)
    }

    /// Shares a class with `other`.
    #[must_use]
    #[inline]
    pub const fn any(self, other: WordClass) -> bool {
        self.0 & other.0 != 0
    }

    /// The class of a list, by the name that it has in the file.
    pub(super) fn of_list(id: &str) -> Option<WordClass> {
        Some(match id {
            "time" => Self::TIME,
            "work" => Self::WORK,
            "link" => Self::LINK,
            "coordination" => Self::COORDINATION,
            "relative" => Self::RELATIVE,
            "what" => Self::WHAT,
            "expletive" => Self::EXPLETIVE,
            "as" => Self::AS,
            "complement" => Self::COMPLEMENT,
            "unnamed" => Self::UNNAMED,
            "passive" => Self::PASSIVE,
            "agent" => Self::AGENT,
            "content" => Self::CONTENT,
            "source" => Self::SOURCE,
            "whether" => Self::WHETHER,
            "turn" => Self::TURN,
            "particle" => Self::PARTICLE,
            "absolute" => Self::ABSOLUTE,
            "means" => Self::MEANS,
            "question" => Self::QUESTION,
            "topic" => Self::TOPIC,
            "more" => Self::MORE,
            "rumour" => Self::RUMOUR,
            "cited" => Self::CITED,
            "shown" => Self::SHOWN,
            "inscribed" => Self::INSCRIBED,
            "narrator" => Self::NARRATOR,
            "writer" => Self::WRITER,
            "asks" => Self::ASKS,
            _ => return None,
        })
    }
}

/// The classes of all words: one read a look-up.
#[derive(Debug, Default)]
pub struct ClassTable(Vec<WordClass>);

/// The table as loops over many words read it: its bounds stay in registers.
#[derive(Debug, Clone, Copy)]
pub struct ClassView<'a>(&'a [WordClass]);

impl ClassView<'_> {
    /// What the word can be.
    #[must_use]
    #[inline]
    pub fn get(self, sym: Sym) -> WordClass {
        self.0.get(sym.index()).copied().unwrap_or_default()
    }
}

impl ClassTable {
    /// What the word can be.
    #[must_use]
    #[inline]
    pub fn get(&self, sym: Sym) -> WordClass {
        self.0.get(sym.index()).copied().unwrap_or_default()
    }

    /// The table for a loop.
    #[must_use]
    #[inline]
    pub fn view(&self) -> ClassView<'_> {
        ClassView(&self.0)
    }

    pub(super) fn set(&mut self, sym: Sym, class: WordClass) {
        if !sym.is_known() {
            return;
        }
        if self.0.len() <= sym.index() {
            self.0.resize(sym.index() + 1, WordClass::default());
        }
        self.0[sym.index()].0 |= class.0;
    }

    /// A list that a later layer replaces is emptied first.
    pub(super) fn clear(&mut self, class: WordClass) {
        self.0.iter_mut().for_each(|w| w.0 &= !class.0);
    }
}
