use super::{LexiconError, Sources, Words};
use crate::token::Interner;

/// Names, agents, titles and given names, from `actors/`, `agents.csv`, `titles.csv`, `given_names.csv`.
#[derive(Debug, Default)]
pub struct ActorLexicon {}

impl ActorLexicon {
    pub(super) fn load(_sources: &Sources, _interner: &mut Interner, _words: &mut Words) -> Result<Self, LexiconError> {
        Ok(Self::default())
    }
}
