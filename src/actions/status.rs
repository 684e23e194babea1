//! What the text says about an act: done, planned, threatened, denied, …

use super::Status;
use super::scene::Scene;
use crate::lexicon::{ActionRule, Effect, StatusName, Tags};
use crate::syntax::{Tag, Tense, Voice};

impl From<StatusName> for Status {
    fn from(name: StatusName) -> Self {
        match name {
            StatusName::Occurred => Self::Occurred,
            StatusName::Ongoing => Self::Ongoing,
            StatusName::Planned => Self::Planned,
            StatusName::Threatened => Self::Threatened,
            StatusName::Demanded => Self::Demanded,
            StatusName::Alleged => Self::Alleged,
            StatusName::Denied => Self::Denied,
            StatusName::Hypothetical => Self::Hypothetical,
        }
    }
}

/// The status of an act that verb group `v` names (or carries, as a light verb).
pub(super) fn of_verb(scene: &Scene, v: usize, rule: &ActionRule) -> Status {
    let verb = scene.verb(v);
    let own = rule.status.or_else(|| scene.lexicon.actions.status.of_code(&rule.cameo)).map(Status::from);
    if (verb.negated || [verb.subject, verb.object].into_iter().flatten().any(|g| is_nobody(scene, g))) && !rule.negated {
        // `must not attack`, `may not come`: nobody says that it did not happen.
        let open = verb.negated && verb.modal.is_some_and(|m| scene.lexicon.actions.status.duty.has(scene.sym(m)));
        return if open { Status::Hypothetical } else { Status::Denied };
    }
    if rule.negated || !rule.tense.is_empty() {
        // Polarity and tense belong to what the rule says: `will not tolerate` is a rebuke, done.
        return own.unwrap_or(Status::Occurred);
    }
    if is_lacking(scene, v) {
        return Status::Denied;
    }
    if let Some(status) = of_modal(scene, v) {
        // A modal threat stays a threat (`will retaliate`); a hypothetical one is none yet.
        return match (own, status) {
            (Some(own @ (Status::Threatened | Status::Demanded)), Status::Planned) => own,
            _ => status,
        };
    }
    if let Some(status) = of_words_inside(scene, v).or_else(|| of_conjunction(scene, v)) {
        return status;
    }
    if let Some(status) = of_governors(scene, v) {
        // That an act of this rule is done as soon as it is announced does not make a planned one done.
        let done = own.filter(|o| *o != Status::Occurred);
        return if status == Status::Denied { status } else { done.unwrap_or(status) };
    }
    // `is to hand over`
    let own = own.filter(|o| *o != Status::Occurred || verb.tense != Tense::Future);
    own.unwrap_or_else(|| if is_done_before(scene, v) || is_purpose(scene, v, rule) { Status::Occurred } else { of_tense(verb.tense) })
}

/// `left without signing`, `spoke instead of firing`: the gerund tells what was not done.
fn is_lacking(scene: &Scene, v: usize) -> bool {
    let verb = scene.verb(v);
    let before = |back: u32| verb.tokens.start.checked_sub(back).is_some_and(|k| scene.lexicon.actions.status.lacking.has(scene.sym(k)));
    verb.tense == Tense::Participle
        && (before(1) || before(2) && verb.tokens.start.checked_sub(1).is_some_and(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Prep)))
}

/// `flooded the streets to protest against …`: who does something in order to protest does protest.
fn is_purpose(scene: &Scene, v: usize, rule: &ActionRule) -> bool {
    let verb = scene.verb(v);
    let above = verb.governor.map(|g| scene.verb(g as usize)).filter(|_| verb.tense == Tense::Infinitive && rule.cameo.starts_with("14"));
    above.is_some_and(|a| matches!(a.tense, Tense::Past | Tense::Perfect) && !a.negated && a.tokens.end < verb.tokens.start)
}

