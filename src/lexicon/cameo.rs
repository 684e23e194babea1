/// Prefixes of CAMEO actor codes that are no country (codebook, chapter 3).
const NO_COUNTRY: [&str; 7] = ["IGO", "NGO", "NGM", "MNC", "IMG", "INT", "UIS"];

/// ISO 3166 alpha-3 country of a CAMEO actor code (`GBRGOV` → `GBR`); empty for international actors and bare sectors.
#[must_use]
pub fn actor_country(code: &str) -> &str {
    let first = code.get(..3).unwrap_or("");
    if NO_COUNTRY.contains(&first) || is_sector(first) { "" } else { first }
}

/// First sector of a CAMEO actor code (`GBRGOV` → `GOV`, `IGOUNO` → `IGO`); empty where it has none.
#[must_use]
pub fn actor_sector(code: &str) -> &str {
    let first = code.get(..3).unwrap_or("");
    if NO_COUNTRY.contains(&first) || is_sector(first) { first } else { code.get(3..6).unwrap_or("") }
}

/// Generic and role codes of CAMEO 1.1b3 (codebook, section 3.4) that may stand without a country.
fn is_sector(code: &str) -> bool {
    const SECTORS: [&str; 30] = [
        "GOV", "MIL", "REB", "OPP", "PTY", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "ENV", "HLH", "HRI", "LAB", "LEG", "JUD", "MED", "REF", "MOD", "RAD",
        "SPY", "COP", "UAF", "INS", "SET", "DEV", "TOP", "MID", "SEP",
    ];
    SECTORS.contains(&code)
}
