use std::collections::BTreeMap;

use serde::Deserialize;

use super::cameo::is_region;
use super::{LexiconError, Sources};

/// A country in the codes of the event data sets; a row of `profiles/countries.csv`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct CountryCodes {
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
    /// English name.
    pub name: String,
    /// FIPS 10-4, where it has a code.
    #[serde(default)]
    pub fips: String,
    /// Number in the Correlates of War list of states.
    #[serde(default)]
    pub cow: String,
    /// The code of CAMEO, where it differs from `iso3`.
    #[serde(default)]
    pub cameo: String,
    /// Codes of states that it goes on from, joined by `|`.
    #[serde(default)]
    pub former: String,
}

/// A row of `profiles/sectors.csv`.
#[derive(Debug, Deserialize)]
struct SectorRow {
    code: String,
    name: String,
}

/// A row of `profiles/groups.csv`.
#[derive(Debug, Deserialize)]
struct GroupRow {
    #[serde(default)]
    before: String,
    code: String,
    kind: PartKind,
    cameo: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PartKind {
    Group,
    Religion,
    Ethnic,
}

/// What the event data sets call countries, sectors and parts of actor codes, from `profiles/`.
#[derive(Debug, Clone, Default)]
pub struct ProfileLexicon {
    countries: BTreeMap<String, CountryCodes>,
    sectors: BTreeMap<String, String>,
    parts: BTreeMap<(String, String), (PartKind, String)>,
}

/// A CAMEO actor code, taken apart as GDELT does.
#[derive(Debug, Default, PartialEq)]
pub struct ActorParts<'l> {
    /// The whole code, as CAMEO writes it.
    pub code: String,
    /// Country or region.
    pub country: &'l str,
    /// Body with a code of its own.
    pub group: &'l str,
    /// Ethnic group.
    pub ethnic: String,
    /// Religions, the larger faith first.
    pub religions: Vec<&'l str>,
    /// Roles and kinds of bodies, in the order of the code.
    pub types: Vec<&'l str>,
}

impl ProfileLexicon {
    pub(super) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let mut all = Self::default();
        for row in sources.csv::<CountryCodes>("profiles/countries.csv")? {
            if row.value.iso3.len() != 3 {
                return Err(row.error(format!("`{}` is no country", row.value.iso3), "iso3 has three letters, as GBR"));
            }
            all.countries.insert(row.value.iso3.clone(), row.value);
        }
        for row in sources.csv::<SectorRow>("profiles/sectors.csv")? {
            if row.value.code.len() != 3 {
                return Err(row.error(format!("`{}` is no sector", row.value.code), "a sector has three letters, as GOV"));
            }
            all.sectors.insert(row.value.code, row.value.name);
        }
        for row in sources.csv::<GroupRow>("profiles/groups.csv")? {
            if row.value.code.len() != 3 || row.value.cameo.split('|').any(|c| c.len() != 3) {
                return Err(row.error(format!("`{}` is no part of a code", row.value.code), "a part has three letters; codes of CAMEO are joined by |"));
            }
            all.parts.insert((row.value.before, row.value.code), (row.value.kind, row.value.cameo));
        }
        Ok(all)
    }

    /// A country by its ISO 3166 alpha-3 code.
    #[must_use]
    pub fn country(&self, iso3: &str) -> Option<&CountryCodes> {
        self.countries.get(iso3)
    }

    /// The country that goes by the code in CAMEO, or goes on from the state that did: `ROU` of `ROM`, `RUS` of `SUN`.
    #[must_use]
    pub fn successor(&self, code: &str) -> Option<&str> {
        if self.countries.contains_key(code) {
            return None;
        }
        let country = self.countries.values().find(|c| c.cameo == code || c.former.split('|').any(|f| f == code));
        country.map(|c| c.iso3.as_str())
    }

    /// The code is that of a country, or one for a state that has none. Every code is where no country is known.
    #[must_use]
    pub fn is_country(&self, code: &str) -> bool {
        self.countries.is_empty() || self.countries.contains_key(code) || is_own_code(code)
    }

    /// The part of an actor code that is none: its first three letters are a country, a region, a kind of international actor or
    /// a sector, what follows a country is a sector or a group. Further parts are names of bodies. Nothing is unknown where no
    /// country is known (a lexicon without `profiles/`).
    #[must_use]
    pub fn unknown_part<'c>(&self, code: &'c str) -> Option<&'c str> {
        let [first, second] = [0..3, 3..6].map(|at| code.get(at));
        if self.countries.is_empty() {
            return None;
        }
        let country = first.filter(|c| self.is_country(c));
        let known = |part: &str| self.sectors.contains_key(part) || self.parts.keys().any(|(_, code)| code == part);
        match (country, first) {
            (None, Some(first)) => (!self.sectors.contains_key(first) && !is_region(first)).then_some(first),
            (Some(_), _) => second.filter(|s| !known(s)),
            (None, None) => None,
        }
    }

    /// The name of a sector; its code where it has none.
    #[must_use]
    pub fn sector<'l>(&'l self, code: &'l str) -> &'l str {
        self.sectors.get(code).map_or(code, String::as_str)
    }

    /// Takes an actor code apart: a country in front, then sectors, bodies, groups, three letters each.
    #[must_use]
    pub fn parts<'l>(&'l self, code: &'l str) -> ActorParts<'l> {
        let mut found = ActorParts::default();
        let mut before = "";
        let pieces = (0..code.len() / 3).filter_map(|i| code.get(3 * i..3 * i + 3));
        for (index, piece) in pieces.enumerate() {
            // A company's seat is a country behind its sector.
            let country = (index == 0 || before == "MNC").then(|| self.countries.get(piece)).flatten();
            let mut written = piece;
            if let Some(country) = country {
                written = if country.cameo.is_empty() { piece } else { &country.cameo };
                found.country = written;
            } else if self.sectors.contains_key(piece) {
                found.types.push(piece);
            } else if index == 0 {
                found.country = piece; // a region of the world
            } else if let Some((kind, cameo)) = self.part(before, piece) {
                written = cameo.rsplit('|').next().unwrap_or(piece);
                match kind {
                    PartKind::Group => found.group = written,
                    PartKind::Religion => found.religions.extend(cameo.split('|')),
                    PartKind::Ethnic => found.ethnic = written.to_ascii_lowercase(),
                }
            }
            found.code.push_str(written);
            // What stands behind a country alone has nothing in front.
            before = if index == 0 && !self.sectors.contains_key(piece) { "" } else { piece };
        }
        found
    }

    fn part(&self, before: &str, piece: &str) -> Option<(PartKind, &str)> {
        self.parts.get(&(before.to_owned(), piece.to_owned())).map(|(kind, cameo)| (*kind, cameo.as_str()))
    }
}

