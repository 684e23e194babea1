use serde::Deserialize;

use super::{LexiconError, Sources};
use crate::token::{Interner, Shape, Sym};

/// What a full stop behind an abbreviation means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AbbreviationClass {
    /// Stands before a name or a number (`Mr.`, `Gen.`): never ends a sentence.
    Title,
    /// Counts only before a number (`No. 10`, `p. 3`).
    Number,
    /// May end a sentence (`Inc.`, `Jan.`, `etc.`): ends it before a word that starts sentences.
    Final,
}

impl AbbreviationClass {
    /// The sentence goes on behind the full stop.
    #[must_use]
    pub fn continues(self, number_follows: bool, opener_follows: bool) -> bool {
        match self {
            Self::Title => true,
            Self::Number => number_follows,
            Self::Final => !opener_follows,
        }
    }
}

/// Abbreviations that end in a full stop, from `grammar/abbreviations.csv`.
#[derive(Debug, Default)]
pub struct Abbreviations {
    /// Sorted by symbol.
    classes: Vec<(Sym, AbbreviationClass, bool)>,
}

#[derive(Deserialize)]
struct Row {
    form: String,
    class: AbbreviationClass,
}

impl Abbreviations {
    pub(super) fn load(sources: &Sources, interner: &mut Interner) -> Result<Self, LexiconError> {
        let mut classes: Vec<_> = sources
            .csv::<Row>("grammar/abbreviations.csv")?
            .into_iter()
            .map(|row| {
                let form = row.value.form.trim_end_matches('.');
                (interner.intern(form), row.value.class, form.starts_with(char::is_uppercase))
            })
            .collect();
        classes.sort_by_key(|c| c.0);
        Ok(Self { classes })
    }

    /// The class of the abbreviation `sym` (without its full stop); a capitalised one needs its capital.
    #[must_use]
    pub fn class(&self, sym: Sym, shape: Shape) -> Option<AbbreviationClass> {
        if !sym.is_known() {
            return None;
        }
        let at = self.classes.binary_search_by_key(&sym, |c| c.0).ok()?;
        let (_, class, capital) = self.classes[at];
        (!capital || shape.is_capital()).then_some(class)
    }
}
