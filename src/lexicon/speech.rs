use super::{LexiconError, Sources, Words};
use crate::token::Interner;

/// Cues of speech and their frames, from `speech.toml`.
#[derive(Debug, Default)]
pub struct SpeechLexicon {}

impl SpeechLexicon {
    pub(super) fn load(_sources: &Sources, _interner: &mut Interner, _words: &mut Words) -> Result<Self, LexiconError> {
        Ok(Self::default())
    }
}