/// `claimed to have shot down a drone`: an infinitive of the perfect tells what was done.
fn is_done_before(scene: &Scene, v: usize) -> bool {
    let verb = scene.verb(v);
    // Behind a passive or a noun an infinitive reads as a future: `are presumed to have been shot`.
    let infinitive = verb.tense == Tense::Infinitive || verb.tense == Tense::Future && scene.sym(verb.tokens.start) == scene.lexicon.fixed.to;
    infinitive && (verb.tokens.start..verb.head).any(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Have))
}

/// Neither its own words nor the verbs and nouns above an infinitive say what becomes of its act.
pub(super) fn is_untold(scene: &Scene, v: usize) -> bool {
    let verb = scene.verb(v);
    let told = || is_done_before(scene, v) || of_words_inside(scene, v).is_some() || of_conjunction(scene, v).is_some() || of_governors(scene, v).is_some();
    !verb.negated && !told()
}

/// `no guard`, `none of the guards`, `neither the guard nor his son`; `no fewer than ten` are some.
pub(super) fn is_nobody(scene: &Scene, g: u32) -> bool {
    let words = &scene.lexicon.actions.status.nobody;
    let group = &scene.syntax.nouns[g as usize];
    let lead = group.joined.map_or(group, |j| &scene.syntax.nouns[j as usize]);
    let first = lead.tokens.start;
    let of = lead.prep.filter(|p| p + 1 == first && scene.sym(*p) == scene.lexicon.fixed.of);
    let at = of.unwrap_or(first).checked_sub(1).filter(|k| words.has(scene.sym(*k))).unwrap_or(first);
    let counts = scene.tags(at + 1).any(Tags::HEDGE) || scene.syntax.tags.get(at as usize + 1).is_some_and(|t| matches!(t, Tag::Num | Tag::Mark));
    words.has(scene.sym(at)) && !counts
}

fn named(effect: Option<Effect>) -> Option<Status> {
    match effect {
        Some(Effect::Status(name)) => Some(name.into()),
        _ => None,
    }
}

/// `said it would expel`: a future that somebody tells.
pub(super) fn is_told_future(scene: &Scene, v: usize) -> bool {
    scene.verb(v).modal.is_some_and(|m| scene.lexicon.actions.status.reported_future.has(scene.sym(m))) && is_reported(scene, v)
}

fn of_modal(scene: &Scene, v: usize) -> Option<Status> {
    let modal = scene.sym(scene.verb(v).modal?);
    let status = &scene.lexicon.actions.status;
    if is_told_future(scene, v) {
        return Some(Status::Planned);
    }
    named(status.of_modal(modal))
}

/// The clause is the complement of a verb of saying in the past: `said it would expel`.
fn is_reported(scene: &Scene, v: usize) -> bool {
    let told = |u: usize| {
        let above = scene.verb(u);
        !matches!(above.tense, Tense::Future | Tense::Modal | Tense::Present) && !above.negated && scene.tags_of_lemma(above.lemma).any(Tags::CLAUSAL)
    };
    scene.clause_governor(v).is_some_and(told) || is_told_behind(scene, v)
}

/// `Oslo would expel two diplomats, the ministry said`: the verb of saying ends the sentence.
fn is_told_behind(scene: &Scene, v: usize) -> bool {
    let verb = scene.verb(v);
    let behind = (v + 1..(v + 5).min(scene.syntax.verbs.len())).take_while(|w| scene.verb(*w).sentence == verb.sentence);
    behind.into_iter().filter(|w| scene.verb(*w).is_finite()).any(|w| {
        let told = scene.verb(w);
        let comma = told.subject.map(|s| scene.syntax.nouns[s as usize].tokens.start).and_then(|s| s.checked_sub(1));
        let mark = comma.is_some_and(|k| k > verb.head && scene.syntax.tags.get(k as usize) == Some(&Tag::Mark));
        mark && told.tense == Tense::Past && scene.tags_of_lemma(told.lemma).any(Tags::CLAUSAL) && told.object.is_none()
    })
}

