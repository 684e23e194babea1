//! Names that several forms of output share: rules, codes, numbers.

use crate::lexicon::Lexicon;
use crate::text::Article;

/// What the code table says of a CAMEO code.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs)]
pub struct CameoNames<'l> {
    pub label: Option<&'l str>,
    pub root: Option<&'l str>,
    pub quad_class: Option<u8>,
    pub goldstein: Option<f64>,
    pub plover_event: Option<&'l str>,
    pub plover_mode: Option<&'l str>,
    pub plover_context: Option<&'l str>,
    pub plover_quad: Option<&'l str>,
}

/// Looks `code` up in the code table.
#[must_use]
pub fn cameo<'l>(lexicon: &'l Lexicon, code: &str) -> CameoNames<'l> {
    let Some(found) = lexicon.cameo.get(code) else { return CameoNames::default() };
    CameoNames {
        label: filled(&found.label),
        root: filled(&found.root),
        quad_class: found.quad_class,
        goldstein: found.goldstein,
        plover_event: filled(&found.plover_event),
        plover_mode: filled(&found.plover_mode),
        plover_context: filled(&found.plover_context),
        plover_quad: filled(&found.plover_quad),
    }
}

/// Id of a date rule.
#[must_use]
pub fn date_rule(lexicon: &Lexicon, rule: u16) -> &str {
    lexicon.dates.rule_id(rule)
}

/// Id of an action rule.
#[must_use]
pub fn action_rule(lexicon: &Lexicon, rule: u32) -> &str {
    lexicon.actions.rules.get(rule as usize).map_or("", |r| r.id.as_str())
}

/// The contract's `published_from`.
#[must_use]
pub fn published_from(article: &Article) -> &'static str {
    article.published.map_or("none", |p| p.from.name())
}

/// None for an empty text: null in JSON, an empty cell in CSV.
#[must_use]
pub fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// A confidence to two decimals: more would be noise, and would differ between machines.
#[must_use]
pub fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}
