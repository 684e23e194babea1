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

use serde_json::Value;

use super::{Form, Wants};
use crate::lexicon::ProfileLexicon;
use crate::output::columns::{INCIDENTS, Table};
use crate::output::files::Sink;
use crate::output::records::Records;
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
    /// As people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Polecat => "POLECAT",
            Self::Gdelt => "GDELT",
            Self::Icews => "ICEWS",
        }
    }

    /// The names of the columns that the set's files begin with; those of GDELT have none.
    fn header(self) -> Option<String> {
        match self {
            Self::Polecat => Some(polecat::COLUMNS.join("\t")),
            Self::Gdelt => None,
            Self::Icews => Some(icews::COLUMNS.join("\t")),
        }
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

/// Incident rows on their way into the columns of a data set, each with the cells of [`Told`] behind its own.
pub(super) struct ProfileRows<W> {
    profile: Profile,
    lexicon: ProfileLexicon,
    out: W,
    line: Vec<u8>,
    /// Rows that are no events of the set.
    left_out: usize,
}

impl<W: Write> ProfileRows<W> {
    /// Starts with the header, where the set has one.
    pub(super) fn new(profile: Profile, lexicon: ProfileLexicon, mut out: W) -> io::Result<Self> {
        if let Some(header) = profile.header() {
            writeln!(out, "{header}")?;
        }
        Ok(Self { profile, lexicon, out, line: Vec::new(), left_out: 0 })
    }

    fn take(&mut self, records: &[u8]) -> io::Result<()> {
        let mut records = Records::new(records)?;
        let mut cells = Vec::new();
        while records.read(&mut cells) {
            let event = Event::new(&cells, &self.lexicon);
            if self.profile.holds(&event) {
                self.line.clear();
                self.profile.write(&event, &mut self.line);
                self.out.write_all(&self.line)?;
            } else {
                self.left_out += 1;
            }
        }
        Ok(())
    }
}

impl Form for ProfileRows<Sink> {
    fn wants(&self) -> Wants {
        Wants::Events
    }

    fn rows(&mut self, table: &'static Table, records: &[u8]) -> io::Result<()> {
        if table.name == INCIDENTS.name { self.take(records) } else { Ok(()) }
    }

    fn note(&self) -> Option<String> {
        let rows = match self.left_out {
            0 => return None,
            1 => "1 row".to_owned(),
            n => format!("{n} rows"),
        };
        let set = self.profile.name();
        Some(format!("{rows} left out that {set} has no events for, as acts that were denied or never done (docs/profiles.md)"))
    }

    fn finish(self: Box<Self>, _: &Value) -> io::Result<()> {
        self.out.finish()
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