/// The status of an act that the noun group `g` names without a verb that carries it. What a definite group names has
/// happened (`condemned the attack`), what an indefinite one names is as real as its verb (`to host a meeting between`).
pub(super) fn of_noun(scene: &Scene, g: u32, rule: &ActionRule) -> Status {
    let words = &scene.lexicon.actions.status;
    let group = &scene.syntax.nouns[g as usize];
    let own = rule.status.or_else(|| words.of_code(&rule.cameo)).map_or(Status::Occurred, Status::from);
    if let Some(status) = (group.tokens.start..group.head).find_map(|k| named(words.of_adverb(scene.sym(k)))) {
        return status;
    }
    let noun_above = group.prep.and_then(|p| p.checked_sub(1)).filter(|k| scene.syntax.tags.get(*k as usize) == Some(&Tag::Noun));
    if let Some(status) = noun_above.and_then(|k| named(words.of_noun(scene.lemma(k)))) {
        return if status == Status::Planned { own } else { Status::Hypothetical };
    }
    if is_nobody(scene, g) || scene.syntax.verbs_of(group.sentence).any(|v| scene.verb(v).patient() == Some(g) && words.annul.has(scene.verb(v).lemma)) {
        return Status::Denied;
    }
    let definite = group.possessor.is_some() || scene.sym(group.tokens.start) == scene.lexicon.fixed.the || group.plural && group.prep.is_some();
    let verbs = scene.syntax.verbs_of(group.sentence);
    let above =
        verbs.clone().rev().find(|v| scene.verb(*v).tokens.end <= group.tokens.start).or_else(|| verbs.clone().find(|v| scene.verb(*v).subject == Some(g)));
    // `told reporters after a meeting`, `will meet him at talks`: an occasion is as real as what is done on it. What was not done
    // during a raid leaves the raid real, what was not done at a meeting may have been no meeting.
    if let Some((prep, v)) = group.prep.map(|p| scene.sym(p)).filter(|p| words.adjunct.has(*p)).zip(above) {
        let verb = scene.verb(v);
        match verb.tense {
            Tense::Future if prep != scene.lexicon.fixed.in_ => return Status::Planned,
            Tense::Past | Tense::Perfect if !verb.negated || verb.modal.is_none() && !words.locative.has(prep) => return own,
            _ => {}
        }
    }
    let Some(v) = above.filter(|_| !definite) else { return own };
    let verb = scene.verb(v);
    if verb.negated {
        return Status::Denied;
    }
    if let Some(status) = of_modal(scene, v) {
        return if status == Status::Planned { Status::Planned } else { Status::Hypothetical };
    }
    if let Some(status) = named(words.of_verb(verb.lemma, verb.voice == Voice::Passive)) {
        return if matches!(status, Status::Planned | Status::Alleged) { status } else { Status::Hypothetical };
    }
    match verb.tense {
        Tense::Infinitive => Status::Hypothetical,
        _ => own,
    }
}

/// An adverb in or right before the verb group.
fn of_words_inside(scene: &Scene, v: usize) -> Option<Status> {
    let verb = scene.verb(v);
    (verb.tokens.start.saturating_sub(1)..verb.tokens.end + 1)
        .filter(|k| scene.syntax.tags.get(*k as usize) == Some(&Tag::Adv))
        .find_map(|k| named(scene.lexicon.actions.status.of_adverb(scene.sym(k))))
}

/// `if`, `unless` before the clause's subject.
fn of_conjunction(scene: &Scene, v: usize) -> Option<Status> {
    let verb = scene.verb(v);
    let start = verb.subject.map(|s| scene.syntax.nouns[s as usize].tokens.start).filter(|s| *s < verb.tokens.start).unwrap_or(verb.tokens.start);
    let sentence = scene.surface.sentences.get(verb.sentence as usize)?.tokens.start;
    let words = &scene.lexicon.actions.status;
    let pending = |k: &u32| verb.tense == Tense::Present && words.pending.has(scene.sym(*k));
    let before = (sentence..start).rev().take(4).find(|k| scene.syntax.tags.get(*k as usize) == Some(&Tag::Sub) || pending(k))?;
    // `until the hostages are freed`: they are not yet.
    if pending(&before) { Some(Status::Hypothetical) } else { named(words.of_conjunction(scene.sym(before))) }
}

