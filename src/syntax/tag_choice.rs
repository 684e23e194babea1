//! The choice between the possible classes of one word, by the class before it and the possible classes behind it.

use super::Tag;
use crate::lexicon::Tags;

/// What a choice may look at.
pub(super) struct Context {
    pub(super) before: Option<Tag>,
    pub(super) next: Tags,
    pub(super) capital_next: bool,
    /// The last word of its sentence.
    pub(super) ends: bool,
    /// Behind a determiner and a noun in the singular.
    pub(super) singular: bool,
    /// Behind a name that is the object of a verb.
    pub(super) object: bool,
    /// May be a noun, but is the verb of a plural subject that wants something.
    pub(super) aims: bool,
    /// May be a noun, but is the past form behind its subject.
    pub(super) cuts: bool,
    /// May be a noun, but is the verb of a headline: `Kenya recalls envoy`.
    pub(super) heads: bool,
    /// Its capital opens a sentence, or what stands behind a dateline.
    pub(super) opens: bool,
}

impl Context {
    /// What words of the closed classes ask for.
    pub(super) fn new(before: Option<Tag>, next: Tags, capital_next: bool) -> Self {
        Self { before, next, capital_next, ends: false, singular: false, object: false, aims: false, cuts: false, heads: false, opens: false }
    }

    /// What follows looks like an object: determiner, possessive, name, number, pronoun.
    fn object_follows(&self) -> bool {
        self.capital_next || self.next.any(Tags::DET.or(Tags::POSS_PRON).or(Tags::PRON).or(Tags::NUM))
    }

    /// What follows belongs to a noun group that has begun.
    fn noun_follows(&self) -> bool {
        self.next.any(Tags::ANY_NOUN.or(Tags::ADJ)) && !self.next.any(Tags::CLOSED) || self.capital_next
    }

    /// What follows goes on from a verb: a particle, a preposition, an adverb; behind the perfect an object; behind the passive
    /// another clause or nothing.
    fn ends_verb(&self, perfect: bool) -> bool {
        // `have set fire to`
        let noun = || self.next.any(Tags::ANY_NOUN) && !self.next.any(Tags::CLOSED);
        let clause = self.ends || self.next.any(Tags::SUB.or(Tags::WH));
        self.next.any(Tags::PARTICLE.or(Tags::PREP).or(Tags::ADV)) || if perfect { self.object_follows() || noun() } else { clause }
    }

    fn finite_follows(&self) -> bool {
        self.next.any(Tags::MODAL.or(Tags::BE).or(Tags::HAVE).or(Tags::DO)) || self.next.any(Tags::V_PAST) && !self.next.any(Tags::ANY_NOUN.or(Tags::V_BASE))
    }

    /// A noun group is open: what comes next is rather a part of it than a verb.
    fn in_group(&self) -> bool {
        matches!(self.before, Some(Tag::Det | Tag::PossPron | Tag::Adj | Tag::Num | Tag::Ord | Tag::Poss))
    }
}

/// The class of a word of a closed class.
pub(super) fn closed(known: Tags, context: &Context) -> Tag {
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
    // `at first denounced`, `At first Chad agreed`
    if known.any(Tags::ORD)
        && context.before == Some(Tag::Prep)
        && (context.capital_next || context.next.any(Tags::V_PAST) && !context.next.any(Tags::ANY_NOUN))
    {
        return Tag::Adv;
    }
    // `threatened further sanctions`
    if known.any(Tags::ADJ)
        && known.any(Tags::ADV)
        && context.next.any(Tags::ANY_NOUN)
        && !context.next.any(Tags::CLOSED)
        && context.before.is_some_and(|b| b.is_verb() || b == Tag::Prep)
    {
        return Tag::Adj;
    }
    // `two more diplomats`
    let noun_next = context.capital_next || context.next.any(Tags::ANY_NOUN.or(Tags::ADJ)) && !context.next.any(Tags::CLOSED);
    if known.any(Tags::DET) && known.any(Tags::ADV) && known.any(Tags::PRON) && context.before == Some(Tag::Num) && noun_next {
        return Tag::Adj;
    }
    if floats(known, context) {
        return Tag::Adv;
    }
    // `have since detained two men`
    if known.any(Tags::ADV)
        && !known.any(Tags::NEG)
        && context.before == Some(Tag::Have)
        && context.next.any(Tags::V_PART)
        && !context.next.any(Tags::ANY_NOUN.or(Tags::ADJ))
    {
        return Tag::Adv;
    }
    // `a 25 per cent levy`, but `two guards per ship`
    if known.any(Tags::PREP) && known.any(Tags::NUM) {
        return if context.before == Some(Tag::Num) && context.next.any(Tags::ANY_NOUN) { Tag::Num } else { Tag::Prep };
    }
    simple(known)
}

