use rustc_hash::FxHashMap;

use super::{Interner, Shape, Sym, SymSet, Token, scan};

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
    /// First words, and those that start a phrase in small letters.
    starts: SymSet,
    small: SymSet,
    next: FxHashMap<(u32, Sym), u32>,
    nodes: Vec<Node>,
    entries: Vec<Entry<V>>,
}

/// What is asked of a node, together in a quarter of a cache line.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// One bit for each word that goes on from it: a word whose bit is not set does not.
    onward: u64,
    /// Its entries.
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy)]
struct Entry<V> {
    needs: Needs,
    value: V,
}

/// How the tokens of a phrase must be capitalised: two bits for each of the first 32, the first token lowest.
#[derive(Debug, Clone, Copy, Default)]
struct Needs(u64);

/// Collects phrases; [`TrieBuilder::build`] freezes them.
#[derive(Debug)]
pub struct TrieBuilder<V> {
    first: Vec<u32>,
    starts: SymSet,
    small: SymSet,
    next: FxHashMap<(u32, Sym), u32>,
    nodes: u32,
    /// Entries with their nodes, as they were added.
    entries: Vec<(u32, Entry<V>)>,
}

impl<V> Default for TrieBuilder<V> {
    fn default() -> Self {
        Self { first: Vec::new(), starts: SymSet::default(), small: SymSet::default(), next: FxHashMap::default(), nodes: 1, entries: Vec::new() }
    }
}

impl<V: Copy> TrieBuilder<V> {
    /// Makes room for so many phrases more.
    pub fn reserve(&mut self, phrases: usize) {
        self.next.reserve(phrases);
        self.entries.reserve(phrases);
    }

    /// Adds `phrase`, tokenised as article text is. A phrase without any token is ignored and gives `false`.
    pub fn insert(&mut self, interner: &mut Interner, phrase: &str, value: V) -> bool {
        let mut node = 0u32;
        let (mut needs, mut first) = (Needs::default(), None);
        for (at, raw) in scan(phrase).enumerate() {
            let sym = interner.intern_token(phrase, &raw);
            needs.set(at, raw.shape);
            node = self.child(node, sym);
            first.get_or_insert(sym);
        }
        let Some(first) = first else { return false };
        self.starts.insert(first);
        if needs.is_met_by_small() {
            self.small.insert(first);
        }
        self.entries.push((node, Entry { needs, value }));
        true
    }

    fn child(&mut self, node: u32, sym: Sym) -> u32 {
        let fresh = self.nodes;
        let found = if node == 0 {
            if self.first.len() <= sym.index() {
                self.first.resize(sym.index() + 1, 0);
            }
            let slot = &mut self.first[sym.index()];
            if *slot == 0 {
                *slot = fresh;
            }
            *slot
        } else {
            *self.next.entry((node, sym)).or_insert(fresh)
        };
        self.nodes += u32::from(found == fresh);
        found
    }

    /// The finished trie.
    #[must_use]
    pub fn build(self) -> PhraseTrie<V> {
        // How many entries each node has, and so where they begin; then each entry to its place, those of one node in the order of
        // their adding.
        let mut nodes = vec![Node::default(); self.nodes as usize];
        for (node, _) in &self.entries {
            nodes[*node as usize].end += 1;
        }
        let mut sum = 0;
        for node in &mut nodes {
            node.start = sum;
            sum += std::mem::replace(&mut node.end, sum);
        }
        let mut order = vec![0u32; self.entries.len()];
        for (i, (node, _)) in self.entries.iter().enumerate() {
            let node = &mut nodes[*node as usize];
            order[node.end as usize] = i as u32;
            node.end += 1;
        }
        let entries = order.into_iter().map(|i| self.entries[i as usize].1).collect();
        for (node, sym) in self.next.keys() {
            nodes[*node as usize].onward |= sym.bit();
        }
        PhraseTrie { first: self.first, starts: self.starts, small: self.small, next: self.next, nodes, entries }
    }
}

impl<V: Copy> PhraseTrie<V> {
    /// Calls `found` for every phrase that starts at `tokens[0]`, shorter ones first. With `any_case` (text in capitals
    /// throughout) capitals are not compared.
    pub fn each(&self, tokens: &[Token], any_case: bool, mut found: impl FnMut(Hit<V>)) {
        let Some(token) = tokens.first().filter(|t| self.starts(t.sym)) else { return };
        let mut node = self.first.get(token.sym.index()).copied().unwrap_or(0);
        let mut len = 1;
        while node != 0 {
            let Node { onward, start, end } = self.nodes[node as usize];
            for entry in &self.entries[start as usize..end as usize] {
                if any_case || entry.needs.met(&tokens[..len]) {
                    found(Hit { len, value: entry.value });
                }
            }
            let Some(token) = tokens.get(len).filter(|t| onward & t.sym.bit() != 0 && t.sym.is_known()) else { return };
            node = self.next.get(&(node, token.sym)).copied().unwrap_or(0);
            len += 1;
        }
    }

    /// Some phrase starts with this word.
    #[must_use]
    #[inline]
    pub fn starts(&self, word: Sym) -> bool {
        self.starts.has(word)
    }

    /// Some phrase may start with this token, as far as its capitals tell.
    #[must_use]
    #[inline]
    pub fn may_start(&self, token: &Token, any_case: bool) -> bool {
        if any_case || token.shape != Shape::Lower { self.starts.has(token.sym) } else { self.small.has(token.sym) }
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

impl Needs {
    const CAPITAL: u64 = 1;
    const UPPER: u64 = 2;
    const TOKENS: usize = 32;

    /// Asks of token `at` what the phrase shows there.
    fn set(&mut self, at: usize, shape: Shape) {
        let need = match shape {
            Shape::Capitalised | Shape::Mixed => Self::CAPITAL,
            Shape::Upper => Self::UPPER,
            Shape::Lower | Shape::None => return,
        };
        if at < Self::TOKENS {
            self.0 |= need << (2 * at);
        }
    }

    /// The first token may be in small letters.
    fn is_met_by_small(self) -> bool {
        self.0 & 3 == 0
    }

    /// The text's capitals are those of the phrase, or stronger ones: a phrase in lower case matches any capitals, a
    /// capitalised word needs a capital, an acronym (capitals throughout) needs capitals throughout.
    fn met(self, tokens: &[Token]) -> bool {
        let mut needs = self.0;
        for token in tokens {
            if needs == 0 {
                return true;
            }
            let met = match needs & 3 {
                Self::CAPITAL => token.shape != Shape::Lower,
                Self::UPPER => token.shape == Shape::Upper,
                _ => true,
            };
            if !met {
                return false;
            }
            needs >>= 2;
        }
        true
    }
}
