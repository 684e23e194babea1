//! An incident row, as the profiles look at it.

use std::borrow::Cow;

use crate::lexicon::{ActorParts, CountryCodes, ProfileLexicon};
use crate::output::columns::INCIDENTS;
use crate::output::forms::profile::told;
use crate::token::stable_hash;

/// The cell of a named column; a name that no row has does not compile.
macro_rules! cell {
    ($event:expr, $column:literal) => {
        $event.cell(const { $crate::output::forms::profile::event::place($column) })
    };
}
pub(super) use cell;

/// The place of a column in the row or, behind the row, in [`told::COLUMNS`].
pub(super) const fn place(name: &str) -> usize {
    let row = INCIDENTS.columns.len();
    let mut index = 0;
    loop {
        assert!(index < row + told::COLUMNS.len(), "no such column");
        let column = if index < row { INCIDENTS.columns[index].name } else { told::COLUMNS[index - row] };
        if same(column.as_bytes(), name.as_bytes()) {
            return index;
        }
        index += 1;
    }
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut index = 0;
    while index < a.len() && index < b.len() && a[index] == b[index] {
        index += 1;
    }
    index == a.len() && index == b.len()
}

/// Source or target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Side {
    Source,
    Target,
}

/// An incident row.
pub(super) struct Event<'e> {
    cells: &'e [Cow<'e, str>],
    pub(super) lexicon: &'e ProfileLexicon,
}

/// How closely the place of an act is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// Not at all.
    Nowhere,
    /// A country.
    Country,
    /// A town with coordinates.
    Town,
    /// A name: a region, or a place that the lexicon does not hold.
    Name,
}

impl<'e> Event<'e> {
    pub(super) fn new(cells: &'e [Cow<'e, str>], lexicon: &'e ProfileLexicon) -> Self {
        Self { cells, lexicon }
    }

    /// A cell by its place; [`cell!`] asks by name.
    pub(super) fn cell(&self, index: usize) -> &'e str {
        self.cells.get(index).map_or("", |c| c)
    }

    /// The day, where it is known: `2025-02-06`.
    pub(super) fn day(&self) -> &'e str {
        let (from, to) = (cell!(self, "date_from"), cell!(self, "date_to"));
        if from == to { from } else { "" }
    }

    /// The first `length` bytes of the day, where all possible days share them: 7 for the month, 4 for the year.
    pub(super) fn date_part(&self, length: usize) -> &'e str {
        let (from, to) = (cell!(self, "date_from").get(..length), cell!(self, "date_to").get(..length));
        if from == to { from.unwrap_or("") } else { "" }
    }

    /// A number that stays the same for the same text, of at most 63 bits, for sets whose ids are numbers.
    pub(super) fn number(text: &str) -> Cow<'e, str> {
        if text.is_empty() { "".into() } else { (stable_hash(text) >> 1).to_string().into() }
    }

    pub(super) fn name(&self, side: Side) -> &'e str {
        if side == Side::Source { cell!(self, "source_name") } else { cell!(self, "target_name") }
    }

    fn code(&self, side: Side) -> &'e str {
        if side == Side::Source { cell!(self, "source_code") } else { cell!(self, "target_code") }
    }

    /// The actor's code, taken apart.
    pub(super) fn actor(&self, side: Side) -> ActorParts<'e> {
        self.lexicon.parts(self.code(side))
    }

    /// The actor's country.
    pub(super) fn country(&self, side: Side) -> Option<&'e CountryCodes> {
        let code = if side == Side::Source { cell!(self, "source_country") } else { cell!(self, "target_country") };
        self.lexicon.country(code)
    }

    /// The country of the place.
    pub(super) fn place_country(&self) -> Option<&'e CountryCodes> {
        self.lexicon.country(cell!(self, "place_country"))
    }

    /// What kind of place it is.
    pub(super) fn place(&self) -> Place {
        let name = cell!(self, "place");
        if name.is_empty() {
            Place::Nowhere
        } else if !cell!(self, "latitude").is_empty() {
            Place::Town
        } else if self.place_country().is_some_and(|c| c.name.eq_ignore_ascii_case(name)) {
            Place::Country
        } else {
            Place::Name
        }
    }

    /// The town, where the place is one.
    pub(super) fn town(&self) -> &'e str {
        if self.place() == Place::Town { cell!(self, "place") } else { "" }
    }
}

/// A number with its fraction, as the sets write scales: `-4.0`.
pub(super) fn decimal(cell: &str) -> Cow<'_, str> {
    if cell.is_empty() || cell.contains('.') { cell.into() } else { format!("{cell}.0").into() }
}
