use crate::lexicon::{Lexicon, Tags, WordInfo};
use crate::text::{Article, Surface};
use crate::token::{Shape, Token, TokenKind};

/// The word class that a token has in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Tag {
    Det,
    PossPron,
    Pron,
    /// `who`, `which`, relative `that`.
    Wh,
    Prep,
    /// `and`, `or`, `but`.
    Conj,
    /// `that`, `if`, `because`.
    Sub,
    Modal,
    Be,
    Have,
    Do,
    To,
    Neg,
    Adv,
    Num,
    Ord,
    Adj,
    Noun,
    /// A capitalised word that is (part of) a name.
    Name,
    VBase,
    VPres,
    VPast,
    VPart,
    VGer,
    /// `'s` or `'` behind a possessor.
    Poss,
    /// Any mark.
    Mark,
}

impl Tag {
    /// A form of a full verb.
    #[must_use]
    pub fn is_verb(self) -> bool {
        matches!(self, Self::VBase | Self::VPres | Self::VPast | Self::VPart | Self::VGer)
    }

    /// An auxiliary.
    #[must_use]
    pub fn is_aux(self) -> bool {
        matches!(self, Self::Modal | Self::Be | Self::Have | Self::Do)
    }

    /// May stand inside a noun group before its head.
    #[must_use]
    pub fn is_nominal(self) -> bool {
        matches!(self, Self::Adj | Self::Noun | Self::Name | Self::Num | Self::Ord)
    }
}

/// Chooses a class for each token: one pass from left to right over each sentence; a choice looks at the class chosen
/// before and at the possible classes of the next word only.
pub(super) fn tag(article: &Article, surface: &Surface, lexicon: &Lexicon) -> Vec<Tag> {
    let mut closings: Vec<u32> = surface.quoted.iter().filter_map(|q| q.close).collect();
    closings.sort_unstable();
    let mut tags = vec![Tag::Mark; surface.tokens.len()];
    let tagger = Tagger { text: &article.text, tokens: &surface.tokens, lexicon, all_caps: surface.all_caps, closings };
    for sentence in &surface.sentences {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        for i in start..end {
            tags[i] = tagger.choose(i, start, end, &tags);
        }
        super::tag_fix::compounds(&surface.tokens, &mut tags, start..end, |i| tagger.info(i));
        super::tag_fix::repair(&mut tags, start..end, |i| tagger.info(i));
    }
    tags
}

struct Tagger<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    all_caps: bool,
    /// Tokens that close a quotation, sorted.
    closings: Vec<u32>,
}

