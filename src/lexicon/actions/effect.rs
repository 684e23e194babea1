//! What a word makes of the act that it governs.

use serde::Deserialize;

/// The contract's statuses, as the lexicon writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum StatusName {
    Occurred,
    Ongoing,
    Planned,
    Threatened,
    Demanded,
    Alleged,
    Denied,
    Hypothetical,
}

/// What a word makes of the act that it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The act has this status.
    Status(StatusName),
    /// None: the act counts as told (`managed to`, `helped to`).
    Transparent,
}

impl Effect {
    /// As the lexicon writes it.
    pub(super) fn parse(name: &str) -> Option<Self> {
        use StatusName as S;
        Some(match name {
            "none" => Self::Transparent,
            "occurred" => Self::Status(S::Occurred),
            "ongoing" => Self::Status(S::Ongoing),
            "planned" => Self::Status(S::Planned),
            "threatened" => Self::Status(S::Threatened),
            "demanded" => Self::Status(S::Demanded),
            "alleged" => Self::Status(S::Alleged),
            "denied" => Self::Status(S::Denied),
            "hypothetical" => Self::Status(S::Hypothetical),
            _ => return None,
        })
    }
}
