use std::hash::BuildHasher;
use std::num::NonZeroU32;

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// An interned word: equal symbols are equal folded forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(NonZeroU32);

impl Sym {
    /// A form that the lexicon does not hold.
    pub const UNKNOWN: Sym = Sym(NonZeroU32::MIN);

    /// Index for tables parallel to the interner; 0 is the unknown form.
    #[must_use]
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The lexicon holds this form.
    #[must_use]
    pub fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }
}

/// All forms of the lexicon. Filled while the lexicon is loaded, read-only from then on.
#[derive(Debug, Default)]
pub struct Interner {
    /// All forms, one behind the other: no allocation for each.
    text: String,
    /// Where the form of a symbol ends in `text`; it starts where the one before ends.
    ends: Vec<u32>,
    /// The ASCII keys of up to eight bytes, packed into one number: most words of a text are found without comparing strings.
    short: FxHashMap<u64, Sym>,
    /// All other keys, by the hash of their form.
    long: HashTable<Sym>,
    /// Buffer for folding.
    key: String,
}

impl Interner {
    /// An empty interner, with room for a lexicon of the usual size.
    #[must_use]
    pub fn new() -> Self {
        const FORMS: usize = 1 << 16;
        let mut ends = Vec::with_capacity(FORMS);
        ends.push(0);
        Self {
            text: String::with_capacity(8 * FORMS),
            ends,
            short: FxHashMap::with_capacity_and_hasher(FORMS / 2, FxBuildHasher),
            long: HashTable::with_capacity(FORMS / 2),
            key: String::new(),
        }
    }

    /// Interns `form`, folded first.
    pub fn intern(&mut self, form: &str) -> Sym {
        if let Some(packed) = pack(form) {
            return self.intern_short(packed, form);
        }
        let mut key = std::mem::take(&mut self.key);
        fold_key(form, &mut key);
        let sym = match pack(&key) {
            Some(packed) => self.intern_short(packed, &key),
            None => self.intern_long(&key),
        };
        self.key = key;
        sym
    }

    fn intern_short(&mut self, packed: u64, form: &str) -> Sym {
        let next = self.next();
        let sym = *self.short.entry(packed).or_insert(next);
        if sym == next {
            let start = self.text.len();
            self.text.push_str(form);
            self.text[start..].make_ascii_lowercase();
            self.ends.push(self.text.len() as u32);
        }
        sym
    }

    fn intern_long(&mut self, key: &str) -> Sym {
        let hash = hash(key);
        if let Some(sym) = self.long.find(hash, |s| self.name(*s) == key) {
            return *sym;
        }
        let sym = self.next();
        self.text.push_str(key);
        self.ends.push(self.text.len() as u32);
        let (text, ends) = (&self.text, &self.ends);
        self.long.insert_unique(hash, sym, |s| self::hash(form_of(text, ends, *s)));
        sym
    }

    /// The symbol of the next new form. Stored one higher than the index, so that an `Option<Sym>` takes no more room than a symbol.
    fn next(&self) -> Sym {
        Sym(NonZeroU32::MIN.saturating_add(self.ends.len() as u32))
    }

    /// The symbol of a form that is already folded.
    #[must_use]
    pub fn get_folded(&self, key: &str) -> Sym {
        let found = match pack(key) {
            Some(packed) => self.short.get(&packed),
            None => self.long.find(hash(key), |s| self.name(*s) == key),
        };
        found.copied().unwrap_or(Sym::UNKNOWN)
    }

    /// The symbol of a word of a text; `key` is a buffer that is written over.
    #[must_use]
    pub fn get_word(&self, word: &str, key: &mut String) -> Sym {
        if let Some(packed) = pack(word) {
            return self.short.get(&packed).copied().unwrap_or(Sym::UNKNOWN);
        }
        fold_key(word, key);
        self.get_folded(key)
    }

    /// The symbol of `form`, folded first; for tests and look-ups outside the hot path.
    #[must_use]
    pub fn get(&self, form: &str) -> Sym {
        let mut key = String::new();
        fold_key(form, &mut key);
        self.get_folded(&key)
    }

    /// The folded form of a symbol.
    #[must_use]
    pub fn name(&self, sym: Sym) -> &str {
        form_of(&self.text, &self.ends, sym)
    }

    /// How many symbols there are, the unknown one included: the length of a parallel table.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// No form was interned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.len() <= 1
    }
}

fn form_of<'t>(text: &'t str, ends: &[u32], sym: Sym) -> &'t str {
    let end = ends.get(sym.index()).map_or(0, |e| *e as usize);
    let start = sym.index().checked_sub(1).and_then(|i| ends.get(i)).map_or(0, |e| *e as usize);
    text.get(start..end).unwrap_or("")
}

fn hash(key: &str) -> u64 {
    FxBuildHasher.hash_one(key)
}

/// An ASCII word of up to eight bytes in lower case, as one number; `None` for any other.
fn pack(word: &str) -> Option<u64> {
    let bytes = word.as_bytes();
    if bytes.len() > 8 || !bytes.is_ascii() {
        return None;
    }
    Some(bytes.iter().fold(0, |packed, b| packed << 8 | u64::from(b.to_ascii_lowercase())))
}

/// Writes the key of `form` to `out`: lower case, curly apostrophe as straight one, and without the invisible
/// characters that web text carries inside words (soft hyphen, zero-width marks, byte-order mark).
pub fn fold_key(form: &str, out: &mut String) {
    out.clear();
    if form.is_ascii() {
        out.push_str(form);
        out.make_ascii_lowercase();
        return;
    }
    for c in form.chars() {
        match c {
            '’' | '‘' | 'ʼ' => out.push('\''),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c => out.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_words_are_found_in_any_case() {
        let mut interner = Interner::new();
        let forms = ["a", "Moscow", "n't", "accreditation", "chargé", "U.S."];
        let syms: Vec<Sym> = forms.iter().map(|f| interner.intern(f)).collect();
        let mut key = String::new();
        for (form, sym) in forms.iter().zip(syms) {
            assert_eq!(interner.get_word(form, &mut key), sym);
            assert_eq!(interner.get_word(&form.to_uppercase(), &mut key), sym);
        }
        assert_eq!(interner.get_word("N’T", &mut key), interner.get("n't"));
        assert_eq!(interner.get_word("unheard", &mut key), Sym::UNKNOWN);
    }
}
