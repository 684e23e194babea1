//! Rows in the columns of three event data sets, for programs that read those: POLECAT, GDELT 2.0 and ICEWS.
//!
//! docs/profiles.md says where each column comes from. A column that is not computed stays empty. Those sets have no column
//! for the status of an act, so that only acts that count as done are written ([`Profile::holds`]).

mod event;
mod gdelt;
mod icews;
mod polecat;
mod told;

use std::borrow::Cow;
use std::io::{self, Write};

use super::cells::{Cells, Rows, TakeRow};
use crate::lexicon::ProfileLexicon;
use event::{Event, cell};

pub use told::{Told, told};

/// An event data set whose columns are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// POLECAT: 40 columns, with a header.
    Polecat,
    /// GDELT 2.0 events: 61 columns, without a header.
    Gdelt,
    /// ICEWS: 20 columns, with a header.
    Icews,
}

impl Profile {
    /// Names of the columns.
    #[must_use]
    pub fn columns(self) -> Vec<Cow<'static, str>> {
        match self {
            Self::Polecat => polecat::COLUMNS.map(Cow::Borrowed).to_vec(),
            Self::Gdelt => gdelt::columns(),
            Self::Icews => icews::COLUMNS.map(Cow::Borrowed).to_vec(),
        }
    }

    /// The set's files begin with the names of the columns.
    #[must_use]
    pub fn has_header(self) -> bool {
        self != Self::Gdelt
    }

    /// The row is an event of the set: its act was done. A plan, demand or threat is done where its code says that it is one
    /// (03, 02 and 10, 13); the deed that was planned, demanded, denied or only supposed is none. POLECAT has no events for the
    /// bare statements 010 to 014.
    fn holds(self, event: &Event<'_>) -> bool {
        let done = match (cell!(event, "status"), cell!(event, "cameo_root")) {
            ("occurred" | "ongoing" | "alleged", _) => true,
            ("planned", root) => root == "03",
            ("demanded", root) => matches!(root, "02" | "10"),
            ("threatened", root) => root == "13",
            _ => false,
        };
        done && (self != Self::Polecat || !cell!(event, "plover_event").is_empty())
    }

    fn write(self, event: &Event<'_>, out: &mut Vec<u8>) {
        match self {
            Self::Polecat => line(&polecat::cells(event), out),
            Self::Gdelt => line(&gdelt::cells(event), out),
            Self::Icews => line(&icews::cells(event), out),
        }
    }
}

/// Takes incident rows as CSV, each with the cells of [`Told`] behind its own, and writes them as a data set does.
pub struct ProfileRows<'l, W>(Rows<Convert<'l, W>>);

/// How many rows there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProfileCounts {
    /// Written.
    pub written: usize,
    /// No events of the set.
    pub left_out: usize,
}

impl<'l, W: Write> ProfileRows<'l, W> {
    /// Starts with the header, where the set has one.
    ///
    /// # Errors
    /// Writing failed.
    pub fn new(profile: Profile, lexicon: &'l ProfileLexicon, mut out: W) -> io::Result<Self> {
        if profile.has_header() {
            writeln!(out, "{}", profile.columns().join("\t"))?;
        }
        Ok(Self(Rows::new(Convert { profile, lexicon, out, buffer: Vec::new(), counts: ProfileCounts::default() })))
    }

    /// All rows have come: what they were written to, and how many there were.
    ///
    /// # Errors
    /// The last row is cut off.
    pub fn finish(self) -> io::Result<(W, ProfileCounts)> {
        self.0.finish().map(|c| (c.out, c.counts))
    }
}

impl<W: Write> Write for ProfileRows<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Convert<'l, W> {
    profile: Profile,
    lexicon: &'l ProfileLexicon,
    out: W,
    buffer: Vec<u8>,
    counts: ProfileCounts,
}

impl<W: Write> TakeRow for Convert<'_, W> {
    fn take(&mut self, cells: &Cells, _: &[u8]) -> io::Result<()> {
        let event = Event::new(cells, self.lexicon);
        if !self.profile.holds(&event) {
            self.counts.left_out += 1;
            return Ok(());
        }
        self.counts.written += 1;
        self.buffer.clear();
        self.profile.write(&event, &mut self.buffer);
        self.out.write_all(&self.buffer)
    }
}

/// Cells between tabs. The sets know no quoting: a tab or an end of line within a cell becomes a space.
fn line(cells: &[Cow<'_, str>], out: &mut Vec<u8>) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(b'\t');
        }
        out.extend(cell.bytes().map(|b| if matches!(b, b'\t' | b'\n' | b'\r') { b' ' } else { b }));
    }
    out.push(b'\n');
}