impl Tagger<'_> {
    fn info(&self, i: usize) -> WordInfo {
        self.tokens.get(i).map(|t| self.lexicon.words.info(t.sym)).unwrap_or_default()
    }

    fn choose(&self, i: usize, start: usize, end: usize, tags: &[Tag]) -> Tag {
        let token = &self.tokens[i];
        let before = (i > start).then(|| tags[i - 1]);
        match token.kind {
            TokenKind::Number => self.number(i, end),
            TokenKind::Clitic => self.clitic(i, before),
            TokenKind::CloseSingle | TokenKind::StraightSingle if self.is_plural_possessive(i, end) => Tag::Poss,
            TokenKind::Word => self.word(i, start, end, tags),
            _ => Tag::Mark,
        }
    }

    fn number(&self, i: usize, end: usize) -> Tag {
        let ordinal = self.tokens.get(i + 1).is_some_and(|n| i + 1 < end && n.glued && n.is_word() && is_ordinal_ending(n.text(self.text)));
        if ordinal { Tag::Ord } else { Tag::Num }
    }

    fn clitic(&self, i: usize, before: Option<Tag>) -> Tag {
        let tags = self.info(i).tags;
        let word = self.tokens[i].text(self.text);
        if word.ends_with(['s', 'S']) {
            // After a pronoun it is a verb (`he's`), after a noun a possessive.
            return if matches!(before, Some(Tag::Pron | Tag::Wh | Tag::Adv)) { Tag::Be } else { Tag::Poss };
        }
        [(Tags::NEG, Tag::Neg), (Tags::MODAL, Tag::Modal), (Tags::HAVE, Tag::Have), (Tags::BE, Tag::Be)]
            .into_iter()
            .find(|(t, _)| tags.any(*t))
            .map_or(Tag::Mark, |(_, t)| t)
    }

    /// `the diplomats' visas`: an apostrophe behind an s that closes no quotation, with a word behind it.
    fn is_plural_possessive(&self, i: usize, end: usize) -> bool {
        let Some(before) = i.checked_sub(1).map(|b| &self.tokens[b]) else { return false };
        self.tokens[i].glued
            && before.is_word()
            && before.text(self.text).ends_with(['s', 'S'])
            && self.tokens.get(i + 1).is_some_and(|n| i + 1 < end && n.is_word() && !n.glued)
            && self.closings.binary_search(&(i as u32)).is_err()
    }

    fn word(&self, i: usize, start: usize, end: usize, tags: &[Tag]) -> Tag {
        let token = &self.tokens[i];
        let known = self.info(i).tags;
        let before = (i > start).then(|| tags[i - 1]);
        if token.glued && before == Some(Tag::Ord) && is_ordinal_ending(token.text(self.text)) {
            return Tag::Ord;
        }
        if !self.all_caps && self.is_name(i, start, known) {
            return Tag::Name;
        }
        let context = Context {
            before,
            next: self.next_tags(i, end),
            capital_next: self.tokens.get(i + 1).is_some_and(|t| i + 1 < end && t.shape.is_capital()),
            ends: i + 1 >= end,
        };
        let adverb_only = known.and(Tags::CLOSED) == Tags::ADV && known.any(Tags::ANY_NOUN.or(Tags::VERB));
        if known.any(Tags::CLOSED) && !adverb_only {
            return closed(known, &context);
        }
        if known.is_none() || known == Tags::CLAUSAL || known == Tags::TEMPORAL {
            return self.unknown(token, &context);
        }
        open(known, &context)
    }

    /// A capital inside a sentence makes a name; at its start only where the word is unknown or a name follows it.
    fn is_name(&self, i: usize, start: usize, known: Tags) -> bool {
        let token = &self.tokens[i];
        match token.shape {
            Shape::Upper => true,
            Shape::Mixed => true,
            Shape::Capitalised if token.span.len() == 1 => {
                !known.any(Tags::CLOSED) || (i > start && !known.any(Tags::PRON) && self.tokens[i - 1].kind == TokenKind::Word)
            }
            Shape::Capitalised if self.opens(i, start) => {
                let name_next = self.tokens.get(i + 1).is_some_and(|n| n.shape.is_capital() && !self.info(i + 1).tags.any(Tags::CLOSED) && n.is_word());
                !known.any(Tags::CLOSED) && (known.is_none() || known == Tags::TEMPORAL || name_next && !known.any(Tags::V_GER.or(Tags::V_PAST)))
            }
            // `But`, `The` inside a headline are no names.
            Shape::Capitalised => !known.any(Tags::CLOSED) || known.any(Tags::MODAL) || known.any(Tags::NOUN) && !known.any(Tags::DET.or(Tags::PREP)),
            _ => false,
        }
    }

    /// The word opens a sentence or a quotation: its capital tells nothing.
    fn opens(&self, i: usize, start: usize) -> bool {
        i == start
            || !matches!(
                self.tokens[i - 1].kind,
                TokenKind::Word
                    | TokenKind::Clitic
                    | TokenKind::Number
                    | TokenKind::Comma
                    | TokenKind::Hyphen
                    | TokenKind::Period
                    | TokenKind::CloseParen
                    | TokenKind::Slash
                    | TokenKind::Percent
            )
    }

    fn next_tags(&self, i: usize, end: usize) -> Tags {
        if i + 1 < end { self.info(i + 1).tags } else { Tags::NONE }
    }

    fn unknown(&self, token: &Token, context: &Context) -> Tag {
        let word = token.text(self.text);
        let ends =
            |endings: &[&str]| endings.iter().any(|e| word.len() > e.len() + 2 && word.get(word.len() - e.len()..).is_some_and(|w| w.eq_ignore_ascii_case(e)));
        if ends(&["ly"]) {
            Tag::Adv
        } else if ends(&["ing"]) {
            open(Tags::V_GER, context)
        } else if ends(&["ed"]) {
            open(Tags::V_PAST.or(Tags::V_PART), context)
        } else if ends(&["al", "ous", "ive", "ful", "less", "able", "ible", "ic", "ese"]) && !context.ends {
            open(Tags::ADJ.or(Tags::NOUN), context)
        } else {
            Tag::Noun
        }
    }
}

