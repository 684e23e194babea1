//! What a rule asks of the clause around its verb: particles, subject, object, complements, words near by.

use super::parties;
use super::scene::Scene;
use crate::actors::{EntityKind, MentionForm};
use crate::lexicon::{ActionRule, PARTICLE_REACH, SectorList, Tags, VerbPattern, WordSet, is_wish};
use crate::syntax::{NounGroup, Tag, Tense, Voice};
use crate::token::Sym;

/// The groups around a verb by their part in the act.
pub(super) struct Roles {
    pub(super) subject: Option<u32>,
    pub(super) object: Option<u32>,
    /// Who is given the object, where no preposition says so: `gave Tanzania a grant`.
    pub(super) recipient: Option<u32>,
    /// One past the last token of the clause.
    pub(super) end: u32,
}

/// Object and recipient.
pub(super) type Objects = (Option<u32>, Option<u32>);

/// What the act is done to, and to whom it is given, of verb group `v` whose particles end at `after`.
pub(super) fn objects(scene: &Scene, v: usize, pattern: &VerbPattern, after: u32, end: u32) -> Objects {
    let verb = scene.verb(v);
    let mut object = verb.patient();
    // `shot dead a mayor`: what looks like the object is the particle.
    let is_particle = |o: &u32| {
        let group = &scene.syntax.nouns[*o as usize];
        group.tokens.start + pattern.particles.len() as u32 >= after && group.tokens.end <= after
    };
    object = object.filter(|o| verb.voice == Voice::Passive || pattern.particles.is_empty() || !is_particle(o));
    if object.is_none() && !pattern.particles.is_empty() {
        object = object_behind_particle(scene, after, end);
    }
    object = object.or_else(|| parties::shifted_object(scene, v, after, end));
    let mut recipient = None;
    let two_objects = verb.voice == Voice::Active && scene.tags_of_lemma(verb.lemma).any(Tags::DITRANSITIVE);
    if let Some(second) = object.filter(|_| two_objects).and_then(|o| second_object(scene, o, end)) {
        recipient = object.replace(second);
    }
    // `gave Malta 19 tugs`: the name before the figure is given what stands behind it.
    recipient = recipient.or(object.filter(|o| two_objects && parties::is_given(scene, *o)));
    if recipient.is_none()
        && let Some(kept) = parties::kept_object(scene, v, end)
    {
        // `was granted asylum by Chile`
        recipient = object.replace(kept);
    }
    (object, recipient)
}

/// `kick out a diplomat`, `burned down more than 200 houses`: the particle looks like a preposition of the object.
fn object_behind_particle(scene: &Scene, after: u32, end: u32) -> Option<u32> {
    let follows = |g: &NounGroup| (after..g.tokens.start).all(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Adv));
    let (mut object, _) = scene.groups_behind(after, end).next().filter(|(_, g)| follows(g) && !g.temporal)?;
    // `called in Chad's envoy`
    while head_of_owned(scene, object).is_some() {
        object += 1;
    }
    Some(object)
}

/// The group right behind the first object, with nothing between.
fn second_object(scene: &Scene, first: u32, end: u32) -> Option<u32> {
    let nouns = &scene.syntax.nouns;
    let (one, two) = (nouns.get(first as usize)?, nouns.get(first as usize + 1)?);
    (two.tokens.start == one.tokens.end && two.prep.is_none() && two.joined.is_none() && !two.temporal && two.possessor.is_none() && two.tokens.start < end)
        .then_some(first + 1)
}

/// Where the clause goes on behind the verb's particles; `None` where they are missing. A particle may stand behind a
/// short object (`kicked the envoy out`).
pub(super) fn particles(scene: &Scene, from: u32, end: u32, pattern: &VerbPattern) -> Option<u32> {
    let Some(first) = pattern.particles.first() else { return Some(from) };
    let at = (from..end.min(from + PARTICLE_REACH as u32)).find(|k| scene.sym(*k) == *first)?;
    // `agreed on Tuesday to a truce`
    let in_time =
        |k: u32| scene.groups_behind(from, at).any(|(_, g)| g.temporal && g.tokens.end <= at && (g.prep.unwrap_or(g.tokens.start)..g.tokens.end).contains(&k));
    // `would answer “in kind”`
    let opens = |k: u32| {
        use crate::token::TokenKind as K;
        k + 1 == at
            && scene.surface.tokens.get(k as usize).is_some_and(|t| matches!(t.kind, K::OpenDouble | K::OpenSingle | K::StraightDouble | K::StraightSingle))
    };
    // `is a hopeful`, `was my confident self`: no predicate
    let be = pattern.lemma == scene.lexicon.fixed.be;
    let apart = |k: u32| match scene.syntax.tags.get(k as usize) {
        Some(Tag::Mark | Tag::Prep | Tag::Conj | Tag::Sub) => !opens(k),
        Some(Tag::Det | Tag::PossPron) => be,
        _ => false,
    };
    let between_ok = (from..at).all(|k| !apart(k) || in_time(k));
    let rest = pattern.particles.iter().enumerate().all(|(i, p)| scene.sym(at + i as u32) == *p);
    (between_ok && rest).then_some(at + pattern.particles.len() as u32)
}

