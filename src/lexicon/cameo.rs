use std::collections::BTreeMap;

use serde::Deserialize;

use super::{LexiconError, Sources};

/// One code of CAMEO 1.1b3 with its place on the usual scales and its PLOVER counterpart; a row of `cameo.csv`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct CameoCode {
    /// The code as text: it keeps its leading zero.
    pub code: String,
    /// Its name in the codebook.
    pub label: String,
    /// The first two digits.
    pub root: String,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad_class: Option<u8>,
    /// Goldstein scale, -10 to 10.
    pub goldstein: Option<f64>,
    /// PLOVER event.
    #[serde(default)]
    pub plover_event: String,
    /// PLOVER mode.
    #[serde(default)]
    pub plover_mode: String,
    /// PLOVER context.
    #[serde(default)]
    pub plover_context: String,
    /// PLOVER quad code.
    #[serde(default)]
    pub plover_quad: String,
}

/// All codes, from `cameo.csv`; later layers replace a code.
#[derive(Debug, Default)]
pub struct CameoTable {
    codes: BTreeMap<String, CameoCode>,
}

impl CameoTable {
    pub(super) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let mut codes = BTreeMap::new();
        for row in sources.csv::<CameoCode>("cameo.csv")? {
            let code = &row.value.code;
            if !(2..=4).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_digit()) {
                return Err(row.error(format!("`{code}` is no CAMEO code"), "a code has two to four digits, as 161 or 0211"));
            }
            if !code.starts_with(row.value.root.as_str()) || row.value.root.len() != 2 {
                return Err(row.error(format!("`{}` is not the root of {code}", row.value.root), "the root is the first two digits of the code"));
            }
            codes.insert(code.clone(), row.value);
        }
        Ok(Self { codes })
    }

    /// The code, if the table holds it.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&CameoCode> {
        self.codes.get(code)
    }

    /// The code may stand in a rule: the table holds it. A lexicon without a table asks for digits only.
    pub(super) fn knows(&self, code: &str) -> bool {
        let is_number = || (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
        if self.codes.is_empty() { is_number() } else { self.codes.contains_key(code) }
    }

    /// A code begins so (`16`), or a PLOVER event is called so (`SANCTION`, in whatever case).
    #[must_use]
    pub fn has_event(&self, event: &str) -> bool {
        let is_begin = !event.is_empty() && self.codes.range(event.to_owned()..).next().is_some_and(|(code, _)| code.starts_with(event));
        is_begin || self.codes.values().any(|c| !event.is_empty() && c.plover_event.eq_ignore_ascii_case(event))
    }

    /// The roots that have codes, with their names: that of the code for what is not specified below, less those words.
    pub fn roots(&self) -> impl Iterator<Item = (&str, &str)> {
        let general = self.codes.values().filter(|c| c.code.len() == 3 && c.code.ends_with('0'));
        general.map(|c| (c.root.as_str(), c.label.split(',').next().unwrap_or(&c.label)))
    }

    /// All codes in order.
    pub fn iter(&self) -> impl Iterator<Item = &CameoCode> {
        self.codes.values()
    }
}

/// The code of an act is one of violence: CAMEO roots 18 to 20.
#[must_use]
pub fn is_violent(cameo: &str) -> bool {
    matches!(cameo.get(..2), Some("18" | "19" | "20"))
}

/// The act asks somebody for something: appeals and demands (CAMEO roots 02 and 10).
#[must_use]
pub fn is_wish(cameo: &str) -> bool {
    matches!(cameo.get(..2), Some("02" | "10"))
}

/// The act is words: statements, appeals, promises, demands, rebukes, refusals, threats (CAMEO roots 01 to 03, 10 to 13), praise and
/// apologies (051 to 053, 055, 056).
#[must_use]
pub fn is_verbal(cameo: &str) -> bool {
    matches!(cameo.get(..2), Some("01" | "02" | "03" | "10" | "11" | "12" | "13")) || matches!(cameo.get(..3), Some("051" | "052" | "053" | "055" | "056"))
}

/// ISO 3166 alpha-3 country of a CAMEO actor code (`GBRGOV` → `GBR`); empty for international actors and bare sectors.
#[must_use]
pub fn actor_country(code: &str) -> &str {
    if is_no_country(code) { "" } else { code.get(..3).unwrap_or("") }
}

/// First sector of a CAMEO actor code (`GBRGOV` → `GOV`, `IGOUNO` → `IGO`); empty where it has none.
#[must_use]
pub fn actor_sector(code: &str) -> &str {
    code.get(if is_no_country(code) { 0..3 } else { 3..6 }).unwrap_or("")
}

/// Starts with the prefix of an international actor (codebook, chapter 3), with a region, or with a generic or role code of
/// CAMEO 1.1b3 (section 3.4) that may stand without a country.
#[rustfmt::skip]
fn is_no_country(code: &str) -> bool {
    matches!(
        code.as_bytes().first_chunk::<3>(),
        Some(
            b"IGO" | b"NGO" | b"NGM" | b"MNC" | b"IMG" | b"INT" | b"UIS"
            | b"GOV" | b"MIL" | b"REB" | b"OPP" | b"PTY" | b"AGR" | b"BUS" | b"CRM" | b"CVL" | b"EDU" | b"ELI" | b"ENV" | b"HLH" | b"HRI" | b"LAB"
            | b"LEG" | b"JUD" | b"MED" | b"REF" | b"MOD" | b"RAD" | b"SPY" | b"COP" | b"UAF" | b"INS" | b"SET" | b"DEV" | b"TOP" | b"MID" | b"SEP"
        )
    ) || is_region(code.get(..3).unwrap_or(""))
}

/// Regions of the world that CAMEO codes like a country (codebook, section 3.3); no country of ISO 3166.
#[rustfmt::skip]
pub(super) fn is_region(code: &str) -> bool {
    matches!(
        code.as_bytes().first_chunk::<3>(),
        Some(
            b"AFR" | b"ASA" | b"BLK" | b"CRB" | b"CAU" | b"CFR" | b"CAS" | b"CEU" | b"EAF" | b"EEU" | b"EUR" | b"LAM" | b"MEA" | b"MDT" | b"NAF" | b"NMR"
            | b"PGS" | b"SCN" | b"SAM" | b"SAS" | b"SEA" | b"SAF" | b"WAF" | b"WST"
        )
    )
}