/// What a choice may look at.
struct Context {
    before: Option<Tag>,
    next: Tags,
    capital_next: bool,
    /// The last word of its sentence.
    ends: bool,
}

impl Context {
    /// What follows looks like an object: determiner, possessive, name, number, pronoun.
    fn object_follows(&self) -> bool {
        self.capital_next || self.next.any(Tags::DET.or(Tags::POSS_PRON).or(Tags::PRON).or(Tags::NUM))
    }

    /// What follows belongs to a noun group that has begun.
    fn noun_follows(&self) -> bool {
        self.next.any(Tags::ANY_NOUN.or(Tags::ADJ)) && !self.next.any(Tags::CLOSED) || self.capital_next
    }

    fn finite_follows(&self) -> bool {
        self.next.any(Tags::MODAL.or(Tags::BE).or(Tags::HAVE).or(Tags::DO)) || self.next.any(Tags::V_PAST) && !self.next.any(Tags::ANY_NOUN.or(Tags::V_BASE))
    }

    /// A noun group is open: what comes next is rather a part of it than a verb.
    fn in_group(&self) -> bool {
        matches!(self.before, Some(Tag::Det | Tag::PossPron | Tag::Adj | Tag::Num | Tag::Ord | Tag::Poss))
    }
}

fn closed(known: Tags, context: &Context) -> Tag {
    let verb_next = context.next.any(Tags::V_BASE) && !context.next.any(Tags::DET.or(Tags::PREP));
    if known.any(Tags::TO) {
        // `to attack` is an infinitive, `to Attack Submarine` and `to the` are not.
        return if verb_next && !context.capital_next || context.next.any(Tags::BE.or(Tags::HAVE).or(Tags::DO).or(Tags::ADV).or(Tags::NEG)) {
            Tag::To
        } else {
            Tag::Prep
        };
    }
    if known.any(Tags::POSS_PRON) {
        return if known.any(Tags::PRON) && !context.next.any(Tags::ANY_NOUN.or(Tags::ADJ).or(Tags::V_GER)) && !context.capital_next && !context.next.is_none() {
            Tag::Pron
        } else {
            Tag::PossPron
        };
    }
    if known.any(Tags::WH) && known.any(Tags::DET) {
        return that(context);
    }
    let simple = [
        (Tags::WH, Tag::Wh),
        (Tags::MODAL, Tag::Modal),
        (Tags::BE, Tag::Be),
        (Tags::HAVE, Tag::Have),
        (Tags::DO, Tag::Do),
        (Tags::NEG, Tag::Neg),
        (Tags::PREP, Tag::Prep),
        (Tags::DET, Tag::Det),
        (Tags::PRON, Tag::Pron),
        (Tags::CC, Tag::Conj),
        (Tags::SUB, Tag::Sub),
        (Tags::ORD, Tag::Ord),
        (Tags::NUM, Tag::Num),
        (Tags::ADV, Tag::Adv),
    ];
    simple.into_iter().find(|(t, _)| known.any(*t)).map_or(Tag::Adv, |(_, t)| t)
}

/// `that`: determiner, relative pronoun or conjunction.
fn that(context: &Context) -> Tag {
    let verb_next = context.next.any(Tags::VERB.or(Tags::MODAL).or(Tags::BE).or(Tags::HAVE).or(Tags::DO));
    match context.before {
        Some(Tag::Noun | Tag::Name) if verb_next && !context.object_follows() => Tag::Wh,
        Some(b) if b.is_verb() => Tag::Sub,
        Some(Tag::Noun | Tag::Name | Tag::Adj | Tag::Adv | Tag::Pron) => Tag::Sub,
        Some(Tag::Prep) | None if context.noun_follows() => Tag::Det,
        Some(Tag::Prep) => Tag::Pron,
        _ if verb_next => Tag::Pron,
        _ if context.next.any(Tags::NOUN) => Tag::Det,
        _ => Tag::Sub,
    }
}

fn open(known: Tags, context: &Context) -> Tag {
    let noun = known.any(Tags::ANY_NOUN);
    if known.any(Tags::VERB)
        && let Some(tag) = verb(known, context)
    {
        return tag;
    }
    if known.any(Tags::ADJ) && (!noun || context.noun_follows() && !context.finite_follows()) {
        return Tag::Adj;
    }
    if noun || known.any(Tags::TEMPORAL) {
        return Tag::Noun;
    }
    if known.any(Tags::ADV) {
        Tag::Adv
    } else if known.any(Tags::ADJ) {
        Tag::Adj
    } else {
        Tag::Noun
    }
}

