use serde::Deserialize;

use super::{LexiconError, Sources};
use crate::token::{Interner, PhraseTrie, Sym, TrieBuilder};

/// How strongly a cue says that an act is a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyCue {
    /// `in response to`, `tit-for-tat`.
    Strong,
    /// `prompting`: what stands behind it answers what stands before it.
    Onward,
    /// `over`, `because of`: what stands in front answers what stands behind.
    Reason,
    /// `after`: counts only for like acts in opposite directions.
    Weak,
}

/// Words of replying and of referring back, from `reply.toml`.
#[derive(Debug)]
pub struct ReplyLexicon {
    /// Cues, longest match.
    pub cues: PhraseTrie<ReplyCue>,
    /// Nouns that refer back to an act.
    anaphora: Vec<Sym>,
    /// Adjectives of likeness.
    likeness: Vec<Sym>,
    /// Words that say that an act is done once more.
    anew: Vec<Sym>,
    /// Nouns for a killing, whatever the verb that tells it.
    killings: Vec<Sym>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    cues: Vec<String>,
    #[serde(default)]
    weak_cues: Vec<String>,
    #[serde(default)]
    reason_cues: Vec<String>,
    #[serde(default)]
    onward_cues: Vec<String>,
    #[serde(default)]
    anaphora: Vec<String>,
    #[serde(default)]
    likeness: Vec<String>,
    #[serde(default)]
    anew: Vec<String>,
    #[serde(default)]
    killings: Vec<String>,
}

impl ReplyLexicon {
    pub(super) fn load(sources: &Sources, interner: &mut Interner) -> Result<Self, LexiconError> {
        let mut cues = TrieBuilder::default();
        let (mut anaphora, mut likeness, mut anew, mut killings) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (_, _, file) in sources.toml::<File>("reply")? {
            for cue in &file.cues {
                cues.insert(interner, cue, ReplyCue::Strong);
            }
            for cue in &file.reason_cues {
                cues.insert(interner, cue, ReplyCue::Reason);
            }
            for cue in &file.onward_cues {
                cues.insert(interner, cue, ReplyCue::Onward);
            }
            for cue in &file.weak_cues {
                cues.insert(interner, cue, ReplyCue::Weak);
            }
            anaphora.extend(file.anaphora.iter().map(|n| interner.intern(n)));
            likeness.extend(file.likeness.iter().map(|n| interner.intern(n)));
            anew.extend(file.anew.iter().map(|n| interner.intern(n)));
            killings.extend(file.killings.iter().map(|n| interner.intern(n)));
        }
        Ok(Self { cues: cues.build(), anaphora, likeness, anew, killings })
    }

    /// The noun refers back to an act.
    #[must_use]
    pub fn refers_back(&self, noun: Sym) -> bool {
        noun.is_known() && self.anaphora.contains(&noun)
    }

    /// The word says that an act is done once more: `again`.
    #[must_use]
    pub fn is_anew(&self, word: Sym) -> bool {
        word.is_known() && self.anew.contains(&word)
    }

    /// The noun is one for a killing: `execution`.
    #[must_use]
    pub fn is_killing(&self, noun: Sym) -> bool {
        noun.is_known() && self.killings.contains(&noun)
    }

    /// The adjective says that an act is like another.
    #[must_use]
    pub fn is_likeness(&self, word: Sym) -> bool {
        word.is_known() && self.likeness.contains(&word)
    }
}
