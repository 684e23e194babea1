use super::{LexiconError, Sources, Words};
use crate::token::Interner;

/// Rules of acts and their status, from `actions/`.
#[derive(Debug, Default)]
pub struct ActionLexicon {}

impl ActionLexicon {
    pub(super) fn load(_sources: &Sources, _interner: &mut Interner, _words: &mut Words) -> Result<Self, LexiconError> {
        Ok(Self::default())
    }
}
