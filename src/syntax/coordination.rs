use super::clause::{Linker, Subject};
use super::index::GroupIndex;
use super::{Link, NounGroup, Tag, Tense, VerbGroup, Voice};
use crate::lexicon::{Lexicon, Tags, VerbEntry};
use crate::text::Surface;
use crate::token::{Sym, TokenKind};

/// Links the groups of an enumeration: `Britain, France and Germany`. The last member needs its `and` or `or`, so that
/// an apposition is no enumeration; a group that opens the next clause (`… and Britain responded`) is no member.
pub(super) fn join(surface: &Surface, lexicon: &Lexicon, tags: &[Tag], nouns: &mut [NounGroup], verbs: &[VerbGroup], verb_index: &GroupIndex) {
    let of = lexicon.fixed.of;
    // The last group that opens a clause: who joins it is its subject too.
    let mut opened = None;
    for i in 1..nouns.len() {
        if nouns[i].sentence != nouns[i - 1].sentence || nouns[i].temporal || nouns[i - 1].temporal {
            continue;
        }
        let first = lead(nouns, i - 1);
        let gap = nouns[i - 1].tokens.end as usize..nouns[i].tokens.start as usize;
        if !is_conjunction(surface, tags, gap.clone()) {
            if joins(surface, lexicon, tags, nouns, (verbs, verb_index), gap, i) {
                (nouns[i].joined, nouns[i].prep) = (Some(first), None);
                comma_members(surface, tags, nouns, first as usize);
            }
            continue;
        }
        if opened != Some(first) && opens_clause(surface, tags, nouns, (verbs, verb_index), of, (i, first)) {
            opened = Some(i as u32);
            continue;
        }
        nouns[i].joined = Some(first);
        comma_members(surface, tags, nouns, first as usize);
    }
}

/// The group that an enumeration's next member joins: the one before, or the group that owns or governs it
/// (`the ambassador of France and an aide` joins `the ambassador`).
fn lead(nouns: &[NounGroup], last: usize) -> u32 {
    let mut at = last;
    while at > 0
        && nouns[at].possessor.is_none()
        && nouns[at].prep.is_some_and(|p| p == nouns[at - 1].tokens.end)
        && nouns[at - 1].sentence == nouns[at].sentence
    {
        at -= 1;
    }
    // Only `X of Y and Z` with a determiner before Z is read so; `the leaders of France and Germany` joins France.
    if at != last { last as u32 } else { at as u32 }
}

fn is_conjunction(surface: &Surface, tags: &[Tag], gap: std::ops::Range<usize>) -> bool {
    let mut conjunctions = 0;
    for k in gap {
        match tags[k] {
            Tag::Conj => conjunctions += 1,
            Tag::Mark if surface.tokens[k].kind == TokenKind::Comma => {}
            Tag::Adv => {}
            _ => return false,
        }
    }
    conjunctions == 1
}

/// `Chad, along with Niger, left`, `met envoys as well as students`: words that join group `i` to the one before. Behind most of them its verb
/// must follow, for `signed a pact together with Chad` says with whom.
fn joins(
    surface: &Surface,
    lexicon: &Lexicon,
    tags: &[Tag],
    nouns: &[NounGroup],
    (verbs, verb_index): (&[VerbGroup], &GroupIndex),
    gap: std::ops::Range<usize>,
    i: usize,
) -> bool {
    const MOST: usize = 3;
    let comma = |k: usize| surface.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Comma);
    let from = gap.start + usize::from(comma(gap.start));
    let Some(words) = surface.tokens.get(from..gap.end).filter(|w| (1..=MOST).contains(&w.len())) else { return false };
    let last = gap.end - 1;
    if tags[last] != Tag::Prep && tags[last] != Tag::Sub || nouns[i - 1].prep.is_some() && comma(gap.start) && nouns[i - 1].joined.is_none() {
        return false;
    }
    let mut syms = [Sym::UNKNOWN; MOST];
    for (slot, token) in syms.iter_mut().zip(words) {
        *slot = token.sym;
    }
    if !lexicon.actions.status.joining.ends(&syms[..words.len()]) {
        return false;
    }
    let end = chain_end(surface, nouns, lexicon.fixed.of, i);
    let behind = end + u32::from(comma(end as usize) && comma(gap.start));
    let verb = verbs.get(verb_index.from(behind)).filter(|v| v.sentence == nouns[i].sentence && v.tokens.start == behind);
    verb.is_some_and(VerbGroup::is_finite) || surface.tokens[last].sym == lexicon.fixed.as_
}

