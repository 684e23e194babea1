use super::{LexiconError, Sources, Words};
use crate::token::Interner;

/// Rules of boilerplate, from `boilerplate.toml`.
#[derive(Debug, Default)]
pub struct BoilerplateLexicon {}

impl BoilerplateLexicon {
    pub(super) fn load(_sources: &Sources, _interner: &mut Interner, _words: &mut Words) -> Result<Self, LexiconError> {
        Ok(Self::default())
    }
}
