use rustc_hash::FxHashMap;

use super::{Interner, Shape, Sym, Token, scan};

/// A phrase found at some token: `len` tokens long, standing for `value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<V> {
    /// Tokens that the phrase takes.
    pub len: usize,
    /// What was stored with the phrase.
    pub value: V,
}

/// Phrases of whole words over interned symbols.
///
/// A look-up costs one table read for the first token and one hash look-up for each further token, whatever the number
/// of phrases. Each phrase remembers how it is capitalised: `Turkey` does not match `turkey`, `US` does not match `us`,
/// but `sanction` matches `Sanction`.
#[derive(Debug)]
pub struct PhraseTrie<V> {
    /// Node of a first word by symbol index, 0 for none.
    first: Vec<u32>,
    next: FxHashMap<(u32, Sym), u32>,
    nodes: Vec<Vec<Entry<V>>>,
}

#[derive(Debug, Clone)]
struct Entry<V> {
    shapes: Box<[Shape]>,
    value: V,
}

/// Collects phrases; [`TrieBuilder::build`] freezes them.
#[derive(Debug)]
pub struct TrieBuilder<V> {
    root: FxHashMap<Sym, u32>,
    next: FxHashMap<(u32, Sym), u32>,
    nodes: Vec<Vec<Entry<V>>>,
}

impl<V> Default for TrieBuilder<V> {
    fn default() -> Self {
        Self { root: FxHashMap::default(), next: FxHashMap::default(), nodes: vec![Vec::new()] }
    }
}

impl<V: Copy> TrieBuilder<V> {
    /// Adds `phrase`, tokenised as article text is. A phrase without any token is ignored and gives `false`.
    pub fn insert(&mut self, interner: &mut Interner, phrase: &str, value: V) -> bool {
        let mut node = 0u32;
        let mut shapes = Vec::new();
        for raw in scan(phrase) {
            let sym = interner.intern(raw.span.slice(phrase));
            shapes.push(raw.shape);
            node = self.child(node, sym);
        }
        if node == 0 {
            return false;
        }
        self.nodes[node as usize].push(Entry { shapes: shapes.into(), value });
        true
    }

    fn child(&mut self, node: u32, sym: Sym) -> u32 {
        let fresh = self.nodes.len() as u32;
        let found = if node == 0 { *self.root.entry(sym).or_insert(fresh) } else { *self.next.entry((node, sym)).or_insert(fresh) };
        if found == fresh {
            self.nodes.push(Vec::new());
        }
        found
    }

    /// The finished trie.
    #[must_use]
    pub fn build(self) -> PhraseTrie<V> {
        let width = self.root.keys().map(|s| s.index() + 1).max().unwrap_or(0);
        let mut first = vec![0; width];
        for (sym, node) in self.root {
            first[sym.index()] = node;
        }
        PhraseTrie { first, next: self.next, nodes: self.nodes }
    }
}

impl<V: Copy> PhraseTrie<V> {
    /// Calls `found` for every phrase that starts at `tokens[0]`, shorter ones first. With `any_case` (text in capitals
    /// throughout) capitals are not compared.
    pub fn each(&self, tokens: &[Token], any_case: bool, mut found: impl FnMut(Hit<V>)) {
        let Some(token) = tokens.first() else { return };
        let mut node = self.first.get(token.sym.index()).copied().unwrap_or(0);
        let mut len = 1;
        while node != 0 {
            for entry in &self.nodes[node as usize] {
                if any_case || fits(&entry.shapes, tokens) {
                    found(Hit { len, value: entry.value });
                }
            }
            let Some(token) = tokens.get(len).filter(|t| t.sym.is_known()) else { return };
            node = self.next.get(&(node, token.sym)).copied().unwrap_or(0);
            len += 1;
        }
    }

    /// Some phrase starts with this word.
    #[must_use]
    #[inline]
    pub fn starts(&self, word: Sym) -> bool {
        self.first.get(word.index()).is_some_and(|node| *node != 0)
    }

    /// The longest phrase that starts at `tokens[0]`; of two equally long ones the one added first.
    #[must_use]
    pub fn longest(&self, tokens: &[Token], any_case: bool) -> Option<Hit<V>> {
        let mut best: Option<Hit<V>> = None;
        self.each(tokens, any_case, |hit| {
            if best.is_none_or(|b| hit.len > b.len) {
                best = Some(hit);
            }
        });
        best
    }
}

/// The text's capitals are those of the phrase, or stronger ones: a phrase in lower case matches any capitals, a
/// capitalised word needs a capital, an acronym (capitals throughout) needs capitals throughout.
fn fits(shapes: &[Shape], tokens: &[Token]) -> bool {
    shapes.iter().zip(tokens).all(|(want, token)| match want {
        Shape::Capitalised | Shape::Mixed => token.shape != Shape::Lower,
        Shape::Upper => matches!(token.shape, Shape::Upper),
        Shape::Lower | Shape::None => true,
    })
}
