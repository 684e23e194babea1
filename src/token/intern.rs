use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

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
    syms: FxHashMap<Box<str>, Sym>,
    /// The ASCII keys of up to eight bytes, packed into one number: most words of a text are found without comparing strings.
    short: FxHashMap<u64, Sym>,
    names: Vec<Box<str>>,
}

impl Interner {
    /// An empty interner.
    #[must_use]
    pub fn new() -> Self {
        Self { names: vec!["".into()], ..Self::default() }
    }

    /// Interns `form`, folded first.
    pub fn intern(&mut self, form: &str) -> Sym {
        let mut key = String::new();
        fold_key(form, &mut key);
        if let Some(sym) = self.syms.get(key.as_str()) {
            return *sym;
        }
        // Stored one higher than the index, so that an `Option<Sym>` takes no more room than a symbol.
        let sym = Sym(NonZeroU32::MIN.saturating_add(self.names.len() as u32));
        self.names.push(key.as_str().into());
        if let Some(packed) = pack(&key) {
            self.short.insert(packed, sym);
        }
        self.syms.insert(key.into_boxed_str(), sym);
        sym
    }

    /// The symbol of a form that is already folded.
    #[must_use]
    pub fn get_folded(&self, key: &str) -> Sym {
        self.syms.get(key).copied().unwrap_or(Sym::UNKNOWN)
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
        self.names.get(sym.index()).map_or("", |n| n)
    }

    /// All folded forms, in the order of their symbols.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|n| &**n)
    }

    /// How many symbols there are, the unknown one included: the length of a parallel table.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// No form was interned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.len() <= 1
    }
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
