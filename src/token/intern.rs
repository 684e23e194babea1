use std::hash::{BuildHasher, Hash, Hasher};
use std::num::NonZeroU32;

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};

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

    /// One of 64 bits: a word whose bit is not set in the bits of some words together is none of them.
    #[must_use]
    #[inline]
    pub fn bit(self) -> u64 {
        1 << (self.index() % 64)
    }

    /// The lexicon holds this form.
    #[must_use]
    pub fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }
}

/// A set of symbols, one bit each: that of a whole lexicon stays in the nearest cache, which a table of numbers does not. To be
/// asked before such a table where most words are not in it.
#[derive(Debug, Default)]
pub struct SymSet(Vec<u64>);

impl SymSet {
    /// Adds a symbol.
    pub fn insert(&mut self, sym: Sym) {
        let at = sym.index() / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= sym.bit();
    }

    /// The symbol was added.
    #[must_use]
    #[inline]
    pub fn has(&self, sym: Sym) -> bool {
        self.0.get(sym.index() / 64).is_some_and(|bits| bits & sym.bit() != 0)
    }
}

/// All forms of the lexicon. Filled while the lexicon is loaded, read-only from then on.
#[derive(Debug, Default)]
pub struct Interner {
    /// All forms, one behind the other: no allocation for each.
    text: String,
    /// Where the form of a symbol ends in `text`; it starts where the one before ends.
    ends: Vec<u32>,
    /// The ASCII keys of up to sixteen bytes, packed into one number: most words of a text are found without comparing strings.
    packed: PackedForms,
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
            packed: PackedForms {
                near: vec![(0, Sym::UNKNOWN); NEAR],
                short: FxHashMap::with_capacity_and_hasher(FORMS / 2, FxBuildHasher),
                middling: FxHashMap::with_capacity_and_hasher(FORMS / 4, FxBuildHasher),
            },
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

    /// Interns a token of `text`.
    pub fn intern_token(&mut self, text: &str, token: &RawToken) -> Sym {
        let form = token.span.slice(text);
        if token.key == 0 { self.intern(form) } else { self.intern_short(Packed(token.key), form) }
    }

    fn intern_short(&mut self, packed: Packed, form: &str) -> Sym {
        let next = self.next();
        let sym = self.packed.get_or_insert(packed, next);
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
        match pack(key) {
            Some(packed) => self.packed.get(packed),
            None => self.long.find(hash(key), |s| self.name(*s) == key).copied().unwrap_or(Sym::UNKNOWN),
        }
    }

    /// The symbol of a token of `text`; `buffer` is written over.
    #[must_use]
    #[inline]
    pub fn get_token(&self, text: &str, token: &RawToken, buffer: &mut String) -> Sym {
        if token.key != 0 {
            return self.packed.get(Packed(token.key));
        }
        self.get_any(token.span.slice(text), buffer)
    }

    /// The symbol of a token that is no plain word.
    fn get_any(&self, word: &str, buffer: &mut String) -> Sym {
        if let Some(packed) = pack(word) {
            return self.packed.get(packed);
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
        form_of(&self.text, &self.ends, sym)
    }

    /// All folded forms, in the order of their symbols.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|i| form_of(&self.text, &self.ends, Sym(NonZeroU32::MIN.saturating_add(i as u32))))
    }

    /// How many symbols there are, the unknown one included: the length of a parallel table.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// All symbols but the unknown one, in the order in which they were interned.
    pub fn syms(&self) -> impl Iterator<Item = Sym> + use<> {
        (2..=self.ends.len() as u32).filter_map(NonZeroU32::new).map(Sym)
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

/// An ASCII word of up to sixteen bytes in lower case, as one number; `None` for any other. The length is told by the
/// highest byte that is not zero, since no token holds a NUL.
fn pack(word: &str) -> Option<Packed> {
    let bytes = word.as_bytes();
    if bytes.len() > 16 || !bytes.is_ascii() || bytes.contains(&0) {
        return None;
    }
    let mut packed = [0; 16];
    packed[..bytes.len()].copy_from_slice(bytes);
    Some(Packed(letters::lower(u128::from_le_bytes(packed))))
}

/// Slots of [`PackedForms::near`]: 128 KiB, a part of the cache that each core has for itself.
const NEAR: usize = 1 << 13;

/// The slot of a short form: the highest bits of a product depend on all of its letters.
#[inline]
fn slot(form: u64) -> usize {
    (form.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - NEAR.ilog2())) as usize
}

/// Symbols by packed form. Most words of a text have no more than eight letters, and most of those are a few thousand.
#[derive(Debug, Default)]
struct PackedForms {
    /// One form a slot, the one interned first: the lexicon interns frequent words before all others.
    near: Vec<(u64, Sym)>,
    short: FxHashMap<u64, Sym>,
    middling: FxHashMap<Packed, Sym>,
}

impl PackedForms {
    #[inline]
    fn get(&self, form: Packed) -> Sym {
        let found = match u64::try_from(form.0) {
            Ok(short) => match self.near.get(slot(short)) {
                Some((known, sym)) if *known == short => return *sym,
                _ => self.short.get(&short),
            },
            Err(_) => self.middling.get(&form),
        };
        found.copied().unwrap_or(Sym::UNKNOWN)
    }

    fn get_or_insert(&mut self, form: Packed, new: Sym) -> Sym {
        match u64::try_from(form.0) {
            Ok(short) => {
                let sym = *self.short.entry(short).or_insert(new);
                if let Some(near) = self.near.get_mut(slot(short)).filter(|near| near.0 == 0) {
                    *near = (short, sym);
                }
                sym
            }
            Err(_) => *self.middling.entry(form).or_insert(new),
        }
    }
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

    #[test]
    fn a_set_holds_what_was_added() {
        let mut interner = Interner::new();
        let syms: Vec<Sym> = (0..200).map(|i| interner.intern(&format!("w{i}"))).collect();
        let mut set = SymSet::default();
        assert!(!set.has(Sym::UNKNOWN) && !set.has(syms[0]));
        syms.iter().step_by(3).for_each(|s| set.insert(*s));
        let held: Vec<bool> = syms.iter().map(|s| set.has(*s)).collect();
        assert_eq!(held, (0..200).map(|i| i % 3 == 0).collect::<Vec<_>>());
    }
}