pub(super) fn object_fits(scene: &Scene, rule: &ActionRule, roles: &Roles) -> Option<u32> {
    let group = roles.object.map(|g| &scene.syntax.nouns[g as usize]);
    let place = |set: &WordSet, g: &NounGroup| scene.lexicon.actions.status.placename.is_some_and(|p| set.has(p)) && scene.is_placename(g);
    if !rule.not_object.is_empty() && group.is_some_and(|g| rule.not_object.ends(scene.lemmas(g)) || place(&rule.not_object, g)) {
        return None;
    }
    if rule.object.is_empty() {
        return Some(0);
    }
    let first = roles.object?;
    let fits = |g: &NounGroup| scene.is_a(g, &rule.object) || place(&rule.object, g);
    let joined = scene.syntax.nouns[first as usize..].iter().take(5).any(|g| g.joined == Some(first) && fits(g));
    (fits(group?) || joined).then_some(8)
}

pub(super) fn subject_fits(scene: &Scene, rule: &ActionRule, roles: &Roles) -> Option<u32> {
    if rule.subject.is_empty() {
        return Some(0);
    }
    let group = &scene.syntax.nouns[roles.subject? as usize];
    let people = || scene.lexicon.actions.status.demonym.is_some_and(|d| rule.subject.has(d)) && scene.is_people(group);
    let fights = || scene.lexicon.actions.status.combatant.is_some_and(|c| rule.subject.has(c)) && is_combatant(scene, roles.subject);
    let rules = || scene.lexicon.actions.status.country.is_some_and(|c| rule.subject.has(c)) && is_state(scene, group);
    // `Chadian and Libyan soldiers`: the adjective shares the head of the next group.
    let shares = || {
        let next = scene.syntax.nouns.get(roles.subject? as usize + 1).filter(|n| n.joined == roles.subject)?;
        let adjective = scene.mention_of_head(group.head).is_some_and(|m| scene.actors.mentions[m as usize].form == MentionForm::Adjective);
        (adjective && scene.is_a(next, &rule.subject)).then_some(())
    };
    // What the words themselves say counts for more.
    if scene.is_a(group, &rule.subject) || people() || shares().is_some() { Some(4) } else { (fights() || rules()).then_some(2) }
}

/// A state by name, or its capital for it: `Russia`, `Moscow`; not `the Russian constitution`, nor a town.
fn is_state(scene: &Scene, group: &NounGroup) -> bool {
    let entity = scene.mention_of_head(group.head).and_then(|m| scene.actors.entity_of(m as usize));
    entity.is_some_and(|e| e.kind == EntityKind::Country || e.kind == EntityKind::Place && e.code.len() == 6 && e.code.ends_with("GOV"))
}

/// Whatever the words call them, they bear arms against the state: `members of the Dawn Front`, `the Front`.
fn is_combatant(scene: &Scene, subject: Option<u32>) -> bool {
    let party = subject.and_then(|g| parties::of_group(scene, g, false).into_iter().next());
    party.is_some_and(|p| [SectorList::Armed, SectorList::Nonstate].into_iter().all(|list| parties::is_of(scene, &p, list)))
}

/// A group (or a gerund) behind the preposition whose head is in the set.
pub(super) fn complement_fits(scene: &Scene, from: u32, end: u32, prep: Sym, set: &WordSet) -> Option<u32> {
    // `spoke with Ana Quibble`: of a set of persons anybody with a name.
    let names = |g: &NounGroup| scene.lexicon.actions.status.person.is_some_and(|p| set.has(p)) && scene.is_a(g, set);
    // `with Chadian and Libyan officials`: the adjective shares the head of the next group.
    let shares = |i: u32| {
        let next = scene.syntax.nouns.get(i as usize + 1).filter(|n| n.joined == Some(i));
        next.is_some_and(|n| set.ends(scene.lemmas(n)))
    };
    let group = scene.groups_behind(from, end).filter(|(_, g)| g.prep.is_some_and(|p| scene.sym(p) == prep)).any(|(i, g)| {
        set.is_empty()
            || shares(i)
            || head_of_owned(scene, i).is_some_and(|h| set.ends(scene.lemmas(h)))
            || set.ends(scene.lemmas(g))
            || scene.whole_of(g).is_some_and(|w| set.ends(scene.lemmas(w)))
            || head_of_owned(scene, i).is_none() && names(g)
    });
    let gerund = || {
        (from..end.min(from + 14)).filter(|k| scene.sym(*k) == prep).any(|k| {
            let next = scene.syntax.verbs_past(k);
            scene.syntax.verbs.get(next).is_some_and(|v| v.tokens.start == k + 1 && (set.is_empty() || set.has(v.lemma) || set.has(scene.sym(v.head))))
        })
    };
    (group || gerund()).then_some(8)
}

