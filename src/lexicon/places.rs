use super::{LexiconError, Sources, Words};
use crate::token::Interner;

/// The gazetteer, from `places/`.
#[derive(Debug, Default)]
pub struct PlaceLexicon {}

impl PlaceLexicon {
    pub(super) fn load(_sources: &Sources, _interner: &mut Interner, _words: &mut Words) -> Result<Self, LexiconError> {
        Ok(Self::default())
    }
}
