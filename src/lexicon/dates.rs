use super::{LexiconError, Sources, Words};
use crate::token::Interner;

/// Date phrases, from `dates/`.
#[derive(Debug, Default)]
pub struct DateLexicon {}

impl DateLexicon {
    pub(super) fn load(_sources: &Sources, _interner: &mut Interner, _words: &mut Words) -> Result<Self, LexiconError> {
        Ok(Self::default())
    }
}