/// The group that a possessor owns: of `Russia's actions`, `actions`.
pub(super) fn head_of_owned<'s>(scene: &'s Scene, owner: u32) -> Option<&'s NounGroup> {
    scene.syntax.nouns.get(owner as usize + 1).filter(|g| g.possessor == Some(owner))
}

/// A complement verb (`urged Russia to withdraw`, `demanded that it withdraw`) or an object noun (`demanded the
/// withdrawal of`) in the rule's set.
pub(super) fn then_fits(scene: &Scene, v: usize, rule: &ActionRule, roles: &Roles) -> Option<u32> {
    let modal = || complement_verbs(scene, v).any(|w| scene.verb(w).modal.is_some_and(|m| rule.then_modal.has(scene.sym(m))));
    if !rule.then_modal.is_empty() && !modal() {
        return None;
    }
    if is_assertion(scene, v, rule) {
        return None;
    }
    if rule.then.is_empty() {
        return Some(6 * u32::from(!rule.then_modal.is_empty()));
    }
    let light = &scene.lexicon.actions.status.carrying;
    // `agreed to resume talks`: the light verb's object says what is done.
    let names = |o: u32| rule.then.ends(scene.lemmas(&scene.syntax.nouns[o as usize]));
    let carried = |w: usize| scene.verb(w).object.filter(|_| light.has(scene.verb(w).lemma)).is_some_and(names);
    // `told the owners that the ships had left` and `would leave` asks for nothing, `told the ships to leave` and `that they must
    // leave` do.
    let control = scene.tags_of_lemma(scene.verb(v).lemma).any(Tags::OBJECT_CONTROL);
    let wish = is_wish(&rule.cameo);
    // `wanted to help`: his own deed, asked of nobody.
    let own = wish && scene.lexicon.actions.status.self_wish.has(scene.verb(v).lemma) && roles.object.is_none();
    if own && complement_verbs(scene, v).any(|w| scene.verb(w).tense == Tense::Infinitive) {
        return None;
    }
    // `urged Peru not to insist on his release`: what is not to be done is another wish.
    let asks = |w: usize| (!(control && wish && scene.verb(w).is_finite()) || is_wanted(scene, w)) && !(wish && scene.verb(w).negated);
    let verbs = complement_verbs(scene, v).filter(|w| asks(*w)).any(|w| rule.then.has(scene.verb(w).lemma) || carried(w));
    // Of `told a conference that` the object hears it.
    let hears = control && wish && scene.tags_of_lemma(scene.verb(v).lemma).any(Tags::DITRANSITIVE) && roles.recipient.is_none();
    if hears {
        return verbs.then_some(6);
    }
    let noun = roles.object.is_some_and(names);
    // `agreed at the summit to`: an occasion, and nothing that is agreed on.
    let occasion = |prep: u32| scene.lexicon.actions.status.adjunct.has(scene.sym(prep));
    // A preposition right behind a verb or its object; `looked at reports of their release` asks for no release.
    let follows = |u: usize, object: Option<u32>, prep: u32| {
        prep == scene.verb(u).tokens.end || object.is_some_and(|o| scene.syntax.nouns[o as usize].tokens.end == prep)
    };
    let takes = |prep: u32| !occasion(prep) || scene.sym(prep) == scene.lexicon.fixed.in_;
    let of_verb = |w: usize, prep: u32| follows(w, scene.verb(w).object, prep);
    let near = |prep: u32| takes(prep) && (follows(v, roles.object, prep) || complement_verbs(scene, v).filter(|w| asks(*w)).any(|w| of_verb(w, prep)));
    if verbs || noun {
        return Some(6);
    }
    let far = |prep: u32| scene.sym(prep) != scene.lexicon.fixed.of && !occasion(prep);
    let mut told = false;
    let behind = scene.groups_behind(scene.verb(v).tokens.end, roles.end).take(3).filter(|(_, g)| rule.then.ends(scene.lemmas(g)));
    for prep in behind.filter_map(|(_, g)| g.prep) {
        if near(prep) {
            return Some(6);
        }
        told |= far(prep);
    }
    // A noun far behind says less: `declined to meet them over the release`.
    told.then_some(5)
}