/// Group `i` is the subject of a finite verb of its own, while the enumeration stands behind another verb.
fn opens_clause(
    surface: &Surface,
    tags: &[Tag],
    nouns: &[NounGroup],
    (verbs, verb_index): (&[VerbGroup], &GroupIndex),
    of: Sym,
    (i, first): (usize, u32),
) -> bool {
    // `…, but Peru's envoy complained`: the group that it owns is the subject.
    let owned = nouns.get(i + 1).filter(|g| g.possessor == Some(i as u32));
    let end = owned.map_or_else(|| chain_end(surface, nouns, of, i), |g| g.tokens.end);
    // `…, and Brazil and Colombia protested`
    let other = nouns.get(i + 1).filter(|g| tags.get(end as usize) == Some(&Tag::Conj) && g.tokens.start == end + 1 && !g.temporal);
    let end = other.map_or(end, |_| chain_end(surface, nouns, of, i + 1));
    let end = behind_apposition(surface, tags, verbs, verb_index, end);
    let at = verb_index.from(end);
    let followed = verbs.get(at).is_some_and(|v| v.sentence == nouns[i].sentence && v.tokens.start == end && v.is_finite());
    let behind_verb =
        at.checked_sub(1).and_then(|b| verbs.get(b)).is_some_and(|v| v.sentence == nouns[i].sentence && v.tokens.end <= nouns[first as usize].tokens.start);
    followed && behind_verb && !is_subject(surface, tags, nouns, first as usize)
}

/// `…, and the League of Northern Ports met`: one past the groups that `of` hangs on group `i`.
fn chain_end(surface: &Surface, nouns: &[NounGroup], of: Sym, i: usize) -> u32 {
    const MOST: usize = 3;
    let mut end = nouns[i].tokens.end;
    for next in nouns[i + 1..].iter().take(MOST) {
        let hangs = next.prep == Some(end) && surface.tokens[end as usize].sym == of;
        if !hangs || next.tokens.start != end + 1 || next.sentence != nouns[i].sentence || next.temporal {
            break;
        }
        end = next.tokens.end;
    }
    end
}

/// `…, and its envoy, Ana Quibble, met`: one past the comma that closes an apposition behind `end`, if a verb stands there.
fn behind_apposition(surface: &Surface, tags: &[Tag], verbs: &[VerbGroup], verb_index: &GroupIndex, end: u32) -> u32 {
    const REACH: u32 = 10;
    let comma = |k: u32| surface.tokens.get(k as usize).is_some_and(|t| t.kind == TokenKind::Comma);
    let Some(v) = verbs.get(verb_index.from(end)).filter(|v| comma(end) && v.tokens.start > end + 2 && v.tokens.start <= end + REACH) else { return end };
    let plain = (end + 1..v.tokens.start - 1).all(|k| tags[k as usize].is_nominal() || matches!(tags[k as usize], Tag::Det | Tag::Prep));
    if plain && comma(v.tokens.start - 1) { v.tokens.start } else { end }
}

/// `said that the government and the rebels must`, `after Peru, Chile and Cuba protested`: what stands behind the conjunction is
/// a subject.
fn is_subject(surface: &Surface, tags: &[Tag], nouns: &[NounGroup], mut first: usize) -> bool {
    while first > 0 && is_comma(surface, tags, nouns, first) && !nouns[first - 1].temporal {
        first -= 1;
    }
    let before = nouns[first].tokens.start.checked_sub(1);
    // `Chad left; Peru and Chile protested`
    let parts = |k: u32| surface.tokens[k as usize].kind == TokenKind::Semicolon;
    before.is_some_and(|k| parts(k) || tags[k as usize] == Tag::Sub || tags[k as usize] == Tag::Prep && surface.tags(k as usize).any(Tags::SUB))
}

/// Only a comma stands between the group and the one before.
fn is_comma(surface: &Surface, tags: &[Tag], nouns: &[NounGroup], at: usize) -> bool {
    let gap = nouns[at - 1].tokens.end as usize..nouns[at].tokens.start as usize;
    gap.len() == 1 && surface.tokens[gap.start].kind == TokenKind::Comma && tags[gap.start] == Tag::Mark && nouns[at - 1].sentence == nouns[at].sentence
}

/// `Britain, France and Germany`: the members before the last, joined by commas, walk back from `first`.
fn comma_members(surface: &Surface, tags: &[Tag], nouns: &mut [NounGroup], first: usize) {
    let mut at = first;
    while at > 0 && nouns[at - 1].sentence == nouns[at].sentence {
        if !is_comma(surface, tags, nouns, at) || nouns[at].joined.is_some() || nouns[at - 1].temporal {
            return;
        }
        nouns[at].joined = Some(at as u32 - 1);
        at -= 1;
    }
}

