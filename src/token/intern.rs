use std::hash::{Hash, Hasher};
use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

use super::{RawToken, letters};

/// An interned word: equal symbols are equal folded forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(NonZeroU32);

impl Sym {
    /// A form that the lexicon does not hold.
    pub const UNKNOWN: Sym = Sym(NonZeroU32::MIN);

    /// Index for tables parallel to the interner; 0 is the unknown form.
    #[must_use]
    #[inline]
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
    /// The ASCII keys of up to sixteen bytes, packed into one number: most words of a text are found without comparing strings.
    packed: FxHashMap<Packed, Sym>,
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
            self.packed.insert(Packed(packed), sym);
        }
        self.syms.insert(key.into_boxed_str(), sym);
        sym
    }

    /// The symbol of a form that is already folded.
    #[must_use]
    pub fn get_folded(&self, key: &str) -> Sym {
        self.syms.get(key).copied().unwrap_or(Sym::UNKNOWN)
    }

    /// The symbol of a token of `text`; `buffer` is written over.
    #[must_use]
    #[inline]
    pub fn get_token(&self, text: &str, token: &RawToken, buffer: &mut String) -> Sym {
        if token.key != 0 {
            return self.packed.get(&Packed(token.key)).copied().unwrap_or(Sym::UNKNOWN);
        }
        self.get_any(token.span.slice(text), buffer)
    }

    /// The symbol of a token that is no plain word.
    fn get_any(&self, word: &str, buffer: &mut String) -> Sym {
        if let Some(packed) = pack(word) {
            return self.packed.get(&Packed(packed)).copied().unwrap_or(Sym::UNKNOWN);
        }
        fold_key(word, buffer);
        self.get_folded(buffer)
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

    /// How many symbols there are, the unknown one included: the length of a parallel table.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// All symbols but the unknown one, in the order in which they were interned.
    pub fn syms(&self) -> impl Iterator<Item = Sym> + use<> {
        (2..=self.names.len() as u32).filter_map(NonZeroU32::new).map(Sym)
    }

    /// No form was interned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.len() <= 1
    }
}

/// An ASCII word of up to sixteen bytes in lower case, as one number; `None` for any other. The length is told by the
/// highest byte that is not zero, since no token holds a NUL.
fn pack(word: &str) -> Option<u128> {
    let bytes = word.as_bytes();
    if bytes.len() > 16 || !bytes.is_ascii() || bytes.contains(&0) {
        return None;
    }
    let mut packed = [0; 16];
    packed[..bytes.len()].copy_from_slice(bytes);
    Some(letters::lower(u128::from_le_bytes(packed)))
}

/// A packed word as a key: cheap to hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Packed(u128);

impl Hash for Packed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // One multiplication in the usual hasher: long words differ in their heads or their tails.
        state.write_u64(self.0 as u64 ^ ((self.0 >> 64) as u64).rotate_left(23));
    }
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

    /// Looked up at the very end of a text and inside one: both give the same.
    fn word(interner: &Interner, form: &str) -> Sym {
        let text = format!("{form} and twenty bytes behind");
        let len = form.len() as u32;
        let first = |text: &str| {
            let mut token = crate::token::scan(text).next().unwrap();
            // `n't` is a token behind a word only.
            (token.span.end, token.key) = (len, if token.span.end == len { token.key } else { 0 });
            interner.get_token(text, &token, &mut String::new())
        };
        assert_eq!(first(&text), first(form));
        first(&text)
    }

    #[test]
    fn short_and_long_words_are_found_in_any_case() {
        let mut interner = Interner::new();
        let forms = ["a", "Moscow", "n't", "accreditation", "counterproductive", "self-determination", "chargé", "U.S."];
        let syms: Vec<Sym> = forms.iter().map(|f| interner.intern(f)).collect();
        for (form, sym) in forms.iter().zip(syms) {
            assert_eq!(word(&interner, form), sym);
            assert_eq!(word(&interner, &form.to_uppercase()), sym);
        }
        assert_eq!(word(&interner, "N’T"), interner.get("n't"));
        assert_eq!(word(&interner, "unheard"), Sym::UNKNOWN);
    }
}