/// A clause tells what is wanted: `that he leave`, `that they must leave`, but not `that it would leave`.
fn is_wanted(scene: &Scene, w: usize) -> bool {
    let verb = scene.verb(w);
    let first = verb.tokens.start;
    let duty = || verb.modal.is_some_and(|m| scene.lexicon.actions.status.wanted.has(scene.sym(m)));
    // `that Chad leave`: of one a bare form is no present.
    let one = || verb.subject.is_some_and(|g| !scene.syntax.nouns[g as usize].plural && scene.syntax.nouns[g as usize].joined.is_none());
    let bare = || verb.tokens.len() == 1 && verb.tense == Tense::Present && scene.tags(first).any(Tags::V_BASE) && one();
    scene.syntax.tags.get(first as usize) == Some(&Tag::VBase) || duty() || scene.sym(first) == scene.lexicon.fixed.be || bare()
}

/// `insisted that the talks had failed`, `told Chad that it would leave`: a statement, and nothing that is wanted.
fn is_assertion(scene: &Scene, v: usize, rule: &ActionRule) -> bool {
    let wish = is_wish(&rule.cameo);
    if !wish || !rule.then_modal.is_empty() || !scene.lexicon.actions.status.assert.has(scene.verb(v).lemma) {
        return false;
    }
    let mut clauses = complement_verbs(scene, v).filter(|w| scene.clause_governor(*w) == Some(v));
    clauses.next().is_some_and(|w| !is_wanted(scene, w))
}

/// How far behind the verb a word that must be near may stand.
const NEAR: u32 = 16;

pub(super) fn near_fits(scene: &Scene, from: u32, end: u32, rule: &ActionRule) -> Option<u32> {
    let end = end.min(from + NEAR);
    if holds_any(scene, from..end, &rule.not_near) {
        return None;
    }
    if rule.near.is_empty() {
        return Some(0);
    }
    (from..end).any(|k| rule.near.has(scene.lemma(k)) || rule.near.has(scene.sym(k))).then_some(6)
}

/// How far before the noun of an act a word that must not be near may stand.
const BEFORE: u32 = 8;

/// A word beside the noun of an act says that it is another one: `the lifting of Chad's sanctions`, `sanctions were lifted`.
pub(super) fn is_turned(scene: &Scene, group: &NounGroup, rule: &ActionRule) -> bool {
    let sentence = scene.surface.sentences.get(group.sentence as usize).map_or(0..0, |s| s.tokens.clone());
    let (from, end) = (group.tokens.start.saturating_sub(BEFORE).max(sentence.start), (group.tokens.end + NEAR).min(sentence.end));
    holds_any(scene, from..end, &rule.not_near)
}

fn holds_any(scene: &Scene, mut range: std::ops::Range<u32>, words: &WordSet) -> bool {
    let verb = |k: u32| scene.lexicon.words.info(scene.sym(k)).verb;
    !words.is_empty() && range.any(|k| words.has(scene.lemma(k)) || words.has(scene.sym(k)) || verb(k).is_some_and(|v| words.has(v)))
}

/// The verbs of the complement of `v`: infinitives and gerunds that it governs and the head of its object clause.
pub(super) fn complement_verbs<'s>(scene: &'s Scene, v: usize) -> impl Iterator<Item = usize> + 's {
    let sentence = scene.verb(v).sentence;
    (v + 1..(v + 6).min(scene.syntax.verbs.len()))
        .take_while(move |w| scene.verb(*w).sentence == sentence)
        .filter(move |w| scene.verb(*w).governor == Some(v as u32) || scene.clause_governor(*w) == Some(v))
}

/// The group behind the preposition: of `with Russia's ambassador`, the ambassador.
pub(super) fn behind(scene: &Scene, from: u32, end: u32, prep: Sym) -> Option<u32> {
    // `according to X` is no `to X`.
    let cites = |p: u32| p > 0 && scene.lexicon.actions.status.citing.has(scene.sym(p - 1));
    let (mut g, _) = scene.groups_behind(from, end).find(|(_, g)| g.prep.is_some_and(|p| scene.sym(p) == prep && !cites(p)) && !g.temporal)?;
    while head_of_owned(scene, g).is_some() {
        g += 1;
    }
    Some(g)
}
