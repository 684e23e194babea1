//! How likely a record is to be right, measured on annotated sets (docs/confidence.md).

use crate::actions::{Action, Status};
use crate::lexicon::{ConfidenceLexicon, actor_country, is_violent};

/// What a record's confidence is read from.
pub(super) struct Signs<'a> {
    /// Its clearest mention.
    pub(super) clearest: &'a Action,
    /// Places of the text that tell it.
    pub(super) mentions: usize,
    /// CAMEO code, codes of the sides and status of the record.
    pub(super) cameo: &'a str,
    pub(super) source: &'a str,
    pub(super) target: &'a str,
    pub(super) status: Status,
}

/// Confidence of an action from which it is told plainly, and below which it is doubtful.
const PLAIN: f32 = 0.8;
const UNSURE: f32 = 0.6;

/// The share of records with these signs that were right; to two decimals.
pub(super) fn of(signs: &Signs, lexicon: &ConfidenceLexicon) -> f32 {
    let w = if is_violent(signs.cameo) { &lexicon.violence } else { &lexicon.deeds };
    let (from, to) = (actor_country(signs.source), actor_country(signs.target));
    let sum: f32 = [
        (true, w.bias),
        (signs.clearest.confidence >= PLAIN, w.plain),
        (signs.clearest.confidence < UNSURE, w.unsure),
        (signs.source.is_empty(), w.no_source),
        (signs.target.is_empty(), w.no_target),
        (!signs.source.is_empty() && from.is_empty(), w.source_without_country),
        (!signs.target.is_empty() && to.is_empty(), w.target_without_country),
        (!from.is_empty() && from == to, w.one_country),
        (signs.mentions > 1, w.told_again),
        (matches!(signs.status, Status::Demanded | Status::Threatened | Status::Alleged), w.spoken),
    ]
    .into_iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, weight)| weight)
    .sum();
    let share = 1.0 / (1.0 + (-sum).exp());
    (share * 100.0).round() / 100.0
}
