//! Where and when somebody met whom he travelled to see: `He flew to Accra on Monday. He met the president and …`.

use super::scene::Scene;
use super::{Action, Reading, Status};
use crate::syntax::{Tag, Tense};

/// CAMEO code of visits.
const VISIT: &str = "042";

/// How many acts back the journey may stand.
const BACK: usize = 12;

/// Gives meetings and signatures that name no place, and no other day, those of the journey that one of their sides makes in the
/// sentence or in the one before it.
pub(super) fn follow(scene: &Scene, actions: &mut [Action]) {
    for i in 0..actions.len() {
        let (before, behind) = actions.split_at_mut(i);
        let Some(act) = behind.first_mut().filter(|a| is_made_there(a)) else { continue };
        let journey = before.iter().rev().take(BACK).find(|j| leads_to(scene, j, act));
        if let Some(journey) = journey.filter(|j| act.date.is_none() || act.date == j.date) {
            act.place = act.place.or(journey.place);
            act.date = act.date.or(journey.date);
        }
    }
}

/// A meeting, or the signing of what was agreed at one, by a verb and as done.
fn is_made_there(act: &Action) -> bool {
    let kind = act.cameo.starts_with("04") && act.cameo != VISIT || act.cameo.starts_with("057");
    kind && act.place.is_none() && act.status == Status::Occurred && matches!(act.reading, Reading::Active | Reading::Passive)
}

/// The journey of one who takes part in the act, told in its sentence or, in its paragraph, in the one before.
fn leads_to(scene: &Scene, journey: &Action, act: &Action) -> bool {
    let near = act.sentence.abs_diff(journey.sentence) <= 1 && paragraph(scene, act) == paragraph(scene, journey);
    let sides = [&act.source, &act.target];
    let one = journey.source.as_ref().is_some_and(|j| sides.into_iter().flatten().any(|p| p.entity == j.entity));
    // `Later he met`, `before that`: another time, and maybe another place.
    let status = &scene.lexicon.actions.status;
    let turns = |k: u32| status.afterwards.has(scene.sym(k)) || status.sequence.has(scene.sym(k));
    let apart = act.sentence != journey.sentence && scene.surface.sentences.get(act.sentence as usize).is_some_and(|s| s.tokens.clone().any(turns));
    // `flew to Accra after he met`, `had met twice before`: before the journey.
    let earlier = |k: u32| scene.syntax.tags.get(k as usize) == Some(&Tag::Sub) && status.sequence.has(scene.sym(k));
    let head = |a: &Action| scene.surface.tokens_in(a.span).start as u32;
    let apart = apart || act.sentence == journey.sentence && (head(journey)..head(act)).any(earlier) || is_perfect(scene, head(act));
    near && !apart && one && journey.cameo == VISIT && journey.status == Status::Occurred && journey.place.is_some()
}

/// `has met him twice`, `had met`: at some time before what is told.
fn is_perfect(scene: &Scene, head: u32) -> bool {
    scene.syntax.verbs.get(scene.syntax.verbs_past(head)).is_some_and(|v| v.tokens.contains(&head) && v.tense == Tense::Perfect)
}

fn paragraph(scene: &Scene, act: &Action) -> Option<u32> {
    scene.surface.sentences.get(act.sentence as usize).map(|s| s.paragraph)
}
