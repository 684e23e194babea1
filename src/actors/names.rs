//! The names of one article by their folded words, kept without an allocation for each.

use std::hash::Hasher;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

/// What a name is looked up as. One word may stand for several entities, each in another way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// The whole name.
    Full,
    /// The last word of a person's name.
    Surname,
    /// The last word of a body's name.
    Body,
    /// The first letters of a body's name.
    Initials,
    /// The noun that stands for a body's name; `u32::MAX` where two bodies share it.
    Short,
    /// A town of the gazetteer.
    Town,
    /// The people of a country, by its code.
    Nationals,
    /// Agents in the plural without an article, by their noun and code.
    Group(u32),
}

/// Entities by key and folded words.
pub(super) struct Names {
    /// All words, one name behind the other.
    text: String,
    table: HashTable<Entry>,
}

struct Entry {
    key: Key,
    start: u32,
    end: u32,
    entity: u32,
}

impl Entry {
    fn words<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

fn hash(key: Key, words: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u32(match key {
        Key::Full => 0,
        Key::Surname => 1,
        Key::Body => 2,
        Key::Initials => 3,
        Key::Town => 4,
        Key::Nationals => 5,
        Key::Short => 6,
        Key::Group(noun) => 7 + noun,
    });
    hasher.write(words.as_bytes());
    hasher.finish()
}

impl Names {
    /// With room for so many.
    pub fn with_room(names: usize) -> Self {
        Self { text: String::with_capacity(names * 16), table: HashTable::with_capacity(names) }
    }

    /// The entity that was kept last under these folded words.
    pub fn get(&self, key: Key, words: &str) -> Option<u32> {
        self.table.find(hash(key, words), |e| e.key == key && e.words(&self.text) == words).map(|e| e.entity)
    }

    /// Keeps an entity under these folded words, in the place of another.
    pub fn insert(&mut self, key: Key, words: &str, entity: u32) {
        let (hash, text) = (hash(key, words), &self.text);
        if let Some(known) = self.table.find_mut(hash, |e| e.key == key && e.words(text) == words) {
            known.entity = entity;
            return;
        }
        let start = self.text.len() as u32;
        self.text.push_str(words);
        let (end, text) = (self.text.len() as u32, &self.text);
        self.table.insert_unique(hash, Entry { key, start, end, entity }, |e| self::hash(e.key, e.words(text)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_entity_of_a_key_counts_and_keys_are_apart() {
        let mut names = Names::with_room(4);
        for i in 0..100 {
            names.insert(Key::Full, &format!("name {i}"), i);
        }
        names.insert(Key::Surname, "name 1", 7);
        names.insert(Key::Full, "name 1", 8);
        names.insert(Key::Group(1), "x", 9);
        assert_eq!(names.get(Key::Full, "name 99"), Some(99));
        assert_eq!(names.get(Key::Full, "name 1"), Some(8));
        assert_eq!(names.get(Key::Surname, "name 1"), Some(7));
        assert_eq!(names.get(Key::Group(2), "x"), None);
        assert_eq!(names.get(Key::Body, "name 1"), None);
    }
}
