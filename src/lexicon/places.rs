//! The gazetteer: towns with their countries and coordinates.

use rustc_hash::FxHashMap;

use super::table::{Column, Row, Table};
use super::{Code, LexiconError, ProfileLexicon, Sources};
use crate::token::{Interner, PhraseTrie, Token, TrieBuilder, scan};

/// A town.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// ISO 3166 alpha-3.
    pub country: Code,
    /// WGS 84 degrees.
    pub latitude: f64,
    /// WGS 84 degrees.
    pub longitude: f64,
    /// Inhabitants.
    pub population: u32,
}

/// A town as it is kept: the gazetteer has tens of thousands.
#[derive(Debug, Clone, Copy)]
struct Town {
    /// Index into the countries.
    country: u16,
    /// In ten-thousandths of a degree.
    latitude: i32,
    longitude: i32,
    population: u32,
}

/// The gazetteer, from `places/`.
#[derive(Debug)]
pub struct PlaceLexicon {
    towns: Vec<Town>,
    countries: Vec<Code>,
    /// Names and other names; the value is an index into `towns`.
    trie: PhraseTrie<u32>,
}

const COLUMNS: [Column; 6] = [("name", true), ("country", true), ("latitude", true), ("longitude", true), ("population", true), ("alt", false)];

impl PlaceLexicon {
    pub(super) fn load(rows: PlaceRows, interner: &mut Interner) -> Self {
        let PlaceRows { towns, countries, names, text, .. } = rows;
        let mut trie = TrieBuilder::default();
        trie.reserve(names.len());
        let mut start = 0;
        for (town, end) in names {
            trie.insert(interner, text.get(start..end as usize).unwrap_or_default(), town);
            start = end as usize;
        }
        Self { towns, countries, trie: trie.build() }
    }

    /// The longest town name at `tokens[0]`: its tokens and the towns of that name, largest first.
    #[must_use]
    pub fn longest(&self, tokens: &[Token], any_case: bool) -> Option<(usize, Vec<Place>)> {
        let mut len = 0;
        let mut found: Vec<u32> = Vec::new();
        self.trie.each(tokens, any_case, |hit| {
            if hit.len > len {
                len = hit.len;
                found.clear();
            }
            found.push(hit.value);
        });
        (len > 0).then(|| (len, self.by_size(found)))
    }

    fn by_size(&self, mut found: Vec<u32>) -> Vec<Place> {
        found.sort_by_key(|i| (std::cmp::Reverse(self.towns[*i as usize].population), *i));
        found.dedup();
        found.iter().map(|i| self.place(self.towns[*i as usize])).collect()
    }

    fn place(&self, town: Town) -> Place {
        // Exact: the division gives the number that the digits of the file would.
        let degrees = |n: i32| f64::from(n) / 10_000.0;
        Place {
            country: self.countries[usize::from(town.country)],
            latitude: degrees(town.latitude),
            longitude: degrees(town.longitude),
            population: town.population,
        }
    }

    /// The town that the tokens of a name mean: the largest one in the country that the context gives, or the largest of all
    /// where it gives none. A namesake in another country is not meant.
    #[must_use]
    pub fn locate(&self, name: &[Token], country_hint: &str) -> Option<Place> {
        let (_, group) = self.longest(name, false).filter(|(len, _)| *len == name.len())?;
        group.iter().find(|p| country_hint.is_empty() || p.country.as_str() == country_hint).copied()
    }

    /// How many towns are loaded.
    #[must_use]
    pub fn len(&self) -> usize {
        self.towns.len()
    }

    /// No town is loaded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.towns.is_empty()
    }
}

/// The rows of the gazetteer, checked, before their words are interned.
#[derive(Default)]
pub(super) struct PlaceRows {
    towns: Vec<Town>,
    countries: Vec<Code>,
    numbers: FxHashMap<Box<str>, u16>,
    /// Each name's town and where it ends in `text`.
    names: Vec<(u32, u32)>,
    /// All names, one behind the other.
    text: String,
}

impl PlaceRows {
    pub(super) fn read(sources: &Sources, codes: &ProfileLexicon) -> Result<Self, LexiconError> {
        let mut rows = Self::default();
        for (_, file, text) in sources.csv_texts("places/") {
            let towns = text.len() / 40;
            rows.towns.reserve(towns);
            rows.names.reserve(towns);
            rows.text.reserve(text.len() / 2);
            let mut table = Table::open(file, text, &COLUMNS)?;
            while let Some(row) = table.next()? {
                rows.add(&row, codes)?;
            }
        }
        Ok(rows)
    }

    fn add(&mut self, row: &Row<'_, 6>, codes: &ProfileLexicon) -> Result<(), LexiconError> {
        let id = self.towns.len() as u32;
        let (latitude, longitude) = (degrees(row, 2, 90)?, degrees(row, 3, 180)?);
        let population = row.get(4).parse().map_err(|_| row.error(4, format!("`{}` is no number", row.get(4)), "write the number of inhabitants in digits"))?;
        let country = self.country(row, codes)?;
        self.towns.push(Town { country, latitude, longitude, population });
        if scan(row.get(0)).next().is_none() {
            return Err(row.error(0, "an empty name", "delete the row or fill it in"));
        }
        let others = row.get(5).split('|').filter(|name| !name.is_empty());
        for name in std::iter::once(row.get(0)).chain(others) {
            self.text.push_str(name);
            self.names.push((id, self.text.len() as u32));
        }
        Ok(())
    }

    /// The number of the country.
    fn country(&mut self, row: &Row<'_, 6>, codes: &ProfileLexicon) -> Result<u16, LexiconError> {
        let text = row.get(1);
        if let Some(number) = self.numbers.get(text) {
            return Ok(*number);
        }
        let code = Code::parse(text).filter(|c| c.is_bare_country() && codes.is_country(text));
        let code = code.ok_or_else(|| row.error(1, format!("`{text}` is no country code"), "write the ISO 3166 alpha-3 code in capitals: GBR"))?;
        let number = self.countries.len() as u16;
        self.numbers.insert(text.into(), number);
        self.countries.push(code);
        Ok(number)
    }
}

/// Degrees in ten-thousandths, at most `most` of them.
fn degrees(row: &Row<'_, 6>, column: usize, most: i32) -> Result<i32, LexiconError> {
    let text = row.get(column);
    fixed(text).filter(|n| n.abs() <= most * 10_000).ok_or_else(|| {
        row.error(column, format!("`{text}` is no number of degrees"), format!("write degrees between -{most} and {most}, with a decimal point"))
    })
}

/// A decimal number in ten-thousandths; digits behind the fourth are dropped.
fn fixed(text: &str) -> Option<i32> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || whole.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole = whole.bytes().try_fold(0i32, |n, b| b.is_ascii_digit().then(|| n * 10 + i32::from(b - b'0')))?;
    const SCALE: [i32; 5] = [10_000, 1000, 100, 10, 1];
    let part = &part.as_bytes()[..part.len().min(4)];
    let part = part.iter().fold(0i32, |n, b| n * 10 + i32::from(b - b'0')) * SCALE[part.len()];
    let value = whole * 10_000 + part;
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::fixed;

    #[test]
    fn degrees_are_read_exactly() {
        assert_eq!((fixed("31.2222"), fixed("-0.1257"), fixed("7"), fixed("51.50853")), (Some(312_222), Some(-1257), Some(70_000), Some(515_085)));
        assert!(fixed("").is_none() && fixed("1e5").is_none() && fixed("1.x").is_none());
    }
}