/// A code that ISO 3166-1 leaves to its users (`XAA` to `XZZ`, `QMA` to `QZZ`): a state that has none.
fn is_own_code(code: &str) -> bool {
    matches!(code.as_bytes(), [b'X', b'A'..=b'Z', b'A'..=b'Z'] | [b'Q', b'M'..=b'Z', b'A'..=b'Z'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builtin() -> ProfileLexicon {
        ProfileLexicon::load(&Sources::builtin()).unwrap()
    }

    #[test]
    fn codes_come_apart() {
        let lexicon = builtin();
        let shown = |code: &str| {
            let p = lexicon.parts(code);
            format!("{} country {} group {} ethnic {} religion {} type {}", p.code, p.country, p.group, p.ethnic, p.religions.join(","), p.types.join(","))
        };
        assert_eq!(shown("GBRGOV"), "GBRGOV country GBR group  ethnic  religion  type GOV");
        assert_eq!(shown("XKXMIL"), "KSVMIL country KSV group  ethnic  religion  type MIL");
        assert_eq!(shown("IGOUNOMIL"), "IGOUNOMIL country  group UNO ethnic  religion  type IGO,MIL");
        assert_eq!(shown("IGOINP"), "IGOITP country  group ITP ethnic  religion  type IGO");
        assert_eq!(shown("PSEREBHMS"), "PSEREBHMS country PSE group HMS ethnic  religion  type REB");
        assert_eq!(shown("PSEPLO"), "PSEPLO country PSE group PLO ethnic  religion  type ");
        assert_eq!(shown("IMGMOSALQ"), "IMGMOSALQ country  group ALQ ethnic  religion MOS type IMG");
        assert_eq!(shown("TURCVLKUR"), "TURCVLKUR country TUR group  ethnic kur religion  type CVL");
        assert_eq!(shown("EGYCVLCPT"), "EGYCVLCPT country EGY group  ethnic  religion CHR,CPT type CVL");
        assert_eq!(shown("MNCUSA"), "MNCUSA country USA group  ethnic  religion  type MNC");
        // No list of CAMEO holds the alliance, and Andorra is no body.
        assert_eq!(shown("IGOALB"), "IGOALB country  group  ethnic  religion  type IGO");
        assert_eq!(shown("EURGOV"), "EURGOV country EUR group  ethnic  religion  type GOV");
        assert_eq!(shown(""), " country  group  ethnic  religion  type ");
    }

    #[test]
    fn codes_of_countries_are_told_apart() {
        let lexicon = builtin();
        for (codes, name) in [
            (lexicon.countries.values().map(|c| c.fips.as_str()).collect::<Vec<_>>(), "FIPS"),
            (lexicon.countries.values().map(|c| c.cow.as_str()).collect(), "COW"),
            (lexicon.countries.values().map(|c| if c.cameo.is_empty() { c.iso3.as_str() } else { &c.cameo }).collect(), "CAMEO"),
        ] {
            let mut known: Vec<_> = codes.into_iter().filter(|c| !c.is_empty()).collect();
            let count = known.len();
            known.sort_unstable();
            known.dedup();
            assert_eq!(known.len(), count, "{name}");
        }
        assert_eq!(lexicon.country("LVA").map(|c| (c.fips.as_str(), c.cow.as_str())), Some(("LG", "367")));
    }
}
