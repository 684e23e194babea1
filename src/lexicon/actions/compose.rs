use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::{CameoTable, LexiconError, Sources};

/// What is said about a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SpeechAct {
    Appeal,
    Intent,
    Demand,
    Refusal,
    Threat,
}

/// CAMEO's appeals, intents, demands, refusals and threats mirror the deeds that they are about (codebook, roots 02, 03, 10,
/// 12 and 13): `actions/compose.csv` gives their codes by the deed's.
#[derive(Debug, Default)]
pub struct Composition {
    by_deed: BTreeMap<String, Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    deed: String,
    appeal: String,
    intent: String,
    demand: String,
    refusal: String,
    threat: String,
}

impl SpeechAct {
    /// The speech act that a bare code stands for.
    #[must_use]
    pub fn of_code(cameo: &str) -> Option<Self> {
        Some(match cameo {
            "020" => Self::Appeal,
            "030" => Self::Intent,
            "100" => Self::Demand,
            "120" => Self::Refusal,
            "130" => Self::Threat,
            _ => return None,
        })
    }
}

impl Composition {
    pub(super) fn load(sources: &Sources, codes: &CameoTable) -> Result<Self, LexiconError> {
        let mut by_deed = BTreeMap::new();
        for row in sources.csv::<Row>("actions/compose.csv")? {
            let cells = [&row.value.appeal, &row.value.intent, &row.value.demand, &row.value.refusal, &row.value.threat, &row.value.deed];
            if let Some(wrong) = cells.iter().find(|c| !c.bytes().all(|b| b.is_ascii_digit())) {
                return Err(row.error(format!("`{wrong}` is no CAMEO code"), "write digits, or leave the cell empty"));
            }
            if let Some(unknown) = cells[..5].iter().find(|c| !c.is_empty() && !codes.knows(c)) {
                return Err(row.error(format!("`{unknown}` is no CAMEO code"), "write a code of cameo.csv, or leave the cell empty"));
            }
            by_deed.insert(row.value.deed.clone(), row.value);
        }
        Ok(Self { by_deed })
    }

    /// The code of the speech act about a deed: by the longest beginning of the deed's code that the table holds.
    #[must_use]
    pub fn code(&self, act: SpeechAct, deed: &str) -> Option<&str> {
        let row = (2..=deed.len()).rev().find_map(|n| self.by_deed.get(deed.get(..n)?))?;
        let cell = match act {
            SpeechAct::Appeal => &row.appeal,
            SpeechAct::Intent => &row.intent,
            SpeechAct::Demand => &row.demand,
            SpeechAct::Refusal => &row.refusal,
            SpeechAct::Threat => &row.threat,
        };
        (!cell.is_empty()).then_some(cell.as_str())
    }
}
