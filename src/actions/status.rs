//! What the text says about an act: done, planned, threatened, denied, …

use super::Status;
use super::scene::Scene;
use crate::lexicon::{ActionRule, Effect, StatusName};
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
    if verb.negated && !rule.negated {
        return Status::Denied;
    }
    if rule.negated || !rule.tense.is_empty() {
        // Polarity and tense belong to what the rule says: `will not tolerate` is a rebuke, done.
        return own.unwrap_or(Status::Occurred);
    }
    if let Some(status) = of_modal(scene, v) {
        // A modal threat stays a threat (`will retaliate`); a hypothetical one is none yet.
        return match (own, status) {
            (Some(own), Status::Planned) => own,
            _ => status,
        };
    }
    if let Some(status) = of_words_inside(scene, v).or_else(|| of_conjunction(scene, v)) {
        return status;
    }
    if let Some(status) = of_governors(scene, v) {
        return if status == Status::Denied { status } else { own.unwrap_or(status) };
    }
    own.unwrap_or_else(|| of_tense(verb.tense))
}

fn named(effect: Option<Effect>) -> Option<Status> {
    match effect {
        Some(Effect::Status(name)) => Some(name.into()),
        _ => None,
    }
}

fn of_modal(scene: &Scene, v: usize) -> Option<Status> {
    let verb = scene.verb(v);
    let modal = verb.modal?;
    named(scene.lexicon.actions.status.of_modal(scene.sym(modal)))
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
    let before = (sentence..start).rev().take(3).find(|k| scene.syntax.tags.get(*k as usize) == Some(&Tag::Sub))?;
    named(scene.lexicon.actions.status.of_conjunction(scene.sym(before)))
}

/// The verbs that govern `v`, from the nearest: the first that says something decides. A governed noun counts too
/// (`its decision to expel`).
fn of_governors(scene: &Scene, v: usize) -> Option<Status> {
    let status = &scene.lexicon.actions.status;
    let verb = scene.verb(v);
    if matches!(verb.tense, Tense::Infinitive) && verb.tokens.start > 0 {
        let noun = scene.lemma(verb.tokens.start - 1);
        if scene.syntax.tags.get(verb.tokens.start as usize - 1) == Some(&Tag::Noun)
            && let Some(found) = named(status.of_noun(noun))
        {
            return Some(found);
        }
    }
    let mut at = v;
    let mut told = None;
    for _ in 0..4 {
        let Some(governor) = scene.verb(at).governor.map(|g| g as usize).filter(|g| *g < at).or_else(|| scene.clause_governor(at)) else { return told };
        let above = scene.verb(governor);
        let effect = status.of_verb(above.lemma, above.voice == Voice::Passive);
        let nested = named(effect);
        if above.negated && (nested.is_some() || matches!(effect, Some(Effect::Transparent))) {
            return Some(Status::Denied);
        }
        if let Some(found) = nested {
            return Some(found);
        }
        if let Some(found) = of_modal(scene, governor).filter(|_| matches!(effect, Some(Effect::Transparent))) {
            return Some(found);
        }
        if matches!(effect, Some(Effect::Transparent)) && above.is_finite() {
            // `had been used to warn off`: the act is as done as the verb that leads to it.
            told = Some(of_tense(above.tense));
        }
        at = governor;
    }
    told
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
    use crate::lexicon::Tags;
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
        && gap.clone().all(|k| scene.syntax.tags.get(k as usize) != Some(&Tag::Mark));
    (conjunction || bare).then_some(u)
}
