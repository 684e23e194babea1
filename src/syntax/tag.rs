use crate::lexicon::Lexicon;
use crate::text::{Article, Surface};

/// The word class that a token has in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Tag {
    Det,
    PossPron,
    Pron,
    /// `who`, `which`, relative `that`.
    Wh,
    Prep,
    /// `and`, `or`, `but`.
    Conj,
    /// `that`, `if`, `because`.
    Sub,
    Modal,
    Be,
    Have,
    Do,
    To,
    Neg,
    Adv,
    Num,
    Ord,
    Adj,
    Noun,
    /// A capitalised word that is (part of) a name.
    Name,
    VBase,
    VPres,
    VPast,
    VPart,
    VGer,
    /// `'s` or `'` behind a possessor.
    Poss,
    /// Any mark.
    Mark,
}

/// Chooses a class for each token.
pub(super) fn tag(_article: &Article, surface: &Surface, _lexicon: &Lexicon) -> Vec<Tag> {
    vec![Tag::Noun; surface.tokens.len()]
}