/// The verbs that govern `v`, from the nearest: the first that says something decides. A governed noun counts too
/// (`its decision to expel`).
fn of_governors(scene: &Scene, v: usize) -> Option<Status> {
    let status = &scene.lexicon.actions.status;
    let verb = scene.verb(v);
    if matches!(verb.tense, Tense::Infinitive) && verb.tokens.start > 0 {
        let noun = scene.lemma(verb.tokens.start - 1);
        // `is ready to sign`, `is unable to pay`
        if scene.syntax.tags.get(verb.tokens.start as usize - 1) == Some(&Tag::Adj) {
            let effect = status.of_adverb(noun);
            let be = || verb.governor.is_some_and(|u| scene.verb(u as usize).lemma == scene.lexicon.fixed.be);
            if let Some(found) = named(effect).or_else(|| (effect.is_none() && be()).then_some(Status::Hypothetical)) {
                return Some(found);
            }
        }
        if scene.syntax.tags.get(verb.tokens.start as usize - 1) == Some(&Tag::Noun)
            && let Some(found) = named(status.of_noun(noun))
        {
            return Some(found);
        }
    }
    // `with the aim of kidnapping`, `charges of murdering`
    let of = verb.tokens.start.checked_sub(1).filter(|k| verb.tense == Tense::Participle && scene.sym(*k) == scene.lexicon.fixed.of);
    if let Some(found) = of.and_then(|k| k.checked_sub(1)).and_then(|k| named(status.of_noun(scene.lemma(k)))) {
        return Some(found);
    }
    if let Some(found) = of_content(scene, v) {
        return Some(found);
    }
    let mut at = v;
    let mut told = None;
    for _ in 0..4 {
        let Some(governor) = scene.verb(at).governor.map(|g| g as usize).filter(|g| *g < at).or_else(|| scene.clause_governor(at)) else { return told };
        let above = scene.verb(governor);
        let effect = status.of_verb(above.lemma, above.voice == Voice::Passive);
        let nested = named(effect);
        if above.negated && (nested.is_some() || matches!(effect, Some(Effect::Transparent))) && !is_counted(scene, at, governor) {
            return Some(Status::Denied);
        }
        let told_fact = nested == Some(Status::Demanded) && is_told_fact(scene, at, governor);
        if let Some(found) = nested.filter(|_| !told_fact) {
            return Some(found);
        }
        // `was going to leave`
        let to_come = above.tense == Tense::Progressive && scene.verb(at).tense == Tense::Infinitive && status.going.has(above.lemma);
        if to_come && above.tokens.end == scene.verb(at).tokens.start {
            return Some(Status::Planned);
        }
        if let Some(found) = of_modal(scene, governor).filter(|_| matches!(effect, Some(Effect::Transparent))) {
            return Some(found);
        }
        if matches!(effect, Some(Effect::Transparent)) && above.is_finite() {
            // `had been used to warn off`: the act is as done as the verb that leads to it.
            told = Some(of_tense(above.tense));
        } else if matches!(effect, Some(Effect::Transparent)) && above.tense == Tense::Participle && above.lemma != scene.lexicon.fixed.be {
            // `reports of rebels using boats to attack the harbour`
            told = Some(Status::Occurred);
        }
        at = governor;
    }
    told
}