/// The verb form of a word that can be one; `None` where its place is a noun's or an adjective's.
fn verb(known: Tags, context: &Context) -> Option<Tag> {
    use Tag as T;
    let noun = known.any(Tags::ANY_NOUN);
    let before = context.before;
    // Behind these only a verb can stand.
    match before {
        Some(T::To | T::Modal | T::Do) if known.any(Tags::V_BASE) => return Some(T::VBase),
        Some(T::Be | T::Have) if known.any(Tags::V_PART) && !(noun && known.any(Tags::V_BASE)) => return Some(T::VPart),
        Some(T::Be) if known.any(Tags::V_GER) => return Some(T::VGer),
        Some(T::Neg) if known.any(Tags::V_PART) => return Some(T::VPart),
        Some(T::Neg) if known.any(Tags::V_BASE) => return Some(T::VBase),
        _ => {}
    }
    if known.any(Tags::V_GER) {
        return gerund(known, context);
    }
    if known.any(Tags::V_PAST.or(Tags::V_PART)) && !known.any(Tags::V_BASE) {
        return past(known, context);
    }
    if context.in_group() || matches!(before, Some(T::Prep)) && noun {
        return None;
    }
    match before {
        Some(T::Pron | T::Wh) => Some(if known.any(Tags::V_PAST) && !noun { T::VPast } else { T::VPres }),
        Some(T::Noun | T::Name) if noun => {
            let verbal = context.object_follows() && !context.finite_follows() || context.next.any(Tags::SUB) && known.any(Tags::V_THIRD);
            verbal.then_some(T::VPres)
        }
        Some(T::Noun | T::Name | T::Adv) if known.any(Tags::V_THIRD) => Some(T::VPres),
        Some(T::Noun | T::Name | T::Adv | T::Conj) if known.any(Tags::V_PAST) && !noun => Some(T::VPast),
        Some(T::Conj | T::Mark) | None if known.any(Tags::ADJ) && context.noun_follows() => None,
        Some(T::Noun | T::Name | T::Conj) if !noun => Some(T::VPres),
        Some(T::Conj) if context.object_follows() => Some(T::VBase),
        None | Some(T::Mark) if !noun => Some(T::VBase),
        _ if noun || known.any(Tags::ADJ) => None,
        _ => Some(T::VBase),
    }
}

fn gerund(known: Tags, context: &Context) -> Option<Tag> {
    let noun = known.any(Tags::ANY_NOUN);
    if context.in_group() {
        // `the shelling of`, `his killing`; `the ruling party`
        return Some(if context.noun_follows() && !noun { Tag::Adj } else { Tag::Noun });
    }
    match context.before {
        Some(Tag::Noun | Tag::Name) if noun && !context.object_follows() => Some(Tag::Noun),
        Some(Tag::Prep) if noun && !context.object_follows() => Some(Tag::Noun),
        None | Some(Tag::Mark | Tag::Conj) if noun && context.next.any(Tags::PREP) => Some(Tag::Noun),
        _ => Some(Tag::VGer),
    }
}

fn past(known: Tags, context: &Context) -> Option<Tag> {
    let part = known.any(Tags::V_PART);
    if context.before == Some(Tag::Num) && !context.noun_follows() && known.any(Tags::V_PAST) {
        // `No 10 said`, `the 27 agreed`
        return Some(Tag::VPast);
    }
    if context.in_group() {
        // `the accused man`, `two detained reporters`: an adjective before a noun; `the accused`: a noun.
        return Some(if part && context.noun_follows() {
            Tag::Adj
        } else if known.any(Tags::ANY_NOUN) || !part {
            Tag::Noun
        } else {
            Tag::VPart
        });
    }
    match context.before {
        Some(Tag::Prep | Tag::Adv) if part && context.noun_follows() && known.any(Tags::ADJ) => Some(Tag::Adj),
        None | Some(Tag::Prep) if part => Some(if context.noun_follows() { Tag::Adj } else { Tag::VPart }),
        _ => Some(if known.any(Tags::V_PAST) { Tag::VPast } else { Tag::VPart }),
    }
}

fn is_ordinal_ending(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|e| word.eq_ignore_ascii_case(e))
}
