use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::slot::{Constants, Slot};
use crate::lexicon::{LexiconError, Sources};
use crate::token::{Interner, Shape, Sym, Token};

/// A class of words, by index.
pub type ClassId = u16;

/// Word classes of date phrases, from `dates/classes.csv`.
#[derive(Debug, Default)]
pub struct Classes {
    ids: FxHashMap<String, ClassId>,
    /// By symbol: where its entries start and end, and which classes they are of.
    index: Vec<Range>,
    entries: Vec<Entry>,
}

/// The entries of a symbol.
#[derive(Debug, Clone, Copy, Default)]
struct Range {
    start: u32,
    end: u32,
    /// Bit n for a class whose number ends in n, counted in 64s: most questions are answered by it.
    classes: u64,
}

/// One form of one class.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    sym: Sym,
    class: ClassId,
    /// The slot that it fills, with its value.
    pub fills: Option<(Slot, i32)>,
    /// A plain number (for number words, which fill no slot by themselves).
    pub number: i32,
    capital: bool,
}

#[derive(Deserialize)]
struct Row {
    form: String,
    class: String,
    value: String,
}

impl Classes {
    pub(super) fn load(sources: &Sources, interner: &mut Interner, constants: &mut Constants) -> Result<Self, LexiconError> {
        let mut classes = Self::default();
        let mut found: Vec<(Sym, Entry)> = Vec::new();
        for row in sources.csv::<Row>("dates/classes.csv")? {
            let Row { form, class, value } = &row.value;
            // A clitic (`'ll`) is one token only behind a word.
            if crate::token::scan(form.trim_start_matches('\'')).count() != 1 {
                return Err(row.error(format!("`{form}` is not one word"), "write phrases as patterns of a rule"));
            }
            let fresh = classes.ids.len() as ClassId;
            let id = *classes.ids.entry(class.clone()).or_insert(fresh);
            let fills = constants.read(class, value).map_err(|remedy| row.error(format!("`{value}` is no value of class `{class}`"), remedy))?;
            let number = value.parse().unwrap_or(0);
            let capital = form.starts_with(char::is_uppercase);
            let sym = interner.intern(form);
            // A later row (or layer) replaces an earlier one of the same form and class.
            found.retain(|(s, e)| !(*s == sym && e.class == id));
            found.push((sym, Entry { sym, class: id, fills, number, capital }));
        }
        found.sort_by_key(|(sym, entry)| (*sym, entry.class));
        for (sym, entry) in found {
            let at = classes.entries.len() as u32;
            if classes.index.len() <= sym.index() {
                classes.index.resize(sym.index() + 1, Range::default());
            }
            let range = &mut classes.index[sym.index()];
            let start = if range.end == 0 { at } else { range.start };
            *range = Range { start, end: at + 1, classes: range.classes | 1 << (entry.class % 64) };
            classes.entries.push(entry);
        }
        Ok(classes)
    }

    /// The class of that name.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<ClassId> {
        self.ids.get(name).copied()
    }

    /// The entry of `token` in `class`; a capitalised form needs its capital, unless capitals tell nothing.
    #[must_use]
    #[inline]
    pub fn entry(&self, token: &Token, class: ClassId, any_case: bool) -> Option<&Entry> {
        let range = self.index.get(token.sym.index()).filter(|r| r.classes >> (class % 64) & 1 != 0)?;
        let entries = self.entries.get(range.start as usize..range.end as usize)?;
        entries.iter().find(|e| e.class == class && (any_case || !e.capital || token.shape != Shape::Lower))
    }

    /// Some form of the class fills a slot.
    pub(super) fn fills(&self, class: ClassId) -> bool {
        self.entries.iter().any(|e| e.class == class && e.fills.is_some())
    }

    /// All forms of a class; `true` for those that need a capital.
    pub(super) fn forms(&self, class: ClassId) -> impl Iterator<Item = (Sym, bool)> + '_ {
        self.entries.iter().filter(move |e| e.class == class).map(|e| (e.sym, e.capital))
    }
}
