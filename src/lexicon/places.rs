//! The gazetteer: towns with their countries and coordinates.

use rustc_hash::FxHashMap;

use super::{Code, LexiconError, Sources, Words};
use crate::token::{Hit, Interner, PhraseTrie, Token, TrieBuilder};

/// A town.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: Box<str>,
    /// ISO 3166 alpha-3.
    pub country: Code,
    /// WGS 84 degrees.
    pub latitude: f64,
    /// WGS 84 degrees.
    pub longitude: f64,
    /// Inhabitants.
    pub population: u32,
}

/// The gazetteer, from `places/`.
#[derive(Debug)]
pub struct PlaceLexicon {
    places: Vec<Place>,
    /// Names and other names; the value is an index into `groups`.
    trie: PhraseTrie<u32>,
    /// The places that share a name, largest first.
    groups: Vec<Vec<u32>>,
    by_name: FxHashMap<Box<str>, u32>,
}

impl PlaceLexicon {
    pub(super) fn load(sources: &Sources, interner: &mut Interner, _words: &mut Words) -> Result<Self, LexiconError> {
        let mut places: Vec<Place> = Vec::new();
        let mut names = NameTable::default();
        for file in sources.names("places/", ".csv") {
            for (label, text) in sources.texts(file) {
                read(&label, text, &mut places, &mut names)?;
            }
        }
        let mut trie = TrieBuilder::default();
        for group in &mut names.groups {
            group.sort_by_key(|i| (std::cmp::Reverse(places[*i as usize].population), *i));
            group.dedup();
        }
        for (id, name) in names.order.iter().enumerate() {
            trie.insert(interner, name, id as u32);
        }
        Ok(Self { places, trie: trie.build(), groups: names.groups, by_name: names.ids })
    }

    /// The longest town name at `tokens[0]`: its tokens and the towns of that name, largest first.
    #[must_use]
    pub fn longest(&self, tokens: &[Token], any_case: bool) -> Option<(usize, Vec<&Place>)> {
        let Hit { len, value } = self.trie.longest(tokens, any_case)?;
        Some((len, self.group(value)))
    }

    fn group(&self, id: u32) -> Vec<&Place> {
        self.groups.get(id as usize).into_iter().flatten().filter_map(|i| self.places.get(*i as usize)).collect()
    }

    /// The town that `name` means: the largest one in the country that the context gives, else the largest of all.
    #[must_use]
    pub fn locate(&self, name: &str, country_hint: &str) -> Option<&Place> {
        let group = self.group(*self.by_name.get(name)?);
        group.iter().find(|p| p.country.as_str() == country_hint).or(group.first()).copied()
    }

    /// How many towns are loaded.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// No town is loaded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

#[derive(Default)]
struct NameTable {
    ids: FxHashMap<Box<str>, u32>,
    order: Vec<Box<str>>,
    groups: Vec<Vec<u32>>,
}

impl NameTable {
    fn add(&mut self, name: &str, place: u32) {
        if name.is_empty() {
            return;
        }
        if let Some(id) = self.ids.get(name) {
            self.groups[*id as usize].push(place);
            return;
        }
        self.ids.insert(name.into(), self.order.len() as u32);
        self.order.push(name.into());
        self.groups.push(vec![place]);
    }
}

/// Read by hand, not through serde: the file is the largest of the lexicon and is read at each start.
fn read(file: &str, text: &str, places: &mut Vec<Place>, names: &mut NameTable) -> Result<(), LexiconError> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let wrong =
        |line: u64, message: String| LexiconError::at(file, line, message, "columns: name,country,latitude,longitude,population,alt (other names, by |)");
    let mut row = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(e) => return Err(wrong(e.position().map_or(1, csv::Position::line), e.to_string())),
        }
        let line = row.position().map_or(1, csv::Position::line);
        let field = |i: usize| row.get(i).unwrap_or("");
        let number = |i: usize| field(i).parse::<f64>().map_err(|_| wrong(line, format!("`{}` is no number", field(i))));
        let country = Code::parse(field(1)).filter(Code::is_bare_country).ok_or_else(|| wrong(line, format!("`{}` is no country code", field(1))))?;
        let id = places.len() as u32;
        places.push(Place { name: field(0).into(), country, latitude: number(2)?, longitude: number(3)?, population: number(4)? as u32 });
        names.add(field(0), id);
        for alt in field(5).split(['|', ';']) {
            names.add(alt.trim(), id);
        }
    }
}
