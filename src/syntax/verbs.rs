use super::tag::Seen;
use super::{Link, Tag, Tense, VerbGroup, Voice};
use crate::lexicon::{Lexicon, Tags};
use crate::text::Surface;
use crate::token::TokenKind;

/// What a verb group begins with: a form of a verb, an auxiliary, `to`.
const STARTS: Seen = {
    use Tag as T;
    Seen::of(&[T::VBase, T::VPres, T::VPast, T::VPart, T::VGer, T::Modal, T::Be, T::Have, T::Do, T::To])
};

/// Groups auxiliaries, adverbs and the main verb, and reads voice, tense and polarity off them.
pub(super) fn chunk(surface: &Surface, lexicon: &Lexicon, tags: &[Tag]) -> Vec<VerbGroup> {
    let mut groups = Vec::with_capacity(surface.tokens.len() / 8);
    for (number, sentence) in surface.sentences.iter().enumerate() {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let mut i = start;
        while i < end {
            // Four tokens of five begin no verb group: one bit tells.
            if STARTS.has(tags[i])
                && let Some(mut parts) = collect(surface, tags, i, end)
            {
                // `never attacked`, `not negotiating`
                parts.negated |= i > start && tags[i - 1] == Tag::Neg;
                let next = parts.last + 1;
                groups.push(read(surface, lexicon, tags, &parts, number as u32));
                i = next;
            } else {
                i += 1;
            }
        }
    }
    groups
}

/// The tokens of a verb group by their part in it.
struct Parts {
    first: usize,
    last: usize,
    main: usize,
    negated: bool,
}

/// Collects the group that starts at `i`: auxiliaries with adverbs between them, then the main verb.
fn collect(surface: &Surface, tags: &[Tag], i: usize, end: usize) -> Option<Parts> {
    let mut parts = Parts { first: i, last: i, main: i, negated: false };
    let mut j = i;
    let mut last_aux = None;
    let mut adverbs = 0;
    while j < end {
        match tags[j] {
            t if t.is_verb() => {
                parts.main = j;
                parts.last = j;
                return Some(parts);
            }
            t if t.is_aux() || t == Tag::To => {
                // `is to visit` goes on; `to` behind a full verb starts a new group.
                last_aux = Some(j);
                parts.last = j;
                adverbs = 0;
            }
            Tag::Neg => parts.negated = true,
            Tag::Adv if adverbs < 3 => adverbs += 1,
            Tag::Mark if last_aux == Some(j - 1) => match quoted_adverb(surface, tags, j, end).or_else(|| inserted_aside(surface, tags, j, end)) {
                Some(last) => j = last,
                None => break,
            },
            _ if last_aux == Some(j - 1) => match inserted_time(surface, tags, j, end) {
                Some(last) => j = last,
                None => break,
            },
            _ => break,
        }
        j += 1;
    }
    // Auxiliaries alone: the last one is the main verb (`is`, `had talks`); a bare `to` is no group.
    let main = last_aux.filter(|m| tags[*m] != Tag::To)?;
    parts.main = main;
    parts.last = main;
    parts.negated |= (main + 1..j).any(|k| tags[k] == Tag::Neg);
    Some(parts)
}

/// `will next week visit`, `has on Monday signed`: the last token of a time between auxiliary and verb.
fn inserted_time(surface: &Surface, tags: &[Tag], from: usize, end: usize) -> Option<usize> {
    const WORDS: usize = 4;
    let modal = tags[from - 1] == Tag::Modal;
    if !matches!(tags[from], Tag::Prep | Tag::Adj | Tag::Det | Tag::Ord) || !modal && tags[from] != Tag::Prep {
        return None;
    }
    let last = (from..(from + WORDS).min(end)).find(|k| surface.tags(*k).any(Tags::TEMPORAL))?;
    let plain = tags.get(from..last)?.iter().all(|t| matches!(t, Tag::Prep | Tag::Adj | Tag::Det | Tag::Ord | Tag::Num));
    (plain && last + 1 < end && tags.get(last + 1)?.is_verb()).then_some(last)
}

/// `has, since the coup, jailed`: the mark that closes an aside between auxiliary and participle, if it is the one that opened it.
fn inserted_aside(surface: &Surface, tags: &[Tag], from: usize, end: usize) -> Option<usize> {
    if !matches!(tags[from - 1], Tag::Be | Tag::Have) {
        return None;
    }
    let verb = super::tag_fix::behind_aside(&surface.tokens, tags, from - 1, end).filter(|verb| tags[*verb] == Tag::VPart)?;
    Some(verb - 1)
}