/// `told reporters that two had been killed`, `told the council that it opposes the law` asks for nothing.
fn is_told_fact(scene: &Scene, v: usize, above: usize) -> bool {
    let verb = scene.verb(v);
    // `asked that they leave` does.
    let tells = || {
        let tags = scene.tags_of_lemma(scene.verb(above).lemma);
        tags.any(Tags::DITRANSITIVE) && tags.any(Tags::CLAUSAL) && verb.subject != scene.verb(above).object
    };
    let indicative = match verb.tense {
        Tense::Past | Tense::Perfect | Tense::Progressive | Tense::Future => true,
        Tense::Present => verb.governor.is_none() && tells(),
        _ => false,
    };
    indicative && verb.modal.is_none()
}

/// `it was not the first time that rebels attacked`: the noun between is denied, not what the clause tells.
fn is_counted(scene: &Scene, v: usize, above: usize) -> bool {
    let be = scene.verb(above).lemma == scene.lexicon.fixed.be;
    be && noun_before_clause(scene, v).is_some_and(|k| k >= scene.verb(above).tokens.end)
}

/// Of a clause that a conjunction ties to a noun (`fears that Chad will attack`), that noun.
fn noun_before_clause(scene: &Scene, v: usize) -> Option<u32> {
    let verb = scene.verb(v);
    let subject = verb.subject.map(|s| scene.syntax.nouns[s as usize].tokens.start).filter(|s| *s < verb.tokens.start)?;
    // `the claim that Chad rejected`
    if !verb.is_finite() || verb.patient().is_some_and(|o| scene.syntax.nouns[o as usize].tokens.start < subject) {
        return None;
    }
    let conjunction = subject.checked_sub(1).filter(|k| scene.syntax.tags.get(*k as usize) == Some(&Tag::Sub) && scene.tags(*k).any(Tags::WH))?;
    conjunction.checked_sub(1).filter(|k| scene.syntax.tags.get(*k as usize) == Some(&Tag::Noun))
}

/// `allegations that troops had shelled the town`, `no evidence that he was tortured`: what the noun makes of its clause.
fn of_content(scene: &Scene, v: usize) -> Option<Status> {
    let words = &scene.lexicon.actions.status;
    let noun = noun_before_clause(scene, v)?;
    let nobody = || scene.syntax.noun_at(noun).is_some_and(|g| is_nobody(scene, g as u32));
    if words.grounds.has(scene.lemma(noun)) {
        return nobody().then_some(Status::Denied);
    }
    named(words.of_noun(scene.lemma(noun))).filter(|s| matches!(s, Status::Alleged | Status::Hypothetical | Status::Threatened))
}

/// The status that a tense tells by itself.
fn of_tense(tense: Tense) -> Status {
    match tense {
        Tense::Progressive => Status::Ongoing,
        Tense::Future | Tense::Infinitive => Status::Planned,
        _ => Status::Occurred,
    }
}

/// See [`Scene::clause_governor`], which keeps what is found here.
pub(super) fn find_clause_governor(scene: &Scene, v: usize) -> Option<usize> {
    let verb = scene.verb(v);
    if !verb.is_finite() {
        return None;
    }
    let clause = verb.subject.map(|s| scene.syntax.nouns[s as usize].tokens.start).filter(|s| *s < verb.tokens.start).unwrap_or(verb.tokens.start);
    let u = (v.saturating_sub(6)..v).rev().find(|u| scene.verb(*u).tokens.end <= clause)?;
    let above = scene.verb(u);
    if above.sentence != verb.sentence {
        return None;
    }
    let gap = above.tokens.end..clause;
    let conjunction = gap.clone().rev().take(3).any(|k| scene.syntax.tags.get(k as usize) == Some(&Tag::Sub) && scene.tags(k).any(Tags::WH));
    let bare = gap.len() <= 3
        && scene.lexicon.words.tags(above.lemma).any(Tags::CLAUSAL)
        && gap.clone().all(|k| !matches!(scene.syntax.tags.get(k as usize), Some(Tag::Mark | Tag::Sub)));
    (conjunction || bare).then_some(u)
}