/// `Peru and Chile each recalled`, `have each recalled`, `they all left`: between a subject or `have` and its verb.
fn floats(known: Tags, context: &Context) -> bool {
    let may = known.any(Tags::DET) && known.any(Tags::PRON) && known.any(Tags::ADV);
    let verb = context.next.any(Tags::V_PAST.or(Tags::V_PART)) && !context.next.any(Tags::ANY_NOUN.or(Tags::ADJ));
    may && verb && matches!(context.before, Some(Tag::Noun | Tag::Name | Tag::Pron | Tag::Have))
}

/// The class of a word of a closed class whose place tells nothing more: the first of its classes.
fn simple(known: Tags) -> Tag {
    /// By [`Tags::first`].
    const CLASSES: [Tag; 14] =
        [Tag::Wh, Tag::Modal, Tag::Be, Tag::Have, Tag::Do, Tag::Neg, Tag::Prep, Tag::Det, Tag::Pron, Tag::Conj, Tag::Sub, Tag::Ord, Tag::Num, Tag::Adv];
    CLASSES.get(known.first() as usize).copied().unwrap_or(Tag::Adv)
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

/// The class of a word of the open classes: noun, verb, adjective, adverb.
pub(super) fn open(known: Tags, context: &Context) -> Tag {
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
        // `was hit by`, `had cut off`, but `the problem is cost`
        Some(T::Be | T::Have) if known.any(Tags::V_PART) && context.ends_verb(before == Some(T::Have)) => return Some(T::VPart),
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
    if context.in_group() || noun && (context.object || before == Some(T::Prep)) {
        return None;
    }
    match before {
        Some(T::Pron | T::Wh) => Some(if known.any(Tags::V_PAST) && !noun { T::VPast } else { T::VPres }),
        // `Sudan cut off ties`: a particle behind it makes a verb of it.
        Some(T::Noun | T::Name | T::Adv) if noun && context.next.any(Tags::PARTICLE) => Some(if known.any(Tags::V_PAST) { T::VPast } else { T::VPres }),
        // `but set up an inquiry`
        Some(T::Conj) if noun && known.any(Tags::V_PAST) && context.next.any(Tags::PARTICLE) => Some(T::VPast),
        Some(T::Noun | T::Name) if context.aims => Some(T::VPres),
        Some(T::Name) if context.heads => Some(T::VPres),
        Some(T::Noun | T::Name) if context.cuts => Some(T::VPast),
        Some(T::Noun | T::Name) if noun => {
            // `a three-day visit that …`, but `dockers fear that …`
            let that = context.next.any(Tags::WH) && !known.any(Tags::CLAUSAL);
            let verbal = context.object_follows() && !that && !context.finite_follows() || context.next.any(Tags::SUB) && known.any(Tags::V_THIRD);
            // `in a phone call this week`
            let agrees = !context.singular || known.any(Tags::V_THIRD.or(Tags::V_PAST));
            (verbal && agrees).then_some(T::VPres)
        }
        Some(T::Noun | T::Name | T::Adv) if known.any(Tags::V_THIRD) => Some(T::VPres),
        Some(T::Noun | T::Name | T::Adv | T::Conj) if known.any(Tags::V_PAST) && !noun => Some(T::VPast),
        Some(T::Conj | T::Mark) | None if known.any(Tags::ADJ) && context.noun_follows() => None,
        Some(T::Noun | T::Name | T::Conj) if !noun => Some(T::VPres),
        Some(T::Conj) if context.object_follows() => Some(T::VBase),
        // `Ms Okafor, a docker, backs the plan`
        Some(T::Mark) if known.any(Tags::V_THIRD) && (!noun || context.next.any(Tags::DET.or(Tags::POSS_PRON))) => Some(T::VPres),
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
        // `investigating alleged war crimes`
        Some(b) if b.is_verb() && part && context.noun_follows() => Some(Tag::Adj),
        Some(Tag::Prep | Tag::Adv) if part && context.noun_follows() && known.any(Tags::ADJ) => Some(Tag::Adj),
        // `Riga (Halyard) - Suspected smugglers fled`
        Some(Tag::Mark) if part && context.opens && context.noun_follows() => Some(Tag::Adj),
        None | Some(Tag::Prep) if part => Some(if context.noun_follows() { Tag::Adj } else { Tag::VPart }),
        _ => Some(if known.any(Tags::V_PAST) { Tag::VPast } else { Tag::VPart }),
    }
}
