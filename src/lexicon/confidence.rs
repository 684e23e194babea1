use serde::Deserialize;

use super::{LexiconError, Sources};

/// Weights of the signs by which a record is more or less likely to be right, from `confidence.toml`.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConfidenceWeights {
    /// Of every record.
    pub bias: f32,
    /// Its clearest mention tells the act plainly.
    pub plain: f32,
    /// Even its clearest mention is doubtful.
    pub unsure: f32,
    /// No code for the source.
    pub no_source: f32,
    /// No code for the target.
    pub no_target: f32,
    /// The source has a code, but no country.
    pub source_without_country: f32,
    /// The target has a code, but no country.
    pub target_without_country: f32,
    /// Both sides are of one country.
    pub one_country: f32,
    /// Told more than once.
    pub told_again: f32,
    /// Only demanded, threatened or alleged.
    pub spoken: f32,
}

/// How sure records are.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConfidenceLexicon {
    /// Of violence (CAMEO 18 to 20).
    pub violence: ConfidenceWeights,
    /// Of all other acts.
    pub deeds: ConfidenceWeights,
}

impl ConfidenceLexicon {
    pub(super) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        // The last layer wins as a whole: weights are fitted together.
        Ok(sources.toml::<Self>("confidence")?.into_iter().next_back().map(|(_, _, weights)| weights).unwrap_or_default())
    }
}