impl Linker<'_> {
    /// `arrested and charged`, `was detained and later expelled`: subject, and for bare participles voice, of the verb before.
    pub(super) fn coordinated(&self, u: Option<usize>) -> Option<Subject> {
        let verb = self.verb();
        let u = u?;
        let mut u = self.above_subordinate(u).or_else(|| self.above_relative(u)).unwrap_or(u);
        // `accused Britain of plotting and expelled …`: a finite verb joins the finite one above.
        while verb.is_finite() && !self.verbs[u].is_finite() && self.tags[verb.head as usize] != Tag::VBase {
            match self.verbs[u].governor.map(|g| g as usize).filter(|g| *g < u) {
                Some(above) => u = above,
                None => {
                    u = self.above_participle(u).unwrap_or(u);
                    break;
                }
            }
        }
        // `would downgrade ties and shut two missions`: one form for both, and no comma.
        let form = self.surface.tags(verb.head as usize);
        let takes_bare = matches!(self.verbs[u].tense, Tense::Infinitive | Tense::Future | Tense::Modal);
        let either = verb.tokens.len() == 1 && verb.tense == Tense::Past && form.any(Tags::V_BASE) && takes_bare && self.comma_before_conjunction().is_none();
        u = if either { u } else { self.parallel(u) };
        let first = &self.verbs[u];
        let near = self
            .nouns
            .iter()
            .skip(self.noun_index.from(first.tokens.end))
            .take_while(|g| g.tokens.end <= verb.tokens.start)
            .all(|g| g.prep.is_some() || g.temporal);
        let bare = verb.tokens.len() == 1 && matches!(verb.tense, Tense::Past | Tense::Reduced);
        // `was hurt by the levies but ruled out a reply`: who has an object of his own is not acted on.
        let own_object = self.goes_on() && !self.lexicon.words.tags(verb.lemma).any(Tags::DITRANSITIVE);
        let passive = bare && near && !own_object || bare && !self.goes_on();
        let passive = passive && first.voice == Voice::Passive && self.surface.tags(verb.head as usize).any(Tags::V_PART);
        if verb.tense == Tense::Participle && first.tense != Tense::Participle && first.tense != Tense::Progressive {
            return None;
        }
        let voice = passive.then_some((Voice::Passive, first.tense));
        // `will sign and ratify`, `did not sign or ratify`
        let takes_base = matches!(first.tense, Tense::Infinitive | Tense::Future | Tense::Modal) || first.negated && first.tokens.len() > 1;
        let is_base = self.surface.tags(verb.head as usize).any(Tags::V_BASE);
        let bare_base = either || verb.tokens.len() == 1 && verb.tense == Tense::Present && takes_base && is_base;
        let voice = voice.or(bare_base.then_some((Voice::Active, first.tense)));
        let governor = if bare_base { first.governor } else { None };
        Some((first.subject, Link::Coordinated, governor, voice))
    }

    /// `threatened to leave unless Malta paid, and called for talks`: behind a comma the verb joins the one above the clause that
    /// the conjunction opened.
    fn above_subordinate(&self, u: usize) -> Option<usize> {
        let comma = self.verb().tokens.start.checked_sub(2).filter(|k| self.kind(*k) == TokenKind::Comma)?;
        let below = &self.verbs[u];
        let opens = below.subject.map_or(below.tokens.start, |g| self.nouns[g as usize].tokens.start).min(below.tokens.start);
        let conjunction = opens.checked_sub(1).filter(|k| self.tags[*k as usize] == Tag::Sub && !self.surface.tags(*k as usize).any(Tags::WH))?;
        // `…, and if they left, and called`: the clause stands first.
        let stands_behind = |w: &usize| self.verbs[*w].tokens.end <= conjunction && self.verbs[*w].is_finite();
        let above = (u.saturating_sub(4)..u).rev().find(stands_behind).filter(|w| self.verbs[*w].sentence == below.sentence)?;
        let closed = !(below.tokens.end..comma).any(|k| self.kind(k) == TokenKind::Comma);
        (closed && below.is_finite() && self.room(self.verbs[above].head) == self.room(self.verb().head)).then_some(above)
    }

    /// `thanked him for help given to Chad, and pledged`, `signed a decree creating a province and named`: of a participle behind a
    /// noun, the finite verb before it, where the verb at hand has an object or a comma tells that it goes on from there.
    fn above_participle(&self, u: usize) -> Option<usize> {
        let (verb, below) = (self.verb(), &self.verbs[u]);
        let comma = verb.tokens.start.checked_sub(2).is_some_and(|k| self.kind(k) == TokenKind::Comma);
        if below.link != Link::Relative || verb.tense != Tense::Past || !comma && !self.goes_on() {
            return None;
        }
        let fits = |w: &usize| self.verbs[*w].is_finite() && self.verbs[*w].tense == Tense::Past && self.verbs[*w].subject.is_some();
        let above = (u.saturating_sub(4)..u).rev().take_while(|w| self.verbs[*w].sentence == verb.sentence).find(fits)?;
        (self.room(self.verbs[above].head) == self.room(verb.head)).then_some(above)
    }

    /// `halted the talks, recalled its envoy and shut the border`: right behind a comma and in the tense of the verb before, with
    /// a last member to come.
    pub(super) fn listed(&self, left: u32, u: Option<usize>) -> Option<Subject> {
        let verb = self.verb();
        let first = &self.verbs[u.filter(|_| self.kind(left) == TokenKind::Comma && left + 1 == verb.tokens.start)?];
        // `told the envoy to go and recalled its own`: an infinitive may stand between.
        let next = self.verbs[self.v + 1..].iter().take(2).find(|w| w.tense != Tense::Infinitive)?;
        let next = Some(next).filter(|w| w.sentence == verb.sentence && w.tense == verb.tense)?;
        let conjunction = next.tokens.start.checked_sub(1).is_some_and(|k| self.tags[k as usize] == Tag::Conj || self.kind(k) == TokenKind::Comma);
        // `has seized a town, burnt its mill and fled`
        let perfect = first.tense == Tense::Perfect && self.surface.tags(verb.head as usize).any(Tags::V_PART);
        let alike = verb.tense == Tense::Past && (first.tense == Tense::Past || perfect) && first.voice == Voice::Active && first.link != Link::Relative;
        let closed = !(first.tokens.end..left).any(|k| self.kind(k) == TokenKind::Comma || self.tags[k as usize] == Tag::Sub);
        (alike && closed && conjunction && self.goes_on() && first.subject.is_some()).then_some((first.subject, Link::Coordinated, None, None))
    }

    /// `accused Malta of firing shells that hurt two, and recalled its envoy`: behind a comma the verb joins the one above the
    /// relative clause, if that opened without one.
    fn above_relative(&self, u: usize) -> Option<usize> {
        let comma = self.comma_before_conjunction()?;
        let below = self.verbs.get(u).filter(|w| w.link == Link::Relative && w.is_finite())?;
        let pronoun = below.tokens.start.checked_sub(1).filter(|k| matches!(self.tags[*k as usize], Tag::Wh | Tag::Sub))?;
        let bound = pronoun.checked_sub(1).is_some_and(|k| self.kind(k) != TokenKind::Comma);
        let stands_before = |w: &usize| self.verbs[*w].tokens.end <= pronoun && self.verbs[*w].is_finite();
        let above = (u.saturating_sub(4)..u).rev().find(stands_before).filter(|w| self.verbs[*w].sentence == below.sentence)?;
        let (first, verb) = (&self.verbs[above], self.verb());
        let closed = !(below.tokens.end..comma).any(|k| self.kind(k) == TokenKind::Comma);
        (bound && closed && first.link != Link::Relative && first.tense == verb.tense && self.room(first.head) == self.room(verb.head)).then_some(above)
    }

    /// The comma in front of the conjunction before the verb, over adverbials (`…, and a day later closed`).
    fn comma_before_conjunction(&self) -> Option<u32> {
        const MOST: u32 = 8;
        let start = self.verb().tokens.start;
        let from = self.sentence_start().max(start.saturating_sub(MOST));
        let conj = (from..start).rev().find(|k| self.tags[*k as usize] == Tag::Conj)?;
        conj.checked_sub(1).filter(|k| self.kind(*k) == TokenKind::Comma)
    }

    /// `denied it, and in turn accused Chad`, `met him in Lima and on Monday flew home`: only adverbials stand between the
    /// conjunction and the verb.
    pub(super) fn coordinated_behind_adverbial(&self, u: Option<usize>) -> Option<Subject> {
        const MOST: u32 = 8;
        let start = self.verb().tokens.start;
        let from = self.sentence_start().max(start.saturating_sub(MOST));
        let conj = (from..start).rev().find(|k| self.tags[*k as usize] == Tag::Conj)?;
        let first = self.verbs.get(u?).filter(|w| w.tokens.end <= conj)?;
        let between = self.noun_index.from(conj + 1)..self.nouns_past(start);
        let groups = &self.nouns[between.start.min(between.end)..between.end];
        // `and as dockers marched` begins a clause.
        let governed = |g: &NounGroup| g.prep.is_some_and(|p| p > conj && !self.surface.tags(p as usize).any(Tags::SUB));
        let adverbial = |g: &NounGroup| (g.temporal || governed(g)) && g.joined.is_none();
        let plain = |k: u32| !matches!(self.tags[k as usize], Tag::Wh | Tag::Sub | Tag::Poss) && !self.tags[k as usize].is_verb();
        // `said that boys in Oslo and in Lima sang`: what stands behind a verb of saying may be the subject.
        let aside = conj.checked_sub(1).is_some_and(|k| self.kind(k) == TokenKind::Comma);
        let saying = self.lexicon.words.tags(first.lemma).any(Tags::CLAUSAL) && !aside;
        let fits = !groups.is_empty() && groups.iter().all(adverbial) && (conj + 1..start).all(plain) && !saying;
        fits.then(|| self.coordinated(u)).flatten()
    }

    /// `It said that others could stay, and denied …`, `imposed a curfew after a shop was looted, and arrested two`: a past
    /// tense goes on from the past tense above, not from a modal or, behind a comma, from the passive of a clause of time.
    pub(super) fn parallel(&self, u: usize) -> usize {
        let (verb, first) = (self.verb(), &self.verbs[u]);
        if verb.tense == Tense::Perfect {
            return self.same_auxiliary(u);
        }
        if verb.tense != Tense::Past || self.tags[verb.head as usize] == Tag::VBase {
            return u;
        }
        let opens = first.subject.and_then(|s| self.nouns[s as usize].tokens.start.checked_sub(1)).map(|k| self.tags[k as usize]);
        let comma = self.token_before(verb.tokens.start).and_then(|k| k.checked_sub(1)).is_some_and(|k| self.kind(k) == TokenKind::Comma);
        let aside = comma && self.goes_on() && first.voice == Voice::Passive && matches!(opens, Some(Tag::Sub | Tag::Prep));
        // `said it did not speak for them and called for`: behind `did` a bare form would stand.
        let helped = (first.tokens.start..first.head).any(|k| self.tags[k as usize] == Tag::Do);
        if !aside && !helped && !matches!(first.tense, Tense::Modal | Tense::Future) {
            return u;
        }
        let fits = |w: &VerbGroup| w.tense == Tense::Past && w.voice == Voice::Active && self.room(w.head) == self.room(verb.head);
        (u.saturating_sub(8)..u).rev().take_while(|w| self.verbs[*w].sentence == verb.sentence).find(|w| fits(&self.verbs[*w])).unwrap_or(u)
    }

    /// `has said its pilots are watched and has accused Chad`: a perfect goes on from the perfect above with the same auxiliary.
    fn same_auxiliary(&self, u: usize) -> usize {
        let (verb, first) = (self.verb(), &self.verbs[u]);
        if first.tense == Tense::Perfect {
            return u;
        }
        let word = |w: &VerbGroup| self.surface.tokens[w.tokens.start as usize].sym;
        let fits = |w: &VerbGroup| w.tense == Tense::Perfect && word(w) == word(verb) && w.subject.is_some() && self.room(w.head) == self.room(verb.head);
        (u.saturating_sub(4)..u).rev().take_while(|w| self.verbs[*w].sentence == verb.sentence).find(|w| fits(&self.verbs[*w])).unwrap_or(u)
    }

    /// Where an object would begin: right behind the verb, or behind the particle of a verb that is known with it (`turned down
    /// the offer`).
    pub(super) fn object_start(&self) -> u32 {
        let verb = self.verb();
        let end = verb.tokens.end;
        let Some(next) = self.surface.tokens.get(end as usize).filter(|_| self.surface.tags(end as usize).any(Tags::PARTICLE)) else { return end };
        let actions = &self.lexicon.actions;
        let phrasal = |p: &VerbEntry| actions.rules[p.rule as usize].verbs[p.pattern as usize].particles.first() == Some(&next.sym);
        if actions.with_verb(verb.lemma).iter().any(phrasal) { end + 1 } else { end }
    }

    /// A group stands right behind the verb.
    pub(super) fn goes_on(&self) -> bool {
        let end = self.object_start();
        self.nouns.get(self.noun_index.from(end)).is_some_and(|g| g.tokens.start == end && !g.temporal)
    }
}