/// `would “of course” reply`: the last token of an aside in quotation marks between auxiliary and verb.
fn quoted_adverb(surface: &Surface, tags: &[Tag], from: usize, end: usize) -> Option<usize> {
    const WORDS: usize = 3;
    let is_quote = |k: usize| {
        let kind = surface.tokens.get(k)?.kind;
        Some(matches!(
            kind,
            TokenKind::StraightDouble
                | TokenKind::OpenDouble
                | TokenKind::CloseDouble
                | TokenKind::StraightSingle
                | TokenKind::OpenSingle
                | TokenKind::CloseSingle
        ))
    };
    if is_quote(from) != Some(true) {
        return None;
    }
    let last = (from + 2..(from + WORDS + 2).min(end)).find(|k| is_quote(*k) == Some(true))?;
    let plain = tags.get(from + 1..last)?.iter().all(|t| !t.is_verb() && !t.is_aux());
    (plain && last + 1 < end && tags.get(last + 1)?.is_verb()).then_some(last)
}

impl Parts {
    /// The tokens of the auxiliaries (and `to`), in order, the main verb not among them.
    fn aux<'t>(&self, tags: &'t [Tag]) -> impl DoubleEndedIterator<Item = usize> + use<'t> {
        (self.first..self.main).filter(|k| tags[*k].is_aux() || tags[*k] == Tag::To)
    }
}

fn read(surface: &Surface, lexicon: &Lexicon, tags: &[Tag], parts: &Parts, sentence: u32) -> VerbGroup {
    let has = |tag: Tag| parts.aux(tags).any(|a| tags[a] == tag);
    let main = tags[parts.main];
    let sym = surface.tokens[parts.main].sym;
    let passive = main == Tag::VPart && parts.aux(tags).rev().take_while(|a| tags[*a] != Tag::Have).any(|a| tags[a] == Tag::Be);
    let modal = parts.aux(tags).find(|a| tags[*a] == Tag::Modal);
    let future = modal.is_some_and(|m| surface.tags(m).any(Tags::FUTURE)) || has(Tag::Be) && has(Tag::To);
    let participle_be = main == Tag::Be && surface.tags(parts.main).any(Tags::V_GER);
    // `after being kidnapped`, `denied having fired`
    let gerund = matches!(tags[parts.first], Tag::Be | Tag::Have) && main != tags[parts.first] && surface.tags(parts.first).any(Tags::V_GER);
    let tense = if future {
        Tense::Future
    } else if modal.is_some() {
        Tense::Modal
    } else if has(Tag::To) {
        Tense::Infinitive
    } else if has(Tag::Have) && !gerund {
        Tense::Perfect
    } else {
        match main {
            Tag::VGer if has(Tag::Be) => Tense::Progressive,
            Tag::VGer => Tense::Participle,
            _ if gerund => Tense::Participle,
            Tag::VPart if !has(Tag::Be) => Tense::Reduced,
            Tag::VPast => Tense::Past,
            _ if participle_be => Tense::Participle,
            _ => aux_tense(surface, tags, parts),
        }
    };
    let lemma = match main {
        Tag::Be => lexicon.fixed.be,
        Tag::Have => lexicon.fixed.have,
        Tag::Do => lexicon.fixed.do_,
        _ => surface.words[parts.main].verb.unwrap_or(sym),
    };
    VerbGroup {
        tokens: parts.first as u32..parts.last as u32 + 1,
        head: parts.main as u32,
        lemma,
        voice: if passive || tense == Tense::Reduced { Voice::Passive } else { Voice::Active },
        tense,
        negated: parts.negated,
        modal: modal.map(|m| m as u32),
        governor: None,
        subject: None,
        object: None,
        agent: None,
        link: Link::Main,
        sentence,
    }
}

/// Past or present by the first auxiliary (`was`, `had`, `did`).
fn aux_tense(surface: &Surface, tags: &[Tag], parts: &Parts) -> Tense {
    let first = parts.aux(tags).find(|a| tags[*a].is_aux()).or(tags[parts.main].is_aux().then_some(parts.main));
    match first {
        Some(a) if surface.tags(a).any(Tags::PAST_AUX) => Tense::Past,
        _ => Tense::Present,
    }
}
